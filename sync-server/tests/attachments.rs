//! Files of a request: sent by tus, looked at, shown to who may see them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::io::Write;

use common::client::Reply;
use common::tus::{BASE, Phone, named, noise, offset, photo, with_files};
use common::*;
use domain::request::{Arrival, KINDS, MAX_FILE_BYTES};
use domain::sync::Digest;
use domain::sync::office::Card;
use serde_json::json as j;
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

async fn officer(site: &Site) -> String {
    let account = site.running.account.clone().unwrap();
    let credentials = j!({"login": account.login, "password": account.password});
    let reply = site.post("/api/v1/office/session", credentials).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

async fn download(site: &Site, cookie: &str, phone: &Phone, n: u8) -> Reply {
    let path = format!("/api/v1/office/requests/{}/attachments/{n}", phone.id);
    site.send("GET", &path, &[("cookie", cookie)], "").await
}

#[tokio::test]
async fn it_says_what_of_the_protocol_it_speaks() {
    let site = Site::start().await;
    let reply = site.send("OPTIONS", BASE, &[], "").await;
    assert_eq!(reply.status, 204);
    for (name, value) in [
        ("tus-resumable", "1.0.0"),
        ("tus-version", "1.0.0"),
        ("tus-extension", "creation,checksum,termination"),
        ("tus-max-size", "10485760"),
        ("tus-checksum-algorithm", "sha256,sha1"),
    ] {
        assert_eq!(reply.headers[name], value, "{name}");
    }
}

#[tokio::test]
async fn the_whole_way_in_pieces_and_out_to_the_office() {
    let site = Site::start().await;
    let (first, second) = (photo(700_000), b"Hello\n".to_vec());
    let files: [(&str, &[u8]); 2] = [("Двір «весна».jpg", &first), ("a.txt", &second)];
    let phone = Phone::register(site.address(), &files).await;
    let cookie = officer(&site).await;
    let before = phone.case().await;
    assert_eq!((before.cursor, before.attachments[0].arrival), (1, None));

    let created = phone.create(1, first.len()).await;
    assert_eq!((created.status, offset(&created)), (201, 0));
    assert_eq!(created.headers["location"], phone.path(1));
    let reply = phone.piece(1, 0, &first[..300_000]).await;
    assert_eq!((reply.status, offset(&reply)), (204, 300_000));
    // The answer was lost: asked again, nothing begins anew.
    let created = phone.create(1, first.len()).await;
    assert_eq!((created.status, offset(&created)), (201, 300_000));
    let head = phone.head(1).await;
    assert_eq!(head.headers["upload-length"], "700000");
    assert_eq!(
        head.headers["upload-metadata"]
            .to_str()
            .unwrap()
            .matches(' ')
            .count(),
        2
    );
    common::problem(&download(&site, &cookie, &phone, 1).await, 404);
    phone.send_rest(1, &first, 128 * 1024).await;

    let after = phone.case().await;
    assert_eq!(after.cursor, 2);
    assert_eq!(after.attachments[0].arrival, Some(Arrival::Received));
    assert_eq!(
        (
            after.attachments[0].name.as_str(),
            after.attachments[0].size
        ),
        ("Двір «весна».jpg", 700_000)
    );
    assert_eq!(after.attachments[1].arrival, None);
    assert_eq!(phone.offset(1).await, first.len());
    // The last answer was lost too: nothing more to send, and nothing changes.
    assert_eq!(phone.piece(1, first.len(), b"").await.status, 204);
    assert_eq!(phone.case().await.cursor, 2);

    let reply = download(&site, &cookie, &phone, 1).await;
    assert_eq!((reply.status, reply.body.len()), (200, first.len()));
    assert!(reply.body == first);
    for (name, value) in [
        ("content-type", "image/jpeg"),
        ("content-length", "700000"),
        ("cache-control", "private, no-store"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        (
            "content-disposition",
            "attachment; filename=\"____ _______.jpg\"; \
             filename*=UTF-8''%D0%94%D0%B2%D1%96%D1%80%20%C2%AB%D0%B2%D0%B5%D1%81%D0%BD%D0%B0%C2%BB.jpg",
        ),
    ] {
        assert_eq!(reply.headers[name], value, "{name}");
    }
    let path = format!("/api/v1/office/requests/{}", phone.id);
    let card: Card = json(&site.send("GET", &path, &[("cookie", &cookie)], "").await);
    assert_eq!((card.version, card.history.len()), (2, 2));
    assert_eq!(card.history[1].actor, "");
    // In the case file it lies among the papers, and what has not arrived does not.
    let path = format!("/api/v1/office/requests/{}/papers/case.zip", phone.id);
    let reply = site.send("GET", &path, &[("cookie", &cookie)], "").await;
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(reply.body)).unwrap();
    let mut bytes = Vec::new();
    let mut paper = file.by_name("03 Додаток 1 Двір «весна».jpg").unwrap();
    std::io::Read::read_to_end(&mut paper, &mut bytes).unwrap();
    assert!(bytes == first);
    drop(paper);
    assert!(
        file.file_names()
            .filter_map(Result::ok)
            .all(|name| !name.contains("a.txt"))
    );
    common::problem(&download(&site, "", &phone, 1).await, 401);
    for n in [0, 2, 3] {
        common::problem(&download(&site, &cookie, &phone, n).await, 404);
    }
}

#[tokio::test]
async fn nobody_sends_without_the_code_or_before_the_registration() {
    let site = Site::start().await;
    let file = photo(1_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    let with = |code: &str, id| Phone {
        code: code.into(),
        id,
        ..phone.clone()
    };
    let other = code(8);
    let stranger = with(other.as_str(), phone.id);
    let nobody = with(&phone.code, Uuid::now_v7());
    let mut said = Vec::new();
    for (phone, status) in [
        (with("", phone.id), 401),
        (stranger, 403),
        (nobody, 403),
        (with("?", phone.id), 403),
    ] {
        let replies = [
            phone.create(1, file.len()).await,
            phone.piece(1, 0, &file).await,
            phone.ask("DELETE", &phone.path(1), &[]).await,
        ];
        for reply in replies {
            let problem = common::problem(&reply, status);
            assert_eq!(reply.headers["tus-resumable"], "1.0.0");
            assert_eq!(
                reply.headers.contains_key("www-authenticate"),
                status == 401
            );
            said.push((status, problem));
        }
        assert_eq!(phone.head(1).await.status, status);
    }
    // Whether the request exists can't be told from the answer.
    said.retain(|(status, _)| *status == 403);
    assert!(said.windows(2).all(|two| two[0] == two[1]));
    // The code is asked for before whether there is such a file.
    common::problem(&phone.create(2, 1_000).await, 404);
    common::problem(&phone.create(0, 1_000).await, 404);
    assert_eq!(phone.offset(1).await, 0);
}

#[tokio::test]
async fn what_is_not_the_protocol_is_refused() {
    let site = Site::start().await;
    let file = photo(1_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    for version in ["0.2.2", "", "1.0.0, 1.0.0"] {
        let reply = phone
            .ask("DELETE", &phone.path(1), &[("tus-resumable", version)])
            .await;
        assert_eq!(common::problem(&reply, 412).kind, "/problems/tus-version");
        assert_eq!(reply.headers["tus-version"], "1.0.0");
    }
    common::problem(&phone.create(1, 1_001).await, 422);
    common::problem(&phone.create(1, MAX_FILE_BYTES as usize + 1).await, 413);
    common::problem(
        &phone.ask("POST", BASE, &[("upload-length", "1000")]).await,
        400,
    );
    let wrong: &[(&[(&str, &str)], u16)] = &[
        (&[("content-type", "application/octet-stream")], 415),
        (&[("upload-offset", "x")], 400),
        (&[("upload-offset", "-0")], 400),
        (&[("upload-offset", "99999999999999999999")], 400),
        (&[("upload-offset", "1")], 409),
        (&[("upload-checksum", "md5 1B2M2Y8AsgTpgAmY7PhCfg==")], 400),
        (&[("upload-checksum", "sha1 AAAA")], 400),
    ];
    for (headers, status) in wrong {
        let reply = phone.piece_with(1, 0, &file, headers).await;
        common::problem(&reply, *status);
    }
    common::problem(&phone.piece(1, 0, &photo(1_001)).await, 413);
    assert_eq!(phone.offset(1).await, 0);
    // Nothing of that stands in the way.
    phone.send_rest(1, &file, 1_000).await;
}

#[tokio::test]
async fn a_whole_file_comes_in_one_piece_too() {
    let site = Site::start().await;
    let file = photo(MAX_FILE_BYTES as usize);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    let reply = phone.piece(1, 0, &file).await;
    assert_eq!((reply.status, offset(&reply)), (204, file.len()));
    assert!(download(&site, &officer(&site).await, &phone, 1).await.body == file);
}

#[tokio::test]
async fn a_file_that_is_not_there_yet_can_be_taken_back() {
    let site = Site::start().await;
    let (one, two) = (photo(1_000), photo(2_000));
    let phone = Phone::register(site.address(), &[("a.jpg", &one), ("b.jpg", &two)]).await;
    phone.piece(1, 0, &one[..500]).await;
    for _ in 0..2 {
        assert_eq!(phone.ask("DELETE", &phone.path(1), &[]).await.status, 204);
    }
    assert_eq!(phone.head(1).await.status, 410);
    for reply in [
        phone.create(1, one.len()).await,
        phone.piece(1, 500, &one[500..]).await,
        phone.piece(1, 0, &one).await,
    ] {
        common::problem(&reply, 410);
    }
    phone.send_rest(2, &two, 2_000).await;
    common::problem(&phone.ask("DELETE", &phone.path(2), &[]).await, 409);
    let case = phone.case().await;
    assert_eq!(case.cursor, 3);
    let arrivals: Vec<_> = case.attachments.iter().map(|file| file.arrival).collect();
    assert_eq!(
        arrivals,
        [Some(Arrival::Withdrawn), Some(Arrival::Received)]
    );
}

#[tokio::test]
async fn a_file_may_come_after_the_answer() {
    let site = Site::start().await;
    let file = photo(1_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    let cookie = officer(&site).await;
    let headers = [
        ("cookie", cookie.as_str()),
        ("content-type", "application/json"),
    ];
    let path = format!("/api/v1/office/requests/{}/acts", phone.id);
    let act = j!({"version": 1, "act": {"kind": "answer", "text": "Вивезли."}}).to_string();
    assert_eq!(site.send("POST", &path, &headers, act).await.status, 200);
    phone.send_rest(1, &file, 600).await;
    let case = phone.case().await;
    assert_eq!((case.cursor, case.answer.as_deref()), (3, Some("Вивезли.")));
    assert_eq!(case.attachments[0].arrival, Some(Arrival::Received));
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(*name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A small file of each kind, as programs write them.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
        \0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";
    let webp = b"RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9d\x01*\x01\0\x01\0\x02\0\x34\x25\xa4\0\x03p\0\xfe\xfb\xfd\x50\0";
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x0cmeta\0\0\0\0";
    let types = ("[Content_Types].xml", "<Types/>");
    vec![
        ("image/jpeg", photo(200)),
        ("image/png", png.to_vec()),
        ("image/webp", webp.to_vec()),
        ("image/heic", heic.to_vec()),
        (
            "application/pdf",
            b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF".to_vec(),
        ),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            archive(&[
                ("_rels/.rels", "<R/>"),
                ("word/document.xml", "<d/>"),
                types,
            ]),
        ),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            archive(&[types, ("xl/workbook.xml", "<w/>")]),
        ),
        (
            "application/vnd.oasis.opendocument.text",
            archive(&[
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", "<c/>"),
            ]),
        ),
        (
            "application/vnd.oasis.opendocument.spreadsheet",
            archive(&[
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", "<c/>"),
            ]),
        ),
        (
            "text/plain",
            "\u{feff}Звичайний текст\r\n".as_bytes().to_vec(),
        ),
    ]
}

/// Each kind's sample under each kind's name: only its own is taken.
#[tokio::test]
async fn each_kind_is_told_by_its_content() {
    let site = Site::start().await;
    let samples = samples();
    assert_eq!(
        samples.iter().map(|(media, _)| *media).collect::<Vec<_>>(),
        KINDS.map(|(media, _)| media)
    );
    for (media, bytes) in &samples {
        let names: Vec<String> = KINDS
            .iter()
            .map(|(_, endings)| format!("файл.{}", endings[0]))
            .collect();
        let files: Vec<(&str, &[u8])> = names
            .iter()
            .map(|name| (name.as_str(), bytes.as_slice()))
            .collect();
        let phone = Phone::register(site.address(), &files).await;
        for (n, (kind, _)) in (1..).zip(KINDS) {
            let reply = phone.piece(n, 0, bytes).await;
            // A PDF of plain signs is a plain text as well.
            let right = kind == *media || (kind == "text/plain" && !bytes.contains(&0));
            let expected = if right { 204 } else { 422 };
            assert_eq!(reply.status, expected, "{media} as {kind}: {reply:?}");
            if !right {
                assert_eq!(
                    common::problem(&reply, 422).kind,
                    "/problems/file-not-its-kind"
                );
                assert_eq!(phone.head(n).await.status, 410);
            }
        }
        let arrivals = phone.case().await.attachments;
        assert!(arrivals.iter().all(|file| file.arrival.is_some()));
    }
}

#[tokio::test]
async fn what_only_looks_like_a_kind_is_not_taken() {
    let site = Site::start().await;
    let mut program = noise(3_000, 3);
    program[..4].copy_from_slice(b"MZ\x90\0");
    let huge = {
        // An archive that states a part of four gigabytes.
        let mut bytes = archive(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
        let at = bytes
            .windows(4)
            .position(|four| four == b"PK\x01\x02")
            .unwrap();
        bytes[at + 20..at + 28].fill(0xff);
        bytes
    };
    let utf16: Vec<u8> = "\u{feff}Лист"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let cases: Vec<(&str, Vec<u8>, bool)> = vec![
        ("photo.jpg", program.clone(), false),
        ("letter.txt", program, false),
        ("letter.docx", archive(&[("evil.exe", "MZ")]), false),
        ("letter.odt", huge, false),
        ("letter.odt", b"PK\x03\x04".to_vec(), false),
        ("letter.txt", utf16.clone(), true),
        ("letter.txt", utf16[..utf16.len() - 1].to_vec(), false),
        ("letter.txt", vec![0xcb, 0xe8, 0xf1, 0xf2], true),
    ];
    for (name, bytes, taken) in cases {
        let phone = Phone::register(site.address(), &[(name, &bytes)]).await;
        let reply = phone.piece(1, 0, &bytes).await;
        assert_eq!(
            reply.status,
            if taken { 204 } else { 422 },
            "{name} {bytes:02x?}"
        );
        let arrival = if taken {
            Arrival::Received
        } else {
            Arrival::NotItsKind
        };
        assert_eq!(phone.case().await.attachments[0].arrival, Some(arrival));
    }
}

#[tokio::test]
async fn names_with_evil_in_them_are_not_registered() {
    let site = Site::start().await;
    let file = photo(100);
    for name in [
        "../../etc/passwd.jpg",
        "a\r\nset-cookie: x=1.jpg",
        "a\u{202e}gpj.jpg",
        "con\0.jpg",
        ".jpg",
        "a\\b.jpg",
    ] {
        let bad = domain::request::Attachment {
            name: name.into(),
            ..named("a.jpg", &file)
        };
        let reply = site
            .put(Uuid::now_v7(), &bytes(&with_files(vec![bad])))
            .await;
        common::problem(&reply, 422);
    }
    let bad = domain::request::Attachment {
        digest: Digest::of(b"x"),
        media: "text/html".into(),
        ..named("a.jpg", &file)
    };
    common::problem(
        &site
            .put(Uuid::now_v7(), &bytes(&with_files(vec![bad])))
            .await,
        422,
    );
}
