//! A whole run.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use super::fleet::{Fleet, Ground};
use super::judge::{Journal, judge_device, judge_journal, read_journal};
use super::people::Person;
use super::plan::{Plan, UNHURRIED};
use super::report::Report;
use super::settle::{self, settle};
use super::storm;
use super::storm::Life;
use crate::OfficeApi;
use crate::chance::Chance;
use crate::device::{Device, Settings};
use crate::ledger::Ledger;
use crate::line::Line;

/// Shorter than a person's patience, so that a device tries more often in a run.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs it, and judges it. An error is of the rig; what is wrong with the product is a breach in
/// the report.
///
/// # Errors
/// When something of the rig fails: no browser, no port.
pub async fn run(plan: Plan) -> Result<Report> {
    let ground = Ground::of(plan.database)?;
    run_on(&ground, plan).await
}

/// The same, where the journals of other runs are too.
///
/// # Errors
/// When something of the rig fails: no browser, no port.
pub async fn run_on(ground: &Arc<Ground>, plan: Plan) -> Result<Report> {
    let begun = Instant::now();
    let chance = Chance::of(plan.seed);
    let mut fleet = Fleet::start(ground, plan.servers).await?;
    let before = read_journal(&fleet.origin()).await?;
    let line = Line::to(&fleet.addresses(), &chance).await?;
    let (ledger, folder) = (Arc::new(Ledger::default()), TempDir::new()?);
    let mut devices = phones(&plan, &line, folder.path(), &ledger, &chance);
    let mut people = Vec::new();
    for nth in 0..plan.people {
        let name = format!("Особа{}", nth + 1);
        people.push(Person::arrive(&name, &line.origin(), &ledger).await?);
    }
    tell(&plan, begun, "the storm begins");
    let until = Instant::now() + plan.storm;
    let office = fleet.origin();
    let life = |name: &str, nth: usize| Life {
        chance: chance.fork(name, nth),
        pause_percent: plan.pause_percent,
    };
    let mut lives: Vec<_> = (0..plan.people)
        .map(|nth| chance.fork("person", nth))
        .collect();
    let (_, servers, phones, people_done, _) = tokio::join!(
        storm::weather(&line, until, life("weather", 0)),
        storm::servers(&mut fleet, &ledger, until, life("servers", 0)),
        futures_util::future::try_join_all(
            devices
                .iter_mut()
                .enumerate()
                .map(|(nth, device)| { storm::phone(device, &ledger, until, life("phone", nth)) })
        ),
        futures_util::future::try_join_all(
            people
                .iter_mut()
                .zip(&mut lives)
                .map(|(person, chance)| person.live(until, chance))
        ),
        storm::clerk(&office, &ledger, until, life("clerk", 0)),
    );
    servers.context("the servers")?;
    phones.context("the devices")?;
    people_done.context("the browsers")?;

    tell(&plan, begun, "the storm is over, everything is healed");
    line.heal();
    let drained = match settle(&mut devices, plan.patience()).await {
        Ok(took) => Some(took),
        Err(error) => {
            ledger.breach(format!("STUCK: {error:#}"));
            None
        }
    };
    // What the clerk did last is news that nobody has asked for yet.
    settle::catch_up(&fleet.origin(), &mut devices, CATCH_UP).await?;
    let mut indices = BTreeMap::new();
    for person in &mut people {
        indices.append(&mut person.settle().await?);
    }
    tell(&plan, begun, "every queue is empty; judging");
    let mut breaches = ledger.breaches();
    let after = read_journal(&fleet.origin()).await?;
    breaches.extend(judge_journal(&before, &after, &ledger.meant()));
    for device in &devices {
        let found = judge_device(&fleet.origin(), device, &ledger).await;
        breaches
            .extend(found.unwrap_or_else(|error| vec![format!("{}: {error:#}", device.name())]));
    }
    breaches.extend(judge_people(&fleet.origin(), &indices, &after, &ledger).await?);
    breaches.extend(fleet.flaws());
    Ok(Report {
        drained,
        took: begun.elapsed(),
        registered: after.len() - before.len(),
        counts: ledger.counts(),
        line: line.tally(),
        breaches,
        plan,
    })
}

/// How long a device may take to have the newest once it is asked to ask.
const CATCH_UP: Duration = Duration::from_secs(20);

/// How far a long run has come, on standard error.
fn tell(plan: &Plan, begun: Instant, what: &str) {
    if plan.pause_percent == UNHURRIED {
        eprintln!("{:>6.1} s  {what}", begun.elapsed().as_secs_f32());
    }
}

fn phones(
    plan: &Plan,
    line: &Line,
    folder: &Path,
    ledger: &Arc<Ledger>,
    chance: &Chance,
) -> Vec<Device> {
    let device = |nth: usize| {
        let settings = Settings {
            origin: line.origin(),
            file: folder.join(format!("device-{nth}.sqlite3")),
            patience: PATIENCE,
            // Each third has two tabs that nothing holds apart.
            tabs: if nth % 3 == 2 { 2 } else { 1 },
            wrong_clock: true,
        };
        let name = format!("device {nth}");
        Device::new(&name, settings, ledger, chance.fork("device", nth))
    };
    (0..plan.phones).map(device).collect()
}

/// What a browser shows of its requests is what the journal has, and the text is what was typed.
async fn judge_people(
    origin: &str,
    shown: &BTreeMap<Uuid, String>,
    journal: &Journal,
    ledger: &Ledger,
) -> Result<Vec<String>> {
    let office = OfficeApi::sign_in_at(origin).await?;
    let meant = ledger.meant();
    let mut breaches = Vec::new();
    for (id, index) in shown {
        let theirs = journal.get(id).map(|rows| &rows[0].text);
        if theirs != Some(index) {
            breaches.push(format!(
                "DISAGREE: a browser shows № {index} for {id}, the journal has {theirs:?}"
            ));
        }
    }
    for (id, meant) in meant.iter().filter(|(_, meant)| meant.body.is_empty()) {
        if journal.contains_key(id) {
            let card = office.card(&id.to_string()).await?;
            let asked = &card["submission"]["text"];
            if *asked != json!(meant.text) {
                let said = &meant.text;
                breaches.push(format!("OTHER TEXT: {id}: «{said}» became {asked}"));
            }
        }
    }
    ensure!(meant.len() >= shown.len(), "more was shown than was meant");
    Ok(breaches)
}
