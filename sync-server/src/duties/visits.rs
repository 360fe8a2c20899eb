//! Bookings of the place to work with documents. Those of one day are one record, so that whoever
//! books at the same time is told one after the other whether a seat is left.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use domain::calendar::WorkingCalendar;
use domain::kyiv;
use domain::register::visit::{
    Standing, Visit, VisitRefused, VisitRules, Visits, Wish, number, read_number, slot,
};
use domain::register::{
    NewVisitRules, OfficeVisit, VisitAsk, VisitDay, VisitDayRow, VisitRulesCard, VisitsBoard,
};
use domain::sync::AccessCode;
use serde::Serialize;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{Duties, Fault, ONE, json, still};
use crate::clock::Clock;
use crate::journal::{
    HolderId, Journal, JournalError, Officer, RecordKind, RecordQuery, RecordWrite,
};

/// Days of which something personal is kept belong to this, the others to nothing.
const KEPT: &str = "kept";
/// The most days asked for at once.
const DAYS: usize = 500;
/// How often it is looked whether something is to be erased.
const EVERY: Duration = Duration::from_secs(600);

/// A slot that can be booked, and how many seats it has left.
pub struct FreeSlot {
    /// When it starts, Kyiv.
    pub starts: NaiveTime,
    /// Seats left.
    pub free: u16,
}

/// A booking, as its visitor sees it.
pub struct OwnVisit {
    /// Its number.
    pub number: String,
    /// The day, Kyiv.
    pub day: NaiveDate,
    /// When its slot starts, Kyiv.
    pub starts: NaiveTime,
    /// How it stands.
    pub standing: Standing,
    /// Why it was refused.
    pub reason: String,
    /// Whether it can still be cancelled.
    pub cancels: bool,
}

/// What the history of a day says: a number and what happened, never a name or a reason.
#[derive(Serialize)]
struct Happened {
    n: u32,
    what: &'static str,
}

