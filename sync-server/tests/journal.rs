//! Every journal passes the story.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;
mod story;

use std::sync::Arc;

use common::store::{Kind, Store};
use rusqlite::Connection;
use sync_server::clock::SetClock;
use sync_server::journal::Journal;
use sync_server::journal::sqlite::FILE;

impl story::Store for Store {
    async fn open(&self, clock: Arc<SetClock>) -> Arc<dyn Journal> {
        self.place().open(clock).await.unwrap()
    }
}

/// Who of these is among the words that can be searched for.
async fn known(store: &Store) -> Vec<String> {
    let asked = "SELECT word FROM vocabulary
         WHERE word IN ('стиральна', 'меланія', 'фонтанів', 'криницях') ORDER BY word";
    match store {
        Store::Folder(folder) => {
            let connection = Connection::open(folder.path().join(FILE)).unwrap();
            let mut words = connection.prepare(asked).unwrap();
            let words = words.query_map([], |row| row.get(0)).unwrap();
            words.map(Result::unwrap).collect()
        }
        Store::Database(..) => {
            let words = store.sql().await.query(asked, &[]).await.unwrap();
            words.iter().map(|row| row.get(0)).collect()
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sqlite() {
    let store = Store::new(Kind::Sqlite);
    story::run(&store).await;
    assert_eq!(
        known(&store).await,
        ["криницях"],
        "whose request was erased is forgotten"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn postgres() {
    let store = Store::new(Kind::Postgres);
    story::run(&store).await;
    assert_eq!(
        known(&store).await,
        ["криницях"],
        "whose request was erased is forgotten"
    );
}
