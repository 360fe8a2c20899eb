//! Look-up by index: anyone sees status and dates; who has the access code sees the case.

use chrono::Datelike;
use domain::kyiv;
use domain::sync::AccessCode;
use domain::sync::wire::{LookUp, LookedUp, PublicCase};
use leptos::prelude::*;

use crate::api::ApiError;
use crate::component::{
    Entry, account, deadline_meter, error_summary, field, summary_row, timeline,
};
use crate::device;
use crate::store::Store;
use crate::text::{Text, citizen as say, fill, format, law, t};

/// What came of the look-up.
#[derive(Clone)]
enum Found {
    Nothing,
    Searching,
    Case(Box<LookedUp>),
    Failed(String),
}

/// What is typed. Signals, because a link from a QR code fills them in.
#[derive(Clone, Copy)]
struct Form {
    index: RwSignal<String>,
    year: RwSignal<String>,
    code: RwSignal<String>,
    problems: RwSignal<Vec<(&'static str, String)>>,
    found: RwSignal<Found>,
}

/// Shows the form and, below it, what was found.
pub(super) fn page(store: Store) -> AnyView {
    let form = Form {
        index: RwSignal::new(String::new()),
        year: RwSignal::new(kyiv::date(device::now()).year().to_string()),
        code: RwSignal::new(String::new()),
        problems: RwSignal::new(Vec::new()),
        found: RwSignal::new(Found::Nothing),
    };
    if let Some((code, year, index)) = device::take_fragment().as_deref().and_then(scanned) {
        form.code.set(code);
        form.year.set(year);
        form.index.set(index);
        search(store, form);
    }
    view! {
        <form class="question" novalidate on:submit=move |event| {
            event.prevent_default();
            search(store, form);
        }>
            {move || error_summary(form.problems.get())}
            <h1 tabindex="-1">{t(say::FIND_TITLE)}</h1>
            {input(form, "index", say::FIND_INDEX, say::FIND_INDEX_HINT, false, form.index)}
            {input(form, "year", say::FIND_YEAR, Text { uk: "", en: "" }, false, form.year)}
            {input(form, "code", say::FIND_CODE, say::FIND_CODE_HINT, true, form.code)}
            <div class="actions"><button class="btn" type="submit">{t(say::FIND)}</button></div>
        </form>
        <div class="flow" role="status">{move || result(store, form)}</div>
    }
    .into_any()
}

/// A QR code's fragment: `code/year/index`; the index may have a slash of its own.
fn scanned(fragment: &str) -> Option<(String, String, String)> {
    let mut parts = fragment.splitn(3, '/');
    Some((parts.next()?.into(), parts.next()?.into(), parts.next()?.into()))
}

fn input(
    form: Form,
    id: &'static str,
    label: Text,
    hint: Text,
    optional: bool,
    value: RwSignal<String>,
) -> AnyView {
    let error = Signal::derive(move || {
        form.problems.with(|all| all.iter().find(|(at, _)| *at == id).map(|(_, text)| text.clone()))
    });
    let entry = Entry {
        id,
        label: t(label).into(),
        hint: t(hint),
        optional,
        kind: "text",
        autocomplete: "off",
        value: value.get_untracked(),
        error,
    };
    field(entry, move |typed| value.set(typed))
}

fn search(store: Store, form: Form) {
    let mut problems = Vec::new();
    let index = form.index.get_untracked();
    if index.trim().is_empty() {
        problems.push(("index", t(say::FIND_INDEX_MISSING).to_owned()));
    }
    let year = form.year.get_untracked().trim().parse::<i32>().ok();
    if year.is_none_or(|year| !(1991..=9999).contains(&year)) {
        problems.push(("year", t(say::FIND_YEAR_BAD).to_owned()));
    }
    let typed = form.code.get_untracked();
    let code = AccessCode::parse(&typed);
    if code.is_none() && !typed.trim().is_empty() {
        problems.push(("code", t(say::FIND_CODE_BAD).to_owned()));
    }
    let clean = problems.is_empty();
    form.problems.set(problems);
    let (true, Some(year)) = (clean, year) else { return };
    form.found.set(Found::Searching);
    let query = LookUp { index, year, access_code: code.map(|code| code.as_str().to_owned()) };
    store.look_up(query, move |answer| {
        form.found.set(match answer {
            Ok(found) => Found::Case(Box::new(found)),
            Err(ApiError::Problem(problem)) if problem.status == 404 => {
                Found::Failed(t(say::FIND_NONE).into())
            }
            Err(ApiError::Problem(problem)) => {
                Found::Failed(problem.detail.unwrap_or(problem.title))
            }
            Err(ApiError::NoAnswer(domain::sync::NoAnswer::Offline)) => {
                Found::Failed(t(say::FIND_OFFLINE).into())
            }
            Err(ApiError::NoAnswer(reason)) => Found::Failed(say::no_answer(reason).into()),
        });
    });
}

fn result(store: Store, form: Form) -> AnyView {
    match form.found.get() {
        Found::Nothing => ().into_any(),
        Found::Searching => super::loading(),
        Found::Failed(text) => view! {
            <div class="notice" data-tone="warn"><p>{text}</p></div>
        }
        .into_any(),
        Found::Case(found) => {
            let keep = found.case.map(|case| {
                let code = AccessCode::parse(&form.code.get_untracked());
                let answer = case.answer.clone();
                view! {
                    {answer.map(|text| view! { <h2>{t(say::ANSWER)}</h2><p class="typed">{text}</p> })}
                    <p><button class="btn" type="button" on:click=move |_| {
                        if let Some(code) = &code {
                            store.keep((*case).clone(), code);
                        }
                    }>{t(say::KEEP)}</button></p>
                }
            });
            let hint = keep.is_none().then(|| view! { <p class="hint">{t(say::FIND_PUBLIC)}</p> });
            view! { {public(&found.public)} {keep} {hint} }.into_any()
        }
    }
}

fn public(case: &PublicCase) -> AnyView {
    let registered_on = format::date(kyiv::date(case.received_at));
    view! {
        <h2>{format!("№ {} ", case.index.text)} <small>{fill(Text { uk: "від {}", en: "of {}" }, &registered_on)}</small></h2>
        {deadline_meter(case.status, case.received_at, case.term.deadline, device::now())}
        <dl class="summary">
            {summary_row(t(say::STATUS), law::status(case.status, case.outcome))}
            {summary_row(t(say::RECEIVED_AT), format::moment(case.received_at))}
            {summary_row(t(say::DUE), format::deadline(case.term.deadline))}
        </dl>
        {account(&case.ruling)}
        {timeline(&case.history)}
    }
    .into_any()
}
