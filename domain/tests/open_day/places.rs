//! Whatever the order of bookings, cancellations, doors without a network and their return: never
//! more than twenty in the room, and the waiting list in its order.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::open_day::places::{PlaceRefused, Places, Standing, Told, Wish};
use domain::open_day::{AT_ONCE, Category};
use proptest::prelude::*;
use uuid::Uuid;

const SLOT: u16 = 1;

fn wish(n: u32) -> Wish {
    Wish {
        id: Uuid::from_u128(u128::from(n)),
        slot: SLOT,
        category: Category::Citizen,
        name: format!("Відвідувач {n}"),
        contact: String::new(),
        secret_hash: n.to_string(),
    }
}

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

#[test]
fn the_twenty_first_waits_and_moves_up() {
    let mut places = Places::default();
    for n in 0..20 {
        assert_eq!(places.book(wish(n), AT_ONCE), Ok(Told::Place));
    }
    for (n, number) in [(20, 1), (21, 2), (22, 3)] {
        assert_eq!(places.book(wish(n), AT_ONCE), Ok(Told::Waiting { number }));
    }
    assert_eq!(
        places.book(wish(21), AT_ONCE),
        Ok(Told::Waiting { number: 2 }),
        "the same again"
    );
    let other = Wish {
        name: "Інша людина".into(),
        ..wish(21)
    };
    assert_eq!(places.book(other, AT_ONCE), Err(PlaceRefused::OtherBooking));
    assert_eq!(places.cancel(wish(5).id, AT_ONCE), Ok(Told::Cancelled));
    assert_eq!(places.told(wish(20).id), Some(Told::Place));
    assert!(places.find(wish(20).id).unwrap().promoted);
    assert_eq!(places.told(wish(21).id), Some(Told::Waiting { number: 1 }));
    assert_eq!(
        places.check_in(wish(21).id, 0, now()),
        Err(PlaceRefused::NoPlace)
    );
    assert_eq!(
        places.cancel(Uuid::max(), AT_ONCE),
        Err(PlaceRefused::Unknown)
    );
}

#[test]
fn who_cancelled_behind_a_door_and_comes_all_the_same_does_no_harm() {
    let (mut places, door) = (Places::default(), Uuid::max());
    for n in 0..25 {
        places.book(wish(n), AT_ONCE).unwrap();
    }
    assert_eq!(places.take_list(door, SLOT, AT_ONCE).len(), 20);
    places.cancel(wish(0).id, AT_ONCE).unwrap();
    assert_eq!(
        places.told(wish(20).id),
        Some(Told::Waiting { number: 1 }),
        "nobody moves up"
    );
    places.check_in(wish(0).id, 0, now()).unwrap();
    assert_eq!(places.occupied(SLOT), 20);
}

/// What happens somewhere.
#[derive(Debug, Clone)]
enum Step {
    Book(u32),
    Cancel(u32),
    TakeList(u8),
    /// Somebody comes to a door that has no network.
    Arrive(u8, u32),
    /// Somebody without a booking does.
    Walk(u8, u32),
    /// Somebody without a booking comes to the office's own desk.
    Desk(u32),
    /// A door tells what it did.
    Reconcile(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let person = 0..60_u32;
    let door = 0..3_u8;
    prop_oneof![
        6 => person.clone().prop_map(Step::Book),
        2 => person.clone().prop_map(Step::Cancel),
        1 => door.clone().prop_map(Step::TakeList),
        4 => (door.clone(), person.clone()).prop_map(|(door, one)| Step::Arrive(door, one)),
        2 => (door.clone(), person.clone()).prop_map(|(door, one)| Step::Walk(door, one)),
        1 => person.prop_map(Step::Desk),
        1 => door.prop_map(Step::Reconcile),
    ]
}

/// A tablet at a door: what it knew when it went without a network, and what it did since.
#[derive(Default)]
struct Door {
    list: Option<(BTreeSet<Uuid>, u32)>,
    came: Vec<(Uuid, bool)>,
}

fn door_id(n: u8) -> Uuid {
    Uuid::from_u128(1_000_000 + u128::from(n))
}

fn walker(n: u32) -> Wish {
    wish(10_000 + n)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn never_a_twenty_first(steps in prop::collection::vec(step(), 1..250)) {
        let mut places = Places::default();
        let mut doors = [Door::default(), Door::default(), Door::default()];
        // Who is really in the room.
        let mut inside: BTreeSet<Uuid> = BTreeSet::new();
        for step in steps {
            let before: Vec<Uuid> = places.waiting(SLOT).map(|one| one.id).collect();
            match step {
                Step::Book(n) => drop(places.book(wish(n), AT_ONCE)),
                Step::Cancel(n) => drop(places.cancel(wish(n).id, AT_ONCE)),
                Step::TakeList(n) => {
                    let list = places.take_list(door_id(n), SLOT, AT_ONCE);
                    let lent = places.loans.iter().find(|loan| loan.door == door_id(n)).unwrap();
                    let door = &mut doors[usize::from(n)];
                    if door.list.is_none() {
                        door.list = Some((list.into_iter().collect(), lent.places));
                    }
                }
                Step::Arrive(n, person) => {
                    let door = &mut doors[usize::from(n)];
                    let id = wish(person).id;
                    if door.list.as_ref().is_some_and(|(list, _)| list.contains(&id)) {
                        door.came.push((id, false));
                        inside.insert(id);
                    }
                }
                Step::Walk(n, person) => {
                    let door = &mut doors[usize::from(n)];
                    let id = walker(person).id;
                    if let Some((_, lent)) = &mut door.list && *lent > 0 && !inside.contains(&id) {
                        *lent -= 1;
                        door.came.push((id, true));
                        inside.insert(id);
                    }
                }
                Step::Desk(person) => {
                    let one = walker(100 + person);
                    let id = one.id;
                    if places.walk_in(one, None, AT_ONCE, (0, now())).is_ok() {
                        inside.insert(id);
                    }
                }
                Step::Reconcile(n) => {
                    for (id, walked) in std::mem::take(&mut doors[usize::from(n)].came) {
                        let told = if walked {
                            let one = Wish { id, ..walker(0) };
                            places.walk_in(one, Some(door_id(n)), AT_ONCE, (0, now()))
                        } else {
                            places.check_in(id, 0, now())
                        };
                        prop_assert_eq!(told, Ok(()), "what a door did is taken");
                    }
                }
            }
            prop_assert!(places.occupied(SLOT) <= AT_ONCE);
            prop_assert!(inside.len() <= 20, "{} in the room", inside.len());
            // Who waited and got a place waited before everybody who still waits.
            let still: Vec<Uuid> = places.waiting(SLOT).map(|one| one.id).collect();
            let moved = before.iter().filter(|id| {
                places.find(**id).is_some_and(|one| one.standing == Standing::Place)
            });
            for id in moved {
                let order = places.find(*id).unwrap().order;
                let first = places.waiting(SLOT).next().map_or(u32::MAX, |one| one.order);
                prop_assert!(order < first);
            }
            let mut numbers = still.iter().map(|id| places.told(*id).unwrap());
            let in_order = (1..=u32::try_from(still.len()).unwrap()).all(|number| {
                numbers.next() == Some(Told::Waiting { number })
            });
            prop_assert!(in_order);
        }
    }
}
