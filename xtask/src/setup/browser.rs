//! The browser of the tests: Chromium, its WebDriver and fonts with Ukrainian letters.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;

use super::system;
use crate::command;
use crate::report::{Outcome, step};
use crate::workspace::Workspace;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-dejavu-core"];

/// Headless, quiet on the network, and startable by root in a container.
const ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// A browser that tests can drive.
pub(crate) struct Browser {
    chromium: PathBuf,
    driver: PathBuf,
    axe: PathBuf,
}

impl Browser {
    /// Finds or installs the browser. `axe` is the path of axe-core's script.
    ///
    /// # Errors
    /// When it is missing and cannot be installed here.
    pub(super) fn ensure(workspace: &Workspace, axe: PathBuf) -> Result<Self> {
        step("browser", || {
            if find().is_some() && has_cyrillic_font() {
                return Ok(Outcome::There("Chromium, its driver and fonts".into()));
            }
            system::apt_install(workspace, &PACKAGES, "browser tests")?;
            Ok(Outcome::Done("Chromium, its driver and fonts".into()))
        })?;
        let (chromium, driver) = find()
            .context("install by hand: Chromium or Chrome, and the chromedriver of its version")?;
        Ok(Self {
            chromium,
            driver,
            axe,
        })
    }

    /// Tells the end-to-end tests where everything is.
    pub(crate) fn apply_to_stories(&self, command: &mut Command) {
        command
            .env("CHROMIUM_BIN", &self.chromium)
            .env("CHROMEDRIVER_BIN", &self.driver)
            .env("AXE_JS", &self.axe);
    }

    /// Tells wasm-bindgen's test runner which browser to drive, and how.
    ///
    /// # Errors
    /// When the runner's configuration cannot be written.
    pub(crate) fn apply_to_wasm_tests(
        &self,
        workspace: &Workspace,
        command: &mut Command,
    ) -> Result<()> {
        let config = workspace.tools_dir().join("webdriver.json");
        let options =
            json!({ "goog:chromeOptions": { "binary": self.chromium, "args": ARGUMENTS } });
        fs::write(&config, options.to_string())
            .with_context(|| format!("writing {}", config.display()))?;
        command
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                "wasm-bindgen-test-runner",
            )
            .env("CHROMEDRIVER", &self.driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &config)
            // Two cores and a cold browser: the defaults of 5 s and 20 s are for faster machines.
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "180");
        Ok(())
    }
}

fn find() -> Option<(PathBuf, PathBuf)> {
    let chromium = BROWSERS
        .iter()
        .find_map(|name| command::find_program(name, &[]))?;
    Some((chromium, command::find_program("chromedriver", &[])?))
}

/// Without fontconfig there is nothing to ask, and the browser brings what it needs.
fn has_cyrillic_font() -> bool {
    match command::output(Command::new("fc-list").arg(":lang=uk")) {
        Ok(fonts) => !fonts.trim().is_empty(),
        Err(_) => cfg!(not(target_os = "linux")),
    }
}
