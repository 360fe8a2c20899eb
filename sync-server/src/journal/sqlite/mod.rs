//! The journal in an SQLite file: one thread writes, a few connections read.

mod cases;
mod chain;
mod erase;
mod files;
mod holders;
mod keep;
pub mod migrations;
mod open;
mod page;
mod parcels;
mod people;
mod readers;
mod records;
mod register;
mod report;
mod rows;
mod verify;
mod words;
mod writer;

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::mail::Mailbox;
use domain::report::{Figures, Period};
use domain::request::LetterKind;
use domain::sync::office::{JournalQuery, OfficeAct};
use uuid::Uuid;

use self::readers::Readers;
use self::writer::{Desk, Writer};
use super::register::Prepared;
use super::{
    Acted, Blob, CaseRecord, Change, Changed, Decide, Erased, FileId, FileWrite, FileWritten,
    HolderId, HolderSettings, Journal, JournalError, Member, NewOfficer, Officer, OfficerChange,
    OfficerChanged, Page, PageKey, Publication, Push, Pushed, Record, RecordEntry, RecordKind,
    RecordQuery, Session, Stored,
};
use crate::clock::Clock;

pub use keep::{KeepError, Restored, Told, backup, restore};
pub(super) use keep::{alone, set_aside};
pub use open::FILE;
pub use verify::verify;
pub(super) use verify::verify_connection;

/// Connections that read. Questions are short; more would only hold more memory.
const READERS: usize = 4;

/// See the module.
pub struct SqliteJournal {
    writer: Arc<Writer>,
    readers: Readers,
    clock: Arc<dyn Clock>,
}

impl SqliteJournal {
    /// Opens the journal in this folder, or makes it, and brings its schema up to date.
    ///
    /// # Errors
    /// When the folder or the file can't be used, or a newer build made it.
    pub fn open(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self, JournalError> {
        let writer = Writer::start(open::writer(folder)?, clock.clone())?;
        let readers = Readers::open(folder, READERS)?;
        Ok(Self {
            writer: Arc::new(writer),
            readers,
            clock,
        })
    }

    /// Registers many submissions in one commit, as [`Journal::register`] would one by one: to
    /// fill a journal for measurements.
    ///
    /// # Errors
    /// As [`Journal::register`]; nothing is registered then.
    pub async fn register_all(
        &self,
        holder: HolderId,
        pushes: Vec<Push>,
    ) -> Result<Vec<Pushed>, JournalError> {
        let prepared: Vec<_> = pushes.into_iter().map(Prepared::new).collect();
        let all = move |desk: &mut Desk<'_>| {
            prepared
                .into_iter()
                .map(|one| register::register(desk, holder, one))
                .collect()
        };
        self.writer.run(all).await
    }
}

#[async_trait]
impl Journal for SqliteJournal {
    async fn health(&self) -> Result<(), JournalError> {
        self.readers
            .read(|connection| {
                connection.query_row("SELECT count(*) FROM holders", [], |_| Ok(()))?;
                Ok(())
            })
            .await
    }

    async fn put_holder(
        &self,
        holder: HolderId,
        settings: HolderSettings,
    ) -> Result<(), JournalError> {
        self.writer
            .run(move |desk| holders::put(desk, holder, &settings))
            .await
    }

    async fn moves(&self, holder: HolderId, change: Change) -> Result<Changed, JournalError> {
        let now = self.clock.now();
        self.readers
            .read(move |connection| cases::moves(connection, holder, &change, now))
            .await
    }

    async fn change_holder(
        &self,
        holder: HolderId,
        change: Change,
    ) -> Result<Changed, JournalError> {
        self.writer
            .run(move |desk| cases::change(desk, holder, &change))
            .await
    }

    async fn next_ordinal(&self, holder: HolderId, year: i32) -> Result<u32, JournalError> {
        self.readers
            .read(move |connection| register::next(connection, holder, year))
            .await
    }

    async fn put_template(
        &self,
        holder: HolderId,
        kind: LetterKind,
        text: Option<String>,
    ) -> Result<HolderSettings, JournalError> {
        self.writer
            .run(move |desk| holders::put_template(desk, holder, kind, text))
            .await
    }

    async fn put_mailbox(
        &self,
        holder: HolderId,
        mailbox: Mailbox,
    ) -> Result<HolderSettings, JournalError> {
        self.writer
            .run(move |desk| holders::put_mailbox(desk, holder, mailbox))
            .await
    }

    async fn holder(&self, holder: HolderId) -> Result<Option<HolderSettings>, JournalError> {
        self.readers
            .read(move |connection| holders::read(connection, holder))
            .await
    }

