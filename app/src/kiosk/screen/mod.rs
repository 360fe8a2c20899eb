//! One file a screen.

mod done;
mod find;
mod request;
mod staff;
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
        Screen::Leave => staff::leave(store),
        Screen::Staff => staff::state(store),
        Screen::Ended => staff::ended(store),
    }
}

/// The screen's heading, which takes the focus when it opens and names the window.
fn heading(text: Text) -> El {
    set_title(t(text));
    el("h1").attr("tabindex", "-1").text(t(text))
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
