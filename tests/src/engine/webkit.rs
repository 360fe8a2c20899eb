//! WebKitGTK under WebKitWebDriver.
//!
//! MiniBrowser, the engine's own little browser, forgets everything when it is automated. The
//! window here is of the same engine and keeps its profile.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::json;
use thirtyfour::Capabilities;

use crate::{Viewport, tools};

const WINDOW: &str = include_str!("webkit_window.js");

/// It does not know this directive and says so on every page; the directive takes nothing away.
const UNKNOWN_DIRECTIVE: &str = "Unrecognized Content-Security-Policy directive";

pub(super) fn driver(port: u16) -> Result<Command> {
    let mut command = Command::new(tools::webkit_driver()?);
    command
        .arg(format!("--port={port}"))
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        // Its sandbox asks for what a container does not give.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    Ok(command)
}

pub(super) fn capabilities(profile: &Path, size: Viewport) -> Result<Capabilities> {
    let window = profile.join("window.js");
    fs::write(&window, WINDOW)?;
    let size = [size.width.to_string(), size.height.to_string()];
    let options = json!({
        "binary": tools::gjs()?,
        "args": [window, profile, size[0], size[1]],
    });
    let mut capabilities = Capabilities::new();
    capabilities.set("webkitgtk:browserOptions", options)?;
    Ok(capabilities)
}

/// Lines like `CONSOLE ERROR …` from a page and `CONSOLE JS ERROR …` from the engine, apart from
/// lost connections.
pub(super) fn console_errors(log: &str) -> Vec<String> {
    const OF_A_PAGE: [&str; 4] = ["LOG", "WARN", "INFO", "DEBUG"];
    let is_error = |kind: &str| {
        let mut words = kind.split(' ');
        match words.next() {
            Some("ERROR") => true,
            Some("NETWORK") | None => false,
            Some(word) => !OF_A_PAGE.contains(&word) && words.next() == Some("ERROR"),
        }
    };
    let told = |line: &&str| {
        line.strip_prefix("CONSOLE ").is_some_and(is_error) && !line.contains(UNKNOWN_DIRECTIVE)
    };
    log.lines().filter(told).map(str::to_owned).collect()
}

/// A screen nobody sees.
pub(super) struct Screen {
    pub(super) process: Child,
    /// `:7`, say.
    pub(super) name: String,
}

impl Screen {
    /// Opens one under a number that is free.
    pub(super) fn open() -> Result<Self> {
        let mut process = Command::new(tools::xvfb()?)
            .args(["-displayfd", "1", "-screen", "0", "1600x1200x24"])
            .args(["-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("starting Xvfb")?;
        let mut number = String::new();
        let said = process.stdout.take().context("no output")?;
        BufReader::new(said).read_line(&mut number)?;
        let number = number.trim();
        if number.is_empty() {
            let _ = process.kill();
            let _ = process.wait();
            bail!("Xvfb did not start");
        }
        let name = format!(":{number}");
        Ok(Self { process, name })
    }
}

#[cfg(test)]
mod tests {
    use super::console_errors;

    #[test]
    fn errors_are_told_from_lost_connections_and_warnings() {
        let errors = [
            "CONSOLE ERROR said",
            "CONSOLE JS ERROR TypeError: thrown",
            "CONSOLE SECURITY ERROR Refused to execute a script",
        ];
        let others = [
            "CONSOLE NETWORK ERROR Failed to load resource",
            "CONSOLE SECURITY ERROR Unrecognized Content-Security-Policy directive 'manifest-src'.",
            "CONSOLE JS WARNING said",
            "CONSOLE LOG ERROR",
        ];
        let log = [errors.as_slice(), others.as_slice()].concat().join("\n");
        assert_eq!(console_errors(&log), errors);
    }
}
