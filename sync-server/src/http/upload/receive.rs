use std::net::IpAddr;
use std::time::{Duration, Instant};

use super::body::{Cut, Incoming};
use super::checksum::Checksum;
use super::places::Place;
use super::{UPLOAD_OFFSET, number, open};
use crate::failpoint;
use crate::http::AppState;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::http::rate::Whose;
use crate::journal::files::PIECE_BYTES;
use crate::upload::{NotTaken, Upload};
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::request::MAX_FILE_BYTES;
use domain::sync::wire::ProblemDetails;

const MEDIA: &str = "application/offset+octet-stream";
/// The most bytes of a piece with a checksum: all of them are held until the last one has come.
const MOST_CHECKED: u64 = 1024 * 1024;
/// What came is stored at the latest after this time, so that a connection that dies without a
/// word takes little with it.
const UNSTORED: Duration = Duration::from_secs(5);

/// Takes the next bytes of a file. They are on the disk when it answers; if the connection breaks,
/// what came before is kept, unless a checksum was to say whether it is right.
#[utoipa::path(
    patch,
    path = "/api/v1/attachments/{id}/{n}",
    tag = "citizen",
    security(("code" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("n" = u8, Path, description = "The file's place in the submission, from 1"),
        ("tus-resumable" = String, Header, description = "1.0.0"),
        ("upload-offset" = u64, Header, description = "Where the bytes belong: what is stored"),
        ("upload-checksum" = Option<String>, Header,
            description = "sha256 or sha1 and the sum of these bytes in base64; at most 1 MiB then"),
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "Stored; Upload-Offset is what is stored now"),
        (status = 400, description = "A header is missing or malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "No access code", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 403, description = "No such request, or not its code", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "The request names no such file", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "Not what is stored: ask and go on", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 410, description = "Taken back, or not of its kind", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Longer than the file; or over 1 MiB with a checksum",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "Not application/offset+octet-stream", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "Not of its kind; not kept", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 460, description = "The piece is not what its checksum says and was not kept; or \
            the whole is not what the submission says and begins anew", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn receive(
    State(app): State<AppState>,
    Path((id, n)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    // Who waits to be told to go on has sent nothing yet.
    let waits = parts.headers.contains_key(header::EXPECT);
    let mut body = Incoming::new(body, app.silence);
    let told = body.told();
    let address = Whose::of(&parts.extensions);
    match begin(&app, &id, &n, &parts.headers, told, address).await {
        // A task: a broken connection ends this handler, but not what stores what has come.
        Ok(taking) => {
            let taken = tokio::spawn(taking.run(body)).await;
            let offset = taken.map_err(|_| Kind::Internal)??;
            failpoint::reach("piece.committed");
            let offset = [(UPLOAD_OFFSET, offset.to_string())];
            Ok((StatusCode::NO_CONTENT, offset).into_response())
        }
        Err(problem) => {
            if !waits {
                body.drain(MAX_FILE_BYTES).await;
            }
            Err(problem)
        }
    }
}

async fn begin(
    app: &AppState,
    id: &str,
    n: &str,
    headers: &HeaderMap,
    told: Option<u64>,
    address: IpAddr,
) -> Result<Taking, Problem> {
    let asked = open(app, headers, id, n).await?;
    let media = headers.get(header::CONTENT_TYPE);
    if media.is_none_or(|media| !media.as_bytes().eq_ignore_ascii_case(MEDIA.as_bytes())) {
        return Err(Kind::WrongMedia.into());
    }
    let at = number(headers, &UPLOAD_OFFSET).ok_or(Kind::Malformed)?;
    let checksum = Checksum::of(headers)?;
    let stored = asked.stored(app).await?;
    if stored.bytes != at {
        return Err(Kind::WrongOffset.into());
    }
    let place = app.uploads.take(address, asked.id);
    let place = place.ok_or_else(|| Problem::from(Kind::Busy).retry_after(2))?;
    let file = asked.record.file(asked.id.n).ok_or(Kind::NoSuchFile)?;
    let told = told.unwrap_or(0);
    if told > file.size.saturating_sub(at) {
        return Err(Kind::FileTooLong.into());
    }
    if checksum.is_some() && told > MOST_CHECKED {
        return Err(Kind::PieceTooLarge.into());
    }
    let upload = Upload {
        journal: app.journal.clone(),
        holder: app.holder,
        id: asked.id,
        file: file.clone(),
        stored,
        looks: app.looks.clone(),
    };
    Ok(Taking {
        upload,
        checksum,
        came: Vec::new(),
        since: Instant::now(),
        place,
    })
}

/// A piece on its way in.
struct Taking {
    upload: Upload,
    checksum: Option<Checksum>,
    /// Bytes that are not stored yet, and since when there are any.
    came: Vec<u8>,
    since: Instant,
    place: Place,
}

impl Taking {
    /// Takes the whole body; what is stored at its end.
    async fn run(mut self, mut body: Incoming) -> Result<u64, Problem> {
        let taken = match self.checksum.take() {
            Some(checksum) => self.checked(&mut body, &checksum).await,
            None => self.streamed(&mut body).await,
        };
        // What is only read away holds no place.
        drop(self.place);
        if taken.is_err() {
            body.drain(MAX_FILE_BYTES).await;
        }
        taken.map(|()| self.upload.stored.bytes)
    }

    /// All or nothing.
    async fn checked(&mut self, body: &mut Incoming, checksum: &Checksum) -> Result<(), Problem> {
        while let Some(data) = self.next(body).await? {
            self.came.extend_from_slice(&data);
            if self.came.len() as u64 > self.upload.missing() {
                return Err(Kind::FileTooLong.into());
            }
            if self.came.len() as u64 > MOST_CHECKED {
                return Err(Kind::PieceTooLarge.into());
            }
        }
        if !checksum.fits(&self.came) {
            return Err(Kind::PieceDamaged.into());
        }
        self.store().await
    }

    /// As much as comes.
    async fn streamed(&mut self, body: &mut Incoming) -> Result<(), Problem> {
        loop {
            let data = match self.next(body).await {
                Ok(Some(data)) => data,
                Ok(None) => return self.store().await,
                // The newer one begins where the stored bytes end.
                Err(Cut::Displaced) => return Err(Cut::Displaced.into()),
                Err(cut) => {
                    self.store().await?;
                    return Err(cut.into());
                }
            };
            let came = (self.came.len() + data.len()) as u64;
            if came > self.upload.missing() {
                self.store().await?;
                return Err(Kind::FileTooLong.into());
            }
            if self.came.is_empty() {
                self.since = Instant::now();
            }
            let full = self.came.len() + data.len() > PIECE_BYTES;
            if full || self.since.elapsed() > UNSTORED {
                self.store().await?;
            }
            self.came.extend_from_slice(&data);
        }
    }

    async fn next(&self, body: &mut Incoming) -> Result<Option<Bytes>, Cut> {
        tokio::select! {
            biased;
            () = self.place.displaced() => Err(Cut::Displaced),
            next = body.next() => next,
        }
    }

    async fn store(&mut self) -> Result<(), Problem> {
        let came = std::mem::take(&mut self.came);
        self.upload.add(came).await.map_err(Problem::from)
    }
}

impl From<Cut> for Problem {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::Broken => Kind::Malformed.into(),
            Cut::TooSlow => Kind::TimedOut.into(),
            Cut::Displaced => Kind::WrongOffset.into(),
        }
    }
}

impl From<NotTaken> for Problem {
    fn from(not: NotTaken) -> Self {
        match not {
            NotTaken::Journal(error) => error.into(),
            NotTaken::Elsewhere => Kind::WrongOffset.into(),
            NotTaken::Gone => Kind::FileGone.into(),
            NotTaken::Damaged => Kind::FileDamaged.into(),
            NotTaken::NotItsKind => Kind::FileNotItsKind.into(),
        }
    }
}
