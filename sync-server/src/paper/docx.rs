//! A document of the council as DOCX, laid out by ДСТУ 4163:2020.
//!
//! A4; margins 30 mm left, 10 mm right, 20 mm top and bottom; Times New Roman 14 pt, 12 pt in
//! tables and notes; first lines 12.5 mm in; pages numbered in the middle of the upper margin
//! from the second on.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BorderType, BreakType, Docx, Header, LineSpacing, LineSpacingType, PageMargin,
    PageNum, PageOrientationType, Paragraph, Run, RunFonts, SpecialIndentType, Tab, TabValueType,
    Table as Grid, TableCell, TableCellBorder, TableCellBorderPosition, TableLayoutType, TableRow,
    WidthType,
};

use super::{Cell, PaperError, Table, readable};

/// The media type of what [`Document::bytes`] makes.
pub const MEDIA: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The typeface and sizes, in points.
const FONT: &str = "Times New Roman";
const TEXT: usize = 14;
const SMALL: usize = 12;

/// Twentieths of a point in these tenths of a millimetre (1 mm = 56.7).
const fn tenths(of_a_millimetre: i32) -> i32 {
    of_a_millimetre * 567 / 100
}

const PAGE: (u32, u32) = (11906, 16838);
const LEFT: i32 = tenths(300);
const RIGHT: i32 = tenths(100);
const ABOVE: i32 = tenths(200);
const FIRST_LINE: i32 = tenths(125);
/// What lies between the margins: 170 mm, or 257 mm of a sheet that lies.
const WIDTH: usize = 9637;
const LYING: usize = 14571;

/// Where a paragraph's lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left margin.
    Left,
    /// In the middle.
    Centre,
    /// At the right margin.
    Right,
    /// At both margins.
    Justified,
}

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Where its lines stand.
    pub align: Align,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether its first line is 12.5 mm in.
    pub indent: bool,
    /// Whether it is of 12 points instead of 14.
    pub small: bool,
    /// Empty room before it, in points.
    pub before: u8,
}

impl Style {
    const fn plain(align: Align) -> Self {
        Self {
            align,
            bold: false,
            indent: false,
            small: false,
            before: 0,
        }
    }

    /// The text of a document: justified, first line in.
    pub const BODY: Self = Self {
        indent: true,
        ..Self::plain(Align::Justified)
    };
    /// A line at the left margin.
    pub const LEFT: Self = Self::plain(Align::Left);
    /// A line in the middle.
    pub const CENTRE: Self = Self::plain(Align::Centre);
    /// A line at the right margin.
    pub const RIGHT: Self = Self::plain(Align::Right);
    /// The name of the kind of document.
    pub const TITLE: Self = Self {
        bold: true,
        before: 12,
        ..Self::plain(Align::Centre)
    };
    /// A note under a table, a list of enclosures, who prepared it.
    pub const NOTE: Self = Self {
        small: true,
        before: 6,
        ..Self::plain(Align::Left)
    };

    /// The same with this much room before it.
    #[must_use]
    pub const fn after_gap(mut self, points: u8) -> Self {
        self.before = points;
        self
    }

    /// The same in bold.
    #[must_use]
    pub const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }
}

/// A document under way. Blocks come one after the other; [`Document::bytes`] ends it.
pub struct Document {
    docx: Docx,
    width: usize,
}

impl Default for Document {
    fn default() -> Self {
        Self::new()
    }
}

impl Document {
    /// An empty page by the standard.
    pub fn new() -> Self {
        let number = Paragraph::new()
            .align(AlignmentType::Center)
            .add_page_num(PageNum::new());
        let docx = Docx::new()
            .page_size(PAGE.0, PAGE.1)
            .page_margin(PageMargin {
                top: ABOVE,
                left: LEFT,
                bottom: ABOVE,
                right: RIGHT,
                header: tenths(100),
                footer: tenths(100),
                gutter: 0,
            })
            .default_fonts(
                RunFonts::new()
                    .ascii(FONT)
                    .hi_ansi(FONT)
                    .cs(FONT)
                    .east_asia(FONT),
            )
            .default_size(TEXT * 2)
            .title_pg()
            .first_header(Header::new())
            .header(Header::new().add_paragraph(number));
        Self { docx, width: WIDTH }
    }

    /// The same on sheets that lie, for tables of many columns.
    #[must_use]
    pub fn lying(mut self) -> Self {
        self.docx = self
            .docx
            .page_size(PAGE.1, PAGE.0)
            .page_orient(PageOrientationType::Landscape);
        self.width = LYING;
        self
    }

