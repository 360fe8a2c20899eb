//! Questionnaires on paper, typed in by the number that is written on the sheet.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::open_day::{DaySummary, PaperSheet, SheetRefused, Sheets};
use domain::request::Deed;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::open_days::{Wrong, days, read};
use crate::http::problem::Problem;
use crate::open_day::Fault;

/// A sheet of fifty questions.
const LARGEST: usize = 256 * 1024;

/// The addresses.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sheets))
        .routes(routes!(type_in, take_out))
        .routes(routes!(summary))
}

fn number(text: &str) -> Result<u32, Problem> {
    let number = text.parse();
    number.map_err(|_| Fault::Sheet(SheetRefused::Number).into())
}

/// The sheets that are typed in, and the number for the next.
#[utoipa::path(get, path = "/api/v1/office/days/{id}/sheets", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day")),
    responses((status = 200, description = "The latest first", body = Sheets,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn sheets(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<Sheets>, Problem> {
    signed_in.may(Deed::HoldOpenDays)?;
    Ok(Answer(days(&app).sheets(read(&id)?).await?))
}

/// Types a sheet in under its number; the same again changes nothing.
#[utoipa::path(put, path = "/api/v1/office/days/{id}/sheets/{n}", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day"),
        ("n" = u32, Path, description = "The number on the paper, from 1")),
    request_body(content = PaperSheet, content_type = "application/json"),
    responses((status = 200, description = "The sheets as they are now", body = Sheets,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn type_in(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, n)): Path<(String, String)>,
    Sent(sheet): Sent<PaperSheet, LARGEST>,
) -> Result<Answer<Sheets>, Problem> {
    signed_in.may(Deed::HoldOpenDays)?;
    let (id, days) = (read(&id)?, days(&app));
    days.type_sheet(id, number(&n)?, sheet, &signed_in.officer)
        .await?;
    Ok(Answer(days.sheets(id).await?))
}

/// Takes a sheet out again that was typed wrong.
#[utoipa::path(delete, path = "/api/v1/office/days/{id}/sheets/{n}", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day"),
        ("n" = u32, Path, description = "The number on the paper")),
    responses((status = 204, description = "It is out"), Wrong))]
async fn take_out(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, n)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    signed_in.may(Deed::HoldOpenDays)?;
    let out = days(&app).take_sheet_out(read(&id)?, number(&n)?, &signed_in.officer);
    out.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What came of a day: visitors, survey, questions.
#[utoipa::path(get, path = "/api/v1/office/days/{id}/summary", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day")),
    responses((status = 200, description = "The figures", body = DaySummary,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn summary(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<DaySummary>, Problem> {
    signed_in.sees_days()?;
    Ok(Answer(days(&app).summary(read(&id)?).await?))
}
