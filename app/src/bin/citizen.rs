//! The citizen's app: takes the place of the shell that `index.html` has drawn already.

use app::store::{Store, current, listen};
use app::{component, text};

fn main() {
    text::restore_language();
    let store = Store::new(current());
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let Some(root) = document.get_element_by_id("app") else {
        return;
    };
    root.replace_children_with_node_0();
    let root = wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(root);
    // Kept for the life of the page.
    leptos::mount::mount_to(root, move || component::frame(store)).forget();
    listen(store);
    store.start();
}
