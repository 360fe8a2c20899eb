//! The `sync-server` command.

use std::process::ExitCode;

use clap::Parser;
use sync_server::cli::{Cli, Command, due, print, serve};
use sync_server::http;

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Due(asked) => due::run(&asked),
        Command::Openapi => print(http::document()),
        Command::Serve(asked) => match serve::run(&asked) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("sync-server: {error:#}");
                ExitCode::FAILURE
            }
        },
    }
}
