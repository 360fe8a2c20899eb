//! Fields of the settings, and what is wrong with them.

use leptos::prelude::*;

use crate::office::store::{Store, TICKED, What, id_of};
use crate::text::{Text, office, settings as words, t};

/// A field: which, its label and hint.
#[derive(Clone)]
pub(super) struct Field {
    /// As the store calls it.
    pub name: String,
    pub label: Text,
    pub hint: Option<Text>,
}

/// A field of this name.
pub(super) fn field(name: impl Into<String>, label: Text, hint: Option<Text>) -> Field {
    Field {
        name: name.into(),
        label,
        hint,
    }
}

fn explain(what: &What) -> String {
    match what {
        What::NoDate => t(words::NO_DATE).to_owned(),
        What::NoTime => t(words::NO_TIME).to_owned(),
        What::NoNumber => t(words::NO_NUMBER).to_owned(),
        What::NoReason => t(words::NO_REASON).to_owned(),
        What::Fault(fault, None) => words::fault(fault),
        What::Fault(fault, Some(line)) => {
            let begun: String = line.chars().take(40).collect();
            format!("«{begun}»: {}", words::fault(fault))
        }
    }
}

/// What is wrong, as a list that leads to the fields.
pub(super) fn summary(store: Store) -> AnyView {
    let shown = move || {
        let wrong = store.settings.wrong.get();
        (!wrong.is_empty()).then(|| {
            let lines: Vec<AnyView> = wrong
                .into_iter()
                .map(|one| {
                    let id = id_of(&one.field);
                    let href = format!("#{id}");
                    let go = move |event: leptos::ev::MouseEvent| {
                        event.prevent_default();
                        store.focus(&id);
                    };
                    view! { <li><a href=href on:click=go>{explain(&one.what)}</a></li> }.into_any()
                })
                .collect();
            view! {
                <div class="errors" role="alert" tabindex="-1">
                    <h2>{t(office::CHECK_PLEASE)}</h2>
                    <ul>{lines}</ul>
                </div>
            }
        })
    };
    shown.into_any()
}

/// What is wrong with a field, while it is.
fn wrong(store: Store, name: &str) -> Memo<Option<What>> {
    let name = name.to_owned();
    Memo::new(move |_| {
        store.settings.wrong.with(|all| {
            let one = all.iter().find(|one| one.field == name);
            one.map(|one| one.what.clone())
        })
    })
}

impl Field {
    fn value(&self, store: Store) -> impl Fn() -> String + Clone + Send + Sync + 'static {
        let name = self.name.clone();
        move || store.settings.text(&name)
    }

    fn typed(&self, store: Store) -> impl Fn(leptos::ev::Event) + 'static {
        let name = self.name.clone();
        move |event| store.settings.type_in(&name, event_target_value(&event))
    }

    /// Label, hint and error around a control.
    fn around(&self, wrong: Memo<Option<What>>, control: AnyView) -> AnyView {
        let id = id_of(&self.name);
        let hint = self.hint.map(|hint| {
            view! { <p class="hint" id=format!("{id}-hint")>{t(hint)}</p> }
        });
        let place = format!("{id}-error");
        let error = move || {
            let what = wrong.get()?;
            Some(view! { <p class="error" id=place.clone()>{explain(&what)}</p> })
        };
        let class = move || {
            if wrong.get().is_some() {
                "field field--error"
            } else {
                "field"
            }
        };
        view! {
            <div class=class>
                <label for=id>{t(self.label)}</label>
                {hint}
                {error}
                {control}
            </div>
        }
        .into_any()
    }

    /// The ids of hint and error.
    fn described(&self, wrong: Memo<Option<What>>) -> impl Fn() -> Option<String> + 'static {
        let (id, hint) = (id_of(&self.name), self.hint.is_some());
        move || {
            let hint = hint.then(|| format!("{id}-hint"));
            let error = wrong.get().map(|_| format!("{id}-error"));
            match (hint, error) {
                (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
                (hint, error) => hint.or(error),
            }
        }
    }

    /// An input of one line: `text`, `date`, `time`, `number`, `email`, `tel`.
    pub(super) fn line(&self, store: Store, kind: &'static str) -> AnyView {
        let wrong = wrong(store, &self.name);
        let class = if matches!(kind, "date" | "time" | "number") {
            "short"
        } else {
            ""
        };
        let control = view! {
            <input
                id=id_of(&self.name)
                type=kind
                class=class
                autocomplete="off"
                aria-describedby=self.described(wrong)
                aria-invalid=move || wrong.get().map(|_| "true")
                prop:value=self.value(store)
                on:input=self.typed(store)
            />
        };
        self.around(wrong, control.into_any())
    }

    /// A text of several lines.
    pub(super) fn area(&self, store: Store, rows: &'static str) -> AnyView {
        let wrong = wrong(store, &self.name);
        let control = view! {
            <textarea
                id=id_of(&self.name)
                rows=rows
                aria-describedby=self.described(wrong)
                aria-invalid=move || wrong.get().map(|_| "true")
                prop:value=self.value(store)
                on:input=self.typed(store)
            ></textarea>
        };
        self.around(wrong, control.into_any())
    }

    /// A list of which one is chosen.
    pub(super) fn select(&self, store: Store, all: Vec<(String, &'static str)>) -> AnyView {
        let wrong = wrong(store, &self.name);
        let options: Vec<AnyView> = all
            .into_iter()
            .map(|(value, label)| {
                let (here, text) = (value.clone(), self.value(store));
                let chosen = move || text() == here;
                view! { <option value=value prop:selected=chosen>{label}</option> }.into_any()
            })
            .collect();
        let control = view! {
            <select
                id=id_of(&self.name)
                aria-describedby=self.described(wrong)
                aria-invalid=move || wrong.get().map(|_| "true")
                on:change=self.typed(store)
            >
                {options}
            </select>
        };
        self.around(wrong, control.into_any())
    }

    /// A box to be ticked.
    pub(super) fn tick(&self, store: Store) -> AnyView {
        let id = id_of(&self.name);
        let (name, text) = (self.name.clone(), self.value(store));
        let choose = move |event: leptos::ev::Event| {
            let value = if event_target_checked(&event) {
                TICKED
            } else {
                ""
            };
            store.settings.type_in(&name, value.to_owned());
        };
        view! {
            <div class="field">
                <div class="choice">
                    <input
                        type="checkbox"
                        id=id.clone()
                        prop:checked=move || text() == TICKED
                        on:change=choose
                    />
                    <label for=id>{t(self.label)}</label>
                </div>
            </div>
        }
        .into_any()
    }
}
