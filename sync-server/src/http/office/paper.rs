//! Papers of a request: putting them to it, saying what they are, taking them away, publishing.

use axum::body::Body;
use axum::extract::{MatchedPath, Path, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use domain::request::{MAX_PAPER_BYTES, Paper, harmless_name, paper_media};
use domain::sync::Digest;
use domain::sync::paper::{CasePapers, NewPaper, PAPER_HEADER, PaperMark, PublishPaper};
use domain::sync::wire::ProblemDetails;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::card::read_id;
use super::day_files;
use super::file::{POLICY, disposition};
use super::paper_words::refused;
use super::session::SignedIn;
use crate::filed::{Cabinet, NotDone};
use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::upload::body::{Cut, Incoming};
use crate::journal::CaseRecord;
use crate::upload::kind;

const PATH: &str = "/api/v1/office/requests/{id}/papers";
/// What is read and thrown away of a file that is too large, so that its sender sees the answer.
const DRAINED: u64 = 64 * 1024 * 1024;

/// Whether this sends a paper or a file of an open day, which may take longer than anything else.
pub(in crate::http) fn is_paper(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>();
    let takes_files = |route: &MatchedPath| [PATH, day_files::PATH].contains(&route.as_str());
    request.method() == Method::POST && route.is_some_and(takes_files)
}

impl From<NotDone> for Problem {
    fn from(not_done: NotDone) -> Self {
        match not_done {
            NotDone::Journal(error) => error.into(),
            NotDone::Refused(why) => refused(why),
            NotDone::Taken => Kind::PaperTaken.into(),
        }
    }
}

pub(in crate::http) fn cabinet(app: &AppState) -> Cabinet<'_> {
    Cabinet {
        journal: &*app.journal,
        holder: app.holder,
    }
}

/// The case, if this officer sees it.
async fn seen(app: &AppState, signed_in: &SignedIn, id: &str) -> Result<CaseRecord, Problem> {
    let id = read_id(id)?;
    let mut found = app.journal.cases(app.holder, vec![id]).await?;
    let record = found.pop().filter(|record| signed_in.sees(record));
    Ok(record.ok_or(Kind::NotFound)?)
}

fn paper_id(text: &str) -> Result<Uuid, Problem> {
    Uuid::try_parse(text).map_err(|_| Kind::NotFound.into())
}

async fn now(app: &AppState, request: Uuid) -> Result<Answer<CasePapers>, Problem> {
    Ok(Answer(cabinet(app).whole(request).await?))
}

