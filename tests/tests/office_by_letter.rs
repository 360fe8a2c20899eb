//! What goes by letter: a request that left a phone by e-mail and is entered by the clerk, a request
//! sent on to a holder of the council's list, the whole file on paper.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tests::citizen::Request;
use tests::clerk::PASSWORD;
use tests::papers::Papers;
use tests::words::UK;
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

#[tokio::test(flavor = "multi_thread")]
async fn a_request_from_a_letter_is_the_one_its_phone_sends_later() -> Result<()> {
    let story = Story::begin("a request from a letter is the one its phone sends later");
    let mut server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Листовна Мотря Гнатівна");
    phone.write_request(&UK, &request).await?;
    server.stop().await?;
    phone.submit_offline(&UK).await?;
    let path = phone.path().await?;
    let number = path.rsplit('/').next().context("no number")?.to_owned();
    server.start_again().await?;
    // The phone has no network yet.
    phone.visit("about:blank").await?;

    story.step("the clerk enters the letter; a number copied in part is told of");
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    desk.click(Kind::Link, "Новий запит").await?;
    desk.arrives_at("Зареєструвати запит, що надійшов не із застосунку")
        .await?;
    desk.click(Kind::Choice, "електронною поштою").await?;
    desk.paste("Ім’я або назва", &request.name).await?;
    desk.paste("Електронна пошта", &request.email).await?;
    desk.paste("Що запитують", &request.text).await?;
    desk.paste("Номер подання", &number[..20]).await?;
    desk.click(Kind::Button, "Зареєструвати").await?;
    desk.sees("Перепишіть номер повністю").await?;
    let mut audit = Audit::of_office()?;
    audit
        .look(&desk, "a submission number that is none")
        .await?;
    desk.paste("Номер подання", &number).await?;
    desk.click(Kind::Button, "Зареєструвати").await?;
    desk.sees("Код доступу для запитувача").await?;
    let office = OfficeApi::sign_in(&server).await?;
    let row = office.registered_once(&request.name).await?;
    let index = row["index"]["text"]
        .as_str()
        .context("no index")?
        .to_owned();

    story.step("the phone sends it after all, and gets that very registration");
    phone.visit(&format!("{}{path}", server.origin())).await?;
    phone.sees_it_registered(&UK).await?;
    ensure!(phone.index().await? == index, "another index");
    office.registered_once(&request.name).await?;

    story.step("the answer reaches the phone by its own code");
    desk.answer("Перелік додано до листа.").await?;
    phone
        .until("the answer", Duration::from_secs(60), async || {
            phone.visit(&format!("{}{path}", server.origin())).await?;
            let there = phone.text().await?.contains("Перелік додано до листа.");
            Ok(there.then_some(()))
        })
        .await?;

    story.step("entered once more, the clerk is told its index, and what was typed stays");
    desk.click(Kind::Link, "Журнал").await?;
    desk.click(Kind::Link, "Новий запит").await?;
    desk.click(Kind::Choice, "поштою").await?;
    desk.paste("Що запитують", "Те саме на папері").await?;
    desk.paste("Номер подання", &number).await?;
    desk.click(Kind::Button, "Зареєструвати").await?;
    desk.sees(&index).await?;
    desk.sees("Удруге запит не реєструють").await?;
    ensure!(desk.value("Що запитують").await? == "Те саме на папері");
    server.command("verify", &[])?;
    desk.expect_in_console("401");
    desk.expect_in_console("409");
    desk.quit().await?;
    phone.quit().await?;
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_goes_on_to_a_holder_of_the_list_and_its_file_is_printed() -> Result<()> {
    let story = Story::begin("a request goes on to a holder of the list, and its file is printed");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    let mut audit = Audit::of_office()?;

    story.step("the administrator lists holders; one twice is told of");
    desk.sign_in_as(&server.origin(), "admin", PASSWORD).await?;
    desk.click(Kind::Link, "Рада").await?;
    desk.click(Kind::Link, "Календар і правила").await?;
    desk.find(Kind::Css, "#settings").await?;
    let list = "Розпорядники, яким направляють запити";
    let one = "Вигаданська обласна рада; вул. Світла, 1";
    desk.paste(list, &format!("{one}\n{one}")).await?;
    desk.click(Kind::Button, "Переглянути зміни").await?;
    desk.find(Kind::Css, "#set-holders-error").await?;
    desk.paste(list, one).await?;
    desk.paste("Строк зберігання справ", "5 р. ЕПК").await?;
    desk.click(Kind::Button, "Переглянути зміни").await?;
    desk.paste("Причина зміни", "Наказ про номенклатуру справ № 4")
        .await?;
    desk.click(Kind::Button, "Застосувати").await?;
    desk.sees("Застосовано").await?;
    audit.look(&desk, "the rules with holders").await?;
    desk.click(Kind::Button, "Вийти").await?;

    story.step("the clerk picks one, and its address comes along; until when it must go is told");
    let office = OfficeApi::sign_in(&server).await?;
    let rows = office.journal().await?;
    let open = rows.iter().find(|row| row["status"] == "registered");
    let index = open.context("nothing is open")?["index"]["text"]
        .as_str()
        .context("no index")?
        .to_owned();
    desk.sign_in(&server.origin()).await?;
    let papers = Papers::of(&desk).await?;
    let journal = papers
        .press(&desk, Kind::Button, "Журнал для друку (DOCX)", "docx")
        .await?;
    let words = papers.words(&journal).await?;
    for said in [
        "Журнал реєстрації запитів на інформацію",
        "Знято з контролю",
        &index,
    ] {
        ensure!(words.contains(said), "{said}: {words}");
    }
    desk.open_card(&index).await?;
    desk.click(Kind::Button, "Інші дії").await?;
    desk.click(Kind::Button, "Направити належному розпоряднику")
        .await?;
    desk.find(Kind::Css, "#forward-by").await?;
    desk.paste("Належний розпорядник", "Вигаданська обласна рада")
        .await?;
    ensure!(desk.value("Його адреса").await? == "вул. Світла, 1");
    audit
        .look(&desk, "forwarding to a holder of the list")
        .await?;
    desk.click(Kind::Choice, "увесь запит").await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.click(Kind::Button, "Так, надіслати").await?;
    desk.sees("Направлено").await?;

    story.step("the whole file is one document to print");
    let link = desk.find(Kind::Link, "Уся справа для друку").await?;
    let file = link.attr("href").await?.context("no address")?;
    desk.visit(&format!("{}{file}", server.origin())).await?;
    for words in [
        "Реєстраційно-контрольна картка",
        "5 р. ЕПК",
        "Вигаданська обласна рада, вул. Світла, 1",
        "Про направлення запиту за належністю",
        "Хід розгляду запиту",
    ] {
        desk.sees(words).await?;
    }
    audit.look(&desk, "the whole file").await?;
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}
