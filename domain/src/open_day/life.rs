//! The life of an open day: an event in, the next state or a refusal out.

use chrono::{DateTime, NaiveDate, Utc};

use super::day::{CONDUCT, DayStatus, ORGANISERS, OpenDay, PURPOSE};
use super::event::{DayAct, DayEvent, DayRefused};
use super::gaps::{Gap, publishable};
use super::item_6::wednesday;
use super::item_7::in_its_week;
use super::item_8::survey_window;
use super::item_9::{AT_ONCE, Slot, most_at_once};
use super::people::{Person, Unit};
use super::programme::{Material, ProgrammeItem, Site};
use super::survey::{self, Survey};
use crate::kyiv;

/// The longest text, in characters.
pub(super) const MAX_TEXT: usize = 5_000;
/// The longest name, in characters.
pub(super) const MAX_NAME: usize = 300;
/// The longest list.
pub(super) const MAX_LIST: usize = 50;

/// A new day with a theme and a date.
///
/// # Errors
/// When the order forbids the date, it is over, or there is no theme.
pub fn begin(theme: &str, date: NaiveDate, now: DateTime<Utc>) -> Result<OpenDay, DayRefused> {
    check_theme(theme)?;
    check_date(date, now)?;
    Ok(OpenDay {
        theme: theme.trim().to_owned(),
        date,
        purpose: PURPOSE.to_owned(),
        conduct: CONDUCT.to_owned(),
        status: DayStatus::Preparing,
        chief: Person::default(),
        planned_by: ORGANISERS.to_owned(),
        units: Vec::new(),
        sites: Vec::new(),
        programme: Vec::new(),
        slots: Vec::new(),
        materials: Vec::new(),
        plan: None,
        survey: Survey::default(),
        summary: String::new(),
        summary_published: false,
        called_off: None,
    })
}

/// Whether this publishes the figures of a day that is over, or hides them.
const fn of_summary(event: &DayEvent) -> Option<bool> {
    match event {
        DayEvent::SummaryPublished => Some(true),
        DayEvent::SummaryHidden => Some(false),
        _ => None,
    }
}

/// The state after an act.
///
/// # Errors
/// Why the order does not allow it; the state is then unchanged.
pub fn apply(day: &OpenDay, act: &DayAct) -> Result<OpenDay, DayRefused> {
    let mut next = day.clone();
    if let Some(published) = of_summary(&act.event) {
        return match day.status {
            DayStatus::Held => {
                next.summary_published = published;
                Ok(next)
            }
            DayStatus::Cancelled => Err(DayRefused::Over),
            DayStatus::Preparing | DayStatus::Published => Err(DayRefused::NotYet),
        };
    }
    if matches!(day.status, DayStatus::Held | DayStatus::Cancelled) {
        return Err(DayRefused::Over);
    }
    match &act.event {
        DayEvent::Described {
            theme,
            purpose,
            conduct,
        } => describe(&mut next, theme, purpose, conduct)?,
        DayEvent::Dated { date } => move_to(&mut next, *date, act.at)?,
        DayEvent::PeopleNamed { chief, units } => name_people(&mut next, chief, units)?,
        DayEvent::SitesNamed { sites } => name_sites(&mut next, sites)?,
        DayEvent::Programmed { items, planned_by } => programme(&mut next, items, planned_by)?,
        DayEvent::SlotsSet { slots } => set_slots(&mut next, slots)?,
        DayEvent::MaterialsListed { materials } => list_materials(&mut next, materials)?,
        DayEvent::MaterialConfirmed { n, by } => confirm(&mut next, *n, by)?,
        DayEvent::Acknowledged { unit } => {
            let found = next.units.iter_mut().find(|one| one.name == *unit);
            found.ok_or_else(|| unknown(unit))?.acknowledged = true;
        }
        DayEvent::PlanEntered { plan } => {
            short(&plan.entry)?;
            if !in_its_week(plan, next.date) {
                return Err(DayRefused::OtherWeek);
            }
            required(&plan.entry)?;
            next.plan = Some(plan.clone());
        }
        DayEvent::SurveySet {
            questions,
            channels,
        } => {
            if next.survey.opened_on.is_some() {
                return Err(DayRefused::SurveyOpen);
            }
            survey::check_questionnaire(questions, channels)?;
            next.survey.questions = questions.clone();
            next.survey.channels = channels.clone();
        }
        DayEvent::SurveyOpened => open_survey(&mut next, act.at)?,
        DayEvent::Published => publish(&mut next)?,
        DayEvent::Held { summary } => hold(&mut next, summary, act.at)?,
        // Decided above: they alone can happen to a day that is over.
        DayEvent::SummaryPublished | DayEvent::SummaryHidden => {}
        DayEvent::Cancelled { reason } => {
            long(reason)?;
            required(reason)?;
            next.called_off = day.is_public().then_some(day.status);
            next.status = DayStatus::Cancelled;
            reason.trim().clone_into(&mut next.summary);
        }
    }
    if next.status == DayStatus::Published {
        stays_publishable(day, &next)?;
    }
    Ok(next)
}

