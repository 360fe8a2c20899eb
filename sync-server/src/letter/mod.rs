//! Letters of the council («листи»), made of a template and of the event they tell of, laid out by
//! ДСТУ 4163:2020 as DOCX and as a page to be printed.

mod facts;
pub mod sample;
pub mod template;

use domain::request::{Event, LetterKind, PaperRole, Sending};
use domain::sync::letter::{Part, parts};
use domain::sync::paper::PaperView;

use crate::journal::{CaseRecord, Entry, HolderSettings, Officer};
use crate::paper::PaperError;
use crate::paper::docx::{Document, Style};

/// A letter, ready to be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Who writes.
    pub council: String,
    /// Where and how the council is reached.
    pub contacts: Vec<String>,
    /// Date and number; the number is left to be written in by hand where there is none.
    pub reference: Vec<String>,
    /// To whom.
    pub addressee: Vec<String>,
    /// What it is about.
    pub title: &'static str,
    /// The text.
    pub paragraphs: Vec<String>,
    /// What goes with it («Додатки»).
    pub enclosures: Vec<String>,
    /// Position and name of who signs.
    pub signature: (String, String),
    /// Who drew it up, and the phone («Виконавець»).
    pub drawn_up: String,
}

/// The letter of this kind that tells of the event of this number (the registration is 1); none
/// where that event gives rise to no such letter. This officer takes it out; `papers` are those of
/// the case.
pub fn letter(
    kind: LetterKind,
    n: usize,
    record: &CaseRecord,
    settings: &HolderSettings,
    officer: &Officer,
    papers: &[PaperView],
) -> Option<Letter> {
    let entry = record.history.get(n.checked_sub(1)?)?;
    LetterKind::of(entry.event.as_ref())
        .contains(&kind)
        .then(|| {
            let council = &settings.council;
            let contacts = [&council.address, &council.phone, &council.email];
            let contacts = contacts.into_iter().filter(|one| !one.is_empty());
            Letter {
                council: council.name_uk.clone(),
                contacts: contacts.cloned().collect(),
                reference: reference(kind, record, entry),
                addressee: addressee(kind, record, entry),
                title: template::title(kind),
                paragraphs: paragraphs(settings.template(kind), |name| {
                    facts::value(name, record, entry, settings)
                }),
                enclosures: enclosures(kind, n, record, papers),
                signature: signature(entry, officer),
                drawn_up: drawn_up(entry, officer, &council.phone),
            }
        })
}

/// The paragraphs of a template; those of which nothing is left are left out.
pub fn paragraphs(template: &str, value: impl Fn(&str) -> String) -> Vec<String> {
    let fill = |line: &str| {
        let mut text = String::new();
        for part in parts(line) {
            match part {
                // «2026 р.» ends a sentence with its own dot.
                Part::Text(plain) if text.ends_with('.') => {
                    text += plain.strip_prefix('.').unwrap_or(plain);
                }
                Part::Text(plain) => text += plain,
                Part::Name(name) => text += value(name).trim(),
            }
        }
        text
    };
    let filled = template.lines().map(fill);
    filled.filter(|text| !text.trim().is_empty()).collect()
}

fn sending(event: &Event) -> Option<&Sending> {
    match event {
        Event::Extended { sending, .. }
        | Event::Deferred { sending, .. }
        | Event::Forwarded { sending, .. }
        | Event::PartGiven { sending, .. }
        | Event::Answered { sending, .. }
        | Event::Refused { sending, .. }
        | Event::Explained { sending, .. } => Some(sending),
        _ => None,
    }
}

fn reference(kind: LetterKind, record: &CaseRecord, entry: &Entry) -> Vec<String> {
    let sent = entry.event.as_ref().and_then(sending);
    let index = sent.and_then(|sent| sent.index.as_deref());
    let number = index.unwrap_or("____________");
    let mut lines = vec![format!("{} № {number}", facts::day(entry.at))];
    let intake = record.submission.intake();
    if let Some(intake) = intake.filter(|_| kind != LetterKind::Cover) {
        // The requester's own number and date, by which the requester knows the letter.
        let theirs = [
            intake
                .sender_index
                .as_ref()
                .map(|index| format!("На № {index}")),
            intake
                .dated
                .map(|dated| format!("від {}", dated.format("%d.%m.%Y"))),
        ];
        let theirs: Vec<String> = theirs.into_iter().flatten().collect();
        if intake.sender_index.is_some() {
            lines.push(theirs.join(" "));
        }
    }
    lines
}

