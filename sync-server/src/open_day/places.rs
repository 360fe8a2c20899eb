//! Places: allotted, waited for, cancelled and taken, each in one transaction.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::open_day::places::{Booking, Places, Standing, Told, Wish};
use domain::open_day::question::QuestionRefused;
use domain::open_day::{
    BookPlace, DayRefused, DayStatus, OpenDay, Participant, PlaceAsk, PlaceTold,
};
use domain::sync::AccessCode;
use uuid::Uuid;

use super::{Days, Fault, json, same};
use crate::journal::{Officer, RecordKind, RecordWrite};

/// The longest name or contact, in characters.
const MAX_NAME: usize = 200;

impl Days<'_> {
    /// Books a place, or a number on the waiting list; the same again is told how it stands.
    ///
    /// # Errors
    /// When nothing can be booked, or the id stands for another booking.
    pub async fn book(self, day: Uuid, id: Uuid, asked: BookPlace) -> Result<PlaceTold, Fault> {
        let (found, _) = self.day(day).await?;
        check(&asked)?;
        let decide = move |known: Option<(Places, u64)>, now| {
            let mut places = known.map(|(places, _)| places).unwrap_or_default();
            let capacity = found.slot(asked.slot).map(|slot| slot.places);
            let capacity = capacity.ok_or(Fault::Closed)?;
            if places.find(id).is_none() && !takes_bookings(&found, asked.slot, now) {
                return Err(Fault::Closed);
            }
            let before = places.bookings.len();
            let told = places.book(
                Wish {
                    id,
                    slot: asked.slot,
                    category: asked.category,
                    name: asked.name.trim().to_owned(),
                    contact: asked.contact.trim().to_owned(),
                    secret_hash: asked.secret_hash,
                },
                capacity,
            )?;
            let write = (places.bookings.len() > before)
                .then(|| write(&places))
                .transpose()?;
            Ok((write, place_told(&places, id, told)))
        };
        self.change(RecordKind::Places, day, None, decide).await
    }

    /// How a booking stands, for whoever knows its secret.
    ///
    /// # Errors
    /// When none has it.
    pub async fn booked(self, day: Uuid, secret: &str) -> Result<PlaceTold, Fault> {
        let places = self.places(day).await?;
        let hash = AccessCode::parse(secret).ok_or(Fault::Unknown)?.hash();
        let of = |one: &&Booking| same(&hash, &one.secret_hash);
        let id = places.bookings.iter().find(of).map(|one| one.id);
        let id = id.ok_or(Fault::Unknown)?;
        let told = places.told(id).ok_or(Fault::Unknown)?;
        Ok(place_told(&places, id, told))
    }

    /// Cancels a booking by its secret; who waits first moves up.
    ///
    /// # Errors
    /// When there is none, its secret is another, or they have come already.
    pub async fn cancel(self, day: Uuid, id: Uuid, secret: String) -> Result<PlaceTold, Fault> {
        let (found, _) = self.day(day).await?;
        let decide = move |known: Option<(Places, u64)>, _| {
            let (mut places, _) = known.ok_or(Fault::Unknown)?;
            opened(&places, id, &secret).ok_or(Fault::Unknown)?;
            let told = cancel(&found, &mut places, id)?;
            Ok((Some(write(&places)?), place_told(&places, id, told)))
        };
        self.change(RecordKind::Places, day, None, decide).await
    }

    /// What the office does at the door; everybody as they stand then.
    ///
    /// # Errors
    /// When there is no such booking or no place.
    pub async fn at_the_door(
        self,
        day: Uuid,
        asked: PlaceAsk,
        by: &Officer,
    ) -> Result<Vec<Participant>, Fault> {
        let (found, _) = self.day(day).await?;
        if found.status != DayStatus::Published {
            return Err(DayRefused::NotYet.into());
        }
        let decide = move |known: Option<(Places, u64)>, now| {
            let mut places = known.map(|(places, _)| places).unwrap_or_default();
            at_the_door(&found, &mut places, asked, now)?;
            Ok((Some(write(&places)?), ()))
        };
        self.change(RecordKind::Places, day, Some(by), decide)
            .await?;
        self.participants(day).await
    }

    /// Everybody who wants to come to a day.
    ///
    /// # Errors
    /// When there is no such day.
    pub async fn participants(self, day: Uuid) -> Result<Vec<Participant>, Fault> {
        self.day(day).await?;
        let places = self.places(day).await?;
        let mut all = participants(&places);
        for (booking, state) in self.mailed(day, &places).await? {
            if let Some(one) = all.iter_mut().find(|one| one.id == booking) {
                one.mailed = Some(state);
            }
        }
        Ok(all)
    }

    pub(super) async fn places(self, day: Uuid) -> Result<Places, Fault> {
        let found = self.one(RecordKind::Places, day).await?;
        Ok(found.map(|(places, _)| places).unwrap_or_default())
    }
}

