//! A disk that is soon full: a tmpfs of a few megabytes, because the browser's own switch for a
//! small quota has no effect.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// A small file system, mounted until this is dropped.
pub struct SmallDisk {
    path: PathBuf,
}

impl SmallDisk {
    /// Mounts one over an empty folder.
    ///
    /// # Errors
    /// When it can't be mounted; that takes root, or `sudo` without a password.
    pub(crate) fn mount(path: &Path, megabytes: u32) -> Result<Self> {
        let size = format!("size={megabytes}m,mode=777");
        let mount = as_root("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(path)
            .status()
            .context("mount")?;
        ensure!(
            mount.success(),
            "a small disk can't be mounted: run as root, or allow `sudo mount` without a password"
        );
        Ok(Self { path: path.into() })
    }

    /// Fills it up, to the last page.
    ///
    /// # Errors
    /// When the free space can't be told.
    pub fn fill(&self) -> Result<()> {
        use std::io::Write;
        let mut filler = fs::File::options()
            .create(true)
            .append(true)
            .open(self.filler())?;
        let block = [0_u8; 4096];
        // It ends with the error that is wanted: no space left.
        while filler.write_all(&block).is_ok() {}
        Ok(())
    }

    /// Gives the room back.
    ///
    /// # Errors
    /// When nothing was filled.
    pub fn empty(&self) -> Result<()> {
        Ok(fs::remove_file(self.filler())?)
    }

    fn filler(&self) -> PathBuf {
        self.path.join("filler")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = as_root("umount").arg("-l").arg(&self.path).status();
    }
}

fn as_root(program: &str) -> Command {
    let root = fs::metadata("/proc/self").is_ok_and(|me| {
        use std::os::unix::fs::MetadataExt;
        me.uid() == 0
    });
    if root {
        return Command::new(program);
    }
    let mut sudo = Command::new("sudo");
    sudo.args(["--non-interactive", program]);
    sudo
}
