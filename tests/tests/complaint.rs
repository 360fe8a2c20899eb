//! The citizen's complaint (art. 23): offered when something went wrong, filled in with the facts,
//! and it leaves the device as its owner wishes.

mod clocked;

use anyhow::{Context, Result, ensure};
use clocked::{Clocked, set_clock};
use serde_json::json;
use tests::citizen::Request;
use tests::words::{EN, UK};
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

/// Notes what would get onto paper instead of printing it.
const NOTE_PRINT: &str = "window.print = () => { \
    const out = element => !!element?.closest('.no-print'); \
    window.printed = [out(document.querySelector('main h1')), out(document.querySelector('.top')), \
        out(document.querySelector('main pre.typed')), \
        out(document.querySelector('main .summary'))]; }; return true;";

/// Sends a request and does this with it at the council; the index.
async fn sent(
    phone: &Browser,
    office: &OfficeApi,
    request: &Request,
    act: serde_json::Value,
) -> Result<String> {
    phone.send_request(&UK, request).await?;
    let index = phone.index().await?;
    let row = office.registered_once(&request.name).await?;
    office
        .act(row["id"].as_str().context("no id")?, act)
        .await?;
    let path = phone.path().await?;
    let origin = phone.script("return location.origin", vec![]).await?;
    let origin = origin.as_str().context("no origin")?.to_owned();
    phone.visit(&format!("{origin}{path}")).await?;
    Ok(index)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_appealed_with_a_text_that_is_ready() -> Result<()> {
    let story = Story::begin("a refusal is appealed with a text that is ready");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let mut phone = Browser::open(PHONE).await?;
    let mut audit = Audit::of_citizen()?;
    phone.first_visit(&server.origin(), &UK).await?;

    story.step("while everything goes well nothing is offered");
    let request = Request::by("Скаржниця Уляна Марківна");
    phone.send_request(&UK, &request).await?;
    phone
        .find(Kind::Css, "[data-extra=appeal][data-on]")
        .await?;
    ensure!(!phone.has(Kind::Heading, "Ви можете оскаржити").await?);

    story.step("a refusal is: to whom, until when, on which ground");
    let request = Request::by("Відмовлена Ярина Данилівна");
    let refusal = json!({
        "kind": "refuse", "ground": "not_held", "reason": "Відомості зберігає обласний архів.",
    });
    phone.visit(&server.origin()).await?;
    let index = sent(&phone, &office, &request, refusal).await?;
    phone.sees("Ви можете оскаржити").await?;
    phone
        .sees("у задоволенні запиту відмовлено (п. 1 ч. 2)")
        .await?;
    phone.sees("шість місяців, ч. 2 ст. 122 КАС").await?;
    audit.look(&phone, "a complaint is offered").await?;

    story.step("the text for the head has the facts of the case");
    phone.click(Kind::Button, "Керівникові ради").await?;
    let text = phone.text_of("main pre.typed").await?;
    for words in [
        "СКАРГА",
        "Яснодільська міська рада",
        request.name.as_str(),
        request.email.as_str(),
        &format!("зареєстрований за № {index}"),
        "кошторис цього",
        "Відомості зберігає обласний архів.",
        "пункт 1 частини другої статті 23",
        "надати інформацію за запитом",
    ] {
        ensure!(text.contains(words), "{words}\n{text}");
    }
    let focused = "return document.activeElement.innerText === 'Керівникові ради'";
    phone
        .until_true("the focus on its heading", focused)
        .await?;
    audit.look(&phone, "a complaint to the head").await?;

    story.step("on paper it stands alone");
    phone.script(NOTE_PRINT, vec![]).await?;
    phone.click(Kind::Button, "Надрукувати скаргу").await?;
    let printed = phone.script("return window.printed", vec![]).await?;
    ensure!(printed == json!([true, true, false, true]), "{printed}");

    story.step("the outline for the court names the last day; nothing goes there by e-mail");
    phone.click(Kind::Button, "До суду (начерк позову)").await?;
    phone.sees("ПОЗОВНА ЗАЯВА (начерк)").await?;
    phone.sees("закінчуються").await?;
    ensure!(
        !phone
            .has(Kind::Button, "Надіслати електронною поштою")
            .await?
    );
    phone
        .click(Kind::Button, "Уповноваженому з прав людини")
        .await?;
    phone.sees("статтею 212³").await?;

    story.step("in English around the Ukrainian text, on a desk");
    phone.speak(&EN).await?;
    phone.resize(DESKTOP).await?;
    phone.sees("You can appeal").await?;
    phone
        .click(Kind::Button, "To the head of the council")
        .await?;
    phone
        .sees("Complete what stands in square brackets")
        .await?;
    audit.look(&phone, "a complaint in English").await?;

    story.step("a deferral and a partial answer can be appealed too");
    phone.speak(&UK).await?;
    let until = chrono::DateTime::from(std::time::SystemTime::now()) + chrono::TimeDelta::days(40);
    let table = [
        (
            "Відкладена Соломія Ігорівна",
            json!({"kind": "defer", "reason": "Обстріл", "until": domain::kyiv::date(until)}),
            "відповідь відстрочено (п. 2 ч. 2)",
        ),
        (
            "Половинний Гнат Савович",
            json!({"kind": "answer", "text": "Частина", "extent": "part"}),
            "інформацію надано не повністю (п. 4 ч. 2)",
        ),
    ];
    for (name, act, said) in table {
        phone.visit(&server.origin()).await?;
        sent(&phone, &office, &Request::by(name), act).await?;
        phone.sees(said).await?;
    }
    phone.quit().await?;
    story.end();
    audit.finish()
}

/// The heading of the offer.
const OFFER: &str = "Ви можете оскаржити";

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_appealed_once_the_term_is_over_whatever_the_phone_believes() -> Result<()> {
    let story = Story::begin("silence is appealed once the term is over");
    // A Tuesday; the fifth working day is the Tuesday after.
    let server = Clocked::start("2027-03-09T08:00:00Z".parse()?).await?;
    let mut audit = Audit::of_citizen()?;
    let request = Request::by("Терпляча Орися Панасівна");

    story.step(
        "the last evening in Kyiv, on a phone whose clock is a year ahead: there is time still",
    );
    let mut phone = Browser::open(PHONE).await?;
    set_clock(&phone, "2028-03-09T08:00:00Z").await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone.send_request(&UK, &request).await?;
    let index = phone.index().await?;
    let page = format!("{}{}", server.origin(), phone.path().await?);
    server.set("2027-03-16T21:59:00Z".parse()?);
    phone.visit(&page).await?;
    phone
        .find(Kind::Css, "[data-extra=appeal][data-on]")
        .await?;
    phone.sees(&index).await?;
    // What the second program shows is there once it has asked what time it is.
    let asked = "return performance.getEntriesByType('resource') \
        .filter(one => one.name.endsWith('/api/v1/changes') && one.responseEnd).length >= 2";
    phone
        .until_true("it knows the council's time", asked)
        .await?;
    ensure!(!phone.has(Kind::Heading, OFFER).await?);

    story.step("a minute after midnight the complaint is ready, with the facts of the silence");
    server.set("2027-03-16T22:01:00Z".parse()?);
    phone.visit(&page).await?;
    phone.sees(OFFER).await?;
    phone
        .sees("строк минув, а відповіді немає (п. 3 ч. 2)")
        .await?;
    audit.look(&phone, "silence can be appealed").await?;
    phone.click(Kind::Button, "Керівникові ради").await?;
    let text = phone.text_of("main pre.typed").await?;
    for words in [
        "СКАРГА",
        "на ненадання відповіді на запит на інформацію",
        request.name.as_str(),
        request.email.as_str(),
        &format!(
            "9 березня 2027 р. рада отримала мій запит на інформацію, зареєстрований за № {index}"
        ),
        "Строк відповіді закінчився 16 березня 2027 р., і станом на 17 березня 2027 р. відповіді немає",
        "пункт 3 частини другої статті 23",
        "надати інформацію за запитом",
    ] {
        ensure!(text.contains(words), "{words}\n{text}");
    }
    phone
        .find(Kind::Button, "Надіслати електронною поштою")
        .await?;

    story.step("an answer that comes now is late, and that is another complaint");
    let office = OfficeApi::sign_in_at(&server.origin()).await?;
    let row = office.registered_once(&request.name).await?;
    let answer = json!({ "kind": "answer", "text": "Вибачте.", "extent": "whole" });
    office
        .act(row["id"].as_str().context("no id")?, answer)
        .await?;
    phone.visit(&page).await?;
    phone.sees("п. 5 ч. 2").await?;
    phone.sees_no_more("п. 3 ч. 2").await?;
    phone.quit().await?;

    story.step("a phone that is behind by months is told of the silence too");
    let mut phone = Browser::open(PHONE).await?;
    server.set("2027-04-06T08:00:00Z".parse()?);
    set_clock(&phone, "2026-12-01T08:00:00Z").await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone
        .send_request(&UK, &Request::by("Забута Калина Юріївна"))
        .await?;
    let page = format!("{}{}", server.origin(), phone.path().await?);
    server.set("2027-04-14T08:00:00Z".parse()?);
    phone.visit(&page).await?;
    phone.sees(OFFER).await?;
    phone.quit().await?;
    server.stop().await;
    story.end();
    audit.finish()
}
