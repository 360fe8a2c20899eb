//! The life of a registered request: events in, the next state or a refusal out.
//!
//! Where a request *is* ([`Status`]) and how it *ended* ([`Outcome`]) are two things: a request
//! can be extended and satisfied. The journal keeps the events and never changes one; the state
//! is what they fold to.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::attachment::Arrival;
use crate::law::{Deadline, TermClass};

/// Where a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It has its index and waits for an executor («зареєстровано»).
    Registered,
    /// An executor works on it («у роботі»).
    InWork,
    /// The requester has the council's answer; it is off control («знято з контролю»).
    Closed,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The information was given («задоволено»).
    Answered,
    /// The request was refused («відмовлено»).
    Refused,
}

/// The closed list of art. 22 part 1: nothing else can be a ground of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalGround {
    /// Item 1: the holder neither holds the information nor is obliged to.
    NotHeld,
    /// Item 2: restricted information under art. 6 part 2.
    Restricted,
    /// Item 3: the costs of copying under art. 21 were not paid.
    CostsNotPaid,
    /// Item 4: the requirements of art. 19 part 5 are not met.
    RequirementsNotMet,
}

/// The only two grounds of art. 20 part 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExtensionGround {
    /// The request is for a large volume of information.
    LargeVolume,
    /// It needs a search among a large amount of data.
    LargeSearch,
}

/// A term with the class it was computed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Term {
    /// The class.
    pub class: TermClass,
    /// When it ends.
    pub deadline: Deadline,
}

/// What an officer does with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// Put under an executor; again, to hand it over.
    Assigned {
        /// The department or person.
        executor: String,
        /// The instruction («зміст доручення»), may be empty.
        instruction: String,
    },
    /// The term is extended to twenty working days and the requester told so.
    Extended {
        /// The ground of art. 20 part 4.
        ground: ExtensionGround,
        /// The reasons, which the Law asks for.
        reason: String,
        /// The new deadline, from [`crate::law::extended`].
        deadline: Deadline,
    },
    /// The information is given.
    Answered {
        /// The answer.
        text: String,
    },
    /// The request is refused, with the five elements of art. 22 part 4: who, when (the event's
    /// own date), on which ground and why, how to appeal (shown with every refusal), signed.
    Refused {
        /// The ground of art. 22 part 1.
        ground: RefusalGround,
        /// The reasoning.
        reason: String,
        /// Full name of the person responsible for the request.
        responsible_name: String,
        /// Position of that person.
        responsible_position: String,
    },
    /// A file of the request arrived, or never will. Done by nobody but the server; it can come
    /// after the request is closed and changes nothing about it.
    Attachment {
        /// Its place among [`super::Submission::attachments`], from 1.
        n: u8,
        /// What became of it.
        arrival: Arrival,
    },
}

/// An event with its moment and, for the office only, its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// What was done.
    pub event: Event,
    /// When, by the server's clock, UTC.
    pub at: DateTime<Utc>,
}

/// The state that the events of a request fold to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// When it was received, by the server's clock, UTC.
    pub received_at: DateTime<Utc>,
    /// Where it is.
    pub status: Status,
    /// How it ended, once it has.
    pub outcome: Option<Outcome>,
    /// The term in force.
    pub term: Term,
    /// Until when an extension may still be notified (art. 20 part 4); `None` for a request that
    /// can't be extended.
    pub notice_by: Option<Deadline>,
    /// Who works on it.
    pub executor: Option<String>,
}

/// Why an event can't be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The requester already has an answer or a refusal.
    #[error("the request is closed")]
    AlreadyClosed,
    /// The Law knows one extension.
    #[error("the term is already extended")]
    AlreadyExtended,
    /// Only the five-day term can be extended.
    #[error("an urgent request cannot be extended")]
    UrgentCannotBeExtended,
    /// The five working days for the notice are over.
    #[error("the five working days for the notice of extension are over")]
    NoticeTooLate,
    /// The deadline offered is not a later one.
    #[error("the new deadline is not later than the present one")]
    DeadlineNotLater,
    /// A text the Law asks for is empty or too long.
    #[error("a text the Law asks for is empty or too long")]
    TextMissing,
    /// Something is dated before the request was received.
    #[error("the event is earlier than the receipt")]
    BeforeReceipt,
}

/// The longest text of an event, in characters.
const MAX_TEXT: usize = 50_000;

impl Case {
    /// A request at the moment of its registration.
    #[must_use]
    pub fn registered(received_at: DateTime<Utc>, term: Term, notice_by: Option<Deadline>) -> Self {
        Self {
            received_at,
            status: Status::Registered,
            outcome: None,
            term,
            notice_by,
            executor: None,
        }
    }

    /// Whether it is still under control.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self.status, Status::Closed)
    }

    /// Why an extension can't be recorded now, if it can't.
    ///
    /// # Errors
    /// The reason.
    pub fn may_extend(&self, now: DateTime<Utc>) -> Result<(), Refused> {
        match self.term.class {
            TermClass::Urgent => return Err(Refused::UrgentCannotBeExtended),
            TermClass::Extended => return Err(Refused::AlreadyExtended),
            TermClass::Ordinary => {}
        }
        match self.notice_by {
            Some(limit) if !limit.is_past(now) => Ok(()),
            Some(_) => Err(Refused::NoticeTooLate),
            None => Err(Refused::UrgentCannotBeExtended),
        }
    }
}

/// The state after an act.
///
/// # Errors
/// Why the act would make an unlawful or senseless record; the state is then unchanged.
pub fn apply(case: &Case, act: &Act) -> Result<Case, Refused> {
    if act.at < case.received_at {
        return Err(Refused::BeforeReceipt);
    }
    if matches!(act.event, Event::Attachment { .. }) {
        return Ok(case.clone());
    }
    if !case.is_open() {
        return Err(Refused::AlreadyClosed);
    }
    let mut next = case.clone();
    match &act.event {
        Event::Assigned {
            executor,
            instruction,
        } => {
            require(executor)?;
            limit(instruction)?;
            next.status = Status::InWork;
            next.executor = Some(executor.trim().to_owned());
        }
        Event::Extended {
            reason,
            deadline,
            ground: _,
        } => {
            case.may_extend(act.at)?;
            require(reason)?;
            if deadline.ends_before() <= case.term.deadline.ends_before() {
                return Err(Refused::DeadlineNotLater);
            }
            next.term = Term {
                class: TermClass::Extended,
                deadline: *deadline,
            };
        }
        Event::Answered { text } => {
            require(text)?;
            next.status = Status::Closed;
            next.outcome = Some(Outcome::Answered);
        }
        Event::Refused {
            reason,
            responsible_name,
            responsible_position,
            ground: _,
        } => {
            require(reason)?;
            require(responsible_name)?;
            require(responsible_position)?;
            next.status = Status::Closed;
            next.outcome = Some(Outcome::Refused);
        }
        Event::Attachment { .. } => {}
    }
    Ok(next)
}

fn require(text: &str) -> Result<(), Refused> {
    if text.trim().is_empty() {
        Err(Refused::TextMissing)
    } else {
        limit(text)
    }
}

fn limit(text: &str) -> Result<(), Refused> {
    if text.chars().count() > MAX_TEXT {
        Err(Refused::TextMissing)
    } else {
        Ok(())
    }
}
