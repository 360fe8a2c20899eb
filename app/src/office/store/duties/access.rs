//! The page on access: loading, publishing, going back to what is published.

use domain::register::{AccessCard, AccessProblem, NewAccess};
use leptos::prelude::*;

use super::super::{FieldError, Load, Store};
use crate::office::api;
use crate::office::duties::ACCESS_LINES;
use crate::text::{duties as words, t};

impl Store {
    pub(super) fn load_access(self) {
        self.fetch_duty(api::access_page(), move |card| {
            self.show_access(card, false)
        });
    }

    /// Shows the page as it is published. What is typed over an older one stays, unless it was
    /// just saved or given up.
    fn show_access(self, card: AccessCard, replace: bool) {
        let page = self.duties;
        let base = page.access_base;
        let untouched = base
            .with_untracked(|(_, base)| page.access_typed.with_untracked(|typed| typed == base));
        if replace || untouched {
            page.access_typed.set(card.page.clone());
            base.set((card.version, card.page.clone()));
        }
        page.access.set(Some(card));
    }

    /// Goes back to what is published.
    pub fn discard_access(self) {
        if let Some(card) = self.duties.access.get_untracked() {
            self.errors.set(Vec::new());
            self.duties.sending.set(Load::Ready);
            self.show_access(card, true);
        }
    }

    /// Publishes what is typed.
    pub fn save_access(self) {
        let page = self.duties.access_typed.get_untracked();
        if let Err(problems) = page.check() {
            return self.point_out(problems.iter().map(field_error).collect());
        }
        let version = self
            .duties
            .access_base
            .with_untracked(|(version, _)| *version);
        let new = NewAccess { version, page };
        self.send_duty(async move { api::put_access(&new).await }, move |card| {
            self.show_access(card, true);
            self.say(t(words::SAVED));
        });
    }
}

/// The field a problem is shown at; links to acts have theirs at the button below them.
fn field_error(problem: &AccessProblem) -> FieldError {
    let named = |id: &&str| id.strip_prefix("access-") == Some(problem.at.as_str());
    let id = ACCESS_LINES.iter().map(|line| line.id).find(named);
    (id.unwrap_or("act-add"), words::access_fault(problem.what))
}
