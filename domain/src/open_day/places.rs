//! Item 9: places of a day's slots. Never more than a slot holds, a waiting list in order.
//!
//! The server allots: a place, or a number on the waiting list. When a place comes free, the first
//! who waits gets it. A door that loses the network can do harm in one way only: it lets in somebody
//! whose place was given on meanwhile. So a door *takes its list*: from then on no place of that slot
//! is given on, and the places that are free at that moment are lent to that door for people who come
//! without booking. Whatever doors do without a network after that, the slot holds everybody.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::item_9::Category;

/// The most bookings of a day.
const MAX_BOOKINGS: usize = 2_000;

/// How a booking stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = PlaceStanding))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It has a place.
    Place,
    /// It waits.
    Waiting,
    /// It was cancelled, and its place given on or free.
    Cancelled,
    /// It was cancelled after a door took its list: its place is given to nobody.
    Kept,
}

/// Somebody who wants to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// Its id, made on the device that booked.
    pub id: Uuid,
    /// Its place in the order of all bookings.
    pub order: u32,
    /// For which slot.
    pub slot: u16,
    /// Who they are.
    pub category: Category,
    /// Their name.
    pub name: String,
    /// Phone or e-mail; may be empty.
    pub contact: String,
    /// SHA-256 of the secret that cancels it; empty for one who came without booking.
    pub secret_hash: String,
    /// How it stands.
    pub standing: Standing,
    /// When they came, if they did.
    pub came_at: Option<DateTime<Utc>>,
    /// Every time somebody noted that they came; what was noted before this was kept is not here.
    #[serde(default)]
    pub visits: Vec<Visit>,
    /// Whether they had cancelled when somebody noted that they came.
    #[serde(default)]
    pub had_cancelled: bool,
    /// The door that let them in on a place lent to it.
    #[serde(default)]
    pub door: Option<Uuid>,
    /// Whether they waited and got a place later: they are to be told.
    #[serde(default)]
    pub promoted: bool,
}

/// A check-in, known by its moment: told again, it is the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// When, by the clock of whoever noted it: milliseconds since 1970, UTC.
    pub at: i64,
    /// Whether it was a mistake and is taken back, for good.
    pub back: bool,
}

/// The most check-ins that are kept of one booking, those taken back among them.
const MAX_VISITS: usize = 50;

impl Booking {
    /// The check-ins that count, by their moments.
    #[must_use]
    pub fn noted(&self) -> Vec<i64> {
        let counts = self.visits.iter().filter(|visit| !visit.back);
        let noted: Vec<i64> = counts.map(|visit| visit.at).collect();
        match self.came_at {
            // Noted by a server that kept the first moment only.
            Some(came) if noted.is_empty() => vec![came.timestamp_millis()],
            _ => noted,
        }
    }

    /// Whether this check-in was taken back: told late or again, it lets nobody in.
    fn is_back(&self, at: i64) -> bool {
        self.visits.iter().any(|visit| visit.at == at && visit.back)
    }
}

/// Places lent to a door for people who come without booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loan {
    /// The door.
    pub door: Uuid,
    /// Of which slot.
    pub slot: u16,
    /// How many.
    pub places: u32,
}

/// Everybody who wants to come to a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// The bookings, in their order.
    pub bookings: Vec<Booking>,
    /// The doors that have taken their lists.
    pub loans: Vec<Loan>,
}

/// A wish for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The booking's id.
    pub id: Uuid,
    /// For which slot.
    pub slot: u16,
    /// Who.
    pub category: Category,
    /// Name.
    pub name: String,
    /// Phone or e-mail.
    pub contact: String,
    /// SHA-256 of the secret that cancels it.
    pub secret_hash: String,
}

/// What somebody is told of their booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = PlaceTold))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Told {
    /// A place is theirs.
    Place,
    /// So many wait before them, and they.
    Waiting {
        /// The number on the waiting list, from 1.
        number: u32,
    },
    /// It is cancelled.
    Cancelled,
}

/// Why a booking or check-in is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlaceRefused {
    /// Another booking has this id.
    #[error("another booking has this id")]
    OtherBooking,
    /// No booking has this id, or its secret is another.
    #[error("no such booking")]
    Unknown,
    /// They have no place.
    #[error("no place")]
    NoPlace,
    /// The day takes no more bookings.
    #[error("too many bookings")]
    TooMany,
}

/// What a clock that may be off said: nobody came later than now.
fn moment(noted: i64, now: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(noted)
        .unwrap_or(now)
        .min(now)
}

