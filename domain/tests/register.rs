//! The council's duties: what is missing of access, entries of the register and tables of them,
//! when the place to work with documents can be booked.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

use chrono::{NaiveDate, NaiveTime};
use domain::calendar::{Regimes, WorkingCalendar};
use domain::register::table::{TableFault, line, read};
use domain::register::visit::{
    RulesFault, Standing, VisitEvent, VisitRefused, VisitRules, Visits, Wish, number, read_number,
};
use domain::register::{
    AccessFault, AccessPage, AccessPart, ActLink, Document, DocumentField, DocumentKind, Duty,
    Published, Restriction, changed, lacks, words,
};
use domain::request::Language;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

#[test]
fn each_duty_is_missing_until_it_is_published() {
    let all = Published {
        reports: true,
        documents: true,
    };
    let full = AccessPage {
        position: "начальниця відділу".into(),
        name: "Вербова Ніна Гнатівна".into(),
        phone: "(000) 000-00-00".into(),
        email: "dostup@rada.example".into(),
        hours: "пн–пт 9:00–17:00".into(),
        place: "кімната 3".into(),
        forms: "кімната 4".into(),
        request: "усно чи письмово".into(),
        appeal: "голові ради, до суду".into(),
        rules: "Порядок роботи із запитами".into(),
        acts: Vec::new(),
    };
    assert_eq!(lacks(&full, all), []);
    assert_eq!(
        lacks(&AccessPage::default(), Published::default()),
        Duty::ALL
    );
    type Empty = fn(&mut AccessPage);
    let table: [(Empty, Duty); 7] = [
        (|page| page.name.clear(), Duty::Officer),
        (|page| page.email = "  ".into(), Duty::Contacts),
        (|page| page.hours.clear(), Duty::Hours),
        (|page| page.place = "\n".into(), Duty::Place),
        (|page| page.forms.clear(), Duty::Forms),
        (|page| page.appeal.clear(), Duty::Appeal),
        (|page| page.rules.clear(), Duty::Rules),
    ];
    for (empty, duty) in table {
        let mut page = full.clone();
        empty(&mut page);
        assert_eq!(lacks(&page, all), [duty]);
        assert!(!duty.article().is_empty());
    }
    let mut moved = full.clone();
    moved.hours = "за записом".into();
    moved.rules.push('!');
    assert_eq!(
        changed(&full, &moved),
        [AccessPart::Officer, AccessPart::Rules]
    );
}

