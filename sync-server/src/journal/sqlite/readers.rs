//! A few connections that only read, used off the threads that serve the network.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::open;
use crate::journal::JournalError;

pub(super) struct Readers {
    idle: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn open(folder: &Path, count: usize) -> Result<Self, JournalError> {
        let idle = (0..count)
            .map(|_| open::reader(folder))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            idle: Arc::new(Mutex::new(idle)),
            permits: Arc::new(Semaphore::new(count)),
        })
    }

    /// Runs a question on one state of the database, whatever is written meanwhile.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        let closed = |_| JournalError::Database("it is closed".into());
        let permit = self.permits.clone().acquire_owned().await.map_err(closed)?;
        let idle = self.idle.clone();
        let work = move || {
            let _permit = permit;
            let taken = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection =
                taken.ok_or_else(|| JournalError::Database("no connection is idle".into()))?;
            let lent = Lent {
                idle,
                connection: Some(connection),
            };
            lent.ask(question)
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| JournalError::Database("a reader panicked".into()))?
    }

    /// Closes the connections as they come back.
    pub(super) fn close(&self) {
        self.permits.close();
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// A connection that goes back to the others also when its user panics.
struct Lent {
    idle: Arc<Mutex<Vec<Connection>>>,
    connection: Option<Connection>,
}

impl Lent {
    fn ask<T>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let Some(connection) = &self.connection else {
            return Err(JournalError::Database("no connection is idle".into()));
        };
        connection.prepare_cached("BEGIN")?.execute([])?;
        let answer = question(connection);
        connection.prepare_cached("ROLLBACK")?.execute([])?;
        answer
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            if !connection.is_autocommit() {
                let _ = connection.execute_batch("ROLLBACK");
            }
            self.idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(connection);
        }
    }
}
