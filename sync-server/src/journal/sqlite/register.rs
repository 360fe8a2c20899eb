//! The registration of a submission: index, moment, term and first event in one savepoint.

use chrono::Datelike;
use domain::kyiv;
use domain::request::{RegistrationIndex, Status, normalise_index};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::writer::Desk;
use crate::failpoint;
use crate::journal::kept::Assessed;
use crate::journal::register::{Prepared, first_event};
use crate::journal::rows::{REGISTERED, name_of, registered};
use crate::journal::{HolderId, JournalError, Pushed, Registered};

pub(super) fn register(
    desk: &mut Desk<'_>,
    holder: HolderId,
    prepared: Prepared,
) -> Result<Pushed, JournalError> {
    let push = &prepared.push;
    let known = known(desk.connection, holder, push.id)?;
    if let Some(settled) = prepared.settled(known) {
        return Ok(settled);
    }
    let settings = desk.settings(holder)?;
    let now = desk.clock.now();
    let assessed = desk.assess(holder, &push.submission, prepared.received_at(now))?;
    let ordinal = next_ordinal(desk.connection, holder, kyiv::date(now).year())?;
    let registered = prepared.registered(&settings, &assessed, now, ordinal);
    let seq = insert(desk.connection, holder, &prepared, &registered, &assessed)?;
    let block = desk.block()?;
    desk.connection
        .prepare_cached(
            "INSERT INTO events (request, n, holder, at, actor, block)
             VALUES (?1, 1, ?2, ?3, '', ?4)",
        )?
        .execute((seq, holder.0, now.timestamp_millis(), block))?;
    desk.recorded(first_event(holder, seq, &registered, &assessed));
    desk.registered(seq);
    failpoint::reach("registration.written");
    Ok(Pushed::New(Box::new(registered)))
}

fn known(
    connection: &Connection,
    holder: HolderId,
    id: Uuid,
) -> Result<Option<Registered>, JournalError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {REGISTERED} FROM requests WHERE holder = ?1 AND id = ?2"
    ))?;
    let found = statement
        .query_row((holder.0, id.as_bytes().as_slice()), |row| {
            Ok(registered(row))
        })
        .optional()?;
    found.transpose()
}

fn begun(
    connection: &Connection,
    holder: HolderId,
    year: i32,
) -> Result<Option<u32>, JournalError> {
    let mut next =
        connection.prepare_cached("SELECT next FROM sequences WHERE holder = ?1 AND year = ?2")?;
    let next = next.query_row((holder.0, year), |row| row.get(0));
    Ok(next.optional()?)
}

/// The ordinal the next request of the year gets.
pub(super) fn next(
    connection: &Connection,
    holder: HolderId,
    year: i32,
) -> Result<u32, JournalError> {
    Ok(begun(connection, holder, year)?.unwrap_or(1))
}

/// Every index given in a year, as it is looked up.
pub(super) fn given(
    connection: &Connection,
    holder: HolderId,
    year: i32,
) -> Result<Vec<String>, JournalError> {
    let mut statement = connection
        .prepare_cached("SELECT index_key FROM requests WHERE holder = ?1 AND year = ?2")?;
    let keys = statement.query_map((holder.0, year), |row| row.get(0))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// The next ordinal of the year. It goes back with the savepoint if the registration fails, so
/// that there is never a gap.
fn next_ordinal(connection: &Connection, holder: HolderId, year: i32) -> Result<u32, JournalError> {
    // Two plain statements: `RETURNING` makes SQLite open a table of its own for each answer.
    let next = begun(connection, holder, year)?;
    let ordinal = next.unwrap_or(1);
    let step = match next {
        Some(_) => "UPDATE sequences SET next = ?3 WHERE holder = ?1 AND year = ?2",
        None => "INSERT INTO sequences (holder, year, next) VALUES (?1, ?2, ?3)",
    };
    connection
        .prepare_cached(step)?
        .execute((holder.0, year, ordinal + 1))?;
    Ok(ordinal)
}

fn insert(
    connection: &Connection,
    holder: HolderId,
    prepared: &Prepared,
    registered: &Registered,
    assessed: &Assessed,
) -> Result<i64, JournalError> {
    let push = &prepared.push;
    let Registered {
        received_at,
        registered_at,
        index,
        term,
        ..
    } = registered;
    let RegistrationIndex {
        year,
        ordinal,
        text,
    } = index;
    connection
        .prepare_cached(
            "INSERT INTO requests
                 (holder, id, digest, submission, received_at, year, ordinal, index_text, index_key,
                  registered_class, registered_ruling, notice_by, class, deadline, ends_before,
                  status, version, requester, subject, registered_at, channel, requester_type)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?10, ?13, ?14, ?15, 1,
                     ?16, ?17, ?18, ?19, ?20)",
        )?
        .execute(rusqlite::params![
            holder.0,
            push.id.as_bytes().as_slice(),
            push.digest.as_str(),
            push.bytes,
            received_at.timestamp_millis(),
            year,
            ordinal,
            text,
            normalise_index(text),
            assessed.class,
            assessed.ruling,
            assessed.notice_by,
            assessed.deadline,
            term.deadline.ends_before().timestamp_millis(),
            name_of(Status::Registered)?,
            push.submission.name,
            prepared.subject,
            (registered_at != received_at).then(|| registered_at.timestamp_millis()),
            name_of(push.submission.channel())?,
            name_of(push.submission.requester_type)?,
        ])?;
    Ok(connection.last_insert_rowid())
}
