//! Terms from every day, the readings of [`Policy`], and the nights on which clocks change.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc, Weekday};
use domain::calendar::{MovedDay, Regime, Regimes, Weekend, WorkingCalendar};
use domain::kyiv;
use domain::law::{self, OfficeHours, Policy, TermClass, UrgentCounting, Why};

use crate::oracle::{self, YEARS, date, working_days};

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn noon(day: NaiveDate) -> DateTime<Utc> {
    // 10:00 UTC is the middle of the day in Kyiv in winter and in summer.
    day.and_hms_opt(10, 0, 0).unwrap().and_utc()
}

/// Five and twenty days from every day: the date, and an account that shows every day once.
fn assert_terms(regime: Regime, observed: impl Fn(NaiveDate) -> bool) {
    let working = working_days(observed);
    let calendar = WorkingCalendar::new(regime.regimes());
    let policy = Policy::default();
    for day in YEARS.iter().flat_map(oracle::Year::days) {
        for (class, term) in [(TermClass::Ordinary, 5), (TermClass::Extended, 20)] {
            let ruling = law::deadline(class, noon(day), &calendar, &policy);
            let Some(due) = oracle::due(&working, day, term) else {
                assert!(ruling.is_err(), "{day}: the years end before the term does");
                continue;
            };
            let ruling = ruling.unwrap();
            assert_eq!(
                ruling.deadline.date(),
                due,
                "{term} days from {day}, {regime:?}"
            );
            let dates: Vec<_> = ruling.account.iter().map(|entry| entry.date).collect();
            let every: Vec<_> = day.iter_days().take_while(|one| *one <= due).collect();
            assert_eq!(dates, every, "{day}");
            for entry in &ruling.account[1..] {
                let works = working.binary_search(&entry.date).is_ok();
                assert_eq!(entry.counted, works, "{day}: {entry:?}");
            }
            assert_eq!(
                (ruling.account[0].counted, &ruling.account[0].why),
                (false, &Why::Receipt)
            );
        }
    }
}

#[test]
fn terms_from_every_day_under_the_ordinary_regime() {
    assert_terms(Regime::Ordinary, |_| true);
}

#[test]
fn terms_from_every_day_under_martial_law() {
    assert_terms(Regime::MartialLaw, |_| false);
}

#[test]
fn terms_from_every_day_under_the_regime_really_in_force() {
    assert_terms(Regime::Actual, |day| day < date("2022-03-24"));
}

#[test]
fn the_kyiv_date_is_day_zero_at_both_ends_of_every_day_of_a_year() {
    let working = working_days(|_| true);
    let calendar = WorkingCalendar::new(Regimes::ordinary());
    let year = YEARS.iter().find(|year| year.year == 2026).unwrap();
    // Winter is UTC+2, summer UTC+3, from the last Sunday of March to the last one of October.
    let summer = |day: NaiveDate| date("2026-03-29") < day && day <= date("2026-10-25");
    for day in year.days() {
        let offset = Duration::hours(if summer(day) { 3 } else { 2 });
        let first = (day.and_time(NaiveTime::MIN) - offset).and_utc();
        let due = oracle::due(&working, day, 5).unwrap();
        let due_before = oracle::due(&working, day.pred_opt().unwrap(), 5).unwrap();
        let policy = Policy::default();
        let of = |at| {
            law::ordinary(at, &calendar, &policy)
                .unwrap()
                .deadline
                .date()
        };
        assert_eq!(of(first), due, "{day}");
        assert_eq!(of(first - Duration::milliseconds(1)), due_before, "{day}");
        assert_eq!(kyiv::start_of_day(day), first);
    }
}

