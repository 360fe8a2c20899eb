//! What crosses the network, byte for byte.
//!
//! An app that a citizen installed a year ago still sends and expects exactly these bytes, and a
//! submission's digest is taken over them. A row here is never changed and never removed. A new
//! field gets a default, a new row, and the old row stays to show that old bytes are still read.
#![allow(clippy::unwrap_used)]

use std::fmt::Debug;

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{Regimes, WorkingCalendar};
use domain::law::{self, Policy, TermClass};
use domain::request::{
    Arrival, Attachment, ExtensionGround, Field, IndexTemplate, Issue, Language, Outcome, Problem,
    RefusalGround, Refused, RequesterType, Status, Submission, Term, UrgencyGround,
};
use domain::sync::Digest;
use domain::sync::office::{ActRequest, OfficeAct};
use domain::sync::wire::{
    AttachmentView, CaseView, Changes, ChangesQuery, ExtensionDetails, HistoryItem, Known, LookUp,
    LookedUp, Milestone, ProblemDetails, PublicCase, Receipt, RefusalDetails,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

#[track_caller]
fn frozen<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, bytes: &str) {
    let bytes = bytes.trim_end();
    assert_eq!(serde_json::to_string(value).unwrap(), bytes, "written");
    assert_eq!(&serde_json::from_str::<T>(bytes).unwrap(), value, "read");
}

/// Bytes that are read but no longer, or not always, written so.
#[track_caller]
fn read_as<T: DeserializeOwned + PartialEq + Debug>(bytes: &str, value: &T) {
    assert_eq!(&serde_json::from_str::<T>(bytes).unwrap(), value);
}

#[track_caller]
fn refused<T: DeserializeOwned + Debug>(bytes: &str) {
    let read = serde_json::from_str::<T>(bytes);
    assert!(read.is_err(), "{read:?}");
}

