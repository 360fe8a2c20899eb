//! What a request is about, by the kinds of the Law «Про інформацію».

use serde::{Deserialize, Serialize};

/// The longest topic, in characters: a heading, not a summary.
pub const MAX_TOPIC: usize = 100;

/// The kinds of information by content (Law № 2657-XII «Про інформацію», art. 10), by which
/// councils report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InfoKind {
    /// About a natural person.
    Person,
    /// Reference and encyclopaedic.
    Reference,
    /// About the state of the environment; also a subject of art. 20 part 2.
    Environment,
    /// About goods, works, services.
    Goods,
    /// Scientific and technical.
    Scientific,
    /// Tax.
    Tax,
    /// Legal.
    Legal,
    /// Statistical.
    Statistical,
    /// Sociological.
    Sociological,
    /// Critical technological.
    CriticalTechnology,
    /// Other kinds.
    Other,
}

impl InfoKind {
    /// Every kind, in the order of the Law.
    pub const ALL: [Self; 11] = [
        Self::Person,
        Self::Reference,
        Self::Environment,
        Self::Goods,
        Self::Scientific,
        Self::Tax,
        Self::Legal,
        Self::Statistical,
        Self::Sociological,
        Self::CriticalTechnology,
        Self::Other,
    ];

    /// Its name on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Reference => "reference",
            Self::Environment => "environment",
            Self::Goods => "goods",
            Self::Scientific => "scientific",
            Self::Tax => "tax",
            Self::Legal => "legal",
            Self::Statistical => "statistical",
            Self::Sociological => "sociological",
            Self::CriticalTechnology => "critical_technology",
            Self::Other => "other",
        }
    }

    /// Its name in the Law, and in English.
    #[must_use]
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Person => ("про фізичну особу", "about a natural person"),
            Self::Reference => (
                "довідково-енциклопедичного характеру",
                "reference and encyclopaedic",
            ),
            Self::Environment => ("про стан довкілля (екологічна)", "about the environment"),
            Self::Goods => (
                "про товар (роботу, послугу)",
                "about goods (works, services)",
            ),
            Self::Scientific => ("науково-технічна", "scientific and technical"),
            Self::Tax => ("податкова", "tax"),
            Self::Legal => ("правова", "legal"),
            Self::Statistical => ("статистична", "statistical"),
            Self::Sociological => ("соціологічна", "sociological"),
            Self::CriticalTechnology => ("критична технологічна", "critical technological"),
            Self::Other => ("інші види", "other kinds"),
        }
    }
}

/// A topic as it is kept: one line, single spaces, so that the same words are one topic.
#[must_use]
pub fn topic(typed: &str) -> String {
    let words: Vec<&str> = typed.split_whitespace().collect();
    words.join(" ")
}
