//! What stands around every page: header, connection banner, footer.

use leptos::prelude::*;

use crate::page;
use crate::route::Route;
use crate::store::{Net, Store};
use crate::sync;
use crate::text::{citizen as say, t};

/// The whole app.
pub fn frame(store: Store) -> impl IntoView {
    let redraw = move || store.language.track();
    view! {
        <a class="skip" href="#main">{move || { redraw(); t(say::SKIP) }}</a>
        <header class="top"><div class="top__in">
            <a class="brand" href="/">
                {mark()}
                <span>
                    {move || { redraw(); t(say::BRAND) }}
                    {move || { redraw(); council_name(store) }}
                </span>
            </a>
            {move || { redraw(); navigation(store) }}
            <div class="lang">
                <button
                    type="button"
                    lang=move || { redraw(); if crate::text::code() == "uk" { "en" } else { "uk" } }
                    on:click=move |_| store.switch_language()
                >
                    {move || { redraw(); t(say::OTHER_LANGUAGE) }}
                </button>
            </div>
        </div></header>
        {banner(store)}
        <main class="page" id="main">{move || { redraw(); page::page(store) }}</main>
        <footer class="foot"><div class="foot__in">{move || { redraw(); footer() }}</div></footer>
        <div class="toast" role="status">{move || store.toast.get()}</div>
    }
}

/// The open door, as in index.html.
fn mark() -> AnyView {
    view! {
        <svg viewBox="8 6 48 54" width="36" height="40" aria-hidden="true">
            <path fill="#f0b93f" d="M13 50V28a19 19 0 0 1 38 0v22z"></path>
            <path fill="#fff" d="M13 50V28c0-11 5.5-19.5 12.5-19.5S38 18 38 30v28z"></path>
            <path
                fill="none"
                stroke="#0b3f61"
                stroke-width="3.4"
                stroke-linecap="round"
                d="m19.5 28 12 1.2m-12 7 12 1.9m-12 6.3 6.5 1.5"
            ></path>
        </svg>
    }
    .into_any()
}

fn council_name(store: Store) -> AnyView {
    let council = store.council.get();
    let name = if crate::text::code() == "uk" { council.name_uk } else { council.name_en };
    (!name.is_empty()).then(|| view! { <small>{name}</small> }).into_any()
}

fn navigation(store: Store) -> AnyView {
    let route = store.route.get();
    let links: Vec<AnyView> = [
        (Route::Home, say::NAV_HOME),
        (Route::Find, say::NAV_FIND),
        (Route::Settings, say::NAV_SETTINGS),
    ]
    .into_iter()
    .map(|(target, text)| {
        let current = (target == route).then_some("page");
        view! { <a href=target.path() aria-current=current>{t(text)}</a> " " }.into_any()
    })
    .collect();
    view! { <nav class="nav" aria-label=t(say::NAV)>{links}</nav> }.into_any()
}

fn footer() -> AnyView {
    view! {
        <span>{t(say::FOOT)}</span>
        <a href="/help">{t(say::NAV_HELP)}</a>
        <a href="/office">{t(say::NAV_OFFICE)}</a>
    }
    .into_any()
}

/// The connection, the queue and a new version, in one live region.
fn banner(store: Store) -> AnyView {
    let state = move || {
        let queue = store.queue.get();
        match (store.net.get(), queue.sending, queue.paused) {
            (_, Some(_), _) => Some(("sending", t(say::NET_SENDING).to_owned())),
            (_, None, Some(pause)) => Some(("captive", say::pause(pause).to_owned())),
            (Net::Down(reason), ..) => {
                let portal = reason == domain::sync::NoAnswer::CaptivePortal;
                let state = if portal { "captive" } else { "offline" };
                Some((state, say::no_answer(reason).to_owned()))
            }
            _ => None,
        }
    };
    let state = Memo::new(move |_| {
        store.language.track();
        state()
    });
    let waiting = move || store.queue.with(|queue| !queue.items.is_empty());
    view! {
        <div class="net" role="status" data-state=move || state.get().map(|(state, _)| state)>
            {move || state.get().map(|(kind, text)| view! {
                <span>{text}</span>
                {(kind != "sending" && waiting()).then(|| view! {
                    <button type="button" on:click=|_| sync::send_now()>{t(say::SEND_NOW)}</button>
                })}
            })}
        </div>
        <div class="net" role="status" data-state="online">
            {move || store.update.get().then(|| view! {
                <span>{t(say::UPDATE_READY)}</span>
                <button type="button" on:click=move |_| store.apply_update()>{t(say::UPDATE_APPLY)}</button>
            })}
        </div>
        {move || store.storage.get().broken.map(|error| view! {
            <div class="net" role="alert" data-state="captive"><span>{t(say::storage_error(error))}</span></div>
        })}
    }
    .into_any()
}
