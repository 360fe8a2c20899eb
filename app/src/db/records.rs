use domain::request::{Draft, Submission};
use domain::sync::Item;
use domain::sync::wire::{CaseView, Receipt};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A draft as it lies on the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRecord {
    /// Version of this record.
    pub v: u16,
    /// Its id, which becomes the submission's.
    pub id: Uuid,
    /// Counts saves; a save names the one it was made on.
    pub revision: u64,
    /// The device's clock at the last save, milliseconds since 1970, UTC.
    pub updated_at: i64,
    /// What was typed.
    pub draft: Draft,
}

/// An outbox entry with its frozen bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxRecord {
    /// Version of this record.
    pub v: u16,
    /// State of sending.
    pub item: Item,
    /// The bytes as they are sent, whatever happens.
    pub body: String,
}

/// The device's copy of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRecord {
    /// Version of this record.
    pub v: u16,
    /// The submission's id.
    pub id: Uuid,
    /// The 26 letters that open it.
    pub access_code: String,
    /// When it was submitted or kept on this device, by the device's clock.
    pub kept_at: i64,
    /// What was sent from here; none for a case looked up by its code.
    pub submission: Option<Submission>,
    /// The server's receipt.
    pub receipt: Option<Receipt>,
    /// The last news.
    pub view: Option<CaseView>,
    /// The server said that it has no such request any more.
    #[serde(default)]
    pub lost: bool,
}

impl CaseRecord {
    /// Whether the council has registered it and not all of its files have come to an end.
    #[must_use]
    pub fn waits_for_files(&self) -> bool {
        let named = self
            .submission
            .as_ref()
            .map_or(0, |sent| sent.attachments.len());
        let told = self.view.iter().flat_map(|view| &view.attachments);
        self.receipt.is_some() && told.filter(|file| file.arrival.is_some()).count() < named
    }

    /// What was asked.
    #[must_use]
    pub fn text(&self) -> &str {
        match (&self.submission, &self.view) {
            (Some(submission), _) => &submission.text,
            (None, Some(view)) => &view.text,
            (None, None) => "",
        }
    }
}
