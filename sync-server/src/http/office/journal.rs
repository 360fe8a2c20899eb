use axum::extract::{Query, State};
use domain::law::TermClass;
use domain::sync::office::{JournalPage, JournalQuery, Show};
use domain::sync::wire::ProblemDetails;
use serde::de::DeserializeOwned;

use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::PageKey;

/// Shows a page of the journal.
#[utoipa::path(
    get,
    path = "/api/v1/office/journal",
    tag = "office",
    security(("session" = [])),
    params(
        ("show" = Option<Show>, Query, description = "Which ones; `open` if not said"),
        ("search" = Option<String>, Query, description = "An index, or beginnings of words"),
        ("class" = Option<TermClass>, Query, description = "Only this class of term"),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
    ),
    responses(
        (status = 200, description = "At most 50 rows", body = JournalPage,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn journal(
    State(app): State<AppState>,
    _: SignedIn,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Answer<JournalPage>, Problem> {
    let query = parse(asked)?;
    let after = query.after.as_deref().map(read_key).transpose()?;
    let page = app.journal.page(app.holder, query, after).await?;
    Ok(Answer(JournalPage {
        rows: page.rows,
        next: page.next.map(|key| format!("{}.{}", key.major, key.minor)),
        counts: page.counts,
        server_time: app.clock.now(),
    }))
}

/// An empty parameter is one that was not given: forms send those.
fn parse(asked: Vec<(String, String)>) -> Result<JournalQuery, Problem> {
    let mut query = JournalQuery::default();
    for (name, value) in asked.into_iter().filter(|(_, value)| !value.is_empty()) {
        match name.as_str() {
            "show" => query.show = named(value)?,
            "class" => query.class = Some(named(value)?),
            "search" => query.search = value,
            "after" => query.after = Some(value),
            _ => return Err(Kind::Malformed.into()),
        }
    }
    Ok(query)
}

fn named<T: DeserializeOwned>(name: String) -> Result<T, Problem> {
    serde_json::from_value(serde_json::Value::String(name)).map_err(|_| Kind::Malformed.into())
}

fn read_key(text: &str) -> Result<PageKey, Problem> {
    let (major, minor) = text.split_once('.').ok_or(Kind::Malformed)?;
    let number = |text: &str| text.parse().map_err(|_| Problem::from(Kind::Malformed));
    Ok(PageKey { major: number(major)?, minor: number(minor)? })
}
