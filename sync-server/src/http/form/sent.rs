//! A plain page's form as it was sent, or as it begins.

use std::collections::HashMap;

use axum::extract::Request;
use domain::request::Language;

use super::typed::{self, Typed, pairs};
use super::{MAX_BYTES, asked};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, body};

/// What was sent with a form, and in which language.
pub(super) struct Form {
    pub(super) language: Language,
    pub(super) typed: Typed,
    pub(super) values: HashMap<String, String>,
}

impl Form {
    /// An empty form in the reader's language, with an id and a code of its own.
    pub(super) fn fresh(app: &AppState, request: &Request) -> Result<Self, Problem> {
        let language = asked(request.uri(), request.headers());
        let typed = Typed::fresh(language, app.clock.now()).map_err(|_| Kind::Unavailable)?;
        Ok(Self {
            language,
            typed,
            values: HashMap::new(),
        })
    }

    /// What was sent, in the language the form was in.
    pub(super) async fn read(app: &AppState, request: Request) -> Result<Self, Problem> {
        let by_header = asked(request.uri(), request.headers());
        let bytes = body::read(request.into_body(), MAX_BYTES).await?;
        let typed = Typed::read(&bytes, app.clock.now()).map_err(|_| Kind::Unavailable)?;
        let mut values = pairs(&bytes);
        for value in values.values_mut() {
            *value = value.replace("\r\n", "\n");
        }
        let language = values.get("lang").and_then(|code| typed::language(code));
        Ok(Self {
            language: language.unwrap_or(by_header),
            typed,
            values,
        })
    }

    /// The text of a field; empty where there is none.
    pub(super) fn get(&self, name: &str) -> String {
        self.values.get(name).cloned().unwrap_or_default()
    }
}
