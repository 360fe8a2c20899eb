//! The one task that writes, with group commit.
//!
//! A job that comes waits for this server's turn; all that came meanwhile go into the same
//! transaction, and are answered when PostgreSQL has said that it is committed. What was under way
//! when the connection broke is answered with an error: if it was committed after all, the client
//! that sends it again is told so as of any other registration.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::desk::Desk;
use super::link::{Answering, closed, slow};
use super::register::{Asked, Outcomes, register};
use crate::clock::Clock;
use crate::journal::register::Prepared;
use crate::journal::{DatabaseUrl, HolderId, JournalError, Pushed};

/// The most jobs of one commit: the last of them must not wait long for the first.
const BATCH: usize = 256;
/// The most jobs that wait; more are told to come back later.
const QUEUE: usize = 2_048;
/// The most time for a transaction, with the connection made and the turn waited for.
const TRANSACTION: Duration = Duration::from_secs(12);

enum Job {
    Register(Box<Asked>, oneshot::Sender<Result<Pushed, JournalError>>),
    Write(Write),
}

/// Called when the commit is on the disk; dropped when there is none.
type Answer = Box<dyn FnOnce() + Send>;
type Write = Box<dyn for<'a> FnOnce(&'a mut Desk) -> BoxFuture<'a, Option<Answer>> + Send>;

/// The way to the writing task.
pub(super) struct Writer {
    queue: Mutex<Option<Sender<Job>>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts with a desk that is open.
    pub(super) fn start(url: DatabaseUrl, clock: Arc<dyn Clock>, desk: Desk) -> Self {
        let (queue, jobs) = channel(QUEUE);
        let office = Office {
            url,
            clock,
            desk: Some(desk),
            commits: 0,
            writes: 0,
        };
        Self {
            queue: Mutex::new(Some(queue)),
            task: Mutex::new(Some(tokio::spawn(office.work(jobs)))),
        }
    }

    /// Registers with others in one commit; the result comes after it is on the disk.
    pub(super) async fn register(
        &self,
        holder: HolderId,
        prepared: Prepared,
    ) -> Result<Pushed, JournalError> {
        let (tell, told) = oneshot::channel();
        self.queue(Job::Register(Box::new((holder, prepared)), tell))?;
        told.await.map_err(|_| not_made())?
    }

    /// Runs a job in the next commit; its result comes after that commit is on the disk.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl for<'a> FnOnce(&'a mut Desk) -> Answering<'a, T> + Send + 'static,
    ) -> Result<T, JournalError> {
        let (tell, told) = oneshot::channel();
        let write: Write = Box::new(move |desk| {
            let work = async move {
                match job(desk).await {
                    Ok(value) => Some(Box::new(move || drop(tell.send(Ok(value)))) as Answer),
                    Err(error) => {
                        let _ = tell.send(Err(error));
                        None
                    }
                }
            };
            work.boxed()
        });
        self.queue(Job::Write(write))?;
        told.await.map_err(|_| not_made())?
    }

    fn queue(&self, job: Job) -> Result<(), JournalError> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queue.as_ref().ok_or_else(closed)?;
        queue.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => JournalError::Busy,
            TrySendError::Closed(_) => closed(),
        })
    }

    /// Finishes what is queued and ends the task.
    pub(super) async fn stop(&self) {
        drop(taken(&self.queue));
        let task = taken(&self.task);
        if let Some(task) = task {
            let _ = task.await;
        }
    }
}

