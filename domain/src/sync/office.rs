//! The types that cross the network between the office and the server.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::settings::OtherHolder;
use crate::kyiv;
use crate::law::{CopyKind, Deadline, DeadlineKind, Ruling, TermClass, ThreePartTest};
use crate::report::Slice;
use crate::request::{
    AppealResult, Appellate, Assignment, Channel, Charge, Event, ExtensionGround, Extent, Fee, Gap,
    InfoKind, Outcome, RefusalGround, Refused, RegistrationIndex, Remainder, RequesterType, Role,
    Sending, Status, Submission, Term,
};

/// Signs an officer in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The login name.
    pub login: String,
    /// The password.
    pub password: String,
    /// The code of the second factor, or a recovery code, once it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

impl std::fmt::Debug for SignIn {
    /// Never the password: debug output ends in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn").finish_non_exhaustive()
    }
}

/// The officer who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Me {
    /// Full name.
    pub name: String,
    /// Position.
    pub position: String,
    /// What the officer may do.
    #[serde(default)]
    pub role: Role,
    /// The department whose part an executor does; empty for who sees every request.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// The council's name in Ukrainian.
    pub council: String,
    /// Departments and people a request can be assigned to.
    pub executors: Vec<String>,
    /// Other holders a request can be forwarded to.
    #[serde(default)]
    pub holders: Vec<OtherHolder>,
}

/// The deadline light of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Open and late.
    Overdue,
    /// Open and due today (Kyiv), or within 24 hours for a term in hours.
    Today,
    /// Open and due within the next two days.
    Soon,
    /// Open with more time.
    Calm,
    /// Closed.
    Closed,
}

/// The light of a request.
#[must_use]
pub fn light(status: Status, deadline: Deadline, now: DateTime<Utc>) -> Light {
    if status == Status::Closed {
        return Light::Closed;
    }
    if deadline.is_past(now) {
        return Light::Overdue;
    }
    if let DeadlineKind::Instant(at) = deadline.kind() {
        return if (at - now).num_hours() < 24 {
            Light::Today
        } else {
            Light::Soon
        };
    }
    match (deadline.date() - kyiv::date(now)).num_days() {
        ..=0 => Light::Today,
        1..=2 => Light::Soon,
        _ => Light::Calm,
    }
}

/// Which requests a page of the journal shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// Under control: everything not closed, the earliest deadline first.
    #[default]
    Open,
    /// Open and late.
    Overdue,
    /// Open and due by the end of today, not late.
    Today,
    /// Open and without an executor.
    Unassigned,
    /// Closed, the latest received first.
    Closed,
    /// Everything, the latest received first.
    All,
}

/// A question to the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct JournalQuery {
    /// Which ones.
    pub show: Show,
    /// An index, or beginnings of words of a name or text; empty for no search.
    pub search: String,
    /// Only this class of term.
    pub class: Option<TermClass>,
    /// Only what this department or person is charged with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executor: Option<String>,
    /// Only what was received this way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Only what requesters of this kind ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requester: Option<RequesterType>,
    /// Only what was received on this Kyiv date or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Only what was received on this Kyiv date or earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Only the requests behind this figure of a report, the latest received first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slice: Option<Slice>,
    /// Where the last page ended ([`JournalPage::next`]).
    pub after: Option<String>,
}

impl JournalQuery {
    /// Whether it asks how, from whom or when requests were received.
    #[must_use]
    pub const fn narrows_by_receipt(&self) -> bool {
        self.channel.is_some()
            || self.requester.is_some()
            || self.from.is_some()
            || self.to.is_some()
    }
}

/// A row of the journal («журнал реєстрації»).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JournalRow {
    /// The submission's id.
    pub id: Uuid,
    /// The registration index.
    pub index: RegistrationIndex,
    /// When it was received.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub received_at: DateTime<Utc>,
    /// Who asks.
    pub requester: String,
    /// The first words of the request.
    pub subject: String,
    /// The term in force.
    pub term: Term,
    /// Where it is.
    pub status: Status,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Who works on it.
    pub executor: Option<String>,
    /// How it was received.
    #[serde(default)]
    pub channel: Channel,
    /// What kind of requester asks.
    #[serde(default)]
    pub requester_type: RequesterType,
}

/// How many requests are under control, for the journal's tabs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Not closed.
    pub open: u64,
    /// Of them late.
    pub overdue: u64,
    /// Of them due by the end of today and not late.
    pub today: u64,
    /// Of them without an executor.
    pub unassigned: u64,
}

/// A page of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JournalPage {
    /// The rows.
    pub rows: Vec<JournalRow>,
    /// What to ask for as `after`; none on the last page.
    pub next: Option<String>,
    /// Counts over the whole journal.
    pub counts: Counts,
    /// The server's clock, for the lights.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}

/// An entry of the append-only history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    /// When, by the server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub at: DateTime<Utc>,
    /// The officer's name; empty for what the server did by itself.
    pub actor: String,
    /// What; `None` for the registration itself.
    pub event: Option<Event>,
}

