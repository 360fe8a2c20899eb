//! The summary of a day as tables and as DOCX: the same figures as on the pages, row by row.

use domain::open_day::survey::Channel;
use domain::open_day::{
    ByStatus, CategoryTurnout, DaySummary, QuestionsSummary, Turnout, Visitors, words,
};
use domain::report::words::day as say_day;
use domain::request::Language;

use super::papers::{heads, results};
use crate::journal::Officer;
use crate::paper::docx::{Document, Style};
use crate::paper::{Cell, PaperError, Table};

/// What the columns of visitors are called.
const VISITORS: [Say; 8] = [
    ("Категорія", "Category"),
    ("Записалися", "Booked"),
    ("Скасували", "Cancelled"),
    ("Лишилися в черзі", "Still waited"),
    ("Не прийшли", "Absent"),
    ("Прийшли", "Came"),
    ("Прийшли без запису", "Without booking"),
    ("Разом були", "Were there"),
];
const QUESTIONS: [Say; 7] = [
    ("Заступник", "Deputy"),
    ("Не передано", "Not given on"),
    ("Чекають відповіді", "Waiting"),
    ("Є відповідь", "Answered"),
    ("Стали запитами", "Became requests"),
    ("Разом", "Total"),
    ("Днів до відповіді, медіана", "Days to the answer, median"),
];
const ALL: Say = ("Разом", "Total");
const ALL_TIMES: Say = ("Учасники за категоріями", "Visitors by category");
const TIME: Say = ("Час відвідування", "Time of the visit");
const ASKED: Say = ("Запитання за заступниками", "Questions by deputy");
const NOBODY: Say = ("Ще нікому не передано", "Given to nobody yet");
const WAYS: Say = (
    "Як відповідали на опитування",
    "How the survey was answered",
);
const WAY: Say = ("Спосіб", "Way");
const NUMBER: Say = ("Кількість", "Number");
const CONCERNS: Say = ("Що запитували", "What was asked");
const CONCERN: Say = ("Вид", "Kind");

/// The same in Ukrainian and in English.
type Say = (&'static str, &'static str);

const fn say(of: Say, language: Language) -> &'static str {
    match language {
        Language::Uk => of.0,
        Language::En => of.1,
    }
}

fn headings(all: &[Say], language: Language) -> Vec<String> {
    all.iter()
        .map(|one| say(*one, language).to_owned())
        .collect()
}

/// Who came: all times together, then each.
#[must_use]
pub fn visitors(all: &Visitors, language: Language) -> Vec<Table> {
    let table = |title: String, rows: &[CategoryTurnout], total: &Turnout| {
        let mut cells: Vec<Vec<Cell>> = rows
            .iter()
            .map(|row| line(words::category(row.category, language), &row.turnout))
            .collect();
        cells.push(line(say(ALL, language), total));
        Table {
            title,
            headings: headings(&VISITORS, language),
            rows: cells,
        }
    };
    let whole = table(say(ALL_TIMES, language).to_owned(), &all.rows, &all.total);
    let slots = all.slots.iter().map(|slot| {
        let (from, to) = (slot.starts.format("%H:%M"), slot.ends.format("%H:%M"));
        let title = format!("{} {from}–{to}", say(TIME, language));
        table(title, &slot.rows, &slot.total)
    });
    std::iter::once(whole).chain(slots).collect()
}

fn line(name: &str, turnout: &Turnout) -> Vec<Cell> {
    let counts = [
        turnout.booked,
        turnout.cancelled,
        turnout.waited,
        turnout.absent,
        turnout.came,
        turnout.walked_in,
        turnout.there(),
    ];
    let name = std::iter::once(Cell::text(name));
    name.chain(counts.map(Cell::count)).collect()
}

