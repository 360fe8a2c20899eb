use axum::extract::State;
use domain::request::normalise_index;
use domain::sync::AccessCode;
use domain::sync::wire::{LookUp, LookedUp, ProblemDetails};
use subtle::ConstantTimeEq;

use super::answer::Answer;
use super::body::Sent;
use super::problem::Problem;
use super::problem_text::Kind;
use super::reads::Reads;
use super::{AppState, views};
use crate::journal::CaseRecord;

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
    let opens = asked
        .access_code
        .as_deref()
        .is_some_and(|code| opens(code, &record));
    let case = opens.then(|| Box::new(reads.whole(views::whole(record))));
    Ok(Answer(LookedUp { public, case }))
}

/// Whether this is the case's access code; takes the same time wherever they differ.
pub(super) fn opens(typed: &str, record: &CaseRecord) -> bool {
    let Some(code) = AccessCode::parse(typed) else {
        return false;
    };
    let (offered, kept) = (code.hash(), &record.submission.access_code_hash);
    offered.as_bytes().ct_eq(kept.as_bytes()).into()
}
