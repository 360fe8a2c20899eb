//! The journal as a paper («журнал реєстрації запитів»): a row a request, with what the
//! registration-control card has. The same columns are the card's lines.

use domain::law::TermClass;
use domain::report::Figure;
use domain::request::{Event, Sending, UrgencyGround};

use super::event_words::{
    appeal_result, appellate, assigned, copies, date, due, extension, figure, hryvnias, moment,
    open_part, requester, three_parts,
};
use crate::journal::{CaseRecord, Entry, HolderSettings};
use crate::paper::docx::{Document, Style};
use crate::paper::{Cell, PaperError, Table};

/// A column, which is a line of the card too.
struct Column {
    heading: &'static str,
    /// Whether the card has the line also when nothing stands in it, to be written in by hand.
    always: bool,
    value: fn(&CaseRecord, &HolderSettings) -> Cell,
}

const fn always(heading: &'static str, value: fn(&CaseRecord, &HolderSettings) -> Cell) -> Column {
    Column {
        heading,
        always: true,
        value,
    }
}

const fn if_any(heading: &'static str, value: fn(&CaseRecord, &HolderSettings) -> Cell) -> Column {
    Column {
        heading,
        always: false,
        value,
    }
}

/// Art. 18 part 1, art. 19 part 5 and what the procedure asks of the card, in the order of a
/// request's life.
const COLUMNS: [Column; 41] = [
    always("Індекс", |of, _| text(&of.registered.index.text)),
    always("Отримано", |of, _| {
        Cell::Text(moment(of.registered.received_at))
    }),
    always("Зареєстровано", |of, _| {
        Cell::Text(moment(of.registered.registered_at))
    }),
    always("Як надійшов", |of, _| {
        Cell::Text(figure(Figure::Channel(of.submission.channel())))
    }),
    always("Хто запитує", |of, _| {
        Cell::text(requester(of.submission.requester_type))
    }),
    if_any("Колективний", |of, _| {
        let collective = of
            .submission
            .intake()
            .is_some_and(|intake| intake.collective);
        if collective {
            Cell::text("так")
        } else {
            Cell::Empty
        }
    }),
    always("Запитувач", |of, _| text(&of.submission.name)),
    always("Адреса", |of, _| address(of)),
    always("Телефон", |of, _| maybe(of.submission.phone.clone())),
    if_any("Дата на запиті", |of, _| {
        let dated = of.submission.intake().and_then(|intake| intake.dated);
        dated.map_or(Cell::Empty, Cell::Day)
    }),
    if_any("Номер запитувача", |of, _| {
        maybe(
            of.submission
                .intake()
                .and_then(|intake| intake.sender_index.clone()),
        )
    }),
    if_any("Запит оформив(ла)", |of, _| {
        let by = of
            .submission
            .intake()
            .and_then(|intake| intake.drawn_up.as_ref());
        maybe(by.map(|by| format!("{}, тел. {}", by.name, by.phone)))
    }),
    if_any("Копію запиту видано", |of, _| {
        last(of, |event| match event {
            Event::CopyGiven { on } => Some(Cell::Day(*on)),
            _ => None,
        })
    }),
    always("Зміст запиту", |of, _| text(&of.submission.text)),
    if_any("Додатки", |of, _| {
        let files = of.submission.attachments.iter();
        let names: Vec<&str> = files.map(|file| file.name.as_str()).collect();
        maybe(Some(names.join("; ")))
    }),
    always("Вид інформації", |of, _| {
        maybe(of.case.info.map(|info| figure(Figure::Info(Some(info)))))
    }),
    always("Тема", |of, _| maybe(of.case.topic.clone())),
    if_any("Терміновість", |of, _| urgency(of)),
    always("Резолюція", |of, _| resolution(of)),
    always("Виконавці", |of, _| executors(of)),
    always("Відповісти до", |of, _| {
        Cell::Text(due(of.case.term.deadline))
    }),
    if_any("Продовження строку", |of, _| extended(of)),
    if_any("Направлення", |of, _| forwarded(of)),
    if_any("Відстрочка", |of, _| deferred(of)),
    if_any("Сторінок копій", |of, _| {
        last(of, |event| match event {
            Event::Invoiced {
                pages,
                copies: kind,
                ..
            } => Some(Cell::Text(format!("{pages} ({})", copies(*kind)))),
            _ => None,
        })
    }),
    if_any("Витрати на копії, грн", |of, _| {
        maybe(of.case.fee.map(|fee| hryvnias(fee.kopecks)))
    }),
    if_any("Рахунок", |of, _| {
        last_entry(of, |entry, event| match event {
            Event::Invoiced { number, .. } => {
                Some(Cell::Text(format!("№ {number} від {}", moment(entry.at))))
            }
            _ => None,
        })
    }),
    if_any("Оплачено", |of, _| {
        let paid = of.case.fee.and_then(|fee| fee.paid_on);
        paid.map_or(Cell::Empty, Cell::Day)
    }),
    always("Результат", |of, _| {
        Cell::Text(figure(
            of.case.outcome.map_or(Figure::Open, Figure::Outcome),
        ))
    }),
    if_any("Підстава відмови", |of, _| {
        maybe(of.case.ground.map(|ground| figure(Figure::Ground(ground))))
    }),
    if_any("Трискладовий тест", |of, _| tested(of)),
    always("Знято з контролю", |of, _| {
        maybe(of.case.closed_at.map(moment))
    }),
    always("Вихідний індекс", |of, _| {
        maybe(ended(of).and_then(|sending| sending.index.clone()))
    }),
    always("Як надано відповідь", |of, _| {
        maybe(ended(of).map(|sending| figure(Figure::Channel(sending.way))))
    }),
    if_any("Частини відповіді", |of, _| {
        every(of, |entry, event| match event {
            Event::PartGiven { .. } => Some(moment(entry.at)),
            _ => None,
        })
    }),
    if_any("Отримані листи", |of, _| {
        every(of, |entry, event| match event {
            Event::LetterReceived { from, .. } => Some(format!("{}: {from}", moment(entry.at))),
            _ => None,
        })
    }),
    if_any("Оскарження", |of, _| appealed(of)),
    if_any("Рішення за скаргою", |of, _| {
        every(of, |entry, event| match event {
            Event::AppealDecided { result, .. } => {
                Some(format!("{}: {}", moment(entry.at), appeal_result(*result)))
            }
            _ => None,
        })
    }),
    if_any("Строк за скаргою", |of, _| {
        of.case.appeal_by.map_or(Cell::Empty, Cell::Day)
    }),
    always("Індекс справи", |of, settings| {
        let file = &settings.index.nomenclature;
        let is_of = !file.is_empty() && of.registered.index.text.contains(file.as_str());
        maybe(is_of.then(|| file.clone()))
    }),
    always("Строк зберігання", |_, settings| {
        maybe(Some(settings.storage_term.clone()))
    }),
];

