//! The project's commands. `cargo xtask run` and `cargo xtask test` need nothing before them:
//! each does the whole set-up of the machine, skipping what is there.

// Printing what happens is this program's work.
#![allow(clippy::print_stdout)]

mod bench;
mod budget;
mod command;
mod lanes;
mod report;
mod run;
mod setup;
mod test;
mod tidy;
mod web;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use setup::Need;
use workspace::Workspace;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Set up, build, run, test and measure the project"
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install every tool the project needs, browser for the tests included; skips what is there
    Setup,
    /// Build the web app (citizen and office) into dist/, ready to be embedded by the server
    Build {
        /// Only these sites, for work on one of them; the next whole build makes all anew
        #[arg(long, value_delimiter = ',')]
        only: Vec<String>,
        /// Hardly optimised: large and slow pages, soon there
        #[arg(long)]
        quick: bool,
    },
    /// Set up, build and start the server; Ctrl-C stops it
    Run(run::Options),
    /// Set up (test tools too), then format, lints, unit, browser and end-to-end tests and budget
    Test(test::Options),
    /// Build everything and take the pictures of the main pages for the README
    Screenshots {
        /// Folder for the pictures
        #[arg(long, default_value = "docs/screenshots")]
        out: PathBuf,
    },
    /// Print the project's measurements: size of the first load, then the server's figures
    Bench(bench::Options),
    /// Measure how quick the citizen's app is in a browser: Lighthouse, cold start, taps and keys
    Vitals,
    /// Kill phones, browsers and servers on a line that fails, by a seed; then judge what is left
    Torture {
        /// --seconds N --seed N --phones N --people N --database sqlite|postgres --servers N
        /// --runs N --at-once N --report FILE
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    match dispatch(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(task: Task) -> anyhow::Result<()> {
    let workspace = Workspace::find()?;
    match task {
        Task::Setup => setup::ensure(&workspace, Need::Test).map(drop),
        Task::Build { only, quick } => {
            let tools = setup::ensure(&workspace, Need::Build)?;
            if quick || !only.is_empty() {
                return web::build_part(&workspace, &tools, &only, quick);
            }
            web::build(&workspace, &tools)
        }
        Task::Run(options) => run::run(&workspace, &options),
        Task::Test(options) => test::run(&workspace, &options),
        Task::Screenshots { out } => test::screenshots(&workspace, &out),
        Task::Bench(options) => bench::run(&workspace, &options),
        Task::Vitals => test::vitals(&workspace),
        Task::Torture { arguments } => test::torture(&workspace, &arguments),
    }
}
