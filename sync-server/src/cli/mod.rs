//! The command line.

pub mod council;
pub mod due;
mod due_words;
pub mod keeping;
mod keeping_words;
pub mod moment;
pub mod officer;
pub mod serve;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Відкрита рада: the council's server.
#[derive(Debug, Parser)]
#[command(name = "sync-server", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the app and keep the journal
    Serve(Box<serve::Args>),
    /// Compute the due date of a request and explain it day by day
    Due(due::Args),
    /// Add an officer, or give one another name, position and password
    Officer(officer::Args),
    /// Print the council's settings (index, calendar, policy, executors), or set them from a file
    Council(council::Args),
    /// Check that the journal is what was written into it
    Verify(keeping::Verify),
    /// Copy the journal, which may be in use, and check the copy
    Backup(keeping::Backup),
    /// Put a backup in the place of a lost journal
    Restore(keeping::Restore),
    /// Print the API's OpenAPI document
    Openapi,
}

/// Prints a text on standard output; a reader that went away (`| head`) is no error.
#[must_use]
pub fn print(text: &str) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match out
        .write_all(text.as_bytes())
        .and_then(|()| out.write_all(b"\n"))
    {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}
