//! What the server says to an app that is too old, not let in, or speaks of what was deleted: the
//! queue is kept, said so, and goes on when it may.

use anyhow::{Result, ensure};
use tests::citizen::Request;
use tests::words::UK;
use tests::{Browser, Fault, Kind, OfficeApi, PHONE, Proxy, Server, Story};

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
        phone.click(Kind::Button, "Надіслати зараз").await?;
        phone.sees_it_registered(&UK).await?;
        journal.registered_once(name).await?;
        phone.expect_in_console(&status.to_string());
    }
    phone.quit().await?;
    story.end();
    Ok(())
}

/// Fault 42, the device's half: what the council has deleted is said to be so, and its text stays.
#[tokio::test(flavor = "multi_thread")]
async fn fault_42_a_deleted_request_is_parked_with_its_text() -> Result<()> {
    let story = Story::begin("a deleted request is parked with its text");
    let server = Server::start().await?;
    let proxy = Proxy::before(&server.origin()).await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&proxy.origin(), &UK).await?;
    proxy.set(Fault::Status(410));
    let request = Request::by("Видалений Кузьма Карпович");
    phone.write_request(&UK, &request).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees("Рада видалила цей запит").await?;
    phone.sees(&request.text).await?;
    ensure!(
        proxy.pushes().len() == 1,
        "it was pushed again: {:?}",
        proxy.pushes()
    );
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
    ensure!(
        looked.json() == &serde_json::json!("redundant"),
        "{:?}",
        looked.json()
    );

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
