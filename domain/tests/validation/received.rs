//! A submission that came over the network, perhaps written by hand.

use domain::request::{
    Draft, Field, Issue, Limits, Problem, RequesterType, Submission, UrgencyGround,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use crate::{good, submit};

type Change = fn(&mut Submission);
type Insert = fn(&mut Submission, &str);

#[test]
fn control_characters_are_refused_in_a_received_submission() {
    let change: [(Field, Insert); 6] = [
        (Field::Text, |s, v| s.text.push_str(v)),
        (Field::Name, |s, v| s.name.push_str(v)),
        (Field::Email, |s, v| {
            s.email = Some(format!("a{v}@poshta.example"))
        }),
        (Field::PostalAddress, |s, v| {
            s.postal_address = Some(format!("вул.{v}"))
        }),
        (Field::Phone, |s, v| s.phone = Some(format!("0{v}"))),
        (Field::UrgencyReason, |s, v| {
            s.urgency_reason = Some(format!("бо{v}"))
        }),
    ];
    for (field, change) in change {
        for control in ["\u{0}", "\u{8}", "\u{1b}", "\u{7f}", "\u{85}", "\u{9f}"] {
            let mut received = submit(&good()).unwrap();
            change(&mut received, control);
            let expected = [Problem {
                field,
                issue: Issue::Malformed,
            }];
            assert_eq!(received.problems(), expected, "{field:?} {control:?}");
        }
    }
}

/// A hand-made submission can hold what no draft becomes.
#[test]
fn a_received_submission_is_held_to_the_same_rules() {
    let change: [(&str, Change, Field, Issue); 11] = [
        (
            "empty e-mail",
            |s| s.email = Some(String::new()),
            Field::Email,
            Issue::Malformed,
        ),
        (
            "blank address",
            |s| s.postal_address = Some(" ".into()),
            Field::PostalAddress,
            Issue::Malformed,
        ),
        (
            "empty phone",
            |s| s.phone = Some(String::new()),
            Field::Phone,
            Issue::Malformed,
        ),
        (
            "no reason",
            |s| s.urgency_reason = None,
            Field::UrgencyReason,
            Issue::Missing,
        ),
        (
            "empty reason",
            |s| s.urgency_reason = Some(String::new()),
            Field::UrgencyReason,
            Issue::Missing,
        ),
        (
            "long reason of nothing",
            |s| {
                s.urgency = None;
                s.urgency_reason = Some("б".repeat(Limits::REASON + 1));
            },
            Field::UrgencyReason,
            Issue::TooLong,
        ),
        (
            "short hash",
            |s| s.access_code_hash.truncate(63),
            Field::AccessCodeHash,
            Issue::Malformed,
        ),
        (
            "long hash",
            |s| s.access_code_hash.push('0'),
            Field::AccessCodeHash,
            Issue::Malformed,
        ),
        (
            "upper-case hash",
            |s| s.access_code_hash.make_ascii_uppercase(),
            Field::AccessCodeHash,
            Issue::Malformed,
        ),
        (
            "no hash",
            |s| s.access_code_hash.clear(),
            Field::AccessCodeHash,
            Issue::Malformed,
        ),
        (
            "32 letters of two bytes",
            |s| s.access_code_hash = "ж".repeat(32),
            Field::AccessCodeHash,
            Issue::Malformed,
        ),
    ];
    for (what, change, field, issue) in change {
        let mut received = submit(&good()).unwrap();
        change(&mut received);
        assert_eq!(received.problems(), [Problem { field, issue }], "{what}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        // A failure prints its seed and keeps it beside this file.
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    })]

    /// Whatever is typed, browser and server agree: what the check makes has no problem, and
    /// survives the wire.
    #[test]
    fn what_the_check_takes_the_server_takes(
        name in any::<String>(), email in "\\PC{0,8}@?\\PC{0,8}(\\.укр)?", address in any::<String>(),
        phone in "[\\PC]{0,6}[0-9]?", text in any::<String>(), reason in any::<String>(),
        urgent in any::<bool>(),
    ) {
        let draft = Draft {
            requester_type: RequesterType::Media,
            name, email, postal_address: address, phone, text,
            urgency: urgent.then_some(UrgencyGround::LifeOrLiberty),
            urgency_reason: reason,
            attachments: Vec::new(),
        };
        match submit(&draft) {
            Ok(taken) => {
                prop_assert_eq!(taken.problems(), []);
                let bytes = serde_json::to_vec(&taken).unwrap();
                prop_assert_eq!(serde_json::from_slice::<Submission>(&bytes).unwrap(), taken);
            }
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                let mut fields: Vec<_> = problems.iter().map(|problem| problem.field).collect();
                fields.dedup();
                prop_assert_eq!(fields.len(), problems.len(), "one problem a field");
            }
        }
    }
}
