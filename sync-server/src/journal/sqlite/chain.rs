//! The blocks of the hash chain, as SQLite keeps them.

use rusqlite::{Connection, OptionalExtension};

use crate::journal::JournalError;
use crate::journal::chain::{Head, Written};

/// The last block of this journal.
pub(super) fn head(connection: &Connection) -> Result<Head, JournalError> {
    let found: Option<(u64, Vec<u8>)> = connection
        .prepare_cached("SELECT block, link FROM blocks ORDER BY block DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found.map_or(Ok(Head::NONE), |(block, link)| Head::stored(block, link))
}

/// Writes a block after the head; its events already name its number.
pub(super) fn close(
    connection: &Connection,
    head: Head,
    note: Option<&str>,
    events: &mut [Written],
) -> Result<Head, JournalError> {
    events.sort_unstable();
    let next = head.next(note, events);
    connection
        .prepare_cached("INSERT INTO blocks (block, link, note) VALUES (?1, ?2, ?3)")?
        .execute((next.block, next.link.as_slice(), note))?;
    Ok(next)
}
