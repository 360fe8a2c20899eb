//! Taking in what another device, or this one earlier, has saved as a file.

use std::collections::BTreeMap;

use domain::sync::Digest;
use indexed_db_futures::transaction::TransactionDurability;
use js_sys::Uint8Array;
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};

use super::files::{FilesRecord, load_files, piece_names};
use super::records::{CaseGlance, DraftRecord, OutboxRecord};
use super::{Op, StorageError, Store, VERSION, all, put, write};
use crate::{device, json};

/// Why nothing was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportError {
    /// It is no file of this app, or it is damaged.
    Unreadable,
    /// The storage failed; nothing was changed.
    Storage(StorageError),
}

impl From<StorageError> for ImportError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

/// What the file says, as far as this build knows it.
#[derive(serde::Deserialize)]
struct Saved {
    vidkryta_rada: u8,
    #[serde(default)]
    drafts: Vec<DraftRecord>,
    #[serde(default)]
    unsaved: Vec<DraftRecord>,
    #[serde(default)]
    outbox: Vec<OutboxRecord>,
    #[serde(default)]
    receipts: Vec<Option<Named>>,
    #[serde(default)]
    replica: Vec<CaseGlance>,
    #[serde(default)]
    files: BTreeMap<String, FilesRecord>,
}

/// A record that names what it is of.
#[derive(serde::Deserialize)]
struct Named {
    id: Uuid,
}

/// Takes in a text that [`super::export`] has made: all of it in one strictly durable transaction,
/// or nothing. How many records are new here.
///
/// What is here already stays. A draft that differs from the one here becomes a second one; an
/// outbox entry keeps its id and its bytes, so that whichever device sends it, it is registered
/// once; a case goes by whoever has heard more of it.
///
/// # Errors
/// When the text is not whole or the storage fails.
pub async fn import(text: &str) -> Result<usize, ImportError> {
    let saved: Saved = json::read(text).ok_or(ImportError::Unreadable)?;
    let parsed = js_sys::JSON::parse(text).map_err(|_| ImportError::Unreadable)?;
    if saved.vidkryta_rada > VERSION {
        return Err(ImportError::Unreadable);
    }
    let mut ops = Vec::new();
    drafts(&saved, &mut ops).await?;
    requests(&saved, &parsed, &mut ops).await?;
    let is_record = |op: &&Op| matches!(op, Op::Put(Store::Drafts | Store::Replica, ..));
    let records = ops.iter().filter(is_record).count();
    pieces(&parsed, &mut ops).await?;
    for (id, record) in &saved.files {
        let id = Uuid::try_parse(id).map_err(|_| ImportError::Unreadable)?;
        if load_files(id).await? == FilesRecord::default() {
            ops.push(put(Store::Files, id.to_string(), record)?);
        }
    }
    if !ops.is_empty() {
        write(&ops, None, TransactionDurability::Strict).await?;
    }
    Ok(records)
}

async fn drafts(saved: &Saved, ops: &mut Vec<Op>) -> Result<(), ImportError> {
    let here: Vec<DraftRecord> = all(Store::Drafts).await?;
    for found in saved.drafts.iter().chain(&saved.unsaved) {
        if here.iter().any(|known| known.draft == found.draft) {
            continue;
        }
        let mut draft = found.clone();
        if here.iter().any(|known| known.id == draft.id) {
            draft.id = device::new_id();
        }
        draft.revision = draft.revision.max(1);
        ops.push(put(Store::Drafts, draft.id.to_string(), &draft)?);
    }
    Ok(())
}

