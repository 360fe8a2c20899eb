//! The sign-in page. It also comes over any other page when the session ends.

use leptos::prelude::*;

use super::parts;
use super::store::{Load, Session, Store};
use crate::text::{office as words, people, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let asks_code = Memo::new(move |_| store.asks_code.get());
    let expired = move || {
        (store.session.get() == Session::Expired).then(|| {
            view! { <div class="notice" data-tone="warn" id="expired"><p>{t(words::EXPIRED)}</p></div> }
        })
    };
    let failed = move || match store.entering.get() {
        Load::Failed(error) => Some(view! {
            <div class="errors" role="alert" tabindex="-1"><p>{parts::explain(&error)}</p></div>
        }),
        _ => None,
    };
    view! {
        <main class="page login" id="main">
            <h1 tabindex="-1">{t(words::SIGN_IN)}</h1>
            <p class="hint">{t(words::SIGN_IN_LEAD)}</p>
            {expired}
            {parts::errors(store)}
            {failed}
            {move || if asks_code.get() { second(store) } else { first(store) }}
        </main>
    }
    .into_any()
}

fn submit(store: Store, event: &leptos::ev::SubmitEvent) {
    event.prevent_default();
    store.sign_in();
}

fn busy(store: Store) -> impl Fn() -> Option<&'static str> {
    parts::busy(store.entering)
}

/// Login and password.
fn first(store: Store) -> AnyView {
    view! {
        <form id="sign-in" novalidate on:submit=move |event| submit(store, &event)>
            <div class=parts::field_class(store, "login", "field")>
                <label for="login">{t(words::LOGIN)}</label>
                {parts::error(store, "login")}
                <input
                    id="login"
                    name="login"
                    type="text"
                    autocomplete="username"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby=parts::described_by(store, "login", false)
                    aria-invalid=move || parts::is_wrong(store, "login").then_some("true")
                    prop:value=store.login
                    on:input=move |event| store.login.set(event_target_value(&event))
                />
            </div>
            <div class=parts::field_class(store, "password", "field")>
                <label for="password">{t(words::PASSWORD)}</label>
                {parts::error(store, "password")}
                <input
                    id="password"
                    name="password"
                    type="password"
                    autocomplete="current-password"
                    aria-describedby=parts::described_by(store, "password", false)
                    aria-invalid=move || parts::is_wrong(store, "password").then_some("true")
                    prop:value=store.password
                    on:input=move |event| store.password.set(event_target_value(&event))
                />
            </div>
            <div class="actions">
                <button class="btn" aria-busy=busy(store)>
                    {t(words::SIGN_IN_DO)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The code of the second factor.
fn second(store: Store) -> AnyView {
    view! {
        <form id="second" novalidate on:submit=move |event| submit(store, &event)>
            <div class=parts::field_class(store, "code", "field")>
                <label for="code">{t(people::SECOND)}</label>
                <p class="hint" id="code-hint">{t(people::SECOND_LEAD)}</p>
                {parts::error(store, "code")}
                <input
                    id="code"
                    name="code"
                    type="text"
                    autocomplete="one-time-code"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby=parts::described_by(store, "code", true)
                    aria-invalid=move || parts::is_wrong(store, "code").then_some("true")
                    prop:value=store.code_typed
                    on:input=move |event| store.code_typed.set(event_target_value(&event))
                />
            </div>
            <div class="actions">
                <button class="btn" aria-busy=busy(store)>{t(people::SECOND_DO)}</button>
                <button
                    type="button"
                    class="btn btn--quiet"
                    on:click=move |_| store.back_to_password()
                >
                    {t(people::SECOND_BACK)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
