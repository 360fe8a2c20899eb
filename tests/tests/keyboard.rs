//! The whole main job by keyboard alone. At every stop the focus shows and nothing covers it.

use anyhow::{Result, ensure};
use serde_json::json;
use tests::citizen::Request;
use tests::words::UK;
use tests::{Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story};
use thirtyfour::prelude::*;

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_by_keyboard_alone() -> Result<()> {
    let story = Story::begin("the main job by keyboard alone");
    let server = Server::start().await?;
    let mut phone = Browser::open(PHONE).await?;
    let mut desk = Browser::open(DESKTOP).await?;
    let request = Request::by("Клавішна Одарка Никодимівна");

    citizen_writes(&story, &server, &phone, &request).await?;
    let index = phone.index().await?;
    clerk_answers(&story, &server, &mut desk, &request, &index).await?;

    story.step("the citizen looks it up by its index");
    phone.key_press(Kind::Link, UK.nav_find).await?;
    phone.arrives_at(UK.find_title).await?;
    phone.key_type(UK.index, &index).await?;
    phone.press(Key::Enter).await?;
    phone.sees("Відповідь надано").await?;

    OfficeApi::sign_in(&server)
        .await?
        .registered_once(&request.name)
        .await?;
    phone.quit().await?;
    desk.quit().await?;
    story.end();
    Ok(())
}

async fn citizen_writes(
    story: &Story,
    server: &Server,
    phone: &Browser,
    request: &Request,
) -> Result<()> {
    phone.first_visit(&server.origin(), &UK).await?;
    story.step("the skip link is the first stop and leads to the content");
    phone.press(Key::Tab).await?;
    ensure!(
        phone.focused().await?["name"] == json!("Перейти до змісту"),
        "no skip link first"
    );
    phone.press(Key::Enter).await?;
    phone.press(Key::Tab).await?;
    let next = phone.focused().await?;
    ensure!(
        next["name"] == json!(UK.write),
        "after the skip link comes {next}"
    );

    story.step("a request is written");
    phone.press(Key::Enter).await?;
    phone.arrives_at(UK.text_title).await?;
    phone.key_press(Kind::Button, UK.next).await?;
    phone
        .until_true(
            "focus on the errors",
            "return document.activeElement.matches('.errors')",
        )
        .await?;
    phone.key_press(Kind::Link, UK.text_missing).await?;
    ensure!(
        phone.focused().await?["id"] == json!("text"),
        "the error does not lead to its field"
    );
    phone.press(request.text.as_str()).await?;
    phone.sees(UK.draft_saved).await?;
    phone.tab_to(Kind::Button, UK.next).await?;
    phone.shift_tab().await?;
    phone.key_press(Kind::Button, UK.next).await?;

    phone.arrives_at(UK.urgency_title).await?;
    phone.tab_to(Kind::Choice, UK.urgency_environment).await?;
    phone.press(Key::Down).await?;
    phone.press(Key::Down).await?;
    let chosen = "return document.querySelector('input[name=urgency]:checked')?.id ?? null";
    ensure!(
        phone.script(chosen, vec![]).await? == json!("urgency-2"),
        "arrows do not choose"
    );
    phone
        .key_type(UK.urgency_reason, "Учора злили невідому рідину в річку.")
        .await?;
    phone.key_press(Kind::Button, UK.next).await?;

    phone.arrives_at(UK.who_title).await?;
    phone.key_type(UK.name, &request.name).await?;
    // Enter in a field goes on, as people expect.
    phone.press(Key::Enter).await?;
    phone.arrives_at(UK.contact_title).await?;
    phone.key_type(UK.email, &request.email).await?;
    phone.key_press(Kind::Button, UK.next).await?;
    phone.arrives_at(UK.check_title).await?;
    phone.key_press(Kind::Button, UK.submit).await?;
    phone.sees_it_registered(&UK).await?;

    story.step("why this date, and the code, open by keys");
    phone.sees("48 годин").await?;
    phone.tab_to(Kind::Button, UK.why).await?;
    phone.press(" ").await?;
    phone.sees("години йдуть безперервно").await?;
    phone.key_press(Kind::Button, UK.show_code).await?;
    phone.find(Kind::Css, ".receipt__code").await.map(drop)
}

async fn clerk_answers(
    story: &Story,
    server: &Server,
    desk: &mut Browser,
    request: &Request,
    index: &str,
) -> Result<()> {
    story.step("the clerk signs in");
    desk.expect_in_console("/api/v1/office/");
    desk.visit(&format!("{}/office", server.origin())).await?;
    desk.find(Kind::Heading, "Вхід до журналу").await?;
    desk.key_type("Логін", tests::clerk::LOGIN).await?;
    desk.key_type("Пароль", tests::clerk::PASSWORD).await?;
    desk.press(Key::Enter).await?;
    desk.find(Kind::Css, "#journal tbody tr").await?;

    story.step("and finds the request by a shortcut");
    desk.press("/").await?;
    desk.until_true(
        "focus in the search",
        "return document.activeElement.id === 'search'",
    )
    .await?;
    desk.press("Клавішна").await?;
    desk.until_true(
        "one row",
        "return document.querySelectorAll('#journal tbody tr').length === 1",
    )
    .await?;
    desk.key_press(Kind::Link, index).await?;
    desk.arrives_at(&format!("Запит № {index}")).await?;

    story.step("assigns it");
    desk.press("a").await?;
    desk.find(Kind::Heading, "Кому доручити").await?;
    desk.tab_to(Kind::Field, "Виконавець").await?;
    desk.press(Key::Down).await?;
    desk.key_press(Kind::Css, "#act-send").await?;
    desk.sees("Доручено: Загальний відділ").await?;

    story.step("and answers; the dialog gives the focus back when it is closed");
    desk.press("o").await?;
    desk.find(Kind::Heading, "Відповідь запитувачу").await?;
    desk.key_type("Текст відповіді", "Відомості додано.")
        .await?;
    desk.key_press(Kind::Css, "#act-send").await?;
    desk.sees("Змінити чи відкликати її вже не можна").await?;
    let inside = "return !!document.activeElement.closest('dialog[open]')";
    desk.until_true("focus in the dialog", inside).await?;
    desk.press(Key::Escape).await?;
    desk.until_true(
        "focus back",
        "return document.activeElement.id === 'act-send'",
    )
    .await?;
    desk.press(Key::Enter).await?;
    desk.key_press(Kind::Button, "Так, надіслати").await?;
    desk.sees("Відповідь записано").await?;
    desk.sees("Надано відповідь").await?;
    ensure!(
        desk.text().await?.contains(&request.name),
        "another card was answered"
    );

    story.step("and goes back to the journal");
    desk.press(Key::Escape).await?;
    desk.find(Kind::Heading, "Журнал").await.map(drop)
}
