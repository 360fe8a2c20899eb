//! Item 8: the survey before the day.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::kyiv;

/// The last date a day can be planned for: what is later was mistyped.
pub(super) const FARTHEST: NaiveDate = match NaiveDate::from_ymd_opt(2100, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MAX,
};

/// When citizens are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SurveyWindow {
    /// It has to be open by this date: day −30.
    pub opens_by: NaiveDate,
    /// Its last day: day −10.
    pub last_day: NaiveDate,
}

impl SurveyWindow {
    /// The first instant after its end: midnight in Kyiv after the last day.
    #[must_use]
    pub fn ends_at(&self) -> DateTime<Utc> {
        kyiv::start_of_day(later(self.last_day, 1))
    }
}

/// When citizens are asked before a day of this date.
///
/// Order of 16.05.2016 № 255, annex, item 8: «за 30 днів» citizens and organisations are asked by a
/// questionnaire («анкета») in the newspaper and on the council's site; it ends «за 10 днів» before.
/// Calendar days, and on or before the thirtieth.
///
/// ```
/// use domain::open_day::survey_window;
/// let window = survey_window("2028-02-29".parse().unwrap());
/// assert_eq!(window.opens_by.to_string(), "2028-01-30");
/// assert_eq!(window.last_day.to_string(), "2028-02-19");
/// assert_eq!(Ok(window.ends_at()), "2028-02-19T22:00:00Z".parse());
/// ```
#[must_use]
pub fn survey_window(date: NaiveDate) -> SurveyWindow {
    let before = |days| {
        date.checked_sub_days(Days::new(days))
            .unwrap_or(NaiveDate::MIN)
    };
    SurveyWindow {
        opens_by: before(30),
        last_day: before(10),
    }
}

fn later(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days))
        .unwrap_or(NaiveDate::MAX)
}

/// Where an answer stands to the survey's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = AnswerArrival))]
#[serde(rename_all = "snake_case")]
pub enum Arrival {
    /// It came while the survey was open.
    InTime,
    /// Finished before the end, by the device's own word, and came after it.
    Late,
    /// Finished after the end.
    After,
}

/// Where an answer stands to the survey's end.
///
/// A device without a network is believed when it finished, but what came late is shown apart and
/// counted only where the council says so.
///
/// ```
/// use domain::open_day::{Arrival, arrival, survey_window};
/// let window = survey_window("2026-12-09".parse().unwrap()); // ends with 29.11.2026
/// let at = |text: &str| text.parse().unwrap();
/// let (before, after) = (at("2026-11-29T21:59:59Z"), at("2026-11-29T22:00:00Z"));
/// assert_eq!(arrival(&window, before, before), Arrival::InTime);
/// assert_eq!(arrival(&window, before, after), Arrival::Late);
/// assert_eq!(arrival(&window, after, after), Arrival::After);
/// ```
#[must_use]
pub fn arrival(
    window: &SurveyWindow,
    finished_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
) -> Arrival {
    let end = window.ends_at();
    if received_at < end {
        Arrival::InTime
    } else if finished_at < end {
        Arrival::Late
    } else {
        Arrival::After
    }
}
