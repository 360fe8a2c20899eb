//! Files where something stands in their way: a storage that fails, another tab, a device that has
//! their names only, a photo no browser reads; and other ways out for the request itself.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tempfile::TempDir;
use tests::citizen::Request;
use tests::words::{EN, UK};
use tests::{Audit, Browser, Kind, OfficeApi, PHONE, Server, Story};

/// How long all files may take.
const ARRIVE: Duration = Duration::from_secs(60);
const ALL_THERE: &str = "Усі файли надійшли до ради";

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> Result<String> {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes)?;
    Ok(path.to_string_lossy().into_owned())
}

fn pdf(bytes: usize) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n1 0 obj <<>> endobj\n".to_vec();
    pdf.resize(bytes, b' ');
    pdf.extend_from_slice(b"\n%%EOF\n");
    pdf
}

fn base64(text: &str) -> Result<Vec<u8>> {
    use base64ct::{Base64, Encoding};
    Base64::decode_vec(text).map_err(|error| anyhow::anyhow!("{error}"))
}

/// A transparent drawing with noise in one corner, large as it is.
const DRAWING: &str = "
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 900;
    const paper = canvas.getContext('2d');
    const picture = paper.createImageData(500, 500);
    let state = 7;
    for (let i = 0; i < picture.data.length; i++) {
        state = (state * 1103515245 + 12345) % 2147483648;
        picture.data[i] = i % 4 === 3 ? 255 : state >> 16 & 255;
    }
    paper.putImageData(picture, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];";

/// Noise in a JPEG so rough that drawn anew it takes more bytes.
const ROUGH: &str = "
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1900;
    const paper = canvas.getContext('2d');
    const picture = paper.createImageData(1900, 1900);
    let state = 7;
    for (let i = 0; i < picture.data.length; i++) {
        state = (state * 1103515245 + 12345) % 2147483648;
        picture.data[i] = i % 4 === 3 ? 255 : state >> 16 & 255;
    }
    paper.putImageData(picture, 0, 0);
    return canvas.toDataURL('image/jpeg', 0.3).split(',')[1];";

