use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::request::Arrival;
use domain::sync::wire::ProblemDetails;

use super::{UPLOAD_LENGTH, UPLOAD_METADATA, UPLOAD_OFFSET, metadata, open};
use crate::http::AppState;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::{FileWrite, FileWritten};

/// Says how much of a file is stored.
#[utoipa::path(
    head,
    path = "/api/v1/attachments/{id}/{n}",
    tag = "citizen",
    security(("code" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("n" = u8, Path, description = "The file's place in the submission, from 1"),
        ("tus-resumable" = String, Header, description = "1.0.0"),
    ),
    responses(
        (status = 200, description = "Upload-Offset and Upload-Length say it"),
        (status = 400, description = "The address is no text"),
        (status = 401, description = "No access code"),
        (status = 403, description = "No such request, or not its code"),
        (status = 404, description = "The request names no such file"),
        (status = 410, description = "Taken back, or not of its kind"),
        (status = 412, description = "Another version of tus"),
        (status = 429, description = "Too often"),
    ),
)]
pub(in crate::http) async fn state(
    State(app): State<AppState>,
    Path((id, n)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = open(&app, &headers, &id, &n).await?;
    let offset = asked.stored(&app).await?.bytes;
    let (request, n) = (asked.id.request.to_string(), asked.id.n.to_string());
    let metadata = metadata::header(&[("submission", &request), ("n", &n)]);
    Ok([
        (UPLOAD_OFFSET, offset.to_string()),
        (UPLOAD_LENGTH, asked.size().to_string()),
        (UPLOAD_METADATA, metadata),
    ]
    .into_response())
}

/// Takes a file back that is not received yet. What is stored of it goes.
#[utoipa::path(
    delete,
    path = "/api/v1/attachments/{id}/{n}",
    tag = "citizen",
    security(("code" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("n" = u8, Path, description = "The file's place in the submission, from 1"),
        ("tus-resumable" = String, Header, description = "1.0.0"),
    ),
    responses(
        (status = 204, description = "Taken back, now or before"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "No access code", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "No such request, or not its code", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "The request names no such file", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "It is received", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 410, description = "It was not of its kind", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn withdraw(
    State(app): State<AppState>,
    Path((id, n)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = open(&app, &headers, &id, &n).await?;
    let write = FileWrite::Withdraw;
    let written = app.journal.write_file(app.holder, asked.id, write).await?;
    match written {
        FileWritten::Done(_) | FileWritten::Settled(Arrival::Withdrawn) => {
            Ok(StatusCode::NO_CONTENT.into_response())
        }
        FileWritten::Settled(Arrival::Received) => Err(Kind::FileComplete.into()),
        FileWritten::Settled(Arrival::NotItsKind) => Err(Kind::FileGone.into()),
        FileWritten::Elsewhere(_) => Err(Kind::WrongOffset.into()),
        FileWritten::Unknown => Err(Kind::NoSuchFile.into()),
    }
}
