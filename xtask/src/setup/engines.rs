//! The other engines of the stories: Firefox, and WebKitGTK in a window on a screen nobody sees.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::system;
use crate::command;
use crate::report::{Outcome, step};
use crate::workspace::Workspace;

const PACKAGES: [&str; 5] = [
    "firefox-esr",
    "webkit2gtk-driver",
    "gir1.2-webkit2-4.1",
    "gjs",
    "xvfb",
];

/// Names the engine the way the stories' window does.
const KNOWS_WEBKIT: &str = "imports.gi.versions.WebKit2 = '4.1'; imports.gi.WebKit2";

/// Where the other engines are, each under the variable by which the stories know it.
pub(crate) struct Engines(Vec<(&'static str, PathBuf)>);

impl Engines {
    /// Installs the packages that are missing.
    ///
    /// # Errors
    /// When they cannot be installed here.
    pub(super) fn ensure_packages(workspace: &Workspace) -> Result<()> {
        step("other engines", || {
            let what = "Firefox and WebKitGTK";
            if packaged().is_some() && gjs_knows_webkit() {
                return Ok(Outcome::There(what.into()));
            }
            system::apt_install(workspace, &PACKAGES, "stories in Firefox and WebKitGTK")?;
            Ok(Outcome::Done(what.into()))
        })
    }

    /// Finds what [`Self::ensure_packages`] and the installation of geckodriver left.
    ///
    /// # Errors
    /// When something is still missing.
    pub(super) fn find(folders: &[PathBuf]) -> Result<Self> {
        let mut found =
            packaged().context("install by hand: Firefox, WebKitWebDriver, gjs and Xvfb")?;
        let geckodriver = command::find_program("geckodriver", folders)
            .context("install by hand: geckodriver")?;
        found.push(("GECKODRIVER_BIN", geckodriver));
        Ok(Self(found))
    }

    /// Tells the end-to-end tests where everything is.
    pub(crate) fn apply_to_stories(&self, command: &mut Command) {
        command.envs(self.0.iter().map(|(name, path)| (name, path)));
    }
}

fn packaged() -> Option<Vec<(&'static str, PathBuf)>> {
    let program = |name| command::find_program(name, &[]);
    Some(vec![
        (
            "FIREFOX_BIN",
            program("firefox-esr").or_else(|| program("firefox"))?,
        ),
        ("WEBKIT_DRIVER_BIN", program("WebKitWebDriver")?),
        ("GJS_BIN", program("gjs")?),
        ("XVFB_BIN", program("Xvfb")?),
    ])
}

fn gjs_knows_webkit() -> bool {
    command::succeeds(Command::new("gjs").args(["-c", KNOWS_WEBKIT]))
}
