//! What Trunk leaves to do: smaller scripts, no script text in the page, a service worker that
//! knows its files, everything compressed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha384};

use super::minify::{self, Minifier};
use super::second::{self, Second};
use super::{Kind, compress, names, stamp, start_script, styles, worker};
use crate::setup::Tools;

const PAGE: &str = "index.html";
const WORKER: &str = "sw.js";

/// Finishes a built site in place.
///
/// # Errors
/// When the page is not what Trunk should have made of it, keeps script text, or files cannot be
/// written.
pub(crate) fn finish(
    dist: &Path,
    public_url: &str,
    tools: &Tools,
    second: Option<&Second>,
) -> Result<()> {
    let path = dist.join(PAGE);
    let page = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    fs::write(&path, names::shorten(dist, &page, tools)?)?;
    let minify = |source: &str| minify::esbuild(tools, source);
    finish_with(dist, public_url, &minify, second)
}

fn finish_with(
    dist: &Path,
    public_url: &str,
    minify: Minifier<'_>,
    second: Option<&Second>,
) -> Result<()> {
    let path = dist.join(PAGE);
    let page = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let page = styles::join(dist, &page)?;
    let page = start_script::without_module_preload(&page)
        .context("Trunk asks for no module in the page")?;
    let page = minify::hashed_scripts(dist, &page, minify)?;
    let before = second
        .map(|second| second.put(dist, public_url, minify))
        .transpose()?;
    let before = before.unwrap_or_default();
    let page = externalise_start_script(dist, &page, public_url, (&before, minify))?;
    fs::write(&path, page)?;
    if dist.join(WORKER).exists() {
        stamp_worker(dist, public_url, minify)?;
    }
    compress::all(&stamp::files_under(dist)?)
}

/// The files a service worker keeps: everything a browser may ask for but the worker itself.
///
/// # Errors
/// When the site's folder cannot be read.
pub(crate) fn precached(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut files = stamp::files_under(dist)?;
    // Pictures are the icons an installed app shows: the system fetches them when it installs, and
    // no first load should pay for them.
    let is_picture = |file: &Path| file.extension().is_some_and(|extension| extension == "png");
    files.retain(|file| {
        Kind::of(file) != Kind::Aside
            && *file != dist.join(WORKER)
            && !is_picture(file)
            && !second::is_part(file)
            && !second::is_of_surveys(file)
    });
    Ok(files)
}

/// The files a service worker keeps once they were wanted.
///
/// # Errors
/// When the site's folder cannot be read.
pub(crate) fn later(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut files = stamp::files_under(dist)?;
    files.retain(|file| Kind::of(file) != Kind::Aside && second::is_part(file));
    Ok(files)
}

/// The files that only surveys need.
///
/// # Errors
/// When the site's folder cannot be read.
pub(crate) fn of_surveys(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut files = stamp::files_under(dist)?;
    files.retain(|file| Kind::of(file) != Kind::Aside && second::is_of_surveys(file));
    Ok(files)
}

/// Moves the start script into a file and returns the page that names it.
fn externalise_start_script(
    dist: &Path,
    page: &str,
    public_url: &str,
    (before, minify): (&str, Minifier<'_>),
) -> Result<String> {
    let cut = start_script::cut(page).context("Trunk wrote no start script into the page")?;
    let code = start_script::ours(cut.code, |url| {
        let file = url.strip_prefix(public_url).unwrap_or(url);
        let bytes = fs::read(dist.join(file)).with_context(|| format!("reading {file}"))?;
        Ok(integrity(&bytes))
    })?;
    // What the first program asks for must be listened for before it runs.
    let code = minify(&format!("{before}{code}")).context("minifying the start script")?;
    let name = format!("start-{}.js", stamp::short(code.as_bytes()));
    let page = cut.with_file(&format!("{public_url}{name}"), &integrity(code.as_bytes()));
    if start_script::has_inline_script(&page) {
        bail!("{PAGE} holds script text, which the content security policy refuses");
    }
    fs::write(dist.join(name), code)?;
    Ok(page)
}

fn stamp_worker(dist: &Path, public_url: &str, minify: Minifier<'_>) -> Result<()> {
    let path = dist.join(WORKER);
    let source = fs::read_to_string(&path)?;
    let (files, later) = (precached(dist)?, later(dist)?);
    let urls = |files: &[PathBuf]| -> Vec<String> {
        let url = |file: &PathBuf| worker::url(public_url, &relative(dist, file));
        files.iter().map(url).collect()
    };
    let (now, then) = (urls(&files), urls(&later));
    // The worker's own text counts too: a changed worker is a new build.
    let mut parts = files;
    parts.extend(later);
    parts.push(path.clone());
    let build = stamp::of_files(dist, &parts)?;
    let stamped = worker::stamp(&source, &build, &now, &then)?;
    fs::write(
        &path,
        minify(&stamped).context("minifying the service worker")?,
    )?;
    Ok(())
}

/// The file's path in the site, with the slashes of a URL.
fn relative(dist: &Path, file: &Path) -> String {
    let parts = file.strip_prefix(dist).unwrap_or(file).components();
    parts
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

/// A subresource integrity value.
pub(super) fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(content)))
}

