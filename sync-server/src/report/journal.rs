//! The journal as a paper («журнал реєстрації запитів»): a row a request, with what the
//! registration-control card has.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::law::{Deadline, DeadlineKind};
use domain::report::{Figure, words};
use domain::request::{Event, Language};

use crate::journal::CaseRecord;
use crate::paper::{Cell, Table};

/// The columns in both languages.
const COLUMNS: [(&str, &str); 20] = [
    ("Індекс", "Index"),
    ("Отримано", "Received"),
    ("Зареєстровано", "Registered"),
    ("Як надійшов", "Way"),
    ("Хто запитує", "Kind of requester"),
    ("Запитувач", "Requester"),
    ("Адреса", "Address"),
    ("Телефон", "Phone"),
    ("Зміст запиту", "Contents"),
    ("Вид інформації", "Kind of information"),
    ("Тема", "Topic"),
    ("Резолюція", "Resolution"),
    ("Виконавці", "Executors"),
    ("Відповісти до", "Due"),
    ("Результат", "Result"),
    ("Підстава відмови", "Ground of refusal"),
    ("Завершено", "Ended"),
    ("Вихідний індекс", "Outgoing index"),
    ("Витрати на копії, грн", "Costs of copies, UAH"),
    ("Оплачено", "Paid"),
];

/// The rows as a table of this language.
pub fn table(records: &[CaseRecord], language: Language) -> Table {
    let pick = |(uk, en): (&'static str, &'static str)| match language {
        Language::Uk => uk.to_owned(),
        Language::En => en.to_owned(),
    };
    Table {
        title: pick(("Журнал реєстрації запитів", "Journal of requests")),
        headings: COLUMNS.map(pick).into(),
        rows: records.iter().map(|record| row(record, language)).collect(),
    }
}

fn row(record: &CaseRecord, language: Language) -> Vec<Cell> {
    let (asked, case) = (&record.submission, &record.case);
    let name = |figure: Figure| words::figure(&figure, language);
    let address = [&asked.postal_address, &asked.email];
    let address: Vec<&str> = address.into_iter().flatten().map(String::as_str).collect();
    let executors: Vec<&str> = case
        .charges
        .iter()
        .map(|one| one.executor.as_str())
        .collect();
    let texts = [
        record.registered.index.text.clone(),
        moment(record.registered.received_at),
        moment(record.registered.registered_at),
        name(Figure::Channel(asked.channel())),
        name(Figure::Requester(asked.requester_type)),
        asked.name.clone(),
        address.join(", "),
        asked.phone.clone().unwrap_or_default(),
        asked.text.clone(),
        case.info
            .map(|info| name(Figure::Info(Some(info))))
            .unwrap_or_default(),
        case.topic.clone().unwrap_or_default(),
        resolution(record),
        executors.join(", "),
        due(case.term.deadline),
        name(case.outcome.map_or(Figure::Open, Figure::Outcome)),
        case.ground
            .map(|ground| name(Figure::Ground(ground)))
            .unwrap_or_default(),
        case.closed_at.map(moment).unwrap_or_default(),
        outgoing(record),
        case.fee
            .map(|fee| hryvnias(fee.kopecks))
            .unwrap_or_default(),
    ];
    let paid = case.fee.and_then(|fee| fee.paid_on);
    let mut cells: Vec<Cell> = texts.into_iter().map(Cell::Text).collect();
    cells.push(paid.map_or(Cell::Empty, Cell::Day));
    cells
}

fn moment(at: DateTime<Utc>) -> String {
    kyiv::local(at).format("%d.%m.%Y %H:%M").to_string()
}

fn due(deadline: Deadline) -> String {
    match deadline.kind() {
        DeadlineKind::Day(day) => day.format("%d.%m.%Y").to_string(),
        DeadlineKind::Instant(at) => moment(at),
    }
}

fn hryvnias(kopecks: u64) -> String {
    format!("{},{:02}", kopecks / 100, kopecks % 100)
}

/// The last resolution: its text, who wrote it, when.
fn resolution(record: &CaseRecord) -> String {
    let mut events = record
        .history
        .iter()
        .rev()
        .filter_map(|one| one.event.as_ref());
    let found = events.find_map(|event| match event {
        Event::Resolved {
            author,
            dated,
            text,
            ..
        } => Some(format!("{text} ({author}, {})", dated.format("%d.%m.%Y"))),
        _ => None,
    });
    found.unwrap_or_default()
}

/// The index of the letter that ended it, if the council numbers its letters.
fn outgoing(record: &CaseRecord) -> String {
    let mut events = record
        .history
        .iter()
        .rev()
        .filter_map(|one| one.event.as_ref());
    let found = events.find_map(|event| match event {
        Event::Answered { sending, .. }
        | Event::Refused { sending, .. }
        | Event::Forwarded {
            part: None,
            sending,
            ..
        } => sending.index.clone(),
        _ => None,
    });
    found.unwrap_or_default()
}
