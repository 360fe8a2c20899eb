//! What waits on a kiosk: sealed, so that the tablet itself can't read it again.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The version of [`Envelope`] this build writes.
#[cfg(feature = "seal")]
pub(super) const VERSION: u16 = 1;

/// What can be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A request for information: the bytes of a [`crate::request::Submission`].
    Request,
    /// An answer to an open day's survey: a [`crate::sync::kiosk::HallAnswer`].
    Survey,
    /// A question, proposal or remark: a [`crate::sync::kiosk::HallQuestion`].
    Question,
}

impl Kind {
    /// How it is called on the wire. Never changed once released.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Survey => "survey",
            Self::Question => "question",
        }
    }

    /// The kind of this name; none for one that a newer kiosk knows.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Request, Self::Survey, Self::Question];
        all.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a sealed text is bound to: taken from its place, it opens no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context<'a> {
    /// The id of what is sealed.
    pub id: Uuid,
    /// Its kind.
    pub kind: &'a str,
    /// The id of the key.
    pub key: &'a str,
}

#[cfg(feature = "seal")]
impl Context<'_> {
    /// The associated data: id, kind, key id and version.
    pub(super) fn said(&self) -> String {
        format!("{}|{}|{}|{VERSION}", self.id, self.kind, self.key)
    }
}

/// A sealed text with what the server must know to open it. Its bytes are made once and sent until
/// the server has confirmed them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Envelope {
    /// Version of this format.
    pub v: u16,
    /// Id of what is sealed; of a request, the submission's.
    pub id: Uuid,
    /// The kind, by [`Kind::name`].
    pub kind: String,
    /// The id of the key it is sealed to.
    pub key: String,
    /// The encapsulated key, in Base64.
    pub enc: String,
    /// The sealed text, in Base64.
    pub text: String,
}

impl Envelope {
    #[cfg(feature = "seal")]
    pub(super) fn said(&self) -> String {
        let Self {
            v, id, kind, key, ..
        } = self;
        format!("{id}|{kind}|{key}|{v}")
    }
}
