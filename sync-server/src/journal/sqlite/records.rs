//! Records, as SQLite keeps them.

use rusqlite::types::{ToSql, ToSqlOutput};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::writer::Desk;
use crate::journal::record::{
    self, Blob, COLUMNS, Decide, Decided, Record, RecordEntry, RecordKind, RecordQuery,
    RecordWrite, Sought, Value, conditions, how_many, is_few, sought,
};
use crate::journal::{HolderId, JournalError, Officer};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Int(value) => value.to_sql(),
            Self::Text(value) => value.to_sql(),
            Self::Id(value) => Ok(ToSqlOutput::from(value.as_bytes().as_slice())),
        }
    }
}

fn one(
    connection: &Connection,
    condition: &str,
    values: &[&dyn ToSql],
) -> Result<Option<Record>, JournalError> {
    let question =
        format!("SELECT {COLUMNS} FROM records WHERE holder = ?1 AND kind = ?2 AND {condition}");
    connection
        .prepare_cached(&question)?
        .query_row(values, |row| Ok(record::record(row)))
        .optional()?
        .transpose()
}

pub(super) fn by_id(
    connection: &Connection,
    holder: HolderId,
    kind: RecordKind,
    id: Uuid,
) -> Result<Option<Record>, JournalError> {
    let bytes = id.as_bytes().as_slice();
    one(connection, "id = ?3", &[&holder.0, &kind.name(), &bytes])
}

pub(super) fn by_key(
    connection: &Connection,
    holder: HolderId,
    kind: RecordKind,
    key: &str,
) -> Result<Option<Record>, JournalError> {
    one(connection, "key = ?3", &[&holder.0, &kind.name(), &key])
}

pub(super) fn list(
    connection: &Connection,
    holder: HolderId,
    kind: RecordKind,
    query: &RecordQuery,
) -> Result<Vec<Record>, JournalError> {
    let mut found = Vec::new();
    for sought in sought(query) {
        let few = few(connection, holder, kind, &sought)?;
        found.push((sought, few));
    }
    let asked = conditions(query, &found, parameter);
    let question = format!(
        "SELECT {COLUMNS} FROM records WHERE holder = ?1 AND kind = ?2{}",
        asked.sql
    );
    let name = kind.name();
    let mut values: Vec<&dyn ToSql> = vec![&holder.0, &name];
    values.extend(asked.values.iter().map(|value| value as &dyn ToSql));
    let mut statement = connection.prepare_cached(&question)?;
    let rows = statement.query_map(values.as_slice(), |row| Ok(record::record(row)))?;
    rows.map(|row| row?).collect()
}

fn parameter(n: usize) -> String {
    format!("?{n}")
}

/// Whether few records have one of these words.
fn few(
    connection: &Connection,
    holder: HolderId,
    kind: RecordKind,
    sought: &Sought,
) -> Result<bool, JournalError> {
    let asked = how_many(sought, parameter);
    let name = kind.name();
    let mut values: Vec<&dyn ToSql> = vec![&holder.0, &name];
    values.extend(asked.values.iter().map(|value| value as &dyn ToSql));
    let mut statement = connection.prepare_cached(&asked.sql)?;
    Ok(is_few(
        statement.query_row(values.as_slice(), |row| row.get(0))?,
    ))
}

pub(super) fn history(
    connection: &Connection,
    holder: HolderId,
    kind: RecordKind,
    id: Uuid,
) -> Result<Vec<RecordEntry>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT n, at, actor, event FROM record_events
         WHERE holder = ?1 AND kind = ?2 AND id = ?3 ORDER BY n",
    )?;
    let values = (holder.0, kind.name(), id.as_bytes().as_slice());
    let rows = statement.query_map(values, |row| Ok(record::entry(row)))?;
    rows.map(|row| row?).collect()
}

