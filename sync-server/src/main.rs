//! The `sync-server` command.

use std::process::ExitCode;

use clap::Parser;
use sync_server::cli::{
    Cli, Command, council, due, erase, keeping, kiosk_keys, officer, open_day, print, serve,
};
use sync_server::http;

/// Every push is allocated on one thread and freed on another, which the system's allocator makes
/// a fifth of its cost. Measured by `bench`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Due(asked) => due::run(&asked),
        Command::OpenDay(asked) => open_day::run(&asked),
        Command::Openapi => print(http::document()),
        Command::Officer(asked) => told(officer::run(&asked)),
        Command::KioskKeys(asked) => told(kiosk_keys::run(&asked)),
        Command::Verify(asked) => told(keeping::run_verify(&asked)),
        Command::Backup(asked) => told(keeping::run_backup(&asked)),
        Command::Restore(asked) => told(keeping::run_restore(&asked)),
        Command::Erase(asked) => told(erase::run(&asked)),
        Command::MoveToPostgres(asked) => told(keeping::run_move(&asked)),
        Command::Council(asked) => told(council::run(&asked)),
        Command::Serve(asked) => told(serve::run(&asked).map(|()| ExitCode::SUCCESS)),
    }
}

fn told(outcome: anyhow::Result<ExitCode>) -> ExitCode {
    outcome.unwrap_or_else(|error| {
        eprintln!("sync-server: {error:#}");
        ExitCode::FAILURE
    })
}
