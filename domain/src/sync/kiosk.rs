//! What crosses the network between a kiosk, the office and the server.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Digest;
use super::wire::Council;
use crate::kiosk::{Order, WhySealed};

/// The most bytes of a sealed text: a whole request in Base64, and what is around it.
pub const MAX_SEALED_BYTES: usize = 192 * 1024;

/// A tablet asks to be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskPairing {
    /// Of the token the tablet made for itself, by [`crate::kiosk::token_hash`].
    pub token_hash: String,
}

/// The code for the tablet's screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PairingCode {
    /// To be entered in the office.
    pub code: String,
    /// For so many seconds.
    pub seconds: i64,
}

/// What a kiosk tells of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Beat {
    /// The version of its program.
    pub version: String,
    /// How many sealed things wait to be sent.
    pub waiting: u32,
    /// How many of them the server would not take.
    #[serde(default)]
    pub refused: u32,
    /// When the oldest of them was sealed, by the tablet's clock, milliseconds since 1970.
    #[serde(default)]
    pub oldest_at: Option<i64>,
    /// How many more bytes its browser lets it keep, where it tells.
    #[serde(default)]
    pub room: Option<u64>,
    /// Whether its browser has promised to keep its storage.
    #[serde(default)]
    pub persisted: bool,
}

/// A key to seal to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SealKey {
    /// Its id.
    pub id: String,
    /// The X25519 public key in Base64.
    pub public: String,
}

/// What a kiosk needs for days without a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BeatAnswer {
    /// The kiosk's id.
    pub id: Uuid,
    /// How the staff call it.
    pub name: String,
    /// What it is to do.
    pub order: Order,
    /// Its council.
    pub council: Council,
    /// What to seal to.
    pub key: SealKey,
    /// Of the code that leaves the kiosk, by [`crate::kiosk::exit_hash`].
    pub exit_hash: String,
    /// The server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}

/// The server's word that it has something sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SealedReceipt {
    /// Its id, echoed.
    pub id: Uuid,
    /// The digest of its bytes, echoed.
    pub digest: Digest,
    /// The index, of a request that is registered.
    pub index: Option<String>,
    /// Why it was put aside, if it was.
    #[serde(default)]
    pub aside: Option<WhySealed>,
    /// The server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}

/// An officer takes a tablet in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TakeIn {
    /// The code on its screen, as typed.
    pub code: String,
    /// How the staff call it.
    pub name: String,
}

/// An officer ends a kiosk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndKiosk {
    /// At once, without what waits on it: the tablet is lost.
    pub at_once: bool,
}

/// A kiosk, as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KioskRow {
    /// Its id.
    pub id: Uuid,
    /// How the staff call it.
    pub name: String,
    /// What it is to do.
    pub order: Order,
    /// When it was taken in, milliseconds since 1970.
    pub paired_at: i64,
    /// By whom.
    pub paired_by: String,
    /// When it last was heard of.
    pub seen_at: Option<i64>,
    /// What it told then.
    pub told: Option<Beat>,
    /// The code that leaves the kiosk; only for who may manage kiosks.
    pub exit_code: Option<String>,
}

/// Something sealed that was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AsideRow {
    /// Its id.
    pub id: Uuid,
    /// Its kind, as its kiosk calls it.
    pub kind: String,
    /// The key it is sealed to.
    pub key: String,
    /// The kiosk it came from.
    pub kiosk_name: String,
    /// When, milliseconds since 1970.
    pub received_at: i64,
    /// Why.
    pub why: WhySealed,
}

/// The kiosks of the council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KioskList {
    /// Every kiosk, the latest first.
    pub kiosks: Vec<KioskRow>,
    /// What was put aside, the latest first.
    pub aside: Vec<AsideRow>,
    /// The id of the key that kiosks seal to.
    pub key: String,
    /// When that key was made, milliseconds since 1970.
    pub key_made_at: i64,
    /// The server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}
