//! What the server is held against.

use std::path::Path;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use rusqlite::Connection;
use sync_server::journal::sqlite::FILE;
use uuid::Uuid;

use crate::client::Broken;

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

/// Rows a second of a loop that does nothing but insert and commit, as durably as the server.
pub(crate) fn group_commits(
    folder: &Path,
    batch: usize,
    row: usize,
    time: Duration,
) -> Result<f64, Broken> {
    std::fs::create_dir_all(folder)?;
    let mut store = Connection::open(folder.join("bare.sqlite3"))?;
    store.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;
         CREATE TABLE bare (id BLOB PRIMARY KEY, body BLOB NOT NULL) STRICT;",
    )?;
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