pub(super) fn change(
    desk: &mut Desk<'_>,
    holder: HolderId,
    kind: RecordKind,
    id: Uuid,
    by: Option<&Officer>,
    decide: Decide,
) -> Result<Option<Record>, JournalError> {
    let there = by_id(desk.connection, holder, kind, id)?;
    let now = desk.clock.now();
    let key = (holder.0, kind.name(), id.as_bytes().as_slice());
    match decide(there.as_ref(), now) {
        Decided::Leave => Ok(there),
        Decided::Delete => {
            for table in ["records", "record_words"] {
                let delete =
                    format!("DELETE FROM {table} WHERE holder = ?1 AND kind = ?2 AND id = ?3");
                desk.connection.prepare_cached(&delete)?.execute(key)?;
            }
            Ok(None)
        }
        Decided::Write(write) => {
            let version = there.map_or(1, |record| record.version + 1);
            put(
                desk.connection,
                key,
                &write,
                version,
                now.timestamp_millis(),
            )?;
            if let Some(event) = &write.event {
                let said = Said { by, event };
                add_event(desk.connection, key, &said, now.timestamp_millis())?;
            }
            by_id(desk.connection, holder, kind, id)
        }
    }
}

type Key<'a> = (i64, &'static str, &'a [u8]);

fn put(
    connection: &Connection,
    key: Key<'_>,
    write: &RecordWrite,
    version: u64,
    now: i64,
) -> Result<(), JournalError> {
    let (holder, kind, id) = key;
    connection
        .prepare_cached(
            "INSERT INTO records (holder, kind, id, version, key, parent, place, body, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (holder, kind, id) DO UPDATE SET version = excluded.version,
                 key = excluded.key, parent = excluded.parent, place = excluded.place,
                 body = excluded.body, changed_at = excluded.changed_at",
        )?
        .execute((
            holder,
            kind,
            id,
            version,
            &write.key,
            &write.parent,
            write.place,
            &write.body,
            now,
        ))?;
    connection
        .prepare_cached("DELETE FROM record_words WHERE holder = ?1 AND kind = ?2 AND id = ?3")?
        .execute(key)?;
    let mut add = connection.prepare_cached(
        "INSERT INTO record_words (holder, kind, id, word) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for word in record::words(write) {
        add.execute((holder, kind, id, word))?;
    }
    Ok(())
}

struct Said<'a> {
    by: Option<&'a Officer>,
    event: &'a str,
}

fn add_event(
    connection: &Connection,
    (holder, kind, id): Key<'_>,
    said: &Said<'_>,
    now: i64,
) -> Result<(), JournalError> {
    let actor = said.by.map_or("", |officer| officer.name.as_str());
    connection
        .prepare_cached(
            "INSERT INTO record_events (holder, kind, id, n, at, officer, actor, event)
             SELECT ?1, ?2, ?3, 1 + coalesce(max(n), 0), ?4, ?5, ?6, ?7 FROM record_events
             WHERE holder = ?1 AND kind = ?2 AND id = ?3",
        )?
        .execute((
            holder,
            kind,
            id,
            now,
            said.by.map(|officer| officer.id),
            actor,
            said.event,
        ))?;
    Ok(())
}

pub(super) fn put_blob(desk: &Desk<'_>, holder: HolderId, blob: &Blob) -> Result<(), JournalError> {
    desk.connection
        .prepare_cached(
            "INSERT INTO blobs (holder, id, bytes) VALUES (?1, ?2, ?3)
             ON CONFLICT (holder, id) DO NOTHING",
        )?
        .execute((holder.0, blob.id.as_bytes().as_slice(), &blob.bytes))?;
    Ok(())
}

pub(super) fn blob(
    connection: &Connection,
    holder: HolderId,
    id: Uuid,
) -> Result<Option<Vec<u8>>, JournalError> {
    let mut statement =
        connection.prepare_cached("SELECT bytes FROM blobs WHERE holder = ?1 AND id = ?2")?;
    let found = statement.query_row((holder.0, id.as_bytes().as_slice()), |row| row.get(0));
    Ok(found.optional()?)
}

pub(super) fn drop_blob(desk: &Desk<'_>, holder: HolderId, id: Uuid) -> Result<(), JournalError> {
    desk.connection
        .prepare_cached("DELETE FROM blobs WHERE holder = ?1 AND id = ?2")?
        .execute((holder.0, id.as_bytes().as_slice()))?;
    Ok(())
}
