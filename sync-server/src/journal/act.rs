//! An officer's act, as far as no database is needed for it.

use chrono::{DateTime, Utc};
use domain::request::Refused;
use domain::sync::office::OfficeAct;

use super::chain::{self, Said, Sum};
use super::decide::{Desk, Step, decide};
use super::rows::State;
use super::{CaseRecord, Entry, HolderId, HolderSettings, JournalError, Officer};

/// An event in the columns it is recorded in.
pub(super) struct Recorded<'a> {
    pub(super) holder: HolderId,
    /// Its number, which is the case's new version.
    pub(super) n: u64,
    /// When, in milliseconds since 1970, UTC.
    pub(super) at: i64,
    pub(super) officer: Option<i64>,
    pub(super) actor: &'a str,
    pub(super) event: &'a str,
    /// The account of the date it set, if it set one.
    pub(super) ruling: Option<&'a str>,
    /// Its part in the chain.
    pub(super) sum: Sum,
}

impl<'a> Recorded<'a> {
    /// The next event of this case, which nobody made but the server.
    pub(super) fn by_server(
        holder: HolderId,
        record: &CaseRecord,
        event: &'a str,
        at: DateTime<Utc>,
    ) -> Self {
        let (n, at) = (record.version() + 1, at.timestamp_millis());
        let said = Said {
            holder,
            id: record.registered.id,
            n,
            at,
            officer: None,
            actor: "",
            event: Some(event),
            ruling: None,
        };
        Self {
            holder,
            n,
            at,
            officer: None,
            actor: "",
            event,
            ruling: None,
            sum: chain::event(&said, None),
        }
    }
}

/// An act that the rules allow, in the columns it is recorded in.
pub(super) struct Taken {
    pub(super) holder: HolderId,
    /// The event's number, which is the case's new version.
    pub(super) n: u64,
    /// When, in milliseconds since 1970, UTC.
    pub(super) at: i64,
    /// Who acts: an officer, or nobody but the server.
    by: Option<Officer>,
    pub(super) event: String,
    /// The account of the date it set, if it set one.
    pub(super) ruling: Option<String>,
    pub(super) state: State,
    /// Its part in the chain.
    pub(super) sum: Sum,
    step: Step,
    now: DateTime<Utc>,
}

impl Taken {
    /// Decides on an act on this case at this moment.
    pub(super) fn new(
        settings: &HolderSettings,
        holder: HolderId,
        record: &CaseRecord,
        act: OfficeAct,
        officer: Officer,
        now: DateTime<Utc>,
    ) -> Result<Result<Self, Refused>, JournalError> {
        let desk = Desk {
            settings,
            officer: &officer,
            now,
        };
        match decide(desk, &record.case, act)? {
            Ok(step) => Self::of(holder, record, step, Some(officer), now).map(Ok),
            Err(refused) => Ok(Err(refused)),
        }
    }

    /// A step that is decided.
    pub(super) fn of(
        holder: HolderId,
        record: &CaseRecord,
        step: Step,
        by: Option<Officer>,
        now: DateTime<Utc>,
    ) -> Result<Self, JournalError> {
        let event = serde_json::to_string(&step.event)?;
        let ruling = step.ruling.as_ref().map(serde_json::to_string);
        let ruling = ruling.transpose()?;
        let (n, at) = (record.version() + 1, now.timestamp_millis());
        let said = Said {
            holder,
            id: record.registered.id,
            n,
            at,
            officer: by.as_ref().map(|officer| officer.id),
            actor: by.as_ref().map_or("", |officer| &officer.name),
            event: Some(&event),
            ruling: ruling.as_deref(),
        };
        Ok(Self {
            sum: chain::event(&said, None),
            state: State::of(&step.case)?,
            holder,
            n,
            at,
            by,
            event,
            ruling,
            step,
            now,
        })
    }

    /// The event as it is recorded.
    pub(super) fn recorded(&self) -> Recorded<'_> {
        Recorded {
            holder: self.holder,
            n: self.n,
            at: self.at,
            officer: self.by.as_ref().map(|officer| officer.id),
            actor: self.by.as_ref().map_or("", |officer| &officer.name),
            event: &self.event,
            ruling: self.ruling.as_deref(),
            sum: self.sum,
        }
    }

    /// The case as it stands after it.
    pub(super) fn onto(self, mut record: CaseRecord) -> CaseRecord {
        let (actor, position) = self
            .by
            .map(|officer| (officer.name, officer.position))
            .unwrap_or_default();
        record.history.push(Entry {
            at: self.now,
            actor,
            position,
            event: Some(self.step.event),
        });
        record.case = self.step.case;
        record.ruling = self.step.ruling.unwrap_or(record.ruling);
        record
    }
}
