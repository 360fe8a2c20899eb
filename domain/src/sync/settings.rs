//! The council's settings, as they cross the network between the office and the server, and the
//! check that holds wherever they are changed: in the browser, on the server, from its shell.

use std::collections::HashSet;
use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::wire::Council;
use crate::calendar::{Day, HORIZON, MovedDay, Period, Regimes, Weekend, WorkingCalendar};
use crate::digest::Digest;
use crate::law::{CopyKind, Deadline, Policy, Rates, highest_rate};
use crate::request::{IndexTemplate, TemplateError};

/// The longest reason: it stands in the history of every request whose date moves.
pub const LONGEST_REASON: usize = 2_000;
/// The longest text on one line, in characters.
pub const LINE: usize = 300;
/// The most entries of a list.
pub const MOST: usize = 500;

/// The longest text of several lines, in characters.
pub const LINES: usize = 2_000;

/// The subsistence minimum for able-bodied persons from 1 January 2026, in kopecks: rates are bound
/// to it (Cabinet resolution № 740). The budget of each year sets it, so that a council can enter a
/// later one; none is lower.
const SUBSISTENCE_MINIMUM: u32 = 332_800;
/// No minimum of the years the calendar covers is above that: a slip of the pen.
const HIGHEST_MINIMUM: u32 = 10_000_000;

/// The subsistence minimum as long as a council enters no later one, in kopecks.
#[must_use]
pub const fn subsistence_minimum() -> u32 {
    SUBSISTENCE_MINIMUM
}

/// Another holder of information («розпорядник»), to whom requests are forwarded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OtherHolder {
    /// Its name.
    pub name: String,
    /// Where it is reached; may be empty.
    #[serde(default)]
    pub address: String,
}

/// What a council sets of its calendar, its index and its readings of the Law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CouncilSettings {
    /// Names and contacts.
    pub council: Council,
    /// How it writes its indexes.
    pub index: IndexTemplate,
    /// When holidays are days off.
    pub regimes: Regimes,
    /// Working days it has moved by its own orders.
    pub moved_days: Vec<MovedDay>,
    /// Its two weekly days off.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub weekend: Weekend,
    /// How it reads what the Law leaves open.
    pub policy: Policy,
    /// Departments and people a request can be assigned to.
    pub executors: Vec<String>,
    /// What copies cost (art. 21).
    pub rates: Rates,
    /// Whether answers to a survey count that were finished before its end and came after it.
    #[serde(default)]
    pub counts_late_answers: bool,
    /// How long files of requests are kept, as the nomenclature of files writes it.
    #[serde(default)]
    pub storage_term: String,
    /// Where costs of copying are paid, for the invoice; several lines.
    #[serde(default)]
    pub payment_details: String,
    /// Other holders of information, to whom requests are forwarded.
    #[serde(default)]
    pub holders: Vec<OtherHolder>,
    /// The subsistence minimum that limits the rates, in kopecks.
    #[serde(default = "subsistence_minimum")]
    pub subsistence_minimum: u32,
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    /// It must be filled in.
    Empty,
    /// Longer than [`LINE`], or not on one line.
    NotALine,
    /// More than [`MOST`] entries.
    TooMany,
    /// The pattern lacks the ordinal.
    NoOrdinal,
    /// A token nobody knows.
    UnknownToken {
        /// As it was typed.
        token: String,
    },
    /// A brace without its pair.
    Brace,
    /// An index would not fit on a stamp.
    IndexTooLong,
    /// The two weekly days off are one.
    OneDayOff,
    /// The office closes before it opens.
    ClosesFirst,
    /// A period ends before it begins.
    Backwards,
    /// No act is named.
    NoSource,
    /// The calendar does not cover this day.
    Outside {
        /// The day.
        day: NaiveDate,
    },
    /// The day is moved by another line already.
    MovedTwice {
        /// The day.
        day: NaiveDate,
    },
    /// What is given off is a day off as it is.
    OffAlready {
        /// The day.
        day: NaiveDate,
    },
    /// What is to be worked is a working day as it is.
    WorkedAlready {
        /// The day.
        day: NaiveDate,
    },
    /// It stands there twice.
    Repeated {
        /// What.
        name: String,
    },
    /// More than the Cabinet allows.
    OverTheLimit {
        /// The most, in kopecks a page.
        kopecks: u32,
    },
    /// Not a subsistence minimum that is or was in force since 2026.
    NoMinimum {
        /// The least, in kopecks.
        kopecks: u32,
    },
    /// Longer than [`LINES`], or with signs no letter can show.
    NotLines,
    /// A coming request would get an index that another one of this year has.
    IndexTaken {
        /// That index.
        index: String,
    },
}

