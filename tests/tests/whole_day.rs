//! The whole of one Open Day: from a draft in February to the published summary in April, with an
//! office, two phones, two kiosks that lose the network at different times, a tablet at the door, and
//! the story's own clock.
//!
//! Each part is a function of the cast. Without a network the survey is answered at a kiosk here; on a
//! citizen's phone `survey_offline` does it.

mod clocked;

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Utc};
use clocked::{Clocked, set_clock};
use reqwest::Method;
use serde_json::{Value, json};
use tests::chance::Chance;
use tests::hall::{put_at_door, take_in_at};
use tests::line::{Line, Path, Weather};
use tests::open_days::{UNIT, act, steps};
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Story, TABLET};

const THEME: &str = "Як планують місто";
const DATE: &str = "2027-03-25";
const DEPUTY: &str = "Ярема Тарас Панасович";
const LONG: Duration = Duration::from_secs(60);

/// A tablet of the council, with a line of its own to the server.
struct Tablet {
    browser: Browser,
    line: Line,
}

impl Tablet {
    /// Takes a tablet in. It believes that it is this moment.
    async fn open(cast: &Cast, office: &OfficeApi, name: &str, moment: &str) -> Result<Self> {
        let line = Line::to_port(cast.server.port(), &Chance::of(25)).await?;
        let browser = Browser::open(TABLET).await?;
        set_clock(&browser, moment).await?;
        let browser = take_in_at(browser, &line.origin(), office, name).await?;
        Ok(Self { browser, line })
    }

    /// Whatever it asks from now on, nobody answers.
    fn lose_the_network(&self) {
        self.line.set(Weather::partition(Path::Refused));
        self.line.cut();
    }

    /// The network is back, at this moment, and the tablet starts anew.
    async fn come_back(&self, moment: &str) -> Result<()> {
        self.line.set(Weather::clear());
        self.start(moment).await
    }

    async fn start(&self, moment: &str) -> Result<()> {
        set_clock(&self.browser, moment).await?;
        let page = format!("{}/kiosk/", self.line.origin());
        self.browser.visit(&page).await
    }

    /// Answers the survey: roads are the theme.
    async fn answer(&self) -> Result<()> {
        let kiosk = &self.browser;
        kiosk.find(Kind::Css, "#door-survey").await?;
        kiosk.click(Kind::Css, "#door-survey").await?;
        kiosk.arrives_at("Питання 1 з 3").await?;
        kiosk.click(Kind::Button, "Дороги").await?;
        kiosk.click(Kind::Button, "Далі").await?;
        kiosk.arrives_at("Питання 2 з 3").await?;
        kiosk.click(Kind::Button, "Далі").await?;
        kiosk.arrives_at("Питання 3 з 3").await?;
        kiosk.click(Kind::Choice, "Раз").await?;
        kiosk.click(Kind::Button, "Надіслати відповіді").await?;
        kiosk.arrives_at("Дякуємо!").await
    }
}

/// Everybody and everything the story needs.
struct Cast {
    server: Clocked,
    desk: Browser,
    oksana: Browser,
    taras: Browser,
    /// The kiosks of the hall and of the library.
    kiosks: Vec<Tablet>,
    office: Audit,
    pages: Audit,
    /// The day.
    id: String,
}

impl Cast {
    async fn gather() -> Result<Self> {
        let server = Clocked::start("2027-02-01T09:00:00Z".parse()?).await?;
        let mut desk = Browser::open(DESKTOP).await?;
        desk.expect_in_console("401");
        desk.expect_in_console("422");
        Ok(Self {
            server,
            desk,
            oksana: Browser::open(PHONE).await?,
            taras: Browser::open(PHONE).await?,
            kiosks: Vec::new(),
            office: Audit::of_office()?,
            pages: Audit::of_citizen()?,
            id: String::new(),
        })
    }

    /// Moves the clock; the office signs in anew, for its session has ended meanwhile.
    async fn it_is(&self, moment: &str) -> Result<OfficeApi> {
        self.server.set(moment.parse::<DateTime<Utc>>()?);
        self.desk.sign_in(&self.server.origin()).await?;
        OfficeApi::sign_in_at(&self.server.origin()).await
    }

