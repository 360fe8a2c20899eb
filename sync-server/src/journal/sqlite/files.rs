//! The pieces of files.

use domain::sync::Digest;
use rusqlite::{Connection, OptionalExtension};

use super::cases;
use super::verify;
use super::writer::Desk;
use crate::failpoint;
use crate::journal::act::Recorded;
use crate::journal::files::{
    Change, FileId, FileWrite, FileWritten, PIECE_BYTES, Stored, decide, received,
};
use crate::journal::verify::TOLD;
use crate::journal::{Flaw, HolderId, JournalError};

/// How much of the file is stored; nothing of one that nobody names.
pub(super) fn stored(
    connection: &Connection,
    holder: HolderId,
    file: FileId,
) -> Result<Stored, JournalError> {
    let found: Option<i64> = connection
        .prepare_cached("SELECT seq FROM requests WHERE holder = ?1 AND id = ?2")?
        .query_row((holder.0, file.request.as_bytes().as_slice()), |row| {
            row.get(0)
        })
        .optional()?;
    found.map_or(Ok(Stored::default()), |seq| {
        stored_of(connection, seq, file.n)
    })
}

fn stored_of(connection: &Connection, request: i64, n: u8) -> Result<Stored, JournalError> {
    let last = connection
        .prepare_cached(
            "SELECT at + length(bytes), piece FROM pieces WHERE request = ?1 AND n = ?2
             ORDER BY at DESC LIMIT 1",
        )?
        .query_row((request, n), |row| {
            Ok(Stored {
                bytes: row.get(0)?,
                last: row.get(1)?,
            })
        })
        .optional()?;
    Ok(last.unwrap_or_default())
}

/// The piece that begins at this byte.
pub(super) fn piece(
    connection: &Connection,
    holder: HolderId,
    file: FileId,
    at: u64,
) -> Result<Option<Vec<u8>>, JournalError> {
    let found = connection
        .prepare_cached(
            "SELECT bytes FROM pieces WHERE n = ?3 AND at = ?4 AND request =
                 (SELECT seq FROM requests WHERE holder = ?1 AND id = ?2)",
        )?
        .query_row(
            (holder.0, file.request.as_bytes().as_slice(), file.n, at),
            |row| row.get(0),
        )
        .optional()?;
    Ok(found)
}

/// Writes on what it finds in this very transaction.
pub(super) fn write(
    desk: &mut Desk<'_>,
    holder: HolderId,
    file: FileId,
    write: FileWrite,
) -> Result<FileWritten, JournalError> {
    let found = cases::numbered_by_id(desk.connection, holder, file.request)?;
    let Some((seq, record)) = found else {
        return Ok(FileWritten::Unknown);
    };
    let stored = stored_of(desk.connection, seq, file.n)?;
    let now = desk.clock.now();
    let change = match decide(&record, file.n, stored, write, now) {
        Ok(change) => change,
        Err(answer) => return Ok(answer),
    };
    store(desk.connection, seq, file.n, stored, &change)?;
    if !change.add.is_empty() {
        failpoint::reach("piece.written");
    }
    if let Some((event, at)) = &change.event {
        let event = serde_json::to_string(event)?;
        let recorded = Recorded::by_server(holder, &record, &event, *at);
        let version = recorded.n;
        cases::record_event(desk, seq, &recorded)?;
        desk.connection
            .prepare_cached("UPDATE requests SET version = ?2 WHERE seq = ?1")?
            .execute((seq, version))?;
    }
    Ok(FileWritten::Done(stored_of(desk.connection, seq, file.n)?))
}

fn store(
    connection: &Connection,
    request: i64,
    n: u8,
    stored: Stored,
    change: &Change,
) -> Result<(), JournalError> {
    if change.drop {
        connection
            .prepare_cached("DELETE FROM pieces WHERE request = ?1 AND n = ?2")?
            .execute((request, n))?;
    }
    let mut insert = connection
        .prepare_cached("INSERT INTO pieces (request, n, at, bytes) VALUES (?1, ?2, ?3, ?4)")?;
    let mut at = stored.bytes;
    for piece in change.add.chunks(PIECE_BYTES) {
        insert.execute((request, n, at, piece))?;
        at += piece.len() as u64;
    }
    Ok(())
}

/// Whether each file that was received still is the one its submission names.
pub(super) fn check(connection: &Connection, flaws: &mut Vec<Flaw>) -> Result<(), JournalError> {
    let mut events = connection.prepare(
        "SELECT request, event, submission FROM events JOIN requests ON seq = request
         WHERE event LIKE '%attachment%' AND erased_at IS NULL ORDER BY request, events.n",
    )?;
    let mut rows = events.query([])?;
    while let Some(row) = rows.next()? {
        let (event, submission): (String, Vec<u8>) = (row.get(1)?, row.get(2)?);
        let Some((n, digest)) = received(&event, &submission) else {
            continue;
        };
        let request: i64 = row.get(0)?;
        let whole = whole(connection, request, n)?;
        let right = digest
            .zip(whole)
            .is_some_and(|(digest, whole)| digest == Digest::of(&whole));
        if !right && flaws.len() < TOLD {
            flaws.push(Flaw::File(verify::name(connection, request)?, n));
        }
    }
    Ok(())
}

/// All bytes of a file; `None` when a piece is missing.
fn whole(connection: &Connection, request: i64, n: u8) -> Result<Option<Vec<u8>>, JournalError> {
    let mut pieces = connection
        .prepare_cached("SELECT at, bytes FROM pieces WHERE request = ?1 AND n = ?2 ORDER BY at")?;
    let mut rows = pieces.query((request, n))?;
    let mut whole = Vec::new();
    while let Some(row) = rows.next()? {
        if row.get::<_, usize>(0)? != whole.len() {
            return Ok(None);
        }
        whole.extend(row.get::<_, Vec<u8>>(1)?);
    }
    Ok(Some(whole))
}
