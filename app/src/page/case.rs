//! One request: where it is, until when it must be answered and why, what happened, the answer.

use domain::law::{Ruling, TermClass};
use domain::request::{Outcome, RegistrationIndex, Status, Term};
use domain::sync::wire::{CaseView, HistoryItem, Milestone, Told};
use domain::sync::{AccessCode, Item, ItemState, ParkReason};
use uuid::Uuid;

use super::{ask_first, back, button, heading, missing, paragraph};
use crate::component::{
    El, Part, account, appeal, case_tag, deadline_meter, el, extra, live, summary_row, timeline,
};
use crate::db::CaseRecord;
use crate::device;
use crate::store::Store;
use crate::sync;
use crate::text::{Text, citizen as say, fill, format, law, t};

/// «№ 15/02-19 від 22 листопада 2026 р.»
pub(super) const OF_DATE: Text = Text {
    uk: "від {}",
    en: "of {}",
};

/// After two days in the queue a person is told of other ways out.
const LONG_MS: i64 = 2 * 86_400_000;

/// Shows a request of this device.
pub(super) fn page(store: Store, id: Uuid) -> Part {
    live(move || match store.case(id) {
        Some(case) => Part::from(back("/".into())).add(body(store, case)),
        None => missing(say::CASE_GONE, say::CASE_GONE_LEAD, "/find", say::NAV_FIND),
    })
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
    told: Vec<Told>,
}

