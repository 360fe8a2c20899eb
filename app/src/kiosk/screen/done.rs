use domain::kiosk::Kind;

use super::super::browser;
use super::super::store::{Slip, Store};
use super::{button, heading, paragraph};
use crate::component::{El, Part, el, live, summary_row};
use crate::device;
use crate::text::{Text, citizen, kiosk as say, t};

const QR: &str = "slip-qr";

/// What is said of each kind of submission.
struct Says {
    title: Text,
    sent: Text,
    waits: Text,
    waits_lead: Text,
    next: Text,
    qr: Text,
    qr_label: Text,
}

const fn says(kind: Kind) -> Says {
    match kind {
        Kind::Request => Says {
            title: say::DONE_SLIP,
            sent: say::DONE_SENT,
            waits: say::DONE_WAITS,
            waits_lead: say::DONE_WAITS_LEAD,
            next: say::DONE_NEXT_TEXT,
            qr: say::DONE_QR,
            qr_label: say::DONE_QR_LABEL,
        },
        Kind::Question => Says {
            title: say::DONE_SLIP,
            sent: say::ASK_SENT,
            waits: say::ASK_WAITS,
            waits_lead: say::ASK_WAITS_LEAD,
            next: say::ASK_NEXT,
            qr: say::ASK_QR,
            qr_label: say::ASK_QR_LABEL,
        },
        Kind::Survey => Says {
            title: say::SURVEY_DONE,
            sent: say::SURVEY_SENT,
            waits: say::SURVEY_WAITS,
            waits_lead: say::SURVEY_WAITS_LEAD,
            next: say::SURVEY_NEXT,
            // Nameless: there is nothing to take away.
            qr: say::SURVEY_DONE,
            qr_label: say::SURVEY_DONE,
        },
    }
}

/// What the visitor takes away: once for the screen, and on paper where a printer is attached.
pub(super) fn show(store: Store) -> Part {
    let Some(slip) = store.slip.get_untracked() else {
        return Part::none();
    };
    let says = says(slip.kind);
    let title = says.title;
    // The number appears as soon as the council has given it.
    let state = el("div").attr("role", "status").live(move || {
        let arrived = store
            .slip
            .with(|slip| slip.as_ref().is_some_and(|slip| slip.arrived));
        let (title, lead) = if arrived {
            (says.sent, says.next)
        } else {
            (says.waits, says.waits_lead)
        };
        el("div")
            .class("panel")
            .attr("data-tone", if arrived { "ok" } else { "wait" })
            .add(el("h2").text(t(title)))
            .add(el("p").text(t(lead)))
            .into()
    });
    let has_code = !slip.code.is_empty();
    let print = has_code.then(|| button("btn btn--second", say::DONE_PRINT, device::print));
    let actions = el("div")
        .class("actions")
        .add(button("btn", say::DONE_END, move || store.start_over()).id("finish"))
        .add(print);
    let next = has_code.then(|| {
        let clock =
            (slip.kind == Kind::Request).then(|| paragraph("hint", t(citizen::SAVED_CLOCK)));
        Part::from(el("h2").text(t(say::DONE_NEXT)))
            .add(paragraph("", t(says.next)))
            .add(clock)
    });
    let taken = has_code.then(|| sheet(store, &slip, (says.qr, says.qr_label)));
    Part::from(heading(title))
        .add(state)
        .add(taken)
        .add(next)
        .add(actions)
}

/// Number, QR code and access code.
fn sheet(store: Store, slip: &Slip, (lead, label): (Text, Text)) -> El {
    browser::draw_qr(QR, slip.link.clone());
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
    el("section")
        .class("receipt")
        .add(number)
        .add(
            el("div")
                .class("qr")
                .id(QR)
                .attr("role", "img")
                .attr("aria-label", t(label)),
        )
        .add(paragraph("", t(lead)))
        .add(el("h3").text(t(say::DONE_CODE)))
        .add(el("p").class("receipt__code").add(groups))
        .add(
            el("dl")
                .class("summary")
                .add(summary_row(t(say::DONE_ID), slip.id.to_string()))
                .add(summary_row(t(say::DONE_ADDRESS), address)),
        )
}
