//! A request that left a device by e-mail or on paper and was entered by an officer under its
//! submission number. When the device pushes it after all, it is not registered again: the device
//! gets the receipt of what is registered, and its own access code opens that case too.

use domain::request::Submission;
use domain::sync::Digest;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::AppState;
use crate::journal::{
    CaseRecord, Decided, JournalError, Push, RecordKind, RecordWrite, Registered, record,
};

/// The device's code of a case that has another one on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SecondCode {
    /// SHA-256 of the code, as 64 hexadecimal digits.
    access_code_hash: String,
}

/// What of a push is needed once the journal has refused it.
pub(super) struct Device {
    id: Uuid,
    digest: Digest,
    contacts: Vec<String>,
    access_code_hash: String,
}

impl Device {
    /// Of this push.
    pub(super) fn of(push: &Push) -> Self {
        Self {
            id: push.id,
            digest: push.digest.clone(),
            contacts: contacts(&push.submission),
            access_code_hash: push.submission.access_code_hash.clone(),
        }
    }

    /// The receipt for the device, if what is registered under its id was entered by an officer from
    /// the same person's letter. The first device that comes is the one that wrote it.
    ///
    /// # Errors
    /// When the journal fails.
    pub(super) async fn receipt(self, app: &AppState) -> Result<Option<Registered>, JournalError> {
        let found = app.journal.cases(app.holder, vec![self.id]).await?.pop();
        let is_entered = |record: &CaseRecord| {
            let theirs = contacts(&record.submission);
            let same = self.contacts.iter().any(|one| theirs.contains(one));
            record.submission.intake().is_some() && same
        };
        let Some(record) = found.filter(is_entered) else {
            return Ok(None);
        };
        let hash = self.access_code_hash;
        let second = SecondCode {
            access_code_hash: hash.clone(),
        };
        let body = serde_json::to_string(&second)?;
        let decide = move |known: Option<&_>, _| match known.map(read).transpose() {
            Ok(None) => {
                let write = RecordWrite {
                    body,
                    event: Some("\"came_by_device\"".into()),
                    ..RecordWrite::default()
                };
                (Decided::Write(Box::new(write)), Ok(true))
            }
            Ok(Some(kept)) => (Decided::Leave, Ok(kept.access_code_hash == hash)),
            Err(error) => (Decided::Leave, Err(error)),
        };
        let kind = RecordKind::SecondCode;
        let journal = &*app.journal;
        let (_, is_its) = record::change(journal, app.holder, kind, self.id, None, decide).await?;
        // The device forgets its text only after a receipt of the very bytes it sent.
        Ok(is_its?.then_some(Registered {
            digest: self.digest,
            ..record.registered
        }))
    }
}

fn read(record: &crate::journal::Record) -> Result<SecondCode, JournalError> {
    record.read()
}

/// Whether this hash is of the code of the device that pushed what an officer had entered.
pub(super) async fn opens(
    app: &AppState,
    record: &CaseRecord,
    hash: &str,
) -> Result<bool, JournalError> {
    if record.submission.intake().is_none() {
        return Ok(false);
    }
    let id = record.registered.id;
    let kept = app
        .journal
        .record(app.holder, RecordKind::SecondCode, id)
        .await?;
    let kept = kept.as_ref().map(read).transpose()?;
    Ok(kept.is_some_and(|kept| {
        hash.as_bytes()
            .ct_eq(kept.access_code_hash.as_bytes())
            .into()
    }))
}

/// Where the requester is answered, however it is spelt.
fn contacts(asked: &Submission) -> Vec<String> {
    let all = [&asked.email, &asked.postal_address];
    let plain = |text: &String| {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    all.into_iter().flatten().map(plain).collect()
}
