//! Sends finished answers: one tab at a time by a Web Lock, each until the council has it or says
//! that it does not take it. The council knows an answer by its id, so what is sent twice counts once.

use std::cell::{Cell, RefCell};

use domain::open_day::AnswerTold;
use domain::sync::wire::ProblemDetails;
use domain::sync::{BACKOFF_CAP_MS, NoAnswer, backoff};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::{page, tell_other_tabs};
use crate::api::survey::{Answered, send_answer};
use crate::db::StorageError;
use crate::db::survey::{NotTaken, SurveyRecord, SurveyState, load_surveys, settle_survey};
use crate::device;

const LOCK: &str = "vr-survey";
/// How soon to look again when another tab holds the lock: that tab may be frozen or gone.
const LOCK_RETRY_MS: i64 = 5_000;
/// After so many refusals in a row, longer than a push may take, the holder is taken for frozen.
const LOCK_REFUSALS: u8 = 8;
/// How soon to look again when the storage can't be read or written.
const STORAGE_RETRY_MS: i64 = 30_000;

thread_local! {
    static BUSY: Cell<bool> = const { Cell::new(false) };
    static AGAIN: Cell<bool> = const { Cell::new(false) };
    static SENDING: Cell<bool> = const { Cell::new(false) };
    static FAILURES: Cell<u32> = const { Cell::new(0) };
    static REFUSALS: Cell<u8> = const { Cell::new(0) };
    /// Until when the server asked for patience, by the device's clock.
    static NOT_BEFORE: Cell<i64> = const { Cell::new(0) };
    static TROUBLE: Cell<Option<NoAnswer>> = const { Cell::new(None) };
    static TIMER: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Whether an answer is on its way just now.
pub(super) fn is_sending() -> bool {
    SENDING.get()
}

/// Why the last try came to nothing.
pub(super) fn trouble() -> Option<NoAnswer> {
    TROUBLE.get()
}

/// Signs that a path may be up.
pub(super) fn listen() {
    let Some(window) = web_sys::window() else {
        return;
    };
    for sign in ["online", "pageshow", "focus"] {
        EventListener::new(&window, sign, |_| pump()).forget();
    }
    if let Some(document) = window.document() {
        let seen = document.clone();
        EventListener::new(&document, "visibilitychange", move |_| {
            if !seen.hidden() {
                pump();
            }
        })
        .forget();
    }
    if let Ok(workers) = js_sys::Reflect::get(&window.navigator(), &"serviceWorker".into())
        && let Ok(workers) = workers.dyn_into::<web_sys::EventTarget>()
    {
        // The worker sent what waits while no page could: the receipts are still to be had.
        EventListener::new(&workers, "message", |_| pump()).forget();
    }
}

/// A person pressed "send now": waits are lifted.
pub(super) fn send_now() {
    NOT_BEFORE.set(0);
    pump();
}

/// Sends what waits. Whoever is at it already looks again.
pub(super) fn pump() {
    if BUSY.replace(true) {
        return AGAIN.set(true);
    }
    TIMER.take();
    spawn_local(async {
        loop {
            AGAIN.set(false);
            let wait = round().await;
            if let Some(wait) = wait {
                wake_in(wait);
            }
            if !AGAIN.get() {
                break;
            }
        }
        BUSY.set(false);
    });
}

fn wake_in(millis: i64) {
    let millis = u32::try_from(millis.clamp(0, BACKOFF_CAP_MS)).unwrap_or_default();
    TIMER.set(Some(Timeout::new(millis, pump)));
}

async fn waiting() -> Result<Vec<SurveyRecord>, StorageError> {
    let mut records = load_surveys().await?;
    records.retain(|record| record.state == SurveyState::Waiting);
    Ok(records)
}

/// Sends what waits once; how long to wait for the next try, if anything is left.
async fn round() -> Option<i64> {
    let Ok(waiting) = waiting().await else {
        return Some(STORAGE_RETRY_MS);
    };
    device::note_survey(!waiting.is_empty());
    if waiting.is_empty() {
        return None;
    }
    // A moment further away than any back-off was set by a clock that has jumped since.
    let left = NOT_BEFORE.get() - device::now_ms();
    if (1..=BACKOFF_CAP_MS).contains(&left) {
        return Some(left);
    }
    if REFUSALS.get() >= LOCK_REFUSALS {
        // What both send counts once all the same. Next time the lock is asked for again.
        REFUSALS.set(0);
        drain().await;
    } else if device::with_lock(LOCK, drain).await {
        REFUSALS.set(0);
    } else {
        REFUSALS.set(REFUSALS.get() + 1);
        return Some(LOCK_RETRY_MS);
    }
    SENDING.set(false);
    page::refresh();
    tell_other_tabs();
    let left = self::waiting().await.is_ok_and(|left| left.is_empty());
    device::note_survey(!left);
    if left {
        return None;
    }
    let wait = NOT_BEFORE.get() - device::now_ms();
    let wait = (wait > 0).then_some(wait);
    Some(backoff(FAILURES.get(), wait, device::jitter()))
}

/// Sends one after the other until one finds no way.
async fn drain() {
    // Read again under the lock: another tab may have sent some meanwhile.
    let Ok(waiting) = waiting().await else { return };
    for record in waiting {
        SENDING.set(true);
        page::refresh();
        let state = match send_answer(record.day, record.id, &record.body).await {
            Answered::Told(AnswerTold {
                arrival, counted, ..
            }) => SurveyState::Arrived { arrival, counted },
            Answered::Refused(problem) => SurveyState::NotTaken { why: why(&problem) },
            Answered::Later(trouble, wait) => {
                FAILURES.set(FAILURES.get().saturating_add(1));
                TROUBLE.set(Some(trouble));
                NOT_BEFORE.set(wait.map_or(0, |wait| device::now_ms() + wait));
                return;
            }
        };
        FAILURES.set(0);
        TROUBLE.set(None);
        // What can't be noted now is sent again, and told again.
        let _ = settle_survey(&record, state).await;
    }
}

fn why(problem: &ProblemDetails) -> NotTaken {
    let kind = problem.kind.as_str();
    match problem.status {
        404 | 410 => NotTaken::NoDay,
        409 => NotTaken::Conflict,
        422 if kind.ends_with("/day-closed") => NotTaken::Closed,
        422 if kind.ends_with("/day-refused") => NotTaken::Unfitting,
        _ => NotTaken::Refused,
    }
}
