//! Records, as PostgreSQL keeps them.

use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::desk::{Desk, number};
use super::link::Client;
use crate::journal::record::{
    self, Blob, COLUMNS, Decide, Decided, Record, RecordEntry, RecordKind, RecordQuery,
    RecordWrite, Sought, Value, conditions, how_many, is_few, sought,
};
use crate::journal::{HolderId, JournalError, Officer};

async fn one(
    client: &Client,
    condition: &str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<Option<Record>, JournalError> {
    let question =
        format!("SELECT {COLUMNS} FROM records WHERE holder = $1 AND kind = $2 AND {condition}");
    let statement = client.prepare_cached(&question).await?;
    let found = client.query_opt(&statement, values).await?;
    found.as_ref().map(record::record).transpose()
}

pub(super) async fn by_id(
    client: &Client,
    holder: HolderId,
    kind: RecordKind,
    id: Uuid,
) -> Result<Option<Record>, JournalError> {
    one(client, "id = $3", &[&holder.0, &kind.name(), &id]).await
}

pub(super) async fn by_key(
    client: &Client,
    holder: HolderId,
    kind: RecordKind,
    key: String,
) -> Result<Option<Record>, JournalError> {
    one(client, "key = $3", &[&holder.0, &kind.name(), &key]).await
}

pub(super) async fn list(
    client: &Client,
    holder: HolderId,
    kind: RecordKind,
    query: RecordQuery,
) -> Result<Vec<Record>, JournalError> {
    let mut found = Vec::new();
    for sought in sought(&query) {
        let few = few(client, holder, kind, &sought).await?;
        found.push((sought, few));
    }
    let asked = conditions(&query, &found, parameter);
    let question = format!(
        "SELECT {COLUMNS} FROM records WHERE holder = $1 AND kind = $2{}",
        asked.sql
    );
    let name = kind.name();
    let mut values: Vec<&(dyn ToSql + Sync)> = vec![&holder.0, &name];
    values.extend(asked.values.iter().map(value));
    let statement = client.prepare_cached(&question).await?;
    let rows = client.query(&statement, &values).await?;
    rows.iter().map(record::record).collect()
}

fn parameter(n: usize) -> String {
    format!("${n}")
}

fn value(value: &Value) -> &(dyn ToSql + Sync) {
    match value {
        Value::Int(value) => value,
        Value::Text(value) => value,
        Value::Id(value) => value,
    }
}

/// Whether few records have one of these words.
async fn few(
    client: &Client,
    holder: HolderId,
    kind: RecordKind,
    sought: &Sought,
) -> Result<bool, JournalError> {
    let asked = how_many(sought, parameter);
    let name = kind.name();
    let mut values: Vec<&(dyn ToSql + Sync)> = vec![&holder.0, &name];
    values.extend(asked.values.iter().map(value));
    let statement = client.prepare_cached(&asked.sql).await?;
    let row = client.query_one(&statement, &values).await?;
    Ok(is_few(row.try_get(0)?))
}

pub(super) async fn history(
    client: &Client,
    holder: HolderId,
    kind: RecordKind,
    id: Uuid,
) -> Result<Vec<RecordEntry>, JournalError> {
    let question = "SELECT n, at, actor, event FROM record_events
         WHERE holder = $1 AND kind = $2 AND id = $3 ORDER BY n";
    let statement = client.prepare_cached(question).await?;
    let rows = client
        .query(&statement, &[&holder.0, &kind.name(), &id])
        .await?;
    rows.iter().map(record::entry).collect()
}

pub(super) async fn change(
    desk: &mut Desk,
    holder: HolderId,
    kind: RecordKind,
    id: Uuid,
    by: Option<Officer>,
    decide: Decide,
) -> Result<Option<Record>, JournalError> {
    let client = &desk.client;
    let there = by_id(client, holder, kind, id).await?;
    let now = desk.now(there.as_ref().map(|record| record.changed_at));
    let key = Key(holder.0, kind.name(), id);
    match decide(there.as_ref(), now) {
        Decided::Leave => Ok(there),
        Decided::Delete => {
            for table in ["records", "record_words"] {
                let delete =
                    format!("DELETE FROM {table} WHERE holder = $1 AND kind = $2 AND id = $3");
                let delete = client.prepare_cached(&delete).await?;
                client.execute(&delete, &[&key.0, &key.1, &key.2]).await?;
            }
            Ok(None)
        }
        Decided::Write(write) => {
            let version = there.map_or(1, |record| record.version + 1);
            let at = now.timestamp_millis();
            put(client, &key, &write, number(version)?, at).await?;
            if let Some(event) = &write.event {
                add_event(client, &key, by.as_ref(), event, at).await?;
            }
            by_id(client, holder, kind, id).await
        }
    }
}

struct Key(i64, &'static str, Uuid);

async fn put(
    client: &Client,
    key: &Key,
    write: &RecordWrite,
    version: i64,
    now: i64,
) -> Result<(), JournalError> {
    let Key(holder, kind, id) = key;
    let put = "INSERT INTO records
             (holder, kind, id, version, key, parent, place, body, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (holder, kind, id) DO UPDATE SET version = excluded.version,
             key = excluded.key, parent = excluded.parent, place = excluded.place,
             body = excluded.body, changed_at = excluded.changed_at";
    let put = client.prepare_cached(put).await?;
    let values: [&(dyn ToSql + Sync); 9] = [
        holder,
        kind,
        id,
        &version,
        &write.key,
        &write.parent,
        &write.place,
        &write.body,
        &now,
    ];
    client.execute(&put, &values).await?;
    let forget = "DELETE FROM record_words WHERE holder = $1 AND kind = $2 AND id = $3";
    let forget = client.prepare_cached(forget).await?;
    client.execute(&forget, &[holder, kind, id]).await?;
    let words = record::words(write);
    let add = "INSERT INTO record_words (holder, kind, id, word)
         SELECT $1, $2, $3, word FROM unnest($4::text[]) AS word";
    let add = client.prepare_cached(add).await?;
    client.execute(&add, &[holder, kind, id, &words]).await?;
    Ok(())
}

async fn add_event(
    client: &Client,
    key: &Key,
    by: Option<&Officer>,
    event: &str,
    now: i64,
) -> Result<(), JournalError> {
    let add = "INSERT INTO record_events (holder, kind, id, n, at, officer, actor, event)
         SELECT $1, $2, $3, 1 + coalesce(max(n), 0), $4, $5, $6, $7 FROM record_events
         WHERE holder = $1 AND kind = $2 AND id = $3";
    let add = client.prepare_cached(add).await?;
    let (officer, actor) = (
        by.map(|officer| officer.id),
        by.map_or("", |officer| officer.name.as_str()),
    );
    let values: [&(dyn ToSql + Sync); 7] = [&key.0, &key.1, &key.2, &now, &officer, &actor, &event];
    client.execute(&add, &values).await?;
    Ok(())
}

pub(super) async fn put_blob(
    client: &Client,
    holder: HolderId,
    blob: Blob,
) -> Result<(), JournalError> {
    let put = "INSERT INTO blobs (holder, id, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    let put = client.prepare_cached(put).await?;
    client
        .execute(&put, &[&holder.0, &blob.id, &blob.bytes])
        .await?;
    Ok(())
}

pub(super) async fn blob(
    client: &Client,
    holder: HolderId,
    id: Uuid,
) -> Result<Option<Vec<u8>>, JournalError> {
    let read = "SELECT bytes FROM blobs WHERE holder = $1 AND id = $2";
    let read = client.prepare_cached(read).await?;
    let found = client.query_opt(&read, &[&holder.0, &id]).await?;
    Ok(found.map(|row| row.try_get(0)).transpose()?)
}

pub(super) async fn drop_blob(
    client: &Client,
    holder: HolderId,
    id: Uuid,
) -> Result<(), JournalError> {
    let delete = "DELETE FROM blobs WHERE holder = $1 AND id = $2";
    let delete = client.prepare_cached(delete).await?;
    client.execute(&delete, &[&holder.0, &id]).await?;
    Ok(())
}
