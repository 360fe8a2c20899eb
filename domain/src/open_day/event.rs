//! What can happen to an open day.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::gaps::Gap;
use super::item_6::Prohibited;
use super::item_7::WeeklyPlan;
use super::item_9::Slot;
use super::people::{Person, Unit};
use super::programme::{Material, ProgrammeItem, Site};
use super::survey::{Channels, SurveyQuestion};

/// What happens to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DayEvent {
    /// Theme, purpose and code of conduct are written.
    Described {
        /// The theme.
        theme: String,
        /// The purpose; the order's own for an empty one.
        purpose: String,
        /// The code of conduct; the standard one for an empty one.
        conduct: String,
    },
    /// It gets another date.
    Dated {
        /// The date.
        date: NaiveDate,
    },
    /// Who answers for what.
    PeopleNamed {
        /// The chief organiser.
        chief: Person,
        /// The units that take part.
        units: Vec<Unit>,
    },
    /// Where it can take place.
    SitesNamed {
        /// Rooms and buildings.
        sites: Vec<Site>,
    },
    /// Its programme.
    Programmed {
        /// The parts.
        items: Vec<ProgrammeItem>,
        /// The unit that made it.
        planned_by: String,
    },
    /// When visitors come.
    SlotsSet {
        /// The slots.
        slots: Vec<Slot>,
    },
    /// What is shown.
    MaterialsListed {
        /// The materials; whether one is confirmed stays as it was.
        materials: Vec<Material>,
    },
    /// Somebody confirms that a material holds nothing that must not be shown (item 15).
    MaterialConfirmed {
        /// Its number, from 0.
        n: usize,
        /// Who confirms.
        by: String,
    },
    /// A unit's head acknowledges the plan (item 10).
    Acknowledged {
        /// The unit.
        unit: String,
    },
    /// It is entered in the plan of its week (item 7).
    PlanEntered {
        /// The plan.
        plan: WeeklyPlan,
    },
    /// The questionnaire and where it is asked (item 8).
    SurveySet {
        /// The questions.
        questions: Vec<SurveyQuestion>,
        /// Newspaper and site, and who asks there.
        channels: Channels,
    },
    /// The survey opens.
    SurveyOpened,
    /// Everybody sees it.
    Published,
    /// It was held.
    Held {
        /// What came of it.
        summary: String,
    },
    /// The figures of a day that was held stand on its page from now on.
    SummaryPublished,
    /// They stand there no longer.
    SummaryHidden,
    /// It does not take place.
    Cancelled {
        /// Why.
        reason: String,
    },
}

/// What happens to a day, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayAct {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub event: DayEvent,
}

/// Why a change of an open day would be against the order or senseless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum DayRefused {
    /// Item 6.
    #[error("the order forbids this Wednesday")]
    Wednesday {
        /// Which it is.
        which: Prohibited,
    },
    /// The date is over.
    #[error("the date is over")]
    DateOver,
    /// Item 2.
    #[error("a day has a theme")]
    NoTheme,
    /// A text that is asked for is empty, or one is too long, or a list is.
    #[error("a text is missing or too long")]
    Text,
    /// Item 14.
    #[error("access to the place is restricted")]
    Restricted {
        /// The place.
        site: String,
    },
    /// The programme names a place or unit that is not of the day.
    #[error("no such place or unit")]
    Unknown {
        /// Its name.
        name: String,
    },
    /// A mark is beside the plan, or the second of its place.
    #[error("a mark is beside the plan, or there are two of a place")]
    Mark {
        /// The place.
        site: String,
    },
    /// Something ends before it begins.
    #[error("it ends before it begins")]
    Backwards,
    /// Item 9.
    #[error("more than twenty at a time")]
    TooManyAtOnce {
        /// How many.
        number: u32,
    },
    /// Item 7.
    #[error("not the plan of the date's week")]
    OtherWeek,
    /// Item 8: it is later than day −30.
    #[error("too late to ask")]
    SurveyLate,
    /// The survey is open: who has answered answered these questions, for this date.
    #[error("the survey is open")]
    SurveyOpen,
    /// A questionnaire that nobody could answer.
    #[error("a question is not right")]
    Questionnaire,
    /// What it lacks to be published.
    #[error("something is missing")]
    Gaps {
        /// Everything.
        gaps: Vec<Gap>,
    },
    /// It is published: what visitors rely on stays.
    #[error("published already")]
    Published,
    /// It is not published, or its date is still to come.
    #[error("not yet")]
    NotYet,
    /// It was held or cancelled.
    #[error("over")]
    Over,
}
