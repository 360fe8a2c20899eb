//! The office's addresses of the API.

use domain::report::{Period, Report};
use domain::request::{LetterKind, Submission};
use domain::sync::control::ControlBoard;
use domain::sync::kiosk::{EndKiosk, KioskList, TakeIn};
use domain::sync::letter::{NewTemplate, Templates};
use domain::sync::office::{ActRequest, Card, JournalPage, JournalQuery, Me, SignIn};
use domain::sync::report::{Publish, Published};
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

const REPORT: &str = "/api/v1/office/report";

/// The report of these days, or of the last half-year.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn report(period: Option<Period>) -> Result<Report, ApiError> {
    let of = period.map_or_else(String::new, |period| format!("?period={period}"));
    call("GET", &format!("{REPORT}{of}"), None::<&()>).await
}

/// Where a browser gets the report as a document.
pub(super) fn document(name: &str, period: Period) -> String {
    format!("{REPORT}/{name}?period={period}")
}

/// What is published.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn publications() -> Result<Published, ApiError> {
    call("GET", &format!("{REPORT}/publications"), None::<&()>).await
}

/// Publishes the report of these days.
///
/// # Errors
/// When no answer came, the role does not include it (403), or the days are not over (422).
pub(super) async fn publish(period: Period) -> Result<Published, ApiError> {
    let url = format!("{REPORT}/publications");
    call("POST", &url, Some(&Publish { period })).await
}

/// Where a browser gets a letter: `html` to be printed, `docx` to be saved. `n` is the number of the
/// event it tells of, from 1.
pub(super) fn letter(id: Uuid, n: usize, kind: LetterKind, form: &str) -> String {
    let kind = kind.code();
    format!("/api/v1/office/requests/{id}/letters/{n}-{kind}.{form}")
}

/// Where a browser gets a paper of a request, to be printed: `sheet.html` or `card.html`.
pub(super) fn paper(id: Uuid, name: &str) -> String {
    format!("/api/v1/office/requests/{id}/papers/{name}")
}

const LETTERS: &str = "/api/v1/office/letters";

/// The templates of letters.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn templates() -> Result<Templates, ApiError> {
    call("GET", LETTERS, None::<&()>).await
}

/// Changes a template; an empty text goes back to the standard one.
///
/// # Errors
/// When no answer came, the role does not include it (403), or the text is wrong (422).
pub(super) async fn put_template(new: &NewTemplate) -> Result<Templates, ApiError> {
    call("PUT", LETTERS, Some(new)).await
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

const KIOSKS: &str = "/api/v1/office/kiosks";

/// The kiosks, and what of theirs was put aside.
///
/// # Errors
/// When no answer came or the server states a problem.
pub(super) async fn kiosks() -> Result<KioskList, ApiError> {
    call("GET", KIOSKS, None::<&()>).await
}

/// Takes in the tablet that shows this code.
///
/// # Errors
/// When no answer came, the role does not include it (403), or no tablet shows the code (422).
pub(super) async fn take_kiosk_in(sent: &TakeIn) -> Result<KioskList, ApiError> {
    call("POST", KIOSKS, Some(sent)).await
}

/// Ends a kiosk.
///
/// # Errors
/// When no answer came, or the role does not include it (403).
pub(super) async fn end_kiosk(id: Uuid, how: &EndKiosk) -> Result<KioskList, ApiError> {
    call("POST", &format!("{KIOSKS}/{id}/end"), Some(how)).await
}

/// Makes a new key to seal to.
///
/// # Errors
/// When no answer came, or the role does not include it (403).
pub(super) async fn change_kiosk_key() -> Result<KioskList, ApiError> {
    call("POST", &format!("{KIOSKS}/key"), None::<&()>).await
}
