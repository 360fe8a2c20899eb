//! A device without a browser: the app's own outbox (`domain::sync::Outbox`) over a durable store
//! and HTTP. A crash drops everything at whatever it waits for; a start has only the store.

mod shell;
mod store;
mod transport;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use domain::sync::Outbox;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::chance::Chance;
use crate::ledger::Ledger;

pub use shell::Order;
pub use store::{Case, Store};
pub use transport::{Reply, Transport};

/// A clock may be off by a year, in milliseconds.
const YEAR_MS: u64 = 365 * 24 * 3_600_000;

/// How a device is.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it believes the server to be.
    pub origin: String,
    /// Its store.
    pub file: PathBuf,
    /// How long it waits for an answer.
    pub patience: Duration,
    /// Tabs that work on one store at a time without a lock between them.
    pub tabs: usize,
    /// Whether its clock may be off by up to a year, and by another span after each start.
    pub wrong_clock: bool,
}

/// A device that can be started and killed.
pub struct Device {
    name: String,
    settings: Settings,
    ledger: Arc<Ledger>,
    chance: Chance,
    tabs: Vec<(JoinHandle<()>, mpsc::Sender<Order>)>,
}

impl Device {
    /// A device that is off.
    #[must_use]
    pub fn new(name: &str, settings: Settings, ledger: &Arc<Ledger>, chance: Chance) -> Self {
        Self {
            name: name.to_owned(),
            settings,
            ledger: ledger.clone(),
            chance,
            tabs: Vec::new(),
        }
    }

    /// Its name in the ledger.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Starts it from what its store has.
    ///
    /// # Errors
    /// When it is on, or its store can't be opened.
    pub fn start(&mut self) -> Result<()> {
        ensure!(self.tabs.is_empty(), "{} is on", self.name);
        let skew = if self.settings.wrong_clock {
            i64::try_from(self.chance.within(0, 2 * YEAR_MS))? - i64::try_from(YEAR_MS)?
        } else {
            0
        };
        for _ in 0..self.settings.tabs.max(1) {
            let shell = shell::Shell {
                name: self.name.clone(),
                store: self.store()?,
                transport: Transport::to(&self.settings.origin, self.settings.patience)?,
                ledger: self.ledger.clone(),
                chance: Chance::of(self.chance.draw()),
                skew,
                outbox: Outbox::default(),
                wake: None,
            };
            let (orders, inbox) = mpsc::channel(64);
            self.tabs.push((tokio::spawn(shell.run(inbox)), orders));
        }
        Ok(())
    }

    /// Kills it wherever it is.
    pub async fn crash(&mut self) {
        for (task, _) in &self.tabs {
            task.abort();
        }
        for (task, _) in self.tabs.drain(..) {
            if let Err(error) = task.await
                && error.is_panic()
            {
                self.ledger.breach(format!("{} panicked", self.name));
            }
        }
    }

    /// Asks something of it: of one tab to submit, of all tabs otherwise. A tab that is busy with
    /// many orders does not hear.
    pub fn tell(&mut self, order: Order) {
        let only = (order == Order::Submit && self.tabs.len() > 1)
            .then(|| self.chance.within(0, self.tabs.len() as u64 - 1));
        for (nth, (_, orders)) in self.tabs.iter().enumerate() {
            if only.is_none_or(|only| only == nth as u64) {
                let _ = orders.try_send(order);
            }
        }
    }

    /// Its store, to look into it.
    ///
    /// # Errors
    /// When it can't be opened.
    pub fn store(&self) -> Result<Store> {
        Store::open(&self.settings.file)
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        for (task, _) in &self.tabs {
            task.abort();
        }
    }
}
