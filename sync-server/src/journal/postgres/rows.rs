//! PostgreSQL's rows.

use tokio_postgres::Row;
use uuid::Uuid;

use crate::journal::JournalError;
use crate::journal::rows::Columns;

impl Columns for Row {
    fn int(&self, name: &str) -> Result<i64, JournalError> {
        Ok(self.try_get(name)?)
    }

    fn maybe_int(&self, name: &str) -> Result<Option<i64>, JournalError> {
        Ok(self.try_get(name)?)
    }

    fn text(&self, name: &str) -> Result<String, JournalError> {
        Ok(self.try_get(name)?)
    }

    fn maybe_text(&self, name: &str) -> Result<Option<String>, JournalError> {
        Ok(self.try_get(name)?)
    }

    fn bytes(&self, name: &str) -> Result<Vec<u8>, JournalError> {
        Ok(self.try_get(name)?)
    }

    fn id(&self, name: &str) -> Result<Uuid, JournalError> {
        Ok(self.try_get(name)?)
    }
}
