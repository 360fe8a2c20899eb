//! What a request's page, a list and a look-up show alike.

use chrono::{DateTime, Utc};
use domain::law::{Deadline, Ruling};
use domain::request::{Outcome, Status};
use domain::sync::ItemState;
use domain::sync::office::{Light, light};
use domain::sync::wire::{HistoryItem, Milestone, Told};
use leptos::prelude::*;

use super::el::{El, Part, el};
use crate::db::CaseRecord;
use crate::store::Queue;
use crate::text::{citizen as say, fill, format, law, t};

/// A row of a summary list.
pub fn summary_row(term: &'static str, value: impl Into<String>) -> AnyView {
    el("div")
        .add(el("dt").text(term))
        .add(el("dd").text(value))
        .view()
}

/// Where a request of this device is, in words and tone.
#[must_use]
pub fn case_tag(case: &CaseRecord, queue: &Queue) -> El {
    let (tone, text) = tag_of(case, queue);
    el("span").class("tag").attr("data-tone", tone).text(text)
}

fn tag_of(case: &CaseRecord, queue: &Queue) -> (&'static str, &'static str) {
    if case.lost {
        return ("late", t(say::STATE_PARKED));
    }
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
    if queue.sending == Some(case.id) {
        return ("busy", t(say::STATE_SENDING));
    }
    let parked = queue
        .items
        .iter()
        .any(|item| item.id == case.id && matches!(item.state, ItemState::Parked(_)));
    if parked {
        ("late", t(say::STATE_PARKED))
    } else {
        ("wait", t(say::STATE_WAIT))
    }
}

/// How much time is left: text first, a bar and a colour second. Nothing for a closed request.
pub fn deadline_meter(
    status: Status,
    received_at: DateTime<Utc>,
    deadline: Deadline,
    now: DateTime<Utc>,
) -> Part {
    let tone = match light(status, deadline, now) {
        Light::Closed => return Part::none(),
        Light::Overdue => "late",
        Light::Today | Light::Soon => "warn",
        Light::Calm => "ok",
    };
    let whole = (deadline.ends_before() - received_at).num_minutes().max(1);
    let gone = (now - received_at).num_minutes().clamp(0, whole);
    let left = format::time_left(deadline, now);
    let due = fill(say::DUE_SHORT, &format::deadline(deadline));
    el("div")
        .class("deadline")
        .attr("data-tone", tone)
        .add(
            el("p")
                .add(el("strong").text(left.clone()))
                .text(" ")
                .text(due),
        )
        .add(
            el("progress")
                .attr("value", gone.to_string())
                .attr("max", whole.to_string())
                .attr("aria-label", left),
        )
        .into()
}

/// Why this date: the article and every day counted or skipped.
pub fn account(ruling: &Ruling) -> AnyView {
    let mut number = 0;
    let rows: Vec<El> = ruling
        .account
        .iter()
        .map(|day| {
            number += u32::from(day.counted);
            let (shown, counted) = if day.counted {
                (number.to_string(), "yes")
            } else {
                ("–".into(), "no")
            };
            el("tr")
                .attr("data-counted", counted)
                .add(el("td").text(shown))
                .add(
                    el("th")
                        .attr("scope", "row")
                        .text(format::weekday_date(day.date)),
                )
                .add(el("td").text(law::why(day)))
        })
        .collect();
    let head = |text| el("th").attr("scope", "col").text(t(text));
    let heads = vec![
        head(say::WHY_DAY),
        head(say::WHY_DATE),
        head(say::WHY_REASON),
    ];
    let table = el("table")
        .class("days")
        .add(el("thead").add(el("tr").add(heads)))
        .add(el("tbody").add(rows));
    let lead = fill(say::WHY_LEAD, &law::citation(ruling.citation));
    el("details")
        .class("why")
        .add(el("summary").text(t(say::WHY)))
        .add(el("div").class("flow").add(el("p").text(lead)).add(table))
        .view()
}

/// What happened, oldest first, with what the council said at it.
pub fn timeline(history: &[HistoryItem], told: &[Told]) -> Part {
    let last = history.len().saturating_sub(1);
    let row = |(at, item): (usize, &HistoryItem)| {
        let text = match item.what {
            Milestone::Registered => t(say::MS_REGISTERED).to_owned(),
            Milestone::Assigned => t(say::MS_ASSIGNED).to_owned(),
            Milestone::Extended(to) => fill(say::MS_EXTENDED, &format::deadline(to)),
            Milestone::Answered => t(say::MS_ANSWERED).to_owned(),
            Milestone::Refused => t(say::MS_REFUSED).to_owned(),
            Milestone::Deferred(to) => fill(say::MS_DEFERRED, &format::deadline(to)),
            Milestone::Moved(to) => fill(say::MS_MOVED, &format::deadline(to)),
            Milestone::Forwarded => t(say::MS_FORWARDED).to_owned(),
            Milestone::PartForwarded => t(say::MS_PART_FORWARDED).to_owned(),
            Milestone::PartGiven => t(say::MS_PART_GIVEN).to_owned(),
            Milestone::Invoiced => t(say::MS_INVOICED).to_owned(),
            Milestone::Paid => t(say::MS_PAID).to_owned(),
            Milestone::Explained => t(say::MS_EXPLAINED).to_owned(),
            Milestone::Withdrawn => t(say::MS_WITHDRAWN).to_owned(),
            Milestone::Appealed => t(say::MS_APPEALED).to_owned(),
            Milestone::AppealDecided => t(say::MS_APPEAL_DECIDED).to_owned(),
        };
        let said: Vec<El> = told
            .iter()
            .filter(|told| told.at == at)
            .flat_map(|told| &told.lines)
            .map(|line| el("p").class("typed").text(line.clone()))
            .collect();
        let time = el("time")
            .attr("datetime", format::machine(item.at))
            .text(format::moment(item.at));
        el("li")
            .attr("data-state", if at == last { "now" } else { "done" })
            .add(time)
            .add(el("h3").text(text))
            .add(said)
    };
    let rows: Vec<El> = history.iter().enumerate().map(row).collect();
    Part::from(el("h2").text(t(say::HISTORY))).add(el("ol").class("timeline").add(rows))
}

/// How to appeal, beside every refusal.
#[must_use]
pub fn appeal() -> Part {
    Part::from(el("h3").text(t(say::APPEAL))).add(el("p").text(t(say::APPEAL_TEXT)))
}
