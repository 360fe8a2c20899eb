//! After the storm: every queue must run empty.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::judge::judge_news;
use crate::device::{Case, Device, Order};

/// How often a sign comes that a path may be up: as often as an app hears one that is looked at.
const HINT: Duration = Duration::from_millis(500);
/// After so long a person presses "send now": a wait that the server asked for outlives hints.
const PRESS: Duration = Duration::from_secs(6);

/// Lets every device ask for news until it has the server's newest; `false` when one still has not
/// at the end of this time.
///
/// # Errors
/// When a device or the server can't be asked.
pub(super) async fn catch_up(
    origin: &str,
    devices: &mut [Device],
    within: Duration,
) -> Result<bool> {
    let begun = Instant::now();
    loop {
        let mut behind = 0;
        for device in devices.iter_mut() {
            if !judge_news(origin, device).await?.is_empty() {
                behind += 1;
                device.tell(Order::Pull);
            }
        }
        if behind == 0 || begun.elapsed() > within {
            return Ok(behind == 0);
        }
        tokio::time::sleep(HINT / 2).await;
    }
}

/// Waits until nothing waits to be sent, and every device has asked for news; how long it took.
///
/// # Errors
/// When something still waits at the end of this time.
pub async fn settle(devices: &mut [Device], within: Duration) -> Result<Duration> {
    let begun = Instant::now();
    loop {
        let mut waiting = Vec::new();
        for device in devices.iter() {
            let items = device.store()?.items()?;
            waiting.extend(
                items
                    .into_iter()
                    .map(|item| (device.name().to_owned(), item)),
            );
        }
        if waiting.is_empty() {
            break;
        }
        if begun.elapsed() > within {
            bail!(
                "{} submissions still wait, the first is {:?}",
                waiting.len(),
                waiting[0]
            );
        }
        let press = begun.elapsed() > PRESS;
        for device in devices.iter_mut() {
            device.tell(if press { Order::SendNow } else { Order::Hint });
        }
        tokio::time::sleep(HINT).await;
    }
    let emptied = begun.elapsed();
    loop {
        let mut ignorant = 0;
        for device in devices.iter_mut() {
            let cases = device.store()?.cases()?;
            let news = |case: &Case| case.receipt.is_some() && case.view.is_none();
            if cases.iter().any(news) {
                ignorant += 1;
                device.tell(Order::Pull);
            }
        }
        if ignorant == 0 {
            return Ok(emptied);
        }
        if begun.elapsed() > within {
            bail!("{ignorant} devices have no news of a registered request");
        }
        tokio::time::sleep(HINT / 2).await;
    }
}
