//! The council's staff and their sessions.

use chrono::{DateTime, Utc};
use domain::request::{Deed, Role};
use domain::sync::people::{About, StaffEvent, Standing};
use uuid::Uuid;

use super::{Decide, Decided, JournalError, RecordWrite};

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

/// What marks the hash of somebody who is kept out, as in `/etc/shadow`: no password fits it.
const BLOCKED: char = '!';

/// Somebody of the staff, as the journal keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who, and what they may do.
    pub officer: Officer,
    /// The login name.
    pub login: String,
    /// Whether they can sign in.
    pub standing: Standing,
}

/// What is changed of an officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfficerWrite {
    /// Name, position and rights.
    About(About),
    /// Whether the officer is kept out.
    Blocked(bool),
    /// The password, as an Argon2id hash in PHC form; all sessions end but the one named.
    Password(String, Option<[u8; 32]>),
}

/// A change with what the officer's history says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerChange {
    /// What is changed.
    pub write: OfficerWrite,
    /// What the history says.
    pub event: StaffEvent,
}

/// What came of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficerChanged {
    /// It is made.
    Done,
    /// There is no such officer.
    Unknown,
    /// Nobody could administer after it.
    LastAdministrator,
    /// Who is kept out gets no password.
    Blocked,
}

/// Whether the owner of this hash can sign in. Somebody who is invited has an empty one.
#[must_use]
pub fn standing_of(hash: &str) -> Standing {
    match hash.chars().next() {
        None => Standing::Invited,
        Some(BLOCKED) => Standing::Blocked,
        Some(_) => Standing::Active,
    }
}

/// The hash a password can be held against, whether its owner is kept out or not.
#[must_use]
pub fn hash_of(stored: &str) -> Option<&str> {
    let bare = stored.strip_prefix(BLOCKED).unwrap_or(stored);
    (!bare.is_empty()).then_some(bare)
}

/// The id of the record that keeps what is an officer's own: the second factor, the history of
/// rights. Invitations have the same, so that an officer has one at most.
#[must_use]
pub fn record_id(officer: i64) -> Uuid {
    /// "officer" in ASCII.
    const OFFICER: u64 = 0x006f_6666_6963_6572;
    Uuid::from_u64_pair(OFFICER, officer.cast_unsigned())
}

/// The key of that record.
#[must_use]
pub fn record_key(officer: i64) -> String {
    format!("officer:{officer}")
}

/// How the record of an officer is written.
///
/// # Errors
/// When the event can't be written as JSON.
pub fn own_record(
    officer: i64,
    body: String,
    event: Option<&StaffEvent>,
) -> Result<RecordWrite, JournalError> {
    Ok(RecordWrite {
        key: Some(record_key(officer)),
        body,
        event: event.map(serde_json::to_string).transpose()?,
        ..RecordWrite::default()
    })
}

/// Adds an entry to an officer's history and changes nothing else of the record.
pub(super) fn note(officer: i64, event: &StaffEvent) -> Result<Decide, JournalError> {
    let write = own_record(officer, "{}".into(), Some(event))?;
    Ok(Box::new(move |there, _| {
        let body = there.map_or(write.body, |record| record.body.clone());
        Decided::Write(Box::new(RecordWrite { body, ..write }))
    }))
}

/// A row of an officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) officer: Officer,
    pub(super) login: String,
    pub(super) hash: String,
}

impl Row {
    pub(super) fn member(self) -> Member {
        Member {
            standing: standing_of(&self.hash),
            officer: self.officer,
            login: self.login,
        }
    }

    fn administers(&self) -> bool {
        self.officer.role.may(Deed::Administer) && standing_of(&self.hash) == Standing::Active
    }
}

/// Which sessions of an officer end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    None,
    AllBut(Option<[u8; 32]>),
}

/// How an officer's row stands after a change, given everybody's.
pub(super) fn decide(
    all: Vec<Row>,
    id: i64,
    write: OfficerWrite,
) -> Result<(Row, Ends), OfficerChanged> {
    let (mut of, others): (Vec<Row>, Vec<Row>) =
        all.into_iter().partition(|row| row.officer.id == id);
    let mut row = of.pop().ok_or(OfficerChanged::Unknown)?;
    let administered = row.administers();
    let ends = match write {
        OfficerWrite::About(about) => {
            let about = about.tidy();
            row.officer.name = about.name;
            row.officer.position = about.position;
            row.officer.role = about.role;
            row.officer.department = about.department;
            Ends::None
        }
        OfficerWrite::Blocked(blocked) => {
            let bare = hash_of(&row.hash).unwrap_or_default();
            row.hash = if blocked {
                format!("{BLOCKED}{bare}")
            } else {
                bare.to_owned()
            };
            Ends::AllBut(None)
        }
        OfficerWrite::Password(..) if standing_of(&row.hash) == Standing::Blocked => {
            return Err(OfficerChanged::Blocked);
        }
        OfficerWrite::Password(hash, keep) => {
            row.hash = hash;
            Ends::AllBut(keep)
        }
    };
    if administered && !row.administers() && !others.iter().any(Row::administers) {
        return Err(OfficerChanged::LastAdministrator);
    }
    Ok((row, ends))
}

/// A hash of a token, of its column.
pub(super) fn token_hash(bytes: Vec<u8>) -> Result<[u8; 32], JournalError> {
    let hash = bytes.try_into();
    hash.map_err(|_| JournalError::Unreadable("the hash of a token".into()))
}
