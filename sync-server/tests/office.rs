//! What the staff do, over real TCP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use common::office::{Office, cookie_of, sign_in};
use common::*;
use domain::request::{Outcome, Refused, Stage, Status};
use domain::sync::control::{ControlBoard, ControlGroup};
use domain::sync::office::{Card, JournalPage, Me};
use serde_json::{Value, json as j};
use sync_server::config::Rate;
use uuid::Uuid;

#[tokio::test]
async fn signing_in_and_out() {
    let office = Office::open().await;
    let me: Me = json(&office.ask("GET", "me", None).await);
    assert_eq!(me.council, "Рада");
    let out = office.ask("DELETE", "session", None).await;
    assert_eq!(out.status, 204);
    assert!(cookie_of(&out).ends_with('='));
    problem(&office.ask("GET", "me", None).await, 401);
}

#[tokio::test]
async fn nobody_gets_in_without_a_session() {
    let site = Site::start().await;
    let id = Uuid::now_v7();
    for (method, path) in [
        ("GET", "me".to_owned()),
        ("GET", "control".into()),
        ("POST", "journal".into()),
        ("GET", format!("requests/{id}")),
        ("POST", format!("requests/{id}/acts")),
        ("DELETE", "session".into()),
    ] {
        for cookie in [
            "",
            "__Host-vr=",
            "__Host-vr=x",
            "other=1",
            "__Host-vr=\u{7f}",
        ] {
            let path = format!("/api/v1/office/{path}");
            let cookie = cookie.trim_end_matches('\u{7f}');
            let forged = format!("__Host-vr={}", "a".repeat(64));
            for cookie in [cookie, forged.as_str()] {
                problem(
                    &site.send(method, &path, &[("cookie", cookie)], "").await,
                    401,
                );
            }
        }
    }
}

