//! The council's mailbox, and what is wrong with it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::request::{LetterKind, is_email};

/// The longest address, by RFC 5321.
pub const MAX_ADDRESS: usize = 254;
/// The longest name, login or host.
pub const MAX_NAME: usize = 200;
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
        let address: Option<core::net::IpAddr> = host.parse().ok();
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