/// The colour of the last pixel of a picture.
const CORNER: &str = "
    const bytes = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const canvas = document.createElement('canvas');
    canvas.width = picture.width; canvas.height = picture.height;
    const paper = canvas.getContext('2d');
    paper.drawImage(picture, 0, 0);
    return [...paper.getImageData(picture.width - 1, picture.height - 1, 1, 1).data];";

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_keeps_what_it_tells_only_when_the_person_says_so() -> Result<()> {
    let story = Story::begin("a photo keeps what it tells only when the person says so");
    let server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone.write_text(&UK, "Прошу пояснити, що на фото").await?;
    phone.find(Kind::Button, UK.files_add).await?;
    let made = |script: &'static str| async {
        let made = phone.script(script, vec![]).await?;
        base64(made.as_str().context("no picture")?)
    };
    let (drawing, mut rough) = (made(DRAWING).await?, made(ROUGH).await?);
    // Where it was taken, as a camera notes it: a comment after the first two bytes.
    let place = b"GPS 49.8397 N, 24.0297 E";
    let length = u8::try_from(place.len() + 2)?;
    rough.splice(2..2, [0xff, 0xfe, 0, length].into_iter().chain(*place));
    ensure!(drawing.len() > 620_000 && rough.len() > 620_000);
    let paths = [
        file(&folder, "креслення.png", &drawing)?,
        file(&folder, "подвір’я.jpg", &rough)?,
        file(&folder, "IMG_7.heic", &[7; 700_000])?,
    ];

    story.step("one the browser can't read is not added, it is asked about");
    phone.choose_files(&UK, &paths).await?;
    phone.click(Kind::Button, UK.next).await?;
    phone.sees("Спершу дайте відповідь про фото").await?;
    phone.click(Kind::Button, "Зменшити").await?;
    phone.sees("Браузер не може зменшити: IMG_7.heic").await?;
    let mut audit = Audit::of_citizen()?;
    audit
        .look(&phone, "a photo that can't be made smaller")
        .await?;
    ensure!(!phone.has(Kind::Button, "Вилучити IMG_7.heic").await?);
    phone.click(Kind::Button, "Не додавати").await?;
    phone.sees_no_more("IMG_7.heic").await?;

    story.step("asked again, the person adds it as it is");
    phone.choose_files(&UK, &paths[2..]).await?;
    phone.click(Kind::Button, "Зменшити").await?;
    phone.click(Kind::Button, "Додати без змін").await?;
    phone.find(Kind::Button, "Вилучити IMG_7.heic").await?;
    phone.click(Kind::Button, "Вилучити IMG_7.heic").await?;
    phone.sees_no_more("IMG_7.heic").await?;

    story.step("what would not get smaller tells nothing all the same; nothing turns black");
    let request = Request::by("Обачна Килина Федорівна");
    phone.answer_questions(&UK, &request).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;
    phone.sees_within(ALL_THERE, ARRIVE).await?;
    let office = OfficeApi::sign_in(&server).await?;
    let row = office.registered_once(&request.name).await?;
    let id = row["id"].as_str().context("no id")?;
    let (_, drawn) = office.file(id, 1).await?;
    use base64ct::{Base64, Encoding};
    let corner = phone
        .script(CORNER, vec![json!(Base64::encode_string(&drawn))])
        .await?;
    ensure!(corner == json!([255, 255, 255, 255]), "{corner}");
    let (_, yard) = office.file(id, 2).await?;
    ensure!(yard.starts_with(&[0xff, 0xd8]));
    ensure!(yard.len() > rough.len(), "it did get smaller");
    ensure!(!yard.windows(place.len()).any(|part| part == place));
    phone.quit().await?;
    story.end();
    audit.finish()
}

