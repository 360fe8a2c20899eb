//! Item 9 at the door: a tablet that checks who comes, with a network or without.
//!
//! A door *takes its list* ([`Places::take_list`]) before it goes without a network. From then on the
//! council gives none of that slot's places on, and lends the door those that are free. So the door
//! may let in everybody on its list who has a place, and as many others as it was lent, and no two
//! doors can be lent the same place: whatever they do apart from each other, a slot never holds more
//! than its places. What a door did are [`DoorDeed`]s without a name, which it tells when it can, once
//! or more often.
//!
//! Names are in [`DoorList`] for staff to find people by; [`Door::nameless`] is what a tablet may
//! keep on its disk.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::day::OpenDay;
use super::item_9::Category;
use super::places::{Booking, PlaceRefused, Places, Standing, Wish};
use crate::sync::AccessCode;

/// The most deeds of one report.
pub const MAX_DEEDS: usize = 1_000;

/// The door a kiosk stands at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DoorDuty {
    /// The open day.
    pub day: Uuid,
    /// Its theme.
    pub theme: String,
    /// Its date.
    pub date: NaiveDate,
}

/// A slot as a door knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DoorSlot {
    /// Its number within the day.
    pub n: u16,
    /// From when, Kyiv.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub starts: NaiveTime,
    /// Until when.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub ends: NaiveTime,
    /// For how many.
    pub places: u32,
    /// How many more this door may let in who have not booked.
    pub lent: u32,
}

/// Somebody on a door's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DoorPerson {
    /// The booking.
    pub id: Uuid,
    /// For which slot.
    pub slot: u16,
    /// Name; empty where it is not to be kept.
    pub name: String,
    /// SHA-256 of the booking's code.
    pub secret_hash: String,
    /// How it stands.
    pub standing: Standing,
    /// When they came, milliseconds since 1970, if they did.
    pub came_at: Option<i64>,
    /// Every check-in that counts, by the moment it was noted at: what can be taken back.
    #[serde(default)]
    pub noted: Vec<i64>,
}

/// What a door is told: everything it needs for a day without a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DoorList {
    /// The day.
    pub duty: DoorDuty,
    /// Its slots.
    pub slots: Vec<DoorSlot>,
    /// Everybody who booked, in the order of bookings.
    pub people: Vec<DoorPerson>,
}

/// Somebody whom a door let in without a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Walked {
    /// Into which slot.
    pub slot: u16,
    /// Who, by the categories of item 9.
    pub category: Category,
}

/// What a door did: somebody came, or that was a mistake. Nobody's name is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DoorDeed {
    /// The booking; of one who has none, a new id, so that it is counted once.
    pub id: Uuid,
    /// When, by the tablet's clock: milliseconds since 1970, UTC.
    pub at: i64,
    /// Who came without booking.
    #[serde(default)]
    pub walked: Option<Walked>,
    /// The moment of the check-in that this takes back: it was a mistake.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes_back: Option<i64>,
}

/// What a door tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DoorReport {
    /// The day.
    pub day: Uuid,
    /// What it did and has no answer for yet.
    pub deeds: Vec<DoorDeed>,
    /// Whether it was called away and lets nobody in any more: what it was lent is free again.
    #[serde(default)]
    pub leaves: bool,
}

/// What a door is answered. Every deed it told is dealt with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DoorAnswer {
    /// The list as it is now; none for a tablet that stands at this door no more.
    pub list: Option<DoorList>,
    /// Deeds that could not be counted: their booking is unknown here.
    pub refused: Vec<Uuid>,
}

/// How somebody at the door stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// They have a place and are awaited.
    Awaited,
    /// They have come already, at this moment.
    Here(i64),
    /// They cancelled.
    Cancelled,
    /// They wait for a place that did not come free.
    Waits,
}

/// Why a door lets somebody not in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DoorRefused {
    /// Nobody on the list has this booking.
    #[error("not on the list")]
    Unknown,
    /// They have no place: they wait, or cancelled before the list was taken.
    #[error("no place")]
    NoPlace,
    /// No place is left of those this door was lent.
    #[error("no place left")]
    NoneLent,
}

/// A door, with what it did since it was last answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    /// What it was told.
    pub list: DoorList,
    /// What it did and has no answer for yet.
    pub deeds: Vec<DoorDeed>,
}

impl Door {
    /// A door that has just taken its list.
    #[must_use]
    pub const fn new(list: DoorList) -> Self {
        Self {
            list,
            deeds: Vec::new(),
        }
    }

    /// An answer came to a report of these deeds. What was done meanwhile is still to be told.
    pub fn answered(&mut self, told: &[DoorDeed], list: Option<DoorList>) {
        self.deeds.retain(|deed| !told.contains(deed));
        if let Some(list) = list {
            self.list = list;
        }
    }

    /// It is called away, or the day is over: it lets nobody in any more and forgets the list. What it
    /// did is still to be told.
    pub fn close(&mut self) {
        self.list.people.clear();
        for slot in &mut self.list.slots {
            slot.lent = 0;
        }
    }

