//! Pages of the journal, by key and not by offset: the last page costs what the first does.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::sync::office::{Counts, JournalQuery, Show};

use super::kinds::Kind;
use super::rows::{Columns, ROW, journal_row, like_charged};
use super::{HolderId, JournalError, PAGE, Page, PageKey};

/// What stands for a mark in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Int(i64),
    Text(String),
}

/// What is asked of those who see only their own, among what is open.
const CHARGED: &str = r"charged LIKE ? ESCAPE '\'";

/// The same among everything. There are few different charges and very many requests: the index is
/// stepped through from one charge to the next, and only what bears a fitting one is read.
const EVER_CHARGED: &str = r"charged <> '' AND charged IN (
    WITH RECURSIVE charges(charge) AS (
        SELECT min(charged) FROM requests WHERE holder = ? AND charged <> ''
        UNION ALL
        SELECT (SELECT min(charged) FROM requests
                WHERE holder = ? AND charged <> '' AND charged > charge)
        FROM charges WHERE charge IS NOT NULL)
    SELECT charge FROM charges WHERE charge LIKE ? ESCAPE '\')";

/// So few requests that all of them are read and put in order: more are walked through in the
/// order of an index.
const FEW: usize = 5_000;
/// Of the requests that a search goes through without the index of words, so many are read.
const READ: usize = 1_000;
/// Of those registered last it goes through so many.
const LATEST: i64 = 10_000;

/// One question with its values; nothing a person typed is ever part of the text.
#[derive(Clone)]
pub(super) struct Question {
    /// What this database writes before the number of a value: `?` or `$`.
    mark: char,
    conditions: Vec<String>,
    pub(super) values: Vec<Value>,
    order: Order,
    few: bool,
}

/// What a page is sorted by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// The earliest deadline first.
    Deadline,
    /// The latest registered first, by the year and ordinal of their indexes.
    Index,
    /// The latest registered first, by the number the journal gave them. The same as by index,
    /// unless the clock was put back over a new year; the index of words knows this number.
    Number,
    /// The latest received first.
    Receipt,
}

impl Question {
    /// Asks for what the query shows, without its search.
    pub(super) fn new(
        mark: char,
        holder: HolderId,
        query: &JournalQuery,
        now: DateTime<Utc>,
    ) -> Result<Self, JournalError> {
        let kinds = Kind::of(query)?;
        let mut question = Self {
            mark,
            conditions: Vec::new(),
            values: Vec::new(),
            order: match (&query.slice, query.show) {
                (Some(_), _) => Order::Receipt,
                // The report's index tells all of these, and has them in the order of receipt.
                (None, Show::Closed | Show::All) if query.narrows_by_receipt() => Order::Receipt,
                (None, Show::Closed | Show::All) if !query.search.trim().is_empty() => {
                    Order::Number
                }
                // So does the index of rare kinds.
                (None, Show::Closed | Show::All) if kinds.iter().any(Kind::is_rare) => {
                    Order::Receipt
                }
                (None, Show::Closed | Show::All) => Order::Index,
                (None, _) => Order::Deadline,
            },
            few: false,
        };
        question.and("holder = ?", [Value::Int(holder.0)]);
        question.show(query.show, now);
        for kind in &kinds {
            question.kind(kind);
        }
        question.received(query);
        if let Some(executor) = &query.executor {
            let like = Value::Text(like_charged(executor));
            match question.order {
                Order::Deadline => question.and(CHARGED, [like]),
                _ => question.ever_charged(holder, like),
            }
        }
        if let Some(slice) = &query.slice {
            question.slice(slice, now)?;
        }
        Ok(question)
    }

    fn ever_charged(&mut self, holder: HolderId, like: Value) {
        let holder = || Value::Int(holder.0);
        self.and(EVER_CHARGED, [holder(), holder(), like]);
    }

    /// Asks for requests of a kind.
    fn kind(&mut self, kind: &Kind) {
        self.and(&kind.is(), [Value::Text(kind.name.clone())]);
        // What is open is found by its own index in any case.
        if kind.is_rare() && self.order != Order::Deadline {
            self.and(&kind.is_not_usual(), []);
        }
    }

    /// What narrows it by much: how many requests the executor that is asked for was ever charged
    /// with, and how many are of each rare kind, [`FEW`] at most. Nothing among what is open.
    pub(super) fn narrowings(
        &self,
        holder: HolderId,
        query: &JournalQuery,
    ) -> Result<Vec<Self>, JournalError> {
        if self.order == Order::Deadline {
            return Ok(Vec::new());
        }
        let bare = || {
            let mut question = Self {
                conditions: Vec::new(),
                values: Vec::new(),
                ..self.clone()
            };
            question.and("holder = ?", [Value::Int(holder.0)]);
            question
        };
        let executor = query.executor.iter().map(|executor| {
            let mut question = bare();
            question.ever_charged(holder, Value::Text(like_charged(executor)));
            question
        });
        let kinds = Kind::of(query)?;
        let kinds = kinds.iter().filter(|kind| kind.is_rare()).map(|kind| {
            let mut question = bare();
            question.kind(kind);
            question
        });
        Ok(executor.chain(kinds).collect())
    }

    /// The question for a count, [`FEW`] at most.
    pub(super) fn count_sql(&self) -> String {
        format!(
            "SELECT count(*) AS found FROM (SELECT 1 FROM requests WHERE {} LIMIT {FEW}) AS few",
            self.conditions.join(" AND "),
        )
    }

    /// There are so many, by the count of one of [`Self::narrowings`].
    pub(super) fn narrowed_to(&mut self, count: usize) {
        self.few |= count < FEW;
    }

