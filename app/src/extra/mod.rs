//! The second program: what few visits need. A phone loads it when it is first wanted.
//!
//! The first program leaves places for it on its pages, `<div data-extra="kind" data-id="…">`, and
//! dispatches `vr:extra` on the window; this one fills the places it has not filled yet. Both keep
//! their data in the one database. What changes there is told to the first program as one tab
//! tells another, and the files of a draft with the event `vr:files`, because only the first
//! program writes drafts.
//!
//! No framework: it would weigh more than everything here.

mod appeal;
mod complaint;
pub(crate) mod dom;
mod files;
mod given;
pub(crate) mod qr;
mod sent;
mod transfer;
mod uploads;
mod ways;

use domain::request::Attachment;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use crate::text;

pub use complaint::Addressee;

/// The event by which the first program asks for this one.
pub const WAKE: &str = "vr:extra";
/// The event by which this program tells what was added to the files of a draft, or removed.
pub const FILES: &str = "vr:files";
/// Its detail, as JSON: the draft, whether the file was added, and which. A whole list would bring
/// back what was removed while a large file was still being stored.
pub type FileChange = (Uuid, bool, Attachment);

/// Fills the places there are, and those there will be.
pub fn start() {
    let Some(window) = web_sys::window() else {
        return;
    };
    EventListener::new(&window, WAKE, |_| wake()).forget();
    uploads::listen();
    wake();
}

/// A place is in the document only after the page that has it was drawn.
fn wake() {
    Timeout::new(0, || {
        text::restore_language();
        let found = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| {
                document
                    .query_selector_all("[data-extra]:not([data-on])")
                    .ok()
            });
        for at in 0..found.as_ref().map_or(0, web_sys::NodeList::length) {
            let place = found.as_ref().and_then(|found| found.item(at));
            if let Some(place) = place.and_then(|place| place.dyn_into::<Element>().ok()) {
                let _ = place.set_attribute("data-on", "");
                fill(place);
            }
        }
        uploads::pump();
    })
    .forget();
}

fn fill(place: Element) {
    let kind = place.get_attribute("data-extra").unwrap_or_default();
    let id = place.get_attribute("data-id").unwrap_or_default();
    let uuid = Uuid::try_parse(&id).unwrap_or_default();
    match kind.as_str() {
        "qr" => qr::fill(&place, &id),
        "files" => files::fill_draft(place, uuid),
        "sent" => spawn_local(sent::fill_case(place, uuid)),
        "ways" => spawn_local(ways::fill_case(place, uuid)),
        "appeal" => spawn_local(appeal::fill_case(place, uuid)),
        "transfer" => transfer::fill_settings(place),
        _ => {}
    }
}
