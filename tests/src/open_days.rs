//! Open days as stories prepare them by the office's API, where they do not do it by hand.

use anyhow::{Context, Result};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::OfficeApi;

/// The one unit that takes part.
pub const UNIT: &str = "Відділ архітектури";

/// Today in Kyiv, by this machine's clock.
#[must_use]
pub fn today() -> NaiveDate {
    domain::kyiv::date(std::time::SystemTime::now().into())
}

/// A Thursday forty days ahead or a little more.
///
/// # Errors
/// Never: every week has one.
pub fn a_thursday() -> Result<NaiveDate> {
    let days = today().iter_days().skip(40).take(7);
    days.into_iter()
        .find(|day| day.weekday() == Weekday::Thu)
        .context("no Thursday")
}

/// The first Wednesday of the month after the next.
///
/// # Errors
/// Never: every month has one.
pub fn a_first_wednesday() -> Result<NaiveDate> {
    let far = today().checked_add_days(Days::new(62)).context("no date")?;
    let first = far.with_day(1).context("no date")?;
    let mut days = first.iter_days().take(7);
    days.find(|day| day.weekday() == Weekday::Wed)
        .context("no Wednesday")
}

/// What makes a day ready, but for what its units and officers confirm.
#[must_use]
pub fn steps(date: NaiveDate, slots: &Value) -> Vec<Value> {
    let person = |office| json!({"name": "Вербова Ніна Гнатівна", "office": office});
    let item = |from, to, form| {
        json!({"starts": from, "ends": to, "title": form, "form": form, "site": "Зала засідань",
            "unit": UNIT, "chair": person("managing_officer")})
    };
    let week = date.iso_week();
    vec![
        json!({"kind": "people_named", "chief": person("managing_officer"), "units": [
            {"name": UNIT, "supervisor": person("deputy"), "head": "Тополя Гнат Юхимович"}]}),
        json!({"kind": "sites_named", "sites": [{"name": "Зала засідань"}]}),
        json!({"kind": "programmed", "planned_by": "Організаційний відділ", "items": [
            item("10:00:00", "10:30:00", "opening"), item("10:30:00", "12:00:00", "tour"),
            item("12:00:00", "12:30:00", "closing")]}),
        json!({"kind": "slots_set", "slots": slots}),
        json!({"kind": "materials_listed", "materials": [
            {"unit": UNIT, "title": "Генплан", "ready": true}]}),
        json!({"kind": "plan_entered", "plan": {"year": week.year(), "week": week.week(), "entry": "7"}}),
        json!({"kind": "survey_set", "questions": [
                {"text": "Тема?", "answer": {"kind": "themes", "options": ["Дороги", "Вода"]}},
                {"text": "Що показати?", "answer": {"kind": "text"}},
                {"text": "Як часто приходити?", "answer": {"kind": "single", "options": ["Раз", "Двічі"]}}],
            "channels": {"newspaper": "Вісник", "newspaper_unit": "Відділ інформації",
                "site_unit": "Відділ зв’язків"}}),
    ]
}

/// One time of visits with so many places.
#[must_use]
pub fn one_slot(places: u32) -> Value {
    json!([{"n": 1, "starts": "10:00:00", "ends": "12:30:00", "places": places}])
}

/// Plans a day; its id.
///
/// # Errors
/// When the server refuses.
pub async fn plan(office: &OfficeApi, theme: &str, date: NaiveDate) -> Result<String> {
    let id = Uuid::now_v7().to_string();
    let new = json!({"id": id, "theme": theme, "date": date});
    office.ask(Method::POST, "days", &new).await?;
    Ok(id)
}

/// Records what is done with a day; its card.
///
/// # Errors
/// When the server refuses.
pub async fn act(office: &OfficeApi, id: &str, event: Value) -> Result<Value> {
    let path = format!("days/{id}");
    let card = office.ask(Method::GET, &path, &Value::Null).await?;
    let body = json!({"version": card["version"], "event": event});
    office
        .ask(Method::POST, &format!("{path}/acts"), &body)
        .await
}

/// Plans a day and prepares everything, with the survey open.
///
/// # Errors
/// When the server refuses.
pub async fn prepared(office: &OfficeApi, theme: &str, date: NaiveDate) -> Result<String> {
    let id = plan(office, theme, date).await?;
    let more = [
        json!({"kind": "survey_opened"}),
        json!({"kind": "acknowledged", "unit": UNIT}),
        json!({"kind": "material_confirmed", "n": 0, "by": ""}),
    ];
    for event in steps(date, &one_slot(20)).into_iter().chain(more) {
        act(office, &id, event).await?;
    }
    Ok(id)
}

/// The same, announced.
///
/// # Errors
/// When the server refuses.
pub async fn published(office: &OfficeApi, theme: &str, date: NaiveDate) -> Result<String> {
    let id = prepared(office, theme, date).await?;
    act(office, &id, json!({"kind": "published"})).await?;
    Ok(id)
}
