//! What holds for every request: limits on time and number, the reader's language, headers, and a
//! line in the log. One layer, because each costs every push.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use super::problem::Problem;
use super::problem_text::Kind;
use super::{language, office, security, upload};
use crate::config::Limits;

static NUMBER: AtomicU64 = AtomicU64::new(1);

#[derive(Clone)]
pub(super) struct Edge {
    places: Arc<Semaphore>,
    time: Duration,
}

impl Edge {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            places: Arc::new(Semaphore::new(limits.concurrent)),
            time: limits.request,
        }
    }

    /// Refuses at once what would only wait, and gives up what takes too long. A push that is
    /// given up here may still be committed; its repetition gets the receipt.
    async fn answer(&self, request: Request, next: Next) -> Response {
        // A slow line may take minutes; these keep places and time of their own.
        if upload::is_piece(&request) || office::paper::is_paper(&request) {
            return next.run(request).await;
        }
        let Ok(_place) = self.places.try_acquire() else {
            return Problem::from(Kind::Busy).retry_after(2).into_response();
        };
        match tokio::time::timeout(self.time, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => Problem::from(Kind::TimedOut).into_response(),
        }
    }
}

/// Numbers the request, measures it, and logs it by its route: never an address's parameters, a
/// body, a name or the client's address.
pub(super) async fn edge(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let language = language::preferred(request.headers());
    let path = request.uri().path();
    let api = path.starts_with("/api/") || path == "/healthz";
    let began = Instant::now();
    let answer = edge.answer(request, next).await;
    let mut answer = language::translate(answer, language, api);
    security::add_headers(answer.headers_mut());
    answer
        .headers_mut()
        .insert("x-request-id", HeaderValue::from(number));
    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    let status = answer.status().as_u16();
    let route = route.as_ref().map_or("file", MatchedPath::as_str);
    if status >= 500 {
        tracing::warn!(request = number, %method, route, status, micros, "answered");
    } else {
        tracing::debug!(request = number, %method, route, status, micros, "answered");
    }
    answer
}