/// Whether a slot of a published day can be booked: until it starts.
pub(super) fn takes_bookings(day: &OpenDay, slot: u16, now: DateTime<Utc>) -> bool {
    let starts = |starts| kyiv::instant(day.date.and_time(starts));
    day.status == DayStatus::Published
        && day.slot(slot).is_some_and(|slot| now < starts(slot.starts))
}

fn check(asked: &BookPlace) -> Result<(), Fault> {
    let short =
        |text: &str| text.chars().count() <= MAX_NAME && !text.chars().any(char::is_control);
    let hash = asked.secret_hash.as_bytes();
    let is_hash = hash.len() == 64 && hash.iter().all(u8::is_ascii_hexdigit);
    if is_hash && !asked.name.trim().is_empty() && short(&asked.name) && short(&asked.contact) {
        Ok(())
    } else {
        Err(QuestionRefused::Text.into())
    }
}

fn opened(places: &Places, id: Uuid, secret: &str) -> Option<()> {
    let secret = AccessCode::parse(secret)?;
    same(&secret.hash(), &places.find(id)?.secret_hash).then_some(())
}

fn cancel(day: &OpenDay, places: &mut Places, id: Uuid) -> Result<Told, Fault> {
    let slot = places.find(id).map(|one| one.slot);
    let slot = slot.and_then(|slot| day.slot(slot)).ok_or(Fault::Unknown)?;
    Ok(places.cancel(id, slot.places)?)
}

fn at_the_door(
    day: &OpenDay,
    places: &mut Places,
    asked: PlaceAsk,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let capacity = |slot| day.slot(slot).map(|slot| slot.places).ok_or(Fault::Unknown);
    match asked {
        PlaceAsk::CheckIn { id } => places.check_in(id, now.timestamp_millis(), now)?,
        PlaceAsk::TakeBack { id } => take_back(day, places, id, now)?,
        PlaceAsk::Cancel { id } => drop(cancel(day, places, id)?),
        PlaceAsk::TakeList { door, slot } => {
            places.take_list(door, slot, capacity(slot)?);
        }
        PlaceAsk::WalkIn {
            id,
            slot,
            category,
            name,
            door,
        } => {
            let capacity = capacity(slot)?;
            let name: String = name.trim().chars().take(MAX_NAME).collect();
            let wish = Wish {
                id,
                slot,
                category,
                name,
                contact: String::new(),
                secret_hash: String::new(),
            };
            let noted = (now.timestamp_millis(), now);
            places.walk_in(wish, door, capacity, noted)?;
        }
    }
    Ok(())
}

/// Takes back that somebody came, whoever noted it.
fn take_back(
    day: &OpenDay,
    places: &mut Places,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let booking = places.find(id).ok_or(Fault::Unknown)?;
    let slot = day.slot(booking.slot).ok_or(Fault::Unknown)?;
    for noted in booking.noted() {
        places.take_back(id, noted, slot.places, now)?;
    }
    Ok(())
}

fn participants(places: &Places) -> Vec<Participant> {
    let one = |booking: &Booking| Participant {
        id: booking.id,
        slot: booking.slot,
        category: booking.category,
        name: booking.name.clone(),
        contact: booking.contact.clone(),
        standing: booking.standing,
        number: match places.told(booking.id) {
            Some(Told::Waiting { number }) => Some(number),
            _ => None,
        },
        came: booking.came_at.is_some(),
        promoted: booking.promoted && booking.standing == Standing::Place,
        mailed: None,
    };
    places.bookings.iter().map(one).collect()
}

/// What somebody is told of their booking, and whether their place came free for them.
fn place_told(places: &Places, id: Uuid, told: Told) -> PlaceTold {
    let booking = places.find(id).filter(|_| told == Told::Place);
    PlaceTold {
        id,
        told,
        promoted: booking.is_some_and(|booking| booking.promoted),
    }
}

pub(super) fn write(places: &Places) -> Result<RecordWrite, Fault> {
    Ok(RecordWrite {
        body: json(places)?,
        ..RecordWrite::default()
    })
}
