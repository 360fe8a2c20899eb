//! Setting a password by a link that an administrator handed over. The code rides in bodies: an
//! address ends in logs.

use axum::extract::State;
use axum::http::StatusCode;
use domain::sync::people::{Invitee, Join, LinkCode, StaffEvent};
use domain::sync::wire::ProblemDetails;

use super::credentials::{hash_new, member};
use super::people::link;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::{JournalError, OfficerChange, OfficerChanged, OfficerWrite};

/// Says whose link it is.
#[utoipa::path(
    post,
    path = "/api/v1/office/join",
    tag = "office",
    request_body(content = LinkCode, content_type = "application/json"),
    responses(
        (status = 200, description = "Whose it is", body = Invitee,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 410, description = "The link does not work, or no longer", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn show(
    State(app): State<AppState>,
    Sent(LinkCode { code }): Sent<LinkCode, 1_024>,
) -> Result<Answer<Invitee>, Problem> {
    let (officer, until) = link::find(&app, &code).await?;
    let member = member(&app, officer).await?;
    let settings = app.journal.holder(app.holder).await?;
    Ok(Answer(Invitee {
        login: member.login,
        name: member.officer.name,
        position: member.officer.position,
        council: settings.ok_or(JournalError::NoHolder)?.council.name_uk,
        until,
    }))
}

/// Sets the password of whose link it is. Signing in follows, with the second factor if it is on.
#[utoipa::path(
    put,
    path = "/api/v1/office/join",
    tag = "office",
    request_body(content = Join, content_type = "application/json"),
    responses(
        (status = 204, description = "Set; the link no longer works"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 410, description = "The link does not work, or no longer", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "The password is weak", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn join(
    State(app): State<AppState>,
    Sent(asked): Sent<Join, 4_096>,
) -> Result<StatusCode, Problem> {
    let (officer, _) = link::find(&app, &asked.code).await?;
    let member = member(&app, officer).await?;
    let hash = hash_new(&app, asked.password, &member).await?;
    link::take(&app, officer, &asked.code).await?;
    let change = OfficerChange {
        write: OfficerWrite::Password(hash, None),
        event: StaffEvent::Joined,
    };
    let by = Some(member.officer);
    let changed = app
        .journal
        .change_officer(app.holder, officer, change, by)
        .await?;
    match changed {
        OfficerChanged::Done => Ok(StatusCode::NO_CONTENT),
        _ => Err(Kind::LinkGone.into()),
    }
}
