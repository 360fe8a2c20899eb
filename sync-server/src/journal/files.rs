//! The files of a request: what is stored of them so far, and what may be written next.
//!
//! Whatever keeps the journal reads the case and what is stored, asks [`decide`], and does what
//! that says, all in one transaction.

use chrono::{DateTime, Utc};
use domain::request::{Act, Arrival, Attachment, Event, Submission, apply};
use domain::sync::Digest;
use uuid::Uuid;

use super::CaseRecord;

/// The most bytes that are stored as one piece.
pub const PIECE_BYTES: usize = 256 * 1024;

/// A file of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileId {
    /// The submission's id.
    pub request: Uuid,
    /// The file's place in the submission, from 1.
    pub n: u8,
}

/// How much of a file is stored. Pieces are added after the last one or all dropped together, and
/// the number of a piece is never given out again: so the last one's number stands for all bytes
/// up to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stored {
    /// Bytes from the file's beginning.
    pub bytes: u64,
    /// The number of the last piece; 0 when there is none.
    pub last: i64,
}

/// What is to be written of a file. All but a withdrawal say what they follow; if that is no
/// longer what is stored, nothing is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileWrite {
    /// Adds bytes that are not the last ones.
    Add {
        /// What is stored before them.
        after: Stored,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// Adds the last bytes and records that the file is received.
    Complete {
        /// What is stored before them.
        after: Stored,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// Drops what is stored: its digest is wrong, and it is waited for anew.
    Discard {
        /// What is stored.
        after: Stored,
    },
    /// Drops what is stored and records that its content is not of its kind.
    NotItsKind {
        /// What is stored.
        after: Stored,
    },
    /// Drops what is stored and records that the requester took the file back.
    Withdraw,
}

/// What came of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileWritten {
    /// It is done; this much is stored now.
    Done(Stored),
    /// It does not fit what is stored, which is this; nothing was done.
    Elsewhere(Stored),
    /// What became of the file is recorded already; nothing was done.
    Settled(Arrival),
    /// The request names no such file, or there is no such request.
    Unknown,
}

/// What a write does to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whether all that is stored of the file goes.
    pub drop: bool,
    /// Bytes to add, in pieces of at most [`PIECE_BYTES`]; may be empty.
    pub add: Vec<u8>,
    /// The event to record, and its moment.
    pub event: Option<(Event, DateTime<Utc>)>,
}

/// Which file an event says was received, and the digest its submission names; `None` for every
/// other event. Without a digest the submission names no such file.
#[must_use]
pub fn received(event: &str, submission: &[u8]) -> Option<(u8, Option<Digest>)> {
    // Texts that only speak of such things, and what can't be read, are told of elsewhere.
    let Ok(Event::Attachment {
        n,
        arrival: Arrival::Received,
    }) = serde_json::from_str(event)
    else {
        return None;
    };
    let submission: Option<Submission> = serde_json::from_slice(submission).ok();
    let files = submission.map(|submission| submission.attachments);
    let place = usize::from(n).checked_sub(1);
    let file = place.and_then(|at| files?.into_iter().nth(at));
    Some((n, file.map(|file| file.digest)))
}

/// What to do, or why nothing is done.
///
/// # Errors
/// What the journal answers when nothing is done; never [`FileWritten::Done`].
pub fn decide(
    record: &CaseRecord,
    n: u8,
    stored: Stored,
    write: FileWrite,
    now: DateTime<Utc>,
) -> Result<Change, FileWritten> {
    let file = record.file(n).ok_or(FileWritten::Unknown)?;
    if let Some(arrival) = record.arrival(n) {
        return Err(FileWritten::Settled(arrival));
    }
    if !fits(file, stored, &write) {
        return Err(FileWritten::Elsewhere(stored));
    }
    let (add, arrival) = match write {
        FileWrite::Add { bytes, .. } => (bytes, None),
        FileWrite::Complete { bytes, .. } => (bytes, Some(Arrival::Received)),
        FileWrite::Discard { .. } => (Vec::new(), None),
        FileWrite::NotItsKind { .. } => (Vec::new(), Some(Arrival::NotItsKind)),
        FileWrite::Withdraw => (Vec::new(), Some(Arrival::Withdrawn)),
    };
    // A clock that was set back must not keep a file out.
    let at = now.max(record.case.received_at);
    let event = arrival.map(|arrival| Event::Attachment { n, arrival });
    if let Some(event) = &event {
        let event = event.clone();
        apply(&record.case, &Act { event, at }).map_err(|_| FileWritten::Unknown)?;
    }
    Ok(Change {
        drop: add.is_empty(),
        add,
        event: event.map(|event| (event, at)),
    })
}

fn fits(file: &Attachment, stored: Stored, write: &FileWrite) -> bool {
    match write {
        FileWrite::Add { after, bytes } => {
            let end = stored.bytes.saturating_add(bytes.len() as u64);
            *after == stored && !bytes.is_empty() && end < file.size
        }
        FileWrite::Complete { after, bytes } => {
            let end = stored.bytes.saturating_add(bytes.len() as u64);
            *after == stored && !bytes.is_empty() && end == file.size
        }
        FileWrite::Discard { after } | FileWrite::NotItsKind { after } => *after == stored,
        FileWrite::Withdraw => true,
    }
}

impl CaseRecord {
    /// The file at this place, from 1; none of a request that was erased.
    #[must_use]
    pub fn file(&self, n: u8) -> Option<&Attachment> {
        if self.registered.erased.is_some() {
            return None;
        }
        let place = usize::from(n).checked_sub(1)?;
        self.submission.attachments.get(place)
    }

    /// What became of the file at this place; `None` while it is waited for.
    #[must_use]
    pub fn arrival(&self, n: u8) -> Option<Arrival> {
        let events = self.history.iter().rev();
        let mut events = events.filter_map(|entry| entry.event.as_ref());
        events.find_map(|event| match event {
            Event::Attachment { n: of, arrival } if *of == n => Some(*arrival),
            _ => None,
        })
    }
}
