//! The report: figures that open the requests behind them, papers that other programs read, and
//! publishing for everybody.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::papers::Papers;
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

/// The tables: caption, then name and numbers of each row.
const TABLES: &str = "return [...document.querySelectorAll('table.figures')].map(table => \
    [table.caption.innerText.trim(), [...table.tBodies[0].rows].map(row => \
        [row.cells[0].innerText.trim(), [...row.cells].slice(1).map(cell => cell.innerText.trim())])])";

type Rows = Vec<(String, Vec<String>)>;

async fn tables(desk: &Browser) -> Result<Vec<(String, Rows)>> {
    let read = async || {
        let shown: Vec<(String, Rows)> =
            serde_json::from_value(desk.script(TABLES, vec![]).await?)?;
        Ok((!shown.is_empty()).then_some(shown))
    };
    desk.until("the tables", std::time::Duration::from_secs(20), read)
        .await
}

fn rows<'a>(tables: &'a [(String, Rows)], caption: &str) -> Result<&'a Rows> {
    let found = tables.iter().find(|(name, _)| name == caption);
    Ok(&found.with_context(|| format!("no table «{caption}»"))?.1)
}

fn sum(rows: &Rows) -> Result<u64> {
    let numbers = rows.iter().map(|(_, cells)| cells[0].parse::<u64>());
    Ok(numbers.sum::<Result<u64, _>>()?)
}

/// Everything the demo's journal holds, through the days being chosen.
async fn whole_year(desk: &Browser) -> Result<()> {
    for (label, day) in [("З дня", "2026-01-01"), ("По день", "2026-12-31")] {
        let field = desk.find(Kind::Field, label).await?;
        let set = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))";
        desk.web()?
            .execute(set, vec![field.to_json()?, json!(day)])
            .await?;
    }
    desk.click(Kind::Button, "Показати").await?;
    desk.find(Kind::Heading, "Запити за 2026 рік").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_looked_into_printed_and_published() -> Result<()> {
    let story = Story::begin("a report is looked into, taken away and published");
    let server = Server::start().await?;
    let journal = OfficeApi::sign_in(&server).await?.journal().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    let mut audit = Audit::of_office()?;

    story.step("a key opens the last half-year; a kind and a topic are said on a card");
    desk.find(Kind::Css, "#journal tbody tr").await?;
    desk.press("z").await?;
    desk.arrives_at("Звіт").await?;
    audit.look(&desk, "the report").await?;
    let index = journal[0]["index"]["text"]
        .as_str()
        .context("no index")?
        .to_owned();
    desk.click(Kind::Link, "Журнал").await?;
    desk.open_card(&index).await?;
    desk.click(Kind::Button, "Інші дії").await?;
    desk.click(Kind::Button, "Вид інформації і тема").await?;
    desk.choose("Вид інформації", "правова").await?;
    desk.fill("Тема", "Земельні питання").await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.sees("Вид інформації: правова").await?;

    story.step("of a year: every table adds up to the journal");
    desk.click(Kind::Link, "Звіт").await?;
    whole_year(&desk).await?;
    let shown = tables(&desk).await?;
    for caption in [
        "Усього",
        "Як надійшли",
        "Хто запитував",
        "Види інформації",
        "Теми",
        "Результати розгляду",
    ] {
        let sum = sum(rows(&shown, caption)?)?;
        ensure!(
            sum == journal.len() as u64,
            "{caption}: {sum} of {}",
            journal.len()
        );
    }
    let topic = rows(&shown, "Теми")?;
    ensure!(
        topic[0]
            == (
                "Земельні питання".into(),
                vec!["1".into(), "0".into(), "0".into()]
            ),
        "{topic:?}"
    );
    audit.look(&desk, "the report of a year").await?;

    story.step("a number opens the requests behind it, and an earlier year's too");
    let results = rows(&shown, "Результати розгляду")?;
    let (name, cells) = results.first().context("no results")?;
    let behind = format!("{}: {name}, 2026 рік", cells[0]);
    desk.click(Kind::Css, &format!("a[aria-label='{behind}']"))
        .await?;
    desk.sees("Запити, які стоять за числом звіту").await?;
    desk.sees(&format!("Показано {}", cells[0])).await?;
    let count = desk.script(
        "return document.querySelectorAll('#journal tbody tr').length",
        vec![],
    );
    ensure!(count.await? == json!(cells[0].parse::<u64>()?), "{behind}");
    audit.look(&desk, "the requests behind a number").await?;
    desk.click(Kind::Link, "До звіту").await?;
    desk.find(Kind::Heading, "Запити за 2026 рік").await?;

    story.step("the memo and the workbook say the same to LibreOffice");
    let papers = Papers::of(&desk).await?;
    let memo = papers
        .press(&desk, Kind::Link, "Доповідна записка (DOCX)", "docx")
        .await?;
    let words = papers.words(&memo).await?;
    ensure!(words.contains("ДОПОВІДНА ЗАПИСКА"), "{words}");
    ensure!(words.contains("за 2026 рік"), "{words}");
    ensure!(
        words.contains(&format!("{} запит", journal.len())),
        "{words}"
    );
    ensure!(words.contains(&format!("{name} – {}", cells[0])), "{words}");
    let book = papers
        .press(&desk, Kind::Link, "Таблиці й діаграми (XLSX)", "xlsx")
        .await?;
    let sheets = papers.sheets(&book).await?;
    for caption in ["Як надійшли", "Хто запитував", "Результати розгляду"]
    {
        let lines = sheets.iter().find(|(name, _)| name == caption);
        let lines = &lines
            .with_context(|| format!("no sheet {caption}: {sheets:?}"))?
            .1;
        let numbers = lines
            .lines()
            .skip(3)
            .filter_map(|line| line.rsplit(',').nth(2)?.parse::<u64>().ok());
        ensure!(numbers.sum::<u64>() == journal.len() as u64, "{lines}");
    }

    story.step("what the journal finds is taken away as a file");
    desk.click(Kind::Link, "Журнал").await?;
    desk.click(Kind::Link, "Усі").await?;
    let file = papers
        .press(&desk, Kind::Button, "Завантажити CSV", "csv")
        .await?;
    let rows = std::fs::read_to_string(&file)?;
    ensure!(rows.contains(&index), "{rows}");
    ensure!(rows.contains("Земельні питання"), "{rows}");
    desk.click(Kind::Link, "Звіт").await?;
    whole_year(&desk).await?;

    story.step("only days that are over are published; then everybody reads them");
    desk.sees("Оприлюднити звіт можна після останнього дня періоду")
        .await?;
    desk.click(Kind::Css, ".tabs li:nth-child(2) a").await?;
    desk.click(Kind::Button, "Оприлюднити").await?;
    desk.sees("Звіт оприлюднено").await?;
    let period = desk.text_of("#period").await?;
    let period = period.trim_start_matches("Запити за ").to_owned();
    everybody_reads(&server, &period, &mut audit).await?;

    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}

