//! The register of documents.

use chrono::{DateTime, Datelike, Utc};
use domain::kyiv;
use domain::register::{
    Document, DocumentAct, DocumentActAsk, DocumentCard, DocumentEntry, DocumentFilter,
    DocumentRow, DocumentsAsk, DocumentsPage, NewDocument, reason,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Duties, Fault, json, still};
use crate::journal::record;
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
/// table, taken out or put back. The texts are not repeated there.
#[derive(Default, Serialize, Deserialize)]
struct Entered {
    imported: bool,
    /// Why it was taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    out: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    back: bool,
}

/// What an entry belongs to that is in the register, and one that was taken out of it.
const IN: &str = "";
const OUT: &str = "out";

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
            parent: Some(if filter.out { OUT } else { IN }.to_owned()),
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

    /// A document that is in the register, if there is one of this id.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn document(self, id: Uuid) -> Result<Option<Document>, JournalError> {
        let found = self.entry(id).await?;
        let found = found.filter(|record| record.parent == IN);
        found.map(|record| record.read()).transpose()
    }

    /// A document as the office sees it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn document_card(self, id: Uuid) -> Result<DocumentCard, Fault> {
        let kind = RecordKind::Document;
        let found = self.entry(id).await?.ok_or(Fault::Unknown)?;
        let history = self.journal.record_history(self.holder, kind, id).await?;
        let told = |entry: RecordEntry| {
            let entered: Entered = serde_json::from_str(&entry.event)?;
            Ok(DocumentEntry {
                at: entry.at,
                actor: entry.actor,
                imported: entered.imported,
                out: entered.out,
                back: entered.back,
            })
        };
        let history = history.into_iter().rev().map(told);
        Ok(DocumentCard {
            id,
            version: found.version,
            document: found.read()?,
            out: found.parent == OUT,
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
        let decide = move |record: Option<&Record>, now| {
            if record.is_some_and(|record| record.parent == OUT) {
                return Err(Fault::TakenOut);
            }
            let known = record.map(Record::aggregate::<Document>).transpose()?;
            let document = new.document.tidy();
            document.check(kyiv::date(now)).map_err(Fault::Document)?;
            if known.as_ref().is_some_and(|(known, _)| *known == document) {
                return Ok((None, ()));
            }
            still(known, new.version)?;
            Ok((Some(write(&document, false)?), ()))
        };
        self.change_document(id, by, decide).await
    }

    /// Takes an entry out of the register, or puts it back; what is so already stays so.
    ///
    /// # Errors
    /// When there is none, it was changed meanwhile, or no reason is given.
    pub async fn act_on_document(
        self,
        id: Uuid,
        asked: DocumentActAsk,
        by: &Officer,
    ) -> Result<DocumentCard, Fault> {
        let decide = move |record: Option<&Record>, _| {
            let record = record.ok_or(Fault::Unknown)?;
            let document: Document = record.read()?;
            let (parent, said) = match asked.act {
                DocumentAct::TakenOut { reason: given } => {
                    let out = Some(reason(&given).ok_or(Fault::NoReason)?);
                    let said = Entered {
                        out,
                        ..Entered::default()
                    };
                    (OUT, said)
                }
                DocumentAct::PutBack => {
                    let said = Entered {
                        back: true,
                        ..Entered::default()
                    };
                    (IN, said)
                }
            };
            if record.parent == parent {
                return Ok((None, ()));
            }
            if record.version != asked.version {
                return Err(Fault::Stale);
            }
            let write = RecordWrite {
                parent: parent.to_owned(),
                event: Some(json(&said)?),
                ..write(&document, false)?
            };
            Ok((Some(write), ()))
        };
        self.change_document(id, by, decide).await
    }

    /// An entry, in the register or taken out of it.
    async fn entry(self, id: Uuid) -> Result<Option<Record>, JournalError> {
        let kind = RecordKind::Document;
        self.journal.record(self.holder, kind, id).await
    }

    async fn change_document(
        self,
        id: Uuid,
        by: &Officer,
        decide: impl FnOnce(Option<&Record>, DateTime<Utc>) -> Result<(Option<RecordWrite>, ()), Fault>
        + Send
        + 'static,
    ) -> Result<DocumentCard, Fault> {
        let what = (RecordKind::Document, id);
        record::change_or_fault(self.journal, self.holder, what, Some(by), decide).await?;
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
        event: Some(json(&Entered {
            imported,
            ..Entered::default()
        })?),
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
