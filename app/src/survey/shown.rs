//! What became of answers, in words and on the page.

use domain::open_day::Arrival;
use domain::sync::NoAnswer;
use web_sys::Element;

use super::page::{Act, act};
use super::send;
use crate::db::survey::{NotTaken, SurveyRecord, SurveyState};
use crate::extra::dom::{self, Node, button, el, paragraph};
use crate::text::survey as say;
use crate::text::{Text, citizen, t};

/// What stands above the form, or in its place.
#[derive(Clone, PartialEq)]
pub(super) struct Shown {
    /// Whether somebody is answering.
    pub(super) writes: bool,
    /// The last answer that was finished here.
    pub(super) latest: Option<SurveyRecord>,
    /// Whether a draft is left of a survey that can't be answered any more.
    pub(super) left: bool,
    /// Whether an answer is on its way.
    pub(super) sending: bool,
    /// Why the last try came to nothing.
    pub(super) trouble: Option<NoAnswer>,
    /// Whether the survey is over by the device's clock.
    pub(super) over: bool,
}

/// The heading, its tone, and what is told of an answer.
fn told(record: &SurveyRecord) -> (Text, &'static str, Text) {
    match record.state {
        SurveyState::Waiting => (say::WAITS, "wait", say::WAITS_TELL),
        SurveyState::Arrived {
            arrival: Arrival::InTime,
            ..
        } => (say::ARRIVED, "ok", say::ARRIVED_TELL),
        SurveyState::Arrived { counted: true, .. } => (say::LATE, "ok", say::LATE_COUNTED),
        SurveyState::Arrived { counted: false, .. } => (say::LATE, "wait", say::LATE_APART),
        SurveyState::NotTaken { why } => (say::REFUSED, "wait", not_taken(why)),
    }
}

const fn not_taken(why: NotTaken) -> Text {
    match why {
        NotTaken::Closed => say::REFUSED_CLOSED,
        NotTaken::NoDay => say::REFUSED_NO_DAY,
        NotTaken::Unfitting => say::REFUSED_UNFITTING,
        NotTaken::Conflict => say::REFUSED_CONFLICT,
        NotTaken::Refused => say::REFUSED_OTHER,
    }
}

/// The heading of what stands in the form's place; none while somebody answers.
pub(super) fn heading(shown: &Shown) -> Option<&'static str> {
    let record = shown.latest.as_ref().filter(|_| !shown.writes)?;
    Some(t(told(record).0))
}

/// What is said aloud of a change that the person did not make just now.
pub(super) fn heard(shown: &Shown) -> String {
    match &shown.latest {
        Some(record) if !shown.writes => {
            let (title, _, tell) = told(record);
            let tag = tag(shown, record).map_or("", t);
            format!("{}. {tag} {}", t(title), t(tell))
        }
        _ if shown.over => t(say::OVER).to_owned(),
        _ => String::new(),
    }
}

fn tag(shown: &Shown, record: &SurveyRecord) -> Option<Text> {
    (record.state == SurveyState::Waiting).then_some(if shown.sending {
        say::SENDING_TAG
    } else {
        say::WAITS_TAG
    })
}

/// Draws it; `open` where the survey can be answered on this page.
pub(super) fn draw(host: &Element, shown: &Shown, open: bool) {
    let mut nodes = Vec::new();
    match &shown.latest {
        Some(record) if !shown.writes => nodes = answer(shown, record, open),
        Some(_) => nodes.push(notice("info", say::BEFORE)),
        None => {}
    }
    if shown.over {
        nodes.push(notice("warn", say::OVER));
    }
    if shown.left {
        nodes.push(notice("info", say::LEFT).add(erase()));
    }
    let empty = nodes.is_empty();
    dom::draw(host, nodes);
    let _ = host.toggle_attribute_with_force("hidden", empty);
}

fn notice(tone: &str, words: Text) -> Node {
    el("div")
        .attr("class", "notice")
        .attr("data-tone", tone)
        .add(el("p").text(t(words)))
}

fn erase() -> Node {
    let button = button("btn btn--second", t(say::ERASE), || act(Act::Erase));
    el("p").add(button.attr("data-key", "erase"))
}

fn answer(shown: &Shown, record: &SurveyRecord, open: bool) -> Vec<Node> {
    let (title, tone, tell) = told(record);
    let heading = el("h1").attr("tabindex", "-1").attr("data-key", "title");
    let panel = el("div")
        .attr("class", "panel")
        .attr("data-tone", tone)
        .add(heading.text(t(title)))
        .add(tag(shown, record).map(|tag| {
            let tone = if shown.sending { "busy" } else { "wait" };
            let tag = el("span")
                .attr("class", "tag")
                .attr("data-tone", tone)
                .text(t(tag));
            el("p").add(tag)
        }));
    let mut nodes = vec![panel, paragraph("", t(tell))];
    let mut actions = Vec::new();
    let press = |key: &str, class: &str, words: Text, act_: Act| {
        button(class, t(words), move || act(act_)).attr("data-key", key)
    };
    match record.state {
        SurveyState::Waiting => {
            if let Some(trouble) = shown.trouble {
                nodes.push(paragraph("hint", citizen::no_answer(trouble)));
            }
            let now = button("btn", t(say::SEND_NOW), send::send_now);
            actions.push(now.attr("data-key", "now"));
        }
        SurveyState::Arrived { .. } => {
            nodes.push(paragraph("hint", t(say::GONE)));
            actions.push(press("forget", "btn btn--second", say::FORGET, Act::Forget));
        }
        SurveyState::NotTaken { why } => {
            let mendable = !matches!(why, NotTaken::Closed | NotTaken::NoDay);
            if mendable && open {
                actions.push(press("mend", "btn", say::MEND, Act::Mend));
            }
            actions.push(press("forget", "btn btn--second", say::FORGET, Act::Forget));
        }
    }
    nodes.push(el("div").attr("class", "actions").add(actions));
    if open {
        let another = press("another", "btn btn--second", say::ANOTHER, Act::Another);
        nodes.push(paragraph("hint", t(say::ANOTHER_HINT)));
        nodes.push(el("div").attr("class", "actions").add(another));
    }
    nodes
}
