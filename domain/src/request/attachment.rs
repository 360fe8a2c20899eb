//! Files that go with a request: which are taken, and under which names.
//!
//! A submission names its files with size and digest, so that its own digest covers them; the
//! bytes follow later and piece by piece. The term never waits for them.

use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// The most files of one request.
pub const MAX_FILES: usize = 10;
/// The most bytes of one file.
pub const MAX_FILE_BYTES: u64 = 10 * 1024 * 1024;
/// The most bytes of all files of one request.
pub const MAX_FILES_BYTES: u64 = 25 * 1024 * 1024;
/// The longest name of a file, in characters.
const MAX_NAME: usize = 120;

/// The kinds of files that are taken: media type and the endings of its names.
pub const KINDS: [(&str, &[&str]); 10] = [
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/png", &["png"]),
    ("image/webp", &["webp"]),
    ("image/heic", &["heic"]),
    ("application/pdf", &["pdf"]),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx"],
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["xlsx"],
    ),
    ("application/vnd.oasis.opendocument.text", &["odt"]),
    ("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    ("text/plain", &["txt"]),
];

/// A file as its submission names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Its name, as [`harmless_name`] makes one.
    pub name: String,
    /// Its media type, one of [`KINDS`].
    pub media: String,
    /// Its length in bytes; never 0.
    pub size: u64,
    /// The digest of all its bytes.
    pub digest: Digest,
}

impl Attachment {
    /// Whether it could have been made by [`harmless_name`] and [`media_of`] within the limits.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        harmless_name(&self.name) == self.name
            && media_of(&self.name) == Some(self.media.as_str())
            && (1..=MAX_FILE_BYTES).contains(&self.size)
            && self.digest.is_well_formed()
    }
}

/// What became of a file after its request was registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Arrival {
    /// All of it is there, and its digest is the one the submission names.
    Received,
    /// Its content is not of the kind its name says; it was not kept.
    NotItsKind,
    /// The requester took it back before it was there.
    Withdrawn,
}

/// The media type of a file by the ending of its name; `None` for kinds that aren't taken. A
/// browser's own opinion differs from system to system, an ending does not.
///
/// ```
/// use domain::request::media_of;
/// assert_eq!(media_of("Схід.JPEG"), Some("image/jpeg"));
/// assert_eq!(media_of("схема.exe"), None);
/// ```
#[must_use]
pub fn media_of(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    let is_of =
        |(_, endings): &&(_, &[&str])| endings.iter().any(|e| e.eq_ignore_ascii_case(ending));
    Some(KINDS.iter().find(is_of)?.0)
}

/// A name that is safe in any file system and on any screen: no folders, no signs that can't be
/// seen or turn others round, not too long. The ending stays.
///
/// ```
/// use domain::request::harmless_name;
/// assert_eq!(harmless_name("..\\..//Фото двору.jpg"), "Фото двору.jpg");
/// assert_eq!(harmless_name("a\u{202e}gpj.exe"), "agpj.exe");
/// assert_eq!(harmless_name("..."), "file");
/// ```
#[must_use]
pub fn harmless_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !is_harmful(*c)).collect();
    let kept = kept.trim_matches(|c: char| c.is_whitespace() || c == '.');
    if kept.is_empty() {
        return "file".into();
    }
    let over = kept.chars().count().saturating_sub(MAX_NAME);
    if over == 0 {
        return kept.to_owned();
    }
    match kept.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() < 10 => {
            let stay = stem.chars().count().saturating_sub(over);
            let stem: String = stem.chars().take(stay).collect();
            format!("{}.{ending}", stem.trim_end())
        }
        _ => {
            let cut: String = kept.chars().take(MAX_NAME).collect();
            cut.trim_end_matches(|c: char| c.is_whitespace() || c == '.')
                .to_owned()
        }
    }
}

/// Signs that mean something to a file system or a shell, can't be seen, or change how others
/// are read.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\u{ad}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}
