//! Control by e-mail: once on the morning of a working day each officer who gave an address gets
//! one mail of what is recalled, with the questions of open days that wait for an answer. Index or
//! number, date and days, never a word of the requester's.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use domain::calendar::WorkingCalendar;
use domain::kyiv;
use domain::mail::{About, Mail};
use domain::report::words;
use domain::request::{Deed, Language, Stage, recalled};
use domain::sync::office::JournalQuery;
use uuid::Uuid;

use super::contact;
use super::queue::Queue;
use crate::journal::{CaseRecord, HolderSettings, JournalError, Officer};
use crate::open_day::{Days, notice};

/// More open requests than that are recalled by the control board.
const MOST: usize = 2_000;

/// Whether it is time to remind somebody: from the council's hour of a working day on.
pub(super) fn is_time(
    settings: &HolderSettings,
    now: DateTime<Utc>,
) -> Result<Option<NaiveDate>, JournalError> {
    let day = kyiv::date(now);
    let early = kyiv::local(now).hour() < u32::from(settings.mail.reminder_hour);
    let due = !early && settings.calendar().is_working(day)?;
    Ok(due.then_some(day))
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
    let recalled = all(queue, &settings.calendar(), day).await?;
    let asked = match notice::waiting(Days::of(queue.journal, queue.holder), day).await {
        Ok(asked) => asked,
        // What can't be read of open days keeps nobody from being reminded of requests.
        Err(fault) => {
            tracing::warn!(?fault, "questions of open days were not recalled");
            Vec::new()
        }
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
        let text = text(&own, &questions, day, &settings.calendar())?;
        let subject = subject(own.len(), questions.len(), day);
        let to = (address.as_str(), officer.name.as_str());
        let mail = Mail::new(about, to, &subject, text, now);
        queue.put(mail, None, None).await?;
    }
    Ok(())
}

/// A request that is recalled.
struct Recalled {
    stage: Stage,
    record: CaseRecord,
}

/// An executor is reminded of the own ones, anybody else who sees them of all.
fn is_for(officer: &Officer, one: &Recalled) -> bool {
    let own = |charge: &domain::request::Charge| charge.executor == officer.department;
    officer.role.may(Deed::SeeAll)
        || (officer.role.may(Deed::SeeOwn) && one.record.case.charges.iter().any(own))
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
            if let Some(stage) = stage {
                found.push(Recalled { stage, record });
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

fn text(
    own: &[&Recalled],
    questions: &[&str],
    day: NaiveDate,
    calendar: &WorkingCalendar,
) -> Result<String, JournalError> {
    let mut by_stage: BTreeMap<Stage, Vec<String>> = BTreeMap::new();
    for one in own {
        let due = one.record.case.term.deadline.date();
        let index = &one.record.registered.index.text;
        let date = due.format("%d.%m.%Y");
        let line = if one.stage == Stage::Overdue {
            let over = calendar.working_days_between(due, day)?;
            format!("№ {index}: строк сплив {date}, минуло робочих днів: {over}")
        } else {
            let left = calendar.working_days_between(day, due)?;
            format!("№ {index}: строк {date}, залишилося робочих днів: {left}")
        };
        by_stage.entry(one.stage).or_default().push(line);
    }
    let mut blocks = vec![format!(
        "Під контролем на {}:",
        words::day(day, Language::Uk)
    )];
    for (stage, lines) in by_stage.iter().rev() {
        blocks.push(format!("{}\n{}", title(*stage), lines.join("\n")));
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
