//! Test programs side by side: while one story waits for a network that is not there, another runs.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command;
use crate::report::span;

/// How many run at a time. A story is a browser, its driver and a server; two cores carry two.
const LANES: usize = 2;

/// A built test program.
pub(crate) struct Program {
    /// The test's name.
    pub(crate) name: String,
    path: PathBuf,
}

/// What came of a program.
struct Ran {
    name: String,
    took: Duration,
    output: std::io::Result<Output>,
}

/// Builds a package's tests; their programs.
///
/// # Errors
/// When they do not compile.
pub(crate) fn build(cargo: &mut Command) -> Result<Vec<Program>> {
    let told = command::output_shown(cargo.args([
        "--no-run",
        "--message-format",
        "json-render-diagnostics",
    ]))?;
    Ok(programs(&told))
}

/// The test programs that Cargo's messages name.
fn programs(messages: &str) -> Vec<Program> {
    let of = |line: &str| {
        let message: Value = serde_json::from_str(line).ok()?;
        let is_test = message["profile"]["test"] == Value::Bool(true);
        let path = message["executable"].as_str().filter(|_| is_test)?;
        Some(Program {
            name: message["target"]["name"].as_str()?.to_owned(),
            path: path.into(),
        })
    };
    messages.lines().filter_map(of).collect()
}

/// Runs the programs, those named in `first` before the others, [`LANES`] at a time; `alone` ones
/// afterwards, each by itself. Each gets its environment and folder from `like`. What a program
/// says is shown whole when it has ended.
///
/// # Errors
/// When one fails or can't be started; all have run by then.
pub(crate) fn run(
    mut programs: Vec<Program>,
    like: &Command,
    first: &[&str],
    alone: &[&str],
) -> Result<()> {
    let rank = |program: &Program| {
        let place = first.iter().position(|name| *name == program.name);
        place.unwrap_or(first.len())
    };
    programs.sort_by_key(rank);
    let is_alone = |program: &Program| alone.contains(&program.name.as_str());
    let (last, side): (Vec<_>, Vec<_>) = programs.into_iter().partition(is_alone);
    let mut failed = Vec::new();
    let mut times = Vec::new();
    for (lanes, part) in [(LANES, side), (1, last)] {
        for ran in side_by_side(lanes, part, like)? {
            times.push((ran.took, ran.name.clone()));
            if !ran.output.is_ok_and(|output| output.status.success()) {
                failed.push(ran.name);
            }
        }
    }
    times.sort();
    for (took, name) in times.iter().rev() {
        println!("  {} {name}", span(*took));
    }
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

fn side_by_side(lanes: usize, programs: Vec<Program>, like: &Command) -> Result<Vec<Ran>> {
    let folder = like.get_current_dir().context("no folder for the tests")?;
    let waiting = Mutex::new(VecDeque::from(programs));
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..lanes {
            scope.spawn(|| {
                loop {
                    let next = waiting
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .pop_front();
                    let Some(program) = next else { break };
                    let ran = one(&program, folder, like);
                    show(&ran);
                    done.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(ran);
                }
            });
        }
    });
    Ok(done.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn one(program: &Program, folder: &std::path::Path, like: &Command) -> Ran {
    let began = Instant::now();
    let mut command = Command::new(&program.path);
    // One story of a program at a time: they stop and start servers of their own.
    command.current_dir(folder).args(["--test-threads", "1"]);
    for (name, value) in like.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command.stdin(std::process::Stdio::null()).output();
    Ran {
        name: program.name.clone(),
        took: began.elapsed(),
        output,
    }
}

fn show(ran: &Ran) {
    let mut text = format!("     Running {} ({})\n", ran.name, span(ran.took));
    match &ran.output {
        Ok(output) => {
            text += &String::from_utf8_lossy(&output.stdout);
            text += &String::from_utf8_lossy(&output.stderr);
        }
        Err(error) => text += &format!("it could not be started: {error}\n"),
    }
    // In one piece: the other lane writes too.
    print!("{text}");
}

#[cfg(test)]
mod tests {
    use super::programs;

    #[test]
    fn test_programs_are_found_among_cargos_messages() {
        let messages = r#"
            {"reason":"compiler-artifact","target":{"name":"x"},"profile":{"test":false},"executable":"/x"}
            {"reason":"compiler-artifact","target":{"name":"story"},"profile":{"test":true},"executable":"/story"}
            {"reason":"compiler-artifact","target":{"name":"lib"},"profile":{"test":true},"executable":null}
            {"reason":"build-finished","success":true}
        "#;
        let found: Vec<String> = programs(messages).into_iter().map(|p| p.name).collect();
        assert_eq!(found, ["story"]);
    }
}
