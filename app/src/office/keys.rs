//! Keyboard shortcuts and the dialog that lists them.
//!
//! WCAG 2.1.4: none fires in a field, and all can be switched off.

use leptos::prelude::*;

use super::act::ActKind;
use super::browser::Key;
use super::program::Pages;
use super::route::Route;
use super::store::{Session, Store};
use crate::text::{Text, office as words, report, t};

/// The dialog's id.
pub(super) const DIALOG: &str = "keys";

/// Does what the key stands for; whether it stands for anything here.
pub(super) fn pressed<P: Pages>(store: Store, key: &Key) -> bool {
    let somebody = store
        .session
        .with_untracked(|session| matches!(session, Session::In(_)));
    if !somebody || !store.keys_on.get_untracked() {
        return false;
    }
    if key.key == "?" || (key.code == "Slash" && key.shift) {
        store.show_keys();
        return true;
    }
    if key.shift {
        return false;
    }
    let route = store.route.get_untracked();
    if route == Route::Lost && key.code == "Escape" {
        store.back_to_journal();
        return true;
    }
    P::pressed(store, &route, key)
}

/// The key of an act, as it is shown on its button, if it has one.
pub(super) const fn of_act(kind: ActKind) -> Option<&'static str> {
    Some(match kind {
        ActKind::Assign => "a",
        ActKind::Answer => "o",
        ActKind::Refuse => "r",
        ActKind::Extend => "e",
        _ => return None,
    })
}

const LIST: [(&[&str], Text); 12] = [
    (&["/"], words::KEY_SEARCH),
    (&["j", "k"], words::KEY_ROWS),
    (&["Enter"], words::KEY_OPEN),
    (&["n"], words::KEY_NEW),
    (&["c"], words::KEY_CONTROL),
    (&["z"], report::KEY_REPORT),
    (&["a"], words::KEY_ASSIGN),
    (&["o"], words::KEY_ANSWER),
    (&["r"], words::KEY_REFUSE),
    (&["e"], words::KEY_EXTEND),
    (&["Esc"], words::KEY_BACK),
    (&["?"], words::KEY_HELP),
];

/// The list of shortcuts.
pub(super) fn list() -> AnyView {
    let rows: Vec<AnyView> = LIST
        .into_iter()
        .map(|(keys, what)| {
            let keys: Vec<AnyView> = keys
                .iter()
                .map(|key| view! { <kbd class="kbd">{*key}</kbd> " " }.into_any())
                .collect();
            view! { <div><dt>{keys}</dt><dd>{t(what)}</dd></div> }.into_any()
        })
        .collect();
    view! { <dl class="summary">{rows}</dl> }.into_any()
}

/// The dialog with the list and the switch.
pub(super) fn dialog(store: Store) -> AnyView {
    view! {
        <dialog class="dialog" id=DIALOG aria-labelledby="keys-title">
            <h2 id="keys-title">{t(words::KEYS)}</h2>
            <p class="hint">{t(words::KEYS_HINT)}</p>
            {list()}
            <div class="field checks">
                <div class="choice">
                    <input
                        type="checkbox"
                        id="keys-on"
                        prop:checked=store.keys_on
                        on:change=move |event| store.set_keys(event_target_checked(&event))
                    />
                    <label for="keys-on">{t(words::KEYS_ON)}</label>
                </div>
            </div>
            <div class="actions">
                <button type="button" class="btn" on:click=move |_| store.hide_keys()>{t(words::CLOSE)}</button>
            </div>
        </dialog>
    }
    .into_any()
}
