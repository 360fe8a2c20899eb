//! Where the programs are. `cargo xtask test` names them; without it the usual places are tried.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The built server.
///
/// # Errors
/// When it has not been built.
pub fn server() -> Result<PathBuf> {
    let target = target();
    named(
        "SYNC_SERVER_BIN",
        &[
            target.join("release/sync-server"),
            target.join("debug/sync-server"),
        ],
    )
}

/// ChromeDriver.
///
/// # Errors
/// When it is not installed.
pub fn chromedriver() -> Result<PathBuf> {
    named("CHROMEDRIVER_BIN", &["/usr/bin/chromedriver".into()])
}

/// Chromium.
///
/// # Errors
/// When it is not installed.
pub fn chromium() -> Result<PathBuf> {
    named("CHROMIUM_BIN", &["/usr/bin/chromium".into()])
}

/// geckodriver.
///
/// # Errors
/// When it is not installed.
pub fn geckodriver() -> Result<PathBuf> {
    named("GECKODRIVER_BIN", &[target().join("tools/bin/geckodriver")])
}

/// Firefox.
///
/// # Errors
/// When it is not installed.
pub fn firefox() -> Result<PathBuf> {
    let usual = ["/usr/bin/firefox-esr".into(), "/usr/bin/firefox".into()];
    named("FIREFOX_BIN", &usual)
}

/// WebKitWebDriver.
///
/// # Errors
/// When it is not installed.
pub fn webkit_driver() -> Result<PathBuf> {
    named("WEBKIT_DRIVER_BIN", &["/usr/bin/WebKitWebDriver".into()])
}

/// gjs, which shows a window of WebKitGTK.
///
/// # Errors
/// When it is not installed.
pub fn gjs() -> Result<PathBuf> {
    named("GJS_BIN", &["/usr/bin/gjs".into()])
}

/// Xvfb.
///
/// # Errors
/// When it is not installed.
pub fn xvfb() -> Result<PathBuf> {
    named("XVFB_BIN", &["/usr/bin/Xvfb".into()])
}

/// The source of axe-core.
///
/// # Errors
/// When it is not installed.
pub fn axe() -> Result<PathBuf> {
    named(
        "AXE_JS",
        &[target().join("tools/node/node_modules/axe-core/axe.min.js")],
    )
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target")
}

fn named(variable: &str, usual: &[PathBuf]) -> Result<PathBuf> {
    if let Some(path) = env::var_os(variable) {
        return Ok(path.into());
    }
    let found = usual.iter().find(|path| path.exists());
    found.cloned().with_context(|| {
        format!("{variable} is not set and nothing is at {usual:?}; `cargo xtask test` sees to it")
    })
}
