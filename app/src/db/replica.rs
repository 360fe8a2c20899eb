use indexed_db_futures::transaction::TransactionDurability;
use uuid::Uuid;

use super::records::{AppealGlance, CaseGlance, CaseRecord};
use super::{Guard, Op, StorageError, Store, all, put, write};

/// Every case this device keeps.
///
/// # Errors
/// When the storage fails.
pub async fn load_cases() -> Result<Vec<CaseRecord>, StorageError> {
    all(Store::Replica).await
}

/// A glance at every case this device keeps.
///
/// # Errors
/// When the storage fails.
pub async fn load_glances() -> Result<Vec<CaseGlance>, StorageError> {
    all(Store::Replica).await
}

/// What an appeal needs of every case this device keeps.
///
/// # Errors
/// When the storage fails.
pub async fn load_appeals() -> Result<Vec<AppealGlance>, StorageError> {
    all(Store::Replica).await
}

/// Writes the copy of a case.
///
/// # Errors
/// When the storage fails.
pub async fn save_case(case: &CaseRecord) -> Result<(), StorageError> {
    let ops = [put(Store::Replica, case.id.to_string(), case)?];
    write(&ops, &[], TransactionDurability::Strict)
        .await
        .map(|_| ())
}

/// Writes the copy of a case that is still on this device; whether it is.
///
/// # Errors
/// When the storage fails.
pub async fn update_case(case: &CaseRecord) -> Result<bool, StorageError> {
    let key = case.id.to_string();
    let ops = [put(Store::Replica, key.clone(), case)?];
    let guard = Guard {
        store: Store::Replica,
        key: &key,
        holds: &|found| found.is_some(),
    };
    write(&ops, &[guard], TransactionDurability::Strict).await
}

/// Takes a case off this device; the council keeps it.
///
/// # Errors
/// When the storage fails.
pub async fn delete_case(id: Uuid) -> Result<(), StorageError> {
    let key = id.to_string();
    let ops = [
        Op::Delete(Store::Replica, key.clone()),
        Op::Delete(Store::Files, key.clone()),
        Op::Delete(Store::Receipts, key),
    ];
    write(&ops, &[], TransactionDurability::Strict)
        .await
        .map(|_| ())
}
