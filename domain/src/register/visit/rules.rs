//! When the place can be booked.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{CalendarError, WorkingCalendar};
use crate::kyiv;
use crate::register::{LINE, is_line};

/// The longest that names and contacts are kept after a visit, in days.
pub const LONGEST_KEPT: u16 = 30;
/// The most seats.
const SEATS: u16 = 50;
/// How far ahead may be booked, in working days.
const AHEAD: u16 = 60;
/// The shortest and the longest slot, in minutes.
const SLOT: (u16, u16) = (10, 8 * 60);

/// How the council gives its place to work with documents. Booking is closed until it sets seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitRules {
    /// Seats; none while booking is closed.
    pub seats: u16,
    /// Where the place is.
    pub place: String,
    /// From when on working days, Kyiv.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub opens: NaiveTime,
    /// Until when, Kyiv.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub closes: NaiveTime,
    /// From when nobody is received, Kyiv; the same as `pause_ends` for no pause.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub pause_starts: NaiveTime,
    /// From when again, Kyiv.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub pause_ends: NaiveTime,
    /// How long one visit is, in minutes.
    pub slot_minutes: u16,
    /// For how many working days ahead, today's among them.
    pub ahead: u16,
    /// How many days after the visit name, contact and wish are erased. The strict reading of
    /// art. 10 part 4 («не довше, ніж це необхідно») is the default: the next day.
    pub keep_days: u16,
}

impl Default for VisitRules {
    fn default() -> Self {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self {
            seats: 0,
            place: String::new(),
            opens: at(9),
            closes: at(17),
            pause_starts: at(12),
            pause_ends: at(13),
            slot_minutes: 60,
            ahead: 10,
            keep_days: 1,
        }
    }
}

/// What is wrong with the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RulesFault {
    /// More seats than a hall has.
    Seats,
    /// Where the place is, is missing or too long.
    Place,
    /// It closes before it opens, or the pause is not within.
    Hours,
    /// A slot is shorter than ten minutes, longer than the day, or none fits.
    Slot,
    /// Booked further ahead than sixty working days, or not at all.
    Ahead,
    /// Kept longer than [`LONGEST_KEPT`] days.
    Keep,
}

impl VisitRules {
    /// Checks the rules before they are kept.
    ///
    /// # Errors
    /// Every fault.
    pub fn check(&self) -> Result<(), Vec<RulesFault>> {
        let place = self.place.trim();
        let hours = self.opens < self.closes
            && self.pause_starts <= self.pause_ends
            && (self.pause_starts == self.pause_ends
                || (self.opens <= self.pause_starts && self.pause_ends <= self.closes));
        let slot = (SLOT.0..=SLOT.1).contains(&self.slot_minutes);
        let all = [
            (self.seats > SEATS, RulesFault::Seats),
            (
                (self.seats > 0 && place.is_empty()) || !is_line(place, LINE),
                RulesFault::Place,
            ),
            (!hours, RulesFault::Hours),
            (
                !slot || (hours && self.starts().is_empty()),
                RulesFault::Slot,
            ),
            (!(1..=AHEAD).contains(&self.ahead), RulesFault::Ahead),
            (
                !(1..=LONGEST_KEPT).contains(&self.keep_days),
                RulesFault::Keep,
            ),
        ];
        let wrong: Vec<RulesFault> = all
            .into_iter()
            .filter_map(|(wrong, what)| wrong.then_some(what))
            .collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// When the slots of a working day start. A slot that would run into the pause or past the end
    /// is none.
    ///
    /// ```
    /// use chrono::Timelike;
    /// use domain::register::visit::VisitRules;
    /// let starts = VisitRules::default().starts();
    /// let hours: Vec<u32> = starts.iter().map(|at| at.hour()).collect();
    /// assert_eq!(hours, [9, 10, 11, 13, 14, 15, 16]);
    /// ```
    #[must_use]
    pub fn starts(&self) -> Vec<NaiveTime> {
        let length = TimeDelta::minutes(i64::from(self.slot_minutes));
        let (mut starts, mut at) = (Vec::new(), self.opens);
        if length <= TimeDelta::zero() {
            return starts;
        }
        loop {
            let (ends, past_midnight) = at.overflowing_add_signed(length);
            if past_midnight != 0 || ends > self.closes {
                return starts;
            }
            if at < self.pause_ends && ends > self.pause_starts && self.has_pause() {
                at = self.pause_ends;
            } else {
                starts.push(at);
                at = ends;
            }
        }
    }

    fn has_pause(&self) -> bool {
        self.pause_starts < self.pause_ends
    }

    /// The days that can be booked now: working days of the council's calendar on which a slot is
    /// still to start.
    ///
    /// # Errors
    /// When the calendar ends before them.
    pub fn days(
        &self,
        calendar: &WorkingCalendar,
        now: DateTime<Utc>,
    ) -> Result<Vec<NaiveDate>, CalendarError> {
        let mut days = Vec::new();
        let last = self.starts().last().copied();
        let Some(last) = last.filter(|_| self.seats > 0) else {
            return Ok(days);
        };
        let today = kyiv::date(now);
        let mut day = today;
        if !calendar.is_working(day)? || now >= slot(day, last) {
            day = calendar.next_working(day)?;
        }
        while days.len() < usize::from(self.ahead) {
            days.push(day);
            day = match calendar.next_working(day) {
                Ok(day) => day,
                // Beyond its horizon nothing is guessed: what it covers can be booked.
                Err(_) => break,
            };
        }
        Ok(days)
    }

    /// Whether a slot can be booked now.
    ///
    /// # Errors
    /// When the calendar does not cover the days that can be booked.
    pub fn takes(
        &self,
        calendar: &WorkingCalendar,
        day: NaiveDate,
        starts: NaiveTime,
        now: DateTime<Utc>,
    ) -> Result<bool, CalendarError> {
        Ok(self.starts().contains(&starts)
            && now < slot(day, starts)
            && self.days(calendar, now)?.contains(&day))
    }

    /// The first day of which names are still kept today: those of every earlier one are erased.
    #[must_use]
    pub fn kept_from(&self, today: NaiveDate) -> NaiveDate {
        // With one day, tomorrow's first minute erases what is of today.
        let kept = u64::from(self.keep_days.max(1)) - 1;
        today.checked_sub_days(Days::new(kept)).unwrap_or(today)
    }
}

/// The instant a slot starts.
#[must_use]
pub fn slot(day: NaiveDate, starts: NaiveTime) -> DateTime<Utc> {
    kyiv::instant(day.and_time(starts))
}
