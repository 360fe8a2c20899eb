//! Art. 19 part 5, field by field: what is asked for, what is never asked for.
#![allow(clippy::unwrap_used)]

mod received;

use domain::request::{
    Draft, Field, Issue, Language, Limits, Problem, RequesterType, Submission, UrgencyGround, check,
};
use domain::sync::wire::MAX_SUBMISSION_BYTES;

const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

type Found = &'static [(Field, Issue)];

fn good() -> Draft {
    Draft {
        requester_type: RequesterType::Person,
        name: "Орися Криничанка".into(),
        email: "orysia@poshta.example".into(),
        postal_address: "вул. Садова, 1, м. Криничани".into(),
        phone: "+380 00 000 00 00".into(),
        text: "Прошу надати копію рішення про озеленення.".into(),
        urgency: Some(UrgencyGround::Environment),
        urgency_reason: "Дерева рубають сьогодні.".into(),
        attachments: Vec::new(),
    }
}

fn submit(draft: &Draft) -> Result<Submission, Vec<Problem>> {
    check(draft, 1_795_417_200_000, Language::Uk, HASH)
}

fn problems(draft: &Draft) -> Vec<(Field, Issue)> {
    let found = submit(draft).err().unwrap_or_default();
    found
        .iter()
        .map(|problem| (problem.field, problem.issue))
        .collect()
}

fn set(draft: &mut Draft, field: Field, value: &str) {
    let place = match field {
        Field::Name => &mut draft.name,
        Field::Email => &mut draft.email,
        Field::PostalAddress => &mut draft.postal_address,
        Field::Phone => &mut draft.phone,
        Field::Text => &mut draft.text,
        Field::UrgencyReason => &mut draft.urgency_reason,
        Field::AccessCodeHash | Field::Attachments | Field::Intake => {
            unreachable!("a draft has none of them")
        }
    };
    value.clone_into(place);
}

fn with(field: Field, value: &str) -> Draft {
    let mut draft = good();
    set(&mut draft, field, value);
    draft
}

/// A value of exactly this many characters that is well formed for the field.
fn of_length(field: Field, length: usize) -> String {
    match field {
        Field::Email => format!("{}@ї.укр", "ж".repeat(length - 6)),
        Field::Phone => "0".repeat(length),
        _ => "ї".repeat(length),
    }
}

const TYPED: [Field; 6] = [
    Field::Text,
    Field::Name,
    Field::Email,
    Field::PostalAddress,
    Field::Phone,
    Field::UrgencyReason,
];

#[test]
fn a_full_and_a_least_request_are_taken() {
    assert_eq!(problems(&good()), []);
    let least = Draft {
        name: "Орися".into(),
        email: "orysia@poshta.example".into(),
        text: "Скільки?".into(),
        ..Draft::default()
    };
    let taken = submit(&least).unwrap();
    // No signature, no date, no phone, no reason: an electronic request needs none of them.
    let json = serde_json::to_value(&taken).unwrap();
    let names: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
    let mut expected = [
        "v",
        "requester_type",
        "name",
        "email",
        "text",
        "written_at",
        "language",
        "access_code_hash",
    ];
    expected.sort_unstable();
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, expected);
}

