//! Chance that can be had again: a whole run from one number.

/// splitmix64 (Steele, Lea, Flood 2014).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The chance of this seed.
    #[must_use]
    pub const fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// A seed nobody chose, by the machine's clock.
    #[must_use]
    pub fn new_seed() -> u64 {
        let now = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
        u64::try_from(now.as_micros()).unwrap_or_default() % 1_000_000_000
    }

    /// The seed of the environment variable, or a new one; whoever asks prints it.
    #[must_use]
    pub fn seed_of(variable: &str) -> u64 {
        let given = std::env::var(variable).ok();
        given
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(Self::new_seed)
    }

    /// A stream of its own for one of many: what the others draw does not change what it draws.
    #[must_use]
    pub fn fork(&self, name: &str, number: usize) -> Self {
        let name = name.bytes().fold(self.0, |seed, byte| {
            (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let mut fork = Self(name ^ (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        fork.draw();
        fork
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn within(&mut self, low: u64, high: u64) -> u64 {
        low + self.draw() % (high.saturating_sub(low) + 1)
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, chance: u64) -> bool {
        self.draw() % 100 < chance
    }

    /// A random number for a back-off.
    pub fn jitter(&mut self) -> u32 {
        u32::try_from(self.draw() >> 32).unwrap_or_default()
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| u8::try_from(self.draw() >> 56).unwrap_or_default())
    }

    /// One of these.
    ///
    /// # Panics
    /// When there is none.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let last = (all.len() as u64).saturating_sub(1);
        &all[usize::try_from(self.within(0, last)).unwrap_or_default()]
    }
}
