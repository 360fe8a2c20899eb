//! Choices whose words the council wrote: of one, of several, in an order.

use std::sync::Arc;

use wasm_bindgen::JsCast;

use crate::component::{El, Part, el, live};
use crate::text::{fill, kiosk as say};

/// One choice: what it says, and whether it is chosen at first.
pub(super) struct Option {
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// A group of radios or checkboxes with ids `reply-0`, `reply-1`…, which reports the position of what
/// was pressed.
pub(super) fn group(
    kind: &'static str,
    (legend, hint): (String, String),
    options: Vec<Option>,
    choose: impl Fn(u8) + Copy + 'static,
) -> El {
    let row = |(at, option): (u8, Option)| {
        let id = format!("reply-{at}");
        let input = el("input")
            .attr("type", kind)
            .attr("name", "reply")
            .attr("autocomplete", "off")
            .id(id.clone())
            .checked(option.chosen)
            .on("change", move |_| choose(at));
        el("div")
            .class("choice")
            .add(input)
            .add(el("label").attr("for", id).text(option.label))
    };
    let rows: Vec<El> = (0_u8..).zip(options).map(row).collect();
    let hint = (!hint.is_empty()).then(|| el("p").class("hint").text(hint));
    el("fieldset")
        .class("field radios")
        .add(el("legend").text(legend))
        .add(hint)
        .add(rows)
}

/// Buttons in a list, each with its place in the order in which they were pressed.
pub(super) fn ranked(
    (legend, hint): (String, String),
    options: Vec<String>,
    place: impl Fn(u8) -> std::option::Option<usize> + Copy + Send + Sync + 'static,
    toggle: impl Fn(u8) + Copy + 'static,
) -> El {
    let row = |(at, label): (u8, String)| {
        let pressed = move || Some(if place(at).is_some() { "true" } else { "false" }.to_owned());
        let rank = live(move || match place(at) {
            Some(place) => {
                let place = (place + 1).to_string();
                Part::from(
                    el("span")
                        .class("rank")
                        .attr("aria-hidden", "true")
                        .text(place.clone()),
                )
                .add(
                    el("span")
                        .class("sr")
                        .text(format!(", {}", fill(say::SURVEY_WISH, &place))),
                )
            }
            None => el("span")
                .class("rank")
                .attr("aria-hidden", "true")
                .text("–")
                .into(),
        });
        let button = el("button")
            .id(format!("reply-{at}"))
            .class("ranked")
            .attr("type", "button")
            .bind("aria-pressed", pressed)
            .click(move || toggle(at))
            .add(el("span").text(label))
            .add(rank);
        el("li").add(button)
    };
    let rows: Vec<El> = (0_u8..).zip(options).map(row).collect();
    el("fieldset")
        .class("field")
        .add(el("legend").text(legend))
        .add(el("p").class("hint").text(hint))
        .add(el("ul").class("ranks").add(rows))
}

/// What is wrong with a field of this id.
pub(super) fn error_of(
    store: super::Store,
    id: &'static str,
) -> Arc<dyn Fn() -> std::option::Option<String> + Send + Sync> {
    Arc::new(move || {
        store.wrong.with(|all| {
            let found = all.iter().find(|(at, _)| *at == id);
            found.map(|(_, text)| text.clone())
        })
    })
}

/// The position of the option that was picked in a list.
pub(super) fn picked(event: &web_sys::Event) -> std::option::Option<usize> {
    let list = event
        .target()?
        .dyn_into::<web_sys::HtmlSelectElement>()
        .ok()?;
    usize::try_from(list.selected_index()).ok()
}
