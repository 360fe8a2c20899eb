//! Whole cases: reading them, and recording an officer's act.

use chrono::{DateTime, Utc};
use domain::sync::office::OfficeAct;
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::writer::Desk;
use super::{holders, register};
use crate::failpoint;
use crate::journal::act::{Recorded, Taken};
use crate::journal::chain::Written;
use crate::journal::change::Asked;
use crate::journal::rows::{self, CASE, REGISTERED};
use crate::journal::{
    Acted, CaseRecord, Change, Changed, Entry, HolderId, JournalError, Officer, change,
};

pub(super) fn by_id(
    connection: &Connection,
    holder: HolderId,
    id: Uuid,
) -> Result<Option<CaseRecord>, JournalError> {
    Ok(numbered_by_id(connection, holder, id)?.map(|(_, case)| case))
}

/// A question for whole cases.
fn question(which: &str) -> String {
    format!("SELECT {CASE}, {REGISTERED} FROM requests WHERE {which}")
}

pub(super) fn by_index(
    connection: &Connection,
    holder: HolderId,
    year: i32,
    normalised: &str,
) -> Result<Option<CaseRecord>, JournalError> {
    let sql = question("holder = ?1 AND year = ?2 AND index_key = ?3");
    let found = connection
        .prepare_cached(&sql)?
        .query_row((holder.0, year, normalised), |row| {
            Ok(case(connection, row))
        })
        .optional()?;
    Ok(found.transpose()?.map(|(_, case)| case))
}

pub(super) fn numbered_by_id(
    connection: &Connection,
    holder: HolderId,
    id: Uuid,
) -> Result<Option<(i64, CaseRecord)>, JournalError> {
    let sql = question("holder = ?1 AND id = ?2");
    connection
        .prepare_cached(&sql)?
        .query_row((holder.0, id.as_bytes().as_slice()), |row| {
            Ok(case(connection, row))
        })
        .optional()?
        .transpose()
}

fn case(connection: &Connection, row: &Row<'_>) -> Result<(i64, CaseRecord), JournalError> {
    let seq = row.get("seq")?;
    Ok((seq, rows::case(row, history(connection, seq)?)?))
}

/// Everything that happened to a request, oldest first.
pub(super) fn history(connection: &Connection, seq: i64) -> Result<Vec<Entry>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT at, actor, position, event FROM events LEFT JOIN officers USING (officer)
         WHERE request = ?1 ORDER BY n",
    )?;
    let mut rows = statement.query([seq])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(rows::entry(row)?);
    }
    Ok(found)
}

/// Records an act on the state it finds in this very transaction.
pub(super) fn act(
    desk: &mut Desk<'_>,
    holder: HolderId,
    id: Uuid,
    version: u64,
    act: OfficeAct,
    officer: Officer,
) -> Result<Acted, JournalError> {
    let Some((seq, record)) = numbered_by_id(desk.connection, holder, id)? else {
        return Ok(Acted::Unknown);
    };
    if record.version() != version {
        return Ok(Acted::Stale);
    }
    let (settings, now) = (desk.settings(holder)?, desk.clock.now());
    match Taken::new(&settings, holder, &record, act, officer, now)? {
        Err(refused) => Ok(Acted::Refused(refused)),
        Ok(taken) => {
            record_event(desk, seq, &taken.recorded())?;
            update(desk.connection, seq, &taken)?;
            failpoint::reach("act.written");
            Ok(Acted::Done(Box::new(taken.onto(record))))
        }
    }
}

/// Every open case with its number.
fn open(connection: &Connection, holder: HolderId) -> Result<Vec<(i64, CaseRecord)>, JournalError> {
    let sql = question("holder = ?1 AND status <> 'closed' ORDER BY ends_before, seq");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([holder.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(case(connection, row)?);
    }
    Ok(found)
}

/// What a change of the settings asks for of what is there.
fn asked(
    connection: &Connection,
    holder: HolderId,
    to: &Change,
    now: DateTime<Utc>,
) -> Result<Asked, JournalError> {
    let asked = change::asked(holders::read(connection, holder)?, to, now)?;
    let Asked::Unless(settings, year) = asked else {
        return Ok(asked);
    };
    let next = register::next(connection, holder, year)?;
    let given = register::given(connection, holder, year)?;
    Ok(change::unless_repeated(settings, year, next, &given))
}

/// What a change of the settings would move.
pub(super) fn moves(
    connection: &Connection,
    holder: HolderId,
    to: &Change,
    now: DateTime<Utc>,
) -> Result<Changed, JournalError> {
    if let Asked::Not(why) = asked(connection, holder, to, now)? {
        return Ok(why);
    }
    let mut told = Vec::new();
    for (_, record) in open(connection, holder)? {
        told.extend(change::moved(holder, &record, to, now)?.map(|(_, moved)| moved));
    }
    Ok(Changed::Done(told))
}

/// Sets new settings and moves the dates of open cases by them.
pub(super) fn change(
    desk: &mut Desk<'_>,
    holder: HolderId,
    to: &Change,
) -> Result<Changed, JournalError> {
    let (now, mut told) = (desk.clock.now(), Vec::new());
    match asked(desk.connection, holder, to, now)? {
        Asked::Settings(settings) | Asked::Unless(settings, _) => {
            holders::put(desk, holder, &settings)?;
        }
        Asked::Not(why) => return Ok(why),
    }
    for (seq, record) in open(desk.connection, holder)? {
        if let Some((taken, moved)) = change::moved(holder, &record, to, now)? {
            record_event(desk, seq, &taken.recorded())?;
            update(desk.connection, seq, &taken)?;
            told.push(moved);
        }
    }
    Ok(Changed::Done(told))
}

/// Adds an event to a request, whose version the caller brings up to it.
pub(super) fn record_event(
    desk: &mut Desk<'_>,
    request: i64,
    event: &Recorded<'_>,
) -> Result<(), JournalError> {
    let block = desk.block()?;
    desk.connection
        .prepare_cached(
            "INSERT INTO events (request, n, holder, at, officer, actor, event, block, ruling)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(rusqlite::params![
            request,
            event.n,
            event.holder.0,
            event.at,
            event.officer,
            event.actor,
            event.event,
            block,
            event.ruling,
        ])?;
    desk.recorded(Written {
        request,
        n: event.n,
        sum: event.sum,
    });
    Ok(())
}

fn update(connection: &Connection, seq: i64, taken: &Taken) -> Result<(), JournalError> {
    let state = &taken.state;
    connection
        .prepare_cached(
            "UPDATE requests SET class = ?2, deadline = ?3, ends_before = ?4,
                 status = ?5, outcome = ?6, executor = ?7, version = ?8, charged = ?9,
                 closed_at = ?10, ground = ?11, deferred = ?12, forwarded_part = ?13,
                 info_kind = ?14, topic = ?15
             WHERE seq = ?1",
        )?
        .execute(rusqlite::params![
            seq,
            state.class,
            state.deadline,
            state.ends_before,
            state.status,
            state.outcome,
            state.executor,
            taken.n,
            state.charged,
            state.closed_at,
            state.ground,
            state.deferred,
            state.forwarded_part,
            state.info_kind,
            state.topic,
        ])?;
    Ok(())
}
