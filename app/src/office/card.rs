//! The card of a request: stamp, request, requester, acts, history.

use domain::request::{Channel, Gap, Submission};
use domain::sync::office::{Card, HistoryEntry};
use leptos::prelude::*;
use uuid::Uuid;

use super::store::{Load, Store};
use super::{acts, files, letters, papers, parts, told};
use crate::component::account;
use crate::text::{Text, acts as texts, fill, format, law, office as words, t};

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
                {code(store, id)}
                {part(store, stamp)}
                <div class="split">
                    <section>
                        {part(store, request)}
                        {papers::section(store, id)}
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
        {owed(card)}
        {account(&card.ruling)}
    }
    .into_any()
}

/// What must not be overlooked: gaps, a copy due, a deferral, an appeal.
fn owed(card: &Card) -> AnyView {
    let gap = |gap: &Gap| {
        t(match gap {
            Gap::Name => texts::GAP_NAME,
            Gap::Address => texts::GAP_ADDRESS,
            Gap::Description => texts::GAP_DESCRIPTION,
            Gap::Signature => texts::GAP_SIGNATURE,
            Gap::Date => texts::GAP_DATE,
        })
    };
    let gaps: Vec<&str> = card.gaps.iter().map(gap).collect();
    let mut lines = Vec::new();
    if !gaps.is_empty() {
        lines.push(format!("{}: {}.", t(texts::GAPS), gaps.join(", ")));
    }
    for (is, text) in [
        (card.copy_due, texts::COPY_DUE),
        (card.deferred && card.row.outcome.is_none(), texts::DEFERRED),
        (
            card.appeal.is_some() && card.appeal_by.is_none(),
            texts::APPEALED,
        ),
    ] {
        if is {
            lines.push(t(text).to_owned());
        }
    }
    lines.extend(
        card.appeal_by
            .map(|by| fill(texts::APPEALED_BY, &format::date(by))),
    );
    let lines: Vec<AnyView> = lines
        .into_iter()
        .map(|line| view! { <p>{line}</p> }.into_any())
        .collect();
    if lines.is_empty() {
        return ().into_any();
    }
    view! { <div class="notice" data-tone="warn" id="owed">{lines}</div> }.into_any()
}

/// The access code of a request that was just entered, to be written on its copy.
fn code(store: Store, id: Uuid) -> AnyView {
    let draw = move || {
        let code = store.code.get().filter(|(of, _)| *of == id)?;
        let code = domain::sync::AccessCode::parse(&code.1)?.grouped();
        Some(view! {
            <div class="notice" data-tone="info" id="code">
                <h2>{t(texts::CODE_TITLE)}</h2>
                <p class="code">{code}</p>
                <p class="hint">{t(texts::CODE_HINT)}</p>
            </div>
        })
    };
    draw.into_any()
}

fn charges(card: &Card) -> AnyView {
    let one = |charge: &domain::request::Charge| {
        let by = charge
            .control_by
            .map(|by| format!(", {}", fill(texts::CHARGED_BY, &format::date(by))));
        let prepared = charge
            .prepared
            .then(|| format!(" ({})", t(texts::PREPARED)));
        let line = format!(
            "{}{}{}",
            charge.executor,
            by.unwrap_or_default(),
            prepared.unwrap_or_default()
        );
        view! { <li>{line}</li> }.into_any()
    };
    // The stamp names a single executor already.
    let told = |charge: &domain::request::Charge| charge.prepared || charge.control_by.is_some();
    let more = card.charges.len() > 1 || card.charges.iter().any(told);
    let list: Vec<AnyView> = card.charges.iter().filter(|_| more).map(one).collect();
    let list = (!list.is_empty()).then(|| {
        view! {
            <h2>{t(texts::CHARGED)}</h2>
            <ul id="charges">{list}</ul>
        }
    });
    let fee = card.fee.map(|fee| {
        let paid = t(if fee.paid_on.is_some() { texts::FEE_PAID } else { texts::FEE_DUE });
        view! { <p id="fee">{format!("{}: {} ({paid})", t(texts::FEE), told::hryvnias(fee.kopecks))}</p> }
    });
    view! { {list} {fee} }.into_any()
}

/// The name of a channel.
pub(super) fn channel(channel: Channel) -> Text {
    match channel {
        Channel::App => texts::CHANNEL_APP,
        Channel::Post => texts::CHANNEL_POST,
        Channel::Email => texts::CHANNEL_EMAIL,
        Channel::Fax => texts::CHANNEL_FAX,
        Channel::Phone => texts::CHANNEL_PHONE,
        Channel::InPerson => texts::CHANNEL_IN_PERSON,
    }
}

fn request(store: Store, card: &Card) -> AnyView {
    let asked = &card.submission;
    view! {
        {charges(card)}
        <h2>{t(words::ASKED)}</h2>
        <p class="asked" id="asked">{asked.text.clone()}</p>
        {files::list(card)}
        {letters::of(store, card)}
        <h2>{t(words::REQUESTER)}</h2>
        {requester(card)}
    }
    .into_any()
}

fn requester(card: &Card) -> AnyView {
    let asked: &Submission = &card.submission;
    // What an officer entered was written by hand, and nobody's device noted when.
    let written = chrono::DateTime::from_timestamp_millis(asked.written_at)
        .filter(|_| asked.intake.is_none());
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
            {row(texts::CAME, t(channel(asked.channel())))}
            {card.info.map(|info| {
                let (uk, en) = info.names();
                row(texts::INFO, t(Text { uk, en }))
            })}
            {some(texts::TOPIC, &card.topic)}
            {asked.intake.as_ref().map(|intake| entered(card, intake))}
        </dl>
    }
    .into_any()
}

fn entered(card: &Card, intake: &domain::request::Intake) -> AnyView {
    let some = |term: Text, value: Option<String>| value.map(|value| row(term, value));
    let drafter = intake
        .drawn_up
        .as_ref()
        .map(|drawn| format!("{}, {}", drawn.name, drawn.phone));
    view! {
        {row(texts::REGISTERED_AT, format::moment(card.registered_at))}
        {intake.collective.then(|| row(words::KIND, t(texts::COLLECTIVE)))}
        {some(texts::DATED, intake.dated.map(format::date))}
        {some(texts::SENDER_INDEX, intake.sender_index.clone())}
        {some(texts::DRAFTED_BY, drafter)}
    }
    .into_any()
}

/// What happened to the request and to its papers, in one order.
fn history(store: Store, card: &Card) -> AnyView {
    let own = card.history.iter().map(|one| (one.at, entry(one)));
    let of_papers = store.papers.all.with(|all| {
        let of_this = all.as_ref().filter(|(of, _)| *of == card.row.id);
        of_this.map(|(_, papers)| papers::of_history(papers))
    });
    let mut entries: Vec<_> = own.chain(of_papers.unwrap_or_default()).collect();
    entries.sort_by_key(|(at, _)| *at);
    let entries: Vec<AnyView> = entries.into_iter().map(|(_, line)| line).collect();
    view! { <ol class="audit" id="history">{entries}</ol> }.into_any()
}

fn entry(entry: &HistoryEntry) -> AnyView {
    let actor = match entry.actor.as_str() {
        "" => t(words::BY_SYSTEM).to_owned(),
        name => name.to_owned(),
    };
    let (what, texts) = told::told(entry.event.as_ref());
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
