//! What of a case each reader may see.

use chrono::{DateTime, Utc};
use domain::request::Event;
use domain::sync::office::{Card, HistoryEntry, JournalRow};
use domain::sync::wire::{
    CaseView, ExtensionDetails, HistoryItem, Milestone, PROTOCOL, PublicCase, Receipt,
    RefusalDetails,
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
    let milestone = |event: &Option<Event>| match event {
        None => Milestone::Registered,
        Some(Event::Assigned { .. }) => Milestone::Assigned,
        Some(Event::Extended { deadline, .. }) => Milestone::Extended(*deadline),
        Some(Event::Answered { .. }) => Milestone::Answered,
        Some(Event::Refused { .. }) => Milestone::Refused,
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
            .map(|entry| HistoryItem {
                at: entry.at,
                what: milestone(&entry.event),
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
    };
    for event in record.history.into_iter().filter_map(|entry| entry.event) {
        match event {
            Event::Assigned { .. } => {}
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
