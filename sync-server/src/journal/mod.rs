//! The journal («журнал реєстрації»): what is registered, and everything done with it since.
//!
//! [`Journal`] is the contract; [`sqlite`] keeps it in an SQLite file, [`postgres`] in a PostgreSQL
//! database. Whatever keeps it must pass the story in `tests/story/`. What is the same for every
//! database stands here, beside them. Every method names the information holder it works for, and
//! no row of one is ever seen by another.

mod act;
pub mod case;
mod chain;
pub mod change;
mod decide;
mod erase;
pub mod error;
pub mod files;
pub mod forms;
mod kept;
mod kinds;
mod page;
pub mod people;
pub mod place;
pub mod postgres;
pub mod record;
mod register;
pub mod report;
mod rows;
pub mod search;
pub mod settings;
pub mod sqlite;
mod verify;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::law::Ruling;
use domain::mail::Mailbox;
use domain::report::{Figures, Period};
use domain::request::{LetterKind, RegistrationIndex, Submission, Term};
use domain::sync::Digest;
use domain::sync::office::{Counts, JournalQuery, JournalRow, OfficeAct};
use uuid::Uuid;

pub use case::{CaseRecord, Entry};
pub use chain::Head;
pub use change::{Change, Changed, MovedDate};
pub use erase::{Erased, GONE, Rest};
pub use error::JournalError;
pub use files::{FileId, FileWrite, FileWritten, Stored};
pub use people::{
    Member, NewOfficer, Officer, OfficerChange, OfficerChanged, OfficerWrite, Session,
};
pub use place::{DatabaseUrl, Place};
pub use record::{
    Blob, Decide, Decided, Record, RecordEntry, RecordKind, RecordQuery, RecordWrite,
};
pub use report::Publication;
pub use settings::HolderSettings;
pub use verify::{Flaw, Lost, Named, Report};

/// An information holder («розпорядник інформації»), that is, a council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HolderId(pub i64);

/// A submission that passed every check, with its bytes as they came.
#[derive(Debug, Clone)]
pub struct Push {
    /// The id its device gave it.
    pub id: Uuid,
    /// The digest of `bytes`.
    pub digest: Digest,
    /// The bytes as received, kept for ever.
    pub bytes: Vec<u8>,
    /// What they say.
    pub submission: Submission,
    /// When it reached the council, UTC, if that was before now: sealed at a kiosk, and not to be
    /// opened then. The bytes stay as they were, so a replay is one still.
    pub arrived: Option<DateTime<Utc>>,
}

/// What a registration fixed; the same at every replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The submission's id.
    pub id: Uuid,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The index it got.
    pub index: RegistrationIndex,
    /// The moment of receipt by the journal's clock, UTC.
    pub received_at: DateTime<Utc>,
    /// The moment of registration by the journal's clock, UTC. Later than the receipt only for what
    /// an officer entered.
    pub registered_at: DateTime<Utc>,
    /// The Kyiv date of it.
    pub registered_on: NaiveDate,
    /// The term it began with.
    pub term: Term,
    /// Why that date.
    pub ruling: Ruling,
    /// What is told of it if its text was erased.
    pub erased: Option<Box<Rest>>,
}

/// What came of a push, by [`domain::sync::accept`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    /// It is registered now.
    New(Box<Registered>),
    /// It was registered before.
    Replayed(Box<Registered>),
    /// Its id is registered with other bytes; nothing was changed.
    Conflict,
    /// It was registered and erased since; nothing was changed.
    Erased(Box<Rest>),
}

/// What came of an officer's act.
#[derive(Debug, Clone, PartialEq)]
pub enum Acted {
    /// It is recorded; the case as it stands now.
    Done(Box<CaseRecord>),
    /// No such request.
    Unknown,
    /// The case has moved on since the officer looked.
    Stale,
    /// The rules of a request's life refuse it.
    Refused(domain::request::Refused),
}

/// Where a page of the journal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageKey {
    /// What the page is sorted by first.
    pub major: i64,
    /// What decides between equals.
    pub minor: i64,
}

/// A page of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows.
    pub rows: Vec<JournalRow>,
    /// Where the next page starts, if there is one.
    pub next: Option<PageKey>,
    /// Counts over the whole journal.
    pub counts: Counts,
}

/// How long a parcel is kept.
pub const PARCEL_HOURS: i64 = 24;
/// The most parcels kept at a time.
pub const MAX_PARCELS: i64 = 1_000;

/// How many rows a page has.
pub const PAGE: usize = 50;

