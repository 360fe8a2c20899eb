//! Reports: every request is counted once in every table it belongs to, whatever it is.
#![allow(clippy::unwrap_used, reason = "a test may fail this way")]

use domain::law::TermClass;
use domain::report::{Figure, Period, Request, Section, Span, Tally};
use domain::request::{Channel, InfoKind, Outcome, RefusalGround, RequesterType};
use proptest::prelude::*;

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

#[test]
fn periods_are_called_as_people_call_them_and_compared_with_the_same_days() {
    // (period, what it is, one year earlier)
    let table = [
        (
            "2026-01-01..2026-12-31",
            Span::Year(2026),
            "2025-01-01..2025-12-31",
        ),
        (
            "2026-01-01..2026-06-30",
            Span::HalfYear(2026, 1),
            "2025-01-01..2025-06-30",
        ),
        (
            "2026-07-01..2026-12-31",
            Span::HalfYear(2026, 2),
            "2025-07-01..2025-12-31",
        ),
        (
            "2026-01-01..2026-03-31",
            Span::Quarter(2026, 1),
            "2025-01-01..2025-03-31",
        ),
        (
            "2026-04-01..2026-06-30",
            Span::Quarter(2026, 2),
            "2025-04-01..2025-06-30",
        ),
        (
            "2026-07-01..2026-09-30",
            Span::Quarter(2026, 3),
            "2025-07-01..2025-09-30",
        ),
        (
            "2026-10-01..2026-12-31",
            Span::Quarter(2026, 4),
            "2025-10-01..2025-12-31",
        ),
        (
            "2028-02-01..2028-02-29",
            Span::Month(2028, 2),
            "2027-02-01..2027-02-28",
        ),
        (
            "2029-02-01..2029-02-28",
            Span::Month(2029, 2),
            "2028-02-01..2028-02-29",
        ),
        (
            "2028-02-29..2028-03-10",
            Span::Days("2028-02-29".parse().unwrap(), "2028-03-10".parse().unwrap()),
            "2027-02-28..2027-03-10",
        ),
        (
            "2026-05-05..2026-05-05",
            Span::Days("2026-05-05".parse().unwrap(), "2026-05-05".parse().unwrap()),
            "2025-05-05..2025-05-05",
        ),
    ];
    for (text, span, earlier) in table {
        assert_eq!(period(text).span(), span, "{text}");
        assert_eq!(period(text).earlier(1).unwrap().to_string(), earlier);
        assert_eq!(period(text).to_string(), text);
    }
}

#[test]
fn what_is_no_period_or_figure_is_refused() {
    for text in [
        "",
        "2026-01-01",
        "2026-06-30..2026-01-01",
        "2026-02-30..2026-03-01",
        "2016-01-01..2026-01-01",
        "1990-12-31..1991-01-01",
    ] {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
    for text in [
        "",
        "channel",
        "channel.pigeon",
        "topic.",
        "topic. два",
        "topic.а  б",
        "info.",
        "Total",
    ] {
        assert!(text.parse::<Figure>().is_err(), "{text}");
    }
    let long = format!("topic.{}", "ю".repeat(101));
    assert!(long.parse::<Figure>().is_err());
}

#[test]
fn every_figure_is_read_back_by_its_name() {
    let mut all = Figure::fixed();
    all.extend([
        Figure::Topic(None),
        Figure::Topic(Some("житло і тарифи".into())),
    ]);
    for figure in all {
        assert_eq!(figure.to_string().parse(), Ok(figure));
    }
}

#[test]
fn medians_are_of_the_nearest_rank_and_leave_the_withdrawn_out() {
    // (days it took, median, nine of ten)
    let table: &[(&[u32], _)] = &[
        (&[], None),
        (&[3], Some((3, 3))),
        (&[1, 4], Some((1, 4))),
        (&[0, 1, 2, 3, 4, 5, 6, 7, 8, 20], Some((4, 8))),
        (&[5, 5, 5, 5, 21], Some((5, 21))),
    ];
    for &(took, wanted) in table {
        let mut tally = Tally::default();
        for days in took {
            tally.add(&Request {
                days: Some(*days),
                ..ended(Outcome::Answered)
            });
        }
        tally.add(&Request {
            days: Some(100),
            ..ended(Outcome::Withdrawn)
        });
        let days = tally.figures(period("2026-01-01..2026-06-30")).days;
        assert_eq!(
            days.map(|days| (days.median, days.ninetieth)),
            wanted,
            "{took:?}"
        );
    }
}

fn ended(outcome: Outcome) -> Request<'static> {
    Request {
        channel: Channel::App,
        requester: RequesterType::Person,
        info: None,
        topic: None,
        outcome: Some(outcome),
        ground: None,
        class: TermClass::Ordinary,
        deferred: false,
        forwarded_in_part: false,
        late: false,
        days: Some(1),
    }
}

fn any_request() -> impl Strategy<Value = Request<'static>> {
    let grounds = [
        RefusalGround::NotHeld,
        RefusalGround::Restricted,
        RefusalGround::CostsNotPaid,
        RefusalGround::RequirementsNotMet,
    ];
    let who = [
        RequesterType::Person,
        RequesterType::LegalPerson,
        RequesterType::Association,
        RequesterType::Media,
    ];
    let classes = [TermClass::Ordinary, TermClass::Urgent, TermClass::Extended];
    (
        proptest::sample::select(Channel::ALL.to_vec()),
        proptest::sample::select(who.to_vec()),
        proptest::option::of(proptest::sample::select(InfoKind::ALL.to_vec())),
        proptest::option::of(proptest::sample::select(vec![
            "житло",
            "транспорт",
            "земля",
        ])),
        proptest::option::of(proptest::sample::select(Outcome::ALL.to_vec())),
        proptest::sample::select(grounds.to_vec()),
        proptest::sample::select(classes.to_vec()),
        any::<[bool; 3]>(),
        0_u32..30,
    )
        .prop_map(
            |(channel, requester, info, topic, outcome, ground, class, marks, days)| Request {
                channel,
                requester,
                info,
                topic,
                outcome,
                ground: (outcome == Some(Outcome::Refused)).then_some(ground),
                class,
                deferred: marks[0],
                forwarded_in_part: marks[1],
                late: marks[2],
                days: outcome.map(|_| days),
            },
        )
}

proptest! {
    #[test]
    fn every_table_adds_up(requests in proptest::collection::vec(any_request(), 0..200)) {
        let mut tally = Tally::default();
        for request in &requests {
            tally.add(request);
        }
        let figures = tally.figures(period("2026-01-01..2026-06-30"));
        let sum = |section| figures.section(section).map(|count| count.count).sum::<u64>();
        let all = requests.len() as u64;
        for whole in [Section::Total, Section::Channels, Section::Requesters, Section::Kinds, Section::Topics, Section::Results] {
            prop_assert_eq!(sum(whole), all, "{:?}", whole);
        }
        prop_assert_eq!(sum(Section::Grounds), figures.of(&Figure::Outcome(Outcome::Refused)));
        prop_assert_eq!(figures.ended() + figures.of(&Figure::Open), all);
        prop_assert!(figures.of(&Figure::Overdue) <= figures.of(&Figure::Open));
        // Each figure stands once, in the order of the tables.
        let order: Vec<Section> = figures.counts.iter().map(|count| count.figure.section()).collect();
        prop_assert!(order.is_sorted(), "{:?}", order);
    }
}