impl Places {
    /// Books: a place if one is free, else a number on the waiting list. The same wish again is told
    /// how it stands.
    ///
    /// # Errors
    /// When another wish has this id, or there are too many.
    pub fn book(&mut self, wish: Wish, capacity: u32) -> Result<Told, PlaceRefused> {
        if let Some(known) = self.find(wish.id) {
            let same = known.slot == wish.slot
                && known.secret_hash == wish.secret_hash
                && known.name == wish.name
                && known.category == wish.category;
            return if same {
                self.told(wish.id).ok_or(PlaceRefused::Unknown)
            } else {
                Err(PlaceRefused::OtherBooking)
            };
        }
        if self.bookings.len() >= MAX_BOOKINGS {
            return Err(PlaceRefused::TooMany);
        }
        let waits = self.waiting(wish.slot).next().is_some();
        let free = !waits && !self.is_taken(wish.slot) && self.occupied(wish.slot) < capacity;
        let id = wish.id;
        self.bookings.push(Booking {
            id,
            order: u32::try_from(self.bookings.len()).unwrap_or(u32::MAX),
            slot: wish.slot,
            category: wish.category,
            name: wish.name,
            contact: wish.contact,
            secret_hash: wish.secret_hash,
            standing: if free {
                Standing::Place
            } else {
                Standing::Waiting
            },
            came_at: None,
            visits: Vec::new(),
            had_cancelled: false,
            door: None,
            promoted: false,
        });
        self.told(id).ok_or(PlaceRefused::Unknown)
    }

    /// Cancels. The first who waits gets the place, unless a door has taken its list.
    ///
    /// # Errors
    /// When there is no such booking, or they have come already.
    pub fn cancel(&mut self, id: Uuid, capacity: u32) -> Result<Told, PlaceRefused> {
        let booking = self.find(id).ok_or(PlaceRefused::Unknown)?;
        if booking.came_at.is_some() {
            return Err(PlaceRefused::NoPlace);
        }
        let (slot, had_place) = (booking.slot, booking.standing == Standing::Place);
        let kept = had_place && self.is_taken(slot);
        if let Some(booking) = self.find_mut(id)
            && matches!(booking.standing, Standing::Place | Standing::Waiting)
        {
            booking.standing = if kept {
                Standing::Kept
            } else {
                Standing::Cancelled
            };
        }
        self.promote(slot, capacity);
        Ok(Told::Cancelled)
    }

    /// A door takes its list; the places free now are lent to the first door that does. Gives those
    /// who have a place.
    pub fn take_list(&mut self, door: Uuid, slot: u16, capacity: u32) -> Vec<Uuid> {
        let known = |loan: &&Loan| loan.door == door && loan.slot == slot;
        if !self.loans.iter().any(|loan| known(&loan)) {
            let places = capacity.saturating_sub(self.occupied(slot));
            self.loans.push(Loan { door, slot, places });
        }
        let has_place = |one: &&Booking| one.slot == slot && one.standing == Standing::Place;
        self.bookings
            .iter()
            .filter(has_place)
            .map(|one| one.id)
            .collect()
    }

    /// Somebody with a place has come, as was noted at `noted` by the clock of whoever noted it. Told
    /// again or by another door it is the same visit; one that was taken back stays so.
    ///
    /// # Errors
    /// When there is no such booking, it has no place, or too many check-ins.
    pub fn check_in(
        &mut self,
        id: Uuid,
        noted: i64,
        now: DateTime<Utc>,
    ) -> Result<(), PlaceRefused> {
        let booking = self.find_mut(id).ok_or(PlaceRefused::Unknown)?;
        if booking.is_back(noted) {
            return Ok(());
        }
        if !matches!(booking.standing, Standing::Place | Standing::Kept) {
            return Err(PlaceRefused::NoPlace);
        }
        if !booking.visits.iter().any(|visit| visit.at == noted) {
            if booking.visits.len() >= MAX_VISITS {
                return Err(PlaceRefused::TooMany);
            }
            let visit = |at| Visit { at, back: false };
            if booking.visits.is_empty() {
                let before = booking.came_at.map(|came| came.timestamp_millis());
                let before = before.filter(|before| *before != noted);
                booking.visits.extend(before.map(visit));
            }
            booking.visits.push(visit(noted));
        }
        let at = moment(noted, now);
        let first = booking.came_at.map_or(at, |came| came.min(at));
        booking.came_at = Some(first);
        // Who cancelled and came after all is there.
        booking.had_cancelled |= booking.standing == Standing::Kept;
        booking.standing = Standing::Place;
        Ok(())
    }

