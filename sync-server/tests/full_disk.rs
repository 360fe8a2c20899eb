//! The council's disk is full: what is acknowledged is kept, what is not is refused, and there is a
//! way back (fault 36).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]
#![cfg(target_os = "linux")]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use common::tus::{Phone, offset, photo};
use common::{noon, push, submission};
use domain::request::Arrival;
use rusqlite::Connection;
use sync_server::clock::SetClock;
use sync_server::config::Config;
use sync_server::journal::sqlite::{FILE, SqliteJournal, verify};
use sync_server::journal::{HolderSettings, Journal, JournalError, Pushed};
use sync_server::start::{self, HOLDER};

const MEGABYTES: u32 = 2;
/// More than the writer's cache holds, so that SQLite finds the disk full in the middle of a
/// transaction and rolls all of it back, not only at its end.
const LARGE: usize = 230;
const AT_ONCE: usize = 250;

/// A small file system of its own, until dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(path: &Path) -> Self {
        let size = format!("size={MEGABYTES}m,mode=777");
        as_root("mount", &["-t", "tmpfs", "-o", &size, "tmpfs"], path);
        Self(path.to_owned())
    }

    fn grow(&self) {
        let size = format!("remount,size={}m", MEGABYTES * 10);
        as_root("mount", &["-o", &size], &self.0);
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        as_root("umount", &["-l"], &self.0);
    }
}

/// Runs it as it is, or else by `sudo` without a password: mounting takes root.
fn as_root(program: &str, arguments: &[&str], path: &Path) {
    let run = |mut command: Command| {
        let ran = command.args(arguments).arg(path).output();
        ran.is_ok_and(|output| output.status.success())
    };
    let mut sudo = Command::new("sudo");
    sudo.args(["-n", program]);
    let done = run(Command::new(program)) || run(sudo);
    assert!(
        done,
        "{program} {path:?}: run as root, or allow it by sudo without a password"
    );
}

fn open(folder: &Path) -> Arc<SqliteJournal> {
    Arc::new(SqliteJournal::open(folder, Arc::new(SetClock::at(noon()))).unwrap())
}

async fn register(journal: &SqliteJournal, text: &str) -> Option<u32> {
    match journal.register(HOLDER, push(submission(text))).await {
        Ok(Pushed::New(registered)) => Some(registered.index.ordinal),
        Err(JournalError::Database(_)) => None,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_file_waits_for_room_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let disk = SmallDisk::mount(folder.path());
    let config = Config::local(folder.path().to_owned());
    let running = start::serve(&config, Arc::new(SetClock::at(noon())));
    let running = running.await.unwrap();
    let file = photo(4_000_000);
    let phone = Phone::register(running.address, &[("a.jpg", &file)]).await;
    let mut at = 0;
    let refused = loop {
        let reply = phone.piece(1, at, &file[at..at + 128 * 1024]).await;
        if reply.status != 204 {
            break reply;
        }
        at = offset(&reply);
    };
    let problem = common::problem(&refused, 503);
    assert!(
        at > 0 && refused.headers.contains_key("retry-after"),
        "{problem:?}"
    );
    assert_eq!(phone.offset(1).await, at);
    disk.grow();
    phone.send_rest(1, &file, 128 * 1024).await;
    let arrival = phone.case().await.attachments[0].arrival;
    assert_eq!(arrival, Some(Arrival::Received));
    running.stop().await;
    assert_eq!(verify(folder.path(), None).unwrap().flaws, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_and_what_was_acknowledged_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let disk = SmallDisk::mount(folder.path());
    let journal = open(folder.path());
    let settings = HolderSettings::new(Default::default());
    journal.put_holder(HOLDER, settings).await.unwrap();

    let (mut ordinals, mut refused) = (Vec::new(), 0);
    for _ in 0..3 {
        // Held up for a moment, they all come into one transaction.
        let lock = Connection::open(folder.path().join(FILE)).unwrap();
        lock.execute_batch("BEGIN IMMEDIATE").unwrap();
        let pushes: Vec<_> = (0..AT_ONCE)
            .map(|n| {
                let journal = journal.clone();
                // The last ones would find room where the large ones found none.
                let times = if n < LARGE { 19_000 } else { 1 };
                tokio::spawn(async move { register(&journal, &"😀".repeat(times)).await })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(500)).await;
        drop(lock);
        for push in pushes {
            match push.await.unwrap() {
                Some(ordinal) => ordinals.push(ordinal),
                None => refused += 1,
            }
        }
    }
    assert!(refused > AT_ONCE, "{refused} refused, {ordinals:?}");
    ordinals.sort_unstable();
    let given = u32::try_from(ordinals.len()).unwrap();
    let expected: Vec<u32> = (1..=given).collect();
    assert_eq!(ordinals, expected, "a gap or a number twice");

    // Room again: it goes on at once, and after a start.
    disk.grow();
    assert_eq!(register(&journal, "Знову є місце").await, Some(given + 1));
    journal.close().await;
    let journal = open(folder.path());
    assert_eq!(register(&journal, "І після запуску").await, Some(given + 2));
    journal.close().await;
    let report = verify(folder.path(), None).unwrap();
    assert_eq!(report.flaws, []);
    assert_eq!(report.requests, u64::from(given) + 2);
}
