//! The lawyer's table `due_dates.csv` and the calendar's own figures, row by row.
#![allow(clippy::unwrap_used)]

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::calendar::{Regime, WorkingCalendar, easter, trinity};
use domain::law::{self, Policy, TermClass};

const TABLE: &str = include_str!("due_dates.csv");

/// The table writes times without seconds, as people do.
fn instant(text: &str) -> DateTime<Utc> {
    let (minutes, offset) = text.split_at(16);
    DateTime::parse_from_rfc3339(&format!("{minutes}:00{offset}"))
        .unwrap()
        .to_utc()
}

#[test]
fn every_row_of_the_lawyers_table_holds() {
    let mut rows = 0;
    for line in TABLE.lines().skip(1).filter(|line| !line.is_empty()) {
        let mut cells = line.splitn(5, ',');
        let mut cell = || cells.next().unwrap();
        let (received, regime, class, due, why) = (cell(), cell(), cell(), cell(), cell());
        let regime = match regime {
            "ordinary" => Regime::Ordinary,
            "martial_law" => Regime::MartialLaw,
            other => panic!("{other}"),
        };
        let class = match class {
            "ordinary" => TermClass::Ordinary,
            "extended" => TermClass::Extended,
            "urgent" => TermClass::Urgent,
            other => panic!("{other}"),
        };
        let calendar = WorkingCalendar::new(regime.regimes());
        let ruling =
            law::deadline(class, instant(received), &calendar, &Policy::default()).unwrap();
        let expected = match class {
            TermClass::Urgent => {
                let (minutes, offset) = due.split_at(16);
                format!("{minutes}:00{offset}")
            }
            _ => due.to_owned(),
        };
        assert_eq!(ruling.deadline.to_string(), expected, "{line}");
        if class != TermClass::Urgent {
            let counted = ruling.account.iter().filter(|day| day.counted).count();
            assert_eq!(
                counted,
                if class == TermClass::Ordinary { 5 } else { 20 },
                "{why}"
            );
        }
        rows += 1;
    }
    assert_eq!(rows, 75);
}

/// Working days of each year: (year, ordinary regime, martial law), as counted independently.
const WORKING_DAYS: &[(i32, usize, usize)] = &[
    (2016, 251, 261),
    (2017, 248, 260),
    (2018, 250, 261),
    (2019, 250, 261),
    (2020, 251, 262),
    (2021, 250, 261),
    (2022, 248, 260),
    (2023, 248, 260),
    (2024, 251, 262),
    (2025, 250, 261),
    (2026, 250, 261),
    (2027, 250, 261),
    (2028, 249, 260),
    (2029, 250, 261),
    (2030, 250, 261),
];

fn days_of(year: i32) -> impl Iterator<Item = NaiveDate> {
    NaiveDate::from_ymd_opt(year, 1, 1)
        .unwrap()
        .iter_days()
        .take_while(move |day| day.year() == year)
}

#[test]
fn each_year_has_the_tabled_number_of_working_days() {
    for &(year, ordinary, martial) in WORKING_DAYS {
        for (regime, expected) in [(Regime::Ordinary, ordinary), (Regime::MartialLaw, martial)] {
            let calendar = WorkingCalendar::new(regime.regimes());
            let working = days_of(year)
                .filter(|day| calendar.is_working(*day).unwrap())
                .count();
            assert_eq!(working, expected, "{year} {regime:?}");
        }
    }
}

/// Days off that art. 67 part 3 moved from a holiday on a weekend, as tabled, `DD.MM`.
const MOVED: &[(i32, &str)] = &[
    (2016, "03.05 20.06"),
    (2017, "02.01 09.01 17.04 05.06 16.10"),
    (2018, "08.01 09.04 28.05 15.10"),
    (2019, "29.04 17.06 26.08"),
    (2020, "09.03 20.04 11.05 08.06 29.06"),
    (2021, "03.05 04.05 10.05 21.06 27.12"),
    (2022, "03.01 25.04 02.05 13.06 26.12"),
    (2023, "02.01 09.01 17.04 05.06 02.10"),
    (2024, "06.05 24.06 26.08"),
    (2025, "10.03 21.04 09.06 30.06 25.08"),
    (2026, "09.03 13.04 01.06 29.06"),
    (2027, "03.05 04.05 10.05 21.06 27.12"),
    (2028, "03.01 17.04 05.06 17.07 02.10"),
    (2029, "09.04 28.05 16.07"),
    (2030, "29.04 17.06 26.08"),
];

#[test]
fn holidays_on_weekends_move_the_tabled_days_off() {
    use domain::calendar::{Day, Off};
    for &(year, expected) in MOVED {
        let calendar = WorkingCalendar::new(Regime::Ordinary.regimes());
        let moved: Vec<String> = days_of(year)
            .filter(|day| matches!(calendar.day(*day).unwrap(), Day::Off(Off::MovedFrom(_))))
            .map(|day| format!("{:02}.{:02}", day.day(), day.month()))
            .collect();
        assert_eq!(moved.join(" "), expected, "{year}");
    }
}

#[test]
fn easter_and_trinity_are_the_tabled_sundays() {
    let table = [
        (2016, "2016-05-01", "2016-06-19"),
        (2021, "2021-05-02", "2021-06-20"),
        (2024, "2024-05-05", "2024-06-23"),
        (2026, "2026-04-12", "2026-05-31"),
        (2027, "2027-05-02", "2027-06-20"),
        (2030, "2030-04-28", "2030-06-16"),
    ];
    for (year, at, fifty) in table {
        assert_eq!(easter(year).unwrap().to_string(), at);
        assert_eq!(trinity(year).unwrap().to_string(), fifty);
    }
    assert_eq!(easter(1899), None);
}

#[test]
fn the_actual_regime_changes_on_24_march_2022() {
    let actual = WorkingCalendar::new(Regime::Actual.regimes());
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let table = [
        ("2022-03-07", false),
        ("2022-03-08", false),
        ("2022-03-12", true),
        ("2022-04-25", true),
        ("2022-05-02", true),
        ("2022-05-09", true),
        ("2022-07-02", false),
        ("2026-12-25", true),
    ];
    for (date, working) in table {
        assert_eq!(actual.is_working(day(date)).unwrap(), working, "{date}");
    }
}

#[test]
fn outside_its_horizon_the_calendar_refuses_instead_of_guessing() {
    let calendar = WorkingCalendar::new(Regime::Ordinary.regimes());
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    for received in [
        "2015-12-20T10:00:00Z",
        "2030-12-30T10:00:00Z",
        "1970-01-01T00:00:00Z",
    ] {
        let refused = law::ordinary(at(received), &calendar, &Policy::default()).unwrap_err();
        assert!(refused.to_string().contains("2016 to 2030"), "{refused}");
    }
    assert!(law::ordinary(at("2030-12-20T10:00:00Z"), &calendar, &Policy::default()).is_ok());
}