/// A registration-control card («реєстраційно-контрольна картка»).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Card {
    /// The row.
    pub row: JournalRow,
    /// What was received.
    pub submission: Submission,
    /// Why this date.
    pub ruling: Ruling,
    /// Until which Kyiv date an extension may be notified; none when it can't be extended.
    pub notice_by: Option<NaiveDate>,
    /// Why it can't be extended now, if it can't.
    pub extension_refused: Option<Refused>,
    /// What art. 19 part 5 asks for and it lacks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// When it was registered, by the server's clock; later than its receipt for what an officer
    /// entered.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub registered_at: DateTime<Utc>,
    /// Who is charged with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
    /// What its copies cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Fee>,
    /// Whether the term in force is a deferral's.
    #[serde(default)]
    pub deferred: bool,
    /// Whether a copy must still be given to the person it was drawn up for.
    #[serde(default)]
    pub copy_due: bool,
    /// What kind of information it is for, once an officer has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub info: Option<InfoKind>,
    /// Its topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The appeal that is not decided yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appellate>,
    /// Until when the council must respond to that appeal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal_by: Option<NaiveDate>,
    /// Until which Kyiv date it must go to the proper holder, if that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forward_by: Option<NaiveDate>,
    /// Everything that happened, oldest first.
    pub history: Vec<HistoryEntry>,
    /// The number of the last event; an act names it.
    pub version: u64,
    /// The server's clock, for the light.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}

/// What an officer asks to be done; the server adds dates, deadlines, sums and who is responsible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum OfficeAct {
    /// Give it to an executor.
    Assign {
        /// The department or person.
        executor: String,
        /// The instruction.
        instruction: String,
    },
    /// Record the resolution of the head or a deputy.
    Resolve {
        /// Full name of who wrote it.
        author: String,
        /// Position of that person.
        position: String,
        /// The date on it.
        dated: NaiveDate,
        /// Its text.
        text: String,
        /// Who is charged, the chief executor first.
        assignments: Vec<Assignment>,
    },
    /// Give the part of an executor who is away to another one.
    HandOver {
        /// Whose part.
        from: String,
        /// Who takes it.
        to: String,
        /// Why.
        reason: String,
    },
    /// Hand in what the answer can be made of.
    Prepare {
        /// Who hands it in.
        executor: String,
        /// What.
        text: String,
    },
    /// Send back for rework what was handed in.
    Return {
        /// To whom.
        executor: String,
        /// What is missing.
        reason: String,
    },
    /// Extend the term and tell the requester.
    Extend {
        /// The ground.
        ground: ExtensionGround,
        /// The reasons.
        reason: String,
        /// How the notice goes.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// Judge whether the subject is one of art. 20 part 2.
    JudgeUrgency {
        /// Whether it is.
        urgent: bool,
        /// Why.
        reason: String,
    },
    /// Put the answer off for force majeure.
    Defer {
        /// The circumstances.
        reason: String,
        /// When the request will be satisfied.
        until: NaiveDate,
        /// How the notice goes.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// Send it to the proper holder and tell the requester.
    Forward {
        /// The proper holder.
        holder: String,
        /// Its address.
        address: String,
        /// Which part; none for the whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<String>,
        /// How the notice goes.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// Ask for the costs of copying.
    Invoice {
        /// How many pages.
        pages: u32,
        /// What is copied.
        copies: CopyKind,
        /// The invoice's number.
        number: String,
    },
    /// Note that the costs are paid.
    Pay {
        /// When.
        on: NaiveDate,
    },
    /// Give a part before the rest.
    GivePart {
        /// What is given.
        text: String,
        /// How it goes.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// Answer it.
    Answer {
        /// The answer.
        text: String,
        /// How much of what was asked.
        #[serde(default, skip_serializing_if = "Extent::is_whole")]
        extent: Extent,
        /// How it goes.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// Refuse it.
    Refuse {
        /// The ground.
        ground: RefusalGround,
        /// The reasoning.
        reason: String,
        /// The three-part test, for restricted information.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        test: Option<ThreePartTest>,
        /// What is left open, for restricted information.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remainder: Option<Remainder>,
        /// How it goes.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// Explain that it is no request for information.
    Explain {
        /// The explanation.
        text: String,
        /// How it goes.
        #[serde(default, skip_serializing_if = "Sending::is_plain")]
        sending: Sending,
    },
    /// Note that the requester has taken it back.
    Withdraw {
        /// How it became known.
        reason: String,
    },
    /// Note that the person it was drawn up for has a copy.
    GiveCopy {
        /// When.
        on: NaiveDate,
    },
    /// Put a note into the case file.
    Note {
        /// The note.
        text: String,
    },
    /// Put a letter that came into the case file.
    ReceiveLetter {
        /// From whom.
        from: String,
        /// What it says.
        text: String,
    },
    /// Say what it is about, for the reports.
    Classify {
        /// The kind of information.
        info: InfoKind,
        /// The topic; may be empty.
        topic: String,
    },
    /// Note an appeal.
    Appeal {
        /// To whom.
        to: Appellate,
        /// What against.
        about: String,
        /// The date on it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dated: Option<NaiveDate>,
        /// Until when the council must respond.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_by: Option<NaiveDate>,
    },
    /// Note how the appeal ended.
    DecideAppeal {
        /// How.
        result: AppealResult,
        /// What was decided.
        text: String,
    },
}

/// An act with the state it was decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActRequest {
    /// [`Card::version`] as the officer saw it. If the case has moved on, nothing is recorded.
    pub version: u64,
    /// The act.
    pub act: OfficeAct,
}
