//! Open days in the journal's records. What may be changed and how says `domain::open_day`; here it
//! meets the records, inside their writing transaction.

mod answers;
pub mod blank;
mod calendar;
mod days;
mod door;
pub mod notice;
pub mod papers;
mod places;
mod public;
mod questions;
pub mod report;
mod sheets;
pub mod shown;
mod summary;

use chrono::{DateTime, Utc};
use domain::open_day::places::PlaceRefused;
use domain::open_day::question::QuestionRefused;
use domain::open_day::survey::AnswerProblem;
use domain::open_day::{DayRefused, FileRefused, SheetRefused};
use serde::Serialize;
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq;
use uuid::Uuid;

pub use calendar::calendar;

use crate::journal::record;
use crate::journal::{
    Decided, HolderId, Journal, JournalError, Officer, Record, RecordKind, RecordQuery, RecordWrite,
};

/// Why something of an open day could not be done.
#[derive(Debug)]
pub enum Fault {
    /// The journal failed.
    Journal(JournalError),
    /// There is no such day, question or answer, or not for this asker.
    Unknown,
    /// It was changed since it was looked at.
    Stale,
    /// Its id stands for something else.
    Conflict,
    /// Not now: the survey or booking is not open, or over.
    Closed,
    /// The order does not allow it.
    Refused(DayRefused),
    /// A place can't be had.
    Place(PlaceRefused),
    /// A question can't be changed like this.
    Question(QuestionRefused),
    /// An answer does not fit the survey.
    Answer(AnswerProblem),
    /// A sheet of paper is not taken.
    Sheet(SheetRefused),
    /// Another sheet was typed in under this number.
    SheetTyped {
        /// The number.
        n: u32,
        /// Who typed it.
        by: String,
    },
    /// A file is not taken.
    File(FileRefused),
    /// A request that was to be made of a question lacks something.
    Invalid(Vec<domain::request::Problem>),
}

impl From<JournalError> for Fault {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<DayRefused> for Fault {
    fn from(refused: DayRefused) -> Self {
        Self::Refused(refused)
    }
}

impl From<SheetRefused> for Fault {
    fn from(refused: SheetRefused) -> Self {
        Self::Sheet(refused)
    }
}

impl From<FileRefused> for Fault {
    fn from(refused: FileRefused) -> Self {
        Self::File(refused)
    }
}

impl From<PlaceRefused> for Fault {
    fn from(refused: PlaceRefused) -> Self {
        Self::Place(refused)
    }
}

impl From<QuestionRefused> for Fault {
    fn from(refused: QuestionRefused) -> Self {
        Self::Question(refused)
    }
}

/// The open days of one council.
#[derive(Clone, Copy)]
pub struct Days<'a> {
    journal: &'a dyn Journal,
    holder: HolderId,
}

impl<'a> Days<'a> {
    /// Those of this council.
    #[must_use]
    pub fn of(journal: &'a dyn Journal, holder: HolderId) -> Self {
        Self { journal, holder }
    }

    /// Changes an aggregate by a function of what it is now, in one transaction with the look at it.
    async fn change<A: DeserializeOwned, T: Send + 'static>(
        self,
        kind: RecordKind,
        id: Uuid,
        by: Option<&Officer>,
        decide: impl FnOnce(Option<(A, u64)>, DateTime<Utc>) -> Result<(Option<RecordWrite>, T), Fault>
        + Send
        + 'static,
    ) -> Result<T, Fault> {
        record::change_aggregate(self.journal, self.holder, (kind, id), by, decide).await
    }

    /// Takes a record away; its history stays.
    async fn delete(self, kind: RecordKind, id: Uuid, by: &Officer) -> Result<(), Fault> {
        let decide = |known: Option<&Record>, _| match known {
            Some(_) => (Decided::Delete, Ok(())),
            None => (Decided::Leave, Err(Fault::Unknown)),
        };
        let (_, done) =
            record::change(self.journal, self.holder, kind, id, Some(by), decide).await?;
        done
    }

    /// The aggregate of this id with its version.
    async fn one<A: DeserializeOwned>(
        self,
        kind: RecordKind,
        id: Uuid,
    ) -> Result<Option<(A, u64)>, Fault> {
        let found = self.journal.record(self.holder, kind, id).await?;
        found.map(|one| Ok((read(&one)?, one.version))).transpose()
    }

    /// Every aggregate that belongs to this, page by page.
    async fn all<A: DeserializeOwned>(
        self,
        kind: RecordKind,
        parent: String,
    ) -> Result<Vec<(Uuid, u64, A)>, Fault> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let query = RecordQuery {
                parent: Some(parent.clone()),
                after,
                limit: PAGE,
                ..RecordQuery::default()
            };
            let page = self.journal.records(self.holder, kind, query).await?;
            let full = page.len() == PAGE;
            for one in &page {
                after = Some((one.place, one.id));
                all.push((one.id, one.version, read(one)?));
            }
            if !full {
                return Ok(all);
            }
        }
    }
}

/// Records asked for at once.
const PAGE: usize = 500;

fn read<A: DeserializeOwned>(record: &Record) -> Result<A, Fault> {
    serde_json::from_str(&record.body).map_err(|error| Fault::Journal(error.into()))
}

fn json(value: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Journal(error.into()))
}

/// Whether these are the same, in the time it always takes.
fn same(offered: &str, kept: &str) -> bool {
    !kept.is_empty() && bool::from(offered.as_bytes().ct_eq(kept.as_bytes()))
}
