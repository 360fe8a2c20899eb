//! Starting other programs: shown, logged to a file, or read.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How many lines of a log are shown when its command failed.
const LOG_TAIL_LINES: usize = 30;

/// The Cargo that started this program.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command on this terminal.
///
/// # Errors
/// When it cannot be started or fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("failed ({status}): {}", shown(command));
    }
    Ok(())
}

/// Runs a command and returns what it printed.
///
/// # Errors
/// When it cannot be started or fails; the message carries its last words.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        bail!(
            "failed ({}): {}\n{}",
            output.status,
            shown(command),
            tail(&words)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command and returns what it printed; what it says on its way is shown on this terminal.
///
/// # Errors
/// When it cannot be started or fails.
pub(crate) fn output_shown(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        bail!("failed ({}): {}", output.status, shown(command));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a command runs and succeeds; its output is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let silent = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

/// Runs a command with its output in a log file, for at most `limit` if one is given.
///
/// # Errors
/// When it cannot be started, fails, or is stopped at the limit; the message carries the log's end.
pub(crate) fn run_logged(command: &mut Command, log: &Path, limit: Option<Duration>) -> Result<()> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    let out = File::options().create(true).append(true).open(log)?;
    let err = out.try_clone()?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .spawn()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if limit.is_some_and(|limit| started.elapsed() > limit) {
            child.kill()?;
            child.wait()?;
            bail!(
                "stopped after {} s without an end: {}",
                started.elapsed().as_secs(),
                shown(command)
            );
        }
        thread::sleep(Duration::from_millis(50));
    };
    if !status.success() {
        let words = fs::read(log).unwrap_or_default();
        bail!(
            "failed ({status}): {}\n{}",
            shown(command),
            tail(&String::from_utf8_lossy(&words))
        );
    }
    Ok(())
}

/// Looks for a program in the given folders, then on PATH.
pub(crate) fn find_program(name: &str, first: &[PathBuf]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let folders = first.iter().cloned().chain(env::split_paths(&path));
    folders
        .map(|folder| folder.join(&file))
        .find(|candidate| candidate.is_file())
}

/// PATH with the given folders before all others.
///
/// # Errors
/// When a folder's name holds PATH's separator.
pub(crate) fn path_with(first: &[PathBuf]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = first.iter().cloned().chain(env::split_paths(&path));
    env::join_paths(folders).context("a tool folder cannot stand on PATH")
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LOG_TAIL_LINES)..].join("\n")
}
