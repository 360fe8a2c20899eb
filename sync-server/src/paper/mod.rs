//! Documents that leave the program: DOCX on paper's terms, XLSX, CSV.
//!
//! | module | what it makes |
//! |---|---|
//! | [`docx`] | a document of the council on A4 by ДСТУ 4163:2020: letterhead, text, tables, signature |
//! | [`xlsx`] | a workbook, one table a sheet |
//! | [`csv`] | one table by RFC 4180 |
//!
//! A [`Table`] goes into all three. The room knows nothing of requests and reports: who
//! writes a letter or a report brings the words.

pub mod csv;
pub mod docx;
pub mod xlsx;

use chrono::NaiveDate;

/// One cell. Numbers stay numbers where the format knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words. Never read as a formula by who opens the file.
    Text(String),
    /// A count, or a difference of two.
    Count(i64),
    /// A day.
    Day(NaiveDate),
    /// Nothing to say, as the median of no answers.
    Empty,
}

impl Cell {
    /// A cell of these words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// A cell of this number, as far as it fits.
    pub fn count(number: impl TryInto<i64>) -> Self {
        Self::Count(number.try_into().unwrap_or(i64::MAX))
    }

    /// A cell of this number, or an empty one.
    pub fn maybe(number: Option<impl TryInto<i64>>) -> Self {
        number.map_or(Self::Empty, Self::count)
    }
}

/// One table: a heading for each column, and rows as wide as the headings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What it shows; the sheet's name in a workbook.
    pub title: String,
    /// One heading a column.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// Why a document could not be made. Says nothing of what stood in it.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The archive of a DOCX could not be written.
    #[error("a DOCX could not be written: {0}")]
    Docx(String),
    /// An archive could not be written.
    #[error("an archive could not be written: {0}")]
    Archive(String),
    /// The workbook could not be written.
    #[error("an XLSX could not be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The lines could not be written.
    #[error("a CSV could not be written: {0}")]
    Csv(String),
}

/// The characters XML 1.0 knows: a text typed or pasted may hold others, and a document
/// with one of them opens nowhere.
fn readable(text: &str) -> String {
    text.chars()
        .filter(|&c| {
            matches!(c, '\t' | '\n') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_does_not_know_is_left_out() {
        assert_eq!(readable("а\u{0}б\u{b}\r\n\tв\u{ffff}«ї»"), "аб\n\tв«ї»");
    }
}
