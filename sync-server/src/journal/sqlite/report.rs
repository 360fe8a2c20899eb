//! Counting requests for a report out of SQLite, and what was published.

use chrono::{DateTime, Utc};
use domain::report::{Figures, Period, Tally};
use rusqlite::{Connection, Row};

use super::holders;
use super::writer::Desk;
use crate::journal::report::{COUNTED, Days, Places, Publication, add, bounds};
use crate::journal::rows::instant;
use crate::journal::{HolderId, JournalError, Officer};

impl Places for Row<'_> {
    fn int(&self, at: usize) -> Result<i64, JournalError> {
        Ok(self.get(at)?)
    }

    fn maybe_int(&self, at: usize) -> Result<Option<i64>, JournalError> {
        Ok(self.get(at)?)
    }

    fn text(&self, at: usize) -> Result<&str, JournalError> {
        let text = self.get_ref(at)?.as_str();
        text.map_err(|_| JournalError::Unreadable("a text".into()))
    }

    fn maybe_text(&self, at: usize) -> Result<Option<&str>, JournalError> {
        let text = self.get_ref(at)?.as_str_or_null();
        text.map_err(|_| JournalError::Unreadable("a text".into()))
    }
}

pub(super) fn figures(
    connection: &Connection,
    holder: HolderId,
    periods: &[Period],
    now: DateTime<Utc>,
) -> Result<Vec<Figures>, JournalError> {
    let settings = holders::read(connection, holder)?.ok_or(JournalError::NoHolder)?;
    let calendar = settings.calendar();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COUNTED} FROM requests INDEXED BY requests_report
         WHERE holder = ?1 AND received_at >= ?2 AND received_at < ?3"
    ))?;
    let mut all = Vec::with_capacity(periods.len());
    for period in periods {
        let days = Days::new(&calendar, *period, now);
        let (from, before) = bounds(*period);
        let mut tally = Tally::default();
        let mut rows = statement.query((holder.0, from, before))?;
        while let Some(row) = rows.next()? {
            add(&mut tally, &days, row, now.timestamp_millis())?;
        }
        all.push(tally.figures(*period));
    }
    Ok(all)
}

pub(super) fn publish(
    desk: &Desk<'_>,
    holder: HolderId,
    figures: &Figures,
    officer: &Officer,
    now: DateTime<Utc>,
) -> Result<(), JournalError> {
    desk.connection
        .prepare_cached(
            "INSERT INTO publications (holder, period, at, officer, actor, figures)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            holder.0,
            figures.period.to_string(),
            now.timestamp_millis(),
            officer.id,
            &officer.name,
            serde_json::to_string(figures)?,
        ))?;
    Ok(())
}

/// The last one of every period, the latest period first.
pub(super) fn publications(
    connection: &Connection,
    holder: HolderId,
) -> Result<Vec<Publication>, JournalError> {
    let mut statement = connection.prepare_cached(
        "SELECT figures, at FROM publications WHERE publication IN
             (SELECT max(publication) FROM publications WHERE holder = ?1 GROUP BY period)
         ORDER BY period DESC",
    )?;
    let mut rows = statement.query([holder.0])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(Publication {
            figures: serde_json::from_str(row.text(0)?)?,
            at: instant(row.int(1)?)?,
        });
    }
    Ok(all)
}
