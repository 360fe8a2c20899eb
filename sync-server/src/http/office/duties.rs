//! The council's duties in the office: the page on access, the register of documents, the bookings
//! of the place to work with them.

use axum::extract::{Path, State};
use chrono::NaiveDate;
use domain::register::{
    AccessCard, DocumentActAsk, DocumentCard, DocumentsAsk, DocumentsPage, ImportAsk, ImportTold,
    NewAccess, NewDocument, NewVisitRules, VisitAsk, VisitDay, VisitRulesCard, VisitsBoard,
};
use domain::request::Deed;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::duties::duties;
use crate::http::open_days::{Wrong, read};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;

/// Five texts of ten thousand letters, and links.
const PAGE: usize = 512 * 1024;
/// A table of five thousand lines.
const TABLE: usize = 4 * 1024 * 1024;

/// The addresses.
pub(in crate::http) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(access, put_access))
        .routes(routes!(documents))
        .routes(routes!(document, put_document))
        .routes(routes!(act_on_document))
        .routes(routes!(import))
        .routes(routes!(board))
        .routes(routes!(put_rules))
        .routes(routes!(day, act))
}

/// What is published of access, what is missing, and who changed it when.
#[utoipa::path(get, path = "/api/v1/office/access", tag = "office", security(("session" = [])),
    responses((status = 200, description = "The page", body = AccessCard,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn access(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<AccessCard>, Problem> {
    signed_in.may(Deed::SeeAll)?;
    Ok(Answer(duties(&app).access().await?))
}

/// Publishes the page on access, changed.
#[utoipa::path(put, path = "/api/v1/office/access", tag = "office", security(("session" = [])),
    request_body(content = NewAccess, content_type = "application/json"),
    responses((status = 200, description = "The page as it stands now", body = AccessCard,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn put_access(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(new): Sent<NewAccess, PAGE>,
) -> Result<Answer<AccessCard>, Problem> {
    signed_in.may(Deed::EditAccess)?;
    let put = duties(&app).put_access(new, &signed_in.officer);
    Ok(Answer(put.await?))
}

/// A page of the register of documents. Asked in a body, as the journal is.
#[utoipa::path(post, path = "/api/v1/office/documents", tag = "office",
    security(("session" = [])),
    request_body(content = DocumentsAsk, content_type = "application/json"),
    responses((status = 200, description = "The latest documents first", body = DocumentsPage,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn documents(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(asked): Sent<DocumentsAsk>,
) -> Result<Answer<DocumentsPage>, Problem> {
    signed_in.may(Deed::SeeAll)?;
    Ok(Answer(duties(&app).documents(asked).await?))
}

/// A document of the register, with its history.
#[utoipa::path(get, path = "/api/v1/office/documents/{id}", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The document")),
    responses((status = 200, description = "The document", body = DocumentCard,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn document(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<DocumentCard>, Problem> {
    signed_in.may(Deed::SeeAll)?;
    Ok(Answer(duties(&app).document_card(read(&id)?).await?))
}

/// Enters a document, or changes it; the same new one again is the same document.
#[utoipa::path(put, path = "/api/v1/office/documents/{id}", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "Made by the device")),
    request_body(content = NewDocument, content_type = "application/json"),
    responses((status = 200, description = "The document as it stands now", body = DocumentCard,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn put_document(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(new): Sent<NewDocument, PAGE>,
) -> Result<Answer<DocumentCard>, Problem> {
    signed_in.may(Deed::KeepRegister)?;
    let put = duties(&app).put_document(read(&id)?, new, &signed_in.officer);
    Ok(Answer(put.await?))
}

/// Takes a document out of the register for a reason, or puts it back. Its history stays; nobody but
/// the office sees what was taken out.
#[utoipa::path(post, path = "/api/v1/office/documents/{id}/acts", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The document")),
    request_body(content = DocumentActAsk, content_type = "application/json"),
    responses((status = 200, description = "The document as it stands now", body = DocumentCard,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn act_on_document(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(asked): Sent<DocumentActAsk>,
) -> Result<Answer<DocumentCard>, Problem> {
    signed_in.may(Deed::KeepRegister)?;
    let acted = duties(&app).act_on_document(read(&id)?, asked, &signed_in.officer);
    Ok(Answer(acted.await?))
}

/// Looks at a table of documents, and takes it in if that is asked.
#[utoipa::path(post, path = "/api/v1/office/documents/import", tag = "office",
    security(("session" = [])),
    request_body(content = ImportAsk, content_type = "application/json"),
    responses((status = 200, description = "What it holds, and what became of it",
        body = ImportTold, content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn import(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(asked): Sent<ImportAsk, TABLE>,
) -> Result<Answer<ImportTold>, Problem> {
    signed_in.may(Deed::KeepRegister)?;
    let import = duties(&app).import(asked, &*app.clock, &signed_in.officer);
    Ok(Answer(import.await?))
}

/// The rules of the place to work with documents, and the days with bookings.
#[utoipa::path(get, path = "/api/v1/office/visits", tag = "office", security(("session" = [])),
    responses((status = 200, description = "The place", body = VisitsBoard,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn board(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<VisitsBoard>, Problem> {
    signed_in.may(Deed::SeeAll)?;
    let board = duties(&app).visits_board(app.clock.now());
    Ok(Answer(board.await?))
}

/// Sets the rules of the place; what is booked stays.
#[utoipa::path(put, path = "/api/v1/office/visits", tag = "office", security(("session" = [])),
    request_body(content = NewVisitRules, content_type = "application/json"),
    responses((status = 200, description = "The rules as they stand now", body = VisitRulesCard,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn put_rules(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(new): Sent<NewVisitRules>,
) -> Result<Answer<VisitRulesCard>, Problem> {
    signed_in.may(Deed::EditAccess)?;
    let put = duties(&app).put_visit_rules(new, &signed_in.officer);
    Ok(Answer(put.await?))
}

/// The bookings of a day: names and contacts, for those only who receive visitors.
#[utoipa::path(get, path = "/api/v1/office/visits/{day}", tag = "office",
    security(("session" = [])),
    params(("day" = NaiveDate, Path, description = "The day, Kyiv")),
    responses((status = 200, description = "By slot", body = VisitDay,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn day(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(day): Path<String>,
) -> Result<Answer<VisitDay>, Problem> {
    signed_in.may(Deed::ReceiveReaders)?;
    let found = duties(&app).visit_day(read_day(&day)?, app.clock.now());
    Ok(Answer(found.await?))
}

/// Confirms or refuses a booking, notes who came.
#[utoipa::path(post, path = "/api/v1/office/visits/{day}", tag = "office",
    security(("session" = [])),
    params(("day" = NaiveDate, Path, description = "The day, Kyiv")),
    request_body(content = VisitAsk, content_type = "application/json"),
    responses((status = 200, description = "The day as it stands now", body = VisitDay,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn act(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(day): Path<String>,
    Sent(asked): Sent<VisitAsk>,
) -> Result<Answer<VisitDay>, Problem> {
    signed_in.may(Deed::ReceiveReaders)?;
    let acted = duties(&app).act_on_visit(read_day(&day)?, asked, &signed_in.officer);
    Ok(Answer(acted.await?))
}

fn read_day(day: &str) -> Result<NaiveDate, Problem> {
    day.parse().map_err(|_| Kind::NotFound.into())
}
