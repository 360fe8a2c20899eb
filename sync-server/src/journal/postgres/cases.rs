//! Whole cases: reading them, and recording an officer's act.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::request::Refused;
use domain::sync::office::OfficeAct;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::desk::{Desk, number};
use super::link::Client;
use super::{holders, register};
use crate::failpoint;
use crate::journal::act::{Recorded, Taken};
use crate::journal::chain::Written;
use crate::journal::change::Asked;
use crate::journal::rows::{self, CASE, Columns as _, REGISTERED};
use crate::journal::{
    Acted, CaseRecord, Change, Changed, Entry, HolderId, JournalError, Officer, change,
};

pub(super) async fn by_ids(
    client: &Client,
    holder: HolderId,
    ids: Vec<Uuid>,
) -> Result<Vec<CaseRecord>, JournalError> {
    let found = numbered(client, "holder = $1 AND id = ANY($2)", &[&holder.0, &ids]).await?;
    Ok(found.into_iter().map(|(_, case)| case).collect())
}

pub(super) async fn by_index(
    client: &Client,
    holder: HolderId,
    year: i32,
    normalised: String,
) -> Result<Option<CaseRecord>, JournalError> {
    let which = "holder = $1 AND year = $2 AND index_key = $3";
    let values: [&(dyn ToSql + Sync); 3] = [&holder.0, &i64::from(year), &normalised];
    let mut found = numbered(client, which, &values).await?;
    Ok(found.pop().map(|(_, case)| case))
}

/// The case with this id, and its number.
pub(super) async fn numbered_by_id(
    client: &Client,
    holder: HolderId,
    id: Uuid,
) -> Result<Option<(i64, CaseRecord)>, JournalError> {
    let found = numbered(client, "holder = $1 AND id = $2", &[&holder.0, &id]).await?;
    Ok(found.into_iter().next())
}

