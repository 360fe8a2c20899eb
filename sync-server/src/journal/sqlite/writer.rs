//! The one thread that writes, with group commit.
//!
//! A commit costs a wait for the disk, whatever is in it. So the writer takes a job, then all that
//! came meanwhile, runs them in one transaction, commits once, and answers all. A job stands in a
//! savepoint of its own: one that fails leaves the others alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::request::Submission;
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::chain;
use super::words::{Finder, Words};
use crate::clock::Clock;
use crate::journal::chain::{Head, Written};
use crate::journal::kept::{self, Assessed};
use crate::journal::{HolderId, HolderSettings, JournalError};

/// The most jobs of one commit: the last of them must not wait long for the first.
const BATCH: usize = 256;
/// The most jobs that wait; more are told to come back later.
const QUEUE: usize = 2_048;
/// A pause between jobs in which other work finds time.
const QUIET: Duration = Duration::from_millis(50);

/// What a job works with.
pub(super) struct Desk<'a> {
    /// The connection, inside a transaction.
    pub(super) connection: &'a Connection,
    /// The moment of the write is read here, inside it.
    pub(super) clock: &'a dyn Clock,
    kept: &'a mut Kept,
    registered: Option<i64>,
    events: Vec<Written>,
    note: Option<String>,
}

/// What is worth keeping between commits; forgotten when a holder's settings change, here or by
/// another program (`sync-server council`).
#[derive(Default)]
struct Kept {
    /// SQLite's count of what other connections have committed.
    version: i64,
    /// The last block of the chain.
    head: Option<Head>,
    law: kept::Kept,
}

impl Kept {
    /// Forgets everything when another connection has committed.
    fn forget_if_changed(&mut self, connection: &Connection) {
        let version = connection
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .unwrap_or(-1);
        if self.version != version {
            *self = Self {
                version,
                ..Self::default()
            };
        }
    }
}

impl Desk<'_> {
    /// The holder's settings, read once and kept until they are changed here.
    pub(super) fn settings(
        &mut self,
        holder: HolderId,
    ) -> Result<Arc<HolderSettings>, JournalError> {
        if let Some(settings) = self.kept.law.settings(holder) {
            return Ok(settings);
        }
        let found = super::holders::read(self.connection, holder)?;
        self.kept.law.keep(holder, found)
    }

    /// What the law says of a submission received now.
    pub(super) fn assess(
        &mut self,
        holder: HolderId,
        submission: &Submission,
        received_at: DateTime<Utc>,
    ) -> Result<Arc<Assessed>, JournalError> {
        let settings = self.settings(holder)?;
        let law = &mut self.kept.law;
        law.assess(holder, &settings, submission, received_at)
    }

    /// Forgets what is kept of settings.
    pub(super) fn settings_changed(&mut self) {
        self.kept.law.forget();
    }

    /// The number of the block that events of this commit belong to.
    pub(super) fn block(&mut self) -> Result<u64, JournalError> {
        Ok(self.head()?.block + 1)
    }

    fn head(&mut self) -> Result<Head, JournalError> {
        match self.kept.head {
            Some(head) => Ok(head),
            None => Ok(*self.kept.head.insert(chain::head(self.connection)?)),
        }
    }

    /// An event was written, for the block.
    pub(super) fn recorded(&mut self, event: Written) {
        self.events.push(event);
    }

    /// Something is said in the block of this commit; a block says one thing. The last step of a
    /// job, for it does not go back with it.
    pub(super) fn note(&mut self, note: String) -> Result<(), JournalError> {
        if self.note.is_some() {
            return Err(JournalError::Busy);
        }
        self.note = Some(note);
        Ok(())
    }

    /// Ends the block, if anything is in it; the chain's head after it.
    fn close_block(&mut self) -> Result<Option<Head>, JournalError> {
        if self.events.is_empty() && self.note.is_none() {
            return Ok(self.kept.head);
        }
        let head = self.head()?;
        let note = self.note.as_deref();
        chain::close(self.connection, head, note, &mut self.events).map(Some)
    }

    /// A request was written. Its words follow soon after this commit ([`super::words`]).
    pub(super) fn registered(&mut self, seq: i64) {
        self.registered = Some(seq);
    }
}

/// What the thread is asked for.
enum Job {
    Write(Write),
    /// To make everything findable that is committed.
    Find(Finder),
}

