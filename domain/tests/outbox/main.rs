//! The outbox's rules one by one; `sync_simulation` tries all of them at once.
#![allow(clippy::unwrap_used)]

mod answers;
mod any_order;
mod waits;

use chrono::{DateTime, Utc};
use domain::calendar::{Regimes, WorkingCalendar};
use domain::law::{self, Policy, TermClass};
use domain::request::{IndexTemplate, Term};
use domain::sync::wire::{PROTOCOL, Receipt};
use domain::sync::{
    Action, Answer, BACKOFF_CAP_MS, Digest, Input, Item, ItemState, NoAnswer, Outbox, ParkReason,
    Pause,
};
use uuid::Uuid;

const NOW: i64 = 1_795_417_200_000;
const YEAR_MS: i64 = 365 * 86_400_000;

fn id(nth: u64) -> Uuid {
    Uuid::from_u64_pair(7, nth)
}

fn item(nth: u64) -> Item {
    Item {
        id: id(nth),
        digest: Digest::of(&nth.to_be_bytes()),
        queued_at: NOW + i64::try_from(nth).unwrap(),
        state: ItemState::Queued,
        attempts: 0,
        not_before: 0,
        trouble: None,
    }
}

fn receipt(nth: u64) -> Receipt {
    let at: DateTime<Utc> = "2026-11-23T07:00:00Z".parse().unwrap();
    let calendar = WorkingCalendar::new(Regimes::actual());
    let ruling = law::ordinary(at, &calendar, &Policy::default()).unwrap();
    Receipt {
        v: PROTOCOL,
        id: id(nth),
        digest: Digest::of(&nth.to_be_bytes()),
        index: IndexTemplate::default().index(2026, 15),
        received_at: at,
        registered_on: at.date_naive(),
        term: Term {
            class: TermClass::Ordinary,
            deadline: ruling.deadline,
        },
        ruling,
        replayed: false,
        server_time: at,
    }
}

fn outbox(items: u64) -> Outbox {
    Outbox::load((1..=items).map(item).collect())
}

fn answer(id: Uuid, answer: Answer, now: i64) -> Input {
    Input::Answered {
        id,
        answer,
        now,
        jitter: u32::MAX,
    }
}

fn pushed(actions: &[Action]) -> Option<Uuid> {
    actions.iter().find_map(|action| match action {
        Action::Push(id) => Some(*id),
        _ => None,
    })
}

fn wakes_at(actions: &[Action]) -> Option<i64> {
    actions.iter().find_map(|action| match action {
        Action::WakeAt(at) => Some(*at),
        _ => None,
    })
}

#[test]
fn one_push_at_a_time_oldest_first() {
    let mut outbox = Outbox::load(vec![item(3), item(1), item(2)]);
    let mut actions = outbox.step(Input::Timer { now: NOW });
    for nth in 1..=3 {
        assert_eq!(actions, [Action::Push(id(nth))]);
        assert_eq!(outbox.sending(), Some(id(nth)));
        for input in [
            Input::Timer { now: NOW },
            Input::Hint { now: NOW },
            Input::SendNow { now: NOW },
        ] {
            assert_eq!(outbox.step(input), [], "one is under way");
        }
        let stored = outbox.step(answer(
            id(nth),
            Answer::Receipt(Box::new(receipt(nth))),
            NOW,
        ));
        assert_eq!(stored, [Action::Store(Box::new(receipt(nth)))]);
        assert_eq!(
            outbox.step(Input::Timer { now: NOW }),
            [],
            "not before it is stored"
        );
        actions = outbox.step(Input::ReceiptStored {
            id: id(nth),
            now: NOW,
        });
    }
    assert_eq!(actions, []);
    assert!(outbox.items().is_empty() && outbox.sending().is_none());
}

