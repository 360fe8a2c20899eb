//! Whatever is typed or pasted: a clear error in the right language, and nothing typed is lost.

use anyhow::{Result, ensure};
use serde_json::json;
use tests::citizen::Request;
use tests::words::{EN, UK, Words};
use tests::{Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

const NASTY: &str = "<script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">\
    <a href=\"javascript:window.hacked=1\">тут</a> '; DROP TABLE requests; -- \" && {{7*7}} \
    😀👩\u{200d}👧 \u{202e}тав\u{202c}";

/// Every problem of a page: the summary has the focus, the title says so, each line leads to its
/// field, and the field tells its own error.
async fn is_told(phone: &Browser, w: &Words, errors: &[(&str, &str)]) -> Result<()> {
    let told = "const box = document.querySelector('.errors'); \
        return !!box && document.activeElement === box && document.title.startsWith(arguments[0]);";
    phone
        .until(
            "the error summary to have the focus, and the title to say so",
            PATIENCE,
            async || {
                let is = phone.script(told, vec![json!(w.error_prefix)]).await?;
                Ok((is == json!(true)).then_some(()))
            },
        )
        .await?;
    phone.sees(w.errors_title).await?;
    for (label, error) in errors {
        phone.click(Kind::Css, ".errors").await?;
        phone.click(Kind::Link, error).await?;
        let field = phone.find(Kind::Field, label).await?;
        let script = "const [field, text] = arguments; \
            const described = (field.getAttribute('aria-describedby') ?? '').split(' ') \
                .map((id) => document.getElementById(id)?.innerText ?? '').join(' '); \
            return field === document.activeElement && field.ariaInvalid === 'true' \
                && described.includes(text);";
        phone
            .until(
                &format!("«{error}» to lead to «{label}»"),
                PATIENCE,
                async || {
                    let arguments = vec![field.to_json()?, json!(error)];
                    Ok((phone.script(script, arguments).await? == json!(true)).then_some(()))
                },
            )
            .await?;
    }
    Ok(())
}

const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

async fn go_on(phone: &Browser, w: &Words) -> Result<()> {
    phone.click(Kind::Button, w.next).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_tells_what_is_wrong_and_keeps_what_was_typed() -> Result<()> {
    let story = Story::begin("every field tells what is wrong and keeps what was typed");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    for w in [&UK, &EN] {
        story.step(&format!("in the language {}", w.code));
        phone.visit(&server.origin()).await?;
        phone.speak(w).await?;
        wrong_text(&phone, w).await?;
        wrong_urgency(&phone, w).await?;
        wrong_person(&phone, w).await?;
    }
    phone.quit().await?;
    story.end();
    Ok(())
}

async fn wrong_text(phone: &Browser, w: &Words) -> Result<()> {
    phone.click(Kind::Link, w.write).await?;
    phone.arrives_at(w.text_title).await?;
    go_on(phone, w).await?;
    is_told(phone, w, &[(w.text_label, w.text_missing)]).await?;

    let long = "ї".repeat(20_001);
    phone.paste(w.text_label, &long).await?;
    phone.sees(w.one_too_many).await?;
    go_on(phone, w).await?;
    is_told(phone, w, &[(w.text_label, w.shorten)]).await?;
    ensure!(
        phone.value(w.text_label).await? == long,
        "a long text was cut"
    );

    // Exactly as much as is allowed goes through.
    phone.paste(w.text_label, &"ї".repeat(20_000)).await?;
    go_on(phone, w).await?;
    phone.arrives_at(w.urgency_title).await?;
    phone.click(Kind::Link, w.back).await?;
    phone.arrives_at(w.text_title).await?;
    phone.paste(w.text_label, NASTY).await?;
    go_on(phone, w).await?;
    phone.arrives_at(w.urgency_title).await
}

async fn wrong_urgency(phone: &Browser, w: &Words) -> Result<()> {
    phone.click(Kind::Choice, w.urgency_environment).await?;
    go_on(phone, w).await?;
    is_told(phone, w, &[(w.urgency_reason, w.reason_missing)]).await?;
    let long = "є".repeat(2_001);
    phone.paste(w.urgency_reason, &long).await?;
    go_on(phone, w).await?;
    is_told(phone, w, &[(w.urgency_reason, w.shorten)]).await?;
    ensure!(
        phone.value(w.urgency_reason).await? == long,
        "a long reason was cut"
    );
    phone.paste(w.urgency_reason, NASTY).await?;
    go_on(phone, w).await?;
    phone.arrives_at(w.who_title).await
}

async fn wrong_person(phone: &Browser, w: &Words) -> Result<()> {
    go_on(phone, w).await?;
    is_told(phone, w, &[(w.name, w.name_missing)]).await?;
    phone.paste(w.name, &"ґ".repeat(301)).await?;
    go_on(phone, w).await?;
    is_told(phone, w, &[(w.name, w.shorten)]).await?;
    phone.paste(w.name, NASTY).await?;
    go_on(phone, w).await?;
    phone.arrives_at(w.contact_title).await?;

    go_on(phone, w).await?;
    is_told(phone, w, &[(w.email, w.contact_missing)]).await?;
    phone.paste(w.email, NASTY).await?;
    phone.paste(w.address, &"д".repeat(501)).await?;
    phone.paste(w.phone, "<b>'; --</b> 😀").await?;
    go_on(phone, w).await?;
    let errors = [
        (w.email, w.email_bad),
        (w.address, w.shorten),
        (w.phone, w.phone_bad),
    ];
    is_told(phone, w, &errors).await?;
    ensure!(
        phone.value(w.phone).await? == "<b>'; --</b> 😀",
        "the phone was changed"
    );
    phone.fill(w.email, "zapytuvach@poshta.example").await?;
    phone.paste(w.address, NASTY).await?;
    phone.fill(w.phone, "").await?;
    go_on(phone, w).await?;
    phone.arrives_at(w.check_title).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_megabyte_of_emoji_is_refused_kindly_and_kept() -> Result<()> {
    let story = Story::begin("a megabyte of emoji is refused kindly and kept");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone.click(Kind::Link, UK.write).await?;
    phone.arrives_at(UK.text_title).await?;
    let emoji = "🐝".repeat(1024 * 1024 / "🐝".len());
    phone.paste(UK.text_label, &emoji).await?;
    story.step("pasted");
    phone.sees(UK.draft_saved).await?;
    go_on(&phone, &UK).await?;
    is_told(&phone, &UK, &[(UK.text_label, UK.shorten)]).await?;
    story.step("refused; after a reload it is still there");
    phone.web()?.refresh().await?;
    phone.find(Kind::Heading, UK.text_title).await?;
    ensure!(
        phone.value(UK.text_label).await? == emoji,
        "what was pasted is lost"
    );
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn markup_is_shown_as_text_wherever_it_is_shown() -> Result<()> {
    let story = Story::begin("markup is shown as text wherever it is shown");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone.click(Kind::Link, UK.write).await?;
    phone.arrives_at(UK.text_title).await?;
    phone.paste(UK.text_label, NASTY).await?;
    let name = format!("Лапочка {NASTY}");
    phone.answer_questions_pasting(&name).await?;
    phone.sees(NASTY_SHOWN).await?;
    phone.click(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;
    is_plain_text(&phone, ".typed").await?;
    let index = phone.index().await?;
    story.step("on the receipt");

    let mut desk = Browser::open(DESKTOP).await?;
    desk.expect_in_console("/api/v1/office/");
    desk.sign_in(&server.origin()).await?;
    desk.search_journal("Лапочка").await?;
    is_plain_text(&desk, "#journal tbody").await?;
    desk.open_card(&index).await?;
    is_plain_text(&desk, "#asked").await?;
    desk.answer(NASTY).await?;
    is_plain_text(&desk, "#history").await?;
    desk.quit().await?;
    story.step("in the office");

    let code = phone.access_code(&UK).await?;
    phone.visit(&format!("{}/find", server.origin())).await?;
    phone.look_up(&UK, &index, &code).await?;
    phone.find(Kind::Heading, UK.answer).await?;
    is_plain_text(&phone, ".typed").await?;
    story.step("in the look-up");
    OfficeApi::sign_in(&server)
        .await?
        .registered_once("Лапочка")
        .await?;
    phone.quit().await?;
    story.end();
    Ok(())
}

/// The part of [`NASTY`] that must stand on the page letter by letter.
const NASTY_SHOWN: &str = "<script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">";

async fn is_plain_text(browser: &Browser, within: &str) -> Result<()> {
    let script = "const box = document.querySelector(arguments[0]); \
        return { text: box?.textContent ?? '', hacked: 'hacked' in window, \
            elements: box?.querySelectorAll('script, img, a[href^=javascript]').length ?? -1 };";
    browser
        .until(&format!("the text in {within}"), PATIENCE, async || {
            let found = browser.script(script, vec![json!(within)]).await?;
            ensure!(found["hacked"] == json!(false), "the markup ran");
            ensure!(found["elements"] == json!(0), "the text became elements");
            let text = found["text"].as_str().unwrap_or_default();
            Ok(text.contains(NASTY_SHOWN).then_some(()))
        })
        .await
}

/// The questions after the text, by pasting: WebDriver's keyboard has no emoji.
trait Pasting {
    async fn answer_questions_pasting(&self, name: &str) -> Result<()>;
}

impl Pasting for Browser {
    async fn answer_questions_pasting(&self, name: &str) -> Result<()> {
        go_on(self, &UK).await?;
        self.arrives_at(UK.urgency_title).await?;
        go_on(self, &UK).await?;
        self.arrives_at(UK.who_title).await?;
        self.paste(UK.name, name).await?;
        go_on(self, &UK).await?;
        self.arrives_at(UK.contact_title).await?;
        self.fill(UK.email, &Request::by("").email).await?;
        go_on(self, &UK).await?;
        self.arrives_at(UK.check_title).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_up_of_anything_is_answered_clearly() -> Result<()> {
    let story = Story::begin("a look-up of anything is answered clearly");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    for w in [&UK, &EN] {
        phone.visit(&format!("{}/find", server.origin())).await?;
        phone.speak(w).await?;
        phone.find(Kind::Heading, w.find_title).await?;
        phone.click(Kind::Button, w.find).await?;
        is_told(&phone, w, &[(w.index, w.find_index_missing)]).await?;
        phone.fill(w.index, "999/99-99").await?;
        phone.fill(w.year, "20x6").await?;
        phone.fill(w.access_code, "коротко").await?;
        phone.click(Kind::Button, w.find).await?;
        let errors = [(w.year, w.find_year_bad), (w.access_code, w.find_code_bad)];
        is_told(&phone, w, &errors).await?;
        ensure!(
            phone.value(w.index).await? == "999/99-99",
            "the index is lost"
        );
        phone.fill(w.year, "2026").await?;
        phone.fill(w.access_code, "").await?;
        for index in ["999/99-99", NASTY] {
            phone.paste(w.index, index).await?;
            phone.click(Kind::Button, w.find).await?;
            phone.sees(w.find_none).await?;
        }
        // A year the index is not of.
        phone.fill(w.year, "1999").await?;
        phone.click(Kind::Button, w.find).await?;
        phone.sees(w.find_none).await?;
    }
    story.step("an index of a megabyte");
    phone.speak(&UK).await?;
    phone.paste(UK.index, &"🐝".repeat(256 * 1024)).await?;
    phone.click(Kind::Button, UK.find).await?;
    phone.find(Kind::Css, "form + .flow .notice").await?;
    let notice = phone
        .find(Kind::Css, "form + .flow .notice")
        .await?
        .text()
        .await?;
    ensure!(
        notice.chars().any(|c| "іїєґ".contains(c)),
        "not in Ukrainian: {notice}"
    );
    phone.expect_in_console("/api/v1/look-ups");
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn switching_the_language_keeps_what_was_typed_and_translates_errors() -> Result<()> {
    let story = Story::begin("switching the language keeps what was typed and translates errors");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    phone.click(Kind::Link, UK.write).await?;
    phone.arrives_at(UK.text_title).await?;
    go_on(&phone, &UK).await?;
    phone.sees(UK.text_missing).await?;
    phone.speak(&EN).await?;
    phone.sees(EN.text_missing).await?;
    phone.fill(EN.text_label, "Скільки коштує лавка?").await?;
    phone.speak(&UK).await?;
    ensure!(
        phone.value(UK.text_label).await? == "Скільки коштує лавка?",
        "the text is lost"
    );

    story.step("in the look-up");
    phone.click(Kind::Link, UK.nav_find).await?;
    phone.arrives_at(UK.find_title).await?;
    phone.fill(UK.index, "48/02-19").await?;
    phone.speak(&EN).await?;
    ensure!(
        phone.value(EN.index).await? == "48/02-19",
        "the index is lost"
    );
    phone.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_whose_clock_is_wrong_shows_the_server_s_dates() -> Result<()> {
    let story = Story::begin("a phone whose clock is wrong shows the server’s dates");
    let mut server = Server::start().await?;
    for (year, name) in [(1970, "Годинник Перший"), (2050, "Годинник Другий")]
    {
        story.step(&format!("the phone believes it is {year}"));
        let mut phone = Browser::open(PHONE).await?;
        let clock = format!(
            "{{ const Real = Date, off = Date.UTC({year}, 0, 2) - Real.now(); \
               globalThis.Date = class extends Real {{ \
                 constructor(...given) {{ given.length ? super(...given) : super(Real.now() + off); }} \
                 static now() {{ return Real.now() + off; }} }}; }}"
        );
        let script = json!({ "source": clock });
        phone
            .devtools("Page.addScriptToEvaluateOnNewDocument", script)
            .await?;
        phone.first_visit(&server.origin(), &UK).await?;
        let now = phone
            .script("return new Date().getFullYear()", vec![])
            .await?;
        ensure!(now == json!(year), "the clock was not set: {now}");
        let request = Request::by(name);
        phone.write_request(&UK, &request).await?;
        server.stop().await?;
        phone.submit_offline(&UK).await?;
        server.start_again().await?;
        phone.sees_it_registered(&UK).await?;

        let row = OfficeApi::sign_in(&server)
            .await?
            .registered_once(&request.name)
            .await?;
        let receipt = "return document.querySelector('.timeline time')?.dateTime ?? null";
        let received = phone.script(receipt, vec![]).await?;
        let received = received.as_str().unwrap_or_default();
        ensure!(
            !received.starts_with(&year.to_string()),
            "{received}: {row}"
        );
        let due = Server::due(received, "ordinary")?;
        let due = tests::words::ukrainian_date(due["due"].as_str().unwrap_or_default());
        ensure!(phone.fact("Відповідь до").await? == due, "not due on {due}");
        phone.quit().await?;
    }
    story.end();
    Ok(())
}
