//! Photos and materials of an open day over real TCP: looked at by their content, described, and
//! shown to nobody before somebody confirmed them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use common::client::Reply;
use common::days::{begin, open, published};
use common::office::Office;
use common::store::EVERY_KIND;
use common::*;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::{Png, PngChunk};
use img_parts::{Bytes, ImageEXIF as _};
use serde_json::{Value, json as j};
use uuid::Uuid;

/// The smallest PNG: one pixel.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, b'I', b'E', b'N',
    b'D', 0xae, 0x42, 0x60, 0x82,
];

/// Another picture: with more bytes of pixels.
fn other_png(pixels: usize) -> Vec<u8> {
    let mut picture = Png::from_bytes(PNG.into()).unwrap();
    let more = PngChunk::new(*b"IDAT", Bytes::from(vec![0; pixels]));
    picture.chunks_mut().insert(2, more);
    picture.encoder().bytes().to_vec()
}

async fn send(office: &Office, day: Uuid, new: &Value, bytes: &[u8]) -> Reply {
    let told: String = form_urlencoded::byte_serialize(new.to_string().as_bytes()).collect();
    let told = told.replace('+', "%20");
    let headers = [
        ("cookie", office.cookie.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "application/octet-stream"),
        ("vr-day-file", told.as_str()),
    ];
    let path = format!("/api/v1/office/days/{day}/files");
    office.site.send("POST", &path, &headers, bytes).await
}

fn photo(id: Uuid, about: &str) -> Value {
    j!({"id": id, "name": "IMG 1.png", "sort": "photo", "about": about})
}

#[tokio::test]
async fn a_photo_is_seen_by_all_only_while_it_is_confirmed() {
    for kind in EVERY_KIND {
        let office = open(Site::on(kind).await).await;
        let day = published(&office).await;
        let id = Uuid::now_v7();
        let about = "Школярі біля макета міста";
        for _ in 0..2 {
            let reply = send(&office, day, &photo(id, about), PNG).await;
            assert_eq!(reply.status, 200, "{kind:?}: {}", reply.text());
            assert_eq!(json::<Value>(&reply)["files"].as_array().unwrap().len(), 1);
        }
        let other = send(&office, day, &photo(id, about), &other_png(1)).await;
        problem(&other, 409);
        let public = format!("/days/{day}/files/{id}");
        let page = async || office.site.get(&format!("/days/{day}")).await.text();
        let hidden = async || {
            assert_eq!(office.site.get(&public).await.status, 404);
            assert!(!page().await.contains("<img"));
        };
        hidden().await;
        let act = async |event: Value| {
            let path = format!("days/{day}/files/{id}");
            office.ask("POST", &path, Some(event)).await
        };
        let confirmed: Value = json(&act(j!({"kind": "confirmed"})).await);
        assert_eq!(confirmed["files"][0]["confirmed_by"], "Відповідальна особа");
        let shown = office.site.get(&public).await;
        assert_eq!((shown.status, &shown.body[..]), (200, PNG));
        assert_eq!(shown.headers["content-type"], "image/png");
        assert_eq!(shown.headers["x-content-type-options"], "nosniff");
        assert!(page().await.contains(&format!("alt=\"{about}\"")));

        // Hidden, described anew, taken away: each time nobody sees it.
        assert_eq!(act(j!({"kind": "hidden"})).await.status, 200);
        hidden().await;
        act(j!({"kind": "confirmed"})).await;
        problem(&act(j!({"kind": "described", "about": " "})).await, 422);
        act(j!({"kind": "described", "about": "Макет"})).await;
        hidden().await;
        act(j!({"kind": "confirmed"})).await;
        assert!(page().await.contains("alt=\"Макет\""));
        let away: Value = json(&act(j!({"kind": "taken_away"})).await);
        assert_eq!(away["files"], j!([]));
        hidden().await;
        problem(&act(j!({"kind": "confirmed"})).await, 404);
        // Another day has none of it.
        let elsewhere = format!("/days/{}/files/{id}", Uuid::now_v7());
        assert_eq!(office.site.get(&elsewhere).await.status, 404);
    }
}

/// A pixel as a phone would send it: on its side, with where it was taken, and a second picture
/// behind its end.
fn photo_of_a_phone() -> Vec<u8> {
    let plain = one_pixel();
    let exif = "4d4d002a00000008000101120003000000010006000000000000";
    let exif = [&hex(exif), "50.4501N".as_bytes()].concat();
    let mut photo = Jpeg::from_bytes(plain.clone().into()).unwrap();
    photo.set_exif(Some(exif.into()));
    let said = JpegSegment::new_with_contents(markers::COM, "Телефон Злати".into());
    photo.segments_mut().insert(1, said);
    [photo.encoder().bytes().to_vec(), plain].concat()
}

