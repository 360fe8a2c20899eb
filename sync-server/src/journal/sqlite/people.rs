//! Officers and their sessions.

use chrono::TimeDelta;
use rusqlite::{Connection, OptionalExtension, Row};

use super::records;
use super::writer::Desk;
use crate::journal::people::{self, Ends, SESSION_HOURS};
use crate::journal::rows::{Columns as _, instant, name_of, of_name};
use crate::journal::{
    HolderId, JournalError, Member, NewOfficer, Officer, OfficerChange, OfficerChanged, RecordKind,
    Session,
};

/// An officer's columns.
type OfficerRow<'a> = (i64, &'a str, &'a str, &'a str, &'a str, String, &'a str);

/// An officer's columns, in the order both statements below name them.
fn row_of(holder: HolderId, officer: &NewOfficer) -> Result<OfficerRow<'_>, JournalError> {
    Ok((
        holder.0,
        &officer.login,
        &officer.name,
        &officer.position,
        &officer.password_hash,
        name_of(officer.role)?,
        &officer.department,
    ))
}

pub(super) fn add(
    desk: &Desk<'_>,
    holder: HolderId,
    officer: &NewOfficer,
) -> Result<bool, JournalError> {
    let added = desk
        .connection
        .prepare_cached(
            "INSERT INTO officers (holder, login, name, position, password_hash, role, department)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (holder, login) DO NOTHING",
        )?
        .execute(row_of(holder, officer)?)?;
    Ok(added == 1)
}

pub(super) fn put(
    desk: &Desk<'_>,
    holder: HolderId,
    officer: &NewOfficer,
) -> Result<(), JournalError> {
    desk.connection
        .prepare_cached(
            "INSERT INTO officers (holder, login, name, position, password_hash, role, department)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (holder, login) DO UPDATE SET name = excluded.name,
                 position = excluded.position, password_hash = excluded.password_hash,
                 role = excluded.role, department = excluded.department",
        )?
        .execute(row_of(holder, officer)?)?;
    desk.connection
        .prepare_cached(
            "DELETE FROM sessions WHERE officer IN
                 (SELECT officer FROM officers WHERE holder = ?1 AND login = ?2)",
        )?
        .execute((holder.0, &officer.login))?;
    Ok(())
}

pub(super) fn any(connection: &Connection, holder: HolderId) -> Result<bool, JournalError> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM officers WHERE holder = ?1)")?;
    Ok(statement.query_row([holder.0], |row| row.get(0))?)
}

pub(super) fn by_login(
    connection: &Connection,
    holder: HolderId,
    login: &str,
) -> Result<Option<(Officer, String)>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT officer, name, position, role, department, password_hash FROM officers
         WHERE holder = ?1 AND login = ?2",
    )?;
    statement
        .query_row((holder.0, login), |row| {
            Ok(officer(row).and_then(|officer| Ok((officer, row.text("password_hash")?))))
        })
        .optional()?
        .transpose()
}

pub(super) fn by_number(
    connection: &Connection,
    holder: HolderId,
    id: i64,
) -> Result<Option<Officer>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT officer, name, position, role, department FROM officers
         WHERE holder = ?1 AND officer = ?2",
    )?;
    statement
        .query_row((holder.0, id), |row| Ok(officer(row)))
        .optional()?
        .transpose()
}

fn officer(row: &Row<'_>) -> Result<Officer, JournalError> {
    Ok(Officer {
        id: row.int("officer")?,
        name: row.text("name")?,
        position: row.text("position")?,
        role: of_name(row.text("role")?)?,
        department: row.text("department")?,
    })
}

fn rows(connection: &Connection, holder: HolderId) -> Result<Vec<people::Row>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT officer, login, name, position, role, department, password_hash FROM officers
         WHERE holder = ?1 ORDER BY name, officer",
    )?;
    let read = |row: &Row<'_>| {
        Ok(people::Row {
            officer: officer(row)?,
            login: row.text("login")?,
            hash: row.text("password_hash")?,
        })
    };
    let rows = statement.query_map([holder.0], |row| Ok(read(row)))?;
    rows.map(|row| row?).collect()
}

pub(super) fn staff(
    connection: &Connection,
    holder: HolderId,
) -> Result<Vec<Member>, JournalError> {
    let rows = rows(connection, holder)?;
    Ok(rows.into_iter().map(people::Row::member).collect())
}