/// What was asked: by deputy, then by what it was.
#[must_use]
pub fn questions(all: &QuestionsSummary, language: Language) -> [Table; 2] {
    let row = |name: &str, of: &ByStatus, median: Option<u32>| {
        vec![
            Cell::text(name),
            Cell::count(of.received),
            Cell::count(of.addressed),
            Cell::count(of.answered),
            Cell::count(of.became_request),
            Cell::count(of.total()),
            Cell::maybe(median),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for one in &all.deputies {
        let name = match one.deputy.as_str() {
            "" => say(NOBODY, language),
            deputy => deputy,
        };
        rows.push(row(name, &one.by_status, one.median_days));
    }
    rows.push(row(say(ALL, language), &all.total, all.median_days));
    let mut concerns: Vec<Vec<Cell>> = all
        .concerns
        .iter()
        .map(|(concern, number)| {
            vec![
                Cell::text(words::concern(*concern, language)),
                Cell::count(*number),
            ]
        })
        .collect();
    concerns.push(vec![
        Cell::text(say(ALL, language)),
        Cell::count(all.total.total()),
    ]);
    [
        Table {
            title: say(ASKED, language).to_owned(),
            headings: headings(&QUESTIONS, language),
            rows,
        },
        Table {
            title: say(CONCERNS, language).to_owned(),
            headings: headings(&[CONCERN, NUMBER], language),
            rows: concerns,
        },
    ]
}

/// By which ways the survey was answered.
#[must_use]
pub fn ways(summary: &DaySummary, language: Language) -> Table {
    let ways = summary.survey.ways;
    let all = [
        (Channel::Web, ways.web),
        (Channel::Kiosk, ways.kiosk),
        (Channel::Paper, ways.paper),
    ];
    let row = |name: &str, number: u32| vec![Cell::text(name), Cell::count(number)];
    let mut rows: Vec<Vec<Cell>> = all
        .iter()
        .map(|(way, number)| row(words::way(*way, language), *number))
        .collect();
    let total = all.iter().map(|(_, number)| number).sum();
    rows.push(row(say(ALL, language), total));
    Table {
        title: say(WAYS, language).to_owned(),
        headings: headings(&[WAY, NUMBER], language),
        rows,
    }
}

/// The summary as DOCX, in Ukrainian, signed by whoever takes it out.
///
/// # Errors
/// When the archive can't be written.
pub fn docx(summary: &DaySummary, council: &str, officer: &Officer) -> Result<Vec<u8>, PaperError> {
    const UK: Language = Language::Uk;
    let date = say_day(summary.date, UK);
    let mut paper = Document::new()
        .letterhead(council, &[])
        .paragraph("ПІДСУМОК ДНЯ ВІДКРИТИХ ДВЕРЕЙ", Style::TITLE)
        .paragraph(&date, Style::CENTRE)
        .paragraph(
            &format!("Тема: {}.", summary.theme),
            Style::BODY.after_gap(12),
        );
    if !summary.text.is_empty() {
        paper = paper.paragraph(&summary.text, Style::BODY);
    }
    for table in visitors(&summary.visitors, UK) {
        paper = paper.table(&table);
    }
    paper = paper.table(&ways(summary, UK));
    for table in results(&summary.survey) {
        paper = paper.table(&table);
    }
    for table in questions(&summary.questions, UK) {
        paper = paper.table(&table);
    }
    paper.signature(&officer.position, &officer.name).bytes()
}

/// Whom the plan concerns: they acknowledge it in their own hand (item 10).
#[must_use]
pub fn acknowledgement(day: &domain::open_day::OpenDay) -> Table {
    let mut people: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, office: String| {
        let name = name.trim();
        if !name.is_empty() && !people.iter().any(|(known, _)| known == name) {
            people.push((name.to_owned(), office));
        }
    };
    let of = |person: &domain::open_day::Person| words::office(person.office, Language::Uk);
    add(&day.chief.name, of(&day.chief).to_owned());
    for unit in &day.units {
        add(&unit.supervisor.name, of(&unit.supervisor).to_owned());
        add(&unit.head, format!("Керівник: {}", unit.name));
    }
    for item in &day.programme {
        add(&item.chair.name, of(&item.chair).to_owned());
    }
    let row = |(n, (name, office)): (usize, (String, String))| {
        vec![
            Cell::count(n),
            Cell::text(name),
            Cell::text(office),
            Cell::Empty,
            Cell::Empty,
        ]
    };
    Table {
        title: "З планом ознайомлені".to_owned(),
        headings: heads(&["№", "Прізвище, ім’я", "Посада", "Дата", "Підпис"]),
        rows: (1..).zip(people).map(row).collect(),
    }
}
