//! What stands around every page: header, connection banner, footer.

use leptos::prelude::*;

use super::el::{El, Part, el, live};
use crate::page;
use crate::route::Route;
use crate::store::{Live, Net, Store};
use crate::sync;
use crate::text::{Text, citizen as say, t};

/// The whole app, with the page in it once `ready`.
pub fn frame(store: Store, ready: Live<bool>) -> AnyView {
    // Built once: a switch of language changes texts, and the pressed button keeps the focus.
    let header = el("header").class("top").add(
        el("div")
            .class("top__in")
            .add(
                el("a").class("brand").attr("href", "/").add(mark()).add(
                    el("span")
                        .add(said(store, say::BRAND))
                        .live(move || council_name(store)),
                ),
            )
            .add(navigation(store))
            .add(language(store)),
    );
    let skip = el("a")
        .class("skip")
        .attr("href", "#main")
        .add(said(store, say::SKIP));
    let main = el("main").class("page").id("main").live(move || {
        if !ready.get() {
            return Part::none();
        }
        store.language.track();
        page::page(store)
    });
    let foot = el("footer").class("foot").add(
        el("div")
            .class("foot__in")
            .add(el("span").add(said(store, say::FOOT)))
            .add(link(store, "/help", say::NAV_HELP))
            .add(link(store, "/office", say::NAV_OFFICE)),
    );
    let toast = el("div")
        .bind("class", move || {
            Some(
                store
                    .toast
                    .with(|toast| toast.as_ref().map_or("toast", |toast| toast.class))
                    .into(),
            )
        })
        .attr("role", "status")
        .live(move || store.toast.get().map(|toast| toast.text).into());
    Part::from(skip)
        .add(header)
        .add(banners(store))
        .add(main)
        .add(foot)
        .add(toast)
        .view()
}

/// A sentence that follows the language.
fn said(store: Store, text: Text) -> Part {
    live(move || {
        store.language.track();
        t(text).into()
    })
}

fn link(store: Store, href: &'static str, text: Text) -> El {
    el("a").attr("href", href).add(said(store, text))
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

fn council_name(store: Store) -> Part {
    store.language.track();
    let council = store.council.get();
    let name = if crate::text::code() == "uk" {
        council.name_uk
    } else {
        council.name_en
    };
    (!name.is_empty()).then(|| el("small").text(name)).into()
}

fn navigation(store: Store) -> El {
    let links = [
        (Route::Home, say::NAV_HOME),
        (Route::Find, say::NAV_FIND),
        (Route::Settings, say::NAV_SETTINGS),
    ]
    .map(|(target, text)| {
        let path = target.path();
        let current = move || (store.route.get() == target).then(|| "page".to_owned());
        el("a")
            .attr("href", path)
            .bind("aria-current", current)
            .add(said(store, text))
    });
    el("nav")
        .class("nav")
        .bind("aria-label", move || {
            store.language.track();
            Some(t(say::NAV).into())
        })
        .add(Vec::from(links))
}

fn language(store: Store) -> El {
    let other = move || {
        store.language.track();
        let code = Text { uk: "en", en: "uk" };
        Some(t(code).into())
    };
    el("div").class("lang").add(
        el("button")
            .attr("type", "button")
            .bind("lang", other)
            .click(move || store.switch_language())
            .add(said(store, say::OTHER_LANGUAGE)),
    )
}

/// Which state the connection banner shows, and its sentence.
fn connection(store: Store) -> Option<(&'static str, &'static str)> {
    store.language.track();
    let queue = store.queue.get();
    match (store.net.get(), queue.sending, queue.paused) {
        (_, Some(_), _) => Some(("sending", t(say::NET_SENDING))),
        (_, None, Some(pause)) => Some(("captive", say::pause(pause))),
        (Net::Down(reason), ..) => {
            let portal = reason == domain::sync::NoAnswer::CaptivePortal;
            Some((
                if portal { "captive" } else { "offline" },
                say::no_answer(reason),
            ))
        }
        _ => None,
    }
}

/// The connection and the queue, a new version, and storage that fails: each its live region.
fn banners(store: Store) -> Part {
    let state = move || connection(store);
    let button =
        |text, press: Box<dyn FnMut()>| el("button").attr("type", "button").click(press).text(text);
    let line = live(move || {
        let Some((kind, text)) = state() else {
            return Part::none();
        };
        let waits = kind != "sending" && store.queue.with(|queue| !queue.items.is_empty());
        Part::from(el("span").text(text))
            .add(waits.then(|| button(t(say::SEND_NOW), Box::new(sync::send_now))))
    });
    let update = live(move || {
        store.language.track();
        if !store.update.get() {
            return Part::none();
        }
        let apply = button(t(say::UPDATE_APPLY), Box::new(move || store.apply_update()));
        Part::from(el("span").text(t(say::UPDATE_READY))).add(apply)
    });
    let storage = live(move || {
        store.language.track();
        let broken = store.storage.get().broken;
        broken
            .map(|error| el("span").text(t(say::storage_error(error))))
            .into()
    });
    let bar = |inside: Part| el("div").class("net").attr("role", "status").add(inside);
    let shown = move || state().map(|(kind, _)| kind.to_owned());
    Part::from(bar(line).bind("data-state", shown))
        .add(bar(update).attr("data-state", "online"))
        .add(bar(storage).attr("data-state", "captive"))
}
