//! The kiosk: what one visitor leaves for the next (nothing), what the tablet keeps of what was typed
//! (nothing that can be read), and that everything sealed without a network arrives once.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::hall::{holding, let_go_by, paired};
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story, TABLET};

/// Words no page and no program holds.
const NAME: &str = "Яромирчук Зореслава";
const SENTENCE: &str = "Прошу копію договору про фонтан Перебендин";
const EMAIL: &str = "zoreslava@kvitnyk.example";
const LONG: Duration = Duration::from_secs(60);

async fn type_request(kiosk: &Browser, sentence: &str) -> Result<()> {
    kiosk.click(Kind::Css, "#door-request").await?;
    kiosk.arrives_at("Що ви хочете дізнатися?").await?;
    kiosk.fill("Ваш запит", sentence).await?;
    kiosk.click(Kind::Button, "Далі").await?;
    kiosk.click(Kind::Button, "Далі").await?;
    kiosk.fill("Прізвище, ім’я, по батькові", NAME).await?;
    kiosk.click(Kind::Button, "Далі").await?;
    kiosk.fill("Електронна пошта", EMAIL).await?;
    kiosk.click(Kind::Button, "Далі").await?;
    kiosk.arrives_at("Перевірте запит").await
}

async fn submit(kiosk: &Browser) -> Result<()> {
    kiosk.click(Kind::Button, "Надіслати запит").await?;
    kiosk.arrives_at("Візьміть із собою").await
}

async fn is_clean(kiosk: &Browser) -> Result<()> {
    kiosk.arrives_at("Вітаємо! Що ви хочете зробити?").await?;
    kiosk.find(Kind::Css, "#door-request").await?;
    let text = kiosk.text().await?;
    ensure!(!text.contains(NAME) && !text.contains(SENTENCE), "{text}");
    kiosk.click(Kind::Css, "#door-request").await?;
    kiosk.arrives_at("Що ви хочете дізнатися?").await?;
    ensure!(kiosk.value("Ваш запит").await?.is_empty());
    kiosk.click(Kind::Css, "#over").await?;
    kiosk.arrives_at("Вітаємо! Що ви хочете зробити?").await
}

const TYPED: [&str; 5] = [
    "Яромирчук",
    "Зореслава",
    "Перебендин",
    "zoreslava@",
    "kvitnyk.example",
];

