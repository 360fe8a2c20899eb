//! What of a case each reader may see.

use chrono::{DateTime, Utc};
use domain::request::Event;
use domain::sync::office::{Card, HistoryEntry, JournalRow};
use domain::sync::wire::{
    AttachmentView, CaseView, ExtensionDetails, HistoryItem, Milestone, PROTOCOL, PublicCase,
    Receipt, RefusalDetails,
};

use crate::journal::case::subject;
use crate::journal::{CaseRecord, Registered};

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
    // A phone that knows fewer kinds of events must still read the answer: files are no milestones.
    let milestone = |event: &Option<Event>| {
        Some(match event {
            None => Milestone::Registered,
            Some(Event::Attachment { .. }) => return None,
            Some(Event::Assigned { .. }) => Milestone::Assigned,
            Some(Event::Extended { deadline, .. }) => Milestone::Extended(*deadline),
            Some(Event::Answered { .. }) => Milestone::Answered,
            Some(Event::Refused { .. }) => Milestone::Refused,
        })
    };
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
                let what = milestone(&entry.event)?;
                Some(HistoryItem { at: entry.at, what })
            })
            .collect(),
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
    };
    for event in record.history.into_iter().filter_map(|entry| entry.event) {
        match event {
            Event::Assigned { .. } => {}
            Event::Attachment { n, arrival } => {
                if let Some(file) = view.attachments.get_mut(usize::from(n).wrapping_sub(1)) {
                    file.arrival = Some(arrival);
                }
            }
            Event::Extended { ground, reason, .. } => {
                view.extension = Some(ExtensionDetails { ground, reason });
            }
            Event::Answered { text } => view.answer = Some(text),
            Event::Refused {
                ground,
                reason,
                responsible_name,
                responsible_position,
            } => {
                view.refusal = Some(RefusalDetails {
                    ground,
                    reason,
                    responsible_name,
                    responsible_position,
                });
            }
        }
    }
    view
}

fn waiting(file: domain::request::Attachment) -> AttachmentView {
    AttachmentView {
        name: file.name,
        size: file.size,
        arrival: None,
    }
}

/// The card an officer works with.
pub(super) fn card(record: CaseRecord, now: DateTime<Utc>) -> Card {
    Card {
        version: record.version(),
        row: JournalRow {
            id: record.registered.id,
            index: record.registered.index,
            received_at: record.registered.received_at,
            requester: record.submission.name.clone(),
            subject: subject(&record.submission),
            term: record.case.term,
            status: record.case.status,
            outcome: record.case.outcome,
            executor: record.case.executor.clone(),
        },
        submission: record.submission,
        ruling: record.ruling,
        notice_by: record.notice_by.map(|limit| limit.date()),
        extension_refused: extension_refused(&record.case, now),
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
    }
}

fn extension_refused(
    case: &domain::request::Case,
    now: DateTime<Utc>,
) -> Option<domain::request::Refused> {
    if !case.is_open() {
        return Some(domain::request::Refused::AlreadyClosed);
    }
    case.may_extend(now).err()
}
