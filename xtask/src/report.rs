//! What the person at the terminal sees: each step by name, what it did and how long it took.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// What a step found or did, with the words for it.
pub(crate) enum Outcome {
    /// Nothing had to be done.
    There(String),
    /// The step changed the machine or the project's build folders.
    Done(String),
}

/// Runs a step, printing one line when it ends.
///
/// # Errors
/// The step's own error, with its name before it.
pub(crate) fn step(name: &str, work: impl FnOnce() -> Result<Outcome>) -> Result<()> {
    let started = Instant::now();
    let outcome = work().with_context(|| name.to_owned())?;
    match outcome {
        Outcome::There(what) => println!("[{name}] {what}: already there"),
        Outcome::Done(what) => println!("[{name}] {what}: done in {}", span(started.elapsed())),
    }
    Ok(())
}

/// Says what a step is about to do, when it takes longer than a moment.
pub(crate) fn doing(name: &str, what: &str) {
    println!("[{name}] {what} …");
}

/// A duration as people read it: `0.4 s`, `12 s`, `3 min 05 s`.
pub(crate) fn span(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 10 {
        format!("{:.1} s", duration.as_secs_f64())
    } else if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::span;
    use std::time::Duration;

    #[test]
    fn spans_read_well() {
        assert_eq!(span(Duration::from_millis(420)), "0.4 s");
        assert_eq!(span(Duration::from_secs(12)), "12 s");
        assert_eq!(span(Duration::from_secs(185)), "3 min 05 s");
    }
}
