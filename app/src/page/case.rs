//! One request: where it is, until when it must be answered and why, what happened, the answer.

use domain::law::Ruling;
use domain::request::{Outcome, RegistrationIndex, Status, Term};
use domain::sync::wire::{CaseView, HistoryItem, Milestone};
use domain::sync::{AccessCode, Item, ItemState, ParkReason};
use leptos::prelude::*;
use uuid::Uuid;

use super::{back, missing};
use crate::component::{
    account, appeal, case_tag, deadline_meter, qr, summary_row, timeline,
};
use crate::db::CaseRecord;
use crate::store::Store;
use crate::sync;
use crate::text::{citizen as say, fill, format, law, t};
use crate::{device, text};

/// Shows a request of this device.
pub(super) fn page(store: Store, id: Uuid) -> AnyView {
    // Only this request's own news draws it anew: an opened "why" stays open while others change.
    let case = Memo::new(move |_| store.case(id));
    let show = move || match case.get() {
        Some(case) => view! {
            {back("/".into())}
            {body(store, &case)}
        }
        .into_any(),
        None => missing(say::CASE_GONE, say::CASE_GONE_LEAD, "/find", say::NAV_FIND),
    };
    show.into_any()
}

/// What the server has said of a case: its last news, or else its receipt.
struct Official {
    index: RegistrationIndex,
    received_at: chrono::DateTime<chrono::Utc>,
    term: Term,
    ruling: Ruling,
    status: Status,
    outcome: Option<Outcome>,
    history: Vec<HistoryItem>,
}

fn official(case: &CaseRecord) -> Option<Official> {
    if let Some(CaseView { public, .. }) = &case.view {
        return Some(Official {
            index: public.index.clone(),
            received_at: public.received_at,
            term: public.term,
            ruling: public.ruling.clone(),
            status: public.status,
            outcome: public.outcome,
            history: public.history.clone(),
        });
    }
    let receipt = case.receipt.as_ref()?;
    Some(Official {
        index: receipt.index.clone(),
        received_at: receipt.received_at,
        term: receipt.term,
        ruling: receipt.ruling.clone(),
        status: Status::Registered,
        outcome: None,
        history: vec![HistoryItem { at: receipt.received_at, what: Milestone::Registered }],
    })
}

fn body(store: Store, case: &CaseRecord) -> AnyView {
    let known = case.clone();
    let tag = move || case_tag(&known, &store.queue.get());
    let top = match official(case) {
        Some(official) => registered(case, &official),
        None => waiting(store, case.id, case.kept_at),
    };
    let id = case.id;
    // What waits to be sent can't be taken off the device by a slip of the finger.
    let is_registered = case.receipt.is_some() || case.view.is_some();
    view! {
        <p>{tag}</p>
        {top}
        {case.view.as_ref().map(decided)}
        <h2>{t(say::YOUR_TEXT)}</h2>
        <p class="typed">{case.text().to_owned()}</p>
        {slip(case)}
        {is_registered.then(|| forget(store, id))}
    }
    .into_any()
}

/// Saved here and not sent: says so plainly, and offers to try now.
fn waiting(store: Store, id: Uuid, kept_at: i64) -> AnyView {
    let item = move || store.queue.with(|queue| queue.items.iter().find(|i| i.id == id).cloned());
    let state = move || match item() {
        Some(item) => match item.state {
            ItemState::Parked(reason) => parked(store, item, reason),
            ItemState::Queued => view! {
                <p>{fill(say::WAITS_FOR, &format::age(kept_at, device::now_ms()))}</p>
                {item.trouble.map(|reason| view! { <p>{say::no_answer(reason)}</p> })}
                <p><button class="btn" type="button" on:click=|_| sync::send_now()>
                    {t(say::SEND_NOW)}
                </button></p>
            }
            .into_any(),
        },
        None => ().into_any(),
    };
    view! {
        <div class="panel" data-tone="wait">
            <h1 tabindex="-1">{t(say::SAVED_TITLE)}</h1>
            <p>{t(say::SAVED_LEAD)}</p>
            <p>{t(say::SAVED_CLOCK)}</p>
        </div>
        <div class="flow" role="status">{state}</div>
    }
    .into_any()
}

