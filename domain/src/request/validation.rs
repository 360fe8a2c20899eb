//! Art. 19 part 5: what a request must contain, checked once for browser and server.
//!
//! The check lists every problem at once. It never asks for a signature: an electronic request is
//! not refused for a missing one, and part 5 item 3 applies to requests on paper.

use serde::{Deserialize, Serialize};

use super::attachment::{Attachment, MAX_FILES, MAX_FILES_BYTES};
use super::draft::{Draft, Submission};
use super::intake::{Channel, Intake};
use crate::kyiv;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// [`Submission::name`].
    Name,
    /// [`Submission::email`].
    Email,
    /// [`Submission::postal_address`].
    PostalAddress,
    /// [`Submission::phone`].
    Phone,
    /// [`Submission::text`].
    Text,
    /// [`Submission::urgency_reason`].
    UrgencyReason,
    /// [`Submission::access_code_hash`].
    AccessCodeHash,
    /// [`Submission::attachments`].
    Attachments,
    /// [`Submission::intake`].
    Intake,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Issue {
    /// It must be filled in.
    Missing,
    /// Neither a postal address nor an e-mail is given; the Law asks for one of them.
    NoContact,
    /// It is longer than [`Limits`] allow.
    TooLong,
    /// It is not of the right form.
    Malformed,
}

/// One problem of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Where.
    pub field: Field,
    /// What.
    pub issue: Issue,
}

/// The longest values taken, in characters. They keep a whole request under 128 KiB of UTF-8.
#[derive(Debug)]
pub struct Limits;

impl Limits {
    /// Of a name.
    pub const NAME: usize = 300;
    /// Of an e-mail address (RFC 5321).
    pub const EMAIL: usize = 254;
    /// Of a postal address.
    pub const ADDRESS: usize = 500;
    /// Of a phone number.
    pub const PHONE: usize = 40;
    /// Of the request's text.
    pub const TEXT: usize = 20_000;
    /// Of the reasoning for urgency.
    pub const REASON: usize = 2_000;

    /// The limit of a field.
    #[must_use]
    pub const fn of(field: Field) -> usize {
        match field {
            Field::Name => Self::NAME,
            Field::Email => Self::EMAIL,
            Field::PostalAddress => Self::ADDRESS,
            Field::Phone => Self::PHONE,
            Field::Text => Self::TEXT,
            Field::UrgencyReason => Self::REASON,
            Field::AccessCodeHash => 64,
            Field::Intake => Self::NAME,
            Field::Attachments => MAX_FILES,
        }
    }
}

/// The year 2100, in milliseconds since 1970: no device's clock is believed beyond.
const LATEST: i64 = 4_102_444_800_000;

/// The version of [`Submission`] this build writes.
const SUBMISSION_VERSION: u16 = 1;

/// Checks a draft by art. 19 part 5 and makes the submission of it.
///
/// Spaces at the ends and control characters (which no keyboard types) are dropped first.
///
/// # Errors
/// Every problem of every field, in the order of the form.
///
/// ```
/// use domain::request::{check, Draft, Field, Issue};
/// let problems = check(&Draft::default(), 0, Default::default(), &"0".repeat(64)).unwrap_err();
/// assert_eq!(problems[0].field, Field::Text);
/// assert_eq!(problems[0].issue, Issue::Missing);
/// ```
pub fn check(
    draft: &Draft,
    written_at: i64,
    language: super::Language,
    access_code_hash: &str,
) -> Result<Submission, Vec<Problem>> {
    let optional = |value: &str| Some(clean(value)).filter(|value| !value.is_empty());
    let submission = Submission {
        v: SUBMISSION_VERSION,
        requester_type: draft.requester_type,
        name: clean(&draft.name),
        email: optional(&draft.email),
        postal_address: optional(&draft.postal_address),
        phone: optional(&draft.phone),
        text: clean(&draft.text),
        urgency: draft.urgency,
        urgency_reason: draft.urgency.and_then(|_| optional(&draft.urgency_reason)),
        // A clock that is off by centuries says nothing; the server's own moment counts anyway.
        written_at: written_at.clamp(0, LATEST),
        language,
        access_code_hash: access_code_hash.to_owned(),
        attachments: draft.attachments.clone(),
        #[cfg(feature = "office")]
        intake: None,
    };
    let problems = submission.problems();
    if problems.is_empty() {
        Ok(submission)
    } else {
        Err(problems)
    }
}

