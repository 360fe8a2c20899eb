//! Control of open requests («контроль виконання»): where in its term a request stands, and what
//! is recalled on a working day.
//!
//! Everything is under control from its registration until it is answered. Recalled are the half of
//! the term, the day before its end, its last day, and each working day after it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{CalendarError, WorkingCalendar};
use crate::kyiv;
use crate::law::{Deadline, DeadlineKind};

/// Where in its term an open request stands; later ones are more pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Less than half of the working days of its term are over.
    InTime,
    /// At least half of them are («половина строку»).
    HalfTerm,
    /// At most one working day follows today until its end («залишився день»).
    DayBefore,
    /// It ends today, Kyiv, or within 24 hours for a term in hours («останній день»).
    LastDay,
    /// It is over («прострочено»).
    Overdue,
}

impl Stage {
    /// Every stage, the most pressing first.
    pub const PRESSING: [Self; 5] = [
        Self::Overdue,
        Self::LastDay,
        Self::DayBefore,
        Self::HalfTerm,
        Self::InTime,
    ];
}

/// Where in its term an open request stands at this moment.
///
/// # Errors
/// When a day between its receipt and its deadline is outside the calendar's horizon.
///
/// ```
/// use domain::calendar::{Regimes, WorkingCalendar};
/// use domain::request::{Stage, stage};
/// use domain::law;
/// # let at = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
/// let calendar = WorkingCalendar::new(Regimes::actual());
/// // Received on a Friday; the five working days end on the next Friday.
/// let received = at("2026-11-27T09:00:00Z");
/// let deadline = law::ordinary(received, &calendar, &law::Policy::default())?.deadline;
/// let on = |day: &str| stage(received, deadline, at(&format!("2026-{day}T09:00:00Z")), &calendar);
/// assert_eq!(on("12-01")?, Stage::InTime);
/// assert_eq!(on("12-02")?, Stage::HalfTerm);
/// assert_eq!(on("12-03")?, Stage::DayBefore);
/// assert_eq!(on("12-04")?, Stage::LastDay);
/// assert_eq!(on("12-05")?, Stage::Overdue);
/// # Ok::<(), domain::calendar::CalendarError>(())
/// ```
pub fn stage(
    received_at: DateTime<Utc>,
    deadline: Deadline,
    now: DateTime<Utc>,
    calendar: &WorkingCalendar,
) -> Result<Stage, CalendarError> {
    if deadline.is_past(now) {
        return Ok(Stage::Overdue);
    }
    let (today, due) = (kyiv::date(now), deadline.date());
    let in_a_day = match deadline.kind() {
        DeadlineKind::Instant(at) => at - now < TimeDelta::hours(24),
        _ => due <= today,
    };
    if in_a_day {
        return Ok(Stage::LastDay);
    }
    if calendar.working_days_between(today, due)? <= 1 {
        return Ok(Stage::DayBefore);
    }
    let received = kyiv::date(received_at);
    let whole = calendar.working_days_between(received, due)?;
    let over = calendar.working_days_between(received, today)?;
    Ok(if over * 2 >= whole {
        Stage::HalfTerm
    } else {
        Stage::InTime
    })
}

/// Where in its time an executor's part stands on this Kyiv day; the control date («контрольний
/// строк») is the last of it.
///
/// # Errors
/// When a day is outside the calendar's horizon.
///
/// ```
/// use domain::calendar::{Regimes, WorkingCalendar};
/// use domain::request::{Stage, charge_stage};
/// let calendar = WorkingCalendar::new(Regimes::actual());
/// let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
/// // A Monday: the working day before it is a Friday.
/// let on = |today: &str| charge_stage(day("2026-12-07"), day(today), &calendar);
/// assert_eq!(on("2026-12-03")?, Stage::InTime);
/// assert_eq!(on("2026-12-04")?, Stage::DayBefore);
/// assert_eq!(on("2026-12-07")?, Stage::LastDay);
/// assert_eq!(on("2026-12-08")?, Stage::Overdue);
/// # Ok::<(), domain::calendar::CalendarError>(())
/// ```
pub fn charge_stage(
    control_by: NaiveDate,
    today: NaiveDate,
    calendar: &WorkingCalendar,
) -> Result<Stage, CalendarError> {
    if today >= control_by {
        let over = today > control_by;
        return Ok(if over { Stage::Overdue } else { Stage::LastDay });
    }
    let is_near = calendar.working_days_between(today, control_by)? <= 1;
    Ok(if is_near {
        Stage::DayBefore
    } else {
        Stage::InTime
    })
}

/// What is recalled of an open request on the morning of this day, if anything: half-term once, its
/// end on each working day from the one before it. A term in hours runs on days off too, and may
/// end on one: it is recalled on every day from its receipt.
///
/// # Errors
/// When a day that counts is outside the calendar's horizon.
pub fn recalled(
    received_at: DateTime<Utc>,
    deadline: Deadline,
    day: NaiveDate,
    calendar: &WorkingCalendar,
) -> Result<Option<Stage>, CalendarError> {
    let received = kyiv::date(received_at);
    if matches!(deadline.kind(), DeadlineKind::Instant(_)) {
        let morning = kyiv::start_of_day(day).max(received_at);
        return match day < received {
            true => Ok(None),
            false => stage(received_at, deadline, morning, calendar).map(Some),
        };
    }
    if !calendar.is_working(day)? || day <= received {
        return Ok(None);
    }
    let on = |day| stage(received_at, deadline, kyiv::start_of_day(day), calendar);
    let now = on(day)?;
    let is_new = || -> Result<bool, CalendarError> {
        let mut before = day;
        loop {
            before = before.pred_opt().ok_or(CalendarError { day })?;
            if before <= received {
                return Ok(true);
            }
            if calendar.is_working(before)? {
                return Ok(on(before)? < Stage::HalfTerm);
            }
        }
    };
    Ok(match now {
        Stage::InTime => None,
        Stage::HalfTerm => is_new()?.then_some(now),
        Stage::DayBefore | Stage::LastDay | Stage::Overdue => Some(now),
    })
}
