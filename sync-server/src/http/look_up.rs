use axum::extract::State;
use domain::request::normalise_index;
use domain::sync::AccessCode;
use domain::sync::wire::{LookUp, LookedUp, ProblemDetails};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::answer::Answer;
use super::body::Sent;
use super::problem::Problem;
use super::problem_text::Kind;
use super::reads::Reads;
use super::{AppState, second_code, views};
use crate::journal::{CaseRecord, JournalError};

/// Looks a case up by its index; with the right access code, the whole of it.
#[utoipa::path(
    post,
    path = "/api/v1/look-ups",
    tag = "citizen",
    request_body(content = LookUp, content_type = "application/json"),
    responses(
        (status = 200, description = "The case; a wrong code answers as no code does",
            body = LookedUp, content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No request has this index", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(super) async fn look_up(
    State(app): State<AppState>,
    reads: Reads,
    Sent(asked): Sent<LookUp>,
) -> Result<Answer<LookedUp>, Problem> {
    let index = normalise_index(&asked.index);
    let found = app.journal.by_index(app.holder, asked.year, index).await?;
    let record = found.ok_or(Kind::UnknownIndex)?;
    let public = reads.public(views::public(&record));
    let opens = match asked.access_code.as_deref() {
        Some(code) => opens(&app, code, &record).await?,
        None => false,
    };
    let case = opens.then(|| Box::new(reads.whole(views::whole(record))));
    Ok(Answer(LookedUp { public, case }))
}

/// Whether this is the case's access code, or its device's own; takes the same time wherever they
/// differ.
///
/// # Errors
/// When the journal fails.
pub(super) async fn opens(
    app: &AppState,
    typed: &str,
    record: &CaseRecord,
) -> Result<bool, JournalError> {
    let Some(code) = AccessCode::parse(typed) else {
        return Ok(false);
    };
    let (offered, kept) = (code.hash(), &record.submission.access_code_hash);
    let is_its = offered.as_bytes().ct_eq(kept.as_bytes()).into();
    Ok(is_its || second_code::opens(app, record, &offered).await?)
}

/// The case of this id, if this is its access code.
///
/// # Errors
/// When the journal fails.
pub(super) async fn opened(
    app: &AppState,
    id: Uuid,
    code: &str,
) -> Result<Option<CaseRecord>, JournalError> {
    let found = app.journal.cases(app.holder, vec![id]).await?.pop();
    Ok(match found {
        Some(record) if opens(app, code, &record).await? => Some(record),
        _ => None,
    })
}
