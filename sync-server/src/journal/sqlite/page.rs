//! Pages of the journal out of SQLite.

use chrono::{DateTime, Utc};
use domain::request::normalise_index;
use domain::sync::office::{Counts, JournalQuery};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::words;
use crate::journal::page::{Question, Value, end_of_day};
use crate::journal::rows::like_charged;
use crate::journal::search::beginnings;
use crate::journal::{HolderId, JournalError, Page, PageKey};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

pub(super) fn page(
    connection: &Connection,
    holder: HolderId,
    query: &JournalQuery,
    after: Option<PageKey>,
    now: DateTime<Utc>,
) -> Result<Page, JournalError> {
    let mut question = Question::new('?', holder, query, now)?;
    let mut page = question.page(counts(connection, holder, query, now)?);
    if !query.search.trim().is_empty() && !search(connection, &mut question, holder, &query.search)?
    {
        return Ok(page.done());
    }
    let sql = question.sql(after);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(&question.values))?;
    while let Some(row) = found.next()? {
        page.add(row)?;
    }
    Ok(page.done())
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
            [Value::Int(holder.0), Value::Text(key)],
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
        [Value::Text(asked)],
    );
    Ok(true)
}

/// One walk over the partial index of open requests.
fn counts(
    connection: &Connection,
    holder: HolderId,
    query: &JournalQuery,
    now: DateTime<Utc>,
) -> Result<Counts, JournalError> {
    // The index alone tells it, unless it is asked for one executor.
    let like = query.executor.as_deref().map(like_charged);
    let and = if like.is_some() {
        r"AND charged LIKE ?4 ESCAPE '\'"
    } else {
        "AND ?4 IS NULL"
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT count(*), coalesce(sum(ends_before <= ?2), 0),
                coalesce(sum(ends_before > ?2 AND ends_before <= ?3), 0),
                coalesce(sum(executor IS NULL), 0)
         FROM requests INDEXED BY requests_open WHERE holder = ?1 AND status <> 'closed' {and}"
    ))?;
    let values = (holder.0, now.timestamp_millis(), end_of_day(now), like);
    Ok(statement.query_row(values, |row| {
        Ok(Counts {
            open: row.get(0)?,
            overdue: row.get(1)?,
            today: row.get(2)?,
            unassigned: row.get(3)?,
        })
    })?)
}
