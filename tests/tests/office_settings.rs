//! Calendar and rules in the browser: a moved day is looked at, given a reason, set, and told in the
//! history of each request it moves. The journal's further filters.

use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use domain::law::DeadlineKind;
use domain::request::{RequesterType, Status};
use domain::sync::office::JournalRow;
use serde_json::{Value, json};
use tests::clerk::PASSWORD;
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, Server, Story};

const PATIENCE: Duration = Duration::from_secs(20);
const ORDER: &str = "розпорядження голови від 20.11.2026 № 7";
const REASON: &str = "Перенесено робочий день за розпорядженням № 7";
/// The moved day's row: the period of martial law is the form's first one.
const OFF: &str = "#set-moved_days-1-off";
const WORKED: &str = "#set-moved_days-1-worked";
const SOURCE: &str = "#set-moved_days-1-source";

/// Another administrator adds an executor meanwhile.
const SOMEBODY_ELSE: &str = "const done = arguments[0]; (async () => { \
    const now = await (await fetch('/api/v1/office/settings')).json(); \
    now.settings.executors.push('Архівний відділ'); \
    const body = { version: now.version, settings: now.settings, reason: 'Новий відділ' }; \
    const sent = await fetch('/api/v1/office/settings', { method: 'PUT', \
        headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }); \
    done(sent.status); })()";

async fn journal(server: &Server) -> Result<Vec<JournalRow>> {
    let rows = OfficeApi::sign_in(server).await?.journal().await?;
    let read = |row: Value| serde_json::from_value(row).map_err(|error| anyhow!("{error}"));
    rows.into_iter().map(read).collect()
}

/// The latest day an open request is due on, and the index of one that is.
fn latest(rows: &[JournalRow]) -> Result<(NaiveDate, String)> {
    let open = rows.iter().filter(|row| row.status != Status::Closed);
    let due = open.filter_map(|row| match row.term.deadline.kind() {
        DeadlineKind::Day(day) => Some((day, row.index.text.clone())),
        DeadlineKind::Instant(_) => None,
    });
    due.max().context("nothing is open")
}

/// A Saturday that no open term reaches.
fn a_saturday_after(day: NaiveDate) -> Result<NaiveDate> {
    let mut days = day.iter_days().skip(14);
    days.find(|day| day.weekday() == Weekday::Sat)
        .context("no Saturday")
}

/// Puts this into a field, as the browser's own picker does.
async fn put(desk: &Browser, field: &str, value: &str) -> Result<()> {
    desk.find(Kind::Css, field).await?;
    let script = "const field = document.querySelector(arguments[0]); \
        field.value = arguments[1]; \
        for (const kind of ['input', 'change']) \
            field.dispatchEvent(new Event(kind, { bubbles: true }))";
    let arguments = vec![json!(field), json!(value)];
    desk.script(script, arguments).await.map(drop)
}

async fn holds(desk: &Browser, field: &str) -> Result<Value> {
    let script = "return document.querySelector(arguments[0]).value";
    desk.script(script, vec![json!(field)]).await
}

async fn focus_is_on(desk: &Browser, selector: &str) -> Result<()> {
    let script = format!("return document.activeElement.matches('{selector}')");
    desk.until_true(&format!("the focus to be on {selector}"), &script)
        .await
}

