use super::super::browser;
use super::super::store::Store;
use super::{button, heading, paragraph};
use crate::component::{Part, el, live, summary_row};
use crate::device;
use crate::text::{citizen, kiosk as say, t};

const QR: &str = "slip-qr";

/// What the visitor takes away: once for the screen, and on paper where a printer is attached.
pub(super) fn show(store: Store) -> Part {
    let Some(slip) = store.slip.get_untracked() else {
        return Part::none();
    };
    browser::draw_qr(QR, slip.link.clone());
    // The number appears as soon as the council has given it.
    let state = el("div").attr("role", "status").live(move || {
        let index = store.slip.get().and_then(|slip| slip.index);
        let (title, lead) = match &index {
            Some(_) => (say::DONE_SENT, say::DONE_NEXT_TEXT),
            None => (say::DONE_WAITS, say::DONE_WAITS_LEAD),
        };
        el("div")
            .class("panel")
            .attr("data-tone", if index.is_some() { "ok" } else { "wait" })
            .add(el("h2").text(t(title)))
            .add(el("p").text(t(lead)))
            .into()
    });
    let groups: Vec<Part> = slip
        .code
        .split('-')
        .map(|group| Part::from(el("span").text(group)).add(" "))
        .collect();
    let number = live(move || {
        let index = store.slip.get().and_then(|slip| slip.index);
        index
            .map(|index| paragraph("receipt__index", format!("№ {index}")))
            .into()
    });
    let address = format!("{}{}", device::origin(), browser::FOLLOW);
    let sheet = el("section")
        .class("receipt")
        .add(number)
        .add(
            el("div")
                .class("qr")
                .id(QR)
                .attr("role", "img")
                .attr("aria-label", t(say::DONE_QR_LABEL)),
        )
        .add(paragraph("", t(say::DONE_QR)))
        .add(el("h3").text(t(say::DONE_CODE)))
        .add(el("p").class("receipt__code").add(groups))
        .add(
            el("dl")
                .class("summary")
                .add(summary_row(t(say::DONE_ID), slip.id.to_string()))
                .add(summary_row(t(say::DONE_ADDRESS), address)),
        );
    let actions = el("div")
        .class("actions")
        .add(button("btn", say::DONE_END, move || store.start_over()).id("finish"))
        .add(button("btn btn--second", say::DONE_PRINT, device::print));
    Part::from(heading(say::DONE_SLIP))
        .add(state)
        .add(sheet)
        .add(el("h2").text(t(say::DONE_NEXT)))
        .add(paragraph("", t(say::DONE_NEXT_TEXT)))
        .add(paragraph("hint", t(citizen::SAVED_CLOCK)))
        .add(actions)
}
