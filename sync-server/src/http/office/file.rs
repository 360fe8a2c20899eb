use std::fmt::Write as _;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::request::Arrival;
use domain::sync::wire::ProblemDetails;
use http_body_util::Channel;
use http_body_util::channel::Sender;

use super::card::read_id;
use super::session::SignedIn;
use crate::http::AppState;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::journal::{FileId, JournalError};

/// A file that a browser opens after all must find nothing it may do.
pub(in crate::http) const POLICY: &str = "sandbox; default-src 'none'";

/// Gives a file that was received with a request.
#[utoipa::path(
    get,
    path = "/api/v1/office/requests/{id}/attachments/{n}",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The submission's id"),
        ("n" = u8, Path, description = "The file's place in the submission, from 1"),
    ),
    responses(
        (status = 200, description = "The file, to be saved", body = Vec<u8>,
            content_type = "application/octet-stream"),
        (status = 400, description = "The address is no text", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 401, description = "Not signed in", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 404, description = "No such request, or no such file is received",
            body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn file(
    State(app): State<AppState>,
    signed_in: SignedIn,
    Path((id, n)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let request = read_id(&id)?;
    let n = n.parse().map_err(|_| Kind::NotFound)?;
    let mut found = app.journal.cases(app.holder, vec![request]).await?;
    let record = found.pop().filter(|record| signed_in.sees(record));
    let record = record.ok_or(Kind::NotFound)?;
    let received = record.arrival(n) == Some(Arrival::Received);
    let file = record.file(n).filter(|_| received).ok_or(Kind::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, file.media.clone()),
        (header::CONTENT_LENGTH, file.size.to_string()),
        (header::CONTENT_DISPOSITION, disposition(&file.name)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    let (mut sender, body) = Channel::<Bytes, JournalError>::new(2);
    let (id, size) = (FileId { request, n }, file.size);
    tokio::spawn(async move {
        if let Err(error) = send(&app, id, size, &mut sender).await {
            tracing::error!(%error, "a file broke off");
            sender.abort(error);
        }
    });
    Ok((headers, Body::new(body)).into_response())
}

async fn send(
    app: &AppState,
    id: FileId,
    size: u64,
    sender: &mut Sender<Bytes, JournalError>,
) -> Result<(), JournalError> {
    let mut at = 0;
    while at < size {
        let piece = app.journal.piece(app.holder, id, at).await?;
        let piece = piece.filter(|piece| !piece.is_empty());
        let piece = piece.ok_or_else(|| JournalError::Unreadable("a file".into()))?;
        at += piece.len() as u64;
        // The officer went away: nobody is left to tell.
        if sender.send_data(piece.into()).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// To be saved under its name, whatever letters it has (RFC 6266); for programs that can't read
/// those, with a line in their place.
pub(in crate::http) fn disposition(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let fallback: String = name
        .chars()
        .map(|c| if plain(c) { c } else { '_' })
        .collect();
    let mut exact = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            exact.push(char::from(byte));
        } else {
            let _ = write!(exact, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{fallback}\"; filename*=UTF-8''{exact}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_can_end_neither_the_header_nor_its_quotes() {
        assert_eq!(
            disposition("a\";x=\\й%.jpg"),
            "attachment; filename=\"a__x____.jpg\"; filename*=UTF-8''a%22%3Bx%3D%5C%D0%B9%25.jpg"
        );
    }
}
