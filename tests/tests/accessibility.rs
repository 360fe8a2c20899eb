//! Every page of the citizen in every state, in both languages, at three widths, and in the dark: axe, reflow,
//! targets, headings. What axe cannot see has tests of its own at the end.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::citizen::Request;
use tests::words::{EN, UK};
use tests::{Audit, Browser, Kind, NARROW, OfficeApi, Server, Story, TABLET, WIDE_PHONE, Walk};

#[tokio::test(flavor = "multi_thread")]
async fn every_state_of_the_citizens_pages_is_accessible() -> Result<()> {
    let story = Story::begin("every state of the citizen's pages is accessible");
    let mut audit = Audit::of_citizen()?;
    let mut server = Server::start().await?;
    for w in [&UK, &EN] {
        story.step(&format!("in the language {}", w.code));
        let browser = Browser::open(WIDE_PHONE).await?;
        browser.first_visit(&server.origin(), &UK).await?;
        browser.speak(w).await?;
        let mut walk = Walk {
            audit: &mut audit,
            browser,
            w,
        };
        plain_pages(&mut walk, &server).await?;
        story.step("writing");
        writing(&mut walk, &server).await?;
        story.step("waiting and registered");
        waiting_and_registered(&mut walk, &mut server).await?;
        walk.browser.expect_in_console("/api/v1/look-ups");
        walk.browser.quit().await?;
    }
    story.end();
    audit.finish()
}

async fn plain_pages(walk: &mut Walk<'_>, server: &Server) -> Result<()> {
    let w = walk.w;
    walk.browser.find(Kind::Css, ".empty").await?;
    walk.look("home, empty").await?;
    walk.press(Kind::Link, w.nav_help).await?;
    walk.browser.arrives_at(w.help).await?;
    walk.look("help").await?;
    walk.press(Kind::Link, w.nav_settings).await?;
    walk.browser.arrives_at(w.settings).await?;
    walk.look("settings").await?;
    walk.press(Kind::Button, w.erase).await?;
    walk.browser.find(Kind::Button, w.cancel).await?;
    walk.look("settings, asked to erase").await?;
    walk.browser
        .visit(&format!("{}/nowhere", server.origin()))
        .await?;
    walk.browser.find(Kind::Heading, w.not_found).await?;
    walk.look("no such page").await?;

    walk.press(Kind::Link, w.nav_find).await?;
    walk.browser.arrives_at(w.find_title).await?;
    walk.look("find").await?;
    walk.press(Kind::Button, w.find).await?;
    walk.browser.sees(w.find_index_missing).await?;
    walk.look("find, errors").await?;
    walk.browser.look_up(w, "777/77", "").await?;
    walk.browser.sees(w.find_none).await?;
    walk.look("find, none").await?;
    let rows = OfficeApi::sign_in(server).await?.search("").await?;
    let index = rows[0]["index"]["text"]
        .as_str()
        .context("no index")?
        .to_owned();
    walk.browser.look_up(w, &index, "").await?;
    walk.browser.sees(w.find_public).await?;
    walk.press(Kind::Button, w.why).await?;
    walk.look("find, found").await
}

async fn writing(walk: &mut Walk<'_>, server: &Server) -> Result<()> {
    let w = walk.w;
    walk.browser.visit(&server.origin()).await?;
    walk.press(Kind::Link, w.write).await?;
    walk.browser.arrives_at(w.text_title).await?;
    walk.press(Kind::Button, w.examples).await?;
    walk.look("text, examples").await?;
    walk.errors("text, errors").await?;
    walk.browser
        .fill(w.text_label, "Прошу надати кошторис ремонту дороги.")
        .await?;
    walk.browser.sees(w.draft_saved).await?;
    walk.next().await?;
    walk.browser.arrives_at(w.urgency_title).await?;
    walk.look("urgency").await?;
    walk.press(Kind::Choice, w.urgency_environment).await?;
    walk.browser.find(Kind::Field, w.urgency_reason).await?;
    walk.errors("urgency, errors").await?;
    walk.browser
        .fill(w.urgency_reason, "Вода змінила запах.")
        .await?;
    walk.next().await?;
    walk.browser.arrives_at(w.who_title).await?;
    walk.look("who").await?;
    walk.errors("who, errors").await?;
    walk.browser
        .fill(w.name, &format!("Ходок Гліб {}", w.code))
        .await?;
    walk.next().await?;
    walk.browser.arrives_at(w.contact_title).await?;
    walk.look("contact").await?;
    walk.errors("contact, errors").await?;
    walk.browser.fill(w.email, "khodok@poshta.example").await?;
    walk.next().await?;
    walk.browser.arrives_at(w.check_title).await?;
    walk.look("check").await
}

