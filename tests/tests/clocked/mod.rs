//! A server whose clock stands where the story set it. It runs in this process, since nobody can
//! set the clock of a real one; everything else of it is the council's server.

#![allow(dead_code, reason = "each story uses its own part")]

use std::sync::Arc;

use anyhow::Result;
use chrono::{DateTime, Utc};
use sync_server::clock::SetClock;
use sync_server::config::{Config, Rate};
use sync_server::start::{Running, serve};
use tempfile::TempDir;
use tests::Browser;

/// No limits of rate: a story asks more in a minute than a person does.
const UNLIMITED: Rate = Rate {
    per_minute: 0,
    burst: 0,
};

/// A server with the demo's council and a clock of its own.
pub(crate) struct Clocked {
    clock: Arc<SetClock>,
    running: Running,
    _folder: TempDir,
}

impl Clocked {
    /// Starts it at this instant.
    ///
    /// # Errors
    /// When it does not start.
    pub(crate) async fn start(at: DateTime<Utc>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut config = Config::local(folder.path().to_owned());
        config.demo = true;
        config.limits.pushes = UNLIMITED;
        config.limits.look_ups = UNLIMITED;
        config.limits.sign_ins = UNLIMITED;
        config.limits.uploads = UNLIMITED;
        let clock = Arc::new(SetClock::at(at));
        let running = serve(&config, clock.clone()).await?;
        Ok(Self {
            clock,
            running,
            _folder: folder,
        })
    }

    /// Its address without a slash at the end.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.running.address)
    }

    /// The port it listens at.
    pub(crate) const fn port(&self) -> u16 {
        self.running.address.port()
    }

    /// Moves its clock.
    pub(crate) fn set(&self, at: DateTime<Utc>) {
        self.clock.set(at);
    }

    /// Stops it.
    pub(crate) async fn stop(self) {
        self.running.stop().await;
    }
}

/// From its next page on the browser's clock runs from this moment.
pub(crate) async fn set_clock(browser: &Browser, moment: &str) -> Result<()> {
    let from = moment.parse::<DateTime<Utc>>()?.timestamp_millis();
    let source = format!("Date.now = () => Math.floor({from} + performance.now());");
    let asked = serde_json::json!({ "source": source });
    browser
        .devtools("Page.addScriptToEvaluateOnNewDocument", asked)
        .await
}
