//! «Мій вхід»: password, second factor, sessions.

use domain::sync::people::{Access, FactorSecret, OpenSession};
use leptos::prelude::*;

use super::entries;
use super::field::{Input, busy};
use crate::office::store::Store;
use crate::qr;
use crate::text::{Text, fill, format, people as words, t};

const fn password(id: &'static str, label: Text, autocomplete: &'static str) -> Input {
    Input {
        id,
        label,
        hint: None,
        kind: "password",
        autocomplete,
    }
}

const fn code(label: Text, hint: Option<Text>) -> Input {
    Input {
        id: "f-code",
        label,
        hint,
        kind: "text",
        autocomplete: "one-time-code",
    }
}

/// Draws the section.
pub(super) fn section(store: Store) -> AnyView {
    let page = store.people;
    let login = move || {
        let access = page.access.get()?;
        Some(view! { <p>{fill(words::MY_LOGIN, &access.login)}</p> })
    };
    let sessions = move || page.access.get().map(|access| sessions(store, &access));
    let history = move || {
        page.access.get().map(|access| {
            view! {
                <details>
                    <summary>{t(words::MY_HISTORY)}</summary>
                    {entries(&access.history)}
                </details>
            }
        })
    };
    view! {
        <section class="own" aria-labelledby="mine-title">
            <h2 id="mine-title">{t(words::MINE)}</h2>
            {login}
            {change_password(store)}
            {factor(store)}
            {sessions}
            {history}
        </section>
    }
    .into_any()
}

/// A form that sends by one button.
fn form(store: Store, id: &'static str, fields: AnyView, label: Text, send: fn(Store)) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send(store);
    };
    view! {
        <form id=id class="measure flow" novalidate on:submit=submit>
            {fields}
            <div class="actions">
                <button class="btn btn--second" aria-busy=busy(store)>{t(label)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn change_password(store: Store) -> AnyView {
    let new = Input {
        hint: Some(words::PASSWORD_HINT),
        ..password("new", words::NEW, "new-password")
    };
    let fields = view! {
        {password("old", words::OLD, "current-password").draw(store)}
        {new.draw(store)}
    };
    view! {
        <h3>{t(words::PASSWORD)}</h3>
        {form(store, "change-password", fields.into_any(), words::PASSWORD_DO, Store::change_password)}
    }
    .into_any()
}

fn factor(store: Store) -> AnyView {
    let page = store.people;
    // Drawn anew only when the step changes: what is typed keeps its focus meanwhile.
    let on = Memo::new(move |_| page.access.with(|access| access.as_ref().map(|a| a.factor)));
    let left = move || {
        let left = page
            .access
            .with(|access| access.as_ref().map_or(0, |access| access.recovery_left));
        fill(words::FACTOR_ON, &left.to_string())
    };
    let shown = move || {
        let codes = page.codes.get();
        if !codes.is_empty() {
            return recovery(store, &codes);
        }
        match (on.get(), page.secret.get()) {
            (None, _) => ().into_any(),
            (Some(true), _) => {
                let fields = view! {
                    {password("f-password", words::FACTOR_PASSWORD, "current-password").draw(store)}
                    {code(words::CODE_OR_RECOVERY, None).draw(store)}
                };
                view! {
                    <p>{left}</p>
                    {form(store, "end-factor", fields.into_any(), words::FACTOR_END, Store::end_factor)}
                }
                .into_any()
            }
            (Some(false), Some(secret)) => confirm(store, &secret),
            (Some(false), None) => {
                let field = password("f-password", words::FACTOR_PASSWORD, "current-password");
                view! {
                    <p>{t(words::FACTOR_OFF)}</p>
                    {form(store, "begin-factor", field.draw(store), words::FACTOR_BEGIN, Store::begin_factor)}
                }
                .into_any()
            }
        }
    };
    view! {
        <h3 id="factor-title" tabindex="-1">{t(words::FACTOR)}</h3>
        {shown}
    }
    .into_any()
}

fn confirm(store: Store, secret: &FactorSecret) -> AnyView {
    let picture = qr::draw(&secret.uri).map(|drawn| {
        view! {
            <div class="qr" role="img" aria-label=t(words::FACTOR_QR)>
                <svg viewBox=drawn.frame shape-rendering="crispEdges" aria-hidden="true">
                    <path d=drawn.path></path>
                </svg>
            </div>
        }
    });
    let groups: Vec<String> = secret
        .secret
        .as_bytes()
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    let field = code(words::CODE, Some(words::CODE_HINT)).draw(store);
    view! {
        <p>{t(words::FACTOR_SCAN)}</p>
        {picture}
        <p class="secret" id="factor-secret">{groups.join(" ")}</p>
        {form(store, "confirm-factor", field, words::FACTOR_CONFIRM, Store::confirm_factor)}
    }
    .into_any()
}

fn recovery(store: Store, codes: &[String]) -> AnyView {
    let lines: Vec<AnyView> = codes
        .iter()
        .map(|code| view! { <li>{code.clone()}</li> }.into_any())
        .collect();
    view! {
        <div class="notice" data-tone="warn">
            <h4 id="codes-title" tabindex="-1">{t(words::CODES)}</h4>
            <p>{t(words::CODES_WHY)}</p>
            <ol class="codes" id="recovery">{lines}</ol>
            <button type="button" class="btn" on:click=move |_| store.codes_kept()>
                {t(words::CODES_KEPT)}
            </button>
        </div>
    }
    .into_any()
}

fn sessions(store: Store, access: &Access) -> AnyView {
    let several = access.sessions.len() > 1;
    let lines: Vec<AnyView> = access
        .sessions
        .iter()
        .map(|one| session(store, one))
        .collect();
    let others = several.then(|| {
        view! {
            <div class="actions">
                <button
                    type="button"
                    class="btn btn--second"
                    aria-busy=busy(store)
                    on:click=move |_| store.end_session(None)
                >
                    {t(words::SESSION_OTHERS)}
                </button>
            </div>
        }
    });
    view! {
        <h3 id="sessions-title" tabindex="-1">{t(words::SESSIONS)}</h3>
        <ul class="files" id="sessions">{lines}</ul>
        {others}
    }
    .into_any()
}

fn session(store: Store, one: &OpenSession) -> AnyView {
    let opened = format::short_moment(one.opened_at);
    let said = format!(
        "{}, {}",
        fill(words::SESSION_OPENED, &opened),
        fill(words::SESSION_SEEN, &format::short_moment(one.seen_at))
    );
    let end = if one.this {
        view! { <span class="tag" data-tone="ok">{t(words::SESSION_HERE)}</span> }.into_any()
    } else {
        let id = one.id.clone();
        view! {
            <button
                type="button"
                class="btn btn--quiet"
                aria-label=fill(words::SESSION_END_OF, &opened)
                on:click=move |_| store.end_session(Some(id.clone()))
            >
                {t(words::SESSION_END)}
            </button>
        }
        .into_any()
    };
    view! { <li>{said} " " {end}</li> }.into_any()
}
