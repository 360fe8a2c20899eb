//! The acts of the procedure that bind the council, each as a clerk does it on a card: urgency,
//! extension, costs of copying, a request drawn up for a person who can't, hand-over, explanation,
//! withdrawal, appeal; and two clerks on one card.

use anyhow::{Context, Result, ensure};
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

/// A Kyiv date so many days from now.
fn day(days: i64) -> String {
    let now = chrono::DateTime::from(std::time::SystemTime::now());
    domain::kyiv::date(now + chrono::TimeDelta::days(days)).to_string()
}

/// Opens the form of an act that is not in sight.
async fn other(desk: &Browser, act: &str) -> Result<()> {
    if !desk.has(Kind::Button, act).await? {
        desk.click(Kind::Button, "Інші дії").await?;
    }
    desk.click(Kind::Button, act).await
}

async fn recorded(desk: &Browser, done: &str) -> Result<()> {
    desk.click(Kind::Css, "#act-send").await?;
    desk.sees(done).await
}

async fn confirmed(desk: &Browser, done: &str) -> Result<()> {
    desk.click(Kind::Css, "#act-send").await?;
    desk.click(Kind::Button, "Так, надіслати").await?;
    desk.sees(done).await
}

/// Enters a request that came this way; its index.
async fn entered(desk: &Browser, channel: &str, who: &str, text: &str) -> Result<String> {
    desk.click(Kind::Link, "Журнал").await?;
    desk.click(Kind::Link, "Новий запит").await?;
    desk.find(Kind::Css, "#act").await?;
    desk.click(Kind::Choice, channel).await?;
    desk.choose("Хто запитує", who).await?;
    if who.starts_with("об’єднання") {
        desk.click(Kind::Choice, "Колективний запит").await?;
    }
    desk.paste("Ім’я або назва", "Лугова Зінаїда Панасівна")
        .await?;
    desk.paste("Електронна пошта", "zina@example.org").await?;
    desk.paste("Що запитують", text).await?;
    desk.click(Kind::Button, "Зареєструвати").await?;
    desk.find(Kind::Css, "#code").await?;
    let heading = desk.text_of("main h1").await?;
    let index = heading.split('№').nth(1).context("no index")?;
    Ok(index.trim().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_are_judged_extended_and_told() -> Result<()> {
    let story = Story::begin("terms are judged, extended and told");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    let mut audit = Audit::of_office()?;

    story.step("by phone, from a newspaper; the officer judges it urgent, then not");
    let index = entered(
        &desk,
        "телефоном",
        "засіб масової інформації",
        "Чи безпечна вода з криниці?",
    )
    .await?;
    desk.find(Kind::Css, "#notice").await?;
    let ordinary = desk.text_of("#due").await?;
    for (choice, said) in [
        ("так: відповідь за 48 годин", "Строк 48 годин, відповідь до"),
        ("ні: діє звичайний строк", "Звичайний строк, відповідь до"),
    ] {
        other(&desk, "Визначити терміновість").await?;
        desk.click(Kind::Choice, choice).await?;
        desk.paste("Обґрунтування", "Питна вода").await?;
        audit.look(&desk, "the urgency").await?;
        recorded(&desk, said).await?;
        let due = desk.text_of("#due").await?;
        if said == "Строк 48 годин, відповідь до" {
            ensure!(due.contains(':'), "hours are not told: {due}");
            desk.sees_no_more("Про продовження строку").await?;
            desk.find(Kind::Css, "#extend-not").await?;
        } else {
            ensure!(due == ordinary, "{due} is not {ordinary}");
        }
    }

    story.step("extended within its five days, on one of two grounds, with a letter");
    desk.click(Kind::Button, "Продовжити строк").await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.find(Kind::Css, "#extension-0-error, .errors").await?;
    audit.look(&desk, "an extension without a ground").await?;
    desk.click(
        Kind::Choice,
        "запит потребує пошуку серед значної кількості даних",
    )
    .await?;
    desk.paste("Обґрунтування", "Архів за десять років").await?;
    confirmed(&desk, "Строк продовжено").await?;
    let extended = desk.text_of("#due").await?;
    ensure!(extended != ordinary, "the date has not moved");
    desk.find(Kind::Css, "#extend-not").await?;
    desk.find(Kind::Link, "Повідомлення про продовження строку")
        .await?;
    ensure!(
        !desk.has(Kind::Css, "#notice").await?,
        "it is extended once"
    );

    story.step("handed over while somebody is away; a letter came; then it was taken back");
    desk.assign("Юридичний відділ").await?;
    other(&desk, "Передати іншому виконавцю").await?;
    desk.choose("Від кого", "Юридичний відділ").await?;
    desk.choose("Кому", "Фінансове управління").await?;
    desk.paste("Обґрунтування", "Відпустка").await?;
    audit.look(&desk, "handing over").await?;
    recorded(&desk, "Фінансове управління").await?;
    other(&desk, "Надійшов лист").await?;
    desk.paste("Від кого лист", "Лугова Зінаїда Панасівна")
        .await?;
    desk.paste("Про що лист", "Відкликаю запит").await?;
    audit.look(&desk, "a letter that came").await?;
    recorded(&desk, "Надійшов лист").await?;
    other(&desk, "Запит відкликано").await?;
    desk.paste("Як це стало відомо", "Лист запитувачки").await?;
    audit.look(&desk, "a withdrawal").await?;
    confirmed(&desk, "Відкликано").await?;
    desk.click(Kind::Link, "Контроль").await?;
    desk.find(Kind::Heading, "Контроль").await?;
    ensure!(
        !desk.text().await?.contains(&index),
        "{index} is under control"
    );
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_are_invoiced_paid_and_appealed() -> Result<()> {
    let story = Story::begin("copies are invoiced and paid, and the answer is appealed");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    let mut audit = Audit::of_office()?;

    story.step("the administrator sets what a page costs, not above the Cabinet’s limit");
    desk.sign_in_as(&server.origin(), "admin", tests::clerk::PASSWORD)
        .await?;
    desk.click(Kind::Link, "Рада").await?;
    desk.click(Kind::Link, "Календар і правила").await?;
    desk.find(Kind::Css, "#settings").await?;
    desk.paste("A4 і менше", "9900").await?;
    desk.click(Kind::Button, "Переглянути зміни").await?;
    desk.find(Kind::Css, "#set-rates-a4-error").await?;
    desk.paste("A4 і менше", "300").await?;
    desk.paste(
        "Реквізити для оплати",
        "Отримувач: Яснодільська міська рада\nрахунок UA00",
    )
    .await?;
    desk.click(Kind::Button, "Переглянути зміни").await?;
    desk.paste("Причина зміни", "Рішення виконкому № 12")
        .await?;
    desk.click(Kind::Button, "Застосувати").await?;
    desk.sees("Застосовано").await?;
    desk.click(Kind::Button, "Вийти").await?;

    story.step("an invoice for more than ten pages; up to ten are free");
    desk.sign_in(&server.origin()).await?;
    entered(
        &desk,
        "електронною поштою",
        "юридична особа",
        "Копії договорів",
    )
    .await?;
    let due = desk.text_of("#due").await?;
    for (pages, said) in [("10", "копії безоплатні"), ("12", "6,00")] {
        other(&desk, "Рахунок за копії").await?;
        desk.paste("Скільки сторінок", pages).await?;
        desk.click(Kind::Choice, "А4 і менше").await?;
        desk.paste("Номер рахунка", "7-к").await?;
        audit.look(&desk, "an invoice").await?;
        desk.click(Kind::Css, "#act-send").await?;
        desk.sees(said).await?;
    }
    ensure!(
        desk.text_of("#due").await? == due,
        "the clock does not stop"
    );
    let letter = desk.find(Kind::Link, "Рахунок за копії").await?;
    let letter = letter.attr("href").await?.context("no letter")?;
    let card = desk.path().await?;
    desk.visit(&format!("{}{letter}", server.origin())).await?;
    desk.sees("рахунок UA00").await?;
    desk.visit(&format!("{}{card}", server.origin())).await?;
    other(&desk, "Оплату отримано").await?;
    desk.pick("Дата", &day(1)).await?;
    audit.look(&desk, "a payment").await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.sees("ще не настала").await?;
    desk.pick("Дата", &day(0)).await?;
    recorded(&desk, "сплачено").await?;

    story.step("who does not pay is refused on that ground, which the others have not");
    let paid = desk.path().await?;
    entered(&desk, "поштою", "фізична особа", "Копії кошторисів").await?;
    other(&desk, "Рахунок за копії").await?;
    desk.paste("Скільки сторінок", "40").await?;
    desk.click(Kind::Choice, "А4 і менше").await?;
    desk.paste("Номер рахунка", "8-к").await?;
    recorded(&desk, "90,00").await?;
    desk.click(Kind::Button, "Відмовити").await?;
    desk.click(Kind::Choice, "не оплачено витрати").await?;
    desk.paste("Обґрунтування", "Рахунок № 8-к не сплачено.")
        .await?;
    confirmed(&desk, "Відмову записано").await?;

    story.step("answered; an appeal with its term, decided");
    desk.visit(&format!("{}{paid}", server.origin())).await?;
    desk.click(Kind::Button, "Відповісти").await?;
    desk.paste("Текст відповіді", "Копії додано.").await?;
    desk.choose("Як надсилаєте запитувачу", "Поштою").await?;
    desk.paste("Вихідний номер листа", "77/02").await?;
    confirmed(&desk, "запит знято з контролю").await?;
    let printed = desk.find(Kind::Link, "Реєстраційно-контрольна картка");
    let printed = printed.await?.attr("href").await?.context("no card")?;
    desk.visit(&format!("{}{printed}", server.origin())).await?;
    for said in ["77/02", "поштою", "№ 7-к від", "12 (А4 і менше)"] {
        desk.sees(said).await?;
    }
    audit.look(&desk, "the printed card").await?;
    desk.visit(&format!("{}{paid}", server.origin())).await?;
    other(&desk, "Надійшла скарга").await?;
    desk.click(Kind::Choice, "Уповноважен").await?;
    desk.paste("На що скаржаться", "Не всі копії").await?;
    desk.pick("Відповісти не пізніше", &day(10)).await?;
    audit.look(&desk, "an appeal").await?;
    recorded(&desk, "відповісти не пізніше").await?;
    other(&desk, "Рішення за скаргою").await?;
    desk.click(Kind::Choice, "скаргу відхилено").await?;
    desk.paste("Що вирішено", "Надано все").await?;
    audit.look(&desk, "a decision").await?;
    recorded(&desk, "Скаргу відхилено").await?;
    desk.expect_in_console("401");
    desk.expect_in_console("422");
    desk.quit().await?;
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_drawn_up_for_somebody_is_not_answered_before_the_copy_is_given() -> Result<()> {
    let story =
        Story::begin("a request drawn up for somebody is not answered before its copy is given");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    desk.sign_in(&server.origin()).await?;
    let mut audit = Audit::of_office()?;

    story.step("said at the council, drawn up by the officer: name and phone stand in it");
    desk.click(Kind::Link, "Новий запит").await?;
    desk.find(Kind::Css, "#act").await?;
    desk.click(Kind::Choice, "особисто").await?;
    desk.click(Kind::Choice, "Запит оформили ви").await?;
    desk.paste("Ім’я або назва", "Сивий Охрім Дорошович")
        .await?;
    desk.paste("Поштова адреса", "вул. Тиха, 3").await?;
    desk.paste("Що запитують", "Перелік пільг").await?;
    desk.click(Kind::Button, "Зареєструвати").await?;
    desk.find(Kind::Css, "#drafter-phone-error").await?;
    audit.look(&desk, "drawn up without a phone").await?;
    desk.paste("Ваш контактний телефон", "000-00-01").await?;
    desk.click(Kind::Button, "Зареєструвати").await?;
    desk.find(Kind::Css, "#code").await?;
    desk.sees("Видайте людині копію запиту").await?;
    desk.sees("000-00-01").await?;
    let sheet = desk.find(Kind::Link, "Перший аркуш").await?;
    let sheet = sheet.attr("href").await?.context("no sheet")?;
    let card = desk.path().await?;
    desk.visit(&format!("{}{sheet}", server.origin())).await?;
    desk.sees("Запит оформив").await?;
    desk.sees("000-00-01").await?;

    story.step("no answer before the copy was given, then it goes; what was typed is still there");
    desk.visit(&format!("{}{card}", server.origin())).await?;
    desk.click(Kind::Button, "Відповісти").await?;
    desk.paste("Текст відповіді", "Перелік додано.").await?;
    desk.click(Kind::Css, "#act-send").await?;
    desk.click(Kind::Button, "Так, надіслати").await?;
    desk.sees("спершу видайте людині копію").await?;
    other(&desk, "Копію запиту видано").await?;
    desk.pick("Дата", &day(0)).await?;
    audit.look(&desk, "the copy").await?;
    recorded(&desk, "Видано копію").await?;
    desk.sees_no_more("Видайте людині копію запиту").await?;
    desk.click(Kind::Button, "Відповісти").await?;
    ensure!(desk.value("Текст відповіді").await? == "Перелік додано.");
    confirmed(&desk, "запит знято з контролю").await?;

    story.step("what is no request is explained, with a letter of its own");
    entered(
        &desk,
        "факсом",
        "об’єднання громадян без статусу юридичної особи",
        "Скаржимося на сусіда",
    )
    .await?;
    desk.sees("Колективний").await?;
    other(&desk, "Роз’яснити (не запит)").await?;
    desk.paste("Роз’яснення", "Це звернення за Законом № 393/96-ВР.")
        .await?;
    audit.look(&desk, "an explanation").await?;
    confirmed(&desk, "Роз’яснено").await?;
    desk.find(Kind::Link, "Роз’яснення").await?;
    desk.expect_in_console("401");
    desk.expect_in_console("422");
    desk.quit().await?;
    story.end();
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_clerks_on_one_card_one_wins_and_the_other_sees_what_changed() -> Result<()> {
    let story = Story::begin("of two clerks on one card one wins, the other sees what changed");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let rows = office.journal().await?;
    let open = rows.iter().find(|row| row["status"] == "registered");
    let index = open.context("nothing is open")?["index"]["text"]
        .as_str()
        .context("no index")?
        .to_owned();
    let (mut first, mut second) = (Browser::open(DESKTOP).await?, Browser::open(PHONE).await?);
    for desk in [&first, &second] {
        desk.sign_in(&server.origin()).await?;
        desk.open_card(&index).await?;
    }
    let mut audit = Audit::of_office()?;

    story.step("both type; the first records a refusal");
    second.click(Kind::Button, "Відповісти").await?;
    second.paste("Текст відповіді", "Надаємо перелік.").await?;
    first.click(Kind::Button, "Відмовити").await?;
    first.click(Kind::Choice, "не володіє").await?;
    first.paste("Обґрунтування", "Документів немає.").await?;
    first.click(Kind::Css, "#act-send").await?;
    first.click(Kind::Button, "Так, надіслати").await?;
    first.sees("запит знято з контролю").await?;

    story.step("the second is told, sees the refusal, and nothing is lost or overwritten");
    second.click(Kind::Css, "#act-send").await?;
    second.click(Kind::Button, "Так, надіслати").await?;
    second.sees("Картку тим часом змінив хтось інший").await?;
    second.click(Kind::Button, "Відмовлено").await?;
    second.sees("Документів немає.").await?;
    let kept = second.text_of("#kept").await?;
    ensure!(kept.contains("Надаємо перелік."), "{kept}");
    audit.look(&second, "a card a colleague has closed").await?;
    let id = open.context("nothing is open")?["id"]
        .as_str()
        .context("no id")?;
    let card = office.card(id).await?;
    ensure!(card["row"]["outcome"] == "refused", "{card}");
    server.command("verify", &[])?;
    for desk in [&mut first, &mut second] {
        desk.expect_in_console("401");
        desk.expect_in_console("409");
        desk.quit().await?;
    }
    story.end();
    audit.finish()
}
