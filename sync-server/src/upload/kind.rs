//! Whether a file is of the kind its name says, by its content.

use std::io::{Cursor, Read};

use file_format::FileFormat;
use zip::ZipArchive;

/// Longer than any media type an archive may state.
const LONGEST: u64 = 128;

/// Whether these bytes are of this media type, one of [`domain::request::KINDS`].
pub(super) fn is(media: &str, bytes: &[u8]) -> bool {
    let format = || FileFormat::from_bytes(bytes);
    match media {
        "text/plain" => is_text(bytes),
        "image/png" => matches!(
            format(),
            FileFormat::PortableNetworkGraphics | FileFormat::AnimatedPortableNetworkGraphics
        ),
        // Some cameras name the general format first.
        "image/heic" => matches!(
            format(),
            FileFormat::HighEfficiencyImageCoding | FileFormat::HighEfficiencyImageFileFormat
        ),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => {
            is_office(bytes, "word/")
        }
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => {
            is_office(bytes, "xl/")
        }
        "application/vnd.oasis.opendocument.text"
        | "application/vnd.oasis.opendocument.spreadsheet" => {
            stated(bytes).is_some_and(|stated| stated.trim() == media)
        }
        media => format().media_type() == media,
    }
}

/// Text in any of the encodings people's editors write: no NUL, but in UTF-16 with its mark.
fn is_text(bytes: &[u8]) -> bool {
    let units = |of: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|pair| of(*pair));
        rest.is_empty() && char::decode_utf16(units).all(|c| c.is_ok_and(|c| c != '\0'))
    };
    match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        bytes => !bytes.contains(&0),
    }
}

fn archive(bytes: &[u8]) -> Option<ZipArchive<Cursor<&[u8]>>> {
    ZipArchive::new(Cursor::new(bytes)).ok()
}

/// Office Open XML: an archive with a list of its parts and one folder that tells its kind.
fn is_office(bytes: &[u8], folder: &str) -> bool {
    let Some(archive) = archive(bytes) else {
        return false;
    };
    let names: Vec<_> = archive.file_names().filter_map(Result::ok).collect();
    names.iter().any(|name| name == "[Content_Types].xml")
        && names.iter().any(|name| name.starts_with(folder))
}

/// OpenDocument states its media type in a part that should not be compressed; of one that is, no
/// more is inflated than a media type is long.
fn stated(bytes: &[u8]) -> Option<String> {
    let mut archive = archive(bytes)?;
    let part = archive.by_name("mimetype").ok()?;
    let mut text = String::new();
    part.take(LONGEST).read_to_string(&mut text).ok()?;
    Some(text)
}
