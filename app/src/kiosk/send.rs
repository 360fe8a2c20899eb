//! Sealing at the moment of submit, sending what is sealed, telling the council how the kiosk is.

use std::cell::Cell;

use domain::kiosk::{Context, Kind, Order, Screen, seal, token_hash};
use domain::request::check;
use domain::sync::kiosk::Beat;
use domain::sync::{AccessCode, Digest};
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::browser;
use super::store::{Slip, Store};
use crate::api::{ApiError, kiosk as api};
use crate::db::kiosk::{self as db, Home, SealedRecord};
use crate::text::{self, Text, kiosk as say};
use crate::{device, json};

/// How often an idle kiosk tells how it is.
const BEAT_MS: u32 = 30_000;
/// How often a tablet asks whether it was taken in.
const PAIRING_MS: u32 = 3_000;
/// How long after a failure the next try is made.
const AGAIN_MS: u32 = 10_000;

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    static ASKED_AGAIN: Cell<bool> = const { Cell::new(false) };
    static CODE_UNTIL: Cell<i64> = const { Cell::new(0) };
}

/// Reads what the kiosk knows and begins to send.
pub(super) fn begin(store: Store) {
    spawn_local(async move {
        match db::load_home().await {
            Ok(Some(home)) => settle(store, home),
            Ok(None) => start_anew(store).await,
            Err(_) => {
                // Nothing is made up beside a token that could not be read: what waits is its.
                device::warn("the kiosk's storage can't be read");
                Timeout::new(AGAIN_MS, move || begin(store)).forget();
                return;
            }
        }
        soon(store);
        device::persist().await;
    });
}

fn settle(store: Store, home: Home) {
    show(store, &home);
    store.home.set(Some(home));
}

async fn start_anew(store: Store) {
    let token = device::random::<32>();
    let token = token.iter().map(|byte| format!("{byte:02x}")).collect();
    let home = Home { token, told: None };
    if db::save_home(&home).await.is_err() {
        device::warn("the kiosk can keep nothing here");
    }
    settle(store, home);
}

/// Takes an ended tablet up again, as a new one.
pub(super) fn pair_anew(store: Store) {
    spawn_local(async move {
        start_anew(store).await;
        store.go(Screen::Pairing);
        soon(store);
    });
}

/// The screen that the kiosk's own state asks for.
fn show(store: Store, home: &Home) {
    match home.told.as_ref().map(|told| told.order) {
        None => store.rest_on(Screen::Pairing),
        Some(Order::End) => store.rest_on(Screen::Ended),
        Some(Order::Serve | Order::Deliver) => {
            if store.screen.get_untracked() == Screen::Pairing {
                store.rest_on(Screen::Welcome);
            }
        }
    }
}

/// Sends what waits and tells how the kiosk is; called while that is going on, once more after it.
pub(super) fn soon(store: Store) {
    if RUNNING.replace(true) {
        ASKED_AGAIN.set(true);
        return;
    }
    spawn_local(async move {
        // One tab sends; what two send is registered once all the same.
        device::with_lock("vr-kiosk", move || round(store)).await;
        RUNNING.set(false);
        let paired = store
            .home
            .with_untracked(|home| home.as_ref().is_some_and(|home| home.told.is_some()));
        let wait = match (
            ASKED_AGAIN.replace(false),
            paired,
            store.reached.get_untracked(),
        ) {
            (true, ..) => 0,
            (_, false, _) => PAIRING_MS,
            (_, _, false) => AGAIN_MS,
            _ => BEAT_MS,
        };
        Timeout::new(wait, move || soon(store)).forget();
    });
}

async fn round(store: Store) {
    let Some(home) = store.home.get_untracked() else {
        return;
    };
    let ended = home
        .told
        .as_ref()
        .is_some_and(|told| told.order == Order::End);
    if ended {
        return;
    }
    if home.told.is_some() {
        drain(store, &home).await;
    }
    match api::beat(&home.token, &beat(store).await).await {
        Ok(told) => {
            store.reached.set_if_new(true);
            store.pairing.set_if_new(None);
            let ended = told.order == Order::End;
            let home = Home {
                told: Some(told),
                ..home
            };
            let kept = if ended {
                db::erase(&home).await
            } else {
                db::save_home(&home).await
            };
            if kept.is_err() {
                device::warn("what the council told could not be kept");
            }
            store.home.set_if_new(Some(home.clone()));
            show(store, &home);
        }
        Err(ApiError::Problem(problem)) if problem.status == 401 => {
            store.reached.set_if_new(true);
            pair(store, home).await;
        }
        Err(ApiError::Problem(_)) => store.reached.set_if_new(true),
        Err(ApiError::NoAnswer(_)) => store.reached.set_if_new(false),
    }
}

