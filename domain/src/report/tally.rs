//! The counting.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::figure::{Figure, Section};
use super::period::Period;
use crate::law::TermClass;
use crate::request::{Channel, InfoKind, Outcome, RefusalGround, RequesterType};

/// What of a request a report counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub struct Request<'a> {
    /// How it came.
    pub channel: Channel,
    /// Who asked.
    pub requester: RequesterType,
    /// For what kind of information.
    pub info: Option<InfoKind>,
    /// On what topic.
    pub topic: Option<&'a str>,
    /// How it ended; none while it is open.
    pub outcome: Option<Outcome>,
    /// The ground of the refusal that ended it.
    pub ground: Option<RefusalGround>,
    /// The class of its term.
    pub class: TermClass,
    /// Whether it was deferred.
    pub deferred: bool,
    /// Whether a part of it went to another holder.
    pub forwarded_in_part: bool,
    /// Whether it ended after its term, or is open and its term is over.
    pub late: bool,
    /// Working days from its receipt to its end, the day of receipt not counted; none while it is
    /// open.
    pub days: Option<u32>,
}

/// A figure with its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Count {
    /// What is counted.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "channel.email"))]
    pub figure: Figure,
    /// How many requests.
    pub count: u64,
}

/// How long the council took, in working days by art. 20: the day of receipt is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Days {
    /// Half of the requests took no longer.
    pub median: u32,
    /// Nine of ten took no longer.
    pub ninetieth: u32,
}

/// Everything counted of one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Figures {
    /// Of which days.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "2026-01-01..2026-06-30"))]
    pub period: Period,
    /// Every figure in the order of a report; topics the most frequent first.
    pub counts: Vec<Count>,
    /// How long it took to end those that ended otherwise than by being withdrawn.
    pub days: Option<Days>,
}

/// A report: a period beside the same days of earlier years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Report {
    /// The period.
    pub figures: Figures,
    /// The same days of earlier years, the latest first.
    pub earlier: Vec<Figures>,
    /// When it was counted, by the server's clock, UTC.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub counted_at: DateTime<Utc>,
}

/// The requests behind one figure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Slice {
    /// Of which days.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "2026-01-01..2026-06-30"))]
    pub period: Period,
    /// Which of their requests.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "channel.email"))]
    pub figure: Figure,
}

/// Counts requests as they come by.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// How many are alike, but for topic and days: there are few kinds and many requests.
    alike: HashMap<Request<'static>, u64>,
    topics: HashMap<String, u64>,
    /// How many took so many days.
    days: BTreeMap<u32, u64>,
}

impl Tally {
    /// Counts a request.
    pub fn add(&mut self, request: &Request<'_>) {
        let alike = Request {
            topic: None,
            days: None,
            ..*request
        };
        *self.alike.entry(alike).or_default() += 1;
        if let Some(topic) = request.topic {
            match self.topics.get_mut(topic) {
                Some(count) => *count += 1,
                None => drop(self.topics.insert(topic.to_owned(), 1)),
            }
        }
        let withdrawn = request.outcome == Some(Outcome::Withdrawn);
        if let Some(days) = request.days.filter(|_| !withdrawn) {
            *self.days.entry(days).or_default() += 1;
        }
    }

    /// What was counted.
    #[must_use]
    pub fn figures(self, period: Period) -> Figures {
        let mut sums: HashMap<Figure, u64> = HashMap::new();
        for (request, count) in &self.alike {
            for figure in figures_of(request) {
                *sums.entry(figure).or_default() += count;
            }
        }
        let sum = |figure: &Figure| sums.get(figure).copied().unwrap_or_default();
        let with_topic: u64 = self.topics.values().sum();
        let mut topics: Vec<(String, u64)> = self.topics.into_iter().collect();
        topics.sort_by(|(a, more), (b, less)| less.cmp(more).then_with(|| a.cmp(b)));
        let mut counts: Vec<Count> = Figure::fixed()
            .into_iter()
            .map(|figure| Count {
                count: sum(&figure),
                figure,
            })
            .collect();
        let topics = topics.into_iter().map(|(topic, count)| Count {
            figure: Figure::Topic(Some(topic)),
            count,
        });
        counts.extend(topics);
        counts.push(Count {
            figure: Figure::Topic(None),
            count: sum(&Figure::Total) - with_topic,
        });
        // Stable, so that within a table the order stays.
        counts.sort_by_key(|count| count.figure.section());
        Figures {
            period,
            counts,
            days: days(&self.days),
        }
    }
}

/// Every figure this request is counted in, but its topic's.
fn figures_of(request: &Request<'_>) -> Vec<Figure> {
    let mut all = vec![
        Figure::Total,
        Figure::Channel(request.channel),
        Figure::Requester(request.requester),
        Figure::Info(request.info),
        request.outcome.map_or(Figure::Open, Figure::Outcome),
    ];
    all.extend(request.ground.map(Figure::Ground));
    let marks = [
        (request.class == TermClass::Urgent, Figure::Urgent),
        (request.class == TermClass::Extended, Figure::Extended),
        (request.deferred, Figure::Deferred),
        (request.forwarded_in_part, Figure::ForwardedInPart),
    ];
    all.extend(
        marks
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, figure)| figure),
    );
    match (request.outcome.is_some(), request.late) {
        (true, false) => all.push(Figure::InTime),
        (true, true) => all.push(Figure::Late),
        (false, true) => all.push(Figure::Overdue),
        (false, false) => {}
    }
    all
}

fn days(took: &BTreeMap<u32, u64>) -> Option<Days> {
    let all: u64 = took.values().sum();
    // The nearest rank: the least number of days that so many of a hundred did not exceed.
    let rank = |percent: u64| {
        let needed = (all * percent).div_ceil(100);
        let mut so_far = 0;
        took.iter().find_map(|(days, count)| {
            so_far += count;
            (so_far >= needed).then_some(*days)
        })
    };
    if all == 0 {
        return None;
    }
    Some(Days {
        median: rank(50)?,
        ninetieth: rank(90)?,
    })
}

impl Figures {
    /// How many; none of what does not occur.
    #[must_use]
    pub fn of(&self, figure: &Figure) -> u64 {
        let found = self.counts.iter().find(|count| count.figure == *figure);
        found.map_or(0, |count| count.count)
    }

    /// The rows of a table.
    pub fn section(&self, section: Section) -> impl Iterator<Item = &Count> {
        self.counts
            .iter()
            .filter(move |count| count.figure.section() == section)
    }

    /// How many ended.
    #[must_use]
    pub fn ended(&self) -> u64 {
        self.of(&Figure::InTime) + self.of(&Figure::Late)
    }
}

impl Report {
    /// Every figure of the period or of one of the earlier ones, in the order of a report: the
    /// topics of earlier years that did not come up again stand after the others.
    #[must_use]
    pub fn figures_of(&self, section: Section) -> Vec<Figure> {
        let mut all: Vec<Figure> = Vec::new();
        for figures in std::iter::once(&self.figures).chain(&self.earlier) {
            for count in figures.section(section) {
                if !all.contains(&count.figure) {
                    all.push(count.figure.clone());
                }
            }
        }
        all
    }
}
