//! Papers of a request: put there by the clerk, signed, given to the requester, published without
//! personal data; and the blank form.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::citizen::Request;
use tests::papers::Papers;
use tests::words::UK;
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
/// What a detached signature looks like from outside.
const P7S: &[u8] = b"\x30\x0e\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x01\x00";

fn file(folder: &Path, name: &str, bytes: &[u8]) -> Result<String> {
    let path = folder.join(name);
    std::fs::write(&path, bytes)?;
    Ok(path.to_str().context("no path")?.to_owned())
}

/// Chooses files as the system's own window would: what was chosen before is chosen no more, while
/// the driver would add to it.
async fn choose(desk: &Browser, files: &[String]) -> Result<()> {
    let empty = "document.querySelector('#paper-files').value = ''";
    desk.script(empty, vec![]).await?;
    let field = desk.find(Kind::Css, "#paper-files").await?;
    Ok(field.send_keys(files.join("\n")).await?)
}

/// Adds these files as this.
async fn add(desk: &Browser, role: &str, files: &[String]) -> Result<()> {
    desk.choose("Що це", role).await?;
    choose(desk, files).await?;
    desk.click(Kind::Css, "#paper-add").await
}

/// Waits until the list of papers says this.
async fn listed(desk: &Browser, words: &str) -> Result<()> {
    let script = format!(
        "return document.querySelector('#papers')?.innerText.includes({})",
        json!(words)
    );
    desk.until_true(words, &script).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_filed_signed_given_and_published() -> Result<()> {
    let story = Story::begin("an answer is filed, signed, given and published");
    let mut server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let mut phone = Browser::open(PHONE).await?;
    let request = Request::by("Паперова Зоряна Юріївна");
    phone.first_visit(&server.origin(), &UK).await?;
    phone.send_request(&UK, &request).await?;
    let index = phone.index().await?;
    let row = OfficeApi::sign_in(&server)
        .await?
        .registered_once(&request.name)
        .await?;
    let id = row["id"].as_str().context("no id")?.to_owned();
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    let card = format!("{}/office/r/{id}", server.origin());
    desk.search_journal(&request.name).await?;
    desk.open_card(&index).await?;
    let papers = Papers::of(&desk).await?;
    let mut audit = Audit::of_office()?;

    story.step("a file of no kind that is taken is refused in words; others go on");
    let bad = file(folder.path(), "Не те.pdf", b"no pdf")?;
    add(&desk, "інше", &[bad]).await?;
    desk.sees("Файл «Не те.pdf» не додано").await?;
    audit.look(&desk, "a paper that is refused").await?;
    desk.click(Kind::Button, "Не додавати").await?;

    story.step("the network drops; what was chosen is still there and goes once it is back");
    let answer = file(folder.path(), "Відповідь.pdf", PDF)?;
    let signature = file(folder.path(), "Відповідь.pdf.p7s", P7S)?;
    server.stop().await?;
    desk.choose("Що це", "файл відповіді").await?;
    desk.click(Kind::Choice, "Надати запитувачу").await?;
    choose(&desk, &[answer, signature]).await?;
    desk.click(Kind::Css, "#paper-add").await?;
    desk.sees("Файл «Відповідь.pdf» не додано").await?;
    server.start_again().await?;
    desk.click(Kind::Button, "Спробувати ще раз").await?;
    listed(&desk, "підпис до «Відповідь.pdf»").await?;
    listed(&desk, "для запитувача").await?;
    desk.sees("Додано файл «Відповідь.pdf»").await?;

    story.step("what was put there by mistake is taken away, and the history tells");
    let wrong = file(folder.path(), "Чернетка.txt", "чернетка".as_bytes())?;
    add(&desk, "інше", &[wrong]).await?;
    listed(&desk, "Чернетка.txt").await?;
    desk.click(Kind::Button, "Змінити: Чернетка.txt").await?;
    audit.look(&desk, "papers of an open request").await?;
    desk.script("window.confirm = () => true", vec![]).await?;
    desk.click(Kind::Css, "#papers details[open] .btn--quiet")
        .await?;
    desk.sees("Вилучено файл «Чернетка.txt»").await?;

    story.step("answered: the letter names the files, the archive has them");
    desk.answer("Відповідь у файлі.").await?;
    let archive = papers
        .press(&desk, Kind::Link, "Уся справа з описом (ZIP)", "zip")
        .await?;
    let bytes = std::fs::read(&archive)?;
    for name in [
        "Файл відповіді Відповідь.pdf",
        "Підпис до «Відповідь.pdf» Відповідь.pdf.p7s",
    ] {
        let name = name.as_bytes();
        ensure!(
            bytes.windows(name.len()).any(|part| part == name),
            "the archive lacks a paper"
        );
    }

    story.step("the requester gets the answer's files on the phone");
    let own = Papers::of(&phone).await?;
    let path = phone.path().await?;
    phone.visit(&format!("{}{path}", server.origin())).await?;
    phone.find(Kind::Heading, "Файли відповіді").await?;
    phone.sees("електронний підпис").await?;
    let mut of_citizen = Audit::of_citizen()?;
    of_citizen.look(&phone, "files of an answer").await?;
    let saved = own
        .press(&phone, Kind::Button, "Зберегти файл Відповідь.pdf", "pdf")
        .await?;
    ensure!(std::fs::read(saved)? == PDF);

    story.step("a redacted copy is published only with a subject and a word on it");
    let copy = file(folder.path(), "Копія.pdf", &[PDF, b"copy"].concat())?;
    desk.choose("Що це", "копія без персональних даних").await?;
    desk.choose("До якого документа", "Відповідь.pdf").await?;
    choose(&desk, &[copy]).await?;
    desk.click(Kind::Css, "#paper-add").await?;
    listed(&desk, "копія «Відповідь.pdf» для оприлюднення").await?;
    desk.click(Kind::Button, "Змінити: Копія.pdf").await?;
    desk.paste("Про що відповідь", "Вартість ремонту мосту")
        .await?;
    desk.click(Kind::Button, "Оприлюднити").await?;
    desk.sees("Підтвердьте, що персональних даних немає")
        .await?;
    audit.look(&desk, "an answer to be published").await?;
    desk.click(Kind::Choice, "Я перевірив(ла)").await?;
    desk.click(Kind::Button, "Оприлюднити").await?;
    listed(&desk, "оприлюднено").await?;

    story.step("everybody sees it, and nobody who asked; in both languages, on a phone too");
    for (language, heading) in [("uk", "Оприлюднені відповіді"), ("en", "Published answers")]
    {
        let page = format!("{}/answers?lang={language}", server.origin());
        for browser in [&desk, &phone] {
            browser.visit(&page).await?;
            browser.find(Kind::Heading, heading).await?;
            browser.sees("Вартість ремонту мосту").await?;
            audit.look(browser, &page[page.len() - 16..]).await?;
        }
        ensure!(!desk.text().await?.contains(&request.name));
    }
    let public = papers
        .press(&desk, Kind::Css, "main table a", "pdf")
        .await?;
    ensure!(std::fs::read(public)? == [PDF, b"copy"].concat());

    story.step("in English and on a phone the card's papers fit");
    desk.resize(PHONE).await?;
    desk.visit(&card).await?;
    desk.find(Kind::Css, "#papers").await?;
    desk.click(Kind::Button, "English").await?;
    desk.find(Kind::Heading, "Papers of the case").await?;
    let wide = "return document.documentElement.scrollWidth > innerWidth";
    ensure!(desk.script(wide, vec![]).await? == json!(false), "too wide");
    audit.look(&desk, "papers in English").await?;
    for expected in ["401", "422", "ERR_CONNECTION_REFUSED"] {
        desk.expect_in_console(expected);
    }
    desk.quit().await?;
    phone.quit().await?;
    story.end();
    of_citizen.finish()?;
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_is_previewed_and_the_blank_form_printed() -> Result<()> {
    let story = Story::begin("a template is previewed, and the blank form printed");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    let papers = Papers::of(&desk).await?;
    let mut audit = Audit::of_office()?;

    story.step("what is typed shows what it would make of a letter, without being saved");
    desk.click(Kind::Link, "Шаблони листів").await?;
    let field = "Текст листа: Підтвердження реєстрації";
    desk.paste(
        field,
        "Запит {індекс} зареєстровано, строк до {строк}. Дякуємо!",
    )
    .await?;
    desk.click(Kind::Button, "Переглянути: Підтвердження реєстрації")
        .await?;
    desk.sees("Запит 17/02-19 зареєстровано, строк до 30 листопада 2026 р. Дякуємо!")
        .await?;
    desk.click(Kind::Css, "#acknowledgement-names").await?;
    desk.sees("реєстраційний індекс запиту").await?;
    audit.look(&desk, "a letter's preview").await?;
    ensure!(desk.value(field).await?.ends_with("Дякуємо!"));

    story.step("the blank form leads from the form, and is one that LibreOffice reads");
    desk.visit(&format!("{}/form?lang=uk", server.origin()))
        .await?;
    desk.click(Kind::Link, "Бланк запиту для друку").await?;
    desk.find(Kind::Heading, "Бланк запиту для друку").await?;
    audit.look(&desk, "the blank form").await?;
    let docx = papers
        .press(&desk, Kind::Link, "Завантажити DOCX", "docx")
        .await?;
    let words = papers.words(&docx).await?;
    for wanted in [
        "ЗАПИТ НА ІНФОРМАЦІЮ",
        "Стисла інструкція",
        "на поштову адресу",
    ] {
        ensure!(words.contains(wanted), "{wanted}\n{words}");
    }
    desk.resize(PHONE).await?;
    desk.visit(&format!("{}/form/blank?lang=en", server.origin()))
        .await?;
    desk.find(Kind::Heading, "Blank request form to print")
        .await?;
    audit.look(&desk, "the blank form in English").await?;
    let wide = "return document.documentElement.scrollWidth > innerWidth";
    ensure!(desk.script(wide, vec![]).await? == json!(false), "too wide");
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}
