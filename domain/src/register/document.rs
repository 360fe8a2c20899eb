//! An entry of the register of documents the council holds (art. 18 part 1).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{LINE, is_line};

/// The longest name, in characters: names of decisions are long.
const NAME: usize = 1_000;
/// The most keywords.
const KEYWORDS: usize = 30;

/// Type and carrier (item 9): «тип, носій».
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentCarrier {
    /// «текстовий документ»
    #[default]
    Text,
    /// «електронний документ»
    Electronic,
    /// «плівка»
    Film,
    /// «відеозапис»
    Video,
    /// «аудіозапис»
    Audio,
    /// Another one.
    Other,
}

impl DocumentCarrier {
    /// Every carrier, in the order of the Law.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Electronic,
        Self::Film,
        Self::Video,
        Self::Audio,
        Self::Other,
    ];

    /// Its name on the wire and in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Electronic => "electronic",
            Self::Film => "film",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Other => "other",
        }
    }
}

/// Kind of document: items 10 (acts, agreements …) and 11 (drafts: memos, appeals …).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A normative act, an order.
    Act,
    /// An agreement.
    Agreement,
    /// A decision.
    #[default]
    Decision,
    /// Minutes.
    Minutes,
    /// A report.
    Report,
    /// A press release.
    PressRelease,
    /// A memo (item 11, as are those that follow).
    Memo,
    /// An appeal of a person.
    Appeal,
    /// A statement, an application.
    Statement,
    /// A submission of an authority.
    Submission,
    /// A proposal.
    Proposal,
    /// A letter.
    Letter,
    /// Another one.
    Other,
}

impl DocumentKind {
    /// Every kind, in the order of the Law.
    pub const ALL: [Self; 13] = [
        Self::Act,
        Self::Agreement,
        Self::Decision,
        Self::Minutes,
        Self::Report,
        Self::PressRelease,
        Self::Memo,
        Self::Appeal,
        Self::Statement,
        Self::Submission,
        Self::Proposal,
        Self::Letter,
        Self::Other,
    ];

    /// Its name on the wire, in addresses and in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Agreement => "agreement",
            Self::Decision => "decision",
            Self::Minutes => "minutes",
            Self::Report => "report",
            Self::PressRelease => "press_release",
            Self::Memo => "memo",
            Self::Appeal => "appeal",
            Self::Statement => "statement",
            Self::Submission => "submission",
            Self::Proposal => "proposal",
            Self::Letter => "letter",
            Self::Other => "other",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Why access to a document is restricted (item 5), and until when (item 6).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// «юридична підстава віднесення інформації до категорії з обмеженим доступом»
    pub ground: String,
    /// «строк обмеження доступу», a date or an event.
    pub term: String,
}

/// A document the council holds, as art. 18 part 1 of Law № 2939-VI (text as of 21.02.2026) asks
/// it to be recorded. The register can't be restricted («не може бути віднесена до категорії
/// інформації з обмеженим доступом», part 3): every field is public, also of a document whose
/// content is not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Document {
    /// Item 1: «назва документа».
    pub name: String,
    /// Its registered number, if it has one; the Law does not ask for it, whoever requests does.
    pub number: String,
    /// Item 2: «дата створення документа».
    pub created: Option<NaiveDate>,
    /// Item 3: «дата надходження документа».
    pub received: Option<NaiveDate>,
    /// Item 4: «джерело інформації (автор, відповідний підрозділ)».
    pub source: String,
    /// Items 5 and 6; none when access is open.
    pub restriction: Option<Restriction>,
    /// Item 7: «галузь».
    pub field: String,
    /// Item 8: «ключові слова».
    pub keywords: Vec<String>,
    /// Item 9.
    pub carrier: DocumentCarrier,
    /// Items 10 and 11.
    pub kind: DocumentKind,
    /// Item 12: the form it is kept in.
    pub form: String,
    /// Item 12: where it is kept.
    pub place: String,
}

/// A field of an entry, in the order of a table's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "they are the fields of `Document`")]
pub enum DocumentField {
    Name,
    Number,
    Created,
    Received,
    Source,
    Ground,
    Term,
    Field,
    Keywords,
    Carrier,
    Kind,
    Form,
    Place,
}

impl DocumentField {
    /// Every field.
    pub const ALL: [Self; 13] = [
        Self::Name,
        Self::Number,
        Self::Created,
        Self::Received,
        Self::Source,
        Self::Ground,
        Self::Term,
        Self::Field,
        Self::Keywords,
        Self::Carrier,
        Self::Kind,
        Self::Form,
        Self::Place,
    ];

