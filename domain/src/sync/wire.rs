//! The types that cross the network between a citizen's device and the server, version 1.
//!
//! Instants are milliseconds since 1970 in UTC; dates are Kyiv dates. An app of the last twelve
//! months must still be understood: fields are added with a default, never renamed or removed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Digest;
use crate::law::{Deadline, Ruling};
use crate::request::{
    Arrival, ExtensionGround, Outcome, Problem, RefusalGround, Refused, RegistrationIndex, Status,
    Term,
};

/// The protocol's version, in every message and in the `vr-protocol` header.
pub const PROTOCOL: u16 = 1;
/// The header that names the protocol's version.
pub const PROTOCOL_HEADER: &str = "vr-protocol";
/// Media type of a submission.
pub const SUBMISSION_MEDIA: &str = "application/vnd.vidkryta-rada.submission.v1+json";
/// Media type of a receipt; an answer without it is no receipt (a captive portal's page is none).
pub const RECEIPT_MEDIA: &str = "application/vnd.vidkryta-rada.receipt.v1+json";
/// Media type of every other answer of the API.
pub const ANSWER_MEDIA: &str = "application/vnd.vidkryta-rada.v1+json";
/// Media type of a problem (RFC 9457).
pub const PROBLEM_MEDIA: &str = "application/problem+json";
/// The header by which a device tells which views of a case it can read.
pub const VIEWS_HEADER: &str = "vr-views";
/// The views this build reads and writes. To a device that knows less, a case is told in the words
/// of the first views: fewer milestones, and two outcomes.
pub const VIEWS: u16 = 2;
/// The most bytes of a submission.
pub const MAX_SUBMISSION_BYTES: usize = 128 * 1024;
/// The most bytes of one piece of a file that the app sends; the server takes some more.
pub const CHUNK_BYTES: usize = 128 * 1024;
/// The most cases in one [`ChangesQuery`].
pub const MAX_CHANGES: usize = 100;

/// The server's word that a submission is registered («підтвердження отримання»).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// [`PROTOCOL`].
    pub v: u16,
    /// The submission's id, echoed.
    pub id: Uuid,
    /// The digest of its bytes, echoed.
    pub digest: Digest,
    /// The registration index.
    pub index: RegistrationIndex,
    /// The moment of receipt, by the server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub received_at: DateTime<Utc>,
    /// The Kyiv date of registration.
    #[serde(with = "crate::kyiv::ymd")]
    pub registered_on: NaiveDate,
    /// The term.
    pub term: Term,
    /// Why this date.
    pub ruling: Ruling,
    /// Whether the submission was already registered by an earlier push.
    pub replayed: bool,
    /// The server's clock when it answered.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}

/// What happened, as anyone with the index may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// It was registered.
    Registered,
    /// It was given to an executor.
    Assigned,
    /// Its term was extended to this deadline.
    Extended(Deadline),
    /// It was answered.
    Answered,
    /// It was refused.
    Refused,
    /// The answer was put off to this deadline.
    Deferred(Deadline),
    /// It was sent to the proper holder.
    Forwarded,
    /// A part of it was sent to the proper holder.
    PartForwarded,
    /// A part of what was asked was given.
    PartGiven,
    /// The term was judged anew or moved with the calendar: it ends with this deadline.
    Moved(Deadline),
    /// The costs of copying were invoiced.
    Invoiced,
    /// The costs of copying were paid.
    Paid,
    /// It was explained to be no request for information.
    Explained,
    /// The requester took it back.
    Withdrawn,
    /// An appeal was recorded.
    Appealed,
    /// An appeal was decided.
    AppealDecided,
}

/// A milestone with its moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HistoryItem {
    /// When, by the server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub at: DateTime<Utc>,
    /// What.
    pub what: Milestone,
}

/// The public part of a case: what a public register would show, and never a person or a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicCase {
    /// The registration index.
    pub index: RegistrationIndex,
    /// The moment of receipt.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub received_at: DateTime<Utc>,
    /// The term in force.
    pub term: Term,
    /// Why this date.
    pub ruling: Ruling,
    /// Where it is.
    pub status: Status,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What happened, oldest first.
    pub history: Vec<HistoryItem>,
}

/// Why a term was extended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExtensionDetails {
    /// The ground of art. 20 part 4.
    pub ground: ExtensionGround,
    /// The reasons.
    pub reason: String,
}