#[test]
fn a_regime_that_ends_inside_a_term_changes_only_the_days_after() {
    let table = [
        // Martial law until (excluded), received, due in five working days.
        ("2026-12-25", "2026-12-23", "2026-12-31"), // 24, 28, 29, 30, 31; the 25th is off again.
        ("2026-12-26", "2026-12-23", "2026-12-30"), // The 25th is still worked.
        ("2026-06-29", "2026-06-25", "2026-07-03"), // Sunday 28.06 moves to Monday 29.06.
        ("2026-06-30", "2026-06-25", "2026-07-02"),
    ];
    for (ends, received, due) in table {
        let mut regimes = Regimes::actual();
        regimes.martial_law[0].until = Some(date(ends));
        let calendar = WorkingCalendar::new(regimes);
        let ruling = law::ordinary(noon(date(received)), &calendar, &Policy::default()).unwrap();
        assert_eq!(ruling.deadline.to_string(), due, "martial law until {ends}");
    }
}

#[test]
fn moved_days_and_other_weekends_shift_terms() {
    let plain = WorkingCalendar::new(Regimes::martial_law());
    let order = |off, worked| MovedDay {
        off: date(off),
        worked: date(worked),
        source: "№ 7".into(),
    };
    let table = [
        (plain.clone(), "2026-07-13", "2026-07-20"),
        // Friday off, Saturday worked: the fifth day is that Saturday plus Monday's.
        (
            plain
                .clone()
                .with_moved_days(vec![order("2026-07-17", "2026-07-18")]),
            "2026-07-13",
            "2026-07-20",
        ),
        (
            plain
                .clone()
                .with_moved_days(vec![order("2026-07-24", "2026-07-18")]),
            "2026-07-13",
            "2026-07-18",
        ),
        (
            plain
                .clone()
                .with_moved_days(vec![order("2026-07-17", "2026-07-25")]),
            "2026-07-13",
            "2026-07-21",
        ),
        (
            plain.with_weekend(Weekend(Weekday::Sun, Weekday::Mon)),
            "2026-07-13",
            "2026-07-18",
        ),
    ];
    for (calendar, received, due) in table {
        let ruling = law::ordinary(noon(date(received)), &calendar, &Policy::default()).unwrap();
        assert_eq!(ruling.deadline.to_string(), due, "{calendar:?}");
    }
}

#[test]
fn the_registration_reading_moves_late_receipts_to_the_next_working_day() {
    let hours = |opens, closes| OfficeHours {
        opens: NaiveTime::from_hms_opt(opens, 0, 0).unwrap(),
        closes: NaiveTime::from_hms_opt(closes, 0, 0).unwrap(),
    };
    use Regime::{MartialLaw, Ordinary};
    let table = [
        // Received, office hours, regime; due by the registration reading; due strictly.
        (
            "2026-11-27T16:59:59+02:00",
            (8, 17),
            Ordinary,
            "2026-12-04",
            "2026-12-04",
        ),
        (
            "2026-11-27T17:00:00+02:00",
            (8, 17),
            Ordinary,
            "2026-12-07",
            "2026-12-04",
        ),
        (
            "2026-11-27T17:00:00+02:00",
            (9, 18),
            Ordinary,
            "2026-12-04",
            "2026-12-04",
        ),
        (
            "2026-11-28T11:00:00+02:00",
            (8, 17),
            Ordinary,
            "2026-12-07",
            "2026-12-04",
        ),
        (
            "2026-11-29T23:59:00+02:00",
            (8, 17),
            MartialLaw,
            "2026-12-07",
            "2026-12-04",
        ),
        // Before the office opens the day itself is the first on which it can be registered.
        (
            "2026-11-30T00:00:00+02:00",
            (8, 17),
            Ordinary,
            "2026-12-07",
            "2026-12-07",
        ),
        (
            "2026-11-30T07:59:00+02:00",
            (8, 17),
            Ordinary,
            "2026-12-07",
            "2026-12-07",
        ),
        (
            "2026-12-25T10:00:00+02:00",
            (8, 17),
            Ordinary,
            "2027-01-05",
            "2027-01-04",
        ),
        (
            "2026-12-25T10:00:00+02:00",
            (8, 17),
            MartialLaw,
            "2027-01-01",
            "2027-01-01",
        ),
        // Summer: 14:30 UTC is 17:30 in Kyiv; winter: 16:30.
        (
            "2026-07-10T14:30:00Z",
            (8, 17),
            MartialLaw,
            "2026-07-20",
            "2026-07-17",
        ),
        (
            "2026-11-27T14:30:00Z",
            (8, 17),
            MartialLaw,
            "2026-12-04",
            "2026-12-04",
        ),
    ];
    for (received, (opens, closes), regime, registered, strict) in table {
        let calendar = WorkingCalendar::new(regime.regimes());
        let policy = Policy {
            registered_next_working_day: true,
            office_hours: hours(opens, closes),
            ..Policy::default()
        };
        let ruling = law::ordinary(at(received), &calendar, &policy).unwrap();
        assert_eq!(
            ruling.deadline.to_string(),
            registered,
            "{received} {regime:?}"
        );
        assert_eq!(ruling.account.iter().filter(|day| day.counted).count(), 5);
        let arrived = kyiv::date(at(received));
        assert_eq!(
            ruling.account[0].date, arrived,
            "the account starts on the day of arrival"
        );
        let ruling = law::ordinary(at(received), &calendar, &Policy::default()).unwrap();
        assert_eq!(ruling.deadline.to_string(), strict, "{received} {regime:?}");
    }
}

