//! Several doors without a network, each on its own: never more in the room than a slot has places,
//! everybody counted once, and the council takes all that a door did.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::open_day::door::{Door, DoorDeed, DoorRefused, Seen, Walked};
use domain::open_day::places::{Places, Standing, Wish};
use domain::open_day::{AT_ONCE, Category, DayAct, DayEvent, OpenDay, Slot, apply, begin};
use domain::sync::AccessCode;
use proptest::prelude::*;
use uuid::Uuid;

const DAY: Uuid = Uuid::from_u128(7);

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
}

/// A day of two slots, one after the other.
fn day() -> OpenDay {
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
    let day = begin("Тема", "2027-03-25".parse().unwrap(), at(0)).unwrap();
    let event = DayEvent::SlotsSet { slots };
    apply(&day, &DayAct { at: at(0), event }).unwrap()
}

fn code(n: u8) -> AccessCode {
    let mut chance = [n; 26];
    chance[0] = n >> 5;
    AccessCode::from_random(chance)
}

fn wish(n: u8) -> Wish {
    Wish {
        id: Uuid::from_u128(100 + u128::from(n)),
        slot: 1 + u16::from(n % 2),
        category: Category::Student,
        name: format!("Ладна Оксана {n}"),
        contact: String::new(),
        secret_hash: code(n).hash(),
    }
}

fn walked(slot: u16) -> Walked {
    let category = Category::Citizen;
    Walked { slot, category }
}

fn booked(people: u8) -> Places {
    let mut places = Places::default();
    for n in 0..people {
        places.book(wish(n), AT_ONCE).unwrap();
    }
    places
}

fn told(places: &mut Places, door: Uuid, deeds: &[DoorDeed]) {
    for deed in deeds {
        assert_eq!(
            places.count(door, deed, AT_ONCE, at(100)),
            Ok(()),
            "{deed:?}"
        );
    }
}

#[test]
fn who_comes_is_known_by_code_and_by_name() {
    let mut places = booked(42);
    places.cancel(wish(0).id, AT_ONCE).unwrap();
    let mut door = Door::new(places.for_door(DAY, &day(), Uuid::max()));
    // Cancelled behind the door's back.
    places.cancel(wish(2).id, AT_ONCE).unwrap();

    let person = door.by_code(&code(4)).unwrap().clone();
    assert_eq!(door.seen(&person), Seen::Awaited);
    assert_eq!(door.come(person.id, at(1)), Ok(Seen::Awaited));
    assert_eq!(
        door.come(person.id, at(2)),
        Ok(Seen::Here(at(1).timestamp_millis()))
    );
    assert_eq!(door.deeds.len(), 1, "shown twice, counted once");
    assert!(door.by_code(&code(99)).is_none());

    assert_eq!(door.by_name("окс лад").len(), 42);
    assert_eq!(door.by_name("ладна 17").len(), 1);
    assert!(door.by_name("адна").is_empty() && door.by_name(" ").is_empty());

    let cancelled = door.by_code(&code(0)).unwrap().clone();
    assert_eq!(door.seen(&cancelled), Seen::Cancelled);
    assert_eq!(door.come(cancelled.id, at(3)), Err(DoorRefused::NoPlace));
    let waits = door.by_code(&code(41)).unwrap().clone();
    assert_eq!(door.seen(&waits), Seen::Waits);
    assert_eq!(door.come(waits.id, at(3)), Err(DoorRefused::NoPlace));

    // After the next contact the one who cancelled meanwhile is shown as such, and may come still.
    let deeds = door.deeds.clone();
    told(&mut places, Uuid::max(), &deeds);
    door.answered(&deeds, Some(places.for_door(DAY, &day(), Uuid::max())));
    assert!(door.deeds.is_empty());
    let kept = door.by_code(&code(2)).unwrap().clone();
    assert_eq!(door.seen(&kept), Seen::Cancelled);
    assert_eq!(door.come(kept.id, at(4)), Ok(Seen::Cancelled));
    assert_eq!(door.came(1), 2);
}

