//! One file a screen.

mod choice;
mod done;
mod door;
mod find;
mod programme;
mod question;
mod request;
mod staff;
mod survey;
mod welcome;

use domain::kiosk::Screen;

use super::store::Store;
use crate::component::{El, Part, el, set_title};
use crate::text::{Text, t};

/// What this screen shows.
pub(super) fn show(store: Store, screen: Screen) -> Part {
    match screen {
        Screen::Pairing => staff::pairing(store),
        Screen::Welcome => welcome::show(store),
        Screen::Request | Screen::Check => request::show(store),
        Screen::Done => done::show(store),
        Screen::Find => find::show(store),
        Screen::Survey => survey::show(store),
        Screen::Question => question::show(store),
        Screen::Programme => programme::show(store),
        Screen::Door => door::show(store),
        Screen::Leave => staff::leave(store),
        Screen::Staff => staff::state(store),
        Screen::Ended => staff::ended(store),
    }
}

/// The screen's heading, which takes the focus when it opens and names the window.
fn heading(text: Text) -> El {
    heading_of(t(text).to_owned())
}

fn heading_of(text: String) -> El {
    set_title(&text);
    el("h1").attr("tabindex", "-1").text(text)
}

/// Why what was written could not be kept; it still stands.
fn failed(store: Store) -> El {
    el("div").attr("role", "alert").live(move || {
        let why = store.failed.get();
        why.map(|why| {
            el("div")
                .class("notice")
                .attr("data-tone", "late")
                .add(el("p").text(t(why)))
        })
        .into()
    })
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

/// A form that nobody's browser remembers.
fn form(submit: impl Fn() + 'static) -> El {
    el("form")
        .class("question")
        .attr("novalidate", "")
        .attr("autocomplete", "off")
        .on("submit", move |event| {
            event.prevent_default();
            submit();
        })
}
