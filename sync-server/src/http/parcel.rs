//! Parcels: what a person's device leaves for another one. The server sees sealed text under a
//! name that says nothing; whoever knows the name knows the code it was made of.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::sync::wire::ProblemDetails;

use super::problem::Problem;
use super::problem_text::Kind;
use super::{AppState, body};

/// The most bytes of a parcel.
const MAX_BYTES: usize = 1024 * 1024;

/// Leaves a parcel. A name that is taken keeps what is there.
#[utoipa::path(
    put,
    path = "/api/v1/parcels/{name}",
    tag = "citizen",
    params(("name" = String, Path, description = "32 hexadecimal digits, made of the code")),
    request_body(content = String, content_type = "text/plain", description = "Sealed, in Base64"),
    responses(
        (status = 204, description = "It is kept for a day"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No name of a parcel", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Over 1 MiB", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 503, description = "No room, or out of order", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(super) async fn put(
    State(app): State<AppState>,
    Path(name): Path<String>,
    request: Request,
) -> Result<StatusCode, Problem> {
    let bytes = body::read(request.into_body(), MAX_BYTES).await?;
    check(&name)?;
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let sealed = String::from_utf8(bytes).ok();
    let sealed = sealed.filter(|text| !text.is_empty() && text.as_bytes().iter().all(is_base64));
    let sealed = sealed.ok_or(Kind::Malformed)?;
    if app.journal.put_parcel(app.holder, name, sealed).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Kind::Busy.into())
    }
}

/// Gives a parcel out; it stays until it is deleted or a day is over.
#[utoipa::path(
    get,
    path = "/api/v1/parcels/{name}",
    tag = "citizen",
    params(("name" = String, Path, description = "32 hexadecimal digits, made of the code")),
    responses(
        (status = 200, description = "Sealed, in Base64", body = String,
            content_type = "text/plain"),
        (status = 404, description = "No such parcel, or not any more", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(super) async fn get(
    State(app): State<AppState>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    check(&name)?;
    let sealed = app.journal.parcel(app.holder, name).await?;
    let media = [(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"))];
    Ok((media, sealed.ok_or(Kind::NotFound)?).into_response())
}

/// Forgets a parcel: it has arrived.
#[utoipa::path(
    delete,
    path = "/api/v1/parcels/{name}",
    tag = "citizen",
    params(("name" = String, Path, description = "32 hexadecimal digits, made of the code")),
    responses(
        (status = 204, description = "It is not there any more"),
        (status = 404, description = "No name of a parcel", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(super) async fn delete(
    State(app): State<AppState>,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    check(&name)?;
    app.journal.drop_parcel(app.holder, name).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn check(name: &str) -> Result<(), Problem> {
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if name.len() == 32 && name.bytes().all(is_hex) {
        Ok(())
    } else {
        Err(Kind::NotFound.into())
    }
}
