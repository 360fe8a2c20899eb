//! Debian packages, and the rights to install them.

use std::process::Command;
use std::sync::Mutex;

use anyhow::{Result, bail};

use crate::command;
use crate::workspace::Workspace;

/// apt keeps one lock on the machine: one step at a time, and one look for news in all.
static APT_IS_FRESH: Mutex<bool> = Mutex::new(false);

/// Installs the Debian packages that are missing.
///
/// # Errors
/// Where there is no apt or no right to install: a sentence naming the packages.
pub(crate) fn apt_install(workspace: &Workspace, packages: &[&str], purpose: &str) -> Result<()> {
    let by_hand = packages.join(" ");
    if command::find_program("apt-get", &[]).is_none() {
        bail!(
            "install by hand, for {purpose}, your system's counterpart of the Debian packages {by_hand}"
        );
    }
    let Some(mut update) = privileged("apt-get") else {
        bail!(
            "install by hand, for {purpose}: `sudo apt-get install --no-install-recommends {by_hand}`"
        );
    };
    let log = workspace.tools_dir().join("log").join("apt.log");
    let mut fresh = APT_IS_FRESH
        .lock()
        .unwrap_or_else(|broken| broken.into_inner());
    if !*fresh {
        command::run_logged(update.args(["update", "-q"]), &log, None)?;
        *fresh = true;
    }
    let Some(mut install) = privileged("apt-get") else {
        bail!("the right to install was lost half-way; start again");
    };
    install
        .args([
            "-o",
            "DPkg::Lock::Timeout=300",
            "install",
            "-y",
            "-q",
            "--no-install-recommends",
        ])
        .args(packages);
    command::run_logged(&mut install, &log, None)
}

/// A command with root's rights: directly as root, else by a sudo that asks nothing.
pub(crate) fn privileged(program: &str) -> Option<Command> {
    let mut command = if is_root() {
        Command::new(program)
    } else if command::succeeds(Command::new("sudo").args(["-n", "true"])) {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", program]);
        sudo
    } else {
        return None;
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Some(command)
}

fn is_root() -> bool {
    command::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
