//! Trunk, wasm-bindgen's command line and geckodriver, from crates.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use super::Need;
use crate::command::{self, cargo};
use crate::report::{Outcome, doing, step};
use crate::workspace::Workspace;

/// Newer ones ask for a newer compiler than Debian has.
pub(crate) const TRUNK_VERSION: &str = "0.21.14";

/// Any other that is on this machine will do: it only drives Firefox.
const GECKODRIVER_VERSION: &str = "0.37.1";

/// A prebuilt tool that is not here by then is compiled instead.
const PREBUILT_LIMIT: Duration = Duration::from_secs(60);

/// These tools have little to compute: compile them as fast as the machine can.
const QUICK_PROFILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

struct Tool<'a> {
    krate: &'a str,
    program: &'a str,
    version: &'a str,
    locked: bool,
    minutes: u32,
}

/// Cargo's own folder, where it installs programs.
///
/// # Errors
/// When neither CARGO_HOME nor a home folder is known.
pub(crate) fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    let home = env::home_dir().context("no home folder: set CARGO_HOME")?;
    Ok(home.join(".cargo"))
}

/// Installs Trunk and the wasm-bindgen tools of exactly the given version, and for tests geckodriver.
///
/// # Errors
/// When one of them does not compile.
pub(crate) fn ensure(
    workspace: &Workspace,
    need: Need,
    bindgen: &str,
    folders: &[PathBuf],
) -> Result<()> {
    let mut tools = vec![
        // Not `--locked`: its lock file names a crate version that was withdrawn.
        Tool {
            krate: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: bindgen,
            locked: false,
            minutes: 2,
        },
        Tool {
            krate: "trunk",
            program: "trunk",
            version: TRUNK_VERSION,
            locked: true,
            minutes: 6,
        },
    ];
    // Debian 12 packages none.
    if need == Need::Test && command::find_program("geckodriver", folders).is_none() {
        tools.push(Tool {
            krate: "geckodriver",
            program: "geckodriver",
            version: GECKODRIVER_VERSION,
            locked: true,
            minutes: 2,
        });
    }
    for tool in &tools {
        step(tool.krate, || install(workspace, tool, folders))?;
    }
    // The programs stand elsewhere by now; what they were compiled from would only fill the disk.
    let _ = fs::remove_dir_all(build_dir(workspace));
    Ok(())
}

fn install(workspace: &Workspace, tool: &Tool<'_>, folders: &[PathBuf]) -> Result<Outcome> {
    let what = format!("version {}", tool.version);
    let found = command::find_program(tool.program, folders);
    if found
        .as_deref()
        .is_some_and(|program| has_version(program, tool.version))
    {
        return Ok(Outcome::There(what));
    }
    // Another project's version in Cargo's folder is left alone.
    let root = if cargo_home()?.join("bin").join(tool.program).exists() {
        workspace.tools_dir()
    } else {
        cargo_home()?
    };
    let log = workspace
        .tools_dir()
        .join("log")
        .join(format!("{}.log", tool.krate));
    if prebuilt(tool, &root, &log) {
        return Ok(Outcome::Done(format!("{what}, prebuilt")));
    }
    doing(
        tool.krate,
        &format!(
            "compiling {what} (about {} minutes on two cores)",
            tool.minutes
        ),
    );
    let mut install = cargo();
    install
        .args(["install", tool.krate, "--version", tool.version, "--root"])
        .arg(&root)
        .args(tool.locked.then_some("--locked"))
        .envs(QUICK_PROFILE)
        // One folder for all, so that a second try goes on where the first one stopped.
        .env("CARGO_TARGET_DIR", build_dir(workspace));
    command::run_logged(&mut install, &log, None)?;
    Ok(Outcome::Done(what))
}

/// Takes the maker's own build, where cargo-binstall is there and the network lets it.
fn prebuilt(tool: &Tool<'_>, root: &Path, log: &Path) -> bool {
    if command::find_program("cargo-binstall", &[]).is_none() {
        return false;
    }
    doing(tool.krate, "asking for a prebuilt one");
    let mut binstall = Command::new("cargo-binstall");
    binstall
        .args([
            "--no-confirm",
            "--disable-strategies",
            "compile",
            "--version",
            tool.version,
        ])
        .arg("--root")
        .arg(root)
        .arg(tool.krate);
    command::run_logged(&mut binstall, log, Some(PREBUILT_LIMIT)).is_ok()
}

/// `wasm-bindgen 0.2.130`, `trunk 0.21.14`.
fn has_version(program: &Path, version: &str) -> bool {
    command::output(Command::new(program).arg("--version"))
        .is_ok_and(|text| text.split_whitespace().nth(1) == Some(version))
}

fn build_dir(workspace: &Workspace) -> PathBuf {
    workspace.tools_dir().join("build")
}
