//! Whether a file is of the kind its name says, by its content.

use std::io::{Cursor, Read};

use domain::request::SIGNATURE_MEDIA;
use file_format::FileFormat;
use zip::ZipArchive;

/// Longer than any media type an archive may state.
const LONGEST: u64 = 128;

/// Whether these bytes are of this media type, one of [`domain::request::KINDS`] or a signature.
pub(crate) fn is(media: &str, bytes: &[u8]) -> bool {
    let format = || FileFormat::from_bytes(bytes);
    match media {
        "text/plain" => is_text(bytes),
        SIGNATURE_MEDIA => is_signed_data(bytes),
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

/// CMS signed data (RFC 5652) in DER or BER: a sequence that begins with its object identifier, and
/// in DER is as long as it says. Who signed what is for a program with the certificates to say.
fn is_signed_data(bytes: &[u8]) -> bool {
    const SIGNED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0";
    const SEQUENCE: u8 = 0x30;
    const INDEFINITE: u8 = 0x80;
    let [SEQUENCE, length, rest @ ..] = bytes else {
        return false;
    };
    let content = match *length {
        INDEFINITE => Some(rest),
        short @ ..INDEFINITE => (usize::from(short) == rest.len()).then_some(rest),
        long => {
            let digits = usize::from(long & 0x7f);
            rest.split_at_checked(digits).and_then(|(digits, rest)| {
                let told = digits.iter().try_fold(0_usize, |told, digit| {
                    told.checked_mul(256)?.checked_add(usize::from(*digit))
                });
                (told == Some(rest.len())).then_some(rest)
            })
        }
    };
    content.is_some_and(|content| content.starts_with(SIGNED_DATA))
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

#[cfg(test)]
mod tests {
    use super::is;
    use domain::request::SIGNATURE_MEDIA;

    #[test]
    fn a_signature_is_told_by_its_shape() {
        let oid = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0";
        let body = |start: &[u8], rest: &[u8]| [start, oid, rest].concat();
        let table: [(Vec<u8>, bool); 9] = [
            (body(b"\x30\x0e", b"\x00\x00"), true),
            (body(b"\x30\x80", b"\x80\x00\x00\x00\x00"), true),
            (body(b"\x30\x82\x00\x0e", b"\x00\x00"), true),
            (body(b"\x30\x0d", b"\x00\x00"), false),
            (body(b"\x31\x0e", b"\x00\x00"), false),
            (
                body(b"\x30\x89\xff\xff\xff\xff\xff\xff\xff\xff\xff", b""),
                false,
            ),
            (b"-----BEGIN PKCS7-----".to_vec(), false),
            (b"%PDF-1.7".to_vec(), false),
            (b"\x30".to_vec(), false),
        ];
        for (bytes, expected) in table {
            assert_eq!(is(SIGNATURE_MEDIA, &bytes), expected, "{bytes:x?}");
        }
    }
}
