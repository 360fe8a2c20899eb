//! The survey of an open day on a citizen's own phone: opened once with a network, then filled in,
//! finished and kept without one, and sent by itself.

mod clocked;

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use chrono::{Days, Utc};
use clocked::Clocked;
use reqwest::Method;
use serde_json::{Value, json};
use tests::chance::Chance;
use tests::hall::published_day;
use tests::line::{Line, Path, Weather};
use tests::open_days::act;
use tests::{Audit, Browser, DESKTOP, Engine, Kind, NARROW, OfficeApi, PHONE, Server, Story};
use thirtyfour::Key;

const LONG: Duration = Duration::from_secs(60);
const WISH: &str = "Покажіть, як рахують бюджет";
const SEND: &str = "Надіслати відповіді";
const SAVED: &str = "Відповіді збережено на цьому пристрої";
const RECEIVED: &str = "Відповіді отримано";

/// The survey's page.
fn survey(origin: &str, day: &str, language: &str) -> String {
    format!("{origin}/days/{day}/survey?lang={language}")
}

/// Opens the survey with a network and waits until it can be opened without.
async fn open(phone: &Browser, address: &str) -> Result<()> {
    phone.visit(address).await?;
    let kept = "caches.keys().then(async (names) => { for (const name of names) \
        if (name.startsWith('survey ') && await (await caches.open(name)).match(location.href)) \
        window.kept = true; }); return window.kept === true && !!navigator.serviceWorker.controller;";
    phone
        .until_true("the survey to be kept for offline", kept)
        .await
}

/// A day with its survey, and a phone on which that was opened.
struct Begun {
    server: Server,
    office: OfficeApi,
    day: String,
    page: String,
    phone: Browser,
}

impl Begun {
    async fn on(engine: Engine) -> Result<Self> {
        let server = Server::start().await?;
        let office = OfficeApi::sign_in(&server).await?;
        let day = published_day(&office).await?;
        let page = survey(&server.origin(), &day, "uk");
        let phone = Browser::open_in(engine, PHONE).await?;
        open(&phone, &page).await?;
        Ok(Self {
            server,
            office,
            day,
            page,
            phone,
        })
    }
}

/// Answers every kind of question.
async fn answer(phone: &Browser) -> Result<()> {
    for id in ["#q0-1", "#q1-0", "#q1-2", "#q2-4"] {
        phone.click(Kind::Css, id).await?;
    }
    for (id, value) in [("q3-0", "2"), ("q3-1", "0")] {
        choose(phone, id, value).await?;
    }
    phone.find(Kind::Css, "#q4").await?.send_keys(WISH).await?;
    is_saved(phone).await
}

/// Waits until all that was typed is called saved.
async fn is_saved(phone: &Browser) -> Result<()> {
    let script = "return document.querySelector('#survey-note')?.textContent.trim() !== ''";
    phone.until_true("the draft to be saved", script).await
}

/// Chooses from a list, as a person does by keys.
async fn choose(phone: &Browser, id: &str, value: &str) -> Result<()> {
    let script = "const [id, value] = arguments; const list = document.getElementById(id); \
        list.value = value; list.dispatchEvent(new Event('change', { bubbles: true }));";
    phone
        .script(script, vec![json!(id), json!(value)])
        .await
        .map(drop)
}

/// What stands in the form: ticked fields, chosen wishes and words.
async fn typed(phone: &Browser) -> Result<Value> {
    let script = "const all = [...document.querySelectorAll('form.question [name^=q]')]; \
        return all.filter((one) => one.type === 'radio' || one.type === 'checkbox' ? one.checked : one.value) \
            .map((one) => `${one.name}=${one.value}`).join(' ');";
    phone.script(script, vec![]).await
}

const ANSWERED: &str = "q0=1 q1-0=1 q1-2=1 q2=4 q3-0=2 q3-1=0 q4=Покажіть, як рахують бюджет";

