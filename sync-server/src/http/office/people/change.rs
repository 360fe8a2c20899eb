//! What an administrator changes of somebody.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::request::Deed;
use domain::sync::people::{About, Block, StaffEvent};
use domain::sync::wire::ProblemDetails;

use super::{link, wrong};
use crate::http::AppState;
use crate::http::body::Sent;
use crate::http::office::credentials::member;
use crate::http::office::desk::{self, Change, read_number};
use crate::http::office::session::SignedIn;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::{Officer, OfficerChange, OfficerChanged, OfficerWrite};

/// Changes name, position and rights of somebody. They hold from the next request on.
#[utoipa::path(
    put,
    path = "/api/v1/office/people/{id}",
    tag = "office",
    security(("session" = [])),
    params(("id" = i64, Path, description = "The journal's number of the person")),
    request_body(content = About, content_type = "application/json"),
    responses(
        (status = 204, description = "Changed"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "Nobody has this number", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "Nobody could administer after it", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "A field is wrong", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn about(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(about): Sent<About, 8_192>,
) -> Result<StatusCode, Problem> {
    signed_in.may(Deed::Administer)?;
    about.check().map_err(|found| wrong(&found))?;
    let member = member(&app, read_number(&id)?).await?;
    let (from, to) = (about_of(&member.officer), about.tidy());
    if from == to {
        return Ok(StatusCode::NO_CONTENT);
    }
    let change = OfficerChange {
        write: OfficerWrite::About(to.clone()),
        event: StaffEvent::Changed { from, to },
    };
    make(&app, member.officer.id, change, &signed_in.officer).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn about_of(officer: &Officer) -> About {
    About {
        name: officer.name.clone(),
        position: officer.position.clone(),
        role: officer.role,
        department: officer.department.clone(),
    }
}

/// Keeps somebody out, at once, or lets them in again. Nobody is ever deleted: the history names
/// them.
#[utoipa::path(
    put,
    path = "/api/v1/office/people/{id}/block",
    tag = "office",
    security(("session" = [])),
    params(("id" = i64, Path, description = "The journal's number of the person")),
    request_body(content = Block, content_type = "application/json"),
    responses(
        (status = 204, description = "Done"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "Nobody has this number", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "Nobody could administer after it", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn block(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(Block { blocked }): Sent<Block, 1_024>,
) -> Result<StatusCode, Problem> {
    signed_in.may(Deed::Administer)?;
    let id = read_number(&id)?;
    let change = OfficerChange {
        write: OfficerWrite::Blocked(blocked),
        event: if blocked {
            StaffEvent::Blocked
        } else {
            StaffEvent::Unblocked
        },
    };
    make(&app, id, change, &signed_in.officer).await?;
    if blocked {
        link::drop(&app, id).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn make(app: &AppState, id: i64, change: OfficerChange, by: &Officer) -> Result<(), Problem> {
    let by = Some(by.clone());
    match app
        .journal
        .change_officer(app.holder, id, change, by)
        .await?
    {
        OfficerChanged::Done => Ok(()),
        OfficerChanged::Unknown => Err(Kind::NotFound.into()),
        OfficerChanged::LastAdministrator => Err(Kind::LastAdministrator.into()),
        OfficerChanged::Blocked => Err(Kind::IsBlocked.into()),
    }
}

/// Ends every session of somebody.
#[utoipa::path(
    delete,
    path = "/api/v1/office/people/{id}/sessions",
    tag = "office",
    security(("session" = [])),
    params(("id" = i64, Path, description = "The journal's number of the person")),
    responses(
        (status = 204, description = "Ended"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "Nobody has this number", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn end_sessions(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    signed_in.may(Deed::Administer)?;
    let id = member(&app, read_number(&id)?).await?.officer.id;
    app.journal.close_sessions(app.holder, id, None).await?;
    let by = Some(&signed_in.officer);
    desk::note(&app, id, by, StaffEvent::SessionsEnded).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Switches off the second factor of somebody whose phone and recovery codes are gone.
#[utoipa::path(
    delete,
    path = "/api/v1/office/people/{id}/factor",
    tag = "office",
    security(("session" = [])),
    params(("id" = i64, Path, description = "The journal's number of the person")),
    responses(
        (status = 204, description = "It is off"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "Nobody has this number", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn reset_factor(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    signed_in.may(Deed::Administer)?;
    let id = member(&app, read_number(&id)?).await?.officer.id;
    let by = Some(&signed_in.officer);
    desk::change(&app, id, by, |own, _| {
        own.pending = None;
        own.wrong.clear();
        match own.factor.take() {
            Some(_) => Change::keep(Some(StaffEvent::FactorReset), Ok(())),
            None => Change::leave(Ok(())),
        }
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
