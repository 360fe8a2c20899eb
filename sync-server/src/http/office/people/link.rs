//! Links by which a password is set: handed over by an administrator, used once.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};
use domain::request::Deed;
use domain::sync::AccessCode;
use domain::sync::people::{LINK_DAYS, Link, StaffEvent, Standing};
use domain::sync::wire::ProblemDetails;
use serde::{Deserialize, Serialize};

use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::office::credentials::{failed, member};
use crate::http::office::desk::{self, read_number};
use crate::http::office::session::SignedIn;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::people::record_id;
use crate::journal::{Decided, JournalError, Officer, Record, RecordKind, RecordWrite, record};
use crate::password;

const KIND: RecordKind = RecordKind::Invitation;

/// A link as it is kept; its key is the SHA-256 of its code.
#[derive(Serialize, Deserialize)]
struct Kept {
    officer: i64,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    until: DateTime<Utc>,
}

fn read(record: &Record) -> Result<Kept, JournalError> {
    Ok(serde_json::from_str(&record.body)?)
}

/// Makes a link for this officer; one made before no longer works.
pub(super) async fn give(
    app: &AppState,
    officer: &Officer,
    by: Option<&Officer>,
) -> Result<Link, Problem> {
    let code = AccessCode::from_random(password::random().map_err(|error| failed(&error))?);
    let (key, id) = (code.hash(), officer.id);
    let decide = move |_: Option<&Record>, now: DateTime<Utc>| {
        let until = now + TimeDelta::days(LINK_DAYS);
        let body = serde_json::to_string(&Kept { officer: id, until });
        match body.map_err(JournalError::from) {
            Ok(body) => {
                let write = RecordWrite {
                    key: Some(key),
                    body,
                    ..RecordWrite::default()
                };
                (Decided::Write(Box::new(write)), Ok(until))
            }
            Err(error) => (Decided::Leave, Err(error)),
        }
    };
    let record = record_id(id);
    let (_, until) = record::change(&*app.journal, app.holder, KIND, record, by, decide).await?;
    desk::note(app, id, by, StaffEvent::LinkMade).await?;
    Ok(Link {
        id,
        name: officer.name.clone(),
        code: code.as_str().to_owned(),
        until: until?,
    })
}

/// Until when the link of this officer can be used, if one can.
pub(super) async fn until(app: &AppState, officer: i64) -> Result<Option<DateTime<Utc>>, Problem> {
    let id = record_id(officer);
    let found = app.journal.record(app.holder, KIND, id).await?;
    let kept = found.as_ref().map(read).transpose()?;
    let now = app.clock.now();
    Ok(kept.map(|kept| kept.until).filter(|until| *until > now))
}

/// Whose link has this code, and until when.
pub(in crate::http::office) async fn find(
    app: &AppState,
    code: &str,
) -> Result<(i64, DateTime<Utc>), Problem> {
    let key = AccessCode::parse(code).ok_or(Kind::LinkGone)?.hash();
    let found = app.journal.record_by_key(app.holder, KIND, key).await?;
    let kept = read(&found.ok_or(Kind::LinkGone)?)?;
    if kept.until <= app.clock.now() {
        return Err(Kind::LinkGone.into());
    }
    Ok((kept.officer, kept.until))
}

/// Uses up the link with this code; of two at the same time one does.
pub(in crate::http::office) async fn take(
    app: &AppState,
    officer: i64,
    code: &str,
) -> Result<(), Problem> {
    let key = AccessCode::parse(code).ok_or(Kind::LinkGone)?.hash();
    let decide = move |there: Option<&Record>, _: DateTime<Utc>| match there {
        Some(record) if record.key.as_deref() == Some(key.as_str()) => (Decided::Delete, true),
        _ => (Decided::Leave, false),
    };
    let id = record_id(officer);
    let (_, taken) = record::change(&*app.journal, app.holder, KIND, id, None, decide).await?;
    if taken {
        Ok(())
    } else {
        Err(Kind::LinkGone.into())
    }
}

/// Takes the link of this officer back; whether there was one.
pub(super) async fn drop(app: &AppState, officer: i64) -> Result<bool, Problem> {
    let decide = |there: Option<&Record>, _: DateTime<Utc>| match there {
        Some(_) => (Decided::Delete, true),
        None => (Decided::Leave, false),
    };
    let id = record_id(officer);
    let (_, dropped) = record::change(&*app.journal, app.holder, KIND, id, None, decide).await?;
    Ok(dropped)
}

/// Makes a link for somebody who has forgotten the password or lost the link.
#[utoipa::path(
    post,
    path = "/api/v1/office/people/{id}/link",
    tag = "office",
    security(("session" = [])),
    params(("id" = i64, Path, description = "The journal's number of the person")),
    responses(
        (status = 200, description = "The link to hand over: it is never shown again", body = Link,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "Nobody has this number", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "The person is kept out", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn make(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<Link>, Problem> {
    signed_in.may(Deed::Administer)?;
    let member = member(&app, read_number(&id)?).await?;
    if member.standing == Standing::Blocked {
        return Err(Kind::IsBlocked.into());
    }
    let by = Some(&signed_in.officer);
    Ok(Answer(give(&app, &member.officer, by).await?))
}

/// Takes the link of somebody back.
#[utoipa::path(
    delete,
    path = "/api/v1/office/people/{id}/link",
    tag = "office",
    security(("session" = [])),
    params(("id" = i64, Path, description = "The journal's number of the person")),
    responses(
        (status = 204, description = "No link of this person works"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "Nobody has this number", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn revoke(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    signed_in.may(Deed::Administer)?;
    let id = member(&app, read_number(&id)?).await?.officer.id;
    if drop(&app, id).await? {
        let by = Some(&signed_in.officer);
        desk::note(&app, id, by, StaffEvent::LinkRevoked).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
