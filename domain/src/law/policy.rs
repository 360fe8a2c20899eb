use chrono::{DateTime, NaiveDate, NaiveTime, Timelike, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{CalendarError, WorkingCalendar};
use crate::kyiv;

/// How a council reads what the Law leaves open. The default is the strict reading everywhere:
/// the one that can never make an answer late.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// A receipt outside office hours or on a day off counts as the next working day's (the
    /// registration rules' reading). Strict: the day of actual arrival.
    pub registered_next_working_day: bool,
    /// Office hours, used only by the reading above.
    pub office_hours: OfficeHours,
    /// From when 48 hours run.
    pub urgent: UrgentCounting,
}

/// When the council's office takes documents in, in Kyiv's wall-clock time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OfficeHours {
    /// The first minute of the office day.
    pub opens: NaiveTime,
    /// The first minute after it.
    pub closes: NaiveTime,
}

impl Default for OfficeHours {
    fn default() -> Self {
        let hour = |hour| NaiveTime::MIN.with_hour(hour).unwrap_or(NaiveTime::MIN);
        Self {
            opens: hour(8),
            closes: hour(17),
        }
    }
}

/// Readings of «48 годин з дня отримання».
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UrgentCounting {
    /// Elapsed hours from the instant of receipt, weekends included (strict).
    #[default]
    FromReceipt,
    /// Elapsed hours from the midnight that ends the day of receipt.
    FromNextMidnight,
    /// As from receipt, but an end on a day off moves to the same hour of the next working day.
    NextWorkingDay,
}

impl Policy {
    /// Day 0 of a term: the Kyiv date that counts as the day of receipt.
    pub(super) fn day_of_receipt(
        &self,
        received_at: DateTime<Utc>,
        calendar: &WorkingCalendar,
    ) -> Result<NaiveDate, CalendarError> {
        let local = kyiv::local(received_at);
        let day = local.date_naive();
        let working = calendar.is_working(day)?;
        let too_late = !working || local.time() >= self.office_hours.closes;
        if self.registered_next_working_day && too_late {
            calendar.next_working(day)
        } else {
            Ok(day)
        }
    }
}
