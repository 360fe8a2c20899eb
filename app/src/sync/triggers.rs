//! Signs that a path may be up: each only asks the driver to look.

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::BroadcastChannel;

use super::{Cause, poke};
use crate::store::{Net, Store};

/// How often an open page asks for news.
const NEWS_MS: u32 = 60_000;
/// The channel on which tabs tell each other to read again.
const CHANNEL: &str = "vr-changed";

thread_local! {
    static TABS: Option<BroadcastChannel> = BroadcastChannel::new(CHANNEL).ok();
}

/// Tells the other tabs that stored data changed.
pub(crate) fn tell_other_tabs() {
    TABS.with(|tabs| {
        if let Some(tabs) = tabs {
            let _ = tabs.post_message(&"changed".into());
        }
    });
}

pub(super) fn listen(store: Store) {
    let Some(window) = web_sys::window() else {
        return;
    };
    for sign in ["online", "pageshow", "focus"] {
        EventListener::new(&window, sign, |_| poke(Cause::Hint)).forget();
    }
    // Only an answer tells that the server is there; but this device is not what stands in the way.
    EventListener::new(&window, "online", move |_| {
        if store.net.get_untracked() == Net::Down(domain::sync::NoAnswer::Offline) {
            store.net.set(Net::Unknown);
        }
    })
    .forget();
    EventListener::new(&window, "offline", move |_| {
        store
            .net
            .set_if_new(Net::Down(domain::sync::NoAnswer::Offline));
    })
    .forget();
    if let Some(document) = window.document() {
        let seen = document.clone();
        EventListener::new(&document, "visibilitychange", move |_| {
            if !seen.hidden() {
                poke(Cause::Hint);
            }
        })
        .forget();
        Interval::new(NEWS_MS, move || {
            if !document.hidden() {
                poke(Cause::Timer);
            }
        })
        .forget();
    }
    if let Ok(workers) = js_sys::Reflect::get(&window.navigator(), &"serviceWorker".into())
        && let Ok(workers) = workers.dyn_into::<web_sys::EventTarget>()
    {
        // Background Sync: the worker woke up and asks an open page to send.
        EventListener::new(&workers, "message", |_| poke(Cause::Hint)).forget();
    }
    TABS.with(|tabs| {
        if let Some(tabs) = tabs {
            EventListener::new(tabs, "message", move |_| {
                spawn_local(async move {
                    store.reload().await;
                    // The queue too may have changed, and files may have come to their end.
                    poke(Cause::Hint);
                });
            })
            .forget();
        }
    });
}
