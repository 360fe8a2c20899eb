//! What a kiosk offers on the way to an open day and on it, without a network: the survey, a question
//! to a deputy mayor, the programme. Looked at by axe, walked by keys, and taken apart.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use tests::hall::{THEME, holding, let_go_by, paired, published_day};
use tests::{Audit, Browser, Kind, OfficeApi, PHONE, Server, Story, TABLET};
use thirtyfour::Key;

const WELCOME: &str = "Вітаємо! Що ви хочете зробити?";
const LONG: Duration = Duration::from_secs(60);
/// Words no page and no program holds.
const WISH: &str = "Покажіть перебендинський фонтан";
const REMARK: &str = "Бруківка біля Яромирчукової вежі хитається";
const NAME: &str = "Зореслава Паливода";
const TYPED: [&str; 4] = ["перебендинськ", "Яромирчуков", "Зореслава", "Паливода"];

async fn home(kiosk: &Browser) -> Result<()> {
    kiosk.click(Kind::Css, "#over").await?;
    kiosk.arrives_at(WELCOME).await?;
    kiosk.find(Kind::Css, "#door-survey").await.map(drop)
}

/// Answers the survey by touch; looks at every question before and after it is answered.
async fn answer(kiosk: &mut Browser, audit: &mut Audit) -> Result<()> {
    kiosk.click(Kind::Css, "#door-survey").await?;
    let replies: [&[(Kind, &str)]; 4] = [
        &[(Kind::Choice, "Двічі")],
        &[(Kind::Choice, "Архів"), (Kind::Choice, "Макет")],
        &[(Kind::Choice, "4")],
        // Parks first, then roads; water was touched and taken back.
        &[
            (Kind::Button, "Вода"),
            (Kind::Button, "Парки"),
            (Kind::Button, "Вода"),
            (Kind::Button, "Дороги"),
        ],
    ];
    for (page, touches) in (1..).zip(replies) {
        kiosk.arrives_at(&format!("Питання {page} з 5")).await?;
        look(kiosk, audit, &format!("survey {page}")).await?;
        for (kind, words) in touches {
            kiosk.click(*kind, words).await?;
        }
        audit
            .look(kiosk, &format!("survey {page}, answered"))
            .await?;
        kiosk.click(Kind::Button, "Далі").await?;
    }
    kiosk.arrives_at("Питання 5 з 5").await?;
    kiosk.fill("Що ще?", WISH).await?;
    look(kiosk, audit, "survey 5").await
}

/// Looks at a screen at both sizes.
async fn look(kiosk: &mut Browser, audit: &mut Audit, state: &str) -> Result<()> {
    for size in [PHONE, TABLET] {
        kiosk.resize(size).await?;
        audit.look(kiosk, state).await?;
    }
    Ok(())
}

async fn ask(kiosk: &Browser) -> Result<()> {
    kiosk.click(Kind::Css, "#door-ask").await?;
    kiosk
        .arrives_at("Запитання, пропозиція, зауваження")
        .await?;
    kiosk.click(Kind::Choice, "Зауваження").await?;
    kiosk.fill("Текст", REMARK).await?;
    kiosk.fill("Ім’я", NAME).await
}

