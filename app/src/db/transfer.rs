//! Taking in what another device, or this one earlier, has saved as a file.

use std::collections::BTreeMap;

use domain::request::{Submission, check};
use domain::sync::Digest;
use indexed_db_futures::transaction::TransactionDurability;
use js_sys::Uint8Array;
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};

use super::files::{FilesRecord, load_files, piece_names};
use super::records::{CaseGlance, DraftRecord, OutboxRecord};
use super::{Guard, Op, StorageError, Store, VERSION, all, put, write};
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
/// once; a case goes by whoever has heard more of it. Where one id stands for two texts, the one
/// that was not registered becomes a draft under a new id.
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
    let here = Here::read().await?;
    drafts(&saved, &here, &mut ops)?;
    cases(&saved, &here, &parsed, &mut ops)?;
    queue(&saved, &here, &mut ops)?;
    let is_record = |op: &&Op| matches!(op, Op::Put(Store::Drafts | Store::Replica, ..));
    let records = ops.iter().filter(is_record).count();
    pieces(&parsed, &mut ops).await?;
    for (id, record) in &saved.files {
        let id = Uuid::try_parse(id).map_err(|_| ImportError::Unreadable)?;
        if load_files(id).await? == FilesRecord::default() {
            ops.push(put(Store::Files, id.to_string(), record)?);
        }
    }
    if ops.is_empty() || write_unless_typed(&ops, sent_elsewhere(&saved, &here)).await? {
        return Ok(records);
    }
    Err(ImportError::Storage(StorageError::Failed))
}

/// Writes it all, unless another tab has gone on with one of these drafts meanwhile.
async fn write_unless_typed(
    ops: &[Op],
    drafts: impl Iterator<Item = &DraftRecord>,
) -> Result<bool, StorageError> {
    let guarded = drafts.map(|draft| (draft.id.to_string(), draft.is_stored_as()));
    let guarded: Vec<_> = guarded.collect();
    let guards = guarded.iter().map(|(key, holds)| Guard {
        store: Store::Drafts,
        key,
        holds,
    });
    let guards: Vec<Guard<'_>> = guards.collect();
    write(ops, &guards, TransactionDurability::Strict).await
}

/// What is on this device.
struct Here {
    drafts: Vec<DraftRecord>,
    cases: Vec<CaseGlance>,
    waiting: Vec<OutboxRecord>,
}

impl Here {
    async fn read() -> Result<Self, StorageError> {
        Ok(Self {
            drafts: all(Store::Drafts).await?,
            cases: all(Store::Replica).await?,
            waiting: all(Store::Outbox).await?,
        })
    }

    /// Keeps what an entry asks as a draft of its own, unless there is such a draft.
    fn keep_as_draft(&self, entry: &OutboxRecord, ops: &mut Vec<Op>) -> Result<(), ImportError> {
        let submission: Submission = json::read(&entry.body).ok_or(ImportError::Unreadable)?;
        let draft = DraftRecord::anew(&submission);
        if !self.drafts.iter().any(|known| known.draft == draft.draft) {
            ops.push(put(Store::Drafts, draft.id.to_string(), &draft)?);
        }
        Ok(())
    }
}

/// Whether this draft, as it is, was sent as this request.
fn became(draft: &DraftRecord, case: &CaseGlance) -> bool {
    let is_same = |sent: &Submission| {
        let (hash, language) = (&sent.access_code_hash, sent.language);
        check(&draft.draft, sent.written_at, language, hash).is_ok_and(|made| made == *sent)
    };
    draft.id == case.id && case.submission.as_ref().is_some_and(is_same)
}