#[test]
fn what_a_tablet_keeps_names_nobody() {
    let door = Door::new(booked(30).for_door(DAY, &day(), Uuid::max()));
    assert!(door.has_names());
    let kept = door.nameless();
    assert!(!kept.has_names());
    let text = serde_json::to_string(&kept).unwrap();
    assert!(!text.contains("Ладна"), "{text}");
    let read: Door = serde_json::from_str(&text).unwrap();
    assert_eq!(read, kept);
    // Whoever shows a code is known all the same.
    assert!(read.by_code(&code(3)).is_some());
}

#[test]
fn without_a_booking_people_come_on_lent_places_only() {
    let mut places = booked(36);
    let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let mut one = Door::new(places.for_door(DAY, &day(), first));
    let mut two = Door::new(places.for_door(DAY, &day(), second));
    assert_eq!(
        (one.left(1), two.left(1)),
        (2, 0),
        "lent once, to the first"
    );
    assert_eq!(
        two.walk_in(Uuid::from_u128(9), walked(1), at(1)),
        Err(DoorRefused::NoneLent)
    );
    for n in 0..2 {
        assert_eq!(
            one.walk_in(Uuid::from_u128(10 + n), walked(1), at(1)),
            Ok(())
        );
    }
    assert_eq!(
        one.walk_in(Uuid::from_u128(12), walked(1), at(1)),
        Err(DoorRefused::NoneLent)
    );
    // An answer that was lost is asked for again; nobody is counted twice.
    let deeds = one.deeds.clone();
    told(&mut places, first, &deeds);
    told(&mut places, first, &deeds);
    assert_eq!(places.occupied(1), 20);
    one.answered(&deeds, Some(places.for_door(DAY, &day(), first)));
    assert_eq!((one.left(1), one.came(1)), (0, 2));
}

#[test]
fn called_away_a_door_gives_back_what_it_was_lent() {
    let mut places = booked(36);
    let first = Uuid::from_u128(1);
    let mut door = Door::new(places.for_door(DAY, &day(), first));
    // Nobody else gets a place now, and who wants one waits.
    for n in 36..40 {
        places.book(wish(n), AT_ONCE).unwrap();
    }
    assert_eq!(places.waiting(1).count(), 2);
    door.close();
    assert!(door.by_code(&code(4)).is_none() && door.left(1) == 0);
    assert_eq!(
        door.walk_in(Uuid::from_u128(9), walked(1), at(1)),
        Err(DoorRefused::NoneLent)
    );
    places.give_back(first, &day());
    assert_eq!((places.waiting(1).count(), places.occupied(1)), (0, 20));
}

#[test]
fn a_check_in_that_was_a_mistake_is_taken_back_once() {
    let mut places = booked(30);
    let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let mut one = Door::new(places.for_door(DAY, &day(), first));
    let id = wish(1).id;
    let seen = |door: &Door| door.seen(door.by_code(&code(1)).unwrap());

    // Without a network: noted, taken back, noted again.
    one.come(id, at(1)).unwrap();
    assert!(one.take_back(id, at(2)));
    assert_eq!((seen(&one), one.came(2)), (Seen::Awaited, 0));
    assert!(!one.take_back(id, at(2)), "there is nothing to take back");
    one.come(id, at(3)).unwrap();
    let deeds = one.deeds.clone();
    told(&mut places, first, &deeds);
    assert_eq!(places.find(id).unwrap().came_at, Some(at(3)));

    // By another door, which has heard of it; the first one tells its deeds again.
    let mut two = Door::new(places.for_door(DAY, &day(), second));
    assert_eq!(seen(&two), Seen::Here(at(3).timestamp_millis()));
    assert!(two.take_back(id, at(4)));
    told(&mut places, second, &two.deeds.clone());
    told(&mut places, first, &deeds);
    told(&mut places, second, &two.deeds.clone());
    assert_eq!(places.find(id).unwrap().came_at, None);
    one.answered(&deeds, Some(places.for_door(DAY, &day(), first)));
    assert_eq!(seen(&one), Seen::Awaited);

    // Whom another door let in as well is there still.
    one.come(id, at(5)).unwrap();
    two.answered(
        &two.deeds.clone(),
        Some(places.for_door(DAY, &day(), second)),
    );
    two.come(id, at(6)).unwrap();
    two.take_back(id, at(7));
    told(&mut places, second, &two.deeds.clone());
    told(&mut places, first, &one.deeds.clone());
    assert_eq!(places.find(id).unwrap().came_at, Some(at(5)));
}

