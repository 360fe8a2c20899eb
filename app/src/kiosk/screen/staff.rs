//! What visitors do not come for: taking the tablet in, its state, its end.

use std::sync::Arc;

use domain::kiosk::EXIT_DIGITS;

use super::super::store::Store;
use super::{button, form, heading, paragraph};
use crate::component::{Entry, Part, el, error_summary, field, live, summary_row};
use crate::text::{kiosk as say, t};

/// The code by which an officer takes this tablet in.
pub(super) fn pairing(store: Store) -> Part {
    let code = el("div").attr("role", "status").live(move || {
        let code = store.pairing.get();
        match code {
            Some(code) => {
                let (first, last) = code.code.split_at(code.code.len() / 2);
                el("p").class("pair").text(format!("{first}-{last}")).into()
            }
            None if store.reached.get() => paragraph("loading", t(say::PAIR_ASKING)).into(),
            None => paragraph("notice", t(say::PAIR_OFFLINE)).into(),
        }
    });
    Part::from(heading(say::PAIR_TITLE))
        .add(paragraph("lead", t(say::PAIR_LEAD)))
        .add(code)
}

/// Asks for the code by which staff leave the kiosk.
pub(super) fn leave(store: Store) -> Part {
    let entry = Entry {
        id: "exit",
        label: t(say::LEAVE_CODE).into(),
        hint: "",
        optional: false,
        kind: "password",
        autocomplete: "off",
        limit: 0,
        value: String::new(),
        error: Arc::new(move || {
            store
                .wrong
                .with(|all| all.first().map(|(_, text)| text.clone()))
        }),
    };
    let code = field(entry, move |typed| {
        store
            .exit
            .set(typed.chars().take(EXIT_DIGITS * 2).collect());
    });
    form(move || store.try_exit())
        .add(error_summary(move || store.wrong.get()))
        .add(heading(say::LEAVE_TITLE))
        .add(paragraph("hint", t(say::LEAVE_LEAD)))
        .add(code)
        .add(
            el("div").class("actions").add(
                el("button")
                    .class("btn")
                    .attr("type", "submit")
                    .text(t(say::LEAVE_GO)),
            ),
        )
        .into()
}

/// How the kiosk is, and the way out.
pub(super) fn state(store: Store) -> Part {
    let facts = live(move || {
        let (state, home) = (store.state.get(), store.home.get());
        let name = home.and_then(|home| home.told).map(|told| told.name);
        el("dl")
            .class("summary")
            .add(summary_row(t(say::STAFF_NAME), name.unwrap_or_default()))
            .add(summary_row(t(say::STAFF_VERSION), state.version))
            .add(summary_row(
                t(say::STAFF_WAITING),
                state.waiting.to_string(),
            ))
            .add(summary_row(
                t(say::STAFF_REFUSED),
                state.refused.to_string(),
            ))
            .into()
    });
    let actions = el("div")
        .class("actions")
        .add(button("btn", say::STAFF_SEND, move || store.send_now()))
        .add(button("btn btn--second", say::STAFF_LEAVE, move || {
            store.leave()
        }));
    Part::from(heading(say::STAFF_TITLE))
        .add(facts)
        .add(actions)
}

/// The council has ended this kiosk.
pub(super) fn ended(store: Store) -> Part {
    let again = button("btn btn--second", say::ENDED_AGAIN, move || {
        store.pair_anew()
    });
    Part::from(heading(say::ENDED_TITLE))
        .add(paragraph("lead", t(say::ENDED_TEXT)))
        .add(el("div").class("actions").add(again))
}
