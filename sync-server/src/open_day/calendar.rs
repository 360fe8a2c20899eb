//! A day for the calendars of phones and computers (RFC 5545).

use chrono::{DateTime, NaiveTime, Utc};
use domain::kyiv;
use domain::open_day::{DayStatus, OpenDay, words};
use domain::request::Language;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use uuid::Uuid;

/// The media type of what [`calendar`] makes.
pub const MEDIA: &str = "text/calendar; charset=utf-8";

/// The day as iCalendar: one event from its first part to its last.
#[must_use]
pub fn calendar(id: Uuid, day: &OpenDay, council: &str, now: DateTime<Utc>) -> String {
    let first = day.programme.iter().map(|item| item.starts).min();
    let last = day.programme.iter().map(|item| item.ends).max();
    let at = |time: NaiveTime| kyiv::instant(day.date.and_time(time));
    let place = day.programme.first().map_or("", |item| item.site.as_str());
    let parts: Vec<String> = day
        .programme
        .iter()
        .map(|item| {
            let form = words::form(item.form, Language::Uk);
            let (from, to) = (item.starts.format("%H:%M"), item.ends.format("%H:%M"));
            format!("{from}–{to} {form}: {} ({})", item.title, item.site)
        })
        .collect();
    let mut event = Event::new();
    event
        .uid(&format!("{id}@vidkryta-rada"))
        .timestamp(now)
        .summary(&format!("День відкритих дверей: {}", day.theme))
        .location(&[council, place].join(", "))
        .description(&parts.join("\n"));
    if day.status == DayStatus::Cancelled {
        event.status(EventStatus::Cancelled).sequence(1);
    }
    match first.zip(last) {
        Some((first, last)) => event.starts(at(first)).ends(at(last)),
        None => event.all_day(day.date),
    };
    Calendar::new().push(event.done()).done().to_string()
}
