//! SQLite's rows.

use rusqlite::Row;
use uuid::Uuid;

use crate::journal::JournalError;
use crate::journal::rows::Columns;

impl Columns for Row<'_> {
    fn int(&self, name: &str) -> Result<i64, JournalError> {
        Ok(self.get(name)?)
    }

    fn maybe_int(&self, name: &str) -> Result<Option<i64>, JournalError> {
        Ok(self.get(name)?)
    }

    fn text(&self, name: &str) -> Result<String, JournalError> {
        Ok(self.get(name)?)
    }

    fn maybe_text(&self, name: &str) -> Result<Option<String>, JournalError> {
        Ok(self.get(name)?)
    }

    fn bytes(&self, name: &str) -> Result<Vec<u8>, JournalError> {
        Ok(self.get(name)?)
    }

    fn id(&self, name: &str) -> Result<Uuid, JournalError> {
        Uuid::from_slice(&self.bytes(name)?).map_err(|_| JournalError::Unreadable("an id".into()))
    }
}
