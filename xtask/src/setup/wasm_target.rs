//! A compiler that has wasm32-unknown-unknown: rustup's own where it can download the target,
//! else Debian's compiler with its standard library built here from Debian's sources.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::system;
use crate::command;
use crate::report::{Outcome, doing, step};
use crate::workspace::Workspace;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Name under which rustup knows Debian's compiler.
const DEBIAN: &str = "debian";
const DEBIAN_PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "lld-22",
];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_TARGET_LIBS: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// Features of a standard library built here; `optimize_for_size` makes it smaller and slower.
const STD_FEATURES: &str = "";

/// Set to `debian` to take Debian's compiler even where rustup's has the target.
const CHOICE: &str = "XTASK_WASM_TOOLCHAIN";

/// A download that takes longer is no quick way any more.
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(180);

/// Which compiler makes the wasm.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The one that compiles everything else.
    Default,
    /// Debian's, linked into rustup.
    Debian,
}

impl Toolchain {
    /// Makes `command` and the programs it starts use this compiler.
    pub(crate) fn apply(self, command: &mut Command) {
        // Cargo tells its children which compiler it is itself; here another one may be meant.
        for name in [
            "CARGO",
            "RUSTC",
            "RUSTDOC",
            "LD_LIBRARY_PATH",
            "DYLD_FALLBACK_LIBRARY_PATH",
        ] {
            command.env_remove(name);
        }
        if self == Self::Debian {
            command.env("RUSTUP_TOOLCHAIN", DEBIAN);
        }
    }

    fn rustc(self) -> Command {
        let mut rustc = Command::new("rustc");
        self.apply(&mut rustc);
        rustc
    }

    /// The compiler's full version, one line each fact.
    ///
    /// # Errors
    /// When the compiler does not run.
    pub(crate) fn version(self) -> Result<String> {
        command::output(self.rustc().arg("-vV"))
    }

    /// Whether this compiler really has a standard library of its own making for the target.
    fn has_target(self, workspace: &Workspace) -> Result<bool> {
        let probe = workspace.tools_dir().join("probe");
        fs::create_dir_all(&probe)?;
        let source = probe.join("probe.rs");
        fs::write(&source, "pub fn probe() -> String { String::new() }\n")?;
        let mut rustc = self.rustc();
        rustc.args([
            "--target",
            TARGET,
            "--crate-type",
            "lib",
            "--emit",
            "metadata",
            "--out-dir",
        ]);
        Ok(command::succeeds(rustc.arg(&probe).arg(&source)))
    }

    /// Sees to it that the sources of the standard library are there, of which the app is built.
    ///
    /// # Errors
    /// When they are missing and cannot be installed.
    pub(crate) fn ensure_std_sources(self, workspace: &Workspace) -> Result<()> {
        step("std sources", || {
            let sysroot = command::output(self.rustc().args(["--print", "sysroot"]))?;
            let sources = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std");
            if sources.exists() {
                return Ok(Outcome::There("of the compiler in use".into()));
            }
            command::run_logged(
                Command::new("rustup").args(["component", "add", "rust-src"]),
                &log(workspace),
                Some(DOWNLOAD_LIMIT),
            )
            .context("install by hand: `rustup component add rust-src`")?;
            Ok(Outcome::Done("downloaded by rustup".into()))
        })
    }

    /// Sees to it that `cargo clippy` works with this compiler.
    ///
    /// # Errors
    /// When it is missing and cannot be installed.
    pub(crate) fn ensure_clippy(self, workspace: &Workspace) -> Result<()> {
        step("clippy", || {
            let mut probe = Command::new("cargo");
            self.apply(&mut probe);
            if command::succeeds(probe.args(["clippy", "--version"])) {
                return Ok(Outcome::There("lints for wasm code".into()));
            }
            match self {
                Self::Debian => system::apt_install(workspace, &["rust-web-clippy"], "the lints")?,
                Self::Default => command::run_logged(
                    Command::new("rustup").args(["component", "add", "clippy"]),
                    &log(workspace),
                    Some(DOWNLOAD_LIMIT),
                )
                .context("install by hand: `rustup component add clippy`")?,
            }
            Ok(Outcome::Done("lints for wasm code".into()))
        })
    }
}

/// Finds or makes a compiler with the wasm32 target.
///
/// # Errors
/// When neither way is open on this machine.
pub(crate) fn ensure(workspace: &Workspace) -> Result<Toolchain> {
    let name = "wasm target";
    let mut chosen = Toolchain::Default;
    step(name, || {
        if env::var_os(CHOICE).is_none_or(|choice| choice != DEBIAN) {
            if chosen.has_target(workspace)? {
                return Ok(Outcome::There(format!("{TARGET} of the default toolchain")));
            }
            if linked_debian() && Toolchain::Debian.has_target(workspace)? {
                chosen = Toolchain::Debian;
                return Ok(Outcome::There(format!("{TARGET} of Debian's toolchain")));
            }
            if rustup_add(workspace, name) && chosen.has_target(workspace)? {
                return Ok(Outcome::Done(format!("{TARGET} downloaded by rustup")));
            }
        }
        chosen = Toolchain::Debian;
        from_debian(workspace, name)
    })?;
    Ok(chosen)
}

