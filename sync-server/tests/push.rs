//! Pushes over real TCP: once, whatever is sent and how often.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use common::store::EVERY_KIND;
use common::*;
use domain::request::{Field, Issue};
use domain::sync::Digest;
use domain::sync::wire::{PROTOCOL, RECEIPT_MEDIA, SUBMISSION_MEDIA};
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_identical_pushes_are_one_registration() {
    for kind in EVERY_KIND {
        fifty_identical_pushes(&Site::on(kind).await).await;
    }
}

async fn fifty_identical_pushes(site: &Site) {
    let (id, body) = (Uuid::now_v7(), bytes(&submission("Копія рішення")));
    let pushes: Vec<_> = (0..50)
        .map(|_| {
            let (address, body) = (site.address(), body.clone());
            tokio::spawn(async move {
                let mut client = client::Client::connect(address).await.unwrap();
                put(&mut client, id, &body).await.unwrap()
            })
        })
        .collect();
    let mut receipts = Vec::new();
    for push in pushes {
        let reply = push.await.unwrap();
        assert_eq!(reply.headers["content-type"], RECEIPT_MEDIA);
        receipts.push((reply.status, receipt(&reply)));
    }
    assert_eq!(
        receipts.iter().filter(|(status, _)| *status == 201).count(),
        1
    );
    for (status, receipt) in &mut receipts {
        assert_eq!(receipt.replayed, *status == 200);
        receipt.replayed = false;
    }
    assert!(
        receipts
            .iter()
            .all(|(_, receipt)| *receipt == receipts[0].1)
    );
    let next = receipt(&site.put(Uuid::now_v7(), &body).await);
    assert_eq!(next.index.ordinal, 2);
}

#[tokio::test]
async fn a_receipt_says_what_the_law_says() {
    for kind in EVERY_KIND {
        says_what_the_law_says(&Site::on(kind).await).await;
    }
}

async fn says_what_the_law_says(site: &Site) {
    let (id, body) = (Uuid::now_v7(), bytes(&submission("Кошторис")));
    let reply = site.put(id, &body).await;
    let first = receipt(&reply);
    assert_eq!((reply.status, first.v, first.id), (201, PROTOCOL, id));
    assert_eq!(first.digest, Digest::of(&body));
    assert_eq!(first.received_at, noon());
    assert_eq!(first.term.deadline.to_string(), "2026-12-01");
    assert_eq!(first.ruling.deadline, first.term.deadline);
    assert_eq!(
        first
            .ruling
            .account
            .iter()
            .filter(|day| day.counted)
            .count(),
        5
    );

    let other = site.put(id, &bytes(&submission("Інший текст"))).await;
    assert!(problem(&other, 409).kind.ends_with("/conflict"));
    site.clock.set(at("2027-01-05T10:00:00Z"));
    let again = receipt(&site.put(id, &body).await);
    assert!(again.replayed && again.server_time != first.server_time);
    assert_eq!(
        (again.index, again.received_at),
        (first.index, first.received_at)
    );

    let hours = receipt(&site.put(Uuid::now_v7(), &bytes(&urgent("Вода"))).await);
    assert_eq!((hours.index.year, hours.index.ordinal), (2027, 1));
    assert_eq!(hours.term.deadline.to_string(), "2027-01-07T12:00:00+02:00");
}

#[tokio::test]
async fn headers_that_are_not_right() {
    let site = Site::start().await;
    let body = bytes(&submission("Кошторис"));
    let digest = Digest::of(&body);
    let path = path_of(Uuid::now_v7());
    let good = [
        ("content-type", SUBMISSION_MEDIA),
        ("content-digest", digest.as_str()),
        ("vr-protocol", "1"),
    ];
    let cases: &[(usize, Option<&str>, u16)] = &[
        (0, None, 415),
        (0, Some("application/json"), 415),
        (0, Some("text/html"), 415),
        (1, None, 400),
        (1, Some("sha-256=:AAAA:"), 425),
        (1, Some("garbage"), 400),
        (2, None, 400),
        (2, Some(""), 400),
        (2, Some("one"), 400),
        (2, Some("-1"), 400),
        (2, Some("0"), 426),
        (2, Some("2"), 400),
        (2, Some("99999999999999999999"), 400),
    ];
    for (which, value, status) in cases {
        let mut headers = good.to_vec();
        match value {
            Some(value) => headers[*which].1 = value,
            None => drop(headers.remove(*which)),
        }
        let reply = site.send("PUT", &path, &headers, body.clone()).await;
        problem(&reply, *status);
    }
    for id in [
        "1",
        "x",
        "%00",
        "00000000-0000-0000-0000-000000000000",
        "..%2f..%2fetc",
        "%ff",
        "936da01f-9abd-4d9d-80c7-02af85c822a8",
        "{0190c0de-0000-7000-8000-000000000000}",
    ] {
        let reply = site
            .send(
                "PUT",
                &format!("/api/v1/submissions/{id}"),
                &good,
                body.clone(),
            )
            .await;
        problem(&reply, 400);
    }
    assert_eq!(
        receipt(&site.send("PUT", &path, &good, body.clone()).await)
            .index
            .ordinal,
        1
    );
}

