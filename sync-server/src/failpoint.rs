//! Places where a test ends the server, just there: between a write and its commit, between a commit
//! and its answer. In builds with debug assertions only; a release has none of them.

/// The variable that names the place at which the server ends when it gets there.
#[cfg(debug_assertions)]
pub const VARIABLE: &str = "VR_END_AT";

/// Ends the server, as a kill does, if it was started to end here: nothing is unwound, flushed or
/// told.
#[cfg(debug_assertions)]
pub(crate) fn reach(place: &str) {
    static END_AT: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
    let end_at = END_AT.get_or_init(|| std::env::var(VARIABLE).ok());
    if end_at.as_deref() == Some(place) {
        std::process::abort();
    }
}

/// A release goes on.
#[cfg(not(debug_assertions))]
pub(crate) const fn reach(_: &str) {}
