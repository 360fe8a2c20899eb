//! Nobody acts past their role: every route of the office, asked by everybody.
//!
//! The table is complete: a route of the document tagged `office` that it lacks fails the test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::collections::BTreeSet;

use common::client::Reply;
use common::office::{Office, sign_in};
use common::*;
use domain::register::visit::VisitRules;
use domain::request::Role;
use domain::sync::Digest;
use domain::sync::office::OfficeAct;
use domain::sync::settings::NewSettings;
use serde_json::{Value, json as j};
use sync_server::journal::{HolderId, HolderSettings};
use uuid::Uuid;

/// Everybody, by the letters of the table.
const ROLES: [(char, Role); 7] = [
    ('A', Role::Administrator),
    ('O', Role::ResponsibleOfficer),
    ('G', Role::GeneralDepartment),
    ('H', Role::Head),
    ('D', Role::Deputy),
    ('E', Role::Executor),
    ('R', Role::Reader),
];

/// What is asked, and who gets an answer other than "not yours".
struct Row {
    method: &'static str,
    /// As the document spells it, behind `/api/v1/office/`.
    route: &'static str,
    /// What stands in place of the braces: `own` is a request the executor is charged with,
    /// `other` one that somebody else is.
    at: &'static str,
    body: Option<Value>,
    may: &'static str,
    /// What the others get.
    or: u16,
}

fn row(method: &'static str, route: &'static str, may: &'static str) -> Row {
    Row {
        method,
        route,
        at: "own",
        body: None,
        may,
        or: 403,
    }
}

impl Row {
    fn at(self, at: &'static str) -> Self {
        Self { at, ..self }
    }

    fn or(self, or: u16) -> Self {
        Self { or, ..self }
    }

    fn with(self, body: Value) -> Self {
        let body = Some(body);
        Self { body, ..self }
    }
}

const EVERYBODY: &str = "AOGHDER";
const SEE_ALL: &str = "AOGHDR";

