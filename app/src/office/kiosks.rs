//! The page «Планшети».

use leptos::prelude::*;

use super::store::Store;
use crate::text::{kiosks as words, t};

/// Draws the page.
pub(super) fn page(_store: Store) -> AnyView {
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::TITLE)}</h1>
            <p class="hint">{t(words::ABOUT)}</p>
        </main>
    }
    .into_any()
}
