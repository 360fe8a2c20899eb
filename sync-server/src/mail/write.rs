//! What mails say.

use chrono::{DateTime, Utc};
use domain::mail::{About, Mail};
use domain::request::LetterKind;
use domain::sync::paper::PaperView;

use crate::journal::{CaseRecord, HolderSettings, Officer};
use crate::letter::Letter;
use crate::paper::PaperError;

/// The most bytes of papers in one mail: many mail servers take 25 MB, in which these are a third
/// longer.
const MOST_ENCLOSED: u64 = 15 * 1024 * 1024;

/// A mail and the file that goes with it.
pub(super) type Written = (Mail, Option<(String, Vec<u8>)>);

/// Which letter of a request a mail brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which {
    /// The number of the event it tells of, from 1.
    pub n: usize,
    /// Which letter.
    pub letter: LetterKind,
}

/// The mail that brings a letter to the requester, as text and as DOCX; none where that event gives
/// rise to no such letter, it does not go to the requester, or there is no address.
///
/// # Errors
/// When the DOCX can't be written.
pub fn letter(
    which: Which,
    record: &CaseRecord,
    settings: &HolderSettings,
    officer: &Officer,
    papers: &[PaperView],
    now: DateTime<Utc>,
) -> Result<Option<Written>, PaperError> {
    let address = record.submission.email.as_deref();
    let letter = crate::letter::letter(which.letter, which.n, record, settings, officer, papers);
    let (Some(address), Some(letter)) = (address, letter) else {
        return Ok(None);
    };
    if which.letter == LetterKind::Cover {
        return Ok(None);
    }
    let index = &record.registered.index.text;
    let about = About::Letter {
        request: record.registered.id,
        index: index.clone(),
        n: which.n,
        letter: which.letter,
    };
    let subject = format!("{} № {index}", letter.title);
    let to = (address, record.submission.name.as_str());
    let enclosed = enclosed(&letter, papers);
    let mut mail = Mail::new(about, to, &subject, text(&letter, &enclosed), now);
    mail.papers = enclosed.iter().map(|view| view.id).collect();
    let name = format!("{} {}.docx", letter.title, index.replace('/', "-"));
    Ok(Some((mail, Some((name, letter.docx()?)))))
}

/// The papers that go with the mail: those the letter encloses, if mail servers take so much.
fn enclosed<'a>(letter: &Letter, papers: &'a [PaperView]) -> Vec<&'a PaperView> {
    if letter.enclosures.is_empty() {
        return Vec::new();
    }
    let to_requester = papers.iter().filter(|view| view.paper.to_requester);
    let all: Vec<&PaperView> = to_requester.collect();
    let size: u64 = all.iter().map(|view| view.paper.size).sum();
    if size <= MOST_ENCLOSED {
        all
    } else {
        Vec::new()
    }
}

fn enclosures(letter: &Letter, enclosed: &[&PaperView]) -> String {
    if letter.enclosures.is_empty() {
        return String::new();
    }
    let named = letter.enclosures.join("\n");
    if enclosed.is_empty() {
        format!(
            "Додатки (завеликі для листа; вони є за кодом доступу в застосунку, або рада надішле їх \
             окремо):\n{named}"
        )
    } else {
        format!("Додатки (у цьому листі):\n{named}")
    }
}

fn text(letter: &Letter, enclosed: &[&PaperView]) -> String {
    let (position, name) = &letter.signature;
    let signature = [position.as_str(), name.as_str()];
    let signature: Vec<&str> = signature
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let blocks = [
        letter.council.clone(),
        letter.contacts.join("\n"),
        letter.reference.join("\n"),
        letter.addressee.join("\n"),
        letter.title.to_owned(),
        letter.paragraphs.join("\n\n"),
        signature.join("\n"),
        enclosures(letter, enclosed),
        "Цей самий лист додано файлом DOCX.".to_owned(),
    ];
    let blocks: Vec<String> = blocks
        .into_iter()
        .filter(|block| !block.is_empty())
        .collect();
    blocks.join("\n\n")
}

/// A mail that shows whether the mailbox works.
#[must_use]
pub fn test(officer: &Officer, address: &str, council: &str, now: DateTime<Utc>) -> Mail {
    let text = format!(
        "Добрий день!\n\nЦе пробний лист робочого місця ради. Якщо ви його читаєте, скринька працює: \
         листи запитувачам і нагадування надходитимуть звідси.\n\n{council}"
    );
    let to = (address, officer.name.as_str());
    Mail::new(About::Test, to, "Пробний лист: скринька працює", text, now)
}
