//! What an officer has typed on a card and not sent.

use domain::request::{ExtensionGround, RefusalGround};
use leptos::prelude::*;
use uuid::Uuid;

use super::Store;

/// The choice of an executor who is not on the list.
pub const OTHER: &str = "other";

/// What can be done with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActKind {
    /// Give it to an executor.
    Assign,
    /// Answer it.
    Answer,
    /// Extend the term.
    Extend,
    /// Refuse it.
    Refuse,
}

/// A blank to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// The executor picked from the list, or [`OTHER`].
    Executor,
    /// The executor written by hand.
    OwnExecutor,
    /// The instruction.
    Instruction,
    /// The answer.
    Answer,
    /// Reasons of an extension.
    ExtensionReason,
    /// Reasons of a refusal.
    RefusalReason,
}

/// The forms of one card.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Typed {
    /// Which form is open.
    pub open: Option<ActKind>,
    /// The blanks, by [`Blank`].
    blanks: [String; 6],
    /// Ground of the extension.
    pub extension: Option<ExtensionGround>,
    /// Ground of the refusal.
    pub refusal: Option<RefusalGround>,
}

impl Typed {
    /// What stands in a blank.
    #[must_use]
    pub fn get(&self, blank: Blank) -> &str {
        &self.blanks[blank as usize]
    }

    fn set(&mut self, blank: Blank, value: String) {
        self.blanks[blank as usize] = value;
    }

    /// The executor, from the list or by hand.
    #[must_use]
    pub fn executor(&self) -> &str {
        match self.get(Blank::Executor) {
            OTHER => self.get(Blank::OwnExecutor).trim(),
            listed => listed,
        }
    }

    /// The texts that would be a pity to lose, in no form open or closed.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let kept = [
            Blank::OwnExecutor,
            Blank::Instruction,
            Blank::Answer,
            Blank::ExtensionReason,
            Blank::RefusalReason,
        ];
        kept.into_iter()
            .map(|blank| self.get(blank).trim())
            .filter(|text| !text.is_empty())
    }

    fn clear(&mut self, kind: ActKind) {
        let blanks: &[Blank] = match kind {
            ActKind::Assign => &[Blank::Executor, Blank::OwnExecutor, Blank::Instruction],
            ActKind::Answer => &[Blank::Answer],
            ActKind::Extend => &[Blank::ExtensionReason],
            ActKind::Refuse => &[Blank::RefusalReason],
        };
        for blank in blanks {
            self.set(*blank, String::new());
        }
        match kind {
            ActKind::Extend => self.extension = None,
            ActKind::Refuse => self.refusal = None,
            ActKind::Assign | ActKind::Answer => {}
        }
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

    /// What stands in a blank of a card.
    #[must_use]
    pub fn blank(self, id: Uuid, blank: Blank) -> String {
        self.typed
            .with(|all| all.get(&id).map(|typed| typed.get(blank).to_owned()))
            .unwrap_or_default()
    }

    /// Fills a blank of a card.
    pub fn fill_in(self, id: Uuid, blank: Blank, value: String) {
        self.change(id, |typed| typed.set(blank, value));
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
        self.typed
            .with_untracked(|all| all.values().any(|typed| typed.texts().next().is_some()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sent_act_leaves_the_texts_of_the_others() {
        let mut typed = Typed::default();
        typed.set(Blank::Answer, "відповідь".into());
        typed.set(Blank::RefusalReason, "обґрунтування".into());
        typed.refusal = Some(RefusalGround::NotHeld);
        typed.clear(ActKind::Answer);
        assert_eq!(typed.texts().collect::<Vec<_>>(), ["обґрунтування"]);
        assert_eq!(typed.refusal, Some(RefusalGround::NotHeld));
    }

    #[test]
    fn an_executor_by_hand_counts_only_when_chosen() {
        let mut typed = Typed::default();
        typed.set(Blank::OwnExecutor, " архів ".into());
        typed.set(Blank::Executor, "Юридичний відділ".into());
        assert_eq!(typed.executor(), "Юридичний відділ");
        typed.set(Blank::Executor, OTHER.into());
        assert_eq!(typed.executor(), "архів");
    }
}
