//! Drawing the forms of the acts, whatever their fields.

use leptos::prelude::*;
use uuid::Uuid;

use super::act::{ActKind, CHOSEN, Field, Kind, fields};
use super::parts;
use super::store::{OTHER, Sent, Store, Typed};
use crate::text::{Text, acts as words, fill, format, office, t};

/// One form of one request.
#[derive(Clone, Copy)]
struct Form {
    store: Store,
    id: Uuid,
    kind: ActKind,
}

/// Draws the form of an act.
pub(super) fn form(store: Store, id: Uuid, kind: ActKind) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.submit(id, kind);
    };
    let class = if kind == ActKind::Refuse {
        "btn btn--danger"
    } else {
        "btn"
    };
    let letter = (kind == ActKind::Refuse).then(|| letter(store));
    let forward_by = (kind == ActKind::Forward).then(|| forward_by(store));
    view! {
        <form class="act" id="act" novalidate on:submit=submit aria-labelledby="act-title">
            {parts::errors(store)}
            <h3 id="act-title" tabindex="-1">{t(kind.title())}</h3>
            {forward_by}
            {body(store, id, kind)}
            {letter}
            <div class="actions">
                {send_button(store, class, kind)}
                <button
                    type="button"
                    class="btn btn--quiet"
                    id="act-cancel"
                    on:click=move |_| store.open_form(id, None)
                >
                    {t(office::CLOSE)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Until when a request can go to the proper holder.
fn forward_by(store: Store) -> AnyView {
    let by = move || {
        let by = store.card.with(|card| card.as_ref()?.forward_by)?;
        let line = fill(words::FORWARD_BY, &format::date(by));
        Some(view! { <p class="hint" id="forward-by">{line}</p> })
    };
    by.into_any()
}

/// The button that sends a form.
pub(super) fn send_button(store: Store, class: &'static str, kind: ActKind) -> AnyView {
    let sending = move || store.sent.get() == Sent::Sending;
    view! {
        <button class=class id="act-send" aria-busy=move || sending().then_some("true")>
            {move || t(if sending() { office::SENDING } else { kind.send() })}
        </button>
    }
    .into_any()
}

/// The fields of a form, each as long as it is in sight.
pub(super) fn body(store: Store, id: Uuid, kind: ActKind) -> AnyView {
    let form = Form { store, id, kind };
    let drawn: Vec<AnyView> = fields(kind)
        .iter()
        .map(|field| {
            let shown = Memo::new(move |_| store.typed_of(id).shows(kind, field));
            (move || shown.get().then(|| form.draw(field))).into_any()
        })
        .collect();
    drawn.into_any()
}

impl Form {
    fn value(self, field: &'static str) -> String {
        self.store.value(self.id, self.kind, field)
    }

    fn set(self, field: &'static str, value: String) {
        self.store.fill_in(self.id, self.kind, field, value);
    }

    fn draw(self, field: &'static Field) -> AnyView {
        match field.kind {
            Kind::Area => self.area(field),
            Kind::Line => self.input(field, "text"),
            Kind::Holder => self.holder(field),
            Kind::Date => self.input(field, "date"),
            Kind::Time => self.input(field, "time"),
            Kind::Number => self.input(field, "number"),
            Kind::Tick => self.tick(field),
            Kind::Executor => self.executor(field),
            Kind::Charged => self.charged(field),
            Kind::Choice(all) => self.choice(field, all),
            Kind::Select(all) => {
                let all = all
                    .iter()
                    .map(|(value, label)| ((*value).to_owned(), t(*label).to_owned()));
                self.select(field, all.collect())
            }
        }
    }

    /// Label, hint and error around a control.
    fn around(self, field: &'static Field, control: AnyView) -> AnyView {
        let Field {
            id,
            label,
            hint,
            missing,
            ..
        } = *field;
        // A list always holds something.
        let free = missing.is_none() && !matches!(field.kind, Kind::Select(_));
        view! {
            <div class=parts::field_class(self.store, id, "field")>
                <label for=id>{t(label)} {optional(free)}</label>
                {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{t(hint)}</p> })}
                {parts::error(self.store, id)}
                {control}
            </div>
        }
        .into_any()
    }

    fn area(self, field: &'static Field) -> AnyView {
        let (id, store) = (field.id, self.store);
        let control = view! {
            <textarea
                id=id
                rows="5"
                aria-describedby=parts::described_by(store, id, field.hint.is_some())
                aria-invalid=move || parts::is_wrong(store, id).then_some("true")
                prop:value=move || self.value(id)
                on:input=move |event| self.set(id, event_target_value(&event))
            ></textarea>
        };
        self.around(field, control.into_any())
    }

    fn input(self, field: &'static Field, kind: &'static str) -> AnyView {
        let (id, store) = (field.id, self.store);
        let control = view! {
            <input
                id=id
                type=kind
                autocomplete="off"
                class=if kind == "text" { "" } else { "short" }
                aria-describedby=parts::described_by(store, id, field.hint.is_some())
                aria-invalid=move || parts::is_wrong(store, id).then_some("true")
                prop:value=move || self.value(id)
                on:input=move |event| self.set(id, event_target_value(&event))
            />
        };
        self.around(field, control.into_any())
    }

    /// A line that offers the council's list of holders and brings the address along.
    fn holder(self, field: &'static Field) -> AnyView {
        let (id, store) = (field.id, self.store);
        let known = store.me().map(|me| me.holders).unwrap_or_default();
        let options: Vec<AnyView> = known
            .iter()
            .map(|one| view! { <option value=one.name.clone()></option> }.into_any())
            .collect();
        let type_in = move |event: leptos::ev::Event| {
            let typed = event_target_value(&event);
            let address = known.iter().find(|one| one.name == typed.trim());
            if let Some(one) = address.filter(|one| !one.address.is_empty()) {
                self.set("address", one.address.clone());
            }
            self.set(id, typed);
        };
        let control = view! {
            <input
                id=id
                type="text"
                list="holders"
                autocomplete="off"
                aria-describedby=parts::described_by(store, id, field.hint.is_some())
                aria-invalid=move || parts::is_wrong(store, id).then_some("true")
                prop:value=move || self.value(id)
                on:input=type_in
            />
            <datalist id="holders">{options}</datalist>
        };
        self.around(field, control.into_any())
    }

    fn tick(self, field: &'static Field) -> AnyView {
        let id = field.id;
        let choose = move |event: leptos::ev::Event| {
            let value = if event_target_checked(&event) {
                CHOSEN
            } else {
                ""
            };
            self.set(id, value.to_owned());
        };
        view! {
            <div class="field">
                <div class="choice">
                <input
                    type="checkbox"
                    id=id
                    aria-describedby=field.hint.map(|_| format!("{id}-hint"))
                    prop:checked=move || self.value(id) == CHOSEN
                    on:change=choose
                />
                <label for=id>{t(field.label)}</label>
                </div>
                {field.hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{t(hint)}</p> })}
            </div>
        }
        .into_any()
    }

    fn select(self, field: &'static Field, all: Vec<(String, String)>) -> AnyView {
        let (id, store) = (field.id, self.store);
        let option = move |(value, label): (String, String)| {
            let here = value.clone();
            let selected = move || self.value(id) == here;
            view! { <option value=value prop:selected=selected>{label}</option> }.into_any()
        };
        let options: Vec<AnyView> = all.into_iter().map(option).collect();
        let control = view! {
            <select
                id=id
                aria-describedby=parts::described_by(store, id, field.hint.is_some())
                aria-invalid=move || parts::is_wrong(store, id).then_some("true")
                on:change=move |event| self.set(id, event_target_value(&event))
            >
                {options}
            </select>
        };
        self.around(field, control.into_any())
    }

    fn executor(self, field: &'static Field) -> AnyView {
        let pick = (String::new(), t(words::EXECUTOR_PICK).to_owned());
        let other = (OTHER.to_owned(), t(words::EXECUTOR_OTHER).to_owned());
        let known = self.store.me().map(|me| me.executors).unwrap_or_default();
        let known = known.into_iter().map(|name| (name.clone(), name));
        let all = [pick].into_iter().chain(known).chain([other]).collect();
        let is_other = Memo::new(move |_| self.value(field.id) == OTHER);
        let own = Typed::own_id(field.id);
        view! {
            {self.select(field, all)}
            {move || is_other.get().then(|| self.own_executor(own))}
        }
        .into_any()
    }

    fn own_executor(self, id: &'static str) -> AnyView {
        let store = self.store;
        view! {
            <div class=parts::field_class(store, id, "field")>
                <label for=id>{t(words::EXECUTOR_OWN)}</label>
                {parts::error(store, id)}
                <input
                    id=id
                    type="text"
                    autocomplete="off"
                    aria-describedby=parts::described_by(store, id, false)
                    aria-invalid=move || parts::is_wrong(store, id).then_some("true")
                    prop:value=move || self.value(id)
                    on:input=move |event| self.set(id, event_target_value(&event))
                />
            </div>
        }
        .into_any()
    }

    fn charged(self, field: &'static Field) -> AnyView {
        let prepared = match self.kind {
            ActKind::Return => Some(true),
            ActKind::Prepare => Some(false),
            _ => None,
        };
        // A department hands in its own part and nobody else's.
        let me = self.store.me();
        let own = me.filter(|me| prepared == Some(false) && !me.department.is_empty());
        let names = self.store.card.with_untracked(|card| {
            let charges = card.iter().flat_map(|card| &card.charges);
            let mine = |charge: &&domain::request::Charge| {
                own.as_ref()
                    .is_none_or(|me| charge.executor == me.department)
            };
            let fits = charges
                .filter(mine)
                .filter(|charge| prepared.is_none_or(|is| charge.prepared == is));
            fits.map(|charge| charge.executor.clone())
                .collect::<Vec<_>>()
        });
        let pick = (String::new(), t(words::EXECUTOR_PICK).to_owned());
        let names = names.into_iter().map(|name| (name.clone(), name));
        self.select(field, [pick].into_iter().chain(names).collect())
    }

    fn choice(self, field: &'static Field, all: &'static [(&'static str, Text)]) -> AnyView {
        let (id, store) = (field.id, self.store);
        let first = super::act::first_of(id);
        let buttons: Vec<AnyView> = all
            .iter()
            .enumerate()
            .map(|(number, (value, label))| {
                let button = format!("{id}-{number}");
                view! {
                    <div class="choice">
                        <input
                            type="radio"
                            name=id
                            id=button.clone()
                            prop:checked=move || self.value(id) == *value
                            on:change=move |_| self.set(id, (*value).to_owned())
                        />
                        <label for=button>{t(*label)}</label>
                    </div>
                }
                .into_any()
            })
            .collect();
        view! {
            <fieldset
                class=parts::field_class(store, first, "field radios")
                aria-describedby=parts::described_by(store, first, false)
            >
                <legend>{t(field.label)}</legend>
                {parts::error(store, first)}
                {buttons}
            </fieldset>
        }
        .into_any()
    }
}

fn optional(is: bool) -> AnyView {
    is.then(|| view! { " " <span class="opt">{t(office::OPTIONAL)}</span> })
        .into_any()
}

/// What the Law makes of a refusal, most of it added by the journal.
fn letter(store: Store) -> AnyView {
    let who = store
        .me()
        .map(|me| format!("{}, {}", me.name, me.position))
        .unwrap_or_default();
    view! {
        <div class="notice" id="letter">
            <h4>{t(office::REFUSE_LETTER)}</h4>
            <ul>
                <li>{fill(office::REFUSE_LETTER_WHO, &who)}</li>
                <li>{t(office::REFUSE_LETTER_DATE)}</li>
                <li>{t(office::REFUSE_LETTER_GROUND)}</li>
                <li>{t(office::REFUSE_LETTER_APPEAL)}</li>
                <li>{t(office::REFUSE_LETTER_SIGN)}</li>
            </ul>
        </div>
    }
    .into_any()
}
