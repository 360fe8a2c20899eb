//! What crosses the network between a kiosk, the office and the server.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Digest;
use super::wire::Council;
use crate::kiosk::{Order, WhySealed};
use crate::open_day::question::{Concern, NewQuestion};
use crate::open_day::survey::{Channel, Reply, SurveyAnswer};
use crate::open_day::{DoorDuty, VERSION};

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
    /// The door it stands at; none for a kiosk that serves visitors.
    #[serde(default)]
    pub door: Option<DoorDuty>,
    /// The server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}

/// An answer to a survey as a kiosk seals it: nameless, and with the moment it was finished, by
/// which an answer that was late on the network alone is told from one that was late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HallAnswer {
    /// The open day.
    pub day: Uuid,
    /// When it was finished, by the kiosk's clock: milliseconds since 1970, UTC.
    pub finished_at: i64,
    /// The replies with the question's number, from 0.
    pub replies: Vec<(u8, Reply)>,
}

impl HallAnswer {
    /// The answer as every other way brings it. That it came by a kiosk it need not say itself.
    #[must_use]
    pub fn answer(self) -> SurveyAnswer {
        SurveyAnswer {
            v: VERSION,
            channel: Channel::Kiosk,
            finished_at: self.finished_at,
            replies: self.replies.into_iter().collect(),
        }
    }
}

/// A question, proposal or remark as a kiosk seals it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HallQuestion {
    /// The open day.
    pub day: Uuid,
    /// What it is.
    pub concern: Concern,
    /// The text.
    pub text: String,
    /// Who asks; may be empty.
    #[serde(default)]
    pub name: String,
    /// Phone or e-mail; may be empty.
    #[serde(default)]
    pub contact: String,
    /// SHA-256 of the code that shows the answer, in hexadecimal.
    pub code_hash: String,
}

impl HallQuestion {
    /// The question as every other way brings it.
    #[must_use]
    pub fn question(self) -> NewQuestion {
        NewQuestion {
            v: VERSION,
            concern: self.concern,
            text: self.text,
            name: self.name,
            contact: self.contact,
            code_hash: self.code_hash,
            channel: Channel::Kiosk,
        }
    }
}

/// The server's word that it has something sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SealedReceipt {
    /// Its id, echoed.
    pub id: Uuid,
    /// The digest of its bytes, echoed.
    pub digest: Digest,
    /// The index of a request that is registered, or the number of a question.
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

/// An officer puts a kiosk at the door of an open day, or gives it back to the visitors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PutAtDoor {
    /// The day; none to give it back.
    pub day: Option<Uuid>,
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
    /// The door it stands at.
    #[serde(default)]
    pub door: Option<DoorDuty>,
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
    /// The open days a kiosk can stand at the door of, the next first.
    #[serde(default)]
    pub doors: Vec<DoorDuty>,
    /// The id of the key that kiosks seal to.
    pub key: String,
    /// When that key was made, milliseconds since 1970.
    pub key_made_at: i64,
    /// The server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}
