//! The register of documents: search, one document, a table of them.

use chrono::NaiveDate;
use domain::kyiv;
use domain::register::{
    Document, DocumentAct, DocumentActAsk, DocumentCard, DocumentCarrier, DocumentFault,
    DocumentField, DocumentFilter, DocumentKind, DocumentProblem, DocumentsAsk, ImportAsk,
    NewDocument, Restriction,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wasm_bindgen_futures::JsFuture;

use super::super::{Load, Store};
use super::DutiesPage;
use crate::device;
use crate::office::duties::{DutyPage, id_of};
use crate::office::route::Route;
use crate::office::{api, browser};
use crate::text::{Text, duties as words, t};

/// A search of the register, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedFilter {
    /// Words.
    pub words: String,
    /// A keyword.
    pub keyword: String,
    /// The kind's code, or nothing.
    pub kind: String,
    /// The year.
    pub year: String,
    /// «out» for what was taken out of the register, or nothing.
    pub out: String,
}

/// A document, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are the fields of `Document`")]
pub struct TypedDocument {
    pub name: String,
    pub number: String,
    pub kind: String,
    pub created: String,
    pub received: String,
    pub source: String,
    pub field: String,
    pub keywords: String,
    pub carrier: String,
    pub form: String,
    pub place: String,
    pub ground: String,
    pub term: String,
}

impl Default for TypedDocument {
    fn default() -> Self {
        Self::of(&Document::default())
    }
}

impl TypedDocument {
    fn of(document: &Document) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let restriction = document.restriction.clone().unwrap_or_default();
        Self {
            name: document.name.clone(),
            number: document.number.clone(),
            kind: document.kind.code().to_owned(),
            created: day(document.created),
            received: day(document.received),
            source: document.source.clone(),
            field: document.field.clone(),
            keywords: document.keywords.join(", "),
            carrier: document.carrier.code().to_owned(),
            form: document.form.clone(),
            place: document.place.clone(),
            ground: restriction.ground,
            term: restriction.term,
        }
    }

    /// The document, or every problem of what is typed.
    fn read(&self, today: NaiveDate) -> Result<Document, Vec<DocumentProblem>> {
        let mut problems = Vec::new();
        let mut day = |field, text: &str| {
            let read = text.parse::<NaiveDate>().ok();
            if read.is_none() && !text.is_empty() {
                let what = DocumentFault::NotADate;
                problems.push(DocumentProblem { field, what });
            }
            read
        };
        let created = day(DocumentField::Created, &self.created);
        let received = day(DocumentField::Received, &self.received);
        let is_restricted = [&self.ground, &self.term]
            .iter()
            .any(|text| !text.trim().is_empty());
        let carrier = DocumentCarrier::ALL.into_iter();
        let document = Document {
            // A name is one line, however it was pasted.
            name: self.name.split_whitespace().collect::<Vec<_>>().join(" "),
            number: self.number.clone(),
            created,
            received,
            source: self.source.clone(),
            restriction: is_restricted.then(|| Restriction {
                ground: self.ground.trim().to_owned(),
                term: self.term.trim().to_owned(),
            }),
            field: self.field.clone(),
            keywords: self.keywords.split([',', ';']).map(str::to_owned).collect(),
            carrier: carrier
                .into_iter()
                .find(|one| one.code() == self.carrier)
                .unwrap_or_default(),
            kind: DocumentKind::named(&self.kind).unwrap_or_default(),
            form: self.form.clone(),
            place: self.place.clone(),
        }
        .tidy();
        problems.extend(document.check(today).err().unwrap_or_default());
        if problems.is_empty() {
            Ok(document)
        } else {
            Err(problems)
        }
    }
}

impl DutiesPage {
    /// Puts a document into the form, or an empty one.
    pub(super) fn put_document(self, card: Option<DocumentCard>) {
        let typed = card
            .as_ref()
            .map(|card| TypedDocument::of(&card.document))
            .unwrap_or_default();
        self.reason.set(String::new());
        self.typed.set(typed.clone());
        self.base.set(typed);
        self.document.set(card);
    }
}

impl Store {
    /// Asks for the first page of what is typed into the search.
    pub fn search_documents(self) {
        let page = self.duties;
        let asked = DocumentsAsk {
            filter: page.asked(),
            after: None,
        };
        self.fetch_duty(async move { api::documents(&asked).await }, move |found| {
            page.rows.set(found.rows);
            page.next.set(found.next);
        });
    }

    /// Asks for the next page.
    pub fn more_documents(self) {
        let page = self.duties;
        let asked = DocumentsAsk {
            filter: page.asked(),
            after: page.next.get_untracked(),
        };
        self.fetch_duty(async move { api::documents(&asked).await }, move |found| {
            page.rows.update(|rows| rows.extend(found.rows));
            page.next.set(found.next);
        });
    }

