//! The papers of a day: its entry in the weekly work plan, results and participants as tables.

use domain::open_day::survey::{Asked, Counted};
use domain::open_day::{OpenDay, Participant, SurveyResults, words};
use domain::report::words::day as say_day;
use domain::request::Language;

pub use super::calendar::MEDIA as CALENDAR;
use crate::journal::Officer;
use crate::paper::docx::{Document, Style};
use crate::paper::{Cell, PaperError, Table};

const UK: Language = Language::Uk;

/// The day's entry for the weekly work plan («тижневий план роботи») as DOCX.
///
/// # Errors
/// When the archive can't be written.
pub fn plan(day: &OpenDay, council: &str, officer: &Officer) -> Result<Vec<u8>, PaperError> {
    let date = say_day(day.date, UK);
    let mut plan = Document::new()
        .letterhead(council, &[])
        .paragraph("ДО ТИЖНЕВОГО ПЛАНУ РОБОТИ", Style::TITLE)
        .paragraph(&format!("День відкритих дверей {date}"), Style::CENTRE)
        .paragraph(&format!("Тема: {}.", day.theme), Style::BODY.after_gap(12))
        .paragraph(&format!("Мета: {}", day.purpose), Style::BODY);
    if day.chief.is_named() {
        let office = words::office(day.chief.office, UK);
        let chief = format!("Головний організатор: {}, {office}.", day.chief.name);
        plan = plan.paragraph(&chief, Style::BODY);
    }
    plan = plan.paragraph(&format!("План склав: {}.", day.planned_by), Style::BODY);
    for table in [programme(day), units(day)] {
        plan = plan.table(&table);
    }
    plan.signature(&officer.position, &officer.name).bytes()
}

/// The programme as a table.
#[must_use]
pub fn programme(day: &OpenDay) -> Table {
    let row = |item: &domain::open_day::ProgrammeItem| {
        let (from, to) = (item.starts.format("%H:%M"), item.ends.format("%H:%M"));
        let who = match (item.unit.as_str(), item.chair.name.as_str()) {
            (unit, "") => unit.to_owned(),
            ("", chair) => chair.to_owned(),
            (unit, chair) => format!("{unit}; {chair}"),
        };
        vec![
            Cell::text(format!("{from}–{to}")),
            Cell::text(item.title.as_str()),
            Cell::text(words::form(item.form, UK)),
            Cell::text(item.site.as_str()),
            Cell::text(who),
        ]
    };
    Table {
        title: "Програма".to_owned(),
        headings: heads(&["Час", "Захід", "Форма", "Місце", "Хто проводить"]),
        rows: day.programme.iter().map(row).collect(),
    }
}

fn units(day: &OpenDay) -> Table {
    let row = |unit: &domain::open_day::Unit| {
        vec![
            Cell::text(unit.name.as_str()),
            Cell::text(unit.supervisor.name.as_str()),
            Cell::text(unit.head.as_str()),
            Cell::text(if unit.acknowledged {
                "ознайомлено"
            } else {
                ""
            }),
        ]
    };
    Table {
        title: "Відповідальні".to_owned(),
        headings: heads(&["Підрозділ", "Заступник", "Керівник", "З планом"]),
        rows: day.units.iter().map(row).collect(),
    }
}

/// What a survey came to, a table a question, and how many answered.
#[must_use]
pub fn results(results: &SurveyResults) -> Vec<Table> {
    let all = Table {
        title: "Опитування".to_owned(),
        headings: heads(&["Показник", "Кількість"]),
        rows: vec![
            vec![
                Cell::text("Відповіді, отримані вчасно"),
                Cell::count(results.in_time),
            ],
            vec![
                Cell::text("Відповіді, отримані із запізненням"),
                Cell::count(results.late),
            ],
        ],
    };
    let questions = results.questions.iter().zip(&results.counted);
    let each = questions.map(|(question, counted)| Table {
        title: question.text.clone(),
        headings: heads(&["Відповідь", "Кількість"]),
        rows: rows(&question.answer, counted),
    });
    std::iter::once(all).chain(each).collect()
}

/// The same in one table, for CSV.
#[must_use]
pub fn results_in_one(found: &SurveyResults) -> Table {
    let mut rows = Vec::new();
    for table in results(found) {
        for row in table.rows {
            let question = Cell::text(table.title.as_str());
            rows.push(std::iter::once(question).chain(row).collect());
        }
    }
    Table {
        title: "Опитування".to_owned(),
        headings: heads(&["Питання", "Відповідь", "Кількість"]),
        rows,
    }
}

fn rows(asked: &Asked, counted: &Counted) -> Vec<Vec<Cell>> {
    let votes = counted.votes.iter().enumerate();
    let label = |n: usize| match asked.options().get(n) {
        Some(option) => option.clone(),
        None => (n + 1).to_string(),
    };
    let votes = votes.map(|(n, votes)| vec![Cell::text(label(n)), Cell::count(*votes)]);
    let texts = counted.texts.iter();
    let texts = texts.map(|(text, times)| vec![Cell::text(text.as_str()), Cell::count(*times)]);
    votes.chain(texts).collect()
}

/// Everybody who wants to come.
#[must_use]
pub fn participants(all: &[Participant]) -> Table {
    let row = |one: &Participant| {
        vec![
            Cell::count(one.slot),
            Cell::text(one.name.as_str()),
            Cell::text(words::category(one.category, UK)),
            Cell::text(one.contact.as_str()),
            Cell::text(words::standing(one.standing, UK)),
            Cell::maybe(one.number),
            Cell::text(if one.came { "так" } else { "" }),
        ]
    };
    Table {
        title: "Учасники".to_owned(),
        headings: heads(&[
            "Час №",
            "Ім’я",
            "Категорія",
            "Контакт",
            "Стан",
            "Черга",
            "Прийшли",
        ]),
        rows: all.iter().map(row).collect(),
    }
}

pub(super) fn heads(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}
