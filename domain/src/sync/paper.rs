//! Papers of a request as they cross the network: to the office, and to the requester.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::request::{Paper, PaperEvent, PaperRole};

/// The header that tells of a paper whose bytes are the body: a [`NewPaper`] as JSON, written as in
/// an address (`%D0%92`), because headers are ASCII.
pub const PAPER_HEADER: &str = "vr-paper";

/// A paper on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPaper {
    /// The id its sender gave it: sent twice, it is kept once.
    pub id: Uuid,
    /// Its file's name.
    pub name: String,
    /// What it is.
    pub role: PaperRole,
    /// Whether the requester gets it.
    #[serde(default)]
    pub to_requester: bool,
}

/// What a paper is from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PaperMark {
    /// What it is.
    pub role: PaperRole,
    /// Whether the requester gets it.
    #[serde(default)]
    pub to_requester: bool,
}

/// Asks to publish a redacted copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishPaper {
    /// What the answer is about, in the officer's words.
    pub subject: String,
    /// The officer has looked: no personal data is left in it.
    pub no_personal_data: bool,
}

/// A published answer, as anybody sees it: never a requester, never the original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublishedAnswer {
    /// The paper.
    pub paper: Uuid,
    /// The request's index.
    pub index: String,
    /// What it is about.
    pub subject: String,
    /// The Kyiv date of publication.
    #[serde(with = "crate::kyiv::ymd")]
    pub on: NaiveDate,
    /// The file's name as it is offered, made of the index.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Its length in bytes.
    pub size: u64,
}

/// A paper as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PaperView {
    /// Its id.
    pub id: Uuid,
    /// The paper.
    pub paper: Paper,
    /// As what it is published, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<PublishedAnswer>,
}

/// An entry of the papers' history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PaperEntry {
    /// When, by the journal's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub at: DateTime<Utc>,
    /// The officer's name.
    pub actor: String,
    /// The paper's name.
    pub name: String,
    /// What.
    pub event: PaperEvent,
}

/// The papers of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CasePapers {
    /// Those that are there, the first first.
    pub papers: Vec<PaperView>,
    /// What happened to them, and to those that were taken away.
    pub history: Vec<PaperEntry>,
}

/// Shows the access code of a case. It rides in the body, because addresses end in logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ShowCode {
    /// The code as typed.
    pub access_code: String,
}

/// A file of the answer, as its requester sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnswerFile {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// The file it signs, if it is a signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signs: Option<Uuid>,
}

/// The files of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnswerFiles {
    /// In the order in which they were added.
    pub files: Vec<AnswerFile>,
}
