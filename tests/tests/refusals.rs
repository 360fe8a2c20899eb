//! What the server says to an app that is too old, not let in, or speaks of what was deleted: the
//! queue is kept, said so, and goes on when it may.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use domain::sync::Digest;
use serde_json::json;
use tests::citizen::Request;
use tests::device::Transport;
use tests::words::UK;
use tests::{Browser, Fault, Kind, OfficeApi, PHONE, Proxy, Server, Story};

/// How long something may take that happens by itself.
const PATIENCE: Duration = Duration::from_secs(20);

/// Faults 27 and 35: the whole queue waits for a person, nothing is lost, one press goes on.
#[tokio::test(flavor = "multi_thread")]
async fn faults_27_and_35_a_paused_queue_is_kept_and_goes_on_by_a_press() -> Result<()> {
    let story = Story::begin("a paused queue is kept and goes on by a press");
    let server = Server::start().await?;
    let proxy = Proxy::before(&server.origin()).await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&proxy.origin(), &UK).await?;
    let journal = OfficeApi::sign_in(&server).await?;
    let table = [
        (
            426,
            "Цей застосунок застарів",
            "Застарілий Охрім Дем’янович",
        ),
        (
            401,
            "не приймає запити від цього застосунку",
            "Невпущений Яким Юхимович",
        ),
    ];
    for (status, said, name) in table {
        story.step(said);
        proxy.set(Fault::Status(status));
        let request = Request::by(name);
        phone.visit(&proxy.origin()).await?;
        phone.write_request(&UK, &request).await?;
        phone.click(Kind::Button, UK.submit).await?;
        phone.sees(said).await?;
        phone.sees(UK.saved_title).await?;
        ensure!(journal.search(name).await?.is_empty());
        proxy.set(Fault::None);
        // The app tries again by itself too, perhaps just now.
        phone
            .press_if_there(Kind::Button, "Надіслати зараз")
            .await?;
        phone.sees_it_registered(&UK).await?;
        journal.registered_once(name).await?;
        phone.expect_in_console(&status.to_string());
    }
    phone.quit().await?;
    story.end();
    Ok(())
}

/// Fault 42: the receipt never reached the phone; when it sends the request again, the council has
/// answered it and erased it since.
#[tokio::test(flavor = "multi_thread")]
async fn fault_42_a_deleted_request_is_parked_with_its_text() -> Result<()> {
    let story = Story::begin("a deleted request is parked with its text");
    let server = Server::start().await?;
    let proxy = Proxy::before(&server.origin()).await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&proxy.origin(), &UK).await?;
    proxy.set(Fault::CutPushAnswers);
    let request = Request::by("Видалений Кузьма Карпович");
    phone.write_request(&UK, &request).await?;
    phone.click(Kind::Button, UK.submit).await?;
    let tried = async || Ok((!proxy.pushes().is_empty()).then_some(()));
    phone.until("a push", PATIENCE, tried).await?;
    phone.sees(UK.waiting_tag).await?;

    story.step("meanwhile it is answered, and erased by the one who keeps the server");
    let journal = OfficeApi::sign_in(&server).await?;
    let row = journal.registered_once(&request.name).await?;
    let id = row["id"].as_str().context("no id")?;
    let index = row["index"]["text"].as_str().context("no index")?;
    let reason = "Строк зберігання минув";
    let erase = || server.command("erase", &["--index", index, "--reason", reason]);
    let said = format!("{:#}", erase().err().context("an open request was erased")?);
    ensure!(said.contains("ще не закрито"), "{said}");
    let answer = json!({ "kind": "answer", "text": "Надано.", "extent": "whole" });
    journal.act(id, answer).await?;
    erase()?;
    ensure!(journal.search(&request.name).await?.is_empty());
    ensure!(!server.command("verify", &[])?.contains("не записували"));
    let card = journal.card(id).await?.to_string();
    ensure!(
        card.contains(reason) && !card.contains(&request.text),
        "{card}"
    );

    story.step("the phone is told, keeps its text, and can send it anew");
    proxy.set(Fault::None);
    phone.sees("Рада видалила цей запит").await?;
    phone.sees(&request.text).await?;
    ensure!(journal.search(&request.name).await?.is_empty());
    phone
        .click(Kind::Button, "Виправити й надіслати знову")
        .await?;
    phone.arrives_at(UK.check_title).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;
    let again = journal.registered_once(&request.name).await?;
    ensure!(again["index"] != row["index"], "{again}");
    phone.expect_in_console("410");
    phone.quit().await?;
    story.end();
    Ok(())
}

/// Fault 26: a build one of whose files is missing is not installed.
#[tokio::test(flavor = "multi_thread")]
async fn fault_26_a_build_with_a_missing_file_leaves_the_old_one_at_work() -> Result<()> {
    let story = Story::begin("a build with a missing file leaves the old one at work");
    let mut server = Server::start().await?;
    let proxy = Proxy::before(&server.origin()).await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&proxy.origin(), &UK).await?;
    phone.write_text(&UK, "Скільки коштував міст").await?;
    proxy.set(Fault::NewBuild("/icon.svg".into(), "/gone.svg".into()));
    let looked = phone.web()?.execute_async(LOOK_AGAIN, vec![]).await?;
    ensure!(looked.json() == &json!("redundant"), "{:?}", looked.json());

    story.step("nothing is offered, and the old build works without a network");
    phone.sees_no_more("Готова нова версія застосунку.").await?;
    server.stop().await?;
    drop(proxy);
    let page = phone.web()?.current_url().await?;
    phone.visit(page.as_str()).await?;
    phone.arrives_at(UK.text_title).await?;
    ensure!(
        phone
            .value(UK.text_label)
            .await?
            .starts_with("Скільки коштував міст")
    );
    phone.expect_in_console("404");
    phone.expect_in_console("cannot keep");
    phone.quit().await?;
    story.end();
    Ok(())
}

