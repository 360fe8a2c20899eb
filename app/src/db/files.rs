//! Files that go with requests: their bytes in pieces, and how far each upload has come.
//!
//! A piece is named by the digest of its whole file, so the same photo in two drafts lies here
//! once. Bytes are stored as buffers, because Safari has lost blobs.

use domain::request::{Arrival, Attachment};
use domain::sync::UploadEnd;
use domain::sync::wire::CHUNK_BYTES;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};

use super::{CaseGlance, Op, StorageError, Store, begin, database, get, write};
use crate::json;

/// How far the files of one submission have come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesRecord {
    /// The person wants nothing sent now.
    #[serde(default)]
    pub paused: bool,
    /// One for each file, in the submission's order; those at the end may be missing.
    #[serde(default)]
    pub files: Vec<FileState>,
}

/// How far one file has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// The person took it back.
    #[serde(default)]
    pub withdrawn: bool,
    /// The server will take no more of it.
    #[serde(default)]
    pub over: Option<Over>,
    /// How far the news had come that were known when that was noted.
    #[serde(default)]
    pub heard: u64,
}

/// What the server said last of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// It has all of it.
    Received,
    /// It is not of its kind.
    NotItsKind,
    /// It is taken back.
    Withdrawn,
    /// It will not take it.
    Refused,
}

impl From<Arrival> for Over {
    fn from(arrival: Arrival) -> Self {
        match arrival {
            Arrival::Received => Self::Received,
            Arrival::NotItsKind => Self::NotItsKind,
            Arrival::Withdrawn => Self::Withdrawn,
        }
    }
}

impl From<UploadEnd> for Over {
    fn from(end: UploadEnd) -> Self {
        match end {
            UploadEnd::Arrived(arrival) => arrival.into(),
            UploadEnd::Refused => Self::Refused,
        }
    }
}

impl FilesRecord {
    /// The state of a file, by its position from 0.
    #[must_use]
    pub fn file(&self, at: usize) -> FileState {
        self.files.get(at).copied().unwrap_or_default()
    }

    /// What became of a file of this case. The council's own word goes before what was noted here:
    /// news that don't know of a file that had arrived come from a restored backup.
    #[must_use]
    pub fn over(&self, case: &CaseGlance, at: usize) -> Option<Over> {
        let FileState { over, heard, .. } = self.file(at);
        let is_old = case.view.as_ref().is_some_and(|view| view.cursor != heard);
        let noted = over.filter(|over| *over != Over::Received || !is_old);
        case.told(at).map(Over::from).or(noted)
    }

    /// Whether the bytes of a file may still have to be sent.
    #[must_use]
    pub fn needs_bytes(&self, case: &CaseGlance, at: usize) -> bool {
        let given_up = matches!(self.file(at).over, Some(Over::NotItsKind | Over::Withdrawn));
        case.told(at).is_none() && !given_up
    }

    /// Changes the state of a file.
    pub fn change(&mut self, at: usize, change: impl FnOnce(&mut FileState)) {
        if self.files.len() <= at {
            self.files.resize(at + 1, FileState::default());
        }
        change(&mut self.files[at]);
    }
}

fn piece_key(file: &Attachment, nth: u64) -> String {
    format!("{}/{nth:05}", file.digest.as_str())
}

/// Stores one piece of a file. The last one is to be stored strictly: then all are there.
///
/// # Errors
/// When the storage fails.
pub async fn save_piece(
    file: &Attachment,
    nth: u64,
    bytes: &Uint8Array,
    last: bool,
) -> Result<(), StorageError> {
    let durability = if last {
        TransactionDurability::Strict
    } else {
        TransactionDurability::Relaxed
    };
    // A copy: a view would store the whole file under each of its pieces.
    let bytes = bytes.slice(0, bytes.length()).buffer();
    let ops = [Op::Put(Store::Pieces, piece_key(file, nth), bytes.into())];
    write(&ops, &[], durability).await.map(|_| ())
}

