//! Item 16: proposals, questions and remarks of visitors. Each gets a number, a deputy and an answer.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::survey::Channel;

/// The longest text, in characters.
pub const MAX_TEXT: usize = 5_000;
/// The longest name or contact, in characters.
pub const MAX_NAME: usize = 200;

/// What somebody says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// «запитання»
    #[default]
    Question,
    /// «пропозиція»
    Proposal,
    /// «зауваження»
    Remark,
}

impl Concern {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Question, Self::Proposal, Self::Remark];

    /// Its name on the wire and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Proposal => "proposal",
            Self::Remark => "remark",
        }
    }
}

/// What a visitor writes, under an id made on the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewQuestion {
    /// Version of the type: 1.
    pub v: u32,
    /// What it is.
    #[serde(default)]
    pub concern: Concern,
    /// The text.
    pub text: String,
    /// Who asks; may be empty.
    #[serde(default)]
    pub name: String,
    /// Phone or e-mail; may be empty.
    #[serde(default)]
    pub contact: String,
    /// SHA-256 of the code that shows the answer, in hexadecimal.
    pub code_hash: String,
    /// By which way it came.
    #[serde(default)]
    pub channel: Channel,
}

/// Where it stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuestionStatus {
    /// Nobody has been charged with it.
    #[default]
    Received,
    /// A deputy has it.
    Addressed,
    /// It is answered.
    Answered,
    /// It went on as a request for information, with the legal clock of one.
    BecameRequest,
}

/// A question as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its number, unique in the council: `12/2026`.
    pub number: String,
    /// The day it was asked at.
    pub day: Uuid,
    /// What was asked.
    pub asked: NewQuestion,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// Where it stands.
    pub status: QuestionStatus,
    /// The deputy it was given to, by the division of duties.
    pub addressee: String,
    /// The answer.
    pub answer: String,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Whether the council checked question and answer and shows them on the day's page.
    pub published: bool,
    /// The index of the request it became.
    pub request: String,
}

/// What happens to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum QuestionEvent {
    /// It is given to a deputy.
    Addressed {
        /// The deputy.
        deputy: String,
    },
    /// It is answered.
    Answered {
        /// The answer.
        text: String,
    },
    /// Question and answer are of general interest, hold nobody's data, and are shown to all.
    Published,
    /// They are shown no longer.
    Hidden,
    /// It asks for information there is: it went on as a request.
    BecameRequest {
        /// The request's index.
        index: String,
    },
}

/// Why a question can't be changed this way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuestionRefused {
    /// A text is missing or too long.
    #[error("a text is missing or too long")]
    Text,
    /// Nobody has been charged with it: no answer without an addressee.
    #[error("no addressee")]
    NoAddressee,
    /// It is answered or went on as a request.
    #[error("closed")]
    Closed,
    /// There is no answer to show.
    #[error("no answer")]
    NoAnswer,
}

/// Checks what a visitor wrote.
///
/// # Errors
/// When the text is missing, something is too long, or the hash is none.
pub fn check(asked: &NewQuestion) -> Result<(), QuestionRefused> {
    let short = |text: &str| text.chars().count() <= MAX_NAME && !text.contains('\0');
    let is_hash =
        asked.code_hash.len() == 64 && asked.code_hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let fits = is_hash && asked.v == 1 && short(&asked.name) && short(&asked.contact);
    if fits {
        text_of(&asked.text).map(drop)
    } else {
        Err(QuestionRefused::Text)
    }
}

/// The state after an event. None closes without an answer.
///
/// Order of 16.05.2016 № 255, annex, item 16: proposals, questions and remarks go to the deputy mayor
/// by the division of duties, for response and answer.
///
/// # Errors
/// Why it can't be; the state is then unchanged.
pub fn apply(
    question: &Question,
    event: &QuestionEvent,
    at: DateTime<Utc>,
) -> Result<Question, QuestionRefused> {
    let mut next = question.clone();
    let closed = matches!(
        question.status,
        QuestionStatus::Answered | QuestionStatus::BecameRequest
    );
    match event {
        QuestionEvent::Published if question.answer.is_empty() => {
            return Err(QuestionRefused::NoAnswer);
        }
        QuestionEvent::Published => next.published = true,
        QuestionEvent::Hidden => next.published = false,
        _ if closed => return Err(QuestionRefused::Closed),
        QuestionEvent::Addressed { deputy } => {
            next.addressee = text_of(deputy)?;
            next.status = QuestionStatus::Addressed;
        }
        QuestionEvent::Answered { .. } if question.addressee.is_empty() => {
            return Err(QuestionRefused::NoAddressee);
        }
        QuestionEvent::Answered { text } => {
            next.answer = text_of(text)?;
            next.answered_at = Some(at);
            next.status = QuestionStatus::Answered;
        }
        QuestionEvent::BecameRequest { index } => {
            next.request = text_of(index)?;
            next.status = QuestionStatus::BecameRequest;
        }
    }
    Ok(next)
}

fn text_of(text: &str) -> Result<String, QuestionRefused> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= MAX_TEXT && !text.contains('\0');
    if fits {
        Ok(text.to_owned())
    } else {
        Err(QuestionRefused::Text)
    }
}
