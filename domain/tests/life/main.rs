//! The life of a request: every status with every event, and any sequence of events.
#![allow(clippy::unwrap_used)]

mod any;

use chrono::{DateTime, Duration, Utc};
use domain::calendar::{Regimes, WorkingCalendar};
use domain::law::{self, Deadline, Policy, TermClass};
use domain::law::{CopyKind, Interest, ThreePartTest};
use domain::request::{
    Act, AppealResult, Appellate, Assignment, Case, Charge, Event, ExtensionGround, Extent, Facts,
    Gap, InfoKind, Outcome, RefusalGround, Refused, Remainder, Sending, Status, Term, apply,
};

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
        Facts::default(),
        Term {
            class,
            deadline: deadline(class),
        },
        notice_by,
    )
}

/// A case of this class with these facts.
fn case_with(class: TermClass, facts: Facts) -> Case {
    Case {
        facts,
        ..case(class)
    }
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
        sending: Sending::default(),
    }
}

fn answered() -> Event {
    Event::Answered {
        text: "Посаджено 120 дерев.".into(),
        extent: Extent::Whole,
        sending: Sending::default(),
    }
}

fn refused() -> Event {
    Event::Refused {
        ground: RefusalGround::NotHeld,
        reason: "Не володіє".into(),
        responsible_name: "Орися Криничанка".into(),
        responsible_position: "Головна спеціалістка".into(),
        test: None,
        remainder: None,
        sending: Sending::default(),
    }
}

fn text(text: &str) -> String {
    text.into()
}

/// A refusal on this ground with this test and remainder.
fn refusal(ground: RefusalGround, test: Option<ThreePartTest>, left: Option<Remainder>) -> Event {
    Event::Refused {
        ground,
        reason: text("Обґрунтування"),
        responsible_name: text("Орися Криничанка"),
        responsible_position: text("Головна спеціалістка"),
        test,
        remainder: left,
        sending: Sending::default(),
    }
}

fn test(harm: &str) -> ThreePartTest {
    ThreePartTest {
        interest: Interest::RightsOfOthers,
        interest_why: text("Адреси дітей"),
        harm: text(harm),
        outweighs: text("Суспільству досить кількості"),
    }
}

fn day(date: &str) -> Deadline {
    let calendar = WorkingCalendar::new(Regimes::actual());
    let (from, until) = (received().date_naive(), date.parse().unwrap());
    law::deferral(from, until, &calendar).unwrap().deadline
}

fn deferred(until: &str) -> Event {
    Event::Deferred {
        reason: text("Обстріл пошкодив архів"),
        deadline: day(until),
        responsible_name: text("Орися Криничанка"),
        responsible_position: text("Головна спеціалістка"),
        sending: Sending::default(),
    }
}

fn resolved(executors: &[(&str, Option<&str>)]) -> Event {
    let assignment = |(name, by): &(&str, Option<&str>)| Assignment {
        executor: text(name),
        control_by: by.map(|by| by.parse().unwrap()),
    };
    Event::Resolved {
        author: text("Левко Шумейко"),
        position: text("Міський голова"),
        dated: received().date_naive(),
        text: text("До розгляду"),
        assignments: executors.iter().map(assignment).collect(),
    }
}

fn invoiced(kopecks: u64) -> Event {
    Event::Invoiced {
        pages: 30,
        copies: CopyKind::A4,
        kopecks,
        number: text("7"),
    }
}

fn paid() -> Event {
    Event::Paid {
        on: received().date_naive(),
    }
}

fn forwarded(part: Option<&str>) -> Event {
    Event::Forwarded {
        holder: text("Обласна рада"),
        address: text("вул. Вигадана, 1"),
        part: part.map(text),
        sending: Sending::default(),
    }
}

fn prepared(executor: &str) -> Event {
    Event::Prepared {
        executor: text(executor),
        text: text("Перелік додано"),
    }
}

fn returned(executor: &str) -> Event {
    Event::Returned {
        executor: text(executor),
        reason: text("Бракує року"),
    }
}

