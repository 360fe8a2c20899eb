use domain::sync::{Item, ItemState};
use indexed_db_futures::transaction::TransactionDurability;
use uuid::Uuid;

use super::records::{CaseRecord, DraftRecord, OutboxRecord};
use super::{Guard, Op, StorageError, Store, all, get, put, write};

/// What became of a submit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmitOutcome {
    /// It is durably queued and the draft is gone.
    Queued,
    /// The draft is gone already or is not this one, or there is a request of its id: another tab
    /// submitted or changed it.
    Changed,
}

/// Takes the draft away and puts the outbox entry and the local copy in its place: one strictly
/// durable transaction.
///
/// # Errors
/// When the storage fails; nothing is then changed and the draft is still there.
pub async fn submit(
    draft: &DraftRecord,
    outgoing: &OutboxRecord,
    case: &CaseRecord,
) -> Result<SubmitOutcome, StorageError> {
    let key = draft.id.to_string();
    let ops = [
        Op::Delete(Store::Drafts, key.clone()),
        put(Store::Outbox, key.clone(), outgoing)?,
        put(Store::Replica, key.clone(), case)?,
    ];
    let holds = draft.is_stored_as();
    let guard = |store, holds| Guard {
        store,
        key: &key,
        holds,
    };
    let guards = [
        guard(Store::Drafts, &holds),
        // A request of this id would lose its access code and its receipt.
        guard(Store::Outbox, &|found| found.is_none()),
        guard(Store::Replica, &|found| found.is_none()),
    ];
    let done = write(&ops, &guards, TransactionDurability::Strict).await?;
    Ok(if done {
        SubmitOutcome::Queued
    } else {
        SubmitOutcome::Changed
    })
}

/// Everything that waits to be sent.
///
/// # Errors
/// When the storage fails.
pub async fn load_outbox() -> Result<Vec<Item>, StorageError> {
    let records: Vec<OutboxRecord> = all(Store::Outbox).await?;
    Ok(records.into_iter().map(|record| record.item).collect())
}

/// The frozen bytes of an entry; none when it is gone.
///
/// # Errors
/// When the storage fails.
pub async fn outgoing_body(id: Uuid) -> Result<Option<OutboxRecord>, StorageError> {
    get(Store::Outbox, &id.to_string()).await
}

/// Writes an entry's state of sending, if the entry is still there.
///
/// # Errors
/// When the storage fails.
pub async fn save_item(item: &Item) -> Result<(), StorageError> {
    let Some(mut record) = outgoing_body(item.id).await? else {
        return Ok(());
    };
    record.item = item.clone();
    let key = item.id.to_string();
    let ops = [put(Store::Outbox, key.clone(), &record)?];
    // Another tab may have stored a receipt meanwhile: a gone entry must not come back.
    let guard = Guard {
        store: Store::Outbox,
        key: &key,
        holds: &|found| found.is_some(),
    };
    write(&ops, &[guard], TransactionDurability::Relaxed)
        .await
        .map(|_| ())
}

/// Stores a verified receipt and deletes the entry: one strictly durable transaction.
///
/// # Errors
/// When the storage fails; the entry is then still there and the server will replay.
pub async fn complete(case: &CaseRecord) -> Result<(), StorageError> {
    let key = case.id.to_string();
    let ops = [
        put(Store::Receipts, key.clone(), &case.receipt)?,
        put(Store::Replica, key.clone(), case)?,
        Op::Delete(Store::Outbox, key),
    ];
    write(&ops, &[], TransactionDurability::Strict)
        .await
        .map(|_| ())
}

/// Turns a parked entry back into a draft that a person can mend, under a new id.
///
/// # Errors
/// When the storage fails; nothing is then changed.
pub async fn drop_parked(item: &Item, draft: &DraftRecord) -> Result<(), StorageError> {
    if !matches!(item.state, ItemState::Parked(_)) {
        return Ok(());
    }
    let old = item.id.to_string();
    let ops = [
        put(Store::Drafts, draft.id.to_string(), draft)?,
        Op::Delete(Store::Outbox, old.clone()),
        Op::Delete(Store::Replica, old),
    ];
    write(&ops, &[], TransactionDurability::Strict)
        .await
        .map(|_| ())
}
