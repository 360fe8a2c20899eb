//! The registration index («реєстраційний індекс»): the ordinal in the year and the file number.

use serde::{Deserialize, Serialize};

/// How a council writes its indexes, e.g. `{n}/{nomenclature}` for `15/02-19`.
///
/// Tokens: `{n}` ordinal in the year (must be there), `{nomenclature}` file number of the
/// nomenclature of files, `{yy}` last two digits of the year, `{prefix}` the council's mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IndexTemplate {
    /// The pattern with its tokens.
    pub pattern: String,
    /// The file number («номер за номенклатурою справ»).
    pub nomenclature: String,
    /// The mark, e.g. `ЗПІ-`.
    #[serde(default)]
    pub prefix: String,
}

/// Why a pattern can't serve.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Two requests of a year would get one index.
    #[error("the pattern has no {{n}}: two requests of a year would get one index")]
    NoOrdinal,
    /// A token nobody knows.
    #[error("the pattern has an unknown token {{{0}}}")]
    UnknownToken(String),
    /// A `{` without its `}` or the other way round.
    #[error("the pattern has a brace without its pair")]
    Unbalanced,
    /// Longer than an index on a stamp can be.
    #[error("the pattern, file number, mark or whole index is longer than {MAX} characters")]
    TooLong,
}

/// The longest index, in characters.
const MAX: usize = 60;

impl Default for IndexTemplate {
    fn default() -> Self {
        Self {
            pattern: "{n}/{nomenclature}".into(),
            nomenclature: "02-19".into(),
            prefix: String::new(),
        }
    }
}

impl IndexTemplate {
    /// Checks the pattern, once, when a council sets it.
    ///
    /// # Errors
    /// When two requests could get one index or a token is unknown.
    pub fn check(&self) -> Result<(), TemplateError> {
        if [&self.pattern, &self.nomenclature, &self.prefix]
            .iter()
            .any(|part| part.chars().count() > MAX)
        {
            return Err(TemplateError::TooLong);
        }
        let mut has_ordinal = false;
        let mut rest = self.pattern.as_str();
        while let Some(open) = rest.find(['{', '}']) {
            let token = rest[open..]
                .strip_prefix('{')
                .ok_or(TemplateError::Unbalanced)?;
            let close = token.find('}').ok_or(TemplateError::Unbalanced)?;
            match &token[..close] {
                "n" => has_ordinal = true,
                "nomenclature" | "yy" | "prefix" => {}
                other => return Err(TemplateError::UnknownToken(other.into())),
            }
            rest = &token[close + 1..];
        }
        if !has_ordinal {
            return Err(TemplateError::NoOrdinal);
        }
        // The whole, with the longest ordinal and as it is looked up, or indexes cut at the limit
        // would be one and the same.
        let longest = self.index(9999, u32::MAX).text;
        if longest.chars().flat_map(char::to_uppercase).count() > MAX {
            return Err(TemplateError::TooLong);
        }
        Ok(())
    }

    /// The index of the request with this ordinal in this Kyiv year.
    ///
    /// ```
    /// use domain::request::IndexTemplate;
    /// assert_eq!(IndexTemplate::default().index(2026, 15).text, "15/02-19");
    /// ```
    #[must_use]
    pub fn index(&self, year: i32, ordinal: u32) -> RegistrationIndex {
        let text = self
            .pattern
            .replace("{n}", &ordinal.to_string())
            .replace("{yy}", &format!("{:02}", year.rem_euclid(100)))
            .replace("{nomenclature}", &self.nomenclature)
            .replace("{prefix}", &self.prefix);
        RegistrationIndex {
            year,
            ordinal,
            text,
        }
    }
}

impl IndexTemplate {
    /// The first of these indexes of a year, as they are looked up, that a coming request of that
    /// year would get again. A template changed within a year may write `1{n}` where the one before
    /// wrote `{n}`: request 5 would then ask for the index of request 15, and be refused for ever.
    ///
    /// ```
    /// use domain::request::IndexTemplate;
    /// let template = IndexTemplate { pattern: "1{n}".into(), ..IndexTemplate::default() };
    /// let given = ["3", "14", "15"];
    /// assert_eq!(template.repeats(2026, 5, given), Some("15".into()));
    /// assert_eq!(template.repeats(2026, 6, given), None);
    /// ```
    #[must_use]
    pub fn repeats<'a>(
        &self,
        year: i32,
        next: u32,
        given: impl IntoIterator<Item = &'a str>,
    ) -> Option<String> {
        let again = |key: &&str| {
            let ordinals = ordinals_in(key)
                .into_iter()
                .filter(|ordinal| *ordinal >= next);
            let mut indexes = ordinals.map(|ordinal| self.index(year, ordinal).text);
            indexes.any(|text| normalise_index(&text) == *key)
        };
        given.into_iter().find(again).map(str::to_owned)
    }
}

/// Every number whose digits stand somewhere in the text: the ordinal of an index is one of them.
fn ordinals_in(key: &str) -> Vec<u32> {
    let bytes = key.as_bytes();
    let mut found = Vec::new();
    for from in 0..bytes.len() {
        if matches!(bytes[from], b'1'..=b'9') {
            let digits = bytes[from..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit());
            let mut number = Some(0_u32);
            for digit in digits {
                number = number.and_then(|so_far| {
                    so_far.checked_mul(10)?.checked_add(u32::from(digit - b'0'))
                });
                found.extend(number);
            }
        }
    }
    found
}

/// An index given to one request. Unique in its council and year; the ordinal starts again at 1
/// on 1 January by Kyiv's date. Only the server gives one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RegistrationIndex {
    /// The Kyiv year it was given in.
    pub year: i32,
    /// The ordinal in that year, from 1.
    pub ordinal: u32,
    /// What stands on the stamp.
    pub text: String,
}

/// An index as a person types it from a slip of paper, brought to the form it is looked up by:
/// no spaces, no leading «№» or «No», any dash is `-`, letters in upper case.
///
/// ```
/// use domain::request::normalise_index;
/// assert_eq!(normalise_index(" № 15 / 02–19 "), "15/02-19");
/// ```
#[must_use]
pub fn normalise_index(typed: &str) -> String {
    let bare: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\\' | '\u{2044}' | '\u{2215}' => '/',
            c => c,
        })
        .flat_map(char::to_uppercase)
        .take(MAX)
        .collect();
    let marks: &[&str] = &["№", "NO.", "NO", "#"];
    for mark in marks {
        if let Some(rest) = bare.strip_prefix(mark)
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            return rest.to_owned();
        }
    }
    bare
}