    /// The office's page of the day, or one beside it.
    async fn open(&self, part: &str) -> Result<()> {
        let page = format!("{}/office/days/{}{part}", self.server.origin(), self.id);
        self.desk.visit(&page).await?;
        self.desk.sees(THEME).await
    }

    /// A page for everybody.
    fn public(&self, part: &str) -> String {
        format!("{}/days/{}{part}?lang=uk", self.server.origin(), self.id)
    }

    async fn part(mut self) -> Result<()> {
        for one in [&mut self.desk, &mut self.oksana, &mut self.taras] {
            one.quit().await?;
        }
        self.server.stop().await;
        self.pages.finish()?;
        self.office.finish()
    }
}

/// Types into a field of a plain page.
async fn type_in(phone: &Browser, field: &str, text: &str) -> Result<()> {
    let field = phone.find(Kind::Css, field).await?;
    Ok(field.send_keys(text).await?)
}

/// The code a page shows once.
async fn code_on(phone: &Browser) -> Result<String> {
    phone.text_of(".receipt__code").await
}

/// February: the day is a draft with everything still missing, then it is prepared.
async fn planned(cast: &mut Cast) -> Result<()> {
    let api = cast.it_is("2027-02-01T09:00:00Z").await?;
    let desk = &cast.desk;
    desk.click(Kind::Link, "Дні відкритих дверей").await?;
    desk.find(Kind::Heading, "Дні відкритих дверей").await?;
    desk.paste("Тема", THEME).await?;
    desk.pick("Дата", DATE).await?;
    desk.sees("Можна. Опитування відкрийте не пізніше 23 лютого 2027")
        .await?;
    desk.click(Kind::Button, "Запланувати").await?;
    desk.arrives_at(THEME).await?;
    desk.sees("Назвіть головного організатора").await?;
    let path = desk.path().await?;
    path.rsplit('/')
        .next()
        .context("no id")?
        .clone_into(&mut cast.id);

    // Two at first, so that somebody has to wait; the rest comes for the second time.
    let slots = json!([
        {"n": 1, "starts": "10:00:00", "ends": "11:00:00", "places": 2},
        {"n": 2, "starts": "11:00:00", "ends": "12:30:00", "places": 20}]);
    let date = DATE.parse()?;
    let is_plan = |event: &Value| event["kind"] == "plan_entered";
    for event in steps(date, &slots).into_iter().filter(|one| !is_plan(one)) {
        act(&api, &cast.id, event).await?;
    }
    cast.open("").await?;
    cast.office.look(&cast.desk, "a day that is prepared").await
}

/// The survey: by a phone, on paper, at a kiosk, and at one that has no network until after the end.
async fn asked(cast: &mut Cast) -> Result<()> {
    let api = cast.it_is("2027-02-20T09:00:00Z").await?;
    cast.open("").await?;
    cast.desk.click(Kind::Button, "Відкрити опитування").await?;
    cast.desk.sees("Анкету більше не змінюють").await?;

    let taras = &cast.taras;
    taras.visit(&cast.public("/survey")).await?;
    type_in(taras, "#q1", "Архів і теплиці").await?;
    taras.find(Kind::Css, "#q2-1").await?.click().await?;
    taras.click(Kind::Button, "Надіслати відповіді").await?;
    taras.find(Kind::Heading, "Відповіді отримано").await?;
    // Sent again, as after a reply that was lost, it is the same answer.
    taras.web()?.refresh().await?;

    cast.open("/sheets").await?;
    cast.desk.fill("1. Тема?", "12").await?;
    cast.desk.click(Kind::Button, "Зберегти аркуш").await?;
    cast.desk.sees("Аркуш № 1 збережено").await?;

    let now = "2027-02-20T09:05:00Z";
    for name in ["Хол", "Бібліотека"] {
        let kiosk = Tablet::open(cast, &api, name, now).await?;
        kiosk.browser.find(Kind::Css, "#door-survey").await?;
        cast.kiosks.push(kiosk);
    }
    let [hall, library] = cast.kiosks.as_slice() else {
        anyhow::bail!("two kiosks");
    };
    library.lose_the_network();
    hall.answer().await?;
    hall.browser.sees("Рада отримала ваші відповіді").await?;
    library.answer().await?;
    library
        .browser
        .sees("Ваші відповіді прийнято й зашифровано")
        .await?;

    let api = cast.it_is("2027-03-16T09:00:00Z").await?;
    library.come_back("2027-03-16T09:00:00Z").await?;
    let path = format!("days/{}/results", cast.id);
    let results = library
        .browser
        .until("the answer that was late", LONG, async || {
            let told = api.ask(Method::GET, &path, &Value::Null).await?;
            Ok((told["late"] == 1).then_some(told))
        })
        .await?;
    ensure!(results["in_time"] == 3, "{results}");
    let ways = json!({"web": 1, "kiosk": 2, "paper": 1});
    ensure!(results["ways"] == ways, "{results}");
    cast.open("").await?;
    cast.desk.sees("За голосами пропонується: Дороги").await?;
    cast.desk.sees("Отримано після закінчення: 1").await?;
    cast.office
        .look(&cast.desk, "a day that was asked about")
        .await
}

