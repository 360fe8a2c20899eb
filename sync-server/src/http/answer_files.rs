//! The files of an answer, for who has the case's access code.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::request::{Filed, PaperRole};
use domain::sync::paper::{AnswerFile, AnswerFiles, ShowCode};
use domain::sync::wire::ProblemDetails;
use uuid::Uuid;

use super::AppState;
use super::answer::Answer;
use super::body::Sent;
use super::look_up::opened;
use super::office::paper::{cabinet, to_save};
use super::problem::Problem;
use super::problem_text::Kind;

/// The files that go to the requester. A wrong code and a case that does not exist answer alike.
async fn given(app: &AppState, id: &str, code: &str) -> Result<Vec<Filed>, Problem> {
    let id = Uuid::try_parse(id).map_err(|_| Kind::CodeWrong)?;
    opened(app, id, code).await?.ok_or(Kind::CodeWrong)?;
    let mut papers = cabinet(app).of(id).await?;
    papers.retain(|filed| filed.paper.to_requester && !filed.paper.taken_away);
    Ok(papers)
}

/// Lists the files of an answer. The code rides in the body.
#[utoipa::path(
    post,
    path = "/api/v1/submissions/{id}/answer",
    tag = "citizen",
    params(("id" = uuid::Uuid, Path, description = "The submission's id")),
    request_body(content = ShowCode, content_type = "application/json"),
    responses(
        (status = 200, description = "The files; none before there are any", body = AnswerFiles,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "No such request, or the code is not its",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(super) async fn list(
    State(app): State<AppState>,
    Path(id): Path<String>,
    Sent(shown): Sent<ShowCode>,
) -> Result<Answer<AnswerFiles>, Problem> {
    let files = given(&app, &id, &shown.access_code).await?;
    let file = |filed: Filed| AnswerFile {
        id: filed.id,
        name: filed.paper.name,
        size: filed.paper.size,
        signs: match filed.paper.role {
            PaperRole::Signature { of } => Some(of),
            _ => None,
        },
    };
    let files = files.into_iter().map(file).collect();
    Ok(Answer(AnswerFiles { files }))
}

/// Gives a file of an answer.
#[utoipa::path(
    post,
    path = "/api/v1/submissions/{id}/answer/{paper}",
    tag = "citizen",
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("paper" = String, Path, description = "The file's id"),
    ),
    request_body(content = ShowCode, content_type = "application/json"),
    responses(
        (status = 200, description = "The file, to be saved", body = Vec<u8>,
            content_type = "application/octet-stream"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "No such request, or the code is not its",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "The answer has no such file", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(super) async fn file(
    State(app): State<AppState>,
    Path((id, paper)): Path<(String, String)>,
    Sent(shown): Sent<ShowCode>,
) -> Result<Response, Problem> {
    let files = given(&app, &id, &shown.access_code).await?;
    let asked = Uuid::try_parse(&paper).map_err(|_| Kind::NotFound)?;
    let found = files.into_iter().find(|filed| filed.id == asked);
    let Filed { id, paper } = found.ok_or(Kind::NotFound)?;
    let bytes = cabinet(&app).bytes(id, &paper.digest).await?;
    Ok(to_save(&paper.name, &paper.media, bytes))
}
