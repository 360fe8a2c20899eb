//! The door of an open day: who comes, with a network or without.
//!
//! Names are in this page's memory only. On the disk is what names nobody: which bookings there are,
//! by the digests of their codes, and what was done. A tablet that starts anew without a network still
//! knows whoever shows a code.

use domain::kiosk::{Order, Screen, Visit};
use domain::kyiv;
use domain::open_day::door::{Door, DoorDeed, DoorRefused, DoorReport, MAX_DEEDS, Seen, Walked};
use domain::open_day::{Category, DoorDuty};
use domain::sync::AccessCode;
use gloo::timers::callback::Timeout;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::super::{browser, send};
use super::Store;
use crate::api::{ApiError, kiosk as api};
use crate::db::kiosk as db;
use crate::device;
use crate::store::Live;

/// How long it is shown who has come.
const TOLD_MS: u32 = 20_000;

/// What is shown and typed at the door.
#[derive(Clone, Copy)]
pub(in crate::kiosk) struct AtDoor {
    /// What is looked for: words of a name, or a code.
    pub(in crate::kiosk) words: Live<String>,
    /// What came of the last code or press; a while later nothing.
    pub(in crate::kiosk) told: Live<AtDoorTold>,
    /// Changes when the field is to be emptied for the next person.
    pub(in crate::kiosk) next: Live<()>,
    /// Who comes without booking.
    pub(in crate::kiosk) category: Live<Category>,
    /// The camera.
    pub(in crate::kiosk) camera: Live<Camera>,
}

impl AtDoor {
    pub(super) fn new() -> Self {
        Self {
            words: Live::new(String::new()),
            told: Live::new(AtDoorTold::Nothing),
            next: Live::new(()),
            category: Live::new(Category::default()),
            camera: Live::new(Camera::Off),
        }
    }

    fn clear(self) {
        self.words.set(String::new());
        self.next.set(());
        self.told.set(AtDoorTold::Nothing);
        self.camera.set_if_new(Camera::Off);
    }
}

/// The camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kiosk) enum Camera {
    /// It does not look.
    Off,
    /// It looks for codes.
    On,
    /// It can't be had.
    None,
}

/// What came of a code or a press.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::kiosk) enum AtDoorTold {
    /// Nothing yet.
    #[default]
    Nothing,
    /// This booking, as it stood before.
    Booking(Uuid, Seen),
    /// Nobody on the list has that code.
    Unknown,
    /// Somebody without a booking was let into this slot, under this id.
    Walked(Uuid, u16),
    /// A check-in was a mistake and is taken back.
    TakenBack,
    /// No place of this slot is left to this door.
    Full,
    /// It counts, but could not be kept on the disk.
    NotKept,
}

impl Store {
    /// The door this tablet stands at now; none on the day after. Not followed: every contact changes
    /// what the council told last, and nobody's typing may be disturbed by that.
    pub(in crate::kiosk) fn duty(self) -> Option<DoorDuty> {
        let told = self
            .home
            .with_untracked(|home| home.as_ref()?.told.clone())?;
        let today = kyiv::date(device::now());
        let duty = told.door.filter(|_| told.order == Order::Serve);
        duty.filter(|duty| duty.date >= today)
    }

    /// The door as it was left: nothing typed, nobody shown.
    pub(in crate::kiosk) fn back_to_door(self) {
        self.at_door.clear();
        self.exit.set(String::new());
        self.visit.set(Visit::new(Screen::Door, device::now_ms()));
        self.screen.set(Screen::Door);
    }

    /// A code was typed or seen by the camera: whoever is awaited has come.
    pub(in crate::kiosk) fn show_code(self, text: &str) {
        let Some(code) = AccessCode::parse(text) else {
            return self.tell(AtDoorTold::Unknown);
        };
        let known = self.door.with_untracked(|door| {
            let door = door.as_ref()?;
            door.by_code(&code)
                .map(|person| (person.id, door.seen(person)))
        });
        match known {
            Some((id, Seen::Awaited)) => self.come(id),
            Some((id, seen)) => self.tell(AtDoorTold::Booking(id, seen)),
            None => self.tell(AtDoorTold::Unknown),
        }
    }

    /// Somebody on the list comes.
    pub(in crate::kiosk) fn come(self, id: Uuid) {
        let mut told = AtDoorTold::Unknown;
        self.door.update(|door| {
            if let Some(door) = door {
                told = match door.come(id, device::now()) {
                    Ok(seen) => AtDoorTold::Booking(id, seen),
                    Err(DoorRefused::NoPlace) => AtDoorTold::Booking(id, Seen::Waits),
                    Err(_) => AtDoorTold::Unknown,
                };
            }
        });
        self.done(told);
    }