    /// Who writes: the council's name in bold, then where and how it is reached, and a
    /// rule beneath.
    #[must_use]
    pub fn letterhead(self, name: &str, lines: &[&str]) -> Self {
        let mut cell = TableCell::new()
            .width(WIDTH, WidthType::Dxa)
            .clear_all_border()
            .set_border(
                TableCellBorder::new(TableCellBorderPosition::Bottom)
                    .border_type(BorderType::Single)
                    .size(12),
            )
            .add_paragraph(paragraph(name, Style::CENTRE.bold()));
        for line in lines {
            let style = Style {
                small: true,
                ..Style::CENTRE
            };
            cell = cell.add_paragraph(paragraph(line, style));
        }
        self.grid(
            Grid::without_borders(vec![TableRow::new(vec![cell])]),
            &[WIDTH],
        )
    }

    /// Two columns without rules: date and number on the left, the addressee on the right
    /// (from 90 mm on).
    #[must_use]
    pub fn sides(self, left: &[&str], right: &[&str]) -> Self {
        let widths = [WIDTH * 9 / 17, WIDTH - WIDTH * 9 / 17];
        let cells = [left, right].into_iter().zip(widths);
        let cells = cells.map(|(lines, width)| {
            let empty: &[&str] = &[""];
            let lines = if lines.is_empty() { empty } else { lines };
            let start = TableCell::new()
                .width(width, WidthType::Dxa)
                .clear_all_border();
            lines.iter().fold(start, |cell, line| {
                cell.add_paragraph(paragraph(line, Style::LEFT))
            })
        });
        let row = TableRow::new(cells.collect());
        self.grid(Grid::without_borders(vec![row]), &widths)
    }

    /// A paragraph. Line ends inside it stay line ends.
    #[must_use]
    pub fn paragraph(mut self, text: &str, style: Style) -> Self {
        self.docx = self.docx.add_paragraph(paragraph(text, style));
        self
    }

    /// A heading inside the text, which programs list in their outline.
    #[must_use]
    pub fn heading(mut self, text: &str) -> Self {
        let style = Style::LEFT.bold().after_gap(12);
        let heading = paragraph(text, style).outline_lvl(0).keep_next(true);
        self.docx = self.docx.add_paragraph(heading);
        self
    }

    /// A table: its title above, headings in bold, numbers at the right. Columns of text
    /// get what room columns of numbers leave.
    #[must_use]
    pub fn table(self, table: &Table) -> Self {
        let widths = widths(table, self.width);
        let heading = table.headings.iter().map(|text| {
            let style = Style {
                small: true,
                bold: true,
                ..Style::CENTRE
            };
            paragraph(text, style).keep_next(true)
        });
        let mut rows = vec![row(heading, &widths)];
        for cells in &table.rows {
            rows.push(row(cells.iter().map(cell), &widths));
        }
        let titled = match table.title.as_str() {
            "" => self,
            title => self.heading(title),
        };
        titled.grid(Grid::new(rows), &widths)
    }

    /// The signature: the position on the left, the name on the right, room to sign between.
    #[must_use]
    pub fn signature(mut self, position: &str, name: &str) -> Self {
        let line = paragraph(position, Style::LEFT.after_gap(36))
            .keep_lines(true)
            .add_tab(Tab::new().val(TabValueType::Right).pos(WIDTH))
            .add_run(Run::new().add_tab().add_text(readable(name)));
        self.docx = self.docx.add_paragraph(line);
        self
    }

    /// The next block starts a page.
    #[must_use]
    pub fn page_break(mut self) -> Self {
        let broken = Paragraph::new().add_run(Run::new().add_break(BreakType::Page));
        self.docx = self.docx.add_paragraph(broken);
        self
    }

    /// The finished file.
    pub fn bytes(self) -> Result<Vec<u8>, PaperError> {
        let mut bytes = Cursor::new(Vec::new());
        self.docx
            .pack(&mut bytes)
            .map_err(|error| PaperError::Docx(error.to_string()))?;
        Ok(bytes.into_inner())
    }

    fn grid(mut self, grid: Grid, widths: &[usize]) -> Self {
        let grid = grid
            .set_grid(widths.to_vec())
            .width(widths.iter().sum(), WidthType::Dxa)
            .layout(TableLayoutType::Fixed);
        // Two tables that touch would become one.
        let gap = Paragraph::new().line_spacing(spacing(0)).size(SMALL);
        self.docx = self.docx.add_table(grid).add_paragraph(gap);
        self
    }
}

fn spacing(before: u8) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Auto)
        .line(240)
        .before(u32::from(before) * 20)
        .after(0)
}

