//! How a request reached the council, when it did not come from the app: entered by an officer.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::draft::Submission;
use crate::law::{self, Contents, Gap};

/// How a request was received (art. 19 part 3).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The app, its form without scripts, a kiosk.
    #[default]
    App,
    /// Post («пошта»).
    Post,
    /// E-mail («електронна пошта»).
    Email,
    /// Fax («факс»).
    Fax,
    /// Phone («телефон»).
    Phone,
    /// Brought or said at the council («особисто»).
    InPerson,
}

impl Channel {
    /// Every channel, in the order of the reports.
    pub const ALL: [Self; 6] = [
        Self::App,
        Self::Email,
        Self::Post,
        Self::Fax,
        Self::Phone,
        Self::InPerson,
    ];

    /// Whether it came on paper, so that art. 19 part 5 item 3 asks for a signature and a date. An
    /// electronic request is never refused for a missing signature; a spoken one has none.
    #[must_use]
    pub const fn is_paper(self, drawn_up: bool) -> bool {
        match self {
            Self::Post | Self::Fax => true,
            Self::InPerson => !drawn_up,
            Self::App | Self::Email | Self::Phone => false,
        }
    }
}

/// The officer who drew a request up for a person who can't (art. 19 part 7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DrawnUp {
    /// The officer's full name, which stands in the request.
    pub name: String,
    /// The officer's contact phone, which stands in the request.
    pub phone: String,
}

/// What an officer notes of a request that did not come from the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Intake {
    /// How it came; never [`Channel::App`].
    pub channel: Channel,
    /// When it reached the council, UTC: terms run from here. Not later than its registration.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub received_at: DateTime<Utc>,
    /// Whether several people ask together («колективний»).
    #[serde(default)]
    pub collective: bool,
    /// The date the requester put on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<NaiveDate>,
    /// Whether it is signed.
    #[serde(default)]
    pub signed: bool,
    /// Whether it is clear what is asked for; the officer's judgement.
    #[serde(default)]
    pub unclear: bool,
    /// The number the sender gave it, if the sender numbers letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_index: Option<String>,
    /// Who drew it up for a person who can't write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn_up: Option<DrawnUp>,
}

impl Submission {
    /// What the officer noted who entered it; none for what a device sent.
    #[must_use]
    pub fn intake(&self) -> Option<&Intake> {
        #[cfg(feature = "office")]
        return self.intake.as_ref();
        #[cfg(not(feature = "office"))]
        None
    }

    /// What art. 19 part 5 asks for and it lacks.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let there = |text: &str| !text.trim().is_empty();
        let intake = self.intake();
        law::gaps(&Contents {
            name: there(&self.name),
            address: self.email.is_some() || self.postal_address.is_some(),
            description: there(&self.text) && intake.is_none_or(|intake| !intake.unclear),
            paper: intake.is_some_and(|intake| intake.channel.is_paper(intake.drawn_up.is_some())),
            signature: intake.is_some_and(|intake| intake.signed),
            date: intake.is_some_and(|intake| intake.dated.is_some()),
        })
    }

    /// How it came.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.intake().map_or(Channel::App, |intake| intake.channel)
    }

    /// Whether the officer drew it up, so that a copy must be given to the person.
    #[must_use]
    pub fn is_drawn_up(&self) -> bool {
        self.intake()
            .is_some_and(|intake| intake.drawn_up.is_some())
    }
}
