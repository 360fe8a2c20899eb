//! What may be lost of what is kept, on the device or by the council: it is noticed and said.

use anyhow::{Result, ensure};
use serde_json::json;
use tests::citizen::Request;
use tests::words::UK;
use tests::{Audit, Browser, Engine, Kind, OfficeApi, PHONE, Server, Story};

tests::on_every_engine!(
    /// Fault 37.
    a_registration_lost_with_a_restored_backup_is_told_and_sent_anew,
    restored_backup
);

tests::on_every_engine!(
    /// Faults 23 and 24.
    storage_the_browser_cleared_is_noticed_and_a_risk_is_told_before_typing,
    cleared_storage
);

tests::on_every_engine!(
    /// A page that is left stays in memory for the way back; WebKit lets what it was reading hold up
    /// every later write.
    a_page_left_in_the_middle_of_reading_holds_up_nothing,
    left_while_reading
);

/// Reads again and again, as long as the page lives.
const READ: &str = "
    const done = arguments[0];
    const opening = indexedDB.open('vidkryta-rada');
    opening.onsuccess = () => {
        const database = opening.result;
        const again = () => {
            try {
                const asked = database.transaction([...database.objectStoreNames]);
                asked.objectStore('drafts').getAll().onsuccess = again;
            } catch {
                // The page is being left.
            }
        };
        // Two at a time, as the app reads: one is always under way when the page is left.
        again();
        again();
        done();
    };";

async fn left_while_reading(engine: Engine) -> Result<()> {
    let story = Story::begin("a page left in the middle of reading holds up nothing");
    let server = Server::start().await?;
    let mut phone = Browser::open_in(engine, PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;

    story.step("left three times in the middle of reading");
    for _ in 0..3 {
        phone.web()?.execute_async(READ, vec![]).await?;
        phone.visit(&format!("{}/help", server.origin())).await?;
        phone.web()?.execute_async(READ, vec![]).await?;
        phone.visit(&server.origin()).await?;
    }

    story.step("what is written then is stored and sent");
    phone
        .send_request(&UK, &Request::by("Мандрівна Оришка Захарівна"))
        .await?;
    phone.quit().await?;
    story.end();
    Ok(())
}

async fn restored_backup(engine: Engine) -> Result<()> {
    let story = Story::begin("a registration lost with a restored backup is told and sent anew");
    let mut server = Server::start().await?;
    let mut phone = Browser::open_in(engine, PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone
        .send_request(&UK, &Request::by("Учорашній Купріян Ігорович"))
        .await?;
    let kept = phone.index().await?;
    server.command("backup", &["--to", "yesterday.sqlite3"])?;

    story.step("a request of today is registered; then yesterday's backup is restored");
    let today = Request::by("Сьогоднішня Килина Борисівна");
    phone.visit(&server.origin()).await?;
    phone.send_request(&UK, &today).await?;
    let lost = phone.index().await?;
    server.stop().await?;
    let restore = ["--from", "yesterday.sqlite3", "--replace"];
    let said = server.command("restore", &restore)?;
    ensure!(said.contains("ВТРАЧЕНО"), "{said}");
    server.start_again().await?;

    story.step("its device is told, and keeps text and receipt");
    phone
        .visit(phone.web()?.current_url().await?.as_str())
        .await?;
    phone.sees(UK.lost).await?;
    phone.sees(&today.text).await?;
    let mut audit = Audit::of_citizen()?;
    audit.look(&phone, "a lost request").await?;
    ensure!(phone.index().await? == lost, "the receipt is gone");

    story.step("sent anew it gets a number of its own; the lost one is nobody's");
    phone.click(Kind::Button, UK.send_anew).await?;
    phone.arrives_at(UK.check_title).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;
    let again = phone.index().await?;
    ensure!(again != lost, "№ {lost} was given out twice");
    let journal = OfficeApi::sign_in(&server).await?;
    let row = journal.registered_once(&today.name).await?;
    ensure!(json!(again) == row["index"]["text"], "{row}");

    story.step("the request of yesterday is as it was");
    phone.visit(&server.origin()).await?;
    phone.click(Kind::Link, &kept).await?;
    phone.sees_it_registered(&UK).await?;
    phone.sees_no_more(UK.lost).await?;
    server.command("verify", &[])?;
    phone.quit().await?;
    story.end();
    audit.finish()
}

async fn cleared_storage(engine: Engine) -> Result<()> {
    let story =
        Story::begin("storage the browser cleared is noticed, a risk is told before typing");
    let server = Server::start().await?;
    let mut phone = Browser::open_in(engine, PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;

    story.step("before the first letter it says that the browser promises nothing");
    phone.click(Kind::Link, UK.write).await?;
    phone.arrives_at(UK.text_title).await?;
    phone.sees(UK.at_risk).await?;
    phone.fill(UK.text_label, "Скільки дерев у місті?").await?;
    phone.sees(UK.draft_saved).await?;

    story.step("the browser clears its database: the next start says so");
    phone.lose_database(&server.origin()).await?;
    phone.visit(&server.origin()).await?;
    phone.sees(UK.cleared).await?;
    let mut audit = Audit::of_citizen()?;
    audit.look(&phone, "cleared storage").await?;

    story.step("what a person erases is no loss");
    phone.write_text(&UK, "Скільки кущів у місті?").await?;
    phone.visit(&server.origin()).await?;
    phone.sees(UK.draft_tag).await?;
    phone.sees_no_more(UK.cleared).await?;
    phone.click(Kind::Link, UK.nav_settings).await?;
    phone
        .click(Kind::Button, "Видалити все з цього пристрою")
        .await?;
    phone.click(Kind::Button, "Так, видалити все").await?;
    phone.arrives_at(UK.home).await?;
    phone.visit(&server.origin()).await?;
    phone.sees_no_more(UK.draft_tag).await?;
    ensure!(
        !phone.text().await?.contains(UK.cleared),
        "erasing is told as a loss"
    );
    phone.quit().await?;
    story.end();
    audit.finish()
}
