//! PostgreSQL, of which the server's tests and its bench start one of their own.

use std::fs;

use anyhow::Result;

use super::system;
use crate::command;
use crate::report::{Outcome, step};
use crate::workspace::Workspace;

/// Debian keeps the programs beside PATH, a folder a version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Installs PostgreSQL's server programs where they are missing. Debian's package starts a cluster
/// of its own too, which nothing here uses.
///
/// # Errors
/// When they are missing and cannot be installed here.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    step("postgresql", || {
        let what = "PostgreSQL's server programs";
        if is_there() {
            return Ok(Outcome::There(what.into()));
        }
        system::apt_install(workspace, &["postgresql"], "tests on PostgreSQL")?;
        Ok(Outcome::Done(what.into()))
    })
}

fn is_there() -> bool {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let folders: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    command::find_program("initdb", &folders).is_some()
}
