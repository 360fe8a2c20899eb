use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::request::{Deed, Language};
use domain::sync::office::JournalQuery;
use domain::sync::wire::ProblemDetails;
use uuid::Uuid;

use super::file::disposition;
use super::session::SignedIn;
use crate::http::AppState;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::CaseRecord;
use crate::paper;
use crate::report::journal;

/// The most requests of one file: a year of a large city.
const MOST: usize = 5_000;

/// The journal as a file: everything a question finds, in its order. Asked in a body, as the
/// journal is.
#[utoipa::path(
    post,
    path = "/api/v1/office/journal/{document}",
    tag = "office",
    security(("session" = [])),
    params(("document" = String, Path, description = "journal.xlsx or journal.csv")),
    request_body(content = JournalQuery, content_type = "application/json"),
    responses(
        (status = 200, description = "The file, to be saved", body = Vec<u8>,
            content_type = "application/octet-stream"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "Asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such document", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "More requests than a file holds", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn export(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(document): Path<String>,
    Sent(mut query): Sent<JournalQuery>,
) -> Result<Response, Problem> {
    let as_workbook = match document.as_str() {
        "journal.xlsx" => true,
        "journal.csv" => false,
        _ => return Err(Kind::NotFound.into()),
    };
    if !signed_in.officer.role.may(Deed::SeeAll) {
        query.executor = Some(signed_in.officer.department.clone());
    }
    query.after = None;
    let records = found(&app, query).await?;
    let table = journal::table(&records, Language::Uk);
    let (bytes, media) = if as_workbook {
        (paper::xlsx::bytes(&[table])?, paper::xlsx::MEDIA)
    } else {
        (paper::csv::bytes(&table)?, paper::csv::MEDIA)
    };
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&document)),
    ];
    Ok((headers, bytes).into_response())
}

/// Everything the question finds, page by page.
async fn found(app: &AppState, query: JournalQuery) -> Result<Vec<CaseRecord>, Problem> {
    let (mut records, mut after) = (Vec::new(), None);
    loop {
        let page = app.journal.page(app.holder, query.clone(), after).await?;
        let ids: Vec<Uuid> = page.rows.iter().map(|row| row.id).collect();
        if records.len() + ids.len() > MOST {
            return Err(Kind::TooManyRows.into());
        }
        let cases = app.journal.cases(app.holder, ids.clone()).await?;
        let mut by_id: HashMap<Uuid, CaseRecord> = cases
            .into_iter()
            .map(|one| (one.registered.id, one))
            .collect();
        records.extend(ids.iter().filter_map(|id| by_id.remove(id)));
        after = page.next;
        if after.is_none() {
            return Ok(records);
        }
    }
}
