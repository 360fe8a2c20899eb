//! Two hundred people race for twenty places over a line that fails: replies that never come, the
//! same said again, cancellations in between. `RACE_SEED=n` repeats a race, `RACE_ROUNDS=n` runs more.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use common::client::{Client, Reply};
use common::days::{open, published};
use common::office::Office;
use common::store::{EVERY_KIND, Kind};
use common::*;
use domain::sync::AccessCode;
use serde_json::{Value, json as j};
use uuid::Uuid;

const CROWD: u16 = 200;
const PLACES: usize = 20;

/// Chance by a seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }
}

/// Somebody who wants to come, and what they were told last.
struct Visitor {
    id: Uuid,
    secret: AccessCode,
    body: Value,
    told: Option<Value>,
    gave_up: bool,
}

fn secret(n: u16) -> AccessCode {
    let mut letters = [7; 26];
    // Each letter of a code holds five bits.
    letters[0] = (n & 31) as u8;
    letters[1] = (n >> 5) as u8;
    AccessCode::from_random(letters)
}

impl Visitor {
    fn new(n: u16) -> Self {
        let secret = secret(n);
        let body = j!({"slot": 1, "category": "citizen", "name": format!("Відвідувач {n}"),
            "secret_hash": secret.hash()});
        Self {
            id: Uuid::now_v7(),
            secret,
            body,
            told: None,
            gave_up: false,
        }
    }

