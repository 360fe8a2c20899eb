use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::request::MAX_FILE_BYTES;
use domain::sync::wire::ProblemDetails;

use super::checksum::ALGORITHMS;
use super::{PATH, TUS_VERSION, UPLOAD_LENGTH, UPLOAD_METADATA, UPLOAD_OFFSET, VERSION};
use super::{code, metadata, number, open};
use crate::http::AppState;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;

/// Says what of the tus protocol is spoken here.
#[utoipa::path(
    options,
    path = "/api/v1/attachments",
    tag = "citizen",
    responses(
        (status = 204, description = "Tus-Version, Tus-Extension, Tus-Max-Size and \
            Tus-Checksum-Algorithm say it"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn capabilities() -> Response {
    let headers = [
        ("tus-extension", "creation,checksum,termination".to_owned()),
        ("tus-max-size", MAX_FILE_BYTES.to_string()),
        ("tus-checksum-algorithm", ALGORITHMS.to_owned()),
    ];
    (StatusCode::NO_CONTENT, [(TUS_VERSION, VERSION)], headers).into_response()
}

/// Says where a file of a registered request goes. Asked again, it says the same.
#[utoipa::path(
    post,
    path = "/api/v1/attachments",
    tag = "citizen",
    security(("code" = [])),
    params(
        ("tus-resumable" = String, Header, description = "1.0.0"),
        ("upload-length" = u64, Header, description = "The file's size, as its submission says"),
        ("upload-metadata" = String, Header,
            description = "`submission` and `n` (from 1), each in base64"),
    ),
    responses(
        (status = 201, description = "Location is where it goes, Upload-Offset what is stored"),
        (status = 400, description = "A header is missing or malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "No access code", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "No such request, or not its code", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "The request names no such file", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 410, description = "Taken back, or not of its kind", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Over 10 MiB", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "Not the size the submission says", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn create(
    State(app): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    code(&headers).ok_or(Kind::CodeMissing)?;
    let told = headers.get(UPLOAD_METADATA);
    let told = told.and_then(|value| value.to_str().ok());
    let told = told.unwrap_or_default();
    let value = |key| metadata::value(told, key).ok_or(Kind::Malformed);
    let asked = open(&app, &headers, &value("submission")?, &value("n")?).await?;
    let length = number(&headers, &UPLOAD_LENGTH).ok_or(Kind::Malformed)?;
    if length > MAX_FILE_BYTES {
        return Err(Kind::FileTooLong.into());
    }
    if length != asked.size() {
        return Err(Kind::FileLength.into());
    }
    let offset = asked.stored(&app).await?.bytes;
    let place = format!("{PATH}/{}/{}", asked.id.request, asked.id.n);
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, place)],
        [(UPLOAD_OFFSET, offset.to_string())],
    )
        .into_response())
}
