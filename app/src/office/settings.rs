//! The page «Календар і правила»: read by everybody who sees everything, changed by the
//! administrator, who sees first what a change would do.

mod change;
mod field;
mod sections;

use leptos::prelude::*;

use super::parts;
use super::store::{Load, Store};
use crate::text::{settings as words, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let page = store.settings;
    let sees = Memo::new(move |_| store.sees_settings());
    let there = Memo::new(move |_| page.base.with(Option::is_some));
    let state = move || {
        if !sees.get() {
            return view! { <p class="notice">{t(words::NOT_FOR_YOU)}</p> }.into_any();
        }
        match (page.load.get(), there.get()) {
            (Load::Failed(error), _) => parts::failure(&error, move || store.load_settings()),
            (Load::Loading, false) => parts::loading(),
            _ => ().into_any(),
        }
    };
    // Whole once; what changes is drawn anew by itself, so that fields keep the focus.
    let body = move || there.get().then(|| body(store));
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::TITLE)}</h1>
            <p class="hint">{t(words::ABOUT)}</p>
            {state}
            {change::stale(store)}
            {change::done(store)}
            {field::summary(store)}
            {body}
        </main>
    }
    .into_any()
}

fn body(store: Store) -> AnyView {
    let changes = Memo::new(move |_| store.administers());
    let read_only =
        move || (!changes.get()).then(|| view! { <p class="notice">{t(words::READ_ONLY)}</p> });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.preview_settings();
    };
    view! {
        {read_only}
        <form id="settings" novalidate on:submit=submit>
            <fieldset class="plain flow" disabled=move || !changes.get()>
                {sections::calendar(store)}
                {sections::policy(store)}
                {sections::index(store)}
                {sections::executors(store)}
                {sections::holders(store)}
                {sections::council(store)}
                {sections::rates(store)}
                {move || changes.get().then(|| change::buttons(store))}
            </fieldset>
        </form>
        {change::preview(store)}
    }
    .into_any()
}
