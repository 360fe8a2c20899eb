//! The journal in a PostgreSQL database, which several servers may share: each has one task that
//! writes, in turns with those of the others, and a few connections that answer questions.

mod cases;
mod desk;
mod erase;
mod files;
mod holders;
mod leave_out;
mod link;
pub mod migrations;
mod page;
mod parcels;
mod people;
mod records;
mod register;
mod report;
mod rows;
mod take_over;
mod verify;
mod vocabulary;
mod writer;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::mail::Mailbox;
use domain::report::{Figures, Period};
use domain::request::LetterKind;
use domain::sync::office::{JournalQuery, OfficeAct};
use futures_util::FutureExt as _;
use uuid::Uuid;

use self::desk::Desk;
use self::link::{Links, PATIENT, connect};
use self::writer::Writer;
use super::forms::Sought;
use super::register::Prepared;
use super::{
    Acted, Blob, CaseRecord, Change, Changed, DatabaseUrl, Decide, Erased, FileId, FileWrite,
    FileWritten, HolderId, HolderSettings, Journal, JournalError, Member, NewOfficer, Officer,
    OfficerChange, OfficerChanged, Page, PageKey, Publication, Push, Pushed, Record, RecordEntry,
    RecordKind, RecordQuery, Session, Stored,
};
use crate::clock::Clock;

pub use leave_out::leave_out;
pub use take_over::{MoveError, Moved, take_over};
pub use verify::{exists, verify};

/// See the module.
pub struct PostgresJournal {
    writer: Writer,
    links: Links,
    clock: Arc<dyn Clock>,
}

impl PostgresJournal {
    /// Opens the journal in this database, or makes it, and brings its schema up to date.
    ///
    /// # Errors
    /// When the database can't be used, or a newer build made the journal.
    pub async fn open(url: &DatabaseUrl, clock: Arc<dyn Clock>) -> Result<Self, JournalError> {
        let client = connect(url, PATIENT).await?;
        migrations::migrate(&client).await?;
        verify::glance(&client).await?;
        let desk = Desk::open(url, clock.clone()).await?;
        Ok(Self {
            writer: Writer::start(url.clone(), clock.clone(), desk),
            links: Links::new(url)?,
            clock,
        })
    }

