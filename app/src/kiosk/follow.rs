//! The page on which a visitor's own phone follows a request from a kiosk. As soon as the council has
//! it, the citizen's app takes over by the link every receipt has.

use domain::sync::AccessCode;
use leptos::prelude::AnyView;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::browser;
use crate::api::kiosk as api;
use crate::component::{Part, el, live, set_title};
use crate::store::Live;
use crate::text::{Text, citizen, kiosk as say, t};

/// The page, with what followed the `#` of its address.
pub(super) fn page(fragment: &str) -> AnyView {
    set_title(t(say::FOLLOW_TITLE));
    let known = fragment
        .split_once('/')
        .and_then(|(id, code)| Some((Uuid::try_parse(id).ok()?, AccessCode::parse(code)?)));
    let said = Live::new(citizen::LOADING);
    match &known {
        Some((id, code)) => look(*id, code.clone(), said),
        None => said.set(say::FOLLOW_BAD),
    }
    let again = known.map(|(id, code)| {
        el("button")
            .class("btn")
            .attr("type", "button")
            .click(move || look(id, code.clone(), said))
            .text(t(say::FOLLOW_AGAIN))
    });
    let main = el("main")
        .class("page")
        .id("main")
        .add(el("h1").attr("tabindex", "-1").text(t(say::FOLLOW_TITLE)))
        .add(
            el("div")
                .class("notice")
                .attr("role", "status")
                .add(live(move || el("p").text(t(said.get())).into())),
        )
        .add(el("div").class("actions").add(again));
    let header = el("header").class("top").add(
        el("div").class("top__in").add(
            el("a")
                .class("brand")
                .attr("href", "/")
                .text(t(citizen::BRAND)),
        ),
    );
    Part::from(header).add(main).view()
}

fn look(id: Uuid, code: AccessCode, said: Live<Text>) {
    said.set(citizen::LOADING);
    spawn_local(async move {
        let Ok(found) = api::follow(id, &code).await else {
            return said.set(say::FOLLOW_FAILED);
        };
        match found.cases.first() {
            Some(case) => {
                let index = &case.public.index;
                browser::go(&format!(
                    "/find#{}/{}/{}",
                    code.as_str(),
                    index.year,
                    index.text
                ));
            }
            None => said.set(say::FOLLOW_WAITS),
        }
    });
}
