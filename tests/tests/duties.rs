//! The council's duties: what it publishes of access, its register of documents, the place to work
//! with them; written in the office, read and used by everybody on pages without scripts.

use std::fs;

use anyhow::{Context, Result, ensure};
use reqwest::Method;
use serde_json::json;
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};

#[tokio::test(flavor = "multi_thread")]
async fn what_the_council_publishes_of_access() -> Result<()> {
    let story = Story::begin("what the council publishes of access, from empty to read");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    let mut phone = Browser::open(PHONE).await?;
    let (mut audit, mut pages) = (Audit::of_office()?, Audit::of_citizen()?);
    let public = format!("{}/access", server.origin());

    story
        .step("nothing is written: the page invents nothing, and the office lists what is missing");
    let office = OfficeApi::sign_in(&server).await?;
    let nothing = json!({"version": 1, "page": {}});
    office.ask(Method::PUT, "access", &nothing).await?;
    phone.visit(&format!("{public}?lang=uk")).await?;
    phone.find(Kind::Heading, "Доступ до інформації").await?;
    let empty = phone.text().await?;
    for part in ["Відповідальна особа", "Як оскаржити", "Правила ради"]
    {
        ensure!(!empty.contains(&format!("\n{part}\n")), "{part}: {empty}");
    }
    pages.look(&phone, "access, nothing written").await?;
    desk.expect_in_console("401");
    desk.sign_in(&server.origin()).await?;
    desk.visit(&format!("{}/office/access", server.origin()))
        .await?;
    desk.find(Kind::Heading, "Сторінка про доступ").await?;
    desk.sees("ст. 15 ч. 1 п. 4").await?;
    audit.look(&desk, "access, nothing written").await?;

    story.step("what is wrong is said at its field, and nothing typed is lost");
    desk.paste("Посада", "Начальниця загального відділу")
        .await?;
    desk.paste("Прізвище, ім’я, по батькові", "Вербова Ніна Гнатівна")
        .await?;
    desk.paste("Телефон", "(000) 000-00-01").await?;
    desk.paste("Електронна адреса", "dostup").await?;
    desk.paste("Години прийому", "пн–чт 9:00–18:00").await?;
    desk.paste("Як оскаржити", "Голові ради.\nАбо до суду (ст. 23).")
        .await?;
    desk.click(Kind::Button, "Додати посилання").await?;
    desk.paste("Назва", "Закон про доступ").await?;
    desk.paste("Адреса", "javascript:alert(1)").await?;
    desk.click(Kind::Button, "Зберегти й оприлюднити").await?;
    desk.find(Kind::Css, ".errors").await?;
    desk.sees("Перевірте електронну адресу").await?;
    desk.sees("https://").await?;
    audit.look(&desk, "access, mistakes").await?;
    desk.paste("Електронна адреса", "dostup@rada.example")
        .await?;
    desk.paste("Адреса", "https://zakon.example/2939-17")
        .await?;
    desk.click(Kind::Button, "Зберегти й оприлюднити").await?;
    desk.sees("Збережено").await?;
    desk.sees_no_more("Посада й ім’я відповідальної особи")
        .await?;
    ensure!(
        desk.text_of("#lacks")
            .await?
            .contains("Порядок подання запиту"),
        "what is still empty is still missing"
    );
    let history = desk.text_of("#history").await?;
    ensure!(
        history.contains("Відповідальна особа, Як оскаржити, Акти"),
        "{history}"
    );
    audit.look(&desk, "access, written").await?;

    story.step("everybody reads it in both languages, and what is empty is not there");
    for lang in ["uk", "en"] {
        for browser in [&phone, &desk] {
            browser.visit(&format!("{public}?lang={lang}")).await?;
            browser.sees("Вербова Ніна Гнатівна").await?;
            pages.look(browser, &format!("access, {lang}")).await?;
        }
    }
    phone.visit(&format!("{public}?lang=uk")).await?;
    let text = phone.text().await?;
    ensure!(
        text.contains("Або до суду") && !text.contains("Правила ради"),
        "{text}"
    );
    phone.find(Kind::Link, "Закон про доступ").await?;
    phone.quit().await?;
    desk.quit().await?;
    story.end();
    pages.finish()?;
    audit.finish()
}

