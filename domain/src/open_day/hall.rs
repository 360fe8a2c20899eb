//! What a kiosk in the hall offers of the open days it knows. It may have been without a network for
//! days, so what is over is told by the date and not by what the server said last.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::day::DayStatus;
use super::item_8::survey_window;
use super::programme::ProgrammeItem;
use super::wire::PublicDay;
use crate::kyiv;

/// How many days after an open day its visitors are still asked what they want to say of it.
const AFTERWARDS: u64 = 30;

/// The day whose survey can be answered now: until the end of day −10 in Kyiv.
#[must_use]
pub fn survey(days: &[PublicDay], now: DateTime<Utc>) -> Option<&PublicDay> {
    let open = |day: &&PublicDay| !day.survey.is_empty() && now < survey_window(day.date).ends_at();
    days.iter().filter(open).min_by_key(|day| day.date)
}

/// The day whose programme is shown: the next one, up to its own last hour.
#[must_use]
pub fn programme(days: &[PublicDay], now: DateTime<Utc>) -> Option<&PublicDay> {
    let today = kyiv::date(now);
    let coming = |day: &&PublicDay| {
        day.status == DayStatus::Published && !day.programme.is_empty() && day.date >= today
    };
    days.iter().filter(coming).min_by_key(|day| day.date)
}

/// The day that a question goes with: the next one, else the one that was less than a month ago.
#[must_use]
pub fn questions(days: &[PublicDay], now: DateTime<Utc>) -> Option<&PublicDay> {
    let today = kyiv::date(now);
    let since = today
        .checked_sub_days(Days::new(AFTERWARDS))
        .unwrap_or(NaiveDate::MIN);
    let fits = |day: &&PublicDay| day.questions_open && day.date >= since;
    let distance = |day: &&PublicDay| {
        let days = (day.date - today).num_days();
        (days < 0, days.abs())
    };
    days.iter().filter(fits).min_by_key(distance)
}

/// The places of a programme, each with its parts, in the order in which a visitor needs them.
#[must_use]
pub fn places(programme: &[ProgrammeItem]) -> Vec<(&str, Vec<&ProgrammeItem>)> {
    let mut places: Vec<(&str, Vec<&ProgrammeItem>)> = Vec::new();
    for item in programme {
        match places.iter_mut().find(|(site, _)| *site == item.site) {
            Some((_, parts)) => parts.push(item),
            None => places.push((&item.site, vec![item])),
        }
    }
    places
}
