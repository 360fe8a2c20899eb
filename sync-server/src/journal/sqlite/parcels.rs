//! What one device leaves for another of the same person: sealed, so only its room counts here.

use rusqlite::{Connection, OptionalExtension};

use super::writer::Desk;
use crate::journal::{HolderId, JournalError, MAX_PARCELS, PARCEL_HOURS};

pub(super) fn put(
    desk: &mut Desk<'_>,
    holder: HolderId,
    name: &str,
    sealed: &str,
) -> Result<bool, JournalError> {
    let now = desk.clock.now().timestamp_millis();
    let connection = desk.connection;
    connection.execute("DELETE FROM parcels WHERE until <= ?1", [now])?;
    let waiting: i64 =
        connection.query_row("SELECT count(*) FROM parcels", [], |row| row.get(0))?;
    if waiting >= MAX_PARCELS {
        return Ok(false);
    }
    connection.execute(
        "INSERT INTO parcels (holder, name, sealed, until) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
        (holder.0, name, sealed, now + PARCEL_HOURS * 3_600_000),
    )?;
    Ok(true)
}

pub(super) fn read(
    connection: &Connection,
    holder: HolderId,
    name: &str,
    now: i64,
) -> Result<Option<String>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT sealed FROM parcels WHERE holder = ?1 AND name = ?2 AND until > ?3",
    )?;
    let found = statement.query_row((holder.0, name, now), |row| row.get(0));
    Ok(found.optional()?)
}

pub(super) fn drop(desk: &mut Desk<'_>, holder: HolderId, name: &str) -> Result<(), JournalError> {
    let sql = "DELETE FROM parcels WHERE holder = ?1 AND name = ?2";
    desk.connection.execute(sql, (holder.0, name))?;
    Ok(())
}
