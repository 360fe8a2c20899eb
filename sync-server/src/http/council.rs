use axum::extract::State;
use domain::sync::wire::{Council, ProblemDetails};

use super::AppState;
use super::answer::Answer;
use super::problem::Problem;
use crate::journal::JournalError;

/// Says which council this server belongs to.
#[utoipa::path(
    get,
    path = "/api/v1/council",
    tag = "citizen",
    responses(
        (status = 200, description = "Names and contacts", body = Council,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 503, description = "The journal can't be read", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(super) async fn council(State(app): State<AppState>) -> Result<Answer<Council>, Problem> {
    let settings = app
        .journal
        .holder(app.holder)
        .await?
        .ok_or(JournalError::NoHolder)?;
    Ok(Answer(settings.council))
}
