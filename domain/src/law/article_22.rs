//! Art. 22: refusal, forwarding and deferral («Відмова та відстрочка в задоволенні запиту»).

use chrono::{DateTime, NaiveDate, Utc};

use super::account::{AccountDay, Citation, Deadline, Ruling};
use super::article_20::{ORDINARY_DAYS, working_days};
use super::policy::Policy;
use crate::calendar::{CalendarError, WorkingCalendar};

/// A request another holder can answer must be forwarded within the general term.
///
/// Law № 2939-VI, art. 22 part 3, edition of 21.02.2026: «…зобов'язаний направити цей запит
/// належному розпоряднику з одночасним повідомленням про це запитувача.» The part names no term,
/// so the general one of art. 20 part 1 is the limit; the proper holder's own term starts on the
/// day that holder receives the request.
///
/// ```
/// use domain::{calendar::{Regimes, WorkingCalendar}, law};
/// let calendar = WorkingCalendar::new(Regimes::actual());
/// let received = "2026-11-30T00:00:00+02:00".parse().unwrap();
/// let ruling = law::forwarding(received, &calendar, &law::Policy::default()).unwrap();
/// assert_eq!(ruling.deadline.to_string(), "2026-12-07");
/// ```
///
/// # Errors
/// When the term leaves the calendar's horizon.
pub fn forwarding(
    received_at: DateTime<Utc>,
    calendar: &WorkingCalendar,
    policy: &Policy,
) -> Result<Ruling, CalendarError> {
    working_days(
        ORDINARY_DAYS,
        Citation {
            article: 22,
            part: 3,
        },
        received_at,
        calendar,
        policy,
    )
}

/// A deferred request is answered by the date its deferral names.
///
/// Law № 2939-VI, art. 22 part 7 item 4, edition of 21.02.2026: the notice of a deferral states
/// «строк, у який буде задоволено запит». The reading here is the strict one: a date, and not «until
/// the end of martial law». The account lists every day from the notice on, working or not.
///
/// ```
/// use domain::{calendar::{Regimes, WorkingCalendar}, law};
/// let calendar = WorkingCalendar::new(Regimes::actual());
/// let (from, until) = ("2026-12-14".parse().unwrap(), "2027-01-11".parse().unwrap());
/// let ruling = law::deferral(from, until, &calendar).unwrap();
/// assert_eq!(ruling.deadline.to_string(), "2027-01-11");
/// ```
///
/// # Errors
/// When a day is outside the calendar's horizon.
pub fn deferral(
    from: NaiveDate,
    until: NaiveDate,
    calendar: &WorkingCalendar,
) -> Result<Ruling, CalendarError> {
    calendar.day(until)?;
    let days = from.iter_days().take_while(|day| *day <= until);
    let account = days
        .map(|day| Ok(AccountDay::of(day, calendar.day(day)?)))
        .collect::<Result<_, CalendarError>>()?;
    Ok(Ruling {
        deadline: Deadline::day(until),
        citation: Citation {
            article: 22,
            part: 7,
        },
        account,
    })
}
