//! E-mail of the office («електронна пошта ради»): the mailbox it is sent from, and the life of a
//! mail in the queue.
//!
//! A mail waits until it is taken for an attempt. Whoever takes it holds it for [`LEASE`], so that
//! of several servers one sends it; a server that dies in between leaves a mail that is taken anew
//! when the time is over. So a mail goes out at least once, never none: the second copy after such
//! a death bears the same Message-ID.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::request::{LetterKind, is_email};

/// How long whoever takes a mail holds it: longer than any attempt lasts.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);
/// The pause after the first attempt that came to nothing; each later one is twice as long.
pub const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(15);
/// The longest pause.
pub const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);
/// After this long no more attempts are made by themselves.
pub const GIVE_UP: TimeDelta = TimeDelta::days(3);
/// The longest address, by RFC 5321.
pub const MAX_ADDRESS: usize = 254;
/// The longest name, login or host.
pub const MAX_NAME: usize = 200;
/// How much of a mail server's words is kept.
const SAID: usize = 300;

/// How the way to the mail server is kept private.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// STARTTLS, and nothing without it; mostly port 587.
    #[default]
    Starttls,
    /// TLS from the first byte; mostly port 465.
    Tls,
    /// Nothing: only for a mail server on this very machine.
    Plain,
}

impl Security {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Starttls, Self::Tls, Self::Plain];

    /// How it is called in settings.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Starttls => "starttls",
            Self::Tls => "tls",
            Self::Plain => "plain",
        }
    }
}

/// The council's mailbox. Its password is no setting: the server is given it when it is started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Mailbox {
    /// The mail server; empty while the council sends no e-mail.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is kept private.
    pub security: Security,
    /// The login; empty where none is asked for.
    pub login: String,
    /// The address letters come from.
    pub from: String,
    /// The name beside it; empty for the council's.
    pub from_name: String,
    /// Where answers go; empty for `from`.
    pub reply_to: String,
    /// Letters that go out without an officer's word once what they tell of is recorded. None by
    /// default: a letter can't be taken back, and the app shows the same at once.
    pub by_themselves: BTreeSet<LetterKind>,
    /// The hour of a working day, Kyiv, at which officers are reminded.
    pub reminder_hour: u8,
}

impl Default for Mailbox {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            security: Security::Starttls,
            login: String::new(),
            from: String::new(),
            from_name: String::new(),
            reply_to: String::new(),
            by_themselves: BTreeSet::new(),
            reminder_hour: 8,
        }
    }
}

/// A setting of the mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailboxField {
    /// [`Mailbox::host`].
    Host,
    /// [`Mailbox::port`].
    Port,
    /// [`Mailbox::security`]: nothing is private on a way that leaves this machine.
    Security,
    /// [`Mailbox::login`].
    Login,
    /// [`Mailbox::from`].
    From,
    /// [`Mailbox::from_name`].
    FromName,
    /// [`Mailbox::reply_to`].
    ReplyTo,
    /// [`Mailbox::by_themselves`]: a cover letter goes to another holder, whose address is not known.
    ByThemselves,
    /// [`Mailbox::reminder_hour`].
    ReminderHour,
}

