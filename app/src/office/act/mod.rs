//! What can be done with a request: each act with its form, its rights and what it is made of.

mod build;
mod form;

use domain::request::{Deed, Status};
use domain::sync::office::Card;

pub(super) use build::first_of;
pub use build::{entered, read, submission_number};
pub(super) use form::{CHOSEN, Field, Kind, fields};

use crate::text::{Text, acts as words};

/// What can be done in the office with what a form says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActKind {
    /// Answer it.
    Answer,
    /// Record a resolution.
    Resolve,
    /// Give it to an executor.
    Assign,
    /// Extend the term.
    Extend,
    /// Refuse it.
    Refuse,
    /// Send it to the proper holder.
    Forward,
    /// Put the answer off.
    Defer,
    /// Judge the urgency.
    JudgeUrgency,
    /// Give a part before the rest.
    GivePart,
    /// Hand in material.
    Prepare,
    /// Send material back.
    Return,
    /// Hand an executor's part over.
    HandOver,
    /// Ask for the costs of copying.
    Invoice,
    /// Note a payment.
    Pay,
    /// Note that a copy was given.
    GiveCopy,
    /// Explain that it is no request.
    Explain,
    /// Note that it was taken back.
    Withdraw,
    /// Add a note.
    Note,
    /// Add a letter that came.
    ReceiveLetter,
    /// Say what it is about, for the reports.
    Classify,
    /// Note an appeal.
    Appeal,
    /// Note the end of an appeal.
    DecideAppeal,
    /// Enter a request that did not come from the app.
    TakeIn,
}

impl ActKind {
    /// Those in sight on a card.
    pub const FIRST: [Self; 5] = [
        Self::Assign,
        Self::Answer,
        Self::Extend,
        Self::Refuse,
        Self::Resolve,
    ];
    /// The others, in the order they stand in.
    pub const OTHERS: [Self; 17] = [
        Self::Classify,
        Self::Forward,
        Self::Defer,
        Self::JudgeUrgency,
        Self::GivePart,
        Self::Prepare,
        Self::Return,
        Self::HandOver,
        Self::Invoice,
        Self::Pay,
        Self::GiveCopy,
        Self::Explain,
        Self::Withdraw,
        Self::Note,
        Self::ReceiveLetter,
        Self::Appeal,
        Self::DecideAppeal,
    ];