fn id() -> Uuid {
    Uuid::parse_str("0192f3c4-5b6a-7c8d-9e0f-112233445566").unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn received() -> DateTime<Utc> {
    at("2026-11-26T08:00:00.250Z")
}

fn ruling(class: TermClass) -> law::Ruling {
    let calendar = WorkingCalendar::new(Regimes::ordinary());
    law::deadline(class, received(), &calendar, &Policy::default()).unwrap()
}

fn term(class: TermClass) -> Term {
    Term {
        class,
        deadline: ruling(class).deadline,
    }
}

fn submission() -> Submission {
    Submission {
        v: 1,
        requester_type: RequesterType::Association,
        name: "Громада «Криниця»".into(),
        email: Some("lyst@kryn.example".into()),
        postal_address: Some("вул. Садова, 1".into()),
        phone: Some("000".into()),
        text: "Скільки дерев 🌳?\n\"Усі\"".into(),
        urgency: Some(UrgencyGround::LifeOrLiberty),
        urgency_reason: Some("бо </script>".into()),
        written_at: 1_795_417_200_000,
        language: Language::En,
        access_code_hash: "0".repeat(64),
        attachments: Vec::new(),
        intake: None,
    }
}

fn public_case() -> PublicCase {
    PublicCase {
        index: IndexTemplate::default().index(2026, 15),
        received_at: received(),
        term: term(TermClass::Extended),
        ruling: ruling(TermClass::Urgent),
        status: Status::Closed,
        outcome: Some(Outcome::Refused),
        history: vec![
            HistoryItem {
                at: received(),
                what: Milestone::Registered,
            },
            HistoryItem {
                at: received(),
                what: Milestone::Assigned,
            },
            HistoryItem {
                at: received(),
                what: Milestone::Extended(term(TermClass::Extended).deadline),
            },
            HistoryItem {
                at: received(),
                what: Milestone::Answered,
            },
            HistoryItem {
                at: received(),
                what: Milestone::Refused,
            },
        ],
    }
}

fn case_view() -> CaseView {
    CaseView {
        id: id(),
        cursor: 4,
        public: PublicCase {
            history: Vec::new(),
            ..public_case()
        },
        text: "Скільки?".into(),
        extension: Some(ExtensionDetails {
            ground: ExtensionGround::LargeVolume,
            reason: "Багато".into(),
        }),
        answer: None,
        refusal: Some(RefusalDetails {
            ground: RefusalGround::CostsNotPaid,
            reason: "Не сплачено".into(),
            responsible_name: "Орися Криничанка".into(),
            responsible_position: "Спеціалістка".into(),
        }),
        attachments: Vec::new(),
        told: Vec::new(),
    }
}

#[test]
fn a_submission() {
    frozen(
        &submission(),
        include_str!("wire_frozen/submission_full.json"),
    );
    let least = Submission {
        requester_type: RequesterType::Person,
        email: None,
        phone: None,
        urgency: None,
        urgency_reason: None,
        language: Language::Uk,
        ..submission()
    };
    frozen(&least, include_str!("wire_frozen/submission_least.json"));
    let without_language =
        include_str!("wire_frozen/submission_least.json").replace(r#","language":"uk""#, "");
    read_as(&without_language, &least);
    let with_unknown = include_str!("wire_frozen/submission_least.json").replace("{", r#"{"x":1,"#);
    refused::<Submission>(&with_unknown);
}

/// A request with files, as apps send it that can add some.
#[test]
fn a_submission_with_files() {
    let with_files = Submission {
        attachments: vec![Attachment {
            name: "Фото двору.jpg".into(),
            media: "image/jpeg".into(),
            size: 70_000,
            digest: Digest::of(b""),
        }],
        ..submission()
    };
    frozen(
        &with_files,
        include_str!("wire_frozen/submission_files.json"),
    );
    let views = vec![
        AttachmentView {
            name: "Фото двору.jpg".into(),
            size: 70_000,
            arrival: None,
        },
        AttachmentView {
            name: "a.pdf".into(),
            size: 1,
            arrival: Some(Arrival::NotItsKind),
        },
    ];
    frozen(&views, include_str!("wire_frozen/attachment_views.json"));
}

/// The digest a phone and the server take over those bytes.
#[test]
fn a_digest() {
    let bytes = include_str!("wire_frozen/submission_full.json").trim_end();
    frozen(
        &Digest::of(bytes.as_bytes()),
        include_str!("wire_frozen/digest.json"),
    );
}

#[test]
fn a_receipt() {
    let receipt = |class, replayed| Receipt {
        v: 1,
        id: id(),
        digest: Digest::of(b"bytes"),
        index: IndexTemplate::default().index(2026, 15),
        received_at: received(),
        registered_on: NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
        term: term(class),
        ruling: ruling(class),
        replayed,
        server_time: at("2026-11-26T08:00:01Z"),
    };
    let ordinary = receipt(TermClass::Ordinary, false);
    frozen(&ordinary, include_str!("wire_frozen/receipt_ordinary.json"));
    let urgent = receipt(TermClass::Urgent, true);
    frozen(&urgent, include_str!("wire_frozen/receipt_urgent.json"));
    // An old app reads the receipt of a newer server, which may say more.
    let newer =
        include_str!("wire_frozen/receipt_ordinary.json").replacen('{', r#"{"new":[1],"#, 1);
    read_as(&newer, &ordinary);
}

/// Every reason an account can give, as one list.
#[test]
fn an_account() {
    use law::{AccountDay, Why};
    let day = NaiveDate::from_ymd_opt(2026, 12, 25).unwrap();
    let names = || ("Різдво".to_owned(), "Christmas".to_owned());
    let account: Vec<AccountDay> = [
        (false, Why::Receipt),
        (true, Why::WorkingDay),
        (true, Why::WorkedInsteadOf(day)),
        (true, Why::HolidayWorked(names().0, names().1)),
        (false, Why::Weekend),
        (false, Why::Holiday(names().0, names().1)),
        (false, Why::MovedFrom(day)),
        (false, Why::WorkedOn(day)),
        (true, Why::HoursRun),
    ]
    .into_iter()
    .map(|(counted, why)| AccountDay {
        date: day,
        counted,
        why,
    })
    .collect();
    frozen(&account, include_str!("wire_frozen/account.json"));
}

#[test]
fn a_look_up_and_its_answer() {
    let plain = LookUp {
        index: "№ 15/02-19".into(),
        year: 2026,
        access_code: None,
    };
    frozen(&plain, include_str!("wire_frozen/look_up.json"));
    let secret = LookUp {
        access_code: Some("AAAAA-BBBBB".into()),
        ..plain
    };
    frozen(&secret, include_str!("wire_frozen/look_up_code.json"));
    refused::<LookUp>(r#"{"index":"1","year":2026,"code":"A"}"#);

    let public = LookedUp {
        public: public_case(),
        case: None,
    };
    frozen(&public, include_str!("wire_frozen/looked_up_public.json"));
    let whole = LookedUp {
        public: public_case(),
        case: Some(Box::new(case_view())),
    };
    frozen(&whole, include_str!("wire_frozen/looked_up_whole.json"));
}

#[test]
fn changes_and_their_query() {
    let query = ChangesQuery {
        v: 1,
        cases: vec![Known {
            id: id(),
            access_code: "AAAAA".into(),
            cursor: 3,
        }],
    };
    frozen(&query, include_str!("wire_frozen/changes_query.json"));
    let answer = CaseView {
        extension: None,
        refusal: None,
        attachments: Vec::new(),
        answer: Some("120 дерев".into()),
        public: PublicCase {
            term: term(TermClass::Ordinary),
            ruling: ruling(TermClass::Ordinary),
            status: Status::InWork,
            outcome: None,
            history: Vec::new(),
            ..public_case()
        },
        ..case_view()
    };
    let changes = Changes {
        v: 1,
        cases: vec![answer],
        unknown: vec![id()],
        server_time: received(),
    };
    frozen(&changes, include_str!("wire_frozen/changes.json"));
}

#[test]
fn a_problem() {
    let plain = ProblemDetails {
        kind: "/problems/conflict".into(),
        title: "Уже зареєстровано".into(),
        status: 409,
        ..ProblemDetails::default()
    };
    frozen(&plain, include_str!("wire_frozen/problem_plain.json"));
    let fields = [
        (Field::Name, Issue::Missing),
        (Field::Email, Issue::NoContact),
        (Field::PostalAddress, Issue::TooLong),
        (Field::Phone, Issue::Malformed),
        (Field::Text, Issue::Missing),
        (Field::UrgencyReason, Issue::Missing),
        (Field::AccessCodeHash, Issue::Malformed),
    ];
    let full = ProblemDetails {
        detail: Some("Виправте поля".into()),
        problems: fields
            .map(|(field, issue)| Problem { field, issue })
            .to_vec(),
        refused: Some(Refused::UrgentCannotBeExtended),
        status: 422,
        ..plain
    };
    frozen(&full, include_str!("wire_frozen/problem_full.json"));
}

#[test]
fn an_officers_act() {
    let acts = vec![
        OfficeAct::Assign {
            executor: "Архів".into(),
            instruction: String::new(),
        },
        OfficeAct::Extend {
            ground: ExtensionGround::LargeSearch,
            reason: "Архів".into(),
            sending: domain::request::Sending::default(),
        },
        OfficeAct::Answer {
            text: "Так".into(),
            extent: domain::request::Extent::Whole,
            sending: domain::request::Sending::default(),
        },
        OfficeAct::Refuse {
            ground: RefusalGround::NotHeld,
            reason: "Ні".into(),
            test: None,
            remainder: None,
            sending: domain::request::Sending::default(),
        },
    ];
    let requests: Vec<_> = acts
        .into_iter()
        .map(|act| ActRequest { version: 7, act })
        .collect();
    frozen(&requests, include_str!("wire_frozen/act_requests.json"));
    refused::<ActRequest>(r#"{"version":7,"act":{"kind":"answer","text":"Так","x":1}}"#);
    refused::<ActRequest>(r#"{"version":7,"act":{"kind":"delete"}}"#);
}

/// The remaining words that stand for something on the wire.
#[test]
fn the_words() {
    #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
    struct Words {
        requester: Vec<RequesterType>,
        urgency: Vec<UrgencyGround>,
        refusal: Vec<RefusalGround>,
        extension: Vec<ExtensionGround>,
        status: Vec<Status>,
        outcome: Vec<Outcome>,
        class: Vec<TermClass>,
        refused: Vec<Refused>,
    }
    use {RefusalGround as Ground, RequesterType as Who, UrgencyGround as Urgency};
    let words = Words {
        requester: vec![Who::Person, Who::LegalPerson, Who::Association, Who::Media],
        urgency: vec![
            Urgency::LifeOrLiberty,
            Urgency::Environment,
            Urgency::FoodAndGoods,
            Urgency::Emergency,
        ],
        refusal: vec![
            Ground::NotHeld,
            Ground::Restricted,
            Ground::CostsNotPaid,
            Ground::RequirementsNotMet,
        ],
        extension: vec![ExtensionGround::LargeVolume, ExtensionGround::LargeSearch],
        status: vec![Status::Registered, Status::InWork, Status::Closed],
        outcome: vec![Outcome::Answered, Outcome::Refused],
        class: vec![TermClass::Ordinary, TermClass::Urgent, TermClass::Extended],
        refused: vec![
            Refused::AlreadyClosed,
            Refused::AlreadyExtended,
            Refused::UrgentCannotBeExtended,
            Refused::NoticeTooLate,
            Refused::DeadlineNotLater,
            Refused::TextMissing,
            Refused::BeforeReceipt,
        ],
    };
    frozen(&words, include_str!("wire_frozen/words.json"));
}
