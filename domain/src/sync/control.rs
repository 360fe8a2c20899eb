//! The control board, as it crosses the network between the office and the server.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::office::JournalRow;
use crate::request::{Charge, Stage};

/// A request under control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ControlRow {
    /// Its row of the journal.
    pub row: JournalRow,
    /// Where in its term it stands, or in its executor's time, if that is more pressing.
    pub stage: Stage,
    /// What its executor is charged with; none while nobody is.
    pub charge: Option<Charge>,
}

/// What one department or person is charged with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ControlGroup {
    /// The department or person; none for what nobody is charged with.
    pub executor: Option<String>,
    /// Its requests, the earliest deadline first.
    pub rows: Vec<ControlRow>,
}

impl ControlGroup {
    /// How many of its requests stand there.
    #[must_use]
    pub fn count(&self, stage: Stage) -> usize {
        self.rows.iter().filter(|row| row.stage == stage).count()
    }

    fn most_pressing(&self) -> Option<Stage> {
        self.rows.iter().map(|row| row.stage).max()
    }
}

/// Everything under control, by executor («дошка контролю»).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ControlBoard {
    /// What nobody is charged with first, then who has the most pressing ones.
    pub groups: Vec<ControlGroup>,
    /// Whether there are more requests than are shown; those with the earliest deadlines are.
    pub more: bool,
    /// The server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    #[cfg_attr(feature = "schema", schema(value_type = i64))]
    pub server_time: DateTime<Utc>,
}

impl ControlBoard {
    /// Puts requests, the earliest deadline first, under those charged with them: one with several
    /// executors stands under each, at the stage of that charge.
    #[must_use]
    pub fn of(
        requests: impl IntoIterator<Item = (JournalRow, Stage, Vec<(Charge, Stage)>)>,
        more: bool,
        server_time: DateTime<Utc>,
    ) -> Self {
        let mut groups: Vec<ControlGroup> = Vec::new();
        let mut put = |executor: Option<String>, row: ControlRow| match groups
            .iter_mut()
            .find(|group| group.executor == executor)
        {
            Some(group) => group.rows.push(row),
            None => groups.push(ControlGroup {
                executor,
                rows: vec![row],
            }),
        };
        for (row, stage, charges) in requests {
            if charges.is_empty() {
                let charge = None;
                put(None, ControlRow { row, stage, charge });
                continue;
            }
            for (charge, stage) in charges {
                let executor = Some(charge.executor.clone());
                let (row, charge) = (row.clone(), Some(charge));
                put(executor, ControlRow { row, stage, charge });
            }
        }
        groups.sort_by(|a, b| {
            let pressing = b.most_pressing().cmp(&a.most_pressing());
            let nobody = a.executor.is_some().cmp(&b.executor.is_some());
            nobody.then(pressing).then(a.executor.cmp(&b.executor))
        });
        Self {
            groups,
            more,
            server_time,
        }
    }
}