    /// The first of what is asked for, to be gone through for the words of a search: with how many
    /// are read at most, and whether fewer than that are all there are.
    pub(super) fn first(&self, after: Option<PageKey>) -> (Self, usize, bool) {
        let mut first = self.clone();
        // Of an erased request nothing is found.
        first.and("erased_at IS NULL", []);
        if self.few {
            return (first, FEW, true);
        }
        if self.order != Order::Number {
            return (first, READ, true);
        }
        match after {
            Some(key) => first.and("seq > ?", [Value::Int(key.major - LATEST)]),
            None => first.and(
                "seq > (SELECT max(seq) FROM requests) - ?",
                [Value::Int(LATEST)],
            ),
        }
        (first, READ, false)
    }

    /// Whether the latest number comes first.
    pub(super) fn is_by_number(&self) -> bool {
        self.order == Order::Number
    }

    /// Narrows to when it was received.
    fn received(&mut self, query: &JournalQuery) {
        let start = |day| Value::Int(kyiv::start_of_day(day).timestamp_millis());
        if let Some(from) = query.from {
            self.and("received_at >= ?", [start(from)]);
        }
        if let Some(next) = query.to.and_then(|to| to.succ_opt()) {
            self.and("received_at < ?", [start(next)]);
        }
    }

    /// Adds a condition; each `?` in it stands for a value.
    pub(super) fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        let mut text = String::new();
        let mut values = values.into_iter();
        for c in condition.chars() {
            if c == '?'
                && let Some(value) = values.next()
            {
                self.values.push(value);
                text += &format!("{}{}", self.mark, self.values.len());
            } else {
                text.push(c);
            }
        }
        self.conditions.push(text);
    }

    fn show(&mut self, show: Show, now: DateTime<Utc>) {
        let now_ms = Value::Int(now.timestamp_millis());
        match show {
            Show::Open => self.and("status <> 'closed'", []),
            Show::Overdue => self.and("status <> 'closed' AND ends_before <= ?", [now_ms]),
            Show::Today => self.and(
                "status <> 'closed' AND ends_before > ? AND ends_before <= ?",
                [now_ms, Value::Int(end_of_day(now))],
            ),
            Show::Unassigned => self.and("status <> 'closed' AND executor IS NULL", []),
            Show::Closed => self.and("status = 'closed'", []),
            Show::All => {}
        }
    }

    /// The columns a page is sorted by.
    fn key(&self) -> (&'static str, &'static str) {
        match self.order {
            Order::Deadline => ("ends_before", "seq"),
            Order::Index => ("year", "ordinal"),
            Order::Number => ("seq", "seq"),
            Order::Receipt => ("received_at", "seq"),
        }
    }

    /// The whole question, for one row more than a page has.
    pub(super) fn sql(&self, after: Option<PageKey>) -> Asked {
        self.clone().asked("requests", after, PAGE + 1, "")
    }

    /// The same of these tables, for so many rows with more columns.
    pub(super) fn asked(
        mut self,
        from: &str,
        after: Option<PageKey>,
        limit: usize,
        more: &str,
    ) -> Asked {
        let (major, minor) = self.key();
        let (than, order) = match self.order {
            Order::Deadline => (">", ""),
            _ => ("<", " DESC"),
        };
        if let Some(PageKey {
            major: at,
            minor: by,
        }) = after
        {
            match self.order {
                Order::Number => self.and("seq < ?", [Value::Int(at)]),
                _ => self.and(
                    &format!("({major}, {minor}) {than} (?, ?)"),
                    [Value::Int(at), Value::Int(by)],
                ),
            }
        }
        // The sign keeps the database from walking everything in the order it wants.
        let sign = if self.few { "+" } else { "" };
        let order = format!("ORDER BY {sign}{major}{order}, {sign}{minor}{order}");
        let sql = format!(
            "SELECT {ROW}{more} FROM {from} WHERE {} {order} LIMIT {limit}",
            self.conditions.join(" AND "),
        );
        Asked {
            sql,
            order,
            values: self.values,
        }
    }

    /// The page that these rows begin, however many there are.
    pub(super) fn page(&self, counts: Counts) -> PageMaker {
        PageMaker {
            key: self.key(),
            page: Page {
                rows: Vec::with_capacity(PAGE),
                next: None,
                counts,
            },
            last: None,
        }
    }
}

/// A question in the database's words.
pub(super) struct Asked {
    pub(super) sql: String,
    /// How it puts the rows in order.
    pub(super) order: String,
    pub(super) values: Vec<Value>,
}

/// A page that is being filled.
#[derive(Clone)]
pub(super) struct PageMaker {
    key: (&'static str, &'static str),
    last: Option<PageKey>,
    page: Page,
}

impl PageMaker {
    /// Takes the next row.
    pub(super) fn add(&mut self, row: &impl Columns) -> Result<(), JournalError> {
        if self.page.rows.len() == PAGE {
            self.page.next = self.last;
            return Ok(());
        }
        self.page.rows.push(journal_row(row)?);
        self.last = Some(PageKey {
            major: row.int(self.key.0)?,
            minor: row.int(self.key.1)?,
        });
        Ok(())
    }

    /// Whether there is a page after it.
    pub(super) fn is_full(&self) -> bool {
        self.page.next.is_some()
    }

    pub(super) fn done(self) -> Page {
        self.page
    }
}

/// The first millisecond of tomorrow in Kyiv.
pub(super) fn end_of_day(now: DateTime<Utc>) -> i64 {
    let today = kyiv::date(now);
    kyiv::start_of_day(today.succ_opt().unwrap_or(today)).timestamp_millis()
}
