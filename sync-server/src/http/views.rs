//! What of a case each reader may see.

use chrono::{DateTime, Utc};
use domain::law;
use domain::request::{AppealResult, Case, Event, Refused, Remainder};
use domain::sync::office::{Card, HistoryEntry, JournalRow};
use domain::sync::wire::{
    AttachmentView, CaseView, ExtensionDetails, HistoryItem, Milestone, PROTOCOL, PublicCase,
    Receipt, RefusalDetails, Told,
};

use crate::journal::case::subject;
use crate::journal::{CaseRecord, HolderSettings, JournalError, Registered};

/// The receipt of a registration.
pub(super) fn receipt(registered: Registered, replayed: bool, now: DateTime<Utc>) -> Receipt {
    Receipt {
        v: PROTOCOL,
        id: registered.id,
        digest: registered.digest,
        index: registered.index,
        received_at: registered.received_at,
        registered_on: registered.registered_on,
        term: registered.term,
        ruling: registered.ruling,
        replayed,
        server_time: now,
    }
}

/// What anyone who knows the index may see: never a person, a text or an answer.
pub(super) fn public(record: &CaseRecord) -> PublicCase {
    let history = record.history.iter();
    PublicCase {
        index: record.registered.index.clone(),
        received_at: record.registered.received_at,
        term: record.case.term,
        ruling: record.ruling.clone(),
        status: record.case.status,
        outcome: record.case.outcome,
        history: history
            .filter_map(|entry| {
                let what = milestone(entry.event.as_ref())?;
                Some(HistoryItem { at: entry.at, what })
            })
            .collect(),
    }
}

/// What an event is to anyone; `None` for what only the office knows.
fn milestone(event: Option<&Event>) -> Option<Milestone> {
    let Some(event) = event else {
        return Some(Milestone::Registered);
    };
    Some(match event {
        Event::Attachment { .. }
        | Event::HandedOver { .. }
        | Event::Prepared { .. }
        | Event::Returned { .. }
        | Event::CopyGiven { .. }
        | Event::Noted { .. }
        | Event::Classified { .. }
        | Event::LetterReceived { .. } => return None,
        Event::Assigned { .. } | Event::Resolved { .. } => Milestone::Assigned,
        Event::Extended { deadline, .. } => Milestone::Extended(*deadline),
        Event::UrgencyJudged { deadline, .. } | Event::CalendarMoved { deadline, .. } => {
            Milestone::Moved(*deadline)
        }
        Event::Deferred { deadline, .. } => Milestone::Deferred(*deadline),
        Event::Forwarded { part: None, .. } => Milestone::Forwarded,
        Event::Forwarded { part: Some(_), .. } => Milestone::PartForwarded,
        Event::Invoiced { .. } => Milestone::Invoiced,
        Event::Paid { .. } => Milestone::Paid,
        Event::PartGiven { .. } => Milestone::PartGiven,
        Event::Answered { .. } => Milestone::Answered,
        Event::Refused { .. } => Milestone::Refused,
        Event::Explained { .. } => Milestone::Explained,
        Event::Withdrawn { .. } => Milestone::Withdrawn,
        Event::Appealed { .. } => Milestone::Appealed,
        Event::AppealDecided { .. } => Milestone::AppealDecided,
    })
}

/// What the council said to the requester with an event, beyond what has a field of its own.
fn lines(event: &Event) -> Vec<String> {
    let responsible = |name: &str, position: &str| format!("{position} {name}");
    match event {
        Event::UrgencyJudged { reason, .. }
        | Event::CalendarMoved { reason, .. }
        | Event::Withdrawn { reason } => vec![reason.clone()],
        Event::Deferred {
            reason,
            responsible_name,
            responsible_position,
            ..
        } => vec![
            reason.clone(),
            responsible(responsible_name, responsible_position),
        ],
        Event::Forwarded {
            holder,
            address,
            part,
            ..
        } => [Some(holder), Some(address), part.as_ref()]
            .into_iter()
            .flatten()
            .filter(|line| !line.trim().is_empty())
            .cloned()
            .collect(),
        Event::Invoiced {
            kopecks, number, ..
        } => vec![format!(
            "№ {number}: {},{:02} грн",
            kopecks / 100,
            kopecks % 100
        )],
        Event::PartGiven { text, .. }
        | Event::Explained { text, .. }
        | Event::AppealDecided { text, .. } => vec![text.clone()],
        Event::Refused {
            test, remainder, ..
        } => {
            let test = test.iter().flat_map(|test| {
                [&test.interest_why, &test.harm, &test.outweighs].map(String::clone)
            });
            let left = remainder.iter().map(|remainder| match remainder {
                Remainder::Given { text } => text.clone(),
                Remainder::Nothing { why } => why.clone(),
            });
            test.chain(left).collect()
        }
        _ => Vec::new(),
    }
}

