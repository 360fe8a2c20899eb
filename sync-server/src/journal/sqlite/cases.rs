//! Whole cases: reading them, and recording an officer's act.

use domain::law::Ruling;
use domain::sync::office::OfficeAct;
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::chain::{self, Said, Written};
use super::rows::{instant, json, name_of, registered};
use super::writer::Desk;
use crate::journal::case::{Step, decide};
use crate::journal::{Acted, CaseRecord, Entry, HolderId, JournalError, Officer};

const COLUMNS: &str = "SELECT seq, id, digest, submission, received_at, year, ordinal, index_text,
    registered_class, registered_ruling, notice_by, ruling FROM requests";

pub(super) fn by_id(
    connection: &Connection,
    holder: HolderId,
    id: Uuid,
) -> Result<Option<CaseRecord>, JournalError> {
    Ok(numbered_by_id(connection, holder, id)?.map(|(_, case)| case))
}

pub(super) fn by_index(
    connection: &Connection,
    holder: HolderId,
    year: i32,
    normalised: &str,
) -> Result<Option<CaseRecord>, JournalError> {
    let sql = format!("{COLUMNS} WHERE holder = ?1 AND year = ?2 AND index_key = ?3");
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
    let sql = format!("{COLUMNS} WHERE holder = ?1 AND id = ?2");
    connection
        .prepare_cached(&sql)?
        .query_row((holder.0, id.as_bytes().as_slice()), |row| {
            Ok(case(connection, row))
        })
        .optional()?
        .transpose()
}

fn case(connection: &Connection, row: &Row<'_>) -> Result<(i64, CaseRecord), JournalError> {
    let seq: i64 = row.get("seq")?;
    let registered = registered(row)?;
    let notice_by: Option<String> = row.get("notice_by")?;
    let notice_by = notice_by.map(|text| json(&text)).transpose()?;
    let ruling: Option<String> = row.get("ruling")?;
    let ruling: Option<Ruling> = ruling.map(|text| json(&text)).transpose()?;
    let history = history(connection, seq)?;
    Ok((
        seq,
        CaseRecord {
            submission: serde_json::from_slice(&row.get::<_, Vec<u8>>("submission")?)?,
            case: CaseRecord::fold(&registered, notice_by, &history)?,
            ruling: ruling.unwrap_or_else(|| registered.ruling.clone()),
            registered,
            notice_by,
            history,
        },
    ))
}

fn history(connection: &Connection, seq: i64) -> Result<Vec<Entry>, JournalError> {
    let mut statement = connection
        .prepare_cached("SELECT at, actor, event FROM events WHERE request = ?1 ORDER BY n")?;
    let mut rows = statement.query([seq])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let event: Option<String> = row.get("event")?;
        found.push(Entry {
            at: instant(row.get("at")?)?,
            actor: row.get("actor")?,
            event: event.map(|text| json(&text)).transpose()?,
        });
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
    officer: &Officer,
) -> Result<Acted, JournalError> {
    let Some((seq, mut record)) = numbered_by_id(desk.connection, holder, id)? else {
        return Ok(Acted::Unknown);
    };
    if record.version() != version {
        return Ok(Acted::Stale);
    }
    let settings = desk.settings(holder)?;
    let now = desk.clock.now();
    let step = match decide(&settings, &record.case, act, officer, now)? {
        Ok(step) => step,
        Err(refused) => return Ok(Acted::Refused(refused)),
    };
    let event = serde_json::to_string(&step.event)?;
    let ruling = step
        .ruling
        .as_ref()
        .map(serde_json::to_string)
        .transpose()?;
    let said = Said {
        holder,
        id,
        n: version + 1,
        at: now.timestamp_millis(),
        officer: Some(officer.id),
        actor: &officer.name,
        event: Some(&event),
        ruling: ruling.as_deref(),
    };
    record_event(desk, seq, &said)?;
    update(desk.connection, seq, version + 1, &step)?;
    record.history.push(Entry {
        at: now,
        actor: officer.name.clone(),
        event: Some(step.event),
    });
    record.case = step.case;
    record.ruling = step.ruling.unwrap_or(record.ruling);
    Ok(Acted::Done(Box::new(record)))
}

/// Adds an event to a request, whose version the caller brings up to it.
pub(super) fn record_event(
    desk: &mut Desk<'_>,
    request: i64,
    said: &Said<'_>,
) -> Result<(), JournalError> {
    let block = desk.block()?;
    desk.connection
        .prepare_cached(
            "INSERT INTO events (request, n, holder, at, officer, actor, event, block)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(rusqlite::params![
            request,
            said.n,
            said.holder.0,
            said.at,
            said.officer,
            said.actor,
            said.event,
            block,
        ])?;
    desk.recorded(Written {
        request,
        n: said.n,
        sum: chain::event(said, None),
    });
    Ok(())
}

fn update(
    connection: &Connection,
    seq: i64,
    version: u64,
    step: &Step,
) -> Result<(), JournalError> {
    let Step { case, ruling, .. } = step;
    connection
        .prepare_cached(
            "UPDATE requests SET class = ?2, deadline = ?3, ends_before = ?4,
                 ruling = coalesce(?5, ruling), status = ?6, outcome = ?7, executor = ?8,
                 version = ?9
             WHERE seq = ?1",
        )?
        .execute(rusqlite::params![
            seq,
            name_of(case.term.class)?,
            serde_json::to_string(&case.term.deadline)?,
            case.term.deadline.ends_before().timestamp_millis(),
            ruling.as_ref().map(serde_json::to_string).transpose()?,
            name_of(case.status)?,
            case.outcome.map(name_of).transpose()?,
            case.executor,
            version,
        ])?;
    Ok(())
}
