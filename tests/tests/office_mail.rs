//! E-mail: the mailbox is set and tried against a real mail server, a letter goes from the card, and
//! what a mail server that is away was not given waits where the office sees it.

use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::{Value, json};
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Postbox, Server, Story};

const PATIENCE: Duration = Duration::from_secs(20);

/// The mails that arrived, once there are so many.
async fn arrived(desk: &Browser, postbox: &Postbox, count: usize) -> Result<Vec<String>> {
    let looked = async || {
        let mails = postbox.mails();
        Ok((mails.len() >= count).then_some(mails))
    };
    let mails = desk.until("the mail to arrive", PATIENCE, looked).await?;
    ensure!(mails.len() == count, "{} mails", mails.len());
    let text = |raw: &Vec<u8>| String::from_utf8_lossy(raw).into_owned();
    Ok(mails.iter().map(text).collect())
}

/// An open request whose requester gave an e-mail address: its index and the address.
async fn with_address(server: &Server) -> Result<(String, String)> {
    let api = OfficeApi::sign_in(server).await?;
    for row in api.journal().await? {
        if row["status"] != json!("registered") {
            continue;
        }
        let card = api.card(row["id"].as_str().context("no id")?).await?;
        if let Value::String(email) = &card["submission"]["email"] {
            let index = row["index"]["text"].as_str().context("no index")?;
            return Ok((index.to_owned(), email.clone()));
        }
    }
    Err(anyhow!("nobody gave an address"))
}

async fn administrator(server: &Server) -> Result<String> {
    let asked = [
        "--login",
        "admin",
        "--name",
        "Тихоліс Адам",
        "--position",
        "адміністратор",
        "--role",
        "administrator",
    ];
    let said = server.command("officer", &asked)?;
    let password = said.lines().last().and_then(|line| line.rsplit(' ').next());
    Ok(password.context("no password")?.to_owned())
}

async fn go_to_mail(desk: &Browser) -> Result<()> {
    desk.click(Kind::Link, "Рада").await?;
    desk.click(Kind::Link, "Електронна пошта").await?;
    desk.arrives_at("Електронна пошта").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mailbox_is_set_tried_and_used() -> Result<()> {
    let story = Story::begin("the mailbox is set and tried, a letter goes, another one waits");
    let server = Server::start().await?;
    let postbox = Postbox::start().map_err(|why| anyhow!(why))?;
    let password = administrator(&server).await?;
    let (index, address) = with_address(&server).await?;
    let mut desk = Browser::open(DESKTOP).await?;
    let mut audit = Audit::of_office()?;
    desk.sign_in_as(&server.origin(), "admin", &password)
        .await?;

    story.step("a mailbox that is wrong is not taken, and what was typed stays");
    go_to_mail(&desk).await?;
    desk.sees("Рада ще не надсилає електронної пошти").await?;
    audit.look(&desk, "e-mail that is not set").await?;
    desk.paste("Поштовий сервер", "127.0.0.1").await?;
    desk.paste("Порт", &postbox.port().to_string()).await?;
    desk.choose(
        "Захист з’єднання",
        "без шифрування – лише сервер на цій самій машині",
    )
    .await?;
    desk.click(Kind::Button, "Зберегти скриньку").await?;
    desk.find(Kind::Css, "#from-error").await?;
    audit.look(&desk, "a mailbox that is wrong").await?;
    ensure!(desk.value("Поштовий сервер").await? == "127.0.0.1");

    story.step("set right, a test mail arrives at the administrator's own address");
    desk.paste("Адреса, з якої надсилати", "zapyty@yasnodil.example")
        .await?;
    desk.click(Kind::Button, "Зберегти скриньку").await?;
    desk.sees("Скриньку збережено").await?;
    desk.paste("Моя адреса", "admin@").await?;
    desk.click(Kind::Button, "Зберегти адресу").await?;
    desk.find(Kind::Css, "#own-error").await?;
    desk.paste("Моя адреса", "admin@yasnodil.example").await?;
    desk.click(Kind::Button, "Зберегти адресу").await?;
    desk.sees("Адресу збережено").await?;
    desk.click(Kind::Button, "Надіслати пробний лист").await?;
    let mails = arrived(&desk, &postbox, 1).await?;
    ensure!(
        mails[0].contains("Envelope-to: admin@yasnodil.example"),
        "{}",
        mails[0]
    );
    desk.find(Kind::Css, "table[aria-labelledby=sent]").await?;
    audit.look(&desk, "e-mail that went").await?;

    story.step("the clerk sends a letter from the card and sees that it went");
    desk.click(Kind::Button, "Вийти").await?;
    desk.sign_in(&server.origin()).await?;
    desk.open_card(&index).await?;
    desk.sees(&format!("Електронною поштою лист іде на {address}"))
        .await?;
    audit.look(&desk, "a letter that can go").await?;
    desk.click(
        Kind::Button,
        "Надіслати електронною поштою: Підтвердження реєстрації",
    )
    .await?;
    desk.sees("Електронна пошта: надіслано").await?;
    let mails = arrived(&desk, &postbox, 2).await?;
    let went = format!("Envelope-to: {address}");
    ensure!(mails.iter().any(|mail| mail.contains(&went)), "{mails:#?}");

    story.step("the mail server is away: the answer waits, with the reason, and goes later");
    postbox.stop();
    desk.answer("Відповідь: дерева не видаляли.").await?;
    desk.click(Kind::Button, "Надіслати електронною поштою: Відповідь")
        .await?;
    desk.sees("поштовий сервер не відповідає").await?;
    audit.look(&desk, "a letter that waits").await?;
    go_to_mail(&desk).await?;
    desk.find(Kind::Css, "table[aria-labelledby=waiting]")
        .await?;
    audit.look(&desk, "e-mail that waits").await?;
    desk.resize(PHONE).await?;
    desk.click(Kind::Button, "English").await?;
    desk.find(Kind::Heading, "Waiting").await?;
    audit
        .look(&desk, "e-mail that waits, in English on a phone")
        .await?;
    desk.click(Kind::Button, "Українська").await?;
    postbox.start_again().map_err(|why| anyhow!(why))?;
    desk.click(Kind::Css, "table[aria-labelledby=waiting] button")
        .await?;
    arrived(&desk, &postbox, 3).await?;
    desk.sees("Нічого не чекає").await?;
    desk.expect_in_console("401");
    desk.quit().await?;
    story.end();
    audit.finish()
}