impl Submission {
    /// Every problem of a received submission; empty for one made by [`check`].
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Found(Vec::new());
        // What an officer enters is registered with its gaps: they are for the answer to tell.
        let gaps_allowed = self.intake().is_some();
        for (field, text) in [(Field::Text, &self.text), (Field::Name, &self.name)] {
            if !gaps_allowed || !text.is_empty() {
                found.required(field, text);
            }
        }
        found.optional(Field::Email, self.email.as_deref(), is_email);
        found.optional(Field::PostalAddress, self.postal_address.as_deref(), |_| {
            true
        });
        if self.email.is_none() && self.postal_address.is_none() && !gaps_allowed {
            found.add(Field::Email, Issue::NoContact);
        }
        found.optional(Field::Phone, self.phone.as_deref(), |phone| {
            phone.chars().any(|c| c.is_ascii_digit())
        });
        if self.urgency.is_some() {
            found.required(
                Field::UrgencyReason,
                self.urgency_reason.as_deref().unwrap_or(""),
            );
        } else {
            found.optional(Field::UrgencyReason, self.urgency_reason.as_deref(), |_| {
                true
            });
        }
        let is_hash = self.access_code_hash.len() == 64
            && self
                .access_code_hash
                .bytes()
                .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !is_hash {
            found.add(Field::AccessCodeHash, Issue::Malformed);
        }
        let bytes = self
            .attachments
            .iter()
            .fold(0_u64, |sum, file| sum.saturating_add(file.size));
        if self.attachments.len() > MAX_FILES || bytes > MAX_FILES_BYTES {
            found.add(Field::Attachments, Issue::TooLong);
        } else if !self.attachments.iter().all(Attachment::is_well_formed) {
            found.add(Field::Attachments, Issue::Malformed);
        }
        if let Some(intake) = self.intake() {
            found.intake(intake);
        }
        found.0
    }
}

struct Found(Vec<Problem>);

impl Found {
    fn add(&mut self, field: Field, issue: Issue) {
        self.0.push(Problem { field, issue });
    }

    fn intake(&mut self, intake: &Intake) {
        if intake.channel == Channel::App {
            self.add(Field::Intake, Issue::Malformed);
        }
        // Nobody sends a letter before it is written.
        let received = kyiv::date(intake.received_at);
        if intake.dated.is_some_and(|dated| dated > received) {
            self.add(Field::Intake, Issue::Malformed);
        }
        self.optional(Field::Intake, intake.sender_index.as_deref(), |_| true);
        if let Some(drawn_up) = &intake.drawn_up {
            self.required(Field::Intake, &drawn_up.name);
            self.required(Field::Intake, &drawn_up.phone);
        }
    }

    fn required(&mut self, field: Field, value: &str) {
        if value.chars().all(is_blank) {
            self.add(field, Issue::Missing);
        } else {
            self.optional(field, Some(value), |_| true);
        }
    }

    fn optional(&mut self, field: Field, value: Option<&str>, ok: impl Fn(&str) -> bool) {
        let Some(value) = value else { return };
        if value.chars().count() > Limits::of(field) {
            self.add(field, Issue::TooLong);
        } else if value.trim().is_empty() || value.chars().any(is_forbidden) || !ok(value) {
            self.add(field, Issue::Malformed);
        }
    }
}

/// Control characters other than line breaks and tabs: no keyboard types them, and a terminal or
/// a printed sheet would act on them.
fn is_forbidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

/// Whether nobody sees it: spaces, and the signs that only join, part or turn others.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn clean(value: &str) -> String {
    let kept: String = value.chars().filter(|c| !is_forbidden(*c)).collect();
    kept.trim().to_owned()
}

/// Whether a mail server could be asked to deliver to it. Deliberately lax: only the server that
/// takes the letter knows more, and a refused good address would refuse a person.
#[must_use]
pub fn is_email(value: &str) -> bool {
    let Some((name, host)) = value.rsplit_once('@') else {
        return false;
    };
    let labels_ok = host.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    });
    let name_ok = !name.is_empty()
        && !name.contains(|c: char| c.is_whitespace() || matches!(c, '@' | '<' | '>' | ',' | ';'));
    name_ok && host.contains('.') && labels_ok
}
