//! `cargo xtask run`: from a fresh machine to a running server.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::Result;
use clap::Args;

use crate::command::{self, cargo};
use crate::report::{doing, span};
use crate::setup::{self, Need};
use crate::web;
use crate::workspace::Workspace;

#[derive(Args)]
pub(crate) struct Options {
    /// Address the server listens on
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Folder of the server's database
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Start with an empty database instead of an invented council with invented staff
    #[arg(long)]
    no_demo: bool,
}

/// Sets up, builds, and becomes the server.
///
/// # Errors
/// When a step fails or the server cannot be started.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let tools = setup::ensure(workspace, Need::Build)?;
    web::build(workspace, &tools)?;
    build_server(workspace)?;
    let mut server = Command::new(workspace.server_binary());
    server
        .current_dir(&workspace.root)
        .arg("serve")
        .arg("--data")
        .arg(&options.data)
        .args(["--listen", &options.listen]);
    if !options.no_demo {
        server.arg("--demo");
    }
    hand_over(&mut server)
}

/// Builds the server with the web app inside it.
///
/// # Errors
/// When it does not compile.
pub(crate) fn build_server(workspace: &Workspace) -> Result<()> {
    let began = Instant::now();
    doing("server", "building");
    command::run(cargo().current_dir(&workspace.root).args([
        "build",
        "--release",
        "--package",
        "sync-server",
    ]))?;
    println!("[server] built in {}", span(began.elapsed()));
    Ok(())
}

/// The server takes this program's place, so that Ctrl-C and every other signal reach it directly
/// and its exit code is the command's.
#[cfg(unix)]
fn hand_over(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;

    Err(anyhow::Error::new(server.exec()).context("cannot start the server"))
}

#[cfg(not(unix))]
fn hand_over(server: &mut Command) -> Result<()> {
    command::run(server)
}
