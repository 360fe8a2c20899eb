//! Thousands of pushes raced at whatever keeps the journal, the same ids again and again, at one
//! server and at three on one database: none lost, none registered twice, no ordinal skipped.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]
#![allow(clippy::print_stdout, reason = "the seed and what came of it")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::client::{Client, Reply};
use common::store::{Kind, Store};
use common::{bytes, json, put, start_on, submission};
use domain::sync::wire::Receipt;
use tokio::process::Child;
use uuid::Uuid;

/// Clients that push at once.
const CLIENTS: usize = 48;
/// How often each id is pushed.
const TIMES: usize = 4;

/// One race at a time: they would only slow each other down.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Numbers that look like chance and are the same for one seed.
struct Chance(u64);

impl Chance {
    fn seeded() -> Self {
        let seed = std::time::UNIX_EPOCH.elapsed().unwrap().as_micros() as u64;
        println!("seed {seed}");
        Self(seed)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Servers on one journal, some of which may be dead.
type Servers = Arc<Vec<Mutex<SocketAddr>>>;

/// What was answered.
#[derive(Default)]
struct Answers {
    receipts: Mutex<BTreeMap<Uuid, Vec<Receipt>>>,
    created: AtomicUsize,
    again: AtomicUsize,
}

/// All pushes in an order of chance; the same id is often under way at several servers at once.
fn pushes(chance: &mut Chance, all: usize) -> Vec<Uuid> {
    let ids: Vec<Uuid> = (0..all / TIMES).map(|_| Uuid::now_v7()).collect();
    let mut pushes: Vec<Uuid> = ids.iter().flat_map(|id| [*id; TIMES]).collect();
    // Near each other, so that they meet.
    for at in 0..pushes.len() {
        let other = at + chance.below(3 * CLIENTS).min(pushes.len() - at - 1);
        pushes.swap(at, other);
    }
    pushes
}

/// A client's connections, one to each server.
type Lines = Vec<Option<Client>>;

/// Sends it once, at this server.
async fn send(lines: &mut Lines, servers: &Servers, at: usize, id: Uuid) -> Option<Reply> {
    let mut client = match lines[at].take() {
        Some(client) => client,
        None => {
            let address = *servers[at].lock().unwrap();
            Client::connect(address).await.ok()?
        }
    };
    let body = bytes(&submission(
        "Скільки дерев було видалено на вулиці Вишневій?",
    ));
    let reply = put(&mut client, id, &body).await.ok()?;
    lines[at] = Some(client);
    Some(reply)
}

/// Pushes until there is a receipt, at another server after each failure.
async fn deliver(
    lines: &mut Lines,
    servers: &Servers,
    answers: &Answers,
    id: Uuid,
    chance: &mut Chance,
) {
    loop {
        let at = chance.below(servers.len());
        if let Some(reply) = send(lines, servers, at, id).await {
            assert!(matches!(reply.status, 200 | 201 | 503), "{reply:?}");
            if reply.status != 503 {
                let created = usize::from(reply.status == 201);
                answers.created.fetch_add(created, Ordering::Relaxed);
                let receipt: Receipt = json(&reply);
                assert_eq!((receipt.id, receipt.replayed), (id, reply.status == 200));
                let mut receipts = answers.receipts.lock().unwrap();
                receipts.entry(id).or_default().push(receipt);
                return;
            }
        }
        answers.again.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn race(servers: &Servers, chance: &mut Chance, all: usize) -> Arc<Answers> {
    let answers = Arc::new(Answers::default());
    let pushes = Arc::new(pushes(chance, all));
    let next = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (servers, answers) = (servers.clone(), answers.clone());
            let (pushes, next) = (pushes.clone(), next.clone());
            let mut chance = Chance(chance.0 ^ chance.below(1 << 30) as u64);
            let mut lines: Lines = servers.iter().map(|_| None).collect();
            tokio::spawn(async move {
                while let Some(id) = pushes.get(next.fetch_add(1, Ordering::Relaxed)) {
                    deliver(&mut lines, &servers, &answers, *id, &mut chance).await;
                }
            })
        })
        .collect();
    for client in clients {
        client.await.unwrap();
    }
    answers
}

/// Every id has one index, all answers about it agree, and the ordinals are 1, 2, 3 … `killed` is
/// whether an answer may have been lost on its way.
async fn nothing_is_lost_or_double(store: &Store, answers: &Answers, all: usize, killed: bool) {
    let receipts = answers.receipts.lock().unwrap().clone();
    let ids = all / TIMES;
    let mut ordinals = BTreeMap::new();
    let mut double = 0;
    for (id, receipts) in &receipts {
        let indexes: BTreeSet<_> = receipts.iter().map(|one| &one.index.text).collect();
        double += indexes.len() - 1;
        assert_eq!(receipts.len(), TIMES, "{id}");
        let first = &receipts[0];
        for other in receipts {
            assert_eq!(
                (
                    &other.index,
                    other.received_at,
                    &other.ruling,
                    &other.digest
                ),
                (
                    &first.index,
                    first.received_at,
                    &first.ruling,
                    &first.digest
                )
            );
        }
        let taken = ordinals.insert((first.index.year, first.index.ordinal), first.received_at);
        assert_eq!(taken, None, "one index for two ids");
    }
    let report = store.place().verify(None).await.unwrap();
    println!(
        "{all} pushes of {ids} ids: {} registered, {} sent again, lost {}, double {double}",
        report.requests,
        answers.again.load(Ordering::Relaxed),
        ids - receipts.len(),
    );
    assert_eq!((receipts.len(), double), (ids, 0));
    assert_eq!(report.flaws, []);
    assert_eq!(report.requests, ids as u64);
    let created = answers.created.load(Ordering::Relaxed);
    assert!(
        created == ids || (killed && created < ids),
        "{created} of {ids}"
    );
    // In one year, unless it is the last night of it.
    let years: BTreeSet<_> = ordinals.keys().map(|(year, _)| *year).collect();
    for year in years {
        let of_year: Vec<_> = ordinals.range((year, 0)..=(year, u32::MAX)).collect();
        let numbers: Vec<u32> = of_year.iter().map(|((_, ordinal), _)| *ordinal).collect();
        assert_eq!(numbers, (1..=numbers.len() as u32).collect::<Vec<_>>());
        assert!(
            of_year.windows(2).all(|pair| pair[0].1 <= pair[1].1),
            "moments out of order"
        );
    }
}

async fn started(store: &Store, count: usize) -> (Vec<Child>, Servers) {
    // Together: on an empty database, each would make the schema.
    let starting: Vec<_> = (0..count).map(|_| start_on(store)).collect();
    let (children, addresses): (Vec<_>, Vec<_>) = futures_util::future::join_all(starting)
        .await
        .into_iter()
        .unzip();
    let addresses = addresses.into_iter().map(Mutex::new).collect();
    (children, Arc::new(addresses))
}

async fn ten_thousand_raced(kind: Kind, servers: usize) {
    const ALL: usize = 10_000;
    let _alone = ALONE.lock().await;
    let mut chance = Chance::seeded();
    let store = Store::new(kind);
    let (children, servers) = started(&store, servers).await;
    let began = std::time::Instant::now();
    let answers = race(&servers, &mut chance, ALL).await;
    println!("{:?}: {:.1} s", kind, began.elapsed().as_secs_f64());
    nothing_is_lost_or_double(&store, &answers, ALL, false).await;
    drop(children);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_at_one_server_on_sqlite() {
    ten_thousand_raced(Kind::Sqlite, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_at_three_servers_on_postgres() {
    ten_thousand_raced(Kind::Postgres, 3).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_servers_are_killed_at_random() {
    const ALL: usize = 4_000;
    let _alone = ALONE.lock().await;
    let mut chance = Chance::seeded();
    let store = Arc::new(Store::new(Kind::Postgres));
    let (mut children, servers) = started(&store, 3).await;
    let over = Arc::new(AtomicBool::new(false));
    let killer = {
        let (servers, over, store) = (servers.clone(), over.clone(), store.clone());
        let mut chance = Chance(chance.0);
        tokio::spawn(async move {
            let mut kills = 0;
            while !over.load(Ordering::Relaxed) {
                tokio::time::sleep(Duration::from_millis(chance.below(200) as u64)).await;
                let one = chance.below(children.len());
                children[one].kill().await.unwrap();
                kills += 1;
                let (child, address) = start_on(&store).await;
                children[one] = child;
                *servers[one].lock().unwrap() = address;
            }
            (kills, children)
        })
    };
    let answers = race(&servers, &mut chance, ALL).await;
    over.store(true, Ordering::Relaxed);
    let (kills, children) = killer.await.unwrap();
    println!("{kills} kills");
    assert!(kills > 2);
    nothing_is_lost_or_double(&store, &answers, ALL, true).await;
    drop(children);
}
