//! The pieces of files.

use domain::sync::Digest;
use tokio_postgres::types::ToSql;

use super::cases;
use super::desk::{Desk, number};
use super::link::Client;
use crate::failpoint;
use crate::journal::act::Recorded;
use crate::journal::files::{
    Change, FileId, FileWrite, FileWritten, PIECE_BYTES, Stored, decide, received,
};
use crate::journal::rows::Columns as _;
use crate::journal::verify::{Named, TOLD};
use crate::journal::{Flaw, HolderId, JournalError};

/// How much of the file is stored; nothing of one that nobody names.
pub(super) async fn stored(
    client: &Client,
    holder: HolderId,
    file: FileId,
) -> Result<Stored, JournalError> {
    let read = "SELECT at + length(bytes) AS bytes, piece FROM pieces
         WHERE n = $3 AND request = (SELECT seq FROM requests WHERE holder = $1 AND id = $2)
         ORDER BY at DESC LIMIT 1";
    let read = client.prepare_cached(read).await?;
    let n = i64::from(file.n);
    let found = client
        .query_opt(&read, &[&holder.0, &file.request, &n])
        .await?;
    found.map_or(Ok(Stored::default()), |row| {
        Ok(Stored {
            bytes: row.number("bytes")?,
            last: row.int("piece")?,
        })
    })
}

/// The piece that begins at this byte.
pub(super) async fn piece(
    client: &Client,
    holder: HolderId,
    file: FileId,
    at: u64,
) -> Result<Option<Vec<u8>>, JournalError> {
    let read = "SELECT bytes FROM pieces WHERE n = $3 AND at = $4 AND request =
             (SELECT seq FROM requests WHERE holder = $1 AND id = $2)";
    let read = client.prepare_cached(read).await?;
    let (n, at) = (i64::from(file.n), number(at)?);
    let values: [&(dyn ToSql + Sync); 4] = [&holder.0, &file.request, &n, &at];
    let found = client.query_opt(&read, &values).await?;
    Ok(found.map(|row| row.try_get(0)).transpose()?)
}

/// Writes on what it finds in this very transaction.
pub(super) async fn write(
    desk: &mut Desk,
    holder: HolderId,
    file: FileId,
    write: FileWrite,
) -> Result<FileWritten, JournalError> {
    let found = cases::numbered_by_id(&desk.client, holder, file.request).await?;
    let Some((seq, record)) = found else {
        return Ok(FileWritten::Unknown);
    };
    let before = stored(&desk.client, holder, file).await?;
    let now = desk.now(record.history.last().map(|entry| entry.at));
    let change = match decide(&record, file.n, before, write, now) {
        Ok(change) => change,
        Err(answer) => return Ok(answer),
    };
    store(&desk.client, seq, file.n, before, &change).await?;
    if !change.add.is_empty() {
        failpoint::reach("piece.written");
    }
    if let Some((event, at)) = &change.event {
        let event = serde_json::to_string(event)?;
        let recorded = Recorded::by_server(holder, &record, &event, *at);
        cases::record_event(desk, seq, &recorded).await?;
        let update = "UPDATE requests SET version = $2 WHERE seq = $1";
        let update = desk.client.prepare_cached(update).await?;
        desk.client
            .execute(&update, &[&seq, &number(recorded.n)?])
            .await?;
    }
    Ok(FileWritten::Done(stored(&desk.client, holder, file).await?))
}

async fn store(
    client: &Client,
    request: i64,
    n: u8,
    stored: Stored,
    change: &Change,
) -> Result<(), JournalError> {
    let n = i64::from(n);
    if change.drop {
        let delete = "DELETE FROM pieces WHERE request = $1 AND n = $2";
        let delete = client.prepare_cached(delete).await?;
        client.execute(&delete, &[&request, &n]).await?;
    }
    let insert = "INSERT INTO pieces (request, n, at, bytes) VALUES ($1, $2, $3, $4)";
    let insert = client.prepare_cached(insert).await?;
    let mut at = number(stored.bytes)?;
    for piece in change.add.chunks(PIECE_BYTES) {
        client
            .execute(&insert, &[&request, &n, &at, &piece])
            .await?;
        at += number(piece.len() as u64)?;
    }
    Ok(())
}

/// Whether each file that was received still is the one its submission names.
pub(super) async fn check(client: &Client, flaws: &mut Vec<Flaw>) -> Result<(), JournalError> {
    let events = "SELECT request, event, submission, index_text, requests.year AS year
         FROM events JOIN requests ON seq = request
         WHERE event LIKE '%attachment%' AND erased_at IS NULL ORDER BY request, events.n";
    for row in client.query(events, &[]).await? {
        let (event, submission) = (row.text("event")?, row.bytes("submission")?);
        let Some((n, digest)) = received(&event, &submission) else {
            continue;
        };
        let whole = whole(client, row.int("request")?, n).await?;
        let right = digest
            .zip(whole)
            .is_some_and(|(digest, whole)| digest == Digest::of(&whole));
        if !right && flaws.len() < TOLD {
            flaws.push(Flaw::File(Named::of(&row)?, n));
        }
    }
    Ok(())
}

/// All bytes of a file; `None` when a piece is missing.
async fn whole(client: &Client, request: i64, n: u8) -> Result<Option<Vec<u8>>, JournalError> {
    let read = "SELECT at, bytes FROM pieces WHERE request = $1 AND n = $2 ORDER BY at";
    let read = client.prepare_cached(read).await?;
    let mut whole = Vec::new();
    for row in client.query(&read, &[&request, &i64::from(n)]).await? {
        if row.number::<usize>("at")? != whole.len() {
            return Ok(None);
        }
        whole.extend(row.bytes("bytes")?);
    }
    Ok(Some(whole))
}
