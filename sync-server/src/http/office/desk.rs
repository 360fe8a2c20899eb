//! What is an officer's own, and how the officer's history is told.

use chrono::{DateTime, Utc};
use domain::sync::people::{StaffEntry, StaffEvent};

use crate::factor::Own;
use crate::http::AppState;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::people::{own_record, record_id};
use crate::journal::{Decided, JournalError, Officer, Record, RecordEntry, RecordKind, record};

/// What becomes of it: an error changes nothing unless it says so itself.
pub(super) struct Change<T> {
    /// What the history says.
    pub(super) event: Option<StaffEvent>,
    /// Whether it is written.
    pub(super) keep: bool,
    /// What is answered.
    pub(super) answer: Result<T, Problem>,
}

impl<T> Change<T> {
    /// It is written, and this is answered.
    pub(super) fn keep(event: Option<StaffEvent>, answer: Result<T, Problem>) -> Self {
        Self {
            event,
            keep: true,
            answer,
        }
    }

    /// It stays as it was.
    pub(super) fn leave(answer: Result<T, Problem>) -> Self {
        Self {
            event: None,
            keep: false,
            answer,
        }
    }
}

fn read(record: Option<&Record>) -> Result<Own, JournalError> {
    // Unreadable is not empty: a second factor must not go off by that.
    Ok(record.map_or(Ok(Own::default()), |record| {
        serde_json::from_str(&record.body)
    })?)
}

/// What is this officer's own.
pub(super) async fn load(app: &AppState, officer: i64) -> Result<Own, Problem> {
    let id = record_id(officer);
    let found = app.journal.record(app.holder, RecordKind::Desk, id).await?;
    Ok(read(found.as_ref())?)
}

/// Changes what is this officer's own, inside the transaction that reads it.
pub(super) async fn change<T: Send + 'static>(
    app: &AppState,
    officer: i64,
    by: Option<&Officer>,
    how: impl FnOnce(&mut Own, DateTime<Utc>) -> Change<T> + Send + 'static,
) -> Result<T, Problem> {
    let id = record_id(officer);
    let decide = move |there: Option<&Record>, now: DateTime<Utc>| {
        let mut own = match read(there) {
            Ok(own) => own,
            Err(error) => return (Decided::Leave, Err(Problem::from(error))),
        };
        let change = how(&mut own, now);
        if !change.keep {
            return (Decided::Leave, change.answer);
        }
        let write = serde_json::to_string(&own)
            .map_err(JournalError::from)
            .and_then(|body| own_record(officer, body, change.event.as_ref()));
        match write {
            Ok(write) => (Decided::Write(Box::new(write)), change.answer),
            Err(error) => (Decided::Leave, Err(error.into())),
        }
    };
    let kind = RecordKind::Desk;
    let (_, answer) = record::change(&*app.journal, app.holder, kind, id, by, decide).await?;
    answer
}

/// Adds an entry to an officer's history.
pub(super) async fn note(
    app: &AppState,
    officer: i64,
    by: Option<&Officer>,
    event: StaffEvent,
) -> Result<(), Problem> {
    change(app, officer, by, |_, _| Change::keep(Some(event), Ok(()))).await
}

/// An officer's history, the latest first.
pub(super) async fn history(app: &AppState, officer: i64) -> Result<Vec<StaffEntry>, Problem> {
    let id = record_id(officer);
    let entries = app
        .journal
        .record_history(app.holder, RecordKind::Desk, id)
        .await?;
    let tell = |entry: RecordEntry| {
        Ok(StaffEntry {
            at: entry.at,
            actor: entry.actor,
            what: serde_json::from_str(&entry.event)?,
        })
    };
    let told: Result<Vec<StaffEntry>, JournalError> = entries.into_iter().rev().map(tell).collect();
    Ok(told?)
}

/// The number of an officer in an address.
pub(super) fn read_number(text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Kind::NotFound.into())
}
