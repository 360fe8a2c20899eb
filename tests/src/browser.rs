//! Chromium under ChromeDriver, with a profile that outlives it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, LoggingPrefsLogLevel, WindowHandle};

use crate::SmallDisk;
use crate::tools;

/// Headless, quiet on the network, and startable by root in a container.
const ARGUMENTS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    // Two tabs are both in use here; a tab behind another must not be slowed down.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
];

const SCRIPT: Duration = Duration::from_secs(60);
const GONE: Duration = Duration::from_secs(10);

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
    /// Before the profile, which is on it: it must be unmounted first.
    disk: Option<SmallDisk>,
    profile: TempDir,
    viewport: Viewport,
    dark: bool,
    /// Parts of console messages that this story causes on purpose.
    expected: Vec<String>,
    running: Option<Running>,
}

struct Running {
    driver: Child,
    web: WebDriver,
}

impl Browser {
    /// Starts a browser nobody has used before.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn open(viewport: Viewport) -> Result<Self> {
        Self::open_on(tempfile::tempdir()?, None, viewport).await
    }

    /// Starts a browser on a device with so many megabytes of room.
    ///
    /// # Errors
    /// When it does not start or there can be no such device.
    pub async fn open_on_small_disk(viewport: Viewport, megabytes: u32) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let disk = SmallDisk::mount(profile.path(), megabytes)?;
        Self::open_on(profile, Some(disk), viewport).await
    }

    /// The small disk it was opened on.
    ///
    /// # Errors
    /// When it was not.
    pub fn disk(&self) -> Result<&SmallDisk> {
        self.disk.as_ref().context("this browser has a large disk")
    }

    async fn open_on(
        profile: TempDir,
        disk: Option<SmallDisk>,
        viewport: Viewport,
    ) -> Result<Self> {
        let mut browser = Self {
            disk,
            profile,
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
        let (mut driver, address) = start_driver()?;
        let capabilities = capabilities(self.profile.path())?;
        match WebDriver::new(address, capabilities).await {
            Ok(web) => self.running = Some(Running { driver, web }),
            Err(error) => {
                let _ = driver.kill();
                let _ = driver.wait();
                return Err(error).context("starting Chromium");
            }
        }
        self.web()?.set_script_timeout(SCRIPT).await?;
        self.dress().await
    }

    /// Closes the browser as a person does.
    ///
    /// # Errors
    /// When the console told of an error.
    pub async fn quit(&mut self) -> Result<()> {
        let console = self.check_console().await;
        let Running { mut driver, web } = self.running.take().context("no browser is running")?;
        web.quit().await?;
        driver.kill()?;
        driver.wait()?;
        self.wait_until_gone().await?;
        console
    }

    /// Kills the browser with SIGKILL, as a phone does that runs out of memory.
    ///
    /// # Errors
    /// When it lives on.
    pub async fn kill(&mut self) -> Result<()> {
        let Running { mut driver, web } = self.running.take().context("no browser is running")?;
        for id in self.processes()? {
            // One of them may have ended together with another.
            let _ = Command::new("kill")
                .args(["-KILL", &id])
                .stderr(Stdio::null())
                .status()?;
        }
        let _ = web.leak();
        driver.kill()?;
        driver.wait()?;
        self.wait_until_gone().await
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
    /// When the browser refuses.
    pub async fn set_dark(&mut self, dark: bool) -> Result<()> {
        self.dark = dark;
        self.dress().await
    }

    /// Sends a command of the DevTools protocol.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn devtools(&self, command: &str, parameters: serde_json::Value) -> Result<()> {
        self.web()?.cdp().send_raw(command, parameters).await?;
        Ok(())
    }

    /// Size and colours belong to a tab, so each new one must be told.
    async fn dress(&self) -> Result<()> {
        let Viewport { width, height } = self.viewport;
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await?;
        let scheme = if self.dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", media).await
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
        self.devtools("Page.bringToFront", json!({})).await?;
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
        let log = self.web()?.browser_log().await?;
        let is_error = |level: &str| level == "SEVERE";
        let lost = |message: &str| message.contains("net::ERR_");
        let expected = |message: &str| self.expected.iter().any(|part| message.contains(part));
        let errors: Vec<&str> = log
            .iter()
            .filter(|entry| is_error(&entry.level))
            .map(|entry| entry.message.as_str())
            .filter(|message| !lost(message) && !expected(message))
            .collect();
        ensure!(
            errors.is_empty(),
            "the console tells of errors: {errors:#?}"
        );
        Ok(())
    }

    fn processes(&self) -> Result<Vec<String>> {
        let mark = format!("--user-data-dir={}", self.profile.path().display());
        let mut found = Vec::new();
        for entry in fs::read_dir("/proc")?.flatten() {
            let id = entry.file_name().to_string_lossy().into_owned();
            if !id.bytes().all(|digit| digit.is_ascii_digit()) {
                continue;
            }
            // A process may end while it is looked at.
            let command = fs::read(entry.path().join("cmdline")).unwrap_or_default();
            if String::from_utf8_lossy(&command).contains(&mark) {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// Two browsers must never use one profile at a time.
    async fn wait_until_gone(&self) -> Result<()> {
        let deadline = Instant::now() + GONE;
        while !self.processes()?.is_empty() {
            if Instant::now() > deadline {
                bail!("Chromium does not end");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let Some(Running { mut driver, web }) = self.running.take() else {
            return;
        };
        let _ = web.leak();
        for id in self.processes().unwrap_or_default() {
            let _ = Command::new("kill")
                .args(["-KILL", &id])
                .stderr(Stdio::null())
                .status();
        }
        let _ = driver.kill();
        let _ = driver.wait();
    }
}

fn capabilities(profile: &std::path::Path) -> Result<thirtyfour::ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&tools::chromium()?.to_string_lossy())?;
    for argument in ARGUMENTS {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities)
}

/// A driver on a port of its own choice; it says which.
fn start_driver() -> Result<(Child, String)> {
    let mut driver = Command::new(tools::chromedriver()?)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("starting ChromeDriver")?;
    let mut said = BufReader::new(driver.stdout.take().context("no output")?).lines();
    for line in said.by_ref() {
        let line = line?;
        if let Some((_, port)) = line.split_once("on port ")
            && let Ok(port) = port.trim_end_matches('.').parse::<u16>()
            && port != 0
        {
            // Read on, or the driver would stop at a full pipe.
            thread::spawn(move || said.for_each(drop));
            return Ok((driver, format!("http://127.0.0.1:{port}")));
        }
    }
    let _ = driver.kill();
    bail!("ChromeDriver did not start")
}
