//! A browser with a profile that outlives it.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::WindowHandle;
use thirtyfour::prelude::*;

use crate::engine::{self, Running};
use crate::{Engine, SmallDisk};

const SCRIPT: Duration = Duration::from_secs(60);

/// A size of the page in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewport {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// A common phone.
pub const PHONE: Viewport = Viewport {
    width: 360,
    height: 740,
};
/// The narrowest page that must work.
pub const NARROW: Viewport = Viewport {
    width: 320,
    height: 640,
};
/// A large phone.
pub const WIDE_PHONE: Viewport = Viewport {
    width: 412,
    height: 800,
};
/// A tablet on its side.
pub const TABLET: Viewport = Viewport {
    width: 1280,
    height: 800,
};
/// A desk.
pub const DESKTOP: Viewport = TABLET;

/// A browser of one person on one device.
pub struct Browser {
    engine: Engine,
    /// Before the profile, which is on it: it must be unmounted first.
    disk: Option<SmallDisk>,
    profile: TempDir,
    /// Apart from the profile: it must have room when the profile has none.
    log: TempDir,
    viewport: Viewport,
    dark: bool,
    /// Parts of console messages that this story causes on purpose.
    expected: Vec<String>,
    running: Option<Running>,
}

impl Browser {
    /// Starts a Chromium nobody has used before.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn open(viewport: Viewport) -> Result<Self> {
        Self::open_in(Engine::Chromium, viewport).await
    }

    /// Starts a browser of this engine that nobody has used before.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn open_in(engine: Engine, viewport: Viewport) -> Result<Self> {
        Self::open_on(engine, tempfile::tempdir()?, None, viewport).await
    }

    /// Starts a Chromium on a device with so many megabytes of room.
    ///
    /// # Errors
    /// When it does not start or there can be no such device.
    pub async fn open_on_small_disk(viewport: Viewport, megabytes: u32) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let disk = SmallDisk::mount(profile.path(), megabytes)?;
        Self::open_on(Engine::Chromium, profile, Some(disk), viewport).await
    }

    /// Starts a Firefox that leaves a site so many megabytes of room. (Chromium tells every site of
    /// the same large room, whatever there is.)
    ///
    /// # Errors
    /// When it does not start.
    pub async fn open_with_room(viewport: Viewport, megabytes: u32) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        // A fifth of the whole is for one site; in kilobytes.
        let limit = megabytes * 5 * 1024;
        let wish =
            format!("user_pref(\"dom.quotaManager.temporaryStorage.fixedLimit\", {limit});\n");
        std::fs::write(profile.path().join("user.js"), wish)?;
        Self::open_on(Engine::Firefox, profile, None, viewport).await
    }

    /// Starts a Chromium whose camera shows this film (YUV4MPEG2), again and again.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn open_with_camera(viewport: Viewport, film: &[u8]) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        std::fs::write(profile.path().join(engine::FILM), film)?;
        Self::open_on(Engine::Chromium, profile, None, viewport).await
    }

    /// The folder in which it keeps everything.
    #[must_use]
    pub fn profile(&self) -> &std::path::Path {
        self.profile.path()
    }

    /// The small disk it was opened on.
    ///
    /// # Errors
    /// When it was not.
    pub fn disk(&self) -> Result<&SmallDisk> {
        self.disk.as_ref().context("this browser has a large disk")
    }

    async fn open_on(
        engine: Engine,
        profile: TempDir,
        disk: Option<SmallDisk>,
        viewport: Viewport,
    ) -> Result<Self> {
        let mut browser = Self {
            engine,
            disk,
            profile,
            log: tempfile::tempdir()?,
            viewport,
            dark: false,
            expected: Vec::new(),
            running: None,
        };
        browser.launch().await?;
        Ok(browser)
    }

    /// Starts it again after [`Self::quit`] or [`Self::kill`], with all it kept.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn launch(&mut self) -> Result<()> {
        ensure!(self.running.is_none(), "the browser is running");
        let log = self.log.path().join("browser.log");
        let running = self
            .engine
            .launch(self.profile.path(), &log, self.viewport)
            .await?;
        self.running = Some(running);
        self.web()?.set_script_timeout(SCRIPT).await?;
        self.dress().await
    }

    /// Closes the browser as a person does.
    ///
    /// # Errors
    /// When the console told of an error.
    pub async fn quit(&mut self) -> Result<()> {
        let console = self.check_console().await;
        let running = self.running.take().context("no browser is running")?;
        running.quit(self.profile.path()).await?;
        console
    }

    /// Kills the browser with SIGKILL, as a phone does that runs out of memory.
    ///
    /// # Errors
    /// When it lives on.
    pub async fn kill(&mut self) -> Result<()> {
        let running = self.running.take().context("no browser is running")?;
        running.kill(self.profile.path());
        engine::wait_until_gone(self.profile.path()).await
    }

    /// Loses the databases of this address and nothing else, as a browser does that is short of
    /// room. Chromium does it while it runs; the others are closed and opened again.
    ///
    /// # Errors
    /// When there is nothing to lose.
    pub async fn lose_database(&mut self, origin: &str) -> Result<()> {
        if self.engine == Engine::Chromium {
            let cleared = json!({ "origin": origin, "storageTypes": "indexeddb" });
            return self.devtools("Storage.clearDataForOrigin", cleared).await;
        }
        self.quit().await?;
        self.engine.drop_databases(self.profile.path())?;
        self.launch().await
    }

    /// Which engine it is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// The WebDriver session, for what [`crate::page`] has no words for.
    ///
    /// # Errors
    /// When the browser is not running.
    pub fn web(&self) -> Result<&WebDriver> {
        Ok(&self.running.as_ref().context("no browser is running")?.web)
    }

    /// Another size of the page.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn resize(&mut self, viewport: Viewport) -> Result<()> {
        self.viewport = viewport;
        self.dress().await
    }

    /// The size of the page.
    #[must_use]
    pub const fn viewport(&self) -> Viewport {
        self.viewport
    }

    /// Prefers dark colours, or light ones.
    ///
    /// # Errors
    /// When the browser refuses; only Chromium can be told.
    pub async fn set_dark(&mut self, dark: bool) -> Result<()> {
        self.dark = dark;
        self.dress().await
    }

    /// Sends a command of the DevTools protocol, which Chromium alone has.
    ///
    /// # Errors
    /// When the browser refuses, and in any other engine.
    pub async fn devtools(&self, command: &str, parameters: serde_json::Value) -> Result<()> {
        let engine = self.engine;
        ensure!(
            engine == Engine::Chromium,
            "{engine:?} has no DevTools protocol: {command}"
        );
        self.web()?.cdp().send_raw(command, parameters).await?;
        Ok(())
    }

    async fn dress(&self) -> Result<()> {
        let running = self.running.as_ref().context("no browser is running")?;
        running.dress(self.viewport, self.dark).await
    }

    /// Opens another tab and goes there.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn new_tab(&self) -> Result<WindowHandle> {
        let tab = self.web()?.new_tab().await?;
        self.show_tab(&tab).await?;
        Ok(tab)
    }

    /// The tab that is in front.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn tab(&self) -> Result<WindowHandle> {
        Ok(self.web()?.window().await?)
    }

    /// Brings a tab to the front.
    ///
    /// # Errors
    /// When it is closed.
    pub async fn show_tab(&self, tab: &WindowHandle) -> Result<()> {
        self.web()?.switch_to_window(tab.clone()).await?;
        if self.engine == Engine::Chromium {
            // The others show the tab they are switched to.
            self.devtools("Page.bringToFront", json!({})).await?;
        }
        self.dress().await
    }

    /// From now on the console may tell of this. Failed connections need not be named: being
    /// offline is what these stories are about.
    pub fn expect_in_console(&mut self, part: &str) {
        self.expected.push(part.to_owned());
    }

    /// Fails if the console has told of an error nobody expected.
    ///
    /// # Errors
    /// Then.
    pub async fn check_console(&self) -> Result<()> {
        let running = self.running.as_ref().context("no browser is running")?;
        let expected = |message: &String| self.expected.iter().any(|part| message.contains(part));
        let mut errors = running.console_errors().await?;
        errors.retain(|message| !expected(message));
        ensure!(
            errors.is_empty(),
            "the console tells of errors: {errors:#?}"
        );
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.kill(self.profile.path());
        }
    }
}
