//! The card of a request: stamp, request, requester, acts, history.

use domain::request::{Arrival, Event, Submission};
use domain::sync::office::{Card, HistoryEntry};
use leptos::prelude::*;
use uuid::Uuid;

use super::store::{Load, Store};
use super::{acts, files, parts};
use crate::component::account;
use crate::text::{Text, fill, format, law, office as words, t};

/// The card's heading: its index, once known.
pub(super) fn heading(store: Store, id: Uuid) -> String {
    let index = store.card.with(|card| {
        card.as_ref()
            .filter(|card| card.row.id == id)
            .map(|card| card.row.index.text.clone())
    });
    index.map_or_else(
        || t(words::REQUEST_UNKNOWN).to_owned(),
        |index| fill(words::REQUEST, &index),
    )
}

/// Draws the page.
pub(super) fn page(store: Store, id: Uuid) -> AnyView {
    // Each part is drawn anew only when what it shows has changed: a form must not lose its focus
    // because the history has grown.
    let there = Memo::new(move |_| {
        store
            .card
            .with(|card| card.as_ref().is_some_and(|card| card.row.id == id))
    });
    let state = move || match store.card_load.get() {
        Load::Failed(error) => parts::failure(&error, move || store.load_card(id)),
        Load::Loading if !there.get() => parts::loading(),
        _ => ().into_any(),
    };
    let body = move || {
        there.get().then(|| {
            view! {
                {part(store, stamp)}
                <div class="split">
                    <section>
                        {part(store, request)}
                    </section>
                    <section>
                        <h2 id="acts-title">{t(words::ACTS)}</h2>
                        {acts::acts(store, id)}
                        <h2>{t(words::HISTORY)}</h2>
                        <p class="hint">{t(words::HISTORY_HINT)}</p>
                        {part(store, history)}
                    </section>
                </div>
            }
        })
    };
    view! {
        <main class="page" id="main">
            <a class="back" href=move || store.journal_route().path()>{t(words::TO_JOURNAL)}</a>
            <h1 tabindex="-1">{move || heading(store, id)}</h1>
            {state}
            {body}
        </main>
    }
    .into_any()
}

/// A part that shows the card as it now is.
fn part(store: Store, draw: fn(Store, &Card) -> AnyView) -> AnyView {
    (move || {
        store
            .card
            .with(|card| card.as_ref().map(|card| draw(store, card)))
    })
    .into_any()
}

fn row(term: Text, value: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{t(term)}</dt><dd>{value}</dd></div> }.into_any()
}

fn stamp(store: Store, card: &Card) -> AnyView {
    let row_ = &card.row;
    let executor = row_
        .executor
        .clone()
        .unwrap_or_else(|| t(words::NOBODY).to_owned());
    let due = view! {
        <strong id="due">{format::deadline(row_.term.deadline)}</strong>
        " "
        {parts::light(store, row_)}
    };
    view! {
        <section class="stamp" aria-label=t(words::STAMP)>
            <p><span class="stamp__index">{format!("№ {}", row_.index.text)}</span> " " {parts::status_tag(row_)}</p>
            <dl class="stamp__facts">
                {row(words::RECEIVED, view! {
                    <time datetime=format::machine(row_.received_at)>{format::moment(row_.received_at)}</time>
                })}
                {row(words::DUE, due)}
                {row(words::TERM, law::class(row_.term.class))}
                {row(words::EXECUTOR, executor)}
            </dl>
        </section>
        {account(&card.ruling)}
    }
    .into_any()
}

fn request(_: Store, card: &Card) -> AnyView {
    let asked = &card.submission;
    view! {
        <h2>{t(words::ASKED)}</h2>
        <p class="asked" id="asked">{asked.text.clone()}</p>
        {files::list(card)}
        <h2>{t(words::REQUESTER)}</h2>
        {requester(asked)}
    }
    .into_any()
}

fn requester(asked: &Submission) -> AnyView {
    let written = chrono::DateTime::from_timestamp_millis(asked.written_at);
    let some = |term: Text, value: &Option<String>| value.clone().map(|value| row(term, value));
    view! {
        <dl class="summary">
            {row(words::NAME, asked.name.clone())}
            {row(words::KIND, words::requester(asked.requester_type))}
            {some(words::EMAIL, &asked.email)}
            {some(words::POST, &asked.postal_address)}
            {some(words::PHONE, &asked.phone)}
            {asked.urgency.map(|ground| row(words::URGENCY, law::urgency(ground)))}
            {some(words::URGENCY_REASON, &asked.urgency_reason)}
            {written.map(|at| row(words::WRITTEN, format::moment(at)))}
        </dl>
    }
    .into_any()
}

fn history(_: Store, card: &Card) -> AnyView {
    let entries: Vec<AnyView> = card.history.iter().map(entry).collect();
    view! { <ol class="audit" id="history">{entries}</ol> }.into_any()
}

fn entry(entry: &HistoryEntry) -> AnyView {
    let actor = match entry.actor.as_str() {
        "" => t(words::BY_SYSTEM).to_owned(),
        name => name.to_owned(),
    };
    let (what, texts) = told(entry.event.as_ref());
    let texts: Vec<AnyView> = texts
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| view! { <p class="asked">{text}</p> }.into_any())
        .collect();
    let body = if texts.is_empty() {
        view! { <span>{what}</span> }.into_any()
    } else {
        view! { <details><summary>{what}</summary>{texts}</details> }.into_any()
    };
    view! {
        <li>
            <time datetime=format::machine(entry.at)>{format::short_moment(entry.at)}</time>
            <b>{actor}</b>
            {body}
        </li>
    }
    .into_any()
}

/// An event in one line, and the texts that belong to it.
fn told(event: Option<&Event>) -> (String, Vec<String>) {
    match event {
        None => (t(words::EV_REGISTERED).to_owned(), Vec::new()),
        Some(Event::Assigned {
            executor,
            instruction,
        }) => (
            fill(words::EV_ASSIGNED, executor),
            vec![instruction.clone()],
        ),
        Some(Event::Extended {
            ground,
            reason,
            deadline,
        }) => (
            fill(words::EV_EXTENDED, &format::deadline(*deadline)),
            vec![law::extension(*ground).to_owned(), reason.clone()],
        ),
        Some(Event::Attachment { n, arrival }) => {
            let words = match arrival {
                Arrival::Received => words::EV_FILE_RECEIVED,
                Arrival::NotItsKind => words::EV_FILE_NOT_ITS_KIND,
                Arrival::Withdrawn => words::EV_FILE_WITHDRAWN,
            };
            (fill(words, &n.to_string()), Vec::new())
        }
        Some(Event::Answered { text }) => (t(words::EV_ANSWERED).to_owned(), vec![text.clone()]),
        Some(Event::Refused {
            ground,
            reason,
            responsible_name,
            responsible_position,
        }) => {
            let who = format!("{responsible_name}, {responsible_position}");
            (
                t(words::EV_REFUSED).to_owned(),
                vec![
                    law::refusal(*ground).to_owned(),
                    reason.clone(),
                    fill(words::EV_RESPONSIBLE, &who),
                ],
            )
        }
    }
}
