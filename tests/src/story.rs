//! Tells on standard error how far a story has come.

use std::time::Instant;

/// A story that is being told.
pub struct Story {
    name: &'static str,
    begun: Instant,
}

impl Story {
    /// Begins a story.
    #[must_use]
    pub fn begin(name: &'static str) -> Self {
        eprintln!("▶ {name}");
        Self {
            name,
            begun: Instant::now(),
        }
    }

    /// The next thing that happens.
    pub fn step(&self, what: &str) {
        eprintln!("  {:>5.1} s  {what}", self.begun.elapsed().as_secs_f32());
    }

    /// The end, and how long it took.
    pub fn end(self) {
        eprintln!(
            "■ {} ({:.1} s)",
            self.name,
            self.begun.elapsed().as_secs_f32()
        );
    }
}
