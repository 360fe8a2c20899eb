//! People: invited, joined, with a second factor, signed out elsewhere, kept out.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::clerk::PASSWORD;
use tests::{Audit, Browser, DESKTOP, Kind, PHONE, Server, Story};
use totp_rs::{Builder, Secret};

const NEW: &str = "липи над Росавою";
const NEWER: &str = "тихо тече вода";

/// The code an app on a phone shows, so many steps of 30 seconds from now.
async fn code(desk: &Browser, secret: &str, ahead: u64) -> Result<String> {
    let now = desk
        .script("return Math.floor(Date.now() / 1000)", vec![])
        .await?;
    let secret = Secret::try_from_base32(secret).map_err(|_| anyhow::anyhow!("no base 32"))?;
    let totp = Builder::new().with_secret(secret).build();
    let totp = totp.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let at = now.as_u64().context("no clock")? + 30 * ahead;
    Ok(totp.generate(at).to_string())
}

async fn enter(desk: &Browser, login: &str, password: &str) -> Result<()> {
    desk.fill("Логін", login).await?;
    desk.paste("Пароль", password).await?;
    desk.click(Kind::Button, "Увійти").await
}

/// Looks at a state in both languages.
async fn look(audit: &mut Audit, desk: &Browser, state: &str) -> Result<()> {
    audit.look(desk, state).await?;
    desk.click(Kind::Css, "#language").await?;
    audit.look(desk, &format!("{state}, in English")).await?;
    desk.click(Kind::Css, "#language").await
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_invited_joins_signs_in_with_a_second_factor_and_is_kept_out() -> Result<()> {
    let story = Story::begin("somebody is invited, joins, uses a second factor, and is kept out");
    let server = Server::start().await?;
    let mut audit = Audit::of_office()?;
    let mut admin = Browser::open(DESKTOP).await?;
    admin
        .visit(&format!("{}/office/people", server.origin()))
        .await?;
    enter(&admin, "admin", PASSWORD).await?;
    admin.find(Kind::Heading, "Працівники").await?;

    story.step("an invitation, with a mistake first");
    admin.click(Kind::Button, "Запросити працівника").await?;
    admin.fill("Логін", "Соломія").await?;
    admin.click(Kind::Button, "Створити запрошення").await?;
    admin
        .sees("Введіть логін малими латинськими літерами")
        .await?;
    look(&mut audit, &admin, "a wrong invitation").await?;
    admin.fill("Логін", "solomiia").await?;
    admin
        .paste("Прізвище, ім’я, по батькові", "Лозова Соломія Устимівна")
        .await?;
    admin.paste("Посада", "юрисконсультка").await?;
    admin.choose("Роль", "Відповідальна особа").await?;
    admin.click(Kind::Button, "Створити запрошення").await?;
    admin
        .sees("Посилання для: Лозова Соломія Устимівна")
        .await?;
    look(&mut audit, &admin, "a link to hand over").await?;
    let link = admin.value("Посилання").await?;
    ensure!(link.contains("/office/join#"), "{link}");
    admin.click(Kind::Button, "Посилання передано").await?;

    story.step("she sets a password, in another browser");
    let mut hers = Browser::open(PHONE).await?;
    hers.visit(&link).await?;
    hers.sees("Лозова Соломія Устимівна").await?;
    ensure!(hers.path().await? == "/office/join");
    let hash = hers.script("return location.hash", vec![]).await?;
    ensure!(hash == json!(""), "the code stays in the address bar");
    hers.paste("Новий пароль", "solomiia-2026").await?;
    hers.click(Kind::Button, "Зберегти пароль").await?;
    hers.sees("У паролі є ваш логін або ім’я").await?;
    look(&mut audit, &hers, "a weak password").await?;
    hers.paste("Новий пароль", NEW).await?;
    hers.click(Kind::Button, "Зберегти пароль").await?;
    hers.find(Kind::Heading, "Вхід до журналу").await?;
    enter(&hers, "solomiia", NEW).await?;
    hers.find(Kind::Heading, "Журнал").await?;

    story.step("she changes it");
    hers.visit(&format!("{}/office/people", server.origin()))
        .await?;
    hers.sees("Ваш логін: solomiia").await?;
    ensure!(!hers.has(Kind::Button, "Запросити працівника").await?);
    hers.paste("Теперішній пароль", NEW).await?;
    hers.paste("Новий пароль", NEWER).await?;
    hers.click(Kind::Css, "#change-password button").await?;
    hers.sees("Пароль змінено, інші сеанси завершено").await?;

    story.step("and switches the second factor on");
    hers.paste("Ваш пароль", NEWER).await?;
    hers.click(Kind::Button, "Налаштувати другий крок").await?;
    hers.find(Kind::Css, "#factor-secret").await?;
    look(&mut audit, &hers, "a second factor being set up").await?;
    let secret = hers.text_of("#factor-secret").await?.replace(' ', "");
    let first = code(&hers, &secret, 0).await?;
    hers.fill("Код із застосунку", &first).await?;
    hers.click(Kind::Button, "Увімкнути").await?;
    hers.sees("Коди відновлення").await?;
    look(&mut audit, &hers, "recovery codes").await?;
    let codes = hers.text_of("#recovery li").await?;
    hers.click(Kind::Button, "Я їх записав(ла)").await?;
    hers.sees("Кодів відновлення залишилося: 10").await?;
    look(&mut audit, &hers, "one's own sign-in").await?;

    story.step(
        "it is asked for at her desk; the code that was used does not fit, the next one does",
    );
    let mut desk = Browser::open(DESKTOP).await?;
    desk.visit(&format!("{}/office", server.origin())).await?;
    enter(&desk, "solomiia", NEWER).await?;
    desk.fill("Код підтвердження", &first).await?;
    desk.click(Kind::Button, "Підтвердити").await?;
    desk.sees("Код не підходить").await?;
    look(&mut audit, &desk, "a wrong code").await?;
    let next = code(&desk, &secret, 1).await?;
    desk.fill("Код підтвердження", &next).await?;
    desk.press(thirtyfour::Key::Enter).await?;
    desk.find(Kind::Heading, "Журнал").await?;
    desk.click(Kind::Css, "#sign-out").await?;

    story.step("a recovery code works once");
    enter(&desk, "solomiia", NEWER).await?;
    desk.fill("Код підтвердження", &codes).await?;
    desk.click(Kind::Button, "Підтвердити").await?;
    desk.find(Kind::Heading, "Журнал").await?;
    desk.click(Kind::Css, "#sign-out").await?;
    enter(&desk, "solomiia", NEWER).await?;
    desk.fill("Код підтвердження", &codes).await?;
    desk.click(Kind::Button, "Підтвердити").await?;
    desk.sees("Код не підходить").await?;

    story.step("the administrator keeps her out, and she is out at once");
    admin
        .visit(&format!("{}/office/people", server.origin()))
        .await?;
    admin.sees("другий крок увімкнено").await?;
    look(&mut audit, &admin, "the staff").await?;
    admin
        .click(
            Kind::Css,
            "[aria-label='Історія: Лозова Соломія Устимівна']",
        )
        .await?;
    admin
        .sees("Використано код відновлення, залишилося: 9")
        .await?;
    look(&mut audit, &admin, "a history").await?;
    admin
        .click(
            Kind::Css,
            "[aria-label='Закрити вхід: Лозова Соломія Устимівна']",
        )
        .await?;
    admin.web()?.accept_alert().await?;
    admin
        .find(
            Kind::Css,
            "[aria-label='Відкрити вхід: Лозова Соломія Устимівна']",
        )
        .await?;
    hers.visit(&format!("{}/office/people", server.origin()))
        .await?;
    hers.find(Kind::Heading, "Вхід до журналу").await?;
    enter(&hers, "solomiia", NEWER).await?;
    hers.sees("Вхід для вас закрито").await?;
    audit.look(&hers, "kept out").await?;

    for browser in [&mut admin, &mut hers, &mut desk] {
        for status in ["401", "403", "422"] {
            browser.expect_in_console(status);
        }
        browser.quit().await?;
    }
    story.end();
    audit.finish()
}