    /// Its name on the wire and in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Created => "created",
            Self::Received => "received",
            Self::Source => "source",
            Self::Ground => "ground",
            Self::Term => "term",
            Self::Field => "field",
            Self::Keywords => "keywords",
            Self::Carrier => "carrier",
            Self::Kind => "kind",
            Self::Form => "form",
            Self::Place => "place",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DocumentFault {
    /// It must be filled in.
    Missing,
    /// Longer than so many characters, or not on one line.
    TooLong {
        /// The most.
        most: u32,
    },
    /// More keywords than so many.
    TooMany {
        /// The most.
        most: u32,
    },
    /// No date.
    NotADate,
    /// A day that is still to come.
    Future,
    /// It came before it was made.
    BeforeCreated,
    /// No word the register knows.
    Unknown,
    /// The same as another line of the table.
    Repeated {
        /// That line.
        line: u32,
    },
}

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentProblem {
    /// Which.
    pub field: DocumentField,
    /// What.
    pub what: DocumentFault,
}

impl Document {
    /// The same without spaces around its texts, without empty keywords.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        let texts = [
            &mut self.name,
            &mut self.number,
            &mut self.source,
            &mut self.field,
            &mut self.form,
            &mut self.place,
        ];
        for text in texts {
            *text = text.trim().to_owned();
        }
        let words = self.keywords.iter().map(|word| word.trim().to_owned());
        self.keywords = words.filter(|word| !word.is_empty()).collect();
        self
    }

    /// The day the register sorts by: of its creation, or else of its receipt.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.created.or(self.received)
    }

    /// The year it is found by.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.day().map(|day| day.year())
    }

    /// Checks an entry before it is kept; `today` is Kyiv's.
    ///
    /// Asked for: name (item 1), one of the dates (2, 3), source (4), field (7), form and place of
    /// keeping (12); ground and term (5, 6) together or not at all.
    ///
    /// # Errors
    /// Every problem.
    pub fn check(&self, today: NaiveDate) -> Result<(), Vec<DocumentProblem>> {
        let mut found = Found(Vec::new());
        found.line(DocumentField::Name, &self.name, NAME, true);
        found.line(DocumentField::Number, &self.number, LINE, false);
        found.dates(self, today);
        found.line(DocumentField::Source, &self.source, LINE, true);
        if let Some(Restriction { ground, term }) = &self.restriction {
            found.line(DocumentField::Ground, ground, NAME, true);
            found.line(DocumentField::Term, term, LINE, true);
        }
        found.line(DocumentField::Field, &self.field, LINE, true);
        if self.keywords.len() > KEYWORDS {
            let most = KEYWORDS as u32;
            found.add(DocumentField::Keywords, DocumentFault::TooMany { most });
        }
        for word in &self.keywords {
            found.line(DocumentField::Keywords, word, LINE, false);
        }
        found.line(DocumentField::Form, &self.form, LINE, true);
        found.line(DocumentField::Place, &self.place, LINE, true);
        if found.0.is_empty() {
            Ok(())
        } else {
            Err(found.0)
        }
    }
}

struct Found(Vec<DocumentProblem>);

impl Found {
    fn add(&mut self, field: DocumentField, what: DocumentFault) {
        self.0.push(DocumentProblem { field, what });
    }

    fn line(&mut self, field: DocumentField, text: &str, most: usize, asked: bool) {
        if asked && text.trim().is_empty() {
            self.add(field, DocumentFault::Missing);
        } else if !is_line(text, most) {
            let most = u32::try_from(most).unwrap_or(u32::MAX);
            self.add(field, DocumentFault::TooLong { most });
        }
    }

    fn dates(&mut self, document: &Document, today: NaiveDate) {
        let days = [
            (DocumentField::Created, document.created),
            (DocumentField::Received, document.received),
        ];
        for (field, day) in days {
            match day {
                Some(day) if day > today => self.add(field, DocumentFault::Future),
                Some(day) if day.year() < 1_000 => self.add(field, DocumentFault::NotADate),
                _ => {}
            }
        }
        match (document.created, document.received) {
            (None, None) => self.add(DocumentField::Created, DocumentFault::Missing),
            (Some(created), Some(received)) if received < created => {
                self.add(DocumentField::Received, DocumentFault::BeforeCreated);
            }
            _ => {}
        }
    }
}
