//! What a device keeps: one SQLite file, strictly durable, that outlives every crash.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use domain::sync::wire::{CaseView, Receipt};
use domain::sync::{Item, ItemState};
use rusqlite::{Connection, ErrorCode, OptionalExtension as _, params};
use serde_json::{from_str, to_string};
use uuid::Uuid;

use crate::chance::Chance;

/// How soon to ask again when another tab is writing.
const BUSY: Duration = Duration::from_millis(2);

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, item TEXT NOT NULL, body BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS cases (id TEXT PRIMARY KEY, code TEXT NOT NULL, receipt TEXT, view TEXT);
";

/// A request the device has, from the moment it was submitted.
#[derive(Debug, Clone)]
pub struct Case {
    /// The submission's id.
    pub id: Uuid,
    /// Its access code.
    pub code: String,
    /// The receipt, once there is one.
    pub receipt: Option<Receipt>,
    /// The last news.
    pub view: Option<CaseView>,
}

/// The store of one device, open.
pub struct Store(Connection);

impl Store {
    /// Opens it, or makes it.
    ///
    /// # Errors
    /// When the file is no store or the disk fails.
    pub fn open(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_millis(500))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(TABLES)?;
        connection.busy_timeout(Duration::ZERO)?;
        Ok(Self(connection))
    }

    /// What waits.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn items(&self) -> Result<Vec<Item>> {
        let mut read = self.0.prepare_cached("SELECT item FROM outbox")?;
        let rows = read.query_map([], |row| row.get::<_, String>(0))?;
        rows.map(|item| Ok(from_str(&item?)?)).collect()
    }

    /// The frozen bytes of what waits; none when another tab has sent them.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn body(&self, id: Uuid) -> Result<Option<Vec<u8>>> {
        let mut read = self
            .0
            .prepare_cached("SELECT body FROM outbox WHERE id = ?1")?;
        Ok(read
            .query_row([id.to_string()], |row| row.get(0))
            .optional()?)
    }

    /// Every request of the device.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn cases(&self) -> Result<Vec<Case>> {
        let mut read = self
            .0
            .prepare_cached("SELECT id, code, receipt, view FROM cases")?;
        let mut rows = read.query([])?;
        let mut cases = Vec::new();
        while let Some(row) = rows.next()? {
            let (receipt, view): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
            cases.push(Case {
                id: row.get::<_, String>(0)?.parse()?,
                code: row.get(1)?,
                receipt: receipt.map(|text| from_str(&text)).transpose()?,
                view: view.map(|text| from_str(&text)).transpose()?,
            });
        }
        Ok(cases)
    }

    /// Queues a submission and keeps its case, in one transaction.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn submit(
        &mut self,
        item: &Item,
        body: &[u8],
        code: &str,
        chance: &mut Chance,
    ) -> Result<()> {
        let id = item.id.to_string();
        self.begin().await?;
        self.0.execute(
            "INSERT INTO outbox VALUES (?1, ?2, ?3)",
            params![id, to_string(item)?, body],
        )?;
        breath(chance).await;
        self.0.execute(
            "INSERT INTO cases (id, code) VALUES (?1, ?2)",
            params![id, code],
        )?;
        breath(chance).await;
        Ok(self.0.execute_batch("COMMIT")?)
    }

    /// Keeps a receipt and lets go of what it is for, in one transaction.
    ///
    /// # Errors
    /// When it is not kept, or there is another receipt already.
    pub async fn complete(&mut self, receipt: &Receipt, chance: &mut Chance) -> Result<()> {
        let id = receipt.id.to_string();
        self.begin().await?;
        let kept: Option<String> =
            self.0
                .query_row("SELECT receipt FROM cases WHERE id = ?1", [&id], |row| {
                    row.get(0)
                })?;
        if let Some(kept) = kept {
            // Another tab was quicker.
            let kept: Receipt = from_str(&kept)?;
            ensure!(
                kept.index == receipt.index && kept.received_at == receipt.received_at,
                "a second receipt: {receipt:?} after {kept:?}"
            );
        } else {
            self.0.execute(
                "UPDATE cases SET receipt = ?2 WHERE id = ?1",
                params![id, to_string(receipt)?],
            )?;
        }
        breath(chance).await;
        self.0.execute("DELETE FROM outbox WHERE id = ?1", [&id])?;
        breath(chance).await;
        Ok(self.0.execute_batch("COMMIT")?)
    }

    /// Keeps the state of something that waits.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn save(&mut self, item: &Item) -> Result<()> {
        self.begin().await?;
        self.0.execute(
            "UPDATE outbox SET item = ?2 WHERE id = ?1",
            params![item.id.to_string(), to_string(item)?],
        )?;
        Ok(self.0.execute_batch("COMMIT")?)
    }

    /// Keeps the news of a case, unless newer ones are there.
    ///
    /// # Errors
    /// When they are not kept.
    pub async fn keep(&mut self, view: &CaseView) -> Result<()> {
        self.begin().await?;
        self.0.execute(
            "UPDATE cases SET view = ?2 WHERE id = ?1
               AND coalesce(json_extract(view, '$.cursor'), 0) < ?3",
            params![view.id.to_string(), to_string(view)?, view.cursor],
        )?;
        Ok(self.0.execute_batch("COMMIT")?)
    }

    /// Whether everything that waits will go by itself.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn parked(&self) -> Result<Vec<Item>> {
        let mut items = self.items()?;
        items.retain(|item| item.state != ItemState::Queued);
        Ok(items)
    }

    /// Begins to write; another tab may be at it.
    async fn begin(&mut self) -> Result<()> {
        // What a failed write before left open.
        if !self.0.is_autocommit() {
            self.0.execute_batch("ROLLBACK")?;
        }
        loop {
            match self.0.execute_batch("BEGIN IMMEDIATE") {
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                    tokio::time::sleep(BUSY).await;
                }
                begun => return begun.context("beginning to write"),
            }
        }
    }
}

/// A moment at which the device may be killed; now and then a long one.
pub(super) async fn breath(chance: &mut Chance) {
    if chance.percent(20) {
        tokio::time::sleep(Duration::from_micros(chance.within(50, 4_000))).await;
    } else {
        tokio::task::yield_now().await;
    }
}
