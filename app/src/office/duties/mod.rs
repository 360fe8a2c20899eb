//! The council's duties beside requests: the page on access, the register of documents, the place
//! to work with them.

mod access;
mod document;
mod documents;
pub(super) mod field;
mod import;
mod visits;

use chrono::NaiveDate;
use leptos::prelude::*;
use uuid::Uuid;

use super::parts;
use super::store::{Load, Store};
use crate::text::{duties as words, format, t};

pub(super) use access::LINES as ACCESS_LINES;
pub(super) use document::id_of;
pub(super) use visits::rules_field;

/// One of these pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyPage {
    /// What is published of access.
    Access,
    /// The register of documents.
    Documents,
    /// A document, or a new one.
    Document(Option<Uuid>),
    /// A table of documents.
    Import,
    /// The place to work with documents.
    Visits,
    /// Its bookings of one day.
    VisitDay(NaiveDate),
}

impl DutyPage {
    /// The page at this place behind `/office/`, if there is one.
    #[must_use]
    pub fn read(inside: &str) -> Option<Self> {
        Some(match inside {
            "access" => Self::Access,
            "documents" => Self::Documents,
            "documents/new" => Self::Document(None),
            "documents/import" => Self::Import,
            "visits" => Self::Visits,
            _ => match inside.split_once('/')? {
                ("documents", id) => Self::Document(Some(Uuid::parse_str(id).ok()?)),
                ("visits", day) => Self::VisitDay(day.parse().ok()?),
                _ => return None,
            },
        })
    }

    /// Its place behind `/office/`.
    #[must_use]
    pub fn place(self) -> String {
        match self {
            Self::Access => "access".to_owned(),
            Self::Documents => "documents".to_owned(),
            Self::Document(None) => "documents/new".to_owned(),
            Self::Document(Some(id)) => format!("documents/{id}"),
            Self::Import => "documents/import".to_owned(),
            Self::Visits => "visits".to_owned(),
            Self::VisitDay(day) => format!("visits/{day}"),
        }
    }
}

/// What a page is called.
pub(super) fn heading(store: Store, page: DutyPage) -> String {
    match page {
        DutyPage::Access => t(words::ACCESS).to_owned(),
        DutyPage::Documents => t(words::DOCUMENTS).to_owned(),
        DutyPage::Document(None) => t(words::NEW_DOCUMENT).to_owned(),
        DutyPage::Document(Some(id)) => {
            let card = store.duties.document.get().filter(|card| card.id == id);
            card.map_or_else(|| t(words::DOCUMENTS).to_owned(), |card| card.document.name)
        }
        DutyPage::Import => t(words::IMPORT).to_owned(),
        DutyPage::Visits => t(words::VISITS).to_owned(),
        DutyPage::VisitDay(day) => format!("{}: {}", t(words::VISITS), format::date(day)),
    }
}

/// Draws one of the pages.
pub(super) fn page(store: Store, page: DutyPage) -> AnyView {
    let body = match page {
        DutyPage::Access => access::body(store),
        DutyPage::Documents => documents::body(store),
        DutyPage::Document(id) => document::body(store, id),
        DutyPage::Import => import::body(store),
        DutyPage::Visits => visits::board(store),
        DutyPage::VisitDay(day) => visits::day(store, day),
    };
    let state = move || match store.duties.load.get() {
        Load::Failed(error) => parts::failure(&error, move || store.load_duty(page)),
        Load::Loading => parts::loading(),
        Load::Ready => ().into_any(),
    };
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{move || heading(store, page)}</h1>
            {state}
            {failed(store)}
            {body}
        </main>
    }
    .into_any()
}

/// Why what was sent was not recorded.
fn failed(store: Store) -> AnyView {
    parts::not_done(store.duties.sending)
}

/// While something is on its way.
fn busy(store: Store) -> impl Fn() -> Option<&'static str> {
    parts::busy(store.duties.sending)
}
