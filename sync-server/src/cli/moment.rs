//! Moments as people type them.

use chrono::{DateTime, Utc};

/// Reads RFC 3339 with or without seconds; an offset or `Z` must be there. `None` for anything
/// else.
///
/// ```
/// use sync_server::cli::moment::parse;
/// assert_eq!(parse("2026-11-27T20:30+02:00"), parse("2026-11-27T18:30:00Z"));
/// assert_eq!(parse("2026-11-27T20:30"), None);
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    // The longest sensible form has nanoseconds and an offset; a year has four digits.
    if !text.is_ascii() || text.len() > 35 || text.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    let with_seconds = match text.as_bytes().get(16) {
        Some(b':') | None => text.to_owned(),
        Some(_) => format!("{}:00{}", &text[..16], &text[16..]),
    };
    DateTime::parse_from_rfc3339(&with_seconds)
        .ok()
        .map(|at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_may_be_left_out_and_nothing_else() {
        for text in [
            "2026-11-27T20:30:00+02:00",
            "2026-11-27T20:30+02:00",
            "2026-11-27T18:30Z",
            "2026-11-27 18:30:00.000Z",
            " 2026-11-27t18:30z ",
        ] {
            let expect: DateTime<Utc> = "2026-11-27T18:30:00Z".parse().unwrap();
            assert_eq!(parse(text), Some(expect), "{text}");
        }
        let long = "9".repeat(100_000);
        for text in [
            "",
            "T",
            "2026-11-27",
            "2026-11-27T20:30",
            "2026-11-27T20:30:00",
            "2026-13-01T00:00Z",
            "2026-02-30T10:00Z",
            "2026-11-27T25:00Z",
            "27.11.2026 20:30",
            "завтра о пів на третю",
            "+262142-12-31T23:59:59Z",
            "2026-11-27T20:30+99:99",
            "2026-11-27T20:30−02:00",
            &long,
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
