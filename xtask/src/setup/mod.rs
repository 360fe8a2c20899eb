//! Everything a machine needs beyond Rust itself. Each step looks first, skips what is there,
//! and where it cannot install says in one sentence what to install by hand.

mod browser;
mod cargo_tools;
mod engines;
mod mail;
mod node_tools;
mod office;
mod postgres;
mod system;
mod wasm_target;

use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Instant;

use anyhow::{Result, anyhow};

use crate::command;
use crate::report::span;
use crate::workspace::Workspace;

pub(crate) use browser::Browser;
pub(crate) use engines::Engines;
pub(crate) use node_tools::{ensure_lighthouse, ensure_tus_client};
pub(crate) use postgres::ensure as ensure_postgres;
pub(crate) use wasm_target::{TARGET as WASM_TARGET, Toolchain};

/// How much of the set-up a command needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// What builds the web app.
    Build,
    /// That, and PostgreSQL, a mail server, browsers with their drivers, fonts, axe-core and the lints for wasm.
    Test,
}

/// The tools found or installed.
pub(crate) struct Tools {
    /// The compiler that has the wasm32 target.
    pub(crate) toolchain: Toolchain,
    /// The test browser; only with [`Need::Test`].
    pub(crate) browser: Option<Browser>,
    /// The other engines of the stories; only with [`Need::Test`].
    engines: Option<Engines>,
    /// Versions of everything that shapes the built files, for the build's stamp.
    pub(crate) versions: String,
    folders: Vec<PathBuf>,
    web_target: PathBuf,
}

impl Tools {
    /// A command that compiles to wasm: right compiler, right tools on PATH, its own target folder.
    ///
    /// # Errors
    /// When the tool folders cannot stand on PATH.
    pub(crate) fn wasm_command(&self, program: &str) -> Result<Command> {
        let program = command::find_program(program, &self.folders)
            .ok_or_else(|| anyhow!("{program} is not on PATH"))?;
        let mut command = Command::new(program);
        self.toolchain.apply(&mut command);
        command
            .env("PATH", command::path_with(&self.folders)?)
            .env("CARGO_TARGET_DIR", &self.web_target);
        Ok(command)
    }

    /// The test browser.
    ///
    /// # Errors
    /// When the set-up was asked for building only.
    pub(crate) fn browser(&self) -> Result<&Browser> {
        self.browser
            .as_ref()
            .ok_or_else(|| anyhow!("the set-up was made without test tools"))
    }

    /// The other engines of the stories.
    ///
    /// # Errors
    /// When the set-up was asked for building only.
    pub(crate) fn engines(&self) -> Result<&Engines> {
        self.engines
            .as_ref()
            .ok_or_else(|| anyhow!("the set-up was made without test tools"))
    }
}

/// Installs what is missing and returns what there is.
///
/// # Errors
/// When a step fails or needs a person; the message says what to do.
pub(crate) fn ensure(workspace: &Workspace, need: Need) -> Result<Tools> {
    let started = Instant::now();
    println!("Set-up");
    let folders = vec![
        workspace.tools_dir().join("bin"),
        cargo_tools::cargo_home()?.join("bin"),
        node_tools::bin_dir(workspace),
    ];
    let toolchain = wasm_target::ensure(workspace)?;
    toolchain.ensure_std_sources(workspace)?;
    let bindgen = workspace.locked_version("wasm-bindgen")?;

    // Packages only have to be waited for, so they come while the tools compile.
    let (downloads, compiled) = thread::scope(|scope| {
        let downloads = scope.spawn(|| packages(workspace, need, &toolchain));
        let compiled = cargo_tools::ensure(workspace, need, &bindgen, &folders);
        let downloads = downloads
            .join()
            .unwrap_or_else(|_| Err(anyhow!("a set-up step broke off")));
        (downloads, compiled)
    });
    compiled?;
    let browser = downloads?;
    let engines = match need {
        Need::Build => None,
        Need::Test => Some(Engines::find(&folders)?),
    };

    let versions = format!(
        "{}wasm-bindgen {bindgen}\ntrunk {}\nbinaryen {}\nesbuild {}\n",
        toolchain.version()?,
        cargo_tools::TRUNK_VERSION,
        node_tools::BINARYEN_VERSION,
        node_tools::ESBUILD_VERSION,
    );
    println!("Set-up took {}\n", span(started.elapsed()));
    Ok(Tools {
        toolchain,
        browser,
        engines,
        versions,
        folders,
        web_target: workspace.web_target(),
    })
}

fn packages(workspace: &Workspace, need: Need, toolchain: &Toolchain) -> Result<Option<Browser>> {
    node_tools::ensure_wasm_opt(workspace)?;
    node_tools::ensure_esbuild(workspace)?;
    if need == Need::Build {
        return Ok(None);
    }
    toolchain.ensure_clippy(workspace)?;
    postgres::ensure(workspace)?;
    office::ensure(workspace)?;
    mail::ensure(workspace)?;
    let axe = node_tools::ensure_axe(workspace)?;
    let browser = Browser::ensure(workspace, axe)?;
    Engines::ensure_packages(workspace)?;
    Ok(Some(browser))
}