/// Everything, for who has the access code.
pub(super) fn whole(record: CaseRecord) -> CaseView {
    let mut view = CaseView {
        id: record.registered.id,
        cursor: record.version(),
        public: public(&record),
        text: record.submission.text,
        extension: None,
        answer: None,
        refusal: None,
        attachments: record
            .submission
            .attachments
            .into_iter()
            .map(waiting)
            .collect(),
        told: Vec::new(),
    };
    let mut at = 0;
    for event in record.history.into_iter().map(|entry| entry.event) {
        let is_milestone = milestone(event.as_ref()).is_some();
        if let Some(event) = event {
            let lines = lines(&event);
            if !lines.is_empty() && is_milestone {
                view.told.push(Told { at, lines });
            }
            take(&mut view, event);
        }
        at += usize::from(is_milestone);
    }
    view
}

fn take(view: &mut CaseView, event: Event) {
    match event {
        Event::Attachment { n, arrival } => {
            if let Some(file) = view.attachments.get_mut(usize::from(n).wrapping_sub(1)) {
                file.arrival = Some(arrival);
            }
        }
        Event::Extended { ground, reason, .. } => {
            view.extension = Some(ExtensionDetails { ground, reason });
        }
        Event::Answered { text, .. } => view.answer = Some(text),
        Event::Refused {
            ground,
            reason,
            responsible_name,
            responsible_position,
            ..
        } => {
            view.refusal = Some(RefusalDetails {
                ground,
                reason,
                responsible_name,
                responsible_position,
            });
        }
        // An upheld appeal takes back what ended the request.
        Event::AppealDecided {
            result: AppealResult::Upheld,
            ..
        } => view.refusal = None,
        _ => {}
    }
}

fn waiting(file: domain::request::Attachment) -> AttachmentView {
    AttachmentView {
        name: file.name,
        size: file.size,
        arrival: None,
    }
}

/// A row of the journal.
pub(super) fn row(record: &CaseRecord) -> JournalRow {
    JournalRow {
        id: record.registered.id,
        index: record.registered.index.clone(),
        received_at: record.registered.received_at,
        requester: record.submission.name.clone(),
        subject: subject(&record.submission),
        term: record.case.term,
        status: record.case.status,
        outcome: record.case.outcome,
        executor: record.case.executor().map(str::to_owned),
        channel: record.submission.channel(),
        requester_type: record.submission.requester_type,
    }
}

/// The card an officer works with, by the rules of this council.
///
/// # Errors
/// When its receipt is outside the calendar.
pub(super) fn card(
    record: CaseRecord,
    settings: &HolderSettings,
    now: DateTime<Utc>,
) -> Result<Card, JournalError> {
    let case = &record.case;
    let forward_by = case
        .is_open()
        .then(|| law::forwarding(case.received_at, &settings.calendar(), &settings.policy))
        .transpose()?
        .map(|ruling| ruling.deadline.date());
    Ok(Card {
        version: record.version(),
        row: row(&record),
        notice_by: case.notice_by.map(|limit| limit.date()),
        extension_refused: extension_refused(case, now),
        gaps: case.facts.gaps.clone(),
        registered_at: record.registered.registered_at,
        charges: case.charges.clone(),
        fee: case.fee,
        deferred: case.deferred,
        copy_due: case.facts.drawn_up && !case.copy_given,
        info: case.info,
        topic: case.topic.clone(),
        appeal: case.appeal,
        appeal_by: case.appeal_by,
        forward_by,
        submission: record.submission,
        ruling: record.ruling,
        history: record
            .history
            .into_iter()
            .map(|entry| HistoryEntry {
                at: entry.at,
                actor: entry.actor,
                event: entry.event,
            })
            .collect(),
        server_time: now,
    })
}

fn extension_refused(case: &Case, now: DateTime<Utc>) -> Option<Refused> {
    if !case.is_open() {
        return Some(Refused::AlreadyClosed);
    }
    case.may_extend(now).err()
}
