//! The one thread that writes, with group commit.
//!
//! A commit costs a wait for the disk, whatever is in it. So the writer takes a job, then all that
//! came meanwhile, runs them in one transaction, commits once, and answers all. A job stands in a
//! savepoint of its own: one that fails leaves the others alone.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::words;
use crate::clock::Clock;
use crate::journal::{HolderId, HolderSettings, JournalError};

/// The most jobs of one commit: the last of them must not wait long for the first.
const BATCH: usize = 256;
/// The most jobs that wait; more are told to come back later.
const QUEUE: usize = 2_048;

/// What a job works with.
pub(super) struct Desk<'a> {
    /// The connection, inside a transaction.
    pub(super) connection: &'a Connection,
    /// The moment of the write is read here, inside it.
    pub(super) clock: &'a dyn Clock,
    settings: &'a mut HashMap<HolderId, Arc<HolderSettings>>,
    findable: Vec<(i64, String)>,
}

impl Desk<'_> {
    /// The holder's settings, read once and kept until they are changed here.
    pub(super) fn settings(&mut self, holder: HolderId) -> Result<Arc<HolderSettings>, JournalError> {
        if let Some(settings) = self.settings.get(&holder) {
            return Ok(settings.clone());
        }
        let found = super::holders::read(self.connection, holder)?;
        let found = Arc::new(found.ok_or(JournalError::NoHolder)?);
        self.settings.insert(holder, found.clone());
        Ok(found)
    }

    /// Forgets what [`Desk::settings`] has kept.
    pub(super) fn settings_changed(&mut self) {
        self.settings.clear();
    }

    /// Makes a request findable with this commit. FTS5 would write a whole segment at every
    /// savepoint, so all words of a commit go in together after the last job.
    pub(super) fn make_findable(&mut self, seq: i64, words: String) {
        self.findable.push((seq, words));
    }
}

type Answer = Box<dyn FnOnce(Result<(), JournalError>) + Send>;
type Job = Box<dyn FnOnce(Result<&mut Desk<'_>, JournalError>) -> Option<Answer> + Send>;

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
        Ok(Self { queue: Mutex::new(Some(queue)), thread: Mutex::new(Some(thread)) })
    }

    /// Runs a job in the next commit; its result comes after that commit is on the disk.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Desk<'_>) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |desk| match desk.and_then(|desk| in_savepoint(desk, job)) {
            Ok(value) => Some(Box::new(move |committed: Result<(), JournalError>| {
                let _ = tell.send(committed.map(|()| value));
            })),
            Err(error) => {
                let _ = tell.send(Err(error));
                None
            }
        });
        {
            let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
            let queue = queue.as_ref().ok_or_else(closed)?;
            queue.try_send(job).map_err(|error| match error {
                TrySendError::Full(_) => JournalError::Busy,
                TrySendError::Disconnected(_) => closed(),
            })?;
        }
        told.await.map_err(|_| closed())?
    }

    /// Finishes what is queued and ends the thread. Blocks.
    pub(super) fn stop(&self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

fn closed() -> JournalError {
    JournalError::Database("it is closed".into())
}

fn work(connection: Connection, jobs: &Receiver<Job>, clock: &dyn Clock) {
    let mut settings = HashMap::new();
    let (mut commits, mut writes) = (0_u64, 0_u64);
    while let Ok(first) = jobs.recv() {
        let batch: Vec<Job> = std::iter::once(first).chain(jobs.try_iter().take(BATCH - 1)).collect();
        commits += 1;
        writes += batch.len() as u64;
        if let Err(error) = commit(&connection, batch, &mut settings, clock) {
            tracing::error!(%error, "a group of writes was not committed");
            settings.clear();
        }
    }
    if let Err(error) = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)") {
        tracing::warn!(%error, "the write-ahead log could not be emptied");
    }
    tracing::info!(commits, writes, "the journal is closed");
}

fn commit(
    connection: &Connection,
    batch: Vec<Job>,
    settings: &mut HashMap<HolderId, Arc<HolderSettings>>,
    clock: &dyn Clock,
) -> Result<(), JournalError> {
    if let Err(error) = run(connection, "BEGIN IMMEDIATE") {
        for job in batch {
            job(Err(error.clone()));
        }
        return Err(error);
    }
    let mut desk = Desk { connection, clock, settings, findable: Vec::new() };
    let answers: Vec<Answer> = batch.into_iter().filter_map(|job| job(Ok(&mut desk))).collect();
    let findable = std::mem::take(&mut desk.findable);
    let done = findable
        .iter()
        .try_for_each(|(seq, found_by)| words::add(connection, *seq, found_by))
        .and_then(|()| run(connection, "COMMIT"));
    if done.is_err() && !connection.is_autocommit() {
        let _ = run(connection, "ROLLBACK");
    }
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
    let findable = desk.findable.len();
    run(desk.connection, "SAVEPOINT job")?;
    let outcome = catch_unwind(AssertUnwindSafe(|| job(desk)))
        .unwrap_or_else(|_| Err(JournalError::Database("a write panicked".into())));
    if outcome.is_err() {
        desk.findable.truncate(findable);
        run(desk.connection, "ROLLBACK TO job")?;
    }
    run(desk.connection, "RELEASE job")?;
    outcome
}

fn run(connection: &Connection, statement: &str) -> Result<(), JournalError> {
    connection.prepare_cached(statement)?.execute([])?;
    Ok(())
}