    async fn register(&self, holder: HolderId, push: Push) -> Result<Pushed, JournalError> {
        let prepared = Prepared::new(push);
        self.writer
            .run(move |desk| register::register(desk, holder, prepared))
            .await
    }

    async fn by_index(
        &self,
        holder: HolderId,
        year: i32,
        normalised: String,
    ) -> Result<Option<CaseRecord>, JournalError> {
        self.readers
            .read(move |connection| cases::by_index(connection, holder, year, &normalised))
            .await
    }

    async fn cases(
        &self,
        holder: HolderId,
        ids: Vec<Uuid>,
    ) -> Result<Vec<CaseRecord>, JournalError> {
        let read = move |connection: &_| {
            let cases = ids.iter().map(|id| cases::by_id(connection, holder, *id));
            cases.filter_map(Result::transpose).collect()
        };
        self.readers.read(read).await
    }

    async fn page(
        &self,
        holder: HolderId,
        query: JournalQuery,
        after: Option<PageKey>,
    ) -> Result<Page, JournalError> {
        let now = self.clock.now();
        if !query.search.trim().is_empty() && self.writer.find().await.is_err() {
            // The writer says in the log what is wrong; what it made findable before is there.
            tracing::debug!("searching without what was registered last");
        }
        self.readers
            .read(move |connection| page::page(connection, holder, &query, after, now))
            .await
    }

    async fn figures(
        &self,
        holder: HolderId,
        periods: Vec<Period>,
    ) -> Result<Vec<Figures>, JournalError> {
        let now = self.clock.now();
        self.readers
            .read(move |connection| report::figures(connection, holder, &periods, now))
            .await
    }

    async fn publish(
        &self,
        holder: HolderId,
        figures: Figures,
        officer: Officer,
    ) -> Result<(), JournalError> {
        let now = self.clock.now();
        self.writer
            .run(move |desk| report::publish(desk, holder, &figures, &officer, now))
            .await
    }

    async fn publications(&self, holder: HolderId) -> Result<Vec<Publication>, JournalError> {
        self.readers
            .read(move |connection| report::publications(connection, holder))
            .await
    }

    async fn act(
        &self,
        holder: HolderId,
        id: Uuid,
        version: u64,
        act: OfficeAct,
        officer: Officer,
    ) -> Result<Acted, JournalError> {
        self.writer
            .run(move |desk| cases::act(desk, holder, id, version, act, officer))
            .await
    }

    async fn erase(
        &self,
        holder: HolderId,
        id: Uuid,
        reason: String,
    ) -> Result<Erased, JournalError> {
        self.writer
            .run(move |desk| erase::erase(desk, holder, id, reason))
            .await
    }

    async fn stored(&self, holder: HolderId, file: FileId) -> Result<Stored, JournalError> {
        self.readers
            .read(move |connection| files::stored(connection, holder, file))
            .await
    }

    async fn piece(
        &self,
        holder: HolderId,
        file: FileId,
        at: u64,
    ) -> Result<Option<Vec<u8>>, JournalError> {
        self.readers
            .read(move |connection| files::piece(connection, holder, file, at))
            .await
    }

    async fn write_file(
        &self,
        holder: HolderId,
        file: FileId,
        write: FileWrite,
    ) -> Result<FileWritten, JournalError> {
        self.writer
            .run(move |desk| files::write(desk, holder, file, write))
            .await
    }

    async fn add_officer(
        &self,
        holder: HolderId,
        officer: NewOfficer,
    ) -> Result<bool, JournalError> {
        self.writer
            .run(move |desk| people::add(desk, holder, &officer))
            .await
    }

    async fn put_officer(&self, holder: HolderId, officer: NewOfficer) -> Result<(), JournalError> {
        self.writer
            .run(move |desk| people::put(desk, holder, &officer))
            .await
    }

    async fn has_officers(&self, holder: HolderId) -> Result<bool, JournalError> {
        self.readers
            .read(move |connection| people::any(connection, holder))
            .await
    }

    async fn officer_by_login(
        &self,
        holder: HolderId,
        login: String,
    ) -> Result<Option<(Officer, String)>, JournalError> {
        self.readers
            .read(move |connection| people::by_login(connection, holder, &login))
            .await
    }

    async fn staff(&self, holder: HolderId) -> Result<Vec<Member>, JournalError> {
        self.readers
            .read(move |connection| people::staff(connection, holder))
            .await
    }

    async fn change_officer(
        &self,
        holder: HolderId,
        officer: i64,
        change: OfficerChange,
        by: Option<Officer>,
    ) -> Result<OfficerChanged, JournalError> {
        self.writer
            .run(move |desk| people::change(desk, holder, officer, change, by.as_ref()))
            .await
    }

