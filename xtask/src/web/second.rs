//! The second program of the citizen's app (`app/src/extra`): built like a site of its own, then put
//! beside the first, which loads it when it is wanted.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::finish::integrity;
use super::minify;
use super::{names, stamp};
use crate::setup::Tools;

const SOURCE: &str = include_str!("../../../public/start_extra.js");
/// What its files' names begin with.
const STEM: &str = "extra-";

/// Its two files.
pub(crate) struct Second {
    script: (String, Vec<u8>),
    module: (String, Vec<u8>),
}

/// Whether this is one of its files, by its name.
pub(super) fn is_part(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.starts_with(STEM))
}

impl Second {
    /// Finishes what Trunk has built in this folder.
    ///
    /// # Errors
    /// When its script or its module is not there.
    pub(super) fn finish(dist: &Path, tools: &Tools) -> Result<Self> {
        let page = fs::read_to_string(dist.join("index.html"))?;
        let page = names::shorten(dist, &page, tools)?;
        minify::hashed_scripts(dist, &page, &|source| minify::esbuild(tools, source))?;
        Self::read(dist)
    }

    fn read(dist: &Path) -> Result<Self> {
        let files = stamp::files_under(dist)?;
        let find = |end: &str| {
            let is =
                |path: &&std::path::PathBuf| is_part(path) && path.to_string_lossy().ends_with(end);
            let path = files
                .iter()
                .find(is)
                .with_context(|| format!("the second program has no {end}"))?;
            let name = path.file_name().context("a file without a name")?;
            Ok::<_, anyhow::Error>((name.to_string_lossy().into_owned(), fs::read(path)?))
        };
        Ok(Self {
            script: find(".js")?,
            module: find("_bg.wasm")?,
        })
    }

    /// Puts its files into a site; the script by which the site loads them.
    ///
    /// # Errors
    /// When they can't be written or the script lacks a mark.
    pub(super) fn put(&self, site: &Path, public_url: &str) -> Result<String> {
        let mut script = SOURCE.to_owned();
        let url = |name: &str| format!("{public_url}{name}");
        let marks = [
            ("__SCRIPT__", url(&self.script.0)),
            ("__MODULE__", url(&self.module.0)),
            ("__INTEGRITY__", integrity(&self.module.1)),
        ];
        for (mark, value) in marks {
            if script.matches(mark).count() != 1 {
                bail!("public/start_extra.js must hold {mark} exactly once");
            }
            script = script.replace(mark, &value);
        }
        for (name, bytes) in [&self.script, &self.module] {
            fs::write(site.join(name), bytes)?;
        }
        Ok(script)
    }
}
