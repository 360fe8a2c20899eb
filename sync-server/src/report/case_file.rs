//! The case file («справа») as one archive: request, files, papers, letters and notes in order, with
//! an inventory of what lies in it.

use std::io::{Cursor, Write as _};

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::request::{LetterKind, PaperEvent, PaperRole};
use domain::sync::paper::{CasePapers, PaperEntry, PaperView};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::event_words::{moment, told};
use super::journal;
use crate::journal::{CaseRecord, HolderSettings, Officer};
use crate::letter::{Letter, letter};
use crate::paper::docx::{Document, Style};
use crate::paper::{Cell, PaperError, Table, csv};

/// The media type of what [`archive`] makes.
pub const MEDIA: &str = "application/zip";

/// A paper of the file, before it is written.
struct Paper {
    at: DateTime<Utc>,
    name: String,
    bytes: Vec<u8>,
}

/// The papers that officers put to the case.
pub struct Papers {
    /// What they are.
    pub told: CasePapers,
    /// Their bytes, in the same order.
    pub bytes: Vec<Vec<u8>>,
}

/// The whole file; `files` are the received attachments with their places in the submission.
///
/// # Errors
/// When a document or the archive can't be written.
pub fn archive(
    record: &CaseRecord,
    settings: &HolderSettings,
    officer: &Officer,
    files: Vec<(usize, Vec<u8>)>,
    filed: Papers,
) -> Result<Vec<u8>, PaperError> {
    let received = record.registered.received_at;
    let mut papers = vec![
        paper(received, "Запит.docx", request(record, settings)?),
        paper(received, "Картка.docx", card(record, settings)?),
    ];
    for (n, bytes) in files {
        let name = record
            .submission
            .attachments
            .get(n - 1)
            .map(|file| file.name.clone());
        papers.push(Paper {
            at: received,
            name: format!("Додаток {n} {}", name.unwrap_or_default()),
            bytes,
        });
    }
    for (at, letter) in letters(record, settings, officer, &filed.told.papers) {
        let name = format!("{}.docx", letter.title);
        papers.push(paper(at, &name, letter.docx()?));
    }
    let course = csv::bytes(&history(record, &filed.told.history))?;
    for (view, bytes) in filed.told.papers.iter().zip(filed.bytes) {
        papers.push(paper(
            view.paper.at,
            &called(view, &filed.told.papers),
            bytes,
        ));
    }
    // In the order of time; what came together stays in the order above.
    papers.sort_by_key(|paper| paper.at);
    let last = papers.last().map_or(received, |paper| paper.at);
    papers.push(paper(last, "Хід розгляду.csv", course));
    write(papers)
}

fn paper(at: DateTime<Utc>, name: &str, bytes: Vec<u8>) -> Paper {
    let name = name.to_owned();
    Paper { at, name, bytes }
}

fn write(papers: Vec<Paper>) -> Result<Vec<u8>, PaperError> {
    let failed = |error: &dyn std::fmt::Display| PaperError::Archive(error.to_string());
    // Most of it is compressed already: pictures, DOCX.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut inventory = Table {
        title: "Опис справи".to_owned(),
        headings: ["№", "Документ", "Дата", "Байтів"]
            .map(str::to_owned)
            .into(),
        rows: Vec::new(),
    };
    for (n, paper) in (1..).zip(papers) {
        let name = format!("{n:02} {}", paper.name);
        zip.start_file(&name, stored)
            .map_err(|error| failed(&error))?;
        zip.write_all(&paper.bytes)
            .map_err(|error| failed(&error))?;
        inventory.rows.push(vec![
            Cell::count(n),
            Cell::Text(name),
            Cell::Day(kyiv::date(paper.at)),
            Cell::count(paper.bytes.len()),
        ]);
    }
    zip.start_file("00 Опис справи.csv", stored)
        .map_err(|error| failed(&error))?;
    zip.write_all(&csv::bytes(&inventory)?)
        .map_err(|error| failed(&error))?;
    let written = zip.finish().map_err(|error| failed(&error))?;
    Ok(written.into_inner())
}

fn request(record: &CaseRecord, settings: &HolderSettings) -> Result<Vec<u8>, PaperError> {
    let asked = &record.submission;
    let from = [
        Some(settings.council.name_uk.as_str()),
        Some(asked.name.as_str()),
        asked.postal_address.as_deref(),
        asked.email.as_deref(),
        asked.phone.as_deref(),
    ];
    let from: Vec<&str> = from.into_iter().flatten().collect();
    let stamp = format!(
        "{}\nВх. № {}\n{}",
        settings.council.name_uk,
        record.registered.index.text,
        moment(record.registered.received_at)
    );
    Document::new()
        .sides(&[], &from)
        .paragraph("Запит на публічну інформацію", Style::TITLE)
        .paragraph(&asked.text, Style::BODY.after_gap(12))
        .paragraph(&stamp, Style::RIGHT.after_gap(24))
        .bytes()
}

