//! Art. 22: refusal, forwarding and deferral («Відмова та відстрочка в задоволенні запиту»).

use chrono::{DateTime, Utc};

use super::account::{Citation, Ruling};
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
