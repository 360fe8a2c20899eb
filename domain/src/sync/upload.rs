//! The upload of one file as a state machine without I/O, over tus 1.0.0.
//!
//! The shell asks what to do next, does it, and tells what was answered. The server's offset is
//! the only truth about what arrived: it is asked for after everything that went wrong, so that
//! no piece that was acknowledged is sent again.

use super::outbox::{BACKOFF_CAP_MS, backoff};
use super::wire::CHUNK_BYTES;
use crate::request::Arrival;

/// The version of the tus protocol, in every message.
pub const TUS_VERSION: &str = "1.0.0";
/// The header that names it. An answer without it is not our server's.
pub const TUS_HEADER: &str = "tus-resumable";

/// The problem of a file whose bytes, once all were there, were not those its submission names.
pub const FILE_DAMAGED: &str = "/problems/file-damaged";
/// So often it is sent whole again. A file that changed on the device never gets right.
const MOST_SPOILED: u32 = 3;

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadStep {
    /// POST: make the upload, or find the one that is there.
    Create,
    /// HEAD: ask how much the server has.
    Ask,
    /// PATCH: send the piece from here to here, end excluded.
    Send {
        /// Where it starts.
        from: u64,
        /// Where it ends.
        to: u64,
    },
    /// DELETE: the person took the file back.
    Withdraw,
    /// Nothing, until the device's clock shows this many milliseconds more.
    Wait(i64),
    /// Nothing any more.
    Done(UploadEnd),
}

/// How an upload ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadEnd {
    /// The server has recorded what became of the file.
    Arrived(Arrival),
    /// The server will not take it, however often it is sent; the case's news say more.
    Refused,
}

/// The answer to a step: its HTTP status, or `None` when none came; whether it came from a tus
/// server; the offset it told; the wait it asked for, in milliseconds; what it said of the whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UploadAnswer {
    /// The HTTP status.
    pub status: Option<u16>,
    /// Whether [`TUS_HEADER`] was there.
    pub is_tus: bool,
    /// `Upload-Offset`.
    pub offset: Option<u64>,
    /// `Retry-After`, in milliseconds.
    pub retry_after: Option<i64>,
    /// Whether the problem was [`FILE_DAMAGED`]: all of it came and begins anew.
    pub spoiled: bool,
}

/// One file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    size: u64,
    know: Know,
    /// The furthest that the server was known to have come. Only beyond it is there progress: an
    /// answered question alone makes no bad line good.
    reached: u64,
    failures: u32,
    spoiled: u32,
    wait: i64,
    withdrawn: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Know {
    /// Whether it was ever made is not known.
    Nothing,
    /// It was made; how much arrived is not known.
    Made,
    /// The server has this much.
    Offset(u64),
    Over(UploadEnd),
}

impl Upload {
    /// An upload of a file of this size, of which nothing is known.
    #[must_use]
    pub const fn new(size: u64) -> Self {
        Self {
            size,
            know: Know::Nothing,
            reached: 0,
            failures: 0,
            spoiled: 0,
            wait: 0,
            withdrawn: false,
        }
    }

    /// How much the server is known to have.
    #[must_use]
    pub const fn arrived(&self) -> u64 {
        match self.know {
            Know::Offset(offset) => offset,
            Know::Over(UploadEnd::Arrived(Arrival::Received)) => self.size,
            _ => 0,
        }
    }

    /// The person takes the file back; a file that is all there stays.
    pub const fn withdraw(&mut self) {
        self.withdrawn = true;
        self.wait = 0;
    }

    /// A sign that a path may be up: a wait is over, unless the server asked for it.
    pub const fn hint(&mut self) {
        self.wait = 0;
    }

    /// What to do next.
    #[must_use]
    pub fn next(&self) -> UploadStep {
        match self.know {
            Know::Over(end) => UploadStep::Done(end),
            _ if self.wait > 0 => UploadStep::Wait(self.wait),
            _ if self.withdrawn => UploadStep::Withdraw,
            Know::Nothing => UploadStep::Create,
            Know::Made => UploadStep::Ask,
            Know::Offset(offset) => UploadStep::Send {
                from: offset,
                // Always to the next border, so that pieces are the ones the device keeps.
                to: self.size.min((offset / PIECE + 1) * PIECE),
            },
        }
    }

    /// Takes the answer to the step that [`Self::next`] named; `jitter` is a fresh random number.
    pub fn answered(&mut self, step: UploadStep, answer: UploadAnswer, jitter: u32) {
        self.wait = 0;
        let Some(status) = answer.status.filter(|_| answer.is_tus) else {
            return self.fail(answer.retry_after, jitter);
        };
        match (step, status) {
            (UploadStep::Withdraw, 204 | 404 | 410) => self.end(Arrival::Withdrawn),
            // All of it was there already.
            (UploadStep::Withdraw, 409) => self.withdrawn = false,
            (_, 200..=299) => match answer.offset {
                Some(offset) if offset <= self.size => self.advance(offset),
                _ => self.fail(None, jitter),
            },
            (_, 404) if self.know != Know::Nothing => self.look_again(Know::Nothing, jitter),
            (UploadStep::Send { .. }, 460) if self.is_spoiled_for_good(answer) => {
                self.know = Know::Over(UploadEnd::Refused);
            }
            // Somebody else was quicker, or the piece was damaged on its way: what is there now?
            (UploadStep::Send { .. }, 409 | 423 | 460) => self.look_again(Know::Made, jitter),
            (_, 422) => self.end(Arrival::NotItsKind),
            // 401 and 403 too: a restored backup knows the case no more until it is sent anew.
            (_, 401 | 403 | 404 | 408 | 425 | 429 | 500..=599) => {
                self.fail(answer.retry_after, jitter);
            }
            _ => self.know = Know::Over(UploadEnd::Refused),
        }
    }

    fn advance(&mut self, offset: u64) {
        if offset > self.reached {
            (self.reached, self.failures) = (offset, 0);
        }
        self.know = Know::Offset(offset);
        if offset == self.size {
            self.end(Arrival::Received);
        }
    }

    const fn end(&mut self, arrival: Arrival) {
        self.know = Know::Over(UploadEnd::Arrived(arrival));
    }

    /// At once the first time, later with a wait.
    fn look_again(&mut self, know: Know, jitter: u32) {
        self.know = know;
        self.failures = self.failures.saturating_add(1);
        if self.failures > 1 {
            self.wait = backoff(self.failures - 2, None, jitter);
        }
    }

    fn is_spoiled_for_good(&mut self, answer: UploadAnswer) -> bool {
        self.spoiled += u32::from(answer.spoiled);
        self.spoiled >= MOST_SPOILED
    }

    /// What was under way may have arrived or not: it is asked for before anything is sent again.
    fn fail(&mut self, retry_after: Option<i64>, jitter: u32) {
        if matches!(self.know, Know::Offset(_)) {
            self.know = Know::Made;
        }
        self.wait = backoff(self.failures, retry_after, jitter).clamp(1, BACKOFF_CAP_MS);
        self.failures = self.failures.saturating_add(1);
    }
}

/// [`CHUNK_BYTES`] as offsets count.
const PIECE: u64 = CHUNK_BYTES as u64;