/// Whether all of a file is on this device: its last piece is stored last.
///
/// # Errors
/// When the storage fails.
pub async fn is_here(file: &Attachment) -> Result<bool, StorageError> {
    let last = file.size.saturating_sub(1) / CHUNK_BYTES as u64;
    Ok(load_piece(file, last).await?.is_some())
}

/// Reads one piece of a file; `None` when it is not there.
///
/// # Errors
/// When the storage fails.
pub async fn load_piece(file: &Attachment, nth: u64) -> Result<Option<Uint8Array>, StorageError> {
    piece_named(&piece_key(file, nth)).await
}

/// Reads a piece by its name; `None` when it is not there.
///
/// # Errors
/// When the storage fails.
pub async fn piece_named(name: &str) -> Result<Option<Uint8Array>, StorageError> {
    let database = database().await?;
    let transaction = begin(
        &database,
        &[Store::Pieces],
        TransactionMode::Readonly,
        TransactionDurability::Default,
    )
    .await?;
    let found: Option<JsValue> = transaction
        .object_store(Store::Pieces.name())?
        .get(name)
        .primitive()?
        .await?;
    let buffer = found.and_then(|found| found.dyn_into::<js_sys::ArrayBuffer>().ok());
    Ok(buffer.map(|buffer| Uint8Array::new(&buffer)))
}

/// The names of all pieces on this device: the digest of a file, a slash, a number.
///
/// # Errors
/// When the storage fails.
pub async fn piece_names() -> Result<Vec<String>, StorageError> {
    let database = database().await?;
    let transaction = begin(
        &database,
        &[Store::Pieces],
        TransactionMode::Readonly,
        TransactionDurability::Default,
    )
    .await?;
    let found = transaction
        .object_store(Store::Pieces.name())?
        .get_all_keys::<String>()
        .primitive()?
        .await?;
    Ok(found.filter_map(Result::ok).collect())
}

/// Makes room again after a file that could not be stored whole; one that is whole stays.
///
/// # Errors
/// When the storage fails.
pub async fn drop_half(file: &Attachment) -> Result<(), StorageError> {
    if is_here(file).await? {
        return Ok(());
    }
    let pieces = file.size.div_ceil(CHUNK_BYTES as u64);
    delete_pieces((0..pieces).map(|nth| piece_key(file, nth)).collect()).await
}

/// Deletes these pieces.
///
/// # Errors
/// When the storage fails.
pub async fn delete_pieces(names: Vec<String>) -> Result<(), StorageError> {
    let ops: Vec<Op> = names
        .into_iter()
        .map(|name| Op::Delete(Store::Pieces, name))
        .collect();
    write(&ops, &[], TransactionDurability::Relaxed)
        .await
        .map(|_| ())
}

/// How far the files of a submission have come.
///
/// # Errors
/// When the storage fails.
pub async fn load_files(id: Uuid) -> Result<FilesRecord, StorageError> {
    Ok(get(Store::Files, &id.to_string())
        .await?
        .unwrap_or_default())
}

/// Changes what is kept of a submission's files, in one transaction: what a person wishes and what
/// the server answers may come at the same moment.
///
/// # Errors
/// When the storage fails; nothing is then changed.
pub async fn change_files(
    id: Uuid,
    change: impl FnOnce(&mut FilesRecord),
) -> Result<(), StorageError> {
    let key = id.to_string();
    let database = database().await?;
    let transaction = begin(
        &database,
        &[Store::Files],
        TransactionMode::Readwrite,
        TransactionDurability::Strict,
    )
    .await?;
    let store = transaction.object_store(Store::Files.name())?;
    let found: Option<String> = store.get(&key).primitive()?.await?;
    let mut record = found.and_then(|text| json::read(&text)).unwrap_or_default();
    change(&mut record);
    let text: JsValue = json::write(&record).ok_or(StorageError::Failed)?.into();
    drop(store.put(&text).with_key(key.as_str()).primitive()?);
    Ok(transaction.commit().await?)
}