    /// A check-in was a mistake. It is taken back once, whoever tells it and however often; whom
    /// another door let in as well is there still. A place that somebody without a booking was let in
    /// on goes back to the door it was lent to.
    ///
    /// # Errors
    /// When there is no such booking, or too many check-ins of it.
    pub fn take_back(
        &mut self,
        id: Uuid,
        noted: i64,
        capacity: u32,
        now: DateTime<Utc>,
    ) -> Result<(), PlaceRefused> {
        let booking = self.find_mut(id).ok_or(PlaceRefused::Unknown)?;
        if booking.is_back(noted) {
            return Ok(());
        }
        let mut left = booking.noted();
        left.retain(|at| *at != noted);
        if let Some(visit) = booking.visits.iter_mut().find(|visit| visit.at == noted) {
            visit.back = true;
        } else if booking.visits.len() < MAX_VISITS {
            // Told before the check-in itself, or noted when no more than the moment was kept.
            let (at, back) = (noted, true);
            booking.visits.push(Visit { at, back });
        } else {
            return Err(PlaceRefused::TooMany);
        }
        let was_there = booking.came_at.is_some();
        booking.came_at = left.iter().map(|at| moment(*at, now)).min();
        if !was_there || booking.came_at.is_some() {
            return Ok(());
        }
        let (slot, door) = (booking.slot, booking.door);
        // Only who was let in without a booking has no secret to cancel with.
        let walked = booking.secret_hash.is_empty();
        booking.standing = match (walked, booking.had_cancelled) {
            (true, _) => Standing::Cancelled,
            (false, true) => Standing::Kept,
            (false, false) => Standing::Place,
        };
        if walked {
            let of = |loan: &&mut Loan| Some(loan.door) == door && loan.slot == slot;
            if let Some(loan) = self.loans.iter_mut().find(of) {
                loan.places += 1;
            }
            self.promote(slot, capacity);
        }
        Ok(())
    }

    /// Somebody has come without booking, as was noted at `noted`, and was let in by a door on a place
    /// lent to it; without a door, on a free place.
    ///
    /// # Errors
    /// When no place is free, or none is left of those lent.
    pub fn walk_in(
        &mut self,
        wish: Wish,
        door: Option<Uuid>,
        capacity: u32,
        (noted, now): (i64, DateTime<Utc>),
    ) -> Result<(), PlaceRefused> {
        if self.find(wish.id).is_some() {
            return self.check_in(wish.id, noted, now);
        }
        if self.bookings.len() >= MAX_BOOKINGS {
            return Err(PlaceRefused::TooMany);
        }
        match door {
            Some(door) => {
                let of = |loan: &&mut Loan| loan.door == door && loan.slot == wish.slot;
                let loan = self.loans.iter_mut().find(of);
                let loan = loan.filter(|loan| loan.places > 0);
                loan.ok_or(PlaceRefused::NoPlace)?.places -= 1;
            }
            None if self.occupied(wish.slot) >= capacity => return Err(PlaceRefused::NoPlace),
            None => {}
        }
        self.bookings.push(Booking {
            id: wish.id,
            order: u32::try_from(self.bookings.len()).unwrap_or(u32::MAX),
            slot: wish.slot,
            category: wish.category,
            name: wish.name,
            contact: wish.contact,
            secret_hash: String::new(),
            standing: Standing::Place,
            came_at: Some(moment(noted, now)),
            visits: vec![Visit {
                at: noted,
                back: false,
            }],
            had_cancelled: false,
            door,
            promoted: false,
        });
        Ok(())
    }

    /// How a booking stands.
    #[must_use]
    pub fn told(&self, id: Uuid) -> Option<Told> {
        let booking = self.find(id)?;
        Some(match booking.standing {
            Standing::Place => Told::Place,
            Standing::Cancelled | Standing::Kept => Told::Cancelled,
            Standing::Waiting => {
                let before = self.waiting(booking.slot);
                let before = before.take_while(|one| one.id != id).count();
                let number = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
                Told::Waiting { number }
            }
        })
    }

    /// The booking of this id.
    #[must_use]
    pub fn find(&self, id: Uuid) -> Option<&Booking> {
        self.bookings.iter().find(|one| one.id == id)
    }

    /// Places of a slot that somebody has or may claim.
    #[must_use]
    pub fn occupied(&self, slot: u16) -> u32 {
        let holds = |one: &&Booking| {
            one.slot == slot && matches!(one.standing, Standing::Place | Standing::Kept)
        };
        let held = self.bookings.iter().filter(holds).count();
        let loans = self.loans.iter().filter(|loan| loan.slot == slot);
        let lent: u32 = loans.map(|loan| loan.places).sum();
        u32::try_from(held).unwrap_or(u32::MAX).saturating_add(lent)
    }

    /// Who waits for a slot, in order.
    pub fn waiting(&self, slot: u16) -> impl Iterator<Item = &Booking> {
        let waits = move |one: &&Booking| one.slot == slot && one.standing == Standing::Waiting;
        self.bookings.iter().filter(waits)
    }

    /// Whether a door has taken the list of a slot.
    #[must_use]
    pub fn is_taken(&self, slot: u16) -> bool {
        self.loans.iter().any(|loan| loan.slot == slot)
    }

    fn find_mut(&mut self, id: Uuid) -> Option<&mut Booking> {
        self.bookings.iter_mut().find(|one| one.id == id)
    }

    pub(super) fn promote(&mut self, slot: u16, capacity: u32) {
        while !self.is_taken(slot) && self.occupied(slot) < capacity {
            let waits = |one: &&mut Booking| one.slot == slot && one.standing == Standing::Waiting;
            let Some(first) = self.bookings.iter_mut().find(waits) else {
                return;
            };
            first.standing = Standing::Place;
            first.promoted = true;
        }
    }
}
