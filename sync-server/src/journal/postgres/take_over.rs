//! A whole journal moved here from SQLite, whole or not at all.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::pin::pin;

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use domain::request::Submission;
use futures_util::SinkExt as _;
use rusqlite::Connection;
use tokio_postgres::CopyInSink;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};
use uuid::Uuid;

use super::link::{Client, PATIENT, connect};
use super::register::words;
use super::{migrations, verify};
use crate::journal::sqlite::{self, KeepError};
use crate::journal::{DatabaseUrl, JournalError, Report};

/// Why nothing was moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The journal that is to be moved can't be used.
    #[error(transparent)]
    Source(#[from] KeepError),
    /// There is something in the database already.
    #[error("the database is not empty")]
    NotEmpty,
    /// This build does not know how to move a table or a column of it.
    #[error("this build cannot move the table {0}")]
    Unknown(String),
    /// What arrived is not what was sent.
    #[error("what arrived is not what was sent")]
    Differs(Box<Report>),
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] JournalError),
    /// It was moved, but the old file could not be renamed.
    #[error("moved, but {0} is still there: {1}")]
    StillThere(PathBuf, std::io::Error),
}

impl From<tokio_postgres::Error> for MoveError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<rusqlite::Error> for MoveError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Source(error.into())
    }
}

/// What came of a move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// What is in the database now, and was in the file.
    pub report: Report,
    /// Where the old file is kept. No server starts on it by mistake: there would be two journals
    /// that give out the same numbers.
    pub kept: PathBuf,
}

#[derive(Clone, Copy)]
enum Kind {
    Int,
    Text,
    Bytes,
    Id,
}

struct Table {
    name: &'static str,
    /// In this order, and with parents before children, nothing has to be looked up.
    order: &'static str,
    columns: &'static [(&'static str, Kind)],
}

/// Everything that is moved.
const TABLES: &[Table] = &[
    Table {
        name: "holders",
        order: "holder",
        columns: &[("holder", Kind::Int), ("settings", Kind::Text)],
    },
    Table {
        name: "sequences",
        order: "holder, year",
        columns: &[
            ("holder", Kind::Int),
            ("year", Kind::Int),
            ("next", Kind::Int),
        ],
    },
    Table {
        name: "officers",
        order: "officer",
        columns: &[
            ("officer", Kind::Int),
            ("holder", Kind::Int),
            ("login", Kind::Text),
            ("name", Kind::Text),
            ("position", Kind::Text),
            ("password_hash", Kind::Text),
            ("role", Kind::Text),
            ("department", Kind::Text),
        ],
    },
    Table {
        name: "requests",
        order: "seq",
        columns: &[
            ("seq", Kind::Int),
            ("holder", Kind::Int),
            ("id", Kind::Id),
            ("digest", Kind::Text),
            ("submission", Kind::Bytes),
            ("received_at", Kind::Int),
            ("year", Kind::Int),
            ("ordinal", Kind::Int),
            ("index_text", Kind::Text),
            ("index_key", Kind::Text),
            ("registered_class", Kind::Text),
            ("registered_ruling", Kind::Text),
            ("notice_by", Kind::Text),
            ("class", Kind::Text),
            ("deadline", Kind::Text),
            ("ends_before", Kind::Int),
            ("ruling", Kind::Text),
            ("status", Kind::Text),
            ("outcome", Kind::Text),
            ("executor", Kind::Text),
            ("version", Kind::Int),
            ("requester", Kind::Text),
            ("subject", Kind::Text),
            ("registered_at", Kind::Int),
            ("charged", Kind::Text),
            ("channel", Kind::Text),
            ("requester_type", Kind::Text),
            ("closed_at", Kind::Int),
            ("ground", Kind::Text),
            ("deferred", Kind::Int),
            ("forwarded_part", Kind::Int),
            ("info_kind", Kind::Text),
            ("topic", Kind::Text),
            ("erased_at", Kind::Int),
        ],
    },
    Table {
        name: "publications",
        order: "publication",
        columns: &[
            ("publication", Kind::Int),
            ("holder", Kind::Int),
            ("period", Kind::Text),
            ("at", Kind::Int),
            ("officer", Kind::Int),
            ("actor", Kind::Text),
            ("figures", Kind::Text),
        ],
    },
    Table {
        name: "blocks",
        order: "block",
        columns: &[
            ("block", Kind::Int),
            ("link", Kind::Bytes),
            ("note", Kind::Text),
        ],
    },
    Table {
        name: "events",
        order: "request, n",
        columns: &[
            ("request", Kind::Int),
            ("n", Kind::Int),
            ("holder", Kind::Int),
            ("at", Kind::Int),
            ("officer", Kind::Int),
            ("actor", Kind::Text),
            ("event", Kind::Text),
            ("block", Kind::Int),
            ("ruling", Kind::Text),
        ],
    },
    Table {
        name: "pieces",
        order: "piece",
        columns: &[
            ("piece", Kind::Int),
            ("request", Kind::Int),
            ("n", Kind::Int),
            ("at", Kind::Int),
            ("bytes", Kind::Bytes),
        ],
    },
    Table {
        name: "records",
        order: "holder, kind, id",
        columns: &[
            ("holder", Kind::Int),
            ("kind", Kind::Text),
            ("id", Kind::Id),
            ("version", Kind::Int),
            ("key", Kind::Text),
            ("parent", Kind::Text),
            ("place", Kind::Int),
            ("body", Kind::Text),
            ("changed_at", Kind::Int),
        ],
    },
    Table {
        name: "record_words",
        order: "holder, kind, id, word",
        columns: &[
            ("holder", Kind::Int),
            ("kind", Kind::Text),
            ("word", Kind::Text),
            ("id", Kind::Id),
        ],
    },
    Table {
        name: "record_events",
        order: "holder, kind, id, n",
        columns: &[
            ("holder", Kind::Int),
            ("kind", Kind::Text),
            ("id", Kind::Id),
            ("n", Kind::Int),
            ("at", Kind::Int),
            ("officer", Kind::Int),
            ("actor", Kind::Text),
            ("event", Kind::Text),
        ],
    },
    Table {
        name: "blobs",
        order: "holder, id",
        columns: &[
            ("holder", Kind::Int),
            ("id", Kind::Id),
            ("bytes", Kind::Bytes),
        ],
    },
];

