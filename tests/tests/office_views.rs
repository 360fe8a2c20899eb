//! An officer's own columns and views of the journal.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use tests::clerk::PASSWORD;
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, Server, Story};

const NAME: &str = "Прострочені з пошти";

async fn heads(desk: &Browser) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('#journal th')].map(h => h.textContent)";
    Ok(serde_json::from_value(desk.script(script, vec![]).await?)?)
}

async fn pressed(desk: &Browser) -> Result<Value> {
    let script = "return [...document.querySelectorAll('#my-views button')] \
        .map(b => b.getAttribute('aria-pressed'))";
    desk.script(script, vec![]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_of_the_journal_is_kept_and_is_there_the_next_day() -> Result<()> {
    let story = Story::begin("a view of the journal is kept and is there the next day");
    let mut server = Server::start().await?;
    let mut audit = Audit::of_office()?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    desk.find(Kind::Css, "#journal").await?;
    let standard = heads(&desk).await?;
    ensure!(standard.len() == 6, "{standard:?}");

    story.step("columns are chosen, and the last one stays");
    desk.click(Kind::Css, "#views summary").await?;
    audit.look_all_round(&mut desk, "views and columns").await?;
    desk.click(Kind::Css, "label[for='column-3']").await?;
    let there = "return [...document.querySelectorAll('#journal th')] \
        .some(h => h.textContent === 'Як надійшов')";
    desk.until_true("the column", there).await?;
    ensure!(heads(&desk).await?.len() == 7);

    story.step("a view has a name");
    desk.click(Kind::Button, "Зберегти подання").await?;
    desk.find(Kind::Css, "#view-name-error").await?;
    audit
        .look_all_round(&mut desk, "a view without a name")
        .await?;

    story.step("without a network it is said, and the name stays");
    desk.click(Kind::Css, "#tab-all").await?;
    desk.paste("Пошук", "ремонт").await?;
    desk.paste("Назва подання", NAME).await?;
    server.stop().await?;
    desk.click(Kind::Button, "Зберегти подання").await?;
    desk.find(Kind::Css, "#views .notice[role=alert]").await?;
    ensure!(desk.value("Назва подання").await? == NAME);
    server.start_again().await?;
    desk.click(Kind::Button, "Зберегти подання").await?;
    desk.find(Kind::Css, "#my-views button").await?;
    ensure!(pressed(&desk).await? == json!(["true"]));
    audit
        .look_all_round(&mut desk, "a view that is kept")
        .await?;

    story.step("another view of the journal, and back by one press");
    desk.click(Kind::Css, "#tab-open").await?;
    desk.paste("Пошук", "").await?;
    desk.click(Kind::Css, "label[for='column-3']").await?;
    desk.until_true("the column to go", &there.replace("return ", "return !"))
        .await?;
    ensure!(pressed(&desk).await? == json!(["false"]));
    desk.click(Kind::Button, NAME).await?;
    desk.until_true("the column", there).await?;
    ensure!(desk.value("Пошук").await? == "ремонт");
    let all = "return document.querySelector('#tab-all').getAttribute('aria-current') === 'page'";
    desk.until_true("the tab", all).await?;
    let address = desk.web()?.current_url().await?;
    ensure!(!address.as_str().contains("search"), "{address}");
    ensure!(address.query() == Some("show=all"), "{address}");

    story.step("the next day it is there, and nobody else's");
    for expected in ["401", "ERR_CONNECTION_REFUSED"] {
        desk.expect_in_console(expected);
    }
    desk.quit().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    desk.click(Kind::Button, NAME).await?;
    desk.until_true("the column", there).await?;
    ensure!(desk.value("Пошук").await? == "ремонт");
    desk.click(Kind::Button, "Вийти").await?;
    desk.sign_in_as(&server.origin(), "admin", PASSWORD).await?;
    desk.find(Kind::Css, "#journal").await?;
    ensure!(heads(&desk).await? == standard);
    ensure!(pressed(&desk).await? == json!([]));

    story.step("it is deleted");
    desk.click(Kind::Button, "Вийти").await?;
    desk.sign_in(&server.origin()).await?;
    desk.click(Kind::Css, "#views summary").await?;
    desk.click(Kind::Button, &format!("Видалити подання «{NAME}»"))
        .await?;
    desk.sees_no_more(&format!("Видалити подання «{NAME}»"))
        .await?;
    let office = OfficeApi::sign_in(&server).await?;
    let mine = office
        .ask(reqwest::Method::GET, "me/journal", &Value::Null)
        .await?;
    ensure!(mine["views"] == json!([]), "{mine}");
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}
