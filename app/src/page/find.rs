//! Look-up by index: anyone sees status and dates; who has the access code sees the case.

use std::sync::Arc;

use chrono::Datelike;
use domain::kyiv;
use domain::sync::AccessCode;
use domain::sync::wire::{LookUp, PublicCase, Told};

use super::case::{OF_DATE, decided};
use super::{button, heading, loading, paragraph};
use crate::api::ApiError;
use crate::component::{
    El, Entry, Part, account, deadline_meter, el, error_summary, field, summary_row, timeline,
};
use crate::device;
use crate::store::{FindForm as Form, Found, Live, Store};
use crate::text::{Text, citizen as say, fill, format, law, t};

/// Shows the form and, below it, what was found.
pub(super) fn page(store: Store) -> Part {
    let form = store.find;
    if form.year.with_untracked(String::is_empty) {
        form.year.set(kyiv::date(device::now()).year().to_string());
    }
    if let Some((code, year, index)) = device::take_fragment().as_deref().and_then(scanned) {
        form.code.set(code);
        form.year.set(year);
        form.index.set(index);
        search(store, form);
    }
    let ask = el("form")
        .class("question")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            search(store, form);
        })
        .add(error_summary(move || form.problems.get()))
        .add(heading(t(say::FIND_TITLE)))
        .add(input(
            form,
            "index",
            say::FIND_INDEX,
            t(say::FIND_INDEX_HINT),
            false,
            form.index,
        ))
        .add(input(form, "year", say::FIND_YEAR, "", false, form.year))
        .add(input(
            form,
            "code",
            say::FIND_CODE,
            t(say::FIND_CODE_HINT),
            true,
            form.code,
        ))
        .add(
            el("div").class("actions").add(
                el("button")
                    .class("btn")
                    .attr("type", "submit")
                    .text(t(say::FIND)),
            ),
        );
    let found = el("div")
        .class("flow")
        .attr("role", "status")
        .live(move || result(store, form));
    Part::from(ask).add(found)
}

/// A QR code's fragment: `code/year/index`; the index may have a slash of its own.
fn scanned(fragment: &str) -> Option<(String, String, String)> {
    let mut parts = fragment.splitn(3, '/');
    Some((
        parts.next()?.into(),
        parts.next()?.into(),
        parts.next()?.into(),
    ))
}

fn input(
    form: Form,
    id: &'static str,
    label: Text,
    hint: &'static str,
    optional: bool,
    value: Live<String>,
) -> El {
    let error = Arc::new(move || {
        form.problems.with(|all| {
            all.iter()
                .find(|(at, _)| *at == id)
                .map(|(_, text)| text.clone())
        })
    });
    let entry = Entry {
        id,
        label: t(label).into(),
        hint,
        optional,
        kind: "text",
        autocomplete: "off",
        limit: 0,
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
    let (true, Some(year)) = (clean, year) else {
        return;
    };
    form.found.set(Found::Searching);
    let query = LookUp {
        index,
        year,
        access_code: code.map(|code| code.as_str().to_owned()),
    };
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

fn result(store: Store, form: Form) -> Part {
    match form.found.get() {
        Found::Nothing => Part::none(),
        Found::Searching => loading().into(),
        Found::Failed(text) => el("div")
            .class("notice")
            .attr("data-tone", "warn")
            .add(el("p").text(text))
            .into(),
        Found::Case(found) => {
            let told = found.case.as_ref().map_or(&[][..], |case| &case.told);
            let public = public(&found.public, told);
            let Some(case) = found.case else {
                return public.add(paragraph("hint", t(say::FIND_PUBLIC)));
            };
            let decided = decided(&case);
            let text = paragraph("typed", case.text.clone());
            // The code that opened it, whatever is typed into the field later.
            let code = AccessCode::parse(&form.code.get_untracked());
            let keep = move || {
                if let Some(code) = &code {
                    store.keep((*case).clone(), code);
                }
            };
            public
                .add(decided)
                .add(el("h2").text(t(say::YOUR_TEXT)))
                .add(text)
                .add(el("p").add(button("btn", say::KEEP, keep)))
        }
    }
}

fn public(case: &PublicCase, told: &[Told]) -> Part {
    let registered_on = format::date(kyiv::date(case.received_at));
    let title = el("h2")
        .text(format!("№ {} ", case.index.text))
        .add(el("small").text(fill(OF_DATE, &registered_on)));
    let facts = el("dl")
        .class("summary")
        .add(summary_row(
            t(say::STATUS),
            law::status(case.status, case.outcome),
        ))
        .add(summary_row(
            t(say::RECEIVED_AT),
            format::moment(case.received_at),
        ))
        .add(summary_row(
            t(say::DUE),
            format::deadline(case.term.deadline),
        ));
    Part::from(title)
        .add(deadline_meter(
            case.status,
            case.received_at,
            case.term.deadline,
            device::now(),
        ))
        .add(facts)
        .add(account(&case.ruling))
        .add(timeline(&case.history, told))
}
