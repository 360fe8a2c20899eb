//! What crosses the network of open days.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::day::{DayStatus, OpenDay};
use super::event::DayEvent;
use super::gaps::Gap;
use super::item_2::Year;
use super::item_8::{Arrival, SurveyWindow};
use super::item_9::Category;
use super::map::DayMap;
use super::places::{Standing, Told};
use super::programme::ProgrammeItem;
use super::question::{Concern, QuestionEvent, QuestionStatus};
use super::shown::PublicFile;
use super::summary::DaySummary;
use super::survey::{Counted, SurveyQuestion};
use crate::mail::MailState;

/// The version of every type that a device sends.
pub const VERSION: u32 = 1;

/// A day that is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDay {
    /// Its id, so that it is made once.
    pub id: Uuid,
    /// Its theme.
    pub theme: String,
    /// Its date.
    pub date: NaiveDate,
}

/// What an officer does with a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DayAsk {
    /// The version it was decided on.
    pub version: u64,
    /// What.
    pub event: DayEvent,
}

/// A day in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DayRow {
    /// Its id.
    pub id: Uuid,
    /// Its theme.
    pub theme: String,
    /// Its date.
    pub date: NaiveDate,
    /// How far it has come.
    pub status: DayStatus,
    /// Questions of its visitors that wait for an answer.
    #[serde(default)]
    pub unanswered: u32,
    /// How many calendar days the oldest of them has waited.
    #[serde(default)]
    pub waits_days: Option<u32>,
}

/// The days of a council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DayList {
    /// The days, the latest first.
    pub days: Vec<DayRow>,
    /// How this year stands.
    pub year: Year,
    /// Later years for which more days are planned than the order knows.
    #[serde(default)]
    pub over: Vec<Year>,
    /// The server's time.
    #[serde(default)]
    pub server_time: Option<DateTime<Utc>>,
}

/// A day as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DayCard {
    /// Its id.
    pub id: Uuid,
    /// How often it was written.
    pub version: u64,
    /// The day.
    pub day: OpenDay,
    /// What it lacks.
    pub gaps: Vec<Gap>,
    /// When its survey is.
    pub window: SurveyWindow,
    /// The server's time, by which the page says what is past; told when the day is asked for.
    #[serde(default)]
    pub server_time: Option<DateTime<Utc>>,
}

/// By which ways answers came, late ones too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = AnswersByWay))]
pub struct Ways {
    /// The council's site.
    pub web: u32,
    /// Kiosks in the hall.
    pub kiosk: u32,
    /// Sheets typed in by staff.
    pub paper: u32,
}

/// What a survey came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SurveyResults {
    /// The questions.
    pub questions: Vec<SurveyQuestion>,
    /// How many answers came in time.
    pub in_time: u32,
    /// How many came late.
    pub late: u32,
    /// Both together by the way they came.
    #[serde(default)]
    pub ways: Ways,
    /// Whether the council counts what came late.
    pub counts_late: bool,
    /// What the counted answers come to.
    pub counted: Vec<Counted>,
    /// What the late ones alone come to.
    pub late_counted: Vec<Counted>,
    /// The themes the votes propose.
    pub proposed: Vec<String>,
}

/// What a device is told of an answer that the council has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnswerTold {
    /// The answer's id, as the device made it.
    pub id: Uuid,
    /// Where it stands to the survey's end.
    pub arrival: Arrival,
    /// Whether it is counted with the others; what came late only where the council says so.
    pub counted: bool,
}

/// A wish for a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BookPlace {
    /// For which slot.
    pub slot: u16,
    /// Who.
    pub category: Category,
    /// Name.
    pub name: String,
    /// Phone or e-mail, to be told of a place that comes free.
    #[serde(default)]
    pub contact: String,
    /// SHA-256 of the secret that cancels it, in hexadecimal.
    pub secret_hash: String,
}

/// A booking that is cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelPlace {
    /// The secret of the booking.
    pub secret: String,
}

/// What somebody is told of their booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlaceTold {
    /// The booking's id.
    pub id: Uuid,
    /// How it stands.
    #[serde(flatten)]
    pub told: Told,
    /// Whether the place came free for somebody who waited.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub promoted: bool,
}

/// Somebody who wants to come, as the office sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Participant {
    /// The booking's id.
    pub id: Uuid,
    /// The slot.
    pub slot: u16,
    /// Category.
    pub category: Category,
    /// Name.
    pub name: String,
    /// Phone or e-mail.
    pub contact: String,
    /// How it stands.
    pub standing: Standing,
    /// The number on the waiting list.
    pub number: Option<u32>,
    /// Whether they have come.
    pub came: bool,
    /// Whether they got their place later and are to be told.
    pub promoted: bool,
    /// What became of the mail that tells them; none where they left no address.
    #[serde(default)]
    pub mailed: Option<MailState>,
}