#[tokio::test]
async fn bodies_that_are_not_right() {
    for kind in EVERY_KIND {
        not_right(&Site::on(kind).await).await;
    }
}

async fn not_right(site: &Site) {
    let good = String::from_utf8(bytes(&submission("Кошторис"))).unwrap();
    let deep = format!("{}{}", "[".repeat(60_000), "]".repeat(60_000));
    let cases: Vec<(Vec<u8>, u16)> = vec![
        (b"".to_vec(), 400),
        (b"null".to_vec(), 400),
        (b"[]".to_vec(), 400),
        (b"{".to_vec(), 400),
        (deep.into_bytes(), 400),
        (vec![0xff, 0xfe, 0x00], 400),
        (good.replace("\"v\":1", "\"v\":2").into(), 400),
        (good.replace("\"v\":1", "\"v\":0").into(), 400),
        (good.replace("\"v\":1", "\"v\":-1").into(), 400),
        (good.replace("\"v\":1", "\"v\":\"1\"").into(), 400),
        (good.replace("\"v\":1", "\"v\":1e999").into(), 400),
        (good.replace("person", "robot").into(), 400),
        (
            good.replace("\"text\":\"Кошторис\"", "\"text\":42").into(),
            400,
        ),
        (
            good.replace("\"text\":\"Кошторис\"", "\"text\":null")
                .into(),
            400,
        ),
        (
            good.replace("\"text\":\"Кошторис\"", "\"text\":\"\\ud800\"")
                .into(),
            400,
        ),
        (
            good.replace("\"text\":\"Кошторис\"", "\"text\":\"\\u0000\"")
                .into(),
            422,
        ),
        (
            good.replace("\"text\":\"Кошторис\"", "\"text\":\"  \"")
                .into(),
            422,
        ),
        (
            good.replace("\"v\":1", "\"v\":1,\"admin\":true").into(),
            400,
        ),
        (good.replace("\"v\":1", "\"v\":1,\"v\":1").into(), 400),
        ("😀".repeat(250_000).into(), 413),
        (vec![b' '; 5_000_000], 413),
        (good.replace("Кошторис", &"😀".repeat(250_000)).into(), 413),
        (good.replace("Кошторис", &"😀".repeat(25_000)).into(), 422),
    ];
    for (body, status) in cases {
        let reply = site.put(Uuid::now_v7(), &body).await;
        problem(&reply, status);
    }
    let empty = good.replace("\"text\":\"Кошторис\"", "\"text\":\"\"");
    let empty = problem(&site.put(Uuid::now_v7(), empty.as_bytes()).await, 422);
    assert_eq!(
        (empty.problems[0].field, empty.problems[0].issue),
        (Field::Text, Issue::Missing)
    );
    let mut wrong = submission("");
    wrong.name = "x".repeat(301);
    wrong.email = None;
    wrong.phone = Some("немає".into());
    wrong.access_code_hash = "Z".repeat(64);
    let wrong = problem(&site.put(Uuid::now_v7(), &bytes(&wrong)).await, 422);
    assert_eq!(wrong.problems.len(), 5);
    let next = receipt(&site.put(Uuid::now_v7(), good.as_bytes()).await);
    assert_eq!(next.index.ordinal, 1, "nothing of all that was registered");
}

#[tokio::test]
async fn html_and_sql_are_only_text() {
    for kind in EVERY_KIND {
        only_text(&Site::on(kind).await).await;
    }
}

async fn only_text(site: &Site) {
    let nasty = "<script>alert('x')</script>'; DROP TABLE requests; -- \u{202e}{{7*7}} ${x} %s";
    let mut one = urgent(nasty);
    one.name = nasty.into();
    one.postal_address = Some(nasty.into());
    one.phone = Some("<b>1</b>'; DROP TABLE x; --".into());
    one.urgency_reason = Some(nasty.into());
    let body = bytes(&one);
    let got = receipt(&site.put(Uuid::now_v7(), &body).await);
    assert_eq!(got.digest, Digest::of(&body));
    let found = site
        .running
        .journal()
        .cases(sync_server::start::HOLDER, vec![got.id])
        .await;
    assert_eq!(found.unwrap()[0].submission, one);
}