/// The smallest JPEG: one grey pixel.
fn one_pixel() -> Vec<u8> {
    let tables = format!(
        "ffdb004300{}ffc0000b080001000101011100ffc4001400010000000000000000000000000000\
         0009ffc40014100100000000000000000000000000000000ffda0008010100003f0054dfffd9",
        "01".repeat(64)
    );
    hex(&format!("ffd8{tables}"))
}

fn hex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.map(byte).collect()
}

#[tokio::test]
async fn where_a_photo_was_taken_is_told_to_nobody() {
    for kind in EVERY_KIND {
        let office = open(Site::on(kind).await).await;
        let day = published(&office).await;
        let id = Uuid::now_v7();
        let new = j!({"id": id, "name": "IMG_2041.jpg", "sort": "photo", "about": "Зала"});
        for _ in 0..2 {
            let reply = send(&office, day, &new, &photo_of_a_phone()).await;
            assert_eq!(reply.status, 200, "{kind:?}: {}", reply.text());
        }
        let path = format!("days/{day}/files/{id}");
        let confirmed = j!({"kind": "confirmed"});
        office.ask("POST", &path, Some(confirmed)).await;
        let shown = office.site.get(&format!("/days/{day}/files/{id}")).await;
        let said = String::from_utf8_lossy(&shown.body);
        assert!(!said.contains("50.4501") && !said.contains("Злати"));
        let mut left = Jpeg::from_bytes(shown.body.clone()).unwrap();
        let side = left.exif().expect("it lies on its side still");
        assert_eq!(side[18..20], [0, 6]);
        left.set_exif(None);
        assert_eq!(left.encoder().bytes(), one_pixel());
        let cut = &photo_of_a_phone()[..one_pixel().len()];
        let new = j!({"id": Uuid::now_v7(), "name": "a.jpg", "sort": "photo", "about": "Зала"});
        problem(&send(&office, day, &new, cut).await, 422);
    }
}

#[tokio::test]
async fn what_is_not_what_it_says_is_not_taken() {
    let office = open(Site::start().await).await;
    let day = published(&office).await;
    let new = |name: &str, sort: &str, about: &str| j!({"id": Uuid::now_v7(), "name": name, "sort": sort, "about": about});
    let large = other_png(4 * 1024 * 1024);
    let larger = vec![b' '; 20 * 1024 * 1024 + 1];
    let rows: [(Value, &[u8], u16); 8] = [
        (new("a.png", "photo", ""), PNG, 422),
        (new("a.png", "photo", &"о".repeat(501)), PNG, 422),
        (new("a.jpg", "photo", "Зала"), PNG, 422),
        (new("a.exe", "material", "Програма"), PNG, 422),
        (new("a.txt", "photo", "Текст"), b"text", 422),
        (new("a.txt", "material", "Порожній"), b"", 422),
        (new("a.png", "photo", "Завелике"), &large, 422),
        (new("a.txt", "material", "Завеликий"), &larger, 413),
    ];
    for (told, bytes, status) in rows {
        let reply = send(&office, day, &told, bytes).await;
        assert_eq!(reply.status, status, "{told}: {}", reply.text());
    }
    let material = new("Генплан.txt", "material", "Генплан, витяг");
    let sent = send(&office, day, &material, "Витяг".as_bytes()).await;
    assert_eq!(sent.status, 200, "{}", sent.text());
    let nowhere = send(&office, Uuid::now_v7(), &new("a.png", "photo", "Зала"), PNG).await;
    problem(&nowhere, 404);
}

#[tokio::test]
async fn a_day_that_is_not_announced_shows_nothing() {
    let office = open(Site::start().await).await;
    let day = begin(&office).await;
    let id = Uuid::now_v7();
    assert_eq!(
        send(&office, day, &photo(id, "Зала"), PNG).await.status,
        200
    );
    let path = format!("days/{day}/files/{id}");
    let confirmed = j!({"kind": "confirmed"});
    assert_eq!(office.ask("POST", &path, Some(confirmed)).await.status, 200);
    assert_eq!(
        office
            .site
            .get(&format!("/days/{day}/files/{id}"))
            .await
            .status,
        404
    );
}
