use axum::extract::{Path, Request, State};
use axum::response::Response;
use domain::sync::wire::ProblemDetails;

use super::receive::receive;
use super::state::{state, withdraw};
use crate::http::AppState;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;

/// Stands in for a method that a client or a proxy before it does not know.
#[utoipa::path(
    post,
    path = "/api/v1/attachments/{id}/{n}",
    tag = "citizen",
    security(("code" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("n" = u8, Path, description = "The file's place in the submission, from 1"),
        ("tus-resumable" = String, Header, description = "1.0.0"),
        ("x-http-method-override" = String, Header, description = "PATCH, HEAD or DELETE"),
    ),
    responses(
        (status = 200, description = "As HEAD answers"),
        (status = 204, description = "As PATCH or DELETE answers"),
        (status = 400, description = "No such method is stood in for", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = "4XX", description = "As the method answers", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn instead(
    app: State<AppState>,
    path: Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let method = request.headers().get("x-http-method-override");
    match method.map(|method| method.as_bytes()) {
        Some(b"PATCH") => receive(app, path, request).await,
        Some(b"HEAD") => state(app, path, request.headers().clone()).await,
        Some(b"DELETE") => withdraw(app, path, request.headers().clone()).await,
        _ => Err(Kind::Malformed.into()),
    }
}