#[test]
fn forty_eight_hours_in_each_reading() {
    use UrgentCounting::{FromNextMidnight, FromReceipt, NextWorkingDay};
    let saturday_sunday = Weekend::default();
    let friday_saturday = Weekend(Weekday::Fri, Weekday::Sat);
    let (ordinary, martial) = (Regime::Ordinary, Regime::MartialLaw);
    #[rustfmt::skip]
    let table = [
        (FromReceipt, martial, saturday_sunday, "2026-11-27T20:30:00+02:00", "2026-11-29T20:30:00+02:00"),
        (FromNextMidnight, martial, saturday_sunday, "2026-11-27T20:30:00+02:00", "2026-11-30T00:00:00+02:00"),
        (FromNextMidnight, martial, saturday_sunday, "2026-11-27T00:00:00+02:00", "2026-11-30T00:00:00+02:00"),
        (FromNextMidnight, martial, saturday_sunday, "2026-03-27T15:00:00+02:00", "2026-03-30T01:00:00+03:00"),
        (FromNextMidnight, martial, saturday_sunday, "2026-10-23T15:00:00+03:00", "2026-10-25T23:00:00+02:00"),
        (NextWorkingDay, martial, saturday_sunday, "2026-11-27T20:30:00+02:00", "2026-11-30T20:30:00+02:00"),
        (NextWorkingDay, martial, saturday_sunday, "2026-11-26T10:00:00+02:00", "2026-11-30T10:00:00+02:00"),
        (NextWorkingDay, martial, saturday_sunday, "2026-11-25T10:00:00+02:00", "2026-11-27T10:00:00+02:00"),
        (NextWorkingDay, ordinary, saturday_sunday, "2026-12-23T10:00:00+02:00", "2026-12-28T10:00:00+02:00"),
        (NextWorkingDay, martial, saturday_sunday, "2026-12-23T10:00:00+02:00", "2026-12-25T10:00:00+02:00"),
        (NextWorkingDay, martial, saturday_sunday, "2026-03-27T03:30:00+02:00", "2026-03-30T04:30:00+03:00"),
        // The same hour of a working Sunday does not exist: the clocks jump from 03:00 to 04:00.
        (NextWorkingDay, martial, friday_saturday, "2026-03-26T03:30:00+02:00", "2026-03-29T04:00:00+03:00"),
        (NextWorkingDay, martial, friday_saturday, "2026-03-26T02:59:00+02:00", "2026-03-29T02:59:00+02:00"),
        // It exists twice: the earlier one, so that no answer is late.
        (NextWorkingDay, martial, friday_saturday, "2026-10-22T03:30:00+03:00", "2026-10-25T03:30:00+03:00"),
    ];
    for (urgent, regime, weekend, received, due) in table {
        let calendar = WorkingCalendar::new(regime.regimes()).with_weekend(weekend);
        let policy = Policy {
            urgent,
            ..Policy::default()
        };
        let ruling = law::urgent(at(received), &calendar, &policy).unwrap();
        assert_eq!(
            ruling.deadline.to_string(),
            due,
            "{urgent:?} from {received}"
        );
    }
}

