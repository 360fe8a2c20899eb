//! Smaller scripts. Trunk's own minifier does not understand what wasm-bindgen writes, so esbuild
//! does it here; a file whose bytes change gets a new name and a new integrity value.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use super::finish::integrity;
use super::stamp;
use crate::setup::Tools;

/// Every browser with what the app needs anyway (IndexedDB, Web Locks, modules) understands it.
const LANGUAGE: &str = "--target=es2022";

/// Makes one script smaller.
pub(super) type Minifier<'a> = &'a dyn Fn(&str) -> Result<String>;

/// Runs a script through esbuild.
///
/// # Errors
/// When esbuild is not there or finds the script broken.
pub(super) fn esbuild(tools: &Tools, source: &str) -> Result<String> {
    let mut child = tools
        .wasm_command("esbuild")?
        .args([
            "--minify",
            "--loader=js",
            "--log-level=warning",
            "--charset=utf8",
            LANGUAGE,
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start esbuild")?;
    // esbuild reads everything before it writes anything, so neither side waits for the other.
    let mut input = child.stdin.take().context("esbuild has no input")?;
    input.write_all(source.as_bytes())?;
    drop(input);
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("esbuild failed ({})", output.status);
    }
    String::from_utf8(output.stdout).context("esbuild wrote no UTF-8")
}

/// Minifies the page's script files, those with a hash in their name, and renames them in the page.
///
/// # Errors
/// When a script cannot be minified or the page does not name it as expected.
pub(super) fn hashed_scripts(dist: &Path, page: &str, minify: Minifier<'_>) -> Result<String> {
    let mut page = page.to_owned();
    for path in stamp::files_under(dist)? {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy())
            .unwrap_or_default();
        let Some(stem) = hashed_stem(&name).filter(|_| path.parent() == Some(dist)) else {
            continue;
        };
        let old = fs::read_to_string(&path)?;
        let new = minify(&old).with_context(|| format!("minifying {name}"))?;
        let new_name = format!("{stem}-{}.js", stamp::short(new.as_bytes()));
        page = swap(&page, (&name, old.as_bytes()), (&new_name, new.as_bytes()))?;
        fs::remove_file(&path)?;
        fs::write(dist.join(new_name), new)?;
    }
    Ok(page)
}

/// `boot` of `boot-0123456789abcdef.js`. Trunk writes its hash as a number, without leading zeros.
fn hashed_stem(name: &str) -> Option<&str> {
    let (stem, hash) = name.strip_suffix(".js")?.rsplit_once('-')?;
    ((12..=16).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit())).then_some(stem)
}

/// The page with another file, given as name and content, in an old one's place.
pub(super) fn swap(page: &str, old: (&str, &[u8]), new: (&str, &[u8])) -> Result<String> {
    let (old_integrity, new_integrity) = (integrity(old.1), integrity(new.1));
    for expected in [old.0, &old_integrity] {
        if !page.contains(expected) {
            bail!("the page does not name {} with {expected}", old.0);
        }
    }
    Ok(page
        .replace(old.0, new.0)
        .replace(&old_integrity, &new_integrity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_are_told_from_others() {
        assert_eq!(hashed_stem("boot-917fc1acf1d6a09f.js"), Some("boot"));
        assert_eq!(hashed_stem("a-b-917fc1acf1d6a09f.js"), Some("a-b"));
        assert_eq!(hashed_stem("boot-17fc1acf1d6a09f.js"), Some("boot"));
        assert_eq!(hashed_stem("sw.js"), None);
        assert_eq!(hashed_stem("boot-short.js"), None);
        assert_eq!(hashed_stem("boot-917fc1acf1d6a09f.css"), None);
    }

    #[test]
    fn every_mention_and_the_integrity_change() {
        let page = format!(
            "<link href=/a-1.js integrity={}>import '/a-1.js'",
            integrity(b"old")
        );
        assert_eq!(
            swap(&page, ("a-1.js", b"old"), ("a-2.js", b"new")).unwrap(),
            format!(
                "<link href=/a-2.js integrity={}>import '/a-2.js'",
                integrity(b"new")
            )
        );
    }

    #[test]
    fn a_script_the_page_does_not_vouch_for_is_an_error() {
        assert!(swap("import '/a-1.js'", ("a-1.js", b"old"), ("a-2.js", b"new")).is_err());
    }
}
