//! The command line.

pub mod council;
pub mod due;
mod due_words;
pub mod erase;
pub mod keeping;
mod keeping_words;
pub mod kiosk_keys;
pub mod moment;
pub mod officer;
pub mod open_day;
pub mod place;
pub mod serve;

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand, ValueEnum};
use domain::request::Language;

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
    /// Questions about open days
    #[command(subcommand)]
    OpenDay(open_day::Args),
    /// Add an officer, or give one another name, position and password
    Officer(officer::Args),
    /// Print the council's settings (index, calendar, policy, executors), or set them from a file
    Council(council::Args),
    /// Take over the keys of another journal, so that what kiosks sealed to them opens
    KioskKeys(kiosk_keys::Args),
    /// Check that the journal is what was written into it
    Verify(keeping::Verify),
    /// Copy the journal, which may be in use, and check the copy
    Backup(keeping::Backup),
    /// Put a backup in the place of a lost journal
    Restore(keeping::Restore),
    /// Erase the text and personal data of a closed request, once its keeping has ended
    Erase(erase::Args),
    /// Move the whole journal from SQLite into an empty PostgreSQL database, and check it there
    MoveToPostgres(keeping::MoveToPostgres),
    /// Print the API's OpenAPI document
    Openapi,
}

/// The language of what a command prints.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    Uk,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Uk => Self::Uk,
            Lang::En => Self::En,
        }
    }
}

/// Runs the work of a command that is over when its work is.
fn wait_for<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the runtime did not start")?
        .block_on(work)
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
