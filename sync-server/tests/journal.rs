//! Every journal passes the story; so far there is one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;
mod story;

use std::path::PathBuf;
use std::sync::Arc;

use sync_server::clock::SetClock;
use sync_server::journal::Journal;
use sync_server::journal::sqlite::SqliteJournal;

struct Folder(PathBuf);

impl story::Store for Folder {
    fn open(&self, clock: Arc<SetClock>) -> Arc<dyn Journal> {
        Arc::new(SqliteJournal::open(&self.0, clock).unwrap())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    story::run(&Folder(folder.path().to_owned())).await;
}
