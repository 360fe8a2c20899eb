//! One generic field for every question: label, hint, error, input.

use std::sync::Arc;

use leptos::prelude::{Get as _, GetUntracked as _, RwSignal, Set as _};
use wasm_bindgen::JsCast;

use super::el::{El, Part, el, live};
use crate::text::{citizen as say, t};

/// Says what is wrong with a field, anew whenever that changes.
pub type Problem = Arc<dyn Fn() -> Option<String> + Send + Sync>;

/// What a field is made of.
pub struct Entry {
    /// Its id in the page.
    pub id: &'static str,
    /// What it asks for.
    pub label: String,
    /// Help, may be empty.
    pub hint: &'static str,
    /// Marked "(optional)".
    pub optional: bool,
    /// `text`, `email`, `tel`, or `area` for many lines.
    pub kind: &'static str,
    /// The autofill hint of WCAG 1.3.5.
    pub autocomplete: &'static str,
    /// How many characters it takes; a count appears when four fifths are used. 0 for no count.
    pub limit: usize,
    /// What is in it at first.
    pub value: String,
    /// What is wrong with it.
    pub error: Problem,
}

/// A field that reports every change.
pub fn field(entry: Entry, on_input: impl Fn(String) + 'static) -> El {
    let Entry {
        id,
        label,
        hint,
        optional,
        kind,
        autocomplete,
        limit,
        value,
        error,
    } = entry;
    // 0 while there is plenty of room: a key stroke then draws nothing.
    let used = move |text: &str| {
        Some(text.chars().count()).filter(|used| limit > 0 && used * 5 >= limit * 4)
    };
    let count = RwSignal::new(used(&value).unwrap_or_default());
    let is_wrong = {
        let error = error.clone();
        move || error().is_some()
    };
    let (invalid, classes) = (is_wrong.clone(), is_wrong.clone());
    let described = move || {
        let parts = [
            (!hint.is_empty(), "-hint "),
            (is_wrong(), "-error "),
            (count.get() > 0, "-count "),
        ];
        let mut ids = String::new();
        for (there, part) in parts {
            if there {
                ids.push_str(id);
                ids.push_str(part);
            }
        }
        (!ids.is_empty()).then_some(ids)
    };
    let input = if kind == "area" {
        el("textarea")
    } else {
        el("input").attr("type", kind)
    };
    let input = input
        .id(id)
        .attr("autocomplete", autocomplete)
        .bind("aria-describedby", described)
        .bind("aria-invalid", move || invalid().then(|| "true".into()))
        .value(value)
        .on("input", move |event| {
            let text = typed(&event);
            let used = used(&text).unwrap_or_default();
            if count.get_untracked() != used {
                count.set(used);
            }
            on_input(text);
        });
    let label = el("label").attr("for", id).text(label).text(" ");
    let optional = optional.then(|| el("span").class("opt").text(t(say::OPTIONAL)));
    let hint =
        (!hint.is_empty()).then(|| el("p").class("hint").id(format!("{id}-hint")).text(hint));
    el("div")
        .bind("class", move || {
            Some(
                if classes() {
                    "field field--error"
                } else {
                    "field"
                }
                .into(),
            )
        })
        .add(label.add(optional))
        .add(hint)
        .live(move || {
            let text = error();
            text.map(|text| el("p").class("error").id(format!("{id}-error")).text(text))
                .into()
        })
        .add(input)
        .live(move || match count.get() {
            0 => Part::none(),
            used => el("p")
                .class("hint")
                .id(format!("{id}-count"))
                .text(say::characters_left(limit, used))
                .into(),
        })
}

/// What stands in the field that the event comes from.
fn typed(event: &web_sys::Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    match target.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        Some(area) => area.value(),
        None => target
            .dyn_ref::<web_sys::HtmlInputElement>()
            .map(web_sys::HtmlInputElement::value)
            .unwrap_or_default(),
    }
}

/// One choice of a group.
pub struct Choice {
    /// Its id in the page.
    pub id: String,
    /// What it says.
    pub label: String,
    /// Whether it is chosen at first.
    pub checked: bool,
}

/// A group of radios that reports the position of the chosen one.
pub fn radios(
    name: &'static str,
    legend: &'static str,
    choices: Vec<Choice>,
    on_choose: impl Fn(usize) + Copy + 'static,
) -> El {
    let row = |(at, Choice { id, label, checked }): (usize, Choice)| {
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", name)
            .id(id.clone())
            .checked(checked)
            .on("change", move |_| on_choose(at));
        el("div")
            .class("choice")
            .add(radio)
            .add(el("label").attr("for", id).text(label))
    };
    let rows: Vec<El> = choices.into_iter().enumerate().map(row).collect();
    el("fieldset")
        .class("field radios")
        .add(el("legend").text(legend))
        .add(rows)
}

/// The error summary: every problem with a link to its field. Nothing where there is none.
pub fn error_summary(problems: impl Fn() -> Vec<(&'static str, String)> + Send + 'static) -> Part {
    live(move || {
        let problems = problems();
        if problems.is_empty() {
            return Part::none();
        }
        super::focus_errors();
        let row = |(id, text): (&'static str, String)| {
            el("li").add(el("a").attr("href", format!("#{id}")).text(text))
        };
        let rows: Vec<El> = problems.into_iter().map(row).collect();
        el("div")
            .class("errors")
            .attr("role", "alert")
            .attr("tabindex", "-1")
            .add(el("h2").text(t(say::ERRORS_TITLE)))
            .add(el("ul").add(rows))
            .into()
    })
}
