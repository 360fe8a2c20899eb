//! The council's duties: the page on access, the register of documents, the place to work with
//! them. What is typed lives here.

mod access;
mod documents;
mod visits;

use std::collections::BTreeMap;

use domain::register::{
    AccessCard, AccessPage, DocumentCard, DocumentRow, ImportTold, VisitDay, VisitsBoard,
};
use domain::request::Deed;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{Load, Store};
use crate::api::ApiError;
use crate::office::duties::DutyPage;

pub use documents::{TypedDocument, TypedFilter};
pub use visits::TypedRules;

/// What these pages show, and what is typed there.
#[derive(Clone, Copy)]
pub struct DutiesPage {
    /// How far loading has come.
    pub load: RwSignal<Load>,
    /// How far what was sent has come.
    pub sending: RwSignal<Load>,
    /// The page on access as it is published.
    pub access: RwSignal<Option<AccessCard>>,
    /// The page on access being typed.
    pub access_typed: RwSignal<AccessPage>,
    /// What that was typed over, and its version.
    access_base: RwSignal<(u64, AccessPage)>,
    /// What of the register is asked for.
    pub filter: RwSignal<TypedFilter>,
    /// The documents found so far.
    pub rows: RwSignal<Vec<DocumentRow>>,
    /// Where the next page begins.
    pub next: RwSignal<Option<String>>,
    /// The document that is open.
    pub document: RwSignal<Option<DocumentCard>>,
    /// The document being typed.
    pub typed: RwSignal<TypedDocument>,
    /// Why the document is taken out of the register, as it is typed.
    pub reason: RwSignal<String>,
    /// What that was typed over.
    base: RwSignal<TypedDocument>,
    /// Its id and version; a new one's version is 0.
    of: RwSignal<Option<(Uuid, u64)>>,
    /// What a table holds.
    pub told: RwSignal<Option<ImportTold>>,
    /// The table itself.
    table: RwSignal<String>,
    /// The place and its days.
    pub board: RwSignal<Option<VisitsBoard>>,
    /// The rules being typed.
    pub rules: RwSignal<TypedRules>,
    /// What those were typed over, and their version.
    rules_base: RwSignal<(u64, TypedRules)>,
    /// The bookings of the day that is open.
    pub day: RwSignal<Option<VisitDay>>,
    /// Reasons of refusals being typed, by the booking's number.
    reasons: RwSignal<BTreeMap<u32, String>>,
}

impl DutiesPage {
    pub(super) fn new() -> Self {
        Self {
            load: RwSignal::new(Load::Loading),
            sending: RwSignal::new(Load::Ready),
            access: RwSignal::new(None),
            access_typed: RwSignal::new(AccessPage::default()),
            access_base: RwSignal::new((0, AccessPage::default())),
            filter: RwSignal::new(TypedFilter::default()),
            rows: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            document: RwSignal::new(None),
            typed: RwSignal::new(TypedDocument::default()),
            reason: RwSignal::new(String::new()),
            base: RwSignal::new(TypedDocument::default()),
            of: RwSignal::new(None),
            told: RwSignal::new(None),
            table: RwSignal::new(String::new()),
            board: RwSignal::new(None),
            rules: RwSignal::new(TypedRules::default()),
            rules_base: RwSignal::new((0, TypedRules::default())),
            day: RwSignal::new(None),
            reasons: RwSignal::new(BTreeMap::new()),
        }
    }

    /// Whether something is typed and not saved.
    pub(super) fn is_touched(self) -> bool {
        let access = self
            .access_base
            .with_untracked(|(_, base)| self.access_typed.with_untracked(|typed| typed != base));
        let document = self
            .base
            .with_untracked(|base| self.typed.with_untracked(|typed| typed != base));
        let rules = self
            .rules_base
            .with_untracked(|(_, base)| self.rules.with_untracked(|typed| typed != base));
        let reason = self.reason.with_untracked(|reason| !reason.is_empty());
        let reasons = self
            .reasons
            .with_untracked(|all| all.values().any(|reason| !reason.is_empty()));
        access || document || rules || reason || reasons
    }

    /// Forgets what somebody else typed or saw.
    pub(super) fn forget(self) {
        self.access_base
            .with_untracked(|(_, base)| self.access_typed.set(base.clone()));
        self.rules_base
            .with_untracked(|(_, base)| self.rules.set(base.clone()));
        self.put_document(None);
        self.of.set(None);
        self.filter.set(TypedFilter::default());
        self.rows.set(Vec::new());
        self.told.set(None);
        self.table.set(String::new());
        self.day.set(None);
        self.reasons.update(BTreeMap::clear);
    }
}

impl Store {
    /// Whether the officer publishes what concerns access.
    #[must_use]
    pub fn edits_access(self) -> bool {
        self.me().is_some_and(|me| me.role.may(Deed::EditAccess))
    }

    /// Whether the officer enters documents.
    #[must_use]
    pub fn keeps_register(self) -> bool {
        self.me().is_some_and(|me| me.role.may(Deed::KeepRegister))
    }

    /// Whether the officer sees who booked the place.
    #[must_use]
    pub fn receives_readers(self) -> bool {
        self.me()
            .is_some_and(|me| me.role.may(Deed::ReceiveReaders))
    }

    /// Loads what one of these pages needs; what is typed and not saved stays.
    pub fn load_duty(self, page: DutyPage) {
        self.duties.sending.set(Load::Ready);
        match page {
            DutyPage::Access => self.load_access(),
            DutyPage::Documents => self.search_documents(),
            DutyPage::Document(None) => self.begin_document(),
            DutyPage::Document(Some(id)) => self.load_document(id),
            DutyPage::Import => self.duties.load.set(Load::Ready),
            DutyPage::Visits => self.load_visits(),
            DutyPage::VisitDay(day) => self.load_visit_day(day),
        }
    }

    /// Asks for one thing; `then` takes it.
    fn fetch_duty<T: 'static>(
        self,
        ask: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        let load = self.duties.load;
        load.set(Load::Loading);
        spawn_local(async move {
            match ask.await {
                Ok(found) => {
                    then(found);
                    load.set(Load::Ready);
                }
                Err(error) if self.is_expiry(&error) => load.set(Load::Ready),
                Err(error) => load.set(Load::Failed(error)),
            }
        });
    }

    /// Sends one thing at a time; what was typed stays whatever comes of it.
    fn send_duty<T: 'static>(
        self,
        send: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.send_one(self.duties.sending, send, then) {
            self.errors.set(Vec::new());
        }
    }
}
