//! What is counted.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::request::{Channel, InfoKind, MAX_TOPIC, Outcome, RefusalGround, RequesterType, topic};

/// One figure of a report: a condition that a request of the period meets or not. Written
/// `channel.email`, so that an address, a file and the journal's filter say the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Figure {
    /// Every request.
    Total,
    /// Came this way.
    Channel(Channel),
    /// Made by such a requester.
    Requester(RequesterType),
    /// For this kind of information; none where nobody has said which.
    Info(Option<InfoKind>),
    /// On this topic; none where nobody has said which.
    Topic(Option<String>),
    /// Still open.
    Open,
    /// Ended so.
    Outcome(Outcome),
    /// Ended by a refusal on this ground.
    Ground(RefusalGround),
    /// Of the 48-hour class (art. 20 part 2).
    Urgent,
    /// Extended to twenty working days (art. 20 part 4).
    Extended,
    /// Deferred (art. 22 part 6).
    Deferred,
    /// A part of it went to the proper holder (art. 22 part 3).
    ForwardedInPart,
    /// Ended within its term.
    InTime,
    /// Ended after its term.
    Late,
    /// Open, and its term is over.
    Overdue,
}

/// The text is no figure's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such figure")]
pub struct NotAFigure;

/// The tables of a report, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// The whole number.
    Total,
    /// How they came; adds up to the whole.
    Channels,
    /// Who asked; adds up to the whole.
    Requesters,
    /// Kinds of information; adds up to the whole.
    Kinds,
    /// Topics; adds up to the whole.
    Topics,
    /// How they ended, with those open; adds up to the whole.
    Results,
    /// Grounds of refusal; adds up to the refusals.
    Grounds,
    /// What was done on the way; one request may be in several rows or in none.
    Procedure,
    /// In time and late; adds up to those that ended, with the overdue ones beside.
    Terms,
}

impl Section {
    /// Every section, in the order of a report.
    pub const ALL: [Self; 9] = [
        Self::Total,
        Self::Channels,
        Self::Requesters,
        Self::Kinds,
        Self::Topics,
        Self::Results,
        Self::Grounds,
        Self::Procedure,
        Self::Terms,
    ];
}

/// The grounds, in the order of the Law.
const GROUNDS: [RefusalGround; 4] = [
    RefusalGround::NotHeld,
    RefusalGround::Restricted,
    RefusalGround::CostsNotPaid,
    RefusalGround::RequirementsNotMet,
];

const REQUESTERS: [RequesterType; 4] = [
    RequesterType::Person,
    RequesterType::LegalPerson,
    RequesterType::Association,
    RequesterType::Media,
];

impl Figure {
    /// Every figure but the topics, which a council makes up, in the order of a report.
    #[must_use]
    pub fn fixed() -> Vec<Self> {
        let mut all = vec![Self::Total];
        all.extend(Channel::ALL.map(Self::Channel));
        all.extend(REQUESTERS.map(Self::Requester));
        all.extend(InfoKind::ALL.map(|kind| Self::Info(Some(kind))));
        all.push(Self::Info(None));
        all.extend(Outcome::ALL.map(Self::Outcome));
        all.push(Self::Open);
        all.extend(GROUNDS.map(Self::Ground));
        all.extend([
            Self::Urgent,
            Self::Extended,
            Self::ForwardedInPart,
            Self::Deferred,
            Self::InTime,
            Self::Late,
            Self::Overdue,
        ]);
        all
    }

    /// The table it stands in.
    #[must_use]
    pub const fn section(&self) -> Section {
        match self {
            Self::Total => Section::Total,
            Self::Channel(_) => Section::Channels,
            Self::Requester(_) => Section::Requesters,
            Self::Info(_) => Section::Kinds,
            Self::Topic(_) => Section::Topics,
            Self::Open | Self::Outcome(_) => Section::Results,
            Self::Ground(_) => Section::Grounds,
            Self::Urgent | Self::Extended | Self::Deferred | Self::ForwardedInPart => {
                Section::Procedure
            }
            Self::InTime | Self::Late | Self::Overdue => Section::Terms,
        }
    }
}

const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::App => "app",
        Channel::Post => "post",
        Channel::Email => "email",
        Channel::Fax => "fax",
        Channel::Phone => "phone",
        Channel::InPerson => "in_person",
    }
}

const fn requester(kind: RequesterType) -> &'static str {
    match kind {
        RequesterType::Person => "person",
        RequesterType::LegalPerson => "legal_person",
        RequesterType::Association => "association",
        RequesterType::Media => "media",
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Answered => "answered",
        Outcome::AnsweredInPart => "answered_in_part",
        Outcome::Refused => "refused",
        Outcome::Forwarded => "forwarded",
        Outcome::Explained => "explained",
        Outcome::Withdrawn => "withdrawn",
    }
}

const fn ground(ground: RefusalGround) -> &'static str {
    match ground {
        RefusalGround::NotHeld => "not_held",
        RefusalGround::Restricted => "restricted",
        RefusalGround::CostsNotPaid => "costs_not_paid",
        RefusalGround::RequirementsNotMet => "requirements_not_met",
    }
}

/// What stands for "nobody has said"; a topic is never this, because a dot begins it.
const NONE: &str = ".none";

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Total => f.write_str("total"),
            Self::Channel(one) => write!(f, "channel.{}", channel(*one)),
            Self::Requester(one) => write!(f, "requester.{}", requester(*one)),
            Self::Info(one) => write!(f, "info.{}", one.map_or(NONE, InfoKind::code)),
            Self::Topic(one) => write!(f, "topic.{}", one.as_deref().unwrap_or(NONE)),
            Self::Open => f.write_str("open"),
            Self::Outcome(one) => write!(f, "outcome.{}", outcome(*one)),
            Self::Ground(one) => write!(f, "ground.{}", ground(*one)),
            Self::Urgent => f.write_str("urgent"),
            Self::Extended => f.write_str("extended"),
            Self::Deferred => f.write_str("deferred"),
            Self::ForwardedInPart => f.write_str("forwarded_in_part"),
            Self::InTime => f.write_str("in_time"),
            Self::Late => f.write_str("late"),
            Self::Overdue => f.write_str("overdue"),
        }
    }
}

impl FromStr for Figure {
    type Err = NotAFigure;

    fn from_str(text: &str) -> Result<Self, NotAFigure> {
        if let Some(typed) = text.strip_prefix("topic.") {
            if typed == NONE {
                return Ok(Self::Topic(None));
            }
            let is_one =
                !typed.is_empty() && typed.chars().count() <= MAX_TOPIC && topic(typed) == typed;
            return is_one
                .then(|| Self::Topic(Some(typed.to_owned())))
                .ok_or(NotAFigure);
        }
        let named = |figure: &Self| figure.to_string() == text;
        Self::fixed().into_iter().find(named).ok_or(NotAFigure)
    }
}

impl TryFrom<String> for Figure {
    type Error = NotAFigure;

    fn try_from(text: String) -> Result<Self, NotAFigure> {
        text.parse()
    }
}

impl From<Figure> for String {
    fn from(figure: Figure) -> Self {
        figure.to_string()
    }
}
