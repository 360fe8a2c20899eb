//! What an open day still lacks before it can be published: everything at once.

use serde::{Deserialize, Serialize};

use super::day::{ORGANISERS, OpenDay};
use super::item_6::wednesday;
use super::item_7::in_its_week;
use super::item_8::survey_window;
use super::item_9::{AT_ONCE, most_at_once};
use super::people::{may_chair, may_organise};
use super::programme::{Form, closes_last, opens_first};

/// Something that is missing, with the item that asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = OpenDayGap))]
#[serde(tag = "gap", rename_all = "snake_case")]
pub enum Gap {
    /// Item 1: no purpose.
    Purpose,
    /// Item 2: no theme.
    Theme,
    /// Item 3: no chief organiser, or one of another office.
    Chief,
    /// Items 4, 5: no unit takes part.
    Units,
    /// Item 4: a unit without a supervising deputy.
    Supervisor {
        /// The unit.
        unit: String,
    },
    /// Item 5: a unit without a responsible head.
    Head {
        /// The unit.
        unit: String,
    },
    /// Item 5: no code of conduct.
    Conduct,
    /// Item 6: the date.
    Date,
    /// Item 7: not entered in the plan of its week.
    Plan,
    /// Item 8: no survey was opened by day −30.
    Survey,
    /// Item 8: not both newspaper and site, each with the unit that asks there.
    Channels,
    /// Item 9: no time visitors come for, or more than twenty at once.
    Slots,
    /// Item 10: the plan is not by the organisational department.
    PlannedBy,
    /// Item 10: a unit that has not acknowledged the plan.
    Acknowledged {
        /// The unit.
        unit: String,
    },
    /// Item 11: a unit without materials.
    Materials {
        /// The unit.
        unit: String,
    },
    /// Item 11: a material that is not ready.
    Ready {
        /// The material.
        title: String,
    },
    /// Item 12: nothing stands between opening and closing.
    Programme,
    /// Item 13: the opening meeting is not the first part.
    Opening,
    /// Item 13: the closing meeting is not the last part.
    Closing,
    /// Item 13: a meeting without a chair of the right office.
    Chair {
        /// The part of the programme.
        title: String,
    },
    /// Item 14: a part at a place that is restricted or unknown.
    Site {
        /// The part of the programme.
        title: String,
    },
    /// Item 15: a material nobody has confirmed.
    Confirmed {
        /// The material.
        title: String,
    },
}

impl Gap {
    /// The item of the order that asks for it.
    #[must_use]
    pub const fn item(&self) -> u8 {
        match self {
            Self::Purpose => 1,
            Self::Theme => 2,
            Self::Chief => 3,
            Self::Units | Self::Supervisor { .. } => 4,
            Self::Head { .. } | Self::Conduct => 5,
            Self::Date => 6,
            Self::Plan => 7,
            Self::Survey | Self::Channels => 8,
            Self::Slots => 9,
            Self::PlannedBy | Self::Acknowledged { .. } => 10,
            Self::Materials { .. } | Self::Ready { .. } => 11,
            Self::Programme => 12,
            Self::Opening | Self::Closing | Self::Chair { .. } => 13,
            Self::Site { .. } => 14,
            Self::Confirmed { .. } => 15,
        }
    }
}

/// Everything a day lacks before it can be published, in the order of the items; nothing when it can.
#[must_use]
pub fn publishable(day: &OpenDay) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut lack = |is_missing: bool, gap: Gap| {
        if is_missing {
            gaps.push(gap);
        }
    };
    lack(day.purpose.trim().is_empty(), Gap::Purpose);
    lack(day.theme.trim().is_empty(), Gap::Theme);
    lack(!may_organise(&day.chief), Gap::Chief);
    lack(day.units.is_empty(), Gap::Units);
    for unit in &day.units {
        let name = || unit.name.clone();
        lack(
            !may_chair(&unit.supervisor),
            Gap::Supervisor { unit: name() },
        );
        lack(unit.head.trim().is_empty(), Gap::Head { unit: name() });
    }
    lack(day.conduct.trim().is_empty(), Gap::Conduct);
    lack(wednesday(day.date).is_err(), Gap::Date);
    let planned = |plan| in_its_week(plan, day.date);
    lack(!day.plan.as_ref().is_some_and(planned), Gap::Plan);
    let by = survey_window(day.date).opens_by;
    let asked = day.survey.opened_on.is_some_and(|opened| opened <= by);
    lack(!asked, Gap::Survey);
    lack(!day.survey.channels.are_both(), Gap::Channels);
    let at_once = most_at_once(&day.slots);
    lack(at_once == 0 || at_once > AT_ONCE, Gap::Slots);
    lack(day.planned_by != ORGANISERS, Gap::PlannedBy);
    for unit in day.units.iter().filter(|unit| !unit.acknowledged) {
        let unit = unit.name.clone();
        lack(true, Gap::Acknowledged { unit });
    }
    gaps.extend(of_materials(day));
    gaps.extend(of_programme(day));
    gaps.sort_by_key(Gap::item);
    gaps
}

fn of_materials(day: &OpenDay) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for unit in &day.units {
        if !day.materials.iter().any(|one| one.unit == unit.name) {
            let unit = unit.name.clone();
            gaps.push(Gap::Materials { unit });
        }
    }
    for material in &day.materials {
        let title = || material.title.clone();
        if !material.ready {
            gaps.push(Gap::Ready { title: title() });
        }
        if material.confirmed_by.trim().is_empty() {
            gaps.push(Gap::Confirmed { title: title() });
        }
    }
    gaps
}

fn of_programme(day: &OpenDay) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let is_meeting = |form| matches!(form, Form::Opening | Form::Closing);
    if day.programme.iter().all(|item| is_meeting(item.form)) {
        gaps.push(Gap::Programme);
    }
    if !opens_first(&day.programme) {
        gaps.push(Gap::Opening);
    }
    if !closes_last(&day.programme) {
        gaps.push(Gap::Closing);
    }
    for item in &day.programme {
        let title = || item.title.clone();
        if is_meeting(item.form) && !may_chair(&item.chair) {
            gaps.push(Gap::Chair { title: title() });
        }
        let site = day.sites.iter().find(|site| site.name == item.site);
        if site.is_none_or(|site| site.restricted) {
            gaps.push(Gap::Site { title: title() });
        }
    }
    gaps
}