/// The gate: nothing is announced before it stands in the plan of its week.
async fn announced(cast: &mut Cast) -> Result<()> {
    let desk = &cast.desk;
    desk.click(Kind::Button, &format!("З планом ознайомлено: {UNIT}"))
        .await?;
    desk.sees_no_more("З планом ознайомлено").await?;
    desk.click(Kind::Button, "Генплан: Підтверджую").await?;
    desk.sees("Підтвердив(-ла)").await?;
    desk.sees("Внесіть захід до плану роботи того тижня")
        .await?;
    ensure!(
        !desk.has(Kind::Css, "#publish").await?,
        "it can be announced without an entry in the plan"
    );
    desk.paste("Пункт плану", "п. 7").await?;
    desk.click(Kind::Button, "Зберегти: Тижневий план роботи")
        .await?;
    desk.sees("Усе готове до оприлюднення").await?;
    desk.click(Kind::Css, "#publish").await?;
    desk.sees("Оприлюднено").await?;
    cast.taras.visit(&cast.public("")).await?;
    cast.taras.sees("10:00–11:00").await?;
    cast.pages.look(&cast.taras, "an announced day").await?;
    cast.taras.visit(&cast.public("/programme")).await?;
    cast.pages.look(&cast.taras, "the programme to print").await
}

/// Books a place for the first time of visits; the code.
async fn book(cast: &Cast, phone: &Browser, name: &str, heading: &str) -> Result<String> {
    phone.visit(&cast.public("/place")).await?;
    type_in(phone, "#name", name).await?;
    phone.click(Kind::Button, "Записатися").await?;
    phone.find(Kind::Heading, heading).await?;
    code_on(phone).await
}

/// What somebody with this code is told of their booking.
async fn mine(cast: &Cast, phone: &Browser, code: &str, heading: &str) -> Result<()> {
    phone.visit(&cast.public("/mine")).await?;
    type_in(phone, "#code", code).await?;
    phone.click(Kind::Button, "Знайти").await?;
    phone.find(Kind::Heading, heading).await.map(drop)
}

/// Two places: two get one, the third waits, and moves up when the first gives hers up.
async fn booked(cast: &mut Cast) -> Result<()> {
    let oksana = book(cast, &cast.oksana, "Ладна Оксана", "За вами місце").await?;
    book(cast, &cast.taras, "Гай Тарас", "За вами місце").await?;
    let lesia = book(cast, &cast.taras, "Гай Леся", "Ви в списку очікування").await?;
    cast.taras.sees("Ваш номер у черзі: 1").await?;
    mine(cast, &cast.oksana, &oksana, "За вами місце").await?;
    cast.oksana.click(Kind::Button, "Скасувати запис").await?;
    cast.oksana.find(Kind::Heading, "Запис скасовано").await?;
    mine(cast, &cast.taras, &lesia, "За вами місце").await?;
    cast.taras
        .sees("Місце звільнилося, тепер воно ваше")
        .await?;
    cast.pages
        .look(&cast.taras, "a place that came free")
        .await?;
    cast.open("").await?;
    cast.desk.sees("Місце звільнилося – повідомте").await
}

