//! The clerk's guide as a page.

use leptos::prelude::*;

use super::store::Store;
use super::{guide, keys};
use crate::text::{office as words, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let contents: Vec<AnyView> = guide::SECTIONS
        .iter()
        .map(|section| {
            let id = section.id;
            let go = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                store.focus(id);
            };
            view! { <li><a href=format!("#{id}") on:click=go>{t(section.title)}</a></li> }
                .into_any()
        })
        .collect();
    let sections: Vec<AnyView> = guide::SECTIONS.iter().map(section).collect();
    view! {
        <main class="page" id="main">
            <a class="back" href=move || store.journal_route().path()>{t(words::TO_JOURNAL)}</a>
            <h1 tabindex="-1">{t(guide::TITLE)}</h1>
            <p class="lead measure">{t(guide::LEAD)}</p>
            <nav aria-label=t(guide::CONTENTS)><ul class="contents">{contents}</ul></nav>
            {sections}
        </main>
    }
    .into_any()
}

fn section(section: &guide::Section) -> AnyView {
    let body: Vec<AnyView> = section
        .body
        .iter()
        .map(|text| view! { <p>{t(*text)}</p> }.into_any())
        .collect();
    let keys = (section.id == "keyboard").then(keys::list);
    view! {
        <section class="measure">
            <h2 id=section.id tabindex="-1">{t(section.title)}</h2>
            {body}
            {keys}
        </section>
    }
    .into_any()
}