/// What the order asked for before a day was published stays. A changed plan is acknowledged anew,
/// and a new material may still be made ready: neither is lost.
fn stays_publishable(day: &OpenDay, next: &OpenDay) -> Result<(), DayRefused> {
    let before = publishable(day);
    let may_come = |gap: &Gap| {
        matches!(
            gap,
            Gap::Acknowledged { .. }
                | Gap::Ready { .. }
                | Gap::Confirmed { .. }
                | Gap::Materials { .. }
        )
    };
    let mut gaps = publishable(next);
    gaps.retain(|gap| !may_come(gap) && !before.contains(gap));
    if gaps.is_empty() {
        Ok(())
    } else {
        Err(DayRefused::Gaps { gaps })
    }
}

fn describe(
    next: &mut OpenDay,
    theme: &str,
    purpose: &str,
    conduct: &str,
) -> Result<(), DayRefused> {
    check_theme(theme)?;
    long(purpose)?;
    long(conduct)?;
    let or = |text: &str, standard: &str| match text.trim() {
        "" => standard.to_owned(),
        text => text.to_owned(),
    };
    theme.trim().clone_into(&mut next.theme);
    next.purpose = or(purpose, PURPOSE);
    next.conduct = or(conduct, CONDUCT);
    Ok(())
}

fn move_to(next: &mut OpenDay, date: NaiveDate, now: DateTime<Utc>) -> Result<(), DayRefused> {
    if next.status == DayStatus::Published {
        return Err(DayRefused::Published);
    }
    if next.survey.opened_on.is_some() {
        return Err(DayRefused::SurveyOpen);
    }
    check_date(date, now)?;
    next.date = date;
    // The plan of another week is not its own.
    next.plan = next.plan.take().filter(|plan| in_its_week(plan, date));
    Ok(())
}

fn name_people(next: &mut OpenDay, chief: &Person, units: &[Unit]) -> Result<(), DayRefused> {
    few(units.len())?;
    short(&chief.name)?;
    for (n, unit) in units.iter().enumerate() {
        for text in [&unit.name, &unit.supervisor.name, &unit.head] {
            short(text)?;
        }
        required(&unit.name)?;
        if units[..n].iter().any(|other| other.name == unit.name) {
            return Err(DayRefused::Text);
        }
    }
    let acknowledged = |name: &str| {
        let known = next.units.iter().find(|one| one.name == name);
        known.is_some_and(|one| one.acknowledged)
    };
    let units = units.iter().map(|unit| Unit {
        acknowledged: acknowledged(&unit.name),
        ..unit.clone()
    });
    let units: Vec<Unit> = units.collect();
    next.chief = chief.clone();
    next.units = units;
    Ok(())
}

fn name_sites(next: &mut OpenDay, sites: &[Site]) -> Result<(), DayRefused> {
    few(sites.len())?;
    for site in sites {
        short(&site.name)?;
        required(&site.name)?;
    }
    next.sites = sites.to_vec();
    // A place that is restricted from now on can't stay in the programme.
    for item in &next.programme {
        open_site(&next.sites, &item.site)?;
    }
    Ok(())
}

fn programme(
    next: &mut OpenDay,
    items: &[ProgrammeItem],
    planned_by: &str,
) -> Result<(), DayRefused> {
    few(items.len())?;
    short(planned_by)?;
    for item in items {
        short(&item.title)?;
        required(&item.title)?;
        short(&item.chair.name)?;
        if item.ends <= item.starts {
            return Err(DayRefused::Backwards);
        }
        open_site(&next.sites, &item.site)?;
        if !item.unit.is_empty() && !next.units.iter().any(|unit| unit.name == item.unit) {
            return Err(unknown(&item.unit));
        }
    }
    next.programme = items.to_vec();
    next.programme.sort_by_key(|item| (item.starts, item.ends));
    planned_by.trim().clone_into(&mut next.planned_by);
    // What was acknowledged was another plan.
    for unit in &mut next.units {
        unit.acknowledged = false;
    }
    Ok(())
}

/// A place can be chosen that is known and to which access is not restricted.
///
/// Order of 16.05.2016 № 255, annex, item 14: not held in bodies or rooms to which access is limited
/// by rules or law.
pub(super) fn open_site(sites: &[Site], name: &str) -> Result<(), DayRefused> {
    let site = sites.iter().find(|site| site.name == name);
    match site {
        None => Err(unknown(name)),
        Some(site) if site.restricted => Err(DayRefused::Restricted {
            site: name.to_owned(),
        }),
        Some(_) => Ok(()),
    }
}

