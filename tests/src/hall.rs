//! The hall on an open day: a day that is ready, kiosks that are taken in, and a search of all that a
//! browser keeps.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64ct::{Base64, Encoding};
use chrono::{Datelike, NaiveDate};
use reqwest::Method;
use serde_json::{Value, json};

use crate::open_days::{UNIT, a_thursday, act, plan};
use crate::{Browser, Kind, OfficeApi, Server, TABLET};

/// The theme of the day.
pub const THEME: &str = "Як планують місто";
/// Everything that makes a day ready, with a survey of every kind of question and two slots.
fn steps(date: NaiveDate) -> Vec<Value> {
    let person = |office| json!({"name": "Вербова Ніна Гнатівна", "office": office});
    let item = |from, to, form, title, site| {
        json!({"starts": from, "ends": to, "title": title, "form": form, "site": site,
            "unit": UNIT, "chair": person("managing_officer")})
    };
    let week = date.iso_week();
    vec![
        json!({"kind": "people_named", "chief": person("managing_officer"), "units": [
            {"name": UNIT, "supervisor": person("deputy"), "head": "Тополя Гнат Юхимович"}]}),
        json!({"kind": "sites_named", "sites": [
            {"name": "Зала засідань, 2 поверх"}, {"name": "Архів, цокольний поверх"}]}),
        json!({"kind": "programmed", "planned_by": "Організаційний відділ", "items": [
            item("10:00:00", "10:30:00", "opening", "Знайомство", "Зала засідань, 2 поверх"),
            item("10:30:00", "12:00:00", "tour", "Старі плани міста", "Архів, цокольний поверх"),
            item("12:00:00", "12:30:00", "closing", "Підсумки", "Зала засідань, 2 поверх")]}),
        json!({"kind": "slots_set", "slots": [
            {"n": 1, "starts": "10:00:00", "ends": "11:00:00", "places": 20},
            {"n": 2, "starts": "11:00:00", "ends": "12:30:00", "places": 20}]}),
        json!({"kind": "materials_listed", "materials": [
            {"unit": UNIT, "title": "Генплан", "ready": true}]}),
        json!({"kind": "material_confirmed", "n": 0, "by": ""}),
        json!({"kind": "acknowledged", "unit": UNIT}),
        json!({"kind": "plan_entered",
            "plan": {"year": week.year(), "week": week.week(), "entry": "7"}}),
        json!({"kind": "survey_set", "questions": [
                {"text": "Як часто приходити?", "answer": {"kind": "single", "options": ["Раз", "Двічі"]}},
                {"text": "Що показати?", "answer": {"kind": "multiple", "options": ["Архів", "Карти", "Макет"]}},
                {"text": "Оцініть минулий день", "answer": {"kind": "rating", "highest": 5}},
                {"text": "Про що день?", "answer": {"kind": "themes", "options": ["Дороги", "Вода", "Парки"]}},
                {"text": "Що ще?", "answer": {"kind": "text"}}],
            "channels": {"newspaper": "Вісник", "newspaper_unit": "Відділ інформації",
                "site_unit": "Відділ зв’язків"}}),
        json!({"kind": "survey_opened"}),
        json!({"kind": "published"}),
    ]
}

/// A published day with its survey open: its id.
///
/// # Errors
/// When the server refuses.
pub async fn published_day(office: &OfficeApi) -> Result<String> {
    let date = a_thursday()?;
    let id = plan(office, THEME, date).await?;
    for event in steps(date) {
        act(office, &id, event).await?;
    }
    Ok(id)
}

/// Walls and rooms, as a scanner gives them.
const PLAN: &str = "
    const canvas = document.createElement('canvas');
    canvas.width = 2400; canvas.height = 1500;
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff'; pen.fillRect(0, 0, 2400, 1500);
    pen.lineWidth = 14; pen.strokeStyle = '#333';
    pen.strokeRect(80, 80, 2240, 1340);
    for (const [x, y, w, h] of [[80, 80, 900, 620], [980, 80, 700, 620], [1680, 80, 640, 620], [80, 940, 700, 480], [780, 940, 900, 480], [1680, 940, 640, 480]]) pen.strokeRect(x, y, w, h);
    pen.fillStyle = '#555'; pen.font = '64px sans-serif';
    pen.fillText('Коридор', 1050, 840);
    return canvas.toDataURL('image/png').split(',')[1];";

