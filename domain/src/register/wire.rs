//! What crosses the network between office and server.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::access::{AccessPage, AccessPart, Duty};
use super::document::{Document, DocumentKind};
use super::table::{BadLine, TableFault};
use super::visit::{Standing, VisitEvent, VisitRules};

/// An entry of the history of the page on access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccessEntry {
    /// When, UTC.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: String,
    /// Which parts.
    pub parts: Vec<AccessPart>,
}

/// The page on access, as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccessCard {
    /// How often it was written; 0 when never.
    pub version: u64,
    /// The page.
    pub page: AccessPage,
    /// What the Law obliges to and is missing.
    pub lacks: Vec<Duty>,
    /// Its history, the latest first.
    pub history: Vec<AccessEntry>,
}

/// The page on access, changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccess {
    /// The version it was changed from.
    pub version: u64,
    /// The page.
    pub page: AccessPage,
}

/// What of the register is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DocumentFilter {
    /// Words, in any of their forms; all must be met.
    pub words: String,
    /// Only with this keyword, whole.
    pub keyword: String,
    /// Only of this kind.
    pub kind: Option<DocumentKind>,
    /// Only of this year.
    pub year: Option<i32>,
    /// What was taken out of the register instead of what is in it; the office sees that.
    pub out: bool,
}

/// A page of the register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DocumentsAsk {
    /// What is asked for.
    pub filter: DocumentFilter,
    /// [`DocumentsPage::next`] of the page before.
    pub after: Option<String>,
}

/// A document in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentRow {
    /// Its id.
    pub id: Uuid,
    /// The entry.
    pub document: Document,
}

/// A page of the register, the latest documents first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentsPage {
    /// The documents.
    pub rows: Vec<DocumentRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// An entry of a document's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentEntry {
    /// When, UTC.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: String,
    /// Whether it came out of a table.
    pub imported: bool,
    /// Why it was taken out of the register, if it was.
    #[serde(default)]
    pub out: Option<String>,
    /// Whether it was put back.
    #[serde(default)]
    pub back: bool,
}

/// A document as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentCard {
    /// Its id.
    pub id: Uuid,
    /// How often it was written.
    pub version: u64,
    /// The entry.
    pub document: Document,
    /// Whether it was taken out of the register: nobody but the office sees it.
    #[serde(default)]
    pub out: bool,
    /// Its history, the latest first.
    pub history: Vec<DocumentEntry>,
}

/// A document, entered or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDocument {
    /// The version it was changed from; 0 for a new one.
    pub version: u64,
    /// The entry.
    pub document: Document,
}

/// What an officer does with an entry of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DocumentAct {
    /// It was entered by mistake: it is taken out. Its history stays.
    TakenOut {
        /// Why.
        reason: String,
    },
    /// It is put back.
    PutBack,
}

/// What an officer does with an entry of the register, as they saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentActAsk {
    /// The version it was decided on.
    pub version: u64,
    /// What.
    pub act: DocumentAct,
}

/// A table to be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportAsk {
    /// The whole file, CSV.
    pub text: String,
    /// Whether it is taken in, or only looked at.
    pub write: bool,
    /// Whether the good lines are taken although others are bad.
    pub only_good: bool,
    /// How many good lines were taken already: [`ImportTold::next`] of the answer before.
    #[serde(default)]
    pub from: u32,
}

/// What a table holds, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportTold {
    /// Why it can't be read at all.
    pub fault: Option<TableFault>,
    /// How many lines are good.
    pub good: u32,
    /// How many of those are in the register already, of the same table taken in before.
    pub known: u32,
    /// The lines that are bad, at most the first thousand.
    pub bad: Vec<BadLine>,
    /// How many lines are bad.
    pub bad_count: u32,
    /// How many were written now.
    pub written: u32,
    /// Where to go on: a long table is taken in part by part.
    pub next: Option<u32>,
}

/// A booking, as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OfficeVisit {
    /// Its number within the day.
    pub n: u32,
    /// Its number as the visitor has it.
    pub number: String,
    /// When its slot starts, Kyiv.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub starts: NaiveTime,
    /// Name; empty once erased.
    pub name: String,
    /// Phone or e-mail.
    pub contact: String,
    /// Which documents.
    pub wish: String,
    /// How it stands.
    pub standing: Standing,
    /// Why it was refused.
    pub reason: String,
    /// Whether the visitor came, once that is noted.
    pub came: Option<bool>,
    /// Whether what is personal was erased.
    pub erased: bool,
}

/// The bookings of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitDay {
    /// The day, Kyiv.
    pub day: NaiveDate,
    /// How often its bookings were written.
    pub version: u64,
    /// The bookings, by slot and number.
    pub visits: Vec<OfficeVisit>,
}

/// What an officer does with a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitAsk {
    /// Its number within the day.
    pub n: u32,
    /// How it stood when that was decided.
    pub standing: Standing,
    /// What.
    pub event: VisitEvent,
}

/// The rules of the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitRulesCard {
    /// How often they were written; 0 when never.
    pub version: u64,
    /// The rules.
    pub rules: VisitRules,
}

/// The rules of the place, changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewVisitRules {
    /// The version they were changed from.
    pub version: u64,
    /// The rules.
    pub rules: VisitRules,
}

/// How many want to come on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitDayRow {
    /// The day, Kyiv.
    pub day: NaiveDate,
    /// Bookings that have a seat.
    pub visits: u32,
    /// Those nobody has looked at.
    pub asked: u32,
}

/// The place to work with documents, as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VisitsBoard {
    /// Its rules.
    pub rules: VisitRulesCard,
    /// Days with bookings: today's and later, and those before whose data are still kept.
    pub days: Vec<VisitDayRow>,
    /// Today, Kyiv.
    pub today: NaiveDate,
}
