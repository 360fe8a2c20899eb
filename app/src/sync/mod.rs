//! Drives `domain::sync::Outbox`: carries out what it says and tells it what came of it.
//!
//! One tab at a time pushes, by a Web Lock; where there is none, the server's unique key still
//! lets nothing be registered twice. After each drain the other tabs are told to read again.

mod triggers;

use std::cell::RefCell;
use std::collections::VecDeque;

use domain::sync::wire::{CaseView, ChangesQuery, Known, MAX_CHANGES, PROTOCOL, Receipt};
use domain::sync::{Action, Answer, Input, NoAnswer, Outbox};
use gloo::timers::callback::Timeout;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use crate::api::{self, ApiError};
use crate::db;
use crate::device;
use crate::store::{Net, Queue, Store};
use crate::text::{citizen as say, t};

pub(crate) use triggers::tell_other_tabs;

/// The Web Lock of whoever sends.
pub(crate) const LOCK: &str = "vr-drain";
/// How soon to look again when another tab holds the lock: that tab may be frozen or gone.
const LOCK_RETRY_MS: u32 = 5_000;
/// After so many refusals in a row, longer than a push may take, the holder is taken for frozen.
const LOCK_REFUSALS: u8 = 8;

/// What set a drain off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    Timer,
    Hint,
    SendNow,
}

struct Driver {
    store: Store,
    outbox: Outbox,
    timer: Option<Timeout>,
    busy: bool,
    again: Option<Cause>,
    /// How often in a row another tab held the lock when a timer asked.
    refused: u8,
}

thread_local! {
    static DRIVER: RefCell<Option<Driver>> = const { RefCell::new(None) };
}

fn with<T>(work: impl FnOnce(&mut Driver) -> T) -> Option<T> {
    DRIVER.with_borrow_mut(|driver| driver.as_mut().map(work))
}

/// Starts to send and to ask for news.
pub fn start(store: Store) {
    let driver = Driver {
        store,
        outbox: Outbox::default(),
        timer: None,
        busy: false,
        again: None,
        refused: 0,
    };
    DRIVER.set(Some(driver));
    triggers::listen(store);
    poke(Cause::Hint);
}

/// Something was queued.
pub fn queued() {
    poke(Cause::Hint);
}

/// A person pressed "send now".
pub fn send_now() {
    poke(Cause::SendNow);
}

/// A parked item was taken back.
pub fn removed(id: Uuid) {
    with(|driver| driver.outbox.step(Input::Removed(id)));
    publish();
}

/// Everything on the device was erased.
pub fn forget() {
    with(|driver| driver.outbox.refresh(Vec::new()));
    publish();
}

fn poke(cause: Cause) {
    let free = with(|driver| {
        if driver.busy {
            // A person's wish is not lost behind a timer's.
            driver.again = driver.again.max(Some(cause));
        }
        !std::mem::replace(&mut driver.busy, true)
    });
    if free == Some(true) {
        spawn_local(run(cause));
    }
}

async fn run(cause: Cause) {
    if with(|driver| driver.refused) >= Some(LOCK_REFUSALS) {
        // What both push is registered once all the same. Next time the lock is asked for again.
        drain(cause).await;
        with(|driver| driver.refused -= 1);
    } else if device::with_lock(LOCK, move || drain(cause)).await {
        with(|driver| driver.refused = 0);
    } else {
        // A hint may come at any moment, a timer not sooner than it was set to.
        with(|driver| driver.refused += u8::from(cause == Cause::Timer));
        wake_in(LOCK_RETRY_MS);
    }
    pull().await;
    let again = with(|driver| {
        driver.busy = false;
        driver.again.take()
    });
    if let Some(cause) = again.flatten() {
        poke(cause);
    }
}

async fn drain(cause: Cause) {
    // What cannot be read now is tried again by the next trigger.
    let Ok(items) = db::load_outbox().await else {
        return;
    };
    let now = device::now_ms();
    let input = match cause {
        Cause::Timer => Input::Timer { now },
        Cause::Hint => Input::Hint { now },
        Cause::SendNow => Input::SendNow { now },
    };
    let first = with(|driver| {
        driver.outbox.refresh(items);
        driver.outbox.step(input)
    });
    let mut actions: VecDeque<Action> = first.unwrap_or_default().into();
    while let Some(action) = actions.pop_front() {
        publish();
        if let Some(input) = carry_out(action).await {
            actions.extend(with(|driver| driver.outbox.step(input)).unwrap_or_default());
        }
    }
    publish();
}

async fn carry_out(action: Action) -> Option<Input> {
    match action {
        Action::Push(id) => Some(push(id).await),
        Action::Store(receipt) => Some(store_receipt(*receipt).await),
        Action::Save(item) => {
            // The state of sending is a help, not a promise: without it the item is tried again.
            let _ = db::save_item(&item).await;
            None
        }
        Action::WakeAt(at) => {
            let wait = (at - device::now_ms()).clamp(0, i64::from(u32::MAX / 2));
            wake_in(u32::try_from(wait).unwrap_or(LOCK_RETRY_MS));
            None
        }
    }
}

