//! A mail's life in the queue.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::request::LetterKind;

/// How long whoever takes a mail holds it: longer than any attempt lasts.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);
/// The pause after the first attempt that came to nothing; each later one is twice as long.
pub const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(15);
/// The longest pause.
pub const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);
/// After this long no more attempts are made by themselves.
pub const GIVE_UP: TimeDelta = TimeDelta::days(3);
/// How much of a mail server's words is kept.
const SAID: usize = 300;

/// What a mail is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = MailAbout))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum About {
    /// A letter to a requester.
    Letter {
        /// The request.
        request: Uuid,
        /// Its index.
        index: String,
        /// The number of the event it tells of, from 1.
        n: usize,
        /// Which letter.
        letter: LetterKind,
    },
    /// What is recalled to an officer.
    Reminder {
        /// The journal's number of the officer.
        officer: i64,
        /// On which day, Kyiv.
        day: NaiveDate,
    },
    /// That a place of an open day came free for somebody who waited.
    FreedPlace {
        /// The day.
        day: Uuid,
        /// The booking.
        booking: Uuid,
    },
    /// That an open day for which somebody has a place, or waits for one, does not take place.
    CancelledDay {
        /// The day.
        day: Uuid,
        /// The booking.
        booking: Uuid,
    },
    /// Whether the mailbox works.
    Test,
}

impl About {
    /// By what it is recognised, so that it is queued once; nothing for what may go twice.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Letter {
                request, n, letter, ..
            } => Some(format!("letter:{request}:{n}:{}", letter.code())),
            Self::Reminder { officer, day } => Some(format!("reminder:{officer}:{day}")),
            Self::FreedPlace { booking, .. } => Some(format!("place:{booking}")),
            Self::CancelledDay { booking, .. } => Some(format!("cancelled:{booking}")),
            Self::Test => None,
        }
    }
}

/// Where a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// It waits for its next attempt, or is being sent.
    Waiting,
    /// A mail server has taken it.
    Sent,
    /// It was given up.
    Failed,
    /// An officer has taken it back before it went.
    Cancelled,
}

impl MailState {
    /// How it is called in the database. Never changed once released.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Why an attempt came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The mail server does not take it and never will (5xx): no such address, say.
    Rejected,
    /// The mail server asks to come later (4xx).
    Later,
    /// The mail server can't be reached, or broke off.
    Unreachable,
    /// The way there can't be kept private.
    Tls,
    /// The login or the password is wrong.
    Login,
    /// The address is none.
    Address,
    /// The council has no mailbox any more.
    NoMailbox,
}

impl Reason {
    /// Whether trying again changes nothing. Everything about the mailbox can be mended.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Rejected | Self::Address)
    }

    /// Whether every other mail would fail the same way now.
    #[must_use]
    pub const fn is_of_mailbox(self) -> bool {
        matches!(
            self,
            Self::Unreachable | Self::Tls | Self::Login | Self::NoMailbox
        )
    }
}

/// An attempt that came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Failure {
    /// Why.
    pub reason: Reason,
    /// What the mail server said, or the network; may be empty.
    pub said: String,
}

impl Failure {
    /// A failure, with as much of what was said as fits, on one line.
    #[must_use]
    pub fn new(reason: Reason, said: &str) -> Self {
        let said = one_line(said).chars().take(SAID).collect();
        Self { reason, said }
    }
}

/// A file that goes with a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// Under which id its bytes are kept.
    pub blob: Uuid,
    /// Its name.
    pub name: String,
}

/// A mail, from being queued to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// What it is about.
    pub about: About,
    /// To which address.
    pub to: String,
    /// To whom.
    pub to_name: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// What goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enclosed: Option<Enclosed>,
    /// Papers of the request that go with it: they are kept there, and read when it is sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Uuid>,
    /// Where it is.
    pub state: MailState,
    /// When it was queued, or queued again, UTC.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub since: DateTime<Utc>,
    /// While it waits, when it is due; else when it came to its end. UTC.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// How often it was tried since then.
    pub tries: u32,
    /// Whether somebody is sending it, until `at`.
    #[serde(default)]
    pub taken: bool,
    /// What the last attempt came to, if to nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