/// What is not: sessions and parcels end with the move, and search words are made anew.
const LEFT: &[&str] = &["sessions", "findable", "parcels", "vocabulary"];

/// Moves the journal in this folder into an empty database. No server may be running on it.
///
/// # Errors
/// When it is not whole, a server is running, or the database is not empty; nothing is moved then.
pub async fn take_over(
    folder: &Path,
    url: &DatabaseUrl,
    now: DateTime<Utc>,
) -> Result<Moved, MoveError> {
    let source = sqlite::alone(folder)?;
    let report = sqlite::verify_connection(&source, None)?;
    if !report.flaws.is_empty() {
        return Err(KeepError::Damaged(report).into());
    }
    expect_known(&source)?;
    let client = connect(url, PATIENT).await?;
    migrations::migrate(&client).await?;
    client
        .batch_execute("BEGIN; SELECT FROM turn FOR UPDATE")
        .await?;
    expect_empty(&client).await?;
    for table in TABLES {
        copy(&source, &client, table).await?;
    }
    copy_words(&source, &client).await?;
    client
        .batch_execute(
            "SELECT setval(pg_get_serial_sequence('officers', 'officer'),
                 (SELECT coalesce(max(officer), 0) + 1 FROM officers), false);
             SELECT setval(pg_get_serial_sequence('pieces', 'piece'),
                 (SELECT coalesce(max(piece), 0) + 1 FROM pieces), false);
             SELECT setval(pg_get_serial_sequence('publications', 'publication'),
                 (SELECT coalesce(max(publication), 0) + 1 FROM publications), false);
             INSERT INTO vocabulary SELECT DISTINCT unnest(tsvector_to_array(words)) FROM words;
             UPDATE learnt SET upto = (SELECT coalesce(max(request), 0) FROM words);
             UPDATE turn SET settings = settings + 1;
             ANALYZE;",
        )
        .await?;
    let arrived = verify::look_through(&client, Some(report.head)).await?;
    if arrived != report {
        return Err(MoveError::Differs(Box::new(arrived)));
    }
    client.batch_execute("COMMIT").await?;
    drop(source);
    let kept = sqlite::set_aside(folder, now)
        .map_err(|error| MoveError::StillThere(folder.join(sqlite::FILE), error))?;
    Ok(Moved { report, kept })
}

