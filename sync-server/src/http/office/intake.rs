use axum::extract::{Path, State};
use chrono::TimeDelta;
use domain::request::{Deed, Field, Issue, Problem as FieldProblem, Submission};
use domain::sync::Digest;
use domain::sync::office::Card;
use domain::sync::wire::{MAX_SUBMISSION_BYTES, PROTOCOL, ProblemDetails};

use super::session::SignedIn;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::push::{WRITTEN, parse_id};
use crate::http::{AppState, views};
use crate::journal::{Push, Pushed};

/// How long ago a letter may have come that is registered now.
const LATEST_ENTRY: TimeDelta = TimeDelta::days(366);

/// Registers a request that came by post, e-mail, fax or phone, or was brought or said at the
/// council. Sent again under the same id, it is not registered again.
#[utoipa::path(
    put,
    path = "/api/v1/office/intake/{id}",
    tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "UUIDv7 made by the officer's browser")),
    request_body(content = Submission, content_type = "application/json"),
    responses(
        (status = 200, description = "Registered; its card", body = Card,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Not for this role, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "Another request has this id", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn intake(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(submission): Sent<Submission, MAX_SUBMISSION_BYTES>,
) -> Result<Answer<Card>, Problem> {
    signed_in.may(Deed::TakeIn)?;
    let id = parse_id(&id)?;
    let now = app.clock.now();
    let Some(intake) = &submission.intake else {
        return Err(Kind::Malformed.into());
    };
    if submission.v != PROTOCOL || !WRITTEN.contains(&submission.written_at) {
        return Err(Kind::Malformed.into());
    }
    let mut problems = submission.problems();
    if intake.received_at > now || now - intake.received_at > LATEST_ENTRY {
        problems.push(FieldProblem {
            field: Field::Intake,
            issue: Issue::Malformed,
        });
    }
    if !problems.is_empty() {
        return Err(Problem::invalid(problems));
    }
    let bytes = serde_json::to_vec(&submission).map_err(|_| Kind::Malformed)?;
    let push = Push {
        id,
        digest: Digest::of(&bytes),
        bytes,
        submission,
        arrived: None,
    };
    match app.journal.register(app.holder, push).await? {
        Pushed::New(_) | Pushed::Replayed(_) => {}
        Pushed::Conflict => return Err(registered_already(&app, id).await?),
        Pushed::Erased(rest) => return Err(Problem::erased(&rest)),
    }
    app.post.recorded(id);
    let record = app.journal.cases(app.holder, vec![id]).await?.pop();
    let record = record.ok_or(Kind::NotFound)?;
    let settings = app.settings().await?;
    Ok(Answer(views::card(record, &settings, app.clock.now())?))
}

/// What an officer is told who enters what is registered already: under which index.
async fn registered_already(app: &AppState, id: uuid::Uuid) -> Result<Problem, Problem> {
    let found = app.journal.cases(app.holder, vec![id]).await?.pop();
    let index = found.map(|record| record.registered.index.text);
    let index = index.unwrap_or_default();
    Ok(Problem::from(Kind::EnteredTwice).saying(
        format!("Він має індекс {index}: знайдіть його в журналі. Удруге запит не реєструють."),
        format!(
            "Its index is {index}: look it up in the journal. A request is not registered twice."
        ),
    ))
}
