//! Open days: tables a lawyer can read, a slow oracle, a day's life, places that no order of
//! bookings and doors overfills, answers that no merging counts twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod door;
mod hall;
mod life;
mod places;
mod sheets;
mod summary;
mod survey;

use chrono::{Datelike, NaiveDate, Weekday};
use domain::open_day::{Prohibited, in_its_week, survey_window, wednesday, year};

const CASES: &str = include_str!("cases.csv");
const WEDNESDAYS: &str = include_str!("wednesdays.csv");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split(',').collect())
}

#[test]
fn every_case_of_items_6_and_8() {
    for cells in rows(CASES) {
        let [date, verdict, opens_by, last_day] = cells[..] else {
            panic!("{cells:?}")
        };
        let expected = match verdict {
            "allowed" => Ok(()),
            "first" => Err(Prohibited::First),
            "third" => Err(Prohibited::Third),
            "last" => Err(Prohibited::Last),
            other => panic!("{other}"),
        };
        assert_eq!(wednesday(day(date)), expected, "{date}");
        let window = survey_window(day(date));
        assert_eq!(window.opens_by, day(opens_by), "{date}");
        assert_eq!(window.last_day, day(last_day), "{date}");
    }
    assert_eq!(rows(CASES).count(), 13);
}

#[test]
fn every_wednesday_of_the_table() {
    for cells in rows(WEDNESDAYS) {
        let [_, first, third, last, allowed] = cells[..] else {
            panic!("{cells:?}")
        };
        assert_eq!(wednesday(day(first)), Err(Prohibited::First));
        assert_eq!(wednesday(day(third)), Err(Prohibited::Third));
        assert_eq!(wednesday(day(last)), Err(Prohibited::Last));
        for date in allowed.split(' ') {
            assert_eq!(wednesday(day(date)), Ok(()), "{date}");
        }
    }
    assert_eq!(rows(WEDNESDAYS).count(), 60);
}

/// Counts the Wednesdays of the month one by one.
fn oracle(date: NaiveDate) -> Result<(), Prohibited> {
    let of_month: Vec<NaiveDate> = (1..=31)
        .filter_map(|n| NaiveDate::from_ymd_opt(date.year(), date.month(), n))
        .filter(|one| one.weekday() == Weekday::Wed)
        .collect();
    match of_month.iter().position(|one| *one == date) {
        None => Ok(()),
        Some(0) => Err(Prohibited::First),
        Some(2) => Err(Prohibited::Third),
        Some(n) if n + 1 == of_month.len() => Err(Prohibited::Last),
        Some(_) => Ok(()),
    }
}

#[test]
fn every_day_of_fifteen_years() {
    let days = day("2016-01-01").iter_days();
    let mut seen = 0;
    for date in days.take_while(|date| date.year() <= 2030) {
        assert_eq!(wednesday(date), oracle(date), "{date}");
        let window = survey_window(date);
        assert_eq!((date - window.opens_by).num_days(), 30);
        assert_eq!((date - window.last_day).num_days(), 10);
        // The last day is over at midnight in Kyiv, summer and winter.
        let end = domain::kyiv::local(window.ends_at()).naive_local();
        assert_eq!(
            end,
            window
                .last_day
                .succ_opt()
                .unwrap()
                .and_hms_opt(0, 0, 0)
                .unwrap()
        );
        let plan = domain::open_day::WeeklyPlan::of(date);
        assert!(in_its_week(&plan, date));
        let next_week = date.checked_add_days(chrono::Days::new(7)).unwrap();
        assert!(!in_its_week(&plan, next_week));
        seen += 1;
    }
    assert_eq!(seen, 5_479);
}

#[test]
fn a_third_day_warns_and_too_few_remind_from_october_on() {
    let two = [day("2026-05-13"), day("2026-10-14")];
    let three = [two[0], two[1], day("2026-12-09")];
    for (dates, today, missing, over, remind) in [
        (&[][..], "2026-09-30", 2, false, false),
        (&[][..], "2026-10-01", 2, false, true),
        (&two[..1], "2026-12-31", 1, false, true),
        (&two[..], "2026-12-31", 0, false, false),
        (&three[..], "2026-12-31", 0, true, false),
        (&two[..], "2027-01-01", 0, false, false),
    ] {
        let found = year(2026, dates, day(today));
        let said = (found.missing, found.over, found.remind);
        assert_eq!(said, (missing, over, remind), "{today}");
    }
}
