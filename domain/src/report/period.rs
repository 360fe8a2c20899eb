//! The days a report is of.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// Days of Kyiv's calendar, both ends included. Written `2026-01-01..2026-06-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    from: NaiveDate,
    to: NaiveDate,
}

/// What the text or the days were not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a period: a first and a last day, at most {} years apart",
    Period::MOST_YEARS
)]
pub struct NotAPeriod;

/// A period as people call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// A calendar year.
    Year(i32),
    /// A half of a year: 1 or 2.
    HalfYear(i32, u32),
    /// A quarter: 1 to 4.
    Quarter(i32, u32),
    /// A month: 1 to 12.
    Month(i32, u32),
    /// Any other days.
    Days(NaiveDate, NaiveDate),
}

impl Period {
    /// Longer periods are no report of anything.
    pub const MOST_YEARS: u32 = 10;

    /// The years a report can be of: before the first there were no councils of today.
    pub const YEARS: RangeInclusive<i32> = 1991..=2099;

    /// From this day to that one, both included.
    ///
    /// # Errors
    /// When it ends before it begins, is longer than [`Self::MOST_YEARS`] or not within
    /// [`Self::YEARS`].
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Self, NotAPeriod> {
        let latest = from.checked_add_months(Months::new(12 * Self::MOST_YEARS));
        let known = [from, to]
            .iter()
            .all(|day| Self::YEARS.contains(&day.year()));
        if known && from <= to && latest.is_some_and(|latest| to < latest) {
            Ok(Self { from, to })
        } else {
            Err(NotAPeriod)
        }
    }

    /// The first day.
    #[must_use]
    pub const fn from(self) -> NaiveDate {
        self.from
    }

    /// The last day.
    #[must_use]
    pub const fn to(self) -> NaiveDate {
        self.to
    }

    /// The half-year that is over last on this day, which is what a council reports of.
    ///
    /// # Errors
    /// When the day is at the end of the calendar.
    ///
    /// ```
    /// use domain::report::Period;
    /// let on = |day: &str| Period::last_half_year(day.parse().unwrap());
    /// assert_eq!(on("2026-11-23")?.to_string(), "2026-01-01..2026-06-30");
    /// assert_eq!(on("2027-01-01")?.to_string(), "2026-07-01..2026-12-31");
    /// # Ok::<(), domain::report::NotAPeriod>(())
    /// ```
    pub fn last_half_year(today: NaiveDate) -> Result<Self, NotAPeriod> {
        let (year, first) = if today.month() > 6 {
            (today.year(), 1)
        } else {
            (today.year() - 1, 7)
        };
        Self::months(year, first, 6)
    }

    /// This many whole months from the first of this one.
    ///
    /// # Errors
    /// When there is no such month.
    pub fn months(year: i32, first: u32, count: u32) -> Result<Self, NotAPeriod> {
        let from = NaiveDate::from_ymd_opt(year, first, 1).ok_or(NotAPeriod)?;
        let next = from.checked_add_months(Months::new(count));
        let to = next.and_then(|next| next.pred_opt()).ok_or(NotAPeriod)?;
        Self::new(from, to)
    }

    /// The same days this many years earlier («за аналогічний період»). The last day of a month
    /// stays the last one.
    ///
    /// # Errors
    /// At the beginning of the calendar.
    ///
    /// ```
    /// use domain::report::Period;
    /// let february = Period::months(2027, 2, 1)?;
    /// assert_eq!(february.earlier(3)?.to_string(), "2024-02-01..2024-02-29");
    /// # Ok::<(), domain::report::NotAPeriod>(())
    /// ```
    pub fn earlier(self, years: u32) -> Result<Self, NotAPeriod> {
        let back = |day: NaiveDate| day.checked_sub_months(Months::new(12 * years));
        let ends_a_month = |day: NaiveDate| day.succ_opt().is_some_and(|next| next.day() == 1);
        let to = if ends_a_month(self.to) {
            let next = self.to.succ_opt().and_then(back);
            next.and_then(|next| next.pred_opt())
        } else {
            back(self.to)
        };
        Self::new(back(self.from).ok_or(NotAPeriod)?, to.ok_or(NotAPeriod)?)
    }

    /// What it is called.
    #[must_use]
    pub fn span(self) -> Span {
        let (year, month) = (self.from.year(), self.from.month());
        let is = |count| Self::months(year, month, count) == Ok(self);
        match month {
            1 if is(12) => Span::Year(year),
            1 | 7 if is(6) => Span::HalfYear(year, 1 + month / 7),
            1 | 4 | 7 | 10 if is(3) => Span::Quarter(year, 1 + month / 3),
            _ if is(1) => Span::Month(year, month),
            _ => Span::Days(self.from, self.to),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.to)
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let (from, to) = text.split_once("..").ok_or(NotAPeriod)?;
        let day = |text: &str| text.parse().map_err(|_| NotAPeriod);
        Self::new(day(from)?, day(to)?)
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;

    fn try_from(text: String) -> Result<Self, NotAPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}
