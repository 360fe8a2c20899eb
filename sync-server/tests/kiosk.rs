//! The kiosk at the server's edge: taken in by a code, told how to go on without a network, and
//! whatever it sealed is registered once, or kept where the office sees it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use common::client::Reply;
use common::office::{Office, cookie_of, sign_in};
use common::store::{EVERY_KIND, Kind};
use common::*;
use domain::kiosk::{Context, Envelope, KeyRing, Order, WhySealed, pair, seal, token_hash};
use domain::request::Role;
use domain::sync::Digest;
use domain::sync::kiosk::{BeatAnswer, KioskList, PairingCode, SealKey, SealedReceipt};
use serde_json::{Value, json as j};
use sync_server::kiosk;
use sync_server::start::HOLDER;
use uuid::Uuid;

async fn office(kind: Kind) -> Office {
    let site = Site::on(kind).await;
    let account = site.running.account.clone().unwrap();
    let reply = sign_in(&site, &account.login, &account.password).await;
    Office {
        cookie: cookie_of(&reply),
        site: Arc::new(site),
    }
}

/// A tablet, as far as the server can tell.
struct Tablet {
    site: Arc<Site>,
    token: String,
}

impl Tablet {
    fn new(site: &Arc<Site>, n: u8) -> Self {
        Self {
            site: site.clone(),
            token: format!("{n:02x}").repeat(32),
        }
    }

    async fn ask(&self) -> PairingCode {
        let asked = j!({"token_hash": token_hash(&self.token)});
        let reply = self.site.post("/api/v1/kiosk/pairings", asked).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        json(&reply)
    }

    /// A tablet that an officer has taken in.
    async fn paired(office: &Office, n: u8) -> Self {
        let tablet = Self::new(&office.site, n);
        let code = tablet.ask().await.code;
        let reply = take_in(office, &code, "Хол, 1 поверх").await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        tablet
    }

    async fn beat(&self, waiting: u32) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let headers = [
            ("content-type", "application/json"),
            ("authorization", bearer.as_str()),
        ];
        let body = j!({"version": "0.1.0", "waiting": waiting, "room": 1_000_000}).to_string();
        self.site
            .send("POST", "/api/v1/kiosk/beat", &headers, body)
            .await
    }

    async fn key(&self) -> SealKey {
        json::<BeatAnswer>(&self.beat(0).await).key
    }

    async fn put(&self, id: Uuid, body: &[u8]) -> Reply {
        let (bearer, digest) = (format!("Bearer {}", self.token), Digest::of(body));
        let headers = [
            ("content-digest", digest.as_str()),
            ("authorization", bearer.as_str()),
        ];
        let path = format!("/api/v1/kiosk/items/{id}");
        self.site.send("PUT", &path, &headers, body).await
    }
}

async fn take_in(office: &Office, code: &str, name: &str) -> Reply {
    let body = j!({"code": code, "name": name});
    office.ask("POST", "kiosks", Some(body)).await
}

async fn kiosks(office: &Office) -> KioskList {
    json(&office.ask("GET", "kiosks", None).await)
}

fn sealed(key: &SealKey, kind: &str, text: &[u8]) -> Envelope {
    let context = Context {
        id: Uuid::now_v7(),
        kind,
        key: &key.id,
    };
    seal(
        &key.public,
        context,
        text,
        *b"0123456789abcdef0123456789abcdef",
    )
    .unwrap()
}

fn body(envelope: &Envelope) -> Vec<u8> {
    serde_json::to_vec(envelope).unwrap()
}

