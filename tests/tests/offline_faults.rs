//! What may go wrong between the device and the council: nothing is lost, nothing is doubled.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;
use tests::citizen::Request;
use tests::words::UK;
use tests::{Audit, Browser, Engine, Fault, Kind, OfficeApi, PHONE, Proxy, Server, Story};

const PATIENCE: Duration = Duration::from_secs(20);

tests::on_every_engine!(
    a_browser_killed_right_after_the_acknowledgement_loses_nothing,
    killed_browser
);

async fn killed_browser(engine: Engine) -> Result<()> {
    let story = Story::begin("a browser killed right after the acknowledgement loses nothing");
    let mut server = Server::start().await?;
    let mut phone = Browser::open_in(engine, PHONE).await?;
    let request = Request::by("Незгасимий Лесь Омелянович");
    phone.first_visit(&server.origin(), &UK).await?;
    server.stop().await?;
    phone.write_request(&UK, &request).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees(UK.saved_title).await?;
    phone.kill().await?;

    story.step("killed; the request is still there");
    phone.launch().await?;
    phone.visit(&server.origin()).await?;
    phone.sees(UK.waiting_tag).await?;
    // The banner moves what is under it, and WebKit's driver presses a place and not a thing.
    phone.sees("Немає мережі").await?;
    phone.click(Kind::Link, "Прошу надати копію").await?;
    phone.sees(&request.text).await?;

    story.step("and goes out once");
    server.start_again().await?;
    phone.sees_it_registered(&UK).await?;
    OfficeApi::sign_in(&server)
        .await?
        .registered_once(&request.name)
        .await?;
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_draft_in_two_tabs_is_registered_once_and_keeps_both_texts() -> Result<()> {
    let story = Story::begin("one draft in two tabs is registered once and keeps both texts");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;

    story.step("two tabs submit one draft at the same moment");
    let request = Request::by("Двійнята Мотря Гордіївна");
    phone.write_request(&UK, &request).await?;
    let (first, address) = (phone.tab().await?, phone.web()?.current_url().await?);
    let second = phone.new_tab().await?;
    phone.visit(address.as_str()).await?;
    phone.find(Kind::Button, UK.submit).await?;
    let at = "const at = Math.ceil(Date.now() / 1000) * 1000 + 2000; return at;";
    let at = phone.script(at, vec![]).await?;
    let submit = "setTimeout(() => document.querySelector('form').requestSubmit(), arguments[0] - Date.now())";
    phone.script(submit, vec![at.clone()]).await?;
    phone.show_tab(&first).await?;
    phone.script(submit, vec![at]).await?;
    for tab in [&first, &second] {
        phone.show_tab(tab).await?;
        phone.sees_it_registered(&UK).await?;
    }
    let journal = OfficeApi::sign_in(&server).await?;
    journal.registered_once(&request.name).await?;

    story.step("two tabs edit one draft: both texts are kept");
    phone.visit(&server.origin()).await?;
    phone.write_text(&UK, "Перший текст про парк").await?;
    let address = phone.web()?.current_url().await?;
    phone.show_tab(&first).await?;
    phone.visit(address.as_str()).await?;
    phone.arrives_at(UK.text_title).await?;
    phone.show_tab(&second).await?;
    phone
        .fill(UK.text_label, "Текст першої вкладки про парк")
        .await?;
    phone.sees(UK.draft_saved).await?;
    phone.show_tab(&first).await?;
    phone
        .fill(UK.text_label, "Текст другої вкладки про школу")
        .await?;
    phone.sees("Ваш текст збережено окремою чернеткою").await?;
    phone.sees(UK.draft_saved).await?;
    phone.visit(&server.origin()).await?;
    for text in [
        "Текст першої вкладки про парк",
        "Текст другої вкладки про школу",
    ] {
        phone.find(Kind::Link, text).await?;
    }
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_captive_portal_is_no_receipt() -> Result<()> {
    let story = Story::begin("a captive portal is no receipt");
    let mut server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    let request = Request::by("Переправа Зіновій Іларіонович");
    phone.first_visit(&server.origin(), &UK).await?;
    server.stop().await?;

    for (name, fault) in [
        ("a page", Fault::PortalPage),
        ("a redirect", Fault::PortalRedirect),
    ] {
        story.step(&format!("a portal that answers everything with {name}"));
        let portal = Proxy::in_place_of(server.port(), fault.clone()).await?;
        if fault == Fault::PortalPage {
            phone.write_request(&UK, &request).await?;
            phone.click(Kind::Button, UK.submit).await?;
        } else {
            // Opened again behind the portal, the app is still the app.
            phone.visit(&server.origin()).await?;
            phone.click(Kind::Link, "Прошу надати копію").await?;
            phone.click(Kind::Button, "Надіслати зараз").await?;
        }
        phone.sees(UK.saved_title).await?;
        phone.sees(UK.portal).await?;
        phone.sees(UK.waiting_tag).await?;
        let tried = async || Ok((!portal.pushes().is_empty()).then_some(()));
        phone.until("a push to the portal", PATIENCE, tried).await?;
        ensure!(
            !phone.text().await?.contains("№"),
            "a portal's answer passed for a receipt"
        );
    }

    story.step("the portal is gone: the request goes out once");
    server.start_again().await?;
    phone.sees_it_registered(&UK).await?;
    OfficeApi::sign_in(&server)
        .await?
        .registered_once(&request.name)
        .await?;
    // The portal's page is no script: the browser says so about the service worker.
    phone.expect_in_console("unsupported MIME type");
    phone.expect_in_console("/sw.js");
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_after_the_commit_registers_once() -> Result<()> {
    let story = Story::begin("a server killed after the commit registers once");
    let mut server = Server::start().await?;
    let proxy = Proxy::before(&server.origin()).await?;
    let mut phone = Browser::open(PHONE).await?;
    let request = Request::by("Відлуння Горпина Юхимівна");
    phone.first_visit(&proxy.origin(), &UK).await?;
    phone.write_request(&UK, &request).await?;

    story.step("the push is committed, its answer is cut, the server is killed");
    proxy.set(Fault::CutPushAnswers);
    phone.click(Kind::Button, UK.submit).await?;
    let tried = async || Ok((!proxy.pushes().is_empty()).then_some(()));
    phone.until("a push", PATIENCE, tried).await?;
    phone.sees(UK.waiting_tag).await?;
    let journal = OfficeApi::sign_in(&server).await?;
    let row = journal.registered_once(&request.name).await?;
    server.kill()?;

    story.step("it comes back: the same number, replayed");
    server.start_again().await?;
    proxy.set(Fault::None);
    phone.sees_it_registered(&UK).await?;
    ensure!(
        json!(phone.index().await?) == row["index"]["text"],
        "another number than {row}"
    );
    ensure!(proxy.pushes().len() >= 2, "it was never pushed again");
    OfficeApi::sign_in(&server)
        .await?
        .registered_once(&request.name)
        .await?;
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_request_is_parked_and_the_others_go_on() -> Result<()> {
    let story = Story::begin("a refused request is parked and the others go on");
    let server = Server::start().await?;
    let proxy = Proxy::before(&server.origin()).await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&proxy.origin(), &UK).await?;
    let poison = Request::by("Спотикач Панас Федорович");
    let good = Request::by("Добривечір Ганна Матвіївна");

    story.step("the first is refused");
    proxy.set(Fault::Refuse(poison.name.clone()));
    phone.write_request(&UK, &poison).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees("Потрібна ваша дія").await?;
    phone.sees("Сервер ради не прийняв запит").await?;
    phone.sees(&poison.text).await?;
    let mut audit = Audit::of_citizen()?;
    audit.look(&phone, "a parked request").await?;

    story.step("the second is registered");
    phone.click(Kind::Link, UK.nav_home).await?;
    phone.send_request(&UK, &good).await?;
    let journal = OfficeApi::sign_in(&server).await?;
    journal.registered_once(&good.name).await?;
    ensure!(
        journal.search(&poison.name).await?.is_empty(),
        "the refused one is registered"
    );

    story.step("the first is corrected and sent again as a new one");
    proxy.set(Fault::None);
    phone.click(Kind::Link, UK.nav_home).await?;
    phone.click(Kind::Link, "Потрібна ваша дія").await?;
    phone
        .click(Kind::Button, "Виправити й надіслати знову")
        .await?;
    phone.arrives_at(UK.check_title).await?;
    phone.sees(&poison.name).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;
    journal.registered_once(&poison.name).await?;
    phone.expect_in_console("422");
    phone.quit().await?;
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_device_is_told_and_what_is_typed_goes_as_a_file_or_later() -> Result<()> {
    let story = Story::begin("a full device is told, and what is typed goes as a file or later");
    let server = Server::start().await?;
    let mut phone = Browser::open_on_small_disk(PHONE, 96).await?;
    phone.expect_in_console("Quota");
    phone.expect_in_console("quota");
    phone.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Тісна Уляна Корніївна");
    phone.write_text(&UK, "Перші слова").await?;

    story.step("no room any more: the page says so and keeps the text");
    phone.disk()?.fill()?;
    let long = format!("{} {}", request.text, "Дуже докладно. ".repeat(200));
    phone.paste(UK.text_label, &long).await?;
    phone.sees("НЕ ЗБЕРЕЖЕНО").await?;
    phone.sees("На пристрої бракує місця").await?;
    ensure!(
        phone.value(UK.text_label).await? == long,
        "the text is lost"
    );

    story.step("the file it offers holds what could not be saved");
    let files = tempfile::tempdir()?;
    let folder = json!({ "behavior": "allow", "downloadPath": files.path() });
    phone
        .devtools("Browser.setDownloadBehavior", folder)
        .await?;
    phone.click(Kind::Button, "Зберегти файлом").await?;
    phone
        .until("the file", PATIENCE, async || {
            let file = std::fs::read_to_string(files.path().join("vidkryta-rada.json"));
            let whole = file.ok().and_then(|text| serde_json::from_str(&text).ok());
            let whole: Option<serde_json::Value> = whole;
            let draft = |file: serde_json::Value| file["unsaved"][0]["draft"]["text"].clone();
            Ok((whole.map(draft) == Some(json!(long))).then_some(()))
        })
        .await?;

    story.step("room again: the next letter saves it, and it goes out once");
    phone.disk()?.empty()?;
    phone.paste(UK.text_label, &request.text).await?;
    phone.sees(UK.draft_saved).await?;
    phone.answer_questions(&UK, &request).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;
    OfficeApi::sign_in(&server)
        .await?
        .registered_once(&request.name)
        .await?;
    phone.quit().await?;
    story.end();
    Ok(())
}