/// The rows as a table.
pub fn table(records: &[CaseRecord], settings: &HolderSettings) -> Table {
    let row = |record: &CaseRecord| -> Vec<Cell> {
        let cells = COLUMNS.iter().map(|one| (one.value)(record, settings));
        cells.collect()
    };
    Table {
        title: "Журнал реєстрації запитів".to_owned(),
        headings: COLUMNS.iter().map(|one| one.heading.to_owned()).collect(),
        rows: records.iter().map(row).collect(),
    }
}

/// What stands in a printed journal: a sheet holds no more.
const PRINTED: [&str; 9] = [
    "Індекс",
    "Отримано",
    "Запитувач",
    "Зміст запиту",
    "Резолюція",
    "Виконавці",
    "Відповісти до",
    "Результат",
    "Знято з контролю",
];

/// The journal on paper, by the columns of a paper one.
///
/// # Errors
/// When the archive of the DOCX can't be written.
pub fn printed(records: &[CaseRecord], settings: &HolderSettings) -> Result<Vec<u8>, PaperError> {
    let columns = COLUMNS.iter().filter(|one| PRINTED.contains(&one.heading));
    let row = |record: &CaseRecord| -> Vec<Cell> {
        let cells = columns.clone().map(|one| (one.value)(record, settings));
        cells.map(short).collect()
    };
    let table = Table {
        title: String::new(),
        headings: PRINTED.map(str::to_owned).into(),
        rows: records.iter().map(row).collect(),
    };
    Document::new()
        .lying()
        .paragraph(&settings.council.name_uk, Style::CENTRE.bold())
        .paragraph("Журнал реєстрації запитів на інформацію", Style::TITLE)
        .table(&table)
        .bytes()
}

/// What fits a cell of a sheet: the beginning of a long text.
fn short(cell: Cell) -> Cell {
    const MOST: usize = 300;
    match cell {
        Cell::Text(text) if text.chars().count() > MOST => {
            Cell::Text(text.chars().take(MOST).chain(['…']).collect())
        }
        other => other,
    }
}

/// The lines of a registration-control card: what is to be known of every request, and of the rest
/// what there is.
pub fn card(record: &CaseRecord, settings: &HolderSettings) -> Vec<(&'static str, Cell)> {
    let line = |one: &Column| {
        let cell = (one.value)(record, settings);
        (one.always || cell != Cell::Empty).then_some((one.heading, cell))
    };
    COLUMNS.iter().filter_map(line).collect()
}

fn text(words: &str) -> Cell {
    maybe(Some(words.to_owned()))
}

fn maybe(words: Option<String>) -> Cell {
    let words = words.filter(|words| !words.is_empty());
    words.map_or(Cell::Empty, Cell::Text)
}

/// What the last event of a kind says.
fn last(record: &CaseRecord, read: impl Fn(&Event) -> Option<Cell>) -> Cell {
    last_entry(record, |_, event| read(event))
}

fn last_entry(record: &CaseRecord, read: impl Fn(&Entry, &Event) -> Option<Cell>) -> Cell {
    let mut entries = record.history.iter().rev();
    let found = entries.find_map(|entry| read(entry, entry.event.as_ref()?));
    found.unwrap_or(Cell::Empty)
}