fn appealed() -> Event {
    Event::Appealed {
        to: Appellate::Court,
        about: text("Відмова"),
        dated: None,
        answer_by: None,
    }
}

fn decided(result: AppealResult) -> Event {
    Event::AppealDecided {
        result,
        text: text("Рішення"),
    }
}

/// What the facts, told one after the other an hour apart, lead to.
fn told(start: Case, events: Vec<Event>) -> Result<Case, (usize, Refused)> {
    let mut case = start;
    for (nth, event) in events.into_iter().enumerate() {
        let hours = i64::try_from(nth).unwrap() + 1;
        case = apply(&case, &after(hours, event)).map_err(|refused| (nth, refused))?;
    }
    Ok(case)
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
                charges: vec![Charge {
                    executor: "Архівний відділ".into(),
                    control_by: None,
                    prepared: false,
                }],
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
                closed_at: Some(received() + Duration::hours(2)),
                ..before.clone()
            },
        ),
        (
            refused(),
            Case {
                status: Status::Closed,
                outcome: Some(Outcome::Refused),
                closed_at: Some(received() + Duration::hours(2)),
                ground: Some(RefusalGround::NotHeld),
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
        sending: Sending::default(),
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
            2 => Event::Answered {
                text: answer,
                extent: Extent::Whole,
                sending: Sending::default(),
            },
            6 => Event::Extended {
                ground: ExtensionGround::LargeVolume,
                reason: why,
                deadline: deadline(TermClass::Extended),
                sending: Sending::default(),
            },
            _ => Event::Refused {
                ground: RefusalGround::NotHeld,
                reason,
                responsible_name: name,
                responsible_position: position,
                test: None,
                remainder: None,
                sending: Sending::default(),
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

/// What it is about, where it starts, what happens, and how it ends or which event is refused.
type Tale = (
    &'static str,
    Case,
    Vec<Event>,
    Result<Option<Outcome>, (usize, Refused)>,
);

#[test]
fn stories_of_a_request() {
    use AppealResult::{Rejected, Upheld};
    use RefusalGround::{CostsNotPaid, NotHeld, RequirementsNotMet, Restricted};
    let ordinary = || case(TermClass::Ordinary);
    let urgent = || case(TermClass::Urgent);
    let gap = || {
        case_with(
            TermClass::Ordinary,
            Facts {
                gaps: vec![Gap::Address],
                drawn_up: false,
            },
        )
    };
    let drawn_up = || {
        case_with(
            TermClass::Ordinary,
            Facts {
                gaps: vec![],
                drawn_up: true,
            },
        )
    };
    let copy = || Event::CopyGiven {
        on: received().date_naive(),
    };
    let nothing_left = || {
        Some(Remainder::Nothing {
            why: text("Самі адреси"),
        })
    };
    let left = || {
        Some(Remainder::Given {
            text: text("Кількість: 12"),
        })
    };
    let fine = || Some(test("Загроза безпеці"));
    let to_ordinary = || Event::UrgencyJudged {
        reason: text("Не загрожує безпеці"),
        class: TermClass::Ordinary,
        deadline: deadline(TermClass::Ordinary),
        notice_by: Some(deadline(TermClass::Ordinary)),
    };
    let closed = |outcome| Ok(Some(outcome));
    let open = || Ok(None);
    #[rustfmt::skip]
    let table: Vec<Tale> = vec![
        ("not held", ordinary(), vec![refusal(NotHeld, None, None)], closed(Outcome::Refused)),
        ("restricted, no test", ordinary(), vec![refusal(Restricted, None, nothing_left())], Err((0, Refused::TestFails))),
        ("restricted, no harm", ordinary(), vec![refusal(Restricted, Some(test(" ")), nothing_left())], Err((0, Refused::TestFails))),
        ("restricted, nothing said of the rest", ordinary(), vec![refusal(Restricted, fine(), None)], Err((0, Refused::RemainderMissing))),
        ("restricted as a whole", ordinary(), vec![refusal(Restricted, fine(), nothing_left())], closed(Outcome::Refused)),
        ("restricted in part", ordinary(), vec![refusal(Restricted, fine(), left())], closed(Outcome::AnsweredInPart)),
        ("costs never asked for", ordinary(), vec![refusal(CostsNotPaid, None, None)], Err((0, Refused::NoUnpaidCosts))),
        ("costs not paid", ordinary(), vec![invoiced(600), refusal(CostsNotPaid, None, None)], closed(Outcome::Refused)),
        ("costs paid", ordinary(), vec![invoiced(600), paid(), refusal(CostsNotPaid, None, None)], Err((2, Refused::NoUnpaidCosts))),
        ("copies cost nothing", ordinary(), vec![invoiced(0)], Err((0, Refused::FreeOfCharge))),
        ("paid twice", ordinary(), vec![invoiced(600), paid(), paid()], Err((2, Refused::NoUnpaidCosts))),
        ("nothing lacks", ordinary(), vec![refusal(RequirementsNotMet, None, None)], Err((0, Refused::NoGaps))),
        ("an address lacks", gap(), vec![refusal(RequirementsNotMet, None, None)], closed(Outcome::Refused)),
        ("drawn up, no copy given", drawn_up(), vec![answered()], Err((0, Refused::CopyNotGiven))),
        ("drawn up, copy given", drawn_up(), vec![copy(), answered()], closed(Outcome::Answered)),
        ("a copy of nothing", ordinary(), vec![copy()], Err((0, Refused::NoCopyDue))),
        ("a copy twice", drawn_up(), vec![copy(), copy()], Err((1, Refused::NoCopyDue))),
        ("forwarded", ordinary(), vec![forwarded(None)], closed(Outcome::Forwarded)),
        ("forwarded in part, then answered", ordinary(), vec![forwarded(Some("Про дороги області")), answered()], closed(Outcome::Answered)),
        ("forwarded in part of nothing", ordinary(), vec![forwarded(Some(" "))], Err((0, Refused::TextMissing))),
        ("deferred", ordinary(), vec![deferred("2027-01-11")], open()),
        ("deferred to an earlier day", ordinary(), vec![deferred("2026-12-14")], Err((0, Refused::DeadlineNotLater))),
        ("deferred, then extended", ordinary(), vec![deferred("2027-01-11"), extended()], Err((1, Refused::UrgentCannotBeExtended))),
        ("extended, then deferred", ordinary(), vec![extended(), deferred("2027-01-11")], open()),
        ("urgent and deferred", urgent(), vec![deferred("2027-01-11")], open()),
        ("not urgent after all, then extended", urgent(), vec![to_ordinary(), extended()], open()),
        ("judged to be what it is", ordinary(), vec![to_ordinary()], Err((0, Refused::SameClass))),
        ("resolved, prepared, returned, prepared", ordinary(), vec![resolved(&[("Архів", None), ("ЖКГ", Some("2026-12-10"))]), prepared("ЖКГ"), returned("ЖКГ"), prepared("ЖКГ")], open()),
        ("resolved to nobody", ordinary(), vec![resolved(&[])], Err((0, Refused::NotCharged))),
        ("resolved twice to one", ordinary(), vec![resolved(&[("Архів", None), (" Архів", None)])], Err((0, Refused::NotCharged))),
        ("control after the deadline", ordinary(), vec![resolved(&[("Архів", Some("2026-12-15"))])], Err((0, Refused::ControlAfterDeadline))),
        ("prepared by somebody else", ordinary(), vec![resolved(&[("Архів", None)]), prepared("ЖКГ")], Err((1, Refused::NotCharged))),
        ("nothing to return", ordinary(), vec![resolved(&[("Архів", None)]), returned("Архів")], Err((1, Refused::NothingPrepared))),
        ("withdrawn", ordinary(), vec![Event::Withdrawn { reason: text("Лист від 08.12") }], closed(Outcome::Withdrawn)),
        ("explained", ordinary(), vec![Event::Explained { text: text("Це звернення"), sending: Sending::default() }], closed(Outcome::Explained)),
        ("appeal upheld opens it again", ordinary(), vec![refused(), appealed(), decided(Upheld)], open()),
        ("and it is answered", ordinary(), vec![refused(), appealed(), decided(Upheld), answered()], closed(Outcome::Answered)),
        ("appeal rejected", ordinary(), vec![refused(), appealed(), decided(Rejected)], closed(Outcome::Refused)),
        ("appeal of silence", ordinary(), vec![appealed(), decided(Upheld)], open()),
        ("two appeals at once", ordinary(), vec![refused(), appealed(), appealed()], Err((2, Refused::NoSuchAppeal))),
        ("decided without an appeal", ordinary(), vec![refused(), decided(Upheld)], Err((1, Refused::NoSuchAppeal))),
        ("a note after the answer", ordinary(), vec![answered(), Event::Noted { text: text("До справи") }], closed(Outcome::Answered)),
        ("classified after the answer", ordinary(), vec![answered(), classified("Транспорт")], closed(Outcome::Answered)),
        ("a topic that is no topic but a text", ordinary(), vec![classified(&"т".repeat(101))], Err((0, Refused::TextMissing))),
        ("answered after the answer", ordinary(), vec![answered(), answered()], Err((1, Refused::AlreadyClosed))),
    ];
    for (what, start, events, expected) in table {
        let reached = told(start, events);
        assert_eq!(reached.map(|case| case.outcome), expected, "{what}");
    }
}

fn classified(topic: &str) -> Event {
    Event::Classified {
        info: InfoKind::Legal,
        topic: topic.to_owned(),
    }
}

#[test]
fn what_reports_count_by_follows_from_the_acts() {
    let told = |events: &[Event]| {
        let one = |case, event: &Event| apply(&case, &after(2, event.clone())).unwrap();
        events.iter().fold(case(TermClass::Ordinary), one)
    };
    let at = received() + Duration::hours(2);
    let open = told(&[classified("  земельні \n питання "), classified(" ")]);
    assert_eq!((open.info, open.topic), (Some(InfoKind::Legal), None));
    let kept = told(&[classified("  земельні \n питання ")]);
    assert_eq!(kept.topic.as_deref(), Some("земельні питання"));
    let closed = told(&[forwarded(Some("Про дороги області")), refused()]);
    assert_eq!(closed.closed_at, Some(at));
    assert_eq!(closed.ground, Some(RefusalGround::NotHeld));
    assert!(closed.forwarded_in_part);
    let again = told(&[refused(), appealed(), decided(AppealResult::Upheld)]);
    assert_eq!((again.closed_at, again.ground), (None, None));
}

#[test]
fn a_deferral_is_decided_within_the_term() {
    let open = case(TermClass::Ordinary);
    // The last minute of Monday 14 December in Kyiv.
    let last = Duration::hours(182) - Duration::minutes(1);
    let at = |after: Duration| {
        apply(
            &open,
            &Act {
                event: deferred("2027-01-11"),
                at: received() + after,
            },
        )
    };
    let next = at(last).unwrap();
    assert!(next.deferred && next.notice_by.is_none());
    assert_eq!(next.term.deadline, day("2027-01-11"));
    assert_eq!(at(last + Duration::minutes(1)), Err(Refused::TermOver));
}

#[test]
fn who_is_away_hands_over_only_their_own_part() {
    let open = told(
        case(TermClass::Ordinary),
        vec![resolved(&[("Архів", None), ("ЖКГ", None)])],
    )
    .unwrap();
    let hand = |from: &str, to: &str| {
        let event = Event::HandedOver {
            from: text(from),
            to: text(to),
            reason: text("Відпустка"),
        };
        apply(&open, &after(2, event)).map(|case| {
            case.charges
                .into_iter()
                .map(|charge| charge.executor)
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(
        hand("ЖКГ", "Юристи"),
        Ok(vec![text("Архів"), text("Юристи")])
    );
    assert_eq!(hand("ЖКГ", "Архів"), Err(Refused::NotCharged));
    assert_eq!(hand("Юристи", "Освіта"), Err(Refused::NotCharged));
}
