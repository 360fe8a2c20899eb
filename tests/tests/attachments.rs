//! Files that go with a request: chosen without a network, shrunk if the person agrees, sent in
//! pieces over a line that breaks, seen by the officer; and everything taken to another device.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tempfile::TempDir;
use tests::citizen::Request;
use tests::words::UK;
use tests::{Audit, Browser, Kind, OfficeApi, PHONE, Server, Story};

/// How long all files may take.
const ARRIVE: Duration = Duration::from_secs(60);

/// A file of these bytes, as a person has it.
fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> Result<String> {
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, bytes)?;
    Ok(path.to_string_lossy().into_owned())
}

/// A PDF of about so many bytes that no compression makes smaller.
fn pdf(bytes: usize) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n1 0 obj <<>> endobj\n".to_vec();
    let mut state = 42_u64;
    while pdf.len() < bytes {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        pdf.push((state >> 33) as u8);
    }
    pdf.extend_from_slice(b"\n%%EOF\n");
    pdf
}

#[tokio::test(flavor = "multi_thread")]
async fn files_chosen_offline_arrive_whole_and_the_officer_sees_them() -> Result<()> {
    let story = Story::begin("files chosen offline arrive whole, and the officer sees them");
    let mut server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let large = pdf(700_000);
    let paths = [
        file(&folder, "План двору.pdf", &large)?,
        file(&folder, "Лист.txt", "Пояснення до запиту".as_bytes())?,
    ];
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Фотограф Зінаїда Остапівна");
    phone.write_text(&UK, &request.text).await?;
    phone.find(Kind::Button, UK.files_add).await?;
    let mut audit = Audit::of_citizen()?;

    story.step("without a network two files are added, and a program is not");
    server.stop().await?;
    phone.choose_files(&UK, &paths).await?;
    phone.sees("План двору.pdf").await?;
    phone.sees("Лист.txt").await?;
    phone
        .choose_files(&UK, &[file(&folder, "вірус.exe", b"MZ")?])
        .await?;
    phone.sees("такий тип не приймається").await?;
    audit.look(&phone, "files of a draft").await?;

    story.step("the browser is killed; the draft and its files are there");
    phone.sees(UK.draft_saved).await?;
    phone.kill().await?;
    phone.launch().await?;
    phone.visit(&server.origin()).await?;
    phone.click(Kind::Link, "ремонт дороги").await?;
    phone.sees("План двору.pdf").await?;

    story.step("sent offline; it waits");
    phone.answer_questions(&UK, &request).await?;
    phone.sees("План двору.pdf, Лист.txt").await?;
    phone.submit_offline(&UK).await?;
    phone
        .sees("Файли підуть, щойно рада зареєструє запит")
        .await?;

    story.step("with a network it is registered first, then the files go by themselves");
    server.start_again().await?;
    phone.sees_it_registered(&UK).await?;
    phone
        .sees_within("Усі файли надійшли до ради", ARRIVE)
        .await?;
    audit.look(&phone, "files that were sent").await?;

    story.step("the officer gets the very same bytes, as a file and never as a page");
    let office = OfficeApi::sign_in(&server).await?;
    let row = office.registered_once(&request.name).await?;
    let id = row["id"].as_str().context("no id")?.to_owned();
    let (headers, bytes) = office.file(&id, 1).await?;
    ensure!(bytes == large, "{} bytes came", bytes.len());
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    ensure!(
        said("content-type") == Some("application/pdf"),
        "{headers:?}"
    );
    ensure!(said("x-content-type-options") == Some("nosniff"));
    ensure!(said("content-disposition").is_some_and(|said| said.starts_with("attachment")));
    server.command("verify", &[])?;
    phone.quit().await?;
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_photo_is_made_smaller_only_when_the_person_agrees() -> Result<()> {
    let story = Story::begin("a large photo is made smaller only when the person agrees");
    let server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone.write_text(&UK, "Прошу пояснити, що на фото").await?;
    phone.find(Kind::Button, UK.files_add).await?;

    story.step("the phone's own camera makes a photo of several megabytes");
    let made = phone.script(PHOTO, vec![]).await?;
    let coded = made.as_str().context("no photo")?;
    let photo = base64(coded)?;
    ensure!(photo.len() > 1_000_000, "{} bytes", photo.len());
    let path = file(&folder, "DSC_0001.png", &photo)?;

    story.step("asked, the person looks elsewhere first: the question is open still");
    phone.choose_files(&UK, std::slice::from_ref(&path)).await?;
    phone.find(Kind::Button, "Зменшити").await?;
    phone.click(Kind::Css, ".brand").await?;
    phone.click(Kind::Link, "Прошу пояснити").await?;

    story.step("the person agrees: it is a small JPEG now");
    phone.click(Kind::Button, "Зменшити").await?;
    phone.sees("DSC_0001.jpg").await?;

    story.step("asked again, the person does not: it is what it was");
    phone.choose_files(&UK, &[path]).await?;
    phone.click(Kind::Button, "Лишити як є").await?;
    phone.sees("DSC_0001.png").await?;

    story.step("taken out of the draft, it is not sent");
    phone.click(Kind::Button, "Вилучити DSC_0001.png").await?;
    phone.sees_no_more("DSC_0001.png").await?;
    let request = Request::by("Малювальник Тарас Несторович");
    phone.answer_questions(&UK, &request).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;
    phone
        .sees_within("Усі файли надійшли до ради", ARRIVE)
        .await?;
    let office = OfficeApi::sign_in(&server).await?;
    let row = office.registered_once(&request.name).await?;
    let (headers, small) = office.file(row["id"].as_str().context("no id")?, 1).await?;
    ensure!(headers["content-type"] == "image/jpeg" && small.starts_with(&[0xff, 0xd8]));
    ensure!(
        small.len() * 2 < photo.len(),
        "{} of {}",
        small.len(),
        photo.len()
    );
    phone.quit().await?;
    story.end();
    Ok(())
}

/// A picture of faint noise, as of a sensor at night: large as it is, small as a JPEG.
const PHOTO: &str = "
    const canvas = document.createElement('canvas');
    canvas.width = 1600; canvas.height = 1200;
    const paper = canvas.getContext('2d');
    const picture = paper.createImageData(1600, 1200);
    let state = 7;
    for (let i = 0; i < picture.data.length; i++) {
        state = (state * 1103515245 + 12345) % 2147483648;
        picture.data[i] = i % 4 === 3 ? 255 : 110 + (state >> 16 & 31);
    }
    paper.putImageData(picture, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];";

fn base64(text: &str) -> Result<Vec<u8>> {
    use base64ct::{Base64, Encoding};
    Base64::decode_vec(text).map_err(|error| anyhow::anyhow!("{error}"))
}

/// Fault 41.
#[tokio::test(flavor = "multi_thread")]
async fn fault_41_what_one_storage_holds_moves_to_another_by_a_code() -> Result<()> {
    let story = Story::begin("what one storage holds moves to another by a code");
    let server = Server::start().await?;
    let mut old = Browser::open(PHONE).await?;
    old.first_visit(&server.origin(), &UK).await?;
    let sent = Request::by("Переїжджий Гнат Лукич");
    old.send_request(&UK, &sent).await?;
    let index = old.index().await?;
    old.visit(&server.origin()).await?;
    old.write_text(&UK, "Чернетка, що переїздить").await?;

    story.step("the old device shows a code");
    old.visit(&format!("{}/settings", server.origin())).await?;
    old.click(Kind::Button, "Показати код").await?;
    let code = old.find(Kind::Css, "#transfer-code").await?.text().await?;
    let mut audit = Audit::of_citizen()?;
    audit.look(&old, "a code for moving").await?;

    story.step("the new one takes a wrong code for what it is, then the right one");
    let mut new = Browser::open(PHONE).await?;
    new.first_visit(&server.origin(), &UK).await?;
    new.visit(&format!("{}/settings", server.origin())).await?;
    new.fill("Код з іншого пристрою", &"0".repeat(26)).await?;
    new.click(Kind::Button, "Перенести сюди").await?;
    new.sees("Такого коду немає").await?;
    new.fill("Код з іншого пристрою", &code.to_lowercase())
        .await?;
    new.click(Kind::Button, "Перенести сюди").await?;
    new.sees("Перенесено: 2 записи").await?;
    new.visit(&server.origin()).await?;
    new.sees("Чернетка, що переїздить").await?;
    new.click(Kind::Link, &index).await?;
    new.sees_it_registered(&UK).await?;

    story.step("the code works once");
    let mut third = Browser::open(PHONE).await?;
    third.first_visit(&server.origin(), &UK).await?;
    third
        .visit(&format!(
            "{}/settings#{}",
            server.origin(),
            code.replace('-', "")
        ))
        .await?;
    third.click(Kind::Button, "Перенести сюди").await?;
    third.sees("Такого коду немає").await?;
    for browser in [&mut old, &mut new, &mut third] {
        browser.expect_in_console("404");
        browser.quit().await?;
    }
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_file_brings_the_queue_back_and_nothing_is_registered_twice() -> Result<()> {
    let story = Story::begin("a saved file brings the queue back, nothing is registered twice");
    let mut server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let mut old = Browser::open(PHONE).await?;
    old.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Обережна Віра Назарівна");
    old.write_text(&UK, &request.text).await?;
    old.choose_files(&UK, &[file(&folder, "акт.pdf", &pdf(300_000))?])
        .await?;
    old.sees("акт.pdf").await?;
    old.answer_questions(&UK, &request).await?;
    server.stop().await?;
    old.submit_offline(&UK).await?;

    story.step("everything goes into a file, bytes of files and all");
    let saves = format!(
        "return new Promise((done) => {{ const make = URL.createObjectURL; \
         URL.createObjectURL = (blob) => {{ blob.text().then(done); return make.call(URL, blob); }}; \
         [...document.querySelectorAll('button')].find((b) => b.innerText === '{}').click(); }});",
        "Зберегти разом із доданими файлами"
    );
    old.click(Kind::Link, UK.nav_settings).await?;
    old.find(Kind::Button, "Зберегти разом із доданими файлами")
        .await?;
    let saved = old.script(&saves, vec![]).await?;
    let saved = saved.as_str().context("no file")?;
    let path = file(&folder, "vidkryta-rada.json", saved.as_bytes())?;
    let broken = file(&folder, "cut.json", &saved.as_bytes()[..saved.len() / 2])?;

    story.step("another device takes it in, but not the damaged one");
    let mut new = Browser::open(PHONE).await?;
    server.start_again().await?;
    new.first_visit(&server.origin(), &UK).await?;
    new.visit(&format!("{}/settings", server.origin())).await?;
    new.find(Kind::Button, "Відкрити збережений файл").await?;
    let field = || async {
        new.web()?
            .find(thirtyfour::By::Id("transfer-file"))
            .await
            .map_err(anyhow::Error::from)
    };
    field().await?.send_keys(broken).await?;
    new.sees("Це не файл Відкритої ради").await?;
    field().await?.send_keys(path).await?;
    new.sees("Перенесено: 1 запис").await?;

    story.step("both devices send it: one registration, one file");
    new.click(Kind::Link, UK.home)
        .await
        .or(Ok::<_, anyhow::Error>(()))?;
    new.visit(&server.origin()).await?;
    new.click(Kind::Link, "ремонт дороги").await?;
    new.sees_it_registered(&UK).await?;
    new.sees_within("Усі файли надійшли до ради", ARRIVE)
        .await?;
    old.visit(&server.origin()).await?;
    old.click(Kind::Link, "ремонт дороги").await?;
    old.sees_it_registered(&UK).await?;
    ensure!(old.index().await? == new.index().await?);
    let office = OfficeApi::sign_in(&server).await?;
    let row = office.registered_once(&request.name).await?;
    ensure!(json!(new.index().await?) == row["index"]["text"], "{row}");
    old.quit().await?;
    new.quit().await?;
    story.end();
    Ok(())
}
