//! One table as CSV: RFC 4180 in UTF-8, with the mark by which spreadsheets know it.

use csv::{Terminator, WriterBuilder};

use super::{Cell, PaperError, Table};

/// The media type of what [`bytes`] makes.
pub const MEDIA: &str = "text/csv; charset=utf-8";

/// Without it a spreadsheet on Windows takes the letters for its own code page.
const MARK: &str = "\u{feff}";

/// The table as lines between commas, headings first.
pub fn bytes(table: &Table) -> Result<Vec<u8>, PaperError> {
    let headings = table.headings.iter().map(|heading| harmless(heading));
    let rows = table.rows.iter().map(|row| fields(row));
    lines(MARK, std::iter::once(headings.collect()).chain(rows))
}

/// More lines of a table that is written in parts.
pub fn more(rows: &[Vec<Cell>]) -> Result<Vec<u8>, PaperError> {
    lines("", rows.iter().map(|row| fields(row)))
}

fn fields(row: &[Cell]) -> Vec<String> {
    row.iter().map(field).collect()
}

fn lines(start: &str, lines: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, PaperError> {
    let failed = |error: csv::Error| PaperError::Csv(error.to_string());
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(start.as_bytes().to_vec());
    for line in lines {
        writer.write_record(line).map_err(failed)?;
    }
    writer
        .into_inner()
        .map_err(|error| PaperError::Csv(error.error().to_string()))
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Count(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Empty => String::new(),
    }
}

/// Text that a spreadsheet would run as a formula gets an apostrophe before it, which
/// spreadsheets read as "this is text" (OWASP, CSV injection). Numbers are not touched.
fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back() {
        let table = Table {
            title: "T".to_owned(),
            headings: vec!["хто".to_owned(), "скільки".to_owned(), "день".to_owned()],
            rows: vec![
                vec![
                    Cell::text("ГО «Приклад», \"Місто\"\nдругий рядок"),
                    Cell::count(-3),
                    Cell::Day(chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()),
                ],
                vec![Cell::text("  "), Cell::maybe(None::<i64>), Cell::Empty],
            ],
        };
        let bytes = bytes(&table).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap();
        let text = text.strip_prefix(MARK).expect("starts with the mark");
        assert!(text.starts_with("хто,скільки,день\r\n"), "{text}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(&rows[0][0], "ГО «Приклад», \"Місто\"\nдругий рядок");
        assert_eq!(&rows[0][1], "-3");
        assert_eq!(&rows[0][2], "2026-11-23");
        assert_eq!(&rows[1][0], "  ");
        assert_eq!(&rows[1][1], "");
    }

    #[test]
    fn no_text_is_taken_for_a_formula() {
        for start in ["=1+1", "+380", "-2", "@SUM(A1)", "\tx", "\rx"] {
            let table = Table {
                title: String::new(),
                headings: vec![start.to_owned()],
                rows: vec![vec![Cell::text(start)]],
            };
            let bytes = bytes(&table).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            for record in reader.records() {
                assert!(record.unwrap()[0].starts_with('\''), "{start:?}");
            }
        }
    }
}