/// Standard Base64; the digest's 48 bytes need no padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    debug_assert_eq!(bytes.len() % 3, 0);
    let mut text = String::new();
    for triple in bytes.chunks(3) {
        let bits = triple
            .iter()
            .fold(0usize, |bits, byte| bits << 8 | usize::from(*byte));
        for shift in [18, 12, 6, 0] {
            text.push(char::from(LETTERS[bits >> shift & 63]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "c-0123456789abcdef.js";
    const MODULE: &str = "c-0123456789abcdef_bg.wasm";

    /// Stands in for esbuild, which a unit test must not need.
    #[allow(clippy::unnecessary_wraps)]
    fn trimmed(source: &str) -> Result<String> {
        Ok(source.trim().to_owned())
    }

    fn site(name: &str) -> PathBuf {
        let dist = std::env::temp_dir().join(format!("xtask-site-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(dist.join("icons")).unwrap();
        let glue = "\nexport default 1\n";
        let page = format!(
            "<link rel=\"modulepreload\" href=\"/{GLUE}\" integrity=\"{}\">\
             <link rel=\"preload\" as=\"fetch\" href=\"/{MODULE}\">\
             <script type=\"module\">import init from '/{GLUE}'; await init('/{MODULE}');</script>",
            integrity(glue.as_bytes())
        );
        fs::write(dist.join(PAGE), page).unwrap();
        fs::write(dist.join(GLUE), glue).unwrap();
        fs::write(dist.join(MODULE), b"\0asm").unwrap();
        fs::write(dist.join("icons/i.png"), [0, 1, 2]).unwrap();
        let source = "const BUILD = \"__BUILD__\"; const FILES = [\"__FILES__\"]; \
                      const LATER = [\"__LATER__\"];";
        fs::write(dist.join(WORKER), source).unwrap();
        dist
    }

    #[test]
    fn base64_is_the_standard_one() {
        assert_eq!(base64(b"Man"), "TWFu");
        assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
    }

    #[test]
    fn a_finished_site_has_a_start_file_a_stamped_worker_and_twins() {
        let dist = site("whole");
        finish_with(&dist, "/", &trimmed, None).unwrap();

        let page = fs::read_to_string(dist.join(PAGE)).unwrap();
        let start = page
            .split("src=\"/")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        let code = fs::read_to_string(dist.join(start)).unwrap();
        let glue = format!("c-{}.js", stamp::short(b"export default 1"));
        assert!(code.contains(&format!("import init from \"/{glue}\"")));
        assert!(code.contains(&format!("fetch(\"/{MODULE}\"")) && !page.contains(MODULE));
        assert!(page.contains(&integrity(b"export default 1")) && !page.contains(GLUE));

        let worker = fs::read_to_string(dist.join(WORKER)).unwrap();
        let files = format!("[\"/{MODULE}\",\"/{glue}\",\"/\",\"/{start}\"]");
        assert!(worker.contains(&files), "{worker}");
        assert!(!worker.contains("__BUILD__"));

        assert!(
            dist.join(format!("{glue}.br")).exists() && dist.join(format!("{glue}.gz")).exists()
        );
        assert!(!dist.join("icons/i.png.br").exists());
        let _ = fs::remove_dir_all(&dist);
    }

    #[test]
    fn any_changed_file_makes_another_build() {
        let worker_of = |name, icon: &[u8]| {
            let dist = site(name);
            fs::write(dist.join("icons/i.svg"), icon).unwrap();
            finish_with(&dist, "/", &trimmed, None).unwrap();
            let worker = fs::read_to_string(dist.join(WORKER)).unwrap();
            let _ = fs::remove_dir_all(&dist);
            worker
        };
        assert_eq!(worker_of("a", &[1]), worker_of("b", &[1]));
        assert_ne!(worker_of("c", &[1]), worker_of("d", &[2]));
    }

    #[test]
    fn other_script_text_in_the_page_is_refused() {
        let dist = site("inline");
        let page = fs::read_to_string(dist.join(PAGE)).unwrap();
        fs::write(dist.join(PAGE), format!("{page}<script>alert(1)</script>")).unwrap();
        assert!(finish_with(&dist, "/", &trimmed, None).is_err());
        let _ = fs::remove_dir_all(&dist);
    }
}
