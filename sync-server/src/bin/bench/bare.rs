//! What the server is held against.

use std::path::Path;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use rusqlite::Connection;
use sync_server::journal::sqlite::FILE;
use uuid::Uuid;

use crate::line::Broken;

/// An axum server that says hello, until it is killed.
pub(crate) async fn hello() -> Result<(), Broken> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("hello: http://{}/", listener.local_addr()?);
    axum::serve(
        listener,
        Router::new().route("/", get(|| async { "hello" })),
    )
    .await?;
    Ok(())
}

/// Bytes of an average row of the server's requests, without its indexes.
pub(crate) fn row_bytes(folder: &Path) -> Result<usize, Broken> {
    let journal = Connection::open(folder.join(FILE))?;
    let bytes: f64 = journal.query_row(
        "SELECT avg(length(submission) + length(registered_ruling) + length(deadline)
             + length(digest) + octet_length(requester) + octet_length(subject) + 100)
         FROM (SELECT * FROM requests LIMIT 1000)",
        [],
        |row| row.get(0),
    )?;
    Ok(bytes as usize)
}

/// Registrations a second of a loop that does nothing but write what one leaves in the journal's
/// own tables: the row with its indexes and its first event. The values are those of a registered
/// request of `from`; nothing is read, checked or worked out.
pub(crate) fn same_rows(
    folder: &Path,
    from: &Path,
    batch: usize,
    time: Duration,
) -> Result<f64, Broken> {
    let mut store = Connection::open(folder.join(FILE))?;
    store.execute_batch(DURABLE)?;
    let from = from.join(FILE);
    store.execute(
        "ATTACH ?1 AS pushed",
        [from.to_str().ok_or("a path that is no text")?],
    )?;
    store.execute_batch(
        "CREATE TEMP TABLE sample AS SELECT * FROM pushed.requests WHERE seq = 1; DETACH pushed;",
    )?;
    let (began, mut rows) = (Instant::now(), 0_u32);
    while began.elapsed() < time {
        let transaction = store.transaction()?;
        {
            let mut request = transaction.prepare_cached(
                "INSERT INTO requests
                     (holder, id, digest, submission, received_at, year, ordinal, index_text,
                      index_key, registered_class, registered_ruling, notice_by, class, deadline,
                      ends_before, status, version, requester, subject)
                 SELECT holder, ?1, digest, submission, received_at, year, ?2, ?3, ?3,
                      registered_class, registered_ruling, notice_by, class, deadline,
                      ends_before, 'registered', 1, requester, subject
                 FROM sample",
            )?;
            let mut event = transaction.prepare_cached(
                "INSERT INTO events (request, n, holder, at, actor, block)
                 SELECT ?1, 1, holder, received_at, '', 1 FROM sample",
            )?;
            for _ in 0..batch {
                rows += 1;
                let id = Uuid::now_v7();
                request.execute((id.as_bytes().as_slice(), rows, format!("{rows}/01-01")))?;
                event.execute([transaction.last_insert_rowid()])?;
            }
        }
        transaction.commit()?;
    }
    Ok(f64::from(rows) / began.elapsed().as_secs_f64())
}

/// As the server's writing connection is set.
const DURABLE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;";

/// Rows a second of a loop that does nothing but insert and commit, as durably as the server.
pub(crate) fn group_commits(
    folder: &Path,
    batch: usize,
    row: usize,
    time: Duration,
) -> Result<f64, Broken> {
    std::fs::create_dir_all(folder)?;
    let mut store = Connection::open(folder.join("bare.sqlite3"))?;
    store.execute_batch(DURABLE)?;
    store.execute_batch("CREATE TABLE bare (id BLOB PRIMARY KEY, body BLOB NOT NULL) STRICT;")?;
    let body = vec![b'x'; row];
    let (began, mut rows) = (Instant::now(), 0_u32);
    while began.elapsed() < time {
        let transaction = store.transaction()?;
        {
            let mut insert =
                transaction.prepare_cached("INSERT INTO bare (id, body) VALUES (?1, ?2)")?;
            for _ in 0..batch {
                insert.execute((Uuid::now_v7().as_bytes().as_slice(), &body))?;
                rows += 1;
            }
        }
        transaction.commit()?;
    }
    Ok(f64::from(rows) / began.elapsed().as_secs_f64())
}
