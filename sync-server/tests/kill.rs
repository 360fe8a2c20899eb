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
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::client::Client;
use common::{bytes, json, put, start_program as start, submission};
use domain::sync::wire::Receipt;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_fifty_times_under_load() {
    let seed = std::time::UNIX_EPOCH.elapsed().unwrap().as_micros() as u64;
    println!("seed {seed}");
    let folder = tempfile::tempdir().unwrap();
    let world = Arc::new(World::default());
    let phones: Vec<_> = (0..PHONES)
        .map(|_| tokio::spawn(phone(world.clone())))
        .collect();
    let mut random = seed;
    for kill in 0..KILLS {
        let (mut server, address) = start(folder.path()).await;
        *world.address.lock().unwrap() = Some(address);
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let before = world.receipts.lock().unwrap().len();
        // Under load: at least one push has come through since the start, and then some moments.
        while world.receipts.lock().unwrap().len() == before {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(Duration::from_micros((random >> 33) % 120_000)).await;
        server.start_kill().unwrap();
        server.wait().await.unwrap();
        if kill == KILLS - 1 {
            world.finished.store(true, Ordering::Relaxed);
        }
    }
    let (server, address) = start(folder.path()).await;
    *world.address.lock().unwrap() = Some(address);
    for phone in phones {
        phone.await.unwrap();
    }
    every_receipt_holds(&world, address).await;
    drop(server);
    no_ordinal_is_missing(&world, folder.path());
}

/// Asked again, the server gives each receipt as it gave it first.
async fn every_receipt_holds(world: &World, address: SocketAddr) {
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
    assert!(receipts.len() as u64 > KILLS);
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

fn no_ordinal_is_missing(world: &World, folder: &Path) {
    let journal =
        rusqlite::Connection::open(folder.join(sync_server::journal::sqlite::FILE)).unwrap();
    let count = |sql: &str| {
        journal
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let rows = count("SELECT count(*) FROM requests");
    assert_eq!(
        rows,
        world.receipts.lock().unwrap().len() as i64,
        "each id once, and no other"
    );
    assert_eq!(rows, count("SELECT count(DISTINCT id) FROM requests"));
    assert_eq!(rows, count("SELECT sum(next - 1) FROM sequences"));
    assert_eq!(
        rows,
        count("SELECT sum(top) FROM (SELECT max(ordinal) AS top FROM requests GROUP BY year)")
    );
    assert_eq!(rows, count("SELECT count(*) FROM events"));
    let check: String = journal
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
}
