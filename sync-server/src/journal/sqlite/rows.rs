//! Between rows and the domain's types. Enums are stored by their names on the wire.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::law::Ruling;
use domain::request::{RegistrationIndex, Term};
use domain::sync::Digest;
use domain::sync::office::JournalRow;
use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::journal::{JournalError, Registered};

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

fn uuid(row: &Row<'_>) -> Result<Uuid, JournalError> {
    Uuid::from_slice(&row.get::<_, Vec<u8>>("id")?)
        .map_err(|_| JournalError::Unreadable("an id".into()))
}

fn index(row: &Row<'_>) -> Result<RegistrationIndex, JournalError> {
    Ok(RegistrationIndex {
        year: row.get("year")?,
        ordinal: row.get("ordinal")?,
        text: row.get("index_text")?,
    })
}

/// What a registration fixed.
pub(super) fn registered(row: &Row<'_>) -> Result<Registered, JournalError> {
    let received_at = instant(row.get("received_at")?)?;
    let ruling: Ruling = json(&row.get::<_, String>("registered_ruling")?)?;
    let class = of_name(row.get("registered_class")?)?;
    Ok(Registered {
        id: uuid(row)?,
        digest: digest(row.get("digest")?)?,
        index: index(row)?,
        received_at,
        registered_on: kyiv::date(received_at),
        term: Term {
            class,
            deadline: ruling.deadline,
        },
        ruling,
    })
}

fn digest(text: String) -> Result<Digest, JournalError> {
    of_name(text)
}

/// The columns [`journal_row`] reads.
pub(super) const ROW: &str = "seq, id, received_at, year, ordinal, index_text, requester, subject,
    class, deadline, ends_before, status, outcome, executor";

/// A row of the journal.
pub(super) fn journal_row(row: &Row<'_>) -> Result<JournalRow, JournalError> {
    let outcome: Option<String> = row.get("outcome")?;
    Ok(JournalRow {
        id: uuid(row)?,
        index: index(row)?,
        received_at: instant(row.get("received_at")?)?,
        requester: row.get("requester")?,
        subject: row.get("subject")?,
        term: Term {
            class: of_name(row.get("class")?)?,
            deadline: json(&row.get::<_, String>("deadline")?)?,
        },
        status: of_name(row.get("status")?)?,
        outcome: outcome.map(of_name).transpose()?,
        executor: row.get("executor")?,
    })
}
