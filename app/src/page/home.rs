//! My requests.

use leptos::prelude::*;

use crate::component::case_tag;
use crate::db::{CaseRecord, DraftRecord};
use crate::device;
use crate::route::{Route, Step};
use crate::store::{Queue, Store};
use crate::text::{citizen as say, fill, format, t};

/// Words of a request that stand for its title.
const TITLE_CHARS: usize = 90;

/// Shows the main button, the drafts and the requests of this device.
pub(super) fn page(store: Store) -> AnyView {
    view! {
        <h1 tabindex="-1">{t(say::HOME_TITLE)}</h1>
        <p class="lead">{t(say::HOME_LEAD)}</p>
        <p><a class="btn" href="/new">{t(say::WRITE)}</a></p>
        {move || drafts(store)}
        <h2>{t(say::MY_REQUESTS)}</h2>
        {move || requests(store)}
    }
    .into_any()
}

fn drafts(store: Store) -> AnyView {
    let drafts = store.drafts.get();
    if drafts.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = drafts.iter().map(draft_row).collect();
    view! { <h2>{t(say::DRAFTS)}</h2> <ul class="cases">{rows}</ul> }.into_any()
}

fn draft_row(record: &DraftRecord) -> AnyView {
    let href = Route::Draft(record.id, Step::Text).path();
    view! {
        <li><a class="case" href=href>
            <span class="case__title">{title(&record.draft.text)}</span>
            <span class="tag" data-tone="draft">{t(say::STATE_DRAFT)}</span>
        </a></li>
    }
    .into_any()
}

fn requests(store: Store) -> AnyView {
    if !store.loaded.get() {
        return super::loading();
    }
    let (cases, queue) = (store.cases.get(), store.queue.get());
    if cases.is_empty() {
        return view! { <div class="empty"><p>{t(say::NO_REQUESTS)}</p></div> }.into_any();
    }
    let rows: Vec<AnyView> = cases.iter().map(|case| case_row(case, &queue)).collect();
    view! { <ul class="cases">{rows}</ul> }.into_any()
}

fn case_row(case: &CaseRecord, queue: &Queue) -> AnyView {
    let public = case.view.as_ref().map(|view| (view.public.index.clone(), view.public.term));
    let receipt = case.receipt.as_ref().map(|receipt| (receipt.index.clone(), receipt.term));
    let open = case.view.as_ref().is_none_or(|view| view.public.outcome.is_none());
    let meta = match public.or(receipt) {
        Some((index, term)) => {
            let due = fill(say::DUE_SHORT, &format::short_deadline(term.deadline));
            let left = open.then(|| format::time_left(term.deadline, device::now()));
            view! {
                <span class="num">{format!("№ {}", index.text)}</span>
                " "
                {open.then(|| view! { <span>{due}", "{left}</span> })}
            }
            .into_any()
        }
        None => view! {
            <span>{fill(say::WAITS_FOR, &format::age(case.kept_at, device::now_ms()))}</span>
        }
        .into_any(),
    };
    view! {
        <li><a class="case" href=Route::Case(case.id).path()>
            <span class="case__title">{title(case.text())}</span>
            <span class="case__meta">{meta}</span>
            {case_tag(case, queue)}
        </a></li>
    }
    .into_any()
}

/// The first words of a text.
fn title(text: &str) -> String {
    let line = text.trim();
    if line.is_empty() {
        return t(say::UNTITLED).into();
    }
    let mut short: String = line.chars().take(TITLE_CHARS).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}