#[rustfmt::skip]
fn table() -> Vec<Row> {
    let about = || j!({"name": "Нова Особа", "position": "посада", "role": "reader"});
    let new = j!({"login": "nova", "about": about()});
    let weak = j!({"old": "kvitka-na-stoli", "new": "коротко"});
    let period = || j!({"period": "2025-01-01..2025-06-30"});
    vec![
        // Oneself
        row("GET", "me", EVERYBODY),
        row("GET", "me/access", EVERYBODY),
        row("PUT", "me/password", EVERYBODY).with(weak),
        row("POST", "me/factor", EVERYBODY).with(j!({"password": "не той"})),
        row("PUT", "me/factor", EVERYBODY).with(j!({"code": "000000"})),
        row("POST", "me/factor/off", EVERYBODY).with(j!({"password": "не той", "code": ""})),
        row("DELETE", "me/sessions", EVERYBODY),
        row("DELETE", "me/sessions/{id}", EVERYBODY).at("0"),
        row("GET", "me/journal", EVERYBODY),
        row("PUT", "me/journal/columns", EVERYBODY).with(j!({"columns": ["due"]})),
        row("PUT", "me/journal/views/{id}", EVERYBODY).at("0198c0de-0000-7000-8000-000000000001")
            .with(j!({"name": "Моє", "query": {}})),
        row("DELETE", "me/journal/views/{id}", EVERYBODY)
            .at("0198c0de-0000-7000-8000-000000000001"),
        // Requests: an executor sees the own ones only, and does not learn of others
        row("POST", "journal", EVERYBODY).with(j!({})),
        row("POST", "journal/{document}", EVERYBODY).at("journal.csv").with(j!({})),
        row("GET", "control", EVERYBODY),
        row("GET", "requests/{id}", EVERYBODY),
        row("GET", "requests/{id}", SEE_ALL).at("other").or(404),
        row("GET", "requests/{id}/papers/{paper}", EVERYBODY).at("own card.html"),
        row("GET", "requests/{id}/papers/{paper}", SEE_ALL).at("other card.html").or(404),
        row("GET", "requests/{id}/letters/{letter}", EVERYBODY).at("own 1-acknowledgement.html"),
        row("GET", "requests/{id}/letters/{letter}", SEE_ALL).at("other 1-acknowledgement.html").or(404),
        row("GET", "requests/{id}/attachments/{n}", EVERYBODY).at("own 1"),
        row("PUT", "intake/{id}", "OG").at("new").with(letter()),
        // Acts; what each role may record stands in `acts` below
        row("POST", "requests/{id}/acts", "OGHDE").with(note()),
        row("POST", "requests/{id}/acts", "OGHD").at("other").with(note()).or(404),
        // Letters and reports
        row("GET", "letters", EVERYBODY),
        row("PUT", "letters", "AO").with(j!({"kind": "answer", "text": ""})),
        row("GET", "report", "AOGHDR"),
        row("GET", "report/{document}", "AOGHDR").at("report.csv"),
        row("GET", "report/publications", "AOGHDR"),
        row("POST", "report/publications", "O").with(period()),
        // Settings
        row("GET", "settings", "AOGHDR"),
        row("POST", "settings/preview", "A").with(settings()),
        row("PUT", "settings", "A").with(settings()),
        // E-mail
        row("GET", "mail", EVERYBODY),
        row("PUT", "mail/mailbox", "A").with(j!({})),
        row("POST", "mail/test", "A"),
        row("POST", "mail/{id}", "OGHD").at("new").with(j!({"order": "retry"})),
        row("PUT", "me/contact", EVERYBODY).with(j!({"email": "osoba@rada.example"})),
        row("GET", "requests/{id}/mail", EVERYBODY),
        row("GET", "requests/{id}/mail", SEE_ALL).at("other").or(404),
        row("POST", "requests/{id}/mail", "O").with(j!({"n": 1, "letter": "acknowledgement"})),
        // Papers of a request
        row("GET", "requests/{id}/papers", EVERYBODY),
        row("GET", "requests/{id}/papers", SEE_ALL).at("other").or(404),
        row("POST", "requests/{id}/papers", EVERYBODY),
        row("PUT", "requests/{id}/papers/{paper}", EVERYBODY).at("own new").with(j!({})),
        row("DELETE", "requests/{id}/papers/{paper}", EVERYBODY).at("own new"),
        row("PUT", "requests/{id}/papers/{paper}/publication", EVERYBODY).at("own new").with(j!({})),
        row("DELETE", "requests/{id}/papers/{paper}/publication", "O").at("own new"),
        row("POST", "letters/preview", EVERYBODY).with(j!({"kind": "answer", "text": ""})),
        // Open days
        row("GET", "days", "AOGHDR"),
        row("POST", "days", "OG").with(j!({"id": Uuid::now_v7(), "theme": "Тема", "date": "2027-03-25"})),
        row("GET", "days/{id}", "AOGHDR").at("new"),
        row("POST", "days/{id}/acts", "OG").at("new").with(j!({"version": 1, "event": {"kind": "dated", "date": "2027-03-25"}})),
        row("GET", "days/{id}/sheets", "OG").at("new"),
        row("PUT", "days/{id}/sheets/{n}", "OG").at("new 1").with(j!({"received_on": "2026-11-24", "replies": {}})),
        row("DELETE", "days/{id}/sheets/{n}", "OG").at("new 1"),
        row("GET", "days/{id}/summary", "AOGHDR").at("new"),
        row("GET", "days/{id}/files", "AOGHDR").at("new"),
        row("POST", "days/{id}/files", "OG").at("new"),
        row("GET", "days/{id}/files/{file}", "AOGHDR").at("new new"),
        row("POST", "days/{id}/files/{file}", "OG").at("new new").with(j!({"kind": "confirmed"})),
        row("GET", "days/{id}/results", "AOGHDR").at("new"),
        row("GET", "days/{id}/participants", "OG").at("new"),
        row("POST", "days/{id}/participants", "OG").at("new").with(j!({"kind": "check_in", "id": Uuid::now_v7()})),
        row("GET", "days/{id}/questions", "AOGHDR").at("new"),
        row("POST", "days/questions/{id}", "OGHD").at("new").with(j!({"version": 1, "event": {"kind": "answered", "text": "Так"}})),
        row("POST", "days/questions/{id}/request", "OG").at("new").with(j!({"version": 1})),
        row("GET", "days/{id}/papers/{paper}", "AOGHDR").at("new plan.docx"),
        // Duties: access, documents, the place to work with them
        row("GET", "access", SEE_ALL),
        row("PUT", "access", "AO").with(j!({"version": 0, "page": {}})),
        row("POST", "documents", SEE_ALL).with(j!({})),
        row("GET", "documents/{id}", SEE_ALL).at("new"),
        row("PUT", "documents/{id}", "OG").at("new").with(j!({"version": 0, "document": {}})),
        row("POST", "documents/{id}/acts", "OG").at("new").with(j!({"version": 1, "act": {"kind": "put_back"}})),
        row("POST", "documents/import", "OG").with(j!({"text": "", "write": false, "only_good": false})),
        row("GET", "visits", SEE_ALL),
        row("PUT", "visits", "AO").with(j!({"version": 9, "rules": VisitRules::default()})),
        row("GET", "visits/{day}", "OG").at("2026-12-04"),
        row("POST", "visits/{day}", "OG").at("2026-12-04").with(j!({"n": 1, "standing": "asked", "event": {"kind": "confirm"}})),
        // Kiosks
        row("GET", "kiosks", EVERYBODY),
        row("POST", "kiosks", "AOG").with(j!({"code": "0000", "name": "Зала"})),
        row("POST", "kiosks/{id}/end", "AOG").at("new").with(j!({"at_once": true})),
        row("POST", "kiosks/{id}/door", "OG").at("new").with(j!({"day": null})),
        row("POST", "kiosks/key", "AOG"),
        row("POST", "kiosks/aside", "AOG"),
        // The staff
        row("GET", "people", "A"),
        row("POST", "people", "A").with(new),
        row("PUT", "people/{id}", "A").at("999").with(about()),
        row("PUT", "people/{id}/block", "A").at("999").with(j!({"blocked": true})),
        row("POST", "people/{id}/link", "A").at("999"),
        row("DELETE", "people/{id}/link", "A").at("999"),
        row("DELETE", "people/{id}/sessions", "A").at("999"),
        row("DELETE", "people/{id}/factor", "A").at("999"),
        row("GET", "people/{id}/history", "A").at("999"),
        // Last: it ends the session
        row("DELETE", "session", EVERYBODY),
    ]
}

