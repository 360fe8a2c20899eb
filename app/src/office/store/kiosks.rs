//! The kiosks: loading, taking a tablet in, ending one, changing the key.

use domain::kiosk::read_code;
use domain::request::Deed;
use domain::sync::kiosk::{EndKiosk, KioskList, PutAtDoor, TakeIn};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{Load, Store};
use crate::api::ApiError;
use crate::office::{api, browser};
use crate::text::{Text, fill, kiosks as words, t};

/// What the page of the kiosks shows and what is typed there.
#[derive(Clone, Copy)]
pub struct KiosksPage {
    /// The kiosks, once loaded.
    pub list: RwSignal<Option<KioskList>>,
    /// How far loading has come.
    pub load: RwSignal<Load>,
    /// The code being typed.
    pub code: RwSignal<String>,
    /// The name being typed.
    pub name: RwSignal<String>,
    /// The kiosk that is asked about before it is ended, and whether at once.
    pub ending: RwSignal<Option<(Uuid, bool)>>,
    /// The kiosk that is asked about before it is put at the door of this day.
    pub to_door: RwSignal<Option<(Uuid, Uuid)>>,
    /// How far what was asked has come.
    pub sending: RwSignal<Load>,
}

impl KiosksPage {
    pub(super) fn new() -> Self {
        Self {
            list: RwSignal::new(None),
            load: RwSignal::new(Load::Loading),
            code: RwSignal::new(String::new()),
            name: RwSignal::new(String::new()),
            ending: RwSignal::new(None),
            to_door: RwSignal::new(None),
            sending: RwSignal::new(Load::Ready),
        }
    }
}

impl Store {
    /// Loads the kiosks; what is typed stays.
    pub fn load_kiosks(self) {
        let page = self.kiosks;
        page.load.set(Load::Loading);
        page.sending.set(Load::Ready);
        page.ending.set(None);
        page.to_door.set(None);
        spawn_local(async move {
            match api::kiosks().await {
                Ok(found) => {
                    page.list.set(Some(found));
                    page.load.set(Load::Ready);
                }
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => page.load.set(Load::Failed(error)),
            }
        });
    }

    /// Whether the officer may manage kiosks.
    #[must_use]
    pub fn manages_kiosks(self) -> bool {
        self.me().is_some_and(|me| me.role.may(Deed::ManageKiosks))
    }

    /// Whether the officer may put a kiosk at a door, where it is told names.
    #[must_use]
    pub fn puts_at_doors(self) -> bool {
        self.manages_kiosks() && self.me().is_some_and(|me| me.role.may(Deed::HoldOpenDays))
    }

    /// Takes in the tablet whose code is typed.
    pub fn take_kiosk_in(self) {
        let page = self.kiosks;
        let (code, name) = (page.code.get_untracked(), page.name.get_untracked());
        let mut errors = Vec::new();
        if read_code(&code).is_none() {
            errors.push(("kiosk-code", words::CODE_BAD));
        }
        if name.trim().is_empty() {
            errors.push(("kiosk-name", words::NAME_MISSING));
        }
        if !errors.is_empty() {
            return self.point_out(errors);
        }
        self.errors.set(Vec::new());
        self.ask_kiosks(words::TAKEN_IN, async move {
            let taken = api::take_kiosk_in(&TakeIn { code, name }).await;
            if taken.is_ok() {
                page.code.set(String::new());
                page.name.set(String::new());
            }
            taken
        });
    }

    /// Ends the kiosk that was asked about.
    pub fn end_kiosk(self) {
        let Some((id, at_once)) = self.kiosks.ending.get_untracked() else {
            return;
        };
        self.ask_kiosks(words::ENDED, async move {
            api::end_kiosk(id, &EndKiosk { at_once }).await
        });
    }

    /// Puts a kiosk at the door of a day, or gives it back to the visitors.
    pub fn put_at_door(self, id: Uuid, day: Option<Uuid>) {
        self.ask_kiosks(words::SERVICE_CHANGED, async move {
            api::put_at_door(id, &PutAtDoor { day }).await
        });
    }

    /// Makes a new key.
    pub fn change_kiosk_key(self) {
        self.ask_kiosks(words::KEY_CHANGED, api::change_kiosk_key());
    }

    /// Tries again what was put aside, and says what came of it.
    pub fn try_aside(self) {
        let page = self.kiosks;
        let count = |list: &KioskList| list.aside.len();
        let before = page
            .list
            .with_untracked(|list| list.as_ref().map_or(0, count));
        self.send_one(page.sending, api::try_aside(), move |list: KioskList| {
            let left = count(&list);
            let taken = before.saturating_sub(left);
            let told = fill(words::ASIDE_TOLD, &taken.to_string());
            page.list.set(Some(list));
            browser::focus(if left == 0 { "main h1" } else { "#try-aside" });
            self.say(&told.replacen("{}", &left.to_string(), 1));
        });
    }

    fn ask_kiosks(
        self,
        done: Text,
        asked: impl Future<Output = Result<KioskList, ApiError>> + 'static,
    ) {
        let page = self.kiosks;
        self.send_one(page.sending, asked, move |list| {
            page.list.set(Some(list));
            page.ending.set(None);
            page.to_door.set(None);
            browser::focus("main h1");
            self.say(t(done));
        });
    }
}