#[test]
fn a_place_of_who_did_not_come_after_all_is_given_again() {
    let mut places = booked(38);
    let first = Uuid::from_u128(1);
    let mut one = Door::new(places.for_door(DAY, &day(), first));
    assert_eq!(one.left(1), 1);
    let mistake = Uuid::from_u128(10);
    one.walk_in(mistake, walked(1), at(1)).unwrap();
    assert_eq!((one.left(1), one.walked().len()), (0, 1));
    one.take_back(mistake, at(2));
    assert_eq!((one.left(1), one.came(1), one.walked().len()), (1, 0, 0));
    one.walk_in(Uuid::from_u128(11), walked(1), at(3)).unwrap();
    told(&mut places, first, &one.deeds.clone());
    assert_eq!(places.occupied(1), 20);

    // What the council has heard of is given again when it has heard of the mistake too.
    one.answered(
        &one.deeds.clone(),
        Some(places.for_door(DAY, &day(), first)),
    );
    one.take_back(Uuid::from_u128(11), at(4));
    assert_eq!((one.left(1), one.came(1)), (0, 0));
    told(&mut places, first, &one.deeds.clone());
    one.answered(
        &one.deeds.clone(),
        Some(places.for_door(DAY, &day(), first)),
    );
    assert_eq!((one.left(1), places.occupied(1)), (1, 20));
}

#[test]
fn who_had_cancelled_before_the_mistake_has_cancelled_after_it() {
    let mut places = booked(4);
    let first = Uuid::from_u128(1);
    let mut one = Door::new(places.for_door(DAY, &day(), first));
    places.cancel(wish(2).id, AT_ONCE).unwrap();
    one.come(wish(2).id, at(1)).unwrap();
    one.take_back(wish(2).id, at(2));
    told(&mut places, first, &one.deeds.clone());
    assert_eq!(places.find(wish(2).id).unwrap().standing, Standing::Kept);
}

#[test]
fn what_was_noted_before_mistakes_were_known_can_be_taken_back_too() {
    let mut places = booked(2);
    places
        .check_in(wish(1).id, at(1).timestamp_millis(), at(1))
        .unwrap();
    let mut kept = serde_json::to_value(&places).unwrap();
    for booking in kept["bookings"].as_array_mut().unwrap() {
        let fields = booking.as_object_mut().unwrap();
        for new in ["visits", "had_cancelled", "door"] {
            fields.remove(new).unwrap();
        }
    }
    let mut places: Places = serde_json::from_value(kept).unwrap();
    let mut door = Door::new(places.for_door(DAY, &day(), Uuid::max()));
    assert!(door.take_back(wish(1).id, at(2)));
    told(&mut places, Uuid::max(), &door.deeds.clone());
    assert_eq!(places.find(wish(1).id).unwrap().came_at, None);
}

#[derive(Debug, Clone)]
enum Step {
    Book(u8),
    Cancel(u8),
    Come(usize, u8),
    Walk(usize, u8),
    /// That somebody came was a mistake.
    Back(usize, u8),
    /// That somebody without a booking came was one.
    BackWalked(usize),
    /// A door meets the network: its report arrives, and its answer too or not.
    Meet(usize, bool),
    /// A door starts anew and has only what it kept.
    Restart(usize),
    /// A door is called away and says so: it closes, then the council hears of it.
    Leave(usize),
}

