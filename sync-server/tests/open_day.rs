//! Open days over real TCP, on every kind of journal: from the first date to the answered question.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Arc;

use common::client::Reply;
use common::days::{EARLY, act, begin, open, published, put, steps, wish};
use common::office::{Office, cookie_of, sign_in};
use common::store::EVERY_KIND;
use common::*;
use domain::request::Role;
use serde_json::{Value, json as j};
use uuid::Uuid;

#[tokio::test]
async fn two_hundred_race_for_twenty_places_and_each_is_told_the_truth() {
    for kind in EVERY_KIND {
        let office = open(Site::on(kind).await).await;
        let day = published(&office).await;
        let crowd: Vec<_> = (0..200_u8)
            .map(|n| {
                let site = office.site.clone();
                tokio::spawn(async move {
                    let id = Uuid::now_v7();
                    let path = format!("{day}/places/{id}");
                    let told = put(&site, &path, &wish(n)).await;
                    assert_eq!(told.status, 200, "{told:?}");
                    // The answer was lost: the device asks again.
                    let again = put(&site, &path, &wish(n)).await;
                    let (told, again): (Value, Value) = (json(&told), json(&again));
                    assert_eq!(told["state"], again["state"]);
                    (id, n, told)
                })
            })
            .collect();
        let mut told = Vec::new();
        for one in crowd {
            told.push(one.await.unwrap());
        }
        let has_place = |told: &&(Uuid, u8, Value)| told.2["state"] == "place";
        assert_eq!(told.iter().filter(has_place).count(), 20, "{kind:?}");
        let numbers: BTreeSet<u64> = told
            .iter()
            .filter_map(|one| one.2["number"].as_u64())
            .collect();
        assert_eq!(numbers, (1..=180).collect(), "{kind:?}: each number once");

        // Five cancel: numbers 1 to 5 move up, the sixth is the first now.
        for (id, n, _) in told.iter().filter(has_place).take(5) {
            let wrong = format!("/api/v1/open-days/{day}/places/{id}/cancel");
            let reply = office
                .site
                .post(&wrong, j!({"secret": code(250).as_str()}))
                .await;
            problem(&reply, 404);
            let reply = office
                .site
                .post(&wrong, j!({"secret": code(*n).as_str()}))
                .await;
            assert_eq!(json::<Value>(&reply)["state"], "cancelled");
        }
        for (id, n, was) in &told {
            let now: Value =
                json(&put(&office.site, &format!("{day}/places/{id}"), &wish(*n)).await);
            match was["number"].as_u64() {
                Some(number) if number <= 5 => assert_eq!(now["state"], "place"),
                Some(number) => assert_eq!(now["number"], number - 5),
                None => assert_ne!(now["state"], "waiting"),
            }
        }
        let people: Value = json(
            &office
                .ask("GET", &format!("days/{day}/participants"), None)
                .await,
        );
        let standing = people["people"].as_array().unwrap().iter();
        assert_eq!(
            standing.filter(|one| one["standing"] == "place").count(),
            20
        );
        office.site.clock.set(at("2026-12-09T08:00:00Z"));
        let late = put(
            &office.site,
            &format!("{day}/places/{}", Uuid::now_v7()),
            &wish(201),
        )
        .await;
        problem(&late, 422);
    }
}

fn answer(finished: &str, first: u8) -> Value {
    j!({"v": 1, "finished_at": at(finished).timestamp_millis(),
        "replies": {"0": {"kind": "themes", "value": [first]}, "1": {"kind": "text", "value": "Архів"}}})
}

