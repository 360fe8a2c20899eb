//! Records: what the council keeps beside requests, such as open days, kiosks, papers of a
//! case, letters on their way.
//!
//! A record is an aggregate of the domain, stored as its JSON. Whoever changes it says how by a
//! function of what is there now ([`Decide`]), which runs inside the writing transaction: two who
//! change one record at the same time are told apart there, not in the page. What is looked up or
//! sorted by stands in columns, what is searched by in words of its own.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::forms::{Form, forms};
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
    /// What is published of access, one of the council.
    Access,
    /// A document the council holds.
    Document,
    /// How the place to work with documents is given, one of the council.
    VisitRules,
    /// Who works there on one day.
    Visits,
    /// A file of a build of the app, for pages of that build.
    BuildFile,
    /// The access code of a device whose request an officer had entered; of the request's id.
    SecondCode,
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
            Self::Access => "access",
            Self::Document => "document",
            Self::VisitRules => "visit_rules",
            Self::Visits => "visits",
            Self::BuildFile => "build_file",
            Self::SecondCode => "second_code",
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

impl Record {
    /// The aggregate it keeps.
    ///
    /// # Errors
    /// When it is no such aggregate.
    pub fn read<A: DeserializeOwned>(&self) -> Result<A, JournalError> {
        Ok(serde_json::from_str(&self.body)?)
    }

    /// The aggregate it keeps, with its version.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn aggregate<A: DeserializeOwned>(&self) -> Result<(A, u64), JournalError> {
        Ok((self.read()?, self.version))
    }
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
    /// The marks it is found by, whole ([`RecordQuery::marks`]): a year, a kind, a keyword.
    pub marks: Vec<String>,
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
    /// Only those with each word of this, in any of its forms ([`super::forms`]).
    pub search: String,
    /// Only those with each of these marks.
    pub marks: Vec<String>,
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

/// Changes a record by a function of what it is now, in one transaction with the look at it. A fault
/// changes nothing.
///
/// # Errors
/// As [`Journal::change_record`], and what the function says.
pub async fn change_or_fault<T: Send + 'static, F>(
    journal: &dyn Journal,
    holder: HolderId,
    (kind, id): (RecordKind, Uuid),
    by: Option<&Officer>,
    decide: impl FnOnce(Option<&Record>, DateTime<Utc>) -> Result<(Option<RecordWrite>, T), F>
    + Send
    + 'static,
) -> Result<T, F>
where
    F: From<JournalError> + Send + 'static,
{
    let decide = move |known: Option<&Record>, now| match decide(known, now) {
        Ok((Some(write), told)) => (Decided::Write(Box::new(write)), Ok(told)),
        Ok((None, told)) => (Decided::Leave, Ok(told)),
        Err(fault) => (Decided::Leave, Err(fault)),
    };
    let (_, told) = change(journal, holder, kind, id, by, decide).await?;
    told
}

/// Changes an aggregate by a function of what it is now and its version, in one transaction with the
/// look at it. A fault changes nothing.
///
/// # Errors
/// As [`Journal::change_record`], and what the function says.
pub async fn change_aggregate<A: DeserializeOwned, T: Send + 'static, F>(
    journal: &dyn Journal,
    holder: HolderId,
    what: (RecordKind, Uuid),
    by: Option<&Officer>,
    decide: impl FnOnce(Option<(A, u64)>, DateTime<Utc>) -> Result<(Option<RecordWrite>, T), F>
    + Send
    + 'static,
) -> Result<T, F>
where
    F: From<JournalError> + Send + 'static,
{
    let decide =
        move |known: Option<&Record>, now| decide(known.map(Record::aggregate).transpose()?, now);
    change_or_fault(journal, holder, what, by, decide).await
}

/// A mark among the words of a record: no word of a text begins so.
fn marked(mark: &str) -> String {
    format!("={mark}")
}

/// The words and marks a record is found by, each once.
pub(super) fn words(write: &RecordWrite) -> Vec<String> {
    let texts: Vec<&str> = write.found_by.iter().map(String::as_str).collect();
    let mut words: Vec<String> = super::search::words(&texts)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    words.extend(write.marks.iter().map(|mark| marked(mark)));
    words.sort_unstable();
    words.dedup();
    words
}

/// What a record must have to be found: one of these words, or a word beginning so.
pub(super) type Sought = Vec<Form>;