/// Looks for a new build and waits for what becomes of it.
const LOOK_AGAIN: &str = "const done = arguments[0]; \
    navigator.serviceWorker.getRegistration().then((r) => { \
        r.addEventListener('updatefound', () => { \
            const next = r.installing; \
            next.addEventListener('statechange', () => done(next.state)); \
        }); \
        r.update().catch((error) => done(String(error))); \
    });";

/// The bytes that wait to be sent, and under which id.
const WAITING: &str = "const done = arguments[0]; \
    const opening = indexedDB.open('vidkryta-rada'); \
    opening.onsuccess = () => { \
        const asked = opening.result.transaction('outbox').objectStore('outbox').getAll(); \
        asked.onsuccess = () => { opening.result.close(); done(JSON.parse(asked.result[0])); }; \
    };";

/// Fault 11: the id is registered with other bytes. Both texts are kept, and this one goes as a new
/// request.
#[tokio::test(flavor = "multi_thread")]
async fn fault_11_an_id_taken_by_other_bytes_parks_and_keeps_both() -> Result<()> {
    let story = Story::begin("an id taken by other bytes parks and keeps both");
    let server = Server::start().await?;
    let proxy = Proxy::before(&server.origin()).await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&proxy.origin(), &UK).await?;
    let request = Request::by("Двоїста Зиновія Луківна");
    proxy.set(Fault::Status(503));
    phone.write_request(&UK, &request).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees(UK.saved_title).await?;

    story.step("somebody registers other words under its id");
    let waiting = phone.web()?.execute_async(WAITING, vec![]).await?;
    let waiting = waiting.json();
    let id = waiting["item"]["id"].as_str().context("no id")?;
    let body = waiting["body"].as_str().context("no body")?;
    let other = body.replace(&request.text, "Скільки важить дзвін на ратуші?");
    ensure!(other != body, "{body}");
    let council = Transport::to(&server.origin(), Duration::from_secs(10))?;
    let digest = Digest::of(other.as_bytes());
    let pushed = council.push(id.parse()?, &digest, other.into_bytes());
    ensure!(pushed.await.status == Some(201));

    story.step("its own are parked, kept, and sent anew");
    proxy.set(Fault::None);
    phone.visit(&proxy.origin()).await?;
    phone.click(Kind::Link, "Потрібна ваша дія").await?;
    phone.sees("Рада вже має інший запит").await?;
    phone.sees(&request.text).await?;
    phone
        .click(Kind::Button, "Виправити й надіслати знову")
        .await?;
    phone.arrives_at(UK.check_title).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;
    let journal = OfficeApi::sign_in(&server).await?;
    let both = journal.search(&request.name).await?;
    ensure!(both.len() == 2, "{both:?}");
    phone.expect_in_console("503");
    phone.expect_in_console("409");
    phone.quit().await?;
    story.end();
    Ok(())
}

/// Holds on to the connection that the app stores with.
const CATCH: &str = "const begin = IDBDatabase.prototype.transaction; \
    IDBDatabase.prototype.transaction = function (...what) { \
        window.caught = this; \
        return begin.apply(this, what); \
    };";

/// Fault 22: the browser closes the database under the app; it is opened again.
#[tokio::test(flavor = "multi_thread")]
async fn fault_22_a_database_closed_by_force_is_opened_again() -> Result<()> {
    let story = Story::begin("a database closed by force is opened again");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone.script(CATCH, vec![]).await?;
    phone.write_text(&UK, "Скільки сходів на вежі?").await?;
    phone.sees(UK.draft_saved).await?;
    for text in [
        "Скільки сходів на вежі ратуші?",
        "Скільки сходинок на вежі?",
    ] {
        let closed = "window.caught.close(); window.caught = null; return true;";
        phone.script(closed, vec![]).await?;
        phone.fill(UK.text_label, text).await?;
        phone.sees(UK.draft_saved).await?;
        let again = phone
            .script("return Boolean(window.caught)", vec![])
            .await?;
        ensure!(again == json!(true), "nothing was stored");
        phone
            .visit(phone.web()?.current_url().await?.as_str())
            .await?;
        phone.sees(UK.draft_saved).await?;
        let field = phone.find(Kind::Field, UK.text_label).await?;
        let kept = field.prop("value").await?;
        ensure!(kept.as_deref() == Some(text), "{kept:?}");
        phone.script(CATCH, vec![]).await?;
        phone.fill(UK.text_label, "Скільки").await?;
        phone.sees(UK.draft_saved).await?;
    }
    phone.quit().await?;
    story.end();
    Ok(())
}
