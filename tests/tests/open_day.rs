//! An open day, from its date to the answered question: planned and published in the office, answered,
//! booked and asked about on the public pages.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tests::open_days::{UNIT, a_first_wednesday, a_thursday, act, one_slot, published, steps};
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

const THEME: &str = "Як планують місто";

#[tokio::test(flavor = "multi_thread")]
async fn an_open_day_from_its_date_to_the_answered_question() -> Result<()> {
    let story = Story::begin("an open day, from its date to the answered question");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    let mut audit = Audit::of_office()?;

    story.step("a Wednesday that the order forbids is not taken, and the page says why");
    desk.expect_in_console("401");
    desk.click(Kind::Link, "Дні відкритих дверей").await?;
    desk.find(Kind::Heading, "Дні відкритих дверей").await?;
    desk.paste("Тема", THEME).await?;
    desk.pick("Дата", &a_first_wednesday()?.to_string()).await?;
    desk.sees("перша середа").await?;
    desk.click(Kind::Button, "Запланувати").await?;
    desk.find(Kind::Css, ".errors").await?;
    audit.look(&desk, "open days, a wrong date").await?;
    let date = a_thursday()?;
    desk.pick("Дата", &date.to_string()).await?;
    desk.sees("Можна.").await?;
    desk.click(Kind::Button, "Запланувати").await?;
    desk.arrives_at(THEME).await?;
    desk.sees("Назвіть головного організатора").await?;
    audit.look(&desk, "a new open day").await?;

    story.step("it is prepared, and each gap closes");
    let path = desk.path().await?;
    let id = path.rsplit('/').next().context("no id")?.to_owned();
    let office = OfficeApi::sign_in(&server).await?;
    for event in steps(date, &one_slot(20)) {
        act(&office, &id, event).await?;
    }
    desk.visit(&format!("{}/office/days/{id}", server.origin()))
        .await?;
    desk.find(Kind::Heading, THEME).await?;
    desk.click(Kind::Button, "Відкрити опитування").await?;
    desk.sees("Анкету більше не змінюють").await?;
    desk.click(Kind::Button, &format!("З планом ознайомлено: {UNIT}"))
        .await?;
    desk.sees_no_more("З планом ознайомлено").await?;
    desk.click(Kind::Button, "Генплан: Підтверджую").await?;
    desk.sees("Усе готове до оприлюднення").await?;
    audit.look(&desk, "a day that is ready").await?;
    desk.click(Kind::Css, "#publish").await?;
    desk.sees("Оприлюднено").await?;

    story
        .step("on plain pages of a phone the survey is answered, a place booked, a question asked");
    let mut phone = Browser::open(PHONE).await?;
    let public = format!("{}/days/{id}", server.origin());
    let mut pages = Audit::of_citizen()?;
    for lang in ["uk", "en"] {
        for page in ["", "/survey", "/place", "/question", "/mine"] {
            phone.visit(&format!("{public}{page}?lang={lang}")).await?;
            pages.look(&phone, &format!("days{page}, {lang}")).await?;
        }
    }
    phone
        .visit(&format!("{}/days?lang=uk", server.origin()))
        .await?;
    pages.look(&phone, "days").await?;
    phone.click(Kind::Link, THEME).await?;
    phone.click(Kind::Link, "Опитування").await?;
    phone
        .find(Kind::Css, "#q1")
        .await?
        .send_keys("Архів")
        .await?;
    phone.find(Kind::Css, "#q2-1").await?.click().await?;
    phone.click(Kind::Button, "Надіслати відповіді").await?;
    phone.find(Kind::Heading, "Відповіді отримано").await?;
    phone.visit(&format!("{public}/place?lang=uk")).await?;
    phone
        .find(Kind::Css, "#name")
        .await?
        .send_keys("Ладна Оксана")
        .await?;
    phone.click(Kind::Button, "Записатися").await?;
    phone.find(Kind::Heading, "За вами місце").await?;
    pages.look(&phone, "a place").await?;
    phone.visit(&format!("{public}/question?lang=uk")).await?;
    phone
        .find(Kind::Css, "#text")
        .await?
        .send_keys("Коли відремонтують міст?")
        .await?;
    phone.click(Kind::Button, "Надіслати").await?;
    let number = phone
        .find(Kind::Css, ".receipt__index")
        .await?
        .text()
        .await?;
    let code = phone
        .find(Kind::Css, ".receipt__code")
        .await?
        .text()
        .await?;
    pages.look(&phone, "a question").await?;

    story
        .step("the office sees the answer, lets the visitor's name stand and answers the question");
    desk.visit(&format!("{}/office/days/{id}", server.origin()))
        .await?;
    desk.sees("Архів").await?;
    desk.sees("Ладна Оксана").await?;
    audit.look(&desk, "a day with visitors").await?;
    desk.paste("Заступник, який відповідає", "Ярема Тарас Панасович")
        .await?;
    desk.click(Kind::Button, "Передати № 1/").await?;
    desk.find(Kind::Css, "textarea[id^='answer-']")
        .await?
        .send_keys("Навесні.")
        .await?;
    desk.click(Kind::Button, "Відповісти на № 1/").await?;
    desk.click(Kind::Button, "Показати всім № 1/").await?;
    desk.sees("Більше не показувати").await?;

    story.step("the asker sees the answer by number and code; everybody sees it on the day's page");
    phone
        .visit(&format!("{}/days/question?lang=uk", server.origin()))
        .await?;
    phone
        .find(Kind::Css, "#number")
        .await?
        .send_keys(number.trim_start_matches("№ "))
        .await?;
    phone
        .find(Kind::Css, "#code")
        .await?
        .send_keys(&code)
        .await?;
    phone.click(Kind::Button, "Знайти").await?;
    phone.find(Kind::Heading, "Є відповідь").await?;
    ensure!(phone.text().await?.contains("Навесні."), "no answer");
    phone.visit(&format!("{public}?lang=uk")).await?;
    let page = phone.text().await?;
    ensure!(
        page.contains("Навесні.") && !page.contains("Ладна"),
        "{page}"
    );
    pages.look(&phone, "a day with answers").await?;
    phone.quit().await?;
    desk.quit().await?;
    story.end();
    pages.finish()?;
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_prepare_one_day_and_what_is_cancelled_is_told() -> Result<()> {
    let story = Story::begin("two prepare one day, and what is cancelled is told");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let id = published(&office, THEME, a_thursday()?).await?;
    let page = format!("{}/office/days/{id}", server.origin());
    let (mut first, mut second) = (Browser::open(DESKTOP).await?, Browser::open(DESKTOP).await?);
    for desk in [&first, &second] {
        desk.sign_in(&server.origin()).await?;
        desk.visit(&page).await?;
        desk.find(Kind::Heading, THEME).await?;
        desk.find(Kind::Css, "#described-save").await?;
    }
    let mut audit = Audit::of_office()?;

    story.step("one is faster: the other's words stay, and it is said what happened");
    second.paste("Мета", "Своя мета, ще не збережена").await?;
    first.paste("Мета", "Мета колеги").await?;
    first.click(Kind::Css, "#described-save").await?;
    first.sees("Збережено").await?;
    second.click(Kind::Css, "#described-save").await?;
    second.find(Kind::Css, "#described-stale").await?;
    ensure!(second.value("Мета").await? == "Своя мета, ще не збережена");
    audit
        .look(&second, "a section a colleague has changed")
        .await?;
    let path = format!("days/{id}");
    let card = office
        .ask(reqwest::Method::GET, &path, &Value::Null)
        .await?;
    ensure!(card["day"]["purpose"] == "Мета колеги");
    second
        .click(Kind::Button, "Показати збережене замість набраного")
        .await?;
    ensure!(second.value("Мета").await? == "Мета колеги");
    second.paste("Мета", "Спільна мета").await?;
    second.click(Kind::Css, "#described-save").await?;
    second.sees("Збережено").await?;
    ensure!(!second.has(Kind::Css, "#described-stale").await?);

    story.step("somebody booked; at the desk the booking is cancelled on the phone");
    let mut phone = Browser::open(PHONE).await?;
    let public = format!("{}/days/{id}", server.origin());
    for name in ["Ладна Оксана", "Терен Богдан"] {
        phone.visit(&format!("{public}/place?lang=uk")).await?;
        phone
            .find(Kind::Css, "#name")
            .await?
            .send_keys(name)
            .await?;
        phone.click(Kind::Button, "Записатися").await?;
        phone.find(Kind::Heading, "За вами місце").await?;
    }
    first.visit(&page).await?;
    first
        .click(Kind::Button, "Скасувати запис: Ладна Оксана")
        .await?;
    first.web()?.accept_alert().await?;
    first.sees_no_more("Скасувати запис: Ладна Оксана").await?;
    let people = first.text_of("#people").await?;
    ensure!(people.contains("Скасовано"), "{people}");

    story.step("the day is cancelled: its page says so and why, and offers nothing");
    first
        .paste("Підсумок або причина скасування", "Повітряна тривога")
        .await?;
    first.click(Kind::Button, "Скасувати день").await?;
    first.web()?.accept_alert().await?;
    first.find(Kind::Css, "main .tag[data-tone=end]").await?;
    audit.look(&first, "a cancelled day").await?;
    let mut pages = Audit::of_citizen()?;
    for lang in ["uk", "en"] {
        phone.visit(&format!("{public}?lang={lang}")).await?;
        phone.sees("Повітряна тривога").await?;
        pages
            .look(&phone, &format!("a cancelled day, {lang}"))
            .await?;
        ensure!(
            !phone.has(Kind::Css, ".tiles a").await?,
            "it offers something"
        );
    }
    phone
        .visit(&format!("{}/days?lang=uk", server.origin()))
        .await?;
    phone.sees("Скасовано").await?;
    for desk in [&mut first, &mut second] {
        desk.expect_in_console("401");
        desk.expect_in_console("409");
        desk.quit().await?;
    }
    phone.quit().await?;
    story.end();
    pages.finish()?;
    audit.finish()
}
