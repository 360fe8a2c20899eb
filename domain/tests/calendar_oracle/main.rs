//! Every day of 2016–2030 against a slow, obvious oracle, and the readings a council may choose.
#![allow(clippy::unwrap_used)]

mod oracle;
mod terms;

use chrono::{Datelike, NaiveDate, Weekday};
use domain::calendar::{
    Day, MovedDay, Off, Period, Regime, Regimes, Weekend, Working, WorkingCalendar, easter,
    holidays_of, trinity,
};
use oracle::{YEARS, date, working_days};

fn martial_law_began() -> NaiveDate {
    date("2022-03-24")
}

fn assert_same_days(calendar: &WorkingCalendar, working: &[NaiveDate], what: &str) {
    let mut compared = 0;
    for day in YEARS.iter().flat_map(oracle::Year::days) {
        let expected = working.binary_search(&day).is_ok();
        assert_eq!(
            calendar.is_working(day).unwrap(),
            expected,
            "{day} under {what}"
        );
        compared += 1;
    }
    assert_eq!(compared, 5_479);
}

#[test]
fn every_day_is_what_the_oracle_says_under_each_regime() {
    let since = martial_law_began();
    let ordinary = working_days(|_| true);
    let martial = working_days(|_| false);
    let actual = working_days(|day| day < since);
    for (regime, working) in [
        (Regime::Ordinary, ordinary),
        (Regime::MartialLaw, martial),
        (Regime::Actual, actual),
    ] {
        let calendar = WorkingCalendar::new(regime.regimes());
        assert_same_days(&calendar, &working, &format!("{regime:?}"));
    }
}

#[test]
fn holidays_are_the_tabled_ones_and_the_two_feasts_are_among_them() {
    for year in YEARS {
        let mut dates: Vec<_> = holidays_of(year.year)
            .iter()
            .map(|holiday| holiday.date)
            .collect();
        dates.dedup(); // Easter of 2016 is 1 May.
        let mut expected = year.holidays();
        expected.sort();
        assert_eq!(dates, expected, "{}", year.year);
        for feast in [easter(year.year).unwrap(), trinity(year.year).unwrap()] {
            assert!(expected.contains(&feast), "{feast}");
            assert_eq!(feast.weekday(), Weekday::Sun);
        }
    }
}

#[test]
fn every_day_off_and_every_worked_saturday_has_the_tabled_reason() {
    let calendar = WorkingCalendar::new(Regimes::ordinary());
    for year in YEARS {
        for (off, holiday) in year.moved() {
            match calendar.day(off).unwrap() {
                Day::Off(Off::MovedFrom(from)) => assert_eq!(from.date, holiday, "{off}"),
                other => panic!("{off}: {other:?}"),
            }
        }
        for (off, worked) in year.transfers() {
            match (calendar.day(off).unwrap(), calendar.day(worked).unwrap()) {
                (
                    Day::Off(Off::WorkedOn { worked: on, source }),
                    Day::Working(Working::InsteadOf { off: of, .. }),
                ) => {
                    assert_eq!((on, of), (worked, off));
                    assert!(source.starts_with("КМУ №"), "{source}");
                }
                other => panic!("{off}: {other:?}"),
            }
        }
        for day in year.holidays() {
            assert!(
                matches!(calendar.day(day).unwrap(), Day::Off(Off::Holiday(_))),
                "{day}"
            );
        }
    }
}

#[test]
fn under_martial_law_a_holiday_keeps_its_name_and_is_worked() {
    let calendar = WorkingCalendar::new(Regimes::martial_law());
    for day in YEARS.iter().flat_map(oracle::Year::holidays) {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        match calendar.day(day).unwrap() {
            Day::Off(Off::Weekend) => assert!(weekend, "{day}"),
            Day::Working(Working::HolidayNotObserved(holiday)) => {
                assert!(!weekend && holiday.date == day, "{day}");
            }
            other => panic!("{day}: {other:?}"),
        }
    }
}

