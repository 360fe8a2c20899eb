//! Doors of open days: what a tablet there did is counted, and it takes its list.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::open_day::door::{DoorAnswer, DoorReport};
use domain::open_day::places::Places;
use domain::open_day::{DayStatus, DoorDuty, OpenDay};
use uuid::Uuid;

use super::places::write;
use super::{Days, Fault};
use crate::journal::RecordKind;

impl Days<'_> {
    /// Counts what a door did, in one transaction, and tells it the list if it still stands there.
    ///
    /// # Errors
    /// When there is no such day.
    pub async fn door(
        self,
        door: Uuid,
        report: DoorReport,
        stands: bool,
    ) -> Result<DoorAnswer, Fault> {
        let (found, _) = self.day(report.day).await?;
        let day = report.day;
        let decide = move |known: Option<(Places, u64)>, now| {
            let before = known.map(|(places, _)| places).unwrap_or_default();
            let mut places = before.clone();
            let refused = count(&found, &mut places, door, &report, now);
            let list = (stands && opens(&found, now)).then(|| places.for_door(day, &found, door));
            if report.leaves && list.is_none() {
                places.give_back(door, &found);
            }
            let write = (places != before).then(|| write(&places)).transpose()?;
            Ok((write, DoorAnswer { list, refused }))
        };
        self.change(RecordKind::Places, day, None, decide).await
    }

    /// The days a tablet can stand at the door of, the next first.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn doors(self, now: DateTime<Utc>) -> Result<Vec<DoorDuty>, Fault> {
        let mut days = self.every().await?;
        days.retain(|(_, day)| opens(day, now));
        days.sort_by_key(|(_, day)| day.date);
        Ok(days.into_iter().map(|(id, day)| duty(id, day)).collect())
    }

    /// The door of this day; none once the day is over, or before it is published.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn duty(self, day: Uuid, now: DateTime<Utc>) -> Result<Option<DoorDuty>, Fault> {
        match self.day(day).await {
            Ok((found, _)) => Ok(opens(&found, now).then(|| duty(day, found))),
            Err(Fault::Unknown) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

fn duty(id: Uuid, day: OpenDay) -> DoorDuty {
    DoorDuty {
        day: id,
        theme: day.theme,
        date: day.date,
    }
}

/// Whether a day has doors: published, and not over by Kyiv's date.
fn opens(day: &OpenDay, now: DateTime<Utc>) -> bool {
    day.status == DayStatus::Published && day.date >= kyiv::date(now)
}

/// Counts the deeds; those that can't be.
fn count(
    day: &OpenDay,
    places: &mut Places,
    door: Uuid,
    report: &DoorReport,
    now: DateTime<Utc>,
) -> Vec<Uuid> {
    // Only who took a list can have let anybody in; who gave it back has told everything before.
    let was_there = places.loans.iter().any(|loan| loan.door == door);
    let counts = was_there && matches!(day.status, DayStatus::Published | DayStatus::Held);
    let mut refused = Vec::new();
    for deed in &report.deeds {
        let slot = match deed.walked {
            Some(walked) => Some(walked.slot),
            None => places.find(deed.id).map(|one| one.slot),
        };
        let capacity = slot.and_then(|slot| day.slot(slot)).map(|slot| slot.places);
        let counted = match capacity {
            Some(capacity) if counts => places.count(door, deed, capacity, now).is_ok(),
            _ => false,
        };
        if !counted {
            refused.push(deed.id);
        }
    }
    refused
}
