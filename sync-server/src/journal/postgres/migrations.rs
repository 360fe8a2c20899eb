//! The steps from an empty database to the schema this build knows, counted in a table.

use super::link::Client;
use crate::journal::JournalError;

/// A released step never changes; a new schema is a new step at the end.
const STEPS: &[&str] = &[
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
    include_str!("schema_6.sql"),
    include_str!("schema_7.sql"),
];

/// The version a database of this build has.
pub const VERSION: usize = STEPS.len();

/// Held while the schema is changed, so that servers that start together take turns.
const LOCK: i64 = 0x7669_646b_7279_7461;
/// The oldest PostgreSQL this is tested with.
const OLDEST: i32 = 150_000;

/// Whether a journal was ever made in this database.
pub(super) async fn exists(client: &Client) -> Result<bool, JournalError> {
    let found = client
        .query_one("SELECT to_regclass('journal_version') IS NOT NULL", &[])
        .await?;
    Ok(found.try_get(0)?)
}

/// Brings a database up to [`VERSION`], all steps in one transaction.
///
/// # Errors
/// When the database is not one a journal can be kept in, a step fails (the database stays as it
/// was), or a newer build made the journal.
pub(super) async fn migrate(client: &Client) -> Result<(), JournalError> {
    check(client).await?;
    client
        .batch_execute(&format!(
            "BEGIN; SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = 0;
             SELECT pg_advisory_xact_lock({LOCK});"
        ))
        .await?;
    let done = steps(client).await;
    let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
    client.batch_execute(end).await?;
    done
}

async fn steps(client: &Client) -> Result<(), JournalError> {
    let mut at = 0;
    if exists(client).await? {
        let found = client.query_one("SELECT version FROM journal_version", &[]);
        at = usize::try_from(found.await?.try_get::<_, i64>(0)?).unwrap_or(usize::MAX);
    } else {
        client
            .batch_execute(
                "CREATE TABLE journal_version (version bigint NOT NULL);
                 INSERT INTO journal_version VALUES (0);",
            )
            .await?;
    }
    if at > VERSION {
        return Err(JournalError::Database(format!(
            "it is of version {at}, made by a newer build; this one knows {VERSION}"
        )));
    }
    for step in &STEPS[at..] {
        client.batch_execute(step).await?;
    }
    if at < VERSION {
        client
            .batch_execute(&format!("UPDATE journal_version SET version = {VERSION}"))
            .await?;
    }
    Ok(())
}

/// A database that can't keep what it acknowledged, or spells letters otherwise, keeps no journal.
async fn check(client: &Client) -> Result<(), JournalError> {
    let found = client
        .query_one(
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),
                 current_setting('fsync') = 'on'",
            &[],
        )
        .await?;
    let (version, encoding): (i32, String) = (found.try_get(0)?, found.try_get(1)?);
    if version < OLDEST {
        return Err(JournalError::Database(format!(
            "PostgreSQL {} is too old, {} is the oldest that is supported",
            version / 10_000,
            OLDEST / 10_000
        )));
    }
    if encoding != "UTF8" {
        return Err(JournalError::Database(format!(
            "its encoding is {encoding}: create it with the encoding UTF8"
        )));
    }
    if !found.try_get::<_, bool>(2)? {
        tracing::warn!("fsync is off in PostgreSQL: what is acknowledged may be lost");
    }
    Ok(())
}
