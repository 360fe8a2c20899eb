//! Open days: the list, and one of them.

use leptos::prelude::*;
use uuid::Uuid;

use super::store::Store;
use crate::text::{open_day as words, t};

/// Draws the list.
pub(super) fn list(_store: Store) -> AnyView {
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::TITLE)}</h1>
            <p class="hint">{t(words::ABOUT)}</p>
        </main>
    }
    .into_any()
}

/// Draws one open day.
pub(super) fn page(store: Store, _id: Uuid) -> AnyView {
    list(store)
}
