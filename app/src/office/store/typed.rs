//! What an officer has typed on a card and not sent.

use std::collections::BTreeMap;

use leptos::prelude::*;
use uuid::Uuid;

use super::Store;
use crate::office::act::{ActKind, Field, Kind, fields};

/// The choice of an executor who is not on the list.
pub const OTHER: &str = "other";

/// The forms of one card.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Typed {
    /// Which form is open.
    pub open: Option<ActKind>,
    /// What stands in the fields, by act and field.
    values: BTreeMap<(&'static str, &'static str), String>,
}

impl Typed {
    /// What stands in a field.
    #[must_use]
    pub fn get(&self, kind: ActKind, id: &'static str) -> &str {
        self.values
            .get(&(kind.name(), id))
            .map_or("", String::as_str)
    }

    /// Puts this into a field.
    pub fn set(&mut self, kind: ActKind, id: &'static str, value: String) {
        self.values.insert((kind.name(), id), value);
    }

    /// The id of the field for an executor who is not on the list.
    #[must_use]
    pub fn own_id(id: &'static str) -> &'static str {
        match id {
            "executor-2" => "executor-2-own",
            "executor-3" => "executor-3-own",
            "executor-4" => "executor-4-own",
            "executor-5" => "executor-5-own",
            "executor-6" => "executor-6-own",
            "executor-7" => "executor-7-own",
            "executor-8" => "executor-8-own",
            _ => "executor-own",
        }
    }

    /// The executor written by hand.
    #[must_use]
    pub fn own(&self, kind: ActKind, id: &'static str) -> &str {
        self.get(kind, Self::own_id(id))
    }

    /// Whether a field is in sight.
    #[must_use]
    pub(in crate::office) fn shows(&self, kind: ActKind, field: &Field) -> bool {
        let Some((other, values)) = field.only else {
            return true;
        };
        let there = fields(kind)
            .iter()
            .find(|field| field.id == other)
            .is_some_and(|field| self.shows(kind, field));
        let value = self.get(kind, other);
        there && !value.is_empty() && (values.contains(&"*") || values.contains(&value))
    }

    /// The texts that would be a pity to lose, in forms open or closed.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts_for(|_| true)
    }

    /// Those of them that are for an answer, and can't be sent once there is one.
    pub fn answers(&self) -> impl Iterator<Item = &str> {
        self.texts_for(|kind| !kind.is_afterwards())
    }

    fn texts_for(&self, wanted: fn(ActKind) -> bool) -> impl Iterator<Item = &str> {
        let is_text = move |(kind, id): &(&str, &str)| {
            let all = ActKind::FIRST.iter().chain(&ActKind::OTHERS);
            let mut all = all.chain([&ActKind::TakeIn]);
            let of = all.find(|of| of.name() == *kind && wanted(**of));
            of.is_some_and(|of| {
                fields(*of).iter().any(|field| {
                    let written = matches!(field.kind, Kind::Area | Kind::Line | Kind::Holder);
                    let own = matches!(field.kind, Kind::Executor);
                    (written && field.id == *id) || (own && Self::own_id(field.id) == *id)
                })
            })
        };
        let texts = self.values.iter().filter(move |(key, _)| is_text(key));
        texts
            .map(|(_, text)| text.trim())
            .filter(|text| !text.is_empty())
    }

    /// Forgets what was typed for acts that an answer has made impossible; a note stays.
    pub fn forget_answers(&mut self) {
        let all = ActKind::FIRST.iter().chain(&ActKind::OTHERS);
        for kind in all.filter(|kind| !kind.is_afterwards()) {
            self.clear(*kind);
        }
    }

    fn clear(&mut self, kind: ActKind) {
        self.values.retain(|(of, _), _| *of != kind.name());
    }
}

impl Store {
    /// What was typed on a card.
    #[must_use]
    pub fn typed_of(self, id: Uuid) -> Typed {
        self.typed
            .with(|all| all.get(&id).cloned().unwrap_or_default())
    }

    /// What was typed on a card, for an act and not for showing.
    #[must_use]
    pub fn typed_untracked(self, id: Uuid) -> Typed {
        untrack(|| self.typed_of(id))
    }

    /// What stands in a field of a card.
    #[must_use]
    pub fn value(self, id: Uuid, kind: ActKind, field: &'static str) -> String {
        self.typed
            .with(|all| all.get(&id).map(|typed| typed.get(kind, field).to_owned()))
            .unwrap_or_default()
    }

    /// Fills a field of a card.
    pub fn fill_in(self, id: Uuid, kind: ActKind, field: &'static str, value: String) {
        self.change(id, |typed| typed.set(kind, field, value));
    }

    /// Changes what was typed on a card.
    pub fn change(self, id: Uuid, change: impl FnOnce(&mut Typed)) {
        self.typed.update(|all| change(all.entry(id).or_default()));
    }

    /// Forgets what was typed for one act, once it is recorded.
    pub(super) fn forget_act(self, id: Uuid, kind: ActKind) {
        self.change(id, |typed| {
            typed.clear(kind);
            typed.open = None;
        });
    }

    /// Forgets everything typed on a card.
    pub fn discard(self, id: Uuid) {
        self.typed.update(|all| {
            all.remove(&id);
        });
    }

    /// Whether text would be lost with the page.
    #[must_use]
    pub fn has_unsent(self) -> bool {
        let cards = self
            .typed
            .with_untracked(|all| all.values().any(|typed| typed.texts().next().is_some()));
        let letters = self.letters.typed.with_untracked(|typed| !typed.is_empty());
        let days = self.days.is_touched() || self.day_parts.is_touched();
        let people = self.people.is_touched() || self.mail.is_touched();
        cards || letters || days || people || self.settings.is_touched() || self.duties.is_touched()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sent_act_leaves_the_texts_of_the_others() {
        let mut typed = Typed::default();
        typed.set(ActKind::Answer, "answer", "відповідь".into());
        typed.set(ActKind::Refuse, "refusal-reason", "обґрунтування".into());
        typed.set(ActKind::Refuse, "refusal", "not_held".into());
        typed.clear(ActKind::Answer);
        assert_eq!(typed.texts().collect::<Vec<_>>(), ["обґрунтування"]);
        assert_eq!(typed.get(ActKind::Refuse, "refusal"), "not_held");
    }
}