impl fmt::Display for Fault {
    /// In English, for who has the server's shell.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "is empty"),
            Self::NotALine => write!(f, "at most {LINE} characters on one line"),
            Self::TooMany => write!(f, "at most {MOST} entries"),
            Self::NoOrdinal => write!(f, "{}", TemplateError::NoOrdinal),
            Self::UnknownToken { token } => {
                write!(f, "{}", TemplateError::UnknownToken(token.clone()))
            }
            Self::Brace => write!(f, "{}", TemplateError::Unbalanced),
            Self::IndexTooLong => write!(f, "{}", TemplateError::TooLong),
            Self::OneDayOff => write!(f, "the two days off are one"),
            Self::ClosesFirst => write!(f, "it closes before it opens"),
            Self::Backwards => write!(f, "the period ends before it begins"),
            Self::NoSource => write!(f, "names no act as its source"),
            Self::Outside { day } => {
                let (from, to) = (HORIZON.start(), HORIZON.end());
                write!(f, "{day} is not within {from}–{to}")
            }
            Self::MovedTwice { day } => write!(f, "{day} is moved twice"),
            Self::OffAlready { day } => write!(f, "{day} is a day off as it is"),
            Self::WorkedAlready { day } => write!(f, "{day} is a working day as it is"),
            Self::Repeated { name } => write!(f, "«{name}» stands there twice"),
            Self::OverTheLimit { kopecks } => {
                write!(f, "the Cabinet allows {kopecks} kopecks a page")
            }
            Self::NoMinimum { kopecks } => {
                write!(f, "the subsistence minimum is {kopecks} kopecks or more")
            }
            Self::NotLines => write!(f, "at most {LINES} characters"),
            Self::IndexTaken { index } => write!(
                f,
                "a request of this year has the index {index} already, and a coming one would get it again"
            ),
        }
    }
}

/// A setting that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SettingsProblem {
    /// Which: names and numbers from 0 with a full stop between, e.g. `moved_days.0.off`.
    pub at: String,
    /// What is wrong.
    pub what: Fault,
}

impl SettingsProblem {
    /// Something wrong there.
    #[must_use]
    pub fn new(at: impl Into<String>, what: Fault) -> Self {
        Self {
            at: at.into(),
            what,
        }
    }

    /// A coming request would get an index that is taken.
    #[must_use]
    pub fn index_taken(index: String) -> Self {
        Self::new("index.pattern", Fault::IndexTaken { index })
    }
}

impl fmt::Display for SettingsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.what)
    }
}

impl CouncilSettings {
    /// Its working calendar.
    #[must_use]
    pub fn calendar(&self) -> WorkingCalendar {
        WorkingCalendar::new(self.regimes.clone())
            .with_moved_days(self.moved_days.clone())
            .with_weekend(self.weekend)
    }

    /// Checks settings before they are kept: with wrong ones every later deadline would be wrong.
    ///
    /// # Errors
    /// Every problem.
    pub fn check(&self) -> Result<(), Vec<SettingsProblem>> {
        let mut found = Found(Vec::new());
        found.council(&self.council);
        found.index(&self.index);
        if self.weekend.0 == self.weekend.1 {
            found.add("weekend", Fault::OneDayOff);
        }
        let hours = &self.policy.office_hours;
        if hours.opens >= hours.closes {
            found.add("policy.office_hours", Fault::ClosesFirst);
        }
        found.periods("regimes.martial_law", &self.regimes.martial_law);
        found.periods("regimes.holidays_observed", &self.regimes.holidays_observed);
        found.moved_days(self);
        found.names("executors", self.executors.iter().map(String::as_str));
        found.names("holders", self.holders.iter().map(|one| one.name.as_str()));
        for (n, holder) in self.holders.iter().enumerate() {
            found.line(format!("holders.{n}"), &holder.address);
        }
        found.line("storage_term", &self.storage_term);
        found.lines("payment_details", &self.payment_details);
        found.rates(&self.rates, self.subsistence_minimum);
        if found.0.is_empty() {
            Ok(())
        } else {
            Err(found.0)
        }
    }
}

struct Found(Vec<SettingsProblem>);

impl Found {
    fn add(&mut self, at: impl Into<String>, what: Fault) {
        self.0.push(SettingsProblem::new(at, what));
    }

    /// Whether the text can stand on one line of a letter.
    fn line(&mut self, at: impl Into<String>, text: &str) {
        if text.chars().count() > LINE || text.chars().any(char::is_control) {
            self.add(at, Fault::NotALine);
        }
    }

    fn council(&mut self, council: &Council) {
        if council.name_uk.trim().is_empty() {
            self.add("council.name_uk", Fault::Empty);
        }
        self.line("council.name_uk", &council.name_uk);
        self.line("council.name_en", &council.name_en);
        self.line("council.address", &council.address);
        self.line("council.email", &council.email);
        self.line("council.phone", &council.phone);
    }

    fn index(&mut self, index: &IndexTemplate) {
        if let Err(error) = index.check() {
            let what = match error {
                TemplateError::NoOrdinal => Fault::NoOrdinal,
                TemplateError::UnknownToken(token) => Fault::UnknownToken { token },
                TemplateError::Unbalanced => Fault::Brace,
                TemplateError::TooLong => Fault::IndexTooLong,
            };
            self.add("index.pattern", what);
        }
        self.line("index.pattern", &index.pattern);
        self.line("index.nomenclature", &index.nomenclature);
        self.line("index.prefix", &index.prefix);
    }

