//! What comes with a form.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::request::{Draft, Language, RequesterType, UrgencyGround};
use domain::sync::AccessCode;
use uuid::Uuid;

/// The kinds of requesters, by their names in the form.
pub(super) const REQUESTERS: [(&str, RequesterType); 4] = [
    ("person", RequesterType::Person),
    ("legal_person", RequesterType::LegalPerson),
    ("association", RequesterType::Association),
    ("media", RequesterType::Media),
];

/// The grounds of urgency, by their names in the form.
pub(super) const GROUNDS: [(&str, UrgencyGround); 4] = [
    ("life_or_liberty", UrgencyGround::LifeOrLiberty),
    ("environment", UrgencyGround::Environment),
    ("food_and_goods", UrgencyGround::FoodAndGoods),
    ("emergency", UrgencyGround::Emergency),
];

/// A form as it was sent, or as it begins.
pub(super) struct Typed {
    pub(super) id: Uuid,
    pub(super) code: AccessCode,
    pub(super) language: Language,
    pub(super) draft: Draft,
}

impl Typed {
    /// An empty form with an id and a code of its own.
    pub(super) fn fresh(language: Language, now: DateTime<Utc>) -> Result<Self, getrandom::Error> {
        let (mut chance, mut of_id) = ([0; 26], [0; 10]);
        getrandom::fill(&mut chance)?;
        getrandom::fill(&mut of_id)?;
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        Ok(Self {
            id: uuid::Builder::from_unix_timestamp_millis(millis, &of_id).into_uuid(),
            code: AccessCode::from_random(chance),
            language,
            draft: Draft::default(),
        })
    }

    /// What was typed; nothing in it is believed. An id or a code that can't be ours is replaced.
    pub(super) fn read(bytes: &[u8], now: DateTime<Utc>) -> Result<Self, getrandom::Error> {
        let mut sent = pairs(bytes);
        // Browsers send line ends of forms as two characters.
        let mut take = |name: &str| sent.remove(name).unwrap_or_default().replace("\r\n", "\n");
        let fresh = Self::fresh(language(&take("lang")).unwrap_or_default(), now)?;
        let id = Uuid::try_parse(&take("id"));
        let ours =
            |id: &Uuid| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122;
        let (kind, urgency) = (take("requester_type"), take("urgency"));
        Ok(Self {
            id: id.ok().filter(ours).unwrap_or(fresh.id),
            code: AccessCode::parse(&take("code")).unwrap_or(fresh.code),
            language: fresh.language,
            draft: Draft {
                requester_type: named(&REQUESTERS, &kind).unwrap_or_default(),
                name: take("name"),
                email: take("email"),
                postal_address: take("postal_address"),
                phone: take("phone"),
                text: take("text"),
                urgency: named(&GROUNDS, &urgency),
                urgency_reason: take("urgency_reason"),
                attachments: Vec::new(),
            },
        })
    }
}

fn named<T: Copy>(known: &[(&str, T)], name: &str) -> Option<T> {
    known
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, value)| *value)
}

/// The name of a value in the form.
pub(super) fn name_of<T: PartialEq>(known: &[(&'static str, T)], value: &T) -> &'static str {
    known
        .iter()
        .find(|(_, known)| known == value)
        .map_or("", |(name, _)| name)
}

/// The fields of a form; of two with one name the last.
pub(super) fn pairs(bytes: &[u8]) -> HashMap<String, String> {
    form_urlencoded::parse(bytes).into_owned().collect()
}

/// The language with this code.
pub(super) fn language(code: &str) -> Option<Language> {
    match code {
        "uk" => Some(Language::Uk),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// When the form was opened: its id was made then. The same at every repetition, so that the same
/// form has the same bytes.
pub(super) fn moment(id: Uuid) -> i64 {
    let (seconds, nanos) = id
        .get_timestamp()
        .map(|at| at.to_unix())
        .unwrap_or_default();
    let millis = seconds.saturating_mul(1_000) + u64::from(nanos / 1_000_000);
    i64::try_from(millis).unwrap_or_default()
}
