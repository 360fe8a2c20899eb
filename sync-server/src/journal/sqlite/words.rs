//! The full-text table.

use domain::request::Submission;
use rusqlite::Connection;

use crate::journal::{JournalError, search};

/// The words a submission can be found by: who asks and what.
pub(super) fn of(submission: &Submission) -> String {
    let words = search::words(&[&submission.name, &submission.text]);
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// Makes a request findable.
pub(super) fn add(connection: &Connection, seq: i64, words: &str) -> Result<(), JournalError> {
    connection
        .prepare_cached("INSERT INTO words (rowid, word) VALUES (?1, ?2)")?
        .execute((seq, words))?;
    Ok(())
}

/// What FTS5 is asked for: every beginning must be met. The beginnings are letters and digits
/// only, so that nothing in them can be an operator.
pub(super) fn question(beginnings: &[String]) -> String {
    let terms: Vec<String> = beginnings.iter().map(|word| format!("\"{word}\"*")).collect();
    terms.join(" AND ")
}
