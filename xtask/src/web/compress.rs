//! Brotli and gzip beside each file, made once here instead of at every request.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The strongest level, and the usual window of a browser (4 MiB).
const BROTLI_QUALITY: i32 = 11;
const BROTLI_WINDOW: i32 = 22;

/// What a file of the built site is to a browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Sent compressed.
    Text,
    /// Sent as it is: pictures and fonts are compressed already.
    Plain,
    /// Not sent by itself: a compressed twin, or a map for developers.
    Aside,
}

impl Kind {
    /// Judges by the name.
    pub(crate) fn of(path: &Path) -> Self {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy())
            .unwrap_or_default();
        match name.rsplit('.').next() {
            Some(
                "html" | "js" | "mjs" | "css" | "wasm" | "json" | "webmanifest" | "svg" | "txt"
                | "xml",
            ) => Self::Text,
            Some("br" | "gz" | "map") => Self::Aside,
            _ => Self::Plain,
        }
    }
}

/// Writes `.br` and `.gz` beside every file that is sent compressed.
///
/// # Errors
/// When a file cannot be read or written.
pub(super) fn all(files: &[PathBuf]) -> Result<()> {
    for file in files.iter().filter(|file| Kind::of(file) == Kind::Text) {
        brotli(file)
            .and_then(|()| gzip(file))
            .with_context(|| format!("compressing {}", file.display()))?;
    }
    Ok(())
}

/// How many bytes a browser receives for the file.
///
/// # Errors
/// When the file, or its compressed twin, is not there.
pub(crate) fn transferred(file: &Path) -> Result<u64> {
    let sent = match Kind::of(file) {
        Kind::Text => twin(file, "br"),
        _ => file.to_path_buf(),
    };
    Ok(fs::metadata(&sent)
        .with_context(|| format!("reading {}", sent.display()))?
        .len())
}

fn twin(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn brotli(file: &Path) -> Result<()> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        ..Default::default()
    };
    let mut from = BufReader::new(File::open(file)?);
    let mut to = BufWriter::new(File::create(twin(file, "br"))?);
    brotli::BrotliCompress(&mut from, &mut to, &params)?;
    to.flush()?;
    Ok(())
}

fn gzip(file: &Path) -> Result<()> {
    let mut to = GzEncoder::new(File::create(twin(file, "gz"))?, Compression::best());
    to.write_all(&fs::read(file)?)?;
    to.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Kind;
    use std::path::Path;

    #[test]
    fn kinds_by_name() {
        let kinds = [
            "a/sw.js",
            "x_bg.wasm",
            "i.png",
            "sw.js.br",
            "a.webmanifest",
            "x.js.map",
            "noname",
        ]
        .map(|name| Kind::of(Path::new(name)));
        use Kind::{Aside, Plain, Text};
        assert_eq!(kinds, [Text, Text, Plain, Aside, Text, Aside, Plain]);
    }
}
