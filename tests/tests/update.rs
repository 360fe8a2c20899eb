//! A new build is offered; nobody is thrown out of the middle of a sentence.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::words::UK;
use tests::{Audit, Browser, Engine, Fault, Kind, PHONE, Proxy, Server, Story};

const BUILDS: &str = "const done = arguments[0]; \
    caches.keys().then((names) => done(names.filter((name) => name.startsWith('vr-'))));";
const LOOK_AGAIN: &str = "const done = arguments[0]; navigator.serviceWorker.getRegistration() \
    .then((r) => r.update()).then(() => done(true), (e) => done(String(e)));";

tests::on_every_engine!(a_new_build_is_offered_and_never_forced, update);

async fn update(engine: Engine) -> Result<()> {
    let story = Story::begin("a new build is offered and never forced");
    let server = Server::start().await?;
    let proxy = Proxy::before(&server.origin()).await?;
    let mut phone = Browser::open_in(engine, PHONE).await?;
    phone.first_visit(&proxy.origin(), &UK).await?;
    let old = builds(&phone).await?.pop().context("no build is kept")?;
    let name = old.trim_start_matches("vr-").to_owned();

    story.step("somebody writes; meanwhile the council puts up a new build");
    phone.write_text(&UK, "Скільки дерев посадили").await?;
    phone.mark().await?;
    proxy.set(Fault::NewBuild(
        format!("\"{name}\""),
        "\"ffffffffffffffff\"".into(),
    ));
    // As coming back to the app after a while does.
    let looked = phone.web()?.execute_async(LOOK_AGAIN, vec![]).await?;
    ensure!(
        looked.json() == &json!(true),
        "looking for a new build failed: {:?}",
        looked.json()
    );
    phone.sees("Готова нова версія застосунку.").await?;
    let mut audit = Audit::of_citizen()?;
    audit.look(&phone, "a new version is offered").await?;
    ensure!(
        phone.is_marked().await?,
        "the page was reloaded in the middle of typing"
    );

    story.step("writing goes on under the old build");
    let text = "Скільки дерев посадили в парку цього року?";
    phone.fill(UK.text_label, text).await?;
    ensure!(
        phone.is_marked().await?,
        "the page was reloaded in the middle of typing"
    );
    let kept = builds(&phone).await?;
    ensure!(
        kept.contains(&old),
        "the old build was dropped while in use: {kept:?}"
    );

    story.step("the offer is taken before the last letters are stored: nothing is lost");
    let text = format!("{text} Дякую.");
    phone.fill(UK.text_label, &text).await?;
    phone.click(Kind::Button, "Оновити").await?;
    phone
        .until(
            "the page to load anew",
            std::time::Duration::from_secs(20),
            async || Ok((!phone.is_marked().await?).then_some(())),
        )
        .await?;
    phone.find(Kind::Heading, UK.text_title).await?;
    ensure!(
        phone.value(UK.text_label).await? == text,
        "what was typed is lost"
    );
    let kept = builds(&phone).await?;
    ensure!(
        kept == ["vr-ffffffffffffffff"],
        "not the new build alone: {kept:?}"
    );
    ensure!(
        !phone.text().await?.contains("Готова нова версія"),
        "the offer is still there"
    );
    phone.quit().await?;
    story.end();
    audit.finish()
}

tests::on_every_engine!(a_first_visit_offers_no_new_build, first_visit);

/// Whoever came by another page of the council, or closed the browser in between, is no exception.
async fn first_visit(engine: Engine) -> Result<()> {
    let story = Story::begin("a first visit offers no new build");
    let server = Server::start().await?;
    let mut phone = Browser::open_in(engine, PHONE).await?;
    phone.visit(&format!("{}/days", server.origin())).await?;
    for step in ["the first visit", "closed and opened again", "once more"] {
        story.step(step);
        phone.visit(&server.origin()).await?;
        phone
            .find(Kind::Heading, "Запит на публічну інформацію")
            .await?;
        let kept =
            "return !!navigator.serviceWorker.controller && document.readyState === 'complete'";
        phone.until_true("the build to be kept", kept).await?;
        // Long enough for what the browser tells late.
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        let offered = phone.is_offered_a_build().await?;
        ensure!(!offered, "{step}: a new build is offered");
        phone.kill().await?;
        phone.launch().await?;
    }
    phone.quit().await?;
    story.end();
    Ok(())
}

async fn builds(phone: &Browser) -> Result<Vec<String>> {
    let names = phone.web()?.execute_async(BUILDS, vec![]).await?;
    Ok(names.convert()?)
}
