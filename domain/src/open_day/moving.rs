//! Item 6, 7 and 8 together: what another date of a day would move, told before it is moved.

use chrono::{DateTime, NaiveDate, Utc};

use super::day::OpenDay;
use super::event::{DayAct, DayEvent, DayRefused};
use super::gaps::{Gap, publishable};
use super::item_7::WeeklyPlan;
use super::item_8::{SurveyWindow, survey_window};
use super::life::apply;
use crate::kyiv;

/// What another date moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moving {
    /// When the survey is now.
    pub survey_before: SurveyWindow,
    /// When it would be.
    pub survey_after: SurveyWindow,
    /// Whether there is no day left to open it on: day −30 of the new date is over.
    pub too_late_to_ask: bool,
    /// The week whose work plan it has to stand in.
    pub plan_after: WeeklyPlan,
    /// Whether it stands in a plan now.
    pub has_plan: bool,
    /// Whether an entry in the plan of another week falls away and has to be made anew.
    pub loses_plan: bool,
    /// What it would lack before it can be published.
    pub gaps: Vec<Gap>,
}

/// What another date of a day would move; nothing is changed.
///
/// ```
/// use domain::open_day::{begin, moving};
/// let at = |text: &str| text.parse().unwrap();
/// let now: chrono::DateTime<chrono::Utc> = "2026-10-01T09:00:00Z".parse().unwrap();
/// let day = begin("Як планують місто", at("2026-12-09"), now).unwrap();
/// let moved = moving(&day, at("2026-12-10"), now).unwrap();
/// assert_eq!(moved.survey_after.opens_by.to_string(), "2026-11-10");
/// assert!(!moved.too_late_to_ask && !moved.loses_plan);
/// assert!(moving(&day, at("2026-12-16"), now).is_err());
/// ```
///
/// # Errors
/// Why the order does not allow the date, or the day can't be moved any more.
pub fn moving(day: &OpenDay, date: NaiveDate, now: DateTime<Utc>) -> Result<Moving, DayRefused> {
    let event = DayEvent::Dated { date };
    let moved = apply(day, &DayAct { at: now, event })?;
    let survey_after = survey_window(date);
    Ok(Moving {
        survey_before: survey_window(day.date),
        survey_after,
        too_late_to_ask: survey_after.opens_by < kyiv::date(now),
        plan_after: WeeklyPlan::of(date),
        has_plan: day.plan.is_some(),
        loses_plan: day.plan.is_some() && moved.plan.is_none(),
        gaps: publishable(&moved),
    })
}
