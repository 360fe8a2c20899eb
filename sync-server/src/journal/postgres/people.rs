//! Officers and their sessions. The hash chain does not cover them, so they wait for no turn.

use chrono::{DateTime, TimeDelta, Utc};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::desk::Desk;
use super::link::Client;
use super::records;
use crate::journal::people::{self, Ends, SESSION_HOURS};
use crate::journal::rows::{Columns as _, instant, name_of, of_name};
use crate::journal::{
    HolderId, JournalError, Member, NewOfficer, Officer, OfficerChange, OfficerChanged, RecordKind,
    Session,
};

/// Runs one statement; how many rows it changed.
async fn execute(
    client: &Client,
    statement: &str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<u64, JournalError> {
    let statement = client.prepare_cached(statement).await?;
    Ok(client.execute(&statement, values).await?)
}

async fn insert(
    client: &Client,
    holder: HolderId,
    officer: &NewOfficer,
    taken: &str,
) -> Result<u64, JournalError> {
    let insert = format!(
        "INSERT INTO officers (holder, login, name, position, password_hash, role, department)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (holder, login) DO {taken}"
    );
    let role = name_of(officer.role)?;
    let values: [&(dyn ToSql + Sync); 7] = [
        &holder.0,
        &officer.login,
        &officer.name,
        &officer.position,
        &officer.password_hash,
        &role,
        &officer.department,
    ];
    execute(client, &insert, &values).await
}

pub(super) async fn add(
    client: &Client,
    holder: HolderId,
    officer: NewOfficer,
) -> Result<bool, JournalError> {
    Ok(insert(client, holder, &officer, "NOTHING").await? == 1)
}

pub(super) async fn put(
    client: &Client,
    holder: HolderId,
    officer: NewOfficer,
) -> Result<(), JournalError> {
    let change = "UPDATE SET name = excluded.name, position = excluded.position,
         password_hash = excluded.password_hash, role = excluded.role,
         department = excluded.department";
    insert(client, holder, &officer, change).await?;
    let sign_out = "DELETE FROM sessions WHERE officer IN
         (SELECT officer FROM officers WHERE holder = $1 AND login = $2)";
    execute(client, sign_out, &[&holder.0, &officer.login]).await?;
    Ok(())
}

pub(super) async fn any(client: &Client, holder: HolderId) -> Result<bool, JournalError> {
    let any = "SELECT EXISTS (SELECT FROM officers WHERE holder = $1)";
    let any = client.prepare_cached(any).await?;
    Ok(client.query_one(&any, &[&holder.0]).await?.try_get(0)?)
}

pub(super) async fn by_login(
    client: &Client,
    holder: HolderId,
    login: String,
) -> Result<Option<(Officer, String)>, JournalError> {
    // A text of PostgreSQL holds no NUL, and no login does.
    if login.contains('\0') {
        return Ok(None);
    }
    let read = "SELECT officer, name, position, role, department, password_hash FROM officers
         WHERE holder = $1 AND login = $2";
    let read = client.prepare_cached(read).await?;
    let found = client.query_opt(&read, &[&holder.0, &login]).await?;
    found
        .map(|row| Ok((officer(&row)?, row.text("password_hash")?)))
        .transpose()
}

pub(super) async fn by_number(
    client: &Client,
    holder: HolderId,
    id: i64,
) -> Result<Option<Officer>, JournalError> {
    let read = "SELECT officer, name, position, role, department FROM officers
         WHERE holder = $1 AND officer = $2";
    let read = client.prepare_cached(read).await?;
    let found = client.query_opt(&read, &[&holder.0, &id]).await?;
    found.map(|row| officer(&row)).transpose()
}

fn officer(row: &Row) -> Result<Officer, JournalError> {
    Ok(Officer {
        id: row.int("officer")?,
        name: row.text("name")?,
        position: row.text("position")?,
        role: of_name(row.text("role")?)?,
        department: row.text("department")?,
    })
}

async fn rows(client: &Client, holder: HolderId) -> Result<Vec<people::Row>, JournalError> {
    let read = "SELECT officer, login, name, position, role, department, password_hash
         FROM officers WHERE holder = $1 ORDER BY name, officer";
    let read = client.prepare_cached(read).await?;
    let rows = client.query(&read, &[&holder.0]).await?;
    rows.iter()
        .map(|row| {
            Ok(people::Row {
                officer: officer(row)?,
                login: row.text("login")?,
                hash: row.text("password_hash")?,
            })
        })
        .collect()
}

pub(super) async fn staff(client: &Client, holder: HolderId) -> Result<Vec<Member>, JournalError> {
    let rows = rows(client, holder).await?;
    Ok(rows.into_iter().map(people::Row::member).collect())
}

pub(super) async fn change(
    desk: &mut Desk,
    holder: HolderId,
    id: i64,
    change: OfficerChange,
    by: Option<Officer>,
) -> Result<OfficerChanged, JournalError> {
    let all = rows(&desk.client, holder).await?;
    let (row, ends) = match people::decide(all, id, change.write) {
        Ok(decided) => decided,
        Err(refused) => return Ok(refused),
    };
    let update = "UPDATE officers SET name = $3, position = $4, role = $5, department = $6,
         password_hash = $7 WHERE holder = $1 AND officer = $2";
    let role = name_of(row.officer.role)?;
    let values: [&(dyn ToSql + Sync); 7] = [
        &holder.0,
        &id,
        &row.officer.name,
        &row.officer.position,
        &role,
        &row.officer.department,
        &row.hash,
    ];
    execute(&desk.client, update, &values).await?;
    if let Ends::AllBut(kept) = ends {
        close_sessions(&desk.client, holder, id, kept).await?;
    }
    let (record, note) = (people::record_id(id), people::note(id, &change.event)?);
    records::change(desk, holder, RecordKind::Desk, record, by, note).await?;
    Ok(OfficerChanged::Done)
}

pub(super) async fn sessions(
    client: &Client,
    holder: HolderId,
    officer: Option<i64>,
) -> Result<Vec<Session>, JournalError> {
    let read = "SELECT token_hash, officer, opened_at, seen_at FROM sessions
         WHERE holder = $1 AND officer = coalesce($2, officer)
         ORDER BY seen_at DESC, opened_at DESC";
    let read = client.prepare_cached(read).await?;
    let rows = client.query(&read, &[&holder.0, &officer]).await?;
    rows.iter()
        .map(|row| {
            Ok(Session {
                token_hash: people::token_hash(row.bytes("token_hash")?)?,
                officer: row.int("officer")?,
                opened_at: instant(row.int("opened_at")?)?,
                seen_at: instant(row.int("seen_at")?)?,
            })
        })
        .collect()
}

pub(super) async fn close_sessions(
    client: &Client,
    holder: HolderId,
    officer: i64,
    except: Option<[u8; 32]>,
) -> Result<(), JournalError> {
    let close = "DELETE FROM sessions WHERE holder = $1 AND officer = $2 AND token_hash <> $3";
    let kept = except.unwrap_or_default();
    execute(client, close, &[&holder.0, &officer, &kept.as_slice()]).await?;
    Ok(())
}

pub(super) async fn open_session(
    client: &Client,
    holder: HolderId,
    session: Session,
) -> Result<(), JournalError> {
    let oldest = session.opened_at - TimeDelta::hours(SESSION_HOURS);
    let forget = "DELETE FROM sessions WHERE holder = $1 AND opened_at < $2";
    execute(client, forget, &[&holder.0, &oldest.timestamp_millis()]).await?;
    let open = "INSERT INTO sessions (token_hash, holder, officer, opened_at, seen_at)
         VALUES ($1, $2, $3, $4, $5)";
    let values: [&(dyn ToSql + Sync); 5] = [
        &session.token_hash.as_slice(),
        &holder.0,
        &session.officer,
        &session.opened_at.timestamp_millis(),
        &session.seen_at.timestamp_millis(),
    ];
    execute(client, open, &values).await?;
    Ok(())
}

pub(super) async fn session(
    client: &Client,
    holder: HolderId,
    token_hash: [u8; 32],
) -> Result<Option<(Session, Officer)>, JournalError> {
    let read = "SELECT officer, name, position, role, department, opened_at, seen_at
         FROM sessions JOIN officers USING (holder, officer)
         WHERE token_hash = $1 AND holder = $2 AND password_hash NOT LIKE '!%'";
    let read = client.prepare_cached(read).await?;
    let values: [&(dyn ToSql + Sync); 2] = [&token_hash.as_slice(), &holder.0];
    let Some(row) = client.query_opt(&read, &values).await? else {
        return Ok(None);
    };
    let officer = officer(&row)?;
    let session = Session {
        token_hash,
        officer: officer.id,
        opened_at: instant(row.int("opened_at")?)?,
        seen_at: instant(row.int("seen_at")?)?,
    };
    Ok(Some((session, officer)))
}

pub(super) async fn touch(
    client: &Client,
    holder: HolderId,
    token_hash: [u8; 32],
    seen_at: DateTime<Utc>,
) -> Result<(), JournalError> {
    let touch = "UPDATE sessions SET seen_at = greatest(seen_at, $3)
         WHERE token_hash = $1 AND holder = $2";
    let values: [&(dyn ToSql + Sync); 3] = [
        &token_hash.as_slice(),
        &holder.0,
        &seen_at.timestamp_millis(),
    ];
    execute(client, touch, &values).await?;
    Ok(())
}

pub(super) async fn close_session(
    client: &Client,
    holder: HolderId,
    token_hash: [u8; 32],
) -> Result<(), JournalError> {
    let close = "DELETE FROM sessions WHERE token_hash = $1 AND holder = $2";
    execute(client, close, &[&token_hash.as_slice(), &holder.0]).await?;
    Ok(())
}