    fn source(&mut self, at: String, source: &str) {
        if source.trim().is_empty() {
            self.add(at, Fault::NoSource);
        } else {
            self.line(at, source);
        }
    }

    fn periods(&mut self, at: &str, periods: &[Period]) {
        if periods.len() > MOST {
            self.add(at, Fault::TooMany);
        }
        for (n, period) in periods.iter().enumerate() {
            if period.until.is_some_and(|until| until <= period.from) {
                self.add(format!("{at}.{n}.until"), Fault::Backwards);
            }
            self.source(format!("{at}.{n}.source"), &period.source);
        }
    }

    /// A moved day swaps a working day with a day off, once, within the years the calendar covers,
    /// by an act; anything else is a slip of the pen.
    fn moved_days(&mut self, settings: &CouncilSettings) {
        let plain = WorkingCalendar::new(settings.regimes.clone()).with_weekend(settings.weekend);
        if settings.moved_days.len() > MOST {
            self.add("moved_days", Fault::TooMany);
        }
        let mut seen: HashSet<NaiveDate> = HashSet::new();
        for (n, moved) in settings.moved_days.iter().enumerate() {
            for (name, day) in [("off", moved.off), ("worked", moved.worked)] {
                let at = format!("moved_days.{n}.{name}");
                if !HORIZON.contains(&day.year()) {
                    self.add(at, Fault::Outside { day });
                } else if !seen.insert(day) {
                    self.add(at, Fault::MovedTwice { day });
                } else {
                    match (name, plain.day(day)) {
                        ("off", Ok(Day::Off(_))) => self.add(at, Fault::OffAlready { day }),
                        ("worked", Ok(Day::Working(_))) => {
                            self.add(at, Fault::WorkedAlready { day });
                        }
                        _ => {}
                    }
                }
            }
            self.source(format!("moved_days.{n}.source"), &moved.source);
        }
    }

    /// Names of a list: each on its line, once.
    fn names<'a>(&mut self, list: &str, names: impl ExactSizeIterator<Item = &'a str>) {
        if names.len() > MOST {
            self.add(list, Fault::TooMany);
        }
        let mut seen = HashSet::new();
        for (n, text) in names.enumerate() {
            let (at, name) = (format!("{list}.{n}"), text.trim());
            if name.is_empty() {
                self.add(at, Fault::Empty);
            } else if seen.insert(name) {
                self.line(at, text);
            } else {
                let name = name.to_owned();
                self.add(at, Fault::Repeated { name });
            }
        }
    }

    /// Whether the text can stand in a letter as it is typed.
    fn lines(&mut self, at: &str, text: &str) {
        let shown = |c: char| !c.is_control() || c == '\n';
        if text.chars().count() > LINES || !text.chars().all(shown) {
            self.add(at, Fault::NotLines);
        }
    }

    /// Rates above what the Cabinet allows (art. 21 part 3).
    fn rates(&mut self, rates: &Rates, minimum: u32) {
        if !(SUBSISTENCE_MINIMUM..=HIGHEST_MINIMUM).contains(&minimum) {
            let kopecks = SUBSISTENCE_MINIMUM;
            return self.add("subsistence_minimum", Fault::NoMinimum { kopecks });
        }
        let kinds = [
            ("rates.a4", CopyKind::A4),
            ("rates.a3", CopyKind::A3),
            ("rates.redacted", CopyKind::Redacted),
            ("rates.scan", CopyKind::Scan),
        ];
        for (at, kind) in kinds {
            let kopecks = highest_rate(kind, minimum);
            if rates.of(kind).is_some_and(|rate| rate > kopecks) {
                self.add(at, Fault::OverTheLimit { kopecks });
            }
        }
    }
}

/// The settings as they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SettingsView {
    /// The settings.
    pub settings: CouncilSettings,
    /// Which state of them this is; whoever changes them names it.
    pub version: Digest,
    /// The present year in Kyiv.
    pub year: i32,
    /// The ordinal the next request of that year gets.
    pub next: u32,
    /// The server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}

/// New settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSettings {
    /// [`SettingsView::version`] as the officer saw it. If they are others now, nothing changes.
    pub version: Digest,
    /// The settings from now on.
    pub settings: CouncilSettings,
    /// What changed, and by which act; may be empty for a look.
    #[serde(default)]
    pub reason: String,
}

/// An open request whose date moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Moved {
    /// The submission's id.
    pub id: Uuid,
    /// Its registration index.
    pub index: String,
    /// The deadline so far.
    pub from: Deadline,
    /// The deadline from now on.
    pub to: Deadline,
}

/// What new settings would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SettingsPreview {
    /// What is wrong with them; nothing else is told then.
    pub problems: Vec<SettingsProblem>,
    /// The open requests whose dates would move.
    pub moved: Vec<Moved>,
}

/// What new settings did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SettingsChanged {
    /// The settings as they are now.
    pub view: SettingsView,
    /// The open requests whose dates moved.
    pub moved: Vec<Moved>,
}
