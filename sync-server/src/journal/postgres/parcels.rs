//! What one device leaves for another of the same person: sealed, so only its room counts here.

use super::link::Client;
use crate::journal::{HolderId, JournalError, MAX_PARCELS, PARCEL_HOURS};

pub(super) async fn put(
    client: &Client,
    holder: HolderId,
    name: String,
    sealed: String,
    now: i64,
) -> Result<bool, JournalError> {
    let old = client
        .prepare_cached("DELETE FROM parcels WHERE until <= $1")
        .await?;
    client.execute(&old, &[&now]).await?;
    let waiting = client
        .query_one("SELECT count(*) FROM parcels", &[])
        .await?;
    if waiting.try_get::<_, i64>(0)? >= MAX_PARCELS {
        return Ok(false);
    }
    let insert = "INSERT INTO parcels (holder, name, sealed, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING";
    let insert = client.prepare_cached(insert).await?;
    let until = now + PARCEL_HOURS * 3_600_000;
    client
        .execute(&insert, &[&holder.0, &name, &sealed, &until])
        .await?;
    Ok(true)
}

pub(super) async fn read(
    client: &Client,
    holder: HolderId,
    name: String,
    now: i64,
) -> Result<Option<String>, JournalError> {
    let read = "SELECT sealed FROM parcels WHERE holder = $1 AND name = $2 AND until > $3";
    let read = client.prepare_cached(read).await?;
    let found = client.query_opt(&read, &[&holder.0, &name, &now]).await?;
    Ok(found.map(|row| row.try_get(0)).transpose()?)
}

pub(super) async fn drop(
    client: &Client,
    holder: HolderId,
    name: String,
) -> Result<(), JournalError> {
    let delete = "DELETE FROM parcels WHERE holder = $1 AND name = $2";
    let delete = client.prepare_cached(delete).await?;
    client.execute(&delete, &[&holder.0, &name]).await?;
    Ok(())
}