impl Mailbox {
    /// Whether the council sends e-mail.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.host.is_empty()
    }

    /// The same without spaces around what was typed.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        for text in [
            &mut self.host,
            &mut self.login,
            &mut self.from,
            &mut self.from_name,
            &mut self.reply_to,
        ] {
            *text = text.trim().to_owned();
        }
        self
    }

    /// What is wrong, everything at once. A mailbox without a host is none, and right.
    ///
    /// ```
    /// use domain::mail::{Mailbox, MailboxField, Security};
    /// assert!(Mailbox::default().wrong().is_empty());
    /// let mut mailbox = Mailbox {
    ///     host: "mail.rada.example".into(),
    ///     from: "zapyty@rada.example".into(),
    ///     security: Security::Plain,
    ///     ..Mailbox::default()
    /// };
    /// assert_eq!(mailbox.wrong(), [MailboxField::Security]);
    /// mailbox.host = "127.0.0.1".into();
    /// assert!(mailbox.wrong().is_empty());
    /// ```
    #[must_use]
    pub fn wrong(&self) -> Vec<MailboxField> {
        use MailboxField::{
            ByThemselves, From, FromName, Host, Login, Port, ReminderHour, ReplyTo, Security,
        };
        let line =
            |text: &str| text.chars().count() <= MAX_NAME && !text.chars().any(char::is_control);
        let is_host = |text: &str| line(text) && !text.contains(|c: char| c.is_whitespace());
        let set = self.is_set();
        let checks = [
            (Host, is_host(&self.host)),
            (Port, self.port != 0),
            (
                Security,
                !set || self.security != self::Security::Plain || self.is_local(),
            ),
            (Login, line(&self.login)),
            (
                From,
                if set || !self.from.is_empty() {
                    is_address(&self.from)
                } else {
                    true
                },
            ),
            (FromName, line(&self.from_name)),
            (
                ReplyTo,
                self.reply_to.is_empty() || is_address(&self.reply_to),
            ),
            (
                ByThemselves,
                !self.by_themselves.contains(&LetterKind::Cover),
            ),
            (ReminderHour, self.reminder_hour < 24),
        ];
        checks
            .into_iter()
            .filter(|(_, right)| !right)
            .map(|(field, _)| field)
            .collect()
    }

    fn is_local(&self) -> bool {
        let host = self.host.to_ascii_lowercase();
        let address: Option<std::net::IpAddr> = host.parse().ok();
        host == "localhost" || address.is_some_and(|address| address.is_loopback())
    }
}

/// Whether a mail can be addressed to it.
///
/// ```
/// use domain::mail::is_address;
/// assert!(is_address("ostap@poshta.example"));
/// assert!(!is_address("ostap@poshta.example\r\nBcc: all@poshta.example"));
/// ```
#[must_use]
pub fn is_address(text: &str) -> bool {
    text.len() <= MAX_ADDRESS && !text.chars().any(char::is_control) && is_email(text)
}

/// What a mail is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum About {
    /// A letter to a requester.
    Letter {
        /// The request.
        request: Uuid,
        /// Its index.
        index: String,
        /// The number of the event it tells of, from 1.
        n: usize,
        /// Which letter.
        letter: LetterKind,
    },
    /// What is recalled to an officer.
    Reminder {
        /// The journal's number of the officer.
        officer: i64,
        /// On which day, Kyiv.
        day: NaiveDate,
    },
    /// Whether the mailbox works.
    Test,
}

impl About {
    /// By what it is recognised, so that it is queued once; nothing for what may go twice.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Letter {
                request, n, letter, ..
            } => Some(format!("letter:{request}:{n}:{}", letter.code())),
            Self::Reminder { officer, day } => Some(format!("reminder:{officer}:{day}")),
            Self::Test => None,
        }
    }
}

/// Where a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// It waits for its next attempt, or is being sent.
    Waiting,
    /// A mail server has taken it.
    Sent,
    /// It was given up.
    Failed,
    /// An officer has taken it back before it went.
    Cancelled,
}

impl MailState {
    /// How it is called in the database. Never changed once released.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Why an attempt came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The mail server does not take it and never will (5xx): no such address, say.
    Rejected,
    /// The mail server asks to come later (4xx).
    Later,
    /// The mail server can't be reached, or broke off.
    Unreachable,
    /// The way there can't be kept private.
    Tls,
    /// The login or the password is wrong.
    Login,
    /// The address is none.
    Address,
    /// The council has no mailbox any more.
    NoMailbox,
}

impl Reason {
    /// Whether trying again changes nothing. Everything about the mailbox can be mended.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Rejected | Self::Address)
    }

    /// Whether every other mail would fail the same way now.
    #[must_use]
    pub const fn is_of_mailbox(self) -> bool {
        matches!(
            self,
            Self::Unreachable | Self::Tls | Self::Login | Self::NoMailbox
        )
    }
}

/// An attempt that came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Failure {
    /// Why.
    pub reason: Reason,
    /// What the mail server said, or the network; may be empty.
    pub said: String,
}

impl Failure {
    /// A failure, with as much of what was said as fits, on one line.
    #[must_use]
    pub fn new(reason: Reason, said: &str) -> Self {
        let said = one_line(said).chars().take(SAID).collect();
        Self { reason, said }
    }
}

/// A file that goes with a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// Under which id its bytes are kept.
    pub blob: Uuid,
    /// Its name.
    pub name: String,
}

