//! The story the product is for: a request written without a network reaches the council's
//! journal and comes back with its index, its due date and, in the end, its answer.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::citizen::Request;
use tests::words::{UK, ukrainian_date};
use tests::{Browser, DESKTOP, Engine, Kind, OfficeApi, PHONE, Server, Story};

const ANSWER: &str = "Копію рішення № 48 і кошторис додано. Ремонт коштував 1 250 000 грн.";
/// How the request begins.
const BEGINNING: &str = "Прошу надати копію рішення про ремонт";
const EXECUTOR: &str = "Юридичний відділ";

tests::on_every_engine!(
    a_request_written_offline_is_registered_answered_and_found,
    main_job
);

async fn main_job(engine: Engine) -> Result<()> {
    let story = Story::begin("a request written offline is registered, answered and found");
    let mut server = Server::start().await?;
    let mut phone = Browser::open_in(engine, PHONE).await?;
    let request = Request::by("Криниченко Веселина Тарасівна");

    write_and_submit_offline(&story, &mut server, &mut phone, &request).await?;
    let index = comes_back_registered(&story, &mut server, &phone, &request).await?;
    clerk_answers(&story, engine, &server, &request, &index).await?;
    let code = citizen_reads_the_answer(&story, &mut server, &mut phone, &index).await?;
    another_device_looks_it_up(&story, engine, &server, &request, &index, &code).await?;

    let journal = OfficeApi::sign_in(&server).await?;
    journal.registered_once("Криниченко").await?;
    phone.quit().await?;
    server.stop().await?;
    story.end();
    Ok(())
}

async fn write_and_submit_offline(
    story: &Story,
    server: &mut Server,
    phone: &mut Browser,
    request: &Request,
) -> Result<()> {
    story.step("the app is opened once, then the network is lost");
    phone.first_visit(&server.origin(), &UK).await?;
    server.stop().await?;

    story.step("a request is written; it is kept on this device only");
    phone.write_text(&UK, &request.text).await?;
    let draft = phone.path().await?;

    story.step("the browser is closed and opened again, still offline");
    phone.quit().await?;
    phone.launch().await?;
    phone.visit(&server.origin()).await?;
    phone.sees(UK.draft_tag).await?;
    phone.click(Kind::Link, BEGINNING).await?;
    phone.arrives_at(UK.text_title).await?;
    ensure!(
        phone.path().await? == draft,
        "the draft has another address now"
    );
    let kept = phone.value(UK.text_label).await?;
    ensure!(kept == request.text, "the draft is not as it was: {kept}");

    story.step("the questions are answered and the request is submitted");
    phone.answer_questions(&UK, request).await?;
    let check = phone.text().await?;
    for given in [&request.text, &request.name, &request.email] {
        let given = given.split_whitespace().collect::<Vec<_>>().join(" ");
        ensure!(check.contains(&given), "the check does not show «{given}»");
    }
    phone.submit_offline(&UK).await?;
    phone.sees(UK.offline).await?;
    let page = phone.text().await?;
    ensure!(
        !page.contains("№"),
        "no index may be shown before a receipt: {page}"
    );
    Ok(())
}

async fn comes_back_registered(
    story: &Story,
    server: &mut Server,
    phone: &Browser,
    request: &Request,
) -> Result<String> {
    story.step("the network returns: the request goes out by itself");
    phone.mark().await?;
    server.start_again().await?;
    phone.sees_it_registered(&UK).await?;
    phone.sees(UK.questions).await?;
    ensure!(phone.is_marked().await?, "the page was reloaded to send");
    let index = phone.index().await?;

    story.step("index, moment of receipt and due date are those of the journal");
    let journal = OfficeApi::sign_in(server).await?;
    let row = journal.registered_once(&request.name).await?;
    ensure!(
        row["index"]["text"] == json!(index),
        "the journal has another index: {row}"
    );
    let receipt = "return document.querySelector('.timeline time')?.dateTime ?? null";
    let received = phone.script(receipt, vec![]).await?;
    let received = received
        .as_str()
        .context("the page tells no moment of receipt")?;
    let due = Server::due(received, "ordinary")?;
    let date = ukrainian_date(due["due"].as_str().context("no due date")?);
    ensure!(
        phone.fact("Відповідь до").await? == date,
        "the page's due date is not {date}"
    );
    let day = ukrainian_date(&received[..10]);
    let shown = phone.fact("Отримано радою").await?;
    ensure!(
        shown == format!("{day}, {}", &received[11..16]),
        "received {received}, shown {shown}"
    );
    phone.sees("№").await?;

    story.step("a tap tells why this date: each day counted or skipped, and the article");
    check_account(phone, &due).await?;
    Ok(index)
}

async fn check_account(phone: &Browser, due: &Value) -> Result<()> {
    phone.click(Kind::Button, UK.why).await?;
    phone.sees("ч. 1 ст. 20").await?;
    let rows = "return [...document.querySelectorAll('table.days tbody tr')] \
        .map((tr) => tr.dataset.counted === 'yes')";
    let shown = phone.script(rows, vec![]).await?;
    let days = due["account"].as_array().context("no account")?;
    let counted: Vec<Value> = days.iter().map(|day| day["counted"].clone()).collect();
    ensure!(
        shown == json!(counted),
        "the page counts {shown}, the law {counted:?}"
    );
    ensure!(
        counted.iter().filter(|day| **day == json!(true)).count() == 5,
        "five days count"
    );
    phone
        .sees("день отримання: строк іде з наступного дня")
        .await
}