pub(super) fn change(
    desk: &mut Desk<'_>,
    holder: HolderId,
    id: i64,
    change: OfficerChange,
    by: Option<&Officer>,
) -> Result<OfficerChanged, JournalError> {
    let all = rows(desk.connection, holder)?;
    let (row, ends) = match people::decide(all, id, change.write) {
        Ok(decided) => decided,
        Err(refused) => return Ok(refused),
    };
    desk.connection
        .prepare_cached(
            "UPDATE officers SET name = ?3, position = ?4, role = ?5, department = ?6,
                 password_hash = ?7 WHERE holder = ?1 AND officer = ?2",
        )?
        .execute((
            holder.0,
            id,
            &row.officer.name,
            &row.officer.position,
            name_of(row.officer.role)?,
            &row.officer.department,
            &row.hash,
        ))?;
    if let Ends::AllBut(kept) = ends {
        close_sessions(desk, holder, id, kept)?;
    }
    let (record, note) = (people::record_id(id), people::note(id, &change.event)?);
    records::change(desk, holder, RecordKind::Desk, record, by, note)?;
    Ok(OfficerChanged::Done)
}

pub(super) fn sessions(
    connection: &Connection,
    holder: HolderId,
    officer: Option<i64>,
) -> Result<Vec<Session>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT token_hash, officer, opened_at, seen_at FROM sessions
         WHERE holder = ?1 AND officer = coalesce(?2, officer) ORDER BY seen_at DESC, opened_at DESC",
    )?;
    let read = |row: &Row<'_>| {
        Ok(Session {
            token_hash: people::token_hash(row.bytes("token_hash")?)?,
            officer: row.int("officer")?,
            opened_at: instant(row.int("opened_at")?)?,
            seen_at: instant(row.int("seen_at")?)?,
        })
    };
    let rows = statement.query_map((holder.0, officer), |row| Ok(read(row)))?;
    rows.map(|row| row?).collect()
}

pub(super) fn close_sessions(
    desk: &Desk<'_>,
    holder: HolderId,
    officer: i64,
    except: Option<[u8; 32]>,
) -> Result<(), JournalError> {
    let kept = except.unwrap_or_default();
    desk.connection
        .prepare_cached(
            "DELETE FROM sessions WHERE holder = ?1 AND officer = ?2 AND token_hash <> ?3",
        )?
        .execute((holder.0, officer, kept.as_slice()))?;
    Ok(())
}

pub(super) fn open_session(
    desk: &Desk<'_>,
    holder: HolderId,
    session: &Session,
) -> Result<(), JournalError> {
    let oldest = session.opened_at - TimeDelta::hours(SESSION_HOURS);
    desk.connection
        .prepare_cached("DELETE FROM sessions WHERE holder = ?1 AND opened_at < ?2")?
        .execute((holder.0, oldest.timestamp_millis()))?;
    desk.connection
        .prepare_cached(
            "INSERT INTO sessions (token_hash, holder, officer, opened_at, seen_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            session.token_hash.as_slice(),
            holder.0,
            session.officer,
            session.opened_at.timestamp_millis(),
            session.seen_at.timestamp_millis(),
        ))?;
    Ok(())
}

pub(super) fn session(
    connection: &Connection,
    holder: HolderId,
    token_hash: [u8; 32],
) -> Result<Option<(Session, Officer)>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT officer, name, position, role, department, opened_at, seen_at
         FROM sessions JOIN officers USING (holder, officer)
         WHERE token_hash = ?1 AND holder = ?2 AND password_hash NOT LIKE '!%'",
    )?;
    let read = |row: &Row<'_>| Ok((officer(row)?, row.int("opened_at")?, row.int("seen_at")?));
    let found: Option<Result<(Officer, i64, i64), JournalError>> = statement
        .query_row((token_hash.as_slice(), holder.0), |row| Ok(read(row)))
        .optional()?;
    let Some((officer, opened_at, seen_at)) = found.transpose()? else {
        return Ok(None);
    };
    let session = Session {
        token_hash,
        officer: officer.id,
        opened_at: instant(opened_at)?,
        seen_at: instant(seen_at)?,
    };
    Ok(Some((session, officer)))
}

pub(super) fn touch(
    desk: &Desk<'_>,
    holder: HolderId,
    token_hash: [u8; 32],
    seen_at: i64,
) -> Result<(), JournalError> {
    desk.connection
        .prepare_cached(
            "UPDATE sessions SET seen_at = max(seen_at, ?3) WHERE token_hash = ?1 AND holder = ?2",
        )?
        .execute((token_hash.as_slice(), holder.0, seen_at))?;
    Ok(())
}

pub(super) fn close_session(
    desk: &Desk<'_>,
    holder: HolderId,
    token_hash: [u8; 32],
) -> Result<(), JournalError> {
    desk.connection
        .prepare_cached("DELETE FROM sessions WHERE token_hash = ?1 AND holder = ?2")?
        .execute((token_hash.as_slice(), holder.0))?;
    Ok(())
}
