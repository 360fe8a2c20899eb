//! What stands around every page of the office, which page that is, its title and its focus.

use super::act::ActKind;
use super::program::Pages;
use super::route::Route;
use super::store::{Session, Store};
use super::{keys, parts, sign_in};
use crate::text::{
    self, control as board, fill, letters as templates, office as words, report as reports, t,
};
use domain::request::{Deed, Language};
use leptos::prelude::*;

/// What the main column shows.
#[derive(Debug, Clone, PartialEq)]
enum Screen {
    Asking,
    Unreachable,
    SignIn,
    Page(Route),
    Lost,
}

fn screen<P: Pages>(store: Store) -> Screen {
    let route = store.route.get().without_filter();
    let ours = route.program() == Some(P::PROGRAM);
    match store.session.with(Clone::clone) {
        // The guide tells how to sign in, so it opens without.
        _ if ours && matches!(route, Route::Help | Route::Join) => Screen::Page(route),
        Session::Asking => Screen::Asking,
        Session::Unreachable(_) => Screen::Unreachable,
        Session::Out | Session::Expired => Screen::SignIn,
        Session::In(_) if ours => Screen::Page(route),
        Session::In(_) => Screen::Lost,
    }
}

/// Draws the office.
pub(super) fn frame<P: Pages>(store: Store) -> AnyView {
    let shown = Memo::new(move |_| screen::<P>(store));
    Effect::new(move |_| store.title(&title::<P>(store, &shown.get())));
    Effect::new(move |before: Option<Screen>| {
        let now = shown.get();
        // The first page is announced by the browser itself.
        if before.is_some_and(|before| before != Screen::Asking && before != now) {
            store.focus_heading();
        }
        now
    });
    let page = move || {
        store.language.track();
        match shown.get() {
            Screen::Asking => plain(words::JOURNAL, parts::loading()),
            Screen::Unreachable => unreachable(store),
            Screen::SignIn => sign_in::page(store),
            Screen::Page(page) => P::page(store, &page),
            Screen::Lost => lost(store),
        }
    };
    view! {
        {move || {
            store.language.track();
            view! { <a class="skip" href="#main">{t(words::SKIP)}</a> }
        }}
        {header(store)}
        {page}
        {move || {
            store.language.track();
            footer(store)
        }}
        <div class="toast" role="status">{move || store.toast.get()}</div>
        {move || {
            store.language.track();
            keys::dialog(store)
        }}
        {P::dialogs(store)}
    }
    .into_any()
}

fn title<P: Pages>(store: Store, screen: &Screen) -> String {
    store.language.track();
    let page = match screen {
        Screen::SignIn => t(words::SIGN_IN).to_owned(),
        Screen::Page(page) => P::title(store, page),
        Screen::Lost => t(words::LOST).to_owned(),
        Screen::Asking | Screen::Unreachable => t(words::OFFICE).to_owned(),
    };
    let prefix = if store.is_in_error() {
        t(words::ERROR_PREFIX)
    } else {
        ""
    };
    format!("{prefix}{page} – {}", t(words::PRODUCT))
}

fn plain(heading: crate::text::Text, body: AnyView) -> AnyView {
    view! { <main class="page" id="main"><h1 tabindex="-1">{t(heading)}</h1>{body}</main> }
        .into_any()
}

fn unreachable(store: Store) -> AnyView {
    let body = move || match store.session.get() {
        Session::Unreachable(error) => parts::failure(&error, move || store.find_out_who()),
        _ => ().into_any(),
    };
    plain(words::JOURNAL, body.into_any())
}

fn lost(store: Store) -> AnyView {
    let body = view! {
        <p>{t(words::LOST_WHY)}</p>
        <p><a class="btn" href=move || store.journal_route().path()>{t(words::TO_JOURNAL)}</a></p>
    };
    plain(words::LOST, body.into_any())
}

