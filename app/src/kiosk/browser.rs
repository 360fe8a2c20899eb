//! The browser as the kiosk needs it.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::request_animation_frame;
use wasm_bindgen::prelude::*;

use crate::extra::qr;

/// Where a visitor's own phone follows a request.
pub(super) const FOLLOW: &str = "/kiosk/follow";
/// What tells that somebody is there.
const TOUCHES: [&str; 5] = ["click", "keydown", "input", "wheel", "touchmove"];

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// The element the kiosk draws into, emptied of what stood there before the start.
pub(super) fn mount_point() -> Option<web_sys::HtmlElement> {
    let root = document()?.get_element_by_id("app")?;
    root.set_text_content(None);
    root.dyn_into().ok()
}

/// What follows the `#`, if this is the page on which a request is followed.
pub(super) fn followed() -> Option<String> {
    let path = web_sys::window()?.location().pathname().ok()?;
    (path == FOLLOW).then(|| crate::device::take_fragment().unwrap_or_default())
}

/// Calls whenever the screen or a key is touched, and says whether something was pressed.
pub(super) fn on_touch(call: impl Fn(bool) + Clone + 'static) {
    let Some(document) = document() else { return };
    for name in TOUCHES {
        let call = call.clone();
        EventListener::new(&document, name, move |_| call(name == "click")).forget();
    }
}

/// Links to fields move the focus there, and leave no step in the history.
pub(super) fn keep_history_short() {
    let Some(document) = document() else { return };
    let follow = move |event: &web_sys::Event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|target| target.closest("a[href^='#']").ok().flatten());
        let Some(place) = link.and_then(|link| link.get_attribute("href")) else {
            return;
        };
        event.prevent_default();
        let found = self::document().and_then(|page| page.query_selector(&place).ok().flatten());
        if let Some(field) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = field.focus();
        }
    };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document, "click", options, follow).forget();
}

/// Calls when an event of this name comes to the window.
pub(super) fn on_window(name: &'static str, call: impl Fn() + 'static) {
    if let Some(window) = web_sys::window() {
        EventListener::new(&window, name, move |_| call()).forget();
    }
}

/// Loads the page anew in its own place: nothing of the visit is left, in memory or in the history.
pub(super) fn begin_anew() {
    go("/kiosk/");
}

/// Goes to an address in the place of this one.
pub(super) fn go(address: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(address);
    }
}

/// Moves the focus to the element of this id, once the page is drawn.
pub(super) fn focus(id: &'static str) {
    request_animation_frame(move || {
        let found = document().and_then(|page| page.get_element_by_id(id));
        if let Some(found) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = found.focus();
        }
    });
}

/// Draws a QR code into the element of this id, once it is in the document.
pub(super) fn draw_qr(id: &'static str, text: String) {
    request_animation_frame(move || {
        if let Some(place) = document().and_then(|page| page.get_element_by_id(id)) {
            qr::fill(&place, &text);
        }
    });
}

fn dialog(id: &str) -> Option<web_sys::HtmlDialogElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Opens or closes a dialog over the page; closed, the focus returns to where it was.
pub(super) fn set_dialog(id: &str, open: bool) {
    let Some(dialog) = dialog(id) else { return };
    if open && !dialog.open() {
        let _ = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}
