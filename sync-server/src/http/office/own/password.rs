use axum::extract::State;
use axum::http::StatusCode;
use domain::sync::people::{NewPassword, StaffEvent};
use domain::sync::wire::ProblemDetails;

use crate::http::AppState;
use crate::http::body::Sent;
use crate::http::office::credentials::{hash_new, must_know};
use crate::http::office::session::SignedIn;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::{OfficerChange, OfficerChanged, OfficerWrite};

/// Changes one's own password; every other session ends.
#[utoipa::path(
    put,
    path = "/api/v1/office/me/password",
    tag = "office",
    security(("session" = [])),
    request_body(content = NewPassword, content_type = "application/json"),
    responses(
        (status = 204, description = "Changed"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "The old password is wrong, or the new one weak", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn change(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(asked): Sent<NewPassword, 4_096>,
) -> Result<StatusCode, Problem> {
    let officer = signed_in.officer;
    let member = must_know(&app, &officer, asked.old).await?;
    let hash = hash_new(&app, asked.new, &member).await?;
    let change = OfficerChange {
        write: OfficerWrite::Password(hash, Some(signed_in.token_hash)),
        event: StaffEvent::PasswordChanged,
    };
    let changed = app
        .journal
        .change_officer(app.holder, officer.id, change, Some(officer))
        .await?;
    match changed {
        OfficerChanged::Done => Ok(StatusCode::NO_CONTENT),
        _ => Err(Kind::NotSignedIn.into()),
    }
}
