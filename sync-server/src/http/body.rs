//! Reading what clients send: never more than a limit, and never an error that is no problem.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use http_body_util::BodyExt;
use hyper::body::Body as _;
use serde::de::DeserializeOwned;

use super::problem::Problem;
use super::problem_text::Kind;

/// A body over its limit is read and thrown away up to this many bytes more: a client that is
/// still sending does not see an answer, only a broken connection.
const DRAINED: usize = 8 * 1024 * 1024;

/// The whole body, if it has at most `limit` bytes.
///
/// # Errors
/// [`Kind::TooLarge`]; [`Kind::Malformed`] when it broke off.
pub(super) async fn read(mut body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    let told = body
        .size_hint()
        .exact()
        .and_then(|told| usize::try_from(told).ok());
    let mut bytes = Vec::with_capacity(told.unwrap_or(0).min(limit));
    let mut seen = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Kind::Malformed)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        seen = seen.saturating_add(data.len());
        if seen <= limit {
            bytes.extend_from_slice(&data);
        } else {
            bytes = Vec::new();
        }
        if seen > limit.saturating_add(DRAINED) {
            break;
        }
    }
    if seen > limit {
        Err(Kind::TooLarge.into())
    } else {
        Ok(bytes)
    }
}

/// A JSON body of at most `MAX` bytes.
pub(super) struct Sent<T, const MAX: usize = { 32 * 1024 }>(pub(super) T);

impl<T: DeserializeOwned, S: Sync, const MAX: usize> FromRequest<S> for Sent<T, MAX> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let media = request.headers().get(header::CONTENT_TYPE);
        let is_json = media
            .and_then(|media| media.to_str().ok())
            .is_some_and(|media| {
                let essence = media
                    .split(';')
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_ascii_lowercase();
                essence == "application/json"
                    || (essence.starts_with("application/") && essence.ends_with("+json"))
            });
        let bytes = read(request.into_body(), MAX).await?;
        if !is_json {
            return Err(Kind::WrongMedia.into());
        }
        object(&bytes).map(Self)
    }
}

/// The JSON object with these fields. serde would take an array of them too.
///
/// # Errors
/// [`Kind::Malformed`].
pub(super) fn object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if first != Some(&b'{') {
        return Err(Kind::Malformed.into());
    }
    serde_json::from_slice(bytes).map_err(|_| Kind::Malformed.into())
}