#[tokio::test]
async fn answers_are_counted_once_and_late_ones_apart() {
    for kind in EVERY_KIND {
        let office = open(Site::on(kind).await).await;
        let day = published(&office).await;
        let send = async |id: Uuid, body: &Value| {
            put(&office.site, &format!("{day}/answers/{id}"), body).await
        };
        let (first, second, late) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        let (one, two) = (answer(EARLY, 1), answer(EARLY, 0));
        for _ in 0..3 {
            let told: Value = json(&send(first, &one).await);
            assert_eq!(
                told,
                j!({"id": first, "arrival": "in_time", "counted": true}),
                "{kind:?}"
            );
        }
        problem(&send(first, &two).await, 409);
        problem(
            &send(second, &j!({"v": 1, "finished_at": 0, "replies": {}})).await,
            422,
        );
        let mut paper = answer(EARLY, 1);
        paper["channel"] = j!("paper");
        problem(&send(second, &paper).await, 422);
        let sheet = j!({"received_on": "2026-11-03", "replies": paper["replies"]});
        let path = format!("days/{day}/sheets/1");
        assert_eq!(office.ask("PUT", &path, Some(sheet)).await.status, 200);

        // The survey ended at midnight in Kyiv, 22:00 UTC.
        office.site.clock.set(at("2026-11-29T22:00:00Z"));
        let told: Value = json(&send(first, &one).await);
        assert_eq!(told["arrival"], "in_time", "told again after the end");
        let told: Value = json(&send(late, &answer("2026-11-29T21:59:59Z", 0)).await);
        assert_eq!(told, j!({"id": late, "arrival": "late", "counted": false}));
        problem(
            &send(Uuid::now_v7(), &answer("2026-11-29T22:00:00Z", 0)).await,
            422,
        );
        let office = Arc::try_unwrap(office.site)
            .ok()
            .map(|site| (site, office.cookie))
            .unwrap();
        let office = open_again(office.0).await;
        let results: Value = json(
            &office
                .ask("GET", &format!("days/{day}/results"), None)
                .await,
        );
        assert_eq!(
            (&results["in_time"], &results["late"]),
            (&j!(2), &j!(1)),
            "{kind:?}"
        );
        assert_eq!(
            results["counted"][0]["votes"],
            j!([0, 4]),
            "late ones do not count"
        );
        assert_eq!(results["late_counted"][0]["votes"], j!([2, 0]));
        assert_eq!(results["proposed"], j!(["=Вода"]));
        let csv = office
            .ask("GET", &format!("days/{day}/papers/results.csv"), None)
            .await;
        let csv = String::from_utf8_lossy(&csv.body).into_owned();
        assert!(csv.contains("Тема?,'=Вода,4"), "{csv}");
        for paper in ["results.xlsx", "participants.xlsx", "plan.docx"] {
            let reply = office
                .ask("GET", &format!("days/{day}/papers/{paper}"), None)
                .await;
            assert_eq!(reply.status, 200, "{paper}");
            assert!(reply.body.starts_with(b"PK"), "{paper}");
        }
    }
}

/// Signs in anew: the session ended while the clock was moved.
async fn open_again(site: Site) -> Office {
    let account = site.running.account.clone().unwrap();
    let reply = sign_in(&site, &account.login, &account.password).await;
    Office {
        cookie: cookie_of(&reply),
        site: Arc::new(site),
    }
}

