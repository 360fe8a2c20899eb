//! Where a journal is, and opening it there.

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use super::postgres::{self, PostgresJournal};
use super::sqlite::{self, SqliteJournal};
use super::{Head, Journal, JournalError, Report};
use crate::clock::Clock;

/// The address of a PostgreSQL database. It holds a password, so it is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The address itself, for who connects.
    pub(super) fn secret(&self) -> &str {
        &self.0
    }
}

impl FromStr for DatabaseUrl {
    /// Looked at when it is used: an error here would show it on the terminal.
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(…)")
    }
}

/// Where a journal is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A folder with an SQLite file.
    Folder(PathBuf),
    /// A PostgreSQL database.
    Database(DatabaseUrl),
}

impl Place {
    /// Opens the journal, or makes it, and brings its schema up to date.
    ///
    /// # Errors
    /// When it can't be used, or a newer build made it.
    pub async fn open(&self, clock: Arc<dyn Clock>) -> Result<Arc<dyn Journal>, JournalError> {
        Ok(match self {
            Self::Folder(folder) => Arc::new(SqliteJournal::open(folder, clock)?),
            Self::Database(url) => Arc::new(PostgresJournal::open(url, clock).await?),
        })
    }

    /// As [`Place::open`], of a journal that is there: a wrong place should be said, not filled.
    ///
    /// # Errors
    /// As [`Place::open`], and when there is none.
    pub async fn open_existing(
        &self,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<dyn Journal>, JournalError> {
        self.expect().await?;
        self.open(clock).await
    }

    /// Looks through the whole journal; servers may be running. `noted` is a link somebody noted
    /// earlier.
    ///
    /// # Errors
    /// When there is none, or it can't be read at all.
    pub async fn verify(&self, noted: Option<Head>) -> Result<Report, JournalError> {
        self.expect().await?;
        match self {
            Self::Folder(folder) => sqlite::verify(folder, noted),
            Self::Database(url) => postgres::verify(url, noted).await,
        }
    }

    async fn expect(&self) -> Result<(), JournalError> {
        let (there, place) = match self {
            Self::Folder(folder) => (
                folder.join(sqlite::FILE).exists(),
                folder.display().to_string(),
            ),
            Self::Database(url) => (postgres::exists(url).await?, "this database".into()),
        };
        if there {
            Ok(())
        } else {
            Err(JournalError::Nowhere(place))
        }
    }
}
