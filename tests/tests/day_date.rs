//! The date of an open day: chosen in a month by keyboard, where forbidden days say why; moved, after
//! the page has said what that moves.

use anyhow::{Result, ensure};
use chrono::{Datelike, Days, NaiveDate};
use serde_json::json;
use tests::open_days::{a_first_wednesday, a_thursday, act, one_slot, plan, steps, today};
use tests::{Audit, Browser, DESKTOP, Kind, NARROW, OfficeApi, PHONE, Server, Story};
use thirtyfour::Key;

/// Waits until the focus stands on this day of the grid.
async fn stands_on(desk: &Browser, grid: &str, date: NaiveDate) -> Result<()> {
    let id = json!(format!("{grid}-{date}"));
    let script = format!("return document.activeElement?.id === {id}");
    desk.until_true(&format!("the focus on {date}"), &script)
        .await
}

/// Walks from one day to another by arrows.
async fn walk(desk: &Browser, grid: &str, from: NaiveDate, to: NaiveDate) -> Result<()> {
    let mut at = from;
    while at != to {
        let ahead = (to - at).num_days();
        let (key, step): (Key, i64) = match ahead {
            7.. => (Key::Down, 7),
            1..7 => (Key::Right, 1),
            ..=-7 => (Key::Up, -7),
            _ => (Key::Left, -1),
        };
        desk.press(key).await?;
        at = if step > 0 {
            at + Days::new(step.unsigned_abs())
        } else {
            at - Days::new(step.unsigned_abs())
        };
        stands_on(desk, grid, at).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_date_is_chosen_by_keyboard_and_a_forbidden_wednesday_says_why() -> Result<()> {
    let story = Story::begin("a date is chosen by keyboard, and a forbidden Wednesday says why");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.expect_in_console("401");
    desk.sign_in(&server.origin()).await?;
    let mut audit = Audit::of_office()?;

    story.step("the month opens on today; a forbidden Wednesday is walked to and says why");
    desk.click(Kind::Link, "Дні відкритих дверей").await?;
    desk.find(Kind::Heading, "Дні відкритих дверей").await?;
    desk.key_press(Kind::Button, "Календар").await?;
    stands_on(&desk, "date", today()).await?;
    let wednesday = a_first_wednesday()?;
    walk(&desk, "date", today(), wednesday).await?;
    desk.sees("Це перша середа місяця").await?;
    audit.look(&desk, "the month, a forbidden day").await?;
    desk.press(Key::Enter).await?;
    ensure!(desk.value("Дата").await?.is_empty(), "it was chosen");
    ensure!(
        desk.has(Kind::Css, "[role=grid]").await?,
        "the month went away"
    );

    story.step("months by Page Up and Down, the week by Home and End, Escape goes back");
    desk.press(Key::PageDown).await?;
    desk.press(Key::PageUp).await?;
    stands_on(&desk, "date", wednesday).await?;
    desk.press(Key::Home).await?;
    stands_on(&desk, "date", wednesday - Days::new(2)).await?;
    desk.press(Key::End).await?;
    stands_on(&desk, "date", wednesday + Days::new(4)).await?;
    desk.press(Key::Escape).await?;
    let closed = "return !document.querySelector('[role=grid]') && document.activeElement.id === 'date-calendar'";
    desk.until_true("the month to close", closed).await?;

    story
        .step("the day after is possible: Enter puts it into the field, which can be typed in too");
    desk.press(Key::Enter).await?;
    stands_on(&desk, "date", today()).await?;
    let thursday = wednesday + Days::new(1);
    walk(&desk, "date", today(), thursday).await?;
    desk.press(Key::Enter).await?;
    desk.sees("Можна.").await?;
    ensure!(
        desk.value("Дата").await? == thursday.to_string(),
        "not the day that was chosen"
    );

    story.step("on small screens and in English it holds");
    for viewport in [PHONE, NARROW] {
        desk.resize(viewport).await?;
        desk.click(Kind::Button, "Календар").await?;
        desk.find(Kind::Css, "[role=grid]").await?;
        audit.look(&desk, "the month").await?;
        desk.click(Kind::Button, "Сховати календар").await?;
    }
    desk.resize(DESKTOP).await?;
    desk.click(Kind::Css, "#language").await?;
    desk.click(Kind::Button, "Calendar").await?;
    desk.find(Kind::Css, "[role=grid]").await?;
    audit.look(&desk, "the month in English").await?;
    desk.quit().await?;
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_moved_after_the_page_has_said_what_that_moves() -> Result<()> {
    let story = Story::begin("a day is moved after the page has said what that moves");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let date = a_thursday()?;
    let id = plan(&office, "Як планують місто", date).await?;
    for event in steps(date, &one_slot(20)) {
        act(&office, &id, event).await?;
    }
    let mut desk = Browser::open(DESKTOP).await?;
    desk.expect_in_console("401");
    desk.sign_in(&server.origin()).await?;
    let mut audit = Audit::of_office()?;
    desk.visit(&format!("{}/office/days/{id}", server.origin()))
        .await?;
    desk.find(Kind::Heading, "Як планують місто").await?;

    story.step("a forbidden day is refused before anything is sent");
    desk.pick("Нова дата", &a_first_wednesday()?.to_string())
        .await?;
    desk.sees("Це перша середа місяця").await?;
    audit.look(&desk, "moving, a forbidden day").await?;

    story.step("a day of the next week: the survey, the plan and what is missing are told");
    let next = date + Days::new(7);
    desk.pick("Нова дата", &next.to_string()).await?;
    desk.find(Kind::Css, "#moves").await?;
    let told = desk.text_of("#moves").await?;
    let opens = next - Days::new(30);
    for said in [
        format!("{}", opens.day()),
        "Запис у плані попереднього тижня зніметься".to_owned(),
        "Внесіть захід до плану роботи того тижня".to_owned(),
    ] {
        ensure!(told.contains(&said), "{said}: {told}");
    }
    audit.look(&desk, "moving, what it moves").await?;
    for viewport in [PHONE, NARROW] {
        desk.resize(viewport).await?;
        audit.look(&desk, "moving").await?;
    }
    desk.resize(DESKTOP).await?;
    desk.click(Kind::Css, "#move-now").await?;
    desk.sees("День перенесено").await?;
    desk.sees("Внесіть захід до плану роботи того тижня")
        .await?;

    story.step("once the survey is open, the day is moved no more");
    desk.click(Kind::Button, "Відкрити опитування").await?;
    desk.sees("Анкету більше не змінюють").await?;
    ensure!(
        !desk.has(Kind::Field, "Нова дата").await?,
        "it can still be moved"
    );
    desk.quit().await?;
    story.end();
    audit.finish()
}