type Answer = Box<dyn FnOnce(Result<(), JournalError>) + Send>;
type Write = Box<dyn FnOnce(Result<&mut Desk<'_>, JournalError>) -> Option<Answer> + Send>;

/// The way to the writing thread.
pub(super) struct Writer {
    queue: Mutex<Option<SyncSender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(
        connection: Connection,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, JournalError> {
        let (queue, jobs) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("journal".into())
            .spawn(move || work(connection, &jobs, &*clock))
            .map_err(|error| JournalError::Database(format!("no thread: {error}")))?;
        Ok(Self {
            queue: Mutex::new(Some(queue)),
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Runs a job in the next commit; its result comes after that commit is on the disk.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Desk<'_>) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        let (tell, told) = oneshot::channel();
        let write: Write =
            Box::new(
                move |desk| match desk.and_then(|desk| in_savepoint(desk, job)) {
                    Ok(value) => Some(Box::new(move |committed: Result<(), JournalError>| {
                        let _ = tell.send(committed.map(|()| value));
                    })),
                    Err(error) => {
                        let _ = tell.send(Err(error));
                        None
                    }
                },
            );
        self.queue(Job::Write(write))?;
        told.await.map_err(|_| closed())?
    }

    /// Returns when everything that was acknowledged before can be found.
    pub(super) async fn find(&self) -> Result<(), JournalError> {
        let (tell, told) = oneshot::channel();
        self.queue(Job::Find(tell))?;
        told.await.map_err(|_| closed())?
    }

    fn queue(&self, job: Job) -> Result<(), JournalError> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queue.as_ref().ok_or_else(closed)?;
        queue.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => JournalError::Busy,
            TrySendError::Disconnected(_) => closed(),
        })
    }

    /// Finishes what is queued and ends the thread. Blocks.
    pub(super) fn stop(&self) {
        drop(
            self.queue
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

/// SQLite has rolled back what was written so far.
fn lost() -> JournalError {
    JournalError::Database("the transaction was lost".into())
}

fn closed() -> JournalError {
    JournalError::Database("it is closed".into())
}

fn work(connection: Connection, jobs: &Receiver<Job>, clock: &dyn Clock) {
    let mut kept = Kept::default();
    let (mut commits, mut writes) = (0_u64, 0_u64);
    let mut words = Words::of(&connection).unwrap_or_else(|error| {
        tracing::error!(%error, "what was registered last can't be found");
        Words::default()
    });
    loop {
        let first = match next(jobs, &words) {
            Next::Job(job) => Some(job),
            Next::Quiet => None,
            Next::Closed => break,
        };
        let mut batch = Vec::new();
        for job in first.into_iter().chain(jobs.try_iter().take(BATCH - 1)) {
            match job {
                Job::Write(write) => batch.push(write),
                Job::Find(finder) => words.wanted(finder),
            }
        }
        let quiet = batch.is_empty();
        if !quiet {
            commits += 1;
            writes += batch.len() as u64;
            if let Err(error) = commit(&connection, batch, &mut kept, &mut words, clock) {
                tracing::error!(%error, "a group of writes was not committed");
                kept = Kept::default();
            }
        }
        if words.are_behind() && (quiet || words.are_wanted()) {
            words.write_slice(&connection);
        }
    }
    if let Err(error) = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)") {
        tracing::warn!(%error, "the write-ahead log could not be emptied");
    }
    tracing::info!(commits, writes, "the journal is closed");
}

/// What the thread does next.
enum Next {
    Job(Job),
    /// Nothing came for a while, or somebody waits for words.
    Quiet,
    Closed,
}

fn next(jobs: &Receiver<Job>, words: &Words) -> Next {
    if !words.are_behind() {
        return jobs.recv().map_or(Next::Closed, Next::Job);
    }
    let pause = if words.are_wanted() {
        Duration::ZERO
    } else {
        QUIET
    };
    match jobs.recv_timeout(pause) {
        Ok(job) => Next::Job(job),
        Err(RecvTimeoutError::Timeout) => Next::Quiet,
        Err(RecvTimeoutError::Disconnected) => Next::Closed,
    }
}

fn commit(
    connection: &Connection,
    batch: Vec<Write>,
    kept: &mut Kept,
    words: &mut Words,
    clock: &dyn Clock,
) -> Result<(), JournalError> {
    if let Err(error) = run(connection, "BEGIN IMMEDIATE") {
        for job in batch {
            job(Err(error.clone()));
        }
        return Err(error);
    }
    kept.forget_if_changed(connection);
    let mut desk = Desk {
        connection,
        clock,
        kept,
        registered: None,
        events: Vec::new(),
        note: None,
    };
    let mut answers = Vec::new();
    for job in batch {
        // A full disk makes SQLite roll everything back, and what came after would each be a
        // commit of its own.
        if connection.is_autocommit() {
            drop(job(Err(lost())));
        } else {
            answers.extend(job(Ok(&mut desk)));
        }
    }
    let registered = desk.registered;
    let head = if connection.is_autocommit() {
        Err(lost())
    } else {
        desk.close_block()
    };
    let done = head.and_then(|head| run(connection, "COMMIT").map(|()| head));
    match &done {
        Ok(head) => {
            kept.head = *head;
            registered.into_iter().for_each(|seq| words.registered(seq));
        }
        Err(_) if connection.is_autocommit() => {}
        Err(_) => drop(run(connection, "ROLLBACK")),
    }
    let done = done.map(|_| ());
    for answer in answers {
        answer(done.clone());
    }
    done
}

/// Runs one job; if it fails or panics, nothing of it stays.
fn in_savepoint<T>(
    desk: &mut Desk<'_>,
    job: impl FnOnce(&mut Desk<'_>) -> Result<T, JournalError>,
) -> Result<T, JournalError> {
    run(desk.connection, "SAVEPOINT job")?;
    let before = desk.events.len();
    let outcome = catch_unwind(AssertUnwindSafe(|| job(desk)))
        .unwrap_or_else(|_| Err(JournalError::Database("a write panicked".into())));
    if desk.connection.is_autocommit() {
        return outcome.and_then(|_| Err(lost()));
    }
    if outcome.is_err() {
        run(desk.connection, "ROLLBACK TO job")?;
        desk.events.truncate(before);
    }
    run(desk.connection, "RELEASE job")?;
    outcome
}

pub(super) fn run(connection: &Connection, statement: &str) -> Result<(), JournalError> {
    connection.prepare_cached(statement)?.execute([])?;
    Ok(())
}
