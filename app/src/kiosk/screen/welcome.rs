use domain::kiosk::Screen;
use domain::open_day::hall;

use super::super::store::Store;
use super::{heading, paragraph};
use crate::component::{El, Part, el};
use crate::route::Step;
use crate::text::{fill, format, kiosk as say, t};

fn door(id: &'static str, title: String, what: String, go: impl FnMut() + 'static) -> El {
    let button = el("button")
        .id(id)
        .attr("type", "button")
        .click(go)
        .add(el("strong").text(title))
        .add(el("span").text(what));
    el("li").add(button)
}

/// What there is of the open days, as far as this kiosk knows.
fn of_the_day(store: Store) -> Part {
    let survey = store.offer(hall::survey).map(|day| {
        let until = format::date(day.survey_until);
        door(
            "door-survey",
            t(say::DOOR_SURVEY).into(),
            fill(say::DOOR_SURVEY_WHAT, &until),
            move || store.begin_survey(),
        )
    });
    let ask = store.offer(hall::questions).map(|_| {
        door(
            "door-ask",
            t(say::DOOR_ASK).into(),
            t(say::DOOR_ASK_WHAT).into(),
            move || store.begin_question(),
        )
    });
    let programme = store.offer(hall::programme).map(|day| {
        door(
            "door-programme",
            t(say::DOOR_PROGRAMME).into(),
            fill(say::DOOR_PROGRAMME_WHAT, &format::date(day.date)),
            move || store.show_programme(),
        )
    });
    Part::from(survey).add(ask).add(programme)
}

/// What can be done here.
pub(super) fn show(store: Store) -> Part {
    let doors = el("ul").class("doors").live(move || {
        let serves = store.serves();
        let request = serves.then(|| {
            door(
                "door-request",
                t(say::DOOR_REQUEST).into(),
                t(say::DOOR_REQUEST_WHAT).into(),
                move || store.ask(Step::Text),
            )
        });
        let find = door(
            "door-find",
            t(say::DOOR_FIND).into(),
            t(say::DOOR_FIND_WHAT).into(),
            move || store.go(Screen::Find),
        );
        Part::from(request)
            .add(find)
            .add(serves.then(|| of_the_day(store)))
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
