//! Names for content: which sources a build came from, which files it consists of.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The hash of all files under the given paths (files or folders), their names, and the settings.
/// A path that does not exist counts as empty.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn of_inputs(root: &Path, inputs: &[&str], settings: &str) -> Result<String> {
    let mut hash = Sha256::new();
    add(&mut hash, "settings", settings.as_bytes());
    for input in inputs {
        let path = root.join(input);
        let files = if path.is_file() {
            vec![path]
        } else {
            files_under(&path)?
        };
        for file in files {
            add_file(&mut hash, root, &file)?;
        }
    }
    Ok(hex(&hash.finalize()))
}

/// The hash of some files below `root`: their names and contents.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn of_files(root: &Path, files: &[PathBuf]) -> Result<String> {
    let mut hash = Sha256::new();
    for file in files {
        add_file(&mut hash, root, file)?;
    }
    Ok(hex(&hash.finalize()))
}

/// The first 16 hexadecimal digits of the hash: enough for a file's name.
pub(super) fn short(content: &[u8]) -> String {
    hex(&Sha256::digest(content))[..16].to_owned()
}

/// All files below a folder, sorted, hidden ones left out; empty where there is no such folder.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.with_context(|| format!("reading {}", folder.display()))?,
        };
        for entry in entries {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type()?.is_dir() {
                waiting.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn add_file(hash: &mut Sha256, root: &Path, file: &Path) -> Result<()> {
    let content = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let name = file.strip_prefix(root).unwrap_or(file).to_string_lossy();
    add(hash, &name, &content);
    Ok(())
}

/// Lengths stand before the parts, so that no two lists of files can run together to the same bytes.
fn add(hash: &mut Sha256, name: &str, content: &[u8]) {
    for part in [name.as_bytes(), content] {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for each test, gone at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
            fs::create_dir_all(path.join("app")).unwrap();
            fs::write(path.join("app/a.rs"), "a").unwrap();
            fs::write(path.join("Cargo.lock"), "lock").unwrap();
            Self(path)
        }

        fn stamp(&self, settings: &str) -> String {
            of_inputs(&self.0, &["app", "Cargo.lock", "absent"], settings).unwrap()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_same_inputs_have_the_same_stamp() {
        let folder = Folder::new("same");
        assert_eq!(folder.stamp("s"), folder.stamp("s"));
    }

    #[test]
    fn content_name_new_file_and_settings_each_change_the_stamp() {
        let folder = Folder::new("change");
        let mut seen = vec![folder.stamp("s"), folder.stamp("t")];
        fs::write(folder.0.join("app/a.rs"), "b").unwrap();
        seen.push(folder.stamp("s"));
        fs::rename(folder.0.join("app/a.rs"), folder.0.join("app/b.rs")).unwrap();
        seen.push(folder.stamp("s"));
        fs::write(folder.0.join("app/c.rs"), "").unwrap();
        seen.push(folder.stamp("s"));
        let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len());
    }

    #[test]
    fn hidden_files_do_not_count() {
        let folder = Folder::new("hidden");
        let before = folder.stamp("s");
        fs::write(folder.0.join("app/.swap"), "x").unwrap();
        assert_eq!(folder.stamp("s"), before);
    }

    #[test]
    fn parts_do_not_run_together() {
        let hash = |name, content: &[u8]| {
            let mut hash = Sha256::new();
            add(&mut hash, name, content);
            hex(&hash.finalize())
        };
        assert_ne!(hash("ab", b"c"), hash("a", b"bc"));
    }
}