async fn waiting_and_registered(walk: &mut Walk<'_>, server: &mut Server) -> Result<()> {
    let w = walk.w;
    server.stop().await?;
    walk.browser.submit_offline(w).await?;
    walk.browser.sees(w.offline).await?;
    walk.look("saved, offline").await?;
    walk.press(Kind::Link, w.nav_find).await?;
    walk.browser.arrives_at(w.find_title).await?;
    walk.browser.look_up(w, "1", "").await?;
    walk.browser.find(Kind::Css, "form + .flow .notice").await?;
    walk.look("find, offline").await?;
    walk.browser.visit(&server.origin()).await?;
    walk.browser.write_text(w, "Ще одна чернетка").await?;
    walk.press(Kind::Link, w.nav_home).await?;
    walk.browser.sees(w.draft_tag).await?;
    walk.look("home with a draft and one that waits, offline")
        .await?;
    server.start_again().await?;

    // By its words and not by its tag, which changes as soon as the server is back.
    walk.press(Kind::Link, "кошторис ремонту дороги").await?;
    walk.browser.sees_it_registered(w).await?;
    walk.press(Kind::Button, w.why).await?;
    walk.press(Kind::Button, w.show_code).await?;
    walk.press(Kind::Button, w.forget).await?;
    walk.look("registered, all opened").await?;
    decide(walk, server).await
}

/// An answer and a refusal, as the citizen sees them.
async fn decide(walk: &mut Walk<'_>, server: &Server) -> Result<()> {
    let w = walk.w;
    let journal = OfficeApi::sign_in(server).await?;
    let refused = Request::by(&format!("Нехід Гліб {}", w.code));
    walk.browser.visit(&server.origin()).await?;
    walk.browser.send_request(w, &refused).await?;
    let id = |row: Value| row["id"].as_str().map(str::to_owned).context("no id");
    let second = id(journal.registered_once(&refused.name).await?)?;
    let first = id(journal
        .registered_once(&format!("Ходок Гліб {}", w.code))
        .await?)?;
    journal
        .act(
            &first,
            json!({ "kind": "answer", "text": "Кошторис додано." }),
        )
        .await?;
    let extension =
        json!({ "kind": "extend", "ground": "large_volume", "reason": "Понад тисяча сторінок." });
    journal.act(&second, extension).await?;
    let refusal = json!({ "kind": "refuse", "ground": "not_held", "reason": "Рада не будувала." });
    journal.act(&second, refusal).await?;
    walk.browser.web()?.refresh().await?;
    walk.browser.find(Kind::Css, ".typed").await?;
    walk.browser.find(Kind::Css, "section dl.summary").await?;
    walk.look("refused").await?;
    walk.press(Kind::Link, w.nav_home).await?;
    walk.browser.arrives_at(w.home).await?;
    walk.look("home with decided requests").await?;
    walk.press(Kind::Link, "Прошу надати кошторис").await?;
    walk.browser.sees("Кошторис додано.").await?;
    walk.look("answered").await
}

/// Text at 200 % and with the spacing of WCAG 1.4.12 stays readable and inside the page.
#[tokio::test(flavor = "multi_thread")]
async fn text_can_be_enlarged_and_spaced() -> Result<()> {
    let story = Story::begin("text can be enlarged and spaced");
    let server = Server::start().await?;
    let mut browser = Browser::open(TABLET).await?;
    browser.first_visit(&server.origin(), &UK).await?;
    let mut audit = Audit::of_citizen()?;
    let larger = "document.documentElement.style.fontSize = '200%'";
    let spaced = "const sheet = new CSSStyleSheet(); sheet.replaceSync(`* { line-height: 1.5 !important; \
        letter-spacing: .12em !important; word-spacing: .16em !important; } \
        p { margin-block-end: 2em !important; }`); document.adoptedStyleSheets = [sheet];";
    for path in ["/", "/new", "/find", "/settings", "/help"] {
        for (name, script, width) in [("at 200 %", larger, TABLET), ("spaced", spaced, NARROW)] {
            browser.visit(&format!("{}{path}", server.origin())).await?;
            browser.find(Kind::Link, UK.nav_help).await?;
            browser.find(Kind::Css, "main h1").await?;
            browser.resize(width).await?;
            browser.script(script, vec![]).await?;
            audit.look(&browser, &format!("{path} {name}")).await?;
        }
    }
    browser.quit().await?;
    story.end();
    audit.finish()
}

/// Title and focus follow each change of page, and the back button.
#[tokio::test(flavor = "multi_thread")]
async fn title_and_focus_follow_the_page() -> Result<()> {
    let story = Story::begin("title and focus follow the page");
    let server = Server::start().await?;
    let mut browser = Browser::open(WIDE_PHONE).await?;
    browser.first_visit(&server.origin(), &UK).await?;
    for w in [&UK, &EN] {
        browser.speak(w).await?;
        let pages = [
            (w.nav_find, w.find_title),
            (w.nav_settings, w.settings),
            (w.nav_help, w.help),
            (w.nav_home, w.home),
            (w.write, w.text_title),
        ];
        for (link, heading) in pages {
            browser.click(Kind::Link, link).await?;
            browser.arrives_at(heading).await?;
        }
        browser.web()?.back().await?;
        browser.arrives_at(w.home).await?;
        browser.web()?.forward().await?;
        browser.arrives_at(w.text_title).await?;
        // Opened by its address, a page has its title too.
        for (path, heading) in [("nowhere", w.not_found), ("find", w.find_title)] {
            browser
                .visit(&format!("{}/{path}", server.origin()))
                .await?;
            browser.find(Kind::Heading, heading).await?;
            let title = browser.title().await?;
            ensure!(
                title.contains(heading),
                "/{path} is titled «{title}», not «{heading}»"
            );
        }
    }
    browser.quit().await?;
    story.end();
    Ok(())
}
