//! A table of documents, read line by line: what is good, and what is wrong with every other line.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::document::{
    Document, DocumentCarrier, DocumentFault, DocumentField, DocumentKind, DocumentProblem,
    Restriction,
};
use super::words;
use crate::request::Language;

/// The most lines of one table.
pub const LINES: usize = 5_000;

/// A line that can't be taken, by its number in the file, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BadLine {
    /// Its number; the headings are line 1.
    pub line: u32,
    /// What is wrong with it.
    pub problems: Vec<DocumentProblem>,
}

/// Why a table can't be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TableFault {
    /// It has no heading of a column every entry needs.
    NoColumn {
        /// Which.
        field: DocumentField,
    },
    /// More lines than [`LINES`].
    TooLong,
    /// No table of lines and columns, or not in UTF-8.
    Unreadable,
}

/// What a table holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// The lines that can be taken.
    pub good: Vec<(u32, Document)>,
    /// The lines that can't.
    pub bad: Vec<BadLine>,
}

/// Columns no entry can be read without.
const ASKED: [DocumentField; 7] = [
    DocumentField::Name,
    DocumentField::Created,
    DocumentField::Source,
    DocumentField::Field,
    DocumentField::Kind,
    DocumentField::Form,
    DocumentField::Place,
];

/// Reads a table: its headings, then its lines with their numbers in the file. Columns are known by
/// their names in either language, in any order; others are passed over. Empty lines too.
///
/// # Errors
/// When no line of it could be read.
pub fn read(
    headings: &[String],
    lines: impl IntoIterator<Item = (u32, Vec<String>)>,
    today: NaiveDate,
) -> Result<Read, TableFault> {
    let columns: Vec<Option<DocumentField>> = headings.iter().map(|name| field(name)).collect();
    let missing = |field: &&DocumentField| !columns.contains(&Some(**field));
    if let Some(field) = ASKED.iter().find(missing) {
        return Err(TableFault::NoColumn { field: *field });
    }
    let mut found = Read::default();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for (line, cells) in lines {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if found.good.len() + found.bad.len() >= LINES {
            return Err(TableFault::TooLong);
        }
        let (document, mut problems) = document(&columns, &cells);
        let told: Vec<DocumentField> = problems.iter().map(|problem| problem.field).collect();
        let others = document.check(today).err().unwrap_or_default();
        problems.extend(others.into_iter().filter(|one| !told.contains(&one.field)));
        let whole = format!("{document:?}");
        match seen.get(&whole) {
            Some(first) => problems.push(DocumentProblem {
                field: DocumentField::Name,
                what: DocumentFault::Repeated { line: *first },
            }),
            None => drop(seen.insert(whole, line)),
        }
        if problems.is_empty() {
            found.good.push((line, document));
        } else {
            found.bad.push(BadLine { line, problems });
        }
    }
    Ok(found)
}

/// The entry as a line of a table, in the order of [`DocumentField::ALL`]; words in this language.
#[must_use]
pub fn line(document: &Document, language: Language) -> Vec<String> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let restriction = document.restriction.clone().unwrap_or_default();
    let cell = |field| match field {
        DocumentField::Name => document.name.clone(),
        DocumentField::Number => document.number.clone(),
        DocumentField::Created => day(document.created),
        DocumentField::Received => day(document.received),
        DocumentField::Source => document.source.clone(),
        DocumentField::Ground => restriction.ground.clone(),
        DocumentField::Term => restriction.term.clone(),
        DocumentField::Field => document.field.clone(),
        DocumentField::Keywords => document.keywords.join("; "),
        DocumentField::Carrier => words::carrier(document.carrier, language).to_owned(),
        DocumentField::Kind => words::kind(document.kind, language).to_owned(),
        DocumentField::Form => document.form.clone(),
        DocumentField::Place => document.place.clone(),
    };
    DocumentField::ALL.map(cell).into()
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.to_lowercase()
}

/// The field of a column with this heading.
fn field(heading: &str) -> Option<DocumentField> {
    let heading = heading.trim_start_matches('\u{feff}');
    DocumentField::ALL.into_iter().find(|field| {
        let names = [Language::Uk, Language::En].map(|language| words::field(*field, language));
        same(heading, field.code()) || names.iter().any(|name| same(heading, name))
    })
}

/// One of a list by its code or its name in either language.
fn named<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    name: fn(T, Language) -> &'static str,
    typed: &str,
) -> Option<T> {
    all.iter().copied().find(|one| {
        let names = [
            code(*one),
            name(*one, Language::Uk),
            name(*one, Language::En),
        ];
        names.iter().any(|name| same(typed, name))
    })
}

/// A date as `2026-12-04` or `04.12.2026`.
fn date(typed: &str) -> Option<NaiveDate> {
    let parts = |by| {
        let mut parts = typed.split(by).map(|part: &str| part.parse::<u32>().ok());
        let all = (parts.next()??, parts.next()??, parts.next()??);
        parts.next().is_none().then_some(all)
    };
    let (year, month, day) = parts('-').or_else(|| {
        let (day, month, year) = parts('.')?;
        Some((year, month, day))
    })?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn document(
    columns: &[Option<DocumentField>],
    cells: &[String],
) -> (Document, Vec<DocumentProblem>) {
    let mut document = Document::default();
    let mut problems = Vec::new();
    let (mut ground, mut term) = (String::new(), String::new());
    for (field, cell) in columns.iter().zip(cells) {
        let Some(field) = *field else { continue };
        // What our own tables put before a text that a spreadsheet would take for a formula.
        let marked = |rest: &&str| rest.starts_with(['=', '+', '-', '@']);
        let text = cell.trim();
        let text = text.strip_prefix('\'').filter(marked).unwrap_or(text);
        let mut wrong = |what| problems.push(DocumentProblem { field, what });
        let mut day = || {
            let read = date(text);
            if read.is_none() && !text.is_empty() {
                wrong(DocumentFault::NotADate);
            }
            read
        };
        match field {
            DocumentField::Name => document.name = text.to_owned(),
            DocumentField::Number => document.number = text.to_owned(),
            DocumentField::Created => document.created = day(),
            DocumentField::Received => document.received = day(),
            DocumentField::Source => document.source = text.to_owned(),
            DocumentField::Ground => ground = text.to_owned(),
            DocumentField::Term => term = text.to_owned(),
            DocumentField::Field => document.field = text.to_owned(),
            DocumentField::Keywords => {
                document.keywords = text.split([';', ',']).map(str::to_owned).collect();
            }
            DocumentField::Carrier if text.is_empty() => {}
            DocumentField::Carrier => {
                let all = &DocumentCarrier::ALL;
                match named(all, DocumentCarrier::code, words::carrier, text) {
                    Some(carrier) => document.carrier = carrier,
                    None => wrong(DocumentFault::Unknown),
                }
            }
            DocumentField::Kind => {
                match named(&DocumentKind::ALL, DocumentKind::code, words::kind, text) {
                    Some(kind) => document.kind = kind,
                    None if text.is_empty() => wrong(DocumentFault::Missing),
                    None => wrong(DocumentFault::Unknown),
                }
            }
            DocumentField::Form => document.form = text.to_owned(),
            DocumentField::Place => document.place = text.to_owned(),
        }
    }
    if !(ground.is_empty() && term.is_empty()) {
        document.restriction = Some(Restriction { ground, term });
    }
    (document.tidy(), problems)
}
