//! One line a request: never an address's parameters, a body, a name or the client's address.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;

static NUMBER: AtomicU64 = AtomicU64::new(1);

/// Numbers the request, measures it, and logs it by its route and not by its address.
pub(super) async fn observe(request: Request, next: Next) -> Response {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began = Instant::now();
    let mut answer = next.run(request).await;
    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    let status = answer.status().as_u16();
    let route = route.as_ref().map_or("file", MatchedPath::as_str);
    if status >= 500 {
        tracing::warn!(request = number, %method, route, status, micros, "answered");
    } else {
        tracing::debug!(request = number, %method, route, status, micros, "answered");
    }
    answer.headers_mut().insert("x-request-id", HeaderValue::from(number));
    answer
}
