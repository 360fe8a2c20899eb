//! The citizen's app and the office, compiled to WASM.
//!
//! | room | what lives there |
//! |---|---|
//! | [`page`] | one file a page of the citizen's app: what it shows and what a person can do on it |
//! | [`component`] | pieces of pages: values in, callbacks out |
//! | [`store`] | the signals every page reads, and the acts that change them |
//! | [`db`] | the only IndexedDB code |
//! | [`sync`] | drives `domain::sync::Outbox` and pulls news |
//! | [`api`] | the only addresses and the only `fetch` |
//! | [`device`] | the clock, chance, and what the browser tells of itself |
//! | [`json`] | reading and writing JSON |
//! | [`extra`] | the second program: files, transfer, other ways out; loaded when first wanted |
//! | [`survey`] | the third program: surveys of open days without a network |
//! | `picture` | photos drawn anew, smaller and without what the camera noted |
//! | [`qr`] | a QR code as a path |
//! | [`kiosk`] | the kiosk: a tablet in the hall; a binary of its own |
//! | [`text`] | every sentence shown, in both languages |
//! | [`office`] | the office; a binary of its own, so a phone never loads it |

pub mod api;
pub mod component;
pub mod db;
pub mod device;
pub mod extra;
pub mod json;
#[cfg(feature = "kiosk")]
pub mod kiosk;
#[cfg(feature = "office")]
pub mod office;
pub mod page;
mod picture;
pub mod qr;
pub mod route;
pub mod store;
pub mod survey;
pub mod sync;
pub mod text;