#[test]
fn an_item_stays_until_its_receipt_is_stored() {
    let mut outbox = outbox(1);
    outbox.step(Input::Timer { now: NOW });
    outbox.step(answer(id(1), Answer::Receipt(Box::new(receipt(1))), NOW));
    assert_eq!(outbox.items().len(), 1);
    let actions = outbox.step(Input::ReceiptNotStored {
        id: id(1),
        now: NOW,
        jitter: u32::MAX,
    });
    assert_eq!(outbox.items().len(), 1);
    let again = wakes_at(&actions).unwrap();
    assert_eq!(
        pushed(&outbox.step(Input::Timer { now: again })),
        Some(id(1))
    );
    outbox.step(answer(id(1), Answer::Receipt(Box::new(receipt(1))), again));
    assert_eq!(
        outbox.step(Input::ReceiptStored {
            id: id(1),
            now: again
        }),
        []
    );
    assert!(outbox.items().is_empty());
}

#[test]
fn a_receipt_of_another_id_or_of_other_bytes_deletes_nothing() {
    let other_bytes = Receipt {
        digest: Digest::of(b"other"),
        ..receipt(1)
    };
    let other_id_same_bytes = Receipt {
        id: id(2),
        ..receipt(1)
    };
    for wrong in [receipt(2), other_bytes, other_id_same_bytes] {
        let mut outbox = outbox(2);
        outbox.step(Input::Timer { now: NOW });
        let actions = outbox.step(answer(id(1), Answer::Receipt(Box::new(wrong)), NOW));
        assert!(
            !actions
                .iter()
                .any(|action| matches!(action, Action::Store(_))),
            "{actions:?}"
        );
        assert_eq!(outbox.items().len(), 2);
        assert_eq!(outbox.items()[0].trouble, Some(NoAnswer::Garbled));
        assert_eq!(outbox.items()[0].state, ItemState::Queued);
    }
}

#[test]
fn an_answer_nobody_waits_for_changes_nothing() {
    let mut outbox = outbox(2);
    outbox.step(Input::Timer { now: NOW });
    let before = outbox.clone();
    for late in [
        Answer::Receipt(Box::new(receipt(2))),
        Answer::Park(ParkReason::Conflict),
        Answer::Pause(Pause::SignIn),
        Answer::None(NoAnswer::Timeout, None),
    ] {
        assert_eq!(outbox.step(answer(id(2), late, NOW)), []);
        assert_eq!(outbox, before);
    }
}

#[test]
fn a_refused_item_is_parked_and_the_other_nineteen_go() {
    let mut outbox = outbox(20);
    let (mut next, mut stored) = (pushed(&outbox.step(Input::Hint { now: NOW })), 0);
    while let Some(sent) = next {
        let nth = sent.as_u64_pair().1;
        let reply = if nth == 4 {
            Answer::Park(ParkReason::Rejected)
        } else {
            stored += 1;
            Answer::Receipt(Box::new(receipt(nth)))
        };
        let mut actions = outbox.step(answer(sent, reply, NOW));
        if nth != 4 {
            actions = outbox.step(Input::ReceiptStored { id: sent, now: NOW });
        } else {
            assert!(matches!(&actions[0], Action::Save(item) if item.id == sent));
        }
        next = pushed(&actions);
    }
    assert_eq!(stored, 19);
    let left: Vec<_> = outbox
        .items()
        .iter()
        .map(|item| (item.id, item.state))
        .collect();
    assert_eq!(left, [(id(4), ItemState::Parked(ParkReason::Rejected))]);
    for now in [NOW, NOW + BACKOFF_CAP_MS, NOW + YEAR_MS] {
        assert_eq!(
            outbox.step(Input::SendNow { now }),
            [],
            "a parked item waits for a person"
        );
    }
    let mut restarted = Outbox::load(outbox.items().to_vec());
    assert_eq!(restarted.step(Input::Hint { now: NOW }), []);
}

