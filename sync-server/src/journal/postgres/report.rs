//! Counting requests for a report out of PostgreSQL, and what was published.

use std::pin::pin;

use chrono::{DateTime, Utc};
use domain::report::{Figures, Period, Tally};
use futures_util::TryStreamExt as _;
use tokio_postgres::Row;

use super::holders;
use super::link::Client;
use crate::journal::report::{COUNTED, Days, Places, Publication, add, bounds};
use crate::journal::rows::instant;
use crate::journal::{HolderId, JournalError, Officer};

impl Places for Row {
    fn int(&self, at: usize) -> Result<i64, JournalError> {
        Ok(self.try_get(at)?)
    }

    fn maybe_int(&self, at: usize) -> Result<Option<i64>, JournalError> {
        Ok(self.try_get(at)?)
    }

    fn text(&self, at: usize) -> Result<&str, JournalError> {
        Ok(self.try_get(at)?)
    }

    fn maybe_text(&self, at: usize) -> Result<Option<&str>, JournalError> {
        Ok(self.try_get(at)?)
    }
}

pub(super) async fn figures(
    client: &Client,
    holder: HolderId,
    periods: Vec<Period>,
    now: DateTime<Utc>,
) -> Result<Vec<Figures>, JournalError> {
    let settings = holders::read(client, holder).await?;
    let calendar = settings.ok_or(JournalError::NoHolder)?.calendar();
    let question = format!(
        "SELECT {COUNTED} FROM requests
         WHERE holder = $1 AND received_at >= $2 AND received_at < $3"
    );
    let statement = client.prepare_cached(&question).await?;
    let mut all = Vec::with_capacity(periods.len());
    for period in periods {
        let days = Days::new(&calendar, period, now);
        let (from, before) = bounds(period);
        let mut tally = Tally::default();
        let rows = client
            .query_raw(&statement, [holder.0, from, before])
            .await?;
        let mut rows = pin!(rows);
        while let Some(row) = rows.try_next().await? {
            add(&mut tally, &days, &row, now.timestamp_millis())?;
        }
        all.push(tally.figures(period));
    }
    Ok(all)
}

pub(super) async fn publish(
    client: &Client,
    holder: HolderId,
    figures: Figures,
    officer: Officer,
    now: DateTime<Utc>,
) -> Result<(), JournalError> {
    let add = "INSERT INTO publications (holder, period, at, officer, actor, figures)
         VALUES ($1, $2, $3, $4, $5, $6)";
    let statement = client.prepare_cached(add).await?;
    let (period, text) = (figures.period.to_string(), serde_json::to_string(&figures)?);
    let at = now.timestamp_millis();
    client
        .execute(
            &statement,
            &[&holder.0, &period, &at, &officer.id, &officer.name, &text],
        )
        .await?;
    Ok(())
}

/// The last one of every period, the latest period first.
pub(super) async fn publications(
    client: &Client,
    holder: HolderId,
) -> Result<Vec<Publication>, JournalError> {
    let question = "SELECT figures, at FROM publications WHERE publication IN
             (SELECT max(publication) FROM publications WHERE holder = $1 GROUP BY period)
         ORDER BY period DESC";
    let statement = client.prepare_cached(question).await?;
    let rows = client.query(&statement, &[&holder.0]).await?;
    rows.iter()
        .map(|row| {
            Ok(Publication {
                figures: serde_json::from_str(row.text(0)?)?,
                at: instant(row.int(1)?)?,
            })
        })
        .collect()
}
