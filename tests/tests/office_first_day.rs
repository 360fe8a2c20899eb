//! A council that kept a paper journal until today: from an empty install to the memo of the half
//! year, as its people do it.

use anyhow::{Context, Result, ensure};
use tests::papers::Papers;
use tests::{Audit, Browser, DESKTOP, Kind, Server, Story};

const NEW: &str = "липи над Росавою";

/// A Kyiv date so many days from now.
fn day(days: i64) -> String {
    let now = chrono::DateTime::from(std::time::SystemTime::now());
    domain::kyiv::date(now + chrono::TimeDelta::days(days)).to_string()
}

/// What the administrator does on the first morning: the rules, and a colleague.
async fn set_up(server: &Server, password: &str) -> Result<()> {
    let mut admin = Browser::open(DESKTOP).await?;
    let mut audit = Audit::of_office()?;
    admin
        .sign_in_as(&server.origin(), "marko", password)
        .await?;
    audit.look(&admin, "an empty journal").await?;
    admin.click(Kind::Link, "Рада").await?;
    admin.click(Kind::Link, "Календар і правила").await?;
    admin.find(Kind::Css, "#settings").await?;
    admin
        .paste("Підрозділи й особи", "Юридичний відділ\nАрхівний відділ")
        .await?;
    admin.paste("Поштова адреса", "вул. Світла, 1").await?;
    admin.click(Kind::Button, "Переглянути зміни").await?;
    admin.paste("Причина зміни", "Перший день").await?;
    admin.click(Kind::Button, "Застосувати").await?;
    admin.sees("Застосовано").await?;
    admin.click(Kind::Link, "Рада").await?;
    admin.click(Kind::Link, "Працівники").await?;
    admin.find(Kind::Heading, "Працівники").await?;
    admin.click(Kind::Button, "Запросити працівника").await?;
    admin.fill("Логін", "solomiia").await?;
    admin
        .paste("Прізвище, ім’я, по батькові", "Лозова Соломія Устимівна")
        .await?;
    admin.paste("Посада", "спеціалістка").await?;
    admin.choose("Роль", "Відповідальна особа").await?;
    admin.click(Kind::Button, "Створити запрошення").await?;
    admin
        .sees("Посилання для: Лозова Соломія Устимівна")
        .await?;
    join(&admin.value("Посилання").await?).await?;
    admin.expect_in_console("401");
    admin.quit().await?;
    audit.finish()
}

/// Whoever is invited sets a password.
async fn join(link: &str) -> Result<()> {
    let mut own = Browser::open(DESKTOP).await?;
    own.visit(link).await?;
    own.find(Kind::Field, "Новий пароль").await?;
    own.paste("Новий пароль", NEW).await?;
    own.click(Kind::Button, "Зберегти пароль").await?;
    own.find(Kind::Heading, "Вхід до журналу").await?;
    own.expect_in_console("401");
    own.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn from_an_empty_install_to_the_memo_of_the_half_year() -> Result<()> {
    let story = Story::begin("from an empty install to the memo of the half-year");
    let council = ["--council-name", "Вільхівська міська рада"];
    let (server, _, _) = Server::install(&council).await?;
    let told = server.command(
        "officer",
        &[
            "--login",
            "marko",
            "--name",
            "Кужель Марко Лукич",
            "--position",
            "адміністратор",
            "--role",
            "administrator",
        ],
    )?;
    let password = told.split_whitespace().last().context("no password")?;

    story.step("the administrator writes the rules and invites the responsible officer");
    set_up(&server, password).await?;

    story.step("a letter is registered: the first of the year");
    let mut desk = Browser::open(DESKTOP).await?;
    let mut audit = Audit::of_office()?;
    desk.sign_in_as(&server.origin(), "solomiia", NEW).await?;
    desk.click(Kind::Link, "Новий запит").await?;
    desk.click(Kind::Choice, "поштою").await?;
    desk.paste("Ім’я або назва", "Гілка Терень Остапович")
        .await?;
    desk.paste("Поштова адреса", "вул. Тиха, 3").await?;
    desk.paste(
        "Що запитують",
        "Прошу надати копії рішень про оренду за десять років.",
    )
    .await?;
    desk.click(Kind::Choice, "Запит підписано").await?;
    desk.pick("Дата на запиті", &day(-1)).await?;
    desk.click(Kind::Button, "Зареєструвати").await?;
    desk.find(Kind::Heading, "Запит № 1/02-19").await?;

    story.step("the head’s resolution, the extension, the answer");
    desk.click(Kind::Button, "Резолюція").await?;
    desk.paste("Хто наклав резолюцію", "Дзвінка Ольга Петрівна")
        .await?;
    desk.paste("Посада", "міська голова").await?;
    desk.pick("Дата резолюції", &day(0)).await?;
    desk.paste("Зміст доручення", "Підготувати відповідь")
        .await?;
    desk.choose("Головний виконавець", "Юридичний відділ")
        .await?;
    desk.choose("Співвиконавець", "Архівний відділ").await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.sees("Резолюція").await?;
    desk.find(Kind::Css, "#notice").await?;
    desk.click(Kind::Button, "Продовжити строк").await?;
    desk.click(Kind::Choice, "запит стосується великого обсягу інформації")
        .await?;
    desk.paste("Обґрунтування", "Рішення за десять років")
        .await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.click(Kind::Button, "Так, надіслати").await?;
    desk.sees("Строк продовжено").await?;
    audit.look(&desk, "an extended request").await?;
    desk.answer("Копії 120 рішень додано.").await?;

    story.step("off control; the memo tells of it");
    desk.click(Kind::Link, "Контроль").await?;
    desk.find(Kind::Heading, "Контроль").await?;
    ensure!(
        !desk.text().await?.contains("1/02-19"),
        "still under control"
    );
    let papers = Papers::of(&desk).await?;
    desk.click(Kind::Link, "Звіт").await?;
    desk.find(Kind::Heading, "Звіт").await?;
    let year = &day(0)[..4];
    for (label, of) in [("З дня", "01-01"), ("По день", "12-31")] {
        desk.pick(label, &format!("{year}-{of}")).await?;
    }
    desk.click(Kind::Button, "Показати").await?;
    desk.find(Kind::Heading, &format!("Запити за {year} рік"))
        .await?;
    let memo = papers
        .press(&desk, Kind::Link, "Доповідна записка (DOCX)", "docx")
        .await?;
    let words = papers.words(&memo).await?;
    for said in ["Вільхівська міська рада", "задоволено", "поштою"]
    {
        ensure!(words.contains(said), "{said}: {words}");
    }
    server.command("verify", &[]).context("the chain")?;
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}
