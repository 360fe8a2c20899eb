//! The clerk's procedure beyond the plain answer: paper taken in, resolution, forwarding, deferral,
//! the three-part test, costs, appeals, and who may do what.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::citizen::Request;
use tests::words::UK;
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

/// Opens the form of an act that is not in sight.
async fn other(desk: &Browser, act: &str) -> Result<()> {
    if !desk.has(Kind::Button, act).await? {
        desk.click(Kind::Button, "Інші дії").await?;
    }
    desk.click(Kind::Button, act).await
}

async fn confirmed(desk: &Browser, done: &str) -> Result<()> {
    desk.click(Kind::Css, "#act-send").await?;
    desk.click(Kind::Button, "Так, надіслати").await?;
    desk.sees(done).await
}

async fn recorded(desk: &Browser, done: &str) -> Result<()> {
    desk.click(Kind::Css, "#act-send").await?;
    desk.sees(done).await
}

/// A Kyiv date so many days from now.
fn day(days: i64) -> String {
    let now = chrono::DateTime::from(std::time::SystemTime::now());
    domain::kyiv::date(now + chrono::TimeDelta::days(days)).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_taken_in_with_its_gaps_and_refused_for_them_only() -> Result<()> {
    let story = Story::begin("a letter is taken in with its gaps, and refused for them only");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    let mut audit = Audit::of_office()?;

    story.step("an empty form tells what is missing, and keeps what was typed");
    desk.click(Kind::Link, "Новий запит").await?;
    desk.arrives_at("Зареєструвати запит, що надійшов не із застосунку")
        .await?;
    desk.paste(
        "Що запитують",
        "Прошу надати перелік комунальних приміщень.",
    )
    .await?;
    desk.click(Kind::Button, "Зареєструвати").await?;
    desk.sees("Оберіть, як надійшов запит").await?;
    audit.look(&desk, "a form with an error").await?;

    story.step("by post, yesterday, without an address, a signature or a date");
    desk.click(Kind::Choice, "поштою").await?;
    desk.pick("День отримання", &day(-1)).await?;
    desk.pick("Час отримання", "11:20").await?;
    desk.paste("Ім’я або назва", "Безадресний Юхим Тарасович")
        .await?;
    audit.look(&desk, "the form of a letter").await?;
    desk.click(Kind::Button, "Зареєструвати").await?;
    desk.sees("Код доступу для запитувача").await?;
    desk.sees("поштової чи електронної адреси, підпису, дати")
        .await?;
    audit.look(&desk, "the card of a letter").await?;
    let api = OfficeApi::sign_in(&server).await?;
    let row = api.registered_once("Безадресний").await?;
    let card = api.card(row["id"].as_str().context("no id")?).await?;
    ensure!(
        card["submission"]["intake"]["channel"] == json!("post"),
        "{card}"
    );
    ensure!(
        card["registered_at"] != card["row"]["received_at"],
        "{card}"
    );

    story.step("the only unlawful ground offered is refused, the lawful one is taken");
    desk.click(Kind::Button, "Відмовити").await?;
    desk.click(Kind::Choice, "не оплачено витрати").await?;
    desk.paste("Обґрунтування", "Немає адреси для відповіді.")
        .await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.click(Kind::Button, "Так, надіслати").await?;
    desk.sees("немає несплаченого рахунка за копії").await?;
    desk.click(Kind::Choice, "не дотримано вимог").await?;
    confirmed(&desk, "Відмову записано").await?;
    server.command("verify", &[])?;
    desk.expect_in_console("422");
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_goes_its_whole_way_and_its_author_sees_it() -> Result<()> {
    let story = Story::begin("a request goes its whole way, and its author sees it");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Докладна Варвара Пилипівна");
    phone.send_request(&UK, &request).await?;
    let index = phone.index().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    desk.search_journal(&request.name).await?;
    desk.open_card(&index).await?;
    let mut audit = Audit::of_office()?;

    story.step("the mayor's resolution charges two, one with a control date");
    desk.click(Kind::Button, "Резолюція").await?;
    desk.paste("Хто наклав резолюцію", "Левко Шумейко").await?;
    desk.fill("Посада", "міський голова").await?;
    desk.pick("Дата резолюції", &day(0)).await?;
    desk.paste("Зміст доручення", "Підготувати відповідь у строк.")
        .await?;
    desk.choose("Головний виконавець", "Управління освіти")
        .await?;
    desk.choose("Співвиконавець", "Інший…").await?;
    desk.paste("Назва підрозділу або ім’я", "Архівний відділ")
        .await?;
    audit.look(&desk, "a resolution").await?;
    recorded(&desk, "Резолюція: Управління освіти, Архівний відділ").await?;

    story.step("what was prepared is sent back, and comes again");
    for (act, field, text, done) in [
        (
            "Подати матеріали",
            "Матеріали або проєкт відповіді",
            "Перелік за 2025 рік",
            "Подано матеріали: Архівний відділ",
        ),
        (
            "Повернути на доопрацювання",
            "Що доопрацювати",
            "Бракує 2024 року",
            "Повернуто на доопрацювання: Архівний відділ",
        ),
        (
            "Подати матеріали",
            "Матеріали або проєкт відповіді",
            "Перелік за обидва роки",
            "матеріали подано",
        ),
    ] {
        other(&desk, act).await?;
        desk.choose("Виконавець", "Архівний відділ").await?;
        desk.paste(field, text).await?;
        recorded(&desk, done).await?;
    }

    story.step("a part goes to the proper holder, a part is given, the rest is deferred");
    other(&desk, "Направити належному розпоряднику").await?;
    desk.paste("Належний розпорядник", "Обласна рада").await?;
    desk.click(Kind::Choice, "частину").await?;
    desk.paste("Яку саме частину", "Про дороги області").await?;
    confirmed(&desk, "Частину направлено: Обласна рада").await?;
    other(&desk, "Надати частину").await?;
    desk.paste("Що надаєте зараз", "Кошторис за 2025 рік.")
        .await?;
    recorded(&desk, "Надано частину").await?;
    other(&desk, "Відстрочити").await?;
    desk.paste("Обставини непереборної сили", "Обстріл пошкодив архів.")
        .await?;
    desk.pick("Коли запит буде задоволено", &day(45)).await?;
    confirmed(&desk, "Відстрочено до").await?;
    audit.look(&desk, "a card with a long history").await?;

    story.step("answered in part; its author sees every step in the app");
    desk.click(Kind::Button, "Відповісти").await?;
    desk.paste("Текст відповіді", "Решту документів знищено за строком.")
        .await?;
    desk.click(Kind::Choice, "Запит задоволено частково")
        .await?;
    confirmed(&desk, "Відповідь надано частково").await?;
    phone.visit(&server.origin()).await?;
    phone.click(Kind::Link, &index).await?;
    for words in [
        "Надано частково",
        "Частину направлено належному розпоряднику",
        "Обласна рада",
        "Надано частину інформації",
        "Кошторис за 2025 рік.",
        "Відстрочено до",
        "Обстріл пошкодив архів.",
        "Решту документів знищено за строком.",
    ] {
        phone.sees(words).await?;
    }
    phone.sees_no_more("Бракує 2024 року").await?;

    story.step("an appeal that is upheld opens it again");
    other(&desk, "Надійшла скарга").await?;
    desk.click(Kind::Choice, "до суду").await?;
    desk.paste("На що скаржаться", "Надано не все").await?;
    recorded(&desk, "Є нерозглянута скарга").await?;
    other(&desk, "Рішення за скаргою").await?;
    desk.click(Kind::Choice, "скаргу задоволено").await?;
    desk.paste("Що вирішено", "Надати решту").await?;
    recorded(&desk, "Скаргу задоволено").await?;
    desk.answer("Надаємо решту.").await?;
    server.command("verify", &[])?;
    desk.expect_in_console("401");
    desk.quit().await?;
    phone.quit().await?;
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn access_is_restricted_only_by_the_three_part_test() -> Result<()> {
    let story = Story::begin("access is restricted only by the three-part test");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    phone.first_visit(&server.origin(), &UK).await?;
    let request = Request::by("Цікавий Тиміш Оксентійович");
    phone.send_request(&UK, &request).await?;
    let index = phone.index().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    desk.search_journal(&request.name).await?;
    desk.open_card(&index).await?;
    let mut audit = Audit::of_office()?;

    story.step("the test must be answered point by point");
    desk.click(Kind::Button, "Відмовити").await?;
    desk.click(Kind::Choice, "обмеженим доступом").await?;
    desk.paste("Обґрунтування", "У документі адреси дітей.")
        .await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.sees("Оберіть інтерес: без нього доступ не обмежують")
        .await?;
    desk.sees("якщо вимога не виконується, доступ обмежити не можна")
        .await?;
    desk.click(Kind::Choice, "репутація або права інших")
        .await?;
    desk.paste("Як саме обмеження", "Захищає дітей.").await?;
    desk.paste("якої істотної шкоди", "Загроза їхній безпеці.")
        .await?;
    desk.paste("чому шкода переважає", "Суспільству досить кількості.")
        .await?;
    desk.click(Kind::Choice, "відкриту частину надаємо").await?;
    desk.paste("Відкрита частина або", "Дітей у списку: 12.")
        .await?;
    audit.look(&desk, "the three-part test").await?;
    confirmed(&desk, "Відмову записано").await?;

    story.step("the citizen has the test, the open part, and how to appeal");
    phone.visit(&server.origin()).await?;
    phone.click(Kind::Link, &index).await?;
    for words in [
        "Надано частково",
        "Загроза їхній безпеці.",
        "Суспільству досить кількості.",
        "Дітей у списку: 12.",
        "Як оскаржити",
    ] {
        phone.sees(words).await?;
    }
    desk.expect_in_console("401");
    desk.quit().await?;
    phone.quit().await?;
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_department_sees_and_does_only_what_is_its_own() -> Result<()> {
    let story = Story::begin("a department sees and does only what is its own");
    let server = Server::start().await?;
    let said = server.command(
        "officer",
        &[
            "--login",
            "osvita",
            "--name",
            "Марта Верес",
            "--position",
            "спеціалістка",
            "--role",
            "executor",
            "--department",
            "Управління освіти",
        ],
    )?;
    let password = said.lines().last().and_then(|line| line.rsplit(' ').next());
    let password = password.context("no password")?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.visit(&format!("{}/office", server.origin())).await?;
    desk.fill("Логін", "osvita").await?;
    desk.fill("Пароль", password).await?;
    desk.click(Kind::Button, "Увійти").await?;
    desk.find(Kind::Heading, "Журнал").await?;
    desk.find(Kind::Css, "#journal tbody tr").await?;

    story.step("every row is the department's; no way to answer is offered");
    let others = desk
        .script(
            "return [...document.querySelectorAll('#journal tbody tr')]\
                .filter((row) => !row.innerText.includes('Управління освіти')).length",
            vec![],
        )
        .await?;
    ensure!(others == json!(0), "{others} rows are somebody else's");
    desk.click(Kind::Css, "#journal tbody tr a").await?;
    desk.find(Kind::Heading, "Історія").await?;
    ensure!(!desk.has(Kind::Button, "Відповісти").await?);
    ensure!(!desk.has(Kind::Link, "Новий запит").await?);

    story.step("it hands in its material");
    other(&desk, "Подати матеріали").await?;
    desk.choose("Виконавець", "Управління освіти").await?;
    desk.paste("Матеріали або проєкт відповіді", "Додаємо довідку.")
        .await?;
    recorded(&desk, "Подано матеріали: Управління освіти").await?;

    story.step("what the page does not offer the API does not take");
    let api = OfficeApi::sign_in(&server).await?;
    let foreign = api.journal().await?;
    let foreign = foreign
        .iter()
        .find(|row| row["executor"] != json!("Управління освіти"))
        .context("no other row")?;
    let id = foreign["id"].as_str().context("no id")?;
    let asked = format!(
        "return Promise.all([fetch('/api/v1/office/requests/{id}').then((said) => said.status), \
         fetch('/api/v1/office/requests/{id}/acts', {{ method: 'POST', \
         headers: {{ 'content-type': 'application/json' }}, \
         body: JSON.stringify({{ version: 1, act: {{ kind: 'note', text: 'x' }} }}) }}) \
         .then((said) => said.status)])"
    );
    let told = desk.script(&asked, vec![]).await?;
    ensure!(told == json!([404, 404]), "{told}");
    desk.expect_in_console("404");
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    Ok(())
}
