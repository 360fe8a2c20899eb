//! What a letter's names are filled in with, out of the request and the event it tells of.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::law::{Deadline, DeadlineKind};
use domain::report::{Figure, words};
use domain::request::{Event, Extent, Language};

use crate::journal::{CaseRecord, Entry, HolderSettings};
use crate::report::event_words::{extension, open_part, three_parts};

/// The appeal procedure (art. 23 part 1, and art. 17 on the Commissioner).
pub(super) const APPEAL: &str = "Рішення, дії чи бездіяльність розпорядника інформації можна оскаржити до його керівника, вищого органу або суду (стаття 23 Закону України «Про доступ до публічної інформації»), а також звернутися до Уповноваженого Верховної Ради України з прав людини.";

/// What this name stands for in a letter of this event; nothing where the event has no such thing.
pub(super) fn value(
    name: &str,
    record: &CaseRecord,
    entry: &Entry,
    settings: &HolderSettings,
) -> String {
    let asked = &record.submission;
    match name {
        "індекс" => record.registered.index.text.clone(),
        "отримано" => day(record.registered.received_at),
        "запит" => asked.text.clone(),
        "запитувач" => requester(record),
        "рада" => settings.council.name_uk.clone(),
        "реквізити" => settings.payment_details.clone(),
        "дата" => day(entry.at),
        "оскарження" => APPEAL.to_owned(),
        _ => of_event(name, record, entry.event.as_ref()),
    }
}

fn of_event(name: &str, record: &CaseRecord, event: Option<&Event>) -> String {
    match (name, event) {
        ("строк", None) => deadline(record.registered.term.deadline),
        (
            "строк",
            Some(Event::Extended { deadline: at, .. } | Event::Deferred { deadline: at, .. }),
        ) => deadline(*at),
        ("підстава", Some(Event::Extended { ground, .. })) => extension(*ground).to_owned(),
        ("підстава", Some(Event::Refused { ground, .. })) => {
            words::figure(&Figure::Ground(*ground), Language::Uk)
        }
        (
            "причина",
            Some(
                Event::Extended { reason, .. }
                | Event::Deferred { reason, .. }
                | Event::Refused { reason, .. },
            ),
        ) => reason.clone(),
        (
            "розпорядник",
            Some(Event::Forwarded {
                holder, address, ..
            }),
        ) => joined(holder, address),
        ("обсяг", Some(Event::Forwarded { part, .. })) => part.as_ref().map_or_else(
            || "у повному обсязі".to_owned(),
            |part| format!("у частині: {part}"),
        ),
        ("решта", Some(Event::Forwarded { part: Some(_), .. })) => {
            "Решту запиту розглядаємо ми; відповідь надамо окремо.".to_owned()
        }
        ("обсяг", Some(Event::Answered { extent, .. })) => match extent {
            Extent::Whole => "у повному обсязі".to_owned(),
            Extent::Part => "частково".to_owned(),
        },
        ("обсяг", Some(Event::PartGiven { .. })) => "частина відповіді".to_owned(),
        (
            "відповідь",
            Some(
                Event::Answered { text, .. }
                | Event::PartGiven { text, .. }
                | Event::Explained { text, .. },
            ),
        ) => text.clone(),
        ("тест", Some(Event::Refused { test, .. })) => {
            test.as_ref().map_or_else(String::new, |test| {
                format!(
                    "Доступ обмежено за сукупністю вимог частини другої статті 6 Закону: {}",
                    three_parts(test)
                )
            })
        }
        ("відкрита частина", Some(Event::Refused { remainder, .. })) => {
            remainder.as_ref().map(open_part).unwrap_or_default()
        }
        (
            "відповідальна особа",
            Some(
                Event::Refused {
                    responsible_name,
                    responsible_position,
                    ..
                }
                | Event::Deferred {
                    responsible_name,
                    responsible_position,
                    ..
                },
            ),
        ) => joined(responsible_name, responsible_position),
        (_, Some(Event::Invoiced { .. })) => of_invoice(name, event),
        _ => String::new(),
    }
}

fn of_invoice(name: &str, event: Option<&Event>) -> String {
    let Some(Event::Invoiced {
        pages,
        kopecks,
        number,
        ..
    }) = event
    else {
        return String::new();
    };
    match name {
        "сторінки" => {
            let forms = ["сторінка", "сторінки", "сторінок"];
            format!("{pages} {}", words::plural(u64::from(*pages), forms))
        }
        "сума" => money(*kopecks),
        "рахунок" => number.clone(),
        _ => String::new(),
    }
}

/// «12 гривень 50 копійок».
fn money(kopecks: u64) -> String {
    let (whole, rest) = (kopecks / 100, kopecks % 100);
    let hryvnias = words::plural(whole, ["гривня", "гривні", "гривень"]);
    let coins = words::plural(rest, ["копійка", "копійки", "копійок"]);
    format!("{whole} {hryvnias} {rest:02} {coins}")
}

fn joined(first: &str, second: &str) -> String {
    let parts = [first.trim(), second.trim()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

fn requester(record: &CaseRecord) -> String {
    let asked = &record.submission;
    let address = asked.postal_address.as_deref().or(asked.email.as_deref());
    joined(&asked.name, address.unwrap_or_default())
}

pub(super) fn day(at: DateTime<Utc>) -> String {
    words::day(kyiv::date(at), Language::Uk)
}

fn deadline(deadline: Deadline) -> String {
    match deadline.kind() {
        DeadlineKind::Day(day) => words::day(day, Language::Uk),
        DeadlineKind::Instant(at) => {
            format!("{}, {}", day(at), kyiv::local(at).format("%H:%M"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn sums_agree_with_their_numbers() {
        let table = [
            (0, "0 гривень 00 копійок"),
            (101, "1 гривня 01 копійка"),
            (2_202, "22 гривні 02 копійки"),
            (1_150, "11 гривень 50 копійок"),
            (11_112, "111 гривень 12 копійок"),
        ];
        for (kopecks, said) in table {
            assert_eq!(money(kopecks), said);
        }
    }
}