/// Asked without a session, so no role comes into it.
const OPEN: [(&str, &str); 3] = [("POST", "session"), ("POST", "join"), ("PUT", "join")];

/// A letter as the office's browser enters it.
fn letter() -> Value {
    let mut letter: Value = serde_json::from_slice(&bytes(&submission("Перелік"))).unwrap();
    let received = noon().timestamp_millis() - 3_600_000;
    letter["intake"] = j!({"channel": "post", "received_at": received, "signed": true});
    letter
}

/// Settings that somebody else has changed meanwhile.
fn settings() -> Value {
    let settings = HolderSettings::new(Default::default()).of_council();
    let new = NewSettings {
        version: Digest::of(b"others"),
        settings,
        reason: "Розпорядження".into(),
    };
    serde_json::to_value(new).unwrap()
}

fn note() -> Value {
    j!({"version": 2, "act": {"kind": "note", "text": "Дзвонили до архіву"}})
}

/// What must have happened before an act, the act, and who may record it.
#[rustfmt::skip]
fn acts() -> Vec<(Vec<Value>, Value, &'static str)> {
    let charge = j!({"executor": "Юридичний відділ"});
    let prepare = j!({"kind": "prepare", "executor": "Юридичний відділ", "text": "Є в архіві"});
    let invoice = j!({"kind": "invoice", "pages": 20, "copies": "a4", "number": "7"});
    let appeal = j!({"kind": "appeal", "to": "court", "about": "Бездіяльність"});
    let now = |act| (Vec::new(), act);
    let after = |before: &Value, act| (vec![before.clone()], act);
    [
        (now(j!({"kind": "note", "text": "Дзвонили до архіву"})), "OGHDE"),
        (now(j!({"kind": "receive_letter", "from": "Архів", "text": "Шукаємо"})), "OGHDE"),
        (after(&invoice, j!({"kind": "pay", "on": "2026-11-24"})), "OGHDE"),
        (now(j!({"kind": "give_copy", "on": "2026-11-24"})), "OGHDE"),
        (now(j!({"kind": "assign", "executor": "Архів", "instruction": ""})), "OHD"),
        (now(j!({"kind": "resolve", "author": "Голова", "position": "міський голова", "dated": "2026-11-24", "text": "Підготувати", "assignments": [charge]})), "OHD"),
        (now(j!({"kind": "hand_over", "from": "Юридичний відділ", "to": "Архів", "reason": "Відпустка"})), "OHD"),
        (after(&prepare, j!({"kind": "return", "executor": "Юридичний відділ", "reason": "Бракує року"})), "OHD"),
        (now(prepare.clone()), "OE"),
        (now(j!({"kind": "classify", "info": "legal", "topic": "Дерева"})), "O"),
        (now(j!({"kind": "extend", "ground": "large_search", "reason": "Архів"})), "O"),
        (now(j!({"kind": "judge_urgency", "urgent": true, "reason": "Загроза життю"})), "O"),
        (now(j!({"kind": "defer", "reason": "Обстріл", "until": "2027-01-11"})), "O"),
        (now(j!({"kind": "forward", "holder": "Обласна рада", "address": ""})), "O"),
        (now(invoice.clone()), "O"),
        (now(j!({"kind": "give_part", "text": "Перша частина"})), "O"),
        (now(j!({"kind": "answer", "text": "Додано."})), "O"),
        (now(j!({"kind": "refuse", "ground": "not_held", "reason": "Не володіємо"})), "O"),
        (now(j!({"kind": "explain", "text": "Це скарга"})), "O"),
        (now(j!({"kind": "withdraw", "reason": "Лист"})), "O"),
        (now(appeal.clone()), "O"),
        (after(&appeal, j!({"kind": "decide_appeal", "result": "rejected", "text": "Законно"})), "O"),
    ]
    .map(|((before, act), may)| (before, act, may))
    .into()
}

