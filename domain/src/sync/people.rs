//! The council's staff, their rights and their ways in, as they cross the network between the
//! office and the server.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::request::Role;

/// How long a link to the page where a password is set may be used, in days.
pub const LINK_DAYS: i64 = 7;
/// How many recovery codes are given out when a second factor is switched on.
pub const RECOVERY_CODES: usize = 10;
/// The shortest password, in characters.
pub const SHORTEST_PASSWORD: usize = 12;
/// The longest password, in characters.
pub const LONGEST_PASSWORD: usize = 200;
/// The longest name or position, in characters.
pub const LONGEST_NAME: usize = 200;

/// Whether somebody of the staff can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Has a password.
    Active,
    /// Has set none yet.
    Invited,
    /// May not.
    Blocked,
}

/// Somebody of the staff, as an administrator sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Colleague {
    /// The journal's number of the person.
    pub id: i64,
    /// The login name.
    pub login: String,
    /// Full name.
    pub name: String,
    /// Position.
    pub position: String,
    /// What the person may do.
    pub role: Role,
    /// The department an executor works for; empty for the others.
    pub department: String,
    /// Whether the person can sign in.
    pub standing: Standing,
    /// Whether a second factor is asked for.
    pub factor: bool,
    /// When the person last signed in or did anything.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<i64>))]
    pub seen_at: Option<DateTime<Utc>>,
    /// How many browsers are signed in.
    pub sessions: u32,
    /// Until when the link handed over can be used, if one can.
    #[serde(with = "chrono::serde::ts_milliseconds_option")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<i64>))]
    pub link_until: Option<DateTime<Utc>>,
}

/// Everybody of the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Staff {
    /// Everybody, by name.
    pub people: Vec<Colleague>,
    /// Which of them asks.
    pub me: i64,
}

/// Somebody to be invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewColleague {
    /// The login name: small Latin letters, digits, dots, dashes.
    pub login: String,
    /// Who it is and what they may do.
    pub about: About,
}

/// What an administrator sets of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Full name, which stands in the history and in letters.
    pub name: String,
    /// Position.
    pub position: String,
    /// What the person may do.
    pub role: Role,
    /// The department an executor works for, named as requests are assigned to it.
    #[serde(default)]
    pub department: String,
}

/// Blocks somebody or lets them in again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Whether the person is kept out.
    pub blocked: bool,
}

/// A field of [`NewColleague`] that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wrong {
    /// No login, or letters no login has.
    Login,
    /// No name, or one that does not fit a line.
    Name,
    /// No position, or one that does not fit a line.
    Position,
    /// An executor without a department would see nothing.
    Department,
}

impl About {
    /// The same without spaces at the ends; a department only where it means something.
    #[must_use]
    pub fn tidy(self) -> Self {
        let trim = |text: String| text.trim().to_owned();
        Self {
            name: trim(self.name),
            position: trim(self.position),
            department: match self.role {
                Role::Executor => trim(self.department),
                _ => String::new(),
            },
            role: self.role,
        }
    }

    /// Checks what an administrator typed.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn check(&self) -> Result<(), Vec<Wrong>> {
        let mut wrong = Vec::new();
        let line = |text: &str| {
            !text.trim().is_empty()
                && text.chars().count() <= LONGEST_NAME
                && !text.chars().any(char::is_control)
        };
        if !line(&self.name) {
            wrong.push(Wrong::Name);
        }
        if !line(&self.position) {
            wrong.push(Wrong::Position);
        }
        let department = self.department.trim();
        if (self.role == Role::Executor || !department.is_empty()) && !line(department) {
            wrong.push(Wrong::Department);
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }
}

impl NewColleague {
    /// Checks what an administrator typed.
    ///
    /// # Errors
    /// Every field that is wrong.
    ///
    /// ```
    /// use domain::request::Role;
    /// use domain::sync::people::{About, NewColleague, Wrong};
    /// let about = About {
    ///     name: "Верба Злата Орестівна".into(),
    ///     position: "юрисконсультка".into(),
    ///     role: Role::Executor,
    ///     department: String::new(),
    /// };
    /// let new = NewColleague { login: "Верба".into(), about };
    /// assert_eq!(new.check(), Err(vec![Wrong::Login, Wrong::Department]));
    /// ```
    pub fn check(&self) -> Result<(), Vec<Wrong>> {
        let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
        let login = self.login.trim();
        let mut wrong = Vec::new();
        if !(2..=40).contains(&login.len()) || !login.chars().all(known) {
            wrong.push(Wrong::Login);
        }
        wrong.extend(self.about.check().err().unwrap_or_default());
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }
}

/// A link that is handed over: shown once, and never again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Link {
    /// For whom, by the journal's number.
    pub id: i64,
    /// For whom.
    pub name: String,
    /// What stands behind `/office/join#`.
    pub code: String,
    /// Until when it can be used.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub until: DateTime<Utc>,
}

/// Shows a link's code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkCode {
    /// The code.
    pub code: String,
}

/// Whose link it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Invitee {
    /// The login name.
    pub login: String,
    /// Full name.
    pub name: String,
    /// Position.
    pub position: String,
    /// The council's name in Ukrainian.
    pub council: String,
    /// Until when the link can be used.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub until: DateTime<Utc>,
}

