//! A picture without what its file says beside it.
//!
//! Cameras and phones write into a file where and when a photo was taken, by whose device, and what
//! it showed before it was cut. None of that is for everybody, so a picture that is published keeps
//! only what it is drawn by: the image itself, its colours, and which side is up. What is kept is
//! listed and anything else goes: what a file of tomorrow carries is not known today.
//!
//! Nothing is drawn anew: every pixel stays as it was sent.

use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::riff::RiffContent;
use img_parts::webp::{self, WebP};
use img_parts::{Bytes, ImageEXIF};

/// The tag of EXIF that says which side is up.
const ORIENTATION: u16 = 0x0112;
/// The type of its value: two bytes.
const SHORT: u16 = 3;

/// The chunks a PNG is drawn by.
const PNG: [&[u8; 4]; 19] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// The chunks a WebP is drawn by.
const WEBP: [[u8; 4]; 7] = [
    webp::CHUNK_VP8,
    webp::CHUNK_VP8L,
    webp::CHUNK_VP8X,
    webp::CHUNK_ALPH,
    webp::CHUNK_ANIM,
    webp::CHUNK_ANMF,
    webp::CHUNK_ICCP,
];
/// The bit of a WebP's header that tells of XMP.
const XMP_FLAG: u8 = 0b0000_0100;

/// These bytes of this media type without metadata; bytes of other types as they are. `None` for a
/// picture that can't be read to its end: what stands in it can't be told.
pub(crate) fn bare(media: &str, bytes: Vec<u8>) -> Option<Vec<u8>> {
    match media {
        "image/jpeg" => jpeg(bytes.into()),
        "image/png" => png(bytes.into()),
        "image/webp" => webp(bytes.into()),
        _ => Some(bytes),
    }
}

fn jpeg(bytes: Bytes) -> Option<Vec<u8>> {
    let mut picture = Jpeg::from_bytes(bytes).ok()?;
    let upright = upright(&picture);
    let segments = picture.segments_mut();
    // The first scan has the rest of the file behind it, other pictures with their own metadata too.
    let scan = segments
        .pop()
        .filter(|last| last.marker() == markers::SOS)?;
    let rest = scan.clone().encoder().bytes().slice(scan.len()..);
    let rest = rest.slice(..end_of_scans(&rest)?);
    let mut kept: Vec<JpegSegment> = segments.drain(..).filter_map(drawn_by).collect();
    kept.push(JpegSegment::new_with_entropy(
        markers::SOS,
        scan.contents().clone(),
        rest,
    ));
    *segments = kept;
    picture.set_exif(upright);
    Some(picture.encoder().bytes().to_vec())
}

/// A segment before the first scan, if the picture is drawn by it.
fn drawn_by(segment: JpegSegment) -> Option<JpegSegment> {
    /// Of JFIF's header, what stands before its small picture.
    const BEFORE_SMALL: usize = 12;
    let contents = segment.contents();
    match segment.marker() {
        markers::APP0 if contents.starts_with(b"JFIF\0") => {
            let header = [contents.get(..BEFORE_SMALL)?, &[0, 0]].concat();
            Some(JpegSegment::new_with_contents(markers::APP0, header.into()))
        }
        markers::APP2 if contents.starts_with(b"ICC_PROFILE\0") => Some(segment),
        // Which colours its numbers mean.
        markers::APP14 if contents.starts_with(b"Adobe") => Some(segment),
        markers::APP0..=markers::APP15 | markers::JPG0.. => None,
        _ => Some(segment),
    }
}

/// Where the picture ends in what stands behind its first scan's header; `None` when it does not
/// end, or something else than scans and their tables stands there.
fn end_of_scans(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += rest
            .get(at..)?
            .iter()
            .position(|byte| *byte == markers::P)?;
        match *rest.get(at + 1)? {
            markers::Z | markers::RST0..=markers::RST7 => at += 2,
            markers::P => at += 1,
            markers::EOI => return Some(at + 2),
            markers::DHT | markers::DAC | markers::SOS | markers::DQT..=markers::DRI => {
                let length = rest.get(at + 2..at + 4)?;
                at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
            }
            _ => return None,
        }
    }
}

fn png(bytes: Bytes) -> Option<Vec<u8>> {
    let mut picture = Png::from_bytes(bytes).ok()?;
    let upright = upright(&picture);
    let chunks = picture.chunks_mut();
    chunks.retain(|chunk| PNG.contains(&&chunk.kind()));
    if chunks.last().is_none_or(|last| last.kind() != *b"IEND") {
        return None;
    }
    picture.set_exif(upright);
    Some(picture.encoder().bytes().to_vec())
}

fn webp(bytes: Bytes) -> Option<Vec<u8>> {
    let mut picture = WebP::from_bytes(bytes).ok()?;
    let upright = upright(&picture);
    let chunks = picture.chunks_mut();
    chunks.retain(|chunk| WEBP.contains(&chunk.id()));
    let header = chunks.iter_mut().find(|one| one.id() == webp::CHUNK_VP8X);
    if let Some(RiffContent::Data(data)) = header.map(|header| header.content_mut()) {
        let mut told = data.to_vec();
        *told.first_mut()? &= !XMP_FLAG;
        *data = told.into();
    }
    picture.set_exif(upright);
    Some(picture.encoder().bytes().to_vec())
}

