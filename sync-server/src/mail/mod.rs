//! E-mail of the office: a queue in the journal, and the one task that empties it.
//!
//! Nothing is sent by whoever asks for it: a mail is a record first, and the task takes what is
//! due. So a mail outlives a mail server that is away, a stop and a kill of this one.

pub mod contact;
pub mod post;
pub mod queue;
mod reminder;
mod smtp;
mod write;

pub use post::Post;
pub use write::{Which, letter, test};

/// The password of the council's mailbox. It stands in no setting and is never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// This password, or none when it is empty. A line break at its end is an editor's.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Whether there is one.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.0.is_empty()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(if self.is_set() {
            "Secret(…)"
        } else {
            "Secret()"
        })
    }
}
