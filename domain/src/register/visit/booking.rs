//! Who booked the place on one day.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::rules::slot;
use crate::register::{LINE, is_line};

/// The longest wish or reason, in characters.
const WISH: usize = 2_000;
/// The most bookings of one day, cancelled ones among them.
const A_DAY: usize = 2_000;

/// How a booking stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = VisitStanding))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It has a seat; nobody of the council has looked at it.
    #[default]
    Asked,
    /// The council confirmed it.
    Confirmed,
    /// The council refused it; the seat is free.
    Refused,
    /// The visitor cancelled it; the seat is free.
    Cancelled,
}

/// A booking. Name, contact, wish and code are empty once they are erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Its id, made with the form.
    pub id: Uuid,
    /// Its number within the day, from 1.
    pub n: u32,
    /// When its slot starts, Kyiv.
    pub starts: NaiveTime,
    /// Name.
    pub name: String,
    /// Phone or e-mail.
    pub contact: String,
    /// Which documents.
    pub wish: String,
    /// SHA-256 of its code, in hexadecimal.
    pub secret_hash: String,
    /// How it stands.
    pub standing: Standing,
    /// Why it was refused.
    pub reason: String,
    /// Whether the visitor came, once that is noted.
    pub came: Option<bool>,
    /// Whether what is personal was erased.
    #[serde(default)]
    pub erased: bool,
}

/// Who wants to come, when and for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Made with the form, so that it is booked once.
    pub id: Uuid,
    /// When the slot starts, Kyiv.
    pub starts: NaiveTime,
    /// Name.
    pub name: String,
    /// Phone or e-mail.
    pub contact: String,
    /// Which documents.
    pub documents: String,
    /// SHA-256 of the code, in hexadecimal.
    pub secret_hash: String,
}

/// What an officer does with a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum VisitEvent {
    /// Confirms it.
    Confirm,
    /// Refuses it.
    Refuse {
        /// Why; the visitor reads it.
        reason: String,
    },
    /// Notes that the visitor came.
    Came,
    /// Notes that nobody came.
    DidNotCome,
}

/// Why something can't be done with a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VisitRefused {
    /// No time is chosen.
    #[error("no time")]
    Time,
    /// The slot can't be booked now.
    #[error("the slot can't be booked now")]
    Closed,
    /// All its seats are taken.
    #[error("all seats are taken")]
    Full,
    /// No name, or too long.
    #[error("no name")]
    Name,
    /// No phone or e-mail, or too long.
    #[error("no contact")]
    Contact,
    /// Which documents is missing, or too long.
    #[error("no documents")]
    Documents,
    /// A refusal without a reason, or with a too long one.
    #[error("no reason")]
    Reason,
    /// It was cancelled, refused or visited.
    #[error("it is over")]
    Over,
    /// Its time has not come.
    #[error("not yet")]
    NotYet,
    /// Its id stands for another booking.
    #[error("another booking has this id")]
    Conflict,
}

/// The bookings of one day, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Visits {
    /// The bookings.
    pub bookings: Vec<Visit>,
}

impl Visit {
    /// Whether it has a seat.
    #[must_use]
    pub const fn holds(&self) -> bool {
        matches!(self.standing, Standing::Asked | Standing::Confirmed)
    }

    fn is_of(&self, wish: &Wish) -> bool {
        let same = self.name == wish.name.trim()
            && self.contact == wish.contact.trim()
            && self.wish == wish.documents.trim();
        // A cancelled one has forgotten what it was.
        self.starts == wish.starts
            && self.secret_hash == wish.secret_hash
            && (same || self.standing == Standing::Cancelled)
    }
}

impl Visits {
    /// How many seats of a slot are taken.
    #[must_use]
    pub fn taken(&self, starts: NaiveTime) -> u16 {
        let of = |one: &&Visit| one.starts == starts && one.holds();
        u16::try_from(self.bookings.iter().filter(of).count()).unwrap_or(u16::MAX)
    }

    /// The booking with this number.
    #[must_use]
    pub fn by_number(&self, n: u32) -> Option<&Visit> {
        self.bookings.iter().find(|one| one.n == n)
    }

    /// Books a seat of a slot of `seats`; the same wish again is the booking it made. Whether the
    /// slot can be booked at all says [`super::VisitRules::takes`].
    ///
    /// # Errors
    /// When the slot is full, the wish lacks something, or its id stands for another one.
    pub fn book(&mut self, wish: &Wish, seats: u16) -> Result<&Visit, VisitRefused> {
        if let Some(at) = self.bookings.iter().position(|one| one.id == wish.id) {
            let known = &self.bookings[at];
            // What was erased can't be compared any more.
            let same = known.is_of(wish);
            return if same {
                Ok(known)
            } else {
                Err(VisitRefused::Conflict)
            };
        }
        wish.check()?;
        if self.taken(wish.starts) >= seats || self.bookings.len() >= A_DAY {
            return Err(VisitRefused::Full);
        }
        let n = self.bookings.iter().map(|one| one.n).max().unwrap_or(0) + 1;
        self.bookings.push(Visit {
            id: wish.id,
            n,
            starts: wish.starts,
            name: wish.name.trim().to_owned(),
            contact: wish.contact.trim().to_owned(),
            wish: wish.documents.trim().to_owned(),
            secret_hash: wish.secret_hash.clone(),
            standing: Standing::Asked,
            reason: String::new(),
            came: None,
            erased: false,
        });
        self.bookings.last().ok_or(VisitRefused::Full)
    }

