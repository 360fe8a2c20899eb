//! E-mail of the office, as it crosses the network between the office and the server.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::mail::{About, Failure, Mail, MailState, Mailbox};
use crate::request::LetterKind;

/// Where an officer is reminded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficerContact {
    /// The address; empty for nowhere.
    pub email: String,
}

/// A mail of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MailRow {
    /// Its id.
    pub id: Uuid,
    /// What it is about.
    pub about: About,
    /// To which address.
    pub to: String,
    /// Where it is.
    pub state: MailState,
    /// When it was queued.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub since: DateTime<Utc>,
    /// While it waits, when it is tried next; else when it came to its end.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub at: DateTime<Utc>,
    /// How often it was tried.
    pub tries: u32,
    /// Whether it is being sent.
    pub taken: bool,
    /// What the last attempt came to, if to nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

impl MailRow {
    /// The row of a mail.
    #[must_use]
    pub fn of(id: Uuid, mail: Mail) -> Self {
        Self {
            id,
            about: mail.about,
            to: mail.to,
            state: mail.state,
            since: mail.since,
            at: mail.at,
            tries: mail.tries,
            taken: mail.taken,
            failure: mail.failure,
        }
    }
}

/// The page of the office's e-mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MailPage {
    /// The council's mailbox; only for who may change it.
    pub mailbox: Option<Mailbox>,
    /// Whether the council sends e-mail.
    pub ready: bool,
    /// Whether the server was given a password for the mailbox.
    pub password: bool,
    /// Where the officer is reminded; empty for nowhere.
    pub own: String,
    /// What waits, what is due first first; the oldest of many.
    pub waiting: Vec<MailRow>,
    /// What was given up or taken back, the latest first.
    pub failed: Vec<MailRow>,
    /// What was sent, the latest first.
    pub sent: Vec<MailRow>,
    /// The server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}

/// What is to become of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Try it now.
    Retry,
    /// Take it back.
    Cancel,
}

/// An officer's word about a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MailOrder {
    /// What is to become of it.
    pub order: Order,
}

/// A letter of a request that is to go by e-mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SendLetter {
    /// The number of the event it tells of, from 1.
    pub n: usize,
    /// Which letter.
    pub letter: LetterKind,
}

/// What became by e-mail of the letters of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CaseMail {
    /// The requester's address, if one was given.
    pub to: Option<String>,
    /// Whether the council sends e-mail.
    pub ready: bool,
    /// The letters that were queued.
    pub letters: Vec<MailRow>,
}
