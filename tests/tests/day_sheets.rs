//! Questionnaires on paper: printed by whoever likes, typed in by the clerk with the keyboard alone.

use anyhow::{Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use tests::open_days::{a_thursday, prepared};
use tests::{Audit, Browser, DESKTOP, Kind, NARROW, OfficeApi, PHONE, Server, Story};
use thirtyfour::Key;

const THEME: &str = "Як планують місто";

/// Waits until the focus stands on the field of this id.
async fn stands_on(desk: &Browser, id: &str) -> Result<()> {
    let script = format!("return document.activeElement?.id === {}", json!(id));
    desk.until_true(&format!("the focus on {id}"), &script)
        .await
}

/// Types into what has the focus, and Enter.
async fn enter(desk: &Browser, text: &str) -> Result<()> {
    if !text.is_empty() {
        desk.press(text).await?;
    }
    desk.press(Key::Enter).await
}

#[tokio::test(flavor = "multi_thread")]
async fn sheets_of_the_newspaper_are_typed_in_by_keyboard_alone() -> Result<()> {
    let story = Story::begin("sheets of the newspaper are typed in by keyboard alone");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let id = prepared(&office, THEME, a_thursday()?).await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.expect_in_console("401");
    desk.expect_in_console("409");
    desk.sign_in(&server.origin()).await?;
    let mut audit = Audit::of_office()?;

    story.step("a number or a few a question, Enter, and the next sheet is there");
    desk.visit(&format!("{}/office/days/{id}", server.origin()))
        .await?;
    desk.find(Kind::Heading, THEME).await?;
    desk.key_press(Kind::Link, "Анкети на папері").await?;
    desk.arrives_at("Анкети на папері").await?;
    desk.tab_to(Kind::Field, "1. Тема?").await?;
    enter(&desk, "21").await?;
    desk.sees("Вода, Дороги").await?;
    stands_on(&desk, "reply-1").await?;
    enter(&desk, "Архів").await?;
    enter(&desk, "2").await?;
    desk.sees("Аркуш № 1 збережено").await?;
    stands_on(&desk, "reply-0").await?;
    ensure!(desk.value("Номер аркуша").await? == "2", "not the next");
    audit.look(&desk, "sheets, one typed").await?;

    story.step("what is mistyped is said beside its question, and the rest stays");
    enter(&desk, "7").await?;
    enter(&desk, "Міст").await?;
    enter(&desk, "").await?;
    desk.find(Kind::Css, "#reply-0-error").await?;
    stands_on(&desk, "reply-0").await?;
    ensure!(
        desk.value("2. Що показати?").await? == "Міст",
        "a reply is lost"
    );
    audit.look(&desk, "sheets, mistyped").await?;
    desk.fill("1. Тема?", "1").await?;
    desk.press(Key::Enter).await?;
    desk.press(Key::Enter).await?;
    desk.press(Key::Enter).await?;
    desk.sees("Аркуш № 2 збережено").await?;

    story.step("a number that was typed already is refused, and says who typed it");
    desk.fill("Номер аркуша", "1").await?;
    desk.tab_to(Kind::Field, "1. Тема?").await?;
    enter(&desk, "1").await?;
    enter(&desk, "").await?;
    enter(&desk, "").await?;
    desk.sees("Аркуш № 1 уже введено").await?;
    ensure!(
        desk.value("1. Тема?").await? == "1",
        "what was typed is lost"
    );
    audit.look(&desk, "sheets, a number twice").await?;
    desk.fill("Номер аркуша", "3").await?;
    desk.click(Kind::Button, "Зберегти аркуш").await?;
    desk.sees("Аркуш № 3 збережено").await?;

    story.step("a sheet typed wrong is taken out, after a question");
    desk.click(Kind::Button, "Вилучити № 3").await?;
    desk.web()?.accept_alert().await?;
    desk.sees("Введено аркушів: 2").await?;

    story.step("they are counted with the answers of the site, each way by its number");
    let client = reqwest::Client::new();
    let answer =
        json!({"v": 1, "finished_at": 0, "replies": {"0": {"kind": "themes", "value": [1]}}});
    let path = format!("{}/api/v1/open-days/{id}/answers", server.origin());
    let web = client
        .put(format!("{path}/{}", uuid::Uuid::now_v7()))
        .json(&answer);
    web.send().await?.error_for_status()?;
    let results = format!("days/{id}/results");
    let results = office.ask(Method::GET, &results, &Value::Null).await?;
    ensure!(
        results["in_time"] == 3 && results["ways"]["paper"] == 2,
        "{results}"
    );
    ensure!(results["counted"][0]["votes"] == json!([3, 4]), "{results}");
    desk.visit(&format!("{}/office/days/{id}", server.origin()))
        .await?;
    desk.sees("На сайті: 1, на терміналі: 0, на папері: 2.")
        .await?;

    story.step("in the other language, on a phone and on the narrowest one it holds");
    let page = format!("{}/office/days/{id}/sheets", server.origin());
    for viewport in [PHONE, NARROW] {
        desk.resize(viewport).await?;
        desk.visit(&page).await?;
        desk.find(Kind::Css, "#sheets li").await?;
        audit.look(&desk, "sheets").await?;
    }
    desk.click(Kind::Css, "#language").await?;
    desk.find(Kind::Heading, "Questionnaires on paper").await?;
    audit.look(&desk, "sheets in English").await?;

    story.step("everybody prints the questionnaire; the office prints it for the newspaper");
    let mut phone = Browser::open(PHONE).await?;
    let mut pages = Audit::of_citizen()?;
    phone
        .visit(&format!("{}/days/{id}?lang=uk", server.origin()))
        .await?;
    phone.click(Kind::Link, "Надрукувати анкету").await?;
    phone.find(Kind::Heading, "Анкета для друку").await?;
    phone.sees("2. Вода").await?;
    for lang in ["uk", "en"] {
        let blank = format!("{}/days/{id}/blank?lang={lang}", server.origin());
        phone.visit(&blank).await?;
        pages.look(&phone, &format!("the blank, {lang}")).await?;
    }
    phone.quit().await?;
    desk.resize(DESKTOP).await?;
    for name in ["blank.html", "programme.html", "acknowledgement.html"] {
        let paper = format!("{}/api/v1/office/days/{id}/papers/{name}", server.origin());
        desk.visit(&paper).await?;
        desk.find(Kind::Css, "main.letter h1").await?;
        audit.look(&desk, name).await?;
    }
    desk.quit().await?;
    story.end();
    pages.finish()?;
    audit.finish()
}