/// The registration-control card: a row a field.
fn card(record: &CaseRecord, settings: &HolderSettings) -> Result<Vec<u8>, PaperError> {
    let lines = journal::card(record, settings).into_iter();
    let card = Table {
        title: String::new(),
        headings: vec!["Поле".to_owned(), "Запис".to_owned()],
        rows: lines
            .map(|(heading, value)| vec![Cell::text(heading), value])
            .collect(),
    };
    Document::new()
        .paragraph("Реєстраційно-контрольна картка", Style::TITLE)
        .table(&card)
        .bytes()
}

/// What a paper is called in the archive: a signature and a redacted copy name what they stand
/// beside.
pub fn called(view: &PaperView, all: &[PaperView]) -> String {
    let beside = view.paper.role.of();
    let beside = all.iter().find(|other| Some(other.id) == beside);
    let beside = beside.map_or("", |other| other.paper.name.as_str());
    let name = &view.paper.name;
    match view.paper.role {
        PaperRole::Scan => format!("Оригінал запиту {name}"),
        PaperRole::Answer => format!("Файл відповіді {name}"),
        PaperRole::Letter => format!("Отриманий лист {name}"),
        PaperRole::Other => format!("Матеріали {name}"),
        PaperRole::Signature { .. } => format!("Підпис до «{beside}» {name}"),
        PaperRole::Redacted { .. } => format!("Копія для оприлюднення «{beside}» {name}"),
    }
}

/// What happened to a paper.
fn of_paper(event: &PaperEvent) -> (&'static str, String) {
    match event {
        PaperEvent::Added { to_requester, .. } => (
            "Додано файл",
            if *to_requester {
                "для запитувача".to_owned()
            } else {
                String::new()
            },
        ),
        PaperEvent::Marked { to_requester, .. } => (
            "Змінено позначку файла",
            if *to_requester {
                "для запитувача".to_owned()
            } else {
                String::new()
            },
        ),
        PaperEvent::TakenAway => ("Вилучено файл", String::new()),
        PaperEvent::Published { subject } => ("Оприлюднено відповідь", subject.clone()),
        PaperEvent::Withdrawn => ("Знято з оприлюднення", String::new()),
    }
}

/// Everything that happened, with notes and letters received, oldest first: when, who, what, and
/// every word of it.
pub fn course(record: &CaseRecord, papers: &[PaperEntry]) -> Vec<[String; 4]> {
    let own = record.history.iter().map(|entry| {
        let (what, text) = told(entry.event.as_ref());
        (entry.at, entry.actor.clone(), what, text)
    });
    let of_papers = papers.iter().map(|entry| {
        let (what, text) = of_paper(&entry.event);
        let text = format!("{} {text}", entry.name).trim_end().to_owned();
        (entry.at, entry.actor.clone(), what, text)
    });
    let mut rows: Vec<_> = own.chain(of_papers).collect();
    rows.sort_by_key(|row| row.0);
    rows.into_iter()
        .map(|(at, actor, what, text)| [moment(at), actor, what.to_owned(), text])
        .collect()
}

fn history(record: &CaseRecord, papers: &[PaperEntry]) -> Table {
    let rows = course(record, papers).into_iter();
    Table {
        title: String::new(),
        headings: ["Коли", "Хто", "Подія", "Зміст"].map(str::to_owned).into(),
        rows: rows.map(|row| row.map(Cell::Text).into()).collect(),
    }
}

/// Every letter of a case, in the order of what they tell of.
pub fn letters(
    record: &CaseRecord,
    settings: &HolderSettings,
    officer: &Officer,
    papers: &[PaperView],
) -> Vec<(DateTime<Utc>, Letter)> {
    let entries = (1..).zip(&record.history);
    let each = entries.flat_map(|(n, entry)| {
        let kinds = LetterKind::of(entry.event.as_ref()).iter();
        kinds.map(move |kind| (n, entry.at, *kind))
    });
    each.filter_map(|(n, at, kind)| {
        let letter = letter(kind, n, record, settings, officer, papers)?;
        Some((at, letter))
    })
    .collect()
}
