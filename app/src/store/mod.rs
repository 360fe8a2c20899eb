//! The signals every page reads, and the acts that change them.

mod drafting;
mod live;
mod navigation;

pub use drafting::{SaveState, Typed};
pub use live::Live;
pub use navigation::{current, listen};

use domain::request::{Problem, Submission, check};
use domain::sync::wire::{Council, LookUp, LookedUp};
use domain::sync::{AccessCode, Digest, Item, ItemState, NoAnswer, Pause};
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use crate::api::{self, ApiError};
use crate::db::{
    self, CaseRecord, DraftRecord, OutboxRecord, SaveOutcome, StorageError, SubmitOutcome,
};
use crate::extra::WAKE;
use crate::route::Route;
use crate::text::{self, citizen as say, t};
use crate::{device, json, sync};

/// What is known of the way to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Net {
    /// Nothing yet.
    #[default]
    Unknown,
    /// The server answered.
    Up,
    /// It did not.
    Down(NoAnswer),
}

/// What of the outbox the pages show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Queue {
    /// What waits, oldest first.
    pub items: Vec<Item>,
    /// What is being sent.
    pub sending: Option<Uuid>,
    /// Why all of it waits for a person.
    pub paused: Option<Pause>,
}

/// What the browser promises about this site's storage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Storage {
    /// Whether it will be kept; `None` where the browser can't tell.
    pub persisted: Option<bool>,
    /// Why nothing can be kept at all.
    pub broken: Option<StorageError>,
    /// What was kept is gone, and no person emptied it here.
    pub cleared: bool,
}

/// What came of a look-up.
#[derive(Debug, Clone)]
pub enum Found {
    /// Nothing was asked.
    Nothing,
    /// The server is asked.
    Searching,
    /// It answered.
    Case(Box<LookedUp>),
    /// It did not; with a sentence that says what to do.
    Failed(String),
}

/// A short message.
#[derive(Clone)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// How it is shown.
    pub class: &'static str,
}

/// The form of the look-up page. It lives here because a switch of language draws the page anew
/// and nothing typed may be lost; opening the page by a link empties it.
#[derive(Clone, Copy)]
pub struct FindForm {
    /// The index as typed.
    pub index: Live<String>,
    /// The year as typed.
    pub year: Live<String>,
    /// The access code as typed.
    pub code: Live<String>,
    /// What is wrong, by field.
    pub problems: Live<Vec<(&'static str, String)>>,
    /// What was found.
    pub found: Live<Found>,
}

impl FindForm {
    fn new() -> Self {
        Self {
            index: Live::new(String::new()),
            year: Live::new(String::new()),
            code: Live::new(String::new()),
            problems: Live::new(Vec::new()),
            found: Live::new(Found::Nothing),
        }
    }

    /// Empties it: the next person at this device sees nothing of the last look-up.
    pub fn clear(self) {
        for field in [self.index, self.year, self.code] {
            field.set(String::new());
        }
        self.problems.set(Vec::new());
        self.found.set(Found::Nothing);
    }
}

/// Every signal of the citizen's app. Copied freely.
#[derive(Clone, Copy)]
pub struct Store {
    /// The page shown.
    pub route: Live<Route>,
    /// Counts switches of language, so that everything is drawn anew.
    pub language: Live<u32>,
    /// Whether the device's data has been read.
    pub loaded: Live<bool>,
    /// Drafts, latest first.
    pub drafts: Live<Vec<DraftRecord>>,
    /// Requests of this device, latest first.
    pub cases: Live<Vec<CaseRecord>>,
    /// What waits to be sent.
    pub queue: Live<Queue>,
    /// The way to the server.
    pub net: Live<Net>,
    /// The council.
    pub council: Live<Council>,
    /// Storage of this browser.
    pub storage: Live<Storage>,
    /// A short message.
    pub toast: Live<Option<Toast>>,
    /// Whether a new version of the app is ready.
    pub update: Live<bool>,
    /// Whether the draft being written is stored.
    pub saving: Live<SaveState>,
    /// Problems found when a person went on.
    pub problems: Live<Vec<Problem>>,
    /// The look-up's form.
    pub find: FindForm,
    typed: StoredValue<Typed, LocalStorage>,
}

impl Store {
    /// An empty store that shows this page.
    #[must_use]
    pub fn new(route: Route) -> Self {
        Self {
            route: Live::new(route),
            language: Live::new(0),
            loaded: Live::new(false),
            drafts: Live::new(Vec::new()),
            cases: Live::new(Vec::new()),
            queue: Live::new(Queue::default()),
            net: Live::new(Net::Unknown),
            council: Live::new(Council::default()),
            storage: Live::new(Storage::default()),
            toast: Live::new(None),
            update: Live::new(false),
            saving: Live::new(SaveState::Saved),
            problems: Live::new(Vec::new()),
            find: FindForm::new(),
            typed: StoredValue::new_local(Typed::default()),
        }
    }