async fn clerk_answers(
    story: &Story,
    engine: Engine,
    server: &Server,
    request: &Request,
    index: &str,
) -> Result<()> {
    story.step("the clerk signs in and finds the request with its remaining time");
    let mut desk = Browser::open_in(engine.of_the_desk(), DESKTOP).await?;
    // Before anybody has signed in, the office asks who it is and is told: nobody.
    desk.expect_in_console("/api/v1/office/");
    desk.sign_in(&server.origin()).await?;
    desk.search_journal("Криниченко").await?;
    let row = desk.find(Kind::Row, &request.name).await?.text().await?;
    ensure!(
        row.contains(index),
        "the row does not show the index: {row}"
    );
    ensure!(
        row.contains("ще ") || row.contains("сьогодні"),
        "no remaining time: {row}"
    );
    ensure!(row.contains("не доручено"), "it is assigned already: {row}");

    story.step("the clerk assigns it and answers");
    desk.open_card(index).await?;
    desk.sees(&request.name).await?;
    let asked = desk.find(Kind::Css, "#asked").await?.text().await?;
    ensure!(
        asked == request.text,
        "the card shows another text: {asked}"
    );
    desk.assign(EXECUTOR).await?;
    desk.answer(ANSWER).await?;
    let history = desk.find(Kind::Css, "#history").await?.text().await?;
    for entry in [
        "Запит зареєстровано",
        EXECUTOR,
        "Надано відповідь",
        "Довгаль",
    ] {
        ensure!(
            history.contains(entry),
            "the history lacks «{entry}»: {history}"
        );
    }
    desk.quit().await
}

async fn citizen_reads_the_answer(
    story: &Story,
    server: &mut Server,
    phone: &mut Browser,
    index: &str,
) -> Result<String> {
    story.step("the citizen comes back and sees the answer");
    phone.quit().await?;
    phone.launch().await?;
    phone.visit(&server.origin()).await?;
    phone.sees("Відповідь надано").await?;
    phone.click(Kind::Link, BEGINNING).await?;
    phone.sees(ANSWER).await?;

    story.step("and offline afterwards, with the code of the receipt");
    server.stop().await?;
    phone.quit().await?;
    phone.launch().await?;
    phone.visit(&server.origin()).await?;
    phone.click(Kind::Link, BEGINNING).await?;
    phone.sees(ANSWER).await?;
    ensure!(phone.index().await? == index, "the index has changed");
    let code = phone.access_code(&UK).await?;
    phone.find(Kind::Css, ".qr svg").await?;
    server.start_again().await?;
    Ok(code)
}

async fn another_device_looks_it_up(
    story: &Story,
    engine: Engine,
    server: &Server,
    request: &Request,
    index: &str,
    code: &str,
) -> Result<()> {
    story.step("another device that knows the index sees status and dates, nothing personal");
    let mut other = Browser::open_in(engine, PHONE).await?;
    other.visit(&format!("{}/find", server.origin())).await?;
    other.find(Kind::Heading, UK.find_title).await?;
    other.look_up(&UK, index, "").await?;
    other.sees(UK.find_public).await?;
    ensure!(
        other.fact("Стан").await? == "Відповідь надано",
        "the status is missing"
    );
    let without_code = result_of(&other).await?;
    nothing_personal(&other, request).await?;

    story.step("a wrong code opens exactly as much as none");
    let wrong = "0".repeat(26);
    other.look_up(&UK, index, &wrong).await?;
    other.sees(UK.find_public).await?;
    ensure!(
        result_of(&other).await? == without_code,
        "a wrong code answers otherwise"
    );
    nothing_personal(&other, request).await?;
    let year: i32 = other.value(UK.year).await?.parse()?;
    same_answer_on_the_wire(server, index, year, &wrong).await?;

    story.step("the access code opens the answer too");
    other.look_up(&UK, index, code).await?;
    other.sees(ANSWER).await?;
    other.click(Kind::Button, UK.keep).await?;
    other.sees(UK.your_text).await?;
    other.sees(&request.text).await?;
    other.quit().await
}

async fn result_of(browser: &Browser) -> Result<Value> {
    browser
        .script(
            "return document.querySelector('form + .flow').innerText",
            vec![],
        )
        .await
}

async fn nothing_personal(browser: &Browser, request: &Request) -> Result<()> {
    let source = browser.web()?.source().await?;
    let surname = request.name.split(' ').next().unwrap_or_default();
    for secret in [surname, &request.email, BEGINNING, ANSWER] {
        ensure!(!source.contains(secret), "the public page tells «{secret}»");
    }
    Ok(())
}

/// What the page shows alike must also be sent alike, or a program could try codes.
async fn same_answer_on_the_wire(
    server: &Server,
    index: &str,
    year: i32,
    wrong: &str,
) -> Result<()> {
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(10))
        .build()?;
    let ask = async |code: Option<&str>| -> Result<(u16, String)> {
        let mut query = json!({ "index": index, "year": year });
        if let Some(code) = code {
            query["access_code"] = json!(code);
        }
        let url = format!("{}/api/v1/look-ups", server.origin());
        let answer = client.post(url).json(&query).send().await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    };
    let (none, other) = (ask(None).await?, ask(Some(wrong)).await?);
    ensure!(none == other, "a wrong code: {other:?}; no code: {none:?}");
    ensure!(none.0 == 200, "the index is not found: {none:?}");
    Ok(())
}
