//! Chromium under ChromeDriver.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel};

use crate::{Viewport, tools};

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

pub(super) fn driver(port: u16) -> Result<Command> {
    let mut command = Command::new(tools::chromedriver()?);
    command.arg(format!("--port={port}"));
    Ok(command)
}

/// The film a browser's camera shows, where its profile has one.
pub(crate) const FILM: &str = "camera.y4m";

pub(super) fn capabilities(profile: &Path) -> Result<Capabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&tools::chromium()?.to_string_lossy())?;
    for argument in ARGUMENTS {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    let film = profile.join(FILM);
    if film.exists() {
        capabilities.add_arg("--use-fake-ui-for-media-stream")?;
        capabilities.add_arg("--use-fake-device-for-media-stream")?;
        capabilities.add_arg(&format!(
            "--use-file-for-fake-video-capture={}",
            film.display()
        ))?;
    }
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities.into())
}

/// Size and colours belong to a tab, so each new one must be told.
pub(super) async fn dress(web: &WebDriver, size: Viewport, dark: bool) -> Result<()> {
    let Viewport { width, height } = size;
    let size = json!({
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600,
    });
    send(web, "Emulation.setDeviceMetricsOverride", size).await?;
    let scheme = if dark { "dark" } else { "light" };
    let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    send(web, "Emulation.setEmulatedMedia", media).await
}

async fn send(web: &WebDriver, command: &str, parameters: Value) -> Result<()> {
    web.cdp().send_raw(command, parameters).await?;
    Ok(())
}

pub(super) async fn console_errors(web: &WebDriver) -> Result<Vec<String>> {
    let log = web.browser_log().await?.into_iter();
    let errors = log.filter(|entry| entry.level == "SEVERE");
    Ok(errors
        .map(|entry| entry.message)
        .filter(|message| !message.contains("net::ERR_"))
        .collect())
}
