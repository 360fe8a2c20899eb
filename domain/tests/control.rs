//! What is recalled, day by day, against a walk by hand.
#![allow(clippy::unwrap_used, reason = "a test may fail this way")]

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{Regimes, WorkingCalendar};
use domain::kyiv;
use domain::law::{self, Policy};
use domain::request::{Stage, recalled, stage};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn calendar() -> WorkingCalendar {
    WorkingCalendar::new(Regimes::actual())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Every day on which something is recalled, from the receipt to ten days after the deadline.
fn recalls(received: &str, deadline: law::Deadline) -> Vec<(String, Stage)> {
    let calendar = &calendar();
    let received = at(received);
    let last = deadline.date() + chrono::TimeDelta::days(10);
    kyiv::date(received)
        .iter_days()
        .take_while(|day| *day <= last)
        .filter_map(|day| {
            let stage = recalled(received, deadline, day, calendar).unwrap()?;
            Some((day.to_string(), stage))
        })
        .collect()
}

#[test]
fn an_ordinary_request_is_recalled_at_half_term_before_its_end_at_its_end_and_after() {
    // Friday; due on the next Friday.
    let received = "2026-11-27T09:00:00Z";
    let deadline = law::ordinary(at(received), &calendar(), &Policy::default())
        .unwrap()
        .deadline;
    let expected = [
        ("2026-12-02", Stage::HalfTerm),
        ("2026-12-03", Stage::DayBefore),
        ("2026-12-04", Stage::LastDay),
        ("2026-12-07", Stage::Overdue),
        ("2026-12-08", Stage::Overdue),
        ("2026-12-09", Stage::Overdue),
        ("2026-12-10", Stage::Overdue),
        ("2026-12-11", Stage::Overdue),
        ("2026-12-14", Stage::Overdue),
    ];
    let expected = expected.map(|(day, stage)| (day.to_owned(), stage));
    assert_eq!(recalls(received, deadline), expected);
}

#[test]
fn an_extended_request_is_recalled_once_at_half_term() {
    let received = "2026-11-02T09:00:00Z";
    let calendar = &calendar();
    let deadline = law::extended(at(received), calendar, &Policy::default())
        .unwrap()
        .deadline;
    let all = recalls(received, deadline);
    assert_eq!(deadline.date(), day("2026-11-30"));
    assert_eq!(all[0], ("2026-11-16".to_owned(), Stage::HalfTerm));
    assert_eq!(all[1], ("2026-11-27".to_owned(), Stage::DayBefore));
    assert_eq!(all[2], ("2026-11-30".to_owned(), Stage::LastDay));
    assert!(all[3..].iter().all(|(_, stage)| *stage == Stage::Overdue));
}

#[test]
fn a_term_in_hours_ends_within_its_last_day() {
    let received = at("2026-11-25T09:00:00Z");
    let calendar = &calendar();
    let deadline = law::urgent(received, calendar, &Policy::default())
        .unwrap()
        .deadline;
    let table = [
        ("2026-11-25T09:00:01Z", Stage::InTime),
        ("2026-11-26T08:59:59Z", Stage::DayBefore),
        ("2026-11-26T09:00:01Z", Stage::LastDay),
        ("2026-11-27T08:59:59Z", Stage::LastDay),
        ("2026-11-27T09:00:01Z", Stage::Overdue),
    ];
    for (now, expected) in table {
        assert_eq!(
            stage(received, deadline, at(now), calendar).unwrap(),
            expected,
            "{now}"
        );
    }
}

#[test]
fn a_term_in_hours_is_recalled_on_days_off_too() {
    // Friday at two in the afternoon, Kyiv; the 48 hours end on a Sunday.
    let received = "2026-11-27T12:00:00Z";
    let deadline = law::urgent(at(received), &calendar(), &Policy::default())
        .unwrap()
        .deadline;
    let all = recalls(received, deadline);
    let expected = [
        ("2026-11-27", Stage::DayBefore),
        ("2026-11-28", Stage::DayBefore),
        ("2026-11-29", Stage::LastDay),
        ("2026-11-30", Stage::Overdue),
    ];
    let expected = expected.map(|(day, stage)| (day.to_owned(), stage));
    assert_eq!(all[..4], expected);
}

/// As time goes on a request only gets more pressing.
#[test]
fn no_hour_of_a_year_takes_a_request_back() {
    let (calendar, policy) = (&calendar(), Policy::default());
    for from in day("2026-01-01").iter_days().take(365).step_by(29) {
        let received = kyiv::start_of_day(from) + chrono::TimeDelta::hours(11);
        for ruling in [
            law::ordinary(received, calendar, &policy),
            law::extended(received, calendar, &policy),
        ] {
            let deadline = ruling.unwrap().deadline;
            let hours = (0..24 * 50).map(|hour| received + chrono::TimeDelta::hours(hour));
            let stages = hours.map(|now| stage(received, deadline, now, calendar).unwrap());
            assert!(stages.is_sorted(), "{received}");
        }
    }
}
