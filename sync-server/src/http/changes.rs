use std::collections::{HashMap, HashSet};

use axum::extract::State;
use domain::sync::wire::{Changes, ChangesQuery, MAX_CHANGES, PROTOCOL, ProblemDetails};

use super::answer::Answer;
use super::body::Sent;
use super::look_up::opens;
use super::problem::Problem;
use super::problem_text::Kind;
use super::reads::Reads;
use super::{AppState, views};

/// Tells a device what changed in its cases since it last looked.
#[utoipa::path(
    post,
    path = "/api/v1/changes",
    tag = "citizen",
    request_body(content = ChangesQuery, content_type = "application/json"),
    responses(
        (status = 200, description = "The cases with news", body = Changes,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed, or over 100 cases", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 426, description = "The protocol is too old", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(super) async fn changes(
    State(app): State<AppState>,
    reads: Reads,
    Sent(asked): Sent<ChangesQuery>,
) -> Result<Answer<Changes>, Problem> {
    match asked.v {
        PROTOCOL => {}
        0..PROTOCOL => return Err(Kind::ProtocolOld.into()),
        _ => return Err(Kind::ProtocolNew.into()),
    }
    if asked.cases.len() > MAX_CHANGES {
        return Err(Kind::Malformed.into());
    }
    let mut asked = asked;
    let mut seen = HashSet::new();
    asked.cases.retain(|known| seen.insert(known.id));
    let ids = asked.cases.iter().map(|known| known.id).collect();
    let found = app.journal.cases(app.holder, ids).await?;
    let mut found: HashMap<_, _> = found
        .into_iter()
        .map(|record| (record.registered.id, record))
        .collect();
    let (mut cases, mut unknown) = (Vec::new(), Vec::new());
    for known in asked.cases {
        let record = match found.remove(&known.id) {
            Some(record) if opens(&app, &known.access_code, &record).await? => Some(record),
            _ => None,
        };
        match record {
            None => unknown.push(known.id),
            // Not equal, rather than greater: after a restored backup the device's view is newer.
            Some(record) if record.version() != known.cursor => {
                cases.push(reads.whole(views::whole(record)));
            }
            Some(_) => {}
        }
    }
    Ok(Answer(Changes {
        v: PROTOCOL,
        cases,
        unknown,
        server_time: app.clock.now(),
    }))
}
