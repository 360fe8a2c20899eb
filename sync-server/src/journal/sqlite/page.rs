//! Pages of the journal, by key and not by offset: the last page costs what the first does.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::request::normalise_index;
use domain::sync::office::{Counts, JournalQuery, Show};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::rows::{ROW, journal_row, name_of};
use super::words;
use crate::journal::search::beginnings;
use crate::journal::{HolderId, JournalError, PAGE, Page, PageKey};

/// Builds one question with its values; nothing a person typed is ever part of the text.
struct Question {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Question {
    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.to_owned());
        self.values.extend(values);
    }
}

pub(super) fn page(
    connection: &Connection,
    holder: HolderId,
    query: &JournalQuery,
    after: Option<PageKey>,
    now: DateTime<Utc>,
) -> Result<Page, JournalError> {
    let counts = counts(connection, holder, now)?;
    let mut question = Question {
        conditions: Vec::new(),
        values: Vec::new(),
    };
    question.and("holder = ?", [holder.0.into()]);
    let by_deadline = show(&mut question, query.show, now);
    if let Some(class) = query.class {
        question.and("class = ?", [name_of(class)?.into()]);
    }
    if !query.search.trim().is_empty() && !search(connection, &mut question, holder, &query.search)?
    {
        return Ok(Page {
            rows: Vec::new(),
            next: None,
            counts,
        });
    }
    let (key, order) = if by_deadline {
        ("(ends_before, seq) > (?, ?)", "ends_before, seq")
    } else {
        ("(year, ordinal) < (?, ?)", "year DESC, ordinal DESC")
    };
    if let Some(after) = after {
        question.and(key, [after.major.into(), after.minor.into()]);
    }
    let sql = format!(
        "SELECT {ROW} FROM requests WHERE {} ORDER BY {order} LIMIT {}",
        question.conditions.join(" AND "),
        PAGE + 1,
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(question.values))?;
    let (mut rows, mut next, mut last) = (Vec::with_capacity(PAGE), None, None);
    while let Some(row) = found.next()? {
        if rows.len() == PAGE {
            next = last;
            break;
        }
        rows.push(journal_row(row)?);
        let (major, minor) = if by_deadline {
            ("ends_before", "seq")
        } else {
            ("year", "ordinal")
        };
        last = Some(PageKey {
            major: row.get(major)?,
            minor: row.get(minor)?,
        });
    }
    Ok(Page { rows, next, counts })
}

/// Narrows to what is to be shown; whether it is sorted by deadline.
fn show(question: &mut Question, show: Show, now: DateTime<Utc>) -> bool {
    let now_ms = Value::from(now.timestamp_millis());
    match show {
        Show::Open => question.and("status <> 'closed'", []),
        Show::Overdue => question.and("status <> 'closed' AND ends_before <= ?", [now_ms]),
        Show::Today => question.and(
            "status <> 'closed' AND ends_before > ? AND ends_before <= ?",
            [now_ms, end_of_day(now).into()],
        ),
        Show::Unassigned => question.and("status <> 'closed' AND executor IS NULL", []),
        Show::Closed => question.and("status = 'closed'", []),
        Show::All => {}
    }
    !matches!(show, Show::Closed | Show::All)
}

/// Narrows to what was searched for; false when nothing can be found.
fn search(
    connection: &Connection,
    question: &mut Question,
    holder: HolderId,
    typed: &str,
) -> Result<bool, JournalError> {
    let by_index = "SELECT requests.seq FROM sequences JOIN requests USING (holder, year)
         WHERE sequences.holder = ? AND index_key = ?";
    let key = normalise_index(typed);
    let exists = format!("SELECT EXISTS ({by_index})");
    if connection
        .prepare_cached(&exists)?
        .query_row((holder.0, &key), |row| row.get(0))?
    {
        question.and(
            &format!("seq IN ({by_index})"),
            [holder.0.into(), key.into()],
        );
        return Ok(true);
    }
    let beginnings = beginnings(typed);
    if beginnings.is_empty() {
        return Ok(false);
    }
    let asked = words::question(&beginnings);
    question.and(
        "seq IN (SELECT rowid FROM words WHERE words MATCH ?)",
        [asked.into()],
    );
    Ok(true)
}

/// One walk over the partial index of open requests.
fn counts(
    connection: &Connection,
    holder: HolderId,
    now: DateTime<Utc>,
) -> Result<Counts, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*), coalesce(sum(ends_before <= ?2), 0),
                coalesce(sum(ends_before > ?2 AND ends_before <= ?3), 0),
                coalesce(sum(executor IS NULL), 0)
         FROM requests INDEXED BY requests_open WHERE holder = ?1 AND status <> 'closed'",
    )?;
    let values = (holder.0, now.timestamp_millis(), end_of_day(now));
    Ok(statement.query_row(values, |row| {
        Ok(Counts {
            open: row.get(0)?,
            overdue: row.get(1)?,
            today: row.get(2)?,
            unassigned: row.get(3)?,
        })
    })?)
}

/// The first millisecond of tomorrow in Kyiv.
fn end_of_day(now: DateTime<Utc>) -> i64 {
    let today = kyiv::date(now);
    kyiv::start_of_day(today.succ_opt().unwrap_or(today)).timestamp_millis()
}
