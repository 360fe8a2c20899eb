//! The door of an open day: kiosks that an officer put there check who comes, by QR code, by typed
//! code and by name, with a network and without, and no name is on their disks.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use domain::sync::AccessCode;
use fast_qr::{ECL, QRBuilder};
use reqwest::Method;
use serde_json::{Value, json};
use tests::hall::{THEME, holding, paired, published_day, put_at_door, take_in};
use tests::{Audit, Browser, DESKTOP, Kind, OfficeApi, PHONE, Server, Story, TABLET};
use uuid::Uuid;

const LONG: Duration = Duration::from_secs(60);
const FIND: &str = "Прізвище, ім’я або код запису";

fn code(n: u8) -> AccessCode {
    AccessCode::from_random([n; 26])
}

/// Somebody books a place as the public pages do; the booking's id.
async fn book(server: &Server, day: &str, n: u8, name: &str) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let body = json!({"slot": 1, "category": "student", "name": name, "contact": "",
        "secret_hash": code(n).hash()});
    let url = format!("{}/api/v1/open-days/{day}/places/{id}", server.origin());
    let answer = reqwest::Client::new().put(url).json(&body).send().await?;
    answer.error_for_status()?;
    Ok(id)
}

async fn cancel(server: &Server, day: &str, id: Uuid, n: u8) -> Result<()> {
    let url = format!(
        "{}/api/v1/open-days/{day}/places/{id}/cancel",
        server.origin()
    );
    let body = json!({"secret": code(n).as_str()});
    let answer = reqwest::Client::new().post(url).json(&body).send().await?;
    answer.error_for_status()?;
    Ok(())
}

/// The kiosk hears of its duty when it starts anew.
async fn stands(kiosk: &Browser, server: &Server) -> Result<()> {
    kiosk.visit(&format!("{}/kiosk/", server.origin())).await?;
    kiosk.arrives_at(THEME).await?;
    kiosk.sees("10:00–11:00").await
}

/// Types a name or a code and presses the button beside who is found.
async fn lets_in(door: &Browser, name: &str, whole: &str) -> Result<()> {
    door.fill(FIND, name).await?;
    door.sees(whole).await?;
    door.click(Kind::Css, ".people button").await?;
    door.sees(&format!("{whole}, 10:00–11:00: Відмічено")).await
}

/// Types a code and presses Enter.
async fn shows(door: &Browser, code: &AccessCode) -> Result<()> {
    door.fill(FIND, &code.grouped()).await?;
    door.press(thirtyfour::Key::Enter).await
}