/// A person stands in the nominative, above the address.
fn addressee(kind: LetterKind, record: &CaseRecord, entry: &Entry) -> Vec<String> {
    if let (
        LetterKind::Cover,
        Some(Event::Forwarded {
            holder, address, ..
        }),
    ) = (kind, &entry.event)
    {
        let lines = [holder.clone(), address.clone()];
        return lines
            .into_iter()
            .filter(|line| !line.trim().is_empty())
            .collect();
    }
    let asked = &record.submission;
    let address = asked.postal_address.as_ref().or(asked.email.as_ref());
    std::iter::once(asked.name.clone())
        .chain(address.cloned())
        .collect()
}

/// Who answers for a refusal or a deferral signs it; any other letter, who recorded it. What the
/// server recorded by itself is signed by who takes the letter out.
fn signature(entry: &Entry, officer: &Officer) -> (String, String) {
    match &entry.event {
        Some(
            Event::Refused {
                responsible_name,
                responsible_position,
                ..
            }
            | Event::Deferred {
                responsible_name,
                responsible_position,
                ..
            },
        ) => (responsible_position.clone(), responsible_name.clone()),
        _ if entry.actor.is_empty() => (officer.position.clone(), officer.name.clone()),
        _ => (entry.position.clone(), entry.actor.clone()),
    }
}

/// What goes with a letter: with the last answer or refusal the papers that the requester is given,
/// with a cover letter the request and its files.
fn enclosures(
    kind: LetterKind,
    n: usize,
    record: &CaseRecord,
    papers: &[PaperView],
) -> Vec<String> {
    let names = |wanted: fn(&PaperView) -> bool| {
        let found = papers.iter().filter(move |view| wanted(view));
        found.map(|view| view.paper.name.clone())
    };
    match kind {
        LetterKind::Answer | LetterKind::Explanation | LetterKind::Refusal => {
            let answers = |kinds: &[LetterKind]| {
                use LetterKind::{Answer, Explanation, Refusal};
                let of_answer = |kind: &LetterKind| matches!(kind, Answer | Explanation | Refusal);
                kinds.iter().any(of_answer)
            };
            let mut events = record.history.iter();
            let last = events.rposition(|entry| answers(LetterKind::of(entry.event.as_ref())));
            if last.map(|last| last + 1) != Some(n) {
                return Vec::new();
            }
            names(|view| view.paper.to_requester).collect()
        }
        LetterKind::Cover => {
            let index = &record.registered.index.text;
            let request = format!("Запит на інформацію № {index}");
            let files = record.submission.attachments.iter();
            std::iter::once(request)
                .chain(files.map(|file| file.name.clone()))
                .chain(names(|view| view.paper.role == PaperRole::Scan))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Who recorded the event drew the letter up; who takes it out, where the server recorded it.
fn drawn_up(entry: &Entry, officer: &Officer, phone: &str) -> String {
    let name = if entry.actor.is_empty() {
        &officer.name
    } else {
        &entry.actor
    };
    if phone.is_empty() {
        format!("Виконавець: {name}")
    } else {
        format!("Виконавець: {name}, тел. {phone}")
    }
}

impl Letter {
    /// The letter as DOCX.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn docx(&self) -> Result<Vec<u8>, PaperError> {
        fn lines(all: &[String]) -> Vec<&str> {
            all.iter().map(String::as_str).collect()
        }
        let mut document = Document::new()
            .letterhead(&self.council, &lines(&self.contacts))
            .sides(&lines(&self.reference), &lines(&self.addressee))
            .paragraph(self.title, Style::LEFT.bold().after_gap(12));
        for (at, text) in self.paragraphs.iter().enumerate() {
            let gap = if at == 0 { 12 } else { 0 };
            document = document.paragraph(text, Style::BODY.after_gap(gap));
        }
        if !self.enclosures.is_empty() {
            let list = numbered(&self.enclosures);
            document = document.paragraph(&list, Style::LEFT.after_gap(12));
        }
        let (position, name) = &self.signature;
        let document = document.signature(position, name);
        document
            .paragraph(&self.drawn_up, Style::NOTE.after_gap(24))
            .bytes()
    }
}

/// «Додатки:» and a line each.
fn numbered(enclosures: &[String]) -> String {
    let lines = (1..)
        .zip(enclosures)
        .map(|(n, name)| format!("{n}. {name}"));
    std::iter::once("Додатки:".to_owned())
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn a_template_is_filled_in_line_by_line() {
        let value = |name: &str| match name {
            "дата" => "23 листопада 2026 р.".to_owned(),
            "текст" => " Перший рядок\nдругий ".to_owned(),
            _ => String::new(),
        };
        let filled = paragraphs(
            "Відмовлено {дата}. Далі.\n{немає}\n{текст}\nДо {дата}, не пізніше.",
            value,
        );
        assert_eq!(
            filled,
            [
                "Відмовлено 23 листопада 2026 р. Далі.",
                "Перший рядок\nдругий",
                "До 23 листопада 2026 р., не пізніше.",
            ]
        );
    }
}
