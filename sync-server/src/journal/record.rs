//! Records: what the council keeps beside requests, such as open days, kiosks, papers of a
//! case, letters on their way.
//!
//! A record is an aggregate of the domain, stored as its JSON. Whoever changes it says how by a
//! function of what is there now ([`Decide`]), which runs inside the writing transaction: two who
//! change one record at the same time are told apart there, not in the page. What is looked up or
//! sorted by stands in columns, what is searched by in words of its own.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{HolderId, Journal, JournalError, Officer};

/// What a record is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordKind {
    /// A letter on its way by e-mail.
    Mail,
    /// Someone invited to become an officer.
    Invitation,
    /// An officer's own: second factor, saved views.
    Desk,
    /// A file that an officer put to a request.
    Paper,
    /// A tablet that visitors use.
    Kiosk,
    /// What a kiosk sealed and the server could not open.
    Sealed,
    /// An open day.
    OpenDay,
    /// Who comes to an open day; of the same id as the day.
    Places,
    /// An answer to a survey.
    Answer,
    /// A question, proposal or remark of an open day's participant.
    Question,
    /// A photo or material of an open day.
    DayFile,
}

impl RecordKind {
    /// How it is called in the database. Never changed once released.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Invitation => "invitation",
            Self::Desk => "desk",
            Self::Paper => "paper",
            Self::Kiosk => "kiosk",
            Self::Sealed => "sealed",
            Self::OpenDay => "open_day",
            Self::Places => "places",
            Self::Answer => "answer",
            Self::Question => "question",
            Self::DayFile => "day_file",
        }
    }
}

/// A record as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id, unique among records of its kind.
    pub id: Uuid,
    /// How often it was written: 1 for a new one.
    pub version: u64,
    /// What else it is looked up by, unique within its kind.
    pub key: Option<String>,
    /// What it belongs to: a request, an open day, a state.
    pub parent: String,
    /// What it is sorted by.
    pub place: i64,
    /// The aggregate as JSON.
    pub body: String,
    /// When it was last written, UTC.
    pub changed_at: DateTime<Utc>,
}

/// How a record is to stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordWrite {
    /// What else it is looked up by, unique within its kind.
    pub key: Option<String>,
    /// What it belongs to; empty for nothing.
    pub parent: String,
    /// What it is sorted by.
    pub place: i64,
    /// The texts it is found by.
    pub found_by: Vec<String>,
    /// The aggregate as JSON.
    pub body: String,
    /// What happened, as JSON, for its history; nothing is added there without.
    pub event: Option<String>,
}

/// What becomes of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It is written like this.
    Write(Box<RecordWrite>),
    /// It is taken away; its history stays.
    Delete,
    /// Nothing changes.
    Leave,
}

/// Says what becomes of a record: given what is there, and the moment of the write.
pub type Decide = Box<dyn FnOnce(Option<&Record>, DateTime<Utc>) -> Decided + Send>;

/// Which records are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordQuery {
    /// Only those that belong to this.
    pub parent: Option<String>,
    /// Only those with a word beginning like each word of this.
    pub search: String,
    /// Only those sorted at this or later.
    pub from: Option<i64>,
    /// Only those sorted before this.
    pub before: Option<i64>,
    /// The latest first.
    pub descending: bool,
    /// Only those behind this one.
    pub after: Option<(i64, Uuid)>,
    /// At most so many; [`super::PAGE`] when 0.
    pub limit: usize,
}

/// An entry of a record's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordEntry {
    /// Its number, from 1.
    pub n: u64,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// By whom; empty for nobody of the council.
    pub actor: String,
    /// What happened, as JSON.
    pub event: String,
}

/// Bytes that belong to a record: a scan, a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Its id.
    pub id: Uuid,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Changes a record by a function that has an answer, which is given back once the change is kept.
