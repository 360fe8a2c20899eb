//! Item 2: twice a year, each on a theme.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// How many open days a year has.
pub const A_YEAR: usize = 2;

/// How a calendar year stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Days held or planned in it.
    pub planned: usize,
    /// How many are missing to two.
    pub missing: usize,
    /// Whether there are more than two: a warning, no prohibition.
    pub over: bool,
    /// Whether it is time to be reminded of those that are missing: the survey takes thirty days.
    pub remind: bool,
}

/// How a calendar year stands on a day, given the dates of the days that are not cancelled.
///
/// Order of 16.05.2016 № 255, annex, item 2: held «двічі на рік», each on a theme. A third one warns; fewer than two remind from the first of October on.
///
/// ```
/// use domain::open_day::year;
/// let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
/// let held = [day("2026-05-13"), day("2025-10-08")];
/// let now = year(2026, &held, day("2026-11-02"));
/// assert_eq!((now.planned, now.missing, now.remind), (1, 1, true));
/// ```
#[must_use]
pub fn year(year: i32, dates: &[NaiveDate], today: NaiveDate) -> Year {
    let planned = dates.iter().filter(|date| date.year() == year).count();
    let missing = A_YEAR.saturating_sub(planned);
    Year {
        year,
        planned,
        missing,
        over: planned > A_YEAR,
        remind: missing > 0 && today.year() == year && today.month() >= 10,
    }
}
