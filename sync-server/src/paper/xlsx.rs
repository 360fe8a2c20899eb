//! Tables as a workbook, one a sheet.

use rust_xlsxwriter::{
    Chart, ChartType, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use super::{Cell, PaperError, Table, readable};

/// The media type of what [`bytes`] makes.
pub const MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The number of the paper size in workbooks.
const A4: u8 = 9;
/// Wider columns are cut on a screen of an office; longer text wraps.
const WIDEST: u16 = 60;
/// No cell of a workbook holds more characters.
const LONGEST: usize = 32_767;
/// Room for a number of six digits and a heading's word.
const NARROWEST: u16 = 12;

/// The tables as one workbook: headings bold and kept in sight, a title above them.
pub fn bytes(tables: &[Table]) -> Result<Vec<u8>, PaperError> {
    workbook(tables, false)
}

/// The same, with bars beside every table of words and numbers that has rows to compare.
pub fn with_charts(tables: &[Table]) -> Result<Vec<u8>, PaperError> {
    workbook(tables, true)
}

fn workbook(tables: &[Table], charts: bool) -> Result<Vec<u8>, PaperError> {
    let mut book = Workbook::new();
    let mut names: Vec<String> = Vec::new();
    for table in tables {
        let name = sheet_name(&table.title, &names);
        let sheet = book.add_worksheet();
        sheet.set_name(&name)?;
        // On paper everything of a sheet stands side by side.
        sheet
            .set_landscape()
            .set_paper_size(A4)
            .set_print_fit_to_pages(1, 0);
        fill(sheet, table)?;
        if charts && table.rows.len() > 1 {
            chart(sheet, &name, table)?;
        }
        names.push(name);
    }
    Ok(book.save_to_buffer()?)
}

/// The row of the headings: the title stands above, an empty row between.
const HEADINGS: u32 = 2;

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), PaperError> {
    let title = Format::new().set_bold().set_font_size(14);
    sheet.write_string_with_format(0, 0, readable(&table.title), &title)?;
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Thin);
    for (column, text) in (0u16..).zip(&table.headings) {
        sheet.write_string_with_format(HEADINGS, column, readable(text), &heading)?;
        sheet.set_column_width(column, width(table, usize::from(column)))?;
    }
    sheet.set_freeze_panes(HEADINGS + 1, 0)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let day = Format::new().set_num_format("dd.mm.yyyy");
    for (row, cells) in (HEADINGS + 1..).zip(&table.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    let text: String = readable(text).chars().take(LONGEST).collect();
                    sheet.write_string_with_format(row, column, text, &wrapped)?;
                }
                // A sheet's numbers are doubles: whole to 2^53, far more than is ever counted.
                #[allow(clippy::cast_precision_loss)]
                Cell::Count(number) => {
                    sheet.write_number(row, column, *number as f64)?;
                }
                Cell::Day(date) => {
                    let date = ExcelDateTime::parse_from_str(&date.to_string())?;
                    sheet.write_datetime_with_format(row, column, date, &day)?;
                }
                Cell::Empty => {}
            }
        }
    }
    Ok(())
}

/// A group of bars a row, a bar a column of numbers; drawn by the program that opens it, so that it
/// follows the numbers when they are changed.
fn chart(sheet: &mut Worksheet, name: &str, table: &Table) -> Result<(), PaperError> {
    let last = HEADINGS + u32::try_from(table.rows.len()).unwrap_or(u32::MAX - HEADINGS);
    let mut chart = Chart::new(ChartType::Bar);
    chart.title().set_name(&readable(&table.title));
    // Otherwise the first row would stand lowest.
    chart.x_axis().set_reverse();
    for (column, _) in (1u16..).zip(table.headings.iter().skip(1)) {
        chart
            .add_series()
            .set_name((name, HEADINGS, column))
            .set_categories((name, HEADINGS + 1, 0, last, 0))
            .set_values((name, HEADINGS + 1, column, last, column));
    }
    let beside = u16::try_from(table.headings.len() + 1).unwrap_or(u16::MAX);
    chart.set_height(120 + 40 * u32::try_from(table.rows.len()).unwrap_or(40).min(40));
    sheet.insert_chart(HEADINGS, beside, &chart)?;
    Ok(())
}

