//! The kiosk: a tablet on a table in the hall, which keeps no secrets.
//!
//! What a visitor writes is in memory only, until it is sealed to the server's key and so unreadable
//! to the tablet itself. [`Visit`] is the page's clock; [`Tablet`] is what the council keeps of each
//! kiosk; [`KeyRing`] holds the keys, the old ones too, because a kiosk may be without a network for
//! days after the keys were changed.

mod envelope;
#[cfg(feature = "seal")]
mod seal;
mod tablet;
mod visit;

pub use envelope::{Context, Envelope, Kind};
#[cfg(feature = "seal")]
pub use seal::{Pair, open, pair, seal};
pub use tablet::{
    CODE_LETTERS, EXIT_DIGITS, Key, KeyRing, Order, PAIRING_MINUTES, Pairing, Tablet, Unsealed,
    WhySealed, exit_hash, read_code, token_hash,
};
pub use visit::{Idle, Screen, Visit, WARN_AFTER_MS, WIPE_AFTER_MS};
