//! What a kiosk offers that has been without a network for days: told by the date it is.

use chrono::{DateTime, Utc};
use domain::open_day::{PublicDay, hall};
use serde_json::json;
use uuid::Uuid;

fn day(n: u128, date: &str, status: &str) -> PublicDay {
    let item = |from: &str, to: &str, site: &str| json!({"starts": from, "ends": to, "title": from, "form": "tour", "site": site});
    let told = json!({
        "id": Uuid::from_u128(n), "theme": "Тема", "date": date, "purpose": "", "conduct": "",
        "status": status, "slots": [], "answers": [], "summary": "",
        "programme": [item("10:00:00", "11:00:00", "Зала"), item("11:00:00", "12:00:00", "Архів"),
            item("12:00:00", "13:00:00", "Зала")],
        "survey": [{"text": "Що ще?", "answer": {"kind": "text"}}], "survey_until": date,
        "survey_open": true, "booking_open": true, "questions_open": true,
    });
    serde_json::from_value(told).unwrap()
}

#[test]
fn the_kiosk_speaks_of_the_day_that_is_its_turn() {
    let days = [
        day(1, "2026-12-09", "published"),
        day(2, "2027-03-25", "published"),
    ];
    // The moment, and of which day are survey, programme and questions.
    let table = [
        ("2026-11-29T21:59:59Z", Some(1), Some(1), Some(1)),
        ("2026-11-29T22:00:00Z", Some(2), Some(1), Some(1)),
        ("2026-12-09T21:59:59Z", Some(2), Some(1), Some(1)),
        ("2026-12-09T22:00:00Z", Some(2), Some(2), Some(2)),
        ("2027-03-15T22:00:00Z", None, Some(2), Some(2)),
        ("2027-04-24T09:00:00Z", None, None, Some(2)),
        ("2027-04-25T09:00:00Z", None, None, None),
    ];
    for (at, survey, programme, questions) in table {
        let now: DateTime<Utc> = at.parse().unwrap();
        let id = |found: Option<&PublicDay>| found.map(|day| day.id.as_u128());
        assert_eq!(id(hall::survey(&days, now)), survey, "survey, {at}");
        assert_eq!(
            id(hall::programme(&days, now)),
            programme,
            "programme, {at}"
        );
        assert_eq!(
            id(hall::questions(&days, now)),
            questions,
            "questions, {at}"
        );
    }
}

#[test]
fn what_was_called_off_or_has_no_programme_yet_is_not_shown() {
    let now = "2026-11-20T09:00:00Z".parse().unwrap();
    let preparing = [day(1, "2026-12-09", "preparing")];
    assert!(hall::programme(&preparing, now).is_none());
    assert!(
        hall::survey(&preparing, now).is_some(),
        "it is asked about first"
    );
    let mut closed = day(1, "2026-12-09", "published");
    closed.questions_open = false;
    assert!(hall::questions(&[closed], now).is_none());
}

#[test]
fn each_place_is_named_once_with_all_that_happens_there() {
    let day = day(1, "2026-12-09", "published");
    let places = hall::places(&day.programme);
    let told: Vec<(&str, usize)> = places
        .iter()
        .map(|(site, parts)| (*site, parts.len()))
        .collect();
    assert_eq!(told, [("Зала", 2), ("Архів", 1)]);
}
