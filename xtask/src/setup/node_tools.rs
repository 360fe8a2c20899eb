//! wasm-opt, esbuild, axe-core, tus-js-client and Lighthouse, pinned, from npm into the project's tool folder.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::system;
use crate::command;
use crate::report::{Outcome, step};
use crate::workspace::Workspace;

pub(crate) const BINARYEN_VERSION: &str = "132.0.0";
pub(crate) const ESBUILD_VERSION: &str = "0.28.2";
const AXE_VERSION: &str = "4.14.1";
const TUS_VERSION: &str = "4.3.1";
/// The last one for the Node.js 20 that Debian has.
const LIGHTHOUSE_VERSION: &str = "12.8.2";

/// Where npm puts the programs of its packages.
pub(crate) fn bin_dir(workspace: &Workspace) -> PathBuf {
    modules(workspace).join(".bin")
}

/// Installs wasm-opt. Pinned rather than taken from PATH, because its version shapes the bundle.
///
/// # Errors
/// When npm is missing or cannot fetch it.
pub(crate) fn ensure_wasm_opt(workspace: &Workspace) -> Result<()> {
    step("wasm-opt", || {
        install(workspace, "binaryen", BINARYEN_VERSION)
    })
}

/// Installs esbuild, which makes the scripts small.
///
/// # Errors
/// When npm is missing or cannot fetch it.
pub(crate) fn ensure_esbuild(workspace: &Workspace) -> Result<()> {
    step("esbuild", || install(workspace, "esbuild", ESBUILD_VERSION))
}

/// Installs axe-core and returns the path of its script.
///
/// # Errors
/// When npm is missing or cannot fetch it.
pub(crate) fn ensure_axe(workspace: &Workspace) -> Result<PathBuf> {
    step("axe-core", || install(workspace, "axe-core", AXE_VERSION))?;
    Ok(modules(workspace).join("axe-core").join("axe.min.js"))
}

/// Installs tus-js-client, which uploads to the server in its tests, and returns its folder.
///
/// # Errors
/// When npm is missing or cannot fetch it.
pub(crate) fn ensure_tus_client(workspace: &Workspace) -> Result<PathBuf> {
    step("tus-js-client", || {
        install(workspace, "tus-js-client", TUS_VERSION)
    })?;
    Ok(modules(workspace).join("tus-js-client"))
}

/// Installs Lighthouse and returns the path of its program.
///
/// # Errors
/// When npm is missing or cannot fetch it.
pub(crate) fn ensure_lighthouse(workspace: &Workspace) -> Result<PathBuf> {
    step("lighthouse", || {
        install(workspace, "lighthouse", LIGHTHOUSE_VERSION)
    })?;
    Ok(bin_dir(workspace).join("lighthouse"))
}

fn install(workspace: &Workspace, package: &str, version: &str) -> Result<Outcome> {
    let what = format!("version {version}");
    if installed_version(workspace, package).as_deref() == Some(version) {
        return Ok(Outcome::There(what));
    }
    if command::find_program("npm", &[]).is_none() {
        system::apt_install(workspace, &["nodejs", "npm"], package)?;
    }
    let folder = workspace.tools_dir().join("node");
    fs::create_dir_all(&folder)?;
    let log = workspace.tools_dir().join("log").join("npm.log");
    let mut npm = Command::new("npm");
    // Without a package.json here npm would look for one in the folders above.
    npm.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
    ])
    .arg(&folder)
    .arg(format!("{package}@{version}"));
    command::run_logged(&mut npm, &log, None)
        .with_context(|| format!("install Node.js and npm by hand; npm must reach {package}"))?;
    if installed_version(workspace, package).as_deref() != Some(version) {
        bail!(
            "npm reported success but {package} {version} is not in {}",
            folder.display()
        );
    }
    Ok(Outcome::Done(what))
}

fn installed_version(workspace: &Workspace, package: &str) -> Option<String> {
    let text = fs::read_to_string(modules(workspace).join(package).join("package.json")).ok()?;
    let manifest: Value = serde_json::from_str(&text).ok()?;
    manifest["version"].as_str().map(str::to_owned)
}

fn modules(workspace: &Workspace) -> PathBuf {
    workspace.tools_dir().join("node").join("node_modules")
}
