//! Between rows and the domain's types. Enums are stored by their names on the wire.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::law::Ruling;
use domain::request::{Case, Charge, RegistrationIndex, Term};
use domain::sync::office::JournalRow;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use super::{CaseRecord, Entry, JournalError, Registered, Rest};

/// A row of whatever database, read by the names of its columns.
pub(super) trait Columns {
    fn int(&self, name: &str) -> Result<i64, JournalError>;
    fn maybe_int(&self, name: &str) -> Result<Option<i64>, JournalError>;
    fn text(&self, name: &str) -> Result<String, JournalError>;
    fn maybe_text(&self, name: &str) -> Result<Option<String>, JournalError>;
    fn bytes(&self, name: &str) -> Result<Vec<u8>, JournalError>;
    fn id(&self, name: &str) -> Result<Uuid, JournalError>;

    /// A number of a narrower type: a year, an ordinal, a version.
    fn number<T: TryFrom<i64>>(&self, name: &str) -> Result<T, JournalError> {
        T::try_from(self.int(name)?).map_err(|_| JournalError::Unreadable("a number".into()))
    }
}

/// An enum's name on the wire.
pub(super) fn name_of(value: impl Serialize) -> Result<String, JournalError> {
    match serde_json::to_value(value)? {
        Value::String(name) => Ok(name),
        _ => Err(JournalError::Unreadable("an enum that is no name".into())),
    }
}

/// The enum with this name.
pub(super) fn of_name<T: DeserializeOwned>(name: String) -> Result<T, JournalError> {
    Ok(serde_json::from_value(Value::String(name))?)
}

pub(super) fn json<T: DeserializeOwned>(text: &str) -> Result<T, JournalError> {
    Ok(serde_json::from_str(text)?)
}

pub(super) fn instant(ms: i64) -> Result<DateTime<Utc>, JournalError> {
    DateTime::from_timestamp_millis(ms).ok_or_else(|| JournalError::Unreadable("an instant".into()))
}

fn index(row: &impl Columns) -> Result<RegistrationIndex, JournalError> {
    Ok(RegistrationIndex {
        year: row.number("year")?,
        ordinal: row.number("ordinal")?,
        text: row.text("index_text")?,
    })
}

/// The columns [`registered`] reads.
pub(super) const REGISTERED: &str = "id, digest, received_at, registered_at, year, ordinal,
    index_text, registered_class, registered_ruling, erased_at, outcome";

/// What a registration fixed.
pub(super) fn registered(row: &impl Columns) -> Result<Registered, JournalError> {
    let received_at = instant(row.int("received_at")?)?;
    let registered_at = row.maybe_int("registered_at")?;
    let registered_at = registered_at.map_or(Ok(received_at), instant)?;
    let ruling: Ruling = json(&row.text("registered_ruling")?)?;
    let class = of_name(row.text("registered_class")?)?;
    let index = index(row)?;
    let erased = match row.maybe_int("erased_at")? {
        Some(_) => Some(Box::new(Rest {
            index: index.text.clone(),
            outcome: row.maybe_text("outcome")?.map(of_name).transpose()?,
        })),
        None => None,
    };
    Ok(Registered {
        id: row.id("id")?,
        digest: of_name(row.text("digest")?)?,
        index,
        received_at,
        registered_at,
        registered_on: kyiv::date(registered_at),
        term: Term {
            class,
            deadline: ruling.deadline,
        },
        ruling,
        erased,
    })
}

/// The columns [`case`] reads beside [`REGISTERED`]. The account of the date in force stands with the
/// event that set it; before there could be several it stood with the request.
pub(super) const CASE: &str = "seq, submission, notice_by, coalesce(
        (SELECT e.ruling FROM events e WHERE e.request = requests.seq AND e.ruling IS NOT NULL
         ORDER BY e.n DESC LIMIT 1), requests.ruling) AS ruling";

/// A whole case, with the history that belongs to it.
pub(super) fn case(row: &impl Columns, history: Vec<Entry>) -> Result<CaseRecord, JournalError> {
    let registered = registered(row)?;
    let notice_by = row.maybe_text("notice_by")?;
    let notice_by = notice_by.map(|text| json(&text)).transpose()?;
    let ruling = row.maybe_text("ruling")?;
    let ruling: Option<Ruling> = ruling.map(|text| json(&text)).transpose()?;
    let submission = serde_json::from_slice(&row.bytes("submission")?)?;
    Ok(CaseRecord {
        case: CaseRecord::fold(&registered, &submission, notice_by, &history)?,
        submission,
        ruling: ruling.unwrap_or_else(|| registered.ruling.clone()),
        registered,
        notice_by,
        history,
    })
}

