//! An open day over real TCP: planned, prepared, published.

use std::sync::Arc;

use serde_json::{Value, json as j};
use uuid::Uuid;

use super::client::Reply;
use super::office::{Office, cookie_of, sign_in};
use super::{Site, at, code, json};

pub const DATE: &str = "2026-12-09";
pub const UNIT: &str = "Відділ архітектури";

/// Five weeks before the day.
pub const EARLY: &str = "2026-11-03T09:00:00Z";

pub async fn open(site: Site) -> Office {
    site.clock.set(at(EARLY));
    let account = site.running.account.clone().unwrap();
    let reply = sign_in(&site, &account.login, &account.password).await;
    Office {
        cookie: cookie_of(&reply),
        site: Arc::new(site),
    }
}

pub async fn begin(office: &Office) -> Uuid {
    let id = Uuid::now_v7();
    let new = j!({"id": id, "theme": "Як планують місто", "date": DATE});
    let reply = office.ask("POST", "days", Some(new)).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    id
}

pub async fn act(office: &Office, day: Uuid, event: Value) -> Reply {
    let card: Value = json(&office.ask("GET", &format!("days/{day}"), None).await);
    let body = j!({"version": card["version"], "event": event});
    office
        .ask("POST", &format!("days/{day}/acts"), Some(body))
        .await
}

pub fn item(from: &str, to: &str, form: &str) -> Value {
    let chair = j!({"name": "Вербова Ніна Гнатівна", "office": "managing_officer"});
    j!({"starts": from, "ends": to, "title": form, "form": form, "site": "Зала засідань",
        "unit": UNIT, "chair": chair})
}

/// What makes a day ready to be published.
pub fn steps() -> Vec<Value> {
    let deputy = j!({"name": "Ярема Тарас Панасович", "office": "deputy"});
    vec![
        j!({"kind": "people_named",
            "chief": {"name": "Вербова Ніна Гнатівна", "office": "managing_officer"},
            "units": [{"name": UNIT, "supervisor": deputy, "head": "Тополя Гнат Юхимович"}]}),
        j!({"kind": "sites_named", "sites": [{"name": "Зала засідань"}, {"name": "Серверна", "restricted": true}]}),
        j!({"kind": "programmed", "planned_by": "Організаційний відділ", "items": [
            item("10:00:00", "10:30:00", "opening"), item("10:30:00", "12:00:00", "tour"),
            item("12:00:00", "12:30:00", "closing")]}),
        j!({"kind": "slots_set", "slots": [{"n": 1, "starts": "10:00:00", "ends": "12:30:00", "places": 20}]}),
        j!({"kind": "materials_listed", "materials": [{"unit": UNIT, "title": "Генплан", "ready": true}]}),
        j!({"kind": "material_confirmed", "n": 0, "by": ""}),
        j!({"kind": "acknowledged", "unit": UNIT}),
        j!({"kind": "plan_entered", "plan": {"year": 2026, "week": 50, "entry": "п. 7"}}),
        j!({"kind": "survey_set",
            "questions": [
                {"text": "Тема?", "answer": {"kind": "themes", "options": ["Дороги", "=Вода"]}},
                {"text": "Що показати?", "answer": {"kind": "text"}}],
            "channels": {"newspaper": "Вісник", "newspaper_unit": "Відділ інформації", "site_unit": "Відділ зв’язків"}}),
        j!({"kind": "survey_opened"}),
    ]
}

pub async fn published(office: &Office) -> Uuid {
    let day = begin(office).await;
    for step in steps() {
        let reply = act(office, day, step.clone()).await;
        assert_eq!(
            reply.status,
            200,
            "{step}: {}",
            String::from_utf8_lossy(&reply.body)
        );
    }
    let reply = act(office, day, j!({"kind": "published"})).await;
    assert_eq!(
        reply.status,
        200,
        "{}",
        String::from_utf8_lossy(&reply.body)
    );
    day
}

pub async fn put(site: &Site, path: &str, body: &Value) -> Reply {
    let headers = [("content-type", "application/json")];
    site.send(
        "PUT",
        &format!("/api/v1/open-days/{path}"),
        &headers,
        body.to_string(),
    )
    .await
}

pub fn wish(n: u8) -> Value {
    j!({"slot": 1, "category": "student", "name": format!("Відвідувач {n}"),
        "secret_hash": code(n).hash()})
}