#[tokio::test(flavor = "multi_thread")]
async fn g6_nothing_that_was_typed_is_in_the_profile_and_what_was_sealed_arrives_once() -> Result<()>
{
    let story = Story::begin("a kiosk without a network, taken apart");
    let mut server = Server::start().await?;
    let mut kiosk = paired(&server, "Хол").await?;

    story.step("the network is gone, and the tablet starts all the same");
    server.stop().await?;
    kiosk.quit().await?;
    kiosk.launch().await?;
    kiosk.visit(&format!("{}/kiosk/", server.origin())).await?;
    is_clean(&kiosk).await?;

    story.step("a visitor submits, and is given what to take away");
    type_request(&kiosk, SENTENCE).await?;
    submit(&kiosk).await?;
    kiosk.sees("Запит прийнято й зашифровано").await?;
    kiosk.find(Kind::Css, "#slip-qr svg").await?;

    story.step("nobody is there any more: asked after 60 s, wiped after 90 s");
    let_go_by(&kiosk, 62).await?;
    kiosk.sees("Ви ще тут?").await?;
    let_go_by(&kiosk, 30).await?;
    is_clean(&kiosk).await?;

    story.step("another visitor types and walks away in mid-form");
    type_request(&kiosk, SENTENCE).await?;
    let_go_by(&kiosk, 95).await?;
    is_clean(&kiosk).await?;

    story.step("the browser is killed and its whole profile is searched");
    kiosk.kill().await?;
    let (searched, found) = holding(kiosk.profile(), &TYPED)?;
    ensure!(searched > 50, "only {searched} files were searched");
    ensure!(found.is_empty(), "{found:#?}");
    let (_, there) = holding(kiosk.profile(), &["vidkryta-rada-kiosk"])?;
    ensure!(
        !there.is_empty(),
        "the kiosk's own database was not searched"
    );
    story.step(&format!("{searched} files: nothing"));

    story.step("the sealed request is still there, and arrives once");
    server.start_again().await?;
    kiosk.launch().await?;
    kiosk.visit(&format!("{}/kiosk/", server.origin())).await?;
    let office = OfficeApi::sign_in(&server).await?;
    let arrived = async || {
        let rows = office.search("Перебендин").await?;
        Ok((!rows.is_empty()).then_some(rows))
    };
    let rows = kiosk
        .until("the request in the journal", LONG, arrived)
        .await?;
    ensure!(rows.len() == 1, "{rows:#?}");
    ensure!(rows[0]["requester"] == json!(NAME), "{rows:#?}");
    kiosk.kill().await?;
    let (_, found) = holding(kiosk.profile(), &TYPED)?;
    ensure!(found.is_empty(), "{found:#?}");

    story.step("had the page kept it, the search would have found it");
    kiosk.launch().await?;
    kiosk.visit(&format!("{}/kiosk/", server.origin())).await?;
    let keep = "const [text, done] = arguments; \
                const asked = indexedDB.open('careless'); \
                asked.onupgradeneeded = () => asked.result.createObjectStore('drafts'); \
                asked.onsuccess = () => { \
                    const writing = asked.result.transaction('drafts', 'readwrite', { durability: 'strict' }); \
                    writing.objectStore('drafts').put(text, 1); \
                    writing.oncomplete = () => done(true); \
                };";
    kiosk.web()?.execute_async(keep, vec![json!(NAME)]).await?;
    kiosk.kill().await?;
    let (_, found) = holding(kiosk.profile(), &TYPED)?;
    ensure!(!found.is_empty(), "the search finds nothing");
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_38_killed_in_mid_form_and_the_next_visitor_sees_nothing() -> Result<()> {
    let story = Story::begin("a kiosk killed in mid-form");
    let server = Server::start().await?;
    let mut kiosk = paired(&server, "Хол").await?;
    type_request(&kiosk, SENTENCE).await?;
    kiosk.kill().await?;
    let (_, found) = holding(kiosk.profile(), &TYPED)?;
    ensure!(found.is_empty(), "{found:#?}");
    kiosk.launch().await?;
    kiosk.visit(&format!("{}/kiosk/", server.origin())).await?;
    is_clean(&kiosk).await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_40_back_bfcache_and_autofill_show_an_empty_form() -> Result<()> {
    let story = Story::begin("back button, page kept in memory, autofill");
    let server = Server::start().await?;
    let kiosk = paired(&server, "Хол").await?;
    type_request(&kiosk, SENTENCE).await?;

    story.step("no field lets a browser remember or fill it in");
    kiosk.click(Kind::Button, "Назад").await?;
    let fields = "return [...document.querySelectorAll('input, textarea, form')]\
                  .filter(field => field.type !== 'radio' && field.autocomplete !== 'off')\
                  .map(field => field.outerHTML)";
    let open = kiosk.script(fields, vec![]).await?;
    ensure!(open == json!([]), "{open}");

    story.step("gone elsewhere and back: an empty kiosk");
    let entries = kiosk.script("return history.length", vec![]).await?;
    kiosk.visit(&format!("{}/form", server.origin())).await?;
    kiosk.web()?.back().await?;
    is_clean(&kiosk).await?;
    kiosk.web()?.forward().await?;
    kiosk.web()?.back().await?;
    is_clean(&kiosk).await?;

    story.step("start over leaves no step to go back to");
    type_request(&kiosk, SENTENCE).await?;
    let before = kiosk.script("return history.length", vec![]).await?;
    kiosk.click(Kind::Css, "#over").await?;
    kiosk.arrives_at("Вітаємо! Що ви хочете зробити?").await?;
    let after = kiosk.script("return history.length", vec![]).await?;
    ensure!(before == after, "{entries} {before} {after}");
    is_clean(&kiosk).await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_by_touch_and_keyboard_looked_at_by_axe() -> Result<()> {
    let story = Story::begin("a visit to the kiosk, looked at");
    let server = Server::start().await?;
    let mut kiosk = paired(&server, "Хол").await?;
    let mut audit = Audit::of_kiosk()?;
    let sizes = [TABLET, PHONE];
    for (code, switch) in [("uk", None), ("en", Some("English"))] {
        if let Some(switch) = switch {
            kiosk.click(Kind::Button, switch).await?;
        }
        for door in ["#door-request", "#door-find"] {
            for size in sizes {
                kiosk.resize(size).await?;
                audit.look(&kiosk, &format!("{code} welcome")).await?;
            }
            kiosk.click(Kind::Css, door).await?;
            kiosk.find(Kind::Css, "form").await?;
            // Nothing is typed: what is wrong is said and led to.
            if door == "#door-find" {
                kiosk
                    .script("document.querySelector('#year').focus()", vec![])
                    .await?;
            }
            kiosk.click(Kind::Css, "form button[type=submit]").await?;
            kiosk.find(Kind::Css, ".errors").await?;
            for size in sizes {
                kiosk.resize(size).await?;
                audit
                    .look(&kiosk, &format!("{code} {door} with errors"))
                    .await?;
            }
            let back = if code == "uk" { "Назад" } else { "Back" };
            kiosk.click(Kind::Button, back).await?;
        }
    }
    story.step("a request to its end");
    kiosk.click(Kind::Css, "#over").await?;
    kiosk.arrives_at("Вітаємо! Що ви хочете зробити?").await?;
    type_request(&kiosk, SENTENCE).await?;
    for size in sizes {
        kiosk.resize(size).await?;
        audit.look(&kiosk, "check").await?;
    }
    submit(&kiosk).await?;
    kiosk.sees("Запит зареєстровано").await?;
    for size in sizes {
        kiosk.resize(size).await?;
        audit.look(&kiosk, "done").await?;
    }
    story.step("is anybody there? Any key is the answer");
    let_go_by(&kiosk, 62).await?;
    kiosk.sees("Ви ще тут?").await?;
    audit.look(&kiosk, "idle").await?;
    kiosk.press(thirtyfour::Key::Enter).await?;
    kiosk.sees_no_more("Ви ще тут?").await?;
    kiosk.sees("Запит зареєстровано").await?;

    story.step("the visitor's phone follows it");
    let rows = OfficeApi::sign_in(&server)
        .await?
        .search("Перебендин")
        .await?;
    let index = rows.first().context("not registered")?["index"]["text"].clone();
    let index = index.as_str().context("no index")?.to_owned();
    let id = kiosk.text_of(".receipt .summary dd").await?;
    let code = kiosk
        .text_of(".receipt__code")
        .await?
        .replace(char::is_whitespace, "");
    let phone = Browser::open(PHONE).await?;
    phone
        .visit(&format!("{}/kiosk/follow#{id}/{code}", server.origin()))
        .await?;
    phone.sees(&index).await?;
    phone.sees(SENTENCE).await?;
    audit.finish()?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_takes_a_tablet_in_sees_how_it_is_and_ends_it() -> Result<()> {
    let story = Story::begin("a kiosk's life, from the office");
    let server = Server::start().await?;
    let kiosk = Browser::open(TABLET).await?;
    kiosk.visit(&format!("{}/kiosk/", server.origin())).await?;
    kiosk.arrives_at("Підключення термінала").await?;
    let code = kiosk.text_of(".pair").await?;
    let mut desk = Browser::open(DESKTOP).await?;
    let mut audit = Audit::of_office()?;
    desk.sign_in(&server.origin()).await?;
    desk.visit(&format!("{}/office/kiosks", server.origin()))
        .await?;

    story.step("a wrong code is told, and what is typed stays");
    desk.fill("Код з екрана термінала", "0000-00").await?;
    desk.click(Kind::Button, "Підключити").await?;
    desk.sees("Уведіть 8 знаків коду").await?;
    audit.look(&desk, "kiosks, errors").await?;
    desk.fill("Код з екрана термінала", &code.to_lowercase())
        .await?;
    desk.fill("Назва", "Хол").await?;
    desk.click(Kind::Button, "Підключити").await?;
    desk.find(Kind::Css, "[data-kiosk='Хол']").await?;
    kiosk.arrives_at("Вітаємо! Що ви хочете зробити?").await?;
    for size in [DESKTOP, PHONE] {
        desk.resize(size).await?;
        audit.look(&desk, "kiosks").await?;
    }
    desk.resize(DESKTOP).await?;

    story.step("the exit code opens the staff's screen, another one does not");
    let exit = desk
        .text_of("[data-kiosk='Хол'] .summary div:last-child dd")
        .await?;
    kiosk.click(Kind::Button, "Для працівників").await?;
    kiosk.fill("Код виходу", "12").await?;
    kiosk.click(Kind::Button, "Далі").await?;
    kiosk.sees("Код не підходить").await?;
    kiosk.fill("Код виходу", &exit).await?;
    kiosk.click(Kind::Button, "Далі").await?;
    kiosk.arrives_at("Стан термінала").await?;
    kiosk.click(Kind::Css, "#over").await?;
    kiosk.arrives_at("Вітаємо! Що ви хочете зробити?").await?;

    story.step("ended from the office: the next contact wipes it");
    desk.click(Kind::Css, "[data-kiosk='Хол'] .actions button:last-child")
        .await?;
    desk.sees("Завершити роботу термінала «Хол»?").await?;
    audit.look(&desk, "kiosks, asked once more").await?;
    desk.click(Kind::Button, "Так, завершити").await?;
    desk.find(Kind::Css, "[data-kiosk='Хол'] .tag[data-tone=end]")
        .await?;
    kiosk.visit(&format!("{}/kiosk/", server.origin())).await?;
    kiosk.arrives_at("Термінал не працює").await?;
    audit.finish()?;
    story.end();
    Ok(())
}
