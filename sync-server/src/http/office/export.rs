use std::collections::HashMap;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::request::Deed;
use domain::sync::office::JournalQuery;
use domain::sync::wire::ProblemDetails;
use http_body_util::Channel;
use http_body_util::channel::Sender;
use uuid::Uuid;

use super::file::disposition;
use super::session::SignedIn;
use crate::http::AppState;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::{CaseRecord, HolderSettings, JournalError, PageKey};
use crate::paper::{self, PaperError};
use crate::report::journal;

/// The most requests of one workbook or printed journal: a year of a large city.
const MOST: usize = 5_000;

/// The journal as a file: everything a question finds, in its order. Asked in a body, as the
/// journal is.
#[utoipa::path(
    post,
    path = "/api/v1/office/journal/{document}",
    tag = "office",
    security(("session" = [])),
    params(("document" = String, Path, description = "journal.xlsx, journal.csv or journal.docx")),
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
    let MakeOf(form, media) = MakeOf::named(&document).ok_or(Kind::NotFound)?;
    if !signed_in.officer.role.may(Deed::SeeAll) {
        query.executor = Some(signed_in.officer.department.clone());
    }
    query.after = None;
    let settings = app.settings().await?;
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&document)),
    ];
    let body = match form {
        Form::Lines => lines(app, query, settings),
        Form::Workbook => {
            let records = found(&app, query).await?;
            paper::xlsx::bytes(&[journal::table(&records, &settings)])?.into()
        }
        Form::Sheets => journal::printed(&found(&app, query).await?, &settings)?.into(),
    };
    Ok((headers, body).into_response())
}

enum Form {
    /// Lines with commas, as many as there are requests.
    Lines,
    /// A workbook.
    Workbook,
    /// Sheets to be printed.
    Sheets,
}

struct MakeOf(Form, &'static str);

impl MakeOf {
    fn named(document: &str) -> Option<Self> {
        Some(match document {
            "journal.csv" => Self(Form::Lines, paper::csv::MEDIA),
            "journal.xlsx" => Self(Form::Workbook, paper::xlsx::MEDIA),
            "journal.docx" => Self(Form::Sheets, paper::docx::MEDIA),
            _ => return None,
        })
    }
}

/// The whole as lines, written while it is read: a million requests are never in memory.
fn lines(app: AppState, query: JournalQuery, settings: HolderSettings) -> Body {
    let (mut sender, body) = Channel::<Bytes, JournalError>::new(2);
    tokio::spawn(async move {
        if let Err(error) = send(&app, query, &settings, &mut sender).await {
            tracing::error!(%error, "the journal broke off");
            sender.abort(error);
        }
    });
    Body::new(body)
}

async fn send(
    app: &AppState,
    query: JournalQuery,
    settings: &HolderSettings,
    sender: &mut Sender<Bytes, JournalError>,
) -> Result<(), JournalError> {
    let failed = |error: PaperError| JournalError::Unreadable(error.to_string());
    let (mut after, mut is_first) = (None, true);
    loop {
        let (records, next) = page(app, &query, after).await?;
        let table = journal::table(&records, settings);
        let bytes = if is_first {
            paper::csv::bytes(&table)
        } else {
            paper::csv::more(&table.rows)
        };
        is_first = false;
        after = next;
        // The reader went away: nobody is left to tell.
        let sent = sender.send_data(bytes.map_err(failed)?.into()).await;
        if after.is_none() || sent.is_err() {
            return Ok(());
        }
    }
}

/// Everything the question finds, as long as one file holds it.
async fn found(app: &AppState, query: JournalQuery) -> Result<Vec<CaseRecord>, Problem> {
    let (mut records, mut after) = (Vec::new(), None);
    loop {
        let (more, next) = page(app, &query, after).await?;
        if records.len() + more.len() > MOST {
            return Err(Kind::TooManyRows.into());
        }
        records.extend(more);
        after = next;
        if after.is_none() {
            return Ok(records);
        }
    }
}

/// A page of what the question finds, in its order, and where the next one begins.
async fn page(
    app: &AppState,
    query: &JournalQuery,
    after: Option<PageKey>,
) -> Result<(Vec<CaseRecord>, Option<PageKey>), JournalError> {
    let page = app.journal.page(app.holder, query.clone(), after).await?;
    let ids: Vec<Uuid> = page.rows.iter().map(|row| row.id).collect();
    let cases = app.journal.cases(app.holder, ids.clone()).await?;
    let mut by_id: HashMap<Uuid, CaseRecord> = cases
        .into_iter()
        .map(|one| (one.registered.id, one))
        .collect();
    let in_order = ids.iter().filter_map(|id| by_id.remove(id));
    Ok((in_order.collect(), page.next))
}
