//! Item 7: the weekly work plan.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// That a day was entered in the plan of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WeeklyPlan {
    /// The ISO year of the plan's week.
    pub year: i32,
    /// The ISO week, 1–53.
    pub week: u32,
    /// Where it stands: the plan's number or item.
    #[serde(default)]
    pub entry: String,
}

impl WeeklyPlan {
    /// The plan of the week this date is in.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        let week = date.iso_week();
        Self {
            year: week.year(),
            week: week.week(),
            entry: String::new(),
        }
    }
}

/// Whether the plan is that of the date's own ISO week.
///
/// Order of 16.05.2016 № 255, annex, item 7: a day is entered in the weekly work plan («тижневий план
/// роботи») of the council, its executive committee and bodies. Nothing is published before.
///
/// ```
/// use domain::open_day::{WeeklyPlan, in_its_week};
/// let date = "2027-01-01".parse().unwrap(); // a Friday of 2026's week 53
/// let plan = WeeklyPlan { year: 2026, week: 53, entry: "п. 4".into() };
/// assert!(in_its_week(&plan, date));
/// assert!(!in_its_week(&WeeklyPlan { year: 2027, ..plan }, date));
/// ```
#[must_use]
pub fn in_its_week(plan: &WeeklyPlan, date: NaiveDate) -> bool {
    let week = date.iso_week();
    (plan.year, plan.week) == (week.year(), week.week())
}
