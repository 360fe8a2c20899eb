//! The drawn map of an open day: a floor plan gets the numbers of the programme's places by pointer, by
//! keys and by their figures; once confirmed everybody sees it, and a kiosk without a network too.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::hall::{THEME, floor_plan, paired, published_day};
use tests::{Audit, Browser, DESKTOP, Kind, NARROW, OfficeApi, PHONE, Server, Story, TABLET};
use thirtyfour::Key;

const LONG: Duration = Duration::from_secs(60);
/// The places of the programme, in the order of their numbers.
const PLACES: [&str; 2] = ["Зала засідань, 2 поверх", "Архів, цокольний поверх"];
const ABOUT: &str = "Другий поверх і цоколь";

/// Where a mark stands, in percent from the left and from above.
async fn at(desk: &Browser, number: usize) -> Result<(String, String)> {
    let script = "const mark = [...document.querySelectorAll('button.map__mark')][arguments[0]]; \
        return [mark.style.left, mark.style.top];";
    let found = desk.script(script, vec![json!(number - 1)]).await?;
    let text = |n: usize| found[n].as_str().map(str::to_owned).context("no mark");
    Ok((text(0)?, text(1)?))
}

async fn stands(desk: &Browser, number: usize, wanted: (&str, &str)) -> Result<()> {
    let what = format!("mark {number} to stand at {wanted:?}");
    desk.until(&what, LONG, async || {
        let (x, y) = at(desk, number).await?;
        Ok(((x.as_str(), y.as_str()) == wanted).then_some(()))
    })
    .await
}

