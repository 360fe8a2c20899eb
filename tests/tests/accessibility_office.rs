//! Every page of the office in every state: axe, reflow, targets, headings.

use anyhow::{Context, Result};
use serde_json::json;
use tests::words::{EN, UK};
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, Server, Story, Walk};

#[tokio::test(flavor = "multi_thread")]
async fn every_state_of_the_office_is_accessible() -> Result<()> {
    let story = Story::begin("every state of the office is accessible");
    let mut audit = Audit::of_office()?;
    let mut server = Server::start().await?;
    for w in [&UK, &EN] {
        story.step(&format!("in the language {}", w.code));
        let mut browser = Browser::open(DESKTOP).await?;
        browser.expect_in_console("/api/v1/office/");
        browser
            .visit(&format!("{}/office", server.origin()))
            .await?;
        browser.find(Kind::Css, "#sign-in").await?;
        browser.speak(w).await?;
        let mut walk = Walk {
            audit: &mut audit,
            browser,
            w,
        };
        entering(&mut walk).await?;
        journal(&mut walk).await?;
        let journal = OfficeApi::sign_in(&server).await?;
        card(&mut walk, &server, &journal).await?;
        story.step("the server is gone");
        server.stop().await?;
        walk.press(Kind::Css, ".nav a").await?;
        walk.browser.find(Kind::Css, ".notice[role=alert]").await?;
        walk.look("journal, no server").await?;
        server.start_again().await?;
        walk.browser.quit().await?;
    }
    story.end();
    audit.finish()
}

async fn entering(walk: &mut Walk<'_>) -> Result<()> {
    walk.look("sign-in").await?;
    walk.press(Kind::Css, "#sign-in .btn").await?;
    walk.browser.find(Kind::Css, ".errors").await?;
    walk.look("sign-in, empty").await?;
    walk.browser
        .find(Kind::Css, "#login")
        .await?
        .send_keys(tests::clerk::LOGIN)
        .await?;
    walk.browser
        .find(Kind::Css, "#password")
        .await?
        .send_keys("wrong")
        .await?;
    walk.press(Kind::Css, "#sign-in .btn").await?;
    walk.browser
        .until_true(
            "the password to be refused",
            "return document.querySelectorAll('.errors li').length === 1",
        )
        .await?;
    walk.look("sign-in, wrong").await?;
    walk.browser
        .find(Kind::Css, "#password")
        .await?
        .clear()
        .await?;
    walk.browser
        .find(Kind::Css, "#password")
        .await?
        .send_keys(tests::clerk::PASSWORD)
        .await?;
    walk.press(Kind::Css, "#sign-in .btn").await?;
    walk.browser
        .find(Kind::Css, "#journal tbody tr")
        .await
        .map(drop)
}

async fn journal(walk: &mut Walk<'_>) -> Result<()> {
    walk.look("journal").await?;
    walk.press(Kind::Css, "#tab-closed").await?;
    walk.browser
        .find(Kind::Css, "#tab-closed[aria-current]")
        .await?;
    walk.browser.find(Kind::Css, "#journal tbody tr").await?;
    walk.look("journal, closed").await?;
    walk.browser
        .find(Kind::Css, "#search")
        .await?
        .send_keys("такогонемає")
        .await?;
    walk.browser.find(Kind::Css, ".empty").await?;
    walk.look("journal, nothing found").await?;
    walk.press(Kind::Css, ".empty button").await?;
    walk.press(Kind::Css, "#show-keys").await?;
    walk.browser.find(Kind::Css, "dialog[open]").await?;
    walk.look("list of shortcuts").await?;
    walk.press(Kind::Css, "dialog[open] .btn").await?;
    walk.press(Kind::Css, ".foot a").await?;
    walk.browser.find(Kind::Css, "#keyboard").await?;
    walk.look("guide").await
}

async fn card(walk: &mut Walk<'_>, server: &Server, journal: &OfficeApi) -> Result<()> {
    let rows = journal.search("").await?;
    let one = |status: &str| {
        let row = rows
            .iter()
            .find(|row| row["status"] == json!(status))
            .context("no such row")?;
        row["id"].as_str().map(str::to_owned).context("no id")
    };
    let office = format!("{}/office", server.origin());
    walk.browser.visit(&format!("{office}/elsewhere")).await?;
    walk.browser.find(Kind::Css, "main h1").await?;
    walk.look("no such page of the office").await?;
    walk.browser
        .visit(&format!("{office}/r/{}", one("closed")?))
        .await?;
    walk.browser.find(Kind::Css, "#history li").await?;
    walk.look("card, closed").await?;
    walk.browser
        .visit(&format!("{office}/r/{}", one("registered")?))
        .await?;
    walk.browser.find(Kind::Css, "#history li").await?;
    walk.press(Kind::Css, ".why summary").await?;
    walk.look("card").await?;
    for act in ["assign", "answer", "extend", "refuse"] {
        walk.press(Kind::Css, &format!("#do-{act}")).await?;
        walk.browser.find(Kind::Css, "#act-send").await?;
        walk.press(Kind::Css, "#act-send").await?;
        walk.browser.find(Kind::Css, "#act .errors").await?;
        walk.look(&format!("card, {act}, errors")).await?;
        walk.press(Kind::Css, "#act-cancel").await?;
    }
    walk.press(Kind::Css, "#do-answer").await?;
    walk.browser
        .find(Kind::Css, "#answer")
        .await?
        .send_keys("Додано.")
        .await?;
    walk.press(Kind::Css, "#act-send").await?;
    walk.browser.find(Kind::Css, "dialog[open]").await?;
    walk.look("card, asked to confirm").await?;
    walk.press(Kind::Css, "#confirm-no").await?;
    walk.browser
        .find(Kind::Css, "#answer")
        .await?
        .clear()
        .await?;
    walk.press(Kind::Css, "#act-cancel").await
}
