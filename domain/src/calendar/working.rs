use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::holidays::{Holiday, holidays_of};
use super::transfers::{CABINET_TRANSFERS, MovedDay, date};

/// The years the shipped calendar data covers.
pub const HORIZON: RangeInclusive<i32> = 2016..=2030;

/// Dates from `from` (included) to `until` (excluded; open where nothing is known of the end).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Period {
    /// The first day of the period.
    pub from: NaiveDate,
    /// The first day after it.
    pub until: Option<NaiveDate>,
    /// The act that says so.
    pub source: String,
}

impl Period {
    fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// The dated regime of days off: is martial law in force, and are holidays days off.
///
/// Two separate facts, because a bill proposed to bring holidays back while martial law goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Regimes {
    /// When Law № 2136-IX art. 6(6) (no holidays under martial law) applies.
    pub martial_law: Vec<Period>,
    /// When holidays are observed although martial law is in force.
    #[serde(default)]
    pub holidays_observed: Vec<Period>,
}

impl Regimes {
    /// Arts. 67 and 73 of the Labour Code apply on every day.
    #[must_use]
    pub fn ordinary() -> Self {
        Self::default()
    }

    /// Only the weekly days off remain, on every day.
    #[must_use]
    pub fn martial_law() -> Self {
        Self {
            martial_law: vec![Period {
                from: NaiveDate::MIN,
                until: None,
                source: "Закон № 2136-IX ст. 6 ч. 6".into(),
            }],
            holidays_observed: Vec::new(),
        }
    }

    /// What really was and is in force: ordinary until 23.03.2022, martial law since 24.03.2022,
    /// with an open end.
    #[must_use]
    pub fn actual() -> Self {
        Self {
            martial_law: vec![Period {
                from: NaiveDate::from_ymd_opt(2022, 3, 24).unwrap_or(NaiveDate::MIN),
                until: None,
                source: "Закон № 2136-IX від 15.03.2022 ст. 6 ч. 6, чинний з 24.03.2022".into(),
            }],
            holidays_observed: Vec::new(),
        }
    }

    /// Whether holidays are days off on this day.
    #[must_use]
    pub fn observes_holidays(&self, day: NaiveDate) -> bool {
        !self.martial_law.iter().any(|period| period.covers(day))
            || self
                .holidays_observed
                .iter()
                .any(|period| period.covers(day))
    }
}

/// A named choice of [`Regimes`], for the command line and for tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Regime {
    /// Holidays and Cabinet transfers on every date.
    Ordinary,
    /// Weekly days off only, on every date.
    MartialLaw,
    /// The regime really in force on each date.
    Actual,
}

impl Regime {
    /// The dated facts behind the name.
    #[must_use]
    pub fn regimes(self) -> Regimes {
        match self {
            Self::Ordinary => Regimes::ordinary(),
            Self::MartialLaw => Regimes::martial_law(),
            Self::Actual => Regimes::actual(),
        }
    }
}

/// The two weekly days off («вихідні дні»), which the employer sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weekend(pub Weekday, pub Weekday);

impl Default for Weekend {
    fn default() -> Self {
        Self(Weekday::Sat, Weekday::Sun)
    }
}

impl Weekend {
    fn contains(self, day: NaiveDate) -> bool {
        day.weekday() == self.0 || day.weekday() == self.1
    }
}

/// What a day is, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Day {
    /// It counts in a term of working days.
    Working(Working),
    /// It does not count.
    Off(Off),
}

/// Why a day is a working day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Working {
    /// An ordinary working day.
    Plain,
    /// A weekly day off that is worked for another one.
    InsteadOf {
        /// The working day that was given off for it.
        off: NaiveDate,
        /// The act.
        source: String,
    },
    /// A holiday by name that is worked, because martial law suspends holidays.
    HolidayNotObserved(Holiday),
}

/// Why a day is a day off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Off {
    /// A weekly day off.
    Weekend,
    /// A holiday of art. 73 of the Labour Code.
    Holiday(Holiday),
    /// The day off moved here from a holiday that fell on a weekly day off (art. 67 part 3).
    MovedFrom(Holiday),
    /// A working day given off for another one.
    WorkedOn {
        /// The day worked instead.
        worked: NaiveDate,
        /// The act.
        source: String,
    },
}

/// The calendar was asked about a day it knows nothing of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{day} is outside the calendar, which covers the years {} to {}", HORIZON.start(), HORIZON.end())]
pub struct CalendarError {
    /// The day asked for.
    pub day: NaiveDate,
}

/// The working calendar of one council («календар робочих днів»).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkingCalendar {
    weekend: Weekend,
    regimes: Regimes,
    moved: Vec<MovedDay>,
}