/// A door takes back what it knows of.
fn mistake(door: &mut Door, id: Uuid, second: i64, inside: &mut [BTreeSet<(Uuid, i64)>; 3]) {
    let before = door.deeds.len();
    door.take_back(id, at(second));
    for deed in &door.deeds[before..] {
        for slot in inside.iter_mut() {
            slot.retain(|(one, noted)| (*one, Some(*noted)) != (id, deed.takes_back));
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    let (person, door) = (0..70_u8, 0..3_usize);
    prop_oneof![
        6 => person.clone().prop_map(Step::Book),
        2 => person.clone().prop_map(Step::Cancel),
        5 => (door.clone(), person.clone()).prop_map(|(door, one)| Step::Come(door, one)),
        2 => (door.clone(), person.clone()).prop_map(|(door, one)| Step::Back(door, one)),
        3 => (door.clone(), person).prop_map(|(door, one)| Step::Walk(door, one)),
        1 => door.clone().prop_map(Step::BackWalked),
        2 => (door.clone(), any::<bool>()).prop_map(|(door, answered)| Step::Meet(door, answered)),
        1 => door.clone().prop_map(Step::Restart),
        1 => door.prop_map(Step::Leave),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn never_a_twenty_first_whatever_doors_do_apart(steps in prop::collection::vec(step(), 1..300)) {
        let (day, mut places) = (day(), Places::default());
        let mut doors: [Option<Door>; 3] = [None, None, None];
        let id = |n: usize| Uuid::from_u128(1_000 + n as u128);
        // Who is really in the room of each slot, by the moment they were noted at: somebody is there
        // as long as one check-in is no mistake.
        let mut inside: [BTreeSet<(Uuid, i64)>; 3] = Default::default();
        let people = |inside: &BTreeSet<(Uuid, i64)>| {
            inside.iter().map(|(id, _)| *id).collect::<BTreeSet<Uuid>>()
        };
        for (second, step) in (0_i64..).zip(steps) {
            match step {
                Step::Book(n) => drop(places.book(wish(n), AT_ONCE)),
                Step::Cancel(n) => drop(places.cancel(wish(n).id, AT_ONCE)),
                Step::Come(door, n) => {
                    if let Some(door) = &mut doors[door] {
                        let before = door.deeds.len();
                        if door.come(wish(n).id, at(second)).is_ok() {
                            let new = door.deeds[before..].iter().map(|deed| (deed.id, deed.at));
                            inside[usize::from(wish(n).slot)].extend(new);
                        }
                    }
                }
                Step::Back(door, n) => {
                    if let Some(door) = &mut doors[door] {
                        mistake(door, wish(n).id, second, &mut inside);
                    }
                }
                Step::BackWalked(door) => {
                    if let Some(door) = &mut doors[door] && let Some((one, ..)) = door.walked().first().copied() {
                        mistake(door, one, second, &mut inside);
                    }
                }
                Step::Walk(door, n) => {
                    let slot = wish(n).slot;
                    let one = Uuid::from_u128(10_000 + second as u128);
                    if let Some(door) = &mut doors[door] && door.walk_in(one, walked(slot), at(second)).is_ok() {
                        let noted = door.deeds.last().map(|deed| (deed.id, deed.at));
                        inside[usize::from(slot)].extend(noted);
                    }
                }
                Step::Meet(n, answered) => {
                    let deeds = doors[n].as_ref().map(|door| door.deeds.clone()).unwrap_or_default();
                    for deed in &deeds {
                        let counted = places.count(id(n), deed, AT_ONCE, at(second));
                        prop_assert_eq!(counted, Ok(()), "what a door did is taken");
                    }
                    let list = places.for_door(DAY, &day, id(n));
                    if answered {
                        match &mut doors[n] {
                            Some(door) => door.answered(&deeds, Some(list)),
                            none => *none = Some(Door::new(list)),
                        }
                    }
                }
                Step::Leave(n) => {
                    if let Some(door) = &mut doors[n] {
                        door.close();
                        for deed in &door.deeds {
                            prop_assert_eq!(places.count(id(n), deed, AT_ONCE, at(second)), Ok(()));
                        }
                        places.give_back(id(n), &day);
                    }
                }
                Step::Restart(n) => doors[n] = doors[n].take().map(|door| door.nameless()),
            }
            for slot in 1..=2_u16 {
                let there = people(&inside[usize::from(slot)]).len();
                prop_assert!(there <= 20, "{} in slot {}", there, slot);
                prop_assert!(places.occupied(slot) <= AT_ONCE);
            }
        }
        // In the end everybody who is inside has been counted, once.
        for (n, door) in doors.iter().enumerate() {
            for deed in door.iter().flat_map(|door| &door.deeds) {
                prop_assert_eq!(places.count(id(n), deed, AT_ONCE, at(1_000)), Ok(()));
            }
        }
        for slot in 1..=2_u16 {
            let came = places.bookings.iter().filter(|one| one.slot == slot && one.came_at.is_some());
            let came: BTreeSet<Uuid> = came.map(|one| one.id).collect();
            prop_assert_eq!(came, people(&inside[usize::from(slot)]));
        }
    }
}
