//! Where officers are reminded. A record of the officer's own, found by the officer's number.

use domain::sync::mail::OfficerContact;

use super::queue::id_of;
use crate::journal::{
    Decided, HolderId, Journal, JournalError, Officer, RecordKind, RecordQuery, RecordWrite,
};

/// What the records belong to.
const PARENT: &str = "contact";
/// More officers than a council has.
const MOST: usize = 1_000;

fn key(officer: i64) -> String {
    format!("{PARENT}:{officer}")
}

/// Where this officer is reminded.
///
/// # Errors
/// When the journal fails.
pub async fn get(
    journal: &dyn Journal,
    holder: HolderId,
    officer: i64,
) -> Result<OfficerContact, JournalError> {
    let found = journal
        .record_by_key(holder, RecordKind::Desk, key(officer))
        .await?;
    Ok(match found {
        Some(record) => serde_json::from_str(&record.body)?,
        None => OfficerContact::default(),
    })
}

/// Sets where this officer is reminded. The address does not stand in the record's history.
///
/// # Errors
/// When the journal fails.
pub async fn put(
    journal: &dyn Journal,
    holder: HolderId,
    officer: i64,
    by: &Officer,
    contact: &OfficerContact,
) -> Result<(), JournalError> {
    let key = key(officer);
    let body = serde_json::to_string(contact)?;
    let (id, gone) = (id_of(&key), contact.email.is_empty());
    let decide = Box::new(move |_: Option<&_>, _| {
        if gone {
            return Decided::Delete;
        }
        Decided::Write(Box::new(RecordWrite {
            key: Some(key),
            parent: PARENT.into(),
            body,
            event: Some("\"contact\"".into()),
            ..RecordWrite::default()
        }))
    });
    journal
        .change_record(holder, RecordKind::Desk, id, Some(by.clone()), decide)
        .await?;
    Ok(())
}

/// Everybody who is to be reminded: the officer's number, and where.
pub(super) async fn all(
    journal: &dyn Journal,
    holder: HolderId,
) -> Result<Vec<(i64, String)>, JournalError> {
    let query = RecordQuery {
        parent: Some(PARENT.into()),
        limit: MOST,
        ..RecordQuery::default()
    };
    let found = journal.records(holder, RecordKind::Desk, query).await?;
    let mut all = Vec::with_capacity(found.len());
    for record in found {
        let number = record.key.as_deref().and_then(|key| key.split_once(':'));
        let contact: OfficerContact = serde_json::from_str(&record.body)?;
        if let Some(officer) = number.and_then(|(_, number)| number.parse().ok()) {
            all.push((officer, contact.email));
        }
    }
    Ok(all)
}
