//! The page on which a visitor's own phone follows what was submitted at a kiosk. As soon as the
//! council has a request, the citizen's app takes over by the link every receipt has; a question's
//! answer is shown here.

use domain::open_day::{FoundQuestion, words};
use domain::sync::AccessCode;
use leptos::prelude::AnyView;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::browser;
use crate::api::{ApiError, kiosk as api};
use crate::component::{Part, el, live, set_title, summary_row};
use crate::store::Live;
use crate::text::{self, Text, citizen, kiosk as say, t};

/// What stands before the id of a question.
const QUESTION: &str = "question/";

/// What is followed.
#[derive(Clone)]
struct Followed {
    id: Uuid,
    code: AccessCode,
    is_question: bool,
}

impl Followed {
    fn read(fragment: &str) -> Option<Self> {
        let (is_question, rest) = match fragment.strip_prefix(QUESTION) {
            Some(rest) => (true, rest),
            None => (false, fragment),
        };
        let (id, code) = rest.split_once('/')?;
        Some(Self {
            id: Uuid::try_parse(id).ok()?,
            code: AccessCode::parse(code)?,
            is_question,
        })
    }
}

/// What the page shows.
#[derive(Clone, Copy)]
struct Page {
    said: Live<Text>,
    found: Live<Option<FoundQuestion>>,
}

/// The page, with what followed the `#` of its address.
pub(super) fn page(fragment: &str) -> AnyView {
    let known = Followed::read(fragment);
    let is_question = known.as_ref().is_some_and(|known| known.is_question);
    let title = if is_question {
        say::FOLLOW_ASK_TITLE
    } else {
        say::FOLLOW_TITLE
    };
    set_title(t(title));
    let page = Page {
        said: Live::new(citizen::LOADING),
        found: Live::new(None),
    };
    match &known {
        Some(known) => look(known.clone(), page),
        None => page.said.set(say::FOLLOW_BAD),
    }
    let again = known.map(|known| {
        el("button")
            .class("btn")
            .attr("type", "button")
            .click(move || look(known.clone(), page))
            .text(t(say::FOLLOW_AGAIN))
    });
    let state = live(move || match page.found.get() {
        Some(found) => question(&found),
        None => el("div")
            .class("notice")
            .add(el("p").text(t(page.said.get())))
            .into(),
    });
    let main = el("main")
        .class("page")
        .id("main")
        .add(el("h1").attr("tabindex", "-1").text(t(title)))
        .add(el("div").attr("role", "status").add(state))
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

/// A question and how it stands.
fn question(found: &FoundQuestion) -> Part {
    let status = words::question_status(found.status, text::language());
    let answer = if found.answer.is_empty() {
        el("p")
            .class("notice")
            .text(t(say::FOLLOW_NO_ANSWER))
            .into()
    } else {
        Part::from(el("h2").text(t(say::FOLLOW_ANSWER)))
            .add(el("p").class("typed").text(found.answer.clone()))
    };
    let addressee = (!found.addressee.is_empty()).then(|| {
        Part::from(summary_row(
            t(say::FOLLOW_ADDRESSEE),
            found.addressee.clone(),
        ))
    });
    Part::from(
        el("p")
            .class("receipt__index")
            .text(format!("№ {}", found.number)),
    )
    .add(
        el("dl")
            .class("summary")
            .add(summary_row(t(citizen::STATUS), status))
            .add(addressee),
    )
    .add(el("p").class("typed").text(found.text.clone()))
    .add(answer)
}

fn look(known: Followed, page: Page) {
    page.said.set(citizen::LOADING);
    spawn_local(async move {
        if known.is_question {
            match api::question(known.id, &known.code).await {
                // It went on as a request: the same code opens that.
                Ok(found) if !found.request.is_empty() => {}
                Ok(found) => return page.found.set(Some(found)),
                Err(ApiError::Problem(problem)) if problem.status == 404 => {
                    return page.said.set(say::FOLLOW_ASK_WAITS);
                }
                Err(_) => return page.said.set(say::FOLLOW_FAILED),
            }
        }
        let Ok(found) = api::follow(known.id, &known.code).await else {
            return page.said.set(say::FOLLOW_FAILED);
        };
        match found.cases.first() {
            Some(case) => {
                let index = &case.public.index;
                browser::go(&format!(
                    "/find#{}/{}/{}",
                    known.code.as_str(),
                    index.year,
                    index.text
                ));
            }
            None => page.said.set(say::FOLLOW_WAITS),
        }
    });
}
