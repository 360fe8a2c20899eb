//! Law № 2939-VI «Про доступ до публічної інформації» as functions, one for each article part.
//!
//! Each takes facts and a calendar and returns a [`Ruling`]: the deadline, the article it comes
//! from, and the account of every day that was counted or skipped. No deadline is computed
//! anywhere else, and only this module can make a [`Deadline`].
//!
//! The Law has no counting rule of its own. Civil Code art. 253 part 1, КАС art. 120 part 1 and
//! Law № 2073-IX art. 33 part 2 agree that a term runs from the day *after* the event; the
//! readings a council may choose instead are in [`Policy`], all off by default.

mod account;
mod article_19;
mod article_20;
mod article_21;
mod article_22;
mod article_23;
mod article_6;
mod policy;

pub use account::{Account, AccountDay, Citation, Deadline, DeadlineKind, Ruling, Why};
pub use article_6::{Interest, ThreePartTest, may_restrict};
pub use article_19::{Contents, Gap, gaps};
pub use article_20::{
    EXTENDED_DAYS, NOTICE_DAYS, ORDINARY_DAYS, URGENT_HOURS, extended, extension_notice, ordinary,
    urgent,
};
pub use article_21::{CopyKind, FREE_PAGES, Rates, copying_costs, highest_rate};
pub use article_22::{deferral, forwarding};
pub use article_23::{
    AppealGround, AppealTo, CLAIM_MONTHS, CLAIM_MONTHS_AFTER_DECISION, Handling, appeal_bodies,
    appeal_grounds, claim_after_decision, claim_after_unheard_complaint, claim_after_violation,
    learned_on,
};
pub use policy::{OfficeHours, Policy, UrgentCounting};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{CalendarError, WorkingCalendar};

/// The edition of the Law whose text the functions follow.
pub const EDITION: &str = "2026-02-21";

/// Which term of art. 20 a request is under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TermClass {
    /// Part 1: five working days.
    Ordinary,
    /// Part 2: 48 hours.
    Urgent,
    /// Part 4: twenty working days in all.
    Extended,
}

/// The answer to "when is this request due" for any class.
///
/// # Errors
/// When the term leaves the calendar's horizon.
pub fn deadline(
    class: TermClass,
    received_at: DateTime<Utc>,
    calendar: &WorkingCalendar,
    policy: &Policy,
) -> Result<Ruling, CalendarError> {
    match class {
        TermClass::Ordinary => ordinary(received_at, calendar, policy),
        TermClass::Urgent => urgent(received_at, calendar, policy),
        TermClass::Extended => extended(received_at, calendar, policy),
    }
}