const TABLE: &str = "\
Назва документа;Номер;Дата створення;Дата надходження;Джерело (автор, підрозділ);Підстава обмеження доступу;Строк обмеження доступу;Галузь;Ключові слова;Тип, носій;Вид документа;Форма зберігання;Місце зберігання
Про ремонт дороги на вул. Липовій;112;14.03.2026;;Управління ЖКГ;;;Дороги;дороги, ремонт;Текстовий документ;Рішення;паперова;архівний відділ
Протокол земельної комісії;7;2025-10-02;;Земельний відділ;;;Земля;земля;Електронний документ;Протокол;електронна;система документообігу
Схема сховища;3;31.02.2026;;Відділ цивільного захисту;ч. 2 ст. 6;;Захист;;Текстовий документ;Схема;паперова;сейф
";

#[tokio::test(flavor = "multi_thread")]
async fn the_register_of_documents() -> Result<()> {
    let story = Story::begin("the register of documents, from a table to a request for a copy");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    let mut phone = Browser::open(PHONE).await?;
    let (mut audit, mut pages) = (Audit::of_office()?, Audit::of_citizen()?);
    let office = format!("{}/office/documents", server.origin());
    let public = format!("{}/documents", server.origin());

    story.step("a table with a bad line: it is told by number and reason, and nothing is taken in");
    desk.expect_in_console("401");
    desk.sign_in(&server.origin()).await?;
    desk.visit(&office).await?;
    desk.find(Kind::Heading, "Реєстр документів").await?;
    desk.sees("Перелік орендарів").await?;
    desk.paste("Слова", "млин").await?;
    desk.click(Kind::Button, "Шукати").await?;
    desk.sees("Нічого не знайдено").await?;
    audit.look(&desk, "documents, none").await?;
    desk.click(Kind::Link, "Внести з таблиці").await?;
    desk.arrives_at("Внести з таблиці (CSV)").await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("reestr.csv");
    fs::write(&path, TABLE)?;
    let file = desk.find(Kind::Css, "#table").await?;
    file.send_keys(path.to_str().context("no path")?).await?;
    desk.sees("Рядків без помилок: 2").await?;
    let bad = desk.text_of("#bad").await?;
    for said in [
        "Рядок 4",
        "Дата створення: напишіть дату так",
        "Строк обмеження доступу: заповніть",
        "Вид документа: такого слова реєстр не знає",
    ] {
        ensure!(bad.contains(said), "{said}: {bad}");
    }
    desk.sees("Ще нічого не внесено").await?;
    audit.look(&desk, "a table with a bad line").await?;
    phone
        .visit(&format!("{public}?lang=uk&words=комісія&year=2025"))
        .await?;
    phone.sees("Таких документів не знайдено").await?;
    pages.look(&phone, "documents, none").await?;

    story.step("only what the person chose is taken in");
    desk.click(Kind::Button, "Внести лише рядки без помилок: 2")
        .await?;
    desk.sees("Внесено документів: 2").await?;

    story.step("a document of restricted access is entered by hand, with its ground and term");
    desk.click(Kind::Link, "До реєстру").await?;
    desk.click(Kind::Link, "Внести документ").await?;
    desk.arrives_at("Внести документ").await?;
    desk.paste("Назва документа", "Схема сховища на вул. Липовій")
        .await?;
    desk.paste("Підстава обмеження доступу", "ч. 2 ст. 6 Закону")
        .await?;
    desk.click(Kind::Button, "Зберегти").await?;
    desk.find(Kind::Css, ".errors").await?;
    audit.look(&desk, "a document, mistakes").await?;
    desk.pick("Дата створення", "2026-02-20").await?;
    desk.paste("Джерело", "Відділ цивільного захисту").await?;
    desk.paste("Галузь", "Цивільний захист").await?;
    desk.paste("Ключові слова", "сховище").await?;
    desk.paste("Форма зберігання", "паперова").await?;
    desk.paste("Місце зберігання", "архівний відділ").await?;
    desk.paste("Строк обмеження доступу", "до закінчення воєнного стану")
        .await?;
    desk.click(Kind::Button, "Зберегти").await?;
    desk.sees("Збережено").await?;
    desk.arrives_at("Схема сховища на вул. Липовій").await?;
    audit.look(&desk, "a document").await?;

    story.step("entered twice by mistake, it is taken out for a reason, and put back");
    desk.click(Kind::Button, "Вилучити запис").await?;
    desk.find(Kind::Css, ".errors").await?;
    audit.look(&desk, "a document, no reason").await?;
    desk.fill("Причина", "Внесено двічі").await?;
    for size in [PHONE, DESKTOP] {
        desk.resize(size).await?;
        audit
            .look(&desk, "a document, about to be taken out")
            .await?;
    }
    desk.click(Kind::Button, "Вилучити запис").await?;
    desk.sees("Запис вилучено з реєстру").await?;
    let history = desk.text_of("#history").await?;
    ensure!(history.contains("вилучено: Внесено двічі"), "{history}");
    audit.look(&desk, "a document taken out").await?;
    phone
        .visit(&format!("{public}?lang=uk&keyword=сховище"))
        .await?;
    phone.sees("Таких документів не знайдено").await?;
    desk.click(Kind::Link, "До реєстру").await?;
    desk.arrives_at("Реєстр документів").await?;
    desk.fill("Слова", "сховища").await?;
    desk.choose("Що показати", "Вилучені записи").await?;
    desk.click(Kind::Button, "Шукати").await?;
    desk.click(Kind::Link, "Схема сховища").await?;
    desk.arrives_at("Схема сховища на вул. Липовій").await?;
    desk.key_press(Kind::Button, "Повернути до реєстру").await?;
    desk.sees("Запис повернуто").await?;
    desk.find(Kind::Button, "Зберегти").await?;

    story.step("everybody finds documents by any form of a word, by keyword, kind and year");
    for browser in [&phone, &desk] {
        browser.visit(&format!("{public}?lang=uk")).await?;
        browser.find(Kind::Link, "Протокол земельної").await?;
        pages.look(browser, "documents").await?;
    }
    for (query, found) in [
        ("words=дорогами", "Про ремонт дороги"),
        ("keyword=Земля", "Протокол земельної"),
        ("kind=decision&year=2026", "Про ремонт дороги"),
        ("words=липова+схеми", "Схема сховища"),
    ] {
        phone.visit(&format!("{public}?lang=uk&{query}")).await?;
        phone.find(Kind::Link, found).await?;
    }
    phone.visit(&format!("{public}?lang=uk&year=26")).await?;
    phone.sees("чотирма цифрами").await?;
    pages.look(&phone, "documents, a wrong year").await?;

    story.step("the entry is open, its content is not; a request for a copy is begun");
    phone
        .visit(&format!("{public}?lang=uk&keyword=сховище"))
        .await?;
    phone.sees("Доступ обмежено").await?;
    phone.click(Kind::Link, "Схема сховища").await?;
    phone.find(Kind::Heading, "Схема сховища").await?;
    phone.sees("до закінчення воєнного стану").await?;
    pages
        .look(&phone, "a document of restricted access")
        .await?;
    phone.click(Kind::Link, "Запитати копію").await?;
    phone.find(Kind::Heading, "Запит на публічну").await?;
    let begun = phone.value("Ваш запит").await?;
    ensure!(begun.contains("«Схема сховища на вул. Липовій»"), "{begun}");
    ensure!(
        phone.path().await?.starts_with("/form"),
        "the address has an id and nothing of a person"
    );
    phone.quit().await?;
    desk.quit().await?;
    story.end();
    pages.finish()?;
    audit.finish()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_to_work_with_documents() -> Result<()> {
    let story = Story::begin("a place to work with documents, booked, confirmed, cancelled");
    let server = Server::start().await?;
    let mut desk = Browser::open(DESKTOP).await?;
    let mut phone = Browser::open(PHONE).await?;
    let (mut audit, mut pages) = (Audit::of_office()?, Audit::of_citizen()?);
    let public = format!("{}/visit?lang=uk", server.origin());

    story.step("nothing can be booked until the council says how the place is given");
    let api = OfficeApi::sign_in(&server).await?;
    let closed = domain::register::visit::VisitRules::default();
    let closed = json!({"version": 1, "rules": closed});
    api.ask(Method::PUT, "visits", &closed).await?;
    phone.expect_in_console("422");
    phone.visit(&public).await?;
    phone.sees("Запису зараз немає").await?;
    pages.look(&phone, "visits, closed").await?;
    desk.expect_in_console("401");
    desk.sign_in(&server.origin()).await?;
    desk.visit(&format!("{}/office/visits", server.origin()))
        .await?;
    desk.find(Kind::Heading, "Робота з документами").await?;
    desk.paste("Скільки місць", "1").await?;
    desk.pick("Кінець перерви", "18:30").await?;
    desk.click(Kind::Button, "Зберегти правила").await?;
    desk.find(Kind::Css, ".errors").await?;
    audit.look(&desk, "visits, mistakes").await?;
    desk.pick("Кінець перерви", "13:00").await?;
    desk.paste("Де це місце", "Зала засідань, кімната 3")
        .await?;
    desk.click(Kind::Button, "Зберегти правила").await?;
    desk.sees("Збережено").await?;
    audit.look(&desk, "visits, rules").await?;

    story.step("a citizen books on plain pages; what is missing is said at its field");
    phone.visit(&public).await?;
    pages.look(&phone, "visits, days").await?;
    // Of the first day the afternoon may be over.
    let later = phone.find(Kind::Css, ".tiles li:nth-child(2) a").await?;
    later.click().await?;
    phone.find(Kind::Css, "form.question").await?;
    let form = phone.script("return location.href", vec![]).await?;
    let form = form.as_str().context("no address")?.to_owned();
    pages.look(&phone, "visits, form").await?;
    phone.click(Kind::Choice, "14:00").await?;
    phone
        .paste("Телефон або електронна", "hist@example.com")
        .await?;
    phone.click(Kind::Button, "Записатися").await?;
    phone.find(Kind::Css, ".errors").await?;
    phone.sees("як до вас звертатися").await?;
    pages.look(&phone, "visits, mistakes").await?;
    phone.paste("Як до вас звертатися", "Ладна Оксана").await?;
    phone
        .paste("З якими документами", "Протоколи земельної комісії")
        .await?;
    phone.click(Kind::Button, "Записатися").await?;
    phone.find(Kind::Heading, "Вас записано").await?;
    pages.look(&phone, "visits, booked").await?;
    let number = phone.text_of(".receipt__index").await?;
    let code = phone.text_of(".receipt__code").await?;

    story.step("sent again, it is the same booking; the seat is gone for the next one");
    phone.script("location.reload()", vec![]).await.ok();
    phone.visit(&form).await?;
    phone.sees("місць немає").await?;

    story.step("the office sees who comes and confirms; the citizen sees it by number and code");
    desk.visit(&format!("{}/office/visits", server.origin()))
        .await?;
    desk.sees("чекають на підтвердження: 1").await?;
    audit.look(&desk, "visits, days").await?;
    desk.find(Kind::Css, "#visit-days a").await?.click().await?;
    desk.sees("Ладна Оксана").await?;
    audit.look(&desk, "visits, a day").await?;
    desk.click(Kind::Button, "Відмовити").await?;
    desk.sees("Напишіть причину відмови").await?;
    desk.expect_in_console("422");
    desk.click(Kind::Button, "Підтвердити").await?;
    desk.sees("Підтверджено").await?;
    phone
        .visit(&format!("{}/visit/mine?lang=uk", server.origin()))
        .await?;
    phone
        .paste("Номер запису", number.trim_start_matches("№ "))
        .await?;
    phone.paste("Код доступу", "ZZZZ").await?;
    phone.click(Kind::Button, "Знайти").await?;
    phone.sees("Такого запису немає").await?;
    pages.look(&phone, "visits, no such").await?;
    phone.paste("Код доступу", &code).await?;
    phone.click(Kind::Button, "Знайти").await?;
    phone.sees("Підтверджено").await?;
    pages.look(&phone, "visits, own").await?;
    ensure!(
        phone.path().await? == "/visit/mine",
        "number and code stay out of the address"
    );

    story.step("cancelled by its number and code, the seat is free again");
    phone.click(Kind::Button, "Скасувати запис").await?;
    phone.sees("Скасовано").await?;
    phone.visit(&form).await?;
    phone.sees_no_more("місць немає").await?;
    let board = api.ask(Method::GET, "visits", &json!(null)).await?;
    ensure!(board["days"][0]["visits"] == json!(0), "{board}");
    phone.quit().await?;
    desk.quit().await?;
    story.end();
    pages.finish()?;
    audit.finish()
}