#[tokio::test]
async fn the_devices_clock_changes_nothing() {
    let site = Site::start().await;
    // UUIDv7 of 1970 and of 2050, and clocks as far off as they are believed.
    for (n, (ms, written)) in [
        (0, 0),
        (2_524_608_000_000, 2_524_608_000_000),
        (1, -2_208_988_800_000),
        (2, 7_258_118_399_999),
    ]
    .into_iter()
    .enumerate()
    {
        let id = uuid::Builder::from_unix_timestamp_millis(ms, &[n as u8; 10]).into_uuid();
        let mut one = submission("Годинник пристрою");
        one.written_at = written;
        let got = receipt(&site.put(id, &bytes(&one)).await);
        assert_eq!(got.received_at, noon());
        assert_eq!(got.term.deadline.to_string(), "2026-12-01");
    }
    // What no clock says is no clock's word: a page that shows it could not even read it.
    for written in [i64::MIN, -2_208_988_800_001, 7_258_118_400_000, i64::MAX] {
        let mut one = submission("Годинник пристрою");
        one.written_at = written;
        problem(&site.put(Uuid::now_v7(), &bytes(&one)).await, 400);
    }
}

#[tokio::test]
async fn a_server_whose_clock_is_wrong_registers_nothing() {
    for kind in EVERY_KIND {
        clock_is_wrong(&Site::on(kind).await).await;
    }
}

async fn clock_is_wrong(site: &Site) {
    let (id, body) = (Uuid::now_v7(), bytes(&submission("Кошторис")));
    for wrong in ["1970-01-01T00:00:00Z", "2050-01-01T00:00:00Z"] {
        site.clock.set(at(wrong));
        let reply = site.put(id, &body).await;
        problem(&reply, 503);
        assert!(reply.headers.contains_key("retry-after"));
    }
    site.clock.set(noon());
    assert_eq!(receipt(&site.put(id, &body).await).index.ordinal, 1);
}

#[tokio::test]
async fn a_phone_that_sends_too_often_is_told_when_to_come_back() {
    let rate = sync_server::config::Rate {
        per_minute: 60,
        burst: 3,
    };
    let site = Site::start_with(|config| config.limits.pushes = rate).await;
    let body = bytes(&submission("Кошторис"));
    for _ in 0..3 {
        receipt(&site.put(Uuid::now_v7(), &body).await);
    }
    let reply = site.put(Uuid::now_v7(), &body).await;
    problem(&reply, 429);
    assert_eq!(reply.headers["retry-after"], "1");
    assert_eq!(site.send("GET", "/healthz", &[], "").await.status, 200);
}

#[tokio::test]
async fn a_digest_may_stand_in_a_list_and_an_array_is_no_submission() {
    let site = Site::start().await;
    let body = bytes(&submission("Кошторис"));
    let digest = Digest::of(&body).as_str().to_owned();
    let other = format!("md5=:abc=:, {digest}");
    let wrong = format!("{digest}, {}", Digest::of(b"x").as_str());
    let rows = [
        (other.as_str(), body.clone(), 201),
        ("md5=:abc=:", body.clone(), 400),
        (wrong.as_str(), body.clone(), 425),
    ];
    for (digest, body, status) in rows {
        let headers = [
            ("content-type", SUBMISSION_MEDIA),
            ("content-digest", digest),
            ("vr-protocol", "1"),
        ];
        let path = path_of(Uuid::now_v7());
        let reply = site.send("PUT", &path, &headers, body).await;
        assert_eq!(reply.status, status, "{digest}");
    }
    let array = br#"[1,"person","Name","a@b.example",null,null,"Text",null,null,1,"uk","00"]"#;
    problem(&site.put(Uuid::now_v7(), array).await, 400);

    let blank = submission("\u{200b}\u{feff} \u{2060}");
    let said = problem(&site.put(Uuid::now_v7(), &bytes(&blank)).await, 422);
    assert_eq!(said.problems[0].field, Field::Text);
}

#[tokio::test]
async fn what_programs_ask_for_is_never_answered_with_a_page() {
    let site = Site::start().await;
    for path in [
        "/healthz/",
        "//healthz",
        "//api/v1/council",
        "/api",
        "/api/",
    ] {
        let reply = site.send("GET", path, &[], Vec::new()).await;
        problem(&reply, 404);
    }
    problem(&site.send("POST", "/healthz", &[], Vec::new()).await, 405);
}