/// Makes the browser slow at digests, as a weak phone is at a large file.
const SLOW: &str = "
    const digest = SubtleCrypto.prototype.digest;
    SubtleCrypto.prototype.digest = async function (...what) {
        await new Promise((done) => setTimeout(done, 4000));
        return digest.apply(this, what);
    };";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_still_being_stored_is_neither_dropped_nor_brings_others_back() -> Result<()> {
    let story = Story::begin("a file being stored is not dropped and brings no other back");
    let server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Нетерпляча Уляна Гордіївна");
    phone.write_text(&UK, &request.text).await?;
    phone
        .choose_files(&UK, &[file(&folder, "малий.pdf", &pdf(2_000))?])
        .await?;
    phone.find(Kind::Button, "Вилучити малий.pdf").await?;

    story.step("while a second one is being stored, the request does not go on without it");
    phone.script(SLOW, vec![]).await?;
    let second = file(&folder, "великий.pdf", &pdf(500_000))?;
    phone.choose_files(&UK, &[second]).await?;
    phone.click(Kind::Button, UK.next).await?;
    phone.sees("Файли ще зберігаються").await?;

    story.step("the page is drawn anew meanwhile, and the first one removed");
    phone.speak(&EN).await?;
    phone.click(Kind::Button, "Remove малий.pdf").await?;
    phone.find(Kind::Button, "Remove великий.pdf").await?;
    ensure!(!phone.text().await?.contains("малий.pdf"), "it is back");
    phone.speak(&UK).await?;
    phone.find(Kind::Button, "Вилучити великий.pdf").await?;

    story.step("what goes out has the second one only");
    phone.answer_questions(&UK, &request).await?;
    phone.sees("великий.pdf").await?;
    ensure!(!phone.text().await?.contains("малий.pdf"));
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_request_goes_out_naming_a_file_that_is_nowhere() -> Result<()> {
    let story = Story::begin("no request goes out naming a file that is nowhere");
    let server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let mut old = Browser::open(PHONE).await?;
    old.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Перенесена Ганна Юхимівна");
    old.write_text(&UK, &request.text).await?;
    old.choose_files(&UK, &[file(&folder, "акт.pdf", &pdf(3_000))?])
        .await?;
    old.find(Kind::Button, "Вилучити акт.pdf").await?;
    old.answer_questions(&UK, &request).await?;
    let check = old.path().await?;
    old.visit(&format!("{}/settings", server.origin())).await?;
    old.click(Kind::Button, "Показати код").await?;
    let code = old.find(Kind::Css, "#transfer-code").await?.text().await?;

    story.step("moved by a code, the draft has the file's name and not its bytes");
    let mut new = Browser::open(PHONE).await?;
    new.first_visit(&server.origin(), &UK).await?;
    new.visit(&format!("{}/settings", server.origin())).await?;
    new.fill("Код з іншого пристрою", &code).await?;
    new.click(Kind::Button, "Перенести сюди").await?;
    new.sees("Перенесено: 1 запис").await?;
    new.visit(&format!("{}{check}", server.origin())).await?;
    new.click(Kind::Button, UK.submit).await?;
    new.arrives_at(UK.text_title).await?;
    new.sees("Не всі файли є на цьому пристрої").await?;
    new.sees("немає на цьому пристрої").await?;
    new.click(Kind::Button, UK.next).await?;
    new.sees("Додайте знову або вилучіть файли").await?;
    let mut audit = Audit::of_citizen()?;
    audit.look(&new, "a file that is not here").await?;

    story.step("added again, it goes");
    new.choose_files(&UK, &[file(&folder, "акт.pdf", &pdf(3_000))?])
        .await?;
    new.sees_no_more("немає на цьому пристрої").await?;
    new.click(Kind::Button, UK.next).await?;
    new.arrives_at(UK.check_title).await?;
    new.click(Kind::Button, UK.submit).await?;
    new.sees_it_registered(&UK).await?;
    new.sees_within(ALL_THERE, ARRIVE).await?;
    old.quit().await?;
    new.quit().await?;
    story.end();
    audit.finish()
}

