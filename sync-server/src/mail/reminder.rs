//! Control by e-mail: once a morning each officer who gave an address gets one mail of what is
//! recalled, with the control dates of executors and, on working days, the questions of open days
//! that wait for an answer. On days off only terms in hours are recalled. Index or number, date and
//! days, never a word of the requester's.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use domain::calendar::WorkingCalendar;
use domain::kyiv;
use domain::law::DeadlineKind;
use domain::mail::{About, Mail};
use domain::report::words;
use domain::request::{Deed, Language, Stage, charge_stage, recalled};
use domain::sync::office::JournalQuery;
use uuid::Uuid;

use super::contact;
use super::queue::Queue;
use crate::journal::{CaseRecord, HolderSettings, JournalError, Officer};
use crate::open_day::{Days, notice};

/// More open requests than that are recalled by the control board.
const MOST: usize = 2_000;

/// The day to remind somebody of what it brings: from the council's hour on.
pub(super) fn is_time(settings: &HolderSettings, now: DateTime<Utc>) -> Option<NaiveDate> {
    let early = kyiv::local(now).hour() < u32::from(settings.mail.reminder_hour);
    (!early).then(|| kyiv::date(now))
}

/// Queues the reminders of this day; those that are queued or were sent already stay.
pub(super) async fn queue(
    queue: Queue<'_>,
    settings: &HolderSettings,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), JournalError> {
    let contacts = contact::all(queue.journal, queue.holder).await?;
    if contacts.is_empty() {
        return Ok(());
    }
    let calendar = settings.calendar();
    let recalled = all(queue, &calendar, day).await?;
    let asked = if calendar.is_working(day)? {
        asked(queue, day).await
    } else {
        Vec::new()
    };
    for (number, address) in contacts {
        let Some(officer) = queue.journal.officer(queue.holder, number).await? else {
            continue;
        };
        let own: Vec<&Recalled> = recalled
            .iter()
            .filter(|one| is_for(&officer, one))
            .collect();
        let questions = notice::lines_for(&officer, &asked);
        if own.is_empty() && questions.is_empty() {
            continue;
        }
        let about = About::Reminder {
            officer: number,
            day,
        };
        let text = text(&officer, &own, &questions, day, &calendar)?;
        let subject = subject(own.len(), questions.len(), day);
        let to = (address.as_str(), officer.name.as_str());
        let mail = Mail::new(about, to, &subject, text, now);
        queue.put(mail, None, None).await?;
    }
    Ok(())
}

/// The questions that wait. What can't be read of open days keeps nobody from being reminded of
/// requests.
async fn asked(queue: Queue<'_>, day: NaiveDate) -> Vec<notice::Waiting> {
    match notice::waiting(Days::of(queue.journal, queue.holder), day).await {
        Ok(asked) => asked,
        Err(fault) => {
            tracing::warn!(?fault, "questions of open days were not recalled");
            Vec::new()
        }
    }
}

/// A request that is recalled, itself or the parts of its executors.
struct Recalled {
    stage: Option<Stage>,
    parts: Vec<Part>,
    record: CaseRecord,
}

/// What an executor has not handed in, near its control date or after it.
struct Part {
    executor: String,
    by: NaiveDate,
    stage: Stage,
}

/// The parts that are recalled on this day, none on a day off.
fn parts(
    record: &CaseRecord,
    day: NaiveDate,
    calendar: &WorkingCalendar,
) -> Result<Vec<Part>, JournalError> {
    let mut found = Vec::new();
    if !calendar.is_working(day)? {
        return Ok(found);
    }
    for charge in &record.case.charges {
        let Some(by) = charge.control_by.filter(|_| !charge.prepared) else {
            continue;
        };
        let stage = charge_stage(by, day, calendar)?;
        if stage >= Stage::DayBefore {
            let executor = charge.executor.clone();
            found.push(Part {
                executor,
                by,
                stage,
            });
        }
    }
    Ok(found)
}

/// An executor is reminded of the own ones, anybody else who sees them of all.
fn is_for(officer: &Officer, one: &Recalled) -> bool {
    let own = |executor: &str| executor == officer.department;
    let charged = || one.record.case.charges.iter().any(|one| own(&one.executor));
    let part = || one.parts.iter().any(|part| own(&part.executor));
    officer.role.may(Deed::SeeAll)
        || (officer.role.may(Deed::SeeOwn) && (part() || (one.stage.is_some() && charged())))
}

