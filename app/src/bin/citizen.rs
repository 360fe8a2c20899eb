//! The citizen's app: takes the place of the shell that `index.html` has drawn already.

use app::store::{Live, Store, current, listen};
use app::{component, text};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

fn main() {
    text::restore_language();
    let store = Store::new(current());
    listen(store);
    // The device's data is asked for first, and the page is drawn while the browser looks for it.
    store.start();
    soon(move || draw(store));
}

/// Each piece of the start is a task of its own, so that on a slow phone a tap on the shell is
/// never kept waiting for all of them.
fn soon(work: impl FnOnce() + 'static) {
    Timeout::new(0, work).forget();
}

/// Draws the app beside the shell, the frame first, and puts it in the shell's place when whole.
fn draw(store: Store) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let Some(app) = element(&document) else {
        return;
    };
    let ready = Live::new(false);
    // Kept for the life of the page.
    leptos::mount::mount_to(app.clone(), move || component::frame(store, ready)).forget();
    soon(move || {
        // Together: what the page does with the next frame must find it in the document.
        ready.set(true);
        if let Some(shell) = document.get_element_by_id("app") {
            let _ = shell.replace_with_with_node_1(&app);
        }
        app.set_id("app");
    });
}

fn element(document: &Document) -> Option<HtmlElement> {
    document.create_element("div").ok()?.dyn_into().ok()
}