async fn requests(saved: &Saved, parsed: &JsValue, ops: &mut Vec<Op>) -> Result<(), ImportError> {
    let here: Vec<CaseGlance> = all(Store::Replica).await?;
    let heard = |case: &CaseGlance| {
        let cursor = case.view.as_ref().map_or(0, |view| view.cursor);
        (case.receipt.is_some(), cursor)
    };
    // As they were written: what a later build has added to them stays.
    let texts = texts_of(parsed, Store::Replica);
    for (found, text) in saved.replica.iter().zip(texts) {
        let known = here.iter().find(|known| known.id == found.id);
        if known.is_some_and(|known| heard(known) >= heard(found)) {
            continue;
        }
        let key = found.id.to_string();
        if found.receipt.is_some() {
            // What waited here has its receipt now.
            ops.push(Op::Delete(Store::Outbox, key.clone()));
        }
        ops.push(Op::Put(Store::Replica, key, text));
    }
    for (receipt, text) in saved.receipts.iter().zip(texts_of(parsed, Store::Receipts)) {
        if let Some(Named { id }) = receipt {
            ops.push(Op::Put(Store::Receipts, id.to_string(), text));
        }
    }
    let waiting: Vec<OutboxRecord> = all(Store::Outbox).await?;
    for found in &saved.outbox {
        if Digest::of(found.body.as_bytes()) != found.item.digest {
            return Err(ImportError::Unreadable);
        }
        let id = found.item.id;
        let is_known = waiting.iter().any(|known| known.item.id == id)
            || here
                .iter()
                .any(|known| known.id == id && known.receipt.is_some());
        // Without the local copy its receipt would have nowhere to go.
        let has_case = saved.replica.iter().any(|case| case.id == id);
        if is_known || !has_case {
            continue;
        }
        let mut entry = found.clone();
        (entry.item.attempts, entry.item.not_before) = (0, 0);
        ops.push(put(Store::Outbox, id.to_string(), &entry)?);
    }
    Ok(())
}

/// The records of a store, each as text.
fn texts_of(parsed: &JsValue, store: Store) -> Vec<JsValue> {
    let records = js_sys::Reflect::get(parsed, &store.name().into()).unwrap_or_default();
    // A file need not have every store.
    let Ok(texts) = records.dyn_into::<js_sys::Array>() else {
        return Vec::new();
    };
    let text = |record| js_sys::JSON::stringify(&record).unwrap_or_default().into();
    texts.iter().map(text).collect()
}

/// The bytes of files, which stand in the text as Base64 by their names.
async fn pieces(parsed: &JsValue, ops: &mut Vec<Op>) -> Result<(), ImportError> {
    let Ok(chunks) = js_sys::Reflect::get(parsed, &Store::Pieces.name().into()) else {
        return Ok(());
    };
    let Ok(chunks) = chunks.dyn_into::<js_sys::Object>() else {
        return Ok(());
    };
    let here = piece_names().await?;
    for entry in js_sys::Object::entries(&chunks).iter() {
        let entry: js_sys::Array = entry.unchecked_into();
        let (Some(name), Some(coded)) = (entry.get(0).as_string(), entry.get(1).as_string()) else {
            return Err(ImportError::Unreadable);
        };
        if here.contains(&name) {
            continue;
        }
        let bytes = device::from_base64(&coded).ok_or(ImportError::Unreadable)?;
        ops.push(Op::Put(Store::Pieces, name, bytes.buffer().into()));
    }
    Ok(())
}

/// Everything this app keeps, files and all, as one JSON text.
///
/// # Errors
/// When the storage fails.
pub async fn export_with_files() -> Result<String, StorageError> {
    let mut text = super::export(None).await?;
    text.pop();
    let mut parts = Vec::new();
    for name in piece_names().await? {
        let piece = super::files::piece_named(&name).await?;
        let coded = piece.map(|piece: Uint8Array| device::to_base64(&piece));
        parts.push(format!("\"{name}\":\"{}\"", coded.unwrap_or_default()));
    }
    let cases: Vec<CaseGlance> = all(Store::Replica).await?;
    let mut files = Vec::new();
    for case in cases {
        let record = load_files(case.id).await?;
        if record != FilesRecord::default()
            && let Some(record) = json::write(&record)
        {
            files.push(format!("\"{}\":{record}", case.id));
        }
    }
    let (files, chunks) = (files.join(","), parts.join(","));
    Ok(format!(
        "{text},\"files\":{{{files}}},\"chunks\":{{{chunks}}}}}"
    ))
}
