//! The citizen's programs beside the first (`app/src/extra`, `app/src/survey`): each built like a site
//! of its own, then put beside the first. `extra` is loaded by the first when it is wanted; `survey` by
//! pages of the server, and by the first while an answer waits.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::finish::integrity;
use super::minify::{self, Minifier};
use super::{names, stamp};
use crate::setup::Tools;

const START_EXTRA: &str = include_str!("../../../public/start_extra.js");
const START_SURVEY: &str = include_str!("../../../public/start_survey.js");
/// The service worker of surveys.
const DAYS_WORKER: (&str, &str) = ("days_sw.js", include_str!("../../../public/days_sw.js"));
/// What names of the first one's files begin with.
const EXTRA: &str = "extra-";
/// What names of the other's begin with, and of its start script.
const SURVEY: &str = "survey";
/// By this name the first program finds the other, whichever build of it the server has.
const SURVEY_ALIAS: &str = "survey.js";

/// The two files of a program.
struct Program {
    script: (String, Vec<u8>),
    module: (String, Vec<u8>),
}

/// Both programs.
pub(crate) struct Second {
    extra: Program,
    survey: Program,
}

fn begins(path: &Path, stem: &str) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.starts_with(stem))
}

/// Whether this is a file of the program that the app's worker keeps once it was wanted.
pub(super) fn is_part(path: &Path) -> bool {
    begins(path, EXTRA)
}

/// Whether this is a file that only surveys need: the app's worker never keeps it.
pub(super) fn is_of_surveys(path: &Path) -> bool {
    begins(path, SURVEY) || begins(path, DAYS_WORKER.0)
}

impl Program {
    /// Finishes what Trunk has built in this folder.
    fn finish(dist: &Path, tools: &Tools) -> Result<Self> {
        let page = fs::read_to_string(dist.join("index.html"))?;
        let page = names::shorten(dist, &page, tools)?;
        minify::hashed_scripts(dist, &page, &|source| minify::esbuild(tools, source))?;
        let files = stamp::files_under(dist)?;
        let find = |end: &str| {
            let path = files
                .iter()
                .find(|path| path.to_string_lossy().ends_with(end))
                .with_context(|| format!("{} has no {end}", dist.display()))?;
            let name = path.file_name().context("a file without a name")?;
            Ok::<_, anyhow::Error>((name.to_string_lossy().into_owned(), fs::read(path)?))
        };
        Ok(Self {
            script: find(".js")?,
            module: find("_bg.wasm")?,
        })
    }

    /// Puts its files into a site; its start script with their names.
    fn put(&self, site: &Path, public_url: &str, start: &str) -> Result<String> {
        let mut script = start.to_owned();
        let url = |name: &str| format!("{public_url}{name}");
        let marks = [
            ("__SCRIPT__", url(&self.script.0)),
            ("__MODULE__", url(&self.module.0)),
            ("__INTEGRITY__", integrity(&self.module.1)),
        ];
        for (mark, value) in marks {
            if script.matches(mark).count() != 1 {
                bail!("a start script must hold {mark} exactly once");
            }
            script = script.replace(mark, &value);
        }
        for (name, bytes) in [&self.script, &self.module] {
            fs::write(site.join(name), bytes)?;
        }
        Ok(script)
    }
}

impl Second {
    /// Finishes what Trunk has built in these folders.
    ///
    /// # Errors
    /// When a script or a module is not there.
    pub(super) fn finish(extra: &Path, survey: &Path, tools: &Tools) -> Result<Self> {
        Ok(Self {
            extra: Program::finish(extra, tools)?,
            survey: Program::finish(survey, tools)?,
        })
    }

    /// Puts their files into a site; the script by which the site loads the first of them.
    ///
    /// # Errors
    /// When they can't be written or a script lacks a mark.
    pub(super) fn put(
        &self,
        site: &Path,
        public_url: &str,
        minify: Minifier<'_>,
    ) -> Result<String> {
        let start = minify(&self.survey.put(site, public_url, START_SURVEY)?)?;
        let name = format!("{SURVEY}_start-{}.js", stamp::short(start.as_bytes()));
        fs::write(
            site.join(SURVEY_ALIAS),
            format!("import\"{public_url}{name}\";\n"),
        )?;
        fs::write(site.join(name), start)?;
        fs::write(site.join(DAYS_WORKER.0), minify(DAYS_WORKER.1)?)?;
        self.extra.put(site, public_url, START_EXTRA)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_first_visit_pays_for_what_others_need() {
        let parts = [
            ("extra-0f3a9c5b7d1e2f40.js", true, false),
            ("survey-0f3a9c5b7d1e2f40_bg.wasm", false, true),
            ("survey_start-0f3a9c5b7d1e2f40.js", false, true),
            ("survey.js", false, true),
            ("days_sw.js", false, true),
            ("start-0f3a9c5b7d1e2f40.js", false, false),
            ("sw.js", false, false),
        ];
        for (name, later, of_surveys) in parts {
            let path = Path::new("site").join(name);
            assert_eq!(
                (is_part(&path), is_of_surveys(&path)),
                (later, of_surveys),
                "{name}"
            );
        }
    }
}
