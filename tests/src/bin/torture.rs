//! Phones, browsers and servers killed on a line that fails, from one seed; then the judge.
//! `cargo xtask torture` builds what it needs and runs it.
#![allow(clippy::print_stdout, reason = "the report")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Parser;
use tests::chance::Chance;
use tests::torture::{Database, Plan, UNHURRIED, run, run_series};

#[derive(Parser)]
#[command(about = "Break everything at once, heal it, and judge what is left")]
struct Options {
    /// How long the storm lasts
    #[arg(long, default_value_t = 60.0)]
    seconds: f32,
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
    /// So many short runs in the place of a long one, each with a journal and the next seed; the
    /// pauses between two harms are as much shorter as the storm is shorter than ten seconds
    #[arg(long, default_value_t = 1)]
    runs: usize,
    /// How many of them go at the same time
    #[arg(long, default_value_t = 4)]
    at_once: usize,
    /// Writes the report to this file too, as Markdown
    #[arg(long)]
    report: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let seed = options.seed.unwrap_or_else(Chance::new_seed);
    println!("seed {seed}");
    let mut plan = Plan {
        storm: Duration::try_from_secs_f32(options.seconds)?,
        seed,
        phones: options.phones,
        people: options.people,
        database: options.database,
        servers: options.servers,
        pause_percent: UNHURRIED,
    };
    let (clean, text, markdown) = if options.runs > 1 {
        plan.hurry();
        let series = run_series(plan, options.runs, options.at_once).await?;
        (series.failed.is_empty(), series.text(), series.markdown())
    } else {
        let report = run(plan).await;
        let report = report.with_context(|| format!("the rig, with seed {seed}"))?;
        (report.breaches.is_empty(), report.text(), report.markdown())
    };
    println!("{text}");
    if let Some(file) = &options.report {
        std::fs::write(file, markdown).with_context(|| format!("writing {}", file.display()))?;
    }
    Ok(if clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