/// The papers of a request and their history.
#[utoipa::path(
    get,
    path = "/api/v1/office/requests/{id}/papers",
    tag = "office",
    security(("session" = [])),
    params(("id" = uuid::Uuid, Path, description = "The submission's id")),
    responses(
        (status = 200, description = "The papers", body = CasePapers,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such request", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn list(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<CasePapers>, Problem> {
    let record = seen(&app, &signed_in, &id).await?;
    now(&app, record.registered.id).await
}

/// Puts a paper to a request: one file, whose bytes are the body. Sent twice, it is kept once.
#[utoipa::path(
    post,
    path = "/api/v1/office/requests/{id}/papers",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("vr-paper" = String, Header,
            description = "What it is: a NewPaper as JSON, percent-encoded as in an address"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream",
        description = "The file, at most 20 MiB"),
    responses(
        (status = 200, description = "The papers as they are now", body = CasePapers,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed, or it broke off", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No such request", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "Other bytes are kept under this id", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Larger than 20 MiB", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "Not of its kind, or the rules refuse it",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn add(
    State(app): State<AppState>,
    signed_in: Result<SignedIn, Problem>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Answer<CasePapers>, Problem> {
    let mut incoming = Incoming::new(body, app.silence);
    // Whoever is refused before the file is read would see a broken connection and no reason.
    let asked = asked(&app, signed_in, &id, &headers).await;
    let (signed_in, record, new) = match asked {
        Ok(asked) => asked,
        Err(problem) => {
            incoming.drain(DRAINED).await;
            return Err(problem);
        }
    };
    let Ok(_place) = app.papers.try_acquire() else {
        incoming.drain(DRAINED).await;
        return Err(Problem::from(Kind::Busy).retry_after(5));
    };
    let bytes = read(&mut incoming).await?;
    let (paper, bytes) = look(&app, &signed_in, new.1, new.0, bytes).await?;
    cabinet(&app)
        .add(&record, &signed_in.officer, paper.0, paper.1, bytes)
        .await?;
    now(&app, record.registered.id).await
}

/// A file's media type, and what is said of it.
type Named = (&'static str, NewPaper);

async fn asked(
    app: &AppState,
    signed_in: Result<SignedIn, Problem>,
    id: &str,
    headers: &HeaderMap,
) -> Result<(SignedIn, CaseRecord, Named), Problem> {
    let signed_in = signed_in?;
    let record = seen(app, &signed_in, id).await?;
    let mut new: NewPaper = described(headers, PAPER_HEADER).ok_or(Kind::Malformed)?;
    new.name = harmless_name(&new.name);
    let media = paper_media(&new.name).ok_or(Kind::PaperKind)?;
    Ok((signed_in, record, (media, new)))
}

/// What the header of this name says of a file: JSON, percent-encoded.
pub(super) fn described<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<T> {
    let text = headers.get(name)?.to_str().ok()?;
    let pair = format!("p={}", text.replace('+', "%2B"));
    let (_, text) = form_urlencoded::parse(pair.as_bytes()).next()?;
    serde_json::from_str(&text).ok()
}

/// Reads and throws away what comes, so that its sender sees the answer.
pub(super) async fn drain(incoming: &mut Incoming) {
    incoming.drain(DRAINED).await;
}

/// The whole file, if it is not too large.
pub(super) async fn read(incoming: &mut Incoming) -> Result<Vec<u8>, Problem> {
    let told = incoming.told();
    if told.is_some_and(|told| told > MAX_PAPER_BYTES) {
        incoming.drain(DRAINED).await;
        return Err(Kind::PaperTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(
        told.and_then(|told| usize::try_from(told).ok())
            .unwrap_or(0),
    );
    loop {
        match incoming.next().await {
            Ok(None) => break,
            Ok(Some(data)) => bytes.extend_from_slice(&data),
            Err(Cut::TooSlow) => return Err(Kind::TimedOut.into()),
            Err(_) => return Err(Kind::Malformed.into()),
        }
        if bytes.len() as u64 > MAX_PAPER_BYTES {
            incoming.drain(DRAINED).await;
            return Err(Kind::PaperTooLarge.into());
        }
    }
    if bytes.is_empty() {
        return Err(Kind::PaperKind.into());
    }
    Ok(bytes)
}

/// Looks whether the file is of the kind its name says.
async fn look(
    app: &AppState,
    signed_in: &SignedIn,
    new: NewPaper,
    media: &'static str,
    bytes: Vec<u8>,
) -> Result<((Uuid, Paper), Vec<u8>), Problem> {
    let _place = app.looks.acquire().await.map_err(|_| Kind::Unavailable)?;
    let look = move || {
        let digest = Digest::of(&bytes);
        kind::is(media, &bytes).then_some((digest, bytes))
    };
    // A file that makes a reader of files panic is of no kind.
    let found = tokio::task::spawn_blocking(look).await.unwrap_or(None);
    let (digest, bytes) = found.ok_or(Kind::PaperKind)?;
    let paper = Paper {
        name: new.name,
        media: media.to_owned(),
        size: bytes.len() as u64,
        digest,
        role: new.role,
        to_requester: new.to_requester,
        at: app.clock.now(),
        by: signed_in.officer.name.clone(),
        taken_away: false,
    };
    Ok(((new.id, paper), bytes))
}

/// Says what a paper is.
#[utoipa::path(
    put,
    path = "/api/v1/office/requests/{id}/papers/{paper}",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("paper" = String, Path, description = "The paper's id"),
    ),
    request_body(content = PaperMark, content_type = "application/json"),
    responses(
        (status = 200, description = "The papers as they are now", body = CasePapers,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No such request or paper", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "The rules refuse it", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn mark(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, paper)): Path<(String, String)>,
    Sent(mark): Sent<PaperMark>,
) -> Result<Answer<CasePapers>, Problem> {
    let record = seen(&app, &signed_in, &id).await?;
    let paper = paper_id(&paper)?;
    cabinet(&app)
        .mark(&record, &signed_in.officer, paper, mark)
        .await?;
    now(&app, record.registered.id).await
}

/// Takes a paper away, as long as the request is open. Its history stays.
#[utoipa::path(
    delete,
    path = "/api/v1/office/requests/{id}/papers/{paper}",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("paper" = String, Path, description = "The paper's id"),
    ),
    responses(
        (status = 200, description = "The papers as they are now", body = CasePapers,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role does not include it, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No such request or paper", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "The rules refuse it", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn take_away(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, paper)): Path<(String, String)>,
) -> Result<Answer<CasePapers>, Problem> {
    let record = seen(&app, &signed_in, &id).await?;
    let paper = paper_id(&paper)?;
    cabinet(&app)
        .take_away(&record, &signed_in.officer, paper)
        .await?;
    now(&app, record.registered.id).await
}

/// Publishes a redacted copy of an answer.
#[utoipa::path(
    put,
    path = "/api/v1/office/requests/{id}/papers/{paper}/publication",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("paper" = String, Path, description = "The paper's id"),
    ),
    request_body(content = PublishPaper, content_type = "application/json"),
    responses(
        (status = 200, description = "The papers as they are now", body = CasePapers,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role publishes nothing, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No such request or paper", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "The rules refuse it", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn publish(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, paper)): Path<(String, String)>,
    Sent(asked): Sent<PublishPaper>,
) -> Result<Answer<CasePapers>, Problem> {
    let record = seen(&app, &signed_in, &id).await?;
    let paper = paper_id(&paper)?;
    let (subject, confirmed) = (&asked.subject, asked.no_personal_data);
    cabinet(&app)
        .publish(&record, &signed_in.officer, paper, subject, confirmed)
        .await?;
    now(&app, record.registered.id).await
}

/// Publishes a paper no more.
#[utoipa::path(
    delete,
    path = "/api/v1/office/requests/{id}/papers/{paper}/publication",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("paper" = String, Path, description = "The paper's id"),
    ),
    responses(
        (status = 200, description = "The papers as they are now", body = CasePapers,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "The role publishes nothing, or asked by another site",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No such request, or it is not published",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn withdraw(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, paper)): Path<(String, String)>,
) -> Result<Answer<CasePapers>, Problem> {
    let record = seen(&app, &signed_in, &id).await?;
    let paper = paper_id(&paper)?;
    cabinet(&app)
        .withdraw(&record, &signed_in.officer, paper)
        .await?;
    now(&app, record.registered.id).await
}

/// A file to be saved under this name.
pub(in crate::http) fn to_save(name: &str, media: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(name)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    (headers, bytes).into_response()
}

/// The paper of this id as a file, for who sees the case.
pub(super) async fn download(
    app: &AppState,
    request: Uuid,
    paper: &str,
) -> Result<Response, Problem> {
    let id = paper_id(paper)?;
    let paper = cabinet(app).paper(request, id).await?;
    let paper = paper.ok_or(Kind::NotFound)?;
    let bytes = cabinet(app).bytes(id, &paper.digest).await?;
    Ok(to_save(&paper.name, &paper.media, bytes))
}
