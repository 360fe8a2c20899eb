//! The one error type at the edge: RFC 9457 problems in the reader's language.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::request::{Language, Refused, Status};
use domain::sync::wire::{PROBLEM_MEDIA, ProblemDetails};

use super::form::status;
use super::problem_text::{Kind, text};
use crate::journal::{JournalError, Rest};

/// An error answer.
#[derive(Debug, Clone)]
pub struct Problem {
    kind: Kind,
    fields: Vec<domain::request::Problem>,
    refused: Option<Refused>,
    retry_after: Option<u64>,
    /// What to do, in Ukrainian and English, where it depends on what was sent.
    detail: Option<[String; 2]>,
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self {
            kind,
            fields: Vec::new(),
            refused: None,
            retry_after: None,
            detail: None,
        }
    }
}

impl From<JournalError> for Problem {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Busy => Self::from(Kind::Busy).retry_after(1),
            JournalError::Database(_)
            | JournalError::Nowhere(_)
            | JournalError::NoHolder
            | JournalError::Calendar(_) => {
                tracing::error!(%error, "the journal failed");
                Self::from(Kind::Unavailable).retry_after(5)
            }
            JournalError::Unreadable(_) => {
                tracing::error!(%error, "the journal failed");
                Kind::Internal.into()
            }
        }
    }
}

impl Problem {
    /// A submission that fails the check.
    #[must_use]
    pub fn invalid(fields: Vec<domain::request::Problem>) -> Self {
        Self {
            fields,
            ..Kind::Invalid.into()
        }
    }

    /// A push of what was registered, closed and erased: with how it ended.
    #[must_use]
    pub fn erased(rest: &Rest) -> Self {
        let index = &rest.index;
        let text = text(Kind::Erased);
        let say = |language| {
            let ended = status(Status::Closed, rest.outcome, language);
            match language {
                Language::Uk => format!("Запит № {index}: {ended}. {}", text.uk.1),
                Language::En => format!("Request № {index}: {ended}. {}", text.en.1),
            }
        };
        Self::from(Kind::Erased).saying(say(Language::Uk), say(Language::En))
    }

    /// An act that the rules of a request's life refuse.
    #[must_use]
    pub fn refused(refused: Refused) -> Self {
        Self {
            refused: Some(refused),
            ..Kind::Refused.into()
        }
    }

    /// With the seconds after which trying again makes sense.
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds.max(1)),
            ..self
        }
    }

    /// With what to do about just this, in Ukrainian and in English.
    #[must_use]
    pub fn saying(self, uk: String, en: String) -> Self {
        Self {
            detail: Some([uk, en]),
            ..self
        }
    }

    /// What stands in the body.
    #[must_use]
    pub fn details(&self, language: Language) -> ProblemDetails {
        let text = text(self.kind);
        let (title, detail) = match language {
            Language::Uk => text.uk,
            Language::En => text.en,
        };
        let own = self.detail.as_ref().map(|[uk, en]| match language {
            Language::Uk => uk.clone(),
            Language::En => en.clone(),
        });
        ProblemDetails {
            kind: format!("/problems/{}", text.slug),
            title: title.to_owned(),
            status: text.status.as_u16(),
            detail: Some(own.unwrap_or_else(|| detail.to_owned())),
            problems: self.fields.clone(),
            refused: self.refused,
        }
    }

    /// The answer in this language.
    #[must_use]
    pub fn render(&self, language: Language) -> Response {
        let details = self.details(language);
        let status =
            StatusCode::from_u16(details.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&details).unwrap_or_default();
        let code = HeaderValue::from_static(match language {
            Language::Uk => "uk",
            Language::En => "en",
        });
        let mut answer = (
            status,
            [
                (
                    header::CONTENT_TYPE,
                    HeaderValue::from_static(PROBLEM_MEDIA),
                ),
                (header::CONTENT_LANGUAGE, code),
                (header::VARY, HeaderValue::from_static("accept-language")),
            ],
            body,
        )
            .into_response();
        if let Some(seconds) = self.retry_after {
            answer
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer
    }
}

impl IntoResponse for Problem {
    /// Ukrainian; [`super::language`] renders it again for who reads English.
    fn into_response(self) -> Response {
        let mut answer = self.render(Language::Uk);
        answer.extensions_mut().insert(self);
        answer
    }
}
