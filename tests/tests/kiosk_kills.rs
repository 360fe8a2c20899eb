//! Five hundred answers sealed at a kiosk without a network; its browser is killed with SIGKILL again
//! and again in the middle of sending them. Each arrives once.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use domain::kiosk::{Context as Sealing, seal};
use domain::open_day::survey::Reply;
use domain::sync::Digest;
use domain::sync::kiosk::{HallAnswer, SealKey};
use reqwest::Method;
use serde_json::{Value, json};
use tests::hall::{paired, published_day};
use tests::{Browser, Kind, OfficeApi, Server, Story};
use uuid::Uuid;

const ANSWERS: usize = 500;
/// Answered by a visitor's own hand; the others are sealed by the very same code of `domain`.
const BY_HAND: usize = 3;
/// The browser is killed when the council has so many.
const KILLED_AT: [u64; 4] = [1, 90, 200, 330];
const LONG: Duration = Duration::from_secs(60);

/// What waits in the kiosk's own database.
const WAITING: &str = "const done = arguments[0]; \
    const asked = indexedDB.open('vidkryta-rada-kiosk'); \
    asked.onsuccess = () => { \
        const count = asked.result.transaction('sealed').objectStore('sealed').count(); \
        count.onsuccess = () => { asked.result.close(); done(count.result); }; \
    };";

/// The key the kiosk seals to.
const KEY: &str = "const done = arguments[0]; \
    const asked = indexedDB.open('vidkryta-rada-kiosk'); \
    asked.onsuccess = () => { \
        const home = asked.result.transaction('meta').objectStore('meta').get('home'); \
        home.onsuccess = () => { asked.result.close(); done(JSON.parse(home.result).told.key); }; \
    };";

/// Puts records where the kiosk puts them, all in one transaction.
const PLANT: &str = "const [records, done] = arguments; \
    const asked = indexedDB.open('vidkryta-rada-kiosk'); \
    asked.onsuccess = () => { \
        const writing = asked.result.transaction('sealed', 'readwrite', { durability: 'strict' }); \
        for (const [id, text] of records) writing.objectStore('sealed').put(text, id); \
        writing.oncomplete = () => { asked.result.close(); done(true); }; \
    };";

async fn ask(kiosk: &Browser, script: &str, arguments: Vec<Value>) -> Result<Value> {
    let told = kiosk.web()?.execute_async(script, arguments).await?;
    Ok(told.json().clone())
}

/// An answer as the kiosk keeps it once it is sealed. Which of them it is, the rating tells.
fn sealed(day: Uuid, key: &SealKey, n: usize) -> Result<Value> {
    let now: chrono::DateTime<chrono::Utc> = std::time::SystemTime::now().into();
    let answer = HallAnswer {
        day,
        finished_at: now.timestamp_millis(),
        replies: vec![(4, Reply::Text(format!("Відповідь номер {n}")))],
    };
    let id = Uuid::now_v7();
    let context = Sealing {
        id,
        kind: "survey",
        key: &key.id,
    };
    let mut chance = [0; 32];
    chance[..16].copy_from_slice(id.as_bytes());
    let plain = serde_json::to_vec(&answer)?;
    let envelope = seal(&key.public, context, &plain, chance).context("not sealed")?;
    let body = serde_json::to_string(&envelope)?;
    let record = json!({"id": id, "digest": Digest::of(body.as_bytes()), "body": body,
        "sealed_at": answer.finished_at, "refused": false});
    Ok(json!([id.to_string(), record.to_string()]))
}

async fn answer_by_hand(kiosk: &Browser, n: usize) -> Result<()> {
    kiosk.click(Kind::Css, "#door-survey").await?;
    for page in 1..=4 {
        kiosk.arrives_at(&format!("Питання {page} з 5")).await?;
        kiosk.click(Kind::Button, "Далі").await?;
    }
    kiosk.arrives_at("Питання 5 з 5").await?;
    kiosk
        .fill("Що ще?", &format!("Відповідь номер {n}"))
        .await?;
    kiosk.click(Kind::Button, "Надіслати відповіді").await?;
    kiosk.arrives_at("Дякуємо!").await?;
    kiosk.click(Kind::Css, "#finish").await?;
    kiosk.arrives_at("Вітаємо! Що ви хочете зробити?").await
}

async fn results(office: &OfficeApi, day: &str) -> Result<Value> {
    office
        .ask(Method::GET, &format!("days/{day}/results"), &Value::Null)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_answers_arrive_once_though_the_browser_is_killed_while_sending() -> Result<()>
{
    let story = Story::begin("a kiosk killed in the middle of sending five hundred answers");
    let mut server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let day = published_day(&office).await?;
    let mut kiosk = paired(&server, "Хол").await?;
    kiosk.find(Kind::Css, "#door-survey").await?;

    story.step("the network is gone; five hundred answers are sealed");
    server.stop().await?;
    for n in 0..BY_HAND {
        answer_by_hand(&kiosk, n).await?;
    }
    let key: SealKey = serde_json::from_value(ask(&kiosk, KEY, vec![]).await?)?;
    let id = Uuid::parse_str(&day)?;
    let planted: Result<Vec<Value>> = (BY_HAND..ANSWERS).map(|n| sealed(id, &key, n)).collect();
    ask(&kiosk, PLANT, vec![json!(planted?)]).await?;
    ensure!(ask(&kiosk, WAITING, vec![]).await? == json!(ANSWERS));
    kiosk.kill().await?;
    server.start_again().await?;

    story.step("the network is back, and the browser is killed in the middle of sending");
    let office = OfficeApi::sign_in(&server).await?;
    let arrived = async || {
        let told = results(&office, &day).await?;
        told["in_time"].as_u64().context("no count")
    };
    let address = format!("{}/kiosk/", server.origin());
    let mut in_the_middle = 0;
    for least in KILLED_AT {
        kiosk.launch().await?;
        kiosk.visit(&address).await?;
        let begun = std::time::Instant::now();
        while arrived().await? < least {
            ensure!(begun.elapsed() < LONG, "nothing arrives");
        }
        kiosk.kill().await?;
        let there = arrived().await?;
        story.step(&format!("killed with {there} of {ANSWERS} at the council"));
        if there < ANSWERS as u64 {
            in_the_middle += 1;
        }
    }
    ensure!(
        in_the_middle >= 3,
        "killed in the middle only {in_the_middle} times"
    );

    story.step("left alone, it sends the rest, and nothing waits any more");
    kiosk.launch().await?;
    kiosk.visit(&address).await?;
    let sending = std::time::Instant::now();
    kiosk
        .until("nothing to wait", LONG, async || {
            let waits = ask(&kiosk, WAITING, vec![]).await?;
            Ok((waits == json!(0)).then_some(()))
        })
        .await?;
    story.step(&format!(
        "the rest took {:.1} s",
        sending.elapsed().as_secs_f32()
    ));
    let told = results(&office, &day).await?;
    ensure!(told["in_time"] == json!(ANSWERS), "{}", told["in_time"]);
    let texts = told["counted"][4]["texts"].as_array().context("no texts")?;
    ensure!(texts.len() == ANSWERS, "{} different answers", texts.len());
    ensure!(
        texts.iter().all(|one| one[1] == json!(1)),
        "one is counted twice"
    );
    let kiosks = office.ask(Method::GET, "kiosks", &Value::Null).await?;
    ensure!(kiosks["aside"] == json!([]), "{}", kiosks["aside"]);
    story.end();
    Ok(())
}
