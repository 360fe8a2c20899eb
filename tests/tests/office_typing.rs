//! Nothing typed in the office is lost: not when the network drops, not when the session ends.

use anyhow::{Result, ensure};
use tests::citizen::Request;
use tests::clerk::{LOGIN, PASSWORD};
use tests::words::UK;
use tests::{Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

/// The session ends: the browser's cookie is good for nothing any more.
async fn session_ends(desk: &Browser) -> Result<()> {
    Ok(desk.web()?.delete_all_cookies().await?)
}

/// Signs in on the page that came over what was shown.
async fn sign_in_again(desk: &Browser) -> Result<()> {
    desk.find(Kind::Css, "#sign-in").await?;
    desk.fill("Логін", LOGIN).await?;
    desk.fill("Пароль", PASSWORD).await?;
    desk.click(Kind::Button, "Увійти").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_being_entered_outlives_network_and_session() -> Result<()> {
    let story = Story::begin("a letter being entered outlives network and session");
    let mut server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    let (text, name) = (
        "Прошу надати перелік дитячих майданчиків.",
        "Незагублена Ярослава Гнатівна",
    );
    desk.click(Kind::Link, "Новий запит").await?;
    desk.paste("Що запитують", text).await?;
    desk.paste("Ім’я або назва", name).await?;
    desk.click(Kind::Choice, "поштою").await?;

    story.step("the network drops");
    server.stop().await?;
    desk.click(Kind::Button, "Зареєструвати").await?;
    desk.find(Kind::Css, "#not-sent").await?;
    ensure!(desk.value("Що запитують").await? == text);
    ensure!(desk.value("Ім’я або назва").await? == name);
    server.start_again().await?;

    story.step("the session ends");
    session_ends(&desk).await?;
    desk.click(Kind::Button, "Зареєструвати").await?;
    sign_in_again(&desk).await?;
    ensure!(desk.value("Що запитують").await? == text);
    ensure!(desk.value("Ім’я або назва").await? == name);

    story.step("and it is registered once");
    desk.click(Kind::Button, "Зареєструвати").await?;
    desk.sees("Код доступу для запитувача").await?;
    let api = OfficeApi::sign_in(&server).await?;
    api.registered_once("Незагублена").await?;
    desk.expect_in_console("401");
    desk.expect_in_console("ERR_CONNECTION_REFUSED");
    desk.quit().await?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_being_written_outlives_network_and_session() -> Result<()> {
    let story = Story::begin("an answer being written outlives network and session");
    let mut server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Терпляча Зоя Мартинівна");
    phone.send_request(&UK, &request).await?;
    let index = phone.index().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    desk.open_card(&index).await?;
    let answer = "Майданчиків дванадцять, перелік додано.";
    desk.click(Kind::Button, "Відповісти").await?;
    desk.paste("Текст відповіді", answer).await?;

    story.step("the session ends while it is written");
    session_ends(&desk).await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.click(Kind::Button, "Так, надіслати").await?;
    sign_in_again(&desk).await?;
    desk.find(Kind::Css, "#act-send").await?;
    ensure!(desk.value("Текст відповіді").await? == answer);

    story.step("then the network drops");
    server.stop().await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.click(Kind::Button, "Так, надіслати").await?;
    desk.find(Kind::Css, "#not-sent").await?;
    ensure!(desk.value("Текст відповіді").await? == answer);

    story.step("back again, it goes as it was written");
    server.start_again().await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.click(Kind::Button, "Так, надіслати").await?;
    desk.sees("Відповідь надано").await?;
    let row = OfficeApi::sign_in(&server).await?;
    let row = row.registered_once(&request.name).await?;
    ensure!(row["outcome"] == serde_json::json!("answered"), "{row}");
    desk.expect_in_console("401");
    desk.expect_in_console("ERR_CONNECTION_REFUSED");
    desk.quit().await?;
    phone.quit().await?;
    story.end();
    Ok(())
}