fn set_slots(next: &mut OpenDay, slots: &[Slot]) -> Result<(), DayRefused> {
    if next.status == DayStatus::Published {
        return Err(DayRefused::Published);
    }
    few(slots.len())?;
    for (n, slot) in slots.iter().enumerate() {
        let twice = slots[..n].iter().any(|other| other.n == slot.n);
        if slot.ends <= slot.starts || slot.places == 0 || twice {
            return Err(DayRefused::Backwards);
        }
    }
    let number = most_at_once(slots);
    if number > AT_ONCE {
        return Err(DayRefused::TooManyAtOnce { number });
    }
    next.slots = slots.to_vec();
    next.slots.sort_by_key(|slot| (slot.starts, slot.n));
    Ok(())
}

fn list_materials(next: &mut OpenDay, materials: &[Material]) -> Result<(), DayRefused> {
    few(materials.len())?;
    let confirmed = |new: &Material| {
        let same = |old: &&Material| old.unit == new.unit && old.title == new.title;
        let known = next.materials.iter().find(same);
        known.map_or_else(String::new, |old| old.confirmed_by.clone())
    };
    let mut listed = Vec::new();
    for material in materials {
        short(&material.title)?;
        required(&material.title)?;
        if !next.units.iter().any(|unit| unit.name == material.unit) {
            return Err(unknown(&material.unit));
        }
        listed.push(Material {
            confirmed_by: confirmed(material),
            ..material.clone()
        });
    }
    next.materials = listed;
    Ok(())
}

fn confirm(next: &mut OpenDay, n: usize, by: &str) -> Result<(), DayRefused> {
    short(by)?;
    required(by)?;
    let material = next.materials.get_mut(n);
    let material = material.ok_or_else(|| unknown(&n.to_string()))?;
    if !material.ready {
        return Err(DayRefused::NotYet);
    }
    by.trim().clone_into(&mut material.confirmed_by);
    Ok(())
}

fn open_survey(next: &mut OpenDay, at: DateTime<Utc>) -> Result<(), DayRefused> {
    if next.survey.opened_on.is_some() {
        return Err(DayRefused::SurveyOpen);
    }
    if next.survey.questions.is_empty() {
        return Err(DayRefused::Questionnaire);
    }
    // Neither can change once people answer, and without both the day is never published.
    if !next.survey.channels.are_both() {
        let gaps = vec![Gap::Channels];
        return Err(DayRefused::Gaps { gaps });
    }
    let today = kyiv::date(at);
    if today > survey_window(next.date).opens_by {
        return Err(DayRefused::SurveyLate);
    }
    next.survey.opened_on = Some(today);
    Ok(())
}

fn publish(next: &mut OpenDay) -> Result<(), DayRefused> {
    if next.status == DayStatus::Published {
        return Err(DayRefused::Published);
    }
    let gaps = publishable(next);
    if !gaps.is_empty() {
        return Err(DayRefused::Gaps { gaps });
    }
    next.status = DayStatus::Published;
    Ok(())
}

fn hold(next: &mut OpenDay, summary: &str, at: DateTime<Utc>) -> Result<(), DayRefused> {
    if next.status != DayStatus::Published || kyiv::date(at) < next.date {
        return Err(DayRefused::NotYet);
    }
    long(summary)?;
    required(summary)?;
    next.status = DayStatus::Held;
    summary.trim().clone_into(&mut next.summary);
    Ok(())
}

fn check_theme(theme: &str) -> Result<(), DayRefused> {
    short(theme)?;
    required(theme).map_err(|_| DayRefused::NoTheme)
}

fn check_date(date: NaiveDate, now: DateTime<Utc>) -> Result<(), DayRefused> {
    wednesday(date).map_err(|which| DayRefused::Wednesday { which })?;
    if date <= kyiv::date(now) || date > super::item_8::FARTHEST {
        return Err(DayRefused::DateOver);
    }
    Ok(())
}

pub(super) fn unknown(name: &str) -> DayRefused {
    DayRefused::Unknown {
        name: name.chars().take(MAX_NAME).collect(),
    }
}

fn required(text: &str) -> Result<(), DayRefused> {
    if text.trim().is_empty() {
        Err(DayRefused::Text)
    } else {
        Ok(())
    }
}

pub(super) fn short(text: &str) -> Result<(), DayRefused> {
    let fits = text.chars().count() <= MAX_NAME && !text.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(DayRefused::Text) }
}

pub(super) fn long(text: &str) -> Result<(), DayRefused> {
    if text.chars().count() <= MAX_TEXT {
        Ok(())
    } else {
        Err(DayRefused::Text)
    }
}

pub(super) fn few(number: usize) -> Result<(), DayRefused> {
    if number <= MAX_LIST {
        Ok(())
    } else {
        Err(DayRefused::Text)
    }
}
