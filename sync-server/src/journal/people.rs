//! The council's staff and their sessions.

use chrono::{DateTime, Utc};
use domain::request::Role;

/// Someone of the council's staff who may sign in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Officer {
    /// The journal's number of the person.
    pub id: i64,
    /// Full name, which stands in the history and in refusals.
    pub name: String,
    /// Position.
    pub position: String,
    /// What the officer may do.
    pub role: Role,
    /// The department an executor works for, as requests are assigned to it; empty for the others.
    pub department: String,
}

/// An officer to be added.
#[derive(Clone)]
pub struct NewOfficer {
    /// The login name.
    pub login: String,
    /// Full name.
    pub name: String,
    /// Position.
    pub position: String,
    /// What the officer may do.
    pub role: Role,
    /// The department an executor works for.
    pub department: String,
    /// The password as an Argon2id hash in PHC form.
    pub password_hash: String,
}

/// A signed-in browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the cookie's token: a copy of the database opens no session.
    pub token_hash: [u8; 32],
    /// Whose it is.
    pub officer: i64,
    /// When it was opened, UTC.
    pub opened_at: DateTime<Utc>,
    /// When it was last used, UTC.
    pub seen_at: DateTime<Utc>,
}

/// A session ends this long after it was opened.
pub const SESSION_HOURS: i64 = 8;
/// A session ends this long after its last use.
pub const IDLE_MINUTES: i64 = 60;

impl Session {
    /// Whether it is over at this moment.
    #[must_use]
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        now - self.opened_at >= chrono::TimeDelta::hours(SESSION_HOURS)
            || now - self.seen_at >= chrono::TimeDelta::minutes(IDLE_MINUTES)
    }
}