async fn push(id: Uuid) -> Input {
    let now = device::now_ms;
    let record = match db::outgoing_body(id).await {
        Ok(Some(record)) => record,
        // Another tab has sent it.
        Ok(None) => return Input::ReceiptStored { id, now: now() },
        Err(_) => {
            return Input::ReceiptNotStored {
                id,
                now: now(),
                jitter: device::jitter(),
            };
        }
    };
    let answer = api::push(id, &record.item.digest, &record.body).await;
    with(|driver| {
        driver.store.net.set_if_new(match &answer {
            Answer::None(NoAnswer::Busy | NoAnswer::ServerError, _) => Net::Up,
            Answer::None(reason, _) => Net::Down(*reason),
            _ => Net::Up,
        });
    });
    Input::Answered {
        id,
        answer,
        now: now(),
        jitter: device::jitter(),
    }
}

async fn store_receipt(receipt: Receipt) -> Input {
    let id = receipt.id;
    device::learn_time(receipt.server_time);
    let failed = || Input::ReceiptNotStored {
        id,
        now: device::now_ms(),
        jitter: device::jitter(),
    };
    let Some(store) = with(|driver| driver.store) else {
        return failed();
    };
    let Ok(cases) = db::load_cases().await else {
        return failed();
    };
    let Some(mut case) = cases.into_iter().find(|case| case.id == id) else {
        return failed();
    };
    case.receipt = Some(receipt);
    match db::complete(&case).await {
        Ok(()) => {
            let index = case.receipt.as_ref().map(|receipt| &receipt.index.text);
            let index = index.map_or("", String::as_str);
            store.announce(format!("{}: № {index}", t(say::RECEIVED_TITLE)));
            store.show_case(case);
            triggers::tell_other_tabs();
            Input::ReceiptStored {
                id,
                now: device::now_ms(),
            }
        }
        Err(_) => failed(),
    }
}

/// Asks for news of this device's registered cases.
async fn pull() {
    let Some(store) = with(|driver| driver.store) else {
        return;
    };
    let known: Vec<Known> = store.cases.with_untracked(|cases| {
        let registered = cases
            .iter()
            .filter(|case| case.receipt.is_some() || case.view.is_some());
        registered
            .map(|case| Known {
                id: case.id,
                access_code: case.access_code.clone(),
                // Of a lost one everything is news.
                cursor: match &case.view {
                    Some(view) if !case.lost => view.cursor,
                    _ => 0,
                },
            })
            .collect()
    });
    for part in known.chunks(MAX_CHANGES) {
        let query = ChangesQuery {
            v: PROTOCOL,
            cases: part.to_vec(),
        };
        match api::changes(&query).await {
            Ok(changes) => {
                store.net.set_if_new(Net::Up);
                if device::learn_time(changes.server_time) {
                    // What is shown was counted from another time.
                    store.cases.update(|_| ());
                }
                // The network may have gone between the first visit's page and this answer.
                if store
                    .council
                    .with_untracked(|council| council.name_uk.is_empty())
                {
                    store.ask_council().await;
                }
                let unknown = changes.unknown.into_iter().map(|id| (id, None));
                let news = changes.cases.into_iter().map(|view| (view.id, Some(view)));
                for (id, view) in unknown.chain(news) {
                    take_news(store, id, view).await;
                }
            }
            Err(ApiError::NoAnswer(reason)) => return store.net.set_if_new(Net::Down(reason)),
            Err(ApiError::Problem(_)) => return store.net.set_if_new(Net::Up),
        }
    }
}

/// Keeps the news of a case; `None` when the server has no such case any more, as after the
/// restoration of an older backup. What the device has of it stays.
async fn take_news(store: Store, id: Uuid, view: Option<CaseView>) {
    let known = store
        .cases
        .with_untracked(|cases| cases.iter().find(|case| case.id == id).cloned());
    let Some(mut case) = known else { return };
    if case.lost && view.is_none() {
        return;
    }
    case.lost = view.is_none();
    case.view = view.or(case.view);
    // Another tab may have taken it off the device meanwhile.
    if db::update_case(&case).await == Ok(true) {
        store.show_case(case);
        triggers::tell_other_tabs();
    }
}

fn wake_in(millis: u32) {
    with(|driver| driver.timer = Some(Timeout::new(millis, || poke(Cause::Timer))));
}

/// Shows the pages what the outbox knows.
fn publish() {
    let shown = with(|driver| {
        let queue = Queue {
            items: driver.outbox.items().to_vec(),
            sending: driver.outbox.sending(),
            paused: driver.outbox.paused(),
        };
        (driver.store, queue)
    });
    if let Some((store, queue)) = shown {
        store.queue.set_if_new(queue);
    }
}
