use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::sync::wire::ProblemDetails;

use super::session::{self, SignedIn};
use crate::http::AppState;
use crate::http::problem::Problem;

/// Ends the session.
#[utoipa::path(
    delete,
    path = "/api/v1/office/session",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 204, description = "Signed out"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked for by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn sign_out(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Response, Problem> {
    app.journal
        .close_session(app.holder, signed_in.token_hash)
        .await?;
    Ok((
        StatusCode::NO_CONTENT,
        [(header::SET_COOKIE, session::gone()?)],
    )
        .into_response())
}
