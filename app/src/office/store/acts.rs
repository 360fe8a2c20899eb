//! Sending an officer's act: checked here, decided by the server.

use domain::sync::office::{ActRequest, Card};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{Sent, Store, Typed};
use crate::api::ApiError;
use crate::office::act::{ActKind, read};
use crate::office::route::Route;
use crate::office::{api, browser};
use crate::text::t;

/// The dialog that asks once more before what can't be undone.
pub const CONFIRM: &str = "confirm";
/// The problem of an act on a card that has moved on.
const CHANGED: &str = "/problems/changed-meanwhile";
impl Store {
    /// Opens the form of an act, or closes it; what is typed in it stays either way.
    pub fn open_form(self, id: Uuid, kind: Option<ActKind>) {
        self.errors.set(Vec::new());
        if self.sent.get_untracked() != Sent::Sending {
            self.sent.set(Sent::Not);
        }
        self.change(id, |typed| typed.open = kind);
        browser::focus(if kind.is_some() {
            "#act h3"
        } else {
            "#acts button"
        });
    }

    /// Opens the form of an act from a shortcut, if the act is possible now.
    pub fn open_form_here(self, kind: ActKind) -> bool {
        let Route::Card(id) = self.route.get_untracked() else {
            return false;
        };
        let possible = self.card.with_untracked(|card| {
            card.as_ref()
                .is_some_and(|card| card.row.id == id && kind.is_possible(card))
        });
        if possible {
            self.open_form(id, Some(kind));
        }
        possible
    }

    /// Closes the open form, or else the card.
    pub fn step_out(self, id: Uuid) {
        if self.typed_untracked(id).open.is_some() {
            self.open_form(id, None);
        } else {
            self.back_to_journal();
        }
    }

    /// Closes the dialog that asks once more.
    pub fn take_back(self) {
        browser::close_dialog(CONFIRM);
    }

    /// Checks what was typed; sends it, or asks first where it can't be undone.
    pub fn submit(self, id: Uuid, kind: ActKind) {
        if self.sent.get_untracked() == Sent::Sending {
            return;
        }
        self.sent.set(Sent::Not);
        let asked = self
            .card
            .with_untracked(|card| card.as_ref().map(|card| card.submission.clone()));
        let Some(asked) = asked else {
            return;
        };
        match read(&self.typed_untracked(id), kind, &asked) {
            Err(errors) => self.point_out(errors),
            Ok(_) if kind.question().is_some() => {
                self.errors.set(Vec::new());
                browser::open_dialog(CONFIRM);
            }
            Ok(_) => self.send(id, kind),
        }
    }

    /// Sends what was typed.
    pub fn send(self, id: Uuid, kind: ActKind) {
        browser::close_dialog(CONFIRM);
        let typed = self.typed_untracked(id);
        let made = self.card.with_untracked(|card| {
            let card = card.as_ref()?;
            Some((read(&typed, kind, &card.submission).ok()?, card.version))
        });
        let Some((act, version)) = made else {
            return;
        };
        self.errors.set(Vec::new());
        self.sent.set(Sent::Sending);
        spawn_local(async move {
            match api::act(id, &ActRequest { version, act }).await {
                Ok(card) => self.recorded(card, kind),
                Err(error) => self.not_recorded(id, error),
            }
        });
    }

    fn recorded(self, card: Card, kind: ActKind) {
        let id = card.row.id;
        self.sent.set(Sent::Not);
        self.forget_act(id, kind);
        if kind.ends() {
            self.change(id, Typed::forget_answers);
        }
        if self.route.get_untracked() == Route::Card(id) {
            self.take_card(card);
            browser::focus("main h1");
        }
        self.say(t(kind.done()));
    }

    fn not_recorded(self, id: Uuid, error: ApiError) {
        self.sent.set(Sent::Not);
        if self.is_expiry(&error) {
            return;
        }
        let problem = match &error {
            ApiError::Problem(problem) => Some(problem),
            ApiError::NoAnswer(_) => None,
        };
        if problem.is_some_and(|problem| problem.status == 409 && problem.kind == CHANGED) {
            self.sent.set(Sent::Changed);
            self.load_card(id);
        } else {
            if problem.is_some_and(|problem| problem.refused.is_some()) {
                // The card shows why from now on.
                self.load_card(id);
            }
            self.sent.set(Sent::Failed(error));
        }
        browser::focus("#not-sent");
    }
}
