//! What every database shares of counting requests for a report.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::calendar::WorkingCalendar;
use domain::kyiv;
use domain::report::{Figure, Figures, Period, Request, Slice, Tally};
use serde::de::value::Error as NotNamed;
use serde::de::{DeserializeOwned, IntoDeserializer as _};

use super::JournalError;
use super::page::{Question, Value};
use super::rows::name_of;

/// What a council has published of its reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The figures as they were published.
    pub figures: Figures,
    /// When, by the journal's clock, UTC.
    pub at: DateTime<Utc>,
}

/// The columns [`add`] reads, in its order, and nothing the index of reports does not hold.
pub(super) const COUNTED: &str =
    "channel, requester_type, info_kind, topic, outcome, ground, class,
    deferred, forwarded_part, received_at, closed_at, ends_before";

/// A row read by place and without copies: a report reads very many.
pub(super) trait Places {
    fn int(&self, at: usize) -> Result<i64, JournalError>;
    fn maybe_int(&self, at: usize) -> Result<Option<i64>, JournalError>;
    fn text(&self, at: usize) -> Result<&str, JournalError>;
    fn maybe_text(&self, at: usize) -> Result<Option<&str>, JournalError>;
}

/// The moments that bound a period, in milliseconds since 1970, UTC; the second is not in it.
pub(super) fn bounds(period: Period) -> (i64, i64) {
    let after = period.to().succ_opt().unwrap_or(period.to());
    let ms = |day| kyiv::start_of_day(day).timestamp_millis();
    (ms(period.from()), ms(after))
}

/// Counts the working days between moments by looking them up.
pub(super) struct Days {
    /// The first millisecond of every day.
    starts: Vec<i64>,
    /// How many working days there were until the end of that day.
    worked: Vec<u32>,
}

impl Days {
    /// For what is received in the period and ended until now.
    pub(super) fn new(calendar: &WorkingCalendar, period: Period, now: DateTime<Utc>) -> Self {
        let last = kyiv::date(now).max(period.to()) + TimeDelta::days(1);
        let (mut starts, mut worked, mut so_far) = (Vec::new(), Vec::new(), 0);
        let days = NaiveDate::iter_days(&period.from()).take_while(|day| *day <= last);
        for day in days {
            starts.push(kyiv::start_of_day(day).timestamp_millis());
            // Nothing was received outside the calendar's horizon.
            so_far += u32::from(calendar.is_working(day).unwrap_or_default());
            worked.push(so_far);
        }
        Self { starts, worked }
    }

    fn until(&self, ms: i64) -> u32 {
        let day = self.starts.partition_point(|start| *start <= ms);
        let before = day.checked_sub(1).and_then(|day| self.worked.get(day));
        before.copied().unwrap_or_default()
    }

    /// The working days after the first moment's day until the second moment's, that one included.
    fn between(&self, from: i64, to: i64) -> u32 {
        self.until(to).saturating_sub(self.until(from))
    }
}

fn named<T: DeserializeOwned>(name: &str) -> Result<T, JournalError> {
    T::deserialize(name.into_deserializer())
        .map_err(|error: NotNamed| JournalError::Unreadable(error.to_string()))
}

/// Counts a row of [`COUNTED`].
pub(super) fn add(
    tally: &mut Tally,
    days: &Days,
    row: &impl Places,
    now: i64,
) -> Result<(), JournalError> {
    let (received, closed, ends_before) = (row.int(9)?, row.maybe_int(10)?, row.int(11)?);
    tally.add(&Request {
        channel: named(row.text(0)?)?,
        requester: named(row.text(1)?)?,
        info: row.maybe_text(2)?.map(named).transpose()?,
        topic: row.maybe_text(3)?,
        outcome: row.maybe_text(4)?.map(named).transpose()?,
        ground: row.maybe_text(5)?.map(named).transpose()?,
        class: named(row.text(6)?)?,
        deferred: row.int(7)? != 0,
        forwarded_in_part: row.int(8)? != 0,
        late: closed.unwrap_or(now) >= ends_before,
        days: closed.map(|closed| days.between(received, closed)),
    });
    Ok(())
}

impl Question {
    /// Narrows to the requests behind a figure: the same condition by which [`Tally`] counts it.
    pub(super) fn slice(&mut self, slice: &Slice, now: DateTime<Utc>) -> Result<(), JournalError> {
        let (from, before) = bounds(slice.period);
        self.and(
            "received_at >= ? AND received_at < ?",
            [Value::Int(from), Value::Int(before)],
        );
        let text = |name: String| [Value::Text(name)];
        match &slice.figure {
            Figure::Total => {}
            Figure::Channel(one) => self.and("channel = ?", text(name_of(one)?)),
            Figure::Requester(one) => self.and("requester_type = ?", text(name_of(one)?)),
            Figure::Info(Some(one)) => self.and("info_kind = ?", text(name_of(one)?)),
            Figure::Info(None) => self.and("info_kind IS NULL", []),
            Figure::Topic(Some(one)) => self.and("topic = ?", text(one.clone())),
            Figure::Topic(None) => self.and("topic IS NULL", []),
            Figure::Open => self.and("outcome IS NULL", []),
            Figure::Outcome(one) => self.and("outcome = ?", text(name_of(one)?)),
            Figure::Ground(one) => self.and("ground = ?", text(name_of(one)?)),
            Figure::Urgent => self.and("class = 'urgent'", []),
            Figure::Extended => self.and("class = 'extended'", []),
            Figure::Deferred => self.and("deferred = 1", []),
            Figure::ForwardedInPart => self.and("forwarded_part = 1", []),
            Figure::InTime => self.and("outcome IS NOT NULL AND closed_at < ends_before", []),
            Figure::Late => self.and("outcome IS NOT NULL AND closed_at >= ends_before", []),
            Figure::Overdue => self.and(
                "outcome IS NULL AND ends_before <= ?",
                [Value::Int(now.timestamp_millis())],
            ),
        }
        Ok(())
    }
}