#[test]
fn holidays_may_come_back_while_martial_law_goes_on() {
    let mut regimes = Regimes::actual();
    let (from, until) = (date("2026-06-01"), date("2026-09-01"));
    regimes.holidays_observed = vec![Period {
        from,
        until: Some(until),
        source: "законопроєкт".into(),
    }];
    let since = martial_law_began();
    let working = working_days(|day| day < since || (from <= day && day < until));
    let calendar = WorkingCalendar::new(regimes);
    assert_same_days(&calendar, &working, "holidays observed in summer 2026");
    let table = [
        ("2026-05-01", true),
        ("2026-06-01", false), // Trinity of 31 May moves to a day on which holidays count again.
        ("2026-06-29", false),
        ("2026-07-15", false),
        ("2026-08-24", false),
        ("2026-10-01", true),
    ];
    for (day, works) in table {
        assert_eq!(calendar.is_working(date(day)).unwrap(), works, "{day}");
    }
}

#[test]
fn each_day_is_judged_by_the_regime_of_that_day() {
    for ends in [
        "2026-04-13",
        "2026-06-28",
        "2026-06-29",
        "2026-12-25",
        "2026-12-26",
    ] {
        let mut regimes = Regimes::actual();
        regimes.martial_law[0].until = Some(date(ends));
        let since = martial_law_began();
        let working = working_days(|day| day < since || day >= date(ends));
        assert_same_days(&WorkingCalendar::new(regimes), &working, ends);
    }
}

fn council_order(off: &str, worked: &str) -> MovedDay {
    MovedDay {
        off: date(off),
        worked: date(worked),
        source: "розпорядження № 7".into(),
    }
}

#[test]
fn a_councils_moved_days_hold_under_any_regime_and_change_nothing_else() {
    let moved = vec![
        council_order("2026-07-17", "2026-07-18"),
        council_order("2026-12-31", "2026-12-27"),
    ];
    for regime in [Regime::Ordinary, Regime::MartialLaw, Regime::Actual] {
        let plain = WorkingCalendar::new(regime.regimes());
        let calendar = plain.clone().with_moved_days(moved.clone());
        for day in YEARS[10..].iter().flat_map(oracle::Year::days) {
            let expected = match day.to_string().as_str() {
                "2026-07-17" | "2026-12-31" => false,
                "2026-07-18" | "2026-12-27" => true,
                _ => plain.is_working(day).unwrap(),
            };
            assert_eq!(
                calendar.is_working(day).unwrap(),
                expected,
                "{day} {regime:?}"
            );
        }
        assert_eq!(
            calendar.day(date("2026-07-18")).unwrap(),
            Day::Working(Working::InsteadOf {
                off: date("2026-07-17"),
                source: "розпорядження № 7".into()
            })
        );
    }
}

/// A council that rests on Sunday and Monday: worked out by hand for 2026.
#[test]
fn a_council_may_rest_on_other_days_of_the_week() {
    let moved = [
        "2026-03-10",
        "2026-04-14",
        "2026-06-02",
        "2026-06-30",
        "2026-08-25",
    ];
    let year = YEARS.iter().find(|year| year.year == 2026).unwrap();
    let weekend = Weekend(Weekday::Sun, Weekday::Mon);
    let ordinary = WorkingCalendar::new(Regimes::ordinary()).with_weekend(weekend);
    let martial = WorkingCalendar::new(Regimes::martial_law()).with_weekend(weekend);
    for day in year.days() {
        let rest = matches!(day.weekday(), Weekday::Sun | Weekday::Mon);
        let off =
            rest || year.holidays().contains(&day) || moved.contains(&day.to_string().as_str());
        assert_eq!(ordinary.is_working(day).unwrap(), !off, "{day}");
        assert_eq!(martial.is_working(day).unwrap(), !rest, "{day}");
    }
}

#[test]
fn next_and_between_agree_with_the_oracle() {
    let working = working_days(|_| true);
    let calendar = WorkingCalendar::new(Regimes::ordinary());
    for day in YEARS.iter().flat_map(oracle::Year::days) {
        let next = oracle::due(&working, day, 1);
        assert_eq!(calendar.next_working(day).ok(), next, "{day}");
    }
    let table = [
        ("2026-12-24", "2027-01-04", 5),
        ("2026-05-01", "2026-05-01", 0),
        ("2026-05-02", "2026-05-01", 0),
        ("2016-01-01", "2016-12-31", 251),
        ("2016-01-01", "2030-12-31", working.len()),
    ];
    for (from, to, days) in table {
        let counted = calendar.working_days_between(date(from), date(to)).unwrap();
        assert_eq!(usize::try_from(counted).unwrap(), days, "{from} {to}");
    }
    assert!(
        calendar
            .working_days_between(date("2030-12-01"), date("2031-01-01"))
            .is_err()
    );
}