#[tokio::test]
async fn the_control_board_shows_what_is_open_by_who_is_charged() {
    let office = Office::open().await;
    let (first, second) = (
        office.register("Скільки лип на площі?").await,
        office.register("Скільки кленів на площі?").await,
    );
    let third = office.register("Скільки каштанів на площі?").await;
    let assign =
        |executor: &str| j!({"kind": "assign", "executor": executor, "instruction": "Відповісти"});
    let one = office.act(first, 1, assign("Відділ екології")).await;
    assert_eq!(one.status, 200, "{one:?}");
    let answer = j!({"kind": "answer", "text": "Сім."});
    assert_eq!(office.act(third, 1, answer).await.status, 200);
    let board: ControlBoard = json(&office.ask("GET", "control", None).await);
    let ids = |group: &ControlGroup| {
        let ids = group.rows.iter().map(|row| row.row.id);
        (group.executor.clone(), ids.collect())
    };
    let shown: Vec<(_, Vec<Uuid>)> = board.groups.iter().map(ids).collect();
    let department = Some("Відділ екології".to_owned());
    assert_eq!(shown, [(None, vec![second]), (department, vec![first])]);
    assert!(!board.more);
    let charge = board.groups[1].rows[0].charge.as_ref().unwrap();
    assert!(!charge.prepared);

    office.site.clock.set(noon() + chrono::TimeDelta::days(30));
    let office = office.again().await;
    let board: ControlBoard = json(&office.ask("GET", "control", None).await);
    for group in &board.groups {
        assert_eq!(group.count(Stage::Overdue), group.rows.len());
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_answer_alike() {
    let site = Site::start().await;
    let account = site.running.account.clone().unwrap();
    let wrong = sign_in(&site, &account.login, "not it").await;
    let unknown = sign_in(&site, "nobody", &account.password).await;
    assert_eq!(problem(&wrong, 401), problem(&unknown, 401));
    assert!(wrong.headers.get("set-cookie").is_none());
    for body in [
        j!({}),
        j!({"login": 1, "password": 2}),
        j!([]),
        j!({"login": "a"}),
    ] {
        problem(&site.post("/api/v1/office/session", body).await, 400);
    }
    problem(&sign_in(&site, "a", &"😀".repeat(250_000)).await, 413);
    problem(&sign_in(&site, "' OR 1=1 --", "' OR 1=1 --").await, 401);
}

#[tokio::test]
async fn passwords_cannot_be_guessed_in_a_hurry() {
    let rate = Rate {
        per_minute: 1,
        burst: 2,
    };
    let site = Site::start_with(|config| config.limits.sign_ins = rate).await;
    for _ in 0..2 {
        problem(&sign_in(&site, "officer", "guess").await, 401);
    }
    let reply = sign_in(&site, "officer", "guess").await;
    problem(&reply, 429);
    assert!(reply.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn sessions_end() {
    let office = Office::open().await;
    office
        .site
        .clock
        .set(noon() + chrono::TimeDelta::minutes(59));
    assert_eq!(office.ask("GET", "me", None).await.status, 200);
    office
        .site
        .clock
        .set(noon() + chrono::TimeDelta::minutes(118));
    assert_eq!(
        office.ask("GET", "me", None).await.status,
        200,
        "it was used meanwhile"
    );
    office
        .site
        .clock
        .set(noon() + chrono::TimeDelta::minutes(179));
    problem(&office.ask("GET", "me", None).await, 401);

    let office = Office::open().await;
    for hours in 1..8 {
        let at = noon() + chrono::TimeDelta::minutes(hours * 59);
        office.site.clock.set(at);
        assert_eq!(office.ask("GET", "me", None).await.status, 200, "{hours}");
    }
    office.site.clock.set(noon() + chrono::TimeDelta::hours(8));
    problem(&office.ask("GET", "me", None).await, 401);
}

#[tokio::test]
async fn another_site_can_change_nothing() {
    let office = Office::open().await;
    let id = office.register("Кошторис").await;
    let body = j!({"version": 1, "act": {"kind": "answer", "text": "Чуже"}}).to_string();
    let path = format!("/api/v1/office/requests/{id}/acts");
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://other.example"),
        ("origin", "null"),
    ] {
        let headers = [
            ("cookie", office.cookie.as_str()),
            ("content-type", "application/json"),
            foreign,
        ];
        problem(
            &office
                .site
                .send("POST", &path, &headers, body.clone())
                .await,
            403,
        );
        problem(
            &office
                .site
                .send("DELETE", "/api/v1/office/session", &headers, "")
                .await,
            403,
        );
    }
    let card: Card = json(&office.ask("GET", &format!("requests/{id}"), None).await);
    assert_eq!(card.version, 1);
}

#[tokio::test]
async fn a_request_from_journal_to_answer() {
    let office = Office::open().await;
    let id = office.register("Перелік орендарів").await;
    let page: JournalPage = json(&office.journal(j!({"show": "open"})).await);
    assert_eq!((page.rows.len(), page.rows[0].id), (1, id));
    assert_eq!((page.counts.open, page.counts.unassigned), (1, 1));

    let assign =
        j!({"kind": "assign", "executor": "Юридичний відділ", "instruction": "До п’ятниці"});
    let card: Card = json(&office.act(id, 1, assign.clone()).await);
    assert_eq!((card.version, card.row.status), (2, Status::InWork));
    assert_eq!(card.notice_by.unwrap().to_string(), "2026-12-01");
    let stale = problem(&office.act(id, 1, assign).await, 409);
    assert_eq!(stale.kind, "/problems/changed-meanwhile");

    let extend = j!({"kind": "extend", "ground": "large_volume", "reason": "П’ять томів"});
    let card: Card = json(&office.act(id, 2, extend.clone()).await);
    assert_eq!(card.row.term.deadline.to_string(), "2026-12-22");
    assert_eq!(card.extension_refused, Some(Refused::AlreadyExtended));
    let refused = problem(&office.act(id, 3, extend).await, 422);
    assert_eq!(refused.refused, Some(Refused::AlreadyExtended));
    let empty = problem(
        &office.act(id, 3, j!({"kind": "answer", "text": " "})).await,
        422,
    );
    assert_eq!(empty.refused, Some(Refused::TextMissing));

    let text = "Додано. ".repeat(6_000);
    let card: Card = json(
        &office
            .act(id, 3, j!({"kind": "answer", "text": text}))
            .await,
    );
    assert_eq!(
        (card.version, card.row.outcome),
        (4, Some(Outcome::Answered))
    );
    let account = office.site.running.account.clone().unwrap();
    assert_eq!(account.login, "officer");
    assert!(
        card.history[1..]
            .iter()
            .all(|entry| entry.actor == "Відповідальна особа")
    );
    let page: JournalPage = json(&office.journal(j!({"show": "closed"})).await);
    assert_eq!((page.rows.len(), page.counts.open), (1, 0));
}

#[tokio::test]
async fn a_refusal_names_who_is_responsible() {
    let office = Office::open().await;
    let id = office.register("Чужі відомості").await;
    let refuse = j!({"kind": "refuse", "ground": "not_held", "reason": "Не володіємо"});
    let card: Card = json(&office.act(id, 1, refuse).await);
    match card.history.last().unwrap().event.clone().unwrap() {
        domain::request::Event::Refused {
            responsible_name, ..
        } => {
            assert_eq!(responsible_name, "Відповідальна особа");
        }
        other => panic!("{other:?}"),
    }
}

/// A letter that repeats a submission names its number.
#[tokio::test]
async fn a_submission_is_found_by_its_number_whatever_the_page_shows() {
    let office = Office::open().await;
    let id = office.register("Кошторис").await;
    office.register("Інший").await;
    for show in ["open", "closed", "overdue"] {
        let search = j!({"show": show, "search": format!(" {} ", id.to_string().to_uppercase())});
        let page: JournalPage = json(&office.journal(search).await);
        let found: Vec<Uuid> = page.rows.iter().map(|row| row.id).collect();
        assert_eq!((found, page.next), (vec![id], None), "{show}");
    }
    let nobody = j!({"show": "all", "search": Uuid::nil().to_string()});
    let page: JournalPage = json(&office.journal(nobody).await);
    assert!(page.rows.is_empty());
}

#[tokio::test]
async fn questions_to_the_journal_that_are_not_right() {
    let office = Office::open().await;
    let id = office.register("Кошторис").await;
    for query in [
        j!({"show": "everything"}),
        j!({"class": "fast"}),
        j!({"class": ""}),
        j!({"search": 1}),
        j!({"after": "1"}),
        j!({"after": "x.y"}),
        j!({"after": "99999999999999999999.1"}),
        j!({"sort": 1}),
        j!([1]),
        j!(null),
    ] {
        problem(&office.journal(query).await, 400);
    }
    for query in [
        j!({"search": "\""}),
        j!({"search": "';--"}),
        j!({"search": "😀"}),
        j!({"search": "\u{0}"}),
        j!({"search": "a OR b"}),
        j!({"search": "і".repeat(8_000)}),
        j!({"after": "-1.-1"}),
        j!({"after": "9223372036854775807.9223372036854775807"}),
    ] {
        assert_eq!(office.journal(query.clone()).await.status, 200, "{query}");
    }
    problem(
        &office.journal(j!({"search": "😀".repeat(250_000)})).await,
        413,
    );
    for act in [
        j!({}),
        j!({"kind": "burn"}),
        j!({"kind": "answer"}),
        j!(null),
        j!({"kind": "answer", "text": 1}),
        j!({"kind": "answer", "text": "a", "at": 0}),
        j!({"kind": "refuse", "ground": "tired", "reason": "x"}),
    ] {
        problem(&office.act(id, 1, act).await, 400);
    }
    let long = j!({"kind": "answer", "text": "я".repeat(50_001)});
    assert_eq!(
        problem(&office.act(id, 1, long).await, 422).refused,
        Some(Refused::TextMissing)
    );
    let huge = j!({"kind": "answer", "text": "😀".repeat(600_000)});
    problem(&office.act(id, 1, huge).await, 413);
    problem(
        &office
            .act(id, u64::MAX, j!({"kind": "answer", "text": "a"}))
            .await,
        409,
    );
    problem(
        &office
            .act(Uuid::nil(), 1, j!({"kind": "answer", "text": "a"}))
            .await,
        404,
    );
    for id in ["x", "1", "%ff"] {
        let reply = office.ask("GET", &format!("requests/{id}"), None).await;
        assert!(matches!(reply.status, 400 | 404));
        problem(&reply, reply.status);
    }
}

/// A letter as the office's browser enters it.
fn letter(received_at: i64) -> Value {
    let mut letter: Value = serde_json::from_slice(&bytes(&submission("Перелік"))).unwrap();
    letter["intake"] = j!({"channel": "post", "received_at": received_at, "signed": true});
    letter
}

#[tokio::test]
async fn what_an_officer_enters_is_registered_once_and_never_by_a_citizen() {
    let office = Office::open().await;
    let now = noon().timestamp_millis();
    let id = Uuid::now_v7();
    let enter =
        async |id: Uuid, body: Value| office.ask("PUT", &format!("intake/{id}"), Some(body)).await;
    let hour = 3_600_000;
    let first: Card = json(&enter(id, letter(now - hour)).await);
    let again: Card = json(&enter(id, letter(now - hour)).await);
    assert_eq!(first.row.index, again.row.index);
    assert_eq!(first.gaps, [domain::request::Gap::Date]);
    problem(&enter(id, letter(now - 2 * hour)).await, 409);
    for (received, status) in [
        (now + hour, 422),
        (now - 400 * 24 * hour, 422),
        (i64::MAX, 400),
    ] {
        problem(&enter(Uuid::now_v7(), letter(received)).await, status);
    }
    let mut app = letter(now);
    app["intake"]["channel"] = j!("app");
    problem(&enter(Uuid::now_v7(), app).await, 422);
    let mut none = letter(now);
    none["intake"] = Value::Null;
    problem(&enter(Uuid::now_v7(), none).await, 400);

    // A citizen's device says nothing of an intake.
    let body = letter(now).to_string().into_bytes();
    problem(&office.site.put(Uuid::now_v7(), &body).await, 400);
}

/// A request that went by e-mail and was entered under its submission number, then came by the
/// device after all: it is registered once, and both codes open it.
#[tokio::test]
async fn what_was_entered_from_a_letter_is_not_registered_again_when_its_device_sends_it() {
    let office = Office::open().await;
    let now = noon().timestamp_millis();
    let id = Uuid::now_v7();
    let mut entered = letter(now);
    entered["intake"]["channel"] = j!("email");
    entered["access_code_hash"] = j!(code(9).hash());
    let path = format!("intake/{id}");
    let card: Card = json(&office.ask("PUT", &path, Some(entered)).await);
    // Somebody else's push under this number gets nothing.
    let mut strange = submission("Дайте мені відповідь");
    strange.email = Some("chuzhyi@poshta.example".into());
    problem(&office.site.put(id, &bytes(&strange)).await, 409);
    // The device of who wrote the letter: spelt as people spell.
    let mut own = submission("Перелік, як у листі");
    own.email = Some("Ostap@poshta.example".into());
    for _ in 0..2 {
        let told = receipt(&office.site.put(id, &bytes(&own)).await);
        assert_eq!(told.index, card.row.index);
        assert_eq!(told.digest, domain::sync::Digest::of(&bytes(&own)));
        assert!(told.replayed);
    }
    // Nor does another device, once it came.
    own.access_code_hash = code(5).hash();
    problem(&office.site.put(id, &bytes(&own)).await, 409);
    for (number, opens) in [(9, true), (7, true), (5, false)] {
        let ask =
            j!({"index": card.row.index.text, "year": 2026, "access_code": code(number).as_str()});
        let told: Value = json(&office.site.post("/api/v1/look-ups", ask).await);
        assert_eq!(told["case"].is_object(), opens, "{number}");
    }
    // The other way round: what the device sent is not entered again, and the officer reads its index.
    let sent = office.register("Інший запит").await;
    let refused = problem(
        &office
            .ask("PUT", &format!("intake/{sent}"), Some(letter(now)))
            .await,
        409,
    );
    assert!(
        refused
            .detail
            .as_deref()
            .unwrap_or_default()
            .contains("2/02-19"),
        "{refused:?}"
    );
    let page: domain::sync::office::JournalPage = json(&office.journal(j!({"show": "all"})).await);
    assert_eq!(page.rows.len(), 2);
}

#[tokio::test]
async fn a_device_of_the_first_release_is_told_in_the_words_it_knows() {
    let office = Office::open().await;
    let id = office.register("Дороги").await;
    let forward = j!({"kind": "forward", "holder": "Обласна рада", "address": ""});
    let card: Card = json(&office.act(id, 1, forward).await);
    assert_eq!(card.row.outcome, Some(Outcome::Forwarded));
    let ask = j!({"index": card.row.index.text, "year": card.row.index.year,
        "access_code": code(7).as_str()});
    let old: Value = json(&office.site.post("/api/v1/look-ups", ask.clone()).await);
    assert_eq!(old["public"]["outcome"], Value::Null);
    assert_eq!(old["public"]["history"].as_array().unwrap().len(), 1);
    let headers = [("content-type", "application/json"), ("vr-views", "2")];
    let asked = office
        .site
        .send("POST", "/api/v1/look-ups", &headers, ask.to_string());
    let new: Value = json(&asked.await);
    assert_eq!(new["public"]["outcome"], "forwarded");
    assert_eq!(new["public"]["history"][1]["what"], "forwarded");
    assert_eq!(
        new["case"]["told"],
        j!([{"at": 1, "lines": ["Обласна рада"]}])
    );
}
