//! A day as everybody sees it.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::open_day::places::Places;
use domain::open_day::question::Question;
use domain::open_day::{
    DayStatus, FoundQuestion, OpenDay, PublicDay, PublicSlot, Slot, survey_window,
};
use uuid::Uuid;

use super::places::takes_bookings;
use super::questions::{shown, takes_questions};
use super::{Days, Fault};
use crate::journal::RecordKind;

impl Days<'_> {
    /// The days everybody may see, the next to come first, then those that were.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn public_list(self, now: DateTime<Utc>) -> Result<Vec<PublicDay>, Fault> {
        self.list_of(now, OpenDay::is_public).await
    }

    /// As [`Days::public_list`], with those to come that were cancelled.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn told_list(self, now: DateTime<Utc>) -> Result<Vec<PublicDay>, Fault> {
        let today = kyiv::date(now);
        let is_told = |day: &OpenDay| day.is_public() || (day.is_told() && day.date >= today);
        self.list_of(now, is_told).await
    }

    async fn list_of(
        self,
        now: DateTime<Utc>,
        shown: impl Fn(&OpenDay) -> bool,
    ) -> Result<Vec<PublicDay>, Fault> {
        let mut days = self.every().await?;
        days.retain(|(_, day)| shown(day));
        let today = kyiv::date(now);
        days.sort_by_key(|(_, day)| (day.date < today, (day.date - today).num_days().abs()));
        let mut all = Vec::new();
        for (id, day) in days.into_iter().take(MOST) {
            let places = self.places(id).await?;
            // What a kiosk shows without a network is told for days to come only.
            let maps = if day.date >= today && is_out(&day) {
                self.maps(id, &day).await?
            } else {
                Vec::new()
            };
            let day = public(id, day, &places, Vec::new(), now);
            all.push(PublicDay { maps, ..day });
        }
        Ok(all)
    }

    /// A day everybody may see; of one that was cancelled, that and why.
    ///
    /// # Errors
    /// When there is none.
    pub async fn public(self, id: Uuid, now: DateTime<Utc>) -> Result<PublicDay, Fault> {
        let (day, _) = self.day(id).await?;
        if !day.is_told() {
            return Err(Fault::Unknown);
        }
        let all = self
            .all::<Question>(RecordKind::Question, id.to_string())
            .await?;
        let said = all.iter().filter(|(_, _, question)| question.published);
        let answers = said.map(|(_, _, question)| shown(question)).collect();
        let places = self.places(id).await?;
        let (files, figures) = (self.public_files(id).await?, self.figures(id, &day).await?);
        let maps = if is_out(&day) {
            self.maps(id, &day).await?
        } else {
            Vec::new()
        };
        Ok(PublicDay {
            files,
            maps,
            figures,
            ..public(id, day, &places, answers, now)
        })
    }
}

/// The most days of a list.
const MOST: usize = 50;

/// Whether its programme is known to everybody.
const fn is_out(day: &OpenDay) -> bool {
    matches!(day.status, DayStatus::Published | DayStatus::Held)
}

fn public(
    id: Uuid,
    day: OpenDay,
    places: &Places,
    answers: Vec<FoundQuestion>,
    now: DateTime<Utc>,
) -> PublicDay {
    let window = survey_window(day.date);
    let to_come = matches!(day.status, DayStatus::Preparing | DayStatus::Published);
    let survey_open = day.survey.opened_on.is_some() && to_come && now < window.ends_at();
    let slot = |slot: &Slot| PublicSlot {
        n: slot.n,
        starts: slot.starts,
        ends: slot.ends,
        places: slot.places,
        free: if places.is_taken(slot.n) || places.waiting(slot.n).next().is_some() {
            0
        } else {
            slot.places.saturating_sub(places.occupied(slot.n))
        },
        waiting: u32::try_from(places.waiting(slot.n).count()).unwrap_or(u32::MAX),
    };
    let is_out = is_out(&day);
    let slots = if is_out {
        day.slots.iter().map(slot).collect()
    } else {
        Vec::new()
    };
    PublicDay {
        id,
        booking_open: day
            .slots
            .iter()
            .any(|slot| takes_bookings(&day, slot.n, now)),
        questions_open: takes_questions(&day),
        slots,
        survey_until: window.last_day,
        survey_open,
        survey: if survey_open {
            day.survey.questions
        } else {
            Vec::new()
        },
        programme: if is_out { day.programme } else { Vec::new() },
        theme: day.theme,
        date: day.date,
        purpose: day.purpose,
        conduct: day.conduct,
        status: day.status,
        answers,
        summary: day.summary,
        files: Vec::new(),
        maps: Vec::new(),
        figures: None,
    }
}
