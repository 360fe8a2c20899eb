//! Pages of the journal out of PostgreSQL.

use chrono::{DateTime, Utc};
use domain::request::normalise_index;
use domain::sync::office::{Counts, JournalQuery};
use tokio_postgres::types::ToSql;

use super::link::Client;
use super::vocabulary;
use crate::journal::forms::{Form, Sought};
use crate::journal::page::{Asked, PageMaker, Question, Value, end_of_day};
use crate::journal::rows::Columns as _;
use crate::journal::rows::like_charged;
use crate::journal::{HolderId, JournalError, PAGE, Page, PageKey};

pub(super) async fn page(
    client: &Client,
    holder: HolderId,
    query: JournalQuery,
    after: Option<PageKey>,
    now: DateTime<Utc>,
) -> Result<Page, JournalError> {
    let mut question = Question::new('$', holder, &query, now)?;
    let page = question.page(counts(client, holder, &query, now).await?);
    for narrowing in question.narrowings(holder, &query)? {
        let sql = client.prepare_cached(&narrowing.count_sql()).await?;
        let found = client.query_one(&sql, &values(&narrowing.values)).await?;
        let count = found.number("found")?;
        if count == 0 {
            return Ok(page.done());
        }
        question.narrowed_to(count);
    }
    if query.search.trim().is_empty() {
        return Ok(filled(client, &question.sql(after), page).await?.done());
    }
    if let Some(key) = is_index(client, holder, &query.search).await? {
        question.and("index_key = ?", [Value::Text(key)]);
        return Ok(filled(client, &question.sql(after), page).await?.done());
    }
    let mut sought = Sought::of(&query.search);
    if sought.is_empty() {
        return Ok(page.done());
    }
    vocabulary::look_inside(client, &mut sought).await?;
    let asked = among_the_first(&question, after, &sought);
    let first = filled(client, &asked, page.clone()).await?;
    if first.is_full() {
        return Ok(first.done());
    }
    let asked = [Value::Text(words(&sought))];
    question.and(
        "seq IN (SELECT request FROM words WHERE words @@ ?::text::tsquery)",
        asked,
    );
    Ok(filled(client, &question.sql(after), page).await?.done())
}

async fn filled(
    client: &Client,
    asked: &Asked,
    mut page: PageMaker,
) -> Result<PageMaker, JournalError> {
    let sql = client.prepare_cached(&asked.sql).await?;
    for row in client.query(&sql, &values(&asked.values)).await? {
        page.add(&row)?;
    }
    Ok(page)
}

fn values(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(value).collect()
}

fn value(value: &Value) -> &(dyn ToSql + Sync) {
    match value {
        Value::Int(number) => number,
        Value::Text(text) => text,
    }
}

/// What was typed as it is looked up among indexes, when it is one.
async fn is_index(
    client: &Client,
    holder: HolderId,
    typed: &str,
) -> Result<Option<String>, JournalError> {
    let key = normalise_index(typed);
    let by_index = "SELECT EXISTS (SELECT FROM sequences JOIN requests USING (holder, year)
         WHERE sequences.holder = $1 AND index_key = $2)";
    let by_index = client.prepare_cached(by_index).await?;
    let found = client.query_one(&by_index, &[&holder.0, &key]).await?;
    Ok(Some(key).filter(|_| found.get(0)))
}

/// Goes through what comes first in the order of the page until it is full: for words that many
/// requests have. The index of words collects all of these before it gives the first.
fn among_the_first(question: &Question, after: Option<PageKey>, sought: &Sought) -> Asked {
    let (first, most, _) = question.first(after);
    let within = first.asked("requests", after, most, "");
    let (order, mut values) = (within.order, within.values);
    values.push(Value::Text(words(sought)));
    let sql = format!(
        "SELECT * FROM ({}) AS first WHERE EXISTS (SELECT FROM words
             WHERE request = first.seq AND words @@ ${}::text::tsquery) {order} LIMIT {}",
        within.sql,
        values.len(),
        PAGE + 1,
    );
    Asked { sql, order, values }
}

/// What is asked of an index of words: some form of every word must be met. They are letters and
/// digits only, so that nothing in them can be an operator.
fn words(sought: &Sought) -> String {
    let one = |form| match form {
        Form::Beginning(stem) => format!("'{stem}':*"),
        Form::Whole(word) => format!("'{word}'"),
    };
    sought.told(one, " | ", " & ")
}

/// One walk over the partial index of open requests.
async fn counts(
    client: &Client,
    holder: HolderId,
    query: &JournalQuery,
    now: DateTime<Utc>,
) -> Result<Counts, JournalError> {
    // The index alone tells it, unless it is asked for one executor.
    let like = query.executor.as_deref().map(like_charged);
    let and = if like.is_some() {
        r"AND charged LIKE $4::text ESCAPE '\'"
    } else {
        "AND $4::text IS NULL"
    };
    let count = format!(
        "SELECT count(*) AS open, count(*) FILTER (WHERE ends_before <= $2) AS overdue,
             count(*) FILTER (WHERE ends_before > $2 AND ends_before <= $3) AS today,
             count(*) FILTER (WHERE executor IS NULL) AS unassigned
         FROM requests WHERE holder = $1 AND status <> 'closed' {and}"
    );
    let count = client.prepare_cached(&count).await?;
    let (now, end) = (now.timestamp_millis(), end_of_day(now));
    let values: [&(dyn ToSql + Sync); 4] = [&holder.0, &now, &end, &like];
    let row = client.query_one(&count, &values).await?;
    Ok(Counts {
        open: row.number("open")?,
        overdue: row.number("overdue")?,
        today: row.number("today")?,
        unassigned: row.number("unassigned")?,
    })
}