async fn came(office: &OfficeApi, day: &str) -> Result<Vec<Value>> {
    let path = format!("days/{day}/participants");
    let told = office.ask(Method::GET, &path, &Value::Null).await?;
    let people = told["people"].as_array().context("no people")?;
    Ok(people
        .iter()
        .filter(|one| one["came"] == json!(true))
        .cloned()
        .collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_puts_a_kiosk_at_the_door_and_calls_it_back() -> Result<()> {
    let story = Story::begin("a kiosk at the door, from the office");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let day = published_day(&office).await?;
    book(&server, &day, 1, "Ладна Оксана").await?;
    let kiosk = paired(&server, "Вхід").await?;
    let mut desk = Browser::open(DESKTOP).await?;
    let mut audit = Audit::of_office()?;
    desk.sign_in(&server.origin()).await?;
    desk.visit(&format!("{}/office/kiosks", server.origin()))
        .await?;
    desk.find(Kind::Css, "[data-kiosk='Вхід']").await?;

    story.step("what that means is said before it is done");
    desk.click(Kind::Button, &format!("Поставити на вхід: {THEME}"))
        .await?;
    desk.sees("Поставити термінал «Вхід» на вхід?").await?;
    for size in [DESKTOP, PHONE] {
        desk.resize(size).await?;
        audit.look(&desk, "kiosks, to a door").await?;
    }
    desk.resize(DESKTOP).await?;
    desk.click(Kind::Button, "Так, на вхід").await?;
    desk.sees(&format!("на вході: {THEME}")).await?;
    stands(&kiosk, &server).await?;
    audit.look(&desk, "kiosks, one at a door").await?;

    story.step("at the door by keys alone");
    kiosk.key_type(FIND, "лад").await?;
    kiosk.key_press(Kind::Css, ".people button").await?;
    kiosk.sees("Ладна Оксана, 10:00–11:00: Відмічено").await?;
    let ready = async || {
        let ask = "return document.activeElement?.id === 'find'";
        kiosk.until_true("the next person can be typed", ask).await
    };
    ready().await?;
    // What the council tells meanwhile disturbs nobody's typing.
    kiosk.press("чум").await?;
    kiosk
        .until("the visit at the council", LONG, async || {
            Ok((came(&office, &day).await?.len() == 1).then_some(()))
        })
        .await?;
    kiosk.sees("прийшло 1 з 20").await?;
    ready().await?;
    ensure!(kiosk.value(FIND).await? == "чум", "what was typed is gone");

    story.step("noted by mistake: the office takes it back by keys, and the place stays hers");
    let page = format!("{}/office/days/{day}", server.origin());
    let mut hall = Browser::open(DESKTOP).await?;
    hall.expect_in_console("401");
    hall.sign_in(&server.origin()).await?;
    hall.visit(&page).await?;
    for (button, other, count) in [
        ("Зняти відмітку: Ладна Оксана", "Прийшли: Ладна Оксана", 0),
        ("Прийшли: Ладна Оксана", "Зняти відмітку: Ладна Оксана", 1),
    ] {
        hall.key_press(Kind::Button, button).await?;
        hall.find(Kind::Button, other).await?;
        ensure!(came(&office, &day).await?.len() == count, "{button}");
        let focused = "return document.activeElement?.textContent === arguments[0]";
        let focused = hall.script(focused, vec![json!(other)]).await?;
        ensure!(focused == json!(true), "the focus is lost after {button}");
        audit.look(&hall, button).await?;
    }
    hall.quit().await?;

    story.step("called back, it serves visitors and knows nobody");
    desk.click(Kind::Button, "Повернути відвідувачам: Вхід")
        .await?;
    desk.sees("відвідувачам").await?;
    kiosk.visit(&format!("{}/kiosk/", server.origin())).await?;
    kiosk.arrives_at("Вітаємо! Що ви хочете зробити?").await?;
    let kept = "const done = arguments[0]; const asked = indexedDB.open('vidkryta-rada-kiosk'); \
        asked.onsuccess = () => { const keys = asked.result.transaction('meta').objectStore('meta').getAllKeys(); \
        keys.onsuccess = () => { asked.result.close(); done(keys.result); }; };";
    kiosk
        .until("the door to be forgotten", LONG, async || {
            let keys = kiosk.web()?.execute_async(kept, vec![]).await?;
            let keys = keys.json().as_array().cloned().unwrap_or_default();
            Ok((!keys.contains(&json!("door"))).then_some(()))
        })
        .await?;
    audit.finish()?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_doors_without_a_network_and_never_a_twenty_first() -> Result<()> {
    let story = Story::begin("two doors without a network");
    let mut server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let day = published_day(&office).await?;
    let names = ["Ладна Оксана", "Чумак Гордій", "Явір Мальва"];
    let mut ids = Vec::new();
    for (n, name) in (1..).zip(names) {
        ids.push(book(&server, &day, n, name).await?);
    }
    // Fifteen more, so that two places are free.
    for n in 4..19 {
        book(&server, &day, n, &format!("Гість {n}")).await?;
    }
    let mut audit = Audit::of_kiosk()?;
    let mut first = paired(&server, "Вхід 1").await?;
    let second = paired(&server, "Вхід 2").await?;
    for (door, name) in [(&first, "Вхід 1"), (&second, "Вхід 2")] {
        put_at_door(&office, name, &day).await?;
        stands(door, &server).await?;
    }
    for size in [PHONE, TABLET] {
        first.resize(size).await?;
        audit.look(&first, "door").await?;
    }

    story.step("somebody cancels behind the doors' backs, and both lose the network");
    cancel(&server, &day, ids[2], 3).await?;
    server.stop().await?;

    story.step("by name, by part of a name, and the same person at the other door by code");
    lets_in(&first, "окс", names[0]).await?;
    first
        .sees("Немає мережі. Відмічене тут збережено: 1")
        .await?;
    shows(&second, &code(1)).await?;
    second
        .sees(&format!("{}, 10:00–11:00: Відмічено", names[0]))
        .await?;
    for size in [PHONE, TABLET] {
        first.resize(size).await?;
        first.fill(FIND, "гіст").await?;
        audit.look(&first, "door, people found").await?;
    }
    story.step("noted by mistake without a network, it is taken back, and noted again");
    first.fill(FIND, "Ладна").await?;
    first.click(Kind::Css, ".people button").await?;
    first.sees("Відмітку знято").await?;
    first.sees("прийшло 0 з 20").await?;
    for size in [PHONE, TABLET] {
        first.resize(size).await?;
        audit.look(&first, "door, a mistake taken back").await?;
    }
    lets_in(&first, "окс", names[0]).await?;
    first.find(Kind::Button, "Зняти відмітку").await?;
    // Shown again at the same door, it is the same visit.
    first.fill(FIND, "Ладна").await?;
    first.sees("вже тут з").await?;
    shows(&first, &code(30)).await?;
    first.sees("Такого коду в списку немає").await?;

    story.step("without a booking on lent places only: two at the first door, none at the second");
    let lets_in_more = async || {
        first.click(Kind::Button, "Впустити на 10:00–11:00").await?;
        first.sees("Впущено без запису: 10:00–11:00").await
    };
    lets_in_more().await?;
    // The wrong press: nobody came, and the place is there still.
    first.click(Kind::Button, "Зняти відмітку").await?;
    first.sees("Відмітку знято").await?;
    first
        .sees("прийшло 1 з 20; без запису ще можна впустити: 2")
        .await?;
    for _ in 0..2 {
        lets_in_more().await?;
    }
    first
        .sees("прийшло 3 з 20; без запису ще можна впустити: 0")
        .await?;
    ensure!(!first.has(Kind::Button, "Впустити на 10:00–11:00").await?);
    ensure!(!second.has(Kind::Button, "Впустити на 10:00–11:00").await?);
    audit.look(&first, "door, full").await?;

    story.step(
        "the first door's browser is killed: no name is on its disk, and codes are known still",
    );
    first.kill().await?;
    let (searched, found) = holding(first.profile(), &["Ладна", "Чумак", "Явір", "Гордій"])?;
    ensure!(searched > 50 && found.is_empty(), "{searched}: {found:#?}");
    first.launch().await?;
    stands(&first, &server).await?;
    first.sees("імен тут немає").await?;
    first
        .sees("прийшло 3 з 20; без запису ще можна впустити: 0")
        .await?;
    audit.look(&first, "door without names").await?;
    shows(&first, &code(2)).await?;
    first.sees("Запис за кодом, 10:00–11:00: Відмічено").await?;

    story.step("the network is back: each is counted once, and who cancelled is shown as such");
    server.start_again().await?;
    let office = OfficeApi::sign_in(&server).await?;
    for door in [&first, &second] {
        door.visit(&format!("{}/kiosk/", server.origin())).await?;
    }
    let there = first
        .until("everybody to be counted", LONG, async || {
            let there = came(&office, &day).await?;
            Ok((there.len() == 4).then_some(there))
        })
        .await?;
    let of = |name: &str| {
        there
            .iter()
            .filter(|one| one["name"] == json!(name))
            .count()
    };
    ensure!(
        (of(names[0]), of(names[1]), of("")) == (1, 1, 2),
        "{there:#?}"
    );
    first.arrives_at(THEME).await?;
    first.sees_no_more("імен тут немає").await?;
    first.fill(FIND, "явір").await?;
    first.sees("запис скасовано").await?;
    first.click(Kind::Button, "Усе ж впустити").await?;
    first.sees("Явір Мальва, 10:00–11:00").await?;
    let told = office
        .ask(
            Method::GET,
            &format!("days/{day}/participants"),
            &Value::Null,
        )
        .await?;
    let people = told["people"].as_array().context("no people")?;
    let inside = people
        .iter()
        .filter(|one| one["standing"] == json!("place"))
        .count();
    ensure!(inside <= 20, "{inside} places are held");
    audit.finish()?;
    story.end();
    Ok(())
}

/// A film of one picture: the code, dark on white, in the middle.
fn film(text: &str) -> Result<Vec<u8>> {
    const WIDTH: usize = 640;
    const HEIGHT: usize = 480;
    const MODULE: usize = 10;
    let drawn = QRBuilder::new(text)
        .ecl(ECL::M)
        .build()
        .ok()
        .context("no code")?;
    let side = drawn.size * MODULE;
    let (left, top) = ((WIDTH - side) / 2, (HEIGHT - side) / 2);
    let mut light = vec![235_u8; WIDTH * HEIGHT];
    for y in 0..side {
        for x in 0..side {
            if drawn[y / MODULE][x / MODULE].value() {
                light[(top + y) * WIDTH + left + x] = 16;
            }
        }
    }
    let mut film = format!("YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n").into_bytes();
    for _ in 0..3 {
        film.extend_from_slice(b"FRAME\n");
        film.extend_from_slice(&light);
        film.resize(film.len() + WIDTH * HEIGHT / 2, 128);
    }
    Ok(film)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_camera_reads_the_code_of_a_booking() -> Result<()> {
    let story = Story::begin("a code before the camera");
    let mut server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let day = published_day(&office).await?;
    book(&server, &day, 5, "Чумак Гордій").await?;
    let mut audit = Audit::of_kiosk()?;
    let kiosk = Browser::open_with_camera(TABLET, &film(code(5).as_str())?).await?;
    let door = take_in(kiosk, &server, "Вхід").await?;
    put_at_door(&office, "Вхід", &day).await?;
    stands(&door, &server).await?;
    server.stop().await?;

    story.step("shown to the camera without a network, a booking is known");
    door.click(Kind::Button, "Сканувати QR-код").await?;
    door.find(Kind::Css, "#picture").await?;
    door.sees("Чумак Гордій, 10:00–11:00: Відмічено").await?;
    audit.look(&door, "door with its camera").await?;
    // The code is still before the camera: it is the same visit.
    door.sees("вже тут з").await?;
    door.click(Kind::Button, "Закрити камеру").await?;
    door.find(Kind::Button, "Сканувати QR-код").await?;
    server.start_again().await?;
    let office = OfficeApi::sign_in(&server).await?;
    door.visit(&format!("{}/kiosk/", server.origin())).await?;
    door.until("the visit", LONG, async || {
        Ok((came(&office, &day).await?.len() == 1).then_some(()))
    })
    .await?;
    audit.finish()?;
    story.end();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_booking_shows_its_qr_code() -> Result<()> {
    let story = Story::begin("the QR code of a booking");
    let server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let day = published_day(&office).await?;
    let mut phone = Browser::open(PHONE).await?;
    let mut audit = Audit::of_citizen()?;
    phone
        .visit(&format!("{}/days/{day}/place?lang=uk", server.origin()))
        .await?;
    phone
        .find(Kind::Css, "#name")
        .await?
        .send_keys("Ладна Оксана")
        .await?;
    phone.click(Kind::Button, "Записатися").await?;
    phone.find(Kind::Heading, "За вами місце").await?;
    phone.find(Kind::Css, ".qr svg path").await?;
    for size in [PHONE, DESKTOP] {
        phone.resize(size).await?;
        audit.look(&phone, "a booking with its code").await?;
    }
    audit.finish()?;
    story.end();
    Ok(())
}
