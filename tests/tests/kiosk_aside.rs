//! What a kiosk sealed to a key that was lost with its journal: put aside, seen in the office, and
//! taken in once whoever runs the server has brought the key back.

use anyhow::{Context, Result, ensure};
use domain::kiosk::{Context as Sealing, seal, token_hash};
use domain::open_day::survey::Reply;
use domain::sync::Digest;
use domain::sync::kiosk::{BeatAnswer, HallAnswer, PairingCode, SealKey, SealedReceipt};
use reqwest::Method;
use serde_json::{Value, json};
use tests::hall::published_day;
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};
use uuid::Uuid;

/// A tablet that an officer has taken in, as far as the server can tell: the key it is to seal to.
async fn paired(server: &Server, office: &OfficeApi, token: &str) -> Result<SealKey> {
    let client = reqwest::Client::new();
    let asked = client
        .post(format!("{}/api/v1/kiosk/pairings", server.origin()))
        .json(&json!({ "token_hash": token_hash(token) }));
    let code: PairingCode = asked.send().await?.error_for_status()?.json().await?;
    office.take_kiosk_in(&code.code, "Хол").await?;
    let told = client
        .post(format!("{}/api/v1/kiosk/beat", server.origin()))
        .bearer_auth(token)
        .json(&json!({"version": "0.1.0", "waiting": 1}));
    let told: BeatAnswer = told.send().await?.error_for_status()?.json().await?;
    Ok(told.key)
}

/// Sends an answer to the survey that is sealed to this key.
async fn send(server: &Server, token: &str, key: &SealKey, day: &str) -> Result<SealedReceipt> {
    let now: chrono::DateTime<chrono::Utc> = std::time::SystemTime::now().into();
    let answer = HallAnswer {
        day: day.parse()?,
        finished_at: now.timestamp_millis(),
        replies: vec![(4, Reply::Text("Про трамвай".into()))],
    };
    let id = Uuid::now_v7();
    let context = Sealing {
        id,
        kind: "survey",
        key: &key.id,
    };
    let plain = serde_json::to_vec(&answer)?;
    let envelope = seal(&key.public, context, &plain, [7; 32]).context("not sealed")?;
    let body = serde_json::to_string(&envelope)?;
    let sent = reqwest::Client::new()
        .put(format!("{}/api/v1/kiosk/items/{id}", server.origin()))
        .bearer_auth(token)
        .header("content-type", "application/json")
        .header("content-digest", Digest::of(body.as_bytes()).as_str())
        .body(body);
    Ok(sent.send().await?.error_for_status()?.json().await?)
}

async fn answers(office: &OfficeApi, day: &str) -> Result<Value> {
    let path = format!("days/{day}/results");
    let results = office.ask(Method::GET, &path, &Value::Null).await?;
    Ok(results["in_time"].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sealed_to_a_lost_key_is_taken_in_when_the_key_is_back() -> Result<()> {
    let story = Story::begin("a key that was lost with its journal, and found");
    let token = "5a".repeat(32);
    // The journal before it was lost: its key went with it.
    let lost = Server::start().await?;
    let key = paired(&lost, &OfficeApi::sign_in(&lost).await?, &token).await?;
    let found = tempfile::tempdir()?;
    let copy = found.path().join("journal.sqlite3");
    lost.command("backup", &["--to", copy.to_str().context("no path")?])?;
    drop(lost);

    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let day = published_day(&office).await?;
    ensure!(paired(&server, &office, &token).await?.id != key.id);
    let receipt = send(&server, &token, &key, &day).await?;
    ensure!(receipt.aside.is_some(), "{receipt:?}");

    story.step("the office sees it, and may try in vain");
    let mut desk = Browser::open(DESKTOP).await?;
    let mut audit = Audit::of_office()?;
    desk.expect_in_console("401");
    desk.sign_in(&server.origin()).await?;
    desk.visit(&format!("{}/office/kiosks", server.origin()))
        .await?;
    desk.find(Kind::Heading, "Відкладене: 1").await?;
    desk.sees("сервер не має такого ключа").await?;
    for size in [PHONE, DESKTOP] {
        desk.resize(size).await?;
        audit.look(&desk, "kiosks, something put aside").await?;
    }
    desk.key_press(Kind::Button, "Спробувати відкрити ще раз")
        .await?;
    desk.sees("Прийнято: 0. Лишилося відкладеним: 1").await?;
    ensure!(answers(&office, &day).await? == json!(0));

    story.step("whoever runs the server brings the key back, and it is taken in, once");
    let from = found.path().to_str().context("no path")?;
    let told = server.command("kiosk-keys", &["--from", from])?;
    ensure!(told.contains("taken over: 1"), "{told}");
    desk.click(Kind::Button, "Спробувати відкрити ще раз")
        .await?;
    desk.sees("Прийнято: 1. Лишилося відкладеним: 0").await?;
    desk.sees_no_more("Відкладене: 1").await?;
    ensure!(answers(&office, &day).await? == json!(1));
    audit.look(&desk, "kiosks, nothing put aside").await?;
    let told = server.command("kiosk-keys", &["--from", from])?;
    ensure!(told.contains("taken over: 0"), "{told}");
    desk.quit().await?;
    story.end();
    audit.finish()
}
