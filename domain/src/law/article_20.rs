//! Art. 20: «Строк розгляду запитів на інформацію».

use chrono::{DateTime, TimeDelta, Utc};

use super::account::{AccountDay, Citation, Deadline, Ruling, Why};
use super::policy::{Policy, UrgentCounting};
use crate::calendar::{CalendarError, WorkingCalendar};
use crate::kyiv;

/// Working days of part 1.
pub const ORDINARY_DAYS: u32 = 5;
/// Elapsed hours of part 2.
pub const URGENT_HOURS: i64 = 48;
/// Working days of part 4, counted from receipt, in all.
pub const EXTENDED_DAYS: u32 = 20;
/// Working days within which the requester must be told of an extension.
pub const NOTICE_DAYS: u32 = 5;

/// An answer is due within five working days from the day of receipt.
///
/// Law № 2939-VI, art. 20 part 1, edition of 21.02.2026: «Розпорядник інформації має надати
/// відповідь на запит на інформацію не пізніше п'яти робочих днів з дня отримання запиту.»
///
/// ```
/// use domain::{calendar::{Regimes, WorkingCalendar}, law};
/// let calendar = WorkingCalendar::new(Regimes::actual());
/// let friday_evening = "2026-11-27T20:30:00+02:00".parse().unwrap();
/// let ruling = law::ordinary(friday_evening, &calendar, &law::Policy::default()).unwrap();
/// assert_eq!(ruling.deadline.to_string(), "2026-12-04");
/// ```
///
/// # Errors
/// When the term leaves the calendar's horizon.
pub fn ordinary(
    received_at: DateTime<Utc>,
    calendar: &WorkingCalendar,
    policy: &Policy,
) -> Result<Ruling, CalendarError> {
    working_days(
        ORDINARY_DAYS,
        Citation {
            article: 20,
            part: 1,
        },
        received_at,
        calendar,
        policy,
    )
}

/// An answer that life, liberty or safety depends on is due within 48 hours.
///
/// Law № 2939-VI, art. 20 part 2, edition of 21.02.2026: «…відповідь має бути надана не пізніше
/// 48 годин з дня отримання запиту.» Read strictly: 48 elapsed hours from the instant of receipt,
/// over days off and clock changes; other readings are in [`Policy`].
///
/// ```
/// use domain::{calendar::{Regimes, WorkingCalendar}, law};
/// let calendar = WorkingCalendar::new(Regimes::actual());
/// let before_the_clocks_change = "2026-03-27T15:00:00+02:00".parse().unwrap();
/// let ruling = law::urgent(before_the_clocks_change, &calendar, &law::Policy::default()).unwrap();
/// assert_eq!(ruling.deadline.to_string(), "2026-03-29T16:00:00+03:00");
/// ```
///
/// # Errors
/// When the day of receipt or of the end is outside the calendar's horizon.
pub fn urgent(
    received_at: DateTime<Utc>,
    calendar: &WorkingCalendar,
    policy: &Policy,
) -> Result<Ruling, CalendarError> {
    let first = kyiv::date(received_at);
    calendar.day(first)?;
    let hours = TimeDelta::hours(URGENT_HOURS);
    let ends = match policy.urgent {
        UrgentCounting::FromReceipt => received_at + hours,
        UrgentCounting::FromNextMidnight => {
            kyiv::start_of_day(first.succ_opt().ok_or(CalendarError { day: first })?) + hours
        }
        UrgentCounting::NextWorkingDay => next_working_moment(received_at + hours, calendar)?,
    };
    calendar.day(kyiv::date(ends))?;
    let account = first
        .iter_days()
        .take_while(|day| *day <= kyiv::date(ends))
        .map(|date| AccountDay {
            date,
            counted: true,
            why: Why::HoursRun,
        })
        .collect();
    let citation = Citation {
        article: 20,
        part: 2,
    };
    Ok(Ruling {
        deadline: Deadline::instant(ends),
        citation,
        account,
    })
}

/// An extended answer is due within twenty working days from the day of receipt, in all.
///
/// Law № 2939-VI, art. 20 part 4, edition of 21.02.2026: «…розпорядник інформації може продовжити
/// строк розгляду запиту до 20 робочих днів з обґрунтуванням такого продовження.»
///
/// ```
/// use domain::{calendar::{Regimes, WorkingCalendar}, law};
/// let calendar = WorkingCalendar::new(Regimes::martial_law());
/// let received = "2026-12-07T10:00:00+02:00".parse().unwrap();
/// let ruling = law::extended(received, &calendar, &law::Policy::default()).unwrap();
/// assert_eq!(ruling.deadline.to_string(), "2027-01-04");
/// ```
///
/// # Errors
/// When the term leaves the calendar's horizon.
pub fn extended(
    received_at: DateTime<Utc>,
    calendar: &WorkingCalendar,
    policy: &Policy,
) -> Result<Ruling, CalendarError> {
    working_days(
        EXTENDED_DAYS,
        Citation {
            article: 20,
            part: 4,
        },
        received_at,
        calendar,
        policy,
    )
}

/// The requester must be told of an extension within five working days from receipt.
///
/// Law № 2939-VI, art. 20 part 4, edition of 21.02.2026: «Про продовження строку розпорядник
/// інформації повідомляє запитувача в письмовій формі не пізніше п'яти робочих днів з дня
/// отримання запиту.»
///
/// ```
/// use domain::{calendar::{Regimes, WorkingCalendar}, law};
/// let calendar = WorkingCalendar::new(Regimes::actual());
/// let received = "2026-12-07T10:00:00+02:00".parse().unwrap();
/// let ruling = law::extension_notice(received, &calendar, &law::Policy::default()).unwrap();
/// assert_eq!(ruling.deadline.to_string(), "2026-12-14");
/// ```
///
/// # Errors
/// When the term leaves the calendar's horizon.
pub fn extension_notice(
    received_at: DateTime<Utc>,
    calendar: &WorkingCalendar,
    policy: &Policy,
) -> Result<Ruling, CalendarError> {
    working_days(
        NOTICE_DAYS,
        Citation {
            article: 20,
            part: 4,
        },
        received_at,
        calendar,
        policy,
    )
}

/// Walks day by day from the day of receipt until the last working day of the term.
pub(super) fn working_days(
    term: u32,
    citation: Citation,
    received_at: DateTime<Utc>,
    calendar: &WorkingCalendar,
    policy: &Policy,
) -> Result<Ruling, CalendarError> {
    let arrived = kyiv::date(received_at);
    let receipt = policy.day_of_receipt(received_at, calendar)?;
    let mut account: Vec<AccountDay> = arrived
        .iter_days()
        .take_while(|day| *day <= receipt)
        .map(AccountDay::receipt)
        .collect();
    let (mut day, mut counted) = (receipt, 0);
    while counted < term {
        day = day.succ_opt().ok_or(CalendarError { day })?;
        let entry = AccountDay::of(day, calendar.day(day)?);
        counted += u32::from(entry.counted);
        account.push(entry);
    }
    Ok(Ruling {
        deadline: Deadline::day(day),
        citation,
        account,
    })
}

fn next_working_moment(
    at: DateTime<Utc>,
    calendar: &WorkingCalendar,
) -> Result<DateTime<Utc>, CalendarError> {
    let local = kyiv::local(at);
    if calendar.is_working(local.date_naive())? {
        return Ok(at);
    }
    let day = calendar.next_working(local.date_naive())?;
    Ok(kyiv::instant(day.and_time(local.time())))
}