    /// Somebody without a booking comes.
    pub(in crate::kiosk) fn walk_in(self, slot: u16) {
        let category = self.at_door.category.get_untracked();
        let walked = Walked { slot, category };
        let mut told = AtDoorTold::Full;
        self.door.update(|door| {
            let (id, now) = (device::new_id(), device::now());
            if let Some(door) = door
                && door.walk_in(id, walked, now).is_ok()
            {
                told = AtDoorTold::Walked(id, slot);
            }
        });
        self.done(told);
    }

    /// That somebody came was a mistake.
    pub(in crate::kiosk) fn take_back(self, id: Uuid) {
        let mut told = AtDoorTold::Unknown;
        self.door.update(|door| {
            if let Some(door) = door
                && door.take_back(id, device::now())
            {
                told = AtDoorTold::TakenBack;
            }
        });
        self.done(told);
    }

    fn tell(self, told: AtDoorTold) {
        let at = self.at_door;
        at.words.set(String::new());
        at.next.set(());
        at.told.set(told);
        browser::focus("find");
        // Who stands behind in the queue need not read the name any longer.
        let forget = move || {
            if at.told.with_untracked(|now| *now == told) {
                at.told.set(AtDoorTold::Nothing);
            }
        };
        Timeout::new(TOLD_MS, forget).forget();
    }

    /// Keeps what was done before it is shown, and tells the council.
    fn done(self, told: AtDoorTold) {
        spawn_local(async move {
            let door = self.door.get_untracked();
            let kept = match &door {
                Some(door) => db::save_door(door).await.is_ok(),
                None => false,
            };
            self.tell(if kept { told } else { AtDoorTold::NotKept });
            send::soon(self);
        });
    }

    /// Tells the council what was done at the door and takes the list as it is then. A tablet that was
    /// called away closes the door first, then tells, and forgets it once the council has heard.
    pub(in crate::kiosk) async fn report(self, token: &str) {
        let duty = self.duty().map(|duty| duty.day);
        let stood = self
            .door
            .with_untracked(|door| door.as_ref().map(|door| door.list.duty.day));
        let Some(day) = stood.or(duty) else { return };
        let leaves = duty != Some(day);
        if leaves {
            self.shut().await;
        }
        let told: Vec<DoorDeed> = self.door.with_untracked(|door| {
            let deeds = door.iter().flat_map(|door| &door.deeds);
            deeds.take(MAX_DEEDS).copied().collect()
        });
        let report = DoorReport {
            day,
            deeds: told.clone(),
            leaves,
        };
        let list = match api::door(token, &report).await {
            Ok(answer) => answer.list,
            // A day nobody knows any more takes nothing.
            Err(ApiError::Problem(problem)) if problem.status == 404 => {
                return self.forget_door().await;
            }
            Err(_) => return,
        };
        self.door.update(|door| match (door.as_mut(), list) {
            (Some(door), list) => door.answered(&told, list),
            (None, Some(list)) => *door = Some(Door::new(list)),
            (None, None) => {}
        });
        let nothing_left = self
            .door
            .with_untracked(|door| door.as_ref().is_none_or(|door| door.deeds.is_empty()));
        if leaves && nothing_left {
            self.forget_door().await;
        } else {
            self.keep_door().await;
        }
    }

    /// Lets nobody in any more, on the disk too before anybody hears of it.
    async fn shut(self) {
        self.door.update(|door| {
            if let Some(door) = door {
                door.close();
            }
        });
        self.at_door.clear();
        self.keep_door().await;
    }

    /// On the day after, the list goes; what is not told yet stays, and names nobody.
    pub(in crate::kiosk) async fn close_door(self) {
        let today = kyiv::date(device::now());
        let over = self.door.with_untracked(|door| {
            let door = door.as_ref();
            door.is_some_and(|door| door.list.duty.date < today && !door.list.people.is_empty())
        });
        if over {
            self.shut().await;
            if self.screen.get_untracked() == Screen::Door {
                self.go(Screen::Welcome);
            }
        }
    }

    async fn keep_door(self) {
        let door = self.door.get_untracked();
        if let Some(door) = door
            && db::save_door(&door).await.is_err()
        {
            device::warn("the door could not be kept");
        }
    }

    async fn forget_door(self) {
        self.door.set(None);
        if db::drop_door().await.is_err() {
            device::warn("the door could not be forgotten");
        }
    }
}