async fn everybody_reads(server: &Server, period: &str, audit: &mut Audit) -> Result<()> {
    let mut phone = Browser::open(PHONE).await?;
    phone
        .visit(&format!("{}/statistics?lang=uk", server.origin()))
        .await?;
    phone.sees("Звіти про розгляд запитів").await?;
    phone.sees(period).await?;
    audit.look(&phone, "the public statistics").await?;
    phone.click(Kind::Link, "English").await?;
    phone.sees("Reports on requests").await?;
    audit
        .look(&phone, "the public statistics in English")
        .await?;
    let data = reqwest::get(format!("{}/statistics/datapackage.json", server.origin()));
    let described: Value = data.await?.json().await?;
    ensure!(
        described["resources"][0]["path"] == "requests.csv",
        "{described}"
    );
    phone.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_fits_a_phone_and_says_what_is_wrong_with_its_days() -> Result<()> {
    let story = Story::begin("the report fits a phone, and says what is wrong with its days");
    let server = Server::start().await?;
    let mut desk = Browser::open(PHONE).await?;
    desk.sign_in(&server.origin()).await?;
    desk.click(Kind::Link, "Звіт").await?;
    desk.arrives_at("Звіт").await?;
    tables(&desk).await?;
    let mut audit = Audit::of_office()?;

    story.step("the last day before the first");
    let clear = "const field = document.getElementById('to'); field.value = '2020-01-01'; \
        field.dispatchEvent(new Event('input', { bubbles: true }))";
    desk.script(clear, vec![]).await?;
    desk.click(Kind::Button, "Показати").await?;
    desk.sees("Останній день має бути не раніше за перший")
        .await?;
    audit.look(&desk, "the report with wrong days").await?;

    story.step("in English, and nothing is wider than the screen");
    desk.click(Kind::Button, "English").await?;
    desk.find(Kind::Heading, "Report").await?;
    tables(&desk).await?;
    let wide = "return document.documentElement.scrollWidth > innerWidth";
    ensure!(
        desk.script(wide, vec![]).await? == json!(false),
        "wider than the screen"
    );
    audit.look(&desk, "the report in English").await?;
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}