    async fn sessions(
        &self,
        holder: HolderId,
        officer: Option<i64>,
    ) -> Result<Vec<Session>, JournalError> {
        self.readers
            .read(move |connection| people::sessions(connection, holder, officer))
            .await
    }

    async fn close_sessions(
        &self,
        holder: HolderId,
        officer: i64,
        except: Option<[u8; 32]>,
    ) -> Result<(), JournalError> {
        self.writer
            .run(move |desk| people::close_sessions(desk, holder, officer, except))
            .await
    }

    async fn officer(&self, holder: HolderId, id: i64) -> Result<Option<Officer>, JournalError> {
        self.readers
            .read(move |connection| people::by_number(connection, holder, id))
            .await
    }

    async fn open_session(&self, holder: HolderId, session: Session) -> Result<(), JournalError> {
        self.writer
            .run(move |desk| people::open_session(desk, holder, &session))
            .await
    }

    async fn session(
        &self,
        holder: HolderId,
        token_hash: [u8; 32],
    ) -> Result<Option<(Session, Officer)>, JournalError> {
        self.readers
            .read(move |connection| people::session(connection, holder, token_hash))
            .await
    }

    async fn touch_session(
        &self,
        holder: HolderId,
        token_hash: [u8; 32],
        seen_at: DateTime<Utc>,
    ) -> Result<(), JournalError> {
        let seen_at = seen_at.timestamp_millis();
        self.writer
            .run(move |desk| people::touch(desk, holder, token_hash, seen_at))
            .await
    }

    async fn close_session(
        &self,
        holder: HolderId,
        token_hash: [u8; 32],
    ) -> Result<(), JournalError> {
        self.writer
            .run(move |desk| people::close_session(desk, holder, token_hash))
            .await
    }

    async fn put_parcel(
        &self,
        holder: HolderId,
        name: String,
        sealed: String,
    ) -> Result<bool, JournalError> {
        self.writer
            .run(move |desk| parcels::put(desk, holder, &name, &sealed))
            .await
    }

    async fn parcel(&self, holder: HolderId, name: String) -> Result<Option<String>, JournalError> {
        let now = self.clock.now().timestamp_millis();
        self.readers
            .read(move |connection| parcels::read(connection, holder, &name, now))
            .await
    }

    async fn drop_parcel(&self, holder: HolderId, name: String) -> Result<(), JournalError> {
        self.writer
            .run(move |desk| parcels::drop(desk, holder, &name))
            .await
    }

    async fn record(
        &self,
        holder: HolderId,
        kind: RecordKind,
        id: Uuid,
    ) -> Result<Option<Record>, JournalError> {
        self.readers
            .read(move |connection| records::by_id(connection, holder, kind, id))
            .await
    }

    async fn record_by_key(
        &self,
        holder: HolderId,
        kind: RecordKind,
        key: String,
    ) -> Result<Option<Record>, JournalError> {
        self.readers
            .read(move |connection| records::by_key(connection, holder, kind, &key))
            .await
    }

    async fn records(
        &self,
        holder: HolderId,
        kind: RecordKind,
        query: RecordQuery,
    ) -> Result<Vec<Record>, JournalError> {
        self.readers
            .read(move |connection| records::list(connection, holder, kind, &query))
            .await
    }

    async fn record_history(
        &self,
        holder: HolderId,
        kind: RecordKind,
        id: Uuid,
    ) -> Result<Vec<RecordEntry>, JournalError> {
        self.readers
            .read(move |connection| records::history(connection, holder, kind, id))
            .await
    }

    async fn change_record(
        &self,
        holder: HolderId,
        kind: RecordKind,
        id: Uuid,
        by: Option<Officer>,
        decide: Decide,
    ) -> Result<Option<Record>, JournalError> {
        self.writer
            .run(move |desk| records::change(desk, holder, kind, id, by.as_ref(), decide))
            .await
    }

    async fn put_blob(&self, holder: HolderId, blob: Blob) -> Result<(), JournalError> {
        self.writer
            .run(move |desk| records::put_blob(desk, holder, &blob))
            .await
    }

    async fn blob(&self, holder: HolderId, id: Uuid) -> Result<Option<Vec<u8>>, JournalError> {
        self.readers
            .read(move |connection| records::blob(connection, holder, id))
            .await
    }

    async fn drop_blob(&self, holder: HolderId, id: Uuid) -> Result<(), JournalError> {
        self.writer
            .run(move |desk| records::drop_blob(desk, holder, id))
            .await
    }

    async fn close(&self) {
        self.readers.close();
        let writer = self.writer.clone();
        let _ = tokio::task::spawn_blocking(move || writer.stop()).await;
    }
}
