use axum::extract::{Path, State};
use domain::request::Deed;
use domain::sync::office::{ActRequest, Card, OfficeAct};
use domain::sync::wire::ProblemDetails;

use super::card::read_id;
use super::session::SignedIn;
use crate::failpoint;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, views};
use crate::journal::Acted;

/// An answer of 50,000 letters, written as JSON escapes.
const LARGEST: usize = 1024 * 1024;

/// Records what an officer does with a request.
#[utoipa::path(
    post,
    path = "/api/v1/office/requests/{id}/acts",
    tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The submission's id")),
    request_body(content = ActRequest, content_type = "application/json"),
    responses(
        (status = 200, description = "Recorded; the card as it stands now", body = Card,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such request", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "The case has moved on", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "The rules refuse it; `refused` says why",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn act(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(asked): Sent<ActRequest, LARGEST>,
) -> Result<Answer<Card>, Problem> {
    let id = read_id(&id)?;
    // What somebody may not see, they may not act on either; nor learn that it is there.
    let found = app.journal.cases(app.holder, vec![id]).await?;
    if !found.iter().any(|record| signed_in.sees(record)) {
        return Err(Kind::NotFound.into());
    }
    if let OfficeAct::Prepare { executor, .. } = &asked.act
        && !signed_in.officer.role.may(Deed::SeeAll)
        && *executor != signed_in.officer.department
    {
        return Err(Kind::NotYours.into());
    }
    let officer = signed_in.officer;
    let acted = app
        .journal
        .act(app.holder, id, asked.version, asked.act, officer)
        .await?;
    match acted {
        Acted::Done(record) => {
            failpoint::reach("act.committed");
            app.post.recorded(id);
            let settings = app.settings().await?;
            Ok(Answer(views::card(*record, &settings, app.clock.now())?))
        }
        Acted::Unknown => Err(Kind::NotFound.into()),
        Acted::Stale => Err(Kind::ChangedMeanwhile.into()),
        Acted::Refused(refused) => Err(Problem::refused(refused)),
    }
}