impl WorkingCalendar {
    /// A calendar with Saturday and Sunday off and no moved days of the council's own.
    #[must_use]
    pub fn new(regimes: Regimes) -> Self {
        Self {
            regimes,
            ..Self::default()
        }
    }

    /// The same calendar with other weekly days off (Law № 2136-IX art. 6 part 3).
    #[must_use]
    pub fn with_weekend(mut self, weekend: Weekend) -> Self {
        self.weekend = weekend;
        self
    }

    /// The same calendar with the council's own moved days, which hold under any regime.
    #[must_use]
    pub fn with_moved_days(mut self, moved: Vec<MovedDay>) -> Self {
        self.moved = moved;
        self
    }

    /// What this day is and why.
    ///
    /// # Errors
    /// When the day is outside [`HORIZON`].
    pub fn day(&self, day: NaiveDate) -> Result<Day, CalendarError> {
        if !HORIZON.contains(&day.year()) {
            return Err(CalendarError { day });
        }
        if let Some(moved) = self.moved_by_council(day) {
            return Ok(moved);
        }
        let observed = self.regimes.observes_holidays(day);
        if observed && let Some(moved) = moved_by_cabinet(day) {
            return Ok(moved);
        }
        let holidays = holidays_of(day.year());
        let holiday = holidays.iter().find(|holiday| holiday.date == day).copied();
        Ok(match holiday {
            Some(holiday) if observed => Day::Off(Off::Holiday(holiday)),
            _ if self.weekend.contains(day) => Day::Off(Off::Weekend),
            Some(holiday) => Day::Working(Working::HolidayNotObserved(holiday)),
            None => match self.holiday_moved_to(day, &holidays).filter(|_| observed) {
                Some(holiday) => Day::Off(Off::MovedFrom(holiday)),
                None => Day::Working(Working::Plain),
            },
        })
    }

    /// Whether this is a working day.
    ///
    /// # Errors
    /// When the day is outside [`HORIZON`].
    pub fn is_working(&self, day: NaiveDate) -> Result<bool, CalendarError> {
        Ok(matches!(self.day(day)?, Day::Working(_)))
    }

    /// The first working day after this one.
    ///
    /// # Errors
    /// When it would be outside [`HORIZON`].
    pub fn next_working(&self, day: NaiveDate) -> Result<NaiveDate, CalendarError> {
        let mut next = day;
        loop {
            next = next.succ_opt().ok_or(CalendarError { day: next })?;
            if self.is_working(next)? {
                return Ok(next);
            }
        }
    }

    /// How many working days lie after `from`, up to and with `to`; zero when `to` is not later.
    ///
    /// # Errors
    /// When a day between them is outside [`HORIZON`].
    pub fn working_days_between(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<u32, CalendarError> {
        let mut count = 0;
        for day in from.iter_days().skip(1).take_while(|day| *day <= to) {
            count += u32::from(self.is_working(day)?);
        }
        Ok(count)
    }

    fn moved_by_council(&self, day: NaiveDate) -> Option<Day> {
        self.moved
            .iter()
            .find_map(|moved| as_moved(day, moved.off, moved.worked, &moved.source))
    }

    /// Art. 67 part 3: a holiday on a weekly day off moves that day off to the next day that is
    /// neither off nor a holiday. Two holidays on one weekend take two days, in their order.
    fn holiday_moved_to(&self, day: NaiveDate, holidays: &[Holiday]) -> Option<Holiday> {
        let mut taken: Vec<NaiveDate> = Vec::new();
        let mut last = None;
        for holiday in holidays
            .iter()
            .filter(|holiday| self.weekend.contains(holiday.date))
        {
            // Easter of 2016 fell on 1 May: two holidays, but one day off to move.
            if last.replace(holiday.date) == Some(holiday.date) {
                continue;
            }
            let free = holiday.date.iter_days().skip(1).find(|next| {
                !self.weekend.contains(*next)
                    && !taken.contains(next)
                    && holidays.iter().all(|other| other.date != *next)
            })?;
            if free == day {
                return Some(*holiday);
            }
            taken.push(free);
        }
        None
    }
}

fn moved_by_cabinet(day: NaiveDate) -> Option<Day> {
    CABINET_TRANSFERS
        .iter()
        .find_map(|(off, worked, source)| as_moved(day, date(*off)?, date(*worked)?, source))
}

fn as_moved(day: NaiveDate, off: NaiveDate, worked: NaiveDate, source: &str) -> Option<Day> {
    let source = || source.to_owned();
    if day == off {
        Some(Day::Off(Off::WorkedOn {
            worked,
            source: source(),
        }))
    } else if day == worked {
        Some(Day::Working(Working::InsteadOf {
            off,
            source: source(),
        }))
    } else {
        None
    }
}
