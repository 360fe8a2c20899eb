//! Fills a journal by the journal's own code, many submissions a commit.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use sync_server::clock::{Clock, SetClock, SystemClock};
use sync_server::config::Config;
use sync_server::journal::sqlite::SqliteJournal;
use sync_server::journal::{HolderSettings, Journal, Push, Pushed};
use sync_server::start::HOLDER;
use uuid::Uuid;

use crate::line::Broken;
use crate::made_up::Chance;

/// A registered index and its year.
pub(crate) type Known = (String, i32);

/// The bench allocates as the server does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const COMMIT: usize = 2_000;
/// The rows lie this many seconds apart: a million of them are some ten years.
const APART: i64 = 310;
const ALL: usize = 1_100_000;

/// Registers the submissions from number `from` to `to` and gives one index of every fifty.
pub(crate) async fn fill(folder: &Path, from: usize, to: usize) -> Result<Vec<Known>, Broken> {
    let start = SystemClock.now() - TimeDelta::seconds(APART * ALL as i64);
    let clock = Arc::new(SetClock::at(start));
    let journal = SqliteJournal::open(folder, clock.clone())?;
    if journal.holder(HOLDER).await?.is_none() {
        let council = Config::local(folder.to_owned()).council;
        journal
            .put_holder(HOLDER, HolderSettings::new(council))
            .await?;
    }
    let (mut chance, mut known) = (Chance::new(from as u64), Vec::new());
    for first in (from..to).step_by(COMMIT) {
        let now = start + TimeDelta::seconds(APART * first as i64);
        clock.set(now);
        let ms = u64::try_from(now.timestamp_millis())?;
        let count = COMMIT.min(to - first);
        let pushes = (0..count)
            .map(|n| chance.push(ms + n as u64))
            .collect::<Result<Vec<_>, _>>()?;
        for pushed in journal
            .register_all(HOLDER, pushes)
            .await?
            .into_iter()
            .step_by(50)
        {
            if let Pushed::New(registered) = pushed {
                known.push((registered.index.text, registered.index.year));
            }
        }
    }
    journal.close().await;
    Ok(known)
}

/// The journal of a council nobody wrote to yet.
async fn council(folder: &Path) -> Result<SqliteJournal, Broken> {
    let journal = SqliteJournal::open(folder, Arc::new(SystemClock))?;
    let council = Config::local(folder.to_owned()).council;
    journal
        .put_holder(HOLDER, HolderSettings::new(council))
        .await?;
    Ok(journal)
}

/// Makes the tables of an empty journal and closes it.
pub(crate) async fn empty(folder: &Path) -> Result<(), Broken> {
    council(folder).await?.close().await;
    Ok(())
}

/// Registrations a second by the journal's own code and nothing around it: the statements the
/// server makes, as many a commit, one commit after the other.
pub(crate) async fn registrations(
    folder: &Path,
    batch: usize,
    time: Duration,
) -> Result<f64, Broken> {
    let journal = council(folder).await?;
    let mut chance = Chance::new(5);
    let ready = (0..1_000)
        .map(|_| chance.push(0))
        .collect::<Result<Vec<_>, _>>()?;
    let (began, mut done) = (Instant::now(), 0);
    while began.elapsed() < time {
        let pushes = (done..done + batch)
            .map(|n| Push {
                id: Uuid::now_v7(),
                ..ready[n % ready.len()].clone()
            })
            .collect();
        done += journal.register_all(HOLDER, pushes).await?.len();
    }
    let per_second = done as f64 / began.elapsed().as_secs_f64();
    journal.close().await;
    Ok(per_second)
}
