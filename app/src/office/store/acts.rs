//! Sending an officer's act: checked here, decided by the server.

use domain::sync::office::{ActRequest, Card, OfficeAct};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{ActKind, Blank, FieldError, Sent, Store, Typed};
use crate::api::ApiError;
use crate::office::route::Route;
use crate::office::{api, browser};
use crate::text::{Text, office as words, t};

/// The dialog that asks once more before what can't be undone.
pub const CONFIRM: &str = "confirm";
/// The problem of an act on a card that has moved on.
const CHANGED: &str = "/problems/changed-meanwhile";
/// The longest text of an act, in characters.
const MAX_TEXT: usize = 50_000;

fn needed(errors: &mut Vec<FieldError>, id: &'static str, text: &str, missing: Text) {
    if text.trim().is_empty() {
        errors.push((id, missing));
    } else if text.chars().count() > MAX_TEXT {
        errors.push((id, words::TOO_LONG));
    }
}

/// The act that was typed, or what is missing in it.
fn read(typed: &Typed, kind: ActKind) -> Result<OfficeAct, Vec<FieldError>> {
    let mut errors = Vec::new();
    let text = |blank| typed.get(blank).trim().to_owned();
    let act = match kind {
        ActKind::Assign => {
            let own = typed.get(Blank::Executor) == super::OTHER;
            let id = if own { "executor-own" } else { "executor" };
            needed(&mut errors, id, typed.executor(), words::EXECUTOR_MISSING);
            if typed.get(Blank::Instruction).chars().count() > MAX_TEXT {
                errors.push(("instruction", words::TOO_LONG));
            }
            Some(OfficeAct::Assign {
                executor: typed.executor().to_owned(),
                instruction: text(Blank::Instruction),
            })
        }
        ActKind::Answer => {
            needed(
                &mut errors,
                "answer",
                typed.get(Blank::Answer),
                words::ANSWER_MISSING,
            );
            Some(OfficeAct::Answer {
                text: text(Blank::Answer),
            })
        }
        ActKind::Extend => {
            if typed.extension.is_none() {
                errors.push(("extension-0", words::GROUND_MISSING));
            }
            let reason = typed.get(Blank::ExtensionReason);
            needed(
                &mut errors,
                "extension-reason",
                reason,
                words::REASON_MISSING,
            );
            let reason = text(Blank::ExtensionReason);
            typed
                .extension
                .map(|ground| OfficeAct::Extend { ground, reason })
        }
        ActKind::Refuse => {
            if typed.refusal.is_none() {
                errors.push(("refusal-0", words::GROUND_MISSING));
            }
            let reason = typed.get(Blank::RefusalReason);
            needed(&mut errors, "refusal-reason", reason, words::REASON_MISSING);
            let reason = text(Blank::RefusalReason);
            typed
                .refusal
                .map(|ground| OfficeAct::Refuse { ground, reason })
        }
    };
    match act {
        Some(act) if errors.is_empty() => Ok(act),
        _ => Err(errors),
    }
}

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
                .is_some_and(|card| card.row.id == id && may(card, kind))
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
        match read(&self.typed_untracked(id), kind) {
            Err(errors) => self.point_out(errors),
            Ok(_) if kind != ActKind::Assign => {
                self.errors.set(Vec::new());
                browser::open_dialog(CONFIRM);
            }
            Ok(_) => self.send(id, kind),
        }
    }

    /// Sends what was typed.
    pub fn send(self, id: Uuid, kind: ActKind) {
        browser::close_dialog(CONFIRM);
        let version = self
            .card
            .with_untracked(|card| card.as_ref().map(|card| card.version));
        let (Ok(act), Some(version)) = (read(&self.typed_untracked(id), kind), version) else {
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
        if matches!(kind, ActKind::Answer | ActKind::Refuse) {
            self.discard(id);
        } else {
            self.forget_act(id, kind);
        }
        if self.route.get_untracked() == Route::Card(id) {
            self.take_card(card);
            browser::focus("main h1");
        }
        self.say(t(match kind {
            ActKind::Assign => words::DONE_ASSIGN,
            ActKind::Answer => words::DONE_ANSWER,
            ActKind::Extend => words::DONE_EXTEND,
            ActKind::Refuse => words::DONE_REFUSE,
        }));
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

/// Whether the act makes sense on the card as it is shown.
fn may(card: &Card, kind: ActKind) -> bool {
    let open = card.row.status != domain::request::Status::Closed;
    open && (kind != ActKind::Extend || card.extension_refused.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_form_names_every_blank() {
        let ids = |kind| -> Vec<&str> {
            read(&Typed::default(), kind)
                .unwrap_err()
                .into_iter()
                .map(|(id, _)| id)
                .collect()
        };
        assert_eq!(ids(ActKind::Assign), ["executor"]);
        assert_eq!(ids(ActKind::Answer), ["answer"]);
        assert_eq!(ids(ActKind::Extend), ["extension-0", "extension-reason"]);
        assert_eq!(ids(ActKind::Refuse), ["refusal-0", "refusal-reason"]);
    }
}
