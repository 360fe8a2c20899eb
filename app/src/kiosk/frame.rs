//! What stands around every screen: the council's name, the language, "start over", and the question
//! whether anybody is still there.

use domain::kiosk::{Idle, Screen};
use leptos::prelude::*;

use super::store::Store;
use super::{browser, screen};
use crate::component::{El, Part, el, focus_heading, live};
use crate::text::{Text, citizen, kiosk as say, t};

const DIALOG: &str = "idle";

/// The whole kiosk.
pub(super) fn frame(store: Store) -> AnyView {
    let header = el("header").class("top").add(
        el("div")
            .class("top__in")
            .add(
                el("span").class("brand").add(
                    el("span")
                        .add(said(store, citizen::BRAND))
                        .live(move || name(store)),
                ),
            )
            .add(language(store))
            .add(
                el("button")
                    .class("over no-print")
                    .id("over")
                    .attr("type", "button")
                    .click(move || store.start_over())
                    .add(said(store, say::START_OVER)),
            ),
    );
    let net = el("div")
        .class("net")
        .attr("role", "status")
        .bind("data-state", move || {
            (!store.reached.get()).then(|| "offline".into())
        });
    let net = net.live(move || {
        store.language.track();
        let silent = store.reached.get() || store.screen.get() == Screen::Pairing;
        (!silent)
            .then(|| el("span").text(t(say::NO_NETWORK)))
            .into()
    });
    let main = el("main").class("page").id("main").live(move || {
        store.language.track();
        let screen = store.screen.get();
        focus_heading();
        screen::show(store, screen)
    });
    let foot = el("footer").class("foot no-print").add(
        el("div").class("foot__in").add(
            el("button")
                .attr("type", "button")
                .click(move || store.go(Screen::Leave))
                .add(said(store, say::STAFF)),
        ),
    );
    Part::from(header)
        .add(net)
        .add(main)
        .add(foot)
        .add(still_there(store))
        .view()
}

/// A sentence that follows the language.
fn said(store: Store, text: Text) -> Part {
    live(move || {
        store.language.track();
        t(text).into()
    })
}

fn name(store: Store) -> Part {
    store.language.track();
    let told = store.home.get().and_then(|home| home.told);
    let name = told.map(|told| match crate::text::code() {
        "uk" => told.council.name_uk,
        _ => told.council.name_en,
    });
    name.map(|name| el("small").text(name)).into()
}

fn language(store: Store) -> El {
    let other = live(move || {
        store.language.track();
        t(say::OTHER).into()
    });
    let code = move || {
        store.language.track();
        Some(
            if crate::text::code() == "uk" {
                "en"
            } else {
                "uk"
            }
            .into(),
        )
    };
    el("div").class("lang no-print").add(
        el("button")
            .attr("type", "button")
            .bind("lang", code)
            .click(move || store.switch_language())
            .add(other),
    )
}

/// The question whether anybody is there. Any touch is the answer.
fn still_there(store: Store) -> El {
    Effect::new(move |_| {
        let warned = matches!(store.idle.get(), Idle::Warned(_));
        browser::set_dialog(DIALOG, warned);
    });
    let left = move || match store.idle.get() {
        Idle::Warned(left) => say::seconds(left).into(),
        _ => Part::none(),
    };
    let buttons = el("div")
        .class("actions")
        .add(
            el("button")
                .class("btn")
                .attr("type", "button")
                .click(|| ())
                .add(said(store, say::IDLE_STAY)),
        )
        .add(
            el("button")
                .class("btn btn--second")
                .attr("type", "button")
                .click(move || store.start_over())
                .add(said(store, say::START_OVER)),
        );
    let lead = el("p")
        .add(said(store, say::IDLE_LEAD))
        .text(" ")
        .add(el("strong").live(left))
        .text(".");
    el("dialog")
        .class("dialog")
        .id(DIALOG)
        .attr("aria-labelledby", "idle-title")
        .on("close", move |_| store.stay())
        .add(el("h2").id("idle-title").add(said(store, say::IDLE_TITLE)))
        .add(lead)
        .add(buttons)
}
