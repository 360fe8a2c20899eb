//! What a citizen's device asks besides pushing, and what everyone gets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use common::*;
use domain::request::Status;
use domain::sync::office::OfficeAct;
use domain::sync::wire::{Changes, Council, LookedUp, Receipt};
use serde_json::{Value, json as j};
use sync_server::journal::{Acted, Officer};
use sync_server::start::{FIRST_LOGIN, HOLDER};
use uuid::Uuid;

async fn registered(site: &Site, text: &str) -> Receipt {
    receipt(&site.put(Uuid::now_v7(), &bytes(&submission(text))).await)
}

async fn act(site: &Site, id: Uuid, version: u64, act: OfficeAct) {
    let journal = site.running.journal();
    let found = journal
        .officer_by_login(HOLDER, FIRST_LOGIN.into())
        .await
        .unwrap();
    let officer: Officer = found.unwrap().0;
    let acted = journal
        .act(HOLDER, id, version, act, officer)
        .await
        .unwrap();
    assert!(matches!(acted, Acted::Done(_)), "{acted:?}");
}

const SECRET: &str = "Таємниця запиту";

#[tokio::test]
async fn an_index_shows_no_person_and_no_text() {
    let site = Site::start().await;
    let one = registered(&site, SECRET).await;
    act(
        &site,
        one.id,
        1,
        OfficeAct::Answer {
            text: "Таємниця відповіді".into(),
            extent: domain::request::Extent::Whole,
            sending: domain::request::Sending::default(),
        },
    )
    .await;
    let ask = |code: Value| j!({"index": " № 1 / 02–19", "year": 2026, "access_code": code});
    let plain = site
        .post("/api/v1/look-ups", j!({"index": "1/02-19", "year": 2026}))
        .await;
    let found: LookedUp = json(&plain);
    assert_eq!((found.case, found.public.status), (None, Status::Closed));
    assert_eq!(found.public.history.len(), 2);
    let text = String::from_utf8(plain.body.to_vec()).unwrap();
    assert!(
        !text.contains("Таємниця") && !text.contains("Верболіз") && !text.contains("Відповідальна")
    );

    for wrong in [
        j!(null),
        j!(code(8).as_str()),
        j!(""),
        j!("😀"),
        j!("x".repeat(9_000)),
    ] {
        let reply = site.post("/api/v1/look-ups", ask(wrong)).await;
        assert_eq!(
            (reply.status, &reply.body),
            (200, &plain.body),
            "as with no code"
        );
    }
    let typed = code(7).grouped().to_lowercase();
    let whole: LookedUp = json(&site.post("/api/v1/look-ups", ask(j!(typed))).await);
    let case = whole.case.unwrap();
    assert_eq!(
        (case.id, case.cursor, case.text.as_str()),
        (one.id, 2, SECRET)
    );
    assert_eq!(case.answer.as_deref(), Some("Таємниця відповіді"));
}

#[tokio::test]
async fn look_ups_that_find_nothing() {
    let site = Site::start().await;
    registered(&site, SECRET).await;
    for (index, year) in [
        ("2/02-19", 2026),
        ("1/02-19", 2025),
        ("", 2026),
        ("😀", i32::MIN),
        ("'; DROP TABLE requests; --", i32::MAX),
        ("<b>1</b>", 0),
    ] {
        let reply = site
            .post("/api/v1/look-ups", j!({"index": index, "year": year}))
            .await;
        problem(&reply, 404);
    }
    for body in [
        j!({}),
        j!(null),
        j!([]),
        j!({"index": 1, "year": 2026}),
        j!({"index": "1", "year": "2026"}),
        j!({"index": "1", "year": 1e300}),
        j!({"index": "1", "year": 2026, "more": 1}),
    ] {
        problem(&site.post("/api/v1/look-ups", body).await, 400);
    }
    let large = j!({"index": "x".repeat(100_000), "year": 2026});
    problem(&site.post("/api/v1/look-ups", large).await, 413);
    let html = [("content-type", "text/html")];
    problem(
        &site.send("POST", "/api/v1/look-ups", &html, "{}").await,
        415,
    );
}

