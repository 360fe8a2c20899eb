//! LibreOffice, which opens the documents the server makes in the stories: somebody else's reader.

use anyhow::Result;

use super::system;
use crate::command;
use crate::report::{Outcome, step};
use crate::workspace::Workspace;

const PACKAGES: [&str; 2] = ["libreoffice-writer-nogui", "libreoffice-calc-nogui"];

/// Installs LibreOffice's text and table programs without windows where they are missing.
///
/// # Errors
/// When they are missing and cannot be installed here.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    step("libreoffice", || {
        let what = "LibreOffice without windows";
        if command::find_program("soffice", &[]).is_some() {
            return Ok(Outcome::There(what.into()));
        }
        system::apt_install(workspace, &PACKAGES, "reading the documents that are made")?;
        Ok(Outcome::Done(what.into()))
    })
}
