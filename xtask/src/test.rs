//! `cargo xtask test`: everything the project's continuous integration checks, in one command.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::budget;
use crate::command::{self, cargo};
use crate::lanes;
use crate::report::span;
use crate::run::build_server;
use crate::setup::{self, Need, Tools};
use crate::web;
use crate::workspace::Workspace;

#[derive(Args)]
pub(crate) struct Options {
    /// Only these checks (the web app is built in any case)
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Check>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Check {
    /// Formatting and clippy, native and wasm, warnings being errors
    Lint,
    /// Unit, property, documentation and API tests
    Unit,
    /// The citizen bundle's size
    Budget,
    /// Tests of the app's browser code, in a browser
    Wasm,
    /// Stories in three browser engines against the real server
    E2e,
}

/// In this order, cheap and telling ones first.
const CHECKS: [Check; 5] = [
    Check::Lint,
    Check::Budget,
    Check::Unit,
    Check::Wasm,
    Check::E2e,
];

type Step<'a> = (&'static str, Box<dyn FnOnce() -> Result<()> + 'a>);

/// Runs the checks, all of them even if one fails.
///
/// # Errors
/// When the set-up or the build fails, or with the list of failed checks.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let started = Instant::now();
    let tools = setup::ensure(workspace, Need::Test)?;
    // Checks below compile the built pages into the server.
    web::build(workspace, &tools)?;
    let wanted = |check: &Check| options.only.is_empty() || options.only.contains(check);
    let mut results = Vec::new();
    for check in CHECKS.iter().copied().filter(wanted) {
        for (name, work) in steps(workspace, &tools, check) {
            println!("\n==== {name}");
            let began = Instant::now();
            let result = work();
            let verdict = if result.is_ok() { "passed" } else { "FAILED" };
            println!("==== {name}: {verdict} in {}", span(began.elapsed()));
            results.push((name, span(began.elapsed()), result));
        }
    }
    summary(&results)?;
    println!("\nAll passed in {}", span(started.elapsed()));
    Ok(())
}

fn summary(results: &[(&str, String, Result<()>)]) -> Result<()> {
    println!("\nSummary");
    for (name, took, result) in results {
        let verdict = if result.is_ok() { "passed" } else { "FAILED" };
        println!("  {verdict}  {name} ({took})");
    }
    let failures: Vec<String> = results
        .iter()
        .filter_map(|(name, _, result)| result.as_ref().err().map(|e| format!("{name}: {e:#}")))
        .collect();
    if !failures.is_empty() {
        bail!(
            "{} of {} checks failed\n{}",
            failures.len(),
            results.len(),
            failures.join("\n")
        );
    }
    Ok(())
}

fn steps<'a>(workspace: &'a Workspace, tools: &'a Tools, check: Check) -> Vec<Step<'a>> {
    match check {
        Check::Lint => vec![
            (
                "format",
                Box::new(|| native(workspace, &["fmt", "--all", "--check"])),
            ),
            ("clippy, native", Box::new(|| clippy_native(workspace))),
            ("clippy, wasm", Box::new(|| clippy_wasm(workspace, tools))),
        ],
        Check::Budget => vec![(
            "budget of the first load",
            Box::new(|| budget::check(workspace)),
        )],
        Check::Unit => vec![("unit tests", Box::new(|| unit(workspace)))],
        Check::Wasm => vec![(
            "browser tests of the app",
            Box::new(|| wasm(workspace, tools)),
        )],
        Check::E2e => vec![("end-to-end stories", Box::new(|| stories(workspace, tools)))],
    }
}

fn native(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    command::run(cargo().current_dir(&workspace.root).args(arguments))
}