/// The contract of whatever keeps the journal.
///
/// - What a method acknowledged survives the death of the process and of the machine.
/// - A write happens whole or not at all; its moment is read from the journal's clock inside it.
/// - One submission id gets at most one index; indexes of a holder and Kyiv year have the ordinals
///   1, 2, 3 … without a gap, whatever is raced, refused or killed.
/// - Events are only ever added.
///
/// # Errors
/// Every method: [`JournalError`].
#[async_trait]
pub trait Journal: Send + Sync + 'static {
    /// Whether the journal can be read now.
    async fn health(&self) -> Result<(), JournalError>;

    /// Adds an information holder, or changes its settings.
    async fn put_holder(
        &self,
        holder: HolderId,
        settings: HolderSettings,
    ) -> Result<(), JournalError>;

    /// What this change would do, and nothing is changed.
    async fn moves(&self, holder: HolderId, change: Change) -> Result<Changed, JournalError>;

    /// The ordinal the next request registered in this Kyiv year gets.
    async fn next_ordinal(&self, holder: HolderId, year: i32) -> Result<u32, JournalError>;

    /// Sets the holder's settings and moves the dates of open requests by them, each with an event
    /// that says why, in one commit; which ones moved, or why nothing changed.
    async fn change_holder(
        &self,
        holder: HolderId,
        change: Change,
    ) -> Result<Changed, JournalError>;

    /// Changes the text of a kind of letter, or goes back to the standard one; the settings then.
    async fn put_template(
        &self,
        holder: HolderId,
        kind: LetterKind,
        text: Option<String>,
    ) -> Result<HolderSettings, JournalError>;

    /// Changes the mailbox; the settings then.
    async fn put_mailbox(
        &self,
        holder: HolderId,
        mailbox: Mailbox,
    ) -> Result<HolderSettings, JournalError>;

    /// The holder's settings.
    async fn holder(&self, holder: HolderId) -> Result<Option<HolderSettings>, JournalError>;

    /// Registers a submission, or says what is registered under its id already.
    async fn register(&self, holder: HolderId, push: Push) -> Result<Pushed, JournalError>;

    /// The case with this index of this year, in the form of [`domain::request::normalise_index`].
    async fn by_index(
        &self,
        holder: HolderId,
        year: i32,
        normalised: String,
    ) -> Result<Option<CaseRecord>, JournalError>;

    /// The cases with these ids that exist, in any order.
    async fn cases(
        &self,
        holder: HolderId,
        ids: Vec<Uuid>,
    ) -> Result<Vec<CaseRecord>, JournalError>;

    /// [`PAGE`] rows after `after` of what the query asks for, and the counts at this moment.
    async fn page(
        &self,
        holder: HolderId,
        query: JournalQuery,
        after: Option<PageKey>,
    ) -> Result<Page, JournalError>;

    /// What the requests received in these periods come to at this moment, all of them at one
    /// state of the journal.
    async fn figures(
        &self,
        holder: HolderId,
        periods: Vec<Period>,
    ) -> Result<Vec<Figures>, JournalError>;

    /// Notes what is published of a period. What was published of it before stays in the journal.
    async fn publish(
        &self,
        holder: HolderId,
        figures: Figures,
        officer: Officer,
    ) -> Result<(), JournalError>;

    /// What is published, the last publication of each period, the latest period first.
    async fn publications(&self, holder: HolderId) -> Result<Vec<Publication>, JournalError>;

    /// Records an act of an officer, if the case still is at `version` and the rules allow it.
    async fn act(
        &self,
        holder: HolderId,
        id: Uuid,
        version: u64,
        act: OfficeAct,
        officer: Officer,
    ) -> Result<Acted, JournalError>;

    /// Erases what the requester of a closed request sent, for a reason that stays.
    async fn erase(
        &self,
        holder: HolderId,
        id: Uuid,
        reason: String,
    ) -> Result<Erased, JournalError>;

    /// How much of a file is stored; nothing of one that no request names.
    async fn stored(&self, holder: HolderId, file: FileId) -> Result<Stored, JournalError>;

    /// The stored piece of a file that begins at this byte.
    async fn piece(
        &self,
        holder: HolderId,
        file: FileId,
        at: u64,
    ) -> Result<Option<Vec<u8>>, JournalError>;

    /// Writes of a file what [`files::decide`] says, bytes and event together.
    async fn write_file(
        &self,
        holder: HolderId,
        file: FileId,
        write: FileWrite,
    ) -> Result<FileWritten, JournalError>;

    /// Adds an officer; false when the login is taken.
    async fn add_officer(
        &self,
        holder: HolderId,
        officer: NewOfficer,
    ) -> Result<bool, JournalError>;

    /// Adds an officer, or changes the one with this login and ends all sessions of that one.
    async fn put_officer(&self, holder: HolderId, officer: NewOfficer) -> Result<(), JournalError>;

    /// Whether anybody could sign in.
    async fn has_officers(&self, holder: HolderId) -> Result<bool, JournalError>;

    /// The officer with this login, with the password's hash.
    async fn officer_by_login(
        &self,
        holder: HolderId,
        login: String,
    ) -> Result<Option<(Officer, String)>, JournalError>;

    /// Everybody of the staff, by name.
    async fn staff(&self, holder: HolderId) -> Result<Vec<Member>, JournalError>;

    /// Changes an officer and notes it in the officer's history, in one commit. Somebody can
    /// always administer after it who could before.
    async fn change_officer(
        &self,
        holder: HolderId,
        officer: i64,
        change: OfficerChange,
        by: Option<Officer>,
    ) -> Result<OfficerChanged, JournalError>;
    /// The officer of this number.
    async fn officer(&self, holder: HolderId, id: i64) -> Result<Option<Officer>, JournalError>;

    /// Opens a session and forgets those that are over.
    async fn open_session(&self, holder: HolderId, session: Session) -> Result<(), JournalError>;

    /// The session of this hashed token, and who it belongs to; over or not, as long as it is kept.
    /// Who is kept out has none.
    async fn session(
        &self,
        holder: HolderId,
        token_hash: [u8; 32],
    ) -> Result<Option<(Session, Officer)>, JournalError>;

    /// Notes that the session was used at this moment.
    async fn touch_session(
        &self,
        holder: HolderId,
        token_hash: [u8; 32],
        seen_at: DateTime<Utc>,
    ) -> Result<(), JournalError>;

    /// Ends a session.
    async fn close_session(
        &self,
        holder: HolderId,
        token_hash: [u8; 32],
    ) -> Result<(), JournalError>;

    /// The sessions of everybody, or of one officer, the latest used first; those that are over
    /// may be among them.
    async fn sessions(
        &self,
        holder: HolderId,
        officer: Option<i64>,
    ) -> Result<Vec<Session>, JournalError>;

    /// Ends the sessions of an officer, all but this one.
    async fn close_sessions(
        &self,
        holder: HolderId,
        officer: i64,
        except: Option<[u8; 32]>,
    ) -> Result<(), JournalError>;

    /// Keeps what a device leaves for another one, for [`PARCEL_HOURS`]; false when there is no
    /// room for more. Under a name that is taken, what is there stays.
    async fn put_parcel(
        &self,
        holder: HolderId,
        name: String,
        sealed: String,
    ) -> Result<bool, JournalError>;

    /// What was left under this name, if its time is not over.
    async fn parcel(&self, holder: HolderId, name: String) -> Result<Option<String>, JournalError>;

    /// Forgets what was left under this name.
    async fn drop_parcel(&self, holder: HolderId, name: String) -> Result<(), JournalError>;

    /// The record of this kind with this id.
    async fn record(
        &self,
        holder: HolderId,
        kind: RecordKind,
        id: Uuid,
    ) -> Result<Option<Record>, JournalError>;

    /// The record of this kind with this key.
    async fn record_by_key(
        &self,
        holder: HolderId,
        kind: RecordKind,
        key: String,
    ) -> Result<Option<Record>, JournalError>;

    /// The records of this kind that are asked for, sorted by place and id.
    async fn records(
        &self,
        holder: HolderId,
        kind: RecordKind,
        query: RecordQuery,
    ) -> Result<Vec<Record>, JournalError>;

    /// What happened to a record, the first first; also of one that was taken away.
    async fn record_history(
        &self,
        holder: HolderId,
        kind: RecordKind,
        id: Uuid,
    ) -> Result<Vec<RecordEntry>, JournalError>;

    /// Changes a record as `decide` says, in one transaction with the look at it; the record then.
    /// A key that another record of the kind has is an error, and nothing changes.
    async fn change_record(
        &self,
        holder: HolderId,
        kind: RecordKind,
        id: Uuid,
        by: Option<Officer>,
        decide: Decide,
    ) -> Result<Option<Record>, JournalError>;

    /// Keeps bytes that belong to a record. Under an id that is taken, what is there stays.
    async fn put_blob(&self, holder: HolderId, blob: Blob) -> Result<(), JournalError>;

    /// The bytes with this id.
    async fn blob(&self, holder: HolderId, id: Uuid) -> Result<Option<Vec<u8>>, JournalError>;

    /// Forgets the bytes with this id.
    async fn drop_blob(&self, holder: HolderId, id: Uuid) -> Result<(), JournalError>;

    /// Finishes what is queued and closes; every later call fails.
    async fn close(&self);
}
