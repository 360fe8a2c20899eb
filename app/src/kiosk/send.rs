//! Sending what is sealed, telling the council how the kiosk is, and fetching what it needs for days
//! without a network: what the council tells it, and the open days.

use std::cell::Cell;

use domain::kiosk::{Order, Screen, token_hash};
use domain::open_day::PublicDay;
use domain::sync::kiosk::{Beat, SealedReceipt};
use futures_util::future::join_all;
use gloo::timers::callback::Timeout;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::store::Store;
use crate::api::{ApiError, kiosk as api};
use crate::db::kiosk::{self as db, Home, SealedRecord};
use crate::device;

/// How often an idle kiosk tells how it is.
const BEAT_MS: u32 = 30_000;
/// How often a tablet asks whether it was taken in.
const PAIRING_MS: u32 = 3_000;
/// How long after a failure the next try is made.
const AGAIN_MS: u32 = 10_000;
/// How often the open days are asked for.
const DAYS_MS: i64 = 120_000;
/// How many sealed things are on their way at a time: the server writes what comes together at once,
/// and so does the tablet when they have arrived.
const AT_ONCE: usize = 16;

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    static ASKED_AGAIN: Cell<bool> = const { Cell::new(false) };
    static CODE_UNTIL: Cell<i64> = const { Cell::new(0) };
    static FETCHING: Cell<bool> = const { Cell::new(false) };
    static DAYS_AT: Cell<i64> = const { Cell::new(0) };
}

/// Reads what the kiosk knows and begins to send.
pub(super) fn begin(store: Store) {
    spawn_local(async move {
        // What everybody may see is there at once, with a network or without.
        store.days.set(db::load_days().await.unwrap_or_default());
        store.door.set(db::load_door().await.unwrap_or_default());
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
    store.home.set(Some(home.clone()));
    show(store, &home);
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
            let stands = store.screen.get_untracked();
            match store.duty() {
                Some(_) if stands != Screen::Door => store.rest_on(Screen::Door),
                None if matches!(stands, Screen::Pairing | Screen::Door) => {
                    store.rest_on(Screen::Welcome);
                }
                _ => {}
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
    store.close_door().await;
    if home.told.is_some() {
        drain(store, &home).await;
        store.report(&home.token).await;
    }
    match api::beat(&home.token, &beat(store).await).await {
        Ok(told) => {
            store.reached.set_if_new(true);
            store.pairing.set_if_new(None);
            device::learn_time(told.server_time);
            let ended = told.order == Order::End;
            if ended {
                store.door.set(None);
            }
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
            if !ended {
                store.report(&home.token).await;
                refresh_days(store).await;
            }
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
    let deeds = store
        .door
        .with_untracked(|door| door.as_ref().map_or(0, |door| door.deeds.len()));
    let beat = Beat {
        version: env!("CARGO_PKG_VERSION").into(),
        waiting: u32::try_from(waiting.len() + deeds).unwrap_or(u32::MAX),
        refused: u32::try_from(refused).unwrap_or(u32::MAX),
        oldest_at: waiting.iter().map(|record| record.sealed_at).min(),
        room: device::room().await.map(|room| room as u64),
        persisted: device::is_persisted().await,
    };
    store.state.set_if_new(beat.clone());
    beat
}

/// Fetches the open days, if it was not done just now.
async fn refresh_days(store: Store) {
    let now = device::now_ms();
    // A clock that was set back does not keep them old.
    if (0..DAYS_MS).contains(&(now - DAYS_AT.get())) {
        return;
    }
    let Ok(days) = api::days().await else { return };
    DAYS_AT.set(now);
    if store.days.with_untracked(|known| *known != days) {
        if db::save_days(&days).await.is_err() {
            device::warn("the open days could not be kept");
        }
        store.days.set(days.clone());
    }
    // A plan on a slow line holds up nothing that waits to be sent.
    if !FETCHING.replace(true) {
        spawn_local(async move {
            refresh_plans(&days).await;
            FETCHING.set(false);
        });
    }
}

/// Keeps the floor plans of the days to come, each fetched once, and lets go of the others.
async fn refresh_plans(days: &[PublicDay]) {
    let of = |day: &PublicDay| {
        let id = day.id;
        let maps = day.maps.iter();
        maps.map(move |map| (id, map.id)).collect::<Vec<_>>()
    };
    let wanted: Vec<(Uuid, Uuid)> = days.iter().flat_map(of).collect();
    let Ok(kept) = db::plans().await else { return };
    let (mut kept, gone): (Vec<Uuid>, Vec<Uuid>) = kept
        .into_iter()
        .partition(|id| wanted.iter().any(|(_, map)| map == id));
    if !gone.is_empty() && db::drop_plans(&gone, &kept).await.is_err() {
        device::warn("old floor plans could not be forgotten");
    }
    for (day, map) in wanted {
        if kept.contains(&map) {
            continue;
        }
        // The next round tries again what did not come.
        let Some(picture) = api::plan(day, map).await else {
            return;
        };
        kept.push(map);
        if db::save_plan(map, &picture, &kept).await.is_err() {
            device::warn("a floor plan could not be kept");
            return;
        }
    }
}

/// Sends what waits, the oldest first, some at a time. It leaves the device only with a receipt that
/// names it; killed before that, it is sent again and the server knows it.
async fn drain(store: Store, home: &Home) {
    let Ok(waiting) = db::waiting().await else {
        return;
    };
    for some in waiting.chunks(AT_ONCE) {
        let sending = some.iter().map(|record| {
            let (digest, body) = (&record.digest, record.body.clone());
            api::send_sealed(&home.token, record.id, digest, body)
        });
        let answers = join_all(sending).await;
        let (mut arrived, mut goes_on) = (Vec::new(), true);
        for (record, answer) in some.iter().zip(answers) {
            match outcome(record, answer) {
                Outcome::Arrived(index) => {
                    arrived.push(record.id);
                    store.note_index(record.id, index);
                }
                Outcome::Refused => {
                    let refused = SealedRecord {
                        refused: true,
                        ..record.clone()
                    };
                    let _ = db::keep(&refused).await;
                }
                Outcome::Later => goes_on = false,
                Outcome::Silent => {
                    goes_on = false;
                    store.reached.set_if_new(false);
                }
            }
        }
        if !arrived.is_empty() {
            store.reached.set_if_new(true);
            if db::forget(&arrived).await.is_err() {
                return;
            }
        }
        if !goes_on {
            return;
        }
    }
}

/// What became of something that was sent.
enum Outcome {
    /// The server has it, under this index or number.
    Arrived(Option<String>),
    /// The server does not take it.
    Refused,
    /// The server asks for patience.
    Later,
    /// No answer came.
    Silent,
}

fn outcome(record: &SealedRecord, answer: Result<SealedReceipt, ApiError>) -> Outcome {
    match answer {
        Ok(receipt) if receipt.id == record.id && receipt.digest == record.digest => {
            Outcome::Arrived(receipt.index)
        }
        Err(ApiError::Problem(problem)) if is_final(problem.status) => Outcome::Refused,
        Err(ApiError::NoAnswer(_)) => Outcome::Silent,
        _ => Outcome::Later,
    }
}

/// Whether the server would say the same of this item tomorrow, and the others should go on.
const fn is_final(status: u16) -> bool {
    matches!(status, 400 | 409 | 413 | 415 | 422)
}