/// A refusal with the elements of art. 22 part 4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RefusalDetails {
    /// The ground of art. 22 part 1.
    pub ground: RefusalGround,
    /// The reasoning.
    pub reason: String,
    /// The person responsible for the request.
    pub responsible_name: String,
    /// That person's position.
    pub responsible_position: String,
}

impl PublicCase {
    /// The same in the words of the first views.
    #[must_use]
    pub fn in_first_words(mut self) -> Self {
        use Milestone::{Answered, Assigned, Extended, Refused, Registered};
        let known = |what: &Milestone| {
            matches!(
                what,
                Registered | Assigned | Extended(_) | Answered | Refused
            )
        };
        self.history.retain(|item| known(&item.what));
        self.outcome = match self.outcome {
            Some(Outcome::AnsweredInPart) => Some(Outcome::Answered),
            Some(Outcome::Forwarded | Outcome::Explained | Outcome::Withdrawn) => None,
            other => other,
        };
        self
    }
}

/// A whole case, for who has the access code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CaseView {
    /// The submission's id.
    pub id: Uuid,
    /// The number of the last event: a later view has a greater one.
    pub cursor: u64,
    /// The public part.
    pub public: PublicCase,
    /// What was asked.
    pub text: String,
    /// Why the term was extended, if it was.
    pub extension: Option<ExtensionDetails>,
    /// The answer, once given.
    pub answer: Option<String>,
    /// The refusal, if it was refused.
    pub refusal: Option<RefusalDetails>,
    /// The files that go with it, in the submission's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentView>,
    /// What the council said at a milestone beyond the fields above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
}

/// What the council said at a milestone: paragraphs in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Told {
    /// The place of the milestone in [`PublicCase::history`], from 0.
    pub at: usize,
    /// The paragraphs.
    pub lines: Vec<String>,
}

impl CaseView {
    /// The same in the words of the first views.
    #[must_use]
    pub fn in_first_words(self) -> Self {
        Self {
            public: self.public.in_first_words(),
            told: Vec::new(),
            ..self
        }
    }
}

/// A file of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AttachmentView {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// What became of it; `None` while the server waits for it.
    pub arrival: Option<Arrival>,
}

/// Asks for a case by its index. The code, where there is one, rides in the body, because
/// addresses end in logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LookUp {
    /// The index as typed.
    pub index: String,
    /// The Kyiv year of registration.
    pub year: i32,
    /// The access code as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_code: Option<String>,
}

/// The answer to a [`LookUp`]. A wrong code answers exactly as no code does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LookedUp {
    /// What anyone may see.
    pub public: PublicCase,
    /// Everything, when the code was right.
    pub case: Option<Box<CaseView>>,
}

/// One case whose news a device asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The submission's id.
    pub id: Uuid,
    /// Its access code.
    pub access_code: String,
    /// The cursor of the view the device has; 0 for none.
    pub cursor: u64,
}

/// Asks for what changed since the device last looked.
///
/// The cursor is kept per case, not per device: it is the number of the last event seen, so no
/// order of commits between cases can make a device skip one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangesQuery {
    /// [`PROTOCOL`].
    pub v: u16,
    /// At most [`MAX_CHANGES`].
    pub cases: Vec<Known>,
}

/// The answer to a [`ChangesQuery`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Changes {
    /// [`PROTOCOL`].
    pub v: u16,
    /// The cases with news, whole.
    pub cases: Vec<CaseView>,
    /// Ids the server can't show to this device: never registered, or the code is not theirs.
    pub unknown: Vec<Uuid>,
    /// The server's clock when it answered.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}

/// What the app shows about the council it belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Council {
    /// Its name in Ukrainian.
    pub name_uk: String,
    /// Its name in English.
    pub name_en: String,
    /// Postal address.
    #[serde(default)]
    pub address: String,
    /// E-mail for requests.
    #[serde(default)]
    pub email: String,
    /// Phone of the responsible officer.
    #[serde(default)]
    pub phone: String,
}

/// An error answer (RFC 9457) in the language the client asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProblemDetails {
    /// A stable name of the kind of problem, `/problems/…`.
    #[serde(rename = "type")]
    pub kind: String,
    /// One sentence for a person.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Problems of fields, for a submission that fails the check.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// Why an officer's act was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
}
