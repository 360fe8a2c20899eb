//! The drawn map of a day as a page shows it: floor plans with numbers, and what each number is.
//!
//! Numbers are drawn over the picture and placed by percent, so they keep their size on a phone; they
//! need no style of their own, which the page's policy forbids.

use domain::open_day::map::{MapMark, numbered};
use domain::open_day::{DayMap, ProgrammeItem, hall};
use domain::request::Language;
use uuid::Uuid;

use super::days_text;

/// A floor plan.
pub(super) struct Plan {
    pub(super) picture: String,
    pub(super) about: String,
    pub(super) marks: Vec<Mark>,
}

/// A number on it, from the left and from above.
pub(super) struct Mark {
    pub(super) n: usize,
    pub(super) x: String,
    pub(super) y: String,
}

/// A place and what happens there, in the order of its number.
pub(super) struct Place {
    pub(super) site: String,
    pub(super) parts: Vec<String>,
}

/// The map of a day.
pub(super) struct Map {
    pub(super) plans: Vec<Plan>,
    /// Every place of the programme; none for a day without plans, whose programme names its places.
    pub(super) places: Vec<Place>,
    /// What a plan is, for whoever can't see it.
    pub(super) alt: &'static str,
}

impl Map {
    /// The map of this programme; each picture is at the address made of its id.
    pub(super) fn of(
        programme: &[ProgrammeItem],
        maps: &[DayMap],
        language: Language,
        picture: impl Fn(Uuid) -> String,
    ) -> Self {
        let plan = |map: &DayMap| {
            let marks = numbered(programme, &map.marks).into_iter();
            let marks = marks.map(|one| Mark {
                n: one.n,
                x: MapMark::percent(one.mark.x),
                y: MapMark::percent(one.mark.y),
            });
            Plan {
                picture: picture(map.id),
                about: map.about.clone(),
                marks: marks.collect(),
            }
        };
        let part =
            |item: &ProgrammeItem| format!("{} {}", span(item.starts, item.ends), item.title);
        let mut places = hall::places(programme);
        if maps.is_empty() {
            places.clear();
        }
        let places = places.into_iter().map(|(site, parts)| Place {
            site: site.to_owned(),
            parts: parts.into_iter().map(part).collect(),
        });
        Self {
            plans: maps.iter().map(plan).collect(),
            places: places.collect(),
            alt: days_text::of(language).map_alt,
        }
    }
}

/// «10:00–10:30».
pub(super) fn span(from: chrono::NaiveTime, to: chrono::NaiveTime) -> String {
    format!("{}–{}", from.format("%H:%M"), to.format("%H:%M"))
}
