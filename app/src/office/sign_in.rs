//! The sign-in page. It also comes over any other page when the session ends.

use leptos::prelude::*;

use super::parts;
use super::store::{Load, Session, Store};
use crate::text::{office as words, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.sign_in();
    };
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
    let entering = move || store.entering.get() == Load::Loading;
    view! {
        <main class="page login" id="main">
            <h1 tabindex="-1">{t(words::SIGN_IN)}</h1>
            <p class="hint">{t(words::SIGN_IN_LEAD)}</p>
            {expired}
            {parts::errors(store)}
            {failed}
            <form id="sign-in" novalidate on:submit=submit>
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
                    <button class="btn" aria-busy=move || entering().then_some("true")>
                        {t(words::SIGN_IN_DO)}
                    </button>
                </div>
            </form>
        </main>
    }
    .into_any()
}
