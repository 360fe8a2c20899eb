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
use sync_server::clock::SetClock;
use sync_server::journal::Journal;

impl story::Store for Store {
    async fn open(&self, clock: Arc<SetClock>) -> Arc<dyn Journal> {
        self.place().open(clock).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sqlite() {
    story::run(&Store::new(Kind::Sqlite)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn postgres() {
    story::run(&Store::new(Kind::Postgres)).await;
}
