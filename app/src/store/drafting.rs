//! Writing a draft: what is typed is in memory at once and in IndexedDB a moment later.

use domain::request::{Draft, Field, Problem, check};
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::{Store, is_changed};
use crate::db::{self, DraftRecord, StorageError};
use crate::device;
use crate::extra::FileChange;
use crate::json;
use crate::route::{Route, Step};
use crate::text::{citizen as say, t};

/// How long after the last key stroke a draft is stored.
const DEBOUNCE_MS: u32 = 350;

/// Whether the draft being written is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveState {
    /// It is.
    Saved,
    /// It will be in a moment.
    Pending,
    /// It could not be; the text is still in memory.
    Failed(StorageError),
}

/// The draft being written, with what is not stored of it yet.
#[derive(Default)]
pub struct Typed {
    record: Option<DraftRecord>,
    dirty: bool,
    saving: bool,
    submitting: bool,
    timer: Option<gloo::timers::callback::Timeout>,
}

impl Store {
    /// Begins a new draft. It is stored with its first letter, not before.
    pub fn begin_draft(self) {
        let record = DraftRecord {
            v: 1,
            id: device::new_id(),
            revision: 0,
            updated_at: device::now_ms(),
            draft: Draft::default(),
        };
        let id = record.id;
        self.take_up(record);
        self.replace(Route::Draft(id, Step::Text));
    }

    /// Takes up the draft of this id; `None` when there is none.
    #[must_use]
    pub fn open_draft(self, id: Uuid) -> Option<Draft> {
        let open = self.editing().filter(|record| record.id == id);
        let record = open.or_else(|| {
            let found = self
                .drafts
                .with_untracked(|all| all.iter().find(|d| d.id == id).cloned());
            found.inspect(|record| self.take_up(record.clone()))
        })?;
        Some(record.draft)
    }

    /// The draft being written.
    #[must_use]
    pub fn editing(self) -> Option<DraftRecord> {
        self.typed.with_value(|typed| typed.record.clone())
    }

    /// Whether this is the first of two quick presses of "send"; `false` ends the submitting.
    pub(super) fn begin_submitting(self, begin: bool) -> bool {
        let was = self
            .typed
            .try_update_value(|typed| std::mem::replace(&mut typed.submitting, begin));
        was == Some(false)
    }

    /// The draft being written, if not all of it is stored.
    pub(super) fn unsaved(self) -> Option<DraftRecord> {
        let unsaved = |typed: &Typed| typed.record.clone().filter(|_| typed.dirty);
        self.typed.with_value(unsaved)
    }

    fn take_up(self, record: DraftRecord) {
        self.typed.set_value(Typed {
            record: Some(record),
            ..Typed::default()
        });
        self.saving.set(SaveState::Saved);
        self.problems.set(Vec::new());
    }

    /// Forgets the draft being written; what is stored of it stays.
    pub(super) fn forget_typed(self) {
        self.typed.set_value(Typed::default());
        self.saving.set(SaveState::Saved);
        self.problems.set(Vec::new());
    }

    /// The second program has added a file to a draft or removed one. A large one may have been on
    /// its way when the person went on to another draft.
    pub(super) fn take_files(self, event: &web_sys::Event) {
        let event: &web_sys::CustomEvent = event.unchecked_ref();
        let said = event.detail().as_string().unwrap_or_default();
        let Some((id, added, file)) = json::read::<FileChange>(&said) else {
            return;
        };
        let change = |draft: &mut Draft| {
            draft.attachments.retain(|known| *known != file);
            draft.attachments.extend(added.then_some(file));
        };
        if self.editing().is_some_and(|record| record.id == id) {
            return self.edit(change);
        }
        let left = |drafts: &Vec<DraftRecord>| drafts.iter().find(|draft| draft.id == id).cloned();
        if let Some(mut record) = self.drafts.with_untracked(left) {
            change(&mut record.draft);
            record.revision += 1;
            spawn_local(async move {
                let _ = db::save_draft(&record).await;
                self.reload().await;
            });
        }
    }

    /// Changes the draft being written and stores it a moment later.
    pub fn edit(self, change: impl FnOnce(&mut Draft)) {
        self.typed.update_value(|typed| {
            let Some(record) = &mut typed.record else {
                return;
            };
            change(&mut record.draft);
            typed.dirty = true;
            typed.timer = Some(gloo::timers::callback::Timeout::new(
                DEBOUNCE_MS,
                move || {
                    spawn_local(self.save_now());
                },
            ));
        });
        if self.saving.get_untracked() == SaveState::Saved {
            self.saving.set(SaveState::Pending);
        }
    }