/// EXIF that says which side is up and nothing else; `None` when up is up.
fn upright(picture: &impl ImageEXIF) -> Option<Bytes> {
    let side = orientation(&picture.exif()?)?;
    let [tag, short] = [ORIENTATION, SHORT].map(u16::to_be_bytes);
    // The header, a list of one entry, no other list: TIFF 6.0, section 2.
    let parts: [&[u8]; 7] = [
        b"MM\0*\0\0\0\x08",
        &[0, 1],
        &tag,
        &short,
        &[0, 0, 0, 1],
        &[0, side, 0, 0],
        &[0; 4],
    ];
    Some(parts.concat().into())
}

/// Which side is up by this EXIF, if it is not the upper one: 2 to 8.
fn orientation(exif: &[u8]) -> Option<u8> {
    let order: fn([u8; 2]) -> u16 = match exif.get(..4)? {
        b"MM\0*" => u16::from_be_bytes,
        b"II*\0" => u16::from_le_bytes,
        _ => return None,
    };
    let two = |at: usize| {
        let pair = exif.get(at..at.checked_add(2)?)?;
        Some(order([pair[0], pair[1]]))
    };
    // A list that begins behind the first 64 KiB stands in no JPEG.
    let (low, high) = if exif[0] == b'M' { (6, 4) } else { (4, 6) };
    let first = usize::from(two(low)?);
    if two(high)? != 0 {
        return None;
    }
    let entries = (0..usize::from(two(first)?)).map(|n| first + 2 + 12 * n);
    let mut sides = entries.filter_map(|at| {
        let is_it = two(at)? == ORIENTATION && two(at + 2)? == SHORT;
        is_it.then(|| two(at + 8)).flatten()
    });
    sides
        .next()
        .and_then(|side| u8::try_from(side).ok())
        .filter(|side| (2..=8).contains(side))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"50.4501N 30.5234E";

    fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
        let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], contents].concat()
    }

    /// EXIF of a phone: which side is up, and where it was.
    fn exif(side: u8, big: bool) -> Vec<u8> {
        let parts: [&[u8]; 5] = if big {
            [
                b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0",
                &[side],
                b"\0\0",
                b"\0\0\0\0",
                SECRET,
            ]
        } else {
            [
                b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0",
                &[side],
                b"\0\0\0",
                b"\0\0\0\0",
                SECRET,
            ]
        };
        parts.concat()
    }

    /// Two scans with a table between them, whose bytes look like an end.
    fn scans() -> Vec<u8> {
        [
            segment(0xda, b"\x01\x01\x00\x00\x3f\x00"),
            b"\x12\xff\x00\x34\xff\xd0\x56".to_vec(),
            segment(0xc4, b"\x10\xff\xd9"),
            segment(0xda, b"\x01\x01\x00\x00\x3f\x01"),
            b"\x78\xff\xff\xd9".to_vec(),
        ]
        .concat()
    }

    fn photo(before: &[Vec<u8>], behind: &[u8]) -> Vec<u8> {
        let frame = segment(0xc2, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00");
        let tables = segment(0xdb, &[1; 65]);
        let start = b"\xff\xd8".to_vec();
        [
            start,
            before.concat(),
            tables,
            frame,
            scans(),
            behind.to_vec(),
        ]
        .concat()
    }

    fn contains(bytes: &[u8], what: &[u8]) -> bool {
        bytes.windows(what.len()).any(|window| window == what)
    }

    #[test]
    fn a_photo_keeps_its_pixels_and_colours_and_nothing_else() {
        let jfif = segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
        let colours = segment(0xe2, b"ICC_PROFILE\0\x01\x01colours");
        let adobe = segment(0xee, b"Adobe\0\x64\0\0\0\0\x01");
        let small = [b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01".as_slice(), SECRET].concat();
        let with = |contents: &[u8]| [contents, SECRET].concat();
        let carried = photo(
            &[
                segment(0xe0, &small),
                segment(0xe0, &with(b"JFXX\0\x10")),
                segment(0xe1, &[b"Exif\0\0".to_vec(), exif(1, true)].concat()),
                segment(0xe1, &with(b"http://ns.adobe.com/xap/1.0/\0<x/>")),
                colours.clone(),
                segment(0xe2, &with(b"MPF\0MM\0*")),
                segment(0xed, &with(b"Photoshop 3.0\08BIM")),
                adobe.clone(),
                segment(0xfe, SECRET),
            ],
            &photo(&[segment(0xe1, SECRET)], b""),
        );
        let bare = bare("image/jpeg", carried).unwrap();
        assert_eq!(bare, photo(&[jfif, colours, adobe], b""));
        assert!(!contains(&bare, SECRET));
        assert_eq!(super::bare("image/jpeg", bare.clone()), Some(bare));
    }

    #[test]
    fn a_photo_that_lies_on_its_side_still_does() {
        for big in [true, false] {
            for side in 0..=9 {
                let app1 = segment(0xe1, &[b"Exif\0\0".to_vec(), exif(side, big)].concat());
                let bare = bare("image/jpeg", photo(&[app1], b"")).unwrap();
                assert!(!contains(&bare, SECRET));
                let left = Jpeg::from_bytes(bare.into()).unwrap().exif();
                let told = left.and_then(|exif| orientation(&exif));
                assert_eq!(told, (2..=8).contains(&side).then_some(side), "{side}");
            }
        }
    }

    #[test]
    fn exif_cut_anywhere_is_read_without_harm() {
        for big in [true, false] {
            let whole = exif(6, big);
            for end in 0..whole.len() {
                let told = orientation(&whole[..end]);
                assert!(matches!(told, None | Some(6)));
            }
        }
        assert_eq!(orientation(b"II*\0\xff\xff\xff\xff\x01\0"), None);
    }

    #[test]
    fn a_photo_without_an_end_is_none() {
        let whole = photo(&[], b"");
        for end in 0..whole.len() {
            assert_eq!(bare("image/jpeg", whole[..end].to_vec()), None, "{end}");
        }
        let mut hidden = whole.clone();
        hidden.truncate(whole.len() - 2);
        hidden.extend(segment(0xe1, SECRET));
        hidden.extend(b"\xff\xd9");
        assert_eq!(bare("image/jpeg", hidden), None, "metadata between scans");
    }

    fn chunk(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
        let chunk = img_parts::png::PngChunk::new(*kind, contents.to_vec().into());
        chunk.encoder().bytes().to_vec()
    }

    #[test]
    fn a_png_keeps_what_it_is_drawn_by() {
        let picture = |beside: Vec<Vec<u8>>, behind: &[u8]| {
            let parts = [
                b"\x89PNG\r\n\x1a\n".to_vec(),
                chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]),
                beside.concat(),
                chunk(b"IDAT", b"pixels"),
                chunk(b"IEND", b""),
                behind.to_vec(),
            ];
            parts.concat()
        };
        let said = [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"prVt"];
        let mut beside: Vec<_> = said.map(|kind| chunk(kind, SECRET)).to_vec();
        beside.push(chunk(b"gAMA", b"\0\0\xb1\x8f"));
        let bare = bare("image/png", picture(beside, SECRET)).unwrap();
        let gamma = vec![chunk(b"gAMA", b"\0\0\xb1\x8f")];
        assert_eq!(bare, picture(gamma, b""));

        let aside = vec![chunk(b"eXIf", &exif(6, false))];
        let bare = super::bare("image/png", picture(aside, b"")).unwrap();
        let left = Png::from_bytes(bare.clone().into()).unwrap().exif();
        assert_eq!(left.and_then(|exif| orientation(&exif)), Some(6));
        assert!(!contains(&bare, SECRET));
        let cut = &bare[..bare.len() - 12];
        assert_eq!(super::bare("image/png", cut.to_vec()), None);
    }

    #[test]
    fn a_webp_keeps_what_it_is_drawn_by() {
        let part = |id: &[u8; 4], contents: &[u8]| {
            let length = u32::try_from(contents.len()).unwrap().to_le_bytes();
            let even = if contents.len().is_multiple_of(2) {
                ""
            } else {
                "\0"
            };
            [id, &length[..], contents, even.as_bytes()].concat()
        };
        let picture = |flags: u8, parts: &[Vec<u8>]| {
            let header = part(b"VP8X", &[flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            let body = [b"WEBP".to_vec(), header, parts.concat()].concat();
            part(b"RIFF", &body)
        };
        let (alpha, pixels) = (part(b"ALPH", b"\0aa"), part(b"VP8 ", b"pixels"));
        let carried = picture(
            0b0001_1100,
            &[
                alpha.clone(),
                pixels.clone(),
                part(b"EXIF", &exif(8, true)),
                part(b"XMP ", SECRET),
                part(b"note", SECRET),
            ],
        );
        let bare = bare("image/webp", carried).unwrap();
        assert!(!contains(&bare, SECRET));
        let left = WebP::from_bytes(bare.clone().into()).unwrap();
        assert_eq!(left.exif().and_then(|exif| orientation(&exif)), Some(8));
        assert!(bare.starts_with(&picture(0b0001_1000, &[alpha.clone(), pixels.clone()])[..4]));
        let flags = left.chunk_by_id(webp::CHUNK_VP8X).unwrap();
        assert_eq!(flags.content().data().unwrap()[0], 0b0001_1000);

        let plain = picture(0b0001_0000, &[alpha, pixels]);
        assert_eq!(super::bare("image/webp", plain.clone()), Some(plain));
        assert_eq!(
            super::bare("image/webp", b"RIFF\xff\0\0\0WEBP".to_vec()),
            None
        );
    }

    #[test]
    fn what_is_no_such_picture_stays_as_it_is() {
        let text = "Генплан".as_bytes().to_vec();
        assert_eq!(bare("text/plain", text.clone()), Some(text.clone()));
        for media in ["image/jpeg", "image/png", "image/webp"] {
            assert_eq!(bare(media, text.clone()), None);
        }
    }
}
