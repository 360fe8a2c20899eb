//! The office's addresses of the API.

use domain::request::Submission;
use domain::sync::control::ControlBoard;
use domain::sync::office::{ActRequest, Card, JournalPage, JournalQuery, Me, SignIn};
use uuid::Uuid;

use crate::api::{ApiError, call, send};

/// Signs in; the server keeps the session and gives the browser a cookie no script can read.
///
/// # Errors
/// When no answer came, or login or password is wrong (401), or there were too many tries (429).
pub(super) async fn sign_in(form: &SignIn) -> Result<Me, ApiError> {
    call("POST", "/api/v1/office/session", Some(form)).await
}

/// Ends the session.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn sign_out() -> Result<(), ApiError> {
    let sent = send("DELETE", "/api/v1/office/session", &[], None).await;
    let reply = sent.map_err(ApiError::NoAnswer)?;
    if reply.is_empty_success() {
        Ok(())
    } else {
        reply.read()
    }
}

/// Who is signed in.
///
/// # Errors
/// When no answer came or nobody is (401).
pub(super) async fn me() -> Result<Me, ApiError> {
    call("GET", "/api/v1/office/me", None::<&()>).await
}

/// A page of the journal. The question rides in the body: a search text is personal data.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn journal(query: &JournalQuery) -> Result<JournalPage, ApiError> {
    call("POST", "/api/v1/office/journal", Some(query)).await
}

/// The control board.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn control() -> Result<ControlBoard, ApiError> {
    call("GET", "/api/v1/office/control", None::<&()>).await
}

/// A card.
///
/// # Errors
/// When no answer came or the server states a problem; an unknown id is one of status 404.
pub(super) async fn card(id: Uuid) -> Result<Card, ApiError> {
    call("GET", &format!("/api/v1/office/requests/{id}"), None::<&()>).await
}

/// Records an act.
///
/// # Errors
/// When no answer came, the case has moved on (409), or the Law does not allow the act (422).
pub(super) async fn act(id: Uuid, request: &ActRequest) -> Result<Card, ApiError> {
    call(
        "POST",
        &format!("/api/v1/office/requests/{id}/acts"),
        Some(request),
    )
    .await
}

/// Registers a request that did not come from the app.
///
/// # Errors
/// When no answer came, the role does not include it (403), or a field is wrong (422).
pub(super) async fn enter(id: Uuid, submission: &Submission) -> Result<Card, ApiError> {
    let url = format!("/api/v1/office/intake/{id}");
    call("PUT", &url, Some(submission)).await
}

/// Where a browser gets a file of a request that was received; `n` from 1.
pub(super) fn file(id: Uuid, n: usize) -> String {
    format!("/api/v1/office/requests/{id}/attachments/{n}")
}