#[tokio::test]
async fn a_question_is_numbered_answered_and_becomes_a_request() {
    for kind in EVERY_KIND {
        let office = open(Site::on(kind).await).await;
        let day = published(&office).await;
        let asked = |n: u8, text: &str| j!({"v": 1, "concern": "question", "text": text, "name": "Ладна Оксана", "code_hash": code(n).hash()});
        let ask = async |id: Uuid, body: &Value| {
            put(&office.site, &format!("{day}/questions/{id}"), body).await
        };
        let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
        let body = asked(1, "Коли відремонтують міст?");
        let told: Value = json(&ask(first, &body).await);
        assert_eq!(told["number"], "1/2026", "{kind:?}");
        assert_eq!(json::<Value>(&ask(first, &body).await), told);
        problem(&ask(first, &asked(1, "Інше")).await, 409);
        problem(&ask(Uuid::now_v7(), &asked(1, " ")).await, 422);
        let told: Value = json(&ask(second, &asked(2, "Кошторис ремонту мосту")).await);
        assert_eq!(told["number"], "2/2026", "nothing refused took a number");

        let path = format!("days/questions/{first}");
        let event = async |version: u64, event: Value| {
            let body = j!({"version": version, "event": event});
            office.ask("POST", &path, Some(body)).await
        };
        problem(
            &event(1, j!({"kind": "answered", "text": "Навесні."})).await,
            422,
        );
        let deputy = j!({"kind": "addressed", "deputy": "Ярема Тарас Панасович"});
        assert_eq!(event(1, deputy.clone()).await.status, 200);
        problem(&event(1, deputy).await, 409);
        assert_eq!(
            event(2, j!({"kind": "answered", "text": "Навесні."}))
                .await
                .status,
            200
        );
        assert_eq!(event(3, j!({"kind": "published"})).await.status, 200);
        problem(
            &event(4, j!({"kind": "became_request", "index": "1"})).await,
            422,
        );

        let find = async |number: &str, n: u8| {
            let body = j!({"number": number, "code": code(n).grouped()});
            office.site.post("/api/v1/open-days/questions", body).await
        };
        assert_eq!(
            json::<Value>(&find("1/2026", 1).await)["answer"],
            "Навесні."
        );
        for (number, n) in [("1/2026", 2), ("9/2026", 1), ("' OR 1=1", 1), ("", 1)] {
            problem(&find(number, n).await, 404);
        }
        let public: Value = json(&office.site.get(&format!("/api/v1/open-days/{day}")).await);
        assert_eq!(public["answers"][0]["answer"], "Навесні.");
        assert!(!public.to_string().contains("Ладна"), "{public}");

        let path = format!("days/questions/{second}/request");
        problem(
            &office.ask("POST", &path, Some(j!({"version": 1}))).await,
            422,
        );
        let with = j!({"version": 1, "email": "oksana@poshta.example"});
        let made: Value = json(&office.ask("POST", &path, Some(with)).await);
        assert_eq!(made["request"], "1/02-19", "{made}");
        let look = j!({"index": "1/02-19", "year": 2026, "access_code": code(2).as_str()});
        let found: Value = json(&office.site.post("/api/v1/look-ups", look).await);
        assert!(found["case"].to_string().contains("Кошторис"), "{found}");
        // It came by the site, and is no letter that lacks a signature.
        let requests: Value = json(&office.journal(j!({"show": "all"})).await);
        assert_eq!(requests["rows"][0]["channel"], "app");
    }
}

#[tokio::test]
async fn who_may_do_what_and_what_the_order_forbids() {
    let office = open(Site::start().await).await;
    let day = begin(&office).await;
    let hidden = office.site.get(&format!("/api/v1/open-days/{day}")).await;
    problem(&hidden, 404);
    let wednesday = j!({"id": Uuid::now_v7(), "theme": "Тема", "date": "2026-12-16"});
    let refused = problem(&office.ask("POST", "days", Some(wednesday)).await, 422);
    assert!(refused.detail.unwrap().contains("третя середа"));
    let gaps = problem(&act(&office, day, j!({"kind": "published"})).await, 422);
    assert!(
        gaps.detail
            .unwrap()
            .contains("Назвіть головного організатора")
    );
    let stale = j!({"version": 7, "event": {"kind": "survey_opened"}});
    problem(
        &office
            .ask("POST", &format!("days/{day}/acts"), Some(stale))
            .await,
        409,
    );
    for (role, holds) in [
        (Role::GeneralDepartment, true),
        (Role::Reader, false),
        (Role::Executor, false),
        (Role::Head, false),
    ] {
        let colleague = office.colleague(role).await;
        let event = j!({"kind": "described", "theme": "Тема", "purpose": "", "conduct": ""});
        let path = format!("days/{day}/acts");
        let card: Value = json(&office.ask("GET", &format!("days/{day}"), None).await);
        let body = j!({"version": card["version"], "event": event});
        let reply = colleague.ask("POST", &path, Some(body)).await;
        assert_eq!(reply.status, if holds { 200 } else { 403 }, "{role:?}");
        let people = colleague
            .ask("GET", &format!("days/{day}/participants"), None)
            .await;
        assert_eq!(
            people.status,
            if holds { 200 } else { 403 },
            "{role:?} and names"
        );
    }
}