/// What the office does at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PlaceAsk {
    /// Somebody with a place has come.
    CheckIn {
        /// The booking.
        id: Uuid,
    },
    /// That somebody came was a mistake.
    TakeBack {
        /// The booking.
        id: Uuid,
    },
    /// Somebody came without booking.
    WalkIn {
        /// A new id.
        id: Uuid,
        /// The slot.
        slot: u16,
        /// Category.
        category: Category,
        /// Name; may be empty.
        #[serde(default)]
        name: String,
        /// The door that let them in without a network.
        #[serde(default)]
        door: Option<Uuid>,
    },
    /// A booking is cancelled on somebody's word.
    Cancel {
        /// The booking.
        id: Uuid,
    },
    /// A door takes its list, to go on without a network.
    TakeList {
        /// The door.
        door: Uuid,
        /// The slot.
        slot: u16,
    },
}

/// A slot as everybody sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicSlot {
    /// Its number.
    pub n: u16,
    /// From when.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub starts: NaiveTime,
    /// Until when.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub ends: NaiveTime,
    /// For how many.
    pub places: u32,
    /// How many are free.
    pub free: u32,
    /// How many wait.
    pub waiting: u32,
}

/// A day as everybody sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicDay {
    /// Its id.
    pub id: Uuid,
    /// Its theme.
    pub theme: String,
    /// Its date.
    pub date: NaiveDate,
    /// Its purpose.
    pub purpose: String,
    /// How to treat each other.
    pub conduct: String,
    /// How far it has come.
    pub status: DayStatus,
    /// The programme, once published.
    pub programme: Vec<ProgrammeItem>,
    /// The slots, once published.
    pub slots: Vec<PublicSlot>,
    /// The questions of its survey, as long as it is open.
    pub survey: Vec<SurveyQuestion>,
    /// The last day of the survey.
    pub survey_until: NaiveDate,
    /// Whether the survey is open now.
    pub survey_open: bool,
    /// Whether places can be booked now.
    pub booking_open: bool,
    /// Whether questions are taken now.
    pub questions_open: bool,
    /// Questions of general interest with their answers, as the council has checked them.
    pub answers: Vec<FoundQuestion>,
    /// What came of it.
    pub summary: String,
    /// Photos and materials that the council has confirmed.
    #[serde(default)]
    pub files: Vec<PublicFile>,
    /// Floor plans with the places of the programme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maps: Vec<DayMap>,
    /// What came of it in figures, once the council publishes them; nobody's own words stand there.
    #[serde(default)]
    pub figures: Option<DaySummary>,
}

/// What an asker is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct QuestionTold {
    /// The question's id.
    pub id: Uuid,
    /// Its number.
    pub number: String,
}

/// A question that is looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FindQuestion {
    /// Its number.
    #[serde(default)]
    pub number: String,
    /// Its id instead, where its number is not known yet: asked at a kiosk without a network.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// Its code.
    pub code: String,
}

/// A question as its asker sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundQuestion {
    /// Its number.
    pub number: String,
    /// What it is.
    pub concern: Concern,
    /// The text.
    pub text: String,
    /// Where it stands.
    pub status: QuestionStatus,
    /// Who answers.
    pub addressee: String,
    /// The answer; empty until there is one.
    pub answer: String,
    /// The index of the request it became.
    pub request: String,
}

/// A question as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OfficeQuestion {
    /// Its id.
    pub id: Uuid,
    /// How often it was written.
    pub version: u64,
    /// What its asker sees of it.
    #[serde(flatten)]
    pub question: FoundQuestion,
    /// Who asks.
    pub name: String,
    /// How to reach them.
    pub contact: String,
    /// When it came: a Kyiv date.
    pub received_on: NaiveDate,
    /// Whether everybody sees it.
    pub published: bool,
    /// How many calendar days it has waited for an answer; none once it has one.
    #[serde(default)]
    pub waits_days: Option<u32>,
}

/// What an officer does with a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QuestionAsk {
    /// The version it was decided on.
    pub version: u64,
    /// What.
    pub event: QuestionEvent,
}

/// The days everybody may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublicDays {
    /// The next to come first.
    pub days: Vec<PublicDay>,
}

/// Everybody who wants to come to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Participants {
    /// In the order of their bookings.
    pub people: Vec<Participant>,
}

/// The questions of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OfficeQuestions {
    /// In the order they came.
    pub questions: Vec<OfficeQuestion>,
}

/// What turns a question into a request for information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BecomeRequest {
    /// The version of the question it was decided on.
    pub version: u64,
    /// Who asks; as the question says for an empty one.
    #[serde(default)]
    pub name: String,
    /// E-mail for the answer.
    #[serde(default)]
    pub email: String,
    /// Postal address for the answer.
    #[serde(default)]
    pub postal_address: String,
    /// Phone.
    #[serde(default)]
    pub phone: String,
}