fn clippy_native(workspace: &Workspace) -> Result<()> {
    native(
        workspace,
        &[
            "clippy",
            "--workspace",
            "--exclude",
            "app",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    )
}

fn clippy_wasm(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let mut clippy = tools.wasm_command("cargo")?;
    clippy
        .current_dir(&workspace.root)
        .args([
            "clippy",
            "--package",
            "app",
            "--target",
            setup::WASM_TARGET,
            "--all-targets",
        ])
        .args(["--", "-D", "warnings"]);
    command::run(&mut clippy)
}

fn unit(workspace: &Workspace) -> Result<()> {
    let client = setup::ensure_tus_client(workspace)?;
    let mut tests = cargo();
    tests
        .current_dir(&workspace.root)
        .args(["test", "--workspace", "--exclude", "app"])
        .args(["--exclude", "tests", "--no-fail-fast"])
        .env("TUS_JS_CLIENT", client);
    command::run(&mut tests)
}

fn wasm(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let mut tests = tools.wasm_command("cargo")?;
    tests.current_dir(&workspace.root).args([
        "test",
        "--package",
        "app",
        "--target",
        setup::WASM_TARGET,
        "--no-fail-fast",
    ]);
    tools
        .browser()?
        .apply_to_wasm_tests(workspace, &mut tests)?;
    command::run(&mut tests)
}

/// The longest stories, which begin first so that none is left at the end.
const LONGEST: [&str; 6] = [
    "accessibility",
    "accessibility_office",
    "main_job",
    "attachment_faults",
    "network_faults",
    "storage_faults",
];
/// Stories that take the whole machine for themselves.
const ALONE: [&str; 2] = ["torture", "kills"];

fn stories(workspace: &Workspace, tools: &Tools) -> Result<()> {
    build_server(workspace)?;
    let mut tests = cargo();
    tests
        .current_dir(&workspace.root)
        .args(["test", "--package", "tests"]);
    let programs = lanes::build(&mut tests)?;
    let mut like = story_command(workspace, tools)?;
    like.current_dir(workspace.root.join("tests"));
    lanes::run(programs, &like, &LONGEST, &ALONE)
}

/// Takes the pictures of the main pages.
///
/// # Errors
/// When something does not build or a page does not come up.
pub(crate) fn screenshots(workspace: &Workspace, out: &Path) -> Result<()> {
    let tools = setup::ensure(workspace, Need::Test)?;
    web::build(workspace, &tools)?;
    build_server(workspace)?;
    let mut pictures = story_command(workspace, &tools)?;
    pictures
        .args(["run", "--package", "tests", "--bin", "screenshots", "--"])
        .arg(out);
    command::run(&mut pictures)
}

/// Measures the app in a browser.
///
/// # Errors
/// When something does not build or a page does not come up.
pub(crate) fn vitals(workspace: &Workspace) -> Result<()> {
    let tools = setup::ensure(workspace, Need::Test)?;
    let lighthouse = setup::ensure_lighthouse(workspace)?;
    web::build(workspace, &tools)?;
    build_server(workspace)?;
    let mut vitals = story_command(workspace, &tools)?;
    vitals
        .args(["run", "--package", "tests", "--bin", "vitals"])
        .env("LIGHTHOUSE_BIN", lighthouse);
    command::run(&mut vitals)
}

/// Breaks everything at once and judges what is left.
///
/// # Errors
/// When something does not build, or a promise was broken.
pub(crate) fn torture(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let tools = setup::ensure(workspace, Need::Test)?;
    web::build(workspace, &tools)?;
    build_server(workspace)?;
    let mut torture = story_command(workspace, &tools)?;
    torture
        .args(["run", "--package", "tests", "--bin", "torture", "--"])
        .args(arguments);
    command::run(&mut torture)
}

/// A native Cargo that tells the stories where server and browsers are.
fn story_command(workspace: &Workspace, tools: &Tools) -> Result<Command> {
    let mut command = cargo();
    command
        .current_dir(&workspace.root)
        .env("SYNC_SERVER_BIN", workspace.server_binary());
    tools.browser()?.apply_to_stories(&mut command);
    tools.engines()?.apply_to_stories(&mut command);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn one_failure_among_many_fails_the_whole_and_is_named() {
        let results = [
            ("format", "1 s".to_owned(), Ok(())),
            (
                "unit tests",
                "2 s".to_owned(),
                Err(anyhow::anyhow!("broken")),
            ),
        ];
        let error = summary(&results).unwrap_err().to_string();
        assert!(
            error.contains("1 of 2") && error.contains("unit tests: broken"),
            "{error}"
        );
        assert!(summary(&results[..1]).is_ok());
    }
}
