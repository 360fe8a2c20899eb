//! How requests work, in plain words with the articles.

use leptos::prelude::*;

use crate::text::{citizen as say, t};

/// Shows the four questions people ask first.
pub(super) fn page() -> AnyView {
    let parts: Vec<AnyView> = [
        (say::HELP_1, say::HELP_1_TEXT),
        (say::HELP_2, say::HELP_2_TEXT),
        (say::HELP_3, say::HELP_3_TEXT),
        (say::HELP_4, say::HELP_4_TEXT),
        (say::APPEAL, say::APPEAL_TEXT),
    ]
    .into_iter()
    .map(|(title, text)| view! { <h2>{t(title)}</h2> <p>{t(text)}</p> }.into_any())
    .collect();
    view! {
        <h1 tabindex="-1">{t(say::HELP_TITLE)}</h1>
        {parts}
        <p><a class="btn" href="/new">{t(say::WRITE)}</a></p>
    }
    .into_any()
}