async fn registered(office: &Office) -> usize {
    let page: Value = json(&office.journal(j!({"show": "all"})).await);
    page["rows"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_tablet_is_taken_in_by_the_code_on_its_screen() {
    for kind in EVERY_KIND {
        let office = office(kind).await;
        let tablet = Tablet::new(&office.site, 1);
        problem(&tablet.beat(0).await, 401);
        let code = tablet.ask().await.code;
        problem(&tablet.beat(0).await, 401);
        // As people type it.
        let typed = format!("{}-{}", &code[..4], &code[4..]).to_lowercase();
        let reply = take_in(&office, &typed, "  Хол, 1 поверх ").await;
        let list: KioskList = json(&reply);
        assert_eq!(list.kiosks[0].name, "Хол, 1 поверх");
        let exit = list.kiosks[0].exit_code.clone().unwrap();
        let told: BeatAnswer = json(&tablet.beat(3).await);
        assert_eq!(told.order, Order::Serve);
        assert_eq!(told.exit_hash, domain::kiosk::exit_hash(told.id, &exit));
        let seen = kiosks(&office).await.kiosks.remove(0);
        assert_eq!(seen.seen_at, Some(noon().timestamp_millis()));
        assert_eq!(seen.told.unwrap().waiting, 3);
        // A code is good for one tablet.
        problem(&take_in(&office, &code, "Інший").await, 422);
    }
}

#[tokio::test]
async fn a_code_is_good_for_ten_minutes() {
    let office = office(Kind::Sqlite).await;
    let tablet = Tablet::new(&office.site, 1);
    let code = tablet.ask().await.code;
    office.site.clock.set(noon() + TimeDelta::minutes(10));
    problem(&take_in(&office, &code, "Хол").await, 422);
    problem(&tablet.beat(0).await, 401);
    let fresh = tablet.ask().await.code;
    assert_eq!(take_in(&office, &fresh, "Хол").await.status, 200);
}

#[tokio::test]
async fn only_so_many_tablets_may_ask_and_only_so_often() {
    let site = Arc::new(Site::start().await);
    for n in 0..50 {
        Tablet::new(&site, n).ask().await;
    }
    let asked = j!({"token_hash": token_hash("x")});
    let reply = site.post("/api/v1/kiosk/pairings", asked.clone()).await;
    problem(&reply, 503);
    assert!(reply.headers.contains_key("retry-after"));
    // When their time is over there is room again.
    site.clock.set(noon() + TimeDelta::minutes(11));
    Tablet::new(&site, 99).ask().await;

    let slow = Site::start_with(|config| {
        config.limits.sign_ins = sync_server::config::Rate {
            per_minute: 1,
            burst: 2,
        };
    })
    .await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let reply = slow.post("/api/v1/kiosk/pairings", asked.clone()).await;
        statuses.push(reply.status);
    }
    assert_eq!(statuses, [200, 200, 429]);
}

#[tokio::test]
async fn what_a_kiosk_sealed_is_registered_once() {
    for kind in EVERY_KIND {
        let office = office(kind).await;
        let tablet = Tablet::paired(&office, 1).await;
        let key = tablet.key().await;
        let text = bytes(&submission("Кошторис ремонту школи"));
        let envelope = sealed(&key, "request", &text);
        let body = body(&envelope);
        assert!(!String::from_utf8_lossy(&body).contains("Кошторис"));
        let first: SealedReceipt = json(&tablet.put(envelope.id, &body).await);
        assert_eq!((first.id, &first.digest), (envelope.id, &Digest::of(&body)));
        assert_eq!(first.index.as_deref(), Some("1/02-19"));
        for _ in 0..3 {
            let again: SealedReceipt = json(&tablet.put(envelope.id, &body).await);
            assert_eq!(again.index, first.index);
        }
        assert_eq!(registered(&office).await, 1);
        // The visitor's phone opens it with the code the kiosk gave.
        let case = j!({"id": envelope.id, "access_code": code(7).as_str(), "cursor": 0});
        let asked = j!({"v": 1, "cases": [case]});
        let changes: Value = json(&office.site.post("/api/v1/changes", asked).await);
        assert_eq!(changes["cases"][0]["text"], "Кошторис ремонту школи");
        // Received when the server got it, whatever the tablet's clock said.
        let received = &changes["cases"][0]["public"]["received_at"];
        assert_eq!(*received, noon().timestamp_millis());
    }
}

#[tokio::test]
async fn fifty_equal_puts_at_once_are_one_registration() {
    for kind in EVERY_KIND {
        let office = office(kind).await;
        let tablet = Arc::new(Tablet::paired(&office, 1).await);
        let key = tablet.key().await;
        let envelope = sealed(&key, "request", &bytes(&submission("Кошторис")));
        let (id, body) = (envelope.id, body(&envelope));
        let racing: Vec<_> = (0..50)
            .map(|_| {
                let (tablet, body) = (tablet.clone(), body.clone());
                tokio::spawn(async move { json::<SealedReceipt>(&tablet.put(id, &body).await) })
            })
            .collect();
        for receipt in racing {
            let receipt = receipt.await.unwrap();
            assert_eq!(receipt.index.as_deref(), Some("1/02-19"));
        }
        assert_eq!(registered(&office).await, 1);
    }
}

/// Fault 39.
#[tokio::test]
async fn fault_39_what_was_sealed_before_the_key_was_changed_still_opens() {
    for kind in EVERY_KIND {
        let office = office(kind).await;
        let tablet = Tablet::paired(&office, 1).await;
        let old = tablet.key().await;
        let envelope = sealed(&old, "request", &bytes(&submission("Кошторис")));
        for _ in 0..3 {
            let reply = office.ask("POST", "kiosks/key", None).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
        }
        let new = tablet.key().await;
        assert_ne!((&old.id, &old.public), (&new.id, &new.public));
        let receipt: SealedReceipt = json(&tablet.put(envelope.id, &body(&envelope)).await);
        assert_eq!(receipt.index.as_deref(), Some("1/02-19"));
        let next = sealed(&new, "request", &bytes(&submission("Ще один")));
        let receipt: SealedReceipt = json(&tablet.put(next.id, &body(&next)).await);
        assert_eq!(receipt.index.as_deref(), Some("2/02-19"));
    }
}

/// Fault 39, the other way out: whatever can't be taken in is kept, and the office sees it.
#[tokio::test]
async fn fault_39_what_does_not_open_is_put_aside_and_seen() {
    for kind in EVERY_KIND {
        let office = office(kind).await;
        let tablet = Tablet::paired(&office, 1).await;
        let key = tablet.key().await;
        let foreign = SealKey {
            id: "k9-ffffffff".into(),
            public: pair(&[1; 32]).public,
        };
        let posing = SealKey {
            id: key.id.clone(),
            public: foreign.public.clone(),
        };
        let good = bytes(&submission("Кошторис"));
        let mut moved = sealed(&key, "request", &good);
        moved.id = Uuid::now_v7();
        let mut garbled = sealed(&key, "request", &good);
        garbled.text = "не Base64".into();
        let table = [
            (sealed(&foreign, "request", &good), WhySealed::UnknownKey),
            (sealed(&posing, "request", &good), WhySealed::DoesNotOpen),
            (moved, WhySealed::DoesNotOpen),
            (garbled, WhySealed::DoesNotOpen),
            (sealed(&key, "poem", &good), WhySealed::UnknownKind),
            (sealed(&key, "request", b"[]"), WhySealed::Invalid),
            (
                sealed(&key, "request", &bytes(&submission(""))),
                WhySealed::Invalid,
            ),
        ];
        for (envelope, why) in &table {
            for _ in 0..2 {
                let receipt: SealedReceipt = json(&tablet.put(envelope.id, &body(envelope)).await);
                assert_eq!((receipt.aside, receipt.index), (Some(*why), None));
            }
            // Something else under its id is no replay.
            let other = Envelope {
                enc: "AA==".into(),
                ..envelope.clone()
            };
            problem(&tablet.put(other.id, &body(&other)).await, 409);
        }
        let list = kiosks(&office).await;
        assert_eq!(list.aside.len(), table.len());
        assert!(
            list.aside
                .iter()
                .all(|row| row.kiosk_name == "Хол, 1 поверх")
        );
        assert_eq!(registered(&office).await, 0);
    }
}

/// The key was lost with the journal it lay in, and is found: what was sealed to it is taken in once,
/// as of when it came.
#[tokio::test]
async fn what_was_put_aside_is_taken_in_once_its_key_is_back() {
    for kind in EVERY_KIND {
        let office = office(kind).await;
        let tablet = Tablet::paired(&office, 1).await;
        let mut lost = KeyRing::default();
        lost.add(&[1; 32], noon());
        let key = lost.current().unwrap();
        let lost_key = SealKey {
            id: key.id.clone(),
            public: key.public.clone(),
        };
        let envelope = sealed(&lost_key, "request", &bytes(&submission("Кошторис")));
        let garbled = sealed(&lost_key, "request", b"[]");
        for one in [&envelope, &garbled] {
            let receipt: SealedReceipt = json(&tablet.put(one.id, &body(one)).await);
            assert_eq!(receipt.aside, Some(WhySealed::UnknownKey));
        }
        // Nothing has changed yet.
        let list: KioskList = json(&office.ask("POST", "kiosks/aside", None).await);
        assert_eq!(list.aside.len(), 2);

        office.site.clock.set(noon() + TimeDelta::days(3));
        let office = office.again().await;
        let journal = office.site.running.journal();
        for expected in [1, 0] {
            let taken = kiosk::take_keys(&*journal, HOLDER, lost.clone()).await;
            assert_eq!(taken.unwrap(), expected);
        }
        assert_ne!(tablet.key().await.id, lost_key.id, "kiosks seal as before");
        for _ in 0..2 {
            let list: KioskList = json(&office.ask("POST", "kiosks/aside", None).await);
            let why: Vec<WhySealed> = list.aside.iter().map(|row| row.why).collect();
            assert_eq!(why, [WhySealed::Invalid], "and it says why now");
        }
        assert_eq!(registered(&office).await, 1);
        let page: Value = json(&office.journal(j!({"show": "all"})).await);
        let came = &page["rows"][0]["received_at"];
        assert_eq!(
            *came,
            j!(noon().timestamp_millis()),
            "the term runs from then"
        );
        // A kiosk that did not hear the first answer sends it again.
        let receipt: SealedReceipt = json(&tablet.put(envelope.id, &body(&envelope)).await);
        assert_eq!(receipt.index.as_deref(), Some("1/02-19"));
        assert_eq!(registered(&office).await, 1);
    }
}

#[tokio::test]
async fn an_id_that_is_taken_by_another_request_is_put_aside() {
    let office = office(Kind::Sqlite).await;
    let tablet = Tablet::paired(&office, 1).await;
    let key = tablet.key().await;
    let envelope = sealed(&key, "request", &bytes(&submission("Кошторис")));
    let other = bytes(&submission("Зовсім інше"));
    assert_eq!(office.site.put(envelope.id, &other).await.status, 201);
    let receipt: SealedReceipt = json(&tablet.put(envelope.id, &body(&envelope)).await);
    assert_eq!(receipt.aside, Some(WhySealed::Conflict));
}

#[tokio::test]
async fn an_ended_kiosk_hands_over_what_waits_or_nothing_at_all() {
    for kind in EVERY_KIND {
        let office = office(kind).await;
        let lost = Tablet::paired(&office, 1).await;
        let retired = Tablet::paired(&office, 2).await;
        let key = lost.key().await;
        let retired_id = json::<BeatAnswer>(&retired.beat(1).await).id;
        let lost_id = json::<BeatAnswer>(&lost.beat(1).await).id;
        for (id, at_once) in [(lost_id, true), (retired_id, false)] {
            let path = format!("kiosks/{id}/end");
            let reply = office
                .ask("POST", &path, Some(j!({"at_once": at_once})))
                .await;
            assert_eq!(reply.status, 200, "{}", reply.text());
        }
        let envelope = sealed(&key, "request", &bytes(&submission("Кошторис")));
        problem(&lost.put(envelope.id, &body(&envelope)).await, 410);
        assert_eq!(json::<BeatAnswer>(&lost.beat(1).await).order, Order::End);

        let told: BeatAnswer = json(&retired.beat(1).await);
        assert_eq!(told.order, Order::Deliver);
        let reply = retired.put(envelope.id, &body(&envelope)).await;
        assert_eq!(reply.status, 200);
        assert_eq!(json::<BeatAnswer>(&retired.beat(0).await).order, Order::End);
        problem(&retired.put(envelope.id, &body(&envelope)).await, 410);
        // An end is for good.
        let path = format!("kiosks/{lost_id}/end");
        office
            .ask("POST", &path, Some(j!({"at_once": false})))
            .await;
        assert_eq!(json::<BeatAnswer>(&lost.beat(0).await).order, Order::End);
    }
}

#[tokio::test]
async fn what_is_no_kiosk_s_business_is_refused() {
    let office = office(Kind::Sqlite).await;
    let tablet = Tablet::paired(&office, 1).await;
    let key = tablet.key().await;
    let envelope = sealed(&key, "request", &bytes(&submission("Кошторис")));
    let sent = body(&envelope);
    let stranger = Tablet::new(&office.site, 9);
    problem(&stranger.put(envelope.id, &sent).await, 401);
    problem(&tablet.put(Uuid::now_v7(), &sent).await, 400);
    problem(&tablet.put(Uuid::nil(), &sent).await, 400);
    problem(&tablet.put(envelope.id, b"{}").await, 400);
    problem(&tablet.put(envelope.id, &vec![b'x'; 200 * 1024]).await, 413);
    let bearer = format!("Bearer {}", tablet.token);
    let wrong = Digest::of(b"other");
    let path = format!("/api/v1/kiosk/items/{}", envelope.id);
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-digest", wrong.as_str()),
    ];
    problem(&office.site.send("PUT", &path, &headers, sent).await, 425);
    for body in [
        j!({"token_hash": "x"}),
        j!({"token_hash": "я".repeat(32)}),
        j!({}),
    ] {
        problem(&office.site.post("/api/v1/kiosk/pairings", body).await, 400);
    }
    assert_eq!(registered(&office).await, 0);
}

