//! Whatever happened to bookings and questions: each is counted once, and every total is the sum of
//! its rows.

use chrono::{DateTime, TimeDelta, Utc};
use domain::open_day::places::{Places, Wish};
use domain::open_day::question::{Concern, NewQuestion, Question, QuestionStatus};
use domain::open_day::survey::Channel;
use domain::open_day::{
    AT_ONCE, Category, CategoryTurnout, DaySummary, OpenDay, Slot, SurveyResults, Turnout, Ways,
    begin, question_ages, summarise,
};
use proptest::prelude::*;
use uuid::Uuid;

use super::day;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

const ASKED: &str = "2026-12-09T09:00:00Z";

fn a_day() -> OpenDay {
    let slot = |n, from: &str, to: &str| Slot {
        n,
        starts: from.parse().unwrap(),
        ends: to.parse().unwrap(),
        places: AT_ONCE,
    };
    let slots = vec![
        slot(1, "10:00:00", "11:00:00"),
        slot(2, "11:00:00", "12:00:00"),
    ];
    let new = begin("Тема", day("2026-12-09"), at("2026-10-01T09:00:00Z")).unwrap();
    OpenDay { slots, ..new }
}

fn nothing_asked() -> SurveyResults {
    SurveyResults {
        questions: Vec::new(),
        in_time: 0,
        late: 0,
        ways: Ways::default(),
        counts_late: false,
        counted: Vec::new(),
        late_counted: Vec::new(),
        proposed: Vec::new(),
    }
}

fn summed(places: &Places, questions: &[Question]) -> DaySummary {
    summarise(&a_day(), places, questions, nothing_asked())
}

fn of(turnout: &Turnout) -> [u32; 6] {
    [
        turnout.booked,
        turnout.cancelled,
        turnout.waited,
        turnout.absent,
        turnout.came,
        turnout.walked_in,
    ]
}

fn sum(all: impl Iterator<Item = [u32; 6]>) -> [u32; 6] {
    all.fold([0; 6], |mut sum, one| {
        for (sum, one) in sum.iter_mut().zip(one) {
            *sum += one;
        }
        sum
    })
}

fn rows(rows: &[CategoryTurnout]) -> [u32; 6] {
    sum(rows.iter().map(|row| of(&row.turnout)))
}

/// Something that happens to the visitor of this number.
#[derive(Debug, Clone)]
enum Step {
    Book(u8, u16, usize),
    Cancel(u8),
    Come(u8),
    WalkIn(u8, u16, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let slot = 1..=2_u16;
    let category = 0..Category::ALL.len();
    let step = prop_oneof![
        3 => (any::<u8>(), slot.clone(), category.clone()).prop_map(|(n, slot, of)| Step::Book(n, slot, of)),
        1 => any::<u8>().prop_map(Step::Cancel),
        1 => any::<u8>().prop_map(Step::Come),
        1 => (any::<u8>(), slot, category).prop_map(|(n, slot, of)| Step::WalkIn(n, slot, of)),
    ];
    prop::collection::vec(step, 0..120)
}

fn wish(n: u128, slot: u16, of: usize, secret: &str) -> Wish {
    Wish {
        id: Uuid::from_u128(n),
        slot,
        category: Category::ALL[of],
        name: "Відвідувач".into(),
        contact: String::new(),
        secret_hash: secret.into(),
    }
}

proptest! {
    #[test]
    fn each_is_counted_once_and_totals_are_sums(steps in steps()) {
        let mut places = Places::default();
        for step in steps {
            // What is refused changes nothing.
            let _ = match step {
                Step::Book(n, slot, of) => places.book(wish(n.into(), slot, of, "secret"), AT_ONCE).map(drop),
                Step::Cancel(n) => places.cancel(Uuid::from_u128(n.into()), AT_ONCE).map(drop),
                Step::Come(n) => places.check_in(Uuid::from_u128(n.into()), at(ASKED).timestamp_millis(), at(ASKED)),
                Step::WalkIn(n, slot, of) => {
                    places.walk_in(wish(1000 + u128::from(n), slot, of, ""), None, AT_ONCE, (at(ASKED).timestamp_millis(), at(ASKED)))
                }
            };
        }
        let visitors = summed(&places, &[]).visitors;
        prop_assert_eq!(of(&visitors.total), rows(&visitors.rows));
        prop_assert_eq!(of(&visitors.total), sum(visitors.slots.iter().map(|slot| of(&slot.total))));
        for slot in &visitors.slots {
            prop_assert_eq!(of(&slot.total), rows(&slot.rows));
            let row = |row: &CategoryTurnout| row.turnout;
            for turnout in slot.rows.iter().map(row).chain([slot.total]) {
                let [booked, cancelled, waited, absent, came, _] = of(&turnout);
                prop_assert_eq!(booked, cancelled + waited + absent + came);
            }
            prop_assert!(slot.total.there() <= AT_ONCE);
        }
        let everybody = visitors.total.booked + visitors.total.walked_in;
        prop_assert_eq!(everybody as usize, places.bookings.len());
    }
}

fn question(n: u32, deputy: &str, status: QuestionStatus, days: Option<i64>) -> Question {
    let received_at = at(ASKED);
    Question {
        number: format!("{n}/2026"),
        day: Uuid::nil(),
        asked: NewQuestion {
            v: 1,
            concern: Concern::Question,
            text: "Коли?".into(),
            name: String::new(),
            contact: String::new(),
            code_hash: String::new(),
            channel: Channel::Web,
        },
        received_at,
        status,
        addressee: deputy.into(),
        answer: String::new(),
        answered_at: days.map(|days| received_at + TimeDelta::days(days)),
        published: false,
        request: String::new(),
    }
}

#[test]
fn medians_are_of_days_somebody_really_waited() {
    use QuestionStatus::{Addressed, Answered, BecameRequest, Received};
    let all = [
        question(1, "Ярема", Answered, Some(1)),
        question(2, "Ярема", Answered, Some(9)),
        question(3, "Ярема", Addressed, None),
        question(4, "Вербова", Answered, Some(4)),
        question(5, "", Received, None),
        question(6, "", BecameRequest, None),
    ];
    let summed = summed(&Places::default(), &all).questions;
    let told: Vec<_> = summed
        .deputies
        .iter()
        .map(|one| (one.deputy.as_str(), one.by_status.total(), one.median_days))
        .collect();
    let wanted = [
        ("Вербова", 1, Some(4)),
        ("Ярема", 3, Some(1)),
        ("", 2, None),
    ];
    assert_eq!(told, wanted);
    assert_eq!((summed.total.total(), summed.median_days), (6, Some(4)));
    let ages = question_ages(&all, day("2026-12-12"));
    let waits: Vec<_> = ages
        .iter()
        .map(|(one, days)| (one.number.as_str(), *days))
        .collect();
    assert_eq!(waits, [("3/2026", 3), ("5/2026", 3)]);
}
