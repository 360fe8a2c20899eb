//! The form for a request that came by post, e-mail, fax or phone, or was brought or said.

use leptos::prelude::*;

use super::act::ActKind;
use super::store::{Sent, Store};
use super::{forms, parts};
use crate::text::{office as words, papers, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.register_entry();
    };
    let failed = move || match store.sent.get() {
        Sent::Failed(error) => Some(view! {
            <div class="notice" data-tone="late" role="alert" id="not-sent" tabindex="-1">
                <h2>{t(words::NOT_SENT)}</h2>
                <p>{parts::explain(&error)}</p>
            </div>
        }),
        _ => None,
    };
    let entry = Memo::new(move |_| store.entry.with(|entry| entry.as_ref().map(|(id, _)| *id)));
    let body = move || {
        entry
            .get()
            .map(|id| forms::body(store, id, ActKind::TakeIn))
    };
    view! {
        <main class="page page--form" id="main">
            <a class="back" href=move || store.journal_route().path()>{t(words::TO_JOURNAL)}</a>
            <h1 tabindex="-1">{t(ActKind::TakeIn.title())}</h1>
            <p><a class="btn btn--second" href="/form/blank" target="_blank">{t(papers::BLANK)}</a></p>
            {failed}
            <form id="act" novalidate on:submit=submit>
                {parts::errors(store)}
                {body}
                <div class="actions">{forms::send_button(store, "btn", ActKind::TakeIn)}</div>
            </form>
        </main>
    }
    .into_any()
}
