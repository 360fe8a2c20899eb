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
    /// A hundred is the pace of a long run: so many hundredths of it is each pause between two harms.
    pub pause_percent: u64,
}

/// The pace of a long run.
pub const UNHURRIED: u64 = 100;

impl Plan {
    /// The command that repeats the run.
    #[must_use]
    pub fn command(&self) -> String {
        format!(
            "cargo xtask torture --seconds {} --seed {} --phones {} --people {} --database {} --servers {}",
            self.storm.as_secs_f32(),
            self.seed,
            self.phones,
            self.people,
            self.database.argument(),
            self.servers
        )
    }

    /// Makes the pauses as short as the storm is short: a storm of ten seconds keeps its own.
    pub fn hurry(&mut self) {
        let percent = u64::try_from(self.storm.as_millis() / 100).unwrap_or(UNHURRIED);
        self.pause_percent = percent.clamp(1, UNHURRIED);
    }

    /// How long a queue may take to run empty after the storm: one back-off.
    #[must_use]
    pub const fn patience(&self) -> Duration {
        Duration::from_millis(domain::sync::BACKOFF_CAP_MS.unsigned_abs())
    }
}