fn paragraph(text: &str, style: Style) -> Paragraph {
    let size = 2 * if style.small { SMALL } else { TEXT };
    let mut run = Run::new().size(size);
    if style.bold {
        run = run.bold();
    }
    for (at, line) in readable(text).split('\n').enumerate() {
        if at > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    let align = match style.align {
        Align::Left => AlignmentType::Left,
        Align::Centre => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
        Align::Justified => AlignmentType::Both,
    };
    let indent = style
        .indent
        .then_some(SpecialIndentType::FirstLine(FIRST_LINE));
    Paragraph::new()
        .align(align)
        .indent(None, indent, None, None)
        .line_spacing(spacing(style.before))
        .add_run(run)
}

fn row(paragraphs: impl Iterator<Item = Paragraph>, widths: &[usize]) -> TableRow {
    let cells = paragraphs.zip(widths).map(|(paragraph, &width)| {
        TableCell::new()
            .width(width, WidthType::Dxa)
            .add_paragraph(paragraph)
    });
    TableRow::new(cells.collect()).cant_split()
}

fn cell(cell: &Cell) -> Paragraph {
    let (text, align) = match cell {
        Cell::Text(text) => (text.clone(), Align::Left),
        Cell::Count(number) => (number.to_string(), Align::Right),
        Cell::Day(day) => (day.format("%d.%m.%Y").to_string(), Align::Right),
        Cell::Empty => ("–".to_owned(), Align::Right),
    };
    let style = Style {
        small: true,
        ..Style::plain(align)
    };
    paragraph(&text, style)
}

/// Columns of text share what columns of numbers leave; the first of them gets twice as
/// much as the others.
fn widths(table: &Table, width: usize) -> Vec<usize> {
    let words = |column: usize| {
        table
            .rows
            .iter()
            .any(|row| matches!(row.get(column), Some(Cell::Text(_))))
    };
    let columns = table.headings.len().max(1);
    let shares: Vec<usize> = (0..columns)
        .map(|column| match (words(column), column) {
            (true, 0) => 4,
            (true, _) => 2,
            (false, _) => 1,
        })
        .collect();
    let all: usize = shares.iter().sum();
    shares.iter().map(|share| width * share / all).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn part(bytes: Vec<u8>, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        let mut part = archive.by_name(name).unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    }

    fn letter() -> Vec<u8> {
        Document::new()
            .letterhead(
                "Вигаданська міська рада",
                &["вул. Прикладна, 1", "rada@example.org"],
            )
            .sides(&["23.11.2026 № ПІ-7"], &["Олені Вигаданій"])
            .paragraph("ВІДПОВІДЬ", Style::TITLE)
            .paragraph("Перший рядок & «другий» <b>\u{1}\nтретій", Style::BODY)
            .table(&Table {
                title: "Суми".to_owned(),
                headings: vec!["Що".to_owned(), "Скільки".to_owned()],
                rows: vec![
                    vec![Cell::text("усього"), Cell::count(42)],
                    vec![Cell::text("медіана"), Cell::Empty],
                ],
            })
            .signature("Начальниця відділу", "Злата ПРИКЛАДНА")
            .bytes()
            .unwrap()
    }

    #[test]
    fn every_word_of_a_letter_is_in_it() {
        let text = part(letter(), "word/document.xml");
        for words in [
            "Вигаданська міська рада",
            "вул. Прикладна, 1",
            "23.11.2026 № ПІ-7",
            "Олені Вигаданій",
            "ВІДПОВІДЬ",
            "Перший рядок &amp; «другий» &lt;b&gt;",
            "третій",
            "усього",
            ">42<",
            "Начальниця відділу",
            "Злата ПРИКЛАДНА",
        ] {
            assert!(text.contains(words), "{words:?} is not in {text}");
        }
        assert!(!text.contains('\u{1}'));
    }

    #[test]
    fn the_page_is_the_standards() {
        let text = part(letter(), "word/document.xml");
        let size = text.split("<w:pgSz").nth(1).unwrap();
        assert!(size.starts_with(r#" w:w="11906" w:h="16838""#), "{size}");
        let margins = text.split("<w:pgMar").nth(1).unwrap();
        let margins = margins.split("/>").next().unwrap();
        for (side, twips) in [
            ("left", 1701),
            ("right", 567),
            ("top", 1134),
            ("bottom", 1134),
        ] {
            let wanted = format!(r#"w:{side}="{twips}""#);
            assert!(margins.contains(&wanted), "{wanted} in {margins}");
        }
        assert!(
            text.contains(r#"w:firstLine="708""#),
            "first line 12.5 mm in"
        );
        let styles = part(letter(), "word/styles.xml");
        assert!(styles.contains("Times New Roman") && styles.contains(r#"<w:sz w:val="28""#));
    }
}
