//! What a request's page, a list and a look-up show alike.

use chrono::{DateTime, Utc};
use domain::law::{Deadline, Ruling};
use domain::request::{Outcome, Status};
use domain::sync::ItemState;
use domain::sync::office::{Light, light};
use domain::sync::wire::{HistoryItem, Milestone};
use leptos::prelude::*;
use uuid::Uuid;

use crate::db::CaseRecord;
use crate::store::Queue;
use crate::text::{citizen as say, fill, format, law, t};

/// A row of a summary list.
pub fn summary_row(term: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{term}</dt><dd>{value}</dd></div> }.into_any()
}

/// Where a request of this device is, in words and tone.
#[must_use]
pub fn case_tag(case: &CaseRecord, queue: &Queue) -> AnyView {
    let (tone, text) = tag_of(case.id, case, queue);
    view! { <span class="tag" data-tone=tone>{text}</span> }.into_any()
}

fn tag_of(id: Uuid, case: &CaseRecord, queue: &Queue) -> (&'static str, &'static str) {
    if let Some(view) = &case.view {
        let tone = match (view.public.status, view.public.outcome) {
            (_, Some(Outcome::Answered)) => "ok",
            (_, Some(Outcome::Refused)) => "late",
            (Status::Closed, None) => "end",
            _ => "busy",
        };
        return (tone, law::status(view.public.status, view.public.outcome));
    }
    if case.receipt.is_some() {
        return ("busy", law::status(Status::Registered, None));
    }
    if queue.sending == Some(id) {
        return ("busy", t(say::STATE_SENDING));
    }
    let parked = queue
        .items
        .iter()
        .any(|item| item.id == id && matches!(item.state, ItemState::Parked(_)));
    if parked { ("late", t(say::STATE_PARKED)) } else { ("wait", t(say::STATE_WAIT)) }
}

/// How much time is left: text first, a bar and a colour second.
pub fn deadline_meter(
    status: Status,
    received_at: DateTime<Utc>,
    deadline: Deadline,
    now: DateTime<Utc>,
) -> AnyView {
    if status == Status::Closed {
        return ().into_any();
    }
    let tone = match light(status, deadline, now) {
        Light::Overdue => "late",
        Light::Today | Light::Soon => "warn",
        Light::Calm => "ok",
        Light::Closed => "end",
    };
    let whole = (deadline.ends_before() - received_at).num_minutes().max(1);
    let gone = (now - received_at).num_minutes().clamp(0, whole);
    let left = format::time_left(deadline, now);
    view! {
        <div class="deadline" data-tone=tone>
            <p>
                <strong>{left.clone()}</strong>
                " "
                {fill(say::DUE_SHORT, &format::deadline(deadline))}
            </p>
            <progress value=gone.to_string() max=whole.to_string() aria-label=left></progress>
        </div>
    }
    .into_any()
}

/// Why this date: the article and every day counted or skipped.
pub fn account(ruling: &Ruling) -> AnyView {
    let mut number = 0;
    let rows: Vec<AnyView> = ruling
        .account
        .iter()
        .map(|day| {
            number += u32::from(day.counted);
            let (shown, counted) =
                if day.counted { (number.to_string(), "yes") } else { ("–".into(), "no") };
            view! {
                <tr data-counted=counted>
                    <td>{shown}</td>
                    <th scope="row">{format::weekday_date(day.date)}</th>
                    <td>{law::why(day)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <details class="why">
            <summary>{t(say::WHY)}</summary>
            <div class="flow">
                <p>{fill(say::WHY_LEAD, &law::citation(ruling.citation))}</p>
                <table class="days">
                    <thead><tr>
                        <th scope="col">{t(say::WHY_DAY)}</th>
                        <th scope="col">{t(say::WHY_DATE)}</th>
                        <th scope="col">{t(say::WHY_REASON)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// What happened, oldest first.
pub fn timeline(history: &[HistoryItem]) -> AnyView {
    let last = history.len().saturating_sub(1);
    let rows: Vec<AnyView> = history
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let text = match item.what {
                Milestone::Registered => t(say::MS_REGISTERED).to_owned(),
                Milestone::Assigned => t(say::MS_ASSIGNED).to_owned(),
                Milestone::Extended(to) => fill(say::MS_EXTENDED, &format::deadline(to)),
                Milestone::Answered => t(say::MS_ANSWERED).to_owned(),
                Milestone::Refused => t(say::MS_REFUSED).to_owned(),
            };
            let state = if at == last { "now" } else { "done" };
            view! {
                <li data-state=state>
                    <time datetime=format::machine(item.at)>{format::moment(item.at)}</time>
                    <h3>{text}</h3>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <h2>{t(say::HISTORY)}</h2> <ol class="timeline">{rows}</ol> }.into_any()
}

/// How to appeal, beside every refusal.
pub fn appeal() -> AnyView {
    view! { <h3>{t(say::APPEAL)}</h3> <p>{t(say::APPEAL_TEXT)}</p> }.into_any()
}
