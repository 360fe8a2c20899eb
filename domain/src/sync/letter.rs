//! Letters and their templates, as they cross the network between the office and the server.

use serde::{Deserialize, Serialize};

use crate::request::LetterKind;

/// The longest template, in characters.
pub const MAX_TEMPLATE: usize = 10_000;

/// The text a kind of letter is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Template {
    /// Of which letter.
    pub kind: LetterKind,
    /// Paragraphs, a line each; `{…}` is filled in.
    pub text: String,
    /// Whether the council has not changed it.
    pub standard: bool,
    /// What may be filled in.
    pub known: Vec<String>,
    /// What must be: without it the letter would lack what the Law asks for.
    pub required: Vec<String>,
}

/// Every template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Templates {
    /// One a kind.
    pub templates: Vec<Template>,
}

/// A new text of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTemplate {
    /// Of which letter.
    pub kind: LetterKind,
    /// The text; empty for the standard one.
    pub text: String,
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TemplateProblem {
    /// Nothing is filled in under this name.
    Unknown {
        /// As it was typed.
        name: String,
    },
    /// This must be filled in.
    Missing {
        /// What.
        name: String,
    },
    /// A brace is not closed, or closes nothing.
    Brace,
    /// It is longer than [`MAX_TEMPLATE`].
    TooLong,
}

/// Checks a template: every name known, every required one there.
///
/// # Errors
/// Every problem.
///
/// ```
/// use domain::sync::letter::{TemplateProblem, check};
/// let known = ["індекс", "причина"];
/// assert!(check("Запит № {індекс}: {причина}", &known, &["причина"]).is_ok());
/// let problems = check("№ {номер}", &known, &["причина"]).unwrap_err();
/// assert_eq!(problems, [
///     TemplateProblem::Unknown { name: "номер".into() },
///     TemplateProblem::Missing { name: "причина".into() },
/// ]);
/// ```
pub fn check(text: &str, known: &[&str], required: &[&str]) -> Result<(), Vec<TemplateProblem>> {
    let mut problems = Vec::new();
    if text.chars().count() > MAX_TEMPLATE {
        problems.push(TemplateProblem::TooLong);
    }
    let mut used = Vec::new();
    for part in parts(text) {
        match part {
            Part::Name(name) if known.contains(&name) => used.push(name),
            Part::Name(name) => problems.push(TemplateProblem::Unknown { name: name.into() }),
            Part::Text(text) if text.contains(['{', '}']) => problems.push(TemplateProblem::Brace),
            Part::Text(_) => {}
        }
    }
    for name in required {
        if !used.contains(name) {
            problems.push(TemplateProblem::Missing {
                name: (*name).into(),
            });
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// Stands as it is.
    Text(&'a str),
    /// Is filled in.
    Name(&'a str),
}

/// The pieces of a template, in their order.
#[must_use]
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let (mut all, mut rest) = (Vec::new(), text);
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else {
            break;
        };
        let (before, name) = (&rest[..open], &rest[open + 1..open + length]);
        if name.contains(['{', '\n']) {
            // The brace before it closes nothing.
            let next = open + 1;
            all.push(Part::Text(&rest[..next]));
            rest = &rest[next..];
            continue;
        }
        if !before.is_empty() {
            all.push(Part::Text(before));
        }
        all.push(Part::Name(name.trim()));
        rest = &rest[open + length + 1..];
    }
    if !rest.is_empty() {
        all.push(Part::Text(rest));
    }
    all
}

/// Asks what a text would make of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Preview {
    /// Of which letter.
    pub kind: LetterKind,
    /// The text; empty for the standard one.
    pub text: String,
    /// The request to fill it in with; none for a made-up one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<uuid::Uuid>,
}

/// What a text makes of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LetterPreview {
    /// The line above the text.
    pub title: String,
    /// The paragraphs, filled in.
    pub paragraphs: Vec<String>,
    /// Whether all of it is of the request asked for; else something in it is made up.
    pub real: bool,
}
