//! Fields of the forms about people, and what the server said to the last one.

use leptos::prelude::*;

use crate::office::parts;
use crate::office::store::{Load, Store};
use crate::text::{Text, t};

/// A field of one line.
#[derive(Clone, Copy)]
pub(in crate::office) struct Input {
    pub id: &'static str,
    pub label: Text,
    pub hint: Option<Text>,
    /// `text` or `password`.
    pub kind: &'static str,
    /// What the browser may fill in.
    pub autocomplete: &'static str,
}

impl Input {
    /// Draws it.
    pub(in crate::office) fn draw(self, store: Store) -> AnyView {
        let Self {
            id,
            label,
            hint,
            kind,
            autocomplete,
        } = self;
        let page = store.people;
        view! {
            <div class=parts::field_class(store, id, "field")>
                <label for=id>{t(label)}</label>
                {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{t(hint)}</p> })}
                {parts::error(store, id)}
                <input
                    id=id
                    name=id
                    type=kind
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby=parts::described_by(store, id, hint.is_some())
                    aria-invalid=move || parts::is_wrong(store, id).then_some("true")
                    prop:value=move || page.value(id)
                    on:input=move |event| page.set(id, event_target_value(&event))
                />
            </div>
        }
        .into_any()
    }
}

/// What the server said to the last change, if it was not made.
pub(in crate::office) fn failed(store: Store) -> AnyView {
    let failed = move || match store.people.sending.get() {
        Load::Failed(error) => Some(view! {
            <div class="errors" role="alert" tabindex="-1"><p>{parts::explain(&error)}</p></div>
        }),
        _ => None,
    };
    failed.into_any()
}

/// Whether the last change is under way, for the button that made it.
pub(in crate::office) fn busy(store: Store) -> impl Fn() -> Option<&'static str> {
    parts::busy(store.people.sending)
}
