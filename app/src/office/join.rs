//! The page behind a link that an administrator handed over: a password is set there.

use domain::sync::people::Invitee;
use leptos::prelude::*;

use super::parts;
use super::people::{Input, failed};
use super::store::{Load, Store};
use crate::text::{fill, format, people as words, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let page = store.people;
    let shown = move || match (page.load.get(), page.invitee.get()) {
        (_, Some(invitee)) => form(store, &invitee),
        (Load::Failed(error), None) => parts::failure(&error, move || store.open_link_again()),
        (Load::Loading, None) => parts::loading(),
        (Load::Ready, None) => {
            view! { <p class="notice" data-tone="warn">{t(words::JOIN_NO_CODE)}</p> }.into_any()
        }
    };
    view! {
        <main class="page login" id="main">
            <h1 tabindex="-1">{t(words::JOIN)}</h1>
            {shown}
        </main>
    }
    .into_any()
}

fn form(store: Store, invitee: &Invitee) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.join();
    };
    let password = Input {
        id: "new",
        label: words::NEW,
        hint: Some(words::JOIN_HINT),
        kind: "password",
        autocomplete: "new-password",
    };
    let busy = parts::busy(store.people.sending);
    view! {
        <p>{fill(words::JOIN_FOR, &invitee.council)}</p>
        <p>{invitee.name.clone()} ", " {invitee.position.clone()}</p>
        <p>{fill(words::MY_LOGIN, &invitee.login)}</p>
        <p class="hint">{fill(words::JOIN_UNTIL, &format::moment(invitee.until))}</p>
        {parts::errors(store)}
        {failed(store)}
        <form id="join" novalidate on:submit=submit>
            {password.draw(store)}
            <div class="actions">
                <button class="btn" aria-busy=busy>{t(words::JOIN_DO)}</button>
            </div>
        </form>
    }
    .into_any()
}
