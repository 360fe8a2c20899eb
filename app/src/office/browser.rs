//! The browser as the office needs it: title, focus, keys, dialogs. Pages go through here, so that
//! none of them touches the document by itself.

use std::time::Duration;

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::set_timeout;
use wasm_bindgen::prelude::*;

/// Where typing means typing and no shortcut may fire.
const FIELDS: &str = "input, textarea, select, [contenteditable], dialog";

/// A key pressed outside of any field, without Ctrl, Alt or Meta.
#[derive(Debug, Clone)]
pub(super) struct Key {
    /// The place of the key on the keyboard, the same in the Ukrainian and the English layout.
    pub code: String,
    /// What the layout makes of it.
    pub key: String,
    /// Whether Shift is held.
    pub shift: bool,
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// The element the app draws into, emptied of what stood there before the start.
#[must_use]
pub(super) fn mount_point() -> Option<web_sys::HtmlElement> {
    let root = document()?.get_element_by_id("app")?;
    root.set_text_content(None);
    root.dyn_into().ok()
}

/// Sets the page's title.
pub(super) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Moves the focus to the first element of this selector, after what is being drawn is drawn.
pub(super) fn focus(selector: &str) {
    let selector = selector.to_owned();
    set_timeout(move || focus_now(&selector), Duration::ZERO);
}

/// Moves the focus to the first element of this selector, or of the other where there is none, after
/// what is being drawn is drawn.
pub(super) fn focus_or(selector: &str, other: &str) {
    let (selector, other) = (selector.to_owned(), other.to_owned());
    let is_there = move || {
        document()?
            .query_selector(&selector)
            .ok()?
            .map(|_| selector)
    };
    set_timeout(
        move || focus_now(&is_there().unwrap_or(other)),
        Duration::ZERO,
    );
}

/// Moves the focus to the first element of this selector, which is there already: whoever types fast
/// presses the next key before anything that waits has run.
pub(super) fn focus_now(selector: &str) {
    let found = document().and_then(|page| page.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Where in the picture with marks around it a pointer is: thousandths from the left and from above.
#[must_use]
pub(super) fn place_in(event: &web_sys::MouseEvent) -> Option<(i32, i32)> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let whole = target.closest(".map__in").ok()??;
    let whole = whole.get_bounding_client_rect();
    let part = |at: i32, from: f64, length: f64| {
        let part = (f64::from(at) - from) * 1_000.0 / length.max(1.0);
        part.round() as i32
    };
    Some((
        part(event.client_x(), whole.left(), whole.width()),
        part(event.client_y(), whole.top(), whole.height()),
    ))
}

/// Has the element under a pointer told of all its moves until it is let go.
pub(super) fn capture(event: &web_sys::PointerEvent) {
    let target = event.target();
    let target: Option<web_sys::Element> = target.and_then(|one| one.dyn_into().ok());
    if let Some(target) = target {
        let _ = target.set_pointer_capture(event.pointer_id());
    }
}

/// The files a person has chosen in a field.
#[must_use]
pub(super) fn files(event: &web_sys::Event) -> Vec<web_sys::File> {
    let field = event.target().and_then(|target| target.dyn_into().ok());
    let list = field.and_then(|field: web_sys::HtmlInputElement| field.files());
    let all = list.iter();
    all.flat_map(|list| (0..list.length()).filter_map(|n| list.get(n)))
        .collect()
}

/// Empties a field of files.
pub(super) fn clear_files(id: &str) {
    let field = document().and_then(|page| page.get_element_by_id(id));
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok())
    {
        field.set_value("");
    }
}

fn dialog(id: &str) -> Option<web_sys::HtmlDialogElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Opens a dialog over the page.
pub(super) fn open_dialog(id: &str) {
    if let Some(dialog) = dialog(id)
        && !dialog.open()
    {
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog; the focus returns to where it was.
pub(super) fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

/// Asks a question that only "yes" or "no" answers.
#[must_use]
pub(super) fn confirm(question: &str) -> bool {
    web_sys::window().is_some_and(|window| window.confirm_with_message(question).unwrap_or(false))
}

/// Calls for each key pressed outside of fields; a key that was used does nothing else.
pub(super) fn on_key(used: impl Fn(&Key) -> bool + 'static) {
    let Some(document) = document() else { return };
    let listen = move |event: &web_sys::Event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        let with_others = event.ctrl_key() || event.alt_key() || event.meta_key();
        if with_others || event.is_composing() || event.default_prevented() {
            return;
        }
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| target.closest(FIELDS).is_ok_and(|field| field.is_some())) {
            return;
        }
        let key = Key {
            code: event.code(),
            key: event.key(),
            shift: event.shift_key(),
        };
        if used(&key) {
            event.prevent_default();
        }
    };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document, "keydown", options, listen).forget();
}

/// Makes the browser ask before the page goes away while something would be lost.
pub(super) fn ask_before_leaving(would_lose: impl Fn() -> bool + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let listen = move |event: &web_sys::Event| {
        if would_lose() {
            event.prevent_default();
            // What older browsers look at instead.
            if let Some(event) = event.dyn_ref::<web_sys::BeforeUnloadEvent>() {
                event.set_return_value("unsent");
            }
        }
    };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window, "beforeunload", options, listen).forget();
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// A setting of this browser. Never anything personal.
#[must_use]
pub(super) fn setting(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a setting of this browser. Never anything personal.
pub(super) fn keep_setting(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // Forbidden storage only means that the setting lasts as long as the page.
        let _ = storage.set_item(name, value);
    }
}

fn tab_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// What was kept for as long as this tab is open. Never anything personal.
#[must_use]
pub(super) fn kept_for_tab(name: &str) -> Option<String> {
    tab_storage()?.get_item(name).ok().flatten()
}

/// Keeps something for as long as this tab is open. Never anything personal.
pub(super) fn keep_for_tab(name: &str, value: &str) {
    if let Some(storage) = tab_storage() {
        let _ = storage.set_item(name, value);
    }
}

/// Calls when the page comes back as it was left, which browsers keep for "back".
pub(super) fn on_return(look: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let listen = move |event: &web_sys::Event| {
        let kept = event.dyn_ref::<web_sys::PageTransitionEvent>();
        if kept.is_some_and(web_sys::PageTransitionEvent::persisted) {
            look();
        }
    };
    EventListener::new(&window, "pageshow", listen).forget();
}

/// Scheme, name and port of our server, as links name it.
#[must_use]
pub(super) fn origin() -> String {
    let location = web_sys::window().map(|window| window.location());
    location
        .and_then(|location| location.origin().ok())
        .unwrap_or_default()
}

/// What stands behind `#` in the address, which is taken out of the address bar: it is a secret.
#[must_use]
pub(super) fn take_fragment() -> Option<String> {
    let window = web_sys::window()?;
    let hash = window.location().hash().ok()?;
    let secret = hash.trim_start_matches('#').to_owned();
    if let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    (!secret.is_empty()).then_some(secret)
}
