//! A report's tables: a row a figure, a column a period.

use domain::report::{Figures, Report, Section, words};
use domain::request::Language;

use crate::paper::{Cell, Table};

const fn pick(language: Language, uk: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Uk => uk,
        Language::En => en,
    }
}

/// Every table of a report; those that count nothing in any period are left out.
pub fn tables(report: &Report, language: Language) -> Vec<Table> {
    let mut all: Vec<Table> = Section::ALL
        .into_iter()
        .map(|section| table(report, section, language))
        .filter(|table| !table.rows.is_empty())
        .collect();
    all.push(days(report, language));
    all
}

fn periods(report: &Report) -> impl Iterator<Item = &Figures> {
    std::iter::once(&report.figures).chain(&report.earlier)
}

fn headings(report: &Report, language: Language) -> Vec<String> {
    let first = pick(language, "Показник", "Figure").to_owned();
    let columns = periods(report).map(|figures| words::period(figures.period, language));
    std::iter::once(first).chain(columns).collect()
}

/// One table. A figure that is nothing in every period has no row, but for the whole number.
pub fn table(report: &Report, section: Section, language: Language) -> Table {
    let row = |figure: domain::report::Figure| {
        let counts: Vec<u64> = periods(report).map(|one| one.of(&figure)).collect();
        let said = section == Section::Total || counts.iter().any(|count| *count > 0);
        said.then(|| {
            let name = Cell::text(words::figure(&figure, language));
            std::iter::once(name)
                .chain(counts.into_iter().map(Cell::count))
                .collect()
        })
    };
    Table {
        title: words::section(section, language).to_owned(),
        headings: headings(report, language),
        rows: report
            .figures_of(section)
            .into_iter()
            .filter_map(row)
            .collect(),
    }
}

/// The whole report as one table: the table's name stands in a column.
pub fn one(report: &Report, language: Language) -> Table {
    let first = pick(language, "Таблиця", "Table").to_owned();
    let rows = tables(report, language).into_iter().flat_map(|table| {
        let name = Cell::Text(table.title);
        table
            .rows
            .into_iter()
            .map(move |row| std::iter::once(name.clone()).chain(row).collect())
    });
    Table {
        title: String::new(),
        rows: rows.collect(),
        headings: std::iter::once(first)
            .chain(headings(report, language))
            .collect(),
    }
}

/// How long the council took.
fn days(report: &Report, language: Language) -> Table {
    let row = |uk, en, of: fn(&domain::report::Days) -> u32| {
        let name = Cell::text(pick(language, uk, en));
        let cells = periods(report).map(|figures| Cell::maybe(figures.days.as_ref().map(of)));
        std::iter::once(name).chain(cells).collect()
    };
    Table {
        title: pick(language, "Тривалість розгляду", "How long it took").to_owned(),
        headings: headings(report, language),
        rows: vec![
            row(
                "половина запитів – не довше, робочих днів",
                "half of the requests took no longer than, working days",
                |days| days.median,
            ),
            row(
                "дев’ять із десяти – не довше, робочих днів",
                "nine of ten took no longer than, working days",
                |days| days.ninetieth,
            ),
        ],
    }
}