///
/// # Errors
/// As [`Journal::change_record`].
pub async fn change<T: Send + 'static>(
    journal: &dyn Journal,
    holder: HolderId,
    kind: RecordKind,
    id: Uuid,
    by: Option<&Officer>,
    decide: impl FnOnce(Option<&Record>, DateTime<Utc>) -> (Decided, T) + Send + 'static,
) -> Result<(Option<Record>, T), JournalError> {
    let answer = Arc::new(Mutex::new(None));
    let told = answer.clone();
    let decide: Decide = Box::new(move |record, now| {
        let (decided, answer) = decide(record, now);
        *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
        decided
    });
    let record = journal
        .change_record(holder, kind, id, by.cloned(), decide)
        .await?;
    let answer = answer
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()
        .ok_or_else(|| JournalError::Database("a decision without an answer".into()))?;
    Ok((record, answer))
}

/// The words a record is found by, each once.
pub(super) fn words(found_by: &[String]) -> Vec<String> {
    let texts: Vec<&str> = found_by.iter().map(String::as_str).collect();
    let mut words: Vec<String> = super::search::words(&texts)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The question for a page of records: its conditions after the holder and the kind, which are
/// parameters 1 and 2, and its other parameters in their order. `$n` is spelt by `parameter`.
pub(super) fn conditions(query: &RecordQuery, parameter: fn(usize) -> String) -> Question {
    let mut question = Question::default();
    let (later, order) = if query.descending {
        ("<", "DESC")
    } else {
        (">", "ASC")
    };
    if let Some(parent) = &query.parent {
        question.add(" AND parent = ", Value::Text(parent.clone()), parameter);
    }
    if let Some(from) = query.from {
        question.add(" AND place >= ", Value::Int(from), parameter);
    }
    if let Some(before) = query.before {
        question.add(" AND place < ", Value::Int(before), parameter);
    }
    if let Some((place, id)) = query.after {
        question.add(
            &format!(" AND (place, id) {later} ("),
            Value::Int(place),
            parameter,
        );
        question.add(", ", Value::Id(id), parameter);
        question.sql.push(')');
    }
    for beginning in super::search::beginnings(&query.search) {
        question.sql.push_str(
            " AND EXISTS (SELECT 1 FROM record_words w WHERE w.holder = records.holder
                 AND w.kind = records.kind AND w.id = records.id",
        );
        // No letter sorts behind the last code point.
        let end = format!("{beginning}\u{10FFFF}");
        question.add(" AND w.word >= ", Value::Text(beginning), parameter);
        question.add(" AND w.word < ", Value::Text(end), parameter);
        question.sql.push(')');
    }
    let limit = if query.limit == 0 {
        super::PAGE
    } else {
        query.limit
    };
    question.sql.push_str(&format!(
        " ORDER BY place {order}, id {order} LIMIT {limit}"
    ));
    question
}

/// A value of a question.
pub(super) enum Value {
    Int(i64),
    Text(String),
    Id(Uuid),
}

/// What is asked after the holder and the kind.
#[derive(Default)]
pub(super) struct Question {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Question {
    fn add(&mut self, sql: &str, value: Value, parameter: fn(usize) -> String) {
        self.values.push(value);
        // The holder and the kind come first.
        self.sql.push_str(sql);
        self.sql.push_str(&parameter(self.values.len() + 2));
    }
}

/// The columns [`record`] reads.
pub(super) const COLUMNS: &str = "id, version, key, parent, place, body, changed_at";

/// A record of its row.
pub(super) fn record(row: &impl super::rows::Columns) -> Result<Record, JournalError> {
    Ok(Record {
        id: row.id("id")?,
        version: row.number("version")?,
        key: row.maybe_text("key")?,
        parent: row.text("parent")?,
        place: row.int("place")?,
        body: row.text("body")?,
        changed_at: super::rows::instant(row.int("changed_at")?)?,
    })
}

/// An entry of a record's history, of its row.
pub(super) fn entry(row: &impl super::rows::Columns) -> Result<RecordEntry, JournalError> {
    Ok(RecordEntry {
        n: row.number("n")?,
        at: super::rows::instant(row.int("at")?)?,
        actor: row.text("actor")?,
        event: row.text("event")?,
    })
}
