use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use domain::request::Submission;
use domain::sync::Digest;
use domain::sync::wire::{
    MAX_SUBMISSION_BYTES, PROTOCOL, PROTOCOL_HEADER, ProblemDetails, Receipt, SUBMISSION_MEDIA,
};
use uuid::Uuid;

use super::problem::Problem;
use super::problem_text::Kind;
use super::second_code::Device;
use super::{AppState, answer, body, views};
use crate::failpoint;
use crate::journal::{Push, Pushed};

/// The oldest protocol that is still understood.
const OLDEST: u16 = 1;
/// From 1900 to 2200, in milliseconds since 1970: what a device's clock may say.
pub(super) const WRITTEN: std::ops::Range<i64> = -2_208_988_800_000..7_258_118_400_000;

/// Registers a submission, once, however often it is sent.
#[utoipa::path(
    put,
    path = "/api/v1/submissions/{id}",
    tag = "citizen",
    params(
        ("id" = Uuid, Path, description = "UUID version 7 made on the device"),
        ("vr-protocol" = u16, Header, description = "Version of the protocol"),
        ("content-digest" = String, Header, description = "sha-256 of the body, as in RFC 9530"),
    ),
    request_body(content = Submission, content_type = SUBMISSION_MEDIA),
    responses(
        (status = 201, description = "Registered now", body = Receipt,
            content_type = "application/vnd.vidkryta-rada.receipt.v1+json"),
        (status = 200, description = "Registered before: the same receipt again", body = Receipt,
            content_type = "application/vnd.vidkryta-rada.receipt.v1+json"),
        (status = 400, description = "Malformed: id, header or body", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 409, description = "The id is registered with another body",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 410, description = "Registered, and erased by the council since; `detail` says how \
            it ended", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "Over 128 KiB", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not a submission's media type", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 422, description = "Fails the check of art. 19 part 5; `problems` names fields",
            body = ProblemDetails, content_type = "application/problem+json"),
        (status = 425, description = "Damaged on its way: send it again", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 426, description = "The protocol is too old", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 503, description = "Can't be registered now: send it later",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn push(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    // The body is read first, so that every refusal reaches a client that is still sending.
    let bytes = body::read(body, MAX_SUBMISSION_BYTES).await?;
    check_protocol(&parts.headers)?;
    let id = parse_id(&id)?;
    check_media(&parts.headers)?;
    let digest = check_digest(&parts.headers, &bytes)?;
    let push = checked(id, digest, bytes)?;
    let device = Device::of(&push);
    let (registered, replayed) = match app.journal.register(app.holder, push).await? {
        Pushed::New(registered) => {
            failpoint::reach("registration.committed");
            app.post.recorded(id);
            (registered, false)
        }
        Pushed::Replayed(registered) => (registered, true),
        Pushed::Conflict => {
            let known = device.receipt(&app).await?;
            (Box::new(known.ok_or(Kind::Conflict)?), true)
        }
        Pushed::Erased(rest) => return Err(Problem::erased(&rest)),
    };
    Ok(answer::receipt(&views::receipt(
        *registered,
        replayed,
        app.clock.now(),
    )))
}

/// A submission that passes every check a device's push has to pass.
pub(super) fn checked(id: Uuid, digest: Digest, bytes: Vec<u8>) -> Result<Push, Problem> {
    let submission: Submission = body::object(&bytes)?;
    if submission.v > PROTOCOL {
        return Err(Kind::ProtocolNew.into());
    }
    if submission.v < OLDEST {
        return Err(Kind::Malformed.into());
    }
    // No clock of any device is further off, and what reads the number later need not be afraid.
    if !WRITTEN.contains(&submission.written_at) {
        return Err(Kind::Malformed.into());
    }
    let problems = submission.problems();
    if !problems.is_empty() {
        return Err(Problem::invalid(problems));
    }
    // What officers note is theirs to note.
    if submission.intake.is_some() {
        return Err(Kind::Malformed.into());
    }
    Ok(Push {
        id,
        digest,
        bytes,
        submission,
        arrived: None,
    })
}

fn check_protocol(headers: &HeaderMap) -> Result<(), Problem> {
    let version = headers
        .get(PROTOCOL_HEADER)
        .and_then(|value| value.to_str().ok());
    let version: u16 = version
        .and_then(|version| version.trim().parse().ok())
        .ok_or(Kind::ProtocolMissing)?;
    match version {
        ..OLDEST => Err(Kind::ProtocolOld.into()),
        OLDEST..=PROTOCOL => Ok(()),
        _ => Err(Kind::ProtocolNew.into()),
    }
}

/// Only the plain form with hyphens: one id has one address.
pub(super) fn parse_id(text: &str) -> Result<Uuid, Problem> {
    let id = Uuid::try_parse(text).ok().filter(|id| {
        text.len() == 36 && id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122
    });
    Ok(id.ok_or(Kind::BadId)?)
}

fn check_media(headers: &HeaderMap) -> Result<(), Problem> {
    let media = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = media
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    if essence.eq_ignore_ascii_case(SUBMISSION_MEDIA) {
        Ok(())
    } else {
        Err(Kind::WrongMedia.into())
    }
}

pub(super) fn check_digest(headers: &HeaderMap, bytes: &[u8]) -> Result<Digest, Problem> {
    // RFC 9530: a list, perhaps of several algorithms, perhaps in several lines.
    let sent = headers.get_all("content-digest").iter();
    let mut sent = sent
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .filter(|part| part.starts_with("sha-256="))
        .peekable();
    sent.peek().ok_or(Kind::DigestMissing)?;
    let digest = Digest::of(bytes);
    if sent.all(|sent| sent == digest.as_str()) {
        Ok(digest)
    } else {
        Err(Kind::DigestMismatch.into())
    }
}
