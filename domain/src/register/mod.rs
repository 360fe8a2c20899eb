//! The council's duties beside answering requests (items 6.1–6.6 of its procedure): what it
//! publishes of access, the register of the documents it holds, the place to work with them.
//!
//! Law № 2939-VI «Про доступ до публічної інформації», text as of 21.02.2026.
//!
//! | module | what it knows |
//! |---|---|
//! | [`AccessPage`], [`lacks`] | what is published of access, and what the Law obliges and is still missing (arts. 14, 15) |
//! | [`Document`] | an entry of the register, and what is wrong with it (art. 18 part 1) |
//! | [`table`] | a table of documents read line by line |
//! | [`visit`] | the place to work with documents: its hours and slots, who booked it (art. 14 part 1 item 4) |
//! | [`words`] | how all of that is called, in both languages |

mod access;
mod document;
pub mod table;
pub mod visit;
mod wire;
pub mod words;

pub use access::{
    AccessChange, AccessFault, AccessPage, AccessPart, AccessProblem, ActLink, Duty, Published,
    changed, lacks,
};
pub use document::{
    Document, DocumentCarrier, DocumentFault, DocumentField, DocumentKind, DocumentProblem,
    Restriction,
};
pub use wire::{
    AccessCard, AccessEntry, DocumentAct, DocumentActAsk, DocumentCard, DocumentEntry,
    DocumentFilter, DocumentRow, DocumentsAsk, DocumentsPage, ImportAsk, ImportTold, NewAccess,
    NewDocument, NewVisitRules, OfficeVisit, VisitAsk, VisitDay, VisitDayRow, VisitRulesCard,
    VisitsBoard,
};

/// The longest text on one line, in characters.
pub const LINE: usize = 300;
/// The longest text of several lines, in characters.
pub const TEXT: usize = 10_000;

/// The reason for taking an entry out of the register, tidied; none for one that is empty, has several
/// lines or more than [`LINE`] characters.
///
/// ```
/// use domain::register::reason;
/// assert_eq!(reason("  Внесено двічі "), Some("Внесено двічі".to_owned()));
/// assert_eq!(reason(" "), None);
/// ```
#[must_use]
pub fn reason(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && is_line(text, LINE)).then(|| text.to_owned())
}

/// Whether a text fits on one line of at most so many characters.
fn is_line(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(char::is_control)
}