    /// Begins a new document; one that is being typed stays.
    pub(super) fn begin_document(self) {
        let page = self.duties;
        let is_new = |of: &Option<(Uuid, u64)>| of.is_some_and(|(_, version)| version == 0);
        if !page.of.with_untracked(is_new) {
            page.put_document(None);
            page.of.set(Some((device::new_id(), 0)));
        }
        page.load.set(Load::Ready);
    }

    pub(super) fn load_document(self, id: Uuid) {
        let page = self.duties;
        let same = page
            .of
            .with_untracked(|of| of.is_some_and(|(known, _)| known == id));
        let touched = page
            .base
            .with_untracked(|base| page.typed.with_untracked(|typed| typed != base));
        self.fetch_duty(async move { api::held_document(id).await }, move |card| {
            if same && touched {
                page.document.set(Some(card));
            } else {
                page.of.set(Some((id, card.version)));
                page.put_document(Some(card));
            }
        });
    }

    /// Saves the document that is typed.
    pub fn save_document(self) {
        let page = self.duties;
        let Some((id, version)) = page.of.get_untracked() else {
            return;
        };
        let today = kyiv::date(self.now.get_untracked());
        let document = match page.typed.with_untracked(|typed| typed.read(today)) {
            Ok(document) => document,
            Err(problems) => {
                let at = |problem: &DocumentProblem| {
                    (id_of(problem.field), words::document_fault(&problem.what))
                };
                return self.point_out(problems.iter().map(at).collect());
            }
        };
        let new = NewDocument { version, document };
        self.send_duty(
            async move { api::put_document(id, &new).await },
            move |card: DocumentCard| {
                page.of.set(Some((id, card.version)));
                page.put_document(Some(card));
                self.say(t(words::SAVED));
                self.go(Route::Duty(DutyPage::Document(Some(id))));
            },
        );
    }

    /// Takes the entry that is open out of the register for the reason that is typed.
    pub fn take_document_out(self) {
        let reason = self.duties.reason.get_untracked();
        if domain::register::reason(&reason).is_none() {
            return self.point_out(vec![("document-reason", words::OUT_REASON_MISSING)]);
        }
        self.act_on_document(DocumentAct::TakenOut { reason }, words::DOCUMENT_IS_OUT);
    }

    /// Puts the entry that is open back into the register.
    pub fn put_document_back(self) {
        self.act_on_document(DocumentAct::PutBack, words::DOCUMENT_IS_BACK);
    }

    fn act_on_document(self, act: DocumentAct, done: Text) {
        let page = self.duties;
        let seen = page.document.with_untracked(|card| {
            let card = card.as_ref()?;
            Some((card.id, card.version))
        });
        let Some((id, version)) = seen else { return };
        let ask = DocumentActAsk { version, act };
        self.send_duty(
            async move { api::act_on_document(id, &ask).await },
            move |card: DocumentCard| {
                page.reason.set(String::new());
                page.of.set(Some((id, card.version)));
                page.put_document(Some(card));
                self.say(t(done));
                browser::focus("main h1");
            },
        );
    }

    /// Looks at a table; nothing is taken in yet.
    pub fn look_at_table(self, file: web_sys::File) {
        let page = self.duties;
        page.told.set(None);
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await;
            let text = text.ok().and_then(|text| text.as_string());
            page.table.set(text.unwrap_or_default());
            // The same file, corrected meanwhile, can be chosen again.
            browser::clear_files("table");
            self.send_table(false, false);
        });
    }

    /// Takes the table in: all of it, or its good lines.
    pub fn take_table(self, only_good: bool) {
        self.send_table(true, only_good);
    }

    fn send_table(self, write: bool, only_good: bool) {
        self.send_slice(write, only_good, 0, 0);
    }

    /// Sends the table to be taken in from this line on; `written` is what was taken in before.
    fn send_slice(self, write: bool, only_good: bool, from: u32, written: u32) {
        let page = self.duties;
        let asked = ImportAsk {
            text: page.table.get_untracked(),
            write,
            only_good,
            from,
        };
        self.send_duty(
            async move { api::import_documents(&asked).await },
            move |mut told| {
                told.written += written;
                let (next, so_far) = (told.next, told.written);
                page.told.set(Some(told));
                if let Some(next) = next {
                    self.send_slice(write, only_good, next, so_far);
                }
            },
        );
    }
}

impl DutiesPage {
    fn asked(self) -> DocumentFilter {
        self.filter.with_untracked(|typed| DocumentFilter {
            words: typed.words.clone(),
            keyword: typed.keyword.clone(),
            kind: DocumentKind::named(&typed.kind),
            year: typed.year.trim().parse().ok(),
            out: typed.out == "out",
        })
    }
}
