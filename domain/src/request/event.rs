//! What happens to a registered request. The journal keeps the events and never changes one.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::attachment::Arrival;
use super::info_kind::InfoKind;
use super::intake::Channel;
use crate::law::{CopyKind, Deadline, TermClass, ThreePartTest};

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

/// What of a document is left when the restricted information is taken out (art. 6 part 8): the
/// restriction is of information and not of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Remainder {
    /// The open part, which is given with the refusal.
    Given {
        /// What is given.
        text: String,
    },
    /// Nothing open is left.
    Nothing {
        /// Why.
        why: String,
    },
}

/// How a letter left the council.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Sending {
    /// The way; by default the requester's app shows it.
    pub way: Channel,
    /// The outgoing index, if the council numbers its letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<String>,
}

impl Sending {
    /// Whether the app shows it and nothing else is said.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// How much of what was asked an answer gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// All of it («задоволено»).
    #[default]
    Whole,
    /// Some of it («задоволено частково»).
    Part,
}

impl Extent {
    /// Whether it is all of it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        *self == Self::Whole
    }
}

/// A department or person charged with a request («доручення»).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// Who.
    pub executor: String,
    /// The date by which the executor must report, not later than the deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control_by: Option<NaiveDate>,
}

/// To whom a requester may complain (art. 23 part 1), and the Parliamentary Commissioner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Appellate {
    /// The head of the holder («керівник розпорядника»).
    Head,
    /// A higher body.
    HigherBody,
    /// The court.
    Court,
    /// The Parliamentary Commissioner for Human Rights.
    Commissioner,
}

/// How an appeal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppealResult {
    /// The requester was right: the request is open again.
    Upheld,
    /// The requester was not.
    Rejected,
}

/// What is done with a request.
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
    /// The head or a deputy has written a resolution.
    Resolved {
        /// Full name of who wrote it.
        author: String,
        /// Position of that person.
        position: String,
        /// The date on it.
        dated: NaiveDate,
        /// Its text («зміст доручення»).
        text: String,
        /// Who is charged, the chief executor first.
        assignments: Vec<Assignment>,
    },
    /// An executor is away, and another one takes over.
    HandedOver {
        /// Whose part.
        from: String,
        /// Who takes it.
        to: String,
        /// Why.
        reason: String,
    },
    /// An executor has prepared what was asked for.
    Prepared {
        /// Who.
        executor: String,
        /// What the answer can be made of.
        text: String,
    },
    /// What was prepared is sent back for rework.
    Returned {
        /// To whom.
        executor: String,
        /// What is missing.
        reason: String,
    },
    /// The term is extended to twenty working days and the requester told so.
    Extended {
        /// The ground of art. 20 part 4.
        ground: ExtensionGround,
        /// The reasons, which the Law asks for.
        reason: String,
        /// The new deadline, from [`crate::law::extended`].
        deadline: Deadline,
        /// How the notice went.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// The officer has judged whether the subject is one of art. 20 part 2.
    UrgencyJudged {
        /// Why it is, or is not.
        reason: String,
        /// The class from now on.
        class: TermClass,
        /// The deadline from now on.
        deadline: Deadline,
        /// Until when an extension may be notified from now on.
        notice_by: Option<Deadline>,
    },
    /// Force majeure: the answer is put off to a date (art. 22 parts 6 and 7).
    Deferred {
        /// The circumstances.
        reason: String,
        /// When the request will be satisfied.
        deadline: Deadline,
        /// Full name of the person responsible for the request.
        responsible_name: String,
        /// Position of that person.
        responsible_position: String,
        /// How the notice went.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// Sent to the proper holder, and the requester told so at the same time (art. 22 part 3).
    Forwarded {
        /// The proper holder («належний розпорядник»).
        holder: String,
        /// Its address.
        address: String,
        /// Which part; `None` when it is the whole request, which closes ours.
        part: Option<String>,
        /// How the notice to the requester went.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// Copies cost something (art. 21 part 2); the clock does not stop.
    Invoiced {
        /// How many pages are copied.
        pages: u32,
        /// What is copied.
        copies: CopyKind,
        /// What it costs, in kopecks, from [`crate::law::copying_costs`].
        kopecks: u64,
        /// The invoice's number.
        number: String,
    },
    /// The costs of copying are paid.
    Paid {
        /// When.
        on: NaiveDate,
    },
    /// A part of what was asked is given before the rest.
    PartGiven {
        /// What is given.
        text: String,
        /// How it went.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// The information is given.
    Answered {
        /// The answer.
        text: String,
        /// How much of what was asked.
        #[serde(default, skip_serializing_if = "Extent::is_whole")]
        extent: Extent,
        /// How it went.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
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
        /// The three-part test, which ground 2 needs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        test: Option<ThreePartTest>,
        /// What is left open, which ground 2 needs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remainder: Option<Remainder>,
        /// How it went.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// It was no request for information; the requester is told what it is and where it goes
    /// («роз'яснено»).
    Explained {
        /// The explanation.
        text: String,
        /// How it went.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// The requester has taken it back («відкликано»).
    Withdrawn {
        /// How it became known.
        reason: String,
    },
    /// The person for whom the officer drew it up has a copy (art. 19 part 7).
    CopyGiven {
        /// When.
        on: NaiveDate,
    },
    /// Something for the case file, which only the office sees.
    Noted {
        /// The note.
        text: String,
    },
    /// A letter that came while the request was considered.
    LetterReceived {
        /// From whom.
        from: String,
        /// What it says.
        text: String,
    },
    /// The requester has appealed.
    Appealed {
        /// To whom.
        to: Appellate,
        /// What against.
        about: String,
        /// The date on the complaint or the ruling that opened the case, if it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dated: Option<NaiveDate>,
        /// Until when the council must respond, by the Law or as the addressee has set it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_by: Option<NaiveDate>,
    },
    /// An appeal is decided.
    AppealDecided {
        /// How.
        result: AppealResult,
        /// What was decided.
        text: String,
    },
    /// What it is about, for the council's reports; again, to correct it.
    Classified {
        /// The kind of information.
        info: InfoKind,
        /// The topic in a few words of the council's own; may be empty.
        topic: String,
    },
    /// The working calendar has changed and the dates of open cases with it. Done by nobody but
    /// the server.
    CalendarMoved {
        /// The deadline from now on.
        deadline: Deadline,
        /// Until when an extension may be notified from now on.
        notice_by: Option<Deadline>,
        /// What changed, and by which act.
        reason: String,
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

/// An event with its moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// What was done.
    pub event: Event,
    /// When, by the server's clock, UTC.
    pub at: DateTime<Utc>,
}