#[test]
fn forty_eight_hours_over_the_nights_when_clocks_change() {
    let calendar = WorkingCalendar::new(Regimes::actual());
    let policy = Policy::default();
    // The law's clock by hand: +03:00 between the two changes of 2026, both at 01:00 UTC.
    let (spring, autumn) = (at("2026-03-29T01:00:00Z"), at("2026-10-25T01:00:00Z"));
    let shown = |instant: DateTime<Utc>| {
        let hours = if spring <= instant && instant < autumn {
            3
        } else {
            2
        };
        let wall = (instant + Duration::hours(hours)).naive_utc().to_string();
        format!("{}+0{hours}:00", wall.replace(' ', "T"))
    };
    for (from, to) in [
        ("2026-03-26T00:00:00+02:00", "2026-03-30T00:00:00+03:00"),
        ("2026-10-23T00:00:00+03:00", "2026-10-26T00:00:00+02:00"),
    ] {
        let mut received = at(from);
        while received < at(to) {
            let ruling = law::urgent(received, &calendar, &policy).unwrap();
            let ends = received + Duration::hours(48);
            assert_eq!(
                ruling.deadline.to_string(),
                shown(ends),
                "from {}",
                shown(received)
            );
            assert!(!ruling.deadline.is_past(ends));
            assert!(ruling.deadline.is_past(ends + Duration::milliseconds(1)));
            assert!(
                ruling
                    .account
                    .iter()
                    .all(|day| day.counted && day.why == Why::HoursRun)
            );
            received += Duration::minutes(10);
        }
    }
    let table = [
        ("2026-03-27T03:30:00+02:00", "2026-03-29T04:30:00+03:00"),
        ("2026-03-29T02:59:00+02:00", "2026-03-31T03:59:00+03:00"),
        ("2026-10-23T04:30:00+03:00", "2026-10-25T03:30:00+02:00"),
        ("2026-10-23T03:30:00+03:00", "2026-10-25T03:30:00+03:00"),
        // The repeated hour: two receipts an hour apart, told from each other by the offset.
        ("2026-10-25T03:30:00+03:00", "2026-10-27T02:30:00+02:00"),
        ("2026-10-25T03:30:00+02:00", "2026-10-27T03:30:00+02:00"),
    ];
    for (received, due) in table {
        let ruling = law::urgent(at(received), &calendar, &policy).unwrap();
        assert_eq!(ruling.deadline.to_string(), due, "{received}");
    }
}

#[test]
fn a_term_in_days_is_in_time_until_the_kyiv_midnight() {
    let calendar = WorkingCalendar::new(Regimes::actual());
    for (received, last) in [
        ("2026-11-27T20:30:00+02:00", "2026-12-04T23:59:59.999+02:00"),
        ("2026-07-09T12:00:00+03:00", "2026-07-16T23:59:59.999+03:00"),
    ] {
        let deadline = law::ordinary(at(received), &calendar, &Policy::default())
            .unwrap()
            .deadline;
        assert!(!deadline.is_past(at(last)), "{last}");
        assert!(
            deadline.is_past(at(last) + Duration::milliseconds(1)),
            "{last}"
        );
    }
}
