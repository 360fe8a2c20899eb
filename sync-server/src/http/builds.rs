//! Files of other builds of the app: a page that was opened before an update, or that another server
//! on the same journal has given out, still finds the parts it loads when they are first wanted.
//!
//! Each server keeps in the journal the files it has under a name with a hash, and takes from there
//! what it does not have. Such a name stands for its very bytes, so that no build can hide another.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};

use super::{AppState, assets};
use crate::clock::Clock;
use crate::journal::{
    Blob, Decided, HolderId, Journal, JournalError, Record, RecordKind, RecordQuery, RecordWrite,
};
use crate::mail::queue::id_of;

const KIND: RecordKind = RecordKind::BuildFile;
/// For so long after the last server that had them: as long as a device may have been in a drawer
/// with its page open.
const KEPT_DAYS: i64 = 90;
/// How often what a server has is noted as in use.
const EVERY: Duration = Duration::from_hours(24);

/// Keeps what this server has in the journal, after a while and then daily. A failure is tried again
/// the next day.
pub async fn keep_for_others(
    journal: Arc<dyn Journal>,
    holder: HolderId,
    clock: Arc<dyn Clock>,
    after: Duration,
) {
    tokio::time::sleep(after).await;
    loop {
        if let Err(error) = keep(&*journal, holder, clock.now()).await {
            tracing::warn!(%error, "the files of this build were not kept for others");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Keeps what this server has, and forgets what no server has had for long.
///
/// # Errors
/// When the journal fails.
pub async fn keep(
    journal: &dyn Journal,
    holder: HolderId,
    now: DateTime<Utc>,
) -> Result<(), JournalError> {
    for (name, bytes) in assets::lasting() {
        put(journal, holder, &name, bytes, now).await?;
    }
    let query = RecordQuery {
        before: Some((now - TimeDelta::days(KEPT_DAYS)).timestamp_millis()),
        ..RecordQuery::default()
    };
    for record in journal.records(holder, KIND, query).await? {
        journal.drop_blob(holder, record.id).await?;
        let gone = Box::new(|_: Option<&Record>, _| Decided::Delete);
        journal
            .change_record(holder, KIND, record.id, None, gone)
            .await?;
    }
    Ok(())
}

/// Keeps one file of a build, compressed if its name ends so.
///
/// # Errors
/// When the journal fails.
pub async fn put(
    journal: &dyn Journal,
    holder: HolderId,
    name: &str,
    bytes: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<(), JournalError> {
    let (id, name) = (id_of(name), name.to_owned());
    // Bytes first: a record without them would promise what is not there.
    journal.put_blob(holder, Blob { id, bytes }).await?;
    let decide = Box::new(move |_: Option<&Record>, _| {
        Decided::Write(Box::new(RecordWrite {
            key: Some(name),
            place: now.timestamp_millis(),
            body: "null".to_owned(),
            ..RecordWrite::default()
        }))
    });
    journal
        .change_record(holder, KIND, id, None, decide)
        .await?;
    Ok(())
}

/// The file of this name, if another build had it and the reader takes it as it is kept.
///
/// # Errors
/// When the journal fails.
pub(super) async fn find(
    app: &AppState,
    name: &str,
    asked: &HeaderMap,
) -> Result<Option<Response>, JournalError> {
    if !assets::is_lasting(name) {
        return Ok(None);
    }
    let zipped = app
        .journal
        .blob(app.holder, id_of(&format!("{name}.gz")))
        .await?;
    let takes = assets::takes(asked, "gzip");
    let (bytes, is_zipped) = match zipped.filter(|_| takes) {
        Some(bytes) => (Some(bytes), true),
        None => (app.journal.blob(app.holder, id_of(name)).await?, false),
    };
    let Some(bytes) = bytes else { return Ok(None) };
    let mut headers = HeaderMap::new();
    for (name, value) in [
        (header::CONTENT_TYPE, assets::media(name)),
        (header::CACHE_CONTROL, assets::caching(name)),
        (header::VARY, "accept-encoding"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_zipped {
        let gzip = HeaderValue::from_static("gzip");
        headers.insert(header::CONTENT_ENCODING, gzip);
    }
    Ok(Some((StatusCode::OK, headers, bytes).into_response()))
}
