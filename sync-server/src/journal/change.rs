//! Changing a council's settings, and the dates of open requests with them.

use chrono::{DateTime, Datelike, Utc};
use domain::kyiv;
use domain::law::Deadline;
use domain::request::{Act, Event, apply, recount};
use uuid::Uuid;

use super::act::Taken;
use super::decide::Step;
use super::{CaseRecord, HolderId, HolderSettings, JournalError, Officer};
use domain::sync::Digest;

/// New settings, by whom, and why dates move.
#[derive(Debug, Clone)]
pub struct Change {
    /// The settings from now on.
    pub settings: HolderSettings,
    /// What changed, and by which act; stands in the history of every request that moves.
    pub reason: String,
    /// The officer who changes them; none for who has the server's shell.
    pub officer: Option<Officer>,
    /// [`HolderSettings::version`] as the officer saw it: if it is another one now, nothing
    /// changes, and what the page of settings does not show stays as it is. With none, the settings
    /// are taken whole.
    pub known: Option<Digest>,
}

impl Change {
    /// The settings this leads to, given those that are there; none when they are not those the
    /// officer saw.
    pub(super) fn onto(
        &self,
        present: HolderSettings,
    ) -> Result<Option<HolderSettings>, JournalError> {
        Ok(match &self.known {
            None => Some(self.settings.clone()),
            Some(known) if *known == present.version()? => {
                Some(present.with_council(self.settings.of_council()))
            }
            Some(_) => None,
        })
    }
}

/// What came of a change of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// These dates moved.
    Done(Vec<MovedDate>),
    /// The settings are not those the officer saw; nothing changed.
    Stale,
    /// A coming request of this year would get this index, which another one has; nothing changed.
    IndexTaken(String),
}

/// What both databases ask before they change settings, and what they ask it of.
pub(super) enum Asked {
    /// These are to be the settings.
    Settings(Box<HolderSettings>),
    /// These are, if no index that was given in this year is given again.
    Unless(Box<HolderSettings>, i32),
    /// Nothing is to change.
    Not(Changed),
}

/// What a change asks for of what is there now.
pub(super) fn asked(
    present: Option<HolderSettings>,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<Asked, JournalError> {
    let present = present.ok_or(JournalError::NoHolder)?;
    let same = present.index == change.settings.index;
    Ok(match change.onto(present)? {
        None => Asked::Not(Changed::Stale),
        Some(settings) if same => Asked::Settings(Box::new(settings)),
        Some(settings) => Asked::Unless(Box::new(settings), kyiv::date(now).year()),
    })
}

/// The settings, unless they would give an index of this year again: the database refuses that, and
/// with it every push from then on.
pub(super) fn unless_repeated(
    settings: Box<HolderSettings>,
    year: i32,
    next: u32,
    given: &[String],
) -> Asked {
    let given = given.iter().map(String::as_str);
    match settings.index.repeats(year, next, given) {
        Some(index) => Asked::Not(Changed::IndexTaken(index)),
        None => Asked::Settings(settings),
    }
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