async fn go_to_settings(desk: &Browser) -> Result<()> {
    desk.click(Kind::Link, "Рада").await?;
    desk.click(Kind::Link, "Календар і правила").await?;
    desk.arrives_at("Календар і правила").await?;
    desk.find(Kind::Css, "#settings").await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_day_is_looked_at_set_and_told_in_the_history() -> Result<()> {
    let story = Story::begin("a moved day is looked at, set, and told in the history");
    let mut server = Server::start().await?;
    let (due, index) = latest(&journal(&server).await?)?;
    let worked = a_saturday_after(due)?;
    let mut audit = Audit::of_office()?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in_as(&server.origin(), "admin", PASSWORD).await?;
    go_to_settings(&desk).await?;
    audit.look_all_round(&mut desk, "the rules").await?;

    story.step("nothing typed is nothing to look at");
    desk.click(Kind::Button, "Переглянути зміни").await?;
    desk.sees("Ви нічого не змінили").await?;

    story.step("a mistake is told at its field, and all that is typed stays");
    desk.click(Kind::Button, "Додати перенесений день").await?;
    focus_is_on(&desk, OFF).await?;
    put(&desk, OFF, &due.to_string()).await?;
    put(&desk, WORKED, &worked.to_string()).await?;
    put(&desk, SOURCE, ORDER).await?;
    let pattern = desk.value("Шаблон індексу").await?;
    desk.paste("Шаблон індексу", "ЗПІ-{yy}").await?;
    desk.click(Kind::Button, "Переглянути зміни").await?;
    focus_is_on(&desk, ".errors").await?;
    desk.find(Kind::Css, "#set-index-pattern-error").await?;
    audit
        .look_all_round(&mut desk, "a template without the ordinal")
        .await?;
    ensure!(desk.value("Шаблон індексу").await? == "ЗПІ-{yy}");
    ensure!(holds(&desk, SOURCE).await? == json!(ORDER));
    desk.paste("Шаблон індексу", &pattern).await?;
    desk.sees("Наступний запит отримає індекс").await?;

    story.step("without a network everything stays");
    server.stop().await?;
    desk.click(Kind::Button, "Переглянути зміни").await?;
    desk.find(Kind::Css, ".notice[role=alert]").await?;
    ensure!(holds(&desk, OFF).await? == json!(due.to_string()));
    server.start_again().await?;

    story.step("the preview names the request, and changes nothing");
    desk.click(Kind::Button, "Переглянути зміни").await?;
    focus_is_on(&desk, "#preview-title").await?;
    desk.find(Kind::Css, "#preview-shown tbody tr").await?;
    ensure!(desk.text_of("#preview-shown table").await?.contains(&index));
    let now = latest(&journal(&server).await?)?;
    ensure!(now == (due, index.clone()), "a look moved a date: {now:?}");
    desk.click(Kind::Button, "Застосувати").await?;
    desk.find(Kind::Css, "#set-reason-error").await?;
    audit
        .look_all_round(&mut desk, "a preview without a reason")
        .await?;

    story.step("somebody else was faster: nothing is undone, nothing typed is lost");
    let sent = desk.web()?.execute_async(SOMEBODY_ELSE, vec![]).await?;
    ensure!(sent.json() == &json!(200), "{:?}", sent.json());
    desk.paste("Причина зміни", REASON).await?;
    desk.click(Kind::Button, "Застосувати").await?;
    desk.sees("Правила тим часом змінив хтось інший").await?;
    ensure!(holds(&desk, SOURCE).await? == json!(ORDER));
    audit
        .look_all_round(&mut desk, "changed by somebody else")
        .await?;
    desk.click(Kind::Button, "Завантажити чинні правила")
        .await?;
    desk.sees_no_more("Правила тим часом змінив хтось інший")
        .await?;
    let executors = desk.value("Підрозділи й особи").await?;
    ensure!(executors.contains("Архівний відділ"), "{executors}");

    story.step("set again, with the reason, it stands in the history");
    desk.click(Kind::Button, "Додати перенесений день").await?;
    put(&desk, OFF, &due.to_string()).await?;
    put(&desk, WORKED, &worked.to_string()).await?;
    put(&desk, SOURCE, ORDER).await?;
    desk.click(Kind::Button, "Переглянути зміни").await?;
    desk.find(Kind::Css, "#preview-shown tbody tr").await?;
    ensure!(
        desk.value("Причина зміни").await? == REASON,
        "the reason is lost"
    );
    desk.click(Kind::Button, "Застосувати").await?;
    focus_is_on(&desk, "#done-title").await?;
    audit.look_all_round(&mut desk, "applied").await?;
    let moved = journal(&server).await?;
    let moved = moved.iter().find(|row| row.index.text == index);
    let deadline = moved.context("the request is gone")?.term.deadline.kind();
    let later = due.checked_add_days(Days::new(1)).context("no day")?;
    ensure!(
        matches!(deadline, DeadlineKind::Day(day) if day >= later),
        "{deadline:?}"
    );
    // A card is in another of the office's programs, so the browser loads a page.
    desk.click(Kind::Link, &index).await?;
    desk.find(Kind::Heading, &format!("Запит № {index}"))
        .await?;
    desk.click(Kind::Button, "Календар змінено, відповідь до")
        .await?;
    desk.sees(REASON).await?;

    story.step("what moves no date says so");
    go_to_settings(&desk).await?;
    desk.paste("Телефон відповідальної особи", "(000) 000-00-01")
        .await?;
    desk.click(Kind::Button, "Переглянути зміни").await?;
    desk.sees("Строк жодного відкритого запиту не зміниться")
        .await?;
    desk.click(Kind::Button, "Повернути як було").await?;
    desk.web()?.accept_alert().await?;
    desk.sees_no_more("Що зміниться").await?;
    desk.click(Kind::Button, "Вийти").await?;

    story.step("the clerk reads the rules and changes none");
    desk.sign_in(&server.origin()).await?;
    go_to_settings(&desk).await?;
    desk.sees("Змінює це адміністратор").await?;
    ensure!(!desk.has(Kind::Button, "Переглянути зміни").await?);
    ensure!(!desk.has(Kind::Button, "Додати перенесений день").await?);
    audit.look(&desk, "the rules, to be read").await?;
    for expected in ["401", "409", "ERR_CONNECTION_REFUSED"] {
        desk.expect_in_console(expected);
    }
    desk.quit().await?;
    story.end();
    audit.finish()
}

async fn shows(desk: &Browser, rows: usize) -> Result<()> {
    let script = format!("return document.querySelectorAll('#journal tbody tr').length === {rows}");
    desk.until_true(&format!("{rows} rows"), &script).await
}

async fn address(desk: &Browser) -> Result<Value> {
    desk.script("return location.search", vec![]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_narrows_the_journal_and_survives_a_reload() -> Result<()> {
    let story = Story::begin("a filter narrows the journal and survives a reload");
    let server = Server::start().await?;
    let rows = journal(&server).await?;
    let legal = rows
        .iter()
        .filter(|row| row.requester_type == RequesterType::LegalPerson)
        .count();
    ensure!(legal > 0 && legal < rows.len(), "{legal} of {}", rows.len());
    let executor = rows.iter().find_map(|row| row.executor.clone());
    let executor = executor.context("nobody is charged")?;
    let mut audit = Audit::of_office()?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    desk.click(Kind::Css, "#tab-all").await?;
    desk.click(Kind::Button, "Ще фільтри").await?;

    story.step("narrowed, it says so in its address");
    desk.choose("Хто запитує", "юридична особа").await?;
    shows(&desk, legal).await?;
    ensure!(address(&desk).await? == json!("?show=all&requester=legal_person"));
    audit
        .look_all_round(&mut desk, "the journal, narrowed")
        .await?;

    story.step("a reload keeps it, in sight");
    desk.web()?.refresh().await?;
    shows(&desk, legal).await?;
    ensure!(desk.value("Хто запитує").await? == "legal_person");

    story.step("days of receipt, the wrong way round");
    put(&desk, "#filter-from", "2026-11-20").await?;
    put(&desk, "#filter-to", "2026-11-10").await?;
    desk.sees("Таких запитів немає").await?;
    desk.find(Kind::Css, "#filter-backwards").await?;
    audit
        .look_all_round(&mut desk, "the journal, no such days")
        .await?;

    story.step("one button takes everything back, but the tab");
    desk.click(Kind::Button, "Скинути фільтри").await?;
    desk.find(Kind::Css, "#journal tbody tr").await?;
    focus_is_on(&desk, "#more-filters summary").await?;
    ensure!(address(&desk).await? == json!("?show=all"));

    story.step("an executor narrows too, and stands in no address");
    desk.choose("Виконавець", &executor).await?;
    let only = format!(
        "const rows = [...document.querySelectorAll('#journal tbody tr')]; \
         return rows.length > 0 && rows.every((row) => row.cells[4].innerText.trim() === {})",
        json!(executor)
    );
    desk.until_true("only this executor's requests", &only)
        .await?;
    ensure!(address(&desk).await? == json!("?show=all"));
    let empty = async || {
        let text = desk.text_of("#shown").await?;
        Ok((!text.is_empty()).then_some(()))
    };
    desk.until("how many are shown", PATIENCE, empty).await?;
    desk.click(Kind::Button, "Скинути фільтри").await?;
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}
