//! One council's server: a durable, transactional store, and a process that dies around it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::calendar::{Regimes, WorkingCalendar};
use domain::kyiv;
use domain::law::{self, Policy, TermClass};
use domain::request::{IndexTemplate, Submission, Term};
use domain::sync::wire::{PROBLEM_MEDIA, PROTOCOL, RECEIPT_MEDIA, Receipt};
use domain::sync::{Accept, Digest, accept};
use uuid::Uuid;

use crate::{Fault, Rng};

/// A push as it travels.
#[derive(Debug, Clone)]
pub(crate) struct Push {
    pub(crate) id: Uuid,
    pub(crate) digest: Digest,
    pub(crate) bytes: Vec<u8>,
}

/// An answer as it travels.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) media: &'static str,
    pub(crate) retry_after: Option<u32>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn bare(status: u16, media: &'static str, retry_after: Option<u32>) -> Self {
        Self {
            status,
            media,
            retry_after,
            body: Vec::new(),
        }
    }
}

pub(crate) struct Server {
    fault: Fault,
    pub(crate) up: bool,
    /// What survives a crash: every registration, in the order of its number.
    pub(crate) registered: Vec<Receipt>,
    by_id: BTreeMap<Uuid, usize>,
    numbers_taken: u32,
    pub(crate) replays: u64,
    calendar: WorkingCalendar,
}

/// What came of handling a push.
pub(crate) enum Handled {
    Reply(Reply),
    /// The process died before it could answer.
    Crashed,
}

impl Server {
    pub(crate) fn new(fault: Fault) -> Self {
        Self {
            fault,
            up: true,
            registered: Vec::new(),
            by_id: BTreeMap::new(),
            numbers_taken: 0,
            replays: 0,
            calendar: WorkingCalendar::new(Regimes::actual()),
        }
    }

    /// One push; `now` is the server's clock.
    pub(crate) fn handle(&mut self, push: &Push, now: i64, rng: &mut Rng, calm: bool) -> Handled {
        let now = DateTime::from_timestamp_millis(now).unwrap();
        if !calm {
            match rng.within(0, 99) {
                0..=4 => return Handled::Reply(Reply::bare(503, PROBLEM_MEDIA, Some(2))),
                5..=6 => return Handled::Reply(Reply::bare(500, "text/html", None)),
                7..=9 => {
                    let wait = u32::try_from(rng.within(1, 900)).unwrap();
                    return Handled::Reply(Reply::bare(429, "text/plain", Some(wait)));
                }
                10 => return Handled::Reply(Reply::bare(401, PROBLEM_MEDIA, None)),
                11 => return Handled::Reply(Reply::bare(426, PROBLEM_MEDIA, None)),
                _ => {}
            }
        }
        if Digest::of(&push.bytes) != push.digest {
            return Handled::Reply(Reply::bare(400, PROBLEM_MEDIA, None));
        }
        match serde_json::from_slice::<Submission>(&push.bytes) {
            Ok(submission) if submission.problems().is_empty() => {}
            _ => return Handled::Reply(Reply::bare(422, PROBLEM_MEDIA, None)),
        }
        self.register(push, now, rng, calm)
    }

    fn register(&mut self, push: &Push, now: DateTime<Utc>, rng: &mut Rng, calm: bool) -> Handled {
        let mut known = self.by_id.get(&push.id).map(|at| &self.registered[*at]);
        if self.fault == Fault::RegistersEveryPush {
            known = None;
        }
        let receipt = match accept(known.map(|receipt| &receipt.digest), &push.digest) {
            Accept::Conflict => return Handled::Reply(Reply::bare(409, PROBLEM_MEDIA, None)),
            Accept::Replay => {
                self.replays += 1;
                Receipt {
                    replayed: true,
                    server_time: now,
                    ..known.unwrap().clone()
                }
            }
            Accept::Register => {
                let mut ordinal = u32::try_from(self.registered.len()).unwrap() + 1;
                if self.fault == Fault::NumbersOutsideTransaction {
                    self.numbers_taken += 1;
                    ordinal = self.numbers_taken;
                }
                let receipt = receipt(push, ordinal, now, &self.calendar);
                if !calm && rng.percent(5) {
                    return Handled::Crashed; // Before the commit: nothing is stored.
                }
                self.by_id.insert(push.id, self.registered.len());
                self.registered.push(receipt.clone());
                if !calm && rng.percent(5) {
                    return Handled::Crashed; // After the commit, before the answer.
                }
                receipt
            }
        };
        let body = serde_json::to_vec(&receipt).unwrap();
        Handled::Reply(Reply {
            body,
            ..Reply::bare(201, RECEIPT_MEDIA, None)
        })
    }
}

/// A receipt nobody gave: what a phone that believes any page would store.
pub(crate) fn forged_receipt(push: &Push) -> Receipt {
    receipt(
        push,
        999,
        "2026-11-23T07:00:00Z".parse().unwrap(),
        &WorkingCalendar::new(Regimes::actual()),
    )
}

fn receipt(push: &Push, ordinal: u32, now: DateTime<Utc>, calendar: &WorkingCalendar) -> Receipt {
    let ruling = law::ordinary(now, calendar, &Policy::default()).unwrap();
    Receipt {
        v: PROTOCOL,
        id: push.id,
        digest: push.digest.clone(),
        index: IndexTemplate::default().index(2026, ordinal),
        received_at: now,
        registered_on: kyiv::date(now),
        term: Term {
            class: TermClass::Ordinary,
            deadline: ruling.deadline,
        },
        ruling,
        replayed: false,
        server_time: now,
    }
}