/// What every event of a kind says, oldest first.
fn every(record: &CaseRecord, read: impl Fn(&Entry, &Event) -> Option<String>) -> Cell {
    let entries = record.history.iter();
    let found: Vec<String> = entries
        .filter_map(|entry| read(entry, entry.event.as_ref()?))
        .collect();
    maybe(Some(found.join("\n")))
}

fn address(record: &CaseRecord) -> Cell {
    let asked = &record.submission;
    let all = [&asked.postal_address, &asked.email];
    let all: Vec<&str> = all.into_iter().flatten().map(String::as_str).collect();
    maybe(Some(all.join(", ")))
}

/// What was claimed of the urgency, and what the officer judged.
fn urgency(record: &CaseRecord) -> Cell {
    let asked = &record.submission;
    let claimed = asked.urgency.map(|ground| {
        let reason = asked.urgency_reason.as_deref().unwrap_or_default();
        format!("Клопотання: {}. {reason}", subject(ground))
    });
    let judged = record
        .history
        .iter()
        .filter_map(|entry| match &entry.event {
            Some(Event::UrgencyJudged { class, reason, .. }) => {
                let said = match class {
                    TermClass::Urgent => "визнано терміновим",
                    _ => "визнано нетерміновим",
                };
                Some(format!("{}: {said}. {reason}", moment(entry.at)))
            }
            _ => None,
        });
    let lines: Vec<String> = claimed.into_iter().chain(judged).collect();
    maybe(Some(lines.join("\n")))
}

const fn subject(ground: UrgencyGround) -> &'static str {
    match ground {
        UrgencyGround::LifeOrLiberty => "захист життя чи свободи особи",
        UrgencyGround::Environment => "стан довкілля",
        UrgencyGround::FoodAndGoods => "якість харчових продуктів і предметів побуту",
        UrgencyGround::Emergency => "аварії, катастрофи, небезпечні природні явища",
    }
}

/// The last resolution: its text, who wrote it, when.
fn resolution(record: &CaseRecord) -> Cell {
    last(record, |event| match event {
        Event::Resolved {
            author,
            dated,
            text,
            ..
        } => Some(Cell::Text(format!("{text} ({author}, {})", date(*dated)))),
        _ => None,
    })
}

/// Who is charged with it now, with the control dates.
fn executors(record: &CaseRecord) -> Cell {
    let charges = record.case.charges.iter();
    let all: Vec<String> = charges
        .map(|charge| {
            assigned(&domain::request::Assignment {
                executor: charge.executor.clone(),
                control_by: charge.control_by,
            })
        })
        .collect();
    maybe(Some(all.join(", ")))
}

fn extended(record: &CaseRecord) -> Cell {
    every(record, |entry, event| match event {
        Event::Extended {
            ground, deadline, ..
        } => Some(format!(
            "До {}: {}; повідомлено {}",
            due(*deadline),
            extension(*ground),
            moment(entry.at)
        )),
        _ => None,
    })
}

fn forwarded(record: &CaseRecord) -> Cell {
    every(record, |entry, event| match event {
        Event::Forwarded { holder, part, .. } => {
            let extent = match part {
                Some(part) => format!("у частині: {part}"),
                None => "увесь запит".to_owned(),
            };
            Some(format!("{}: {holder}, {extent}", moment(entry.at)))
        }
        _ => None,
    })
}

fn deferred(record: &CaseRecord) -> Cell {
    every(record, |entry, event| match event {
        Event::Deferred {
            deadline, reason, ..
        } => Some(format!(
            "До {}: {reason}; повідомлено {}",
            due(*deadline),
            moment(entry.at)
        )),
        _ => None,
    })
}

fn tested(record: &CaseRecord) -> Cell {
    last(record, |event| match event {
        Event::Refused {
            test, remainder, ..
        } => {
            let test = test.as_ref().map(three_parts);
            let lines: Vec<String> = test
                .into_iter()
                .chain(remainder.as_ref().map(open_part))
                .collect();
            Some(maybe(Some(lines.join("\n"))))
        }
        _ => None,
    })
}

/// How the letter went that ended it.
fn ended(record: &CaseRecord) -> Option<&Sending> {
    record.case.outcome?;
    let mut events = record.history.iter().rev();
    events.find_map(|entry| match entry.event.as_ref()? {
        Event::Answered { sending, .. }
        | Event::Refused { sending, .. }
        | Event::Explained { sending, .. }
        | Event::Forwarded {
            part: None,
            sending,
            ..
        } => Some(sending),
        _ => None,
    })
}

fn appealed(record: &CaseRecord) -> Cell {
    every(record, |entry, event| match event {
        Event::Appealed {
            to, about, dated, ..
        } => {
            let day = dated.map_or_else(|| moment(entry.at), date);
            Some(format!("{day} {}: {about}", appellate(*to)))
        }
        _ => None,
    })
}