/// A table or column that is not in the lists above would be lost without a word.
fn expect_known(source: &Connection) -> Result<(), MoveError> {
    let mut tables = source.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")?;
    let tables = tables.query_map([], |row| row.get::<_, String>(0))?;
    for name in tables {
        let name = name?;
        if LEFT.contains(&name.as_str()) || name.starts_with("words") || name.starts_with("sqlite_")
        {
            continue;
        }
        let mut columns = source.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let columns = columns.query_map([&name], |row| row.get::<_, String>(0))?;
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        let known = TABLES.iter().find(|table| table.name == name);
        let whole = known.is_some_and(|table| {
            columns.len() == table.columns.len()
                && table
                    .columns
                    .iter()
                    .all(|(c, _)| columns.iter().any(|column| column == c))
        });
        if !whole {
            return Err(MoveError::Unknown(name));
        }
    }
    Ok(())
}

async fn expect_empty(client: &Client) -> Result<(), MoveError> {
    for table in TABLES {
        let any = format!("SELECT EXISTS (SELECT FROM {})", table.name);
        if client.query_one(&any, &[]).await?.try_get(0)? {
            return Err(MoveError::NotEmpty);
        }
    }
    Ok(())
}

/// A value on its way.
enum Cell {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Id(Uuid),
}

impl Cell {
    fn of(row: &rusqlite::Row<'_>, at: usize, kind: Kind) -> Result<Self, MoveError> {
        Ok(match kind {
            Kind::Int => Self::Int(row.get(at)?),
            Kind::Text => Self::Text(row.get(at)?),
            Kind::Bytes => Self::Bytes(row.get(at)?),
            Kind::Id => Self::Id(
                Uuid::from_slice(&row.get::<_, Vec<u8>>(at)?)
                    .map_err(|_| JournalError::Unreadable("an id".into()))?,
            ),
        })
    }

    fn value(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Int(value) => value,
            Self::Text(value) => value,
            Self::Bytes(value) => value,
            Self::Id(value) => value,
        }
    }
}

/// Streams a table: what is in memory at once does not grow with it.
async fn copy(source: &Connection, client: &Client, table: &Table) -> Result<(), MoveError> {
    let Table {
        name,
        order,
        columns,
    } = table;
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let types = columns.iter().map(|(_, kind)| match kind {
        Kind::Int => Type::INT8,
        Kind::Text => Type::TEXT,
        Kind::Bytes => Type::BYTEA,
        Kind::Id => Type::UUID,
    });
    let names = names.join(", ");
    let into = format!("COPY {name} ({names}) FROM STDIN (FORMAT binary)");
    let sink: CopyInSink<Bytes> = client.copy_in(&into).await?;
    let mut writer = pin!(BinaryCopyInWriter::new(sink, &types.collect::<Vec<_>>()));
    let mut rows = source.prepare(&format!("SELECT {names} FROM {name} ORDER BY {order}"))?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let cells = columns.iter().enumerate();
        let cells = cells.map(|(at, (_, kind))| Cell::of(row, at, *kind));
        let cells = cells.collect::<Result<Vec<_>, _>>()?;
        let values: Vec<_> = cells.iter().map(Cell::value).collect();
        writer.as_mut().write(&values).await?;
    }
    writer.finish().await?;
    Ok(())
}

/// Bytes of words that are sent at once.
const CHUNK: usize = 64 * 1024;

async fn copy_words(source: &Connection, client: &Client) -> Result<(), MoveError> {
    let into = "COPY words (request, words) FROM STDIN";
    let sink: CopyInSink<Cursor<Vec<u8>>> = client.copy_in(into).await?;
    let mut sink = pin!(sink);
    let mut chunk = String::new();
    let mut rows = source.prepare("SELECT seq, submission FROM requests ORDER BY seq")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, bytes): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let submission: Submission = serde_json::from_slice(&bytes).map_err(JournalError::from)?;
        chunk += &format!("{seq}\t");
        // Letters and digits only: nothing in them has to be masked.
        for word in words(&submission.name, &submission.text).split_whitespace() {
            chunk += &format!("'{word}' ");
        }
        chunk.push('\n');
        if chunk.len() > CHUNK {
            let full = std::mem::take(&mut chunk);
            sink.send(Cursor::new(full.into_bytes())).await?;
        }
    }
    sink.send(Cursor::new(chunk.into_bytes())).await?;
    sink.finish().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_a_journal_is_moved_or_left_on_purpose() {
        let mut journal = Connection::open_in_memory().unwrap();
        sqlite::migrations::migrate(&mut journal).unwrap();
        expect_known(&journal).unwrap();
        journal.execute_batch("CREATE TABLE more (x)").unwrap();
        assert!(matches!(expect_known(&journal), Err(MoveError::Unknown(name)) if name == "more"));
    }
}
