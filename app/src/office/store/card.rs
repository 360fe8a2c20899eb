//! Loading a card.

use domain::sync::office::Card;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{Load, Sent, Store};
use crate::office::api;
use crate::office::route::Route;

impl Store {
    /// Shows the card of a request: what is known of it at once, what is new when it comes.
    pub fn open_card(self, id: Uuid) {
        if self
            .card
            .with_untracked(|card| card.as_ref().is_none_or(|card| card.row.id != id))
        {
            self.card.set(None);
            self.sent.set(Sent::Not);
        }
        self.row.set(Some(id));
        self.load_card(id);
        self.load_papers(id);
    }

    /// Loads a card anew; what is shown stays until the answer.
    pub fn load_card(self, id: Uuid) {
        self.card_load.set(Load::Loading);
        spawn_local(async move {
            let answer = api::card(id).await;
            if self.route.get_untracked() != Route::Card(id) {
                return;
            }
            match answer {
                Ok(card) => self.take_card(card),
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => self.card_load.set(Load::Failed(error)),
            }
        });
    }

    pub(super) fn take_card(self, card: Card) {
        self.set_clock(card.server_time);
        self.card_load.set(Load::Ready);
        self.load_case_mail(card.row.id);
        let shown = self.card.with_untracked(|shown| {
            shown
                .as_ref()
                .map(|shown| (shown.row.id, shown.version, shown.extension_refused))
        });
        // Drawing the same card anew would take the focus out of a form.
        if shown != Some((card.row.id, card.version, card.extension_refused)) {
            self.card.set(Some(card));
        }
    }
}
