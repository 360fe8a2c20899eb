use axum::extract::State;
use domain::request::Deed;
use domain::sync::office::{JournalPage, JournalQuery};
use domain::sync::wire::ProblemDetails;
use uuid::Uuid;

use super::session::SignedIn;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::{AppState, views};
use crate::journal::PageKey;

/// Shows a page of the journal. Asked in a body, because what an officer searches for is often a
/// name, and addresses end in logs.
#[utoipa::path(
    post,
    path = "/api/v1/office/journal",
    tag = "office",
    security(("session" = [])),
    request_body(content = JournalQuery, content_type = "application/json"),
    responses(
        (status = 200, description = "At most 50 rows", body = JournalPage,
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
pub(in crate::http) async fn journal(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Sent(mut query): Sent<JournalQuery>,
) -> Result<Answer<JournalPage>, Problem> {
    if !signed_in.officer.role.may(Deed::SeeAll) {
        query.executor = Some(signed_in.officer.department.clone());
    }
    let after = query.after.as_deref().map(read_key).transpose()?;
    let named = Uuid::try_parse(query.search.trim()).ok();
    let mut page = app.journal.page(app.holder, query, after).await?;
    if let Some(id) = named {
        // A letter or a sheet names the submission it repeats: whether it is registered already is
        // asked of the whole journal, whatever the page shows.
        let found = app.journal.cases(app.holder, vec![id]).await?;
        let seen = found.iter().filter(|record| signed_in.sees(record));
        page.rows = seen.map(views::row).collect();
        page.next = None;
    }
    Ok(Answer(JournalPage {
        rows: page.rows,
        next: page.next.map(|key| format!("{}.{}", key.major, key.minor)),
        counts: page.counts,
        server_time: app.clock.now(),
    }))
}

fn read_key(text: &str) -> Result<PageKey, Problem> {
    let (major, minor) = text.split_once('.').ok_or(Kind::Malformed)?;
    let number = |text: &str| text.parse().map_err(|_| Problem::from(Kind::Malformed));
    Ok(PageKey {
        major: number(major)?,
        minor: number(minor)?,
    })
}
