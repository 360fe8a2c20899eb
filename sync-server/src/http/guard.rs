//! Limits on time and on how much is worked on at once.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use super::problem::Problem;
use super::problem_text::Kind;
use crate::config::Limits;

#[derive(Clone)]
pub(super) struct Guard {
    places: Arc<Semaphore>,
    time: Duration,
}

impl Guard {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { places: Arc::new(Semaphore::new(limits.concurrent)), time: limits.request }
    }
}

/// Refuses at once what would only wait, and gives up what takes too long. A push that is given
/// up here may still be committed; its repetition gets the receipt.
pub(super) async fn limit(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let Ok(_place) = guard.places.try_acquire() else {
        return Problem::from(Kind::Busy).retry_after(2).into_response();
    };
    match tokio::time::timeout(guard.time, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) => Problem::from(Kind::TimedOut).into_response(),
    }
}
