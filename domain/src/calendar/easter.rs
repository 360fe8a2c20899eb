use chrono::{Days, NaiveDate};

/// Easter («Пасха, Великдень») by the Julian Paschalia that Ukraine's churches keep, as a
/// Gregorian date. `None` outside 1900–2099, where the two calendars are not 13 days apart.
///
/// Meeus, "Astronomical Algorithms", chapter 8, the Julian computus.
///
/// ```
/// use domain::calendar::easter;
/// assert_eq!(easter(2026).unwrap().to_string(), "2026-04-12");
/// ```
#[must_use]
pub fn easter(year: i32) -> Option<NaiveDate> {
    if !(1900..=2099).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let month = (d + e + 114) / 31;
    let day = (d + e + 114) % 31 + 1;
    let julian = NaiveDate::from_ymd_opt(year, month.unsigned_abs(), day.unsigned_abs())?;
    julian.checked_add_days(Days::new(13))
}

/// Trinity («Трійця»): the fiftieth day of Easter, always a Sunday.
#[must_use]
pub fn trinity(year: i32) -> Option<NaiveDate> {
    easter(year)?.checked_add_days(Days::new(49))
}