#[test]
fn each_field_is_asked_for_as_the_law_asks() {
    use Field::{Email, Name, Phone, PostalAddress, Text, UrgencyReason};
    use Issue::{Malformed, Missing};
    #[rustfmt::skip]
    let table: &[(Field, &str, Found)] = &[
        (Text, "", &[(Text, Missing)]),
        (Text, " \n\t ", &[(Text, Missing)]),
        (Text, "\u{0}\u{7}", &[(Text, Missing)]),
        (Name, "", &[(Name, Missing)]),
        (Name, "\u{a0}\u{2003}", &[(Name, Missing)]),
        // One of e-mail and postal address is enough, and a phone is "if there is one".
        (Email, "", &[]),
        (PostalAddress, "", &[]),
        (Phone, "", &[]),
        (Email, "orysia", &[(Email, Malformed)]),
        (Email, "@poshta.example", &[(Email, Malformed)]),
        (Email, "orysia@", &[(Email, Malformed)]),
        (Email, "orysia@poshta", &[(Email, Malformed)]),
        (Email, "orysia@poshta..example", &[(Email, Malformed)]),
        (Email, "orysia@-poshta.example", &[(Email, Malformed)]),
        (Email, "orysia@poshta-.example", &[(Email, Malformed)]),
        (Email, "orysia@.example", &[(Email, Malformed)]),
        (Email, "ory sia@poshta.example", &[(Email, Malformed)]),
        (Email, "a@b@poshta.example", &[(Email, Malformed)]),
        (Email, "Орися <orysia@poshta.example>", &[(Email, Malformed)]),
        (Email, "a@poshta.example,b@poshta.example", &[(Email, Malformed)]),
        (Email, "a@poshta.example\r\nBcc: b@poshta.example", &[(Email, Malformed)]),
        (Phone, "немає", &[(Phone, Malformed)]),
        (UrgencyReason, "", &[(UrgencyReason, Missing)]),
        (UrgencyReason, "   ", &[(UrgencyReason, Missing)]),
    ];
    for (field, value, expected) in table {
        assert_eq!(
            problems(&with(*field, value)),
            *expected,
            "{field:?} {value:?}"
        );
    }
}

#[test]
fn neither_address_nor_e_mail_is_one_problem_beside_the_e_mail() {
    for (email, address) in [("", ""), (" ", "\t"), ("\u{1}", "")] {
        let draft = Draft {
            email: email.into(),
            postal_address: address.into(),
            ..good()
        };
        assert_eq!(problems(&draft), [(Field::Email, Issue::NoContact)]);
    }
    // A wrong e-mail without an address is a wrong e-mail, not a missing one.
    let draft = Draft {
        email: "orysia".into(),
        postal_address: String::new(),
        ..good()
    };
    assert_eq!(problems(&draft), [(Field::Email, Issue::Malformed)]);
}

#[test]
fn all_problems_are_listed_at_once_in_the_order_of_the_form() {
    let empty = Draft {
        urgency: Some(UrgencyGround::Emergency),
        ..Draft::default()
    };
    assert_eq!(
        problems(&empty),
        [
            (Field::Text, Issue::Missing),
            (Field::Name, Issue::Missing),
            (Field::Email, Issue::NoContact),
            (Field::UrgencyReason, Issue::Missing),
        ]
    );
    let mut long = good();
    for field in TYPED {
        set(&mut long, field, &of_length(field, Limits::of(field) + 1));
    }
    assert_eq!(problems(&long), TYPED.map(|field| (field, Issue::TooLong)));
    let found = check(&Draft::default(), 0, Language::En, "").unwrap_err();
    assert_eq!(
        found.last().map(|problem| (problem.field, problem.issue)),
        Some((Field::AccessCodeHash, Issue::Malformed))
    );
}

#[test]
fn limits_are_exact_and_counted_in_characters() {
    for field in TYPED {
        let limit = Limits::of(field);
        let edge = of_length(field, limit);
        assert_eq!(edge.chars().count(), limit);
        assert!(
            edge.len() > limit || field == Field::Phone,
            "more bytes than characters"
        );
        assert_eq!(problems(&with(field, &edge)), [], "{field:?}");
        let over = of_length(field, limit + 1);
        assert_eq!(
            problems(&with(field, &over)),
            [(field, Issue::TooLong)],
            "{field:?}"
        );
        // Spaces at the ends are dropped before counting.
        assert_eq!(
            problems(&with(field, &format!("  {edge}\n"))),
            [],
            "{field:?}"
        );
    }
}

