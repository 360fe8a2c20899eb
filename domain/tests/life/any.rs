//! Any sequence of events, by any role and by the server itself, judged by the Law's own words.

use chrono::Duration;
use domain::kyiv;
use domain::law::{Deadline, TermClass};
use domain::request::{
    Act, AppealResult, Arrival, Case, Channel, Event, ExtensionGround, Extent, Facts, Gap,
    RefusalGround, Remainder, Role, Sending, Status, Term, apply, deed_of, in_due_form, permit,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use super::{
    appealed, case_with, classified, day, deadline, decided, deferred, forwarded, invoiced, paid,
    prepared, received, refusal, resolved, returned, test,
};

fn any_text() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", " ", "слово", "🌳"]).prop_map(String::from)
}

fn any_executor() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "Архів", "ЖКГ", "Юристи"]).prop_map(String::from)
}

fn any_refusal() -> impl Strategy<Value = Event> {
    let ground = prop::sample::select(vec![
        RefusalGround::NotHeld,
        RefusalGround::Restricted,
        RefusalGround::CostsNotPaid,
        RefusalGround::RequirementsNotMet,
    ]);
    let left = prop_oneof![
        any_text().prop_map(|text| Remainder::Given { text }),
        any_text().prop_map(|why| Remainder::Nothing { why }),
    ];
    let tested = prop::option::of(any_text().prop_map(|harm| test(&harm)));
    (ground, tested, prop::option::of(left))
        .prop_map(|(ground, test, left)| refusal(ground, test, left))
}

/// How a letter goes: by phone too, which is no writing.
fn any_way() -> impl Strategy<Value = Sending> {
    let ways = vec![Channel::App, Channel::Post, Channel::Phone];
    prop::sample::select(ways).prop_map(|way| Sending { way, index: None })
}

/// What the server does by itself.
fn by_server() -> impl Strategy<Value = Event> {
    let dates = vec!["2026-12-08", "2026-12-14", "2027-01-11"];
    let moved =
        (prop::sample::select(dates), any_text()).prop_map(|(date, reason)| Event::CalendarMoved {
            deadline: day(date),
            notice_by: Some(day(date)),
            reason,
        });
    let arrivals = vec![Arrival::Received, Arrival::NotItsKind, Arrival::Withdrawn];
    let file = (1_u8..3, prop::sample::select(arrivals))
        .prop_map(|(n, arrival)| Event::Attachment { n, arrival });
    prop_oneof![moved, file]
}

/// Any event, its letter by any way and its date any day.
fn any_event() -> impl Strategy<Value = Event> {
    let days = prop::sample::select(vec!["2026-12-06", "2026-12-07", "2027-02-01"]);
    let event = prop_oneof![9 => a_plain_event(), 1 => by_server()];
    (event, any_way(), days).prop_map(|(mut event, way, on)| {
        let on = on.parse().unwrap();
        match &mut event {
            Event::Extended { sending, .. }
            | Event::Deferred { sending, .. }
            | Event::Forwarded { sending, .. }
            | Event::Refused { sending, .. }
            | Event::Answered { sending, .. } => *sending = way,
            Event::Paid { on: day } | Event::CopyGiven { on: day } => *day = on,
            Event::Appealed {
                dated, answer_by, ..
            } => (*dated, *answer_by) = (Some(on), Some(on)),
            _ => {}
        }
        event
    })
}

