//! The steps from an empty file to the schema this build knows, counted in `user_version`.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::words;
use crate::journal::JournalError;

type Step = fn(&Transaction<'_>) -> Result<(), JournalError>;

/// A released step never changes; a new schema is a new step at the end.
const STEPS: &[Step] = &[journal, search];

/// The version a database of this build has.
pub const VERSION: usize = STEPS.len();

fn journal(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch(include_str!("schema_1.sql"))?)
}

/// Search over requesters and texts, also those that are registered already. The words come ready
/// ([`crate::journal::search`]); their places in the text are of no use and are not kept.
fn search(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    transaction.execute_batch(
        "CREATE VIRTUAL TABLE words USING fts5
         (word, content = '', columnsize = 0, detail = none, tokenize = 'ascii');",
    )?;
    let mut rows = transaction.prepare("SELECT seq, submission FROM requests ORDER BY seq")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let submission = serde_json::from_slice(&row.get::<_, Vec<u8>>(1)?)?;
        words::add(transaction, row.get(0)?, &words::of(&submission))?;
    }
    Ok(())
}

/// Brings a database up to [`VERSION`], each step in a transaction of its own.
///
/// # Errors
/// When a step fails (the database stays at the step before), or a newer build made the database.
pub fn migrate(connection: &mut Connection) -> Result<(), JournalError> {
    migrate_to(connection, VERSION)
}

/// Brings a database up to this version, which tests of a migration start from.
///
/// # Errors
/// As [`migrate`].
pub fn migrate_to(connection: &mut Connection, version: usize) -> Result<(), JournalError> {
    loop {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let at: usize = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if at > VERSION {
            return Err(JournalError::Database(format!(
                "it is of version {at}, made by a newer build; this one knows {VERSION}"
            )));
        }
        let Some(step) = STEPS.get(at).filter(|_| at < version) else { return Ok(()) };
        step(&transaction)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {}", at + 1))?;
        transaction.commit()?;
    }
}
