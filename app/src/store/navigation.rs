//! Going from page to page, and the browser's events that concern the whole app.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::Store;
use crate::component::focus_heading;
use crate::db::{BLOCKED, StorageError};
use crate::device;
use crate::extra::FILES;
use crate::route::Route;

impl Store {
    /// Opens a page.
    pub fn go(self, route: Route) {
        self.enter(route, false);
    }

    /// Opens a page in place of this one, which the back button then skips.
    pub fn replace(self, route: Route) {
        self.enter(route, true);
    }

    fn enter(self, route: Route, in_place: bool) {
        let path = route.path();
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            let none = wasm_bindgen::JsValue::NULL;
            let _ = if in_place {
                history.replace_state_with_url(&none, "", Some(&path))
            } else {
                history.push_state_with_url(&none, "", Some(&path))
            };
        }
        self.show(route);
    }

    fn show(self, route: Route) {
        if route == Route::Find {
            self.find.clear();
        }
        if self.route.get_untracked() != route {
            self.problems.set(Vec::new());
            self.route.set(route);
        }
        // Also for a link to the page one is on: whoever follows it expects to be at its head.
        focus_heading();
    }

    /// After back and forward. A link to a place on this page (an error's to its field) comes here
    /// too, and the browser has already put the focus there.
    fn shown_is(self, route: Route) {
        if self.route.get_untracked() != route {
            self.show(route);
        }
    }
}

/// The path the address bar shows.
#[must_use]
pub fn current() -> Route {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    Route::parse(&path.unwrap_or_default())
}

/// Listens to the browser: links, the back button, leaving the page, a new version.
pub fn listen(store: Store) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let Some(document) = window.document() else {
        return;
    };
    let active = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document, "click", active, move |event| {
        if let Some(route) = followed_link(event) {
            event.prevent_default();
            spawn_local(async move {
                device::painted().await;
                store.save_now().await;
                store.go(route);
            });
        }
    })
    .forget();
    EventListener::new(&window, "popstate", move |_| store.shown_is(current())).forget();
    // The last chance of a page that is about to be frozen or thrown away.
    for leaving in ["pagehide", "beforeunload"] {
        EventListener::new(&window, leaving, move |_| spawn_local(store.save_now())).forget();
    }
    EventListener::new(&document, "visibilitychange", move |_| {
        spawn_local(store.save_now())
    })
    .forget();
    EventListener::new(&window, FILES, move |event| store.take_files(event)).forget();
    EventListener::new(&window, BLOCKED, move |_| {
        store
            .storage
            .update(|storage| storage.broken = Some(StorageError::Blocked));
    })
    .forget();
    EventListener::new(&window, "vr:update-ready", move |_| store.update.set(true)).forget();
}

/// The page of a link of ours that was clicked plainly; none for every other click.
fn followed_link(event: &web_sys::Event) -> Option<Route> {
    let click: &web_sys::MouseEvent = event.dyn_ref()?;
    let modified = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    if modified || click.button() != 0 || event.default_prevented() {
        return None;
    }
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a[href]").ok()??;
    let href = link.get_attribute("href")?;
    let ours = href.starts_with('/') && !href.starts_with("//");
    let elsewhere = ["/office", "/api"]
        .iter()
        .any(|other| href.starts_with(other));
    let plain = !link.has_attribute("target") && !link.has_attribute("download");
    (ours && !elsewhere && plain).then(|| Route::parse(&href))
}