fn header(store: Store) -> AnyView {
    let small = move || match store.session.get() {
        Session::In(me) => me.council,
        _ => t(words::OFFICE).to_owned(),
    };
    let other = move || {
        if store.language.get() == Language::Uk {
            "en"
        } else {
            "uk"
        }
    };
    view! {
        <header class="top"><div class="top__in">
            <a class="brand" href="/office">
                {mark()}
                <span>
                    {move || { store.language.track(); t(words::PRODUCT) }}
                    <small>{move || { store.language.track(); small() }}</small>
                </span>
            </a>
            {move || { store.language.track(); navigation(store) }}
            {move || { store.language.track(); who(store) }}
            <div class="lang">
                // Outside of what is drawn anew, so that it keeps the focus.
                <button type="button" id="language" lang=other on:click=move |_| store.switch_language()>
                    {move || { store.language.track(); t(words::OTHER_LANGUAGE) }}
                </button>
            </div>
        </div></header>
    }
    .into_any()
}

/// The open door, as in `office.html`.
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

fn navigation(store: Store) -> AnyView {
    let current = move |on: fn(&Route) -> bool| move || on(&store.route.get()).then_some("page");
    view! {
        <nav class="nav" aria-label=t(words::NAV)>
            <a
                href=move || store.journal_route().path()
                aria-current=current(|route| matches!(route, Route::Journal(_)))
            >
                {t(words::JOURNAL)}
            </a>
            " "
            <a href=Route::Control.path() aria-current=current(|route| *route == Route::Control)>
                {t(board::TITLE)}
            </a>
            " "
            {reports_are_seen(store).then(|| view! {
                <a href=Route::Report(None).path() aria-current=current(|route| matches!(route, Route::Report(_)))>
                    {t(reports::TITLE)}
                </a>
                " "
            })}
            {takes_in(store).then(|| view! {
                <a href=Route::Intake.path() aria-current=current(|route| *route == Route::Intake)>
                    {t(ActKind::TakeIn.label())}
                </a>
                " "
            })}
            <a
                href=Route::OpenDays.path()
                aria-current=current(|route| matches!(route, Route::OpenDays | Route::OpenDay(_) | Route::DayPart(..)))
            >
                {t(text::open_day::TITLE)}
            </a>
            " "
            <a href=Route::Council.path() aria-current=current(of_the_council)>
                {t(words::COUNCIL)}
            </a>
            " "
            <a href=Route::Help.path() aria-current=current(|route| *route == Route::Help)>
                {t(words::HELP)}
            </a>
        </nav>
    }
    .into_any()
}

/// Whether a page is one of the council's own.
fn of_the_council(route: &Route) -> bool {
    matches!(
        route,
        Route::Council
            | Route::People
            | Route::Settings
            | Route::Letters
            | Route::Mail
            | Route::Kiosks
            | Route::Duty(_)
    )
}

/// Whether the officer's role includes reports.
fn reports_are_seen(store: Store) -> bool {
    store.me().is_some_and(|me| me.role.may(Deed::Report))
}

/// Whether the officer's role includes entering requests.
fn takes_in(store: Store) -> bool {
    store
        .me()
        .is_some_and(|me| me.role.may(ActKind::TakeIn.deed()))
}

fn who(store: Store) -> AnyView {
    let who = move || {
        store.me().map(|me| {
            view! {
                <div class="who">
                    <span id="who" title=fill(words::SIGNED_IN_AS, &me.name)>
                        {me.name.clone()} <small>{me.position.clone()}</small>
                    </span>
                    <button type="button" id="sign-out" on:click=move |_| store.sign_out()>
                        {t(words::SIGN_OUT)}
                    </button>
                </div>
            }
        })
    };
    who.into_any()
}

fn footer(store: Store) -> AnyView {
    view! {
        <footer class="foot"><div class="foot__in">
            <a href=Route::Help.path()>{t(words::HELP)}</a>
            {store.me().is_some().then(|| view! { <a href=Route::Letters.path()>{t(templates::TITLE)}</a> })}
            <button type="button" class="btn btn--quiet" id="show-keys" on:click=move |_| store.show_keys()>
                {t(words::KEYS)}
            </button>
        </div></footer>
    }
    .into_any()
}
