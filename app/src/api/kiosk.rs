//! The kiosk's addresses of the API.

use base64ct::{Base64, Encoding};
use domain::open_day::door::{DoorAnswer, DoorReport};
use domain::open_day::{
    FindQuestion, FoundQuestion, MAX_MAP_BYTES, PublicDay, PublicDays, photo_media,
};
use domain::sync::kiosk::{AskPairing, Beat, BeatAnswer, PairingCode, SealedReceipt};
use domain::sync::wire::{Changes, ChangesQuery, Known, PROTOCOL};
use domain::sync::{AccessCode, Digest, NoAnswer};
use js_sys::Uint8Array;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

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

/// How long a floor plan may take on a slow line.
const PLAN_TIMEOUT_MS: u32 = 120_000;

/// A floor plan of a day as an address that holds all of it, to be shown without a network; none when
/// it did not come, or is no picture of a plan's size.
pub async fn plan(day: Uuid, map: Uuid) -> Option<String> {
    let init = web_sys::RequestInit::new();
    init.set_redirect(web_sys::RequestRedirect::Manual);
    init.set_cache(web_sys::RequestCache::NoStore);
    init.set_signal(Some(&web_sys::AbortSignal::timeout_with_u32(
        PLAN_TIMEOUT_MS,
    )));
    let path = format!("/days/{day}/files/{map}");
    let asked = web_sys::window()?.fetch_with_str_and_init(&path, &init);
    let answer: web_sys::Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    let media = answer.headers().get("content-type").ok().flatten()?;
    if answer.status() != 200 || !photo_media(&media) {
        return None;
    }
    let bytes = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    let bytes = Uint8Array::new(&bytes).to_vec();
    let fits = u64::try_from(bytes.len()).is_ok_and(|size| size <= MAX_MAP_BYTES);
    fits.then(|| format!("data:{media};base64,{}", Base64::encode_string(&bytes)))
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