    /// What may be written on a disk: nobody's name. Who shows a code is recognised by it still.
    #[must_use]
    pub fn nameless(&self) -> Self {
        let mut door = self.clone();
        for person in &mut door.list.people {
            person.name.clear();
        }
        door
    }

    /// Whether people can be found by name: not after a start without a network.
    #[must_use]
    pub fn has_names(&self) -> bool {
        // Who came without booking has neither name nor code.
        let named = |one: &DoorPerson| one.secret_hash.is_empty() || !one.name.is_empty();
        self.list.people.iter().all(named)
    }

    /// Whose code this is.
    #[must_use]
    pub fn by_code(&self, code: &AccessCode) -> Option<&DoorPerson> {
        let hash = code.hash();
        let of = |one: &&DoorPerson| one.secret_hash.eq_ignore_ascii_case(&hash);
        self.list.people.iter().find(of)
    }

    /// Everybody whose name has each of these words at the start of one of its own, whatever the
    /// letter case; nobody for no words.
    #[must_use]
    pub fn by_name(&self, words: &str) -> Vec<&DoorPerson> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let fits = |one: &&DoorPerson| {
            let name = one.name.to_lowercase();
            let starts = |word: &String| name.split_whitespace().any(|part| part.starts_with(word));
            !words.is_empty() && words.iter().all(starts)
        };
        self.list.people.iter().filter(fits).collect()
    }

    /// The check-ins of a booking that count, as far as this door knows: the council's, and its own
    /// since then; without those it took back.
    fn noted(&self, id: Uuid) -> Vec<i64> {
        let person = self.list.people.iter().find(|one| one.id == id);
        let mut noted = person.map_or_else(Vec::new, |person| match person.came_at {
            // Told by a server that kept the first moment only.
            Some(came) if person.noted.is_empty() => vec![came],
            _ => person.noted.clone(),
        });
        for deed in self.deeds.iter().filter(|deed| deed.id == id) {
            match deed.takes_back {
                Some(mistake) => noted.retain(|at| *at != mistake),
                None => noted.push(deed.at),
            }
        }
        noted
    }

    /// When somebody came; none while they have not, or when that was a mistake.
    fn came_at(&self, id: Uuid) -> Option<i64> {
        let first = self.noted(id).into_iter().min()?;
        let told = self.list.people.iter().find(|one| one.id == id);
        let told = told.filter(|one| one.noted.iter().min() == Some(&first));
        Some(told.and_then(|one| one.came_at).unwrap_or(first))
    }

    /// How somebody stands.
    #[must_use]
    pub fn seen(&self, person: &DoorPerson) -> Seen {
        match (self.came_at(person.id), person.standing) {
            (Some(at), _) => Seen::Here(at),
            (None, Standing::Place) => Seen::Awaited,
            (None, Standing::Cancelled | Standing::Kept) => Seen::Cancelled,
            (None, Standing::Waiting) => Seen::Waits,
        }
    }

    /// Somebody on the list comes. Told twice it is the same visit. Who cancelled after a door had
    /// taken its list may come all the same: nobody else was given that place.
    ///
    /// # Errors
    /// When they are not on the list or have no place.
    pub fn come(&mut self, id: Uuid, at: DateTime<Utc>) -> Result<Seen, DoorRefused> {
        let person = self.list.people.iter().find(|one| one.id == id);
        let person = person.ok_or(DoorRefused::Unknown)?;
        let seen = self.seen(person);
        if matches!(seen, Seen::Here(_)) {
            return Ok(seen);
        }
        if !matches!(person.standing, Standing::Place | Standing::Kept) {
            return Err(DoorRefused::NoPlace);
        }
        self.deeds.push(DoorDeed {
            id,
            at: self.moment(at),
            walked: None,
            takes_back: None,
        });
        Ok(seen)
    }

    /// That somebody came was a mistake: it is taken back as if it had not been noted. False when it
    /// was not noted. The place of who came without a booking can be given again at once if the
    /// council has not heard of them; else when it has heard of the mistake, for another door may
    /// have told it meanwhile.
    pub fn take_back(&mut self, id: Uuid, at: DateTime<Utc>) -> bool {
        let noted = self.noted(id);
        for mistake in &noted {
            self.deeds.push(DoorDeed {
                id,
                at: self.moment(at),
                walked: None,
                takes_back: Some(*mistake),
            });
        }
        !noted.is_empty()
    }

    /// A moment that no deed has: a check-in after a mistake is another one, however quick the hand.
    fn moment(&self, at: DateTime<Utc>) -> i64 {
        let at = at.timestamp_millis();
        let last = self.deeds.iter().map(|deed| deed.at).max();
        last.map_or(at, |last| at.max(last.saturating_add(1)))
    }

    /// Who came without a booking and is there, as far as this door knows: id, slot and moment, the
    /// latest first.
    #[must_use]
    pub fn walked(&self) -> Vec<(Uuid, u16, i64)> {
        let people = self.list.people.iter();
        // They have no code.
        let told = people.filter(|one| one.secret_hash.is_empty());
        let told = told.map(|one| (one.id, one.slot));
        let own = self.deeds.iter().filter_map(|deed| {
            let known = self.list.people.iter().any(|one| one.id == deed.id);
            let walked = deed.walked.filter(|_| !known)?;
            Some((deed.id, walked.slot))
        });
        let there = |(id, slot): (Uuid, u16)| Some((id, slot, self.came_at(id)?));
        let mut all: Vec<_> = told.chain(own).filter_map(there).collect();
        all.sort_by_key(|(_, _, at)| std::cmp::Reverse(*at));
        all
    }

    /// Somebody without a booking comes, on a place lent to this door.
    ///
    /// # Errors
    /// When none is left.
    pub fn walk_in(
        &mut self,
        id: Uuid,
        walked: Walked,
        at: DateTime<Utc>,
    ) -> Result<(), DoorRefused> {
        if self.left(walked.slot) == 0 {
            return Err(DoorRefused::NoneLent);
        }
        self.deeds.push(DoorDeed {
            id,
            at: self.moment(at),
            walked: Some(walked),
            takes_back: None,
        });
        Ok(())
    }

    /// How many more without a booking this door may let into a slot.
    #[must_use]
    pub fn left(&self, slot: u16) -> u32 {
        let lent = self.list.slots.iter().find(|one| one.n == slot);
        let lent = lent.map_or(0, |slot| slot.lent);
        let used = self
            .deeds
            .iter()
            .filter(|deed| deed.walked.is_some_and(|walked| walked.slot == slot))
            .filter(|deed| !self.noted(deed.id).is_empty())
            .count();
        lent.saturating_sub(u32::try_from(used).unwrap_or(u32::MAX))
    }

    /// How many have come to a slot, as far as this door knows.
    #[must_use]
    pub fn came(&self, slot: u16) -> usize {
        let of_list = self.list.people.iter().filter(|one| one.slot == slot);
        let here = of_list.filter(|one| matches!(self.seen(one), Seen::Here(_)));
        let walked = self.deeds.iter().filter(|deed| {
            deed.walked.is_some_and(|walked| walked.slot == slot)
                && !self.list.people.iter().any(|one| one.id == deed.id)
                && !self.noted(deed.id).is_empty()
        });
        let all: BTreeSet<Uuid> = here
            .map(|one| one.id)
            .chain(walked.map(|deed| deed.id))
            .collect();
        all.len()
    }
}

