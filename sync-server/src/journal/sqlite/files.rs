//! The pieces of files.

use domain::request::{Arrival, Event, Submission};
use domain::sync::Digest;
use rusqlite::{Connection, OptionalExtension};

use super::cases;
use super::chain::Said;
use super::verify::{self, Flaw};
use super::writer::Desk;
use crate::journal::files::{Change, FileId, FileWrite, FileWritten, PIECE_BYTES, Stored, decide};
use crate::journal::{HolderId, JournalError};

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
    if let Some((event, at)) = &change.event {
        let event = serde_json::to_string(event)?;
        let version = record.version() + 1;
        let said = Said {
            holder,
            id: file.request,
            n: version,
            at: at.timestamp_millis(),
            officer: None,
            actor: "",
            event: Some(&event),
            ruling: None,
        };
        cases::record_event(desk, seq, &said)?;
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
         WHERE event LIKE '%attachment%' ORDER BY request, events.n",
    )?;
    let mut rows = events.query([])?;
    while let Some(row) = rows.next()? {
        let event: Result<Event, _> = serde_json::from_str(&row.get::<_, String>(1)?);
        // Texts that only speak of such things; and what can't be read is told of elsewhere.
        let Ok(Event::Attachment {
            n,
            arrival: Arrival::Received,
        }) = event
        else {
            continue;
        };
        let request: i64 = row.get(0)?;
        let said: Vec<u8> = row.get(2)?;
        if flaws.len() < verify::TOLD && !is_whole(connection, request, n, &said)? {
            flaws.push(Flaw::File(verify::name(connection, request)?, n));
        }
    }
    Ok(())
}

fn is_whole(
    connection: &Connection,
    request: i64,
    n: u8,
    submission: &[u8],
) -> Result<bool, JournalError> {
    let mut pieces = connection
        .prepare_cached("SELECT at, bytes FROM pieces WHERE request = ?1 AND n = ?2 ORDER BY at")?;
    let mut rows = pieces.query((request, n))?;
    let mut whole = Vec::new();
    while let Some(row) = rows.next()? {
        if row.get::<_, usize>(0)? != whole.len() {
            return Ok(false);
        }
        whole.extend(row.get::<_, Vec<u8>>(1)?);
    }
    let submission: Option<Submission> = serde_json::from_slice(submission).ok();
    let files = submission.map(|submission| submission.attachments);
    let file = usize::from(n)
        .checked_sub(1)
        .and_then(|at| files?.into_iter().nth(at));
    Ok(file.is_some_and(|file| file.digest == Digest::of(&whole)))
}