impl Mail {
    /// A mail that is due now. What would break out of its line in a header is taken out.
    #[must_use]
    pub fn new(
        about: About,
        to: (&str, &str),
        subject: &str,
        text: String,
        now: DateTime<Utc>,
    ) -> Self {
        let (to, to_name) = to;
        Self {
            about,
            to: to.to_owned(),
            to_name: one_line(to_name),
            subject: one_line(subject),
            text,
            enclosed: None,
            papers: Vec::new(),
            state: MailState::Waiting,
            since: now,
            at: now,
            tries: 0,
            taken: false,
            failure: None,
        }
    }

    /// Whether somebody holds it for an attempt at this moment.
    #[must_use]
    pub fn is_held(&self, now: DateTime<Utc>) -> bool {
        self.state == MailState::Waiting && self.taken && self.at > now
    }

    /// Taken for an attempt; nothing when it is not due, or somebody else holds it.
    #[must_use]
    pub fn take(&self, now: DateTime<Utc>) -> Option<Self> {
        (self.state == MailState::Waiting && self.at <= now).then(|| Self {
            tries: self.tries.saturating_add(1),
            taken: true,
            at: now + LEASE,
            ..self.clone()
        })
    }

    /// After a mail server has taken it. That counts whatever happened meanwhile.
    #[must_use]
    pub fn sent(&self, now: DateTime<Utc>) -> Self {
        Self {
            failure: None,
            ..self.ended(MailState::Sent, now)
        }
    }

    /// After an attempt that came to nothing: it waits for the next one, or is given up. `chance`
    /// draws the pause, so that what failed together does not come back together.
    #[must_use]
    pub fn failed(&self, failure: Failure, now: DateTime<Utc>, chance: u16) -> Self {
        let over = failure.reason.is_final() || now - self.since >= GIVE_UP;
        let next = if over {
            self.ended(MailState::Failed, now)
        } else {
            Self {
                taken: false,
                at: now + pause(self.tries, chance),
                ..self.clone()
            }
        };
        Self {
            failure: Some(failure),
            ..next
        }
    }

    /// Due at once, for another [`GIVE_UP`]; nothing when it was sent or is being sent.
    #[must_use]
    pub fn again(&self, now: DateTime<Utc>) -> Option<Self> {
        (self.state != MailState::Sent && !self.is_held(now)).then(|| Self {
            state: MailState::Waiting,
            since: now,
            at: now,
            tries: 0,
            taken: false,
            ..self.clone()
        })
    }

    /// Taken back; nothing when it is not waiting, or is being sent.
    #[must_use]
    pub fn cancelled(&self, now: DateTime<Utc>) -> Option<Self> {
        let waits = matches!(self.state, MailState::Waiting) && !self.is_held(now);
        waits.then(|| self.ended(MailState::Cancelled, now))
    }

    fn ended(&self, state: MailState, now: DateTime<Utc>) -> Self {
        Self {
            state,
            at: now,
            taken: false,
            ..self.clone()
        }
    }
}

/// The pause after so many attempts: it doubles, and up to half of it more is drawn.
///
/// ```
/// use domain::mail::pause;
/// assert_eq!(pause(1, 0).num_seconds(), 15);
/// assert_eq!(pause(2, 0).num_seconds(), 30);
/// assert_eq!(pause(3, u16::MAX).num_seconds(), 90);
/// assert_eq!(pause(1000, 0).num_hours(), 1);
/// ```
#[must_use]
pub fn pause(tries: u32, chance: u16) -> TimeDelta {
    let doublings = tries.saturating_sub(1).min(16);
    let pause = (FIRST_PAUSE * (1 << doublings)).min(LONGEST_PAUSE);
    let more = pause.num_milliseconds() / 2 * i64::from(chance) / i64::from(u16::MAX);
    pause + TimeDelta::milliseconds(more)
}

/// The same on one line: a header that went on in a second one could say anything.
#[must_use]
pub fn one_line(text: &str) -> String {
    let plain = text.replace(
        |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'),
        " ",
    );
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