fn a_plain_event() -> impl Strategy<Value = Event> {
    let class = || {
        prop::sample::select(vec![
            TermClass::Ordinary,
            TermClass::Urgent,
            TermClass::Extended,
        ])
    };
    let date =
        || prop::sample::select(vec!["2026-12-08", "2026-12-14", "2026-12-20", "2027-01-11"]);
    prop_oneof![
        (any_executor(), any_text()).prop_map(|(executor, instruction)| Event::Assigned {
            executor,
            instruction
        }),
        prop::collection::vec((any_executor(), prop::option::of(date())), 0..3).prop_map(|all| {
            let all: Vec<_> = all.iter().map(|(name, by)| (name.as_str(), *by)).collect();
            resolved(&all)
        }),
        (any_executor(), any_executor(), any_text())
            .prop_map(|(from, to, reason)| Event::HandedOver { from, to, reason }),
        any_executor().prop_map(|executor| prepared(&executor)),
        any_executor().prop_map(|executor| returned(&executor)),
        (any_text(), class()).prop_map(|(reason, class)| Event::Extended {
            ground: ExtensionGround::LargeVolume,
            reason,
            deadline: deadline(class),
            sending: Sending::default(),
        }),
        (any_text(), class()).prop_map(|(reason, class)| Event::UrgencyJudged {
            reason,
            class,
            deadline: deadline(class),
            notice_by: (class == TermClass::Ordinary).then(|| deadline(class)),
        }),
        date().prop_map(deferred),
        prop::option::of(any_text()).prop_map(|part| forwarded(part.as_deref())),
        (0_u64..2).prop_map(invoiced),
        Just(paid()),
        any_text().prop_map(|text| Event::PartGiven {
            text,
            sending: Sending::default()
        }),
        any_text().prop_map(|text| Event::Answered {
            text,
            extent: Extent::Part,
            sending: Sending::default()
        }),
        any_refusal(),
        any_refusal(),
        any_text().prop_map(|text| Event::Explained {
            text,
            sending: Sending::default()
        }),
        any_text().prop_map(|reason| Event::Withdrawn { reason }),
        Just(Event::CopyGiven {
            on: received().date_naive()
        }),
        any_text().prop_map(|text| Event::Noted { text }),
        (any_text(), any_text()).prop_map(|(from, text)| Event::LetterReceived { from, text }),
        any_text().prop_map(|text| classified(&text)),
        Just(appealed()),
        prop::sample::select(vec![AppealResult::Upheld, AppealResult::Rejected]).prop_map(decided),
    ]
}

