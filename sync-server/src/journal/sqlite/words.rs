//! The full-text table.
//!
//! Words go in many requests at a time: FTS5 writes a segment for every commit and merges them
//! ever after, which for the few requests of one commit costs more than all the rest of it. So
//! they follow their registrations in a commit of their own, in a quiet moment, before any search,
//! or when much has gathered. A table remembers how far that has come; what a kill left out is
//! caught up with at the next start.

use domain::request::Submission;
use rusqlite::Connection;

use super::writer::run;
use crate::journal::{JournalError, search};

/// Bytes of words that are much: some five hundred requests.
const MUCH: usize = 512 * 1024;

/// The words a submission can be found by: who asks and what.
pub(super) fn of(submission: &Submission) -> String {
    search::words(&[&submission.name, &submission.text])
}

/// Registered requests that can't be found yet: their numbers and words, oldest first.
#[derive(Default)]
pub(super) struct Waiting {
    rows: Vec<(i64, String)>,
    bytes: usize,
}

impl Waiting {
    pub(super) fn add(&mut self, rows: Vec<(i64, String)>) {
        self.bytes += rows.iter().map(|(_, words)| words.len()).sum::<usize>();
        self.rows.extend(rows);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn is_much(&self) -> bool {
        self.bytes >= MUCH
    }

    /// Makes them findable. If that fails they go on waiting.
    pub(super) fn write(&mut self, connection: &Connection) -> Result<(), JournalError> {
        let Some((last, _)) = self.rows.last() else {
            return Ok(());
        };
        run(connection, "BEGIN IMMEDIATE")?;
        let done = insert(connection, &self.rows, *last).and_then(|()| run(connection, "COMMIT"));
        if done.is_err() && !connection.is_autocommit() {
            let _ = run(connection, "ROLLBACK");
        }
        if done.is_ok() {
            *self = Self::default();
        }
        done
    }
}

fn insert(connection: &Connection, rows: &[(i64, String)], last: i64) -> Result<(), JournalError> {
    let mut insert =
        connection.prepare_cached("INSERT INTO words (rowid, word) VALUES (?1, ?2)")?;
    for (seq, words) in rows {
        insert.execute((seq, words))?;
    }
    connection
        .prepare_cached("UPDATE findable SET upto = ?1")?
        .execute([last])?;
    Ok(())
}

/// Makes findable what is registered and was not yet when the process ended.
pub(super) fn catch_up(connection: &Connection) -> Result<(), JournalError> {
    let mut statement = connection.prepare(
        "SELECT seq, submission FROM requests WHERE seq > (SELECT upto FROM findable)
         ORDER BY seq LIMIT 1000",
    )?;
    loop {
        let mut waiting = Waiting::default();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let submission = serde_json::from_slice(&row.get::<_, Vec<u8>>(1)?)?;
            waiting.add(vec![(row.get(0)?, of(&submission))]);
        }
        drop(rows);
        if waiting.is_empty() {
            return Ok(());
        }
        waiting.write(connection)?;
    }
}

/// What FTS5 is asked for: every beginning must be met. The beginnings are letters and digits
/// only, so that nothing in them can be an operator.
pub(super) fn question(beginnings: &[String]) -> String {
    let terms: Vec<String> = beginnings
        .iter()
        .map(|word| format!("\"{word}\"*"))
        .collect();
    terms.join(" AND ")
}
