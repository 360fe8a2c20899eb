//! A seeded simulation: phones and one server over a network that loses, doubles, delays and
//! forges, while everything crashes at every step and clocks jump.
//!
//! `SIM_SEED=7 cargo test -p domain --test sync_simulation` repeats one run. Broken variants of
//! the shell and of the server show that the checks can fail.
#![allow(clippy::unwrap_used)]

mod judge;
mod network;
mod phone;
mod server;
mod world;

use world::World;

/// Ways to do it wrong, each of which the checks must notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// The phone deletes an item when it sends it.
    DeletesBeforeAnswer,
    /// The phone deletes the item and stores the receipt in two transactions.
    StoresReceiptApart,
    /// The phone believes any answer with status 200.
    BelievesAnyPage,
    /// The phone says "saved" before the transaction is committed.
    AcknowledgesEarly,
    /// The server registers every push.
    RegistersEveryPush,
    /// The server takes its number outside the transaction.
    NumbersOutsideTransaction,
    /// The phone writes the bytes anew with every push.
    SerialisesAnew,
}

/// splitmix64 (Steele, Lea, Flood 2014): a whole run from one number.
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn within(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % u64::try_from(high - low + 1).unwrap()).unwrap()
    }

    pub(crate) fn percent(&mut self, chance: u64) -> bool {
        self.next() % 100 < chance
    }

    pub(crate) fn jitter(&mut self) -> u32 {
        u32::try_from(self.next() >> 32).unwrap()
    }
}

/// Says which seed a panic belongs to, wherever in the run it comes from.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the run of SIM_SEED={} panicked", self.0);
        }
    }
}

fn run(seed: u64, fault: Fault) -> Result<world::Tally, String> {
    let _named = Seed(seed);
    World::new(seed, fault)
        .run()
        .map_err(|what| format!("SIM_SEED={seed}: {what}"))
}

#[test]
fn nothing_is_lost_nothing_is_doubled_nothing_is_stuck() {
    let seeds = match std::env::var("SIM_SEED") {
        Ok(seed) => vec![seed.parse().expect("SIM_SEED is a number")],
        Err(_) => (1..=1_000).collect::<Vec<u64>>(),
    };
    let mut sum = world::Tally::default();
    for seed in &seeds {
        match run(*seed, Fault::None) {
            Ok(tally) => sum.add(&tally),
            Err(what) => panic!("{what}"),
        }
    }
    println!("seeds {}..={}: {sum:?}", seeds[0], seeds[seeds.len() - 1]);
    if seeds.len() > 1 {
        // A run in which nothing went wrong proves nothing.
        assert!(sum.registered > 5_000 && sum.parked > 100, "{sum:?}");
        assert!(
            sum.phone_crashes > 3_000 && sum.server_crashes > 500,
            "{sum:?}"
        );
        assert!(
            sum.replays > 1_000 && sum.lost > 1_000 && sum.clock_jumps > 1_000,
            "{sum:?}"
        );
    }
}

#[test]
fn a_run_is_repeatable_from_its_seed() {
    for seed in [1, 42, 4_711] {
        assert_eq!(run(seed, Fault::None), run(seed, Fault::None));
    }
}

#[test]
fn every_broken_variant_is_noticed() {
    for fault in [
        Fault::DeletesBeforeAnswer,
        Fault::StoresReceiptApart,
        Fault::BelievesAnyPage,
        Fault::AcknowledgesEarly,
        Fault::RegistersEveryPush,
        Fault::NumbersOutsideTransaction,
        Fault::SerialisesAnew,
    ] {
        let noticed = (1..=200).find_map(|seed| run(seed, fault).err());
        println!("{fault:?}: {noticed:?}");
        assert!(noticed.is_some(), "{fault:?} went unnoticed in 200 runs");
    }
}