impl Places {
    /// Counts what a door did. The same again, by this door or another, changes nothing.
    ///
    /// # Errors
    /// When the booking is unknown or has no place, or the door was lent none.
    pub fn count(
        &mut self,
        door: Uuid,
        deed: &DoorDeed,
        capacity: u32,
        now: DateTime<Utc>,
    ) -> Result<(), PlaceRefused> {
        if let Some(mistake) = deed.takes_back {
            return self.take_back(deed.id, mistake, capacity, now);
        }
        let Some(walked) = deed.walked else {
            return self.check_in(deed.id, deed.at, now);
        };
        let wish = Wish {
            id: deed.id,
            slot: walked.slot,
            category: walked.category,
            name: String::new(),
            contact: String::new(),
            secret_hash: String::new(),
        };
        self.walk_in(wish, Some(door), capacity, (deed.at, now))
    }

    /// A door that is closed ([`Door::close`]) gives back what it was lent. Where no other door has the
    /// list, places go to who waits again.
    pub fn give_back(&mut self, door: Uuid, of: &OpenDay) {
        self.loans.retain(|loan| loan.door != door);
        for slot in &of.slots {
            self.promote(slot.n, slot.places);
        }
    }

    /// Takes the list of every slot for a door, and tells it.
    pub fn for_door(&mut self, day: Uuid, of: &OpenDay, door: Uuid) -> DoorList {
        let slots = of.slots.iter().map(|slot| {
            self.take_list(door, slot.n, slot.places);
            let loan = |loan: &&super::places::Loan| loan.door == door && loan.slot == slot.n;
            DoorSlot {
                n: slot.n,
                starts: slot.starts,
                ends: slot.ends,
                places: slot.places,
                lent: self.loans.iter().find(loan).map_or(0, |loan| loan.places),
            }
        });
        let slots = slots.collect();
        let person = |one: &Booking| DoorPerson {
            id: one.id,
            slot: one.slot,
            name: one.name.clone(),
            secret_hash: one.secret_hash.clone(),
            standing: one.standing,
            came_at: one.came_at.map(|at| at.timestamp_millis()),
            noted: one.noted(),
        };
        DoorList {
            duty: DoorDuty {
                day,
                theme: of.theme.clone(),
                date: of.date,
            },
            slots,
            people: self.bookings.iter().map(person).collect(),
        }
    }
}
