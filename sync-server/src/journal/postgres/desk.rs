//! What a write works with: the connection that writes, its turn, and what is kept between turns.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::request::Submission;
use futures_util::future::try_join3;
use tokio_postgres::Row;

use super::holders;
use super::link::{BY_INDEX, Client, connect};
use crate::clock::Clock;
use crate::journal::chain::{Head, Written};
use crate::journal::kept::{Assessed, Kept};
use crate::journal::rows::{Columns as _, instant};
use crate::journal::{DatabaseUrl, HolderId, HolderSettings, JournalError};

/// How far apart the clocks of servers on one journal may be without the order of moments
/// differing from the order of ordinals.
const SKEW: TimeDelta = TimeDelta::seconds(10);

/// The connection that writes.
pub(super) struct Desk {
    pub(super) client: Client,
    clock: Arc<dyn Clock>,
    law: Kept,
    /// The count of changed settings that `law` belongs to.
    settings: i64,
    turn: Turn,
}

/// What belongs to one transaction, and goes back with a savepoint.
#[derive(Clone)]
pub(super) struct Turn {
    head: Head,
    seq: i64,
    last: Option<DateTime<Utc>>,
    sequences: HashMap<(HolderId, i32), u32>,
    events: Vec<Written>,
    note: Option<String>,
}