/// A mail, from being queued to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// What it is about.
    pub about: About,
    /// To which address.
    pub to: String,
    /// To whom.
    pub to_name: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// What goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enclosed: Option<Enclosed>,
    /// Where it is.
    pub state: MailState,
    /// When it was queued, or queued again, UTC.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub since: DateTime<Utc>,
    /// While it waits, when it is due; else when it came to its end. UTC.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// How often it was tried since then.
    pub tries: u32,
    /// Whether somebody is sending it, until `at`.
    #[serde(default)]
    pub taken: bool,
    /// What the last attempt came to, if to nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

impl Mail {
    /// A mail that is due now. What would break out of its line in a header is taken out.
    #[must_use]
    pub fn new(
        about: About,
        to: (&str, &str),
        subject: &str,
        text: String,
        now: DateTime<Utc>,
    ) -> Self {
        let (to, to_name) = to;
        Self {
            about,
            to: to.to_owned(),
            to_name: one_line(to_name),
            subject: one_line(subject),
            text,
            enclosed: None,
            state: MailState::Waiting,
            since: now,
            at: now,
            tries: 0,
            taken: false,
            failure: None,
        }
    }

    /// Whether somebody holds it for an attempt at this moment.
    #[must_use]
    pub fn is_held(&self, now: DateTime<Utc>) -> bool {
        self.state == MailState::Waiting && self.taken && self.at > now
    }

    /// Taken for an attempt; nothing when it is not due, or somebody else holds it.
    #[must_use]
    pub fn take(&self, now: DateTime<Utc>) -> Option<Self> {
        (self.state == MailState::Waiting && self.at <= now).then(|| Self {
            tries: self.tries.saturating_add(1),
            taken: true,
            at: now + LEASE,
            ..self.clone()
        })
    }

    /// After a mail server has taken it. That counts whatever happened meanwhile.
    #[must_use]
    pub fn sent(&self, now: DateTime<Utc>) -> Self {
        Self {
            failure: None,
            ..self.ended(MailState::Sent, now)
        }
    }

    /// After an attempt that came to nothing: it waits for the next one, or is given up. `chance`
    /// draws the pause, so that what failed together does not come back together.
    #[must_use]
    pub fn failed(&self, failure: Failure, now: DateTime<Utc>, chance: u16) -> Self {
        let over = failure.reason.is_final() || now - self.since >= GIVE_UP;
        let next = if over {
            self.ended(MailState::Failed, now)
        } else {
            Self {
                taken: false,
                at: now + pause(self.tries, chance),
                ..self.clone()
            }
        };
        Self {
            failure: Some(failure),
            ..next
        }
    }

    /// Due at once, for another [`GIVE_UP`]; nothing when it was sent or is being sent.
    #[must_use]
    pub fn again(&self, now: DateTime<Utc>) -> Option<Self> {
        (self.state != MailState::Sent && !self.is_held(now)).then(|| Self {
            state: MailState::Waiting,
            since: now,
            at: now,
            tries: 0,
            taken: false,
            ..self.clone()
        })
    }

    /// Taken back; nothing when it is not waiting, or is being sent.
    #[must_use]
    pub fn cancelled(&self, now: DateTime<Utc>) -> Option<Self> {
        let waits = matches!(self.state, MailState::Waiting) && !self.is_held(now);
        waits.then(|| self.ended(MailState::Cancelled, now))
    }

    fn ended(&self, state: MailState, now: DateTime<Utc>) -> Self {
        Self {
            state,
            at: now,
            taken: false,
            ..self.clone()
        }
    }
}

/// The pause after so many attempts: it doubles, and up to half of it more is drawn.
///
/// ```
/// use domain::mail::pause;
/// assert_eq!(pause(1, 0).num_seconds(), 15);
/// assert_eq!(pause(2, 0).num_seconds(), 30);
/// assert_eq!(pause(3, u16::MAX).num_seconds(), 90);
/// assert_eq!(pause(1000, 0).num_hours(), 1);
/// ```
#[must_use]
pub fn pause(tries: u32, chance: u16) -> TimeDelta {
    let doublings = tries.saturating_sub(1).min(16);
    let pause = (FIRST_PAUSE * (1 << doublings)).min(LONGEST_PAUSE);
    let more = pause.num_milliseconds() / 2 * i64::from(chance) / i64::from(u16::MAX);
    pause + TimeDelta::milliseconds(more)
}

/// The same on one line: a header that went on in a second one could say anything.
#[must_use]
pub fn one_line(text: &str) -> String {
    let plain = text.replace(
        |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'),
        " ",
    );
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
