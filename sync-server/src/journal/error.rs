//! What can go wrong.

use domain::calendar::CalendarError;

/// Why the journal could not do what it was asked to. Nothing half-done is left behind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// More is waiting to be written than the queue takes.
    #[error("the journal's queue is full")]
    Busy,
    /// The database is locked, full, broken or closed.
    #[error("the journal's database: {0}")]
    Database(String),
    /// What the database holds can't be understood.
    #[error("the journal holds something unreadable: {0}")]
    Unreadable(String),
    /// There is none; commands on a journal make none.
    #[error("no journal in {0}: start the server once")]
    Nowhere(String),
    /// Nobody is registered as this information holder.
    #[error("no such information holder")]
    NoHolder,
    /// The moment is one the calendar knows nothing of: the machine's clock is wrong, or the
    /// calendar has to be brought up to date.
    #[error("the clock or the calendar: {0}")]
    Calendar(#[from] CalendarError),
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        // SQLite's own words name tables and codes, never a value that was bound.
        Self::Database(error.to_string())
    }
}

impl From<serde_json::Error> for JournalError {
    fn from(error: serde_json::Error) -> Self {
        // Without the message: it may quote what it could not read.
        Self::Unreadable(format!("JSON, {:?}", error.classify()))
    }
}