/// A draft whose id is a request's is either that request or has changed since. It never keeps the
/// id: sent under it, it would take the place of what is registered.
fn drafts(saved: &Saved, here: &Here, ops: &mut Vec<Op>) -> Result<(), ImportError> {
    let cases = || here.cases.iter().chain(&saved.replica);
    for found in saved.drafts.iter().chain(&saved.unsaved) {
        let is_known = here.drafts.iter().any(|known| known.draft == found.draft);
        if is_known || cases().any(|case| became(found, case)) {
            continue;
        }
        let mut draft = found.clone();
        if here.drafts.iter().any(|known| known.id == draft.id)
            || cases().any(|case| case.id == draft.id)
        {
            draft.id = device::new_id();
        }
        draft.revision = draft.revision.max(1);
        ops.push(put(Store::Drafts, draft.id.to_string(), &draft)?);
    }
    for known in sent_elsewhere(saved, here) {
        ops.push(Op::Delete(Store::Drafts, known.id.to_string()));
        if !saved.replica.iter().any(|case| became(known, case)) {
            let mut draft = known.clone();
            draft.id = device::new_id();
            ops.push(put(Store::Drafts, draft.id.to_string(), &draft)?);
        }
    }
    Ok(())
}

/// Drafts of this device that are requests in the file.
fn sent_elsewhere<'a>(
    saved: &'a Saved,
    here: &'a Here,
) -> impl Iterator<Item = &'a DraftRecord> + use<'a> {
    let is_sent = |draft: &&DraftRecord| saved.replica.iter().any(|case| case.id == draft.id);
    here.drafts.iter().filter(is_sent)
}

fn cases(
    saved: &Saved,
    here: &Here,
    parsed: &JsValue,
    ops: &mut Vec<Op>,
) -> Result<(), ImportError> {
    let heard = |case: &CaseGlance| {
        let cursor = case.view.as_ref().map_or(0, |view| view.cursor);
        (case.receipt.is_some(), cursor)
    };
    // As they were written: what a later build has added to them stays.
    let texts = texts_of(parsed, Store::Replica);
    for (found, text) in saved.replica.iter().zip(texts) {
        let known = here.cases.iter().find(|known| known.id == found.id);
        let knows_more = |known: &CaseGlance| {
            // What was sent from here names its files; what was looked up does not.
            heard(known) >= heard(found)
                || (known.submission.is_some() && found.submission.is_none())
        };
        if known.is_some_and(knows_more) {
            continue;
        }
        let key = found.id.to_string();
        let waits = here.waiting.iter().find(|entry| entry.item.id == found.id);
        if let (Some(receipt), Some(entry)) = (&found.receipt, waits) {
            if receipt.digest != entry.item.digest {
                // Other words were registered under its id: these are still to be sent.
                here.keep_as_draft(entry, ops)?;
            }
            ops.push(Op::Delete(Store::Outbox, key.clone()));
        }
        ops.push(Op::Put(Store::Replica, key, text));
    }
    for (receipt, text) in saved.receipts.iter().zip(texts_of(parsed, Store::Receipts)) {
        if let Some(Named { id }) = receipt {
            ops.push(Op::Put(Store::Receipts, id.to_string(), text));
        }
    }
    Ok(())
}

fn queue(saved: &Saved, here: &Here, ops: &mut Vec<Op>) -> Result<(), ImportError> {
    for found in &saved.outbox {
        if Digest::of(found.body.as_bytes()) != found.item.digest {
            return Err(ImportError::Unreadable);
        }
        let id = found.item.id;
        let waits = here.waiting.iter().find(|entry| entry.item.id == id);
        let case = here.cases.iter().find(|case| case.id == id);
        let receipt = case.and_then(|case| case.receipt.as_ref());
        let known = receipt.map(|receipt| &receipt.digest);
        if let Some(known) = known.or(waits.map(|entry| &entry.item.digest)) {
            if *known != found.item.digest {
                here.keep_as_draft(found, ops)?;
            }
            continue;
        }
        // Without the local copy its receipt would have nowhere to go.
        if saved.replica.iter().any(|case| case.id == id) {
            let mut entry = found.clone();
            (entry.item.attempts, entry.item.not_before) = (0, 0);
            ops.push(put(Store::Outbox, id.to_string(), &entry)?);
        }
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
