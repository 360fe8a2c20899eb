//! Pieces of the office's pages: error summary, fields, lights.

use domain::request::{Outcome, Status};
use domain::sync::office::{JournalRow, Light, light as light_of};
use leptos::prelude::*;

use super::store::{Load, Store};
use crate::api::ApiError;
use crate::text::{Text, fill, format, law, office as words, t};

/// What went wrong, and what to do, in one or two sentences.
pub(super) fn explain(error: &ApiError) -> String {
    match error {
        ApiError::NoAnswer(reason) => words::no_answer(*reason).to_owned(),
        ApiError::Problem(problem) => match (problem.refused, &problem.detail) {
            (Some(why), _) => fill(words::REASON, words::refused(why)),
            (None, Some(detail)) => format!("{}. {detail}", problem.title.trim_end_matches('.')),
            (None, None) => problem.title.clone(),
        },
    }
}

/// A load that failed, with a button to try again.
pub(super) fn failure(error: &ApiError, retry: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="notice" data-tone="late" role="alert">
            <p>{explain(error)}</p>
            <button type="button" class="btn btn--second" on:click=move |_| retry()>{t(words::RETRY)}</button>
        </div>
    }
    .into_any()
}

/// Why what was sent was not done, while that is so.
pub(super) fn not_done(sent: RwSignal<Load>) -> AnyView {
    let draw = move || match sent.get() {
        Load::Failed(error) => {
            let text = explain(&error);
            view! { <p class="notice" data-tone="late" role="alert">{text}</p> }.into_any()
        }
        _ => ().into_any(),
    };
    draw.into_any()
}

/// Whether it is under way, as the button says it that began it.
pub(super) fn busy(load: RwSignal<Load>) -> impl Fn() -> Option<&'static str> + Copy {
    move || (load.get() == Load::Loading).then_some("true")
}

/// The progress sign of a page that has nothing to show yet.
pub(super) fn loading() -> AnyView {
    view! { <p class="loading" role="status">{t(words::LOADING)}</p> }.into_any()
}

/// The summary of what is wrong in a form; each line leads to its field.
pub(super) fn errors(store: Store) -> AnyView {
    let summary = move || {
        let errors = store.errors.get();
        (!errors.is_empty()).then(|| {
            let lines: Vec<AnyView> = errors
                .into_iter()
                .map(|(id, what)| {
                    let go = move |event: leptos::ev::MouseEvent| {
                        event.prevent_default();
                        store.focus(id);
                    };
                    view! { <li><a href=format!("#{id}") on:click=go>{t(what)}</a></li> }.into_any()
                })
                .collect();
            view! {
                <div class="errors" role="alert" tabindex="-1">
                    <h2>{t(words::CHECK_PLEASE)}</h2>
                    <ul>{lines}</ul>
                </div>
            }
        })
    };
    summary.into_any()
}

fn error_of(store: Store, id: &'static str) -> Option<Text> {
    store.errors.with(|all| {
        all.iter()
            .find(|(field, _)| *field == id)
            .map(|(_, what)| *what)
    })
}

/// The message beside a field that is wrong.
pub(super) fn error(store: Store, id: &'static str) -> AnyView {
    let message = move || {
        error_of(store, id).map(|what| {
            view! { <p class="error" id=format!("{id}-error")>{t(what)}</p> }
        })
    };
    message.into_any()
}

/// `field`, or what marks it as wrong.
pub(super) fn field_class(
    store: Store,
    id: &'static str,
    class: &'static str,
) -> impl Fn() -> String {
    move || {
        if is_wrong(store, id) {
            format!("{class} field--error")
        } else {
            class.to_owned()
        }
    }
}

/// Whether a field is wrong.
pub(super) fn is_wrong(store: Store, id: &'static str) -> bool {
    error_of(store, id).is_some()
}

/// The ids that describe a field: its hint, if it has one, and its error, if it is wrong.
pub(super) fn described_by(
    store: Store,
    id: &'static str,
    hint: bool,
) -> impl Fn() -> Option<String> {
    move || match (hint, is_wrong(store, id)) {
        (true, true) => Some(format!("{id}-hint {id}-error")),
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (false, false) => None,
    }
}

/// The deadline light: words first, colour and shape second.
pub(super) fn light(store: Store, row: &JournalRow) -> AnyView {
    let (status, outcome, deadline) = (row.status, row.outcome, row.term.deadline);
    let tone = move || match light_of(status, deadline, store.now.get()) {
        Light::Overdue => "late",
        Light::Today | Light::Soon => "warn",
        Light::Calm => "ok",
        Light::Closed => "end",
    };
    let words = move || match status {
        Status::Closed => law::status(status, outcome).to_owned(),
        _ => format::time_left(deadline, store.now.get()),
    };
    view! { <span class="light" data-tone=tone>{words}</span> }.into_any()
}

/// Where a request is, as a tag.
pub(super) fn status_tag(row: &JournalRow) -> AnyView {
    let tone = match (row.status, row.outcome) {
        (Status::Registered, _) => "wait",
        (Status::InWork, _) => "busy",
        (Status::Closed, Some(Outcome::Refused | Outcome::Withdrawn)) => "end",
        (Status::Closed, _) => "ok",
    };
    view! { <span class="tag" data-tone=tone>{law::status(row.status, row.outcome)}</span> }
        .into_any()
}
