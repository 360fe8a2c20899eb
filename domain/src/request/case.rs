//! The state of a registered request: what its events fold to.
//!
//! Where a request *is* ([`Status`]) and how it *ended* ([`Outcome`]) are two things: a request
//! can be extended and satisfied.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::draft::Submission;
use super::event::{Appellate, Assignment, RefusalGround};
use super::info_kind::InfoKind;
use crate::law::{Deadline, Gap, TermClass};

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
    /// Some of it was given («задоволено частково»).
    AnsweredInPart,
    /// The request was refused («відмовлено»).
    Refused,
    /// It was sent to the proper holder («направлено належному розпоряднику»).
    Forwarded,
    /// It was no request for information («роз'яснено»).
    Explained,
    /// The requester took it back («відкликано»).
    Withdrawn,
}

impl Outcome {
    /// Every outcome, in the order of the reports.
    pub const ALL: [Self; 6] = [
        Self::Answered,
        Self::AnsweredInPart,
        Self::Refused,
        Self::Forwarded,
        Self::Explained,
        Self::Withdrawn,
    ];
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

/// Who is charged with a request now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Charge {
    /// The department or person.
    pub executor: String,
    /// By when the executor must report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control_by: Option<NaiveDate>,
    /// Whether what was asked for is prepared and not sent back.
    pub prepared: bool,
}

impl Charge {
    /// A charge nobody has worked on.
    #[must_use]
    pub fn new(assignment: &Assignment) -> Self {
        Self {
            executor: assignment.executor.trim().to_owned(),
            control_by: assignment.control_by,
            prepared: false,
        }
    }
}

/// The costs of copying of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Fee {
    /// In kopecks.
    pub kopecks: u64,
    /// When it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_on: Option<NaiveDate>,
}

/// What of a submission the rules of its life ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What art. 19 part 5 asks for and it lacks.
    pub gaps: Vec<Gap>,
    /// Whether a copy must be given to the person it was drawn up for.
    pub drawn_up: bool,
}

impl Facts {
    /// The facts of this submission.
    #[must_use]
    pub fn of(submission: &Submission) -> Self {
        Self {
            gaps: submission.gaps(),
            drawn_up: submission.is_drawn_up(),
        }
    }
}

/// The state that the events of a request fold to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// When it was received, by the server's clock, UTC.
    pub received_at: DateTime<Utc>,
    /// What of the submission the rules ask for.
    pub facts: Facts,
    /// Where it is.
    pub status: Status,
    /// How it ended, once it has.
    pub outcome: Option<Outcome>,
    /// When the requester got what ended it.
    pub closed_at: Option<DateTime<Utc>>,
    /// The ground of the refusal that ended it, also of one in part.
    pub ground: Option<RefusalGround>,
    /// Whether a part of it went to the proper holder.
    pub forwarded_in_part: bool,
    /// What kind of information it is for.
    pub info: Option<InfoKind>,
    /// Its topic; never empty.
    pub topic: Option<String>,
    /// The term in force.
    pub term: Term,
    /// Until when an extension may still be notified (art. 20 part 4); `None` for a request that
    /// can't be extended.
    pub notice_by: Option<Deadline>,
    /// Whether the term in force is a deferral's.
    pub deferred: bool,
    /// Who works on it, the chief executor first.
    pub charges: Vec<Charge>,
    /// What the copies cost, if anything.
    pub fee: Option<Fee>,
    /// Whether the copy of art. 19 part 7 was given.
    pub copy_given: bool,
    /// The appeal that is not decided yet.
    pub appeal: Option<Appellate>,
    /// Until when the council must respond to it, if it is known.
    pub appeal_by: Option<NaiveDate>,
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
    /// The term is over: it can't be put off any more.
    #[error("the term is over and cannot be put off any more")]
    TermOver,
    /// Information is restricted only when all three items of art. 6 part 2 hold.
    #[error("the three-part test of art. 6 part 2 does not hold")]
    TestFails,
    /// The open part must be given, or it must be said why there is none (art. 6 part 8).
    #[error("nothing is said about the open part")]
    RemainderMissing,
    /// No costs were invoiced, or they are paid.
    #[error("there are no unpaid costs")]
    NoUnpaidCosts,
    /// The request has everything art. 19 part 5 asks for.
    #[error("the request has everything art. 19 part 5 asks for")]
    NoGaps,
    /// The person has no copy of the request drawn up for them.
    #[error("the copy of art. 19 part 7 is not given")]
    CopyNotGiven,
    /// There is nothing to give a copy of, or it was given.
    #[error("there is no copy to give")]
    NoCopyDue,
    /// A control date is later than the deadline.
    #[error("a control date is later than the deadline")]
    ControlAfterDeadline,
    /// Nobody of this name is charged with it, or the same one twice.
    #[error("no such executor is charged with it")]
    NotCharged,
    /// What was prepared is there already, or nothing is there to send back.
    #[error("nothing was prepared, or it is there already")]
    NothingPrepared,
    /// Up to ten pages, or without rates set, copies are free.
    #[error("the copies are free of charge")]
    FreeOfCharge,
    /// An appeal waits for its decision, or none does.
    #[error("there is no such appeal")]
    NoSuchAppeal,
    /// The class is the one it has.
    #[error("the class of the term is this one already")]
    SameClass,
    /// A date is before the receipt or in the future.
    #[error("a date is before the receipt or in the future")]
    DateImpossible,
    /// The Law wants this notice in writing.
    #[error("the Law wants this notice in writing")]
    NotInWriting,
    /// The officer's role does not include this.
    #[error("this is not for the officer's role")]
    NotYours,
}

impl Case {
    /// A request at the moment of its registration.
    #[must_use]
    pub fn registered(
        received_at: DateTime<Utc>,
        facts: Facts,
        term: Term,
        notice_by: Option<Deadline>,
    ) -> Self {
        Self {
            received_at,
            facts,
            status: Status::Registered,
            outcome: None,
            closed_at: None,
            ground: None,
            forwarded_in_part: false,
            info: None,
            topic: None,
            term,
            notice_by,
            deferred: false,
            charges: Vec::new(),
            fee: None,
            copy_given: false,
            appeal: None,
            appeal_by: None,
        }
    }

    /// Whether it is still under control.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self.status, Status::Closed)
    }

    /// The chief executor.
    #[must_use]
    pub fn executor(&self) -> Option<&str> {
        self.charges.first().map(|charge| charge.executor.as_str())
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

    /// Why it can't be refused on this ground, if it can't.
    ///
    /// # Errors
    /// The reason.
    pub fn may_refuse(&self, ground: super::RefusalGround) -> Result<(), Refused> {
        use super::RefusalGround::{CostsNotPaid, NotHeld, RequirementsNotMet, Restricted};
        match ground {
            NotHeld | Restricted => Ok(()),
            CostsNotPaid => match self.fee {
                Some(Fee { paid_on: None, .. }) => Ok(()),
                _ => Err(Refused::NoUnpaidCosts),
            },
            RequirementsNotMet if self.facts.gaps.is_empty() => Err(Refused::NoGaps),
            RequirementsNotMet => Ok(()),
        }
    }
}
