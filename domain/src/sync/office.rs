//! The types that cross the network between the office and the server.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kyiv;
use crate::law::{Deadline, DeadlineKind, Ruling, TermClass};
use crate::request::{
    Event, ExtensionGround, Outcome, RefusalGround, RegistrationIndex, Status, Submission, Term,
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
    /// The council's name in Ukrainian.
    pub council: String,
    /// Departments and people a request can be assigned to.
    pub executors: Vec<String>,
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
    /// Where the last page ended ([`JournalPage::next`]).
    pub after: Option<String>,
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
    pub extension_refused: Option<crate::request::Refused>,
    /// Everything that happened, oldest first.
    pub history: Vec<HistoryEntry>,
    /// The number of the last event; an act names it.
    pub version: u64,
    /// The server's clock, for the light.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}

/// What an officer asks to be done; the server adds dates, deadlines and who is responsible.
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
    /// Extend the term and tell the requester.
    Extend {
        /// The ground.
        ground: ExtensionGround,
        /// The reasons.
        reason: String,
    },
    /// Answer it.
    Answer {
        /// The answer.
        text: String,
    },
    /// Refuse it.
    Refuse {
        /// The ground.
        ground: RefusalGround,
        /// The reasoning.
        reason: String,
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
