//! `cargo xtask bench`: each measurement as a figure and as a ratio to what it can be held against.

mod counter;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::budget;
use crate::command::{self, cargo};
use crate::run::build_server;
use crate::setup::{self, Need};
use crate::web;
use crate::workspace::Workspace;

#[derive(Args)]
pub(crate) struct Options {
    /// Requests in the journal for the measurements of a full one
    #[arg(long, default_value_t = 1_000_000)]
    rows: u64,
}

/// Builds everything and prints the measurements.
///
/// # Errors
/// When something does not build or the server's measurements fail.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let tools = setup::ensure(workspace, Need::Build)?;
    setup::ensure_postgres(workspace)?;
    web::build(workspace, &tools)?;
    let counter = counter::build(workspace, &tools)?;
    println!("First load of a Leptos counter page, same tools and settings");
    let baseline = budget::first_load(&counter)?;
    budget::print(&baseline);
    println!("\nFirst load of the citizen's app");
    let citizen = budget::first_load(&workspace.dist().join(web::CITIZEN.name))?;
    budget::print(&citizen);
    println!(
        "{}\n",
        ratio(budget::total(&citizen), budget::total(&baseline))
    );

    let Some(features) = workspace.binary_features("sync-server", "bench") else {
        bail!("sync-server has no binary `bench`: its measurements were not made");
    };
    build_server(workspace)?;
    let mut bench = cargo();
    bench.current_dir(&workspace.root).args([
        "run",
        "--release",
        "--package",
        "sync-server",
        "--bin",
        "bench",
    ]);
    if !features.is_empty() {
        bench.args(["--features", &features.join(",")]);
    }
    bench
        .arg("--")
        .arg("--server")
        .arg(workspace.server_binary())
        .args(["--rows", &options.rows.to_string()]);
    command::run(&mut bench).context("the server's measurements")
}

fn ratio(citizen: u64, counter: u64) -> String {
    // Sizes far below 2^52: exact as floating point numbers.
    #[allow(clippy::cast_precision_loss)]
    let times = citizen as f64 / counter as f64;
    format!("first load: {citizen} bytes, {times:.2} times the counter's {counter}")
}

#[cfg(test)]
mod tests {
    use super::ratio;

    #[test]
    fn figure_and_ratio() {
        assert_eq!(
            ratio(300, 100),
            "first load: 300 bytes, 3.00 times the counter's 100"
        );
    }
}
