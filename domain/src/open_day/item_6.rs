//! Item 6: which days are not for open days.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Why a Wednesday is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Prohibited {
    /// The first Wednesday of its month.
    First,
    /// The third.
    Third,
    /// The last.
    Last,
}

/// Whether an open day may be held on this date: any day but the first, third and last Wednesday.
///
/// Order of 16.05.2016 № 255, annex, item 6: not on the first, third or last Wednesday of a month
/// («середа»; executive committee and sessions usually meet then). Other days of the week are free; the item says nothing of days off.
///
/// ```
/// use domain::open_day::{Prohibited, wednesday};
/// let on = |text: &str| wednesday(text.parse().unwrap());
/// assert_eq!(on("2026-12-02"), Err(Prohibited::First));
/// assert_eq!(on("2026-12-09"), Ok(()));
/// assert_eq!(on("2026-12-30"), Err(Prohibited::Last));
/// assert_eq!(on("2027-03-25"), Ok(()));
/// ```
///
/// # Errors
/// Which Wednesday it is.
pub fn wednesday(date: NaiveDate) -> Result<(), Prohibited> {
    if date.weekday() != Weekday::Wed {
        return Ok(());
    }
    let in_a_week = date.checked_add_days(Days::new(7));
    let is_last = in_a_week.is_none_or(|next| next.month() != date.month());
    match date.day0() / 7 {
        0 => Err(Prohibited::First),
        2 => Err(Prohibited::Third),
        _ if is_last => Err(Prohibited::Last),
        _ => Ok(()),
    }
}
