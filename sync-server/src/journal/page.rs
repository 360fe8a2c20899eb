//! Pages of the journal, by key and not by offset: the last page costs what the first does.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::sync::office::{Counts, JournalQuery, Show};

use super::rows::{Columns, ROW, journal_row, like_charged, name_of};
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

/// One question with its values; nothing a person typed is ever part of the text.
pub(super) struct Question {
    /// What this database writes before the number of a value: `?` or `$`.
    mark: char,
    conditions: Vec<String>,
    pub(super) values: Vec<Value>,
    order: Order,
}

/// What a page is sorted by.
#[derive(Clone, Copy)]
enum Order {
    /// The earliest deadline first.
    Deadline,
    /// The latest registered first.
    Index,
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
        let mut question = Self {
            mark,
            conditions: Vec::new(),
            values: Vec::new(),
            order: match (&query.slice, query.show) {
                (Some(_), _) => Order::Receipt,
                // The report's index tells all of these, and has them in the order of receipt.
                (None, Show::Closed | Show::All) if query.narrows_by_receipt() => Order::Receipt,
                (None, Show::Closed | Show::All) => Order::Index,
                (None, _) => Order::Deadline,
            },
        };
        question.and("holder = ?", [Value::Int(holder.0)]);
        question.show(query.show, now);
        if let Some(class) = query.class {
            question.and("class = ?", [Value::Text(name_of(class)?)]);
        }
        question.receipt(query)?;
        if let Some(executor) = &query.executor {
            let like = Value::Text(like_charged(executor));
            match question.order {
                Order::Deadline => question.and(CHARGED, [like]),
                Order::Index | Order::Receipt => {
                    let holder = || Value::Int(holder.0);
                    question.and(EVER_CHARGED, [holder(), holder(), like]);
                }
            }
        }
        if let Some(slice) = &query.slice {
            question.slice(slice, now)?;
        }
        Ok(question)
    }

    /// Narrows to how, from whom and when it was received.
    fn receipt(&mut self, query: &JournalQuery) -> Result<(), JournalError> {
        if let Some(channel) = query.channel {
            self.and("channel = ?", [Value::Text(name_of(channel)?)]);
        }
        if let Some(requester) = query.requester {
            self.and("requester_type = ?", [Value::Text(name_of(requester)?)]);
        }
        let start = |day| Value::Int(kyiv::start_of_day(day).timestamp_millis());
        if let Some(from) = query.from {
            self.and("received_at >= ?", [start(from)]);
        }
        if let Some(next) = query.to.and_then(|to| to.succ_opt()) {
            self.and("received_at < ?", [start(next)]);
        }
        Ok(())
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
            Order::Receipt => ("received_at", "seq"),
        }
    }

    /// The whole question, for one row more than a page has.
    pub(super) fn sql(&mut self, after: Option<PageKey>) -> String {
        let (major, minor) = self.key();
        let (than, order) = match self.order {
            Order::Deadline => (">", ""),
            Order::Index | Order::Receipt => ("<", " DESC"),
        };
        if let Some(PageKey {
            major: at,
            minor: by,
        }) = after
        {
            self.and(
                &format!("({major}, {minor}) {than} (?, ?)"),
                [Value::Int(at), Value::Int(by)],
            );
        }
        format!(
            "SELECT {ROW} FROM requests WHERE {} ORDER BY {major}{order}, {minor}{order} LIMIT {}",
            self.conditions.join(" AND "),
            PAGE + 1,
        )
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

/// A page that is being filled.
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

    pub(super) fn done(self) -> Page {
        self.page
    }
}

/// The first millisecond of tomorrow in Kyiv.
pub(super) fn end_of_day(now: DateTime<Utc>) -> i64 {
    let today = kyiv::date(now);
    kyiv::start_of_day(today.succ_opt().unwrap_or(today)).timestamp_millis()
}
