//! Inputs in any order.

use domain::sync::{
    Action, Answer, BACKOFF_CAP_MS, Input, ItemState, NoAnswer, Outbox, ParkReason, Pause,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use uuid::Uuid;

use crate::{NOW, id, outbox, receipt};

proptest! {
    #![proptest_config(ProptestConfig {
        // A failure prints its seed and keeps it beside this file.
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    })]

    /// Whatever comes in whatever order: an item leaves only after its own receipt was handed
    /// out to be stored, or parked and removed by a person; never two pushes at once; a timer is
    /// never set further away than the cap.
    #[test]
    fn no_order_of_inputs_breaks_the_rules(
        script in prop::collection::vec((0_u8..14, 1_u64..4, any::<u32>(), -400_000_i64..400_000), 1..60)
    ) {
        let mut outbox = outbox(3);
        let (mut now, mut to_store, mut removed) = (NOW, Vec::<Uuid>::new(), Vec::<Uuid>::new());
        for (what, nth, jitter, pass) in script {
            now += pass;
            let one = id(nth);
            let parked = |outbox: &Outbox| {
                outbox.items().iter().any(|i| i.id == one && i.state != ItemState::Queued)
            };
            let reply = |answer| Input::Answered { id: one, answer, now, jitter };
            let before = outbox.sending();
            let input = match what {
                0 => Input::Timer { now },
                1 => Input::Hint { now },
                2 => Input::SendNow { now },
                3 => reply(Answer::Receipt(Box::new(receipt(nth)))),
                4 => reply(Answer::Receipt(Box::new(receipt(nth % 3 + 1)))),
                5 => reply(Answer::Park(ParkReason::Rejected)),
                6 => reply(Answer::Pause(Pause::SignIn)),
                7 => reply(Answer::None(NoAnswer::ServerError, None)),
                8 => reply(Answer::None(NoAnswer::Busy, Some(i64::from(jitter)))),
                9 if to_store.contains(&one) => Input::ReceiptStored { id: one, now },
                10 if to_store.contains(&one) => Input::ReceiptNotStored { id: one, now, jitter },
                11 => {
                    if parked(&outbox) {
                        removed.push(one);
                    }
                    Input::Removed(one)
                }
                12 => Input::TakenOut(one),
                13 => Input::PutBack { id: one, now },
                _ => reply(Answer::None(NoAnswer::Offline, None)),
            };
            let stored = matches!(input, Input::ReceiptStored { .. });
            if matches!(input, Input::ReceiptNotStored { .. }) {
                to_store.retain(|id| *id != one);
            }
            if stored {
                removed.push(one);
            }
            let landed = matches!(
                input,
                Input::Answered { .. }
                    | Input::ReceiptStored { .. }
                    | Input::ReceiptNotStored { .. }
            );
            let actions = outbox.step(input);
            let pushes = actions.iter().filter(|a| matches!(a, Action::Push(_))).count();
            prop_assert!(pushes == 0 || (pushes == 1 && (before.is_none() || landed)));
            for action in &actions {
                match action {
                    Action::Store(receipt) => {
                        prop_assert_eq!(before, Some(receipt.id));
                        to_store.push(receipt.id);
                    }
                    Action::WakeAt(at) => prop_assert!(*at - now <= BACKOFF_CAP_MS && *at > now),
                    _ => {}
                }
            }
            for nth in 1..=3 {
                let here = outbox.items().iter().any(|item| item.id == id(nth));
                prop_assert_eq!(here, !removed.contains(&id(nth)));
            }
        }
    }
}
