//! Fields of these pages' forms, as data: where a field's text stands in what is typed.

use leptos::prelude::*;

use crate::office::parts;
use crate::office::store::Store;
use crate::text::{Text, t};

/// How a field is filled in.
pub(in crate::office) enum Kind {
    /// One line, of this type of input.
    Line(&'static str),
    /// Several lines.
    Area,
    /// One of these: code and name.
    Choice(fn() -> Vec<(&'static str, &'static str)>),
}

/// A field of a form that holds a `T`.
pub(in crate::office) struct Field<T: 'static> {
    /// Its id in the page.
    pub(in crate::office) id: &'static str,
    /// What it is called.
    pub(in crate::office) label: fn() -> Text,
    /// What is said beside it.
    pub(in crate::office) hint: Option<Text>,
    /// How it is filled in.
    pub(in crate::office) kind: Kind,
    /// Its text.
    pub(in crate::office) get: fn(&T) -> &str,
    /// Changes its text.
    pub(in crate::office) set: fn(&mut T, String),
}

/// Draws a field.
pub(super) fn field<T: Send + Sync + 'static>(
    store: Store,
    field: &'static Field<T>,
    typed: RwSignal<T>,
) -> AnyView {
    let id = field.id;
    let value = move || typed.with(|all| (field.get)(all).to_owned());
    let set = move |event| typed.update(|all| (field.set)(all, event_target_value(&event)));
    let wrong = move || parts::is_wrong(store, id).then_some("true");
    let described = parts::described_by(store, id, field.hint.is_some());
    let hint = field
        .hint
        .map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{t(hint)}</p> });
    let input = match field.kind {
        Kind::Line(kind) => view! {
            <input
                id=id
                type=kind
                autocomplete="off"
                aria-describedby=described
                aria-invalid=wrong
                prop:value=value
                on:input=set
            />
        }
        .into_any(),
        Kind::Area => view! {
            <textarea
                id=id
                rows="5"
                aria-describedby=described
                aria-invalid=wrong
                prop:value=value
                on:input=set
            ></textarea>
        }
        .into_any(),
        Kind::Choice(choices) => {
            let options: Vec<AnyView> = choices()
                .into_iter()
                .map(|(code, name)| {
                    view! { <option value=code selected=move || value() == code>{name}</option> }
                        .into_any()
                })
                .collect();
            view! {
                <select id=id aria-describedby=described aria-invalid=wrong on:change=set>
                    {options}
                </select>
            }
            .into_any()
        }
    };
    view! {
        <div class=parts::field_class(store, id, "field")>
            <label for=id>{t((field.label)())}</label>
            {hint}
            {parts::error(store, id)}
            {input}
        </div>
    }
    .into_any()
}
