use std::sync::Arc;

use chrono::Datelike;
use domain::kiosk::Screen;
use domain::kyiv;
use domain::sync::wire::PublicCase;

use super::super::store::{Found, Store};
use super::{button, form, heading, paragraph};
use crate::component::{
    El, Entry, Part, deadline_meter, el, error_summary, field, summary_row, timeline,
};
use crate::device;
use crate::store::Live;
use crate::text::{Text, citizen as ask, format, kiosk as say, law, t};

/// Look-up by index: needs the network, and keeps nothing.
pub(super) fn show(store: Store) -> Part {
    if store.year.with_untracked(String::is_empty) {
        store.year.set(kyiv::date(device::now()).year().to_string());
    }
    let back = button("back", ask::BACK, move || store.go(Screen::Welcome));
    let offline = crate::component::live(move || {
        let note = (!store.reached.get()).then(|| {
            el("div")
                .class("notice")
                .attr("data-tone", "warn")
                .add(el("p").text(t(say::NEEDS_NETWORK)))
        });
        note.into()
    });
    let ask = form(move || store.search())
        .add(error_summary(move || store.wrong.get()))
        .add(heading(say::FIND_TITLE))
        .add(paragraph("hint", t(say::FIND_LEAD)))
        .add(offline)
        .add(input(
            store,
            "index",
            ask::FIND_INDEX,
            t(ask::FIND_INDEX_HINT),
            store.index,
        ))
        .add(input(store, "year", ask::FIND_YEAR, "", store.year))
        .add(
            el("div").class("actions").add(
                el("button")
                    .class("btn")
                    .attr("type", "submit")
                    .text(t(ask::FIND)),
            ),
        );
    let found = el("div")
        .class("flow")
        .attr("role", "status")
        .live(move || result(store));
    Part::from(back).add(ask).add(found)
}

fn input(
    store: Store,
    id: &'static str,
    label: Text,
    hint: &'static str,
    value: Live<String>,
) -> El {
    let error = Arc::new(move || {
        store.wrong.with(|all| {
            let found = all.iter().find(|(at, _)| *at == id);
            found.map(|(_, text)| text.clone())
        })
    });
    let entry = Entry {
        id,
        label: t(label).into(),
        hint,
        optional: false,
        kind: "text",
        autocomplete: "off",
        limit: 0,
        value: value.get_untracked(),
        error,
    };
    field(entry, move |typed| value.set(typed))
}

fn result(store: Store) -> Part {
    match store.found.get() {
        Found::Nothing => Part::none(),
        Found::Searching => paragraph("loading", t(ask::LOADING)).into(),
        Found::Failed(text) => el("div")
            .class("notice")
            .attr("data-tone", "warn")
            .add(el("p").text(text))
            .into(),
        Found::Case(found) => public(&found.public),
    }
}

fn public(case: &PublicCase) -> Part {
    let facts = el("dl")
        .class("summary")
        .add(summary_row(
            t(ask::STATUS),
            law::status(case.status, case.outcome),
        ))
        .add(summary_row(
            t(ask::RECEIVED_AT),
            format::moment(case.received_at),
        ))
        .add(summary_row(
            t(ask::DUE),
            format::deadline(case.term.deadline),
        ));
    let (received_at, deadline) = (case.received_at, case.term.deadline);
    Part::from(el("h2").text(format!("№ {}", case.index.text)))
        .add(deadline_meter(
            case.status,
            received_at,
            deadline,
            device::now(),
        ))
        .add(facts)
        .add(timeline(&case.history, &[]))
}
