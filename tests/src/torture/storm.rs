//! What goes wrong, each on its own time: the weather, the servers, the phones; and the council's
//! clerk, who makes news meanwhile.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::fleet::Fleet;
use super::plan::UNHURRIED;
use crate::OfficeApi;
use crate::chance::Chance;
use crate::device::{Device, Order};
use crate::ledger::Ledger;
use crate::line::{Line, Path, Weather};

/// What one of them draws from, and how it paces itself.
pub(super) struct Life {
    pub(super) chance: Chance,
    pub(super) pause_percent: u64,
}

impl Life {
    async fn pause(&mut self, least_ms: u64, most_ms: u64) {
        let drawn = self.chance.within(least_ms, most_ms);
        tokio::time::sleep(Duration::from_millis(
            drawn * self.pause_percent / UNHURRIED,
        ))
        .await;
    }
}

/// Another weather every few seconds; the second one is a partition, so that no run is without.
pub(super) async fn weather(line: &Line, until: Instant, mut life: Life) {
    for nth in 0_u32.. {
        if Instant::now() >= until {
            break;
        }
        line.set(if nth == 1 {
            Weather::partition(*life.chance.one_of(&[Path::Refused, Path::Silent]))
        } else {
            Weather::draw(&mut life.chance)
        });
        life.pause(500, 4_000).await;
    }
}

/// Kills servers and starts them again; in the end all are up.
pub(super) async fn servers(
    fleet: &mut Fleet,
    ledger: &Ledger,
    until: Instant,
    mut life: Life,
) -> Result<()> {
    while Instant::now() < until {
        life.pause(300, 5_000).await;
        let last = fleet.len() as u64 - 1;
        let nth = usize::try_from(life.chance.within(0, last))?;
        fleet.kill(nth)?;
        ledger.count("server kills");
        // Mostly at once, as a supervisor does; sometimes the council is away for a while.
        let most = if life.chance.percent(80) { 100 } else { 3_000 };
        life.pause(0, most).await;
        fleet.start_again(nth).await?;
    }
    Ok(())
}

/// One phone: it submits, hears signs, looks for news, and is killed.
pub(super) async fn phone(
    device: &mut Device,
    ledger: &Arc<Ledger>,
    until: Instant,
    mut life: Life,
) -> Result<()> {
    device.start()?;
    while Instant::now() < until {
        life.pause(50, 1_500).await;
        match life.chance.within(0, 99) {
            0..=39 => {
                for _ in 0..life.chance.within(1, 3) {
                    device.tell(Order::Submit);
                }
                // Often in the middle of it: what is not committed must not have been promised.
                if life.chance.percent(30) {
                    life.pause(0, 12).await;
                    device.crash().await;
                    ledger.count("device kills in the middle of submitting");
                    device.start()?;
                }
            }
            40..=64 => device.tell(Order::Hint),
            65..=74 => device.tell(Order::Pull),
            _ => {
                device.crash().await;
                ledger.count("device kills");
                life.pause(0, 300).await;
                device.start()?;
            }
        }
    }
    Ok(())
}

/// Takes up and answers what comes in; what a killed server did not hear is not repeated.
pub(super) async fn clerk(origin: &str, ledger: &Ledger, until: Instant, mut life: Life) {
    while Instant::now() < until {
        life.pause(300, 1_500).await;
        if clerk_acts(origin, &mut life.chance).await.is_ok() {
            ledger.count("acts of the clerk");
        }
    }
}

async fn clerk_acts(origin: &str, chance: &mut Chance) -> Result<()> {
    let office = OfficeApi::sign_in_at(origin).await?;
    // The latest first: those of this run.
    let mut rows = office.search("").await?;
    rows.retain(|row| row["status"] != json!("closed"));
    anyhow::ensure!(!rows.is_empty(), "nothing to do");
    for _ in 0..4 {
        let row: &Value = chance.one_of(&rows);
        let id = row["id"].as_str().context("no id")?;
        let act = if row["executor"].is_null() {
            json!({ "kind": "assign", "executor": "Управління освіти", "instruction": "" })
        } else {
            json!({ "kind": "answer", "text": "Висаджено двадцять дерев. Перелік додано." })
        };
        office.act(id, act).await?;
    }
    Ok(())
}