/// Every open request that is recalled on this day, the earliest deadline first.
async fn all(
    queue: Queue<'_>,
    calendar: &WorkingCalendar,
    day: NaiveDate,
) -> Result<Vec<Recalled>, JournalError> {
    let (mut found, mut after, mut seen) = (Vec::new(), None, 0);
    loop {
        let page = queue
            .journal
            .page(queue.holder, JournalQuery::default(), after)
            .await?;
        let ids: Vec<Uuid> = page.rows.iter().map(|row| row.id).collect();
        seen += ids.len();
        for record in queue.journal.cases(queue.holder, ids).await? {
            let deadline = record.case.term.deadline;
            let stage = recalled(record.case.received_at, deadline, day, calendar)?;
            let parts = parts(&record, day, calendar)?;
            if stage.is_some() || !parts.is_empty() {
                found.push(Recalled {
                    stage,
                    parts,
                    record,
                });
            }
        }
        after = page.next;
        if after.is_none() || seen >= MOST {
            break;
        }
    }
    found.sort_by_key(|one| one.record.case.term.deadline.date());
    Ok(found)
}

/// What the mail is about: requests, questions of open days, or both.
fn subject(requests: usize, questions: usize, day: NaiveDate) -> String {
    let day = day.format("%d.%m.%Y");
    match (requests, questions) {
        (requests, 0) => format!("Контроль запитів на {day}: {requests}"),
        (0, questions) => format!("Запитання без відповіді на {day}: {questions}"),
        (requests, questions) => {
            format!("Контроль запитів на {day}: {requests}; запитань без відповіді: {questions}")
        }
    }
}

/// The parts an officer is reminded of: an executor of those of the own department.
fn part_lines(officer: &Officer, own: &[&Recalled]) -> Vec<String> {
    let sees_all = officer.role.may(Deed::SeeAll);
    let mut lines = Vec::new();
    for one in own {
        let index = &one.record.registered.index.text;
        let parts = one.parts.iter();
        for part in parts.filter(|part| sees_all || part.executor == officer.department) {
            let (executor, by) = (&part.executor, part.by.format("%d.%m.%Y"));
            let said = match part.stage {
                Stage::Overdue => "минув",
                Stage::LastDay => "сьогодні",
                _ => "наступного робочого дня",
            };
            lines.push(format!("№ {index}, {executor}: {by}, {said}"));
        }
    }
    lines
}

fn text(
    officer: &Officer,
    own: &[&Recalled],
    questions: &[&str],
    day: NaiveDate,
    calendar: &WorkingCalendar,
) -> Result<String, JournalError> {
    let mut by_stage: BTreeMap<Stage, Vec<String>> = BTreeMap::new();
    for one in own {
        let Some(stage) = one.stage else { continue };
        let deadline = one.record.case.term.deadline;
        let due = deadline.date();
        let index = &one.record.registered.index.text;
        let date = due.format("%d.%m.%Y");
        let line = if let DeadlineKind::Instant(at) = deadline.kind() {
            let at = kyiv::local(at).format("%d.%m.%Y %H:%M");
            format!("№ {index}: строк 48 годин, до {at}")
        } else if stage == Stage::Overdue {
            let over = calendar.working_days_between(due, day)?;
            format!("№ {index}: строк сплив {date}, минуло робочих днів: {over}")
        } else {
            let left = calendar.working_days_between(day, due)?;
            format!("№ {index}: строк {date}, залишилося робочих днів: {left}")
        };
        by_stage.entry(stage).or_default().push(line);
    }
    let mut blocks = vec![format!(
        "Під контролем на {}:",
        words::day(day, Language::Uk)
    )];
    for (stage, lines) in by_stage.iter().rev() {
        blocks.push(format!("{}\n{}", title(*stage), lines.join("\n")));
    }
    let parts = part_lines(officer, own);
    if !parts.is_empty() {
        blocks.push(format!(
            "Контрольні строки виконавців\n{}",
            parts.join("\n")
        ));
    }
    if !questions.is_empty() {
        blocks.push(format!(
            "Запитання Днів відкритих дверей без відповіді\n{}",
            questions.join("\n")
        ));
    }
    blocks.push(
        "Подробиці – у робочому місці ради, розділи «Контроль» і «Дні відкритих дверей». Адресу для нагадувань змінюють там \
         само, у розділі «Електронна пошта»."
            .into(),
    );
    Ok(blocks.join("\n\n"))
}

const fn title(stage: Stage) -> &'static str {
    match stage {
        Stage::Overdue => "Прострочено",
        Stage::LastDay => "Сьогодні останній день",
        Stage::DayBefore => "Залишився день",
        Stage::HalfTerm => "Минула половина строку",
        Stage::InTime => "У строк",
    }
}