#[test]
fn a_link_leads_to_a_page_and_does_nothing_else() {
    for (url, good) in [
        ("https://zakon.rada.gov.ua/laws/show/2939-17", true),
        ("http://rada.example", true),
        ("javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("https://", false),
        ("https:///path", false),
        ("https://a b", false),
        ("https://x\"onclick=", false),
        ("//rada.example", false),
        ("rada.example", false),
        ("", false),
    ] {
        let page = AccessPage {
            acts: vec![ActLink {
                title: "Акт".into(),
                url: url.into(),
            }],
            ..AccessPage::default()
        };
        let wrong = page.check().err().unwrap_or_default();
        let wrong: Vec<AccessFault> = wrong.into_iter().map(|one| one.what).collect();
        let expected: &[AccessFault] = if good { &[] } else { &[AccessFault::NotALink] };
        assert_eq!(wrong, expected, "{url}");
    }
}

fn document() -> Document {
    Document {
        name: "Про ремонт дороги, \"другий\" етап".into(),
        number: "112".into(),
        created: Some(day("2026-03-14")),
        received: Some(day("2026-03-16")),
        source: "=Управління".into(),
        restriction: Some(Restriction {
            ground: "ч. 2 ст. 6".into(),
            term: "до 01.01.2028".into(),
        }),
        field: "Дороги".into(),
        keywords: vec!["дороги".into(), "ремонт".into()],
        kind: DocumentKind::PressRelease,
        form: "паперова".into(),
        place: "архівний відділ".into(),
        ..Document::default()
    }
}

#[test]
fn an_entry_has_what_the_law_asks_for() {
    let today = day("2026-12-01");
    document().check(today).unwrap();
    type Spoil = fn(&mut Document);
    let table: [(Spoil, &str); 9] = [
        (|one| one.name = " ".into(), "Назва документа: заповніть"),
        (
            |one| one.name = "а".repeat(1_001),
            "Назва документа: щонайбільше 1000",
        ),
        (
            |one| one.source.clear(),
            "Джерело (автор, підрозділ): заповніть",
        ),
        (
            |one| (one.created, one.received) = (None, None),
            "Дата створення: заповніть",
        ),
        (
            |one| one.created = Some("2026-12-02".parse().unwrap()),
            "Дата створення: цей день ще не настав",
        ),
        (
            |one| one.received = Some("2026-03-13".parse().unwrap()),
            "Дата надходження: раніше",
        ),
        (
            |one| one.restriction.as_mut().unwrap().term.clear(),
            "Строк обмеження доступу: заповніть",
        ),
        (
            |one| one.keywords = vec!["слово".into(); 31],
            "Ключові слова: щонайбільше 30",
        ),
        (
            |one| one.place = "а\nб".into(),
            "Місце зберігання: щонайбільше",
        ),
    ];
    for (spoil, said) in table {
        let mut spoilt = document();
        spoil(&mut spoilt);
        let problems = spoilt.check(today).unwrap_err();
        let first = words::document_problem(&problems[0], Language::Uk);
        assert!(first.starts_with(said), "{first}");
    }
}

fn headings(language: Language) -> Vec<String> {
    DocumentField::ALL
        .map(|field| words::field(field, language).to_owned())
        .into()
}

#[test]
fn what_a_table_was_made_of_is_read_out_of_it() {
    for language in [Language::Uk, Language::En] {
        let lines = [(2, line(&document(), language))];
        let found = read(&headings(language), lines, day("2026-12-01")).unwrap();
        assert_eq!(found.bad, []);
        assert_eq!(found.good, [(2, document())]);
    }
}

#[test]
fn every_bad_line_is_told_by_number_and_reason() {
    let good = line(&document(), Language::Uk);
    let with = |field: DocumentField, text: &str| {
        let mut cells = good.clone();
        let at = DocumentField::ALL.iter().position(|one| *one == field);
        cells[at.unwrap()] = text.to_owned();
        cells
    };
    let lines = [
        (2, good.clone()),
        (3, vec![String::new(); 13]),
        (4, with(DocumentField::Created, "31.02.2026")),
        (5, with(DocumentField::Kind, "Указ")),
        (7, good.clone()),
        (8, vec!["лише назва".into()]),
        (9, with(DocumentField::Created, "01.02.2026")),
    ];
    let found = read(&headings(Language::Uk), lines, day("2026-12-01")).unwrap();
    let good: Vec<u32> = found.good.iter().map(|(line, _)| *line).collect();
    assert_eq!(good, [2, 9], "an empty line is none");
    let told: Vec<String> = found
        .bad
        .iter()
        .map(|bad| {
            let first = words::document_problem(&bad.problems[0], Language::Uk);
            format!("{} {} {first}", bad.line, bad.problems.len())
        })
        .collect();
    assert_eq!(
        told,
        [
            "4 1 Дата створення: напишіть дату так: 2026-12-04 або 04.12.2026",
            "5 1 Вид документа: такого слова реєстр не знає; візьміть слово зі списку",
            "7 1 Назва документа: повторює рядок 2",
            "8 5 Дата створення: заповніть",
        ]
    );
    let few = read(&["Назва документа".to_owned()], [], day("2026-12-01"));
    let field = DocumentField::Created;
    assert_eq!(few.unwrap_err(), TableFault::NoColumn { field });
}

fn rules() -> VisitRules {
    VisitRules {
        seats: 2,
        place: "кімната 3".into(),
        ahead: 3,
        ..VisitRules::default()
    }
}

#[test]
fn only_coming_slots_of_working_days_are_given() {
    let calendar = WorkingCalendar::new(Regimes::ordinary());
    // Thursday before a Friday; Saturday and Sunday are off, and Friday 01.01 is a holiday.
    let at = |text: &str| text.parse().unwrap();
    for (now, days) in [
        (
            "2026-11-26T06:00:00Z",
            ["2026-11-26", "2026-11-27", "2026-11-30"],
        ),
        // 15:59 in Kyiv: the slot at 16:00 is still to come; at 16:00 it is not.
        (
            "2026-11-26T13:59:59Z",
            ["2026-11-26", "2026-11-27", "2026-11-30"],
        ),
        (
            "2026-11-26T14:00:00Z",
            ["2026-11-27", "2026-11-30", "2026-12-01"],
        ),
        (
            "2026-12-31T06:00:00Z",
            ["2026-12-31", "2027-01-04", "2027-01-05"],
        ),
    ] {
        let found = rules().days(&calendar, at(now)).unwrap();
        assert_eq!(found, days.map(day), "{now}");
    }
    let takes = |on: &str, starts: &str| {
        let now = at("2026-11-26T08:30:00Z");
        rules()
            .takes(&calendar, day(on), time(starts), now)
            .unwrap()
    };
    for (on, starts, given) in [
        ("2026-11-26", "11:00:00", true),
        ("2026-11-26", "10:00:00", false),
        ("2026-11-26", "12:00:00", false),
        ("2026-11-26", "11:30:00", false),
        ("2026-11-28", "11:00:00", false),
        ("2026-12-01", "11:00:00", false),
    ] {
        assert_eq!(takes(on, starts), given, "{on} {starts}");
    }
    let closed = VisitRules {
        seats: 0,
        ..rules()
    };
    assert_eq!(
        closed.days(&calendar, at("2026-11-26T06:00:00Z")).unwrap(),
        []
    );
}

#[test]
fn wrong_rules_are_refused() {
    type Spoil = fn(&mut VisitRules);
    let table: [(Spoil, RulesFault); 8] = [
        (|one| one.seats = 51, RulesFault::Seats),
        (|one| one.place.clear(), RulesFault::Place),
        (|one| one.closes = one.opens, RulesFault::Hours),
        (
            |one| one.pause_ends = "17:30:00".parse().unwrap(),
            RulesFault::Hours,
        ),
        (|one| one.slot_minutes = 5, RulesFault::Slot),
        (|one| one.slot_minutes = 480, RulesFault::Slot),
        (|one| one.ahead = 0, RulesFault::Ahead),
        (|one| one.keep_days = 31, RulesFault::Keep),
    ];
    rules().check().unwrap();
    for (spoil, fault) in table {
        let mut spoilt = rules();
        spoil(&mut spoilt);
        assert_eq!(spoilt.check(), Err(vec![fault]));
    }
}

fn wish(id: u128, name: &str) -> Wish {
    Wish {
        id: Uuid::from_u128(id),
        starts: time("10:00:00"),
        name: name.into(),
        contact: "hist@example.com".into(),
        documents: "Протоколи".into(),
        secret_hash: "0".repeat(64),
    }
}

#[test]
fn a_booking_lives_by_its_rules() {
    let (mut visits, on) = (Visits::default(), day("2026-12-04"));
    let before = "2026-12-04T07:00:00Z".parse().unwrap();
    let after = "2026-12-04T08:00:00Z".parse().unwrap();
    assert_eq!(visits.book(&wish(1, "Перша"), 2).unwrap().n, 1);
    assert_eq!(
        visits.book(&wish(1, "Перша"), 2).unwrap().n,
        1,
        "twice is once"
    );
    assert_eq!(
        visits.book(&wish(1, "Інша"), 2),
        Err(VisitRefused::Conflict)
    );
    assert_eq!(visits.book(&wish(2, " "), 2), Err(VisitRefused::Name));
    visits.book(&wish(2, "Другий"), 2).unwrap();
    assert_eq!(visits.book(&wish(3, "Третя"), 2), Err(VisitRefused::Full));
    let act = |visits: &mut Visits, n, event: VisitEvent, now| visits.apply(on, n, &event, now);
    let refuse = |reason: &str| VisitEvent::Refuse {
        reason: reason.into(),
    };
    for (n, event, now, came) in [
        (9, VisitEvent::Confirm, before, Err(VisitRefused::Over)),
        (1, refuse("  "), before, Err(VisitRefused::Reason)),
        (1, VisitEvent::Came, before, Err(VisitRefused::NotYet)),
        (1, VisitEvent::Confirm, before, Ok(())),
        (1, VisitEvent::Came, after, Ok(())),
        (1, refuse("пізно"), after, Err(VisitRefused::Over)),
        (2, refuse("ремонт"), before, Ok(())),
        (2, VisitEvent::Confirm, before, Err(VisitRefused::Over)),
    ] {
        assert_eq!(
            act(&mut visits, n, event.clone(), now),
            came,
            "{n} {event:?}"
        );
    }
    assert_eq!(visits.cancel(on, 1, before), Err(VisitRefused::Over));
    visits.book(&wish(3, "Третя"), 2).unwrap();
    assert_eq!(
        visits.cancel(on, 3, after),
        Err(VisitRefused::Over),
        "too late"
    );
    visits.cancel(on, 3, before).unwrap();
    let cancelled = visits.by_number(3).unwrap();
    assert_eq!(cancelled.standing, Standing::Cancelled);
    assert!(cancelled.name.is_empty() && cancelled.contact.is_empty());
    let again = visits.book(&wish(3, "Третя"), 2).unwrap();
    assert_eq!(
        again.standing,
        Standing::Cancelled,
        "sent again it stays so"
    );
    visits.erase();
    let left = format!("{visits:?}");
    assert!(
        !left.contains("Перша") && !left.contains("ремонт"),
        "{left}"
    );
    assert_eq!(visits.by_number(1).unwrap().came, Some(true));
}

#[test]
fn a_number_is_read_as_it_was_written() {
    for on in ["2026-01-01", "2026-12-31", "2030-02-28"] {
        let written = number(day(on), 12);
        assert_eq!(read_number(&written), Some((day(on), 12)));
    }
    for wrong in [
        "",
        "-",
        "041226",
        "041226-",
        "041226-х",
        "0412260-1",
        "990026-1",
        "041226--1",
        "٠٤١٢٢٦-1",
    ] {
        assert_eq!(read_number(wrong), None, "{wrong}");
    }
}

#[test]
fn data_are_kept_no_longer_than_the_rules_say() {
    for (keep_days, today, kept_from) in [
        (1, "2026-12-05", "2026-12-05"),
        (2, "2026-12-05", "2026-12-04"),
        (30, "2026-12-30", "2026-12-01"),
    ] {
        let rules = VisitRules {
            keep_days,
            ..rules()
        };
        assert_eq!(rules.kept_from(day(today)), day(kept_from), "{keep_days}");
    }
}
