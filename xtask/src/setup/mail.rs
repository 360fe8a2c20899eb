//! Exim, the mail server that takes what the tests send: somebody else's, and real. OpenSSL makes
//! its certificate.

use std::path::PathBuf;

use anyhow::Result;

use super::system;
use crate::command;
use crate::report::{Outcome, step};
use crate::workspace::Workspace;

/// Debian keeps servers beside the PATH of people.
const SERVERS: &str = "/usr/sbin";

/// Installs Exim and OpenSSL where they are missing. Debian's package may start a server of its
/// own, which takes no mail from outside and which nothing here uses.
///
/// # Errors
/// When they are missing and cannot be installed here.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    step("exim", || {
        let what = "Exim and OpenSSL";
        let there = |program| command::find_program(program, &[PathBuf::from(SERVERS)]).is_some();
        if there("exim4") && there("openssl") {
            return Ok(Outcome::There(what.into()));
        }
        let packages = ["exim4-daemon-light", "openssl"];
        system::apt_install(workspace, &packages, "tests of e-mail")?;
        Ok(Outcome::Done(what.into()))
    })
}
