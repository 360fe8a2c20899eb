use indexed_db_futures::transaction::TransactionDurability;
use uuid::Uuid;

use super::records::DraftRecord;
use crate::json;

use super::{Guard, Op, StorageError, Store, all, put, write};

/// What became of a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveOutcome {
    /// It is stored.
    Saved,
    /// Another tab changed or submitted the draft since; nothing was overwritten.
    Changed,
}

/// Every draft on the device.
///
/// # Errors
/// When the storage fails.
pub async fn load_drafts() -> Result<Vec<DraftRecord>, StorageError> {
    all(Store::Drafts).await
}

/// Stores a draft if nobody else did since `record.revision - 1`.
///
/// # Errors
/// When the storage fails; the stored draft is then the previous one.
pub async fn save_draft(record: &DraftRecord) -> Result<SaveOutcome, StorageError> {
    let key = record.id.to_string();
    let ops = [put(Store::Drafts, key.clone(), record)?];
    let expected = record.revision.saturating_sub(1);
    let holds = |found: Option<&str>| match found {
        None => expected == 0,
        Some(text) => {
            json::read::<DraftRecord>(text).is_some_and(|found| found.revision == expected)
        }
    };
    let guard = Guard {
        store: Store::Drafts,
        key: &key,
        holds: &holds,
    };
    let done = write(&ops, &[guard], TransactionDurability::Relaxed).await?;
    Ok(if done {
        SaveOutcome::Saved
    } else {
        SaveOutcome::Changed
    })
}

/// Deletes a draft.
///
/// # Errors
/// When the storage fails.
pub async fn delete_draft(id: Uuid) -> Result<(), StorageError> {
    let ops = [Op::Delete(Store::Drafts, id.to_string())];
    write(&ops, &[], TransactionDurability::Strict)
        .await
        .map(|_| ())
}
