//! The control board: what waits for an answer, with whom, and how long there is.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::citizen::Request;
use tests::words::UK;
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

/// What the board shows: for each executor the indexes under it.
const BOARD: &str = "return [...document.querySelectorAll('section.control')].map(section => \
    [section.querySelector('h2').innerText, [...section.querySelectorAll('tbody tr td:first-child')].map(cell => cell.innerText)])";

async fn board(desk: &Browser) -> Result<Vec<(String, Vec<String>)>> {
    let read = async || {
        let shown = desk.script(BOARD, vec![]).await?;
        let shown: Vec<(String, Vec<String>)> = serde_json::from_value(shown)?;
        Ok((!shown.is_empty()).then_some(shown))
    };
    desk.until("the board", std::time::Duration::from_secs(20), read)
        .await
}

fn under<'a>(board: &'a [(String, Vec<String>)], executor: &str) -> Option<&'a Vec<String>> {
    let found = board.iter().find(|(name, _)| name == executor);
    found.map(|(_, indexes)| indexes)
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_under_control_until_it_is_answered() -> Result<()> {
    let story = Story::begin("everything is under control until it is answered");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Пильнована Настя Остапівна");
    phone.send_request(&UK, &request).await?;
    let index = phone.index().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    let mut audit = Audit::of_office()?;

    story.step("a key opens the board; a new request waits for an executor, before all others");
    desk.find(Kind::Css, "#journal tbody tr").await?;
    desk.press("c").await?;
    desk.find(Kind::Heading, "Контроль").await?;
    let shown = board(&desk).await?;
    ensure!(shown[0].0 == "Нікому не доручено", "{shown:?}");
    ensure!(shown[0].1.contains(&index), "{shown:?}");
    audit.look(&desk, "the control board").await?;

    story.step("it shows every open request of the journal and no other");
    let journal = OfficeApi::sign_in(&server).await?.journal().await?;
    let open: Vec<&Value> = journal
        .iter()
        .filter(|row| row["status"] != json!("closed"))
        .collect();
    for row in &open {
        let index = row["index"]["text"].as_str().context("no index")?;
        let times = shown.iter().flat_map(|(_, all)| all);
        ensure!(times.filter(|shown| *shown == index).count() > 0, "{index}");
    }
    let mut all: Vec<&String> = shown.iter().flat_map(|(_, all)| all).collect();
    all.sort();
    all.dedup();
    ensure!(all.len() == open.len(), "{shown:?}");
    desk.sees("Прострочено").await?;

    story.step("charged, it stands under its executor; with material handed in it says so");
    desk.click(Kind::Link, &index).await?;
    desk.assign("Управління освіти").await?;
    desk.click(Kind::Link, "Контроль").await?;
    // The board of before stands until the new one is there.
    let charged = async || {
        let shown = board(&desk).await?;
        let is_there = under(&shown, "Управління освіти").is_some_and(|all| all.contains(&index));
        let nobody = under(&shown, "Нікому не доручено");
        let is_gone = nobody.is_none_or(|all| !all.contains(&index));
        Ok((is_there && is_gone).then_some(shown))
    };
    let patience = std::time::Duration::from_secs(20);
    let shown = desk
        .until("the board with the charge", patience, charged)
        .await?;
    let nobody = under(&shown, "Нікому не доручено");
    ensure!(nobody.is_none_or(|all| !all.contains(&index)), "{shown:?}");
    desk.sees("в роботі").await?;

    story.step("answered, it is off control");
    desk.click(Kind::Link, &index).await?;
    desk.click(Kind::Button, "Відповісти").await?;
    desk.paste("Текст відповіді", "Сім лип і два клени.")
        .await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.click(Kind::Button, "Так, надіслати").await?;
    desk.sees("Відповідь надано").await?;
    desk.click(Kind::Link, "Контроль").await?;
    let answered = async || {
        let shown = board(&desk).await?;
        let is_gone = shown.iter().all(|(_, all)| !all.contains(&index));
        Ok(is_gone.then_some(()))
    };
    desk.until("the board without it", patience, answered)
        .await?;

    phone.quit().await?;
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_fits_a_phone_and_a_department_sees_its_own() -> Result<()> {
    let story = Story::begin("the board fits a phone, and a department sees its own");
    let server = Server::start().await?;
    let said = server.command(
        "officer",
        &[
            "--login",
            "osvita",
            "--name",
            "Марта Верес",
            "--position",
            "спеціалістка",
            "--role",
            "executor",
            "--department",
            "Управління освіти",
        ],
    )?;
    let password = said.lines().last().and_then(|line| line.rsplit(' ').next());
    let password = password.context("no password")?;
    let mut desk = Browser::open(PHONE).await?;
    desk.visit(&format!("{}/office", server.origin())).await?;
    desk.fill("Логін", "osvita").await?;
    desk.fill("Пароль", password).await?;
    desk.click(Kind::Button, "Увійти").await?;
    desk.click(Kind::Link, "Контроль").await?;
    let shown = board(&desk).await?;
    let names: Vec<&String> = shown.iter().map(|(name, _)| name).collect();
    ensure!(names == ["Управління освіти"], "{shown:?}");
    let mut audit = Audit::of_office()?;
    audit.look(&desk, "the control board").await?;

    story.step("in English too, and nothing is wider than the screen");
    desk.click(Kind::Button, "English").await?;
    desk.find(Kind::Heading, "Control").await?;
    let wide = desk
        .script(
            "return document.documentElement.scrollWidth > innerWidth",
            vec![],
        )
        .await?;
    ensure!(wide == json!(false), "the page is wider than the screen");
    audit.look(&desk, "the control board in English").await?;
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}