impl Duties<'_> {
    /// The rules of the place.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn visit_rules(self) -> Result<VisitRulesCard, JournalError> {
        let found = self.one(RecordKind::VisitRules, ONE).await?;
        let (rules, version) = found.unwrap_or_default();
        Ok(VisitRulesCard { version, rules })
    }

    /// Sets the rules of the place. What is booked stays.
    ///
    /// # Errors
    /// When they are wrong, or were changed meanwhile.
    pub async fn put_visit_rules(
        self,
        new: NewVisitRules,
        by: &Officer,
    ) -> Result<VisitRulesCard, Fault> {
        new.rules.check().map_err(Fault::Rules)?;
        let decide = move |known: Option<(VisitRules, u64)>, _| {
            let (_, version) = still(known, new.version)?;
            let body = json(&new.rules)?;
            let write = RecordWrite {
                event: Some(body.clone()),
                body,
                ..RecordWrite::default()
            };
            let rules = new.rules;
            let version = version + 1;
            Ok((Some(write), VisitRulesCard { version, rules }))
        };
        self.change((RecordKind::VisitRules, ONE), Some(by), decide)
            .await
    }

    /// The days that can be booked now, with the seats each has left.
    ///
    /// # Errors
    /// When the journal fails, or the calendar does not reach that far.
    pub async fn free_days(
        self,
        now: DateTime<Utc>,
    ) -> Result<(VisitRules, Vec<(NaiveDate, u32)>), JournalError> {
        let rules = self.visit_rules().await?.rules;
        let mut free = Vec::new();
        for day in rules.days(&self.calendar().await?, now)? {
            let slots = self.slots(&rules, day, now).await?;
            free.push((day, slots.iter().map(|one| u32::from(one.free)).sum()));
        }
        Ok((rules, free))
    }

    /// The slots of a day that are still to start, if the day can be booked now.
    ///
    /// # Errors
    /// When it can't, or the journal fails.
    pub async fn free_slots(
        self,
        day: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<(VisitRules, Vec<FreeSlot>), Fault> {
        let rules = self.visit_rules().await?.rules;
        let days = rules.days(&self.calendar().await?, now);
        if !days.map_err(JournalError::from)?.contains(&day) {
            return Err(Fault::Unknown);
        }
        let slots = self.slots(&rules, day, now).await?;
        Ok((rules, slots))
    }

    async fn slots(
        self,
        rules: &VisitRules,
        day: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<Vec<FreeSlot>, JournalError> {
        let (visits, _) = self.visits(day).await?;
        let starts = rules.starts().into_iter();
        let coming = starts.filter(|starts| now < slot(day, *starts));
        let free = |starts| FreeSlot {
            starts,
            free: rules.seats.saturating_sub(visits.taken(starts)),
        };
        Ok(coming.map(free).collect())
    }

    /// Books a seat; the same wish again is told how its booking stands.
    ///
    /// # Errors
    /// When none is left, the slot can't be booked, or the wish lacks something.
    pub async fn book_visit(self, day: NaiveDate, wish: Wish) -> Result<OwnVisit, Fault> {
        let rules = self.visit_rules().await?.rules;
        let calendar = self.calendar().await?;
        let decide = move |known: Option<(Visits, u64)>, now| {
            let (mut visits, _) = known.unwrap_or_default();
            let before = visits.bookings.len();
            let is_new = !visits.bookings.iter().any(|one| one.id == wish.id);
            let takes = rules.takes(&calendar, day, wish.starts, now);
            if is_new && !takes.unwrap_or(false) {
                return Err(VisitRefused::Closed.into());
            }
            let own = own(day, visits.book(&wish, rules.seats)?, now);
            let write = match visits.bookings.get(before) {
                Some(new) => Some(write(day, &visits, new.n, "booked")?),
                None => None,
            };
            Ok((write, own))
        };
        self.change((RecordKind::Visits, of(day)), None, decide)
            .await
    }

    /// A booking, for whoever knows its number and code.
    ///
    /// # Errors
    /// When none has them.
    pub async fn own_visit(
        self,
        typed: &str,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<OwnVisit, Fault> {
        let (day, n) = read_number(typed).ok_or(Fault::Unknown)?;
        let (visits, _) = self.visits(day).await?;
        let visit = opened(&visits, n, code).ok_or(Fault::Unknown)?;
        Ok(own(day, visit, now))
    }

    /// Cancels a booking by its number and code.
    ///
    /// # Errors
    /// When none has them, or it is over.
    pub async fn cancel_visit(self, typed: &str, code: String) -> Result<OwnVisit, Fault> {
        let (day, n) = read_number(typed).ok_or(Fault::Unknown)?;
        let decide = move |known: Option<(Visits, u64)>, now| {
            let (mut visits, _) = known.ok_or(Fault::Unknown)?;
            opened(&visits, n, &code).ok_or(Fault::Unknown)?;
            visits.cancel(day, n, now)?;
            let visit = visits.by_number(n).ok_or(Fault::Unknown)?;
            let own = own(day, visit, now);
            Ok((Some(write(day, &visits, n, "cancelled")?), own))
        };
        self.change((RecordKind::Visits, of(day)), None, decide)
            .await
    }

    /// Rules and days, as the office sees them.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn visits_board(self, now: DateTime<Utc>) -> Result<VisitsBoard, JournalError> {
        self.erase_visits(now).await?;
        let query = RecordQuery {
            parent: Some(KEPT.to_owned()),
            limit: DAYS,
            ..RecordQuery::default()
        };
        let kind = RecordKind::Visits;
        let found = self.journal.records(self.holder, kind, query).await?;
        let mut days = Vec::new();
        for record in &found {
            let visits: Visits = record.read()?;
            let count = |of: fn(&Visit) -> bool| {
                let counted = visits.bookings.iter().filter(|one| of(one)).count();
                u32::try_from(counted).unwrap_or(u32::MAX)
            };
            let day = i32::try_from(record.place).ok();
            let Some(day) = day.and_then(NaiveDate::from_num_days_from_ce_opt) else {
                continue;
            };
            days.push(VisitDayRow {
                day,
                visits: count(Visit::holds),
                asked: count(|one| one.standing == Standing::Asked),
            });
        }
        Ok(VisitsBoard {
            rules: self.visit_rules().await?,
            days,
            today: kyiv::date(now),
        })
    }

    /// The bookings of a day, by slot.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn visit_day(
        self,
        day: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<VisitDay, JournalError> {
        self.erase_visits(now).await?;
        let (visits, version) = self.visits(day).await?;
        Ok(told(day, version, visits))
    }

    /// Records what an officer does with a booking.
    ///
    /// # Errors
    /// When there is none, it stands otherwise now, or the rules do not allow it.
    pub async fn act_on_visit(
        self,
        day: NaiveDate,
        asked: VisitAsk,
        by: &Officer,
    ) -> Result<VisitDay, Fault> {
        let decide = move |known: Option<(Visits, u64)>, now| {
            let (mut visits, version) = known.ok_or(Fault::Unknown)?;
            let VisitAsk { n, standing, event } = asked;
            let visit = visits.by_number(n).ok_or(Fault::Unknown)?;
            if visit.standing != standing {
                return Err(Fault::Stale);
            }
            visits.apply(day, n, &event, now)?;
            let write = write(day, &visits, n, what(&event))?;
            Ok((Some(write), told(day, version + 1, visits)))
        };
        self.change((RecordKind::Visits, of(day)), Some(by), decide)
            .await
    }

    /// Erases what is personal of the days whose time is over; how many days.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn erase_visits(self, now: DateTime<Utc>) -> Result<usize, JournalError> {
        let rules = self.visit_rules().await?.rules;
        let kept_from = rules.kept_from(kyiv::date(now));
        let query = RecordQuery {
            parent: Some(KEPT.to_owned()),
            before: Some(place(kept_from)),
            limit: DAYS,
            ..RecordQuery::default()
        };
        let kind = RecordKind::Visits;
        let over = self.journal.records(self.holder, kind, query).await?;
        for record in &over {
            let place = record.place;
            let decide = move |known: Option<(Visits, u64)>, _| {
                let Some((mut visits, _)) = known else {
                    return Ok::<_, JournalError>((None, ()));
                };
                visits.erase();
                let write = RecordWrite {
                    place,
                    body: json(&visits)?,
                    ..RecordWrite::default()
                };
                Ok((Some(write), ()))
            };
            crate::journal::record::change_aggregate(
                self.journal,
                self.holder,
                (kind, record.id),
                None,
                decide,
            )
            .await?;
        }
        Ok(over.len())
    }

    async fn visits(self, day: NaiveDate) -> Result<(Visits, u64), JournalError> {
        let found = self.one(RecordKind::Visits, of(day)).await?;
        Ok(found.unwrap_or_default())
    }

    async fn calendar(self) -> Result<WorkingCalendar, JournalError> {
        let settings = self.journal.holder(self.holder).await?;
        Ok(settings.ok_or(JournalError::NoHolder)?.calendar())
    }
}