/// The day: who comes is let in by name at the door, somebody without booking on a free place, both
/// while the door has no network.
async fn at_the_door(cast: &mut Cast) -> Result<()> {
    let now = "2027-03-25T08:05:00Z";
    let api = cast.it_is(now).await?;
    let door = Tablet::open(cast, &api, "Вхід", now).await?;
    put_at_door(&api, "Вхід", &cast.id).await?;
    door.start(now).await?;
    door.browser.arrives_at(THEME).await?;
    door.browser.sees("11:00–12:30").await?;
    door.lose_the_network();
    let find = "Прізвище, ім’я або код запису";
    door.browser.fill(find, "тарас").await?;
    door.browser.sees("Гай Тарас").await?;
    door.browser.click(Kind::Css, ".people button").await?;
    door.browser
        .sees("Гай Тарас, 10:00–11:00: Відмічено")
        .await?;
    door.browser
        .click(Kind::Button, "Впустити на 11:00–12:30")
        .await?;
    door.browser.sees("Впущено без запису: 11:00–12:30").await?;
    door.come_back("2027-03-25T08:20:00Z").await?;
    let path = format!("days/{}/participants", cast.id);
    door.browser
        .until("both visitors at the council", LONG, async || {
            let told = api.ask(Method::GET, &path, &Value::Null).await?;
            let people = told["people"].as_array().context("no people")?;
            let came = people.iter().filter(|one| one["came"] == true).count();
            Ok((came == 2).then_some(()))
        })
        .await?;
    cast.open("").await?;
    let walked = "return document.querySelectorAll('#people li').length === 4";
    cast.desk.until_true("a fourth visitor", walked).await
}

/// Asks on a plain page; number and code.
async fn ask(cast: &Cast, phone: &Browser, text: &str) -> Result<(String, String)> {
    phone.visit(&cast.public("/question")).await?;
    type_in(phone, "#text", text).await?;
    type_in(phone, "#name", "Ладна Оксана").await?;
    phone.click(Kind::Button, "Надіслати").await?;
    phone.find(Kind::Heading, "Отримано під номером").await?;
    let number = phone.text_of(".receipt__index").await?;
    Ok((
        number.trim_start_matches("№ ").to_owned(),
        code_on(phone).await?,
    ))
}

/// Somebody says something at the hall's kiosk, which has no network; it gets its number later.
async fn at_the_kiosk(cast: &Cast) -> Result<()> {
    let hall = cast.kiosks.first().context("no kiosk")?;
    hall.start("2027-03-25T08:35:00Z").await?;
    hall.browser.find(Kind::Css, "#door-ask").await?;
    hall.lose_the_network();
    hall.browser.click(Kind::Css, "#door-ask").await?;
    hall.browser
        .arrives_at("Запитання, пропозиція, зауваження")
        .await?;
    hall.browser.click(Kind::Choice, "Зауваження").await?;
    hall.browser
        .fill("Текст", "Лавка біля входу хитається")
        .await?;
    hall.browser.click(Kind::Button, "Надіслати").await?;
    hall.browser.arrives_at("Візьміть із собою").await?;
    hall.browser.sees("Прийнято й зашифровано").await?;
    cast.server.set("2027-03-25T12:00:00Z".parse()?);
    hall.come_back("2027-03-25T12:00:00Z").await?;
    let api = OfficeApi::sign_in_at(&cast.server.origin()).await?;
    let path = format!("days/{}/questions", cast.id);
    hall.browser
        .until("the third question", LONG, async || {
            let told = api.ask(Method::GET, &path, &Value::Null).await?;
            let all = told["questions"].as_array().context("no questions")?;
            Ok((all.len() == 3).then_some(()))
        })
        .await
}

/// Questions: one is answered and shown to all, one becomes a request for information.
async fn questions(cast: &mut Cast) -> Result<(String, String)> {
    let first = ask(cast, &cast.oksana, "Коли відремонтують міст?").await?;
    // A moment later: what comes in the same millisecond has no order.
    cast.server.set("2027-03-25T08:30:00Z".parse()?);
    ask(cast, &cast.taras, "Прошу копію кошторису мосту").await?;
    at_the_kiosk(cast).await?;
    cast.it_is("2027-03-30T09:00:00Z").await?;
    cast.desk
        .visit(&format!("{}/office/days", cast.server.origin()))
        .await?;
    cast.desk
        .sees("Запитань без відповіді: 3, найдавніше чекає днів: 5")
        .await?;
    cast.office.look(&cast.desk, "days with questions").await?;
    cast.open("").await?;
    let desk = &cast.desk;
    desk.sees("чекає днів: 5").await?;
    desk.paste("Заступник, який відповідає", DEPUTY).await?;
    desk.click(Kind::Button, "Передати № 1/2027").await?;
    type_in(desk, "textarea[id^='answer-']", "Навесні.").await?;
    desk.click(Kind::Button, "Відповісти на № 1/2027").await?;
    desk.click(Kind::Button, "Показати всім № 1/2027").await?;
    desk.sees("Більше не показувати").await?;
    desk.click(Kind::Button, "№ 2/2027 просить наявну інформацію")
        .await?;
    desk.paste(
        "Електронна пошта для відповіді на запит",
        "taras@poshta.example",
    )
    .await?;
    desk.click(Kind::Button, "Зробити № 2/2027 запитом на інформацію")
        .await?;
    desk.sees("Стало запитом на інформацію").await?;
    Ok(first)
}

