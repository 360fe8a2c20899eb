//! What a visitor wants to say to a deputy mayor.

use domain::kiosk::Screen;
use domain::open_day::question::{Concern, MAX_NAME, MAX_TEXT};
use domain::open_day::words;

use super::super::store::{Said, Store};
use super::choice::{self, Option as Choice};
use super::{button, failed, form, heading, paragraph};
use crate::component::{El, Entry, Part, el, error_summary, field};
use crate::text::{self, Text, citizen as ask, kiosk as say, t};

/// The form.
pub(super) fn show(store: Store) -> Part {
    let said = store.said.get_untracked();
    let back = button("back", ask::BACK, move || store.go(Screen::Welcome));
    let concern = Concern::ALL.map(|concern| Choice {
        label: words::concern(concern, text::language()).to_owned(),
        chosen: concern == said.concern,
    });
    let choose = move |at: u8| {
        let concern = Concern::ALL.get(usize::from(at)).copied();
        store
            .said
            .update(|said| said.concern = concern.unwrap_or_default());
    };
    let legend = (t(say::ASK_WHAT).to_owned(), String::new());
    let form = form(move || store.say_it())
        .add(error_summary(move || store.wrong.get()))
        .add(heading(say::ASK_TITLE))
        .add(paragraph("hint", t(say::ASK_LEAD)))
        .add(choice::group("radio", legend, concern.into(), choose))
        .add(entry(
            store,
            ("text", say::ASK_TEXT, MAX_TEXT),
            said.text,
            |said, text| said.text = text,
        ))
        .add(entry(
            store,
            ("name", say::ASK_NAME, MAX_NAME),
            said.name,
            |said, text| said.name = text,
        ))
        .add(entry(
            store,
            ("contact", say::ASK_CONTACT, MAX_NAME),
            said.contact,
            |said, text| {
                said.contact = text;
            },
        ))
        .add(failed(store))
        .add(paragraph("hint", t(say::ASK_HINT)))
        .add(
            el("div").class("actions").add(
                el("button")
                    .class("btn")
                    .attr("type", "submit")
                    .text(t(say::ASK_SEND)),
            ),
        );
    Part::from(back).add(form)
}

fn entry(
    store: Store,
    (id, label, limit): (&'static str, Text, usize),
    value: String,
    write: fn(&mut Said, String),
) -> El {
    let entry = Entry {
        id,
        label: t(label).into(),
        hint: "",
        optional: id != "text",
        kind: if id == "text" { "area" } else { "text" },
        autocomplete: "off",
        limit,
        value,
        error: choice::error_of(store, id),
    };
    field(entry, move |typed| {
        store.said.update(|said| write(said, typed))
    })
}