/// Erases what is personal of past visits, now and then again, until it is stopped.
pub async fn erase_by_and_by(journal: Arc<dyn Journal>, holder: HolderId, clock: Arc<dyn Clock>) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let duties = Duties::of(&*journal, holder);
        if let Err(error) = duties.erase_visits(clock.now()).await {
            tracing::warn!(%error, "what is personal of past visits was not erased; tried again");
        }
    }
}

fn place(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// The record of a day.
fn of(day: NaiveDate) -> Uuid {
    Uuid::from_u128(u128::from(day.num_days_from_ce().unsigned_abs()))
}

const fn what(event: &domain::register::visit::VisitEvent) -> &'static str {
    use domain::register::visit::VisitEvent;
    match event {
        VisitEvent::Confirm => "confirmed",
        VisitEvent::Refuse { .. } => "refused",
        VisitEvent::Came => "came",
        VisitEvent::DidNotCome => "did_not_come",
    }
}

fn write(
    day: NaiveDate,
    visits: &Visits,
    n: u32,
    what: &'static str,
) -> Result<RecordWrite, JournalError> {
    let kept = visits.bookings.iter().any(|one| !one.erased);
    Ok(RecordWrite {
        parent: if kept { KEPT } else { "" }.to_owned(),
        place: place(day),
        body: json(visits)?,
        event: Some(json(&Happened { n, what })?),
        ..RecordWrite::default()
    })
}

/// The booking that this number and code open. What was erased, nothing opens.
fn opened<'a>(visits: &'a Visits, n: u32, code: &str) -> Option<&'a Visit> {
    let visit = visits.by_number(n)?;
    let hash = AccessCode::parse(code)?.hash();
    let same = bool::from(hash.as_bytes().ct_eq(visit.secret_hash.as_bytes()));
    (same && !visit.erased).then_some(visit)
}

fn own(day: NaiveDate, visit: &Visit, now: DateTime<Utc>) -> OwnVisit {
    OwnVisit {
        number: number(day, visit.n),
        day,
        starts: visit.starts,
        standing: visit.standing,
        reason: visit.reason.clone(),
        cancels: visit.holds() && visit.came.is_none() && now < slot(day, visit.starts),
    }
}

fn told(day: NaiveDate, version: u64, visits: Visits) -> VisitDay {
    let one = |visit: Visit| OfficeVisit {
        n: visit.n,
        number: number(day, visit.n),
        starts: visit.starts,
        name: visit.name,
        contact: visit.contact,
        wish: visit.wish,
        standing: visit.standing,
        reason: visit.reason,
        came: visit.came,
        erased: visit.erased,
    };
    let mut visits: Vec<OfficeVisit> = visits.bookings.into_iter().map(one).collect();
    visits.sort_by_key(|visit| (visit.starts, visit.n));
    VisitDay {
        day,
        version,
        visits,
    }
}