    /// Cancels a booking for its visitor, until its slot starts; name, contact and wish have no
    /// purpose any more and are erased at once. Cancelled again it stays so.
    ///
    /// # Errors
    /// When there is none, it is over, or its time has come.
    pub fn cancel(
        &mut self,
        day: NaiveDate,
        n: u32,
        now: DateTime<Utc>,
    ) -> Result<(), VisitRefused> {
        let one = self.one(n)?;
        if one.standing == Standing::Cancelled {
            return Ok(());
        }
        if !one.holds() || one.came.is_some() || now >= slot(day, one.starts) {
            return Err(VisitRefused::Over);
        }
        one.standing = Standing::Cancelled;
        for text in [&mut one.name, &mut one.contact, &mut one.wish] {
            text.clear();
        }
        Ok(())
    }

    /// Records what an officer does with a booking.
    ///
    /// # Errors
    /// When it is over, its time has not come, or a refusal has no reason.
    pub fn apply(
        &mut self,
        day: NaiveDate,
        n: u32,
        event: &VisitEvent,
        now: DateTime<Utc>,
    ) -> Result<(), VisitRefused> {
        let one = self.one(n)?;
        if !one.holds() {
            return Err(VisitRefused::Over);
        }
        let begun = now >= slot(day, one.starts);
        match event {
            VisitEvent::Confirm if one.came.is_none() => one.standing = Standing::Confirmed,
            VisitEvent::Refuse { reason } if one.came.is_none() => {
                let reason = reason.trim();
                if reason.is_empty() || reason.chars().count() > WISH {
                    return Err(VisitRefused::Reason);
                }
                one.standing = Standing::Refused;
                one.reason = reason.to_owned();
            }
            VisitEvent::Confirm | VisitEvent::Refuse { .. } => return Err(VisitRefused::Over),
            VisitEvent::Came | VisitEvent::DidNotCome if !begun => {
                return Err(VisitRefused::NotYet);
            }
            VisitEvent::Came => one.came = Some(true),
            VisitEvent::DidNotCome => one.came = Some(false),
        }
        Ok(())
    }

    /// Erases what is personal; numbers, slots and who came stay, for they count and name nobody.
    pub fn erase(&mut self) {
        for one in &mut self.bookings {
            for text in [
                &mut one.name,
                &mut one.contact,
                &mut one.wish,
                &mut one.secret_hash,
                &mut one.reason,
            ] {
                text.clear();
            }
            one.erased = true;
        }
    }

    fn one(&mut self, n: u32) -> Result<&mut Visit, VisitRefused> {
        let one = self.bookings.iter_mut().find(|one| one.n == n);
        one.ok_or(VisitRefused::Over)
    }
}

impl Wish {
    fn check(&self) -> Result<(), VisitRefused> {
        let line = |text: &str| !text.trim().is_empty() && is_line(text.trim(), LINE);
        let documents = self.documents.trim();
        if !line(&self.name) {
            Err(VisitRefused::Name)
        } else if !line(&self.contact) {
            Err(VisitRefused::Contact)
        } else if documents.is_empty() || documents.chars().count() > WISH {
            Err(VisitRefused::Documents)
        } else {
            Ok(())
        }
    }
}

/// The number a visitor is given: day, month, year, then the number within the day.
///
/// ```
/// use domain::register::visit::{number, read_number};
/// let day = "2026-12-04".parse().unwrap();
/// assert_eq!(number(day, 7), "041226-7");
/// assert_eq!(read_number(" 041226-7 "), Some((day, 7)));
/// assert_eq!(read_number("301326-7"), None);
/// ```
#[must_use]
pub fn number(day: NaiveDate, n: u32) -> String {
    format!(
        "{:02}{:02}{:02}-{n}",
        day.day(),
        day.month(),
        day.year().rem_euclid(100)
    )
}

/// Day and number within it, of a number as [`number`] writes it.
#[must_use]
pub fn read_number(typed: &str) -> Option<(NaiveDate, u32)> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (day, n) = typed.trim().split_once('-')?;
    if day.len() != 6 || !digits(day) || !digits(n) {
        return None;
    }
    let part = |at: usize| day.get(at..at + 2)?.parse::<u32>().ok();
    let year = 2_000 + i32::try_from(part(4)?).ok()?;
    let day = NaiveDate::from_ymd_opt(year, part(2)?, part(0)?)?;
    Some((day, n.parse().ok()?))
}
