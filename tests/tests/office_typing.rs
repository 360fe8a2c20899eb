//! Nothing typed in the office is lost: not when the network drops, not when the session ends.

use anyhow::{Context, Result, ensure};
use tests::citizen::Request;
use tests::clerk::{LOGIN, PASSWORD};
use tests::open_days::{a_thursday, prepared};
use tests::words::UK;
use tests::{Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

/// The session ends: the browser's cookie is good for nothing any more.
async fn session_ends(desk: &Browser) -> Result<()> {
    Ok(desk.web()?.delete_all_cookies().await?)
}

/// Signs in on the page that came over what was shown.
async fn sign_in_again(desk: &Browser) -> Result<()> {
    sign_in_again_as(desk, LOGIN).await
}

async fn sign_in_again_as(desk: &Browser, login: &str) -> Result<()> {
    desk.find(Kind::Css, "#sign-in").await?;
    desk.fill("Логін", login).await?;
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

/// What is done in a form before it is sent.
#[derive(Clone, Copy)]
enum Do {
    Press(&'static str),
    Tick(&'static str),
    Type(&'static str, &'static str),
    Choose(&'static str, &'static str),
}

impl Do {
    async fn at(self, desk: &Browser) -> Result<()> {
        match self {
            Self::Press(button) => desk.click(Kind::Button, button).await,
            Self::Tick(choice) => desk.click(Kind::Choice, choice).await,
            Self::Type(field, text) => desk.paste(field, text).await,
            Self::Choose(field, entry) => desk.choose(field, entry).await,
        }
    }
}

/// A form of the office: who fills it in, where, how it is filled in but for the field looked at,
/// that field, and what sends it.
struct Form {
    login: &'static str,
    path: String,
    fill: &'static [Do],
    field: &'static str,
    send: &'static str,
    /// Whether it is asked once more.
    asks: bool,
}

/// In each of the office's programs.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_in_other_forms_outlives_the_session() -> Result<()> {
    let story = Story::begin("what is typed in other forms outlives the session");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let rows = office.journal().await?;
    let open = rows.iter().find(|row| row["status"] == "registered");
    let id = open.context("nothing is open")?["id"].as_str();
    let card = format!("/office/r/{}", id.context("no id")?);
    let day = prepared(&office, "Як планують місто", a_thursday()?).await?;
    let act = |fill, field| Form {
        login: LOGIN,
        path: card.clone(),
        fill,
        field,
        send: "#act-send",
        asks: field != "Нотатка до справи",
    };
    let forms = [
        act(
            &[Do::Press("Відмовити"), Do::Tick("не володіє")],
            "Обґрунтування",
        ),
        act(
            &[
                Do::Press("Інші дії"),
                Do::Press("Направити належному розпоряднику"),
                Do::Tick("увесь запит"),
            ],
            "Належний розпорядник",
        ),
        act(
            &[Do::Press("Інші дії"), Do::Press("Додати нотатку")],
            "Нотатка до справи",
        ),
        Form {
            login: "admin",
            path: "/office/settings".to_owned(),
            fill: &[],
            field: "Поштова адреса",
            send: "#preview",
            asks: false,
        },
        Form {
            login: "admin",
            path: "/office/people".to_owned(),
            fill: &[
                Do::Press("Запросити працівника"),
                Do::Type("Логін", "solomiia"),
                Do::Type("Прізвище, ім’я, по батькові", "Лозова Соломія Устимівна"),
                Do::Choose("Роль", "Відповідальна особа"),
            ],
            field: "Посада",
            send: "#invitation .btn",
            asks: false,
        },
        Form {
            login: LOGIN,
            path: format!("/office/days/{day}"),
            fill: &[],
            field: "Мета",
            send: "#described-save",
            asks: false,
        },
    ];
    let mut desk = Browser::open(DESKTOP).await?;
    desk.visit(&format!("{}/office", server.origin())).await?;
    for form in forms {
        story.step(form.field);
        session_ends(&desk).await?;
        desk.visit(&format!("{}{}", server.origin(), form.path))
            .await?;
        sign_in_again_as(&desk, form.login).await?;
        for one in form.fill {
            one.at(&desk).await?;
        }
        let typed = format!("Набране: {}", form.field);
        desk.paste(form.field, &typed).await?;
        session_ends(&desk).await?;
        desk.click(Kind::Css, form.send).await?;
        if form.asks {
            desk.click(Kind::Button, "Так, надіслати").await?;
        }
        sign_in_again_as(&desk, form.login).await?;
        let kept = desk.value(form.field).await?;
        ensure!(kept == typed, "{}: {kept}", form.field);
    }
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    Ok(())
}
