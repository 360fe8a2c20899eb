//! Looking through a journal in SQLite: `verify`, and the look a start takes.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use super::{cases, files, open};
use crate::journal::JournalError;
use crate::journal::chain::{Head, Written};
use crate::journal::erase::Erasures;
use crate::journal::rows::{CASE, Columns as _, REGISTERED};
use crate::journal::verify::{
    self, EVENT, FIXED, Flaw, LATEST, Named, Ordinals, Report, STATE, TOLD, Walk, Walked, glanced,
    written,
};

/// Looks through the whole journal in this folder; the server may be running. `noted` is a link
/// somebody noted earlier.
///
/// # Errors
/// When the journal can't be read at all.
pub fn verify(folder: &Path, noted: Option<Head>) -> Result<Report, JournalError> {
    let connection = open::reader(folder)?;
    verify_connection(&connection, noted)
}

/// As [`verify`], of an open database.
pub(in crate::journal) fn verify_connection(
    connection: &Connection,
    noted: Option<Head>,
) -> Result<Report, JournalError> {
    if connection.is_autocommit() {
        // One transaction, so that what is written meanwhile is not half seen.
        let transaction = connection.unchecked_transaction()?;
        return look_through(&transaction, noted);
    }
    look_through(connection, noted)
}

fn look_through(connection: &Connection, noted: Option<Head>) -> Result<Report, JournalError> {
    let mut flaws = damages(connection)?;
    let Walked {
        events,
        head,
        flaws: blocks,
        wrong,
    } = history(connection, noted)?;
    flaws.extend(blocks);
    for (block, requests) in wrong {
        let names = requests.into_iter().map(|seq| name(connection, seq));
        flaws.push(Flaw::Block(block, names.collect::<Result<_, _>>()?));
    }
    let notes = notes(connection)?;
    let erasures = Erasures::of(&notes)?;
    let requests = requests(connection, "ORDER BY seq", &erasures, &mut flaws)?;
    files::check(connection, &mut flaws)?;
    flaws.extend(ordinals(connection, &notes)?);
    flaws.truncate(TOLD);
    Ok(Report {
        requests,
        events,
        head,
        flaws,
    })
}

/// What a start looks at, in a moment: the sequences of every year and the last requests.
pub(super) fn glance(connection: &Connection) -> Result<(), JournalError> {
    let mut flaws = Vec::new();
    let latest = format!("ORDER BY seq DESC LIMIT {LATEST}");
    let erasures = Erasures::of(&notes(connection)?)?;
    requests(connection, &latest, &erasures, &mut flaws)?;
    let mut sequences = connection.prepare(
        "SELECT s.year, s.next,
             (SELECT max(ordinal) FROM requests r WHERE r.holder = s.holder AND r.year = s.year)
         FROM sequences s",
    )?;
    let mut rows = sequences.query([])?;
    while let Some(row) = rows.next()? {
        let (year, next, last): (i32, u32, Option<u32>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if last.unwrap_or(0) >= next {
            flaws.push(Flaw::Ordinal(year, next));
        }
    }
    glanced(&flaws)
}

fn damages(connection: &Connection) -> Result<Vec<Flaw>, JournalError> {
    let mut check = connection.prepare("PRAGMA integrity_check(20)")?;
    let said = check.query_map([], |row| row.get::<_, String>(0))?;
    let said = said.collect::<Result<Vec<_>, _>>()?;
    let bad = said.into_iter().filter(|line| line != "ok");
    Ok(bad.map(Flaw::Database).collect())
}

fn history(connection: &Connection, noted: Option<Head>) -> Result<Walked, JournalError> {
    let mut statement =
        connection.prepare("SELECT block, link, note FROM blocks ORDER BY block")?;
    let blocks = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut walk = Walk::new(blocks.collect::<Result<Vec<_>, _>>()?, noted);
    each_event(connection, |block, written| {
        walk.event(block, written);
        Ok(())
    })?;
    Ok(walk.end())
}

pub(super) fn name(connection: &Connection, request: i64) -> Result<Named, JournalError> {
    let found = connection
        .prepare_cached("SELECT index_text, year FROM requests WHERE seq = ?1")?
        .query_row([request], |row| Ok(Named::of(row)))
        .optional()?;
    found.unwrap_or_else(|| Ok(Named::nobody()))
}

/// Every event with its block and its sum as it follows from what is stored now, in the chain's
/// order.
pub(super) fn each_event(
    connection: &Connection,
    mut tell: impl FnMut(u64, Written) -> Result<(), JournalError>,
) -> Result<(), JournalError> {
    let mut events = connection.prepare(&format!(
        "SELECT {EVENT} FROM events ORDER BY block, request, n"
    ))?;
    let mut request =
        connection.prepare(&format!("SELECT {FIXED} FROM requests WHERE seq = ?1"))?;
    let mut rows = events.query([])?;
    while let Some(row) = rows.next()? {
        let of = request
            .query_row([row.int("request")?], |request| {
                Ok(written(row, Some(request)))
            })
            .optional()?;
        let written = of.unwrap_or_else(|| written(row, None::<&rusqlite::Row<'_>>))?;
        tell(row.number("block")?, written)?;
    }
    Ok(())
}

/// Looks at these requests; how many they are.
fn requests(
    connection: &Connection,
    which: &str,
    erasures: &Erasures,
    flaws: &mut Vec<Flaw>,
) -> Result<u64, JournalError> {
    let mut statement = connection.prepare(&format!(
        "SELECT {CASE}, {REGISTERED}, {STATE} FROM requests {which}"
    ))?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        let history = cases::history(connection, row.int("seq")?);
        verify::request(row, history, erasures, flaws)?;
    }
    Ok(count)
}

/// What blocks say beside their events.
fn notes(connection: &Connection) -> Result<Vec<String>, JournalError> {
    let mut notes =
        connection.prepare("SELECT note FROM blocks WHERE note IS NOT NULL ORDER BY block")?;
    let notes = notes.query_map([], |row| row.get(0))?;
    Ok(notes.collect::<Result<_, _>>()?)
}

fn ordinals(connection: &Connection, notes: &[String]) -> Result<Vec<Flaw>, JournalError> {
    let mut ordinals = Ordinals::new(notes)?;
    let mut statement =
        connection.prepare("SELECT holder, year, ordinal FROM requests ORDER BY 1, 2, 3")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        ordinals.request(row.get(0)?, row.get(1)?, row.get(2)?);
    }
    let mut statement = connection.prepare("SELECT holder, year, next FROM sequences")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        ordinals.sequence(row.get(0)?, row.get(1)?, row.get(2)?);
    }
    Ok(ordinals.end())
}
