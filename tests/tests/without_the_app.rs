//! The form for browsers that can't run the app: scripts are really off.

use anyhow::{Result, ensure};
use serde_json::json;
use tests::words::{EN, UK};
use tests::{Audit, Browser, Fault, Kind, NARROW, OfficeApi, PHONE, Proxy, Server, Story, TABLET};

const TEXT: &str = "Скільки лавок у парку Вербовому?";

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_written_sent_and_followed_without_scripts() -> Result<()> {
    let story = Story::begin("a request is written, sent and followed without scripts");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    let off = json!({ "value": true });
    phone
        .devtools("Emulation.setScriptExecutionDisabled", off)
        .await?;

    story.step("the home page leads to the form");
    phone.visit(&server.origin()).await?;
    phone
        .click(Kind::Link, "Написати запит без застосунку")
        .await?;
    phone.find(Kind::Heading, UK.home).await?;

    story.step("what is missing is said, what was typed stays");
    phone
        .find(Kind::Css, "#text")
        .await?
        .send_keys(TEXT)
        .await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone
        .find(Kind::Link, "Напишіть, хто надсилає запит")
        .await?;
    let typed = phone.find(Kind::Css, "#text").await?.prop("value").await?;
    ensure!(typed.as_deref() == Some(TEXT), "{typed:?}");

    story.step("sent, it is registered");
    let name = "Безскриптна Орина Савівна";
    phone
        .find(Kind::Css, "#name")
        .await?
        .send_keys(name)
        .await?;
    phone
        .find(Kind::Css, "#email")
        .await?
        .send_keys("oryna@poshta.example")
        .await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.find(Kind::Heading, UK.registered_title).await?;
    let index = phone
        .find(Kind::Css, ".receipt__index")
        .await?
        .text()
        .await?;
    let code = phone
        .find(Kind::Css, ".receipt__code")
        .await?
        .text()
        .await?;
    let row = OfficeApi::sign_in(&server)
        .await?
        .registered_once(name)
        .await?;
    ensure!(
        json!(index.trim_start_matches("№ ")) == row["index"]["text"],
        "{row}"
    );

    story.step("its status is found by index; with the code the text too");
    phone
        .visit(&format!("{}/form/status?lang=uk", server.origin()))
        .await?;
    for (code, opens) in [("", false), (code.as_str(), true)] {
        let field = phone.find(Kind::Css, "#index").await?;
        field.clear().await?;
        field.send_keys(index.trim_start_matches("№ ")).await?;
        phone
            .find(Kind::Css, "#code")
            .await?
            .send_keys(code)
            .await?;
        phone.click(Kind::Button, "Знайти").await?;
        phone.find(Kind::Css, ".tag").await?;
        if opens {
            // The page before has a tag too: what only the opened case shows is waited for.
            phone.find(Kind::Css, ".typed").await?;
        }
        ensure!(
            phone.has(Kind::Css, ".typed").await? == opens,
            "code «{code}»"
        );
    }
    phone.expect_in_console("422");
    phone.quit().await?;
    story.end();
    Ok(())
}

/// Nothing a phone lacks leaves the main button without an answer.
#[tokio::test(flavor = "multi_thread")]
async fn where_the_program_can_t_run_or_does_not_come_the_button_leads_to_the_form() -> Result<()> {
    let story = Story::begin("the main button without the program");
    let server = Server::start().await?;

    story.step("a browser without WebAssembly");
    let mut phone = Browser::open(PHONE).await?;
    let without = json!({ "source": "delete window.WebAssembly" });
    phone
        .devtools("Page.addScriptToEvaluateOnNewDocument", without)
        .await?;
    phone.visit(&server.origin()).await?;
    phone.click(Kind::Css, "#plain[href^='/form']").await?;
    phone.find(Kind::Css, "form #text").await?;
    phone.expect_in_console("WebAssembly");
    phone.quit().await?;

    story.step("a line on which the program never comes");
    let proxy = Proxy::before(&server.origin()).await?;
    proxy.set(Fault::Silent("_bg.wasm"));
    let mut phone = Browser::open(PHONE).await?;
    phone.visit(&proxy.origin()).await?;
    phone.find(Kind::Css, "#plain[href='/new']").await?;
    phone.click(Kind::Css, "#plain[href^='/form']").await?;
    phone.find(Kind::Css, "form #text").await?;
    phone.quit().await?;

    story.step("with the program the button is the app's own");
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    ensure!(
        !phone.has(Kind::Css, "#plain").await?,
        "the page is still the plain one"
    );
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_without_the_app_are_accessible() -> Result<()> {
    let story = Story::begin("the pages without the app are accessible");
    let server = Server::start().await?;
    let mut audit = Audit::of_citizen()?;
    for (viewport, w) in [(NARROW, &UK), (PHONE, &EN), (TABLET, &UK)] {
        story.step(&format!("{} pixels, {}", viewport.width, w.code));
        let mut browser = Browser::open(viewport).await?;
        let address = |path: &str| format!("{}{path}?lang={}", server.origin(), w.code);
        browser.visit(&address("/form")).await?;
        audit.look(&browser, "form").await?;
        browser.click(Kind::Button, w.submit).await?;
        browser.find(Kind::Css, ".errors").await?;
        audit.look(&browser, "form, wrong").await?;
        browser
            .find(Kind::Css, "#text")
            .await?
            .send_keys(TEXT)
            .await?;
        browser
            .find(Kind::Css, "#name")
            .await?
            .send_keys("Ладна Оксана")
            .await?;
        browser
            .find(Kind::Css, "#email")
            .await?
            .send_keys("o@poshta.example")
            .await?;
        browser.click(Kind::Button, w.submit).await?;
        browser.find(Kind::Css, ".receipt__code").await?;
        audit.look(&browser, "form, receipt").await?;
        browser.click(Kind::Css, ".why summary").await?;
        audit.look(&browser, "form, receipt, account").await?;
        browser.visit(&address("/form/status")).await?;
        audit.look(&browser, "status").await?;
        browser
            .find(Kind::Css, "#index")
            .await?
            .send_keys("1/02-19")
            .await?;
        browser.click(Kind::Button, w.find).await?;
        browser.find(Kind::Css, ".tag").await?;
        audit.look(&browser, "status, found").await?;
        browser.expect_in_console("422");
        browser.quit().await?;
    }
    story.end();
    audit.finish()
}
