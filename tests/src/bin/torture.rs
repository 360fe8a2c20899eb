//! Phones, browsers and servers killed on a line that fails, from one seed; then the judge.
//! `cargo xtask torture` builds what it needs and runs it.
#![allow(clippy::print_stdout, reason = "the report")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Parser;
use tests::chance::Chance;
use tests::torture::{Database, Plan, run};

#[derive(Parser)]
#[command(about = "Break everything at once, heal it, and judge what is left")]
struct Options {
    /// How long the storm lasts
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Repeats a run; without it a new seed is drawn and printed
    #[arg(long)]
    seed: Option<u64>,
    /// Devices without a browser
    #[arg(long, default_value_t = 24)]
    phones: usize,
    /// Browsers, each with a profile of its own
    #[arg(long, default_value_t = 2)]
    people: usize,
    /// What the journal is kept in
    #[arg(long, value_enum, default_value_t)]
    database: Database,
    /// Servers on one journal
    #[arg(long, default_value_t = 1)]
    servers: usize,
    /// Writes the report to this file too, as Markdown
    #[arg(long)]
    report: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let seed = options.seed.unwrap_or_else(Chance::new_seed);
    println!("seed {seed}");
    let report = run(Plan {
        storm: Duration::from_secs(options.seconds),
        seed,
        phones: options.phones,
        people: options.people,
        database: options.database,
        servers: options.servers,
    })
    .await
    .with_context(|| format!("the rig, with seed {seed}"))?;
    println!("{}", report.text());
    if let Some(file) = &options.report {
        std::fs::write(file, report.markdown())
            .with_context(|| format!("writing {}", file.display()))?;
    }
    Ok(if report.breaches.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