    /// Lets the vocabulary know every word that was acknowledged before.
    async fn learn(&self) -> Result<(), JournalError> {
        let mut is_behind = self
            .links
            .read(|client| vocabulary::is_behind(client).boxed())
            .await?;
        while is_behind {
            is_behind = self
                .writer
                .run(|desk| vocabulary::learn(desk).boxed())
                .await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Journal for PostgresJournal {
    async fn health(&self) -> Result<(), JournalError> {
        self.links
            .read(|client| people::any(client, HolderId(0)).boxed())
            .await
            .map(drop)
    }

    async fn put_holder(
        &self,
        holder: HolderId,
        settings: HolderSettings,
    ) -> Result<(), JournalError> {
        self.writer
            .run(move |desk| async move { holders::put(desk, holder, &settings).await }.boxed())
            .await
    }

    async fn moves(&self, holder: HolderId, change: Change) -> Result<Changed, JournalError> {
        let now = self.clock.now();
        self.links
            .read(move |client| cases::moves(client, holder, change, now).boxed())
            .await
    }

    async fn change_holder(
        &self,
        holder: HolderId,
        change: Change,
    ) -> Result<Changed, JournalError> {
        self.writer
            .run(move |desk| cases::change(desk, holder, change).boxed())
            .await
    }

    async fn next_ordinal(&self, holder: HolderId, year: i32) -> Result<u32, JournalError> {
        self.links
            .read(move |client| register::next(client, holder, year).boxed())
            .await
    }

    async fn put_template(
        &self,
        holder: HolderId,
        kind: LetterKind,
        text: Option<String>,
    ) -> Result<HolderSettings, JournalError> {
        self.writer
            .run(move |desk| holders::put_template(desk, holder, kind, text).boxed())
            .await
    }

    async fn put_mailbox(
        &self,
        holder: HolderId,
        mailbox: Mailbox,
    ) -> Result<HolderSettings, JournalError> {
        self.writer
            .run(move |desk| holders::put_mailbox(desk, holder, mailbox).boxed())
            .await
    }

    async fn holder(&self, holder: HolderId) -> Result<Option<HolderSettings>, JournalError> {
        self.links
            .read(|client| holders::read(client, holder).boxed())
            .await
    }

    async fn register(&self, holder: HolderId, push: Push) -> Result<Pushed, JournalError> {
        self.writer.register(holder, Prepared::new(push)).await
    }

    async fn by_index(
        &self,
        holder: HolderId,
        year: i32,
        normalised: String,
    ) -> Result<Option<CaseRecord>, JournalError> {
        self.links
            .read(|client| cases::by_index(client, holder, year, normalised).boxed())
            .await
    }

    async fn cases(
        &self,
        holder: HolderId,
        ids: Vec<Uuid>,
    ) -> Result<Vec<CaseRecord>, JournalError> {
        self.links
            .read(|client| cases::by_ids(client, holder, ids).boxed())
            .await
    }

    async fn page(
        &self,
        holder: HolderId,
        query: JournalQuery,
        after: Option<PageKey>,
    ) -> Result<Page, JournalError> {
        let now = self.clock.now();
        if !Sought::of(&query.search).parts().is_empty()
            && let Err(error) = self.learn().await
        {
            // What it learnt before is there, and beginnings of words are found without.
            tracing::warn!(%error, "searching without the parts of what was registered last");
        }
        self.links
            .read(move |client| page::page(client, holder, query, after, now).boxed())
            .await
    }

    async fn figures(
        &self,
        holder: HolderId,
        periods: Vec<Period>,
    ) -> Result<Vec<Figures>, JournalError> {
        let now = self.clock.now();
        self.links
            .read(move |client| report::figures(client, holder, periods, now).boxed())
            .await
    }

    async fn publish(
        &self,
        holder: HolderId,
        figures: Figures,
        officer: Officer,
    ) -> Result<(), JournalError> {
        let now = self.clock.now();
        self.links
            .write(move |client| report::publish(client, holder, figures, officer, now).boxed())
            .await
    }

    async fn publications(&self, holder: HolderId) -> Result<Vec<Publication>, JournalError> {
        self.links
            .read(move |client| report::publications(client, holder).boxed())
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
            .run(move |desk| cases::act(desk, holder, id, version, act, officer).boxed())
            .await
    }

    async fn add_officer(
        &self,
        holder: HolderId,
        officer: NewOfficer,
    ) -> Result<bool, JournalError> {
        self.links
            .write(|client| people::add(client, holder, officer).boxed())
            .await
    }

    async fn put_officer(&self, holder: HolderId, officer: NewOfficer) -> Result<(), JournalError> {
        self.links
            .write(|client| people::put(client, holder, officer).boxed())
            .await
    }

    async fn has_officers(&self, holder: HolderId) -> Result<bool, JournalError> {
        self.links
            .read(|client| people::any(client, holder).boxed())
            .await
    }

    async fn officer_by_login(
        &self,
        holder: HolderId,
        login: String,
    ) -> Result<Option<(Officer, String)>, JournalError> {
        self.links
            .read(|client| people::by_login(client, holder, login).boxed())
            .await
    }

    async fn staff(&self, holder: HolderId) -> Result<Vec<Member>, JournalError> {
        self.links
            .read(move |client| people::staff(client, holder).boxed())
            .await
    }

    async fn change_officer(
        &self,
        holder: HolderId,
        officer: i64,
        change: OfficerChange,
        by: Option<Officer>,
    ) -> Result<OfficerChanged, JournalError> {
        // In turn with every other server: two administrators can't take the right from each other.
        self.writer
            .run(move |desk| people::change(desk, holder, officer, change, by).boxed())
            .await
    }

    async fn sessions(
        &self,
        holder: HolderId,
        officer: Option<i64>,
    ) -> Result<Vec<Session>, JournalError> {
        self.links
            .read(move |client| people::sessions(client, holder, officer).boxed())
            .await
    }

    async fn close_sessions(
        &self,
        holder: HolderId,
        officer: i64,
        except: Option<[u8; 32]>,
    ) -> Result<(), JournalError> {
        self.links
            .write(move |client| people::close_sessions(client, holder, officer, except).boxed())
            .await
    }

    async fn officer(&self, holder: HolderId, id: i64) -> Result<Option<Officer>, JournalError> {
        self.links
            .read(move |client| people::by_number(client, holder, id).boxed())
            .await
    }

    async fn open_session(&self, holder: HolderId, session: Session) -> Result<(), JournalError> {
        self.links
            .write(|client| people::open_session(client, holder, session).boxed())
            .await
    }

    async fn session(
        &self,
        holder: HolderId,
        token_hash: [u8; 32],
    ) -> Result<Option<(Session, Officer)>, JournalError> {
        self.links
            .read(move |client| people::session(client, holder, token_hash).boxed())
            .await
    }

    async fn touch_session(
        &self,
        holder: HolderId,
        token_hash: [u8; 32],
        seen_at: DateTime<Utc>,
    ) -> Result<(), JournalError> {
        self.links
            .write(move |client| people::touch(client, holder, token_hash, seen_at).boxed())
            .await
    }

    async fn close_session(
        &self,
        holder: HolderId,
        token_hash: [u8; 32],
    ) -> Result<(), JournalError> {
        self.links
            .write(move |client| people::close_session(client, holder, token_hash).boxed())
            .await
    }

    async fn erase(
        &self,
        holder: HolderId,
        id: Uuid,
        reason: String,
    ) -> Result<Erased, JournalError> {
        self.writer
            .run(move |desk| erase::erase(desk, holder, id, reason).boxed())
            .await
    }

    async fn stored(&self, holder: HolderId, file: FileId) -> Result<Stored, JournalError> {
        self.links
            .read(move |client| files::stored(client, holder, file).boxed())
            .await
    }

    async fn piece(
        &self,
        holder: HolderId,
        file: FileId,
        at: u64,
    ) -> Result<Option<Vec<u8>>, JournalError> {
        self.links
            .read(move |client| files::piece(client, holder, file, at).boxed())
            .await
    }

    async fn write_file(
        &self,
        holder: HolderId,
        file: FileId,
        write: FileWrite,
    ) -> Result<FileWritten, JournalError> {
        self.writer
            .run(move |desk| files::write(desk, holder, file, write).boxed())
            .await
    }

    async fn put_parcel(
        &self,
        holder: HolderId,
        name: String,
        sealed: String,
    ) -> Result<bool, JournalError> {
        let now = self.clock.now().timestamp_millis();
        self.links
            .write(move |client| parcels::put(client, holder, name, sealed, now).boxed())
            .await
    }

    async fn parcel(&self, holder: HolderId, name: String) -> Result<Option<String>, JournalError> {
        let now = self.clock.now().timestamp_millis();
        self.links
            .read(move |client| parcels::read(client, holder, name, now).boxed())
            .await
    }

    async fn drop_parcel(&self, holder: HolderId, name: String) -> Result<(), JournalError> {
        self.links
            .write(move |client| parcels::drop(client, holder, name).boxed())
            .await
    }

    async fn record(
        &self,
        holder: HolderId,
        kind: RecordKind,
        id: Uuid,
    ) -> Result<Option<Record>, JournalError> {
        self.links
            .read(move |client| records::by_id(client, holder, kind, id).boxed())
            .await
    }

    async fn record_by_key(
        &self,
        holder: HolderId,
        kind: RecordKind,
        key: String,
    ) -> Result<Option<Record>, JournalError> {
        self.links
            .read(move |client| records::by_key(client, holder, kind, key).boxed())
            .await
    }

    async fn records(
        &self,
        holder: HolderId,
        kind: RecordKind,
        query: RecordQuery,
    ) -> Result<Vec<Record>, JournalError> {
        self.links
            .read(move |client| records::list(client, holder, kind, query).boxed())
            .await
    }

    async fn record_history(
        &self,
        holder: HolderId,
        kind: RecordKind,
        id: Uuid,
    ) -> Result<Vec<RecordEntry>, JournalError> {
        self.links
            .read(move |client| records::history(client, holder, kind, id).boxed())
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
            .run(move |desk| records::change(desk, holder, kind, id, by, decide).boxed())
            .await
    }

    async fn put_blob(&self, holder: HolderId, blob: Blob) -> Result<(), JournalError> {
        self.links
            .write(move |client| records::put_blob(client, holder, blob).boxed())
            .await
    }

    async fn blob(&self, holder: HolderId, id: Uuid) -> Result<Option<Vec<u8>>, JournalError> {
        self.links
            .read(move |client| records::blob(client, holder, id).boxed())
            .await
    }

    async fn drop_blob(&self, holder: HolderId, id: Uuid) -> Result<(), JournalError> {
        self.links
            .write(move |client| records::drop_blob(client, holder, id).boxed())
            .await
    }

    async fn close(&self) {
        self.links.close();
        self.writer.stop().await;
    }
}