fn width(table: &Table, column: usize) -> f64 {
    let texts = table.rows.iter().filter_map(|row| match row.get(column) {
        Some(Cell::Text(text)) => text.lines().map(|line| line.chars().count()).max(),
        _ => None,
    });
    let widest = texts.max().unwrap_or(0);
    let widest = u16::try_from(widest).unwrap_or(WIDEST);
    f64::from(widest.clamp(NARROWEST, WIDEST))
}

/// A name a spreadsheet takes: at most 31 characters, without those it keeps for
/// addresses, not empty and not there yet.
fn sheet_name(title: &str, taken: &[String]) -> String {
    let clean: String = readable(title)
        .chars()
        .map(|c| {
            if matches!(
                c,
                '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' | '\n' | '\t'
            ) {
                ' '
            } else {
                c
            }
        })
        .collect();
    let clean = clean.trim();
    let base = if clean.is_empty() { "1" } else { clean };
    let fitting = |suffix: &str| {
        let room = 31 - suffix.encode_utf16().count();
        let mut name = String::new();
        for c in base.chars() {
            if name.encode_utf16().count() + c.len_utf16() > room {
                break;
            }
            name.push(c);
        }
        format!("{}{suffix}", name.trim_end())
    };
    let new = |name: &String| {
        let lower = name.to_lowercase();
        !taken.iter().any(|other| other.to_lowercase() == lower)
    };
    std::iter::once(fitting(""))
        .chain((2u32..).map(|number| fitting(&format!(" ({number})"))))
        .find(new)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    #[test]
    fn what_was_written_is_read_back() {
        let table = Table {
            title: "Запити: 1/2026".to_owned(),
            headings: vec!["хто".to_owned(), "скільки".to_owned(), "день".to_owned()],
            rows: vec![
                vec![
                    Cell::text("=HYPERLINK(\"http://x\")\u{0}"),
                    Cell::count(1_000_000),
                    Cell::Day(chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()),
                ],
                vec![Cell::text("місто"), Cell::Count(-7), Cell::Empty],
                vec![Cell::text("ї".repeat(40_000)), Cell::Empty, Cell::Empty],
            ],
        };
        let bytes = bytes(&[table.clone(), table]).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert_eq!(book.sheet_names(), ["Запити  1 2026", "Запити  1 2026 (2)"]);
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name).unwrap();
            assert!(formulas.is_empty(), "text became a formula");
            let sheet = book.worksheet_range(&name).unwrap();
            let long = sheet.get_value((5, 0)).unwrap().to_string();
            assert_eq!(long.chars().count(), LONGEST);
            let at = |row, column| sheet.get_value((row, column)).cloned().unwrap();
            assert_eq!(at(0, 0), Data::String("Запити: 1/2026".to_owned()));
            assert_eq!(at(2, 1), Data::String("скільки".to_owned()));
            assert_eq!(
                at(3, 0),
                Data::String("=HYPERLINK(\"http://x\")".to_owned())
            );
            assert_eq!(at(3, 1), Data::Float(1_000_000.0));
            assert_eq!(at(4, 1), Data::Float(-7.0));
            match at(3, 2) {
                Data::DateTime(day) => assert_eq!(day.to_ymd_hms_milli().0, 2026),
                other => panic!("not a day: {other:?}"),
            }
            assert!(matches!(at(4, 2), Data::Empty));
        }
    }

    #[test]
    fn names_of_sheets_are_those_a_spreadsheet_takes() {
        let long = "Кількість запитів за способом надходження";
        let first = sheet_name(long, &[]);
        assert_eq!(first.chars().count(), 31, "{first}");
        let second = sheet_name(long, std::slice::from_ref(&first));
        assert!(
            second.ends_with(" (2)") && second.chars().count() <= 31,
            "{second}"
        );
        assert_eq!(sheet_name(" '?' ", &[]), "1");
    }
}
