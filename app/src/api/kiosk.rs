//! The kiosk's addresses of the API.

use domain::open_day::door::{DoorAnswer, DoorReport};
use domain::open_day::{FindQuestion, FoundQuestion, PublicDay, PublicDays};
use domain::sync::kiosk::{AskPairing, Beat, BeatAnswer, PairingCode, SealedReceipt};
use domain::sync::wire::{Changes, ChangesQuery, Known, PROTOCOL};
use domain::sync::{AccessCode, Digest, NoAnswer};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{ApiError, call, changes, send};
use crate::json;

/// Asks for the code by which an officer takes this tablet in.
///
/// # Errors
/// When no answer came or the server states a problem.
pub async fn ask_pairing(token_hash: String) -> Result<PairingCode, ApiError> {
    call(
        "POST",
        "/api/v1/kiosk/pairings",
        Some(&AskPairing { token_hash }),
    )
    .await
}

async fn as_kiosk<T: DeserializeOwned>(
    (method, path, token): (&str, &str, &str),
    headers: &[(&str, &str)],
    body: String,
) -> Result<T, ApiError> {
    let bearer = format!("Bearer {token}");
    let mut all = vec![
        ("content-type", "application/json"),
        ("authorization", bearer.as_str()),
    ];
    all.extend(headers);
    let answer = send(method, path, &all, Some(&body.into())).await;
    answer.map_err(ApiError::NoAnswer)?.read()
}

/// Tells how this kiosk is.
///
/// # Errors
/// When no answer came, or the council does not know this kiosk (401).
pub async fn beat(token: &str, beat: &Beat) -> Result<BeatAnswer, ApiError> {
    let body = json::write(beat).ok_or(ApiError::NoAnswer(NoAnswer::Garbled))?;
    as_kiosk(("POST", "/api/v1/kiosk/beat", token), &[], body).await
}

/// Sends something sealed.
///
/// # Errors
/// When no answer came, or the server states a problem.
pub async fn send_sealed(
    token: &str,
    id: Uuid,
    digest: &Digest,
    body: String,
) -> Result<SealedReceipt, ApiError> {
    let path = format!("/api/v1/kiosk/items/{id}");
    let headers = [("content-digest", digest.as_str())];
    as_kiosk(("PUT", &path, token), &headers, body).await
}

/// The open days everybody may see.
///
/// # Errors
/// When no answer came or the server states a problem.
pub async fn days() -> Result<Vec<PublicDay>, ApiError> {
    let found: PublicDays = call("GET", "/api/v1/open-days", None::<&()>).await?;
    Ok(found.days)
}

/// Tells what was done at a door, and asks for the list.
///
/// # Errors
/// When no answer came, or the council does not know this kiosk (401).
pub async fn door(token: &str, report: &DoorReport) -> Result<DoorAnswer, ApiError> {
    let body = json::write(report).ok_or(ApiError::NoAnswer(NoAnswer::Garbled))?;
    as_kiosk(("POST", "/api/v1/kiosk/door", token), &[], body).await
}

/// Asks for the question that a visitor's own phone follows.
///
/// # Errors
/// When no answer came or the server states a problem.
pub async fn question(id: Uuid, code: &AccessCode) -> Result<FoundQuestion, ApiError> {
    let asked = FindQuestion {
        number: String::new(),
        id: Some(id),
        code: code.as_str().to_owned(),
    };
    call("POST", "/api/v1/open-days/questions", Some(&asked)).await
}

/// Asks for the request that a visitor's own phone follows.
///
/// # Errors
/// When no answer came or the server states a problem.
pub async fn follow(id: Uuid, code: &AccessCode) -> Result<Changes, ApiError> {
    let known = Known {
        id,
        access_code: code.as_str().to_owned(),
        cursor: 0,
    };
    changes(&ChangesQuery {
        v: PROTOCOL,
        cases: vec![known],
    })
    .await
}