#[tokio::test]
async fn who_may_manage_kiosks() {
    let office = office(Kind::Sqlite).await;
    let _tablet = Tablet::paired(&office, 1).await;
    let id = kiosks(&office).await.kiosks[0].id;
    for role in Role::ALL {
        let manages = matches!(
            role,
            Role::Administrator | Role::ResponsibleOfficer | Role::GeneralDepartment
        );
        let colleague = office.colleague(role).await;
        let code = kiosks(&colleague).await.kiosks[0].exit_code.clone();
        assert_eq!(code.is_some(), manages, "{role:?}");
        if manages {
            continue;
        }
        let end = format!("kiosks/{id}/end");
        problem(
            &colleague
                .ask("POST", &end, Some(j!({"at_once": true})))
                .await,
            403,
        );
        problem(&colleague.ask("POST", "kiosks/key", None).await, 403);
        problem(&take_in(&colleague, "AAAAAAAA", "Хол").await, 403);
    }
    for path in [
        format!("kiosks/{}/end", Uuid::now_v7()),
        "kiosks/x/end".into(),
    ] {
        let end = Some(j!({"at_once": true}));
        problem(&office.ask("POST", &path, end).await, 404);
    }
}

/// Five hundred sealed requests, the kiosk killed in the middle of sending: each arrives once.
#[tokio::test]
async fn five_hundred_sealed_requests_all_arrive_once_after_a_kill() {
    let office = office(Kind::Sqlite).await;
    let tablet = Arc::new(Tablet::paired(&office, 1).await);
    let key = tablet.key().await;
    let waiting: Vec<(Uuid, Vec<u8>)> = (0..500)
        .map(|n| {
            let text = bytes(&submission(&format!("Запит із термінала {n}")));
            let envelope = sealed(&key, "request", &text);
            (envelope.id, body(&envelope))
        })
        .collect();
    // Killed without having noted a single receipt: the server has some, the kiosk still has all.
    let answered = Arc::new(AtomicUsize::new(0));
    let (cut, sent, count) = (tablet.clone(), waiting.clone(), answered.clone());
    let sending = tokio::spawn(async move {
        for (id, body) in &sent {
            let _ = cut.put(*id, body).await;
            count.fetch_add(1, Ordering::Relaxed);
        }
    });
    while answered.load(Ordering::Relaxed) < 40 {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    sending.abort();
    assert!(answered.load(Ordering::Relaxed) < 500);
    let mut indexes = HashSet::new();
    for (id, body) in &waiting {
        let receipt: SealedReceipt = json(&tablet.put(*id, body).await);
        assert!(receipt.aside.is_none());
        indexes.insert(receipt.index.unwrap());
    }
    assert_eq!(indexes.len(), 500);
    // And nothing more: the next one gets the next number.
    let next = sealed(&key, "request", &bytes(&submission("Ще один")));
    let receipt: SealedReceipt = json(&tablet.put(next.id, &body(&next)).await);
    assert_eq!(receipt.index.as_deref(), Some("501/02-19"));
}

/// Neither what is in an envelope nor a token, a code or a key is ever said in a log.
#[test]
fn nothing_secret_is_in_debug_output() {
    let keys = pair(&[3; 32]);
    let mut ring = domain::kiosk::KeyRing::default();
    ring.add(&[3; 32], noon());
    for said in [format!("{keys:?}"), format!("{ring:?}")] {
        assert!(!said.contains(&keys.private), "{said}");
    }
}
