//! Pages of the journal out of PostgreSQL.

use chrono::{DateTime, Utc};
use domain::request::normalise_index;
use domain::sync::office::{Counts, JournalQuery};
use tokio_postgres::types::ToSql;

use super::link::Client;
use crate::journal::forms::{Form, forms};
use crate::journal::page::{Question, Value, end_of_day};
use crate::journal::rows::Columns as _;
use crate::journal::rows::like_charged;
use crate::journal::search::beginnings;
use crate::journal::{HolderId, JournalError, Page, PageKey};

pub(super) async fn page(
    client: &Client,
    holder: HolderId,
    query: JournalQuery,
    after: Option<PageKey>,
    now: DateTime<Utc>,
) -> Result<Page, JournalError> {
    let mut question = Question::new('$', holder, &query, now)?;
    let mut page = question.page(counts(client, holder, &query, now).await?);
    if !query.search.trim().is_empty()
        && !search(client, &mut question, holder, &query.search).await?
    {
        return Ok(page.done());
    }
    let sql = client.prepare_cached(&question.sql(after)).await?;
    let values: Vec<&(dyn ToSql + Sync)> = question.values.iter().map(value).collect();
    for row in client.query(&sql, &values).await? {
        page.add(&row)?;
    }
    Ok(page.done())
}

fn value(value: &Value) -> &(dyn ToSql + Sync) {
    match value {
        Value::Int(number) => number,
        Value::Text(text) => text,
    }
}

/// Narrows to what was searched for; false when nothing can be found.
async fn search(
    client: &Client,
    question: &mut Question,
    holder: HolderId,
    typed: &str,
) -> Result<bool, JournalError> {
    let key = normalise_index(typed);
    let by_index = "SELECT EXISTS (SELECT FROM sequences JOIN requests USING (holder, year)
         WHERE sequences.holder = $1 AND index_key = $2)";
    let by_index = client.prepare_cached(by_index).await?;
    let found = client.query_one(&by_index, &[&holder.0, &key]).await?;
    if found.try_get(0)? {
        question.and("index_key = ?", [Value::Text(key)]);
        return Ok(true);
    }
    let beginnings = beginnings(typed);
    if beginnings.is_empty() {
        return Ok(false);
    }
    // Letters and digits only, so that nothing in them can be an operator.
    let one = |form| match form {
        Form::Beginning(stem) => format!("'{stem}':*"),
        Form::Whole(word) => format!("'{word}'"),
    };
    let term = |word: &String| {
        let all: Vec<String> = forms(word).into_iter().map(one).collect();
        format!("({})", all.join(" | "))
    };
    let asked: Vec<String> = beginnings.iter().map(term).collect();
    question.and(
        "seq IN (SELECT request FROM words WHERE words @@ ?::text::tsquery)",
        [Value::Text(asked.join(" & "))],
    );
    Ok(true)
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