fn taken<T>(of: &Mutex<Option<T>>) -> Option<T> {
    of.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Why is in the log.
fn not_made() -> JournalError {
    JournalError::Database("the write was not confirmed".into())
}

/// Where the writing task works.
struct Office {
    url: DatabaseUrl,
    clock: Arc<dyn Clock>,
    desk: Option<Desk>,
    commits: u64,
    writes: u64,
}

impl Office {
    async fn work(mut self, mut jobs: Receiver<Job>) {
        while let Some(first) = jobs.recv().await {
            let transaction = self.transaction(first, &mut jobs);
            let done = timeout(TRANSACTION, transaction).await;
            if let Err(error) = done.unwrap_or_else(|_| Err(slow())) {
                tracing::error!(%error, "a group of writes was not committed");
                // Its transaction goes with the connection.
                self.desk = None;
                // The others would only wait for the same. All are taken out before the first is
                // told: who comes again at once is not one of them.
                let waiting: Vec<Job> = std::iter::from_fn(|| jobs.try_recv().ok()).collect();
                drop(waiting);
            }
        }
        let (commits, writes) = (self.commits, self.writes);
        tracing::info!(commits, writes, "the journal is closed");
    }

    async fn transaction(
        &mut self,
        first: Job,
        jobs: &mut Receiver<Job>,
    ) -> Result<(), JournalError> {
        let mut desk = self.begin().await?;
        let (mut asked, mut tells, mut writes) = (Vec::new(), Vec::new(), Vec::new());
        let more = std::iter::from_fn(|| jobs.try_recv().ok());
        for job in std::iter::once(first).chain(more.take(BATCH - 1)) {
            match job {
                Job::Register(one, tell) => {
                    asked.push(*one);
                    tells.push(tell);
                }
                Job::Write(write) => writes.push(write),
            }
        }
        let count = (asked.len() + writes.len()) as u64;
        let outcomes = register_all(&mut desk, &asked).await?;
        let mut answers = Vec::new();
        for write in writes {
            answers.extend(in_savepoint(&mut desk, write).await?);
        }
        desk.commit().await?;
        self.commits += 1;
        self.writes += count;
        for (tell, outcome) in tells.into_iter().zip(outcomes) {
            let _ = tell.send(outcome);
        }
        answers.into_iter().for_each(|answer| answer());
        self.desk = Some(desk);
        Ok(())
    }

    /// A desk whose turn it is. A connection that was lost while nothing was written is made anew.
    async fn begin(&mut self) -> Result<Desk, JournalError> {
        if let Some(mut desk) = self.desk.take() {
            match desk.begin().await {
                Ok(()) => return Ok(desk),
                Err(error) if desk.is_connected().await => return Err(error),
                Err(_) => {}
            }
        }
        let mut desk = Desk::open(&self.url, self.clock.clone()).await?;
        desk.begin().await?;
        Ok(desk)
    }
}

/// Registers all in a few statements; if these fail, one by one, so that one bad push spoils no
/// other.
async fn register_all(desk: &mut Desk, asked: &[Asked]) -> Result<Outcomes, JournalError> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let before = desk.savepoint().await?;
    let all = AssertUnwindSafe(register(desk, asked)).catch_unwind().await;
    match all {
        Ok(Ok(outcomes)) => {
            desk.keep().await?;
            return Ok(outcomes);
        }
        Ok(Err(error)) => tracing::warn!(%error, "registering one by one"),
        Err(_) => tracing::warn!("registering one by one after a panic"),
    }
    desk.take_back(before).await?;
    let mut outcomes = Outcomes::new();
    for one in asked {
        let before = desk.savepoint().await?;
        let one = AssertUnwindSafe(register(desk, [one])).catch_unwind().await;
        match one.unwrap_or_else(|_| Err(panicked())) {
            Ok(done) => {
                desk.keep().await?;
                outcomes.extend(done);
            }
            Err(error) => {
                desk.take_back(before).await?;
                outcomes.push(Err(error));
            }
        }
    }
    Ok(outcomes)
}

/// Runs one job; if it fails or panics, nothing of it stays.
async fn in_savepoint(desk: &mut Desk, write: Write) -> Result<Option<Answer>, JournalError> {
    let before = desk.savepoint().await?;
    let answer = AssertUnwindSafe(write(desk)).catch_unwind().await;
    match answer.ok().flatten() {
        Some(answer) => {
            desk.keep().await?;
            Ok(Some(answer))
        }
        None => {
            desk.take_back(before).await?;
            Ok(None)
        }
    }
}

fn panicked() -> JournalError {
    JournalError::Database("a write panicked".into())
}
