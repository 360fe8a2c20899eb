//! The office is three programs: an officer downloads the pages they open, goes between them without
//! noticing, and loses nothing that is typed without being asked.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use tests::clerk::{LOGIN, PASSWORD};
use tests::{Browser, DESKTOP, Kind, Server, Story};

/// The programs that the page has loaded, by the beginning of their names.
async fn programs(desk: &Browser) -> Result<Value> {
    let script = "return performance.getEntriesByType('resource') \
        .map(one => new URL(one.name).pathname.split('/').pop()) \
        .filter(name => name.endsWith('.wasm')).map(name => name.split('-')[0])";
    desk.script(script, vec![]).await
}

async fn loads_only(desk: &Browser, expected: &Value) -> Result<()> {
    let loaded = programs(desk).await?;
    ensure!(loaded == *expected, "{loaded}");
    Ok(())
}

async fn address(desk: &Browser) -> Result<Value> {
    let script = "return location.pathname + location.search";
    desk.script(script, vec![]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_page_loads_its_own_program_and_the_journal_is_found_as_it_was_left() -> Result<()> {
    let story = Story::begin("each page loads its own program; the journal is as it was left");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in_as(&server.origin(), "admin", PASSWORD).await?;
    desk.find(Kind::Css, "#journal").await?;
    desk.click(Kind::Css, "#tab-closed").await?;
    desk.until_true(
        "the tab in the address",
        "return location.search === '?show=closed'",
    )
    .await?;
    loads_only(&desk, &json!(["office"])).await?;

    story.step("what stands beside requests is in the other one, and within it nothing is loaded");
    desk.click(Kind::Link, "Рада").await?;
    desk.find(Kind::Heading, "Рада").await?;
    desk.click(Kind::Link, "Календар і правила").await?;
    desk.find(Kind::Css, "#set-index-pattern").await?;
    loads_only(&desk, &json!(["council"])).await?;

    story.step("the language goes along, and so does who is signed in");
    desk.click(Kind::Css, "#language").await?;
    desk.click(Kind::Link, "Journal").await?;
    desk.find(
        Kind::Css,
        "#tab-closed[aria-selected=true], #tab-closed[aria-current]",
    )
    .await?;
    ensure!(address(&desk).await? == json!("/office?show=closed"));
    loads_only(&desk, &json!(["office"])).await?;
    desk.click(Kind::Css, "#language").await?;

    story.step("a key leads back too");
    desk.click(Kind::Link, "Дні відкритих дверей").await?;
    desk.find(Kind::Heading, "Дні відкритих дверей").await?;
    loads_only(&desk, &json!(["days"])).await?;
    desk.script("document.activeElement.blur()", vec![]).await?;
    desk.press(thirtyfour::Key::Escape).await?;
    desk.find(Kind::Css, "#journal").await?;
    ensure!(address(&desk).await? == json!("/office?show=closed"));

    story.step("an address that is none says so in either");
    for none in ["/office/elsewhere", "/office/days/elsewhere"] {
        desk.visit(&format!("{}{none}", server.origin())).await?;
        desk.find(Kind::Heading, "Такої сторінки немає").await?;
    }
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn before_typed_text_would_be_lost_the_browser_asks() -> Result<()> {
    let story = Story::begin("before typed text would be lost the browser asks");
    let server = Server::start().await?;
    let of_officer = [
        ("new", "Що запитують"),
        ("days", "Тема"),
        ("access", "Посада"),
    ];
    let of_administrator = [
        ("people", "Теперішній пароль"),
        ("mail", "Поштовий сервер"),
        ("settings", "Шаблон індексу"),
    ];
    for (login, fields) in [(LOGIN, of_officer), ("admin", of_administrator)] {
        let desk = &mut Browser::open(DESKTOP).await?;
        desk.sign_in_as(&server.origin(), login, PASSWORD).await?;
        for (page, label) in fields {
            story.step(page);
            desk.visit(&format!("{}/office/{page}", server.origin()))
                .await?;
            let there = desk.value(label).await?;
            ensure!(
                !desk.asks_before_leaving().await?,
                "{page}: nothing is typed"
            );
            desk.paste(label, &format!("{there}х")).await?;
            ensure!(
                desk.asks_before_leaving().await?,
                "{page}: it would be lost"
            );
            desk.paste(label, &there).await?;
        }
        desk.expect_in_console("401");
        desk.quit().await?;
    }
    story.end();
    Ok(())
}
