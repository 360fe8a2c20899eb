//! A set of photos over a line of two-second round trips that loses one piece in ten and is cut
//! three times. `PHOTO_MEGABYTES=10` sends the whole ten; without it the set is one megabyte.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use base64ct::{Base64, Encoding};
use serde::Deserialize;
use tests::chance::Chance;
use tests::citizen::Request;
use tests::line::{Line, Path, Weather};
use tests::words::UK;
use tests::{Audit, Browser, Kind, OfficeApi, PHONE, Server, Story};

/// Photos in the set.
const PHOTOS: usize = 4;
const CUTS: u64 = 3;
/// The longest that one megabyte may take.
const MEGABYTE: Duration = Duration::from_secs(180);

/// A photo of at least so many bytes from the phone's own camera: noise, that no JPEG makes small.
const PHOTO: &str = "
    const [bytes, seed] = arguments;
    const side = Math.ceil(Math.sqrt(bytes / 0.81));
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = side;
    const paper = canvas.getContext('2d');
    const picture = paper.createImageData(side, side);
    let state = seed;
    for (let i = 0; i < picture.data.length; i++) {
        state = (state * 1103515245 + 12345) % 2147483648;
        picture.data[i] = i % 4 === 3 ? 255 : state >> 16 & 255;
    }
    paper.putImageData(picture, 0, 0);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];";

/// Notes every piece that the page sends, and which of them it was told has arrived.
const WATCH: &str = "
    window.pieces = [];
    const send = window.fetch;
    window.fetch = async (...what) => {
        const request = new Request(...what);
        if (request.method !== 'PATCH') return send.call(window, ...what);
        const piece = { file: request.url, from: Number(request.headers.get('upload-offset')), told: null };
        window.pieces.push(piece);
        const answer = await send.call(window, ...what);
        if (answer.status === 204) piece.told = Number(answer.headers.get('upload-offset'));
        return answer;
    };";

/// A piece that was sent: of which file, from which byte, and up to where it was acknowledged.
#[derive(Debug, Deserialize)]
struct Piece {
    file: String,
    from: u64,
    told: Option<u64>,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_set_arrives_whole_over_a_line_that_is_cut_three_times() -> Result<()> {
    let story = Story::begin("a photo set arrives whole over a line that is cut three times");
    let megabytes: u64 = std::env::var("PHOTO_MEGABYTES").map_or(Ok(1), |given| given.parse())?;
    let chance = Chance::of(Chance::seed_of("TORTURE_SEED"));
    let server = Server::start().await?;
    let line = Line::to_port(server.port(), &chance).await?;
    let folder = tempfile::tempdir()?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&line.origin(), &UK).await?;
    let request = Request::by("Далекий Панас Юрійович");
    phone.write_text(&UK, &request.text).await?;

    let (mut photos, mut all) = (Vec::new(), 0);
    for nth in 0..PHOTOS {
        let size = megabytes * 1_000_000 / PHOTOS as u64;
        let made = phone
            .script(PHOTO, vec![size.into(), (nth + 1).into()])
            .await?;
        let photo = Base64::decode_vec(made.as_str().context("no photo")?)
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        let name = format!("IMG_{nth}.jpg");
        let path = folder.path().join(&name);
        std::fs::write(&path, &photo)?;
        phone
            .choose_files(&UK, &[path.to_string_lossy().into_owned()])
            .await?;
        // A photo of a small set is not worth the question.
        let added = phone.until(&name, MEGABYTE, async || {
            if phone.has(Kind::Button, "Лишити як є").await? {
                phone.click(Kind::Button, "Лишити як є").await?;
            }
            Ok(phone.text().await?.contains(&name).then_some(()))
        });
        added.await?;
        all += photo.len() as u64;
        photos.push(photo);
    }
    story.step(&format!("{PHOTOS} photos of {all} bytes in all"));
    ensure!(all >= megabytes * 1_000_000, "the set is too small: {all}");
    phone.answer_questions(&UK, &request).await?;
    phone.script(WATCH, vec![]).await?;

