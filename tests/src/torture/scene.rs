//! One fault at a time: a server, a line and a few devices, with the same judge.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::judge::{Journal, judge_device, judge_journal, read_journal};
use super::settle::settle;
use crate::chance::Chance;
use crate::device::{Device, Order, Settings};
use crate::ledger::Ledger;
use crate::line::Line;
use crate::{Server, Story};

/// A server, a line to it, and some devices.
pub struct Scene {
    /// Tells how far it is.
    pub story: Story,
    /// The council's server.
    pub server: Server,
    /// What is between.
    pub line: Line,
    /// What was said to be safe.
    pub ledger: Arc<Ledger>,
    /// Who sends.
    pub devices: Vec<Device>,
    before: Journal,
    /// Where the devices keep their stores.
    pub folder: tempfile::TempDir,
}

impl Scene {
    /// Starts everything but the devices; the line is clear.
    ///
    /// # Errors
    /// When something does not start.
    pub async fn set(name: &'static str, devices: usize, server: Server) -> Result<Self> {
        let story = Story::begin(name);
        let seed = Chance::seed_of("TORTURE_SEED");
        story.step(&format!("seed {seed}"));
        let chance = Chance::of(seed);
        let line = Line::to_port(server.port(), &chance).await?;
        let (ledger, folder) = (Arc::new(Ledger::default()), tempfile::tempdir()?);
        let device = |nth: usize| {
            let settings = Settings {
                origin: line.origin(),
                file: folder.path().join(format!("device-{nth}.sqlite3")),
                patience: Duration::from_millis(2_500),
                tabs: 1,
                wrong_clock: true,
            };
            let name = format!("device {nth}");
            Device::new(&name, settings, &ledger, chance.fork("device", nth))
        };
        let devices = (0..devices).map(device).collect();
        Ok(Self {
            before: read_journal(&server.origin()).await?,
            story,
            server,
            line,
            ledger,
            devices,
            folder,
        })
    }

    /// Every device is started, submits so many requests and says that they are saved.
    ///
    /// # Errors
    /// When it does not.
    pub async fn submit(&mut self, each: usize) -> Result<()> {
        let said = self.ledger.count_of("submissions acknowledged");
        for device in &mut self.devices {
            device.start()?;
            for _ in 0..each {
                device.tell(Order::Submit);
            }
        }
        let all = said + (each * self.devices.len()) as u64;
        self.until("every submission is acknowledged", |scene| {
            scene.ledger.count_of("submissions acknowledged") >= all
        })
        .await
    }

    /// Waits, with hints to every device, until something is so.
    ///
    /// # Errors
    /// After a minute.
    pub async fn until(&mut self, what: &str, mut done: impl FnMut(&Self) -> bool) -> Result<()> {
        let give_up = Instant::now() + Duration::from_secs(60);
        while !done(self) {
            ensure!(Instant::now() < give_up, "waited too long: {what}");
            for device in &mut self.devices {
                device.tell(Order::Hint);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.story.step(what);
        Ok(())
    }

    /// How often something happened, to a push or on the line.
    #[must_use]
    pub fn count(&self, what: &str) -> u64 {
        self.ledger.count_of(what) + self.line.count_of(what)
    }

    /// Everything is sent, the judge finds nothing, and so many are registered.
    ///
    /// # Errors
    /// When it is otherwise.
    pub async fn ends_well(mut self, registered: usize) -> Result<()> {
        let took = settle(&mut self.devices, Duration::from_secs(120)).await?;
        self.story
            .step(&format!("every queue is empty after {took:.1?}"));
        self.line.heal();
        let origin = self.server.origin();
        let after = read_journal(&origin).await?;
        let mut breaches = judge_journal(&self.before, &after, &self.ledger.meant());
        for device in &self.devices {
            breaches.extend(judge_device(&origin, device, &self.ledger).await?);
        }
        breaches.extend(self.ledger.breaches());
        ensure!(breaches.is_empty(), "{breaches:#?}");
        let new = after.len() - self.before.len();
        ensure!(
            new == registered,
            "{new} are registered, {registered} were sent"
        );
        self.server.command("verify", &[])?;
        self.story.end();
        Ok(())
    }
}
