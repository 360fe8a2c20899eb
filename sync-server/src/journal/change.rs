//! Changing a council's settings, and the dates of open requests with them.

use chrono::{DateTime, Utc};
use domain::law::Deadline;
use domain::request::{Act, Event, apply, recount};
use uuid::Uuid;

use super::act::Taken;
use super::decide::Step;
use super::{CaseRecord, HolderId, HolderSettings, JournalError, Officer};

/// New settings, by whom, and why dates move.
#[derive(Debug, Clone)]
pub struct Change {
    /// The settings from now on.
    pub settings: HolderSettings,
    /// What changed, and by which act; stands in the history of every request that moves.
    pub reason: String,
    /// The officer who changes them; none for who has the server's shell.
    pub officer: Option<Officer>,
}

/// An open request whose deadline moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedDate {
    /// The submission's id.
    pub id: Uuid,
    /// Its registration index.
    pub index: String,
    /// The deadline so far.
    pub from: Deadline,
    /// The deadline from now on.
    pub to: Deadline,
}

/// What the change does to this case, if anything: the event to record and what to tell of it.
pub(super) fn moved(
    holder: HolderId,
    record: &CaseRecord,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<Option<(Taken, MovedDate)>, JournalError> {
    let settings = &change.settings;
    let found = recount(&record.case, &settings.calendar(), &settings.policy)?;
    let Some(recount) = found else {
        return Ok(None);
    };
    // A clock that was set back must not keep the others from moving.
    let last = record.history.iter().map(|entry| entry.at).max();
    let now = now.max(record.case.received_at).max(last.unwrap_or(now));
    let event = Event::CalendarMoved {
        deadline: recount.ruling.deadline,
        notice_by: recount.notice_by,
        reason: change.reason.clone(),
    };
    let act = Act { event, at: now };
    let case = apply(&record.case, &act)
        .map_err(|refused| JournalError::Unreadable(format!("a calendar: {refused}")))?;
    let told = MovedDate {
        id: record.registered.id,
        index: record.registered.index.text.clone(),
        from: record.case.term.deadline,
        to: case.term.deadline,
    };
    let step = Step {
        event: act.event,
        case,
        ruling: Some(recount.ruling),
    };
    let taken = Taken::of(holder, record, step, change.officer.clone(), now)?;
    Ok(Some((taken, told)))
}
