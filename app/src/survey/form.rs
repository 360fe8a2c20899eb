//! The form as the server drew it: what stands in it, and what is put there.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use domain::open_day::form as names;
use domain::open_day::survey::{
    AnswerProblem, Channel, MAX_ANSWER, Reply, SurveyAnswer, SurveyQuestion,
};
use serde::Serialize;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use crate::db::survey::Fields;
use crate::extra::dom;
use crate::json;

/// A field of the form.
enum Control {
    Tick(HtmlInputElement),
    Text(HtmlTextAreaElement),
    Select(HtmlSelectElement),
}

impl Control {
    fn of(element: Element) -> Option<Self> {
        match element.dyn_into::<HtmlInputElement>() {
            Ok(input) => {
                matches!(input.type_().as_str(), "radio" | "checkbox").then_some(Self::Tick(input))
            }
            Err(element) => match element.dyn_into::<HtmlTextAreaElement>() {
                Ok(text) => Some(Self::Text(text)),
                Err(element) => element.dyn_into().ok().map(Self::Select),
            },
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Tick(input) => input.name(),
            Self::Text(text) => text.name(),
            Self::Select(select) => select.name(),
        }
    }

    /// What stands in it; nothing where it is empty or not ticked.
    fn value(&self) -> Option<String> {
        let value = match self {
            Self::Tick(input) if !input.checked() => return None,
            Self::Tick(input) => input.value(),
            Self::Text(text) => text.value(),
            Self::Select(select) => select.value(),
        };
        Some(value).filter(|value| !value.is_empty())
    }

    fn put(&self, value: Option<&String>) {
        match self {
            Self::Tick(input) => input.set_checked(value == Some(&input.value())),
            // Written only where it differs: the caret stays where it is.
            Self::Text(text) => {
                let value = value.map_or("", String::as_str);
                if text.value() != value {
                    text.set_value(value);
                }
            }
            Self::Select(select) => select.set_value(value.map_or("", String::as_str)),
        }
    }
}

/// The form of a survey.
pub(super) struct Form {
    pub(super) element: Element,
    pub(super) questions: Vec<SurveyQuestion>,
    /// The fields that were changed here since they were stored.
    changed: RefCell<BTreeSet<String>>,
    /// Those on their way into the storage.
    storing: RefCell<BTreeSet<String>>,
    /// Those in which something stood when this program came.
    found: RefCell<BTreeSet<String>>,
}

impl Form {
    pub(super) fn new(element: Element, questions: Vec<SurveyQuestion>) -> Self {
        let form = Self {
            element,
            questions,
            changed: RefCell::default(),
            storing: RefCell::default(),
            found: RefCell::default(),
        };
        // What was typed before this program came is the person's too.
        let found: BTreeSet<String> = form.values().into_keys().collect();
        form.changed.replace(found.clone());
        form.found.replace(found);
        form
    }

    fn controls(&self) -> Vec<Control> {
        let found = self
            .element
            .query_selector_all("[name^=q]:is(input, select, textarea)");
        let Ok(found) = found else { return Vec::new() };
        let elements = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok());
        elements.filter_map(Control::of).collect()
    }

    /// What stands in the form.
    pub(super) fn values(&self) -> Fields {
        let controls = self.controls();
        let pairs = controls.iter();
        pairs
            .filter_map(|control| Some((control.name(), control.value()?)))
            .collect()
    }

    /// A field was changed by the person.
    pub(super) fn note(&self, name: String) {
        self.found.borrow_mut().remove(&name);
        self.changed.borrow_mut().insert(name);
    }

    /// What stood here when this program came is not the person's: the browser put it here.
    pub(super) fn forget_found(&self) {
        let found = self.found.take();
        self.changed
            .borrow_mut()
            .retain(|name| !found.contains(name));
    }

    /// Takes what was changed since it was last stored; an empty value where nothing stands now.
    pub(super) fn take_changed(&self) -> Fields {
        let mut values = self.values();
        let names = self.changed.take();
        self.storing.borrow_mut().extend(names.iter().cloned());
        let pair = |name: String| {
            let value = values.remove(&name).unwrap_or_default();
            (name, value)
        };
        names.into_iter().map(pair).collect()
    }

    /// Whether nothing was changed since it was last stored.
    pub(super) fn is_stored(&self) -> bool {
        self.changed.borrow().is_empty()
    }

    /// What was taken is stored.
    pub(super) fn stored(&self) {
        self.storing.take();
    }

    /// These could not be stored and are still to be.
    pub(super) fn note_again(&self, fields: Fields) {
        self.storing.take();
        self.changed.borrow_mut().extend(fields.into_keys());
    }

    /// Puts stored values where nothing was changed since.
    pub(super) fn fill(&self, fields: &Fields) {
        let (changed, storing) = (self.changed.borrow(), self.storing.borrow());
        for control in self.controls() {
            let name = control.name();
            if !changed.contains(&name) && !storing.contains(&name) {
                control.put(fields.get(&name));
            }
        }
    }

    /// Empties it.
    pub(super) fn clear(&self) {
        self.changed.take();
        self.storing.take();
        self.fill(&Fields::new());
    }

    /// The id of the field that a problem is about.
    pub(super) fn place_of(&self, problem: AnswerProblem) -> String {
        let values = self.values();
        let replies = names::replies(&self.questions, &|name| values.get(name).cloned());
        let is_long =
            |reply: &Reply| matches!(reply, Reply::Text(text) if text.chars().count() > MAX_ANSWER);
        let long = replies.iter().find(|(_, reply)| is_long(reply));
        match (problem, long) {
            (AnswerProblem::TooLong, Some((n, _))) => names::field(usize::from(*n)),
            _ => {
                let first = self.element.query_selector("[name^=q]").ok().flatten();
                first.map(|first| first.id()).unwrap_or_default()
            }
        }
    }

    /// Shows what is wrong above the form and puts the focus there; takes the last one away for none.
    pub(super) fn show_problem(&self, title: &str, problem: Option<(&str, &str)>) {
        if let Ok(Some(old)) = self.element.query_selector(".errors") {
            old.remove();
        }
        let Some((place, words)) = problem else {
            return;
        };
        let link = dom::el("a").attr("href", &format!("#{place}")).text(words);
        let summary = dom::el("div")
            .attr("class", "errors")
            .attr("role", "alert")
            .attr("tabindex", "-1")
            .add(dom::el("h2").text(title))
            .add(dom::el("ul").add(dom::el("li").add(link)));
        if let Some(summary) = summary.0 {
            let first = self.element.first_child();
            let _ = self.element.insert_before(&summary, first.as_ref());
            dom::focus(Some(summary));
        }
    }
}

/// A whole answer as it crosses the network: [`SurveyAnswer`], with the numbers as names of fields.
#[derive(Serialize)]
struct Sent<'a> {
    v: u32,
    channel: Channel,
    finished_at: i64,
    replies: BTreeMap<String, &'a Reply>,
}

/// The bytes that are sent, made once.
pub(super) fn body(answer: &SurveyAnswer) -> Option<String> {
    let replies = answer.replies.iter();
    json::write(&Sent {
        v: answer.v,
        channel: answer.channel,
        finished_at: answer.finished_at,
        replies: replies.map(|(n, reply)| (n.to_string(), reply)).collect(),
    })
}