#[tokio::test]
async fn news_of_ones_own_cases_only() {
    let site = Site::start().await;
    let one = registered(&site, SECRET).await;
    let code = code(7);
    let ask = |code: &str, cursor: u64| j!({"v": 1, "cases": [{"id": one.id, "access_code": code, "cursor": cursor}]});
    let changes = |body: Value| {
        let site = &site;
        async move { json::<Changes>(&site.post("/api/v1/changes", body).await) }
    };
    let first = changes(ask(code.as_str(), 0)).await;
    assert_eq!((first.cases.len(), first.cases[0].cursor), (1, 1));
    assert_eq!(changes(ask(code.as_str(), 1)).await.cases, []);
    act(
        &site,
        one.id,
        1,
        OfficeAct::Answer {
            text: "Додано".into(),
            extent: domain::request::Extent::Whole,
            sending: domain::request::Sending::default(),
        },
    )
    .await;
    let news = changes(ask(&code.grouped(), 1)).await;
    assert_eq!(news.cases[0].answer.as_deref(), Some("Додано"));
    let stranger = changes(ask("0".repeat(26).as_str(), 0)).await;
    assert_eq!((stranger.cases, stranger.unknown), (vec![], vec![one.id]));
    let nobody = Uuid::now_v7();
    let none = j!({"v": 1, "cases": [{"id": nobody, "access_code": "", "cursor": u64::MAX}]});
    assert_eq!(changes(none).await.unknown, [nobody]);

    let many: Vec<Value> = (0..101)
        .map(|_| j!({"id": Uuid::now_v7(), "access_code": code.as_str(), "cursor": 0}))
        .collect();
    assert_eq!(
        changes(j!({"v": 1, "cases": many[..100]}))
            .await
            .unknown
            .len(),
        100
    );
    problem(
        &site
            .post("/api/v1/changes", j!({"v": 1, "cases": many}))
            .await,
        400,
    );
    problem(
        &site
            .post("/api/v1/changes", j!({"v": 0, "cases": []}))
            .await,
        426,
    );
    problem(
        &site
            .post("/api/v1/changes", j!({"v": 2, "cases": []}))
            .await,
        400,
    );
    problem(
        &site
            .post("/api/v1/changes", j!({"v": 1, "cases": [{"id": "x"}]}))
            .await,
        400,
    );
}

#[tokio::test]
async fn the_council_and_the_servers_health() {
    let site = Site::start().await;
    let council: Council = json(&site.send("GET", "/api/v1/council", &[], "").await);
    assert_eq!(council.name_en, "Council");
    let health: Value = json(&site.send("GET", "/healthz", &[], "").await);
    assert_eq!(
        (&health["status"], &health["version"]),
        (&j!("ok"), &j!(env!("CARGO_PKG_VERSION")))
    );
}

#[tokio::test]
async fn problems_are_told_in_the_readers_language() {
    let site = Site::start().await;
    let ask = |language: &'static str| {
        let site = &site;
        async move {
            let headers = [("accept-language", language)];
            let reply = site.send("GET", "/api/v1/nothing", &headers, "").await;
            problem(&reply, 404).title
        }
    };
    assert_eq!(
        ask("en-GB,en;q=0.9").await,
        "There is nothing at this address"
    );
    assert_eq!(ask("uk").await, "Такої адреси немає");
    assert_eq!(ask("").await, "Такої адреси немає");
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v2/submissions/1",
        "/api/v1/council/x",
    ] {
        problem(&site.send("GET", path, &[], "").await, 404);
    }
    for (method, path) in [
        ("POST", "/api/v1/council"),
        ("GET", "/api/v1/look-ups"),
        ("DELETE", "/api/v1/submissions/1"),
        ("PATCH", "/api/v1/changes"),
        ("POST", "/new"),
    ] {
        let reply = site.send(method, path, &[], "").await;
        problem(&reply, 405);
        assert!(reply.headers.contains_key("allow"), "{method} {path}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let site = Site::start().await;
    for path in [
        "/",
        "/office/",
        "/no.js",
        "/api/v1/council",
        "/api/v1/no",
        "/healthz",
    ] {
        let headers = site.send("GET", path, &[], "").await.headers;
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'")
                && policy.ends_with("trusted-types default sw survey")
        );
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
        assert!(headers.contains_key("permissions-policy"));
        assert!(headers.contains_key("cache-control"), "{path}");
        assert!(!headers.contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn files_that_are_not_there() {
    let site = Site::start().await;
    for path in [
        "/no.js",
        "/office/no.wasm",
        "/.stamp",
        "/x/../../Cargo.toml",
        "/index.html.br",
    ] {
        assert_eq!(site.send("GET", path, &[], "").await.status, 404, "{path}");
    }
}

/// A client that sends its headers a letter a second must not hold a connection for ever.
#[tokio::test]
async fn headers_that_trickle_in_are_cut_off() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let site = Site::start_with(|config| {
        config.limits.headers = std::time::Duration::from_millis(300);
    })
    .await;
    let mut stream = tokio::net::TcpStream::connect(site.address())
        .await
        .unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n")
        .await
        .unwrap();
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(
        std::time::Duration::from_secs(5),
        stream.read_to_end(&mut rest),
    );
    assert!(ended.await.is_ok(), "still open");
}
