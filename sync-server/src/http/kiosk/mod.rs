//! What a tablet in the hall asks. It shows its token; the server keeps a hash of it.

pub(super) mod beat;
pub(super) mod door;
pub(super) mod item;
pub(super) mod pair;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use domain::kiosk::{Order, Tablet};
use uuid::Uuid;

use super::AppState;
use super::problem::Problem;
use super::problem_text::Kind;
use crate::kiosk;

/// The kiosk that asks.
pub(super) struct Kiosk {
    pub(super) id: Uuid,
    pub(super) tablet: Tablet,
}

impl Kiosk {
    /// Lets only those go on that are not ended.
    fn serves(&self) -> Result<(), Problem> {
        match self.tablet.order {
            Order::Serve | Order::Deliver => Ok(()),
            Order::End => Err(Kind::KioskEnded.into()),
        }
    }
}

impl FromRequestParts<AppState> for Kiosk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        let shown = parts.headers.get(header::AUTHORIZATION);
        let token = shown
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .filter(|token| token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit()))
            .ok_or(Kind::KioskUnknown)?;
        let found = kiosk::by_token(&*app.journal, app.holder, token).await?;
        let (id, tablet) = found.ok_or(Kind::KioskUnknown)?;
        Ok(Self { id, tablet })
    }
}
