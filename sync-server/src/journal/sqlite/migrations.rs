//! The steps from an empty file to the schema this build knows, counted in `user_version`.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{chain, verify};
use crate::journal::JournalError;
use crate::journal::chain::Head;

type Step = fn(&Transaction<'_>) -> Result<(), JournalError>;

/// A released step never changes; a new schema is a new step at the end.
const STEPS: &[Step] = &[
    journal, search, chain, files, parcels, office, reports, records, erasures, quick,
];

/// The version a database of this build has.
pub const VERSION: usize = STEPS.len();

fn journal(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch(include_str!("schema_1.sql"))?)
}

/// Search over requesters and texts. The words come ready ([`crate::journal::search`]); their
/// places in the text are of no use and are not kept. What is registered already is added when
/// the journal is opened, as after a kill.
fn search(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch(
        "CREATE VIRTUAL TABLE words USING fts5
         (word, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
         CREATE TABLE findable (upto INTEGER NOT NULL) STRICT;
         INSERT INTO findable VALUES (0);",
    )?)
}

/// The hash chain ([`super::chain`]). What happened before it is its first block.
fn chain(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    transaction.execute_batch(
        "ALTER TABLE events ADD COLUMN block INTEGER NOT NULL DEFAULT 1;
         CREATE TABLE blocks (block INTEGER PRIMARY KEY, link BLOB NOT NULL, note TEXT) STRICT;
         CREATE TRIGGER blocks_are_not_changed BEFORE UPDATE ON blocks
         BEGIN SELECT RAISE(ABORT, 'the chain is only added to'); END;
         CREATE TRIGGER blocks_are_not_deleted BEFORE DELETE ON blocks
         BEGIN SELECT RAISE(ABORT, 'the chain is only added to'); END;",
    )?;
    account_of_events(transaction)?;
    let mut events = Vec::new();
    verify::each_event(transaction, |_, written| {
        events.push(written);
        Ok(())
    })?;
    if !events.is_empty() {
        chain::close(transaction, Head::NONE, None, &mut events)?;
    }
    Ok(())
}

/// The files of requests, in pieces. A piece's number is never given out again: it stands for all
/// bytes of the file up to its end.
fn files(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch(
        "CREATE TABLE pieces (
             piece   INTEGER PRIMARY KEY AUTOINCREMENT,
             request INTEGER NOT NULL REFERENCES requests,
             n       INTEGER NOT NULL,
             at      INTEGER NOT NULL,
             bytes   BLOB NOT NULL
         ) STRICT;
         CREATE UNIQUE INDEX pieces_of_a_file ON pieces (request, n, at);",
    )?)
}

/// What devices leave for other devices ([`super::parcels`]).
fn parcels(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch(
        "CREATE TABLE parcels (
             holder INTEGER NOT NULL REFERENCES holders,
             name   TEXT NOT NULL,
             sealed TEXT NOT NULL,
             until  INTEGER NOT NULL,
             PRIMARY KEY (holder, name)
         ) STRICT;",
    )?)
}

/// The account of a date beside the event that set it. The chain's own step reads events as this
/// build knows them, so that an old database has the column before its turn.
fn account_of_events(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    let there: bool = transaction.query_row(
        "SELECT EXISTS (SELECT 1 FROM pragma_table_info('events') WHERE name = 'ruling')",
        [],
        |row| row.get(0),
    )?;
    if !there {
        transaction.execute_batch("ALTER TABLE events ADD COLUMN ruling TEXT;")?;
    }
    Ok(())
}

/// Roles, requests that officers enter, and what reports count by.
fn office(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    account_of_events(transaction)?;
    Ok(transaction.execute_batch(
        "ALTER TABLE officers ADD COLUMN role TEXT NOT NULL DEFAULT 'responsible_officer';
         ALTER TABLE officers ADD COLUMN department TEXT NOT NULL DEFAULT '';
         ALTER TABLE requests ADD COLUMN registered_at INTEGER;
         ALTER TABLE requests ADD COLUMN charged TEXT NOT NULL DEFAULT '';
         UPDATE requests SET charged = char(10) || executor || char(10)
             WHERE executor IS NOT NULL;
         ALTER TABLE requests ADD COLUMN channel TEXT NOT NULL DEFAULT 'app';
         ALTER TABLE requests ADD COLUMN requester_type TEXT NOT NULL DEFAULT 'person';
         UPDATE requests SET requester_type =
             coalesce(json_extract(CAST(submission AS TEXT), '$.requester_type'), 'person');",
    )?)
}

/// What reports count by, in columns beside what they are folded from, and what was published.
fn reports(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch(include_str!("schema_7.sql"))?)
}

/// What the council keeps beside requests ([`crate::journal::record`]).
fn records(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch(include_str!("schema_8.sql"))?)
}

/// When what a requester sent was erased ([`crate::journal::erase`]).
fn erasures(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch("ALTER TABLE requests ADD COLUMN erased_at INTEGER;")?)
}

/// What makes the office's questions quick: notes of blocks, words for parts of them
/// ([`super::words`]), and rare kinds of requests ([`crate::journal::kinds`]).
fn quick(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch(include_str!("schema_10.sql"))?)
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
        let Some(step) = STEPS.get(at).filter(|_| at < version) else {
            return Ok(());
        };
        step(&transaction)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {}", at + 1))?;
        transaction.commit()?;
    }
}
