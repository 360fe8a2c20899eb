//! The register of documents.

use chrono::Datelike;
use domain::kyiv;
use domain::register::{
    Document, DocumentCard, DocumentEntry, DocumentFilter, DocumentRow, DocumentsAsk,
    DocumentsPage, NewDocument,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Duties, Fault, json, still};
use crate::journal::{
    JournalError, Officer, Record, RecordEntry, RecordKind, RecordQuery, RecordWrite, search,
};

/// Documents of one page.
pub const PAGE: usize = 25;

/// A document and where it stands in the list.
pub struct Listed {
    /// Its id.
    pub id: Uuid,
    /// What the list is sorted by.
    pub place: i64,
    /// The entry.
    pub document: Document,
}

/// What an entry of a document's history says: that it was entered or changed, by hand or out of a
/// table. The texts are not repeated there.
#[derive(Serialize, Deserialize)]
pub(super) struct Entered {
    pub(super) imported: bool,
}

impl Duties<'_> {
    /// A page of the register, the latest documents first.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn documents(self, asked: DocumentsAsk) -> Result<DocumentsPage, JournalError> {
        let after = asked.after.as_deref().and_then(read_after);
        let mut found = self.listed(&asked.filter, after, PAGE + 1).await?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let last = found.last().filter(|_| more);
        Ok(DocumentsPage {
            next: last.map(|one| format!("{}.{}", one.place, one.id)),
            rows: found
                .into_iter()
                .map(|one| DocumentRow {
                    id: one.id,
                    document: one.document,
                })
                .collect(),
        })
    }

    /// So many documents behind this one, the latest first.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn listed(
        self,
        filter: &DocumentFilter,
        after: Option<(i64, Uuid)>,
        limit: usize,
    ) -> Result<Vec<Listed>, JournalError> {
        if !filter.words.trim().is_empty() && search::beginnings(&filter.words).is_empty() {
            // Nothing but signs: no document has them among its words.
            return Ok(Vec::new());
        }
        let keyword = keyword_mark(&filter.keyword);
        let marks = [
            class_mark(filter.kind.map(|kind| kind.code()), filter.year),
            (!filter.keyword.trim().is_empty()).then_some(keyword),
        ];
        let query = RecordQuery {
            search: filter.words.clone(),
            marks: marks.into_iter().flatten().collect(),
            descending: true,
            after,
            limit,
            ..RecordQuery::default()
        };
        let kind = RecordKind::Document;
        let found = self.journal.records(self.holder, kind, query).await?;
        let listed = |record: &Record| {
            Ok(Listed {
                id: record.id,
                place: record.place,
                document: record.read()?,
            })
        };
        found.iter().map(listed).collect()
    }

    /// A document, if there is one of this id.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn document(self, id: Uuid) -> Result<Option<Document>, JournalError> {
        let found = self.one(RecordKind::Document, id).await?;
        Ok(found.map(|(document, _)| document))
    }

    /// A document as the office sees it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn document_card(self, id: Uuid) -> Result<DocumentCard, Fault> {
        let found = self.one(RecordKind::Document, id).await?;
        let (document, version) = found.ok_or(Fault::Unknown)?;
        let kind = RecordKind::Document;
        let history = self.journal.record_history(self.holder, kind, id).await?;
        let told = |entry: RecordEntry| {
            let entered: Entered = serde_json::from_str(&entry.event)?;
            Ok(DocumentEntry {
                at: entry.at,
                actor: entry.actor,
                imported: entered.imported,
            })
        };
        let history = history.into_iter().rev().map(told);
        Ok(DocumentCard {
            id,
            version,
            document,
            history: history.collect::<Result<_, JournalError>>()?,
        })
    }

    /// Enters a document, or changes one. The same new one again is the same document.
    ///
    /// # Errors
    /// When the entry is wrong, or was changed meanwhile.
    pub async fn put_document(
        self,
        id: Uuid,
        new: NewDocument,
        by: &Officer,
    ) -> Result<DocumentCard, Fault> {
        let decide = move |known: Option<(Document, u64)>, now| {
            let document = new.document.tidy();
            document.check(kyiv::date(now)).map_err(Fault::Document)?;
            if known.as_ref().is_some_and(|(known, _)| *known == document) {
                return Ok((None, ()));
            }
            still(known, new.version)?;
            Ok((Some(write(&document, false)?), ()))
        };
        let what = (RecordKind::Document, id);
        self.change(what, Some(by), decide).await?;
        self.document_card(id).await
    }
}

/// The record of an entry.
pub(super) fn write(document: &Document, imported: bool) -> Result<RecordWrite, JournalError> {
    let (kind, year) = (document.kind.code(), document.year());
    let classes = [(Some(kind), None), (None, year), (Some(kind), year)];
    let classes = classes.map(|(kind, year)| class_mark(kind, year));
    let mut marks: Vec<String> = classes.into_iter().flatten().collect();
    marks.extend(document.keywords.iter().map(|word| keyword_mark(word)));
    let mut found_by = vec![
        document.name.clone(),
        document.number.clone(),
        document.source.clone(),
        document.field.clone(),
    ];
    found_by.extend(document.keywords.iter().cloned());
    let day = document.day().map(|day| day.num_days_from_ce());
    Ok(RecordWrite {
        place: i64::from(day.unwrap_or_default()),
        found_by,
        marks,
        body: json(document)?,
        event: Some(json(&Entered { imported })?),
        ..RecordWrite::default()
    })
}

/// Kind, year, or both: one look finds the documents of a kind in a year too.
fn class_mark(kind: Option<&str>, year: Option<i32>) -> Option<String> {
    match (kind, year) {
        (None, None) => None,
        (Some(kind), None) => Some(format!("kind {kind}")),
        (None, Some(year)) => Some(format!("year {year}")),
        (Some(kind), Some(year)) => Some(format!("kind {kind} {year}")),
    }
}

/// A keyword is found whole, but for capital letters and spaces.
fn keyword_mark(word: &str) -> String {
    let words: Vec<&str> = word.split_whitespace().collect();
    format!("keyword {}", words.join(" ").to_lowercase())
}

fn read_after(text: &str) -> Option<(i64, Uuid)> {
    let (place, id) = text.split_once('.')?;
    Some((place.parse().ok()?, Uuid::try_parse(id).ok()?))
}
