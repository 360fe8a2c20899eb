//! Which views of a case a device can read.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::sync::wire::{CaseView, PublicCase, VIEWS_HEADER};

/// The newest views a device knows; 1 for one that says nothing, as the first release did.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reads(u16);

impl<S: Send + Sync> FromRequestParts<S> for Reads {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let said = parts.headers.get(VIEWS_HEADER);
        let said = said.and_then(|said| said.to_str().ok()?.parse().ok());
        Ok(Self(said.unwrap_or(1)))
    }
}

impl Reads {
    /// A case in words it knows.
    pub(super) fn whole(self, view: CaseView) -> CaseView {
        if self.0 < 2 {
            view.in_first_words()
        } else {
            view
        }
    }

    /// The public part of a case in words it knows.
    pub(super) fn public(self, view: PublicCase) -> PublicCase {
        if self.0 < 2 {
            view.in_first_words()
        } else {
            view
        }
    }
}