/// April: the day is summed up, every figure adds up, and everybody sees it.
async fn summed_up(cast: &mut Cast, (number, code): (String, String)) -> Result<()> {
    let desk = &cast.desk;
    desk.paste(
        "Підсумок або причина скасування",
        "Показали архів і теплиці.",
    )
    .await?;
    desk.click(Kind::Button, "День відбувся").await?;
    desk.web()?.accept_alert().await?;
    desk.sees("Відбувся").await?;
    desk.click(Kind::Link, "Підсумок дня").await?;
    desk.arrives_at("Підсумок дня").await?;
    desk.sees("Показали архів і теплиці.").await?;
    cast.office.look(&cast.desk, "the summary").await?;
    cast.desk.resize(PHONE).await?;
    cast.office.look(&cast.desk, "the summary").await?;
    cast.desk.resize(DESKTOP).await?;
    let api = OfficeApi::sign_in_at(&cast.server.origin()).await?;
    let path = format!("days/{}/summary", cast.id);
    let summary = api.ask(Method::GET, &path, &Value::Null).await?;
    let total = &summary["visitors"]["total"];
    let wanted = json!({"booked": 3, "cancelled": 1, "waited": 0, "absent": 1, "came": 1,
        "walked_in": 1});
    ensure!(*total == wanted, "{summary}");
    let asked = json!({"received": 1, "addressed": 0, "answered": 1, "became_request": 1});
    ensure!(summary["questions"]["total"] == asked, "{summary}");
    ensure!(summary["questions"]["median_days"] == 5, "{summary}");

    cast.desk.click(Kind::Css, "#summary-publish").await?;
    cast.desk
        .sees("Числа стоять на сторінці дня для всіх")
        .await?;
    for phone in [&cast.oksana, &cast.taras] {
        phone.visit(&cast.public("")).await?;
        phone.sees("Підсумок у числах").await?;
        phone.sees("Навесні.").await?;
        let page = phone.text().await?;
        ensure!(
            !page.contains("Ладна") && !page.contains("Архів і теплиці"),
            "somebody's words or name: {page}"
        );
    }
    cast.pages
        .look(&cast.oksana, "a day that is summed up")
        .await?;
    cast.oksana.resize(DESKTOP).await?;
    cast.pages
        .look(&cast.oksana, "a day that is summed up")
        .await?;
    let find = format!("{}/days/question?lang=uk", cast.server.origin());
    cast.oksana.visit(&find).await?;
    type_in(&cast.oksana, "#number", &number).await?;
    type_in(&cast.oksana, "#code", &code).await?;
    cast.oksana.click(Kind::Button, "Знайти").await?;
    cast.oksana.find(Kind::Heading, "Є відповідь").await?;
    cast.oksana.sees("Навесні.").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_of_one_open_day() -> Result<()> {
    let story = Story::begin("the whole of one open day");
    let mut cast = Cast::gather().await?;
    story.step("February: a draft, and what it lacks");
    planned(&mut cast).await?;
    story.step("the survey, by phone, on paper, at two kiosks of which one has no network");
    asked(&mut cast).await?;
    story.step("March: the plan of the week opens the gate");
    announced(&mut cast).await?;
    story.step("places, a waiting list, a place that comes free");
    booked(&mut cast).await?;
    story.step("25 March: visitors come");
    at_the_door(&mut cast).await?;
    story.step("what they asked is answered");
    let question = questions(&mut cast).await?;
    story.step("the summary, in the office and for everybody");
    summed_up(&mut cast, question).await?;
    cast.part().await?;
    story.end();
    Ok(())
}
