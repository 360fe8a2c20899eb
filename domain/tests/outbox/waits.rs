//! When a push is tried again: back-off, the server's wait, hints, clocks that jump.

use domain::sync::{Action, Answer, BACKOFF_BASE_MS, BACKOFF_CAP_MS, Input, NoAnswer, Outbox};

use crate::{NOW, YEAR_MS, answer, id, outbox, pushed, receipt, wakes_at};

#[test]
fn the_servers_wait_is_kept_over_hints_but_not_over_a_person() {
    let mut outbox = outbox(1);
    outbox.step(Input::Timer { now: NOW });
    let actions = outbox.step(answer(
        id(1),
        Answer::None(NoAnswer::Busy, Some(90_000)),
        NOW,
    ));
    assert_eq!(wakes_at(&actions), Some(NOW + 90_000));
    for later in [1, 5_000, 89_999] {
        let actions = outbox.step(Input::Hint { now: NOW + later });
        assert_eq!(actions, [Action::WakeAt(NOW + 90_000)], "after {later} ms");
    }
    let mut impatient = outbox.clone();
    assert_eq!(
        impatient.step(Input::SendNow { now: NOW + 1 }),
        [Action::Push(id(1))]
    );
    assert_eq!(
        outbox.step(Input::Timer { now: NOW + 90_000 }),
        [Action::Push(id(1))]
    );
    // A server that asks for a year gets the cap.
    let actions = outbox.step(answer(
        id(1),
        Answer::None(NoAnswer::Busy, Some(YEAR_MS)),
        NOW + 90_000,
    ));
    assert_eq!(wakes_at(&actions), Some(NOW + 90_000 + BACKOFF_CAP_MS));
}

#[test]
fn a_hint_cuts_a_back_off_short_but_not_more_often_than_the_base() {
    let (mut outbox, last) = (outbox(1), NOW);
    outbox.step(Input::Hint { now: last });
    // A wait of a minute, so that only the hint can be what cuts it short.
    outbox.step(answer(
        id(1),
        Answer::None(NoAnswer::Offline, Some(60_000)),
        last,
    ));
    let soon = outbox.clone().step(Input::Hint {
        now: last + BACKOFF_BASE_MS - 1,
    });
    assert_eq!(pushed(&soon), None, "a flapping network makes no storm");
    let rested = outbox.step(Input::Hint {
        now: last + BACKOFF_BASE_MS,
    });
    assert_eq!(pushed(&rested), Some(id(1)));
}

/// A failing push, with the moment of the next one, as a person's phone would live it.
fn fail_until(outbox: &mut Outbox, now: i64, reason: NoAnswer, jitter: u32) -> i64 {
    let sent = outbox.sending().unwrap();
    let answer = Answer::None(reason, None);
    let actions = outbox.step(Input::Answered {
        id: sent,
        answer,
        now,
        jitter,
    });
    wakes_at(&actions).unwrap()
}

#[test]
fn back_off_doubles_to_its_cap_with_full_jitter() {
    let draws = [0, 1, 1_999, 2_000, 77_777, 299_999, 300_000, u32::MAX];
    for reason in [NoAnswer::Offline, NoAnswer::ServerError] {
        for jitter in draws {
            let (mut outbox, mut now) = (outbox(1), NOW);
            outbox.step(Input::Timer { now });
            for failures in 0..40 {
                let wait = fail_until(&mut outbox, now, reason, jitter) - now;
                let ceiling = match failures {
                    0 => 2_000,
                    1 => 4_000,
                    2 => 8_000,
                    3 => 16_000,
                    4 => 32_000,
                    5 => 64_000,
                    6 => 128_000,
                    7 => 256_000,
                    _ => 300_000,
                };
                assert!(
                    (1..=ceiling).contains(&wait),
                    "{wait} ms after {failures} failures"
                );
                assert_eq!(
                    wait,
                    i64::from(jitter) % ceiling + 1,
                    "spread over the whole range"
                );
                now += wait;
                assert_eq!(pushed(&outbox.step(Input::Timer { now: now - 1 })), None);
                assert_eq!(pushed(&outbox.step(Input::Timer { now })), Some(id(1)));
            }
        }
    }
}

#[test]
fn a_success_forgets_the_lines_failures() {
    let (mut outbox, mut now) = (outbox(2), NOW);
    outbox.step(Input::Timer { now });
    for _ in 0..10 {
        now = fail_until(&mut outbox, now, NoAnswer::Offline, u32::MAX);
        outbox.step(Input::Timer { now });
    }
    let sent = outbox.sending().unwrap();
    let receipt = receipt(sent.as_u64_pair().1);
    outbox.step(answer(sent, Answer::Receipt(Box::new(receipt)), now));
    assert!(pushed(&outbox.step(Input::ReceiptStored { id: sent, now })).is_some());
    let wait = fail_until(&mut outbox, now, NoAnswer::Offline, 299_999) - now;
    assert!(wait <= BACKOFF_BASE_MS, "{wait}");
}

/// The clock jumps between a failure and the next try, forth or back, and back again.
#[test]
fn a_clock_that_jumps_makes_neither_a_stuck_queue_nor_a_storm() {
    let reasons = [
        NoAnswer::Offline,
        NoAnswer::ServerError,
        NoAnswer::Busy,
        NoAnswer::Garbled,
    ];
    for jump in [
        YEAR_MS,
        -YEAR_MS,
        3_600_000,
        -3_600_000,
        BACKOFF_CAP_MS,
        -BACKOFF_CAP_MS,
    ] {
        for first in reasons {
            for then in reasons {
                let (mut outbox, now) = (outbox(1), NOW);
                outbox.step(Input::Timer { now });
                let wait = fail_until(&mut outbox, now, first, 1_500) - now;
                // The timer of the shell runs by a clock that does not jump.
                let mut now = now + wait + jump;
                let mut actions = outbox.step(Input::Timer { now });
                let mut waited = 0;
                while pushed(&actions).is_none() {
                    let at = wakes_at(&actions).unwrap();
                    waited += at - now;
                    assert!(
                        waited <= BACKOFF_CAP_MS,
                        "stuck after {jump}: {first:?} {then:?}"
                    );
                    now = at;
                    actions = outbox.step(Input::Timer { now });
                }
                for failures in 0..5 {
                    let sent = outbox.sending().unwrap();
                    let answer = Answer::None(then, None);
                    let actions = outbox.step(Input::Answered {
                        id: sent,
                        answer,
                        now,
                        jitter: 1_500,
                    });
                    assert_eq!(
                        pushed(&actions),
                        None,
                        "a storm after {jump}, {first:?}, {failures} times {then:?}"
                    );
                    let at = wakes_at(&actions).unwrap();
                    assert!((now + 1..=now + BACKOFF_CAP_MS).contains(&at), "{at} {now}");
                    assert_eq!(pushed(&outbox.step(Input::Timer { now: at - 1 })), None);
                    now = at;
                    assert!(pushed(&outbox.step(Input::Timer { now })).is_some());
                }
            }
        }
    }
}
