//! Published figures as an open-data set (art. 10-1; Cabinet resolution № 835): one table of all
//! published periods, and its description by the Frictionless Data standard.

use domain::report::{Figures, words};
use domain::request::Language;
use serde_json::{Value, json};

use crate::journal::Publication;
use crate::paper::{Cell, Table};

/// The columns: (name, type, Ukrainian, English).
const COLUMNS: [(&str, &str, &str, &str); 7] = [
    (
        "from",
        "date",
        "Перший день періоду",
        "First day of the period",
    ),
    (
        "to",
        "date",
        "Останній день періоду",
        "Last day of the period",
    ),
    ("table", "string", "Таблиця", "Table"),
    ("figure", "string", "Код показника", "Code of the figure"),
    (
        "name_uk",
        "string",
        "Назва показника",
        "Name of the figure in Ukrainian",
    ),
    (
        "name_en",
        "string",
        "Назва показника англійською",
        "Name of the figure in English",
    ),
    (
        "count",
        "integer",
        "Кількість запитів або робочих днів",
        "Number of requests, or of working days",
    ),
];

/// Every published figure, a row each. Headings are names without spaces, as machines want them.
pub fn table(publications: &[Publication]) -> Table {
    Table {
        title: String::new(),
        headings: COLUMNS
            .iter()
            .map(|(name, ..)| (*name).to_owned())
            .collect(),
        rows: publications
            .iter()
            .flat_map(|one| rows(&one.figures))
            .collect(),
    }
}

fn rows(figures: &Figures) -> Vec<Vec<Cell>> {
    let (from, to) = (figures.period.from(), figures.period.to());
    let row = |table: &str, code: String, uk: String, en: String, count| {
        let texts = [table.to_owned(), code, uk, en].map(Cell::Text);
        let mut cells = vec![Cell::Day(from), Cell::Day(to)];
        cells.extend(texts);
        cells.push(Cell::count(count));
        cells
    };
    let counted = figures.counts.iter().map(|one| {
        let name = |language| words::figure(&one.figure, language);
        let table = words::section(one.figure.section(), Language::Uk);
        let (uk, en) = (name(Language::Uk), name(Language::En));
        row(table, one.figure.to_string(), uk, en, one.count)
    });
    let took = figures.days.map(|days| {
        [
            (
                "days.median",
                "медіана, робочих днів",
                "median, working days",
                days.median,
            ),
            (
                "days.ninetieth",
                "90-й процентиль, робочих днів",
                "90th percentile, working days",
                days.ninetieth,
            ),
        ]
    });
    let took = took.into_iter().flatten().map(|(code, uk, en, days)| {
        row(
            "Тривалість розгляду",
            code.into(),
            uk.into(),
            en.into(),
            u64::from(days),
        )
    });
    counted.chain(took).collect()
}

/// The description: whose it is, what each column means.
pub fn description(council: &str, publications: &[Publication]) -> Value {
    let fields: Vec<Value> = COLUMNS
        .iter()
        .map(|(name, kind, uk, en)| {
            json!({ "name": name, "type": kind, "title": uk, "description": en,
                "constraints": { "required": true } })
        })
        .collect();
    let updated = publications.iter().map(|one| one.at).max();
    json!({
        "profile": "tabular-data-package",
        "name": "public-information-requests",
        "title": "Звіти про розгляд запитів на публічну інформацію",
        "description": "Reports on requests for public information (art. 15(1)(10) of the Law of Ukraine № 2939-VI)",
        "created": updated.map(domain::kyiv::rfc3339),
        "contributors": [{ "title": council, "role": "publisher" }],
        "licenses": [{ "name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/" }],
        "resources": [{
            "profile": "tabular-data-resource",
            "name": "requests",
            "path": "requests.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "header": true },
            "schema": { "fields": fields, "primaryKey": ["from", "to", "figure"] },
        }],
    })
}