/// An entry of the history, out of `at`, `actor`, `position` and `event`.
pub(super) fn entry(row: &impl Columns) -> Result<Entry, JournalError> {
    let event = row.maybe_text("event")?;
    Ok(Entry {
        at: instant(row.int("at")?)?,
        actor: row.text("actor")?,
        position: row.maybe_text("position")?.unwrap_or_default(),
        event: event.map(|text| json(&text)).transpose()?,
    })
}

/// The columns [`journal_row`] reads.
pub(super) const ROW: &str = "seq, id, received_at, year, ordinal, index_text, requester, subject,
    class, deadline, ends_before, status, outcome, executor, channel, requester_type";

/// A row of the journal.
pub(super) fn journal_row(row: &impl Columns) -> Result<JournalRow, JournalError> {
    Ok(JournalRow {
        id: row.id("id")?,
        index: index(row)?,
        received_at: instant(row.int("received_at")?)?,
        requester: row.text("requester")?,
        subject: row.text("subject")?,
        term: Term {
            class: of_name(row.text("class")?)?,
            deadline: json(&row.text("deadline")?)?,
        },
        status: of_name(row.text("status")?)?,
        outcome: row.maybe_text("outcome")?.map(of_name).transpose()?,
        executor: row.maybe_text("executor")?,
        channel: of_name(row.text("channel")?)?,
        requester_type: of_name(row.text("requester_type")?)?,
    })
}

/// What the events fold to, in the columns it is kept in beside them.
#[derive(PartialEq, Eq)]
pub(super) struct State {
    pub(super) class: String,
    pub(super) deadline: String,
    pub(super) ends_before: i64,
    pub(super) status: String,
    pub(super) outcome: Option<String>,
    pub(super) executor: Option<String>,
    /// Everybody charged with it, each between line breaks ([`charged`]).
    pub(super) charged: String,
    /// When it was closed, in milliseconds since 1970, UTC.
    pub(super) closed_at: Option<i64>,
    pub(super) ground: Option<String>,
    /// Whether the term in force is a deferral's: 1 or 0, as are the other marks.
    pub(super) deferred: i64,
    /// Whether a part of it went to the proper holder.
    pub(super) forwarded_part: i64,
    pub(super) info_kind: Option<String>,
    pub(super) topic: Option<String>,
}

/// The column that everybody charged with a request stands in; empty when nobody is.
fn charged(charges: &[Charge]) -> String {
    let mut text = String::new();
    for charge in charges {
        text = format!("{text}\n{}", charge.executor);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// What [`charged`] is `LIKE`, with `\` as the escape, when this executor is among them.
pub(super) fn like_charged(executor: &str) -> String {
    let mut pattern = String::from("%\n");
    for c in executor.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern + "\n%"
}

impl State {
    pub(super) fn of(case: &Case) -> Result<Self, JournalError> {
        Ok(Self {
            class: name_of(case.term.class)?,
            deadline: serde_json::to_string(&case.term.deadline)?,
            ends_before: case.term.deadline.ends_before().timestamp_millis(),
            status: name_of(case.status)?,
            outcome: case.outcome.map(name_of).transpose()?,
            executor: case.executor().map(str::to_owned),
            charged: charged(&case.charges),
            closed_at: case.closed_at.map(|at| at.timestamp_millis()),
            ground: case.ground.map(name_of).transpose()?,
            deferred: case.deferred.into(),
            forwarded_part: case.forwarded_in_part.into(),
            info_kind: case.info.map(name_of).transpose()?,
            topic: case.topic.clone(),
        })
    }

    pub(super) fn stored(row: &impl Columns) -> Result<Self, JournalError> {
        Ok(Self {
            class: row.text("class")?,
            deadline: row.text("deadline")?,
            ends_before: row.int("ends_before")?,
            status: row.text("status")?,
            outcome: row.maybe_text("outcome")?,
            executor: row.maybe_text("executor")?,
            charged: row.text("charged")?,
            closed_at: row.maybe_int("closed_at")?,
            ground: row.maybe_text("ground")?,
            deferred: row.int("deferred")?,
            forwarded_part: row.int("forwarded_part")?,
            info_kind: row.maybe_text("info_kind")?,
            topic: row.maybe_text("topic")?,
        })
    }
}
