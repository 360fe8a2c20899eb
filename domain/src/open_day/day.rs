//! An open day as it stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::item_7::WeeklyPlan;
use super::item_9::Slot;
use super::people::{Person, Unit};
use super::programme::{Material, ProgrammeItem, Site};
use super::survey::Survey;

/// The purpose after item 1, where the council writes no other.
pub const PURPOSE: &str = "Налагодження діалогу між міською радою та громадою, відкритість і прозорість роботи виконавчих органів, підвищення громадської активності мешканців, впровадження європейських стандартів місцевої демократії, формування позитивного іміджу місцевого самоврядування.";

/// How staff and visitors treat each other (item 5), where the council writes nothing else.
pub const CONDUCT: &str = "Працівники толерантні, відкриті, доброзичливі, неупереджені й об’єктивні. Учасники дотримуються часу й порядку, поважають працівників та інших відвідувачів.";

/// The unit that makes the plan (item 10).
pub const ORGANISERS: &str = "Організаційний відділ";

/// How far a day has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayStatus {
    /// It is being prepared; its survey may be open already.
    #[default]
    Preparing,
    /// Everybody sees it, and places can be booked.
    Published,
    /// It is over, with a summary.
    Held,
    /// It does not take place.
    Cancelled,
}

/// An open day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenDay {
    /// Its theme (item 2).
    pub theme: String,
    /// Its date.
    pub date: NaiveDate,
    /// Its purpose (item 1).
    pub purpose: String,
    /// The code of conduct (item 5).
    pub conduct: String,
    /// How far it has come.
    pub status: DayStatus,
    /// The chief organiser (item 3).
    pub chief: Person,
    /// The unit that makes the plan (item 10).
    pub planned_by: String,
    /// The units that take part (items 4, 5, 10).
    pub units: Vec<Unit>,
    /// Rooms and buildings (item 14).
    pub sites: Vec<Site>,
    /// The programme (items 10, 12, 13).
    pub programme: Vec<ProgrammeItem>,
    /// When visitors come (item 9).
    pub slots: Vec<Slot>,
    /// What is shown (items 11, 15).
    pub materials: Vec<Material>,
    /// Its entry in the weekly work plan (item 7).
    pub plan: Option<WeeklyPlan>,
    /// The survey (item 8).
    pub survey: Survey,
    /// What came of it, once it was held; or why it does not take place.
    pub summary: String,
    /// Whether the figures of the summary are on the page for everybody.
    #[serde(default)]
    pub summary_published: bool,
    /// How far it had come when it was cancelled, if everybody saw it then: they are told that it
    /// does not take place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_off: Option<DayStatus>,
}

impl OpenDay {
    /// Whether everybody may see it: published, held, or asked about.
    #[must_use]
    pub fn is_public(&self) -> bool {
        match self.status {
            DayStatus::Published | DayStatus::Held => true,
            DayStatus::Preparing => self.survey.opened_on.is_some(),
            DayStatus::Cancelled => false,
        }
    }

    /// Whether everybody is told of it: it is public, or was until it was cancelled.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.is_public() || self.called_off.is_some()
    }

    /// Whether visitors could ask something at it, so that something may wait for an answer.
    #[must_use]
    pub fn was_open_to_questions(&self) -> bool {
        let published = |status| matches!(status, DayStatus::Published | DayStatus::Held);
        published(self.status) || self.called_off.is_some_and(published)
    }

    /// Whether it counts to the two of its year.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.status != DayStatus::Cancelled
    }

    /// The slot of this number.
    #[must_use]
    pub fn slot(&self, n: u16) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.n == n)
    }
}