/// Asks for a code, unless the one on the screen is still good. What waits stays where it is.
async fn pair(store: Store, home: Home) {
    if home.told.is_some() {
        let home = Home { told: None, ..home };
        let _ = db::save_home(&home).await;
        store.home.set(Some(home.clone()));
        show(store, &home);
        return;
    }
    let shown = store.pairing.with_untracked(Option::is_some);
    if shown && device::now_ms() < CODE_UNTIL.get() {
        return;
    }
    match api::ask_pairing(token_hash(&home.token)).await {
        Ok(code) => {
            CODE_UNTIL.set(device::now_ms() + code.seconds * 1_000);
            store.pairing.set(Some(code));
        }
        Err(_) => store.pairing.set(None),
    }
}

/// How the kiosk is.
async fn beat(store: Store) -> Beat {
    let waiting = db::waiting().await.unwrap_or_default();
    let refused = waiting.iter().filter(|record| record.refused).count();
    let beat = Beat {
        version: env!("CARGO_PKG_VERSION").into(),
        waiting: u32::try_from(waiting.len()).unwrap_or(u32::MAX),
        refused: u32::try_from(refused).unwrap_or(u32::MAX),
        oldest_at: waiting.iter().map(|record| record.sealed_at).min(),
        room: device::room().await.map(|room| room as u64),
        persisted: device::is_persisted().await,
    };
    store.state.set_if_new(beat.clone());
    beat
}

/// Sends what waits, the oldest first. It leaves the device only with a receipt that names it.
async fn drain(store: Store, home: &Home) {
    let Ok(waiting) = db::waiting().await else {
        return;
    };
    for record in waiting {
        let (id, digest) = (record.id, record.digest.clone());
        match api::send_sealed(&home.token, id, &digest, record.body.clone()).await {
            Ok(receipt) if receipt.id == id && receipt.digest == digest => {
                store.reached.set_if_new(true);
                if db::delete(id).await.is_err() {
                    return;
                }
                store.slip.update(|slip| {
                    if let Some(slip) = slip.as_mut().filter(|slip| slip.id == id) {
                        slip.index = receipt.index;
                    }
                });
            }
            Err(ApiError::Problem(problem)) if is_final(problem.status) => {
                let refused = SealedRecord {
                    refused: true,
                    ..record
                };
                let _ = db::keep(&refused).await;
            }
            Err(ApiError::NoAnswer(_)) => return store.reached.set_if_new(false),
            _ => return,
        }
    }
}

/// Whether the server would say the same of this item tomorrow, and the others should go on.
const fn is_final(status: u16) -> bool {
    matches!(status, 400 | 409 | 413 | 415 | 422)
}

/// Seals the request and keeps it; what the visitor takes away. The plain text is never kept.
pub(super) async fn seal_and_keep(store: Store) -> Result<Slip, Text> {
    let home = store.home.get_untracked();
    let told = home.and_then(|home| home.told).ok_or(say::SUBMIT_NO_KEY)?;
    if told.order != Order::Serve {
        return Err(say::SUBMIT_CLOSING);
    }
    let key = told.key;
    let code = AccessCode::from_random(device::random());
    let draft = store.draft.get_untracked();
    let submission = check(&draft, device::now_ms(), text::language(), &code.hash())
        .map_err(|_| say::SUBMIT_FAILED)?;
    let plain = json::write(&submission).ok_or(say::SUBMIT_FAILED)?;
    let id = device::new_id();
    let context = Context {
        id,
        kind: Kind::Request.name(),
        key: &key.id,
    };
    let sealed = seal(&key.public, context, plain.as_bytes(), device::random());
    let body = sealed.and_then(|sealed| json::write(&sealed));
    let body = body.ok_or(say::SUBMIT_FAILED)?;
    let record = SealedRecord {
        id,
        digest: Digest::of(body.as_bytes()),
        body,
        sealed_at: device::now_ms(),
        refused: false,
    };
    db::keep(&record).await.map_err(|_| say::SUBMIT_FAILED)?;
    Ok(Slip {
        id,
        link: format!(
            "{}{}#{id}/{}",
            device::origin(),
            browser::FOLLOW,
            code.as_str()
        ),
        code: code.grouped(),
        index: None,
    })
}
