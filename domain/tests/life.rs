//! The life of a request: every status with every event, and any sequence of events.
#![allow(clippy::unwrap_used)]

use chrono::{DateTime, Duration, Utc};
use domain::calendar::{Regimes, WorkingCalendar};
use domain::law::{self, Deadline, Policy, TermClass};
use domain::request::{
    Act, Case, Event, ExtensionGround, Outcome, RefusalGround, Refused, Status, Term, apply,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// Monday, 7 December 2026, 10:00 in Kyiv. Due on the 14th, extended on 4 January.
fn received() -> DateTime<Utc> {
    "2026-12-07T08:00:00Z".parse().unwrap()
}

fn deadline(class: TermClass) -> Deadline {
    let calendar = WorkingCalendar::new(Regimes::actual());
    law::deadline(class, received(), &calendar, &Policy::default())
        .unwrap()
        .deadline
}

fn case(class: TermClass) -> Case {
    let calendar = WorkingCalendar::new(Regimes::actual());
    let notice = law::extension_notice(received(), &calendar, &Policy::default()).unwrap();
    let notice_by = (class == TermClass::Ordinary).then_some(notice.deadline);
    Case::registered(
        received(),
        Term {
            class,
            deadline: deadline(class),
        },
        notice_by,
    )
}

fn assigned() -> Event {
    Event::Assigned {
        executor: "Відділ озеленення".into(),
        instruction: String::new(),
    }
}

fn extended() -> Event {
    Event::Extended {
        ground: ExtensionGround::LargeSearch,
        reason: "Архів за десять років".into(),
        deadline: deadline(TermClass::Extended),
    }
}

fn answered() -> Event {
    Event::Answered {
        text: "Посаджено 120 дерев.".into(),
    }
}

fn refused() -> Event {
    Event::Refused {
        ground: RefusalGround::NotHeld,
        reason: "Не володіє".into(),
        responsible_name: "Орися Криничанка".into(),
        responsible_position: "Головна спеціалістка".into(),
    }
}

fn after(hours: i64, event: Event) -> Act {
    Act {
        event,
        at: received() + Duration::hours(hours),
    }
}

/// A case in this status, brought there by acts alone.
fn brought_to(status: Status, outcome: Option<Outcome>) -> Case {
    let path = match (status, outcome) {
        (Status::Registered, _) => vec![],
        (Status::InWork, _) => vec![assigned()],
        (Status::Closed, Some(Outcome::Refused)) => vec![refused()],
        (Status::Closed, _) => vec![assigned(), answered()],
    };
    path.into_iter()
        .fold(case(TermClass::Ordinary), |case, event| {
            apply(&case, &after(1, event)).unwrap()
        })
}

#[test]
fn every_status_with_every_event() {
    use Status::{Closed, InWork, Registered};
    let ok = |status, outcome| Ok((status, outcome));
    let closed = || Err(Refused::AlreadyClosed);
    let (yes, no) = (Some(Outcome::Answered), Some(Outcome::Refused));
    #[rustfmt::skip]
    let table = [
        (Registered, None, assigned(), ok(InWork, None)),
        (Registered, None, extended(), ok(Registered, None)),
        (Registered, None, answered(), ok(Closed, yes)),
        (Registered, None, refused(), ok(Closed, no)),
        (InWork, None, assigned(), ok(InWork, None)),
        (InWork, None, extended(), ok(InWork, None)),
        (InWork, None, answered(), ok(Closed, yes)),
        (InWork, None, refused(), ok(Closed, no)),
        (Closed, yes, assigned(), closed()),
        (Closed, yes, extended(), closed()),
        (Closed, yes, answered(), closed()),
        (Closed, yes, refused(), closed()),
        (Closed, no, assigned(), closed()),
        (Closed, no, extended(), closed()),
        (Closed, no, answered(), closed()),
        (Closed, no, refused(), closed()),
    ];
    for (status, outcome, event, expected) in table {
        let before = brought_to(status, outcome);
        assert_eq!((before.status, before.outcome), (status, outcome));
        let kept = before.clone();
        let what = format!("{status:?} {outcome:?} with {event:?}");
        let result = apply(&before, &after(2, event));
        assert_eq!(
            result.map(|next| (next.status, next.outcome)),
            expected,
            "{what}"
        );
        assert_eq!(before, kept, "{what}");
    }
}

#[test]
fn each_event_changes_its_own_part_and_nothing_else() {
    let before = brought_to(Status::InWork, None);
    let hand_over = Event::Assigned {
        executor: " Архівний відділ\n".into(),
        instruction: "Терміново".into(),
    };
    let table = [
        (
            hand_over,
            Case {
                executor: Some("Архівний відділ".into()),
                ..before.clone()
            },
        ),
        (
            extended(),
            Case {
                term: Term {
                    class: TermClass::Extended,
                    deadline: deadline(TermClass::Extended),
                },
                ..before.clone()
            },
        ),
        (
            answered(),
            Case {
                status: Status::Closed,
                outcome: Some(Outcome::Answered),
                ..before.clone()
            },
        ),
        (
            refused(),
            Case {
                status: Status::Closed,
                outcome: Some(Outcome::Refused),
                ..before.clone()
            },
        ),
    ];
    for (event, expected) in table {
        assert_eq!(apply(&before, &after(2, event)).unwrap(), expected);
    }
}

#[test]
fn the_one_extension_has_its_conditions() {
    let open = || case(TermClass::Ordinary);
    let once = apply(&open(), &after(1, extended())).unwrap();
    let with = |reason: &str, class| Event::Extended {
        ground: ExtensionGround::LargeVolume,
        reason: reason.into(),
        deadline: deadline(class),
    };
    // Notice by the end of Monday 14 December in Kyiv: 182 hours after Monday 10:00.
    let last = 182;
    #[rustfmt::skip]
    let table = [
        (open(), after(0, extended()), Ok(())),
        (open(), Act { event: extended(), at: received() + Duration::hours(last) - Duration::milliseconds(1) }, Ok(())),
        (open(), after(last, extended()), Err(Refused::NoticeTooLate)),
        (open(), after(10_000, extended()), Err(Refused::NoticeTooLate)),
        (once.clone(), after(2, extended()), Err(Refused::AlreadyExtended)),
        (once, after(last, extended()), Err(Refused::AlreadyExtended)),
        (case(TermClass::Urgent), after(1, extended()), Err(Refused::UrgentCannotBeExtended)),
        (case(TermClass::Extended), after(1, extended()), Err(Refused::AlreadyExtended)),
        (Case { notice_by: None, ..open() }, after(1, extended()), Err(Refused::UrgentCannotBeExtended)),
        (open(), after(1, with("Багато", TermClass::Ordinary)), Err(Refused::DeadlineNotLater)),
        (open(), after(1, with("Багато", TermClass::Urgent)), Err(Refused::DeadlineNotLater)),
        (open(), after(1, with("", TermClass::Extended)), Err(Refused::TextMissing)),
        (open(), after(1, with(" \n", TermClass::Extended)), Err(Refused::TextMissing)),
        (open(), after(-1, extended()), Err(Refused::BeforeReceipt)),
    ];
    for (case, act, expected) in table {
        assert_eq!(apply(&case, &act).map(|_| ()), expected, "{act:?}");
        let may = case.may_extend(act.at);
        if expected.is_ok() {
            assert_eq!(may, Ok(()));
        } else if may.is_err() && act.at >= case.received_at {
            assert_eq!(may, expected, "the button says what the act would");
        }
    }
}

#[test]
fn texts_the_law_asks_for_must_be_there_and_not_endless() {
    let fill = |at: usize, value: &str| {
        let mut texts = ["а"; 7];
        texts[at] = value;
        let [executor, instruction, answer, reason, name, position, why] = texts.map(String::from);
        match at {
            0 | 1 => Event::Assigned {
                executor,
                instruction,
            },
            2 => Event::Answered { text: answer },
            6 => Event::Extended {
                ground: ExtensionGround::LargeVolume,
                reason: why,
                deadline: deadline(TermClass::Extended),
            },
            _ => Event::Refused {
                ground: RefusalGround::Restricted,
                reason,
                responsible_name: name,
                responsible_position: position,
            },
        }
    };
    let open = case(TermClass::Ordinary);
    let (edge, over) = ("ї".repeat(50_000), "ї".repeat(50_001));
    let instruction = 1;
    for at in 0..7 {
        let result = |value: &str| apply(&open, &after(1, fill(at, value))).map(|_| ());
        let empty = if at == instruction {
            Ok(())
        } else {
            Err(Refused::TextMissing)
        };
        assert_eq!(result(""), empty, "text {at}");
        assert_eq!(result(" \t\n\u{a0}"), empty, "text {at}");
        assert_eq!(result(&edge), Ok(()), "text {at}");
        assert_eq!(result(&over), Err(Refused::TextMissing), "text {at}");
    }
}

#[test]
fn nothing_happens_before_the_receipt() {
    for event in [assigned(), extended(), answered(), refused()] {
        let open = case(TermClass::Ordinary);
        let early = Act {
            event: event.clone(),
            at: received() - Duration::milliseconds(1),
        };
        assert_eq!(apply(&open, &early), Err(Refused::BeforeReceipt));
        assert!(
            apply(
                &open,
                &Act {
                    event,
                    at: received()
                }
            )
            .is_ok()
        );
    }
}

fn any_event() -> impl Strategy<Value = Event> {
    let text = || prop::sample::select(vec!["", " ", "слово", "🌳"]).prop_map(String::from);
    let class = prop::sample::select(vec![
        TermClass::Ordinary,
        TermClass::Urgent,
        TermClass::Extended,
    ]);
    prop_oneof![
        3 => (text(), text())
            .prop_map(|(executor, instruction)| Event::Assigned { executor, instruction }),
        4 => (text(), class).prop_map(|(reason, class)| Event::Extended {
            ground: ExtensionGround::LargeVolume,
            reason,
            deadline: deadline(class),
        }),
        1 => text().prop_map(|text| Event::Answered { text }),
        1 => (text(), text(), text()).prop_map(|(reason, name, position)| Event::Refused {
            ground: RefusalGround::CostsNotPaid,
            reason,
            responsible_name: name,
            responsible_position: position,
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        // A failure prints its seed and keeps it beside this file.
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        cases: 500,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_sequence_of_events_makes_an_unlawful_record(
        class in prop::sample::select(vec![TermClass::Ordinary, TermClass::Urgent]),
        events in prop::collection::vec((any_event(), -1_000_i64..20_000), 0..25),
    ) {
        let mut case = case(class);
        let registered = case.clone();
        let mut extensions = 0;
        for (event, minutes) in events {
            let act = Act { event, at: received() + Duration::minutes(minutes) };
            let before = case.clone();
            match apply(&case, &act) {
                Err(_) => prop_assert_eq!(&case, &before),
                Ok(next) => {
                    prop_assert!(before.is_open(), "changed after closing by {:?}", act);
                    prop_assert!(act.at >= received());
                    if matches!(act.event, Event::Extended { .. }) {
                        extensions += 1;
                        let limit = before.notice_by.unwrap();
                        prop_assert!(act.at < limit.ends_before(), "notified too late: {:?}", act);
                        prop_assert!(
                            next.term.deadline.ends_before() > before.term.deadline.ends_before()
                        );
                    } else {
                        prop_assert_eq!(next.term, before.term);
                    }
                    case = next;
                }
            }
            prop_assert_eq!(case.is_open(), case.outcome.is_none());
            prop_assert_eq!(case.is_open(), case.status != Status::Closed);
            prop_assert!(extensions <= i32::from(class == TermClass::Ordinary));
            prop_assert_eq!(case.term.class == TermClass::Extended, extensions == 1);
            prop_assert!(case.status != Status::InWork || case.executor.is_some());
            prop_assert_eq!(case.received_at, registered.received_at);
            prop_assert_eq!(case.notice_by, registered.notice_by);
        }
    }
}