/// Draws a floor plan in a browser and puts it into a folder: where it is.
///
/// # Errors
/// When the browser draws nothing or the folder can't be written.
pub async fn floor_plan(browser: &Browser, folder: &Path) -> Result<PathBuf> {
    let path = folder.join("план.png");
    let drawn = browser.script(PLAN, vec![]).await?;
    let drawn = Base64::decode_vec(drawn.as_str().context("no plan")?);
    fs::write(&path, drawn.ok().context("no plan")?)?;
    Ok(path)
}

/// An officer puts the kiosk of this name at the door of a day.
///
/// # Errors
/// When there is no such kiosk, or the server refuses.
pub async fn put_at_door(office: &OfficeApi, name: &str, day: &str) -> Result<()> {
    let list = office.ask(Method::GET, "kiosks", &Value::Null).await?;
    let kiosks = list["kiosks"].as_array().context("no kiosks")?;
    let kiosk = kiosks.iter().find(|kiosk| kiosk["name"] == json!(name));
    let id = kiosk
        .and_then(|kiosk| kiosk["id"].as_str())
        .context("no such kiosk")?;
    let path = format!("kiosks/{id}/door");
    office
        .ask(Method::POST, &path, &json!({"day": day}))
        .await?;
    Ok(())
}

/// A kiosk that an officer has taken in, on its welcome screen and ready for days without a network.
///
/// # Errors
/// When it does not come so far.
pub async fn paired(server: &Server, name: &str) -> Result<Browser> {
    let kiosk = Browser::open(TABLET).await?;
    take_in(kiosk, server, name).await
}

/// As [`paired`], for a browser that is open.
///
/// # Errors
/// When it does not come so far.
pub async fn take_in(kiosk: Browser, server: &Server, name: &str) -> Result<Browser> {
    let office = OfficeApi::sign_in(server).await?;
    take_in_at(kiosk, &server.origin(), &office, name).await
}

/// As [`take_in`], for a kiosk that reaches the council at this address.
///
/// # Errors
/// When it does not come so far.
pub async fn take_in_at(
    mut kiosk: Browser,
    origin: &str,
    office: &OfficeApi,
    name: &str,
) -> Result<Browser> {
    // It asks whether it was taken in, and is not yet.
    kiosk.expect_in_console("401");
    kiosk.visit(&format!("{origin}/kiosk/")).await?;
    kiosk.arrives_at("Підключення термінала").await?;
    let code = kiosk.text_of(".pair").await?;
    office.take_kiosk_in(&code, name).await?;
    kiosk.arrives_at("Вітаємо! Що ви хочете зробити?").await?;
    kiosk.find(Kind::Css, "#door-request").await?;
    kiosk
        .until_true(
            "a service worker that keeps the kiosk",
            "return navigator.serviceWorker.controller?.state === 'activated'",
        )
        .await?;
    Ok(kiosk)
}

/// Lets this much time go by for the page's own clock.
///
/// # Errors
/// When the page can't be told.
pub async fn let_go_by(kiosk: &Browser, seconds: u32) -> Result<()> {
    let jump = format!("const was = Date.now; Date.now = () => was() + {seconds} * 1000");
    kiosk.script(&jump, vec![]).await.map(drop)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)?.flatten() {
        // Links lead to sockets and locks.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            files(&entry.path(), found)?;
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// How many files a profile has, and every one that holds one of these words as it was typed, in
/// UTF-8 or UTF-16.
///
/// # Errors
/// When a file can't be read.
pub fn holding(profile: &Path, words: &[&str]) -> Result<(usize, Vec<String>)> {
    let needles: Vec<(String, Vec<u8>)> = words
        .iter()
        .flat_map(|word| {
            let wide = |bytes: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(bytes).collect();
            [
                (format!("{word} (UTF-8)"), word.as_bytes().to_vec()),
                (format!("{word} (UTF-16LE)"), wide(u16::to_le_bytes)),
                // As the browser's database writes names and keys.
                (format!("{word} (UTF-16BE)"), wide(u16::to_be_bytes)),
            ]
        })
        .collect();
    let mut all = Vec::new();
    files(profile, &mut all)?;
    let mut found = Vec::new();
    for file in &all {
        let bytes = fs::read(file)?;
        for (name, needle) in &needles {
            if bytes.windows(needle.len()).any(|part| part == needle) {
                found.push(format!("{name} in {}", file.display()));
            }
        }
    }
    Ok((all.len(), found))
}
