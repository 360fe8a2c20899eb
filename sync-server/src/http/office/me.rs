use axum::extract::State;
use domain::request::Deed;
use domain::sync::office::Me;
use domain::sync::wire::ProblemDetails;

use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::problem::Problem;
use crate::journal::{JournalError, Officer};

/// Says who is signed in.
#[utoipa::path(
    get,
    path = "/api/v1/office/me",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "The officer", body = Me,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn me(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<Me>, Problem> {
    Ok(Answer(describe(&app, signed_in.officer).await?))
}

pub(super) async fn describe(app: &AppState, officer: Officer) -> Result<Me, Problem> {
    let settings = app
        .journal
        .holder(app.holder)
        .await?
        .ok_or(JournalError::NoHolder)?;
    let sees_all = officer.role.may(Deed::SeeAll);
    Ok(Me {
        department: if sees_all {
            String::new()
        } else {
            officer.department
        },
        name: officer.name,
        position: officer.position,
        role: officer.role,
        council: settings.council.name_uk,
        executors: settings.executors,
        holders: settings.holders,
    })
}
