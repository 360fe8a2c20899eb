//! Kyiv's civil time.
//!
//! Every date a citizen or a clerk sees is a date in Kyiv. Instants travel and are stored in UTC
//! and become Kyiv dates only here, by the tz database and never by a fixed offset, because the
//! end of daylight saving time has been voted and not yet signed.

use chrono::{
    DateTime, DurationRound, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta,
    TimeZone, Timelike, Utc,
};
use chrono_tz::{Europe::Kyiv, Tz};

/// The instant as Kyiv's wall clock shows it.
#[must_use]
pub fn local(instant: DateTime<Utc>) -> DateTime<Tz> {
    instant.with_timezone(&Kyiv)
}

/// The calendar date in Kyiv at this instant.
///
/// ```
/// use domain::kyiv;
/// let just_after_midnight_in_kyiv = "2026-07-09T21:30:00Z".parse().unwrap();
/// assert_eq!(kyiv::date(just_after_midnight_in_kyiv).to_string(), "2026-07-10");
/// ```
#[must_use]
pub fn date(instant: DateTime<Utc>) -> NaiveDate {
    local(instant).date_naive()
}

/// The first instant of a Kyiv date, in UTC.
#[must_use]
pub fn start_of_day(date: NaiveDate) -> DateTime<Utc> {
    instant(date.and_time(NaiveTime::MIN))
}

/// The instant at which Kyiv's wall clock shows this date and time.
///
/// In the hour that autumn repeats the first pass is meant; in the hour that spring skips, the
/// instant the clocks jump to.
#[must_use]
pub fn instant(wall: NaiveDateTime) -> DateTime<Utc> {
    match Kyiv.from_local_datetime(&wall) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
        // Kyiv skips one whole hour: the clocks jump to the next full one.
        LocalResult::None => {
            let hour = TimeDelta::hours(1);
            let next = wall.duration_trunc(hour).unwrap_or(wall) + hour;
            match Kyiv.from_local_datetime(&next) {
                LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
                LocalResult::None => wall.and_utc(),
            }
        }
    }
}

/// RFC 3339 in Kyiv's offset, to the second: `2026-03-29T16:00:00+03:00`.
#[must_use]
pub fn rfc3339(instant: DateTime<Utc>) -> String {
    // By hand: chrono's pattern formatter would weigh on the phone for this one line.
    let at = local(instant);
    let minutes = at.offset().fix().local_minus_utc() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!(
        "{}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
        at.date_naive(),
        at.hour(),
        at.minute(),
        at.second(),
        minutes.abs() / 60,
        minutes.abs() % 60,
    )
}

/// Dates on the wire and in stores: `2026-12-04`. By hand, because chrono's pattern parser would
/// weigh on the phone for this one form.
pub mod ymd {
    use chrono::{Datelike, NaiveDate};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes the date.
    ///
    /// # Errors
    /// When the serializer fails.
    pub fn serialize<S: Serializer>(date: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        let year = date.year().clamp(0, 9_999).unsigned_abs();
        // A receipt holds a dozen dates: digits by hand cost a tenth of `format!`.
        let mut text = *b"0000-00-00";
        for (digits, mut number) in [(0..4, year), (5..7, date.month()), (8..10, date.day())] {
            for digit in text[digits].iter_mut().rev() {
                *digit = b'0' + (number % 10) as u8;
                number /= 10;
            }
        }
        to.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
    }

    /// Reads a date.
    ///
    /// # Errors
    /// When it is no date of this form.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        let text = String::deserialize(from)?;
        parse(&text).ok_or_else(|| D::Error::custom("not a date"))
    }

    fn parse(text: &str) -> Option<NaiveDate> {
        let bytes = text.as_bytes();
        let digits = |at: std::ops::Range<usize>| {
            let part = bytes.get(at)?;
            part.iter().try_fold(0_u32, |sum, byte| {
                byte.is_ascii_digit()
                    .then(|| sum * 10 + u32::from(byte - b'0'))
            })
        };
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let year = i32::try_from(digits(0..4)?).ok()?;
        NaiveDate::from_ymd_opt(year, digits(5..7)?, digits(8..10)?)
    }
}