/// The centre of an element, and the length of the plan in pixels.
async fn place_of(desk: &Browser, selector: &str) -> Result<(i64, i64, i64)> {
    let script = "const one = document.querySelector(arguments[0]); one.scrollIntoView({ block: 'center' }); \
        const of = one.getBoundingClientRect(), whole = one.closest('.map__in').getBoundingClientRect(); \
        return [of.x + of.width / 2, of.y + of.height / 2, whole.width].map(Math.round);";
    let found: Value = desk.script(script, vec![json!(selector)]).await?;
    let number = |n: usize| found[n].as_i64().context("no place");
    Ok((number(0)?, number(1)?, number(2)?))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_floor_plan_is_marked_confirmed_and_seen_without_a_network() -> Result<()> {
    let story = Story::begin("a map of the day, from the office to a kiosk without a network");
    let mut server = Server::start().await?;
    let office = OfficeApi::sign_in(&server).await?;
    let day = published_day(&office).await?;
    let mut kiosk = paired(&server, "Хол").await?;
    let mut desk = Browser::open(DESKTOP).await?;
    let mut audit = Audit::of_office()?;
    desk.expect_in_console("401");
    desk.sign_in(&server.origin()).await?;
    let page = format!("{}/office/days/{day}/map", server.origin());
    desk.visit(&page).await?;
    desk.find(Kind::Heading, "Карта дня").await?;
    desk.sees("Планів ще немає").await?;
    audit.look(&desk, "no map").await?;

    story.step("a plan without words is not sent; with them it is drawn anew, and small");
    let folder = tempfile::tempdir()?;
    let path = floor_plan(&desk, folder.path()).await?;
    desk.find(Kind::Css, "#map-file")
        .await?
        .send_keys(path.to_str().context("no path")?)
        .await?;
    desk.click(Kind::Button, "Додати план").await?;
    desk.sees("Напишіть, що на плані").await?;
    audit.look(&desk, "a plan without words").await?;
    desk.fill("Що на плані", ABOUT).await?;
    desk.click(Kind::Button, "Додати план").await?;
    desk.find(Kind::Heading, ABOUT).await?;
    let loaded = "const i = document.querySelector('.map img'); return i?.complete && i.naturalWidth === 1600";
    desk.until_true("the plan, 1,600 pixels wide", loaded)
        .await?;

    story.step("by keys alone: put there, moved by arrows");
    desk.key_press(Kind::Button, &format!("Поставити на план: {}", PLACES[0]))
        .await?;
    stands(&desk, 1, ("50%", "50%")).await?;
    let focused = "return document.activeElement?.classList.contains('map__mark')";
    desk.until_true("the mark to have the focus", focused)
        .await?;
    for key in [Key::Left, Key::Left, Key::Up, Key::Right] {
        desk.press(key).await?;
    }
    stands(&desk, 1, ("49%", "49%")).await?;
    desk.web()?
        .action_chain()
        .key_down(Key::Shift)
        .send_keys(Key::Left)
        .send_keys(Key::Up)
        .key_up(Key::Shift)
        .perform()
        .await?;
    stands(&desk, 1, ("44%", "44%")).await?;

    story.step("by figures, by dragging, and by a touch of the plan");
    let left = format!("Зліва, % : {}", PLACES[0]);
    let field = desk.find(Kind::Css, "[id$='-1-x']").await;
    let field = field.with_context(|| left)?;
    field.send_keys(Key::Control + "a").await?;
    field.send_keys("20.5").await?;
    field.send_keys(Key::Tab + "").await?;
    stands(&desk, 1, ("20.5%", "44%")).await?;
    desk.click(Kind::Button, &format!("Поставити на план: {}", PLACES[1]))
        .await?;
    stands(&desk, 2, ("50%", "50%")).await?;
    let (x, y, width) = place_of(&desk, "button.map__mark[aria-pressed='true']").await?;
    let quarter = width / 4;
    desk.web()?
        .action_chain()
        .move_to(x, y)
        .click_and_hold()
        .move_to(x + quarter / 2, y)
        .move_to(x + quarter, y)
        .release()
        .perform()
        .await?;
    let (dragged, _) = at(&desk, 2).await?;
    let dragged: f64 = dragged.trim_end_matches('%').parse()?;
    ensure!((dragged - 75.0).abs() < 0.5, "dragged to {dragged}");
    // Well away from the other: where two places are close on a small screen, the fields beside the plan
    // do what the marks do.
    desk.web()?
        .action_chain()
        .move_to(x - quarter, y + width / 6)
        .click()
        .perform()
        .await?;
    let (touched, _) = at(&desk, 2).await?;
    let touched: f64 = touched.trim_end_matches('%').parse()?;
    ensure!((touched - 25.0).abs() < 0.5, "touched at {touched}");
    desk.sees("Позначки ще не збережено").await?;
    ensure!(desk.asks_before_leaving().await?, "marks would be lost");
    for size in [PHONE, NARROW, TABLET, DESKTOP] {
        desk.resize(size).await?;
        audit.look(&desk, "a plan being marked").await?;
    }
    shot(&desk, "office").await?;

    story.step("saved, it is the council's alone until somebody confirms it");
    desk.click(Kind::Button, &format!("Зберегти позначки: {ABOUT}"))
        .await?;
    desk.sees_no_more("Позначки ще не збережено").await?;
    desk.sees("Бачить лише рада").await?;
    let mut phone = Browser::open(PHONE).await?;
    let public = format!("{}/days/{day}", server.origin());
    phone.visit(&format!("{public}?lang=uk")).await?;
    ensure!(!phone.has(Kind::Css, ".map").await?, "seen too early");
    let label = format!("Підтверджую, показати всім: {ABOUT}");
    desk.click(Kind::Button, &label).await?;
    desk.find(Kind::Button, &format!("Більше не показувати: {ABOUT}"))
        .await?;
    stands(&desk, 1, ("20.5%", "44%")).await?;

    story.step("everybody sees it, with each number in words");
    let mut pages = Audit::of_citizen()?;
    let seen = "const i = document.querySelector('.map img'); i?.scrollIntoView(); \
        return i?.complete && i.naturalWidth > 0 && document.querySelectorAll('.map circle').length === 2";
    for (size, lang) in [(PHONE, "uk"), (NARROW, "en"), (DESKTOP, "uk")] {
        phone.resize(size).await?;
        phone.visit(&format!("{public}?lang={lang}")).await?;
        phone.until_true("the plan", seen).await?;
        let places = phone.text_of(".places").await?;
        for said in [PLACES[0], PLACES[1], "10:30–12:00 Старі плани міста"] {
            ensure!(places.contains(said), "{said}: {places}");
        }
        pages
            .look(&phone, &format!("a day with a map, {lang}"))
            .await?;
    }
    shot(&phone, "public").await?;
    phone.visit(&format!("{public}/programme?lang=uk")).await?;
    phone
        .until_true("the plan on the printed programme", seen)
        .await?;
    pages.look(&phone, "the programme with a map").await?;

    story.step("a kiosk keeps it, and shows it without a network after a new start");
    kiosk.visit(&format!("{}/kiosk/", server.origin())).await?;
    let kept = "const done = arguments[0]; const asked = indexedDB.open('vidkryta-rada-kiosk'); \
        asked.onsuccess = () => { const keys = asked.result.transaction('meta').objectStore('meta').getAllKeys(); \
        keys.onsuccess = () => { asked.result.close(); done(keys.result.filter(key => key.startsWith('plan '))); }; };";
    kiosk
        .until("the plan on the kiosk's disk", LONG, async || {
            let keys = kiosk.web()?.execute_async(kept, vec![]).await?;
            Ok(keys
                .json()
                .as_array()
                .is_some_and(|keys| keys.len() == 1)
                .then_some(()))
        })
        .await?;
    server.stop().await?;
    kiosk.quit().await?;
    kiosk.launch().await?;
    kiosk.visit(&format!("{}/kiosk/", server.origin())).await?;
    kiosk.click(Kind::Css, "#door-programme").await?;
    kiosk.arrives_at(THEME).await?;
    let drawn = "const i = document.querySelector('.map img'); \
        const marks = [...document.querySelectorAll('.map__mark')].map(one => one.style.left + ' ' + one.textContent); \
        return i?.complete && i.naturalWidth === 1600 && marks[0] === '20.5% 1' && marks.length === 2";
    kiosk.until_true("the plan with its numbers", drawn).await?;
    kiosk.sees(PLACES[1]).await?;
    let mut hall = Audit::of_kiosk()?;
    for size in [PHONE, TABLET] {
        kiosk.resize(size).await?;
        hall.look(&kiosk, "programme with a map").await?;
    }
    shot(&kiosk, "kiosk").await?;
    for mut browser in [kiosk, phone, desk] {
        browser.quit().await?;
    }
    story.end();
    hall.finish()?;
    pages.finish()?;
    audit.finish()
}

/// A picture for whoever wants to look, where `SHOTS` says.
async fn shot(browser: &Browser, name: &str) -> Result<()> {
    let Some(folder) = std::env::var_os("SHOTS") else {
        return Ok(());
    };
    browser
        .script(
            "document.querySelector('.map')?.scrollIntoView({ block: 'center' })",
            vec![],
        )
        .await?;
    let picture = browser.web()?.screenshot_as_png().await?;
    Ok(std::fs::write(
        std::path::Path::new(&folder).join(format!("map-{name}.png")),
        picture,
    )?)
}
