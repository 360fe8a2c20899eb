use axum::extract::{Path, State};
use domain::request::Deed;
use domain::sync::mail::{CaseMail, SendLetter};
use domain::sync::wire::ProblemDetails;

use super::card::read_id;
use super::paper::cabinet;
use super::session::SignedIn;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{App, AppState};
use crate::journal::CaseRecord;
use crate::mail::queue::letters_of;
use crate::mail::{Which, letter};

/// Says what became by e-mail of the letters of a request.
#[utoipa::path(
    get,
    path = "/api/v1/office/requests/{id}/mail",
    tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The submission's id")),
    responses(
        (status = 200, description = "The letters that were queued", body = CaseMail,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such request", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn show(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<CaseMail>, Problem> {
    let record = seen(&app, &signed_in, &id).await?;
    describe(&app, &record).await
}

async fn seen(app: &App, signed_in: &SignedIn, id: &str) -> Result<CaseRecord, Problem> {
    let id = read_id(id)?;
    let mut found = app.journal.cases(app.holder, vec![id]).await?;
    let record = found.pop().filter(|record| signed_in.sees(record));
    Ok(record.ok_or(Kind::NotFound)?)
}

async fn describe(app: &App, record: &CaseRecord) -> Result<Answer<CaseMail>, Problem> {
    let mut letters = Vec::new();
    for id in letters_of(record) {
        letters.extend(app.queue().get(id).await?);
    }
    Ok(Answer(CaseMail {
        to: record.submission.email.clone(),
        ready: app.settings().await?.mail.is_set(),
        letters,
    }))
}

/// Queues a letter to the requester. One that is queued or was sent already is not sent again.
#[utoipa::path(
    post,
    path = "/api/v1/office/requests/{id}/mail",
    tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The submission's id")),
    request_body(content = SendLetter, content_type = "application/json"),
    responses(
        (status = 200, description = "The letters that were queued", body = CaseMail,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such request, or its event is told by no such letter", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "There is no mailbox, or the requester gave no address", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn send(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(asked): Sent<SendLetter>,
) -> Result<Answer<CaseMail>, Problem> {
    signed_in.may(Deed::Decide)?;
    let record = seen(&app, &signed_in, &id).await?;
    let settings = app.settings().await?;
    if !settings.mail.is_set() {
        return Err(Kind::NoMailbox.into());
    }
    if record.submission.email.is_none() {
        return Err(Kind::NoAddress.into());
    }
    let SendLetter { n, letter: kind } = asked;
    let (which, officer) = (Which { n, letter: kind }, &signed_in.officer);
    let papers = cabinet(&app).whole(record.registered.id).await?.papers;
    let now = app.clock.now();
    let written = letter(which, &record, &settings, officer, &papers, now)?;
    let (mail, file) = written.ok_or(Kind::NotFound)?;
    app.queue().put(mail, file, Some(officer)).await?;
    app.post.wake();
    describe(&app, &record).await
}