async fn numbered(
    client: &Client,
    which: &str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<Vec<(i64, CaseRecord)>, JournalError> {
    let read = format!("SELECT {CASE}, {REGISTERED} FROM requests WHERE {which}");
    let read = client.prepare_cached(&read).await?;
    let found = client.query(&read, values).await?;
    let seqs = numbers(&found, "seq")?;
    let mut histories = histories(client, &seqs).await?;
    let case = |(row, seq): (&Row, &i64)| {
        let history = histories.remove(seq).unwrap_or(Ok(Vec::new()))?;
        Ok((*seq, rows::case(row, history)?))
    };
    found.iter().zip(&seqs).map(case).collect()
}

/// A column of numbers.
pub(super) fn numbers(rows: &[Row], name: &str) -> Result<Vec<i64>, JournalError> {
    rows.iter().map(|row| row.int(name)).collect()
}

/// Histories by the number of their request; one that can't be read spoils no other.
pub(super) type Histories = HashMap<i64, Result<Vec<Entry>, JournalError>>;

/// Everything that happened to these requests, oldest first.
pub(super) async fn histories(client: &Client, seqs: &[i64]) -> Result<Histories, JournalError> {
    let read = "SELECT request, at, actor, position, event FROM events
         LEFT JOIN officers USING (officer) WHERE request = ANY($1) ORDER BY request, n";
    let read = client.prepare_cached(read).await?;
    let mut found = Histories::new();
    for row in client.query(&read, &[&seqs]).await? {
        let history = found.entry(row.int("request")?).or_insert(Ok(Vec::new()));
        match (rows::entry(&row), history.as_mut()) {
            (Ok(entry), Ok(history)) => history.push(entry),
            (Err(error), _) => *history = Err(error),
            (Ok(_), Err(_)) => {}
        }
    }
    Ok(found)
}

/// Records an act on the state it finds in this very transaction.
pub(super) async fn act(
    desk: &mut Desk,
    holder: HolderId,
    id: Uuid,
    version: u64,
    act: OfficeAct,
    officer: Officer,
) -> Result<Acted, JournalError> {
    // A text of PostgreSQL holds no NUL, and no name of an executor or topic does.
    let names: Vec<&String> = match &act {
        OfficeAct::Assign { executor, .. } => vec![executor],
        OfficeAct::Resolve { assignments, .. } => {
            assignments.iter().map(|one| &one.executor).collect()
        }
        OfficeAct::HandOver { to, .. } => vec![to],
        OfficeAct::Classify { topic, .. } => vec![topic],
        _ => Vec::new(),
    };
    if names.iter().any(|name| name.contains('\0')) {
        return Ok(Acted::Refused(Refused::TextMissing));
    }
    let Some((seq, record)) = numbered_by_id(&desk.client, holder, id).await? else {
        return Ok(Acted::Unknown);
    };
    if record.version() != version {
        return Ok(Acted::Stale);
    }
    let settings = desk.settings(holder).await?;
    let now = desk.now(record.history.last().map(|entry| entry.at));
    match Taken::new(&settings, holder, &record, act, officer, now)? {
        Err(refused) => Ok(Acted::Refused(refused)),
        Ok(taken) => {
            record_event(desk, seq, &taken.recorded()).await?;
            update(&desk.client, seq, &taken).await?;
            failpoint::reach("act.written");
            Ok(Acted::Done(Box::new(taken.onto(record))))
        }
    }
}

const OPEN: &str = "holder = $1 AND status <> 'closed' ORDER BY ends_before, seq";

/// What a change of the settings asks for of what is there.
async fn asked(
    client: &Client,
    holder: HolderId,
    to: &Change,
    now: DateTime<Utc>,
) -> Result<Asked, JournalError> {
    let asked = change::asked(holders::read(client, holder).await?, to, now)?;
    let Asked::Unless(settings, year) = asked else {
        return Ok(asked);
    };
    let next = register::next(client, holder, year).await?;
    let given = register::given(client, holder, year).await?;
    Ok(change::unless_repeated(settings, year, next, &given))
}

/// What a change of the settings would move.
pub(super) async fn moves(
    client: &Client,
    holder: HolderId,
    to: Change,
    now: DateTime<Utc>,
) -> Result<Changed, JournalError> {
    if let Asked::Not(why) = asked(client, holder, &to, now).await? {
        return Ok(why);
    }
    let mut told = Vec::new();
    for (_, record) in numbered(client, OPEN, &[&holder.0]).await? {
        told.extend(change::moved(holder, &record, &to, now)?.map(|(_, moved)| moved));
    }
    Ok(Changed::Done(told))
}

/// Sets new settings and moves the dates of open cases by them.
pub(super) async fn change(
    desk: &mut Desk,
    holder: HolderId,
    to: Change,
) -> Result<Changed, JournalError> {
    let now = desk.now(None);
    match asked(&desk.client, holder, &to, now).await? {
        Asked::Settings(settings) | Asked::Unless(settings, _) => {
            holders::put(desk, holder, &settings).await?;
        }
        Asked::Not(why) => return Ok(why),
    }
    let mut told = Vec::new();
    for (seq, record) in numbered(&desk.client, OPEN, &[&holder.0]).await? {
        let now = desk.now(record.history.last().map(|entry| entry.at));
        if let Some((taken, moved)) = change::moved(holder, &record, &to, now)? {
            record_event(desk, seq, &taken.recorded()).await?;
            update(&desk.client, seq, &taken).await?;
            told.push(moved);
        }
    }
    Ok(Changed::Done(told))
}

/// Adds an event to a request, whose version the caller brings up to it.
pub(super) async fn record_event(
    desk: &mut Desk,
    seq: i64,
    event: &Recorded<'_>,
) -> Result<(), JournalError> {
    let insert = "INSERT INTO events (request, n, holder, at, officer, actor, event, block, ruling)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let insert = desk.client.prepare_cached(insert).await?;
    let columns: [&(dyn ToSql + Sync); 9] = [
        &seq,
        &number(event.n)?,
        &event.holder.0,
        &event.at,
        &event.officer,
        &event.actor,
        &event.event,
        &desk.block()?,
        &event.ruling,
    ];
    desk.client.execute(&insert, &columns).await?;
    desk.recorded(Written {
        request: seq,
        n: event.n,
        sum: event.sum,
    });
    Ok(())
}

async fn update(client: &Client, seq: i64, taken: &Taken) -> Result<(), JournalError> {
    let update = "UPDATE requests SET class = $2, deadline = $3, ends_before = $4,
             status = $5, outcome = $6, executor = $7, version = $8, charged = $9,
             closed_at = $10, ground = $11, deferred = $12, forwarded_part = $13,
             info_kind = $14, topic = $15
         WHERE seq = $1";
    let (state, n) = (&taken.state, number(taken.n)?);
    let update = client.prepare_cached(update).await?;
    let columns: [&(dyn ToSql + Sync); 15] = [
        &seq,
        &state.class,
        &state.deadline,
        &state.ends_before,
        &state.status,
        &state.outcome,
        &state.executor,
        &n,
        &state.charged,
        &state.closed_at,
        &state.ground,
        &state.deferred,
        &state.forwarded_part,
        &state.info_kind,
        &state.topic,
    ];
    client.execute(&update, &columns).await?;
    Ok(())
}