#[tokio::test]
async fn a_day_is_held_and_summed_up_and_the_year_is_counted() {
    let office = open(Site::start().await).await;
    let day = published(&office).await;
    let id = Uuid::now_v7();
    put(&office.site, &format!("{day}/places/{id}"), &wish(1)).await;
    let held = j!({"kind": "held", "summary": "Прийшла одна людина."});
    problem(&act(&office, day, held.clone()).await, 422);
    office.site.clock.set(at("2026-12-09T08:05:00Z"));
    let site = Arc::try_unwrap(office.site).ok().unwrap();
    let office = open_again(site).await;
    let come = j!({"kind": "check_in", "id": id});
    let path = format!("days/{day}/participants");
    let people: Value = json(&office.ask("POST", &path, Some(come)).await);
    assert_eq!(people["people"][0]["came"], true);
    let walker = j!({"kind": "walk_in", "id": Uuid::now_v7(), "slot": 1, "category": "media"});
    assert_eq!(office.ask("POST", &path, Some(walker)).await.status, 200);
    assert_eq!(act(&office, day, held).await.status, 200);
    let late = j!({"kind": "published"});
    problem(&act(&office, day, late).await, 422);
    let page = page(&office.site.get(&format!("/days/{day}")).await, 200);
    assert!(page.contains("Прийшла одна людина."), "{page}");
    let list: Value = json(&office.ask("GET", "days", None).await);
    let year = &list["year"];
    assert_eq!((&year["planned"], &year["remind"]), (&j!(1), &j!(true)));
}

#[test]
fn the_command_checks_a_date() {
    for (date, exit, said) in [
        ("2026-12-09", 0, "можна"),
        ("2026-12-30", 1, "остання середа"),
        ("2026-12-16", 1, "третя середа"),
        ("2026-13-01", 2, ""),
        ("середа", 2, ""),
    ] {
        let check = |more: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_sync-server"));
            command
                .args(["open-day", "check", "--date", date])
                .args(more);
            command.output().unwrap()
        };
        let plain = check(&[]);
        assert_eq!(plain.status.code(), Some(exit), "{date}");
        assert!(
            String::from_utf8_lossy(&plain.stdout).contains(said),
            "{date}"
        );
        assert_eq!(plain.stdout.is_empty(), exit == 2, "{date}");
        if exit < 2 {
            let found: Value = serde_json::from_slice(&check(&["--json"]).stdout).unwrap();
            assert_eq!(found["allowed"], exit == 0, "{date}");
        }
    }
}

fn page(reply: &Reply, status: u16) -> String {
    let text = String::from_utf8(reply.body.to_vec()).unwrap();
    assert_eq!(reply.status, status, "{text}");
    assert_eq!(reply.headers["content-type"], "text/html; charset=utf-8");
    text
}

fn hidden(page: &str, name: &str) -> String {
    let from = format!("name=\"{name}\" value=\"");
    let found = page.split(&from).nth(1).unwrap();
    found.split('"').next().unwrap().to_owned()
}

async fn post_form(site: &Site, path: &str, fields: &[(&str, &str)]) -> Reply {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let body = form.extend_pairs(fields).finish();
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    site.send("POST", path, &headers, body).await
}

/// With its survey open a day can be seen before it is published; its programme can't, by no way.
#[tokio::test]
async fn the_programme_is_nobody_s_before_it_is_published() {
    let office = open(Site::start().await).await;
    let day = begin(&office).await;
    for step in steps() {
        assert_eq!(act(&office, day, step.clone()).await.status, 200, "{step}");
    }
    for path in ["", "/event.ics"] {
        let reply = office.site.get(&format!("/days/{day}{path}")).await;
        let told = String::from_utf8_lossy(&reply.body);
        assert_eq!(reply.status, 200, "{path}: {told}");
        for hidden in ["10:00–10:30", "Зала засідань", "T080000Z"] {
            assert!(!told.contains(hidden), "{path}: {hidden}: {told}");
        }
    }
}

