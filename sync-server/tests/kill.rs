//! SIGKILL under load, again and again, on one journal: nothing acknowledged is lost, nothing is
//! registered twice, no ordinal is skipped.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]
#![allow(clippy::print_stdout, reason = "the seed and what came of it")]

mod common;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::client::Client;
use common::store::{Kind, Store, own};
use common::{bytes, json, put, start_on, submission};
use domain::sync::wire::Receipt;
use tokio::task::JoinHandle;
use uuid::Uuid;

const KILLS: u64 = 50;
const PHONES: usize = 16;

#[derive(Default)]
struct World {
    address: Mutex<Option<SocketAddr>>,
    receipts: Mutex<BTreeMap<Uuid, Receipt>>,
    replayed: AtomicU64,
    finished: AtomicBool,
}

/// Pushes one submission after the other, each until its receipt has come.
async fn phone(world: Arc<World>) {
    let body = bytes(&submission(
        "Скільки дерев було видалено на вулиці Вишневій?",
    ));
    while !world.finished.load(Ordering::Relaxed) {
        let id = Uuid::now_v7();
        let receipt = deliver(&world, id, &body).await;
        assert_eq!(receipt.id, id);
        world
            .replayed
            .fetch_add(receipt.replayed.into(), Ordering::Relaxed);
        world.receipts.lock().unwrap().insert(id, receipt);
    }
}

async fn deliver(world: &World, id: Uuid, body: &[u8]) -> Receipt {
    loop {
        let address = *world.address.lock().unwrap();
        if let Some(address) = address
            && let Ok(mut client) = Client::connect(address).await
            && let Ok(reply) = put(&mut client, id, body).await
        {
            assert!(matches!(reply.status, 200 | 201 | 503), "{reply:?}");
            if reply.status != 503 {
                return json(&reply);
            }
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

fn phones(world: &Arc<World>) -> Vec<JoinHandle<()>> {
    (0..PHONES)
        .map(|_| tokio::spawn(phone(world.clone())))
        .collect()
}

/// Under load: at least one push has come through since now, and then some moments.
async fn under_load(world: &World, random: &mut u64) {
    *random = random
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    let before = world.receipts.lock().unwrap().len();
    while world.receipts.lock().unwrap().len() == before {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    tokio::time::sleep(Duration::from_micros((*random >> 33) % 120_000)).await;
}

fn seed() -> u64 {
    let seed = std::time::UNIX_EPOCH.elapsed().unwrap().as_micros() as u64;
    println!("seed {seed}");
    seed
}

async fn killed_fifty_times(kind: Kind) {
    let mut random = seed();
    let store = Store::new(kind);
    let world = Arc::new(World::default());
    let phones = phones(&world);
    for kill in 0..KILLS {
        let (mut server, address) = start_on(&store).await;
        *world.address.lock().unwrap() = Some(address);
        under_load(&world, &mut random).await;
        server.start_kill().unwrap();
        server.wait().await.unwrap();
        if kill == KILLS - 1 {
            world.finished.store(true, Ordering::Relaxed);
        }
    }
    let (server, address) = start_on(&store).await;
    *world.address.lock().unwrap() = Some(address);
    for phone in phones {
        phone.await.unwrap();
    }
    every_receipt_holds(&world, address, KILLS).await;
    drop(server);
    no_ordinal_is_missing(&world, &store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_fifty_times_under_load() {
    killed_fifty_times(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_fifty_times_under_load_on_postgres() {
    killed_fifty_times(Kind::Postgres).await;
}

/// PostgreSQL itself is killed and started again; the server is not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_database_is_killed_under_load() {
    const CRASHES: u64 = 8;
    let mut random = seed();
    let cluster = own();
    let store = Store::on(cluster.clone());
    let world = Arc::new(World::default());
    let phones = phones(&world);
    let (server, address) = start_on(&store).await;
    *world.address.lock().unwrap() = Some(address);
    for _ in 0..CRASHES {
        under_load(&world, &mut random).await;
        cluster.crash();
        cluster.go_on().unwrap();
    }
    under_load(&world, &mut random).await;
    world.finished.store(true, Ordering::Relaxed);
    for phone in phones {
        phone.await.unwrap();
    }
    every_receipt_holds(&world, address, CRASHES).await;
    drop(server);
    no_ordinal_is_missing(&world, &store).await;
}

/// Asked again, the server gives each receipt as it gave it first.
async fn every_receipt_holds(world: &World, address: SocketAddr, kills: u64) {
    let body = bytes(&submission(
        "Скільки дерев було видалено на вулиці Вишневій?",
    ));
    let mut client = Client::connect(address).await.unwrap();
    let receipts = world.receipts.lock().unwrap().clone();
    println!(
        "{} receipts, {} of them replayed",
        receipts.len(),
        world.replayed.load(Ordering::Relaxed)
    );
    assert!(receipts.len() as u64 > kills);
    for (id, receipt) in receipts {
        let reply = put(&mut client, id, &body).await.unwrap();
        assert_eq!(reply.status, 200, "{id} was acknowledged and is lost");
        let again: Receipt = json(&reply);
        assert_eq!(
            (again.index, again.received_at),
            (receipt.index, receipt.received_at)
        );
    }
}

/// Each id once and no other, no ordinal skipped, and every event in its block.
async fn no_ordinal_is_missing(world: &World, store: &Store) {
    let report = store.place().verify(None).await.unwrap();
    assert_eq!(report.flaws, []);
    let receipts = world.receipts.lock().unwrap();
    assert_eq!(report.requests, receipts.len() as u64);
    assert_eq!(report.events, report.requests);
    let mut indexes: Vec<_> = receipts
        .values()
        .map(|r| (r.index.year, r.index.ordinal))
        .collect();
    indexes.sort_unstable();
    indexes.dedup();
    assert_eq!(indexes.len(), receipts.len(), "one index for two ids");
}