/// Each act has a row: a new one has no number here and does not compile.
#[test]
fn the_table_has_every_act() {
    use OfficeAct as A;
    let number = |act: &OfficeAct| match act {
        A::Assign { .. } => 0,
        A::Resolve { .. } => 1,
        A::HandOver { .. } => 2,
        A::Prepare { .. } => 3,
        A::Return { .. } => 4,
        A::Extend { .. } => 5,
        A::JudgeUrgency { .. } => 6,
        A::Defer { .. } => 7,
        A::Forward { .. } => 8,
        A::Invoice { .. } => 9,
        A::Pay { .. } => 10,
        A::GivePart { .. } => 11,
        A::Answer { .. } => 12,
        A::Refuse { .. } => 13,
        A::Explain { .. } => 14,
        A::Withdraw { .. } => 15,
        A::GiveCopy { .. } => 16,
        A::Note { .. } => 17,
        A::ReceiveLetter { .. } => 18,
        A::Classify { .. } => 19,
        A::Appeal { .. } => 20,
        A::DecideAppeal { .. } => 21,
    };
    let table = acts();
    let read = |act: &Value| number(&serde_json::from_value(act.clone()).unwrap());
    let told: BTreeSet<i32> = table.iter().map(|(_, act, _)| read(act)).collect();
    assert_eq!(told, (0..=21).collect());
}

/// A request charged to a department: at version 2. Where a copy is to be given, it was drawn up by
/// an officer.
async fn charged_for(office: &Office, act: &Value) -> Uuid {
    if act["kind"] != "give_copy" {
        return charged(office, "Юридичний відділ").await;
    }
    let id = Uuid::now_v7();
    let mut spoken: Value = serde_json::from_slice(&bytes(&submission("Перелік лип"))).unwrap();
    spoken["intake"] = j!({"channel": "in_person", "received_at": noon().timestamp_millis(),
        "drawn_up": {"name": "Зоряна Вигадана", "phone": "000"}});
    let entered = office
        .ask("PUT", &format!("intake/{id}"), Some(spoken))
        .await;
    assert_eq!(entered.status, 200, "{}", entered.text());
    let assign = j!({"kind": "assign", "executor": "Юридичний відділ", "instruction": ""});
    assert_eq!(office.act(id, 1, assign).await.status, 200);
    id
}

/// A request charged to a department: at version 2.
async fn charged(office: &Office, executor: &str) -> Uuid {
    let id = office.register("Перелік лип на площі").await;
    let assign = j!({"kind": "assign", "executor": executor, "instruction": ""});
    assert_eq!(office.act(id, 1, assign).await.status, 200);
    id
}

fn is_refused(reply: &Reply) -> bool {
    let not_yours = reply.status == 422 && json::<Value>(reply)["refused"] == "not_yours";
    matches!(reply.status, 401 | 403) || not_yours
}