    /// Stores what is not stored yet. Called by the timer, when the page goes out of sight, and
    /// before every step that leaves the field. When it returns, nothing is on its way any more:
    /// who goes on with the draft must know its last revision.
    pub async fn save_now(self) {
        loop {
            // A storage that never answers must not hold up everything.
            for _ in 0..400 {
                if !self.typed.with_value(|typed| typed.saving) {
                    break;
                }
                device::pause(5).await;
            }
            let next = self.typed.try_update_value(|typed| {
                let record = typed.record.as_ref().filter(|_| typed.dirty)?;
                let mut record = record.clone();
                record.revision += 1;
                record.updated_at = device::now_ms();
                typed.dirty = false;
                typed.saving = true;
                Some(record)
            });
            let Some(record) = next.flatten() else { return };
            let outcome = db::save_draft(&record).await;
            self.typed.update_value(|typed| typed.saving = false);
            match outcome {
                Ok(outcome) if is_changed(outcome) => self.fork(record).await,
                Ok(_) => {
                    if record.revision == 1 {
                        device::mark_kept(true);
                    }
                    self.saved(record);
                }
                Err(error) => {
                    self.typed.update_value(|typed| typed.dirty = true);
                    return self.saving.set(SaveState::Failed(error));
                }
            }
        }
    }

    fn saved(self, record: DraftRecord) {
        self.typed.update_value(|typed| {
            if let Some(open) = typed.record.as_mut().filter(|open| open.id == record.id) {
                open.revision = record.revision;
            }
        });
        if !self.typed.with_value(|typed| typed.dirty) {
            self.saving.set(SaveState::Saved);
        }
        self.drafts.update(|drafts| {
            drafts.retain(|draft| draft.id != record.id);
            drafts.insert(0, record);
        });
    }

    /// Another tab changed or submitted this draft: both texts are kept, this one as a new draft.
    async fn fork(self, lost: DraftRecord) {
        let (id, copy) = (lost.id, device::new_id());
        let open = self.typed.try_update_value(|typed| {
            let open = typed.record.as_mut().filter(|record| record.id == id)?;
            open.id = copy;
            open.revision = 0;
            typed.dirty = true;
            Some(())
        });
        if open.flatten().is_none() {
            // Its page was left meanwhile.
            let kept = DraftRecord {
                id: copy,
                revision: 1,
                ..lost
            };
            let _ = db::save_draft(&kept).await;
            self.reload().await;
        }
        if let Route::Draft(shown, step) = self.route.get_untracked()
            && shown == id
        {
            self.replace(Route::Draft(copy, step));
        }
        self.say(t(say::DRAFT_FORKED));
    }

    /// Goes on from a step, if nothing it asks for is wrong; else shows every problem.
    pub fn go_on(self, id: Uuid, step: Step) {
        let Some(record) = self.editing() else { return };
        let found = self.problems_of(&record.draft, step);
        let clean = found.is_empty();
        self.problems.set(found);
        if !clean {
            return;
        }
        spawn_local(async move {
            device::painted().await;
            self.save_now().await;
            match step.next() {
                // Complete before the last question means: came back from the check to change one.
                Some(_) if self.problems_of(&record.draft, Step::Check).is_empty() => {
                    self.go(Route::Draft(id, Step::Check));
                }
                Some(next) => self.go(Route::Draft(id, next)),
                None => self.submit(),
            }
        });
    }

    /// The problems of the fields that a step asks for; all of them at the check.
    #[must_use]
    pub fn problems_of(self, draft: &Draft, step: Step) -> Vec<Problem> {
        let fields: &[Field] = match step {
            Step::Text => &[Field::Text],
            Step::Urgency => &[Field::UrgencyReason],
            Step::Who => &[Field::Name],
            Step::Contact => &[Field::Email, Field::PostalAddress, Field::Phone],
            Step::Check => return check_draft(draft),
        };
        let mut found = check_draft(draft);
        found.retain(|problem| fields.contains(&problem.field));
        found
    }
}

fn check_draft(draft: &Draft) -> Vec<Problem> {
    let any_hash = "0".repeat(64);
    check(draft, 0, crate::text::language(), &any_hash)
        .err()
        .unwrap_or_default()
}
