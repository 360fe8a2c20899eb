//! What crosses the network and how nothing is lost or registered twice on the way.
//!
//! The device keeps an [`Outbox`]; the server answers a push by the [`accept`] rule; both speak
//! the types of [`wire`]. The bytes of these types are frozen by `tests/wire_frozen.rs`.

mod accept;
mod access_code;
mod outbox;
mod upload;

pub mod control;
pub mod journal_view;
pub mod kiosk;
pub mod letter;
pub mod mail;
pub mod office;
pub mod paper;
pub mod people;
pub mod report;
pub mod settings;
pub mod wire;

pub use crate::digest::Digest;
pub use accept::{Accept, accept};
pub use access_code::{AccessCode, CODE_BITS, CODE_LETTERS};
pub use outbox::{
    Action, Answer, BACKOFF_BASE_MS, BACKOFF_CAP_MS, Input, Item, ItemState, NoAnswer, Outbox,
    ParkReason, Pause, backoff, classify,
};
pub use upload::{
    FILE_DAMAGED, TUS_HEADER, TUS_VERSION, Upload, UploadAnswer, UploadEnd, UploadStep,
};
