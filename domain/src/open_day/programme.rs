//! Items 10–12, 14 and 15: the programme, where it happens, what is shown.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::people::Person;

/// In what form a part of the programme is held (items 12 and 13).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// The opening meeting.
    Opening,
    /// «огляд»
    #[default]
    Tour,
    /// «бесіда»
    Talk,
    /// «залучення учасників до виконання певних функцій»
    TakingPart,
    /// A demonstration of electronic services.
    EServices,
    /// Any other.
    Other,
    /// The closing meeting.
    Closing,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 7] = [
        Self::Opening,
        Self::Tour,
        Self::Talk,
        Self::TakingPart,
        Self::EServices,
        Self::Other,
        Self::Closing,
    ];
}

/// A room or building (item 14).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// How it is called, and where it is.
    pub name: String,
    /// Whether access to it is limited by rules or law: then nothing of a day can be there.
    #[serde(default)]
    pub restricted: bool,
}

/// A part of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProgrammeItem {
    /// From when, Kyiv.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub starts: NaiveTime,
    /// Until when.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub ends: NaiveTime,
    /// What it is.
    pub title: String,
    /// In what form.
    pub form: Form,
    /// The name of its [`Site`].
    pub site: String,
    /// The name of the unit that holds it.
    #[serde(default)]
    pub unit: String,
    /// Who chairs the opening or closing meeting.
    #[serde(default)]
    pub chair: Person,
}

/// What a unit shows or gives out (items 11 and 15).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// The unit that prepares it.
    pub unit: String,
    /// What it is.
    pub title: String,
    /// Whether it is ready (item 11).
    #[serde(default)]
    pub ready: bool,
    /// Who confirmed that it holds no personal data, no secret and no restricted information
    /// (item 15); empty until somebody did.
    #[serde(default)]
    pub confirmed_by: String,
}

/// Whether the programme begins with the opening meeting, and has no other.
///
/// Order of 16.05.2016 № 255, annex, item 13: a day has an opening and a closing meeting.
///
/// ```
/// use domain::open_day::{Form, ProgrammeItem, closes_last, opens_first};
/// let part = |from: &str, to: &str, form| ProgrammeItem {
///     starts: from.parse().unwrap(), ends: to.parse().unwrap(), form, title: "…".into(),
///     site: String::new(), unit: String::new(), chair: Default::default(),
/// };
/// let opening = part("10:00:00", "10:15:00", Form::Opening);
/// let (tour, closing) = (part("10:15:00", "11:00:00", Form::Tour), part("11:00:00", "11:30:00", Form::Closing));
/// assert!(opens_first(&[opening.clone(), tour.clone()]));
/// assert!(!opens_first(&[tour.clone()]));
/// assert!(closes_last(&[opening, tour, closing]));
/// ```
#[must_use]
pub fn opens_first(programme: &[ProgrammeItem]) -> bool {
    let openings = programme.iter().filter(|item| item.form == Form::Opening);
    let first = programme.iter().min_by_key(|item| item.starts);
    openings.count() == 1 && first.is_some_and(|item| item.form == Form::Opening)
}

/// Whether it ends with the closing meeting, and has no other.
///
/// Order of 16.05.2016 № 255, annex, item 13; the example stands at [`opens_first`].
#[must_use]
pub fn closes_last(programme: &[ProgrammeItem]) -> bool {
    let closings = programme.iter().filter(|item| item.form == Form::Closing);
    let last = programme.iter().max_by_key(|item| (item.ends, item.starts));
    closings.count() == 1 && last.is_some_and(|item| item.form == Form::Closing)
}
