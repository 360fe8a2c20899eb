//! One document of the register: every item of art. 18 part 1, and its history.

use domain::register::{DocumentCard, DocumentCarrier, DocumentField, words as names};
use leptos::prelude::*;
use uuid::Uuid;

use super::field::{Field, Kind, field};
use super::{DutyPage, busy, documents};
use crate::office::parts;
use crate::office::route::Route;
use crate::office::store::{Store, TypedDocument};
use crate::text::{duties as words, fill, format, language, t};

macro_rules! fields {
    ($($field:ident, $id:literal, $kind:expr, $hint:expr, $name:ident;)*) => {
        static FIELDS: [Field<TypedDocument>; 13] = [$(Field {
            id: $id,
            label: || words::field(DocumentField::$field),
            hint: $hint,
            kind: $kind,
            get: |typed| &typed.$name,
            set: |typed, text| typed.$name = text,
        }),*];

        /// The id of a field in the page.
        pub(in crate::office) const fn id_of(field: DocumentField) -> &'static str {
            match field {
                $(DocumentField::$field => $id),*
            }
        }
    };
}

fields! {
    Name, "document-name", Kind::Area, None, name;
    Number, "document-number", Kind::Line("text"), None, number;
    Kind, "document-kind", Kind::Choice(|| documents::kinds().into()), None, kind;
    Created, "document-created", Kind::Line("date"), Some(words::ONE_DATE), created;
    Received, "document-received", Kind::Line("date"), None, received;
    Source, "document-source", Kind::Line("text"), None, source;
    Field, "document-field", Kind::Line("text"), None, field;
    Keywords, "document-keywords", Kind::Line("text"), Some(words::KEYWORDS_HINT), keywords;
    Carrier, "document-carrier", Kind::Choice(carriers), None, carrier;
    Form, "document-form", Kind::Line("text"), None, form;
    Place, "document-place", Kind::Line("text"), None, place;
    Ground, "document-ground", Kind::Line("text"), Some(words::ONLY_RESTRICTED), ground;
    Term, "document-term", Kind::Line("text"), None, term;
}

fn carriers() -> Vec<(&'static str, &'static str)> {
    let all = DocumentCarrier::ALL;
    all.map(|one| (one.code(), names::carrier(one, language())))
        .into()
}

/// Draws the page.
pub(super) fn body(store: Store, id: Option<Uuid>) -> AnyView {
    let duties = store.duties;
    let back = Route::Duty(DutyPage::Documents).path();
    let card = move || duties.document.get().filter(|card| Some(card.id) == id);
    // Drawn once: fields must not be drawn anew under the typist.
    let is_there = Memo::new(move |_| id.is_none() || card().is_some());
    let is_out = Memo::new(move |_| card().is_some_and(|card| card.out));
    let form = move || {
        is_there.get().then(|| {
            if is_out.get() {
                out(store)
            } else if store.keeps_register() {
                let take = id.is_some().then(|| take_out(store));
                view! { {form(store)} {take} }.into_any()
            } else {
                view! { <p class="notice">{t(words::KEEPS)}</p> }.into_any()
            }
        })
    };
    let history = move || card().map(|card| history(&card));
    let public = move || {
        let id = id.filter(|_| !is_out.get())?;
        Some(view! {
            <p>
                <a class="btn btn--second" href=format!("/documents/{id}") target="_blank">
                    {t(words::PUBLIC_PAGE)}
                </a>
            </p>
        })
    };
    view! {
        <p class="no-print"><a class="back" href=back>{t(words::BACK)}</a></p>
        {public}
        {form}
        {history}
    }
    .into_any()
}

fn form(store: Store) -> AnyView {
    let typed = store.duties.typed;
    let fields: Vec<AnyView> = FIELDS.iter().map(|one| field(store, one, typed)).collect();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.save_document();
    };
    view! {
        <form class="measure no-print" novalidate on:submit=submit>
            {parts::errors(store)}
            <p class="hint">{t(words::DOCUMENT_HINT)}</p>
            {fields}
            <div class="actions">
                <button class="btn" aria-busy=busy(store)>{t(words::SAVE_DOCUMENT)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Why an entry is taken out.
static REASON: Field<String> = Field {
    id: "document-reason",
    label: || words::OUT_REASON,
    hint: Some(words::TAKE_OUT_HINT),
    kind: Kind::Line("text"),
    get: String::as_str,
    set: |reason, typed| *reason = typed,
};

/// Taking an entry out that was entered by mistake: with a reason, which its history keeps.
fn take_out(store: Store) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.take_document_out();
    };
    view! {
        <section class="measure no-print" aria-labelledby="out-title">
            <h2 id="out-title">{t(words::TAKE_OUT)}</h2>
            <form novalidate on:submit=submit>
                {field(store, &REASON, store.duties.reason)}
                <div class="actions">
                    <button class="btn btn--second" aria-busy=busy(store)>{t(words::TAKE_OUT_NOW)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What stands of an entry that was taken out, with the way back.
fn out(store: Store) -> AnyView {
    let back = store.keeps_register().then(|| {
        view! {
            <div class="actions no-print">
                <button
                    type="button"
                    class="btn"
                    aria-busy=busy(store)
                    on:click=move |_| store.put_document_back()
                >
                    {t(words::PUT_BACK)}
                </button>
            </div>
        }
    });
    view! {
        <div class="notice" data-tone="warn"><p>{t(words::DOCUMENT_OUT)}</p></div>
        {back}
    }
    .into_any()
}

fn history(card: &DocumentCard) -> AnyView {
    let first = card.history.len().saturating_sub(1);
    let lines: Vec<AnyView> = card
        .history
        .iter()
        .enumerate()
        .map(|(n, entry)| {
            let what = match (&entry.out, entry.back, entry.imported, n == first) {
                (Some(reason), ..) => fill(words::WAS_TAKEN_OUT, reason),
                (None, true, ..) => t(words::WAS_PUT_BACK).to_owned(),
                (None, false, true, _) => t(words::IMPORTED).to_owned(),
                (None, false, false, true) => t(words::ENTERED).to_owned(),
                (None, false, false, false) => t(words::CHANGED).to_owned(),
            };
            view! { <li>{format::moment(entry.at)} ", " {entry.actor.clone()} ": " {what}</li> }
                .into_any()
        })
        .collect();
    view! { <section><h2>{t(words::HISTORY)}</h2><ul id="history">{lines}</ul></section> }
        .into_any()
}
