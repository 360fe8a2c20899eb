//! What tabs may do to each other, and a silent line to a tab: by the numbers of the list of
//! faults in the design of sync.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::json;
use tests::chance::Chance;
use tests::citizen::Request;
use tests::line::{Fate, Line, Weather};
use tests::words::UK;
use tests::{Browser, Kind, OfficeApi, PHONE, Proxy, Server, Story};

const SEND_NOW: &str = "Надіслати зараз";

#[tokio::test(flavor = "multi_thread")]
async fn fault_12_lock_holding_tab_frozen() -> Result<()> {
    let story = Story::begin("fault 12: a tab that holds the lock does nothing any more");
    let mut server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    let request = Request::by("Крижана Стефанія Олексіївна");
    phone.first_visit(&server.origin(), &UK).await?;
    let frozen = phone.tab().await?;
    let held = phone
        .script(
            "return new Promise((held) => navigator.locks.request('vr-drain', () => {
                held(true);
                return new Promise(() => {});
            }));",
            vec![],
        )
        .await?;
    ensure!(held == json!(true), "the lock was not to be had");

    story.step("another tab submits; the lock is never let go");
    phone.new_tab().await?;
    phone.visit(&server.origin()).await?;
    phone.write_request(&UK, &request).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees(UK.saved_title).await?;
    phone.sees_it_registered(&UK).await?;

    story.step("it went out all the same, once");
    let journal = OfficeApi::sign_in(&server).await?;
    journal.registered_once(&request.name).await?;
    phone.show_tab(&frozen).await?;
    phone.quit().await?;
    server.stop().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_13_no_web_locks() -> Result<()> {
    let story = Story::begin("fault 13: a browser without Web Locks, two tabs push at once");
    let mut server = Server::start().await?;
    // Far enough that the pushes of both tabs are under way at the same time.
    let line = Line::to_port(server.port(), &Chance::of(13)).await?;
    line.set(Weather::slow(1_000, 0));
    let proxy = Proxy::before(&line.origin()).await?;
    let mut phone = Browser::open(PHONE).await?;
    let request = Request::by("Незамкнена Одарка Яківна");
    phone.first_visit(&proxy.origin(), &UK).await?;
    let (first, second) = (phone.tab().await?, phone.new_tab().await?);
    server.stop().await?;
    for tab in [&first, &second] {
        phone.show_tab(tab).await?;
        let source = "delete Navigator.prototype.locks;";
        let script = json!({ "source": source });
        phone
            .devtools("Page.addScriptToEvaluateOnNewDocument", script)
            .await?;
        phone.visit(&proxy.origin()).await?;
        phone
            .until_true("no Web Locks", "return navigator.locks === undefined")
            .await?;
    }
    phone.write_request(&UK, &request).await?;
    phone.submit_offline(&UK).await?;
    let address = phone.web()?.current_url().await?;
    phone.show_tab(&first).await?;
    phone.visit(address.as_str()).await?;
    phone.find(Kind::Button, SEND_NOW).await?;

    story.step("the server is back; both tabs are told to send at the same moment");
    server.start_again().await?;
    let before = proxy.pushes().len();
    let at = phone.script("return Date.now() + 2000", vec![]).await?;
    let press = "const button = [...document.querySelectorAll('button')] \
        .find((button) => button.innerText.trim() === arguments[0]); \
        setTimeout(() => button?.click(), arguments[1] - Date.now());";
    for tab in [&first, &second] {
        phone.show_tab(tab).await?;
        phone
            .script(press, vec![json!(SEND_NOW), at.clone()])
            .await?;
    }
    for tab in [&first, &second] {
        phone.show_tab(tab).await?;
        phone.sees_it_registered(&UK).await?;
    }
    let pushes = proxy.pushes().len() - before;
    story.step(&format!("{pushes} pushes"));
    ensure!(pushes >= 2, "the tabs never raced");
    let journal = OfficeApi::sign_in(&server).await?;
    journal.registered_once(&request.name).await?;
    phone.expect_in_console("502");
    phone.quit().await?;
    story.end();
    Ok(())
}

/// The app gives a silent connection up after half a minute, so this takes as long.
#[tokio::test(flavor = "multi_thread")]
async fn fault_16_accepted_and_never_answered() -> Result<()> {
    let story = Story::begin("fault 16: a connection that is accepted and never answered");
    let server = Server::start().await?;
    let line = Line::to_port(server.port(), &Chance::of(16)).await?;
    let mut phone = Browser::open(PHONE).await?;
    let request = Request::by("Мовчазний Прокіп Давидович");
    phone.first_visit(&line.origin(), &UK).await?;
    // Started again, it has no connection that was open before.
    phone.quit().await?;
    line.set(Weather::always(Fate::Mute));
    phone.launch().await?;
    phone.visit(&line.origin()).await?;
    phone.write_request(&UK, &request).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees(UK.saved_title).await?;
    phone.sees("Надсилається").await?;
    ensure!(
        line.count_of(Fate::Mute.name()) > 0,
        "no connection is silent"
    );

    story.step("the line is well again; what hangs goes on hanging");
    line.set(Weather::clear());
    let begun = Instant::now();
    phone.sees_it_registered(&UK).await?;
    ensure!(
        begun.elapsed() > Duration::from_secs(5),
        "the push was not on a silent connection"
    );
    let journal = OfficeApi::sign_in(&server).await?;
    journal.registered_once(&request.name).await?;
    phone.quit().await?;
    story.end();
    Ok(())
}