#[tokio::test]
async fn every_route_lets_in_whom_the_table_names() {
    let office = Office::open().await;
    let mut wrong = Vec::new();
    for (letter, role) in ROLES {
        let somebody = office.colleague(role).await;
        for row in table() {
            let mut path = row.route.to_owned();
            for place in row.at.split(' ') {
                let value = match place {
                    "own" => charged(&office, "Юридичний відділ").await.to_string(),
                    "other" => charged(&office, "Архів").await.to_string(),
                    "new" => Uuid::now_v7().to_string(),
                    other => other.to_owned(),
                };
                let (Some(from), Some(to)) = (path.find('{'), path.find('}')) else {
                    continue;
                };
                path.replace_range(from..=to, &value);
            }
            let reply = somebody.ask(row.method, &path, row.body).await;
            let what = format!("{role:?}: {} {path}: {}", row.method, reply.status);
            let told = String::from_utf8_lossy(&reply.body);
            let is_right = if row.may.contains(letter) {
                !is_refused(&reply) && reply.status < 500
            } else if row.route.ends_with("acts") && row.route.starts_with("requests") {
                // Refused by the rules, or as if it were not there.
                is_refused(&reply) || reply.status == row.or
            } else {
                reply.status == row.or
            };
            if !is_right {
                wrong.push(format!("{what} {told}"));
            }
        }
        let again = somebody.ask("GET", "me", None).await;
        assert_eq!(again.status, 401, "the last row ended the session");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_act_is_recorded_for_whom_the_table_names() {
    let office = Office::open().await;
    // Copies cost something: otherwise there is nothing to invoice.
    let journal = office.site.running.journal();
    let mut settings = journal.holder(HolderId(1)).await.unwrap().unwrap();
    settings.rates.a4 = Some(300);
    journal.put_holder(HolderId(1), settings).await.unwrap();
    for (letter, role) in ROLES {
        let somebody = office.colleague(role).await;
        for (before, act, may) in acts() {
            let id = charged_for(&office, &act).await;
            let mut version = 2;
            for earlier in before {
                assert_eq!(office.act(id, version, earlier).await.status, 200);
                version += 1;
            }
            let reply = somebody.act(id, version, act.clone()).await;
            let told = String::from_utf8_lossy(&reply.body);
            let what = format!("{role:?}: {act}: {told}");
            if may.contains(letter) {
                assert_eq!(reply.status, 200, "{what}");
            } else {
                assert!(is_refused(&reply), "{what}");
                let card: Value = json(&office.ask("GET", &format!("requests/{id}"), None).await);
                assert_eq!(card["version"], version, "{what}");
            }
        }
    }
}

#[tokio::test]
async fn the_table_names_every_route_of_the_office() {
    let document: Value = serde_json::from_str(sync_server::http::document()).unwrap();
    let mut routes = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if operation["tags"] == j!(["office"]) {
                let route = path.strip_prefix("/api/v1/office/").unwrap();
                routes.insert(format!("{} {route}", method.to_uppercase()));
            }
        }
    }
    let open = OPEN
        .iter()
        .map(|(method, route)| format!("{method} {route}"));
    let told = table()
        .into_iter()
        .map(|row| format!("{} {}", row.method, row.route));
    let table: BTreeSet<String> = open.chain(told).collect();
    assert_eq!(routes, table);
}

#[tokio::test]
async fn nothing_but_the_open_routes_answers_without_a_session() {
    let office = Office::open().await;
    let nobody = Office {
        site: office.site.clone(),
        cookie: String::new(),
    };
    for row in table() {
        let path = row.route.replace("{id}", "1").replace("{n}", "1");
        let reply = nobody.ask(row.method, &path, row.body).await;
        problem(&reply, 401);
    }
    // Nor does another site get past the cookie.
    let account = office.site.running.account.clone().unwrap();
    assert_eq!(
        sign_in(&office.site, &account.login, &account.password)
            .await
            .status,
        200
    );
    let headers = [
        ("cookie", office.cookie.as_str()),
        ("content-type", "application/json"),
        ("sec-fetch-site", "cross-site"),
    ];
    for row in table().into_iter().filter(|row| row.method != "GET") {
        let path = format!("/api/v1/office/{}", row.route.replace("{id}", "1"));
        let body = row.body.unwrap_or(Value::Null).to_string();
        problem(
            &office.site.send(row.method, &path, &headers, body).await,
            403,
        );
    }
}
