//! Letters: on the card, on paper, as DOCX that another program reads, and their templates.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::papers::Papers;
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

/// Presses a link that opens a new tab, and goes there.
async fn open_tab(desk: &Browser, words: &str) -> Result<()> {
    let before = desk.web()?.windows().await?;
    desk.click(Kind::Link, words).await?;
    let opened = async || {
        let now = desk.web()?.windows().await?;
        Ok(now.into_iter().find(|tab| !before.contains(tab)))
    };
    let patience = std::time::Duration::from_secs(20);
    let tab = desk.until("a new tab", patience, opened).await?;
    desk.web()?.switch_to_window(tab).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_printed_taken_away_and_its_template_changed() -> Result<()> {
    let story = Story::begin("a refusal is printed, taken away, and its template changed");
    let server = Server::start().await?;
    let journal = OfficeApi::sign_in(&server).await?.journal().await?;
    let open = journal
        .iter()
        .find(|row| row["status"] == json!("registered"));
    let open = open.context("nothing is open")?;
    let index = open["index"]["text"]
        .as_str()
        .context("no index")?
        .to_owned();
    let requester = open["requester"]
        .as_str()
        .context("no requester")?
        .to_owned();
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    let papers = Papers::of(&desk).await?;
    let mut audit = Audit::of_office()?;

    story.step("a refusal is recorded; its letter stands on the card");
    desk.open_card(&index).await?;
    desk.sees("Підтвердження реєстрації").await?;
    desk.click(Kind::Button, "Відмовити").await?;
    desk.click(Kind::Choice, "не володіє").await?;
    desk.paste("Обґрунтування", "Відомості зберігає обласний архів.")
        .await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.click(Kind::Button, "Так, надіслати").await?;
    desk.find(Kind::Css, "#letters a[aria-label^='Відкрити: Відмова']")
        .await?;
    audit.look(&desk, "a card with letters").await?;

    story.step("as DOCX, LibreOffice reads the five elements of art. 22 part 4");
    let docx = papers
        .press(
            &desk,
            Kind::Css,
            "#letters a[aria-label^='Завантажити DOCX: Відмова']",
            "docx",
        )
        .await?;
    let words = papers.words(&docx).await?;
    for wanted in [
        "Про відмову в задоволенні запиту",
        requester.as_str(),
        &format!("№ {index}"),
        "Відповідальна за розгляд запиту особа: Довгаль Мирослава Остапівна",
        "п. 1 ч. 1 ст. 22",
        "Відомості зберігає обласний архів.",
        "до його керівника, вищого органу або суду",
        "Уповноваженого Верховної Ради України з прав людини",
    ] {
        ensure!(words.contains(wanted), "{wanted}\n{words}");
    }

    story.step("on the page to be printed they stand too");
    let card = desk.web()?.window().await?;
    let link = "a[aria-label^='Відкрити: Відмова']";
    let name = format!("return document.querySelector(\"{link}\").innerText");
    let name = desk.script(&name, vec![]).await?;
    open_tab(&desk, name.as_str().context("no name")?).await?;
    desk.sees("Відповідальна за розгляд запиту особа").await?;
    audit.look(&desk, "a letter").await?;
    desk.web()?.close_window().await?;
    desk.web()?.switch_to_window(card.clone()).await?;

    story.step("the first sheet bears the stamp, the card its fields, the archive everything");
    let index_said = format!("Вх. № {index}");
    for (link, said) in [
        ("Перший аркуш із реєстраційним штампом", index_said.as_str()),
        ("Реєстраційно-контрольна картка", "відмовлено"),
    ] {
        open_tab(&desk, link).await?;
        desk.sees(said).await?;
        audit.look(&desk, link).await?;
        desk.web()?.close_window().await?;
        desk.web()?.switch_to_window(card.clone()).await?;
    }
    stamp_is_low_on_the_first_sheet(&desk).await?;
    desk.web()?.switch_to_window(card.clone()).await?;
    let archive = papers
        .press(&desk, Kind::Link, "Уся справа з описом (ZIP)", "zip")
        .await?;
    let bytes = std::fs::read(&archive)?;
    for name in [
        "00 Опис справи.csv",
        "Про відмову в задоволенні запиту.docx",
    ] {
        let name = name.as_bytes();
        ensure!(
            bytes.windows(name.len()).any(|part| part == name),
            "the archive lacks a paper"
        );
    }

    story.step("a template that leaves out what the Law asks for is not taken; another one is");
    desk.click(Kind::Link, "Шаблони листів").await?;
    desk.arrives_at("Шаблони листів").await?;
    audit.look(&desk, "the templates").await?;
    let field = "Текст листа: Підтвердження реєстрації";
    desk.paste(field, "Зареєстровано за № {індекс}.").await?;
    desk.click(Kind::Button, "Зберегти: Підтвердження реєстрації")
        .await?;
    desk.sees("Бракує обов’язкової назви «строк»").await?;
    audit.look(&desk, "a wrong template").await?;
    desk.paste(
        field,
        "Запит № {індекс} зареєстровано, відповімо до {строк}.",
    )
    .await?;
    desk.click(Kind::Button, "Зберегти: Підтвердження реєстрації")
        .await?;
    desk.sees("Шаблон збережено").await?;
    desk.click(Kind::Link, "Журнал").await?;
    desk.click(Kind::Link, "Усі").await?;
    desk.open_card(&index).await?;
    let docx = papers
        .press(
            &desk,
            Kind::Css,
            "#letters a[aria-label^='Завантажити DOCX: Підтвердження']",
            "docx",
        )
        .await?;
    let words = papers.words(&docx).await?;
    ensure!(
        words.contains(&format!("Запит № {index} зареєстровано, відповімо до")),
        "{words}"
    );
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}

/// Where the stamp stands on paper: from the top of what lies between the margins to its lower edge,
/// and from its right edge to the margin's, in millimetres.
const STAMP: &str = "const mm = 96 / 25.4, sheet = document.querySelector('.letter').getBoundingClientRect(); \
    const stamp = document.querySelector('.letter__stamp').getBoundingClientRect(); \
    return [(stamp.bottom - sheet.top) / mm, (sheet.right - stamp.right) / mm]";

/// On the lower margin of the first sheet, at the right (the rules for registration, 2.8), whatever
/// the length of the request.
async fn stamp_is_low_on_the_first_sheet(desk: &Browser) -> Result<()> {
    open_tab(desk, "Перший аркуш із реєстраційним штампом").await?;
    desk.find(Kind::Css, ".letter__stamp").await?;
    desk.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
        .await?;
    for words in [1, 300, 3000] {
        let lengthen =
            "document.querySelector('.letter__text').textContent = 'слово '.repeat(arguments[0])";
        desk.script(lengthen, vec![json!(words)]).await?;
        let place: (f64, f64) = serde_json::from_value(desk.script(STAMP, vec![]).await?)?;
        // 257 mm lie between the margins of a sheet.
        ensure!(
            (235.0..=257.0).contains(&place.0) && place.1.abs() < 2.0,
            "{words}: {place:?}"
        );
    }
    Ok(desk.web()?.close_window().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_and_templates_fit_a_phone_and_keep_what_is_typed() -> Result<()> {
    let story = Story::begin("letters and templates fit a phone, and keep what is typed");
    let mut server = Server::start().await?;
    let mut desk = Browser::open(PHONE).await?;
    desk.sign_in(&server.origin()).await?;
    desk.click(Kind::Link, "Шаблони листів").await?;
    let mut audit = Audit::of_office()?;
    let field = "Текст листа: Відповідь";
    let typed = "На Ваш запит № {індекс}: {відповідь} Звертайтеся ще.";
    desk.paste(field, typed).await?;
    audit.look(&desk, "the templates").await?;

    story.step("the network drops while it is saved");
    server.stop().await?;
    desk.click(Kind::Button, "Зберегти: Відповідь").await?;
    desk.find(Kind::Css, ".notice[role=alert]").await?;
    ensure!(desk.value(field).await? == typed);
    server.start_again().await?;
    desk.click(Kind::Button, "Зберегти: Відповідь").await?;
    desk.sees("Шаблон збережено").await?;
    let focused = "return document.activeElement.id === 'answer-save'";
    desk.until_true("the focus to stay on the button", focused)
        .await?;

    story.step("in English, and nothing is wider than the screen");
    desk.click(Kind::Button, "English").await?;
    desk.find(Kind::Heading, "Templates of letters").await?;
    let wide = "return document.documentElement.scrollWidth > innerWidth";
    ensure!(
        desk.script(wide, vec![]).await? == json!(false),
        "wider than the screen"
    );
    audit.look(&desk, "the templates in English").await?;
    desk.expect_in_console("401");
    desk.expect_in_console("ERR_CONNECTION_REFUSED");
    desk.quit().await?;
    story.end();
    audit.finish()
}
