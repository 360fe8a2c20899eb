//! Pictures of the main pages: `screenshots OUT_FOLDER`. Each is called after its page, device,
//! language and colours, so that the same page always has the same name.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::json;
use tests::citizen::Request;
use tests::hall::{floor_plan, paired, published_day};
use tests::words::{EN, UK, Words};
use tests::{Browser, Kind, OfficeApi, PHONE, Server, TABLET, Viewport};
use thirtyfour::Key;

/// No picture is taller.
const TALLEST: u64 = 1_600;

/// What the pictures' citizen writes, in each language.
struct Texts {
    answered: &'static str,
    registered: &'static str,
    waiting: &'static str,
    draft: &'static str,
    name: &'static str,
    answer: &'static str,
}

const UKRAINIAN: Texts = Texts {
    answered: "Прошу надати перелік шкіл, де цього року відремонтували укриття, і вартість кожного ремонту.",
    registered: "Прошу надати копію договору на освітлення вулиці Ткацької та акти виконаних робіт за жовтень.",
    waiting: "Прошу надати результати дослідження води в криниці на вулиці Гончарній за останні три місяці.",
    draft: "Скільки дерев посадили в парку «Підзамче» цього року",
    name: "Світличний Гордій Левкович",
    answer: "Перелік шкіл і вартість ремонтів додано.",
};

const ENGLISH: Texts = Texts {
    answered: "Please give me the list of schools whose shelters were repaired this year, and the cost of each repair.",
    registered: "Please give me a copy of the contract for lighting Tkatska street and the acts of work done in October.",
    waiting: "Please give me the results of water tests of the well in Honcharna street for the last three months.",
    draft: "How many trees were planted in the Pidzamche park this year",
    name: "Hordii Svitlychnyi",
    answer: "The list of schools and the costs of repair are attached.",
};

struct Camera {
    folder: PathBuf,
    taken: usize,
}

impl Camera {
    /// Takes the page on a phone and on a tablet; the main pages in the dark too.
    async fn take(
        &mut self,
        browser: &mut Browser,
        page: &str,
        w: &Words,
        dark: bool,
    ) -> Result<()> {
        for (device, size) in [("phone", PHONE), ("tablet", TABLET)] {
            for (colours, is_dark) in [("light", false), ("dark", true)] {
                if is_dark && !(dark && w.code == "uk") {
                    continue;
                }
                let name = format!("{page}-{device}-{}-{colours}.png", w.code);
                browser.set_dark(is_dark).await?;
                browser.resize(size).await?;
                self.shoot(browser, size, &name).await?;
            }
        }
        browser.set_dark(false).await?;
        browser.resize(PHONE).await
    }