/// Judges a whole record by the Law's own words, knowing nothing of how it was made.
fn unlawful(start: &Case, record: &[(Role, Act)]) -> Option<String> {
    let first = kyiv::date(start.received_at);
    let (mut ended, mut unpaid, mut copy, mut appealed) = (false, false, false, false);
    let (mut extensions, mut term, mut notice_by) = (0, start.term, start.notice_by);
    for (role, act) in record {
        let wrong = |what: &str| Some(format!("{what}: {act:?} by {role:?}"));
        let binds = deed_of(&act.event) == Some(domain::request::Deed::Decide);
        if binds && *role != Role::ResponsibleOfficer {
            return wrong("bound the council without the right to");
        }
        let by_server = deed_of(&act.event).is_none();
        if *role == Role::Reader && !by_server {
            return wrong("a reader wrote");
        }
        match &act.event {
            Event::Extended { sending, .. }
            | Event::Deferred { sending, .. }
            | Event::Forwarded { sending, .. }
            | Event::Refused { sending, .. }
                if sending.way == Channel::Phone =>
            {
                return wrong("a notice by phone");
            }
            Event::Paid { on } | Event::CopyGiven { on } | Event::Resolved { dated: on, .. }
                if *on < first || *on > kyiv::date(act.at) =>
            {
                return wrong("a date that cannot be");
            }
            _ => {}
        }
        match &act.event {
            Event::Noted { .. }
            | Event::LetterReceived { .. }
            | Event::Classified { .. }
            | Event::Attachment { .. } => {}
            Event::CopyGiven { .. } => copy = true,
            Event::Appealed { .. } => appealed = true,
            Event::AppealDecided { result, .. } => {
                if !std::mem::take(&mut appealed) {
                    return wrong("decided an appeal nobody made");
                }
                ended &= *result != AppealResult::Upheld;
            }
            _ if ended => return wrong("after the end"),
            Event::CalendarMoved {
                deadline,
                notice_by: by,
                reason,
            } => {
                if reason.trim().is_empty() {
                    return wrong("a date moved without a reason");
                }
                (term.deadline, notice_by) = (*deadline, *by);
            }
            Event::Invoiced { .. } => unpaid = true,
            Event::Paid { .. } => unpaid = false,
            Event::Extended {
                deadline, reason, ..
            } => {
                extensions += 1;
                let in_time = notice_by.is_some_and(|by: Deadline| !by.is_past(act.at));
                if extensions > 1
                    || !in_time
                    || reason.trim().is_empty()
                    || term.class != TermClass::Ordinary
                {
                    return wrong("extended against art. 20 part 4");
                }
                term = Term {
                    class: TermClass::Extended,
                    deadline: *deadline,
                };
            }
            Event::UrgencyJudged {
                class,
                deadline,
                notice_by: by,
                ..
            } => {
                (term, notice_by) = (
                    Term {
                        class: *class,
                        deadline: *deadline,
                    },
                    *by,
                );
            }
            Event::Deferred {
                deadline, reason, ..
            } => {
                if term.deadline.is_past(act.at) || reason.trim().is_empty() {
                    return wrong("deferred against art. 22 part 6");
                }
                (term.deadline, notice_by) = (*deadline, None);
            }
            Event::Refused {
                ground,
                test,
                remainder,
                ..
            } => {
                let lawful = match ground {
                    RefusalGround::NotHeld => true,
                    RefusalGround::Restricted => {
                        test.as_ref()
                            .is_some_and(|test| !test.harm.trim().is_empty())
                            && remainder.is_some()
                    }
                    RefusalGround::CostsNotPaid => unpaid,
                    RefusalGround::RequirementsNotMet => !start.facts.gaps.is_empty(),
                };
                if !lawful {
                    return wrong("refused against art. 22 part 1");
                }
                ended = true;
            }
            Event::Forwarded { part: Some(_), .. } => {}
            Event::Answered { .. }
            | Event::Forwarded { .. }
            | Event::Explained { .. }
            | Event::Withdrawn { .. } => {
                ended = true;
            }
            _ => {}
        }
        if ended && start.facts.drawn_up && !copy {
            return wrong("ended without the copy of art. 19 part 7");
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig {
        // A failure prints its seed and keeps it beside this file.
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        cases: 2_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_sequence_of_events_by_any_role_makes_an_unlawful_record(
        class in prop::sample::select(vec![TermClass::Ordinary, TermClass::Urgent]),
        gaps in prop::sample::subsequence(vec![Gap::Name, Gap::Signature], 0..=2),
        drawn_up: bool,
        events in prop::collection::vec((prop::sample::select(Role::ALL.to_vec()), any_event(), 0_i64..600), 0..40),
    ) {
        let start = case_with(class, Facts { gaps, drawn_up });
        let (mut case, mut record) = (start.clone(), Vec::new());
        let mut at = received();
        for (role, event, minutes) in events {
            at += Duration::minutes(minutes);
            let act = Act { event, at };
            let before = case.clone();
            let by_server = deed_of(&act.event).is_none();
            if !by_server && permit(role, &act.event).is_err() {
                continue;
            }
            match in_due_form(&case, &act).and_then(|()| apply(&case, &act)) {
                Err(_) => prop_assert_eq!(&case, &before),
                Ok(next) => {
                    case = next;
                    record.push((role, act));
                }
            }
            prop_assert_eq!(case.is_open(), case.outcome.is_none());
            prop_assert!(case.status != Status::InWork || !case.charges.is_empty());
            prop_assert_eq!(case.received_at, start.received_at);
            prop_assert_eq!(&case.facts, &start.facts);
        }
        let judged = unlawful(&start, &record);
        prop_assert!(judged.is_none(), "{}", judged.unwrap_or_default());
    }
}
