//! Fills a journal by the journal's own code, many submissions a commit.

use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use sync_server::clock::{Clock, SetClock, SystemClock};
use sync_server::config::Config;
use sync_server::journal::sqlite::SqliteJournal;
use sync_server::journal::{HolderSettings, Journal, Pushed};
use sync_server::start::HOLDER;

use crate::client::Broken;
use crate::made_up::Chance;

/// A registered index and its year.
pub type Known = (String, i32);

const COMMIT: usize = 2_000;
/// The rows lie this many seconds apart: a million of them are some three years.
const APART: i64 = 90;
const ALL: usize = 1_100_000;

/// Registers the submissions from number `from` to `to` and gives one index of every fifty.
pub async fn fill(folder: &Path, from: usize, to: usize) -> Result<Vec<Known>, Broken> {
    let start = SystemClock.now() - TimeDelta::seconds(APART * ALL as i64);
    let clock = Arc::new(SetClock::at(start));
    let journal = SqliteJournal::open(folder, clock.clone())?;
    if journal.holder(HOLDER).await?.is_none() {
        let council = Config::local(folder.to_owned()).council;
        journal.put_holder(HOLDER, HolderSettings::new(council)).await?;
    }
    let (mut chance, mut known) = (Chance::new(from as u64), Vec::new());
    for first in (from..to).step_by(COMMIT) {
        let now = start + TimeDelta::seconds(APART * first as i64);
        clock.set(now);
        let ms = u64::try_from(now.timestamp_millis())?;
        let count = COMMIT.min(to - first);
        let pushes = (0..count).map(|n| chance.push(ms + n as u64)).collect::<Result<Vec<_>, _>>()?;
        for pushed in journal.register_all(HOLDER, pushes).await?.into_iter().step_by(50) {
            if let Pushed::New(registered) = pushed {
                known.push((registered.index.text, registered.index.year));
            }
        }
    }
    journal.close().await;
    Ok(known)
}
