//! The council's duties beside answering requests, in the journal's records: what it publishes of
//! access, the register of its documents, bookings of the place to work with them. What is right
//! says `domain::register`; here it meets the records, inside their writing transaction.

mod access;
mod documents;
mod import;
mod visits;

use chrono::{DateTime, Utc};
use domain::register::visit::{RulesFault, VisitRefused};
use domain::register::{AccessProblem, DocumentProblem};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

pub use access::PublicAccess;
pub use documents::{Listed, PAGE};
pub use visits::{FreeSlot, OwnVisit, erase_by_and_by};

use crate::journal::record;
use crate::journal::{HolderId, Journal, JournalError, Officer, Record, RecordKind, RecordWrite};

/// Why something could not be done.
#[derive(Debug)]
pub enum Fault {
    /// The journal failed.
    Journal(JournalError),
    /// There is none, or not for this asker.
    Unknown,
    /// It was changed since it was looked at.
    Stale,
    /// What is to be published is wrong.
    Access(Vec<AccessProblem>),
    /// An entry of the register is wrong.
    Document(Vec<DocumentProblem>),
    /// An entry is taken out of the register for a reason.
    NoReason,
    /// An entry was taken out of the register: it is put back before it is changed.
    TakenOut,
    /// The rules of the place are wrong.
    Rules(Vec<RulesFault>),
    /// A booking can't be had or changed like this.
    Visit(VisitRefused),
}

impl From<JournalError> for Fault {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<VisitRefused> for Fault {
    fn from(refused: VisitRefused) -> Self {
        Self::Visit(refused)
    }
}

/// The duties of one council.
#[derive(Clone, Copy)]
pub struct Duties<'a> {
    journal: &'a dyn Journal,
    holder: HolderId,
}

/// The record of which a council has one of its kind.
const ONE: Uuid = Uuid::from_u128(1);

impl<'a> Duties<'a> {
    /// Those of this council.
    #[must_use]
    pub fn of(journal: &'a dyn Journal, holder: HolderId) -> Self {
        Self { journal, holder }
    }

    async fn change<A: DeserializeOwned, T: Send + 'static>(
        self,
        what: (RecordKind, Uuid),
        by: Option<&Officer>,
        decide: impl FnOnce(Option<(A, u64)>, DateTime<Utc>) -> Result<(Option<RecordWrite>, T), Fault>
        + Send
        + 'static,
    ) -> Result<T, Fault> {
        record::change_aggregate(self.journal, self.holder, what, by, decide).await
    }

    /// The aggregate of this id with its version.
    async fn one<A: DeserializeOwned>(
        self,
        kind: RecordKind,
        id: Uuid,
    ) -> Result<Option<(A, u64)>, JournalError> {
        let found = self.journal.record(self.holder, kind, id).await?;
        found.as_ref().map(Record::aggregate).transpose()
    }
}

/// Whoever changes something names the version it was seen at; 0 is none.
fn still<A>(known: Option<(A, u64)>, seen: u64) -> Result<(Option<A>, u64), Fault> {
    let version = known.as_ref().map_or(0, |(_, version)| *version);
    if version == seen {
        Ok((known.map(|(known, _)| known), version))
    } else {
        Err(Fault::Stale)
    }
}

fn json(value: &impl Serialize) -> Result<String, JournalError> {
    Ok(serde_json::to_string(value)?)
}