#[test]
fn the_longest_request_fits_what_the_server_takes() {
    let mut longest = good();
    for field in TYPED {
        let limit = Limits::of(field);
        let value = match field {
            Field::Email => of_length(field, limit),
            Field::Phone => "0".repeat(limit),
            // Four bytes in UTF-8, the most a character takes.
            _ => "🌳".repeat(limit),
        };
        set(&mut longest, field, &value);
    }
    let bytes = serde_json::to_vec(&submit(&longest).unwrap()).unwrap();
    assert!(bytes.len() <= MAX_SUBMISSION_BYTES, "{}", bytes.len());
    // Quotes and line breaks take two bytes each.
    longest.text = "\"\n".repeat(Limits::TEXT / 2 - 1) + "\"\"";
    let bytes = serde_json::to_vec(&submit(&longest).unwrap()).unwrap();
    assert!(bytes.len() <= MAX_SUBMISSION_BYTES, "{}", bytes.len());
}

#[test]
fn text_is_taken_as_it_is_typed() {
    for text in [
        "Скільки дерев 🌳🇺🇦 👩‍👩‍👧 посаджено?",
        "<script>alert('рада')</script> & <b>дякую</b>",
        "'; DROP TABLE requests; --",
        "Перший рядок\n\n\tдругий\r\nтретій",
        "=HYPERLINK(\"x\")",
        "{{7*7}} ${7*7} %s %n \\ /",
        "ї — ґ — є — «лапки» — ’апостроф’",
        "e\u{301} \u{200d} \u{202e} \u{feff}кінець",
        "0",
    ] {
        assert_eq!(submit(&with(Field::Text, text)).unwrap().text, text);
        let name = submit(&with(Field::Name, text)).unwrap().name;
        assert_eq!(name, text);
    }
}

#[test]
fn ukrainian_and_international_addresses_are_taken() {
    for email in [
        "orysia@poshta.example",
        "орися@пошта.приклад.укр",
        "їжачок.ґава@рада.укр",
        "o'malley+rada@mail.poshta.example",
        "a@xn--80a1acny.xn--j1amh",
        "UPPER_case-1@EXAMPLE.example",
        "\"quoted\"@poshta.example",
        "user%relay@poshta.example",
        "почта@bücher.example",
        "a@1.example",
    ] {
        assert_eq!(
            submit(&with(Field::Email, email)).unwrap().email.as_deref(),
            Some(email)
        );
    }
}

#[test]
fn control_characters_are_dropped_from_a_draft() {
    let table = [
        (Field::Name, "Ори\u{0}ся\u{1b}[31m", "Орися[31m"),
        (Field::Text, "\u{8}Про\u{7f}\u{85}шу\u{0}\n", "Прошу"),
        (
            Field::Email,
            "ory\u{0}sia@poshta.example\u{1}",
            "orysia@poshta.example",
        ),
        (Field::PostalAddress, "\u{9d}вул. Садова", "вул. Садова"),
        (Field::Phone, "1\u{2}0", "10"),
        (Field::UrgencyReason, "бо\u{3}", "бо"),
    ];
    for (field, typed, expected) in table {
        let taken = submit(&with(field, typed)).unwrap();
        let value = match field {
            Field::Name => Some(taken.name),
            Field::Text => Some(taken.text),
            Field::Email => taken.email,
            Field::PostalAddress => taken.postal_address,
            Field::Phone => taken.phone,
            _ => taken.urgency_reason,
        };
        assert_eq!(value.as_deref(), Some(expected), "{field:?}");
    }
}

#[test]
fn a_reason_typed_before_the_urgency_was_taken_back_is_not_sent() {
    let taken = submit(&Draft {
        urgency: None,
        ..good()
    })
    .unwrap();
    assert_eq!((taken.urgency, taken.urgency_reason), (None, None));
}

#[test]
fn a_draft_is_empty_until_something_is_typed() {
    assert!(
        Draft {
            requester_type: RequesterType::Media,
            ..Draft::default()
        }
        .is_empty()
    );
    for field in TYPED {
        let mut draft = Draft::default();
        set(&mut draft, field, "а");
        assert!(!draft.is_empty(), "{field:?}");
    }
    assert!(
        !Draft {
            urgency: Some(UrgencyGround::Emergency),
            ..Draft::default()
        }
        .is_empty()
    );
}
