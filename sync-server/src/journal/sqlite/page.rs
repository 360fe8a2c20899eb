//! Pages of the journal out of SQLite.

use chrono::{DateTime, Utc};
use domain::request::{Submission, normalise_index};
use domain::sync::office::{Counts, JournalQuery};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::words;
use crate::journal::forms::Sought;
use crate::journal::page::{Asked, PageMaker, Question, Value, end_of_day};
use crate::journal::rows::like_charged;
use crate::journal::{HolderId, JournalError, PAGE, Page, PageKey, search};

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
    let page = question.page(counts(connection, holder, query, now)?);
    for narrowing in question.narrowings(holder, query)? {
        let count: usize = connection
            .prepare_cached(&narrowing.count_sql())?
            .query_row(params_from_iter(&narrowing.values), |row| row.get(0))?;
        if count == 0 {
            return Ok(page.done());
        }
        question.narrowed_to(count);
    }
    if query.search.trim().is_empty() {
        return filled(connection, &question.sql(after), page);
    }
    if let Some(key) = is_index(connection, holder, &query.search)? {
        let by_index = format!("seq IN ({BY_INDEX})");
        question.and(&by_index, [Value::Int(holder.0), Value::Text(key)]);
        return filled(connection, &question.sql(after), page);
    }
    let mut sought = Sought::of(&query.search);
    if sought.is_empty() {
        return Ok(page.done());
    }
    words::look_inside(connection, &mut sought)?;
    if let Some(page) = among_the_first(connection, &question, after, &sought, page.clone())? {
        return Ok(page.done());
    }
    filled(connection, &by_words(question, after, &sought), page)
}

fn filled(
    connection: &Connection,
    asked: &Asked,
    mut page: PageMaker,
) -> Result<Page, JournalError> {
    let mut statement = connection.prepare_cached(&asked.sql)?;
    let mut found = statement.query(params_from_iter(&asked.values))?;
    while let Some(row) = found.next()? {
        page.add(row)?;
    }
    Ok(page.done())
}

const BY_INDEX: &str = "SELECT requests.seq FROM sequences JOIN requests USING (holder, year)
     WHERE sequences.holder = ? AND index_key = ?";

/// What was typed as it is looked up among indexes, when it is one.
fn is_index(
    connection: &Connection,
    holder: HolderId,
    typed: &str,
) -> Result<Option<String>, JournalError> {
    let key = normalise_index(typed);
    let there = connection
        .prepare_cached(&format!("SELECT EXISTS ({BY_INDEX})"))?
        .query_row((holder.0, &key), |row| row.get(0))?;
    Ok(Some(key).filter(|_| there))
}

/// Goes through what comes first in the order of the page until it is full: for words that many
/// requests have. The index of words collects all of these before it gives the first. `None` when
/// the page is not full and there may be more.
fn among_the_first(
    connection: &Connection,
    question: &Question,
    after: Option<PageKey>,
    sought: &Sought,
    mut page: PageMaker,
) -> Result<Option<PageMaker>, JournalError> {
    let (first, most, are_all) = question.first(after);
    let asked = first.asked("requests", after, most, ", submission");
    let mut statement = connection.prepare_cached(&asked.sql)?;
    let mut rows = statement.query(params_from_iter(&asked.values))?;
    let mut read = 0;
    while let Some(row) = rows.next()? {
        read += 1;
        let submission: Submission = serde_json::from_slice(&row.get::<_, Vec<u8>>("submission")?)?;
        if sought.is_in(&search::words(&[&submission.name, &submission.text])) {
            page.add(row)?;
        }
        if page.is_full() {
            return Ok(Some(page));
        }
    }
    Ok(Some(page).filter(|_| are_all && read < most))
}

/// Asks the index of words.
fn by_words(mut question: Question, after: Option<PageKey>, sought: &Sought) -> Asked {
    let asked = [Value::Text(words::question(sought))];
    if question.is_by_number() {
        // It is walked from its end, and each request it names is looked at: a frequent word's
        // requests are not put in order before the first is shown.
        question.and("words MATCH ?", asked);
        let from = "words CROSS JOIN requests ON requests.seq = words.rowid";
        return question.asked(from, after, PAGE + 1, "");
    }
    question.and(
        "seq IN (SELECT rowid FROM words WHERE words MATCH ?)",
        asked,
    );
    question.sql(after)
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
