//! Erasing what a requester sent, once its keeping has ended.
//!
//! The text, the name, the contacts and the files go; index, dates, the council's acts and the
//! digest of what was registered stay, so that ordinals have no gap, reports add up and the chain
//! holds. A note in the chain names the request, why it was done and what is left in its place;
//! nothing else may stand there ([`Erasures`]). The id stays taken: who sends the same again is
//! told so and nothing is registered (410).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::request::{Outcome, Submission};
use domain::sync::Digest;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::case::subject;
use super::rows::{Columns, json};
use super::verify::Note;
use super::{CaseRecord, HolderId, JournalError};

/// What stands where a name, an address or a file's name stood. In the council's language.
pub const GONE: &str = "(стерто)";

/// What came of an erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erased {
    /// It is erased.
    Done,
    /// No such request.
    Unknown,
    /// It is not closed: the council needs what it is asked.
    Open,
    /// It was erased before.
    Before,
}

/// What a push is told whose request was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// Its index.
    pub index: String,
    /// How it ended.
    pub outcome: Option<Outcome>,
}

/// What the chain notes of an erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Erasure {
    /// When, milliseconds since 1970, UTC.
    pub(super) at: i64,
    /// The information holder.
    pub(super) holder: i64,
    /// The request.
    pub(super) id: Uuid,
    /// On what ground; never empty.
    pub(super) reason: String,
    /// The digest of what stands in its place.
    pub(super) left: Digest,
}

/// What is written in the place of a submission.
pub(super) struct Left {
    pub(super) bytes: Vec<u8>,
    pub(super) requester: String,
    pub(super) subject: String,
    /// For the chain.
    pub(super) note: String,
    pub(super) at: i64,
}

impl Left {
    /// What is left of a closed request, or why it is not erased.
    pub(super) fn of(
        holder: HolderId,
        record: &CaseRecord,
        reason: String,
        now: DateTime<Utc>,
    ) -> Result<Result<Self, Erased>, JournalError> {
        if record.registered.erased.is_some() {
            return Ok(Err(Erased::Before));
        }
        if record.case.is_open() {
            return Ok(Err(Erased::Open));
        }
        let left = left_of(&record.submission, &reason, now);
        let bytes = serde_json::to_vec(&left)?;
        let erasure = Erasure {
            at: now.timestamp_millis(),
            holder: holder.0,
            id: record.registered.id,
            reason,
            left: Digest::of(&bytes),
        };
        let at = erasure.at;
        Ok(Ok(Self {
            bytes,
            subject: subject(&left),
            requester: left.name,
            note: serde_json::to_string(&Note::Erased(erasure))?,
            at,
        }))
    }
}

/// The submission without what it said of anybody. What was there and what was lacking stays the
/// same, for the history is folded by it.
fn left_of(submission: &Submission, reason: &str, now: DateTime<Utc>) -> Submission {
    let day = kyiv::date(now).format("%d.%m.%Y");
    let mut left = submission.clone();
    let has_contact = left.email.take().is_some() || left.postal_address.is_some();
    left.postal_address = has_contact.then(|| GONE.into());
    left.phone = None;
    if !left.name.trim().is_empty() {
        left.name = GONE.into();
    }
    if !left.text.trim().is_empty() {
        left.text = format!("Текст і персональні дані стерто {day}. Підстава: {reason}");
    }
    left.urgency_reason = left.urgency_reason.map(|_| GONE.into());
    for file in &mut left.attachments {
        file.name = GONE.into();
    }
    if let Some(intake) = &mut left.intake {
        intake.sender_index = None;
    }
    left
}

/// The erasures the chain notes.
#[derive(Debug, Default)]
pub(super) struct Erasures(BTreeMap<(i64, Uuid), Erasure>);

impl Erasures {
    /// Out of the notes of all blocks.
    pub(super) fn of(notes: &[String]) -> Result<Self, JournalError> {
        let mut all = BTreeMap::new();
        for note in notes {
            if let Note::Erased(erasure) = json(note)? {
                all.insert((erasure.holder, erasure.id), erasure);
            }
        }
        Ok(Self(all))
    }

    /// Whether the bytes of this row are what was received, or what an erasure left.
    pub(super) fn agree(&self, row: &impl Columns) -> Result<bool, JournalError> {
        let digest = Digest::of(&row.bytes("submission")?);
        let erased_at = row.maybe_int("erased_at")?;
        let noted = self.0.get(&(row.int("holder")?, row.id("id")?));
        Ok(match noted {
            Some(noted) => erased_at == Some(noted.at) && digest == noted.left,
            None => erased_at.is_none() && digest.as_str() == row.text("digest")?,
        })
    }
}
