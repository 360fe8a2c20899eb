use chrono::{DateTime, Utc};
use domain::request::{Arrival, Draft, Outcome, RegistrationIndex, Submission, Term};
use domain::sync::wire::{AttachmentView, CaseView, HistoryItem, Receipt, RefusalDetails};
use domain::sync::{Digest, Item};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{device, json};

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

impl DraftRecord {
    /// Whether a stored text is this very revision.
    pub(super) fn is_stored_as(&self) -> impl Fn(Option<&str>) -> bool + use<> {
        let revision = self.revision;
        move |found| {
            found
                .and_then(json::read::<Self>)
                .is_some_and(|found| found.revision == revision)
        }
    }

    /// A draft with what a submission said, under a new id.
    #[must_use]
    pub fn anew(submission: &Submission) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            v: 1,
            id: device::new_id(),
            revision: 1,
            updated_at: device::now_ms(),
            draft: Draft {
                requester_type: submission.requester_type,
                name: submission.name.clone(),
                email: text(&submission.email),
                postal_address: text(&submission.postal_address),
                phone: text(&submission.phone),
                text: submission.text.clone(),
                urgency: submission.urgency,
                urgency_reason: text(&submission.urgency_reason),
                attachments: submission.attachments.clone(),
            },
        }
    }
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

/// As much of a case as the second program needs: reading the rest would cost it more than all it
/// does with cases.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CaseGlance {
    /// [`CaseRecord::id`].
    pub id: Uuid,
    /// [`CaseRecord::access_code`].
    pub access_code: String,
    /// [`CaseRecord::kept_at`].
    pub kept_at: i64,
    /// [`CaseRecord::submission`].
    #[serde(default)]
    pub submission: Option<Submission>,
    /// [`CaseRecord::receipt`].
    #[serde(default)]
    pub receipt: Option<ReceiptGlance>,
    /// [`CaseRecord::view`].
    #[serde(default)]
    pub view: Option<ViewGlance>,
    /// [`CaseRecord::lost`].
    #[serde(default)]
    pub lost: bool,
}

/// As much of a case as an appeal needs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AppealGlance {
    /// [`CaseRecord::id`].
    pub id: Uuid,
    /// [`CaseRecord::access_code`].
    pub access_code: String,
    /// [`CaseRecord::submission`].
    #[serde(default)]
    pub submission: Option<Submission>,
    /// [`CaseRecord::receipt`].
    #[serde(default)]
    pub receipt: Option<AppealReceipt>,
    /// [`CaseRecord::view`].
    #[serde(default)]
    pub view: Option<AppealView>,
}

/// As much of a receipt as an appeal needs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AppealReceipt {
    /// [`Receipt::index`].
    pub index: RegistrationIndex,
    /// [`Receipt::received_at`].
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub received_at: DateTime<Utc>,
    /// [`Receipt::term`].
    pub term: Term,
}

/// As much of a view as an appeal needs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AppealView {
    /// [`CaseView::public`].
    pub public: AppealPublic,
    /// [`CaseView::text`].
    pub text: String,
    /// [`CaseView::refusal`].
    #[serde(default)]
    pub refusal: Option<RefusalDetails>,
}

/// As much of a case's public part as an appeal needs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AppealPublic {
    /// [`domain::sync::wire::PublicCase::index`].
    pub index: RegistrationIndex,
    /// [`domain::sync::wire::PublicCase::received_at`].
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub received_at: DateTime<Utc>,
    /// [`domain::sync::wire::PublicCase::term`].
    pub term: Term,
    /// [`domain::sync::wire::PublicCase::outcome`].
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// [`domain::sync::wire::PublicCase::history`].
    pub history: Vec<HistoryItem>,
}

/// As much of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReceiptGlance {
    /// [`Receipt::digest`].
    pub digest: Digest,
}

/// As much of a view.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ViewGlance {
    /// [`CaseView::cursor`].
    pub cursor: u64,
    /// [`CaseView::attachments`].
    #[serde(default)]
    pub attachments: Vec<AttachmentView>,
}

impl CaseGlance {
    /// What the council said became of a file, by its position from 0.
    #[must_use]
    pub fn told(&self, at: usize) -> Option<Arrival> {
        self.view.as_ref()?.attachments.get(at)?.arrival
    }

    /// Whether the council has registered it.
    #[must_use]
    pub fn is_registered(&self) -> bool {
        self.receipt.is_some() || self.view.is_some()
    }
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