/// Everything a record must have to be found.
pub(super) fn sought(query: &RecordQuery) -> Vec<Sought> {
    let words = super::search::beginnings(&query.search);
    let words = words.iter().map(|word| forms(word));
    let marks = query
        .marks
        .iter()
        .map(|mark| vec![Form::Whole(marked(mark))]);
    // Marks first: they are one look, and most rows fail there.
    marks.chain(words).collect()
}

/// Records that a word may have before the list is walked in its order and each is asked for the
/// word. With fewer, only they are looked at.
const FEW: usize = 5_000;

/// Whether only few records have one of these: asked with the holder and the kind as parameters 1
/// and 2. [`Question::values`] are the others.
pub(super) fn how_many(sought: &Sought, parameter: fn(usize) -> String) -> Question {
    let mut question = Question::default();
    question.sql.push_str("SELECT count(*) FROM (");
    question.ids_of(sought, parameter);
    question.sql.push_str(&format!(" LIMIT {FEW}) AS found"));
    question
}

/// Whether a count of [`how_many`] is of few.
pub(super) const fn is_few(count: i64) -> bool {
    count < FEW as i64
}

/// The question for a page of records: its conditions after the holder and the kind, which are
/// parameters 1 and 2, and its other parameters in their order. `$n` is spelt by `parameter`; `few`
/// says of each thing sought whether few records have it.
pub(super) fn conditions(
    query: &RecordQuery,
    sought: &[(Sought, bool)],
    parameter: fn(usize) -> String,
) -> Question {
    let mut question = Question::default();
    let (later, order) = if query.descending {
        ("<", "DESC")
    } else {
        (">", "ASC")
    };
    let few = sought.iter().any(|(_, few)| *few);
    if let Some(parent) = &query.parent {
        // Few: what they belong to is looked at after their ids, not walked through whole.
        let of = if few {
            " AND parent || '' = "
        } else {
            " AND parent = "
        };
        question.add(of, Value::Text(parent.clone()), parameter);
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
    for (sought, few) in sought {
        if *few {
            question.sql.push_str(" AND id IN (");
            question.ids_of(sought, parameter);
        } else {
            question
                .sql
                .push_str(" AND EXISTS (SELECT 1 FROM record_words w");
            question.of_kind(parameter);
            question.sql.push_str(" AND w.id = records.id AND (");
            question.any_of(sought, parameter);
            question.sql.push(')');
        }
        question.sql.push(')');
    }
    let limit = if query.limit == 0 {
        super::PAGE
    } else {
        query.limit
    };
    // Few: their ids are looked up, and put in order after; the sign keeps the database from
    // walking the whole list for its order. Many: the list is walked until the page is full.
    let place = if few { "+place" } else { "place" };
    let end = format!(" ORDER BY {place} {order}, id {order} LIMIT {limit}");
    question.sql.push_str(&end);
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
    /// Of rows `w` those of the holder and the kind.
    fn of_kind(&mut self, parameter: fn(usize) -> String) {
        let (holder, kind) = (parameter(1), parameter(2));
        self.sql
            .push_str(&format!(" WHERE w.holder = {holder} AND w.kind = {kind}"));
    }

    /// The ids of the records with one of these words, each form by the index of its own.
    fn ids_of(&mut self, sought: &Sought, parameter: fn(usize) -> String) {
        for (n, form) in sought.iter().enumerate() {
            let union = if n == 0 { "" } else { " UNION ALL " };
            self.sql.push_str(union);
            self.sql.push_str("SELECT w.id FROM record_words w");
            self.of_kind(parameter);
            self.sql.push_str(" AND ");
            self.is(form, parameter);
        }
    }

    /// Of rows `w` those with one of these words.
    fn any_of(&mut self, sought: &Sought, parameter: fn(usize) -> String) {
        for (n, form) in sought.iter().enumerate() {
            self.sql.push_str(if n == 0 { "" } else { " OR " });
            self.is(form, parameter);
        }
    }

    /// Of rows `w` those with a word of this form.
    fn is(&mut self, form: &Form, parameter: fn(usize) -> String) {
        match form {
            Form::Whole(word) => self.add("w.word = ", Value::Text(word.clone()), parameter),
            Form::Beginning(word) => {
                // No letter sorts behind the last code point.
                let end = format!("{word}\u{10FFFF}");
                self.add("(w.word >= ", Value::Text(word.clone()), parameter);
                self.add(" AND w.word < ", Value::Text(end), parameter);
                self.sql.push(')');
            }
        }
    }

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
