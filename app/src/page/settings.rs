//! Settings of this device: language, storage, my data.

use wasm_bindgen_futures::spawn_local;

use super::{ask_first, button, heading, paragraph};
use crate::component::{Part, el, extra, live};
use crate::device;
use crate::store::Store;
use crate::text::{citizen as say, fill, t};

const SECOND: &str = "btn btn--second";

/// Shows what this device keeps, and how to take it out or away.
pub(super) fn page(store: Store) -> Part {
    let erase = ask_first(
        ("btn btn--danger", say::ERASE),
        say::ERASE_ASK,
        ("late", say::ERASE_YES),
        move || store.erase(),
    );
    Part::from(heading(t(say::SETTINGS_TITLE)))
        .add(el("h2").text(t(say::SET_LANGUAGE)))
        .add(el("p").add(button(SECOND, say::OTHER_LANGUAGE, move || {
            store.switch_language()
        })))
        .add(el("h2").text(t(say::SET_STORAGE)))
        .add(live(move || el("p").text(counts(store)).into()))
        .add(live(move || promise(store)))
        .add(paragraph("hint", t(say::EXPORT_HINT)))
        .add(el("p").add(button(SECOND, say::EXPORT, move || store.export())))
        .add(extra("transfer", ""))
        .add(erase)
        .add(paragraph("hint", concat!("v", env!("CARGO_PKG_VERSION"))))
}

fn counts(store: Store) -> String {
    let count = |text, number: usize| fill(text, &number.to_string());
    [
        count(say::SET_COUNTS, store.drafts.with(Vec::len)),
        count(say::SET_COUNTS_CASES, store.cases.with(Vec::len)),
        count(
            say::SET_COUNTS_QUEUE,
            store.queue.with(|queue| queue.items.len()),
        ),
    ]
    .join(" ")
}

fn promise(store: Store) -> Part {
    let persisted = store.storage.get().persisted;
    let text = match persisted {
        Some(true) => say::SET_PERSISTED,
        _ => say::SET_NOT_PERSISTED,
    };
    let ask = move || {
        spawn_local(async move {
            let kept = device::persist().await;
            store
                .storage
                .update(|storage| storage.persisted = Some(kept));
        });
    };
    let offer = (persisted == Some(false) && device::can_persist())
        .then(|| el("p").add(button(SECOND, say::SET_KEEP, ask)));
    Part::from(el("p").text(t(text))).add(offer)
}
