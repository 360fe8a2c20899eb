//! What the council's staff do: signed in, from our own site, every act with who and when.

pub(super) mod act;
pub(super) mod card;
pub(super) mod control;
pub(super) mod export;
pub(super) mod file;
pub(super) mod intake;
pub(super) mod journal;
pub(super) mod kiosk;
pub(super) mod letter;
pub(super) mod me;
pub(super) mod papers;
pub(super) mod report;
pub(super) mod session;
pub(super) mod sign_in;
pub(super) mod sign_out;
