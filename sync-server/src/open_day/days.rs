//! The days themselves.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::kyiv;
use domain::open_day::{
    DayAct, DayAsk, DayCard, DayEvent, DayList, DayRow, NewDay, OpenDay, apply, begin, publishable,
    question_ages, survey_window, year,
};
use uuid::Uuid;

use super::answers::number;
use super::{Days, Fault, json};
use crate::journal::{Officer, RecordKind, RecordWrite};

/// What the days belong to: nothing else of their kind does.
const PARENT: &str = "days";

impl Days<'_> {
    /// Begins a day; the same again is the same day.
    ///
    /// # Errors
    /// When the order forbids its date, or its id stands for another day.
    pub async fn begin(self, new: NewDay, by: &Officer) -> Result<DayCard, Fault> {
        let id = new.id;
        let decide = move |known: Option<(OpenDay, u64)>, now| match known {
            Some((day, version)) if day.theme == new.theme.trim() && day.date == new.date => {
                Ok((None, card(id, version, day)))
            }
            Some(_) => Err(Fault::Conflict),
            None => {
                let day = begin(&new.theme, new.date, now)?;
                let write = write(&day, &json(&new)?)?;
                Ok((Some(write), card(id, 1, day)))
            }
        };
        self.change(RecordKind::OpenDay, id, Some(by), decide).await
    }

    /// Records what an officer does with a day.
    ///
    /// # Errors
    /// When there is no such day, it has moved on, or the order does not allow it.
    pub async fn act(self, id: Uuid, asked: DayAsk, by: &Officer) -> Result<DayCard, Fault> {
        let name = by.name.clone();
        let decide = move |known: Option<(OpenDay, u64)>, at: DateTime<Utc>| {
            let (day, version) = known.ok_or(Fault::Unknown)?;
            if version != asked.version {
                return Err(Fault::Stale);
            }
            let event = match asked.event {
                // Nobody confirms in another's name.
                DayEvent::MaterialConfirmed { n, .. } => {
                    DayEvent::MaterialConfirmed { n, by: name }
                }
                event => event,
            };
            let act = DayAct { at, event };
            let next = apply(&day, &act)?;
            let write = write(&next, &json(&act.event)?)?;
            Ok((Some(write), card(id, version + 1, next)))
        };
        self.change(RecordKind::OpenDay, id, Some(by), decide).await
    }

    /// A day as the office sees it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn card(self, id: Uuid) -> Result<DayCard, Fault> {
        let (day, version) = self.day(id).await?;
        Ok(card(id, version, day))
    }

    /// All days, the latest first, and how this year stands.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn list(self, now: DateTime<Utc>) -> Result<DayList, Fault> {
        let mut days = self.every().await?;
        days.sort_by_key(|(_, day)| std::cmp::Reverse(day.date));
        let counted = days.iter().filter(|(_, day)| day.counts());
        let dates: Vec<NaiveDate> = counted.map(|(_, day)| day.date).collect();
        let today = kyiv::date(now);
        let mut rows = Vec::new();
        for (id, day) in days {
            let asked = if day.was_open_to_questions() {
                self.asked(id).await?
            } else {
                Vec::new()
            };
            let waiting = question_ages(&asked, today);
            rows.push(DayRow {
                id,
                theme: day.theme,
                date: day.date,
                status: day.status,
                unanswered: number(waiting.len()),
                waits_days: waiting.iter().map(|(_, days)| *days).max(),
            });
        }
        let later = dates.iter().map(Datelike::year);
        let later: BTreeSet<i32> = later.filter(|of| *of > today.year()).collect();
        let over = later.into_iter().map(|of| year(of, &dates, today));
        Ok(DayList {
            days: rows,
            year: year(today.year(), &dates, today),
            over: over.filter(|of| of.over).collect(),
            server_time: Some(now),
        })
    }

    pub(super) async fn every(self) -> Result<Vec<(Uuid, OpenDay)>, Fault> {
        let all = self.all(RecordKind::OpenDay, PARENT.to_owned()).await?;
        Ok(all.into_iter().map(|(id, _, day)| (id, day)).collect())
    }

    pub(super) async fn day(self, id: Uuid) -> Result<(OpenDay, u64), Fault> {
        let found = self.one(RecordKind::OpenDay, id).await?;
        found.ok_or(Fault::Unknown)
    }
}

fn card(id: Uuid, version: u64, day: OpenDay) -> DayCard {
    DayCard {
        id,
        version,
        gaps: publishable(&day),
        window: survey_window(day.date),
        server_time: None,
        day,
    }
}

fn write(day: &OpenDay, event: &str) -> Result<RecordWrite, Fault> {
    Ok(RecordWrite {
        parent: PARENT.to_owned(),
        place: i64::from(day.date.num_days_from_ce()),
        found_by: vec![day.theme.clone()],
        body: json(day)?,
        event: Some(event.to_owned()),
        ..RecordWrite::default()
    })
}