fn rustup_add(workspace: &Workspace, name: &str) -> bool {
    if command::find_program("rustup", &[]).is_none() {
        return false;
    }
    doing(name, "asking rustup for it");
    let mut rustup = Command::new("rustup");
    rustup
        .args(["target", "add", TARGET])
        .env("RUSTUP_MAX_RETRIES", "0");
    command::run_logged(&mut rustup, &log(workspace), Some(DOWNLOAD_LIMIT)).is_ok()
}

fn from_debian(workspace: &Workspace, name: &str) -> Result<Outcome> {
    let by_hand = format!(
        "rustup could not download the target and this is no Debian machine with the package \
         rustc-web; install by hand: `rustup target add {TARGET}`"
    );
    if command::find_program("rustup", &[]).is_none() {
        bail!("install rustup by hand, then: `rustup target add {TARGET}`");
    }
    if !DEBIAN_PACKAGES.iter().all(|package| is_installed(package)) {
        if !command::succeeds(Command::new("apt-get").arg("--version")) {
            bail!(by_hand);
        }
        doing(
            name,
            "rustup cannot download it here; installing Debian's compiler and its sources",
        );
        system::apt_install(workspace, &DEBIAN_PACKAGES, "compiling to wasm").context(by_hand)?;
    }
    if !linked_debian() {
        command::output(Command::new("rustup").args(["toolchain", "link", DEBIAN, "/usr"]))?;
    }
    if Toolchain::Debian.has_target(workspace)? {
        return Ok(Outcome::There(format!("{TARGET} of Debian's toolchain")));
    }
    doing(
        name,
        "building the standard library from Debian's sources (about 2 minutes)",
    );
    let libraries = build_std(workspace)?;
    install_std(&libraries)?;
    if !Toolchain::Debian.has_target(workspace)? {
        bail!("the standard library built from Debian's sources does not fit Debian's compiler");
    }
    // What was compiled against an earlier build of the library cannot be used with this one.
    let _ = fs::remove_dir_all(workspace.web_target());
    Ok(Outcome::Done(format!("{TARGET} for Debian's toolchain")))
}

fn is_installed(package: &str) -> bool {
    let mut query = Command::new("dpkg-query");
    command::output(query.args(["-W", "-f", "${db:Status-Status}", package]))
        .is_ok_and(|status| status == "installed")
}

fn linked_debian() -> bool {
    let mut rustup = Command::new("rustup");
    rustup.args(["run", DEBIAN, "rustc", "--print", "sysroot"]);
    command::output(&mut rustup).is_ok_and(|sysroot| sysroot.trim() == "/usr")
}

/// Compiles the standard library and returns its parts.
fn build_std(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let folder = workspace.tools_dir().join("std");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src"))?;
    // Its own workspace: it stands inside the project's folder and is no part of it.
    let manifest =
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src").join("lib.rs"), "")?;
    let target = folder.join("target");
    let mut build = Command::new(DEBIAN_CARGO);
    Toolchain::Debian.apply(&mut build);
    build
        .current_dir(&folder)
        .env("RUSTC", DEBIAN_RUSTC)
        // Debian's compiler is a stable one; building `std` is still a matter of nightly flags.
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode a build with link-time optimisation cannot read the library.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", &target)
        // `test` is what wasm-bindgen-test needs.
        .args([
            "build",
            "-Z",
            "build-std=std,panic_abort,test",
            "--target",
            TARGET,
            "--release",
        ]);
    if !STD_FEATURES.is_empty() {
        build.args(["-Z", &format!("build-std-features={STD_FEATURES}")]);
    }
    command::run_logged(&mut build, &log(workspace), None)?;
    let parts = target.join(TARGET).join("release").join("deps");
    let mut libraries = Vec::new();
    for entry in fs::read_dir(&parts).with_context(|| format!("reading {}", parts.display()))? {
        let path = entry?.path();
        if is_library(&path) {
            libraries.push(path);
        }
    }
    Ok(libraries)
}

/// All the `rlib`s but the empty crate's own.
fn is_library(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy())
        .unwrap_or_default();
    name.starts_with("lib") && name.ends_with(".rlib") && !name.starts_with("libempty")
}

fn install_std(libraries: &[PathBuf]) -> Result<()> {
    let folder = Path::new(DEBIAN_TARGET_LIBS);
    let mut make = privileged("mkdir")?;
    command::output(make.arg("-p").arg(folder))?;
    // Two builds of one crate side by side would confuse the compiler.
    let mut old = Vec::new();
    for entry in fs::read_dir(folder)? {
        old.push(entry?.path());
    }
    old.retain(|path| path.extension().is_some_and(|kind| kind == "rlib"));
    if !old.is_empty() {
        command::output(privileged("rm")?.arg("-f").args(&old))?;
    }
    command::output(privileged("cp")?.args(libraries).arg(folder))?;
    Ok(())
}

fn privileged(program: &str) -> Result<Command> {
    system::privileged(program).with_context(|| {
        format!("needs root's rights, to put the library into {DEBIAN_TARGET_LIBS}")
    })
}

fn log(workspace: &Workspace) -> PathBuf {
    workspace.tools_dir().join("log").join("wasm-target.log")
}

#[cfg(test)]
mod tests {
    use super::is_library;
    use std::path::Path;

    #[test]
    fn only_the_parts_of_std_are_taken() {
        assert!(is_library(Path::new("deps/libstd-0a1b.rlib")));
        assert!(!is_library(Path::new("deps/libempty-0a1b.rlib")));
        assert!(!is_library(Path::new("deps/libstd-0a1b.rmeta")));
    }
}