#[tokio::test]
async fn everything_works_on_plain_pages() {
    let office = open(Site::start().await).await;
    let day = published(&office).await;
    let site = &office.site;
    let list = page(&site.get("/days").await, 200);
    assert!(list.contains("Як планують місто") && list.contains(&day.to_string()));
    let announced = page(&site.get(&format!("/days/{day}?lang=en")).await, 200);
    for said in ["Opening meeting", "10:00–10:30", "20 / 20", "Survey"] {
        assert!(announced.contains(said), "{said}: {announced}");
    }
    let calendar = site.get(&format!("/days/{day}/event.ics")).await;
    let calendar = String::from_utf8(calendar.body.to_vec()).unwrap();
    for line in [
        "BEGIN:VEVENT",
        "DTSTART:20261209T080000Z",
        "DTEND:20261209T103000Z",
    ] {
        assert!(calendar.contains(line), "{line}: {calendar}");
    }

    // The survey: nothing chosen is said; sent twice it is one answer.
    let path = format!("/days/{day}/survey");
    let blank = page(&site.get(&path).await, 200);
    let (id, code) = (hidden(&blank, "id"), hidden(&blank, "code"));
    let ids = [("id", id.as_str()), ("code", code.as_str()), ("lang", "uk")];
    let empty = page(&post_form(site, &path, &ids).await, 422);
    assert!(empty.contains("хоча б на одне"), "{empty}");
    let filled = [
        &ids[..],
        &[("q0-0", "1"), ("q0-1", "1"), ("q1", "Архів <b>")],
    ]
    .concat();
    for _ in 0..2 {
        page(&post_form(site, &path, &filled).await, 200);
    }
    let results: Value = json(
        &office
            .ask("GET", &format!("days/{day}/results"), None)
            .await,
    );
    assert_eq!(results["in_time"], 1);
    assert_eq!(results["counted"][0]["votes"], j!([0, 2]));

    // A place: booked, seen by its code, cancelled.
    let path = format!("/days/{day}/place");
    let blank = page(&site.get(&path).await, 200);
    let (id, code) = (hidden(&blank, "id"), hidden(&blank, "code"));
    let ids = [
        ("id", id.as_str()),
        ("code", code.as_str()),
        ("slot", "1"),
        ("category", "pupil"),
    ];
    page(&post_form(site, &path, &ids).await, 422);
    let named = [&ids[..], &[("name", "Ладна <i>Оксана")]].concat();
    let booked = page(&post_form(site, &path, &named).await, 200);
    assert!(booked.contains("За вами місце"), "{booked}");
    let mine = format!("/days/{day}/mine");
    page(&post_form(site, &mine, &[("code", "AAAA")]).await, 404);
    let seen = page(&post_form(site, &mine, &[("code", &code)]).await, 200);
    assert!(seen.contains("За вами місце"));
    let gone = page(
        &post_form(site, &mine, &[("code", &code), ("cancel", "yes")]).await,
        200,
    );
    assert!(gone.contains("Запис скасовано"), "{gone}");

    // A question: asked, then its status by number and code.
    let path = format!("/days/{day}/question");
    let blank = page(&site.get(&path).await, 200);
    let (id, code) = (hidden(&blank, "id"), hidden(&blank, "code"));
    let fields = [
        ("id", id.as_str()),
        ("code", code.as_str()),
        ("text", "Коли <script>?"),
    ];
    let asked = page(&post_form(site, &path, &fields).await, 200);
    assert!(
        asked.contains("№ 1/2026") && !asked.contains("<script>"),
        "{asked}"
    );
    let find = [("number", "1/2026"), ("code", code.as_str())];
    let found = page(&post_form(site, "/days/question", &find).await, 200);
    assert!(found.contains("Відповіді ще немає"), "{found}");

    // What is nonsense is a page in words.
    for (path, body, status) in [
        ("/days/no-such-day", "", 404),
        (path.as_str(), "text=%00%ff", 422),
        (mine.as_str(), "code=%F0%9F%98%80", 404),
        ("/days/question", "number=%27%20OR%201", 404),
    ] {
        let sent = if body.is_empty() {
            site.get(path).await
        } else {
            site.send("POST", path, &[], body).await
        };
        assert!(page(&sent, status).contains("<h1>"), "{path}");
    }
}