    story.step("sent over two seconds of round trip, one piece in ten lost");
    let far = Weather::slow(2_000, 10);
    line.set(far.clone());
    // No connection of a better time is left.
    line.cut();
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees(UK.saved_title).await?;
    let begun = Instant::now();
    let patience = MEGABYTE * u32::try_from(megabytes)?;
    let (mut cuts, mut pieces) = (0, Vec::new());
    let done = loop {
        ensure!(begun.elapsed() < patience, "not arrived: {pieces:?}");
        pieces = sent(&phone).await?;
        let told = arrived(&pieces);
        // A quarter, a half and three quarters of the way, in the middle of a piece.
        let under_way = pieces.last().is_some_and(|piece| piece.told.is_none());
        if cuts < CUTS && under_way && told >= all * (cuts + 1) / (CUTS + 1) {
            cuts += 1;
            story.step(&format!("cut at {told} bytes"));
            line.set(Weather::partition(Path::Refused));
            line.cut();
            tokio::time::sleep(Duration::from_secs(4)).await;
            line.set(far.clone());
        }
        if phone.text().await?.contains("Усі файли надійшли до ради") {
            break begun.elapsed();
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    ensure!(cuts == CUTS, "only {cuts} cuts");

    let again = pieces.iter().filter(|piece| piece.told.is_none()).count();
    story.step(&format!(
        "all there after {done:.0?}: {} pieces sent, {again} of them not acknowledged, {} lost on the line",
        pieces.len(),
        line.count_of("pieces lost")
    ));
    ensure!(again > 0, "no cut met a piece: {pieces:#?}");
    let mut reached: BTreeMap<&str, u64> = BTreeMap::new();
    for piece in &pieces {
        let reached = reached.entry(&piece.file).or_default();
        ensure!(
            piece.from >= *reached,
            "acknowledged up to {reached}, and sent again: {piece:?}"
        );
        *reached = piece.told.unwrap_or(*reached);
    }

    line.heal();
    let office = OfficeApi::sign_in(&server).await?;
    let row = office.registered_once(&request.name).await?;
    let id = row["id"].as_str().context("no id")?;
    for (nth, photo) in photos.iter().enumerate() {
        let (_, bytes) = office.file(id, u8::try_from(nth)? + 1).await?;
        ensure!(bytes == *photo, "photo {nth} is another one");
    }
    server.command("verify", &[])?;
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn little_room_is_told_before_a_file_is_chosen() -> Result<()> {
    let story = Story::begin("little room is told before a file is chosen");
    let server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let mut phone = Browser::open_with_room(PHONE, 10).await?;
    phone.first_visit(&server.origin(), &UK).await?;

    story.step("ten megabytes are all there is: what is left of them is said");
    phone.write_text(&UK, "Прошу надати копію договору").await?;
    // What the app itself takes of the ten grows with it.
    phone.sees("Браузер лишив застосунку").await?;
    let page = phone.text().await?;
    let said = page.split("Браузер лишив застосунку ").nth(1);
    let megabytes = said.and_then(|said| said.split(" МБ").next());
    let megabytes: f64 = megabytes.context("no size")?.replace(',', ".").parse()?;
    ensure!((8.0..10.0).contains(&megabytes), "{megabytes} MB");
    let mut audit = Audit::of_citizen()?;
    audit.look(&phone, "little room for files").await?;

    story.step("a file that is too large for it is not taken, a small one is");
    let photo = |name: &str, bytes: usize| -> Result<String> {
        let path = folder.path().join(name);
        let mut photo = vec![0xff, 0xd8, 0xff, 0xe0];
        // Noise: a browser may press together what it keeps.
        let mut chance = Chance::of(7);
        photo.resize_with(bytes, || chance.bytes::<1>()[0]);
        std::fs::write(&path, photo)?;
        Ok(path.to_string_lossy().into_owned())
    };
    phone
        .choose_files(&UK, &[photo("IMG_1.jpg", 10_400_000)?])
        .await?;
    phone.click(Kind::Button, "Лишити як є").await?;
    phone
        .sees("Файл «IMG_1.jpg» не додано: на пристрої бракує місця")
        .await?;
    phone
        .choose_files(&UK, &[photo("IMG_2.jpg", 200_000)?])
        .await?;
    phone.find(Kind::Button, "Вилучити IMG_2.jpg").await?;
    phone.quit().await?;
    story.end();
    audit.finish()
}

async fn sent(phone: &Browser) -> Result<Vec<Piece>> {
    Ok(serde_json::from_value(
        phone.script("return window.pieces", vec![]).await?,
    )?)
}

/// How many bytes the page was told have arrived.
fn arrived(pieces: &[Piece]) -> u64 {
    let mut reached: BTreeMap<&str, u64> = BTreeMap::new();
    for piece in pieces {
        let reached = reached.entry(&piece.file).or_default();
        *reached = piece.told.unwrap_or(*reached);
    }
    reached.values().sum()
}
