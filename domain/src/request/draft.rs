use serde::{Deserialize, Serialize};

use super::attachment::Attachment;
#[cfg(feature = "office")]
use super::intake::Intake;

/// Who asks (art. 12 part 1 item 1), in the classes of the councils' reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequesterType {
    /// A natural person («фізична особа»).
    #[default]
    Person,
    /// A legal person («юридична особа»).
    LegalPerson,
    /// An association of citizens without legal-person status («об'єднання громадян без статусу
    /// юридичної особи»).
    Association,
    /// A media outlet («засіб масової інформації»).
    Media,
}

/// The subjects for which art. 20 part 2 sets 48 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UrgencyGround {
    /// Protection of a person's life or liberty.
    LifeOrLiberty,
    /// The state of the environment.
    Environment,
    /// Quality of food and household goods.
    FoodAndGoods,
    /// Accidents, catastrophes, dangerous natural phenomena and other emergencies.
    Emergency,
}

/// The language the requester reads the interface in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Ukrainian.
    #[default]
    Uk,
    /// English.
    En,
}

/// What a citizen is typing: anything may be missing or wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Who asks.
    pub requester_type: RequesterType,
    /// Name of the person or organisation.
    pub name: String,
    /// E-mail for the answer.
    pub email: String,
    /// Postal address for the answer.
    pub postal_address: String,
    /// A phone, if there is one.
    pub phone: String,
    /// What information is asked for.
    pub text: String,
    /// Why the request would be urgent, if it is.
    pub urgency: Option<UrgencyGround>,
    /// The requester's reasoning for the urgency.
    pub urgency_reason: String,
    /// The files that go with it; their bytes lie beside the draft.
    pub attachments: Vec<Attachment>,
}

/// A checked request, as it crosses the network and as the journal keeps it.
///
/// Made by [`super::check`]; the server checks a received one by the same function again. Field
/// order is part of the frozen wire format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// Version of this format.
    pub v: u16,
    /// Who asks.
    pub requester_type: RequesterType,
    /// Name of the person or organisation; never empty.
    pub name: String,
    /// E-mail; at least one of e-mail and postal address is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_address: Option<String>,
    /// Phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What is asked for; never empty.
    pub text: String,
    /// The subject of art. 20 part 2, if one was claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<UrgencyGround>,
    /// The reasoning of art. 20 part 3; there whenever `urgency` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency_reason: Option<String>,
    /// When it was written by the device's clock, milliseconds since 1970 in UTC. Shown as such
    /// and used for nothing: terms run from the server's receipt.
    pub written_at: i64,
    /// The language of the requester's interface.
    #[serde(default)]
    pub language: Language,
    /// SHA-256 of the access code, as 64 hexadecimal digits. The code itself stays on the device.
    pub access_code_hash: String,
    /// The files that follow it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// What the officer noted who entered it; none for what a device sent.
    #[cfg(feature = "office")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intake: Option<Intake>,
}

impl Draft {
    /// Whether nothing has been typed yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self
            == Self {
                requester_type: self.requester_type,
                ..Self::default()
            }
    }
}