    async fn shoot(&mut self, browser: &mut Browser, size: Viewport, name: &str) -> Result<()> {
        browser
            .script("document.activeElement?.blur(); scrollTo(0, 0)", vec![])
            .await?;
        let height = browser
            .script("return document.scrollingElement.scrollHeight", vec![])
            .await?;
        let height = height.as_u64().unwrap_or_default().min(TALLEST);
        let height = u32::try_from(height)?.max(size.height);
        browser.resize(Viewport { height, ..size }).await?;
        let picture = browser.web()?.screenshot_as_png().await?;
        fs::write(self.folder.join(name), picture).with_context(|| format!("writing {name}"))?;
        self.taken += 1;
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::args_os()
        .nth(1)
        .context("say where: screenshots OUT_FOLDER")?;
    let mut camera = Camera {
        folder: folder.into(),
        taken: 0,
    };
    fs::create_dir_all(&camera.folder)?;
    let mut server = Server::start().await?;
    for (w, texts) in [(&UK, &UKRAINIAN), (&EN, &ENGLISH)] {
        let index = citizen(&mut camera, &mut server, w, texts).await?;
        office(&mut camera, &server, w, &index).await?;
    }
    let day = published_day(&OfficeApi::sign_in(&server).await?).await?;
    map(&mut camera, &server, &day).await?;
    for w in [&UK, &EN] {
        hall(&mut camera, &server, w).await?;
        plain(&mut camera, &server, w, &day).await?;
        survey(&mut camera, &mut server, w, &day).await?;
        desk_of_days(&mut camera, &server, w, &day).await?;
    }
    eprintln!("{} pictures in {}", camera.taken, camera.folder.display());
    Ok(())
}

/// The citizen's pages; the index of the request that the office's card shows.
async fn citizen(
    camera: &mut Camera,
    server: &mut Server,
    w: &Words,
    texts: &Texts,
) -> Result<String> {
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone.speak(w).await?;
    let request = |text: &str| Request {
        text: text.to_owned(),
        ..Request::by(texts.name)
    };
    phone.send_request(w, &request(texts.answered)).await?;
    let answered = phone.index().await?;
    answer(server, texts).await?;

    phone.click(Kind::Link, w.nav_home).await?;
    phone.send_request(w, &request(texts.registered)).await?;
    let index = phone.index().await?;
    phone.click(Kind::Button, w.why).await?;
    camera.take(&mut phone, "citizen-receipt", w, true).await?;

    phone.click(Kind::Link, w.nav_find).await?;
    phone.arrives_at(w.find_title).await?;
    phone.look_up(w, &answered, "").await?;
    phone.sees(w.find_public).await?;
    camera.take(&mut phone, "citizen-find", w, false).await?;

    phone.click(Kind::Link, w.nav_home).await?;
    let waiting = request(texts.waiting);
    phone.write_text(w, &waiting.text).await?;
    camera.take(&mut phone, "citizen-writing", w, true).await?;
    phone.answer_questions(w, &waiting).await?;
    camera.take(&mut phone, "citizen-check", w, false).await?;
    server.stop().await?;
    phone.submit_offline(w).await?;
    camera.take(&mut phone, "citizen-offline", w, false).await?;
    phone.click(Kind::Link, w.nav_home).await?;
    phone.write_text(w, texts.draft).await?;
    phone.click(Kind::Link, w.nav_home).await?;
    phone.sees(w.draft_tag).await?;
    camera.take(&mut phone, "citizen-home", w, true).await?;
    server.start_again().await?;
    phone.quit().await?;
    Ok(index)
}

async fn answer(server: &Server, texts: &Texts) -> Result<()> {
    let journal = OfficeApi::sign_in(server).await?;
    let row = journal.registered_once(texts.name).await?;
    let id = row["id"].as_str().context("no id")?;
    let assign = json!({ "kind": "assign", "executor": "Управління освіти", "instruction": "" });
    journal.act(id, assign).await?;
    journal
        .act(id, json!({ "kind": "answer", "text": texts.answer }))
        .await
}

async fn office(camera: &mut Camera, server: &Server, w: &Words, index: &str) -> Result<()> {
    let mut desk = Browser::open(TABLET).await?;
    desk.sign_in(&server.origin()).await?;
    desk.speak(w).await?;
    camera.take(&mut desk, "office-journal", w, true).await?;
    desk.resize(TABLET).await?;
    desk.click(Kind::Link, index).await?;
    desk.find(Kind::Css, "#history li").await?;
    desk.click(Kind::Css, ".why summary").await?;
    camera.take(&mut desk, "office-card", w, true).await?;
    desk.expect_in_console("/api/v1/office/");
    desk.quit().await
}

/// The kiosk in the hall.
async fn hall(camera: &mut Camera, server: &Server, w: &Words) -> Result<()> {
    let name = format!("Хол, перший поверх ({})", w.code);
    let mut kiosk = paired(server, &name).await?;
    if w.code == "en" {
        kiosk.click(Kind::Button, "English").await?;
    }
    kiosk.find(Kind::Css, "#door-survey").await?;
    camera.take(&mut kiosk, "kiosk-welcome", w, true).await?;
    kiosk.resize(TABLET).await?;
    kiosk.click(Kind::Css, "#door-survey").await?;
    kiosk.find(Kind::Css, "main h1").await?;
    camera.take(&mut kiosk, "kiosk-survey", w, false).await?;
    kiosk.quit().await
}

/// The pages the server makes for everybody.
async fn plain(camera: &mut Camera, server: &Server, w: &Words, day: &str) -> Result<()> {
    let mut phone = Browser::open(PHONE).await?;
    let pages = [
        ("day", format!("days/{day}")),
        ("days", "days".into()),
        ("access", "access".into()),
        ("documents", "documents".into()),
        ("visit", "visit".into()),
    ];
    for (name, path) in pages {
        let address = format!("{}/{path}?lang={}", server.origin(), w.code);
        phone.visit(&address).await?;
        phone.find(Kind::Css, "main h1").await?;
        camera.take(&mut phone, name, w, true).await?;
    }
    phone.quit().await
}

/// A plan with two places of the day, as an officer marks it; from then on everybody sees it.
async fn map(camera: &mut Camera, server: &Server, day: &str) -> Result<()> {
    const ABOUT: &str = "Другий поверх і цоколь";
    let mut desk = Browser::open(TABLET).await?;
    desk.sign_in(&server.origin()).await?;
    desk.visit(&format!("{}/office/days/{day}/map", server.origin()))
        .await?;
    let folder = tempfile::tempdir()?;
    let path = floor_plan(&desk, folder.path()).await?;
    let path = path.to_str().context("no path")?;
    desk.find(Kind::Css, "#map-file")
        .await?
        .send_keys(path)
        .await?;
    desk.fill("Що на плані", ABOUT).await?;
    desk.click(Kind::Button, "Додати план").await?;
    desk.find(Kind::Heading, ABOUT).await?;
    for (place, x, y) in [(1, "20.5", "27"), (2, "62", "70")] {
        desk.click(Kind::Css, &format!("[id^='put-'][id$='-{place}']"))
            .await?;
        for (axis, value) in [("x", x), ("y", y)] {
            let field = desk
                .find(Kind::Css, &format!("[id$='-{place}-{axis}']"))
                .await?;
            field.send_keys(Key::Control + "a").await?;
            field.send_keys(value).await?;
            field.send_keys(Key::Tab + "").await?;
        }
    }
    desk.click(Kind::Button, &format!("Зберегти позначки: {ABOUT}"))
        .await?;
    let confirm = format!("Підтверджую, показати всім: {ABOUT}");
    desk.click(Kind::Button, &confirm).await?;
    desk.find(Kind::Button, &format!("Більше не показувати: {ABOUT}"))
        .await?;
    camera.take(&mut desk, "office-map", &UK, true).await?;
    desk.expect_in_console("/api/v1/office/");
    desk.quit().await
}

/// The survey of an open day on a phone: with a draft, finished without a network, and received.
async fn survey(camera: &mut Camera, server: &mut Server, w: &Words, day: &str) -> Result<()> {
    let mut phone = Browser::open(PHONE).await?;
    let address = format!("{}/days/{day}/survey?lang={}", server.origin(), w.code);
    phone.visit(&address).await?;
    let taken_over = "return !!document.querySelector('#survey-note')";
    phone.until_true("the form's program", taken_over).await?;
    phone.click(Kind::Css, "#q0-1").await?;
    phone.find(Kind::Css, "#erase:not([hidden])").await?;
    camera.take(&mut phone, "survey", w, true).await?;
    server.stop().await?;
    phone
        .click(Kind::Css, "form.question [type=submit]")
        .await?;
    phone.find(Kind::Css, ".panel[data-tone=wait]").await?;
    camera.take(&mut phone, "survey-saved", w, true).await?;
    server.start_again().await?;
    let back = "dispatchEvent(new Event('online'))";
    phone.script(back, vec![]).await?;
    phone.find(Kind::Css, ".panel[data-tone=ok]").await?;
    camera.take(&mut phone, "survey-received", w, false).await?;
    phone.quit().await
}

/// The office's pages of open days and duties, and its report.
async fn desk_of_days(camera: &mut Camera, server: &Server, w: &Words, day: &str) -> Result<()> {
    let mut desk = Browser::open(TABLET).await?;
    desk.sign_in(&server.origin()).await?;
    desk.speak(w).await?;
    for (name, path, there) in [
        ("office-day", format!("office/days/{day}"), "main h2"),
        ("office-report", "office/report".into(), "main table"),
        ("office-control", "office/control".into(), "main h2"),
        ("office-documents", "office/documents".into(), "main h1"),
        ("office-visits", "office/visits".into(), "main h2"),
        ("office-kiosks", "office/kiosks".into(), "main h2"),
        ("office-settings", "office/settings".into(), "#settings"),
    ] {
        desk.visit(&format!("{}/{path}", server.origin())).await?;
        desk.find(Kind::Css, there).await?;
        camera.take(&mut desk, name, w, false).await?;
        desk.resize(TABLET).await?;
    }
    desk.expect_in_console("/api/v1/office/");
    desk.quit().await
}
