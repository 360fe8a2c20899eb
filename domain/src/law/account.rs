use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{Day, Off, Working};
use crate::kyiv;

/// A deadline («строк»). Only [`crate::law`] computes one; a stored or received one is read back
/// through serde.
///
/// Terms in days end with a date (late only after that Kyiv midnight); a term in hours ends with
/// an instant. Keeping the kinds apart is what prevents "overdue at 09:15 of the last day".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Deadline(DeadlineKind);

/// What a [`Deadline`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// The whole of this Kyiv date is still in time.
    Day(#[serde(with = "kyiv::ymd")] NaiveDate),
    /// This instant is the last one in time.
    Instant(#[serde(with = "chrono::serde::ts_milliseconds")] DateTime<Utc>),
}

impl Deadline {
    pub(super) const fn day(day: NaiveDate) -> Self {
        Self(DeadlineKind::Day(day))
    }

    pub(super) const fn instant(at: DateTime<Utc>) -> Self {
        Self(DeadlineKind::Instant(at))
    }

    /// Its kind with its value.
    #[must_use]
    pub const fn kind(self) -> DeadlineKind {
        self.0
    }

    /// The Kyiv date on which it falls.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        match self.0 {
            DeadlineKind::Day(day) => day,
            DeadlineKind::Instant(at) => kyiv::date(at),
        }
    }

    /// The last instant in time is before this one (excluded): for sorting and for comparing.
    #[must_use]
    pub fn ends_before(self) -> DateTime<Utc> {
        match self.0 {
            DeadlineKind::Day(day) => kyiv::start_of_day(day.succ_opt().unwrap_or(day)),
            DeadlineKind::Instant(at) => at + chrono::TimeDelta::milliseconds(1),
        }
    }

    /// Whether an act at this instant is late.
    #[must_use]
    pub fn is_past(self, now: DateTime<Utc>) -> bool {
        now >= self.ends_before()
    }
}

impl std::fmt::Display for Deadline {
    /// `2026-12-04`, or RFC 3339 in Kyiv's offset for a term in hours.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            DeadlineKind::Day(day) => write!(f, "{day}"),
            DeadlineKind::Instant(at) => f.write_str(&kyiv::rfc3339(at)),
        }
    }
}

/// Where in the law a ruling comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Citation {
    /// Article of Law № 2939-VI.
    pub article: u8,
    /// Part of the article.
    pub part: u8,
}

impl std::fmt::Display for Citation {
    /// As a Ukrainian lawyer writes it: «ч. 1 ст. 20 Закону № 2939-VI».
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ч. {} ст. {} Закону № 2939-VI", self.part, self.article)
    }
}

/// Why a day was counted or skipped, in a form that crosses the network and is put into words by
/// whoever shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Day 0: a term runs from the day after receipt.
    Receipt,
    /// A working day.
    WorkingDay,
    /// A worked day off, in place of the date given.
    WorkedInsteadOf(#[serde(with = "kyiv::ymd")] NaiveDate),
    /// A holiday that is a working day under martial law; its Ukrainian and English names.
    HolidayWorked(String, String),
    /// A weekly day off.
    Weekend,
    /// A holiday; its Ukrainian and English names.
    Holiday(String, String),
    /// The day off of a holiday that fell on a weekly day off, with that date.
    MovedFrom(#[serde(with = "kyiv::ymd")] NaiveDate),
    /// A day off that is worked on the date given.
    WorkedOn(#[serde(with = "kyiv::ymd")] NaiveDate),
    /// Hours run on every day, working or not.
    HoursRun,
}

/// One day of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountDay {
    /// The Kyiv date.
    #[serde(with = "kyiv::ymd")]
    pub date: NaiveDate,
    /// Whether the day counts in the term.
    pub counted: bool,
    /// Why.
    pub why: Why,
}

/// Every day from receipt to deadline, in order («обрахунок строку»).
pub type Account = Vec<AccountDay>;

/// A deadline with everything needed to check it by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ruling {
    /// The deadline.
    pub deadline: Deadline,
    /// The article part it comes from.
    pub citation: Citation,
    /// The days counted and skipped.
    pub account: Account,
}

impl AccountDay {
    pub(super) fn receipt(date: NaiveDate) -> Self {
        Self {
            date,
            counted: false,
            why: Why::Receipt,
        }
    }

    pub(super) fn of(date: NaiveDate, day: Day) -> Self {
        let (counted, why) = match day {
            Day::Working(Working::Plain) => (true, Why::WorkingDay),
            Day::Working(Working::InsteadOf { off, .. }) => (true, Why::WorkedInsteadOf(off)),
            Day::Working(Working::HolidayNotObserved(holiday)) => (
                true,
                Why::HolidayWorked(holiday.name.into(), holiday.name_en.into()),
            ),
            Day::Off(Off::Weekend) => (false, Why::Weekend),
            Day::Off(Off::Holiday(holiday)) => (
                false,
                Why::Holiday(holiday.name.into(), holiday.name_en.into()),
            ),
            Day::Off(Off::MovedFrom(holiday)) => (false, Why::MovedFrom(holiday.date)),
            Day::Off(Off::WorkedOn { worked, .. }) => (false, Why::WorkedOn(worked)),
        };
        Self { date, counted, why }
    }
}