fn official(case: &CaseRecord) -> Option<Official> {
    if let Some(CaseView { public, told, .. }) = &case.view {
        return Some(Official {
            index: public.index.clone(),
            received_at: public.received_at,
            term: public.term,
            ruling: public.ruling.clone(),
            status: public.status,
            outcome: public.outcome,
            history: public.history.clone(),
            told: told.clone(),
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
        history: vec![HistoryItem {
            at: receipt.received_at,
            what: Milestone::Registered,
        }],
        told: Vec::new(),
    })
}

fn body(store: Store, case: CaseRecord) -> Part {
    let id = case.id;
    // What waits to be sent can't be taken off the device by a slip of the finger.
    let is_registered = case.receipt.is_some() || case.view.is_some();
    let top = match official(&case) {
        Some(official) => registered(store, &case, &official),
        None => waiting(store, id, case.kept_at),
    };
    let forget = ask_first(
        ("btn btn--quiet", say::FORGET),
        say::FORGET_ASK,
        ("warn", say::FORGET),
        move || store.forget_case(id),
    );
    let decided = case.view.as_ref().map(decided);
    let lost = case.lost.then(|| lost(store, &case));
    let text = paragraph("typed", case.text());
    let slip = slip(&case);
    let has_files = case
        .submission
        .as_ref()
        .is_some_and(|sent| !sent.attachments.is_empty());
    let files = has_files.then(|| extra("sent", id.to_string()));
    let tag = el("p").live(move || case_tag(&case, &store.queue.get()).into());
    Part::from(tag)
        .add(lost)
        .add(top)
        .add(decided)
        .add(is_registered.then(|| extra("appeal", id.to_string())))
        .add(slip)
        .add(el("h2").text(t(say::YOUR_TEXT)))
        .add(text)
        .add(files)
        .add(is_registered.then_some(forget))
}

/// Saved here and not sent: says so plainly, and offers to try now.
fn waiting(store: Store, id: Uuid, kept_at: i64) -> Part {
    let panel = el("div")
        .class("panel")
        .attr("data-tone", "wait")
        .add(heading(t(say::SAVED_TITLE)))
        .add(el("p").text(t(say::SAVED_LEAD)))
        .add(el("p").text(t(say::SAVED_CLOCK)));
    let state = el("div")
        .class("flow")
        .attr("role", "status")
        .live(move || {
            let item = store
                .queue
                .with(|queue| queue.items.iter().find(|i| i.id == id).cloned());
            let Some(item) = item else {
                return Part::none();
            };
            let other_ways = || extra("ways", id.to_string());
            if let ItemState::Parked(reason) = item.state {
                let is_out = reason == ParkReason::TakenOut;
                return Part::from(parked(store, item, reason)).add(is_out.then(other_ways));
            }
            let waits_long = device::now_ms() - item.queued_at > LONG_MS;
            let age = format::age(kept_at, device::now_ms());
            Part::from(el("p").text(fill(say::WAITS_FOR, &age)))
                .add(
                    item.trouble
                        .map(|reason| el("p").text(say::no_answer(reason))),
                )
                .add(el("p").add(button("btn", say::SEND_NOW, sync::send_now)))
                .add(waits_long.then(other_ways))
        });
    Part::from(panel).add(state)
}

fn parked(store: Store, item: Item, reason: ParkReason) -> El {
    let actions = el("div")
        .class("actions")
        .add(button("btn", say::MEND, move || store.mend(item.clone())))
        .add(button("btn btn--second", say::EXPORT, move || {
            store.export()
        }));
    el("div")
        .class("notice")
        .attr("data-tone", "late")
        .add(el("h2").text(t(say::STATE_PARKED)))
        .add(el("p").text(say::parked(reason)))
        .add(actions)
}

fn registered(store: Store, case: &CaseRecord, official: &Official) -> Part {
    let due = format::deadline(official.term.deadline);
    let title = match official.outcome {
        Some(Outcome::Answered) => t(say::ANSWERED_TITLE),
        Some(Outcome::Refused) => t(say::REFUSAL),
        Some(_) => law::status(official.status, official.outcome),
        None if official.status == Status::Registered => t(say::RECEIVED_TITLE),
        None => t(say::IN_WORK_TITLE),
    };
    let tone = if official.outcome == Some(Outcome::Refused) {
        "wait"
    } else {
        "ok"
    };
    let registered_on = format::date(domain::kyiv::date(official.received_at));
    let index = el("p")
        .class("receipt__index")
        .text(format!("№ {} ", official.index.text))
        .add(el("small").text(fill(OF_DATE, &registered_on)));
    let written = case
        .submission
        .as_ref()
        .and_then(|submission| chrono::DateTime::from_timestamp_millis(submission.written_at));
    let facts = el("dl")
        .class("summary")
        .add(summary_row(
            t(say::RECEIVED_AT),
            format::moment(official.received_at),
        ))
        .add(summary_row(t(say::DUE), due.clone()))
        .add(summary_row(t(say::TERM), law::class(official.term.class)))
        .add(written.map(|at| summary_row(t(say::WRITTEN_AT), format::moment(at))));
    let next = official.outcome.is_none().then(|| {
        // «р.» of a date is a full stop already; an hour has none.
        let stop = if due.ends_with('.') { " " } else { ". " };
        let may_be_extended = official.term.class == TermClass::Ordinary;
        let then = if may_be_extended {
            say::NEXT_EXTENDED
        } else {
            say::NEXT_REFUSED
        };
        let sentences = [
            &fill(say::NEXT_TEXT, &due),
            stop,
            t(then),
            t(say::NEXT_APPEAL),
        ]
        .concat();
        Part::from(el("h2").text(t(say::NEXT)))
            .add(el("p").text(sentences))
            .add(contacts(store))
    });
    let panel = el("div")
        .class("panel")
        .attr("data-tone", tone)
        .add(heading(title))
        .add(index);
    let deadline = official.term.deadline;
    Part::from(panel)
        .add(deadline_meter(
            official.status,
            official.received_at,
            deadline,
            device::now(),
        ))
        .add(facts)
        .add(account(&official.ruling))
        .add(next)
        .add(timeline(&official.history, &official.told))
}

/// The council has lost it: says so, and offers to send it anew.
fn lost(store: Store, case: &CaseRecord) -> El {
    let anew = case.submission.clone().map(|submission| {
        el("p").add(button("btn", say::SEND_ANEW, move || {
            store.send_anew(&submission)
        }))
    });
    el("div")
        .class("notice")
        .attr("data-tone", "late")
        .add(el("h2").text(t(say::LOST_TITLE)))
        .add(el("p").text(t(say::LOST_TEXT)))
        .add(anew)
}

/// Whom to ask, where the council says it.
fn contacts(store: Store) -> Part {
    live(move || {
        let council = store.council.get();
        let known = [council.phone, council.email];
        let known: Vec<String> = known.into_iter().filter(|one| !one.is_empty()).collect();
        if known.is_empty() {
            return Part::none();
        }
        paragraph("", fill(say::QUESTIONS, &known.join(", "))).into()
    })
}

/// What the council decided: extension, answer, refusal.
pub(super) fn decided(view: &CaseView) -> Part {
    let extension = view.extension.as_ref().map(|details| {
        el("div")
            .class("notice")
            .attr("data-tone", "info")
            .add(el("h2").text(t(say::EXTENSION)))
            .add(el("p").text(law::extension(details.ground)))
            .add(paragraph("typed", details.reason.clone()))
    });
    let answer = view.answer.clone().map(answer);
    let refusal = view.refusal.as_ref().map(|details| {
        let who = format!(
            "{}, {}",
            details.responsible_name, details.responsible_position
        );
        let facts = el("dl")
            .class("summary")
            .add(summary_row(
                t(say::REFUSAL_GROUND),
                law::refusal(details.ground),
            ))
            .add(summary_row(t(say::REFUSAL_BY), who));
        el("section")
            .class("flow")
            .add(el("h2").text(t(say::REFUSAL)))
            .add(facts)
            .add(paragraph("typed", details.reason.clone()))
            .add(appeal())
    });
    Part::from(extension).add(answer).add(refusal)
}

/// The council's answer as it was given.
fn answer(text: String) -> El {
    el("section")
        .class("flow")
        .add(el("h2").text(t(say::ANSWER)))
        .add(paragraph("typed", text))
}

/// What a person takes away: the index, the code and its QR. Nothing before it is registered.
fn slip(case: &CaseRecord) -> Option<El> {
    let official = official(case)?;
    let code = AccessCode::parse(&case.access_code)?;
    // In the fragment, which no server and no log ever sees.
    let link = format!(
        "{}/find#{}/{}/{}",
        device::origin(),
        code.as_str(),
        official.index.year,
        official.index.text
    );
    let groups = code.grouped();
    let groups: Vec<Part> = groups
        .split('-')
        .map(|group| Part::from(el("span").text(group)).add(" "))
        .collect();
    let facts = el("dl")
        .class("summary")
        .add(summary_row(
            t(say::RECEIVED_AT),
            format::moment(official.received_at),
        ))
        .add(summary_row(
            t(say::DUE),
            format::deadline(official.term.deadline),
        ));
    let picture = extra("qr", link)
        .class("qr")
        .attr("role", "img")
        .attr("aria-label", t(say::QR));
    let print = paragraph("no-print", "").add(button("btn btn--second", say::PRINT, device::print));
    let sheet = el("section")
        .class("receipt")
        .add(el("h2").text(t(say::SLIP)))
        .add(paragraph(
            "receipt__index",
            format!("№ {}", official.index.text),
        ))
        .add(facts)
        .add(el("h3").text(t(say::CODE)))
        .add(el("p").class("receipt__code").add(groups))
        .add(picture)
        .add(paragraph("hint", t(say::SLIP_HINT)))
        .add(print);
    let shut = el("summary").text(t(say::SHOW_CODE));
    Some(el("details").class("slip").add(shut).add(sheet))
}
