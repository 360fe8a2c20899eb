use axum::extract::{Path, State};
use domain::sync::office::Card;
use domain::sync::wire::ProblemDetails;
use uuid::Uuid;

use super::session::SignedIn;
use crate::http::answer::Answer;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, views};

/// Shows a registration-control card.
#[utoipa::path(
    get,
    path = "/api/v1/office/requests/{id}",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The submission's id")),
    responses(
        (status = 200, description = "The card", body = Card,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such request", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn card(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<Card>, Problem> {
    let id = read_id(&id)?;
    let record = app
        .journal
        .cases(app.holder, vec![id])
        .await?
        .pop()
        .filter(|record| signed_in.sees(record))
        .ok_or(Kind::NotFound)?;
    let settings = app.settings().await?;
    Ok(Answer(views::card(record, &settings, app.clock.now())?))
}

/// An id that is none names no request.
pub(super) fn read_id(text: &str) -> Result<Uuid, Problem> {
    Uuid::try_parse(text).map_err(|_| Kind::NotFound.into())
}
