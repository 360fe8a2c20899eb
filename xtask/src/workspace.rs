//! Where things are: the project's root, its target folder and what Cargo knows about it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{self, cargo};

/// The project on this machine.
pub(crate) struct Workspace {
    /// Folder of the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's target folder for native builds.
    pub(crate) target: PathBuf,
    metadata: Value,
}

impl Workspace {
    /// Finds the workspace this program was built from.
    ///
    /// # Errors
    /// When Cargo cannot read the workspace.
    pub(crate) fn find() -> Result<Self> {
        let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR")
            .context("start this program as `cargo xtask`, which tells it where the project is")?;
        let root = Path::new(&manifest_dir)
            .parent()
            .context("the xtask folder has no parent folder")?
            .to_path_buf();
        let text = command::output(cargo().current_dir(&root).args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
        ]))?;
        let metadata: Value = serde_json::from_str(&text).context("reading `cargo metadata`")?;
        let target = metadata["target_directory"]
            .as_str()
            .map(PathBuf::from)
            .context("`cargo metadata` names no target folder")?;
        Ok(Self {
            root,
            target,
            metadata,
        })
    }

    /// Folder for tools and the files they need, which `cargo clean` may remove.
    pub(crate) fn tools_dir(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// Target folder of everything compiled to wasm32, apart from the native one: the two may be
    /// built by different compilers.
    pub(crate) fn web_target(&self) -> PathBuf {
        self.target.join("web")
    }

    /// Where the built web app stands: `citizen/` and `office/`.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The release build of the server.
    pub(crate) fn server_binary(&self) -> PathBuf {
        self.target
            .join("release")
            .join(format!("sync-server{}", std::env::consts::EXE_SUFFIX))
    }

    /// The locked version of a dependency.
    ///
    /// # Errors
    /// When `Cargo.lock` is missing, unreadable or does not hold the crate exactly once.
    pub(crate) fn locked_version(&self, krate: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        if !path.exists() {
            command::run(cargo().current_dir(&self.root).arg("generate-lockfile"))?;
        }
        let text = fs::read_to_string(&path).context("reading Cargo.lock")?;
        locked_version(&text, krate)
    }

    /// The features that a binary of the package requires, or `None` where it has no such binary.
    pub(crate) fn binary_features(&self, package: &str, binary: &str) -> Option<Vec<String>> {
        let packages = self.metadata["packages"].as_array()?;
        let package = packages.iter().find(|p| p["name"] == package)?;
        let target = package["targets"].as_array()?.iter().find(|t| {
            t["name"] == binary
                && t["kind"]
                    .as_array()
                    .is_some_and(|kinds| kinds.iter().any(|k| k == "bin"))
        })?;
        let features = target["required-features"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or(&[]);
        Some(
            features
                .iter()
                .filter_map(|f| f.as_str().map(str::to_owned))
                .collect(),
        )
    }
}

fn locked_version(lock: &str, krate: &str) -> Result<String> {
    let lock: toml::Table = lock.parse().context("Cargo.lock is not TOML")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let mut versions = packages
        .into_iter()
        .flatten()
        .filter(|p| p.get("name").and_then(toml::Value::as_str) == Some(krate))
        .filter_map(|p| p.get("version").and_then(toml::Value::as_str));
    match (versions.next(), versions.next()) {
        (Some(version), None) => Ok(version.to_owned()),
        (None, _) => bail!("Cargo.lock has no `{krate}`"),
        (Some(_), Some(_)) => bail!("Cargo.lock has several versions of `{krate}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCK: &str = r#"
        version = 4
        [[package]]
        name = "leptos"
        version = "0.8.9"
        [[package]]
        name = "syn"
        version = "1.0.0"
        [[package]]
        name = "syn"
        version = "2.0.0"
    "#;

    #[test]
    fn the_one_locked_version_is_found() {
        assert_eq!(locked_version(LOCK, "leptos").unwrap(), "0.8.9");
    }

    #[test]
    fn absent_and_doubled_crates_are_errors() {
        assert!(locked_version(LOCK, "trunk").is_err());
        assert!(locked_version(LOCK, "syn").is_err());
    }
}
