use domain::kiosk::Screen;

use super::super::store::Store;
use super::{heading, paragraph};
use crate::component::{El, Part, el};
use crate::route::Step;
use crate::text::{Text, kiosk as say, t};

/// What can be done here.
pub(super) fn show(store: Store) -> Part {
    let door = |id: &'static str, title: Text, what: Text, go: Box<dyn FnMut()>| -> El {
        let button = el("button")
            .id(id)
            .attr("type", "button")
            .click(go)
            .add(el("strong").text(t(title)))
            .add(el("span").text(t(what)));
        el("li").add(button)
    };
    let doors = el("ul").class("doors").live(move || {
        let request = store.serves().then(|| {
            door(
                "door-request",
                say::DOOR_REQUEST,
                say::DOOR_REQUEST_WHAT,
                Box::new(move || store.ask(Step::Text)),
            )
        });
        let find = door(
            "door-find",
            say::DOOR_FIND,
            say::DOOR_FIND_WHAT,
            Box::new(move || store.go(Screen::Find)),
        );
        Part::from(request).add(find)
    });
    let closing = crate::component::live(move || {
        let known = store.home.with(Option::is_some);
        (known && !store.serves())
            .then(|| {
                el("div")
                    .class("notice")
                    .attr("data-tone", "warn")
                    .add(el("h2").text(t(say::DELIVER_TITLE)))
                    .add(el("p").text(t(say::DELIVER_TEXT)))
            })
            .into()
    });
    Part::from(heading(say::WELCOME))
        .add(paragraph("lead", t(say::WELCOME_LEAD)))
        .add(closing)
        .add(doors)
}
