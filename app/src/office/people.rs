//! The page «Працівники»: one's own ways in, and for an administrator everybody's.

mod field;
mod own;
mod staff;

use domain::sync::people::StaffEntry;
use leptos::prelude::*;

use super::parts;
use super::store::{Load, Store};
use crate::text::{format, office, people as words, t};

pub(super) use field::{Input, failed};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let page = store.people;
    let state = move || match (page.load.get(), page.access.with(Option::is_some)) {
        (Load::Failed(error), _) => parts::failure(&error, move || store.load_people()),
        (Load::Loading, false) => parts::loading(),
        _ => ().into_any(),
    };
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::TITLE)}</h1>
            {parts::errors(store)}
            {failed(store)}
            {state}
            {move || store.administers().then(|| staff::section(store))}
            {own::section(store)}
        </main>
    }
    .into_any()
}

/// A history, the latest first.
fn entries(all: &[StaffEntry]) -> AnyView {
    if all.is_empty() {
        return view! { <p class="hint">{t(words::NO_HISTORY)}</p> }.into_any();
    }
    let lines: Vec<AnyView> = all
        .iter()
        .map(|entry| {
            let actor = if entry.actor.is_empty() {
                t(office::BY_SYSTEM).to_owned()
            } else {
                entry.actor.clone()
            };
            view! {
                <li>
                    <time>{format::short_moment(entry.at)}</time>
                    <span>{words::event(&entry.what)}</span>
                    <small>{actor}</small>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ol class="audit">{lines}</ol> }.into_any()
}
