//! Entering a request that did not come from the app.

use chrono::Timelike;
use domain::kyiv;
use domain::sync::AccessCode;
use domain::sync::office::Card;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{Sent, Store};
use crate::api::ApiError;
use crate::device;
use crate::office::act::{ActKind, entered, submission_number};
use crate::office::route::Route;
use crate::office::{api, browser};
use crate::text::t;

impl Store {
    /// Opens the form: what was typed in it and not sent is still there.
    pub fn begin_entry(self) {
        if self.sent.get_untracked() != Sent::Sending {
            self.sent.set(Sent::Not);
        }
        if self.entry.get_untracked().is_some() {
            return;
        }
        let id = device::new_id();
        self.entry
            .set(Some((id, AccessCode::from_random(device::random()))));
        let now = kyiv::local(self.now.get_untracked());
        let on = now.date_naive().to_string();
        self.fill_in(id, ActKind::TakeIn, "received-on", on);
        let at = format!("{:02}:{:02}", now.hour(), now.minute());
        self.fill_in(id, ActKind::TakeIn, "received-at", at);
        self.fill_in(id, ActKind::TakeIn, "type", "person".into());
    }

    /// Checks what was typed and registers it. Sent again after a lost answer, it is registered
    /// once: the id is made with the form.
    pub fn register_entry(self) {
        if self.sent.get_untracked() == Sent::Sending {
            return;
        }
        let (Some((id, code)), Some(me)) = (self.entry.get_untracked(), untrack(|| self.me()))
        else {
            return;
        };
        self.sent.set(Sent::Not);
        let typed = self.typed_untracked(id);
        let submission = match entered(&typed, &me, code.hash(), self.now.get_untracked()) {
            Ok(submission) => submission,
            Err(errors) => return self.point_out(errors),
        };
        let number = submission_number(&typed).ok().flatten();
        self.errors.set(Vec::new());
        self.sent.set(Sent::Sending);
        spawn_local(async move {
            match api::enter(number.unwrap_or(id), &submission).await {
                Ok(card) => self.was_entered(id, card, code.as_str()),
                Err(error) => self.was_not_entered(error),
            }
        });
    }

    fn was_entered(self, entry: Uuid, card: Card, code: &str) {
        let id: Uuid = card.row.id;
        self.sent.set(Sent::Not);
        self.discard(entry);
        self.entry.set(None);
        self.code.set(Some((id, code.to_owned())));
        self.go(Route::Card(id));
        self.say(t(ActKind::TakeIn.done()));
    }

    fn was_not_entered(self, error: ApiError) {
        self.sent.set(Sent::Not);
        if self.is_expiry(&error) {
            return;
        }
        self.sent.set(Sent::Failed(error));
        browser::focus("#not-sent");
    }
}
