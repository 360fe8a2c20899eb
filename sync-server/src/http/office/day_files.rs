//! Photos and materials of an open day: put there, confirmed, described, taken away.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::open_day::{FILE_HEADER, FileEvent, NewShown, ShownFiles};
use domain::request::{Deed, harmless_name, media_of};
use domain::sync::Digest;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::paper::{described, drain, read as read_bytes, to_save};
use super::session::SignedIn;
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::open_days::{Wrong, days, read};
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::upload::body::Incoming;
use crate::open_day::shown;
use crate::upload::bare::bare;
use crate::upload::kind;

/// Where files are sent.
pub(super) const PATH: &str = "/api/v1/office/days/{id}/files";

/// The addresses.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(show, act))
}

/// The photos and materials of a day.
#[utoipa::path(get, path = "/api/v1/office/days/{id}/files", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day")),
    responses((status = 200, description = "In the order they were put there", body = ShownFiles,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn list(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<ShownFiles>, Problem> {
    signed_in.sees_days()?;
    let files = days(&app).shown(read(&id)?).await?;
    Ok(Answer(ShownFiles { files }))
}

/// Puts a photo or a material to a day: one file, whose bytes are the body. Sent twice, it is kept
/// once. Nobody but the office sees it before it is confirmed. What a picture's file says beside the
/// picture (where, when, by whose device) is taken out, but for which side is up.
#[utoipa::path(post, path = "/api/v1/office/days/{id}/files", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day"),
        ("vr-day-file" = String, Header,
            description = "What it is: a NewShown as JSON, percent-encoded as in an address")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream",
        description = "The file: a photo of at most 4 MiB, a material of at most 20 MiB"),
    responses((status = 200, description = "The files as they are now", body = ShownFiles,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn add(
    State(app): State<AppState>,
    signed_in: Result<SignedIn, Problem>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Answer<ShownFiles>, Problem> {
    let mut incoming = Incoming::new(body, app.silence);
    // Whoever is refused before the file is read would see a broken connection and no reason.
    let asked = asked(signed_in, &id, &headers);
    let (signed_in, id, new, media) = match asked {
        Ok(asked) => asked,
        Err(problem) => {
            drain(&mut incoming).await;
            return Err(problem);
        }
    };
    let Ok(_place) = app.papers.try_acquire() else {
        drain(&mut incoming).await;
        return Err(Problem::from(Kind::Busy).retry_after(5));
    };
    let bytes = read_bytes(&mut incoming).await?;
    let _look = app.looks.acquire().await.map_err(|_| Kind::Unavailable)?;
    let look = move || {
        let bytes = kind::is(media, &bytes).then_some(bytes)?;
        let bytes = bare(media, bytes)?;
        Some((Digest::of(&bytes), bytes))
    };
    // A file that makes a reader of files panic is of no kind.
    let found = tokio::task::spawn_blocking(look).await.unwrap_or(None);
    let (digest, bytes) = found.ok_or(Kind::PaperKind)?;
    let sent = shown::Sent {
        new,
        media,
        digest,
        bytes,
    };
    let days = days(&app);
    days.put_file(id, sent, &signed_in.officer).await?;
    let files = days.shown(id).await?;
    Ok(Answer(ShownFiles { files }))
}

type Asked = (SignedIn, uuid::Uuid, NewShown, &'static str);

fn asked(
    signed_in: Result<SignedIn, Problem>,
    id: &str,
    headers: &HeaderMap,
) -> Result<Asked, Problem> {
    let signed_in = signed_in?;
    signed_in.may(Deed::HoldOpenDays)?;
    let id = read(id)?;
    let mut new: NewShown = described(headers, FILE_HEADER).ok_or(Kind::Malformed)?;
    new.name = harmless_name(&new.name);
    let media = media_of(&new.name).ok_or(Kind::PaperKind)?;
    Ok((signed_in, id, new, media))
}

/// A file of a day, to be saved.
#[utoipa::path(get, path = "/api/v1/office/days/{id}/files/{file}", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day"),
        ("file" = uuid::Uuid, Path, description = "The file")),
    responses((status = 200, description = "The file", body = Vec<u8>,
        content_type = "application/octet-stream"), Wrong))]
async fn show(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    signed_in.sees_days()?;
    let found = days(&app).file(read(&id)?, read(&file)?, false);
    let (file, bytes) = found.await?;
    Ok(to_save(&file.name, &file.media, bytes))
}

/// Confirms a file, hides, describes or takes it away.
#[utoipa::path(post, path = "/api/v1/office/days/{id}/files/{file}", tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The day"),
        ("file" = uuid::Uuid, Path, description = "The file")),
    request_body(content = FileEvent, content_type = "application/json"),
    responses((status = 200, description = "The files as they are now", body = ShownFiles,
        content_type = "application/vnd.vidkryta-rada.v1+json"), Wrong))]
async fn act(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, file)): Path<(String, String)>,
    Sent(event): Sent<FileEvent>,
) -> Result<Answer<ShownFiles>, Problem> {
    signed_in.may(Deed::HoldOpenDays)?;
    let (id, days) = (read(&id)?, days(&app));
    days.act_on_file(id, read(&file)?, event, &signed_in.officer)
        .await?;
    let files = days.shown(id).await?;
    Ok(Answer(ShownFiles { files }))
}