impl Desk {
    pub(super) async fn open(
        url: &DatabaseUrl,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, JournalError> {
        Ok(Self {
            client: connect(url, BY_INDEX).await?,
            clock,
            law: Kept::default(),
            settings: 0,
            turn: Turn {
                head: Head::NONE,
                seq: 0,
                last: None,
                sequences: HashMap::new(),
                events: Vec::new(),
                note: None,
            },
        })
    }

    /// Begins a transaction and waits for its turn among all servers of this journal. All that is
    /// read from then on is what the one before has committed.
    pub(super) async fn begin(&mut self) -> Result<(), JournalError> {
        let lock = "SELECT settings FROM turn WHERE one FOR UPDATE";
        // A statement of its own: one that waits for a lock sees what was there before it waited.
        let state = "SELECT coalesce(block, 0) AS block, link, coalesce(seq, 0) AS seq, received_at
             FROM (SELECT) AS one
             LEFT JOIN LATERAL
                 (SELECT block, link FROM blocks ORDER BY block DESC LIMIT 1) AS b ON true
             LEFT JOIN LATERAL
                 (SELECT seq, received_at FROM requests ORDER BY seq DESC LIMIT 1) AS r ON true";
        let client = &self.client;
        let lock = client.prepare_cached(lock).await?;
        let state = client.prepare_cached(state).await?;
        let (_, locked, state) = try_join3(
            client.batch_execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"),
            client.query_one(&lock, &[]),
            client.query_one(&state, &[]),
        )
        .await?;
        self.turn = Turn::of(&state)?;
        let settings = locked.int("settings")?;
        if self.settings != settings {
            self.law.forget();
            self.settings = settings;
        }
        Ok(())
    }

    /// Whether the connection is there still, after something failed.
    pub(super) async fn is_connected(&self) -> bool {
        self.client.batch_execute("ROLLBACK").await.is_ok()
    }

    /// Ends the block, if anything is in it, and commits.
    pub(super) async fn commit(&mut self) -> Result<(), JournalError> {
        let note = self.turn.note.take();
        if note.is_some() || !self.turn.events.is_empty() {
            self.close_block(note.as_deref()).await?;
        }
        Ok(self.client.batch_execute("COMMIT").await?)
    }

    /// Writes the block of this transaction; one with a note may be without events.
    pub(super) async fn close_block(&mut self, note: Option<&str>) -> Result<Head, JournalError> {
        let Turn { head, events, .. } = &mut self.turn;
        events.sort_unstable();
        *head = head.next(note, events);
        events.clear();
        let insert = "INSERT INTO blocks (block, link, note) VALUES ($1, $2, $3)";
        let insert = self.client.prepare_cached(insert).await?;
        let (block, link) = (number(head.block)?, head.link.as_slice());
        self.client
            .execute(&insert, &[&block, &link, &note])
            .await?;
        Ok(*head)
    }

    /// Something is said in the block of this transaction; a block says one thing.
    pub(super) fn note(&mut self, note: String) -> Result<(), JournalError> {
        if self.turn.note.is_some() {
            return Err(JournalError::Busy);
        }
        self.turn.note = Some(note);
        Ok(())
    }

    /// Begins something that may be taken back.
    pub(super) async fn savepoint(&self) -> Result<Turn, JournalError> {
        self.client.batch_execute("SAVEPOINT job").await?;
        Ok(self.turn.clone())
    }

    /// Keeps what was done since the savepoint.
    pub(super) async fn keep(&self) -> Result<(), JournalError> {
        Ok(self.client.batch_execute("RELEASE job").await?)
    }

    /// Takes back what was done since the savepoint.
    pub(super) async fn take_back(&mut self, to: Turn) -> Result<(), JournalError> {
        self.turn = to;
        // What is kept of settings may be of the job that failed.
        self.settings = 0;
        self.law.forget();
        let back = "ROLLBACK TO job; RELEASE job";
        Ok(self.client.batch_execute(back).await?)
    }

    /// The moment of a write that follows one at `last`. Servers' clocks differ a little; what is
    /// written later is not dated earlier for that.
    pub(super) fn now(&self, last: Option<DateTime<Utc>>) -> DateTime<Utc> {
        let now = self.clock.now();
        match last {
            Some(last) if last > now && last - now <= SKEW => last,
            _ => now,
        }
    }

    /// The moment of a registration.
    pub(super) fn received_now(&mut self) -> DateTime<Utc> {
        let now = self.now(self.turn.last);
        self.turn.last = Some(now);
        now
    }

    /// The holder's settings, read once and kept until they are changed anywhere.
    pub(super) async fn settings(
        &mut self,
        holder: HolderId,
    ) -> Result<Arc<HolderSettings>, JournalError> {
        if let Some(settings) = self.law.settings(holder) {
            return Ok(settings);
        }
        let found = holders::read(&self.client, holder).await?;
        self.law.keep(holder, found)
    }

    /// What the law says of a submission received now.
    pub(super) fn assess(
        &mut self,
        holder: HolderId,
        settings: &HolderSettings,
        submission: &Submission,
        received_at: DateTime<Utc>,
    ) -> Result<Arc<Assessed>, JournalError> {
        self.law.assess(holder, settings, submission, received_at)
    }

    /// Forgets what is kept of settings: this transaction changes them.
    pub(super) fn settings_changed(&mut self) {
        self.settings = 0;
        self.law.forget();
    }

    /// The next ordinal of the year. It goes back with the savepoint if the registration fails, so
    /// that there is never a gap.
    pub(super) async fn next_ordinal(
        &mut self,
        holder: HolderId,
        year: i32,
    ) -> Result<u32, JournalError> {
        let key = (holder, year);
        let next = match self.turn.sequences.get(&key) {
            Some(next) => *next,
            None => {
                let read = "SELECT next FROM sequences WHERE holder = $1 AND year = $2";
                let read = self.client.prepare_cached(read).await?;
                let found = self
                    .client
                    .query_opt(&read, &[&holder.0, &i64::from(year)])
                    .await?;
                found.map_or(Ok(1), |row| row.number("next"))?
            }
        };
        self.turn.sequences.insert(key, next + 1);
        Ok(next)
    }

    /// The sequences as this transaction leaves them.
    pub(super) fn sequences(&self) -> impl Iterator<Item = (HolderId, i32, u32)> {
        let all = self.turn.sequences.iter();
        all.map(|((holder, year), next)| (*holder, *year, *next))
    }

    /// The number of the next request.
    pub(super) fn next_request(&mut self) -> i64 {
        self.turn.seq += 1;
        self.turn.seq
    }

    /// The number of the block that events of this transaction belong to.
    pub(super) fn block(&self) -> Result<i64, JournalError> {
        number(self.turn.head.block + 1)
    }

    /// An event was written, for the block.
    pub(super) fn recorded(&mut self, event: Written) {
        self.turn.events.push(event);
    }
}

impl Turn {
    fn of(state: &Row) -> Result<Self, JournalError> {
        let head = match state.number("block")? {
            0 => Head::NONE,
            block => Head::stored(block, state.bytes("link")?)?,
        };
        Ok(Self {
            head,
            seq: state.int("seq")?,
            last: state.maybe_int("received_at")?.map(instant).transpose()?,
            sequences: HashMap::new(),
            events: Vec::new(),
            note: None,
        })
    }
}

/// A count as PostgreSQL keeps it.
pub(super) fn number(count: u64) -> Result<i64, JournalError> {
    i64::try_from(count).map_err(|_| JournalError::Unreadable("a number".into()))
}
