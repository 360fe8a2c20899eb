use axum::extract::State;
use domain::kiosk::PAIRING_MINUTES;
use domain::sync::kiosk::{AskPairing, PairingCode};
use domain::sync::wire::ProblemDetails;

use crate::http::AppState;
use crate::http::answer::Answer;
use crate::http::body::Sent;
use crate::http::problem::Problem;
use crate::http::problem_text::Kind;
use crate::kiosk;

/// Begins to take a tablet in: a code for its screen, which an officer enters in the office.
#[utoipa::path(
    post,
    path = "/api/v1/kiosk/pairings",
    tag = "kiosk",
    request_body(content = AskPairing, content_type = "application/json"),
    responses(
        (status = 200, description = "The code", body = PairingCode,
            content_type = "application/vnd.vidkryta-rada.v1+json"),
        (status = 400, description = "Malformed", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = ProblemDetails,
            content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemDetails,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http) async fn ask(
    State(app): State<AppState>,
    Sent(asked): Sent<AskPairing>,
) -> Result<Answer<PairingCode>, Problem> {
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if asked.token_hash.len() != 64 || !asked.token_hash.bytes().all(is_hex) {
        return Err(Kind::Malformed.into());
    }
    let now = app.clock.now();
    let code = kiosk::ask(&*app.journal, app.holder, asked.token_hash, now).await?;
    let code = code.ok_or_else(|| Problem::from(Kind::Busy).retry_after(60))?;
    let seconds = PAIRING_MINUTES * 60;
    Ok(Answer(PairingCode { code, seconds }))
}