    /// Reads the device's data, then asks the server for news.
    pub fn start(self) {
        spawn_local(async move {
            let marked = device::is_marked_kept();
            self.reload().await;
            if marked && !device::is_marked_kept() {
                self.storage.update(|storage| storage.cleared = true);
            }
            self.loaded.set(true);
            if let Ok(Some(council)) = db::load_meta::<Council>("council").await {
                self.council.set(council);
            }
            if !device::is_online() {
                self.net.set_if_new(Net::Down(NoAnswer::Offline));
            }
            let persisted = device::is_persisted().await;
            self.storage
                .update(|storage| storage.persisted = Some(persisted));
            sync::start(self);
            self.ask_council().await;
        });
    }

    /// Asks the server which council this is, and keeps it.
    pub async fn ask_council(self) {
        if let Ok(council) = api::council().await {
            let _ = db::save_meta("council", &council).await;
            self.council.set(council);
        }
    }

    /// Reads drafts, requests and the queue again: another tab may have changed them.
    pub async fn reload(self) {
        let read = async {
            let mut drafts = db::load_drafts().await?;
            let mut cases = db::load_cases().await?;
            drafts.sort_by_key(|draft| std::cmp::Reverse(draft.updated_at));
            cases.sort_by_key(|case| std::cmp::Reverse(case.kept_at));
            let holds = !(drafts.is_empty() && cases.is_empty());
            device::mark_kept(holds);
            if cases.iter().any(CaseRecord::waits_for_files) {
                device::dispatch(WAKE);
            }
            // Set only if new: a page drawn anew shuts what a person has opened on it.
            self.drafts.set_if_new(drafts);
            self.cases.set_if_new(cases);
            Ok::<_, StorageError>(())
        };
        if let Err(error) = read.await {
            self.storage.update(|storage| storage.broken = Some(error));
        }
    }

    /// The device's copy of a case.
    #[must_use]
    pub fn case(self, id: Uuid) -> Option<CaseRecord> {
        self.cases
            .with(|cases| cases.iter().find(|case| case.id == id).cloned())
    }

    /// Puts a case where the pages see it, in place of its older copy.
    pub fn show_case(self, case: CaseRecord) {
        if case.waits_for_files() {
            device::dispatch(WAKE);
        }
        self.cases.update(|cases| {
            cases.retain(|other| other.id != case.id);
            cases.push(case);
            cases.sort_by_key(|case| std::cmp::Reverse(case.kept_at));
        });
    }

    /// Switches the interface to the other language.
    pub fn switch_language(self) {
        use domain::request::Language;
        text::set_language(match text::language() {
            Language::Uk => Language::En,
            Language::En => Language::Uk,
        });
        self.language.update(|times| *times += 1);
    }

    /// Shows a short message for a while.
    pub fn say(self, message: impl Into<String>) {
        self.tell(message.into(), "toast");
    }

    /// Tells a screen reader what the page itself shows: a message over it would cover what a
    /// person has the focus on.
    pub fn announce(self, message: String) {
        self.tell(message, "sr");
    }

    fn tell(self, text: String, class: &'static str) {
        self.toast.set(Some(Toast { text, class }));
        gloo::timers::callback::Timeout::new(8_000, move || self.toast.set(None)).forget();
    }

    /// Checks the draft and queues it. Only after the transaction completed does the page say
    /// "saved on this device".
    pub fn submit(self) {
        if !self.begin_submitting(true) {
            return;
        }
        spawn_local(async move {
            self.save_now().await;
            let Some(draft) = self.editing() else { return };
            let code = AccessCode::from_random(device::random());
            let now = device::now_ms();
            let submission = match check(&draft.draft, now, text::language(), &code.hash()) {
                Ok(submission) => submission,
                Err(problems) => {
                    self.begin_submitting(false);
                    return self.problems.set(problems);
                }
            };
            for file in &submission.attachments {
                // Moved by a code, or tidied up since: nobody could send it any more.
                if db::files::is_here(file).await == Ok(false) {
                    self.begin_submitting(false);
                    self.say(t(say::FILES_MISSING));
                    return self.go(Route::Draft(draft.id, crate::route::Step::Text));
                }
            }
            // Serialised once: these bytes are what is digested, stored, sent and sent again.
            let Some(body) = json::write(&submission) else {
                self.begin_submitting(false);
                return self.say(t(say::SUBMIT_NOT_SAVED));
            };
            let item = Item {
                id: draft.id,
                digest: Digest::of(body.as_bytes()),
                queued_at: now,
                state: ItemState::Queued,
                attempts: 0,
                not_before: 0,
                trouble: None,
            };
            let case = CaseRecord {
                v: 1,
                id: draft.id,
                access_code: code.as_str().to_owned(),
                kept_at: now,
                submission: Some(submission),
                receipt: None,
                view: None,
                lost: false,
            };
            let outgoing = OutboxRecord {
                v: 1,
                item: item.clone(),
                body,
            };
            match db::submit(&draft, &outgoing, &case).await {
                Ok(SubmitOutcome::Queued) => {
                    sync::tell_other_tabs();
                    self.forget_typed();
                    self.show_case(case);
                    self.queue.update(|queue| queue.items.push(item));
                    self.reload().await;
                    self.replace(Route::Case(draft.id));
                    sync::queued();
                    let kept = device::persist().await;
                    self.storage
                        .update(|storage| storage.persisted = Some(kept));
                    device::request_background_sync().await;
                }
                Ok(SubmitOutcome::Changed) => {
                    self.begin_submitting(false);
                    self.reload().await;
                    self.say(t(say::DRAFT_ELSEWHERE));
                    let sent = self.case(draft.id).is_some();
                    self.replace(if sent {
                        Route::Case(draft.id)
                    } else {
                        Route::Home
                    });
                }
                Err(error) => {
                    self.begin_submitting(false);
                    self.saving.set(SaveState::Failed(error));
                    self.say(t(say::SUBMIT_NOT_SAVED));
                }
            }
        });
    }

