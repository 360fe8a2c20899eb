//! What a device's own storage may do, by the numbers of the list of faults in the design of sync.

use anyhow::{Result, ensure};
use serde_json::json;
use tests::citizen::Request;
use tests::words::UK;
use tests::{Browser, Kind, OfficeApi, PHONE, Server, Story};

#[tokio::test(flavor = "multi_thread")]
async fn fault_21_quota_on_submit_acknowledges_nothing_and_keeps_the_draft() -> Result<()> {
    let story = Story::begin("fault 21: the device is full when the request is submitted");
    let mut server = Server::start().await?;
    let mut phone = Browser::open_on_small_disk(PHONE, 96).await?;
    phone.expect_in_console("Quota");
    phone.expect_in_console("quota");
    phone.first_visit(&server.origin(), &UK).await?;
    server.stop().await?;
    // Large enough that the journal of the browser's database has no room for it.
    let request = Request {
        text: "Прошу надати копії всіх рішень. ".repeat(500),
        ..Request::by("Переповнена Явдоха Климівна")
    };
    phone.click(Kind::Link, UK.write).await?;
    phone.arrives_at(UK.text_title).await?;
    phone.paste(UK.text_label, &request.text).await?;
    phone.sees(UK.draft_saved).await?;
    phone.answer_questions(&UK, &request).await?;
    let draft = phone.web()?.current_url().await?;
    phone.disk()?.fill()?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees("Запит не вдалося зберегти на пристрої").await?;
    ensure!(
        phone.web()?.current_url().await? == draft,
        "the draft's page was left"
    );
    ensure!(
        !phone.has(Kind::Heading, UK.saved_title).await?,
        "it was acknowledged"
    );

    story.step("room again: the draft is as it was, and goes out once");
    phone.disk()?.empty()?;
    server.start_again().await?;
    phone.visit(draft.as_str()).await?;
    phone.arrives_at(UK.check_title).await?;
    phone.sees(&request.name).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;
    let journal = OfficeApi::sign_in(&server).await?;
    journal.registered_once(&request.name).await?;
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_30_an_older_app_on_a_newer_database_says_so_and_changes_nothing() -> Result<()> {
    let story = Story::begin("fault 30: an older app on a newer database");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone.write_text(&UK, "Скільки лип на площі Ринок?").await?;

    story.step("another build upgrades the database");
    let upgrade = "return new Promise((done, failed) => { \
        const open = indexedDB.open('vidkryta-rada', 99); \
        open.onsuccess = () => { open.result.close(); done(true); }; \
        open.onerror = () => failed(open.error); });";
    ensure!(phone.script(upgrade, vec![]).await? == json!(true));

    story.step("this build shows a message, and the draft stays in the database");
    phone.visit(&server.origin()).await?;
    phone.sees("новішу версію").await?;
    let kept = "return new Promise((done, failed) => { \
        const open = indexedDB.open('vidkryta-rada'); \
        open.onerror = () => failed(open.error); \
        open.onsuccess = () => { \
            const all = open.result.transaction('drafts').objectStore('drafts').getAll(); \
            all.onsuccess = () => { open.result.close(); done(JSON.stringify(all.result)); }; \
        }; });";
    let kept = phone.script(kept, vec![]).await?;
    ensure!(
        kept.as_str()
            .is_some_and(|kept| kept.contains("лип на площі")),
        "{kept}"
    );
    phone.expect_in_console("VersionError");
    phone.quit().await?;
    story.end();
    Ok(())
}
