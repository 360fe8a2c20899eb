//! Which letters («листи») a request gives rise to: each tells of one event of its history.

use serde::{Deserialize, Serialize};

use super::event::Event;

/// A kind of letter. Each has a template that the council may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// To the requester: it is registered.
    Acknowledgement,
    /// To the requester: the term is extended (art. 20 part 4).
    Extension,
    /// To the requester: it went to the proper holder (art. 22 part 3).
    Forwarding,
    /// To the proper holder, with the request («супровідний лист»).
    Cover,
    /// To the requester: what copies cost (art. 21).
    Invoice,
    /// To the requester: the answer is put off (art. 22 parts 6 and 7).
    Deferral,
    /// To the requester: the information, or a part of it.
    Answer,
    /// To the requester: that it is no request for information, and where it goes («роз’яснення»).
    Explanation,
    /// To the requester: the refusal with its five elements (art. 22 part 4).
    Refusal,
}

impl LetterKind {
    /// Every kind, in the order of a request's life.
    pub const ALL: [Self; 9] = [
        Self::Acknowledgement,
        Self::Extension,
        Self::Forwarding,
        Self::Cover,
        Self::Invoice,
        Self::Deferral,
        Self::Answer,
        Self::Explanation,
        Self::Refusal,
    ];

    /// Its name in addresses and in the council's settings.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Acknowledgement => "acknowledgement",
            Self::Extension => "extension",
            Self::Forwarding => "forwarding",
            Self::Cover => "cover",
            Self::Invoice => "invoice",
            Self::Deferral => "deferral",
            Self::Answer => "answer",
            Self::Explanation => "explanation",
            Self::Refusal => "refusal",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The letters that tell of this event; of none, of the registration.
    ///
    /// ```
    /// use domain::request::{Event, LetterKind};
    /// assert_eq!(LetterKind::of(None), [LetterKind::Acknowledgement]);
    /// let note = Event::Noted { text: "Дзвонили до архіву".into() };
    /// assert!(LetterKind::of(Some(&note)).is_empty());
    /// ```
    #[must_use]
    pub const fn of(event: Option<&Event>) -> &'static [Self] {
        match event {
            None => &[Self::Acknowledgement],
            Some(Event::Extended { .. }) => &[Self::Extension],
            Some(Event::Forwarded { .. }) => &[Self::Forwarding, Self::Cover],
            Some(Event::Invoiced { .. }) => &[Self::Invoice],
            Some(Event::Deferred { .. }) => &[Self::Deferral],
            Some(Event::Answered { .. } | Event::PartGiven { .. }) => &[Self::Answer],
            Some(Event::Explained { .. }) => &[Self::Explanation],
            Some(Event::Refused { .. }) => &[Self::Refusal],
            Some(_) => &[],
        }
    }
}
