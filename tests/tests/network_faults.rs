//! What the line or the server may do to a device, number by number of the list of faults in the
//! design of sync: nothing is lost, doubled or stuck. The app's outbox without a browser, over
//! real sockets to the real server.
#![allow(clippy::unwrap_used, reason = "a test may fail this way")]

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tests::Server;
use tests::chance::Chance;
use tests::device::{Device, Order, Settings};
use tests::line::{Fate, Path, Weather};
use tests::torture::{Scene, settle};

#[tokio::test(flavor = "multi_thread")]
async fn fault_4_server_killed_before_the_commit() -> Result<()> {
    let mut scene = Scene::set(
        "fault 4: a server killed again and again",
        6,
        Server::start().await?,
    )
    .await?;
    scene.submit(1).await?;
    for _ in 0..6 {
        for device in &mut scene.devices {
            for _ in 0..3 {
                device.tell(Order::Submit);
            }
        }
        tokio::time::sleep(Duration::from_millis(15)).await;
        scene.server.kill()?;
        scene.server.start_again().await?;
    }
    scene.story.step("killed six times");
    scene
        .until("every submission is acknowledged", |scene| {
            scene.ledger.count_of("submissions acknowledged") == 6 + 6 * 6 * 3
        })
        .await?;
    let failed = scene.count("no answer: no connection") + scene.count("no answer: cut short");
    ensure!(failed > 0, "no push was interrupted");
    scene.ends_well(6 + 6 * 6 * 3).await
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_6_reply_cut_in_mid_json_and_5_lost_after_the_commit() -> Result<()> {
    let mut scene = Scene::set(
        "faults 5, 6: replies cut, replies lost",
        4,
        Server::start().await?,
    )
    .await?;
    for fate in [
        Fate::CutAnswer,
        Fate::ResetInAnswer,
        Fate::ResetBeforeAnswer,
    ] {
        scene.line.set(Weather::always(fate));
        for device in &mut scene.devices {
            device.crash().await;
        }
        scene.submit(1).await?;
        let strikes = scene.count(fate.name());
        scene
            .until(fate.name(), |scene| scene.count(fate.name()) >= strikes + 4)
            .await?;
    }
    ensure!(
        scene.count("receipts, new") == 0,
        "a cut reply passed for a receipt"
    );
    scene.line.set(Weather::clear());
    scene.ends_well(12).await
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_7_killed_between_the_receipt_and_its_storing() -> Result<()> {
    let mut scene = Scene::set(
        "fault 7: killed before the receipt is stored",
        4,
        Server::start().await?,
    )
    .await?;
    scene.submit(5).await?;
    let mut kills = 0_u64;
    while scene
        .devices
        .iter()
        .any(|device| !device.store().unwrap().items().unwrap().is_empty())
        && kills < 200
    {
        for device in &mut scene.devices {
            device.crash().await;
            device.start()?;
            kills += 1;
        }
        tokio::time::sleep(Duration::from_millis(kills % 23)).await;
    }
    scene.story.step(&format!("{kills} kills"));
    scene.ends_well(20).await
}

/// Nothing holds two tabs apart here: the server's unique key must.
#[tokio::test(flavor = "multi_thread")]
async fn fault_13_three_tabs_without_a_lock() -> Result<()> {
    let mut scene = Scene::set(
        "fault 13: three tabs push without a lock",
        0,
        Server::start().await?,
    )
    .await?;
    let settings = Settings {
        origin: scene.line.origin(),
        file: scene.folder.path().join("tabs.sqlite3"),
        patience: Duration::from_secs(5),
        tabs: 3,
        wrong_clock: false,
    };
    scene.line.set(Weather::partition(Path::Refused));
    let chance = Chance::of(Chance::new_seed());
    scene
        .devices
        .push(Device::new("three tabs", settings, &scene.ledger, chance));
    scene.submit(12).await?;
    scene.line.set(Weather::slow(200, 0));
    let pushes = scene.count("pushes");
    settle(&mut scene.devices, Duration::from_secs(60)).await?;
    ensure!(scene.count("pushes") > pushes + 12, "the tabs never raced");
    scene.ends_well(12).await
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_14_captive_portal() -> Result<()> {
    let mut scene = Scene::set(
        "fault 14: a portal answers everything",
        3,
        Server::start().await?,
    )
    .await?;
    for fate in [Fate::PortalPage, Fate::PortalRedirect] {
        scene.line.set(Weather::always(fate));
        for device in &mut scene.devices {
            device.crash().await;
        }
        scene.submit(2).await?;
        let before = scene.count("no answer: portal");
        scene
            .until("all have seen the portal", |scene| {
                scene.count("no answer: portal") >= before + 3
            })
            .await?;
    }
    ensure!(
        scene.count("receipts, new") == 0,
        "a portal's page passed for a receipt"
    );
    scene.line.set(Weather::clear());
    scene.ends_well(12).await
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_15_two_second_round_trip_and_ten_percent_loss_drains() -> Result<()> {
    let mut scene = Scene::set(
        "fault 15: 2 s round trip, 10 % loss",
        10,
        Server::start().await?,
    )
    .await?;
    scene.line.set(Weather::slow(2_000, 10));
    scene.submit(2).await?;
    settle(&mut scene.devices, Duration::from_secs(120)).await?;
    ensure!(
        scene.count("pieces lost") > 0,
        "nothing was lost on the way"
    );
    scene.ends_well(20).await
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_16_accepted_and_never_answered() -> Result<()> {
    let mut scene = Scene::set(
        "fault 16: accepted and never answered",
        4,
        Server::start().await?,
    )
    .await?;
    scene.line.set(Weather::always(Fate::Mute));
    scene.submit(2).await?;
    scene
        .until("all have given up at least once", |scene| {
            scene.count("no answer: time-out") >= 4
        })
        .await?;
    // What hangs stays hung; only new connections are answered.
    scene.line.set(Weather::clear());
    scene.ends_well(8).await
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_16_a_hole_in_the_line_and_a_refused_one() -> Result<()> {
    let mut scene = Scene::set(
        "fault 16: partitions of both kinds",
        4,
        Server::start().await?,
    )
    .await?;
    for path in [Path::Silent, Path::Refused] {
        scene.line.set(Weather::partition(path));
        for device in &mut scene.devices {
            device.crash().await;
        }
        scene.submit(2).await?;
        let failed = |scene: &Scene| {
            scene.count("no answer: time-out") + scene.count("no answer: no connection")
        };
        let before = failed(&scene);
        scene
            .until("all have tried", |scene| failed(scene) >= before + 4)
            .await?;
    }
    ensure!(
        scene.count("receipts, new") == 0,
        "something came through a partition"
    );
    scene.line.set(Weather::clear());
    scene.ends_well(16).await
}

/// A whole carrier's customers come from one address: each is told when to come back and does, so
/// that the line is not stormed.
#[tokio::test(flavor = "multi_thread")]
async fn fault_34_429_with_retry_after() -> Result<()> {
    let limits = [
        "--push-rate",
        "120",
        "--push-burst",
        "4",
        "--look-up-rate",
        "0",
        "--sign-in-rate",
        "0",
    ];
    let mut scene = Scene::set(
        "fault 34: one address for a whole carrier",
        12,
        Server::start_with(&limits).await?,
    )
    .await?;
    scene.submit(2).await?;
    let begun = Instant::now();
    scene
        .until("everything is sent", |scene| {
            scene.count("receipts, new") >= 24
        })
        .await?;
    let (told, pushes, took) = (
        scene.count("told to wait (429)"),
        scene.count("pushes"),
        begun.elapsed(),
    );
    scene
        .story
        .step(&format!("{pushes} pushes, {told} told to wait, {took:.1?}"));
    ensure!(told > 0, "nobody was told to wait");
    // Whoever is told a second or more pushes at most once a second; the hints above come
    // twenty times as often.
    let most = 24 + 12 * (took.as_secs() + 2);
    ensure!(
        pushes <= most,
        "{pushes} pushes where {most} are the most: a storm"
    );
    // The judge asks more than a person may.
    scene.server.stop().await?;
    scene.server.set_arguments(&[
        "--push-rate",
        "0",
        "--look-up-rate",
        "0",
        "--sign-in-rate",
        "0",
    ]);
    scene.server.start_again().await?;
    scene.ends_well(24).await
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_31_clocks_a_year_off_and_jumping() -> Result<()> {
    let mut scene = Scene::set(
        "fault 31: clocks a year off, and jumping",
        5,
        Server::start().await?,
    )
    .await?;
    let fates = Fate::HARM.map(|fate| (fate, 9)).to_vec();
    scene.line.set(Weather {
        fates,
        ..Weather::default()
    });
    scene.submit(4).await?;
    for _ in 0..12 {
        for device in &mut scene.devices {
            device.crash().await;
            device.start()?;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    scene.line.set(Weather::clear());
    scene.ends_well(20).await
}