    /// Makes a parked request a draft again, under a new id, and opens it.
    pub fn mend(self, item: Item) {
        spawn_local(async move {
            let Some(submission) = self.case(item.id).and_then(|case| case.submission) else {
                return;
            };
            let record = DraftRecord::anew(&submission);
            if db::drop_parked(&item, &record).await.is_ok() {
                self.reload().await;
                sync::removed(item.id);
                self.go(Route::Draft(record.id, crate::route::Step::Check));
            }
        });
    }

    /// Makes a draft of what was sent before, under a new id, and opens it.
    pub fn send_anew(self, submission: &Submission) {
        let record = DraftRecord::anew(submission);
        spawn_local(async move {
            match db::save_draft(&record).await {
                Ok(_) => {
                    self.reload().await;
                    self.go(Route::Draft(record.id, crate::route::Step::Check));
                }
                Err(error) => self.say(t(say::storage_error(error))),
            }
        });
    }

    /// Deletes a draft.
    pub fn discard(self, id: Uuid) {
        spawn_local(async move {
            if db::delete_draft(id).await.is_ok() {
                sync::tell_other_tabs();
                self.forget_typed();
                self.reload().await;
                self.say(t(say::DRAFT_DELETED));
                self.replace(Route::Home);
            }
        });
    }

    /// Takes a case off this device.
    pub fn forget_case(self, id: Uuid) {
        spawn_local(async move {
            if db::delete_case(id).await.is_ok() {
                sync::tell_other_tabs();
                self.reload().await;
                self.replace(Route::Home);
            }
        });
    }

    /// Asks the server for a case by its index, and gives the answer to `then`.
    pub fn look_up(self, query: LookUp, then: impl Fn(Result<LookedUp, ApiError>) + 'static) {
        spawn_local(async move { then(api::look_up(&query).await) });
    }

    /// Keeps a case that was opened by its code on this device, and opens its page.
    pub fn keep(self, found: domain::sync::wire::CaseView, code: &AccessCode) {
        let case = CaseRecord {
            v: 1,
            id: found.id,
            access_code: code.as_str().to_owned(),
            kept_at: device::now_ms(),
            submission: None,
            receipt: None,
            view: Some(found),
            lost: false,
        };
        spawn_local(async move {
            // What was sent from here knows more than what was looked up.
            if self.case(case.id).is_none() {
                if let Err(error) = db::save_case(&case).await {
                    return self.say(t(say::storage_error(error)));
                }
                self.show_case(case.clone());
            }
            self.go(Route::Case(case.id));
        });
    }

    /// Offers everything on this device as a file.
    pub fn export(self) {
        spawn_local(async move {
            self.save_now().await;
            match db::export(self.unsaved()).await {
                Ok(text) => device::save_file("vidkryta-rada.json", &text),
                Err(error) => self.say(t(say::storage_error(error))),
            }
        });
    }

    /// Deletes everything on this device.
    pub fn erase(self) {
        spawn_local(async move {
            self.forget_typed();
            match db::erase().await {
                Ok(()) => {
                    sync::tell_other_tabs();
                    self.reload().await;
                    sync::forget();
                    self.say(t(say::ERASED));
                    self.replace(Route::Home);
                }
                Err(error) => self.say(t(say::storage_error(error))),
            }
        });
    }

    /// Puts the draft away and lets the new version of the app in.
    pub fn apply_update(self) {
        spawn_local(async move {
            self.save_now().await;
            device::dispatch("vr:apply-update");
        });
    }
}

/// For callers that must know whether a save lost against another tab.
pub(crate) fn is_changed(outcome: SaveOutcome) -> bool {
    outcome == SaveOutcome::Changed
}
