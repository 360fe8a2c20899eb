//! The kiosk's rules: when a visit is over, what is bound to what when it is sealed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

use chrono::{DateTime, TimeDelta, Utc};
use domain::kiosk::{
    Context, Envelope, Idle, KeyRing, Kind, Order, Pairing, Screen, Tablet, Visit, WARN_AFTER_MS,
    WIPE_AFTER_MS, exit_hash, open, pair, read_code, seal,
};
use domain::sync::kiosk::Beat;
use proptest::prelude::*;
use uuid::Uuid;

const PERSONAL: [Screen; 6] = [
    Screen::Request,
    Screen::Check,
    Screen::Done,
    Screen::Find,
    Screen::Leave,
    Screen::Staff,
];

#[test]
fn nobody_s_words_stand_longer_than_the_wait() {
    for screen in PERSONAL {
        let mut visit = Visit::new(Screen::Welcome, 0);
        visit.go(screen, 1_000);
        assert!(!visit.may_update());
        let at = |visit: &mut Visit, waited| visit.idle(1_000 + waited);
        assert_eq!(at(&mut visit, 0), Idle::Active);
        assert_eq!(at(&mut visit, WARN_AFTER_MS - 1), Idle::Active);
        assert_eq!(at(&mut visit, WARN_AFTER_MS), Idle::Warned(30));
        assert_eq!(at(&mut visit, WIPE_AFTER_MS - 1), Idle::Warned(1));
        assert_eq!(at(&mut visit, WIPE_AFTER_MS), Idle::Over);
        // The tablet slept: the wait is over when it wakes.
        assert_eq!(at(&mut visit, 86_400_000), Idle::Over);
        visit.touch(1_000 + WIPE_AFTER_MS - 1);
        assert_eq!(at(&mut visit, WIPE_AFTER_MS), Idle::Active);
    }
}

#[test]
fn the_welcome_page_may_stand_for_ever() {
    for screen in [Screen::Pairing, Screen::Welcome, Screen::Ended] {
        let mut visit = Visit::new(screen, 0);
        assert_eq!(visit.idle(86_400_000), Idle::Active);
        assert!(visit.may_update());
        // But for a language that a visitor has chosen and left.
        visit.begun = true;
        assert_eq!(visit.idle(86_400_000 + WIPE_AFTER_MS), Idle::Over);
    }
}

#[test]
fn a_clock_set_back_does_not_keep_a_visit_for_ever() {
    let mut visit = Visit::new(Screen::Request, 10_000_000);
    assert_eq!(visit.idle(0), Idle::Active);
    assert_eq!(visit.idle(WIPE_AFTER_MS), Idle::Over);
}

#[test]
fn codes_as_people_type_them() {
    for (typed, read) in [
        ("0A1B2C3D", Some("0A1B2C3D")),
        (" 0a1b-2c3d ", Some("0A1B2C3D")),
        ("OAIB 2C3D", Some("0A1B2C3D")),
        ("0A1B2C3", None),
        ("0A1B2C3D4", None),
        ("0A1B2C3U", None),
        ("код", None),
        ("", None),
    ] {
        assert_eq!(read_code(typed).as_deref(), read, "{typed}");
    }
    let code = Pairing::code([255, 0, 31, 7, 8, 9, 10, 200]);
    assert_eq!(read_code(&code), Some(code));
    let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert_eq!(exit_hash(one, "123456"), exit_hash(one, " 123456 "));
    assert_ne!(exit_hash(one, "123456"), exit_hash(other, "123456"));
}

fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_790_000_000_000).unwrap()
}

#[test]
fn a_pairing_is_over_after_ten_minutes() {
    let pairing = Pairing::begun("0".repeat(64), moment());
    let late = TimeDelta::minutes(10);
    assert!(!pairing.is_over(moment() + late - TimeDelta::milliseconds(1)));
    assert!(pairing.is_over(moment() + late));
}

fn tablet() -> Tablet {
    Tablet {
        name: "Хол".into(),
        token_hash: "0".repeat(64),
        exit_code: "123456".into(),
        order: Order::Serve,
        paired_at: 0,
        paired_by: "Зоряна".into(),
        seen_at: None,
        told: None,
        door: None,
    }
}

fn waiting(number: u32) -> Beat {
    Beat {
        waiting: number,
        ..Beat::default()
    }
}

#[test]
fn an_end_waits_for_what_is_to_be_handed_over() {
    let mut one = tablet();
    one.beat(waiting(0), moment());
    assert_eq!(one.order, Order::Serve);
    one.end(false);
    one.beat(waiting(2), moment());
    assert_eq!(one.order, Order::Deliver);
    one.beat(waiting(0), moment());
    assert_eq!(one.order, Order::End);
    one.end(false);
    assert_eq!(one.order, Order::End);
    let mut lost = tablet();
    lost.end(true);
    assert_eq!(lost.order, Order::End);
}

#[test]
fn old_keys_are_never_taken_away() {
    let mut ring = KeyRing::default();
    for n in 0..5 {
        ring.add(&[n; 32], moment());
    }
    let ids: Vec<&str> = ring.keys.iter().map(|key| key.id.as_str()).collect();
    assert_eq!(ids.len(), 5);
    assert!(ids.iter().all(|id| ring.find(id).is_some()));
    assert_eq!(ring.current().unwrap().id, ids[4]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_sealed_opens_with_its_own_key_in_its_own_place_and_nowhere_else(
        text in prop::collection::vec(any::<u8>(), 0..5_000),
        random in any::<[u8; 32]>(),
        other in any::<[u8; 32]>(),
        id in any::<u128>(),
        at in any::<prop::sample::Index>(),
    ) {
        prop_assume!(random != other);
        let (keys, foreign) = (pair(&random), pair(&other));
        let context = Context { id: Uuid::from_u128(id), kind: Kind::Request.name(), key: "k1" };
        let sealed = seal(&keys.public, context, &text, other).unwrap();
        prop_assert_eq!(open(&keys.private, &sealed), Some(text.clone()));
        prop_assert_eq!(open(&foreign.private, &sealed), None);
        let changed: [fn(&mut Envelope); 4] = [
            |sealed| sealed.id = Uuid::from_u128(sealed.id.as_u128() ^ 1),
            |sealed| sealed.kind = "answer".into(),
            |sealed| sealed.key = "k2".into(),
            |sealed| sealed.v += 1,
        ];
        for change in changed {
            let mut moved = sealed.clone();
            change(&mut moved);
            prop_assert_eq!(open(&keys.private, &moved), None);
        }
        let mut letters: Vec<char> = sealed.text.chars().collect();
        let at = at.index(letters.len());
        letters[at] = if letters[at] == 'A' { 'B' } else { 'A' };
        let damaged = Envelope { text: letters.into_iter().collect(), ..sealed };
        prop_assert_ne!(open(&keys.private, &damaged), Some(text));
    }

    #[test]
    fn no_envelope_makes_the_server_panic(enc in ".{0,80}", text in ".{0,80}", key in ".{0,60}") {
        let sealed = Envelope { v: 1, id: Uuid::nil(), kind: "request".into(), key: "k".into(), enc, text };
        prop_assert_eq!(open(&key, &sealed), None);
    }
}
