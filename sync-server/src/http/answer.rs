//! Answers that are no errors.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::sync::wire::{ANSWER_MEDIA, RECEIPT_MEDIA, Receipt};
use serde::Serialize;

use super::problem::Problem;
use super::problem_text::Kind;

/// JSON under our own media type, so that nobody takes a captive portal's page for it.
pub(super) struct Answer<T>(pub(super) T);

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        json(StatusCode::OK, ANSWER_MEDIA, &self.0)
    }
}

/// A receipt, 201 for a new registration and 200 for a replay.
pub(super) fn receipt(receipt: &Receipt) -> Response {
    let status = if receipt.replayed {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    json(status, RECEIPT_MEDIA, receipt)
}

/// Bytes that hold most answers, so that they are not moved while they are written.
const USUAL: usize = 4 * 1024;

fn json(status: StatusCode, media: &'static str, value: &impl Serialize) -> Response {
    let mut body = Vec::with_capacity(USUAL);
    match serde_json::to_writer(&mut body, value) {
        Ok(()) => {
            let media = HeaderValue::from_static(media);
            (status, [(header::CONTENT_TYPE, media)], body).into_response()
        }
        Err(_) => Problem::from(Kind::Internal).into_response(),
    }
}