/// Uses a link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The code.
    pub code: String,
    /// The password from now on.
    pub password: String,
}

/// A signed-in browser, of which nothing else is kept: no address, no name of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenSession {
    /// What it is ended by.
    pub id: String,
    /// When it was opened.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub opened_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub seen_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// An officer's own ways in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Access {
    /// The login name.
    pub login: String,
    /// Whether a second factor is asked for.
    pub factor: bool,
    /// How many recovery codes are left.
    pub recovery_left: u32,
    /// The browsers that are signed in, the latest first.
    pub sessions: Vec<OpenSession>,
    /// What happened to the officer's rights and ways in, the latest first.
    pub history: Vec<StaffEntry>,
}

/// Changes one's own password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The password until now.
    pub old: String,
    /// The password from now on.
    pub new: String,
}

/// Shows who asks, before anything is changed about the second factor.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BeginFactor {
    /// The password.
    pub password: String,
}

/// What the program that makes the codes is told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FactorSecret {
    /// The secret in base 32, to be typed.
    pub secret: String,
    /// The same as an address, to be shown as a QR code.
    pub uri: String,
}

/// A code of the second factor.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FactorCode {
    /// Six digits.
    pub code: String,
}

/// Codes that are shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Each opens once, in place of a code of the second factor.
    pub codes: Vec<String>,
}

/// Switches one's own second factor off.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndFactor {
    /// The password.
    pub password: String,
    /// A code of the second factor, or a recovery code.
    pub code: String,
}

/// What happened to somebody's rights or ways in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StaffEvent {
    /// Was invited.
    Invited {
        /// With this right.
        role: Role,
    },
    /// A link to set a password was made.
    LinkMade,
    /// The link was taken back.
    LinkRevoked,
    /// Set a password by the link.
    Joined,
    /// Changed the password.
    PasswordChanged,
    /// Name, position or rights were changed.
    Changed {
        /// Before.
        from: About,
        /// From then on.
        to: About,
    },
    /// Was kept out.
    Blocked,
    /// Was let in again.
    Unblocked,
    /// Switched the second factor on.
    FactorOn,
    /// Switched it off.
    FactorOff,
    /// An administrator switched it off.
    FactorReset,
    /// Used a recovery code.
    RecoveryUsed {
        /// How many are left.
        left: u32,
    },
    /// Too many wrong codes came after the right password.
    CodesRefused,
    /// Sessions were ended.
    SessionsEnded,
    /// Who runs the server set a new password there; the second factor is off.
    SetOnServer,
}

/// An entry of that history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StaffEntry {
    /// When.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub at: DateTime<Utc>,
    /// By whom; empty for nobody of the council.
    pub actor: String,
    /// What.
    pub what: StaffEvent,
}

/// What happened to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StaffHistory {
    /// The latest first.
    pub entries: Vec<StaffEntry>,
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WeakPassword {
    /// Shorter than [`SHORTEST_PASSWORD`].
    Short,
    /// Longer than [`LONGEST_PASSWORD`].
    Long,
    /// Among those tried first, or of hardly any letters.
    Common,
    /// The login or a name is in it.
    Own,
}

/// What stands at the beginning of lists of stolen passwords, as far as its length would do, and
/// rows of the keyboard.
const COMMON: &[&str] = &[
    "123456789",
    "987654321",
    "password",
    "qwertyuiop",
    "asdfghjkl",
    "1q2w3e4r",
    "q1w2e3r4",
    "1qaz2wsx",
    "йцукенгшщ",
    "фівапролд",
    "letmein",
    "iloveyou",
    "administrator",
    "adminadmin",
    "парольпароль",
    "мійпароль",
    "україна2",
    "славаукраїні",
    "slavaukraini",
];

/// Fewer different letters than this are hardly any.
const FEWEST_LETTERS: usize = 5;

/// Checks a password somebody thought of; `own` is what anybody would try first.
///
/// # Errors
/// Why it is not taken.
///
/// ```
/// use domain::sync::people::{WeakPassword, check_password};
/// let own = ["zlata", "Верба Злата Орестівна"];
/// assert!(check_password("липи над Росавою", &own).is_ok());
/// assert_eq!(check_password("зламайте", &own), Err(WeakPassword::Short));
/// assert_eq!(check_password("верба-верба-7", &own), Err(WeakPassword::Own));
/// assert_eq!(check_password("Password2026!", &own), Err(WeakPassword::Common));
/// ```
pub fn check_password(password: &str, own: &[&str]) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(WeakPassword::Short);
    }
    if length > LONGEST_PASSWORD {
        return Err(WeakPassword::Long);
    }
    let lower = password.to_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if letters.len() < FEWEST_LETTERS || COMMON.iter().any(|common| lower.contains(common)) {
        return Err(WeakPassword::Common);
    }
    let mut words = own.iter().flat_map(|text| text.split_whitespace());
    // A word of three letters stands in too many others.
    if words.any(|word| word.chars().count() > 3 && lower.contains(&word.to_lowercase())) {
        return Err(WeakPassword::Own);
    }
    Ok(())
}