/// A firewall that answers for the server looks like a broken line; it must not hold up the rest.
#[test]
fn an_item_that_a_firewall_swallows_does_not_stand_before_the_others() {
    for reason in [
        NoAnswer::CaptivePortal,
        NoAnswer::Garbled,
        NoAnswer::Timeout,
        NoAnswer::Offline,
    ] {
        let mut outbox = outbox(20);
        let mut now = NOW;
        let mut actions = outbox.step(Input::Hint { now });
        let mut pushes = 0;
        while outbox.items().len() > 1 {
            pushes += 1;
            assert!(
                pushes < 100,
                "{reason:?}: the queue is stuck behind one item"
            );
            actions = match pushed(&actions) {
                Some(sent) if sent == id(1) => {
                    outbox.step(answer(sent, Answer::None(reason, None), now))
                }
                Some(sent) => {
                    let receipt = receipt(sent.as_u64_pair().1);
                    outbox.step(answer(sent, Answer::Receipt(Box::new(receipt)), now));
                    outbox.step(Input::ReceiptStored { id: sent, now })
                }
                None => {
                    now = wakes_at(&actions).unwrap();
                    outbox.step(Input::Timer { now })
                }
            };
        }
        assert_eq!(outbox.items()[0].id, id(1));
        assert!(now - NOW <= BACKOFF_CAP_MS, "{reason:?}");
    }
}

#[test]
fn a_pause_holds_the_whole_queue_until_a_person_acts() {
    for pause in [Pause::SignIn, Pause::UpdateApp] {
        let mut outbox = outbox(2);
        outbox.step(Input::Timer { now: NOW });
        assert_eq!(outbox.step(answer(id(1), Answer::Pause(pause), NOW)), []);
        assert_eq!(outbox.paused(), Some(pause));
        let later = NOW + YEAR_MS;
        assert_eq!(outbox.step(Input::Timer { now: later }), []);
        assert_eq!(outbox.step(Input::Hint { now: later }), []);
        assert_eq!(outbox.step(Input::Added(item(3))), []);
        assert_eq!(outbox.items().len(), 3, "and keeps it");
        assert_eq!(
            outbox.step(Input::SendNow { now: later }),
            [Action::Push(id(1))]
        );
        assert_eq!(outbox.paused(), None);
    }
}

#[test]
fn a_broken_line_holds_all_items_and_a_broken_server_only_the_one() {
    let of_line = [
        NoAnswer::Offline,
        NoAnswer::Timeout,
        NoAnswer::CaptivePortal,
        NoAnswer::Garbled,
        NoAnswer::Busy,
    ];
    for reason in of_line {
        let mut outbox = outbox(2);
        outbox.step(Input::Timer { now: NOW });
        let actions = outbox.step(answer(id(1), Answer::None(reason, None), NOW));
        assert_eq!(pushed(&actions), None, "{reason:?}");
        assert!(wakes_at(&actions).is_some_and(|at| at > NOW), "{reason:?}");
    }
    let mut outbox = outbox(2);
    outbox.step(Input::Timer { now: NOW });
    let actions = outbox.step(answer(
        id(1),
        Answer::None(NoAnswer::ServerError, None),
        NOW,
    ));
    assert_eq!(pushed(&actions), Some(id(2)));
    assert_eq!(outbox.items()[0].attempts, 1);
    assert!(matches!(&actions[0], Action::Save(saved) if *saved == outbox.items()[0]));
}

#[test]
fn only_a_parked_item_can_be_removed() {
    let parked = Item {
        state: ItemState::Parked(ParkReason::Gone),
        ..item(1)
    };
    let mut outbox = Outbox::load(vec![parked, item(2), item(3)]);
    outbox.step(Input::Timer { now: NOW });
    assert_eq!(outbox.sending(), Some(id(2)));
    for nth in 1..=4 {
        assert_eq!(outbox.step(Input::Removed(id(nth))), []);
    }
    let left: Vec<_> = outbox.items().iter().map(|item| item.id).collect();
    assert_eq!(left, [id(2), id(3)]);
}

#[test]
fn an_item_added_twice_is_there_once() {
    let mut outbox = outbox(1);
    outbox.step(Input::Added(item(1)));
    outbox.step(Input::Added(item(2)));
    assert_eq!(outbox.items(), [item(1), item(2)]);
}
