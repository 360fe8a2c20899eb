//! What a run was told: which submissions were meant, which were said to be safe, and what must
//! never have happened. It stands outside of every process that is killed.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

/// A submission somebody meant to make.
#[derive(Debug, Clone, Default)]
pub struct Meant {
    /// Which device.
    pub by: String,
    /// The bytes, where the run knows them; a browser's stay in the browser.
    pub body: Vec<u8>,
    /// The access code, where the run knows it.
    pub code: Option<String>,
    /// The text asked, as the journal must have it.
    pub text: String,
    /// Whether the device has said that it is saved.
    pub acknowledged: bool,
}

#[derive(Debug, Default)]
struct Pages {
    meant: BTreeMap<Uuid, Meant>,
    breaches: Vec<String>,
    counts: BTreeMap<&'static str, u64>,
}

/// The book of a run.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<Pages>);

impl Ledger {
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody is about to submit this: from now on it may be registered, once.
    pub fn means(&self, id: Uuid, meant: Meant) {
        let mut pages = self.pages();
        pages.meant.entry(id).or_insert(meant);
    }

    /// The device has said that it is saved: from now on it must come to be registered.
    pub fn acknowledged(&self, id: Uuid) {
        let mut pages = self.pages();
        match pages.meant.get_mut(&id) {
            Some(meant) if !meant.acknowledged => {
                meant.acknowledged = true;
                *pages.counts.entry("submissions acknowledged").or_default() += 1;
            }
            Some(_) => {}
            None => pages
                .breaches
                .push(format!("{id} was acknowledged and never meant")),
        }
    }

    /// Something happened that must not.
    pub fn breach(&self, what: impl Into<String>) {
        self.pages().breaches.push(what.into());
    }

    /// Counts something for the report.
    pub fn count(&self, what: &'static str) {
        *self.pages().counts.entry(what).or_default() += 1;
    }

    /// Everything that was meant.
    #[must_use]
    pub fn meant(&self) -> BTreeMap<Uuid, Meant> {
        self.pages().meant.clone()
    }

    /// What must not have happened and did.
    #[must_use]
    pub fn breaches(&self) -> Vec<String> {
        self.pages().breaches.clone()
    }

    /// All counts.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<&'static str, u64> {
        self.pages().counts.clone()
    }

    /// One count.
    #[must_use]
    pub fn count_of(&self, what: &str) -> u64 {
        self.pages().counts.get(what).copied().unwrap_or_default()
    }
}
