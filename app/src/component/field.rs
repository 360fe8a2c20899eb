//! One generic field for every question: label, hint, error, input.

use leptos::prelude::*;

use crate::text::{citizen as say, t};

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
    /// What is in it at first.
    pub value: String,
    /// What is wrong with it.
    pub error: Signal<Option<String>>,
}

/// A field that reports every change.
pub fn field(entry: Entry, on_input: impl Fn(String) + 'static) -> AnyView {
    let Entry { id, label, hint, optional, kind, autocomplete, value, error } = entry;
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            let hint = if hint.is_empty() { "" } else { &hint_id };
            let error = if error.get().is_some() { &error_id } else { "" };
            Some(format!("{hint} {error}").trim().to_owned()).filter(|ids| !ids.is_empty())
        }
    };
    let invalid = move || error.get().map(|_| "true");
    let input = if kind == "area" {
        view! {
            <textarea
                id=id
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input=move |event| on_input(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id
                type=kind
                autocomplete=autocomplete
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:input=move |event| on_input(event_target_value(&event))
            />
        }
        .into_any()
    };
    view! {
        <div class="field" class:field--error=move || error.get().is_some()>
            <label for=id>
                {label} {optional.then(|| view! { " " <span class="opt">{t(say::OPTIONAL)}</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {move || error.get().map(|text| view! { <p class="error" id=error_id.clone()>{text}</p> })}
            {input}
        </div>
    }
    .into_any()
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
) -> AnyView {
    let rows: Vec<AnyView> = choices
        .into_iter()
        .enumerate()
        .map(|(at, Choice { id, label, checked })| {
            view! {
                <div class="choice">
                    <input
                        type="radio"
                        name=name
                        id=id.clone()
                        prop:checked=checked
                        on:change=move |_| on_choose(at)
                    />
                    <label for=id>{label}</label>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset class="field radios">
            <legend>{legend}</legend>
            {rows}
        </fieldset>
    }
    .into_any()
}

/// The error summary: every problem with a link to its field. Nothing where there is none.
pub fn error_summary(problems: Vec<(&'static str, String)>) -> AnyView {
    if problems.is_empty() {
        return ().into_any();
    }
    super::focus_errors();
    let rows: Vec<AnyView> = problems
        .into_iter()
        .map(|(id, text)| view! { <li><a href=format!("#{id}")>{text}</a></li> }.into_any())
        .collect();
    view! {
        <div class="errors" role="alert" tabindex="-1">
            <h2>{t(say::ERRORS_TITLE)}</h2>
            <ul>{rows}</ul>
        </div>
    }
    .into_any()
}