/// Lets the storage fail at one piece of a file, the second if not told otherwise, and at what is
/// noted of its sending.
const FAILING: &str = "
    window.reads = 'fail'; window.writes = 'go'; window.asked = 0; window.piece = '/00001';
    const broken = () => { throw new DOMException('no', 'UnknownError'); };
    const { get, put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.get = function (key) {
        const fails = window.reads === 'fail' && this.name === 'chunks' && key.endsWith(window.piece);
        return fails ? broken() : get.call(this, key);
    };
    IDBObjectStore.prototype.put = function (...what) {
        const fails = window.writes === 'fail' && this.name === 'files';
        return fails ? broken() : put.apply(this, what);
    };
    const send = window.fetch;
    window.fetch = (what, ...how) => {
        if (String(what.url ?? what).includes('/attachments')) window.asked += 1;
        return send.call(window, what, ...how);
    };";

#[tokio::test(flavor = "multi_thread")]
async fn a_storage_that_fails_for_a_while_gives_no_file_up() -> Result<()> {
    let story = Story::begin("a storage that fails for a while gives no file up");
    let mut server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Стійкий Мирон Захарович");
    phone.write_text(&UK, &request.text).await?;
    let large = pdf(300_000);
    phone
        .choose_files(&UK, &[file(&folder, "три частини.pdf", &large)?])
        .await?;
    phone.find(Kind::Button, "Вилучити три частини.pdf").await?;
    phone.answer_questions(&UK, &request).await?;
    phone.script(FAILING, vec![]).await?;

    story.step("the second piece can't be read: it waits, and is not said to be refused");
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;
    phone.sees("Надіслано 128").await?;
    let hint = "window.dispatchEvent(new Event('focus'));";
    phone.script(hint, vec![]).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    ensure!(!phone.text().await?.contains("рада не приймає"));

    story.step("it can be read; that it arrived can't be noted, which is no reason to ask on");
    phone
        .script(
            &format!("window.reads = 'go'; window.writes = 'fail'; {hint}"),
            vec![],
        )
        .await?;
    phone.sees("Надіслано 293 КБ з 293 КБ").await?;
    tokio::time::sleep(Duration::from_secs(4)).await;
    let asked = phone.script("return window.asked", vec![]).await?;
    ensure!(
        asked.as_u64().is_some_and(|asked| asked < 12),
        "{asked} times"
    );

    story.step("it can be noted: all is there");
    phone
        .script(&format!("window.writes = 'go'; {hint}"), vec![])
        .await?;
    phone.sees_within(ALL_THERE, ARRIVE).await?;
    let office = OfficeApi::sign_in(&server).await?;
    let row = office.registered_once(&request.name).await?;
    let (_, bytes) = office.file(row["id"].as_str().context("no id")?, 1).await?;
    ensure!(bytes == large);
    phone.quit().await?;
    server.stop().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_holds_up_no_other() -> Result<()> {
    let story = Story::begin("a file that can't be read holds up no other");
    let server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Терпляча Явдоха Семенівна");
    phone.write_text(&UK, &request.text).await?;
    let paths = [
        file(&folder, "три частини.pdf", &pdf(300_000))?,
        file(&folder, "дві частини.pdf", &pdf(200_000))?,
    ];
    phone.choose_files(&UK, &paths).await?;
    phone.find(Kind::Button, "Вилучити три частини.pdf").await?;
    phone.find(Kind::Button, "Вилучити дві частини.pdf").await?;
    phone.answer_questions(&UK, &request).await?;

    story.step("the last piece of the first can't be read: the second arrives all the same");
    let third = format!("{FAILING} window.piece = '/00002';");
    phone.script(&third, vec![]).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;
    phone.sees_within("196 КБ · у раді", ARRIVE).await?;
    ensure!(!phone.text().await?.contains(ALL_THERE));

    story.step("it can be read again: both are there");
    let go_on = "window.reads = 'go'; window.dispatchEvent(new Event('focus'));";
    phone.script(go_on, vec![]).await?;
    phone.sees_within(ALL_THERE, ARRIVE).await?;
    phone.quit().await?;
    story.end();
    Ok(())
}

/// Another tab that holds the lock of whoever sends files, and shows life as long as it is told to;
/// the pauses of this page are a hundred times shorter.
const OTHER_TAB: &str = "
    const later = window.setTimeout;
    window.setTimeout = (call, millis, ...rest) => later(call, millis / 100, ...rest);
    window.alive = setInterval(() => localStorage.setItem('vr.sending', Math.random()), 100);
    window.pieces = 0;
    const send = window.fetch;
    window.fetch = (what, ...how) => {
        if (String(what.url ?? what).includes('/attachments')) window.pieces += 1;
        return send.call(window, what, ...how);
    };
    return new Promise((held) => navigator.locks.request('vr-files', () => {
        held(true);
        return new Promise(() => {});
    }));";

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_that_gets_on_with_it_is_left_alone_and_a_frozen_one_is_not() -> Result<()> {
    let story = Story::begin("a tab that sends is left alone, a frozen one is passed over");
    let server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Удвох Лесь Маркович");
    phone.write_text(&UK, &request.text).await?;
    phone
        .choose_files(&UK, &[file(&folder, "спільний.pdf", &pdf(200_000))?])
        .await?;
    phone.find(Kind::Button, "Вилучити спільний.pdf").await?;
    phone.answer_questions(&UK, &request).await?;
    ensure!(phone.script(OTHER_TAB, vec![]).await? == json!(true));
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;

    story.step("three times as long as a frozen one is waited for: nothing is sent here");
    tokio::time::sleep(Duration::from_secs(6)).await;
    let pieces = phone.script("return window.pieces", vec![]).await?;
    ensure!(pieces == json!(0), "{pieces} sent beside the other tab");

    story.step("it shows no life any more: what it left is sent");
    phone.script("clearInterval(window.alive)", vec![]).await?;
    phone.sees_within(ALL_THERE, ARRIVE).await?;
    phone.quit().await?;
    story.end();
    Ok(())
}

/// Three days later; the printer and the clipboard are out of order.
const LATER: &str = "
    const now = Date.now;
    Date.now = () => now() + 3 * 86_400_000;
    window.print = () => { window.printed = true; };
    navigator.clipboard.writeText = () => Promise.reject(new Error('no'));";

#[tokio::test(flavor = "multi_thread")]
async fn a_request_has_left_another_way_when_the_person_says_so() -> Result<()> {
    let story = Story::begin("a request has left another way when the person says so");
    let mut server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    let mut request = Request::by("Паперовий Клим Іванович");
    request.text = format!("Прошу надати реєстр: {}", "рядок за рядком, ".repeat(150));
    phone.write_request(&UK, &request).await?;
    server.stop().await?;
    phone.submit_offline(&UK).await?;

    story
        .step("after days without a network, other ways are offered; opening one says nothing yet");
    phone.script(LATER, vec![]).await?;
    let own = phone.path().await?;
    phone.click(Kind::Link, UK.nav_help).await?;
    phone.script("history.back()", vec![]).await?;
    phone.click(Kind::Button, "Надрукувати").await?;
    phone
        .until_true("the print", "return window.printed")
        .await?;
    phone.find(Kind::Button, "Я надіслав(ла) його").await?;
    ensure!(
        !phone
            .text()
            .await?
            .contains("Ви надіслали цей запит інакше")
    );
    let mut audit = Audit::of_citizen()?;
    audit.look(&phone, "other ways out").await?;

    story.step("on paper there is the letter alone, with a place for date and signature");
    let media = |kind: &str| json!({ "media": kind });
    phone
        .devtools("Emulation.setEmulatedMedia", media("print"))
        .await?;
    let printed = phone.text().await?;
    for part in [request.name.as_str(), "Номер подання", "Підпис: ____"] {
        ensure!(printed.contains(part), "{part}: {printed}");
    }
    ensure!(
        !printed.contains("Чекає вже") && !printed.contains("Надрукувати"),
        "{printed}"
    );
    phone
        .devtools("Emulation.setEmulatedMedia", media(""))
        .await?;

    story.step("a text too long for a link that can't be copied is shown");
    phone.expect_in_console("mailto");
    phone
        .click(Kind::Button, "Надіслати електронною поштою")
        .await?;
    phone.sees("Не вдалося скопіювати").await?;

    story.step("the person says that it went");
    phone.click(Kind::Button, "Я надіслав(ла) його").await?;
    phone.sees("Ви надіслали цей запит інакше").await?;
    ensure!(phone.path().await? == own);
    phone
        .find(Kind::Button, "Усе ж надіслати із застосунку")
        .await?;

    story.step("with a network again the app leaves it alone, until the person wants it sent");
    server.start_again().await?;
    let office = OfficeApi::sign_in(&server).await?;
    phone.visit(&format!("{}{own}", server.origin())).await?;
    phone
        .find(Kind::Button, "Усе ж надіслати із застосунку")
        .await?;
    for event in ["online", "focus"] {
        phone
            .script("dispatchEvent(new Event(arguments[0]))", vec![json!(event)])
            .await?;
    }
    tokio::time::sleep(Duration::from_secs(4)).await;
    ensure!(
        office.search(&request.name).await?.is_empty(),
        "it went twice"
    );
    phone
        .click(Kind::Button, "Усе ж надіслати із застосунку")
        .await?;
    phone
        .until(
            "the request at the council",
            Duration::from_secs(60),
            async || Ok((office.search(&request.name).await?.len() == 1).then_some(())),
        )
        .await?;
    phone.quit().await?;
    story.end();
    audit.finish()
}