    /// Its name in ids.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Resolve => "resolve",
            Self::Assign => "assign",
            Self::Extend => "extend",
            Self::Refuse => "refuse",
            Self::Forward => "forward",
            Self::Defer => "defer",
            Self::JudgeUrgency => "judge-urgency",
            Self::GivePart => "give-part",
            Self::Prepare => "prepare",
            Self::Return => "return",
            Self::HandOver => "hand-over",
            Self::Invoice => "invoice",
            Self::Pay => "pay",
            Self::GiveCopy => "give-copy",
            Self::Explain => "explain",
            Self::Withdraw => "withdraw",
            Self::Note => "note",
            Self::ReceiveLetter => "receive-letter",
            Self::Classify => "classify",
            Self::Appeal => "appeal",
            Self::DecideAppeal => "decide-appeal",
            Self::TakeIn => "take-in",
        }
    }

    /// What its button says.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Answer => words::ANSWER,
            Self::Resolve => words::RESOLVE,
            Self::Assign => words::ASSIGN,
            Self::Extend => words::EXTEND,
            Self::Refuse => words::REFUSE,
            Self::Forward => words::FORWARD,
            Self::Defer => words::DEFER,
            Self::JudgeUrgency => words::JUDGE,
            Self::GivePart => words::GIVE_PART,
            Self::Prepare => words::PREPARE,
            Self::Return => words::RETURN,
            Self::HandOver => words::HAND_OVER,
            Self::Invoice => words::INVOICE,
            Self::Pay => words::PAY,
            Self::GiveCopy => words::GIVE_COPY,
            Self::Explain => words::EXPLAIN,
            Self::Withdraw => words::WITHDRAW,
            Self::Note => words::NOTE,
            Self::ReceiveLetter => words::LETTER,
            Self::Classify => words::CLASSIFY,
            Self::Appeal => words::APPEAL,
            Self::DecideAppeal => words::DECIDE,
            Self::TakeIn => words::TAKE_IN,
        }
    }

    /// The heading of its form.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Answer => words::ANSWER_TITLE,
            Self::Resolve => words::RESOLVE_TITLE,
            Self::Assign => words::ASSIGN_TITLE,
            Self::Extend => words::EXTEND_TITLE,
            Self::Refuse => words::REFUSE_TITLE,
            Self::Forward => words::FORWARD_TITLE,
            Self::Defer => words::DEFER_TITLE,
            Self::JudgeUrgency => words::JUDGE_TITLE,
            Self::Invoice => words::INVOICE_TITLE,
            Self::Classify => words::CLASSIFY_TITLE,
            Self::TakeIn => words::TAKE_IN_TITLE,
            other => other.label(),
        }
    }

    /// What the button that sends it says.
    #[must_use]
    pub const fn send(self) -> Text {
        match self {
            Self::Answer => words::ANSWER_DO,
            Self::Assign => words::ASSIGN,
            Self::Extend => words::EXTEND_DO,
            Self::Refuse => words::REFUSE_DO,
            Self::Forward => words::FORWARD_DO,
            Self::Defer => words::DEFER_DO,
            Self::Explain => words::EXPLAIN_DO,
            Self::TakeIn => words::TAKE_IN_DO,
            _ => words::RECORD,
        }
    }

    /// What is said when it is done.
    #[must_use]
    pub const fn done(self) -> Text {
        match self {
            Self::Assign => words::DONE_ASSIGN,
            Self::Answer => words::DONE_ANSWER,
            Self::Extend => words::DONE_EXTEND,
            Self::Refuse => words::DONE_REFUSE,
            Self::Forward => words::DONE_FORWARD,
            Self::Defer => words::DONE_DEFER,
            Self::TakeIn => words::DONE_TAKE_IN,
            _ => words::DONE,
        }
    }

    /// What is asked once more before what can't be undone (WCAG 3.3.4).
    #[must_use]
    pub const fn question(self) -> Option<Text> {
        Some(match self {
            Self::Answer => words::CONFIRM_ANSWER,
            Self::Refuse => words::CONFIRM_REFUSE,
            Self::Extend => words::CONFIRM_EXTEND,
            Self::Forward => words::CONFIRM_FORWARD,
            Self::Defer => words::CONFIRM_DEFER,
            Self::Explain => words::CONFIRM_EXPLAIN,
            Self::Withdraw => words::CONFIRM_WITHDRAW,
            _ => return None,
        })
    }

    /// The deed it is ([`domain::request::deed_of`] of its event).
    #[must_use]
    pub const fn deed(self) -> Deed {
        match self {
            Self::Resolve => Deed::Resolve,
            Self::Assign | Self::HandOver | Self::Return => Deed::Direct,
            Self::Prepare => Deed::Prepare,
            Self::Note | Self::ReceiveLetter | Self::GiveCopy | Self::Pay => Deed::Keep,
            Self::TakeIn => Deed::TakeIn,
            Self::Answer
            | Self::Extend
            | Self::Refuse
            | Self::Forward
            | Self::Defer
            | Self::JudgeUrgency
            | Self::GivePart
            | Self::Invoice
            | Self::Explain
            | Self::Withdraw
            | Self::Classify
            | Self::Appeal
            | Self::DecideAppeal => Deed::Decide,
        }
    }

    /// Whether it is done with a request that is answered, too.
    #[must_use]
    pub const fn is_afterwards(self) -> bool {
        matches!(
            self,
            Self::Note
                | Self::ReceiveLetter
                | Self::Classify
                | Self::GiveCopy
                | Self::Appeal
                | Self::DecideAppeal
        )
    }

    /// Whether it ends the work on a request, so that what was typed to answer it goes with it.
    #[must_use]
    pub const fn ends(self) -> bool {
        matches!(
            self,
            Self::Answer | Self::Refuse | Self::Explain | Self::Withdraw
        )
    }

    /// Whether it makes sense on the card as it is shown.
    #[must_use]
    pub fn is_possible(self, card: &Card) -> bool {
        let open = card.row.status != Status::Closed;
        match self {
            Self::TakeIn => false,
            Self::Note | Self::ReceiveLetter | Self::Classify => true,
            Self::Appeal => card.appeal.is_none(),
            Self::DecideAppeal => card.appeal.is_some(),
            Self::GiveCopy => card.copy_due,
            Self::Extend => open && card.extension_refused.is_none(),
            Self::Return => open && card.charges.iter().any(|charge| charge.prepared),
            Self::Prepare => open && card.charges.iter().any(|charge| !charge.prepared),
            Self::HandOver => open && !card.charges.is_empty(),
            Self::Pay => open && card.fee.is_some_and(|fee| fee.paid_on.is_none()),
            Self::Defer => open && !card.row.term.deadline.is_past(card.server_time),
            _ => open,
        }
    }
}
