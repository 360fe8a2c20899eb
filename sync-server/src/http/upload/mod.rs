//! Files of registered requests by the tus protocol, version 1.0.0, with its extensions for
//! creation, checksum and termination. Any tus client can talk to it.
//!
//! An upload is there as soon as a registered submission names its file: creation only says where.
//! So a lost answer, or a journal restored from a backup, leaves nothing to be made again.

pub(super) mod body;
mod checksum;
pub(super) mod create;
pub(super) mod instead;
mod metadata;
mod places;
pub(super) mod receive;
pub(super) mod state;

pub(super) use places::Places;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::request::Arrival;
use uuid::Uuid;

use super::AppState;
use super::look_up::opened;
use super::problem::Problem;
use super::problem_text::Kind;
use crate::journal::{CaseRecord, FileId, Stored};

const PATH: &str = "/api/v1/attachments";
const FILE_PATH: &str = "/api/v1/attachments/{id}/{n}";

const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");

/// Whether this sends a piece of a file, by its own method or by another's name.
pub(super) fn is_piece(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>();
    let sends = [Method::PATCH, Method::POST].contains(request.method());
    sends && route.is_some_and(|route| route.as_str() == FILE_PATH)
}

/// What holds for every request and answer of the protocol.
pub(super) async fn protocol(request: Request, next: Next) -> Response {
    let asked = request.headers().get(TUS_RESUMABLE);
    let mut answer = if request.method() == Method::OPTIONS || asked == Some(&VERSION) {
        next.run(request).await
    } else {
        let mut answer = Problem::from(Kind::TusVersion).into_response();
        answer.headers_mut().insert(TUS_VERSION, VERSION);
        answer
    };
    let unauthorized = answer.status() == StatusCode::UNAUTHORIZED;
    let headers = answer.headers_mut();
    headers.insert(TUS_RESUMABLE, VERSION);
    if unauthorized {
        let scheme = HeaderValue::from_static("Bearer");
        headers.insert(header::WWW_AUTHENTICATE, scheme);
    }
    answer
}

/// A file whose case the client has shown the code of.
struct Asked {
    id: FileId,
    record: CaseRecord,
}

/// Opens the case by the code in the `Authorization` header. A wrong code and a case that does not
/// exist answer alike.
async fn open(
    app: &AppState,
    headers: &HeaderMap,
    request: &str,
    n: &str,
) -> Result<Asked, Problem> {
    let code = code(headers).ok_or(Kind::CodeMissing)?;
    let request = Uuid::try_parse(request).map_err(|_| Kind::CodeWrong)?;
    let record = opened(app, request, code).await?;
    let record = record.ok_or(Kind::CodeWrong)?;
    let n = n.parse().map_err(|_| Kind::NoSuchFile)?;
    record.file(n).ok_or(Kind::NoSuchFile)?;
    let id = FileId { request, n };
    Ok(Asked { id, record })
}

fn code(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, code) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(code.trim())
}

impl Asked {
    fn size(&self) -> u64 {
        self.record.file(self.id.n).map_or(0, |file| file.size)
    }

    /// What is stored of a file that is received or may yet be.
    async fn stored(&self, app: &AppState) -> Result<Stored, Problem> {
        match self.record.arrival(self.id.n) {
            Some(Arrival::NotItsKind | Arrival::Withdrawn) => Err(Kind::FileGone.into()),
            Some(Arrival::Received) | None => Ok(app.journal.stored(app.holder, self.id).await?),
        }
    }
}

/// A number in a header; tus knows no sign and no space.
fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    let text = headers.get(name)?.to_str().ok()?;
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}
