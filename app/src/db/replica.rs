use indexed_db_futures::transaction::TransactionDurability;
use uuid::Uuid;

use super::records::CaseRecord;
use super::{Op, StorageError, Store, all, put, write};

/// Every case this device keeps.
///
/// # Errors
/// When the storage fails.
pub async fn load_cases() -> Result<Vec<CaseRecord>, StorageError> {
    all(Store::Replica).await
}

/// Writes the copy of a case.
///
/// # Errors
/// When the storage fails.
pub async fn save_case(case: &CaseRecord) -> Result<(), StorageError> {
    let ops = [put(Store::Replica, case.id.to_string(), case)?];
    write(&ops, None, TransactionDurability::Strict)
        .await
        .map(|_| ())
}

/// Takes a case off this device; the council keeps it.
///
/// # Errors
/// When the storage fails.
pub async fn delete_case(id: Uuid) -> Result<(), StorageError> {
    let key = id.to_string();
    let ops = [
        Op::Delete(Store::Replica, key.clone()),
        Op::Delete(Store::Receipts, key),
    ];
    write(&ops, None, TransactionDurability::Strict)
        .await
        .map(|_| ())
}
