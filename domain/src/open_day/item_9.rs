//! Item 9: who comes, and how many at a time.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// The most visitors at the same time.
pub const AT_ONCE: u32 = 20;

/// Who takes part, of the closed list of item 9.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// «громадські організації»
    CivicOrganisation,
    /// «засоби масової інформації»
    Media,
    /// «пересічні громадяни»
    #[default]
    Citizen,
    /// «дорадчі органи»
    AdvisoryBody,
    /// «підприємства, установи, організації»
    Enterprise,
    /// «студенти»
    Student,
    /// «учні»
    Pupil,
}

impl Category {
    /// Every category, in the order of the item.
    pub const ALL: [Self; 7] = [
        Self::CivicOrganisation,
        Self::Media,
        Self::Citizen,
        Self::AdvisoryBody,
        Self::Enterprise,
        Self::Student,
        Self::Pupil,
    ];

    /// Its name on the wire and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CivicOrganisation => "civic_organisation",
            Self::Media => "media",
            Self::Citizen => "citizen",
            Self::AdvisoryBody => "advisory_body",
            Self::Enterprise => "enterprise",
            Self::Student => "student",
            Self::Pupil => "pupil",
        }
    }

    /// The category with this name.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A time visitors come for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Its number within the day, from 1.
    pub n: u16,
    /// From when, Kyiv.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub starts: NaiveTime,
    /// Until when.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub ends: NaiveTime,
    /// For how many.
    pub places: u32,
}

/// The most visitors these slots let in at the same time.
///
/// Order of 16.05.2016 № 255, annex, item 9: not more than 20 at the same time («одночасно»). It is
/// presence that is limited, so slots that overlap count together.
///
/// ```
/// use domain::open_day::{AT_ONCE, Slot, most_at_once};
/// let slot = |n, from: &str, to: &str, places| Slot {
///     n, starts: from.parse().unwrap(), ends: to.parse().unwrap(), places,
/// };
/// let one_after_another = [slot(1, "10:00:00", "11:00:00", 20), slot(2, "11:00:00", "12:00:00", 20)];
/// assert_eq!(most_at_once(&one_after_another), AT_ONCE);
/// let overlapping = [slot(1, "10:00:00", "11:00:00", 12), slot(2, "10:30:00", "12:00:00", 12)];
/// assert_eq!(most_at_once(&overlapping), 24);
/// ```
#[must_use]
pub fn most_at_once(slots: &[Slot]) -> u32 {
    // Presence only grows when a slot starts.
    let at = |moment: NaiveTime| -> u32 {
        let there = slots
            .iter()
            .filter(|slot| slot.starts <= moment && moment < slot.ends);
        there.fold(0, |sum, slot| sum.saturating_add(slot.places))
    };
    slots.iter().map(|slot| at(slot.starts)).max().unwrap_or(0)
}
