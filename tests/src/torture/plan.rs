//! What a run does, and for how long.

use std::time::Duration;

use super::fleet::Database;

/// A run: the same seed draws the same kills, faults and texts. How the threads of the machine
/// take turns is not the seed's, so a run repeats in kind and not to the microsecond.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How long the storm lasts.
    pub storm: Duration,
    /// The seed.
    pub seed: u64,
    /// Devices without a browser.
    pub phones: usize,
    /// Browsers with a profile each.
    pub people: usize,
    /// What the journal is kept in.
    pub database: Database,
    /// Servers on it.
    pub servers: usize,
}

impl Plan {
    /// How long a queue may take to run empty after the storm: one back-off.
    #[must_use]
    pub const fn patience(&self) -> Duration {
        Duration::from_millis(domain::sync::BACKOFF_CAP_MS.unsigned_abs())
    }
}
