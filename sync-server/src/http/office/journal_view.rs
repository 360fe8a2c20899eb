//! How an officer looks at the journal: columns and views, each officer's own.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::sync::journal_view::{
    ChosenColumns, JournalDesk, JournalView, LONGEST_VIEW_NAME, MAX_VIEWS, SavedView, columns,
};
use domain::sync::wire::ProblemDetails;
use uuid::Uuid;

use super::desk::{self, Change};
use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;

/// Shows one's own columns and views of the journal.
#[utoipa::path(
    get,
    path = "/api/v1/office/me/journal",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "Columns and views", body = JournalDesk,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn show(
    State(app): State<AppState>,
    signed_in: SignedIn,
) -> Result<Answer<JournalDesk>, Problem> {
    Ok(Answer(
        desk::load(&app, signed_in.officer.id).await?.journal,
    ))
}

/// Chooses the columns of one's own journal.
#[utoipa::path(
    put,
    path = "/api/v1/office/me/journal/columns",
    tag = "office",
    security(("session" = [])),
    request_body(content = ChosenColumns, content_type = "application/json"),
    responses(
        (status = 200, description = "Columns and views now", body = JournalDesk,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn put_columns(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(chosen): Sent<ChosenColumns, 4_096>,
) -> Result<Answer<JournalDesk>, Problem> {
    let officer = &signed_in.officer;
    let change = move |own: &mut crate::factor::Own, _| {
        own.journal.columns = columns(&chosen.columns);
        Change::keep(None, Ok(own.journal.clone()))
    };
    Ok(Answer(
        desk::change(&app, officer.id, Some(officer), change).await?,
    ))
}

/// Keeps a view of the journal under a name of one's own. The same id twice is one view.
#[utoipa::path(
    put,
    path = "/api/v1/office/me/journal/views/{id}",
    tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The view's id, made by the browser")),
    request_body(content = JournalView, content_type = "application/json"),
    responses(
        (status = 200, description = "Columns and views now", body = JournalDesk,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "No name, one too long, or too many views",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn put(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Sent(view): Sent<JournalView, 8_192>,
) -> Result<Answer<JournalDesk>, Problem> {
    let id = Uuid::try_parse(&id).map_err(|_| Kind::BadId)?;
    let view = view.kept().ok_or_else(wrong_name)?;
    let officer = &signed_in.officer;
    let change = move |own: &mut crate::factor::Own, _| {
        if own.journal.keep(SavedView { id, view }) {
            Change::keep(None, Ok(own.journal.clone()))
        } else {
            Change::leave(Err(too_many()))
        }
    };
    Ok(Answer(
        desk::change(&app, officer.id, Some(officer), change).await?,
    ))
}

fn wrong_name() -> Problem {
    Problem::from(Kind::WrongView).saying(
        format!("Назвіть подання в один рядок, щонайбільше {LONGEST_VIEW_NAME} знаків."),
        format!("Name the view in one line of at most {LONGEST_VIEW_NAME} characters."),
    )
}

fn too_many() -> Problem {
    Problem::from(Kind::WrongView).saying(
        format!("Збережено вже {MAX_VIEWS} подань. Видаліть те, яким не користуєтеся."),
        format!("{MAX_VIEWS} views are kept already. Delete one you do not use."),
    )
}

/// Forgets a view of one's own.
#[utoipa::path(
    delete,
    path = "/api/v1/office/me/journal/views/{id}",
    tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The view's id")),
    responses(
        (status = 204, description = "It is not there, or no longer"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn delete(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = Uuid::try_parse(&id).map_err(|_| Kind::BadId)?;
    let officer = &signed_in.officer;
    let change = move |own: &mut crate::factor::Own, _| {
        own.journal.forget(id);
        Change::keep(None, Ok(()))
    };
    desk::change(&app, officer.id, Some(officer), change).await?;
    Ok(StatusCode::NO_CONTENT)
}
