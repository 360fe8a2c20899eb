//! The citizen's pages, a file each: what it shows, and what a person can do on it.

mod case;
mod draft;
mod find;
mod help;
mod home;
mod settings;

use leptos::prelude::*;

use crate::component::{El, Part, el, focus_heading, live, set_title};
use crate::route::Route;
use crate::store::Store;
use crate::text::{Text, citizen as say, t};

/// The page of the present route.
pub fn page(store: Store) -> Part {
    match store.route.get() {
        Route::Home => home::page(store),
        Route::New => {
            // A draft's address has its id, so that a reload finds it again.
            request_animation_frame(move || store.begin_draft());
            loading().into()
        }
        Route::Draft(id, step) => when_loaded(store, move || draft::page(store, id, step)),
        Route::Case(id) => when_loaded(store, move || case::page(store, id)),
        Route::Find => find::page(store),
        Route::Settings => settings::page(store),
        Route::Help => help::page(),
        Route::NotFound => missing(say::NOT_FOUND, say::NOT_FOUND_LEAD, "/", say::TO_HOME),
    }
}

fn when_loaded(store: Store, show: impl Fn() -> Part + Send + 'static) -> Part {
    live(move || {
        if !store.loaded.get() {
            return loading().into();
        }
        focus_heading();
        show()
    })
}

fn loading() -> El {
    el("p")
        .class("loading")
        .attr("role", "status")
        .text(t(say::LOADING))
}

/// The page's heading, which takes the focus when the page opens and names the window.
fn heading(text: &'static str) -> El {
    set_title(text);
    el("h1").attr("tabindex", "-1").text(text)
}

fn paragraph(class: &'static str, text: impl Into<String>) -> El {
    el("p").class(class).text(text)
}

fn button(class: &'static str, text: Text, press: impl FnMut() + 'static) -> El {
    el("button")
        .class(class)
        .attr("type", "button")
        .click(press)
        .text(t(text))
}

fn link_button(href: &'static str, text: Text) -> El {
    el("p").add(el("a").class("btn").attr("href", href).text(t(text)))
}

/// A page that has nothing to show, and where to go instead.
fn missing(title: Text, lead: Text, href: &'static str, action: Text) -> Part {
    Part::from(heading(t(title)))
        .add(paragraph("lead", t(lead)))
        .add(link_button(href, action))
}

fn back(href: String) -> El {
    el("a").class("back").attr("href", href).text(t(say::BACK))
}

/// A button that asks once more before it does what can't be undone.
fn ask_first(
    open: (&'static str, Text),
    question: Text,
    (tone, yes): (&'static str, Text),
    act: impl FnMut() + Clone + Send + 'static,
) -> El {
    let asked = RwSignal::new(0_usize);
    el("div")
        .class("no-print")
        .attr("role", "status")
        .live(move || {
            if asked.get() == 0 {
                return el("p")
                    .add(button(open.0, open.1, move || asked.set(1)))
                    .into();
            }
            let buttons = el("div")
                .class("actions")
                .add(button("btn btn--danger", yes, act.clone()))
                .add(button("btn btn--second", say::CANCEL, move || asked.set(0)));
            el("div")
                .class("notice")
                .attr("data-tone", tone)
                .add(el("p").text(t(question)))
                .add(buttons)
                .into()
        })
}
