//! An officer's own ways in: password, second factor, sessions.

pub(in crate::http) mod factor;
pub(in crate::http) mod password;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::sync::people::{Access, OpenSession, StaffEvent};
use domain::sync::wire::ProblemDetails;
use sha2::{Digest as _, Sha256};

use super::credentials::member;
use super::desk;
use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::Session;

/// Shows one's own ways in.
#[utoipa::path(
    get,
    path = "/api/v1/office/me/access",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "Password, second factor, sessions, history", body = Access,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn access(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<Access>, Problem> {
    let id = signed_in.officer.id;
    let own = desk::load(&app, id).await?;
    let left = own
        .factor
        .as_ref()
        .map_or(0, |factor| factor.recovery.len());
    let shown = |session: Session| OpenSession {
        id: name(&session),
        opened_at: session.opened_at,
        seen_at: session.seen_at,
        this: session.token_hash == signed_in.token_hash,
    };
    Ok(Answer(Access {
        login: member(&app, id).await?.login,
        factor: own.factor.is_some(),
        recovery_left: u32::try_from(left).unwrap_or(u32::MAX),
        sessions: open(&app, id).await?.into_iter().map(shown).collect(),
        history: desk::history(&app, id).await?,
    }))
}

/// What a session is called: nothing that could be taken for its token.
fn name(session: &Session) -> String {
    let digest = Sha256::digest(session.token_hash);
    digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

async fn open(app: &AppState, officer: i64) -> Result<Vec<Session>, Problem> {
    let now = app.clock.now();
    let mut sessions = app.journal.sessions(app.holder, Some(officer)).await?;
    sessions.retain(|session| !session.is_over(now));
    Ok(sessions)
}

/// Ends all of one's own sessions but the one that asks.
#[utoipa::path(
    delete,
    path = "/api/v1/office/me/sessions",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 204, description = "Ended"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn end_others(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<StatusCode, Problem> {
    let officer = &signed_in.officer;
    let but = Some(signed_in.token_hash);
    app.journal
        .close_sessions(app.holder, officer.id, but)
        .await?;
    desk::note(&app, officer.id, Some(officer), StaffEvent::SessionsEnded).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one of one's own sessions.
#[utoipa::path(
    delete,
    path = "/api/v1/office/me/sessions/{id}",
    tag = "office",
    security(("session" = [])),
    params(("id" = String, Path, description = "The id of the session")),
    responses(
        (status = 204, description = "Ended"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "There is no such session any more", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn end_one(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let officer = &signed_in.officer;
    let sessions = open(&app, officer.id).await?;
    let found = sessions.iter().find(|session| name(session) == id);
    let token_hash = found.ok_or(Kind::NotFound)?.token_hash;
    app.journal.close_session(app.holder, token_hash).await?;
    desk::note(&app, officer.id, Some(officer), StaffEvent::SessionsEnded).await?;
    Ok(StatusCode::NO_CONTENT)
}