    /// Sends; now and then the line breaks before the reply is there.
    async fn send(
        &self,
        site: &Site,
        chance: &mut Chance,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Option<Reply> {
        let mut client: Client = site.client().await;
        let headers = [("content-type", "application/json")];
        let sending = client.send(method, path, &headers, body.to_string().into_bytes());
        if chance.one_in(3) {
            let patience = Duration::from_micros(chance.below(4_000));
            return tokio::time::timeout(patience, sending).await.ok()?.ok();
        }
        Some(sending.await.unwrap())
    }

    /// Books until a reply comes; whoever is told something is told nothing worse later.
    async fn book(&mut self, site: &Site, chance: &mut Chance, day: Uuid) {
        let path = format!("/api/v1/open-days/{day}/places/{}", self.id);
        loop {
            let body = self.body.clone();
            if let Some(reply) = self.send(site, chance, "PUT", &path, &body).await {
                assert_eq!(reply.status, 200, "{}", reply.text());
                return self.hear(json(&reply));
            }
        }
    }

    fn hear(&mut self, now: Value) {
        if let Some(before) = &self.told {
            let (was, is) = (before["state"].as_str(), now["state"].as_str());
            match was {
                Some("place") => assert_eq!(is, Some("place"), "a place is not taken back"),
                Some("waiting") if is == Some("waiting") => {
                    let number = |of: &Value| of["number"].as_u64().unwrap();
                    assert!(
                        number(&now) <= number(before),
                        "nobody is put in before another"
                    );
                }
                Some("waiting") => assert_eq!(is, Some("place")),
                _ => assert_eq!(is, was, "{before} {now}"),
            }
        }
        self.told = Some(now);
    }

    /// Cancels until a reply comes.
    async fn cancel(&mut self, site: &Site, chance: &mut Chance, day: Uuid) {
        let path = format!("/api/v1/open-days/{day}/places/{}/cancel", self.id);
        let body = j!({"secret": self.secret.as_str()});
        self.gave_up = true;
        loop {
            if let Some(reply) = self.send(site, chance, "POST", &path, &body).await {
                assert_eq!(reply.status, 200, "{}", reply.text());
                assert_eq!(json::<Value>(&reply)["state"], "cancelled");
                self.told = None;
                return;
            }
        }
    }

    async fn live(mut self, site: Arc<Site>, seed: u64, day: Uuid) -> Self {
        let mut chance = Chance(seed);
        tokio::time::sleep(Duration::from_micros(chance.below(20_000))).await;
        self.book(&site, &mut chance, day).await;
        for _ in 0..chance.below(4) {
            tokio::time::sleep(Duration::from_micros(chance.below(20_000))).await;
            if chance.one_in(6) {
                self.cancel(&site, &mut chance, day).await;
                return self;
            }
            self.book(&site, &mut chance, day).await;
        }
        self
    }
}

/// What the office sees: never more than twenty, and who waits waits behind everybody with a place.
async fn look(office: &Office, day: Uuid) -> BTreeMap<Uuid, Value> {
    let reply = office
        .ask("GET", &format!("days/{day}/participants"), None)
        .await;
    let people: Value = json(&reply);
    let people = people["people"].as_array().unwrap();
    let here: Vec<&Value> = people
        .iter()
        .filter(|one| one["standing"] != "cancelled")
        .collect();
    let with_place = here
        .iter()
        .take_while(|one| one["standing"] == "place")
        .count();
    assert!(with_place <= PLACES, "{with_place}");
    for (n, one) in (1..).zip(&here[with_place..]) {
        assert_eq!(
            one["standing"], "waiting",
            "somebody got in before who waited longer"
        );
        assert_eq!(one["number"], n, "the list is numbered in its order");
    }
    if here.len() >= PLACES {
        assert_eq!(
            with_place, PLACES,
            "a place is left free while somebody waits"
        );
    }
    let id = |one: &Value| one["id"].as_str().unwrap().parse().unwrap();
    people.iter().map(|one| (id(one), one.clone())).collect()
}

async fn race(kind: Kind, seed: u64) {
    eprintln!("{kind:?}: RACE_SEED={seed}");
    let office = open(Site::on(kind).await).await;
    let day = published(&office).await;
    let mut chance = Chance(seed);
    let crowd: Vec<_> = (0..CROWD)
        .map(|n| {
            let life = Visitor::new(n).live(office.site.clone(), chance.next(), day);
            tokio::spawn(life)
        })
        .collect();
    while !crowd.iter().all(tokio::task::JoinHandle::is_finished) {
        look(&office, day).await;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let mut visitors = Vec::new();
    for one in crowd {
        visitors.push(one.await.unwrap());
    }
    // At rest everybody asks once more: all are told the truth.
    let seen = look(&office, day).await;
    assert_eq!(seen.len(), usize::from(CROWD), "each is there once");
    let mut steady = Chance(0);
    for visitor in &mut visitors {
        let path = format!("/api/v1/open-days/{day}/places/{}", visitor.id);
        let headers = [("content-type", "application/json")];
        let body = visitor.body.to_string();
        let told: Value = json(&office.site.send("PUT", &path, &headers, body).await);
        let there = &seen[&visitor.id];
        assert_eq!(told["state"], there["standing"], "{told} {there}");
        if visitor.gave_up {
            assert_eq!(told["state"], "cancelled");
        } else {
            assert_eq!(told["number"], there["number"], "{told} {there}");
            visitor.hear(told);
        }
    }
    // The places are given up one by one: who waits first moves up, each is told that it came free.
    let mut given_up = 0;
    for visitor in &mut visitors {
        let has_place = visitor
            .told
            .as_ref()
            .is_some_and(|told| told["state"] == "place");
        if !has_place || given_up == 5 {
            continue;
        }
        given_up += 1;
        let before = look(&office, day).await;
        let first = before
            .values()
            .find(|one| one["number"] == 1)
            .map(|one| one["id"].clone());
        visitor.cancel(&office.site, &mut steady, day).await;
        let after = look(&office, day).await;
        if let Some(first) = first {
            let first: Uuid = first.as_str().unwrap().parse().unwrap();
            assert_eq!(
                (&after[&first]["standing"], &after[&first]["promoted"]),
                (&j!("place"), &j!(true))
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn never_more_than_twenty_whatever_the_line_does() {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
    };
    let rounds = number("RACE_ROUNDS").unwrap_or(2);
    for kind in EVERY_KIND {
        for round in 0..rounds {
            let seed =
                number("RACE_SEED").unwrap_or_else(|| u64::from(Uuid::new_v4().as_fields().0));
            race(kind, seed.wrapping_add(round)).await;
        }
    }
}