#[tokio::test(flavor = "multi_thread")]
async fn survey_question_and_programme_for_days_without_a_network() -> Result<()> {
    let story = Story::begin("a kiosk before an open day, without a network");
    let mut server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let day = published_day(&office).await?;
    let mut audit = Audit::of_kiosk()?;
    let mut kiosk = paired(&server, "Хол").await?;
    kiosk.find(Kind::Css, "#door-programme").await?;

    story.step("the network is gone and the tablet starts anew: everything is offered still");
    server.stop().await?;
    kiosk.quit().await?;
    kiosk.launch().await?;
    let address = format!("{}/kiosk/", server.origin());
    kiosk.visit(&address).await?;
    kiosk.find(Kind::Css, "#door-survey").await?;
    look(&mut kiosk, &mut audit, "welcome with an open day").await?;

    story.step("the programme, and where its parts are");
    kiosk.click(Kind::Css, "#door-programme").await?;
    kiosk.arrives_at(THEME).await?;
    for words in [
        "10:30–12:00",
        "Огляд: Старі плани міста",
        "Архів, цокольний поверх",
        "Правила поведінки",
    ] {
        kiosk.sees(words).await?;
    }
    kiosk.find(Kind::Css, "#day-qr svg").await?;
    look(&mut kiosk, &mut audit, "programme").await?;
    home(&kiosk).await?;

    story.step("the survey, every kind of question");
    answer(&mut kiosk, &mut audit).await?;
    kiosk.click(Kind::Button, "Надіслати відповіді").await?;
    kiosk.arrives_at("Дякуємо!").await?;
    kiosk.sees("Ваші відповіді прийнято й зашифровано").await?;
    look(&mut kiosk, &mut audit, "survey, thanks").await?;
    kiosk.click(Kind::Css, "#finish").await?;
    kiosk.arrives_at(WELCOME).await?;

    story.step("a remark to a deputy mayor, with a code to take away");
    ask(&kiosk).await?;
    kiosk.click(Kind::Button, "Надіслати").await?;
    kiosk.arrives_at("Візьміть із собою").await?;
    kiosk.sees("Прийнято й зашифровано").await?;
    kiosk.find(Kind::Css, "#slip-qr svg").await?;
    look(&mut kiosk, &mut audit, "question, done").await?;
    let id = kiosk.text_of(".receipt .summary dd").await?;
    let code = kiosk
        .text_of(".receipt__code")
        .await?
        .replace(char::is_whitespace, "");

    story.step("the browser is killed and its whole profile is searched");
    kiosk.kill().await?;
    let (searched, found) = holding(kiosk.profile(), &TYPED)?;
    ensure!(searched > 50 && found.is_empty(), "{searched}: {found:#?}");

    story.step("the network is back: everything arrives, once");
    server.start_again().await?;
    kiosk.launch().await?;
    kiosk.visit(&address).await?;
    let office = OfficeApi::sign_in(&server).await?;
    let look_up = async |what: &str| {
        let path = format!("days/{day}/{what}");
        office.ask(Method::GET, &path, &Value::Null).await
    };
    let results = kiosk
        .until("the answer", LONG, async || {
            let told = look_up("results").await?;
            Ok((told["in_time"] == json!(1)).then_some(told))
        })
        .await?;
    let votes = |n: usize| results["counted"][n]["votes"].clone();
    ensure!(votes(0) == json!([0, 1]), "{results:#}");
    ensure!(votes(1) == json!([1, 0, 1]), "{results:#}");
    ensure!(votes(2) == json!([0, 0, 0, 1, 0]), "{results:#}");
    ensure!(votes(3) == json!([2, 0, 3]), "{results:#}");
    ensure!(
        results["counted"][4]["texts"] == json!([[WISH, 1]]),
        "{results:#}"
    );
    let question = kiosk
        .until("the remark", LONG, async || {
            let told = look_up("questions").await?;
            let all = told["questions"].as_array().context("no questions")?;
            Ok(all.first().cloned())
        })
        .await?;
    ensure!(question["text"] == json!(REMARK) && question["concern"] == json!("remark"));

    story.step("the visitor's phone sees the number, and later the answer");
    let phone = Browser::open(PHONE).await?;
    let follow = format!("{}/kiosk/follow#question/{id}/{code}", server.origin());
    phone.visit(&follow).await?;
    let number = question["number"].as_str().context("no number")?;
    phone.sees(number).await?;
    phone.sees("Відповіді ще немає").await?;
    audit.look(&phone, "question followed").await?;
    let path = format!(
        "days/questions/{}",
        question["id"].as_str().context("no id")?
    );
    for (version, event) in [
        (
            1,
            json!({"kind": "addressed", "deputy": "Ярема Тарас Панасович"}),
        ),
        (
            2,
            json!({"kind": "answered", "text": "Полагодимо навесні."}),
        ),
    ] {
        let body = json!({"version": version, "event": event});
        office.ask(Method::POST, &path, &body).await?;
    }
    phone.click(Kind::Button, "Перевірити ще раз").await?;
    phone.sees("Полагодимо навесні.").await?;
    audit.look(&phone, "question answered").await?;
    audit.finish()?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_s_clock_and_start_over_wipe_the_new_screens_too() -> Result<()> {
    let story = Story::begin("what one visitor leaves for the next: nothing");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    published_day(&office).await?;
    let kiosk = paired(&server, "Хол").await?;
    for wait in [true, false] {
        let end = async || {
            if wait {
                let_go_by(&kiosk, 95).await?;
            } else {
                kiosk.click(Kind::Css, "#over").await?;
            }
            kiosk.arrives_at(WELCOME).await?;
            kiosk.find(Kind::Css, "#door-survey").await.map(drop)
        };
        kiosk.find(Kind::Css, "#door-survey").await?;
        kiosk.click(Kind::Css, "#door-survey").await?;
        kiosk.arrives_at("Питання 1 з 5").await?;
        kiosk.click(Kind::Choice, "Двічі").await?;
        end().await?;
        kiosk.click(Kind::Css, "#door-survey").await?;
        kiosk.arrives_at("Питання 1 з 5").await?;
        let chosen = "return document.querySelectorAll('input:checked').length";
        ensure!(
            kiosk.script(chosen, vec![]).await? == json!(0),
            "a reply is left"
        );
        end().await?;
        ask(&kiosk).await?;
        end().await?;
        kiosk.click(Kind::Css, "#door-ask").await?;
        kiosk
            .arrives_at("Запитання, пропозиція, зауваження")
            .await?;
        ensure!(kiosk.value("Текст").await?.is_empty() && kiosk.value("Ім’я").await?.is_empty());
        end().await?;
        kiosk.click(Kind::Css, "#door-programme").await?;
        kiosk.arrives_at(THEME).await?;
        end().await?;
        story.step(if wait { "by the clock" } else { "by hand" });
    }
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn by_keyboard_alone_and_in_english_with_what_is_wrong_said() -> Result<()> {
    let story = Story::begin("the kiosk's open day by keyboard, in English");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let day = published_day(&office).await?;
    let mut audit = Audit::of_kiosk()?;
    let mut kiosk = paired(&server, "Hall").await?;
    kiosk.find(Kind::Css, "#door-survey").await?;
    kiosk.key_press(Kind::Button, "English").await?;
    kiosk.find(Kind::Button, "Answer the survey").await?;
    look(&mut kiosk, &mut audit, "en welcome").await?;

    story.step("the programme");
    kiosk.key_press(Kind::Css, "#door-programme").await?;
    kiosk.arrives_at(THEME).await?;
    kiosk.sees("What is where").await?;
    look(&mut kiosk, &mut audit, "en programme").await?;
    kiosk.key_press(Kind::Button, "Back").await?;
    kiosk.find(Kind::Css, "#door-survey").await?;

    story.step("nothing is answered: the page says so and leads there");
    kiosk.key_press(Kind::Css, "#door-survey").await?;
    for page in 1..=4 {
        kiosk.arrives_at(&format!("Question {page} of 5")).await?;
        look(&mut kiosk, &mut audit, &format!("en survey {page}")).await?;
        kiosk.key_press(Kind::Button, "Continue").await?;
    }
    kiosk.arrives_at("Question 5 of 5").await?;
    kiosk.key_press(Kind::Button, "Send the answers").await?;
    kiosk.sees("Answer at least one question").await?;
    look(&mut kiosk, &mut audit, "en survey, nothing answered").await?;

    story.step("themes in their order, by Tab and Enter");
    kiosk.key_press(Kind::Button, "Back").await?;
    kiosk.arrives_at("Question 4 of 5").await?;
    kiosk.key_press(Kind::Button, "Вода").await?;
    kiosk.key_press(Kind::Button, "Дороги").await?;
    let order = "return [...document.querySelectorAll('.ranked')].map(b => \
        [b.getAttribute('aria-pressed'), b.querySelector('.rank').textContent])";
    let order = kiosk.script(order, vec![]).await?;
    let expected = json!([["true", "2"], ["true", "1"], ["false", "–"]]);
    ensure!(order == expected, "{order}");
    kiosk.key_press(Kind::Button, "Continue").await?;
    kiosk.arrives_at("Question 5 of 5").await?;
    kiosk.key_press(Kind::Button, "Send the answers").await?;
    kiosk.arrives_at("Thank you!").await?;
    kiosk.sees("The council has your answers").await?;
    look(&mut kiosk, &mut audit, "en thanks").await?;
    kiosk.key_press(Kind::Button, "Done, finish").await?;
    kiosk.arrives_at(WELCOME).await?;

    story.step("a question without its text is not taken; with it, it gets its number at once");
    kiosk.find(Kind::Css, "#door-ask").await?;
    kiosk.key_press(Kind::Css, "#door-ask").await?;
    kiosk
        .arrives_at("Запитання, пропозиція, зауваження")
        .await?;
    kiosk.key_press(Kind::Button, "Надіслати").await?;
    kiosk.sees("Напишіть, що хочете сказати").await?;
    look(&mut kiosk, &mut audit, "question, errors").await?;
    kiosk.tab_to(Kind::Choice, "Запитання").await?;
    kiosk.press(Key::Down).await?;
    kiosk.key_type("Текст", "Посадіть липи").await?;
    kiosk.key_press(Kind::Button, "Надіслати").await?;
    kiosk.arrives_at("Візьміть із собою").await?;
    kiosk.sees("Рада отримала ваше звернення").await?;
    kiosk.sees("№ 1/").await?;
    look(&mut kiosk, &mut audit, "question, numbered").await?;
    let path = format!("days/{day}/questions");
    let told = office.ask(Method::GET, &path, &Value::Null).await?;
    ensure!(
        told["questions"][0]["concern"] == json!("proposal"),
        "{told:#}"
    );
    audit.finish()?;
    story.end();
    Ok(())
}
