//! A drawn map of the day: floor plans with a numbered mark on each place of the programme.
//!
//! A plan is a [`ShownFile`](super::ShownFile) like a photo: it is confirmed by a person before
//! anybody sees it (item 15). A place has one number all over the day, by the programme, so what is
//! drawn and the list beside it always say the same.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::day::OpenDay;
use super::event::DayRefused;
use super::hall;
use super::life::{few, open_site, unknown};
use super::programme::ProgrammeItem;

/// The most floor plans of a day.
pub const MAX_MAPS: usize = 6;
/// The most bytes of a floor plan: kiosks keep it for days without a network.
pub const MAX_MAP_BYTES: u64 = 1024 * 1024;
/// The whole width and the whole height of a plan, in the parts a mark counts by.
pub const WHOLE: u16 = 1_000;

/// Where a place of the programme is on a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MapMark {
    /// The name of the place.
    pub site: String,
    /// How far from the left edge, in thousandths of the width.
    pub x: u16,
    /// How far from the upper edge, in thousandths of the height.
    pub y: u16,
}

impl MapMark {
    /// Thousandths as a percentage with its sign: «37.5%», as style sheets and drawings are told.
    #[must_use]
    pub fn percent(thousandths: u16) -> String {
        format!("{}.{}%", thousandths / 10, thousandths % 10)
    }
}

/// A floor plan as everybody sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DayMap {
    /// The id of its picture among the day's files.
    pub id: Uuid,
    /// What is drawn, such as «Перший поверх».
    pub about: String,
    /// The marks on places of the programme.
    pub marks: Vec<MapMark>,
}

/// A mark with its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbered<'a> {
    /// The number of its place, from 1: the same on every plan and in the list.
    pub n: usize,
    /// The mark.
    pub mark: &'a MapMark,
}

/// The marks on places of this programme, by their numbers. What was marked and is in the programme
/// no longer is shown nowhere.
#[must_use]
pub fn numbered<'a>(programme: &[ProgrammeItem], marks: &'a [MapMark]) -> Vec<Numbered<'a>> {
    let places = hall::places(programme);
    let number = |mark: &'a MapMark| {
        let at = places.iter().position(|(site, _)| *site == mark.site)?;
        Some(Numbered { n: at + 1, mark })
    };
    let mut all: Vec<Numbered<'a>> = marks.iter().filter_map(number).collect();
    all.sort_by_key(|one| one.n);
    all
}

/// Whether these marks may stand on a plan of the day: each on another place of the programme.
///
/// Order of 16.05.2016 № 255, annex, item 14: not held in bodies or rooms to which access is limited
/// by rules or law; so no such room is marked either.
///
/// # Errors
/// When a place is unknown, restricted or not in the programme, or a mark is beside the plan or the
/// second of its place.
pub fn check_marks(day: &OpenDay, marks: &[MapMark]) -> Result<(), DayRefused> {
    few(marks.len())?;
    for (n, mark) in marks.iter().enumerate() {
        open_site(&day.sites, &mark.site)?;
        if !day.programme.iter().any(|item| item.site == mark.site) {
            return Err(unknown(&mark.site));
        }
        let twice = marks[..n].iter().any(|other| other.site == mark.site);
        if twice || mark.x > WHOLE || mark.y > WHOLE {
            return Err(DayRefused::Mark {
                site: mark.site.clone(),
            });
        }
    }
    Ok(())
}
