//! The language that both programs of a page share by the browser's storage.
#![allow(clippy::unwrap_used)]
#![cfg(target_arch = "wasm32")]

use app::text::{language, restore_language, set_language};
use domain::request::Language;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_switch_made_by_the_other_program_is_taken_up_both_ways() {
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    set_language(Language::Uk);
    for (code, expected) in [("en", Language::En), ("uk", Language::Uk)] {
        storage.set_item("vr.lang", code).unwrap();
        restore_language();
        assert_eq!(language(), expected);
    }
}
