//! Photos and materials of an open day: described, confirmed, then seen by everybody.

use anyhow::{Context, Result, ensure};
use tests::open_days::{a_thursday, published};
use tests::{Audit, Browser, DESKTOP, Kind, NARROW, OfficeApi, PHONE, Server, Story};

const THEME: &str = "Як планують місто";
/// One pixel.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, b'I', b'E', b'N',
    b'D', 0xae, 0x42, 0x60, 0x82,
];

#[tokio::test(flavor = "multi_thread")]
async fn photos_are_described_confirmed_and_then_seen_by_all() -> Result<()> {
    let story = Story::begin("photos are described, confirmed, and then seen by all");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let id = published(&office, THEME, a_thursday()?).await?;
    let folder = tempfile::tempdir()?;
    let file = |name: &str, bytes: &[u8]| -> Result<String> {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes)?;
        Ok(path.to_str().context("no path")?.to_owned())
    };
    let mut desk = Browser::open(DESKTOP).await?;
    desk.expect_in_console("401");
    desk.sign_in(&server.origin()).await?;
    let mut audit = Audit::of_office()?;

    story.step("a photo without a description is not sent");
    desk.visit(&format!("{}/office/days/{id}/files", server.origin()))
        .await?;
    desk.find(Kind::Heading, "Фото й матеріали").await?;
    audit.look(&desk, "no files").await?;
    desk.find(Kind::Css, "#day-files")
        .await?
        .send_keys(file("IMG 1.png", PNG)?)
        .await?;
    desk.click(Kind::Button, "Додати файли").await?;
    desk.sees("Опишіть кожен файл").await?;
    audit.look(&desk, "a photo without a description").await?;

    story.step("described it is drawn anew and sent, and nobody but the office sees it");
    desk.fill("Опис: IMG 1.png", "Школярі біля макета міста")
        .await?;
    desk.click(Kind::Button, "Додати файли").await?;
    desk.sees("Бачить лише рада").await?;
    desk.sees("IMG 1.jpg").await?;
    let loaded =
        "const i = document.querySelector('#shown img'); return i?.complete && i.naturalWidth > 0";
    desk.until_true("the photo to be seen", loaded).await?;
    audit.look(&desk, "a photo to be confirmed").await?;
    let mut phone = Browser::open(PHONE).await?;
    let public = format!("{}/days/{id}?lang=uk", server.origin());
    phone.visit(&public).await?;
    ensure!(!phone.has(Kind::Css, "main img").await?, "seen too early");

    story.step("a material of another kind goes beside it");
    desk.choose("Що додаєте", "Матеріали").await?;
    desk.find(Kind::Css, "#day-files")
        .await?
        .send_keys(file("Генплан.txt", "Витяг".as_bytes())?)
        .await?;
    desk.fill("Опис: Генплан.txt", "Генплан, витяг").await?;
    desk.click(Kind::Button, "Додати файли").await?;
    desk.sees("Генплан.txt").await?;

    story.step("confirmed, everybody sees both");
    for about in ["Школярі біля макета міста", "Генплан, витяг"] {
        let label = format!("Підтверджую, показати всім: {about}");
        desk.click(Kind::Button, &label).await?;
        desk.find(Kind::Button, &format!("Більше не показувати: {about}"))
            .await?;
    }
    audit.look(&desk, "files everybody sees").await?;
    for viewport in [PHONE, NARROW] {
        desk.resize(viewport).await?;
        audit.look(&desk, "files").await?;
    }
    let mut pages = Audit::of_citizen()?;
    let loaded = "const i = document.querySelector('main img'); i?.scrollIntoView(); return i?.complete && i.naturalWidth > 0 && i.alt === 'Школярі біля макета міста'";
    for viewport in [PHONE, NARROW, DESKTOP] {
        phone.resize(viewport).await?;
        phone.visit(&public).await?;
        phone
            .until_true("the photo on the public page", loaded)
            .await?;
        phone.find(Kind::Link, "Генплан, витяг").await?;
        pages.look(&phone, "a day with photos").await?;
    }

    story.step("taken back, it is gone for everybody");
    let label = "Більше не показувати: Школярі біля макета міста";
    desk.resize(DESKTOP).await?;
    desk.click(Kind::Button, label).await?;
    desk.sees("Бачить лише рада").await?;
    phone.visit(&public).await?;
    ensure!(!phone.has(Kind::Css, "main img").await?, "still seen");
    phone.quit().await?;
    desk.quit().await?;
    story.end();
    pages.finish()?;
    audit.finish()
}
