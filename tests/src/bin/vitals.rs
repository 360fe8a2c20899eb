//! How quick the citizen's app is on a slow phone, for people to judge: `vitals`.
//!
//! Lighthouse's mobile figures, the start without a network, and how long a tap or a key waits for
//! the page (INP); the last two with a processor six times slower than this machine's. Figures
//! depend on the machine, so nothing fails here; the budgets are printed beside them.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::words::UK;
use tests::{Browser, Kind, PHONE, Server};

const ROUNDS: usize = 5;
const SLOWER: u32 = 6;

#[tokio::main]
async fn main() -> Result<()> {
    let mut server = Server::start().await?;
    match std::env::var_os("LIGHTHOUSE_BIN") {
        Some(program) => lighthouse(&program, &server.origin())?,
        None => println!("Lighthouse: not measured, LIGHTHOUSE_BIN does not say where it is"),
    }
    answers(&server).await?;
    cold_start(&mut server).await
}

fn median(mut figures: Vec<f64>) -> Result<f64> {
    ensure!(!figures.is_empty(), "nothing was measured");
    figures.sort_by(f64::total_cmp);
    Ok(figures[figures.len() / 2])
}

/// Figures of Lighthouse's mobile run with their budgets: category scores, then audits.
const SCORES: [(&str, &str); 3] = [
    ("performance", "at least 98"),
    ("accessibility", "100"),
    ("best-practices", "100"),
];
const AUDITS: [(&str, &str, &str); 3] = [
    ("largest-contentful-paint", "ms", "at most 1800"),
    ("total-blocking-time", "ms", "at most 120"),
    ("cumulative-layout-shift", "", "at most 0.01"),
];

fn lighthouse(program: &std::ffi::OsStr, origin: &str) -> Result<()> {
    let runs = (0..ROUNDS)
        .map(|_| lighthouse_once(program, origin))
        .collect::<Result<Vec<_>>>()?;
    let of = |path: &str| {
        let figure = |run: &Value| {
            run.pointer(path)
                .and_then(Value::as_f64)
                .context("no figure")
        };
        median(runs.iter().map(figure).collect::<Result<_>>()?)
    };
    println!("Lighthouse, mobile, median of {ROUNDS}:");
    for (name, budget) in SCORES {
        let score = of(&format!("/categories/{name}/score"))? * 100.0;
        println!("  {name}: {score:.0} ({budget})");
    }
    for (name, unit, budget) in AUDITS {
        let figure = of(&format!("/audits/{name}/numericValue"))?;
        println!("  {name}: {figure:.3} {unit} ({budget})");
    }
    Ok(())
}

fn lighthouse_once(program: &std::ffi::OsStr, origin: &str) -> Result<Value> {
    let output = Command::new(program)
        .arg(origin)
        .args(["--quiet", "--output=json", "--output-path=stdout"])
        .arg("--only-categories=performance,accessibility,best-practices")
        .arg("--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic --no-first-run")
        .env("CHROME_PATH", tests::tools::chromium()?)
        .output()
        .context("starting Lighthouse")?;
    ensure!(
        output.status.success(),
        "Lighthouse: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Keeps the longest wait of any tap or key on this page, from the event to the end of the frame
/// that follows it. The browser's own event timing tells of presented frames, and headless Chromium
/// presents none for seconds.
const WATCH: &str = "window.waits = []; \
    const watch = (event) => requestAnimationFrame(() => setTimeout(() => { \
        window.waits.push([performance.now() - event.timeStamp, event.type + ' at ' \
            + (event.target.id || event.target.textContent).slice(0, 30)]); })); \
    for (const kind of ['keydown', 'pointerup', 'click']) addEventListener(kind, watch, true);";

/// The whole main job by taps and keys, from the first letter to the receipt.
async fn answers(server: &Server) -> Result<()> {
    let (mut longest, mut which) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut phone = Browser::open(PHONE).await?;
        phone.first_visit(&server.origin(), &UK).await?;
        slow_down(&phone).await?;
        phone.script(WATCH, vec![]).await?;
        main_job(&phone).await?;
        phone.click(Kind::Button, UK.why).await?;
        phone.click(Kind::Button, UK.show_code).await?;
        phone.click(Kind::Link, UK.nav_find).await?;
        phone.arrives_at(UK.find_title).await?;
        // An entry comes with the frame after its event.
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let script = "return window.waits.sort((a, b) => b[0] - a[0])[0]";
        let value = phone.script(script, vec![]).await?;
        longest.push(value[0].as_f64().context("no interaction was seen")?);
        which.push(value[1].as_str().unwrap_or_default().to_owned());
        phone.quit().await?;
    }
    println!(
        "longest wait of a tap or key in the main job, {SLOWER} times slower, median of {ROUNDS}: \
         {:.0} ms (at most 100); each round's longest: {}",
        median(longest)?,
        which.join(", ")
    );
    Ok(())
}

/// By single keys with a person's pauses: a burst of them would only measure how they queue.
async fn main_job(phone: &Browser) -> Result<()> {
    phone.click(Kind::Link, UK.write).await?;
    phone.arrives_at(UK.text_title).await?;
    type_slowly(phone, UK.text_label, "Скільки лавок у парку?").await?;
    phone.sees(UK.draft_saved).await?;
    phone.click(Kind::Button, UK.next).await?;
    phone.arrives_at(UK.urgency_title).await?;
    phone.click(Kind::Button, UK.next).await?;
    phone.arrives_at(UK.who_title).await?;
    type_slowly(phone, UK.name, "Повільна Фотина").await?;
    phone.click(Kind::Button, UK.next).await?;
    phone.arrives_at(UK.contact_title).await?;
    type_slowly(phone, UK.email, "fotyna@poshta.example").await?;
    phone.click(Kind::Button, UK.next).await?;
    phone.arrives_at(UK.check_title).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await
}

async fn type_slowly(phone: &Browser, label: &str, text: &str) -> Result<()> {
    phone.find(Kind::Field, label).await?.click().await?;
    for letter in text.chars() {
        phone.press(letter.to_string().as_str()).await?;
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    }
    Ok(())
}

/// Until the app has drawn the draft that was left; index.html alone has none.
async fn cold_start(server: &mut Server) -> Result<()> {
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone.write_text(&UK, "Скільки лавок у парку?").await?;
    phone.quit().await?;
    server.stop().await?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        phone.launch().await?;
        slow_down(&phone).await?;
        let watch = "new MutationObserver((_, me) => { \
            if (document.querySelector('main a[href^=\"/draft/\"]')) { \
                window.drawn = performance.now(); me.disconnect(); } \
            }).observe(document, { childList: true, subtree: true });";
        phone
            .devtools(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": watch }),
            )
            .await?;
        phone.visit(&server.origin()).await?;
        phone
            .until_true("the draft to be drawn", "return 'drawn' in window")
            .await?;
        let drawn = phone.script("return window.drawn", vec![]).await?;
        times.push(drawn.as_f64().context("no time")?);
        phone.quit().await?;
    }
    println!(
        "start without a network until the kept draft is drawn, {SLOWER} times slower, median of \
         {ROUNDS}: {:.0} ms (at most 1500)",
        median(times)?
    );
    Ok(())
}

async fn slow_down(phone: &Browser) -> Result<()> {
    let rate = json!({ "rate": SLOWER });
    phone.devtools("Emulation.setCPUThrottlingRate", rate).await
}