fn parked(store: Store, item: Item, reason: ParkReason) -> AnyView {
    view! {
        <div class="notice" data-tone="late">
            <h2>{t(say::STATE_PARKED)}</h2>
            <p>{say::parked(reason)}</p>
            <div class="actions">
                <button class="btn" type="button" on:click=move |_| store.mend(item.clone())>
                    {t(say::MEND)}
                </button>
                <button class="btn btn--second" type="button" on:click=move |_| store.export()>
                    {t(say::EXPORT)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn registered(case: &CaseRecord, official: &Official) -> AnyView {
    let now = device::now();
    let due = format::deadline(official.term.deadline);
    let fresh = official.status == Status::Registered;
    let tone = if official.outcome == Some(Outcome::Refused) { "wait" } else { "ok" };
    let title = match official.outcome {
        Some(Outcome::Answered) => t(say::ANSWER),
        Some(Outcome::Refused) => t(say::REFUSAL),
        None if fresh => t(say::RECEIVED_TITLE),
        None => t(say::CASE_TITLE),
    };
    let registered_on = domain::kyiv::date(official.received_at);
    let written = case.submission.as_ref().and_then(|submission| {
        chrono::DateTime::from_timestamp_millis(submission.written_at)
    });
    view! {
        <div class="panel" data-tone=tone>
            <h1 tabindex="-1">{title}</h1>
            <p class="receipt__index">
                {format!("№ {} ", official.index.text)}
                <small>{fill(text::Text { uk: "від {}", en: "of {}" }, &format::date(registered_on))}</small>
            </p>
        </div>
        {deadline_meter(official.status, official.received_at, official.term.deadline, now)}
        <dl class="summary">
            {summary_row(t(say::RECEIVED_AT), format::moment(official.received_at))}
            {summary_row(t(say::DUE), due.clone())}
            {summary_row(t(say::TERM), law::class(official.term.class))}
            {written.map(|at| summary_row(t(say::WRITTEN_AT), format::moment(at)))}
        </dl>
        {account(&official.ruling)}
        {official.outcome.is_none().then(|| view! {
            <h2>{t(say::NEXT)}</h2>
            <p>{fill(say::NEXT_TEXT, &due)}</p>
        })}
        {timeline(&official.history)}
    }
    .into_any()
}

/// What the council decided: extension, answer, refusal.
fn decided(view: &CaseView) -> AnyView {
    let extension = view.extension.clone().map(|details| {
        view! {
            <div class="notice" data-tone="info">
                <h2>{t(say::EXTENSION)}</h2>
                <p>{law::extension(details.ground)}</p>
                <p class="typed">{details.reason}</p>
            </div>
        }
    });
    let answer = view.answer.clone().map(|text| {
        view! {
            <section><h2>{t(say::ANSWER)}</h2><p class="typed">{text}</p></section>
        }
    });
    let refusal = view.refusal.clone().map(|details| {
        view! {
            <section class="flow">
                <h2>{t(say::REFUSAL)}</h2>
                <dl class="summary">
                    {summary_row(t(say::REFUSAL_GROUND), law::refusal(details.ground))}
                    {summary_row(t(say::REFUSAL_BY), format!(
                        "{}, {}", details.responsible_name, details.responsible_position
                    ))}
                </dl>
                <p class="typed">{details.reason}</p>
                {appeal()}
            </section>
        }
    });
    view! { {extension} {answer} {refusal} }.into_any()
}

/// What a person takes away: the index, the code and its QR.
fn slip(case: &CaseRecord) -> AnyView {
    let Some(official) = official(case) else { return ().into_any() };
    let Some(code) = AccessCode::parse(&case.access_code) else { return ().into_any() };
    // In the fragment, which no server and no log ever sees.
    let link = format!(
        "{}/find#{}/{}/{}",
        device::origin(),
        code.as_str(),
        official.index.year,
        official.index.text
    );
    let groups: Vec<AnyView> = code
        .grouped()
        .split('-')
        .map(|group| view! { <span>{group.to_owned()}</span> " " }.into_any())
        .collect();
    view! {
        <details class="slip">
            <summary>{t(say::SHOW_CODE)}</summary>
            <section class="receipt">
                <h2>{t(say::SLIP)}</h2>
                <p class="receipt__index">{format!("№ {}", official.index.text)}</p>
                <dl class="summary">
                    {summary_row(t(say::RECEIVED_AT), format::moment(official.received_at))}
                    {summary_row(t(say::DUE), format::deadline(official.term.deadline))}
                </dl>
                <h3>{t(say::CODE)}</h3>
                <p class="receipt__code">{groups}</p>
                {qr(&link, t(say::QR))}
                <p class="hint">{t(say::SLIP_HINT)}</p>
                <p class="no-print"><button class="btn btn--second" type="button" on:click=|_| device::print()>
                    {t(say::PRINT)}
                </button></p>
            </section>
        </details>
    }
    .into_any()
}

fn forget(store: Store, id: Uuid) -> AnyView {
    let asked = RwSignal::new(false);
    let shown = move || {
        if asked.get() {
            view! {
                <div class="notice" data-tone="warn">
                    <p>{t(say::FORGET_ASK)}</p>
                    <div class="actions">
                        <button class="btn btn--danger" type="button" on:click=move |_| store.forget_case(id)>
                            {t(say::FORGET)}
                        </button>
                        <button class="btn btn--second" type="button" on:click=move |_| asked.set(false)>
                            {t(say::CANCEL)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! {
                <p><button class="btn btn--quiet" type="button" on:click=move |_| asked.set(true)>
                    {t(say::FORGET)}
                </button></p>
            }
            .into_any()
        }
    };
    view! { <div class="no-print" role="status">{shown}</div> }.into_any()
}
