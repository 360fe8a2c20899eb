//! What a changed calendar or reading of the Law does to a request that is not answered yet.

use crate::calendar::{CalendarError, WorkingCalendar};
use crate::law::{self, Deadline, Policy, Ruling};
use crate::request::Case;

/// The dates of an open request under another calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recount {
    /// The deadline with its account.
    pub ruling: Ruling,
    /// Until when an extension may be notified; none where it could not before.
    pub notice_by: Option<Deadline>,
}

/// The dates of a request under this calendar and these readings, if they are others than those in
/// force. What is closed keeps its dates, and so does what was deferred to a named date.
///
/// # Errors
/// When a term leaves the calendar's horizon.
///
/// ```
/// use domain::calendar::{MovedDay, Regimes, WorkingCalendar};
/// use domain::law::{self, Policy, TermClass};
/// use domain::request::{Case, Facts, Term, recount};
/// # let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
/// let policy = Policy::default();
/// let plain = WorkingCalendar::new(Regimes::actual());
/// let received = "2026-11-23T10:00:00Z".parse().unwrap();
/// let deadline = law::ordinary(received, &plain, &policy)?.deadline;
/// let term = Term { class: TermClass::Ordinary, deadline };
/// let case = Case::registered(received, Facts::default(), term, Some(deadline));
/// assert_eq!(recount(&case, &plain, &policy)?, None);
///
/// let moved = MovedDay { off: day("2026-11-27"), worked: day("2026-12-05"), source: "№ 1".into() };
/// let changed = plain.with_moved_days(vec![moved]);
/// let found = recount(&case, &changed, &policy)?.unwrap();
/// assert_eq!(found.ruling.deadline.to_string(), "2026-12-01");
/// # Ok::<(), domain::calendar::CalendarError>(())
/// ```
pub fn recount(
    case: &Case,
    calendar: &WorkingCalendar,
    policy: &Policy,
) -> Result<Option<Recount>, CalendarError> {
    if !case.is_open() || case.deferred {
        return Ok(None);
    }
    let received = case.received_at;
    let ruling = law::deadline(case.term.class, received, calendar, policy)?;
    let notice = |_| law::extension_notice(received, calendar, policy);
    let notice = case.notice_by.map(notice).transpose()?;
    let notice_by = notice.map(|notice| notice.deadline);
    let moved = ruling.deadline != case.term.deadline || notice_by != case.notice_by;
    Ok(moved.then_some(Recount { ruling, notice_by }))
}