async fn results(office: &OfficeApi, day: &str) -> Result<Value> {
    let path = format!("days/{day}/results");
    office.ask(Method::GET, &path, &Value::Null).await
}

/// Waits until the council has so many answers in time and late.
async fn counted(phone: &Browser, office: &OfficeApi, day: &str, want: [u64; 2]) -> Result<Value> {
    phone
        .until("the answers to be with the council", LONG, async || {
            let told = results(office, day).await?;
            let there = [&told["in_time"], &told["late"]] == [&json!(want[0]), &json!(want[1])];
            Ok(there.then_some(told))
        })
        .await
}

tests::on_every_engine!(
    answered_without_a_network_it_goes_out_by_itself_and_counts_once,
    without_a_network
);

async fn without_a_network(engine: Engine) -> Result<()> {
    let story = Story::begin("a survey answered without a network");
    let Begun {
        mut server,
        day,
        page,
        mut phone,
        ..
    } = Begun::on(engine).await?;

    story.step("the network is gone; the page opens, what is typed survives a killed browser");
    // Its worker asks the network first; WebKit tells of that in these words.
    phone.expect_in_console("Could not connect");
    phone.expect_in_console("Cannot load");
    server.stop().await?;
    phone.visit(&page).await?;
    answer(&phone).await?;
    phone.kill().await?;
    phone.launch().await?;
    phone.visit(&page).await?;
    phone
        .sees("Написане зберігається лише на цьому пристрої")
        .await?;
    phone
        .until("the draft", LONG, async || {
            Ok((typed(&phone).await? == json!(ANSWERED)).then_some(()))
        })
        .await?;

    story.step("finished, it is kept; killed right after, it is there");
    phone.click(Kind::Button, SEND).await?;
    phone.arrives_at(SAVED).await?;
    phone.sees("Чекає на мережу").await?;
    phone.kill().await?;
    phone.launch().await?;
    phone.visit(&page).await?;
    phone.find(Kind::Heading, SAVED).await?;
    ensure!(
        !phone.has(Kind::Button, SEND).await?,
        "it can be answered twice"
    );

    story.step("the network is back and only the app is opened: it goes out");
    server.start_again().await?;
    phone.visit(&server.origin()).await?;
    let office = OfficeApi::sign_in(&server).await?;
    let told = counted(&phone, &office, &day, [1, 0]).await?;
    ensure!(told["counted"][1]["votes"] == json!([1, 0, 1]), "{told:#}");
    ensure!(told["counted"][3]["votes"] == json!([2, 0, 3]), "{told:#}");
    ensure!(
        told["counted"][4]["texts"] == json!([[WISH, 1]]),
        "{told:#}"
    );

    // Nor is a first visit of the app taken for a new build, though another worker was there before.
    tokio::time::sleep(Duration::from_secs(2)).await;
    ensure!(!phone.is_offered_a_build().await?, "a new build is offered");

    story.step("the page says that it arrived, and nothing of what was said is on the device");
    phone.visit(&page).await?;
    phone.find(Kind::Heading, RECEIVED).await?;
    phone.visit(&page).await?;
    phone.find(Kind::Heading, RECEIVED).await?;
    counted(&phone, &office, &day, [1, 0]).await?;
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_fill_in_one_form_and_send_one_answer() -> Result<()> {
    let story = Story::begin("a survey in two tabs");
    let Begun {
        server: _server,
        office,
        day,
        page,
        mut phone,
    } = Begun::on(Engine::Chromium).await?;
    let first = phone.tab().await?;
    let second = phone.new_tab().await?;
    phone.visit(&page).await?;
    phone
        .sees("Написане зберігається лише на цьому пристрої")
        .await?;

    story.step("what one tab writes stands in the other");
    phone.click(Kind::Css, "#q0-1").await?;
    is_saved(&phone).await?;
    phone.show_tab(&first).await?;
    phone
        .until("the other tab's answer", LONG, async || {
            Ok((typed(&phone).await? == json!("q0=1")).then_some(()))
        })
        .await?;
    phone.click(Kind::Css, "#q2-3").await?;
    is_saved(&phone).await?;

    story.step("both send at the same moment");
    let at = "return Math.ceil(Date.now() / 1000) * 1000 + 2000;";
    let at = phone.script(at, vec![]).await?;
    let submit = "setTimeout(() => document.querySelector('form.question').requestSubmit(), arguments[0] - Date.now())";
    phone.script(submit, vec![at.clone()]).await?;
    phone.show_tab(&second).await?;
    phone.script(submit, vec![at]).await?;
    for tab in [&first, &second] {
        phone.show_tab(tab).await?;
        phone.find(Kind::Heading, RECEIVED).await?;
    }
    let told = counted(&phone, &office, &day, [1, 0]).await?;
    ensure!(
        told["counted"][2]["votes"] == json!([0, 0, 1, 0, 0]),
        "{told:#}"
    );

    story.step("another person answers on the same phone: two answers");
    phone
        .click(Kind::Button, "Відповісти за іншу людину")
        .await?;
    phone.find(Kind::Button, SEND).await?;
    ensure!(typed(&phone).await? == json!(""), "the form is not empty");
    phone.click(Kind::Css, "#q0-0").await?;
    phone.click(Kind::Button, SEND).await?;
    phone.find(Kind::Heading, RECEIVED).await?;
    counted(&phone, &office, &day, [2, 0]).await?;
    phone.quit().await?;
    story.end();
    Ok(())
}

/// Lets the browser tell its workers that a network came, as it does by itself after a while.
async fn network_came(phone: &Browser, origin: &str) -> Result<()> {
    phone.devtools("ServiceWorker.enable", json!({})).await?;
    // A browser counts its registrations from nought; there are two of ours at most.
    for id in 0..4 {
        let event = json!({"origin": origin, "registrationId": id.to_string(), "tag": "vr-outbox",
            "lastChance": false});
        phone
            .devtools("ServiceWorker.dispatchSyncEvent", event)
            .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn with_no_page_open_the_worker_sends_it_once() -> Result<()> {
    let story = Story::begin("a survey that goes out with no page open");
    let Begun {
        mut server,
        day,
        page,
        mut phone,
        ..
    } = Begun::on(Engine::Chromium).await?;
    server.stop().await?;
    answer(&phone).await?;
    phone.click(Kind::Button, SEND).await?;
    phone.arrives_at(SAVED).await?;

    story.step("every page is closed; the network is still away, and the worker gives it up");
    phone.visit("about:blank").await?;
    network_came(&phone, &server.origin()).await?;

    story.step("the network is back: the worker sends it");
    server.start_again().await?;
    let office = OfficeApi::sign_in(&server).await?;
    network_came(&phone, &server.origin()).await?;
    counted(&phone, &office, &day, [1, 0]).await?;

    story.step("the page that is opened next is told, and nothing counts twice");
    phone.visit(&page).await?;
    phone.find(Kind::Heading, RECEIVED).await?;
    counted(&phone, &office, &day, [1, 0]).await?;
    phone.quit().await?;
    story.end();
    Ok(())
}

/// Holds the storage, as a slow phone or another tab does, until `window.letGo` is set.
const HOLD: &str = "const done = arguments[0]; \
    indexedDB.open('vidkryta-rada').onsuccess = ({ target: { result } }) => { \
        const store = result.transaction('meta', 'readwrite').objectStore('meta'); \
        const hold = () => { if (!window.letGo) store.get('held').onsuccess = hold; done(true); }; \
        hold(); };";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_before_the_storage_tells_anything_stays() -> Result<()> {
    let story = Story::begin("a survey on a slow storage");
    let Begun {
        server: _server,
        page,
        mut phone,
        ..
    } = Begun::on(Engine::Chromium).await?;
    let first = phone.tab().await?;
    phone.web()?.execute_async(HOLD, vec![]).await?;

    story.step("answered while another tab holds the storage");
    let second = phone.new_tab().await?;
    phone.visit(&page).await?;
    phone
        .sees("Написане зберігається лише на цьому пристрої")
        .await?;
    phone.click(Kind::Css, "#q0-1").await?;
    phone.find(Kind::Css, "#q4").await?.send_keys(WISH).await?;

    story.step("the storage is free: nothing is gone, and all of it is saved");
    phone.show_tab(&first).await?;
    phone.script("window.letGo = true", vec![]).await?;
    phone.show_tab(&second).await?;
    is_saved(&phone).await?;
    let want = json!(format!("q0=1 q4={WISH}"));
    ensure!(typed(&phone).await? == want, "{}", typed(&phone).await?);
    phone.visit(&page).await?;
    phone
        .until("the draft", LONG, async || {
            Ok((typed(&phone).await? == want).then_some(()))
        })
        .await?;
    phone.quit().await?;
    story.end();
    Ok(())
}

/// A day, a phone that has its survey and lost the network, and the server's own clock.
struct Late {
    server: Clocked,
    line: Line,
    phone: Browser,
    day: String,
    page: String,
}

impl Late {
    async fn begin() -> Result<Self> {
        let server = Clocked::start(Utc::now()).await?;
        let line = Line::to_port(server.port(), &Chance::of(8)).await?;
        let day = published_day(&OfficeApi::sign_in_at(&server.origin()).await?).await?;
        let page = survey(&line.origin(), &day, "uk");
        let phone = Browser::open(PHONE).await?;
        open(&phone, &page).await?;
        line.set(Weather::partition(Path::Refused));
        line.cut();
        answer(&phone).await?;
        phone.click(Kind::Button, SEND).await?;
        phone.arrives_at(SAVED).await?;
        Ok(Self {
            server,
            line,
            phone,
            day,
            page,
        })
    }

    /// So many days later the network is back and the page is opened.
    async fn come_back(&self, days: u64) -> Result<OfficeApi> {
        let then = Utc::now().checked_add_days(Days::new(days));
        self.server.set(then.context("no such day")?);
        self.line.set(Weather::clear());
        self.phone.visit(&self.page).await?;
        OfficeApi::sign_in_at(&self.server.origin()).await
    }

    async fn end(mut self) -> Result<()> {
        self.phone.quit().await?;
        self.server.stop().await;
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn finished_in_time_and_brought_late_it_is_shown_apart_and_the_person_is_told() -> Result<()>
{
    let story = Story::begin("an answer that the network brought late");
    let mut late = Late::begin().await?;
    late.phone.expect_in_console("422");
    let office = late.come_back(37).await?;
    late.phone
        .find(Kind::Heading, "Відповіді отримано після кінця опитування")
        .await?;
    late.phone
        .sees("Рада показує такі відповіді окремо")
        .await?;
    let mut audit = Audit::of_citizen()?;
    audit.look(&late.phone, "survey, late").await?;
    counted(&late.phone, &office, &late.day, [0, 1]).await?;
    audit.finish()?;
    late.end().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_day_that_is_cancelled_meanwhile_the_person_is_told() -> Result<()> {
    let story = Story::begin("a day that is cancelled while an answer waits");
    let mut late = Late::begin().await?;
    for status in ["404", "422"] {
        late.phone.expect_in_console(status);
    }
    let office = OfficeApi::sign_in_at(&late.server.origin()).await?;
    act(
        &office,
        &late.day,
        json!({"kind": "cancelled", "reason": "Карантин"}),
    )
    .await?;
    late.come_back(0).await?;
    late.phone
        .find(Kind::Heading, "Відповіді не прийнято")
        .await?;
    late.phone.sees("або день скасовано").await?;
    let mut audit = Audit::of_citizen()?;
    audit.look(&late.phone, "survey, not taken").await?;
    late.phone
        .click(Kind::Button, "Прибрати це повідомлення")
        .await?;
    late.phone.sees_no_more("Відповіді не прийнято").await?;
    audit.finish()?;
    late.end().await?;
    story.end();
    Ok(())
}

/// Looks at the page at every size.
async fn look(phone: &mut Browser, audit: &mut Audit, state: &str) -> Result<()> {
    for size in [NARROW, PHONE, DESKTOP] {
        phone.resize(size).await?;
        audit.look(phone, state).await?;
    }
    phone.resize(PHONE).await
}

#[tokio::test(flavor = "multi_thread")]
async fn by_keys_alone_in_both_languages_and_looked_at_in_every_state() -> Result<()> {
    let story = Story::begin("the survey by keys alone");
    let mut audit = Audit::of_citizen()?;
    let mut server = Server::start().await?;
    for (language, send, nothing, saved, received) in [
        (
            "uk",
            SEND,
            "Дайте відповідь хоча б на одне питання.",
            SAVED,
            RECEIVED,
        ),
        (
            "en",
            "Send the answers",
            "Answer at least one question.",
            "Your answers are saved on this device",
            "Your answers are received",
        ),
    ] {
        let office = OfficeApi::sign_in(&server).await?;
        let day = published_day(&office).await?;
        let page = survey(&server.origin(), &day, language);
        let mut phone = Browser::open(PHONE).await?;
        open(&phone, &page).await?;
        look(&mut phone, &mut audit, &format!("{language} survey")).await?;

        story.step("nothing answered: the summary takes the focus and leads to the first field");
        phone.tab_to(Kind::Button, send).await?;
        phone.press(Key::Enter).await?;
        phone.find(Kind::Link, nothing).await?;
        phone
            .until_true(
                "the focus on the summary",
                "return document.activeElement?.className === 'errors'",
            )
            .await?;
        let title = phone.title().await?;
        ensure!(
            title.starts_with("Помилка: ") || title.starts_with("Error: "),
            "{title}"
        );
        look(
            &mut phone,
            &mut audit,
            &format!("{language} survey, nothing answered"),
        )
        .await?;
        phone.tab_to(Kind::Link, nothing).await?;
        phone.press(Key::Enter).await?;
        phone
            .until_true(
                "the focus on the first field",
                "return document.activeElement?.id === 'q0-0'",
            )
            .await?;

        story.step("answered without a network, by keys");
        server.stop().await?;
        phone.press(Key::Space).await?;
        phone.find(Kind::Css, "#erase:not([hidden])").await?;
        look(
            &mut phone,
            &mut audit,
            &format!("{language} survey, a draft"),
        )
        .await?;
        phone.tab_to(Kind::Button, send).await?;
        phone.press(Key::Enter).await?;
        phone.arrives_at(saved).await?;
        look(&mut phone, &mut audit, &format!("{language} survey, saved")).await?;
        phone.tab_to(Kind::Css, "[data-key=now]").await?;
        phone.press(Key::Enter).await?;
        phone.find(Kind::Heading, saved).await?;
        server.start_again().await?;
        let back = "dispatchEvent(new Event('online'))";
        phone.script(back, vec![]).await?;
        phone.find(Kind::Heading, received).await?;
        look(
            &mut phone,
            &mut audit,
            &format!("{language} survey, received"),
        )
        .await?;
        phone.quit().await?;
    }
    audit.finish()?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_the_plain_page_goes_on_working() -> Result<()> {
    let story = Story::begin("a survey without scripts");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let day = published_day(&office).await?;
    let mut phone = Browser::open(PHONE).await?;
    let off = json!({ "value": true });
    phone
        .devtools("Emulation.setScriptExecutionDisabled", off)
        .await?;
    phone.visit(&survey(&server.origin(), &day, "uk")).await?;
    phone.click(Kind::Css, "#q0-1").await?;
    phone.find(Kind::Css, "#q4").await?.send_keys(WISH).await?;
    phone.click(Kind::Button, SEND).await?;
    phone.find(Kind::Heading, RECEIVED).await?;
    counted(&phone, &office, &day, [1, 0]).await?;
    phone.quit().await?;
    story.end();
    Ok(())
}
