//! What the council's staff do: signed in, from our own site, every act with who and when.

pub(super) mod act;
pub(super) mod card;
pub(super) mod case_mail;
pub(super) mod contact;
pub(super) mod control;
mod credentials;
pub(super) mod days;
mod desk;
pub(super) mod export;
pub(in crate::http) mod file;
pub(super) mod intake;
pub(super) mod join;
pub(super) mod journal;
pub(super) mod kiosk;
pub(super) mod letter;
pub(super) mod mail;
pub(super) mod me;
pub(super) mod own;
pub(super) mod paper;
mod paper_words;
pub(super) mod papers;
pub(super) mod people;
pub(super) mod report;
pub(super) mod session;
pub(super) mod settings;
pub(super) mod sign_in;
pub(super) mod sign_out;
