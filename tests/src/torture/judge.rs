//! What must hold in the end, asked of the server through its public API and of the devices
//! through what they keep.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::{Context as _, Result};
use domain::request::RegistrationIndex;
use domain::sync::Digest;
use domain::sync::office::JournalRow;
use domain::sync::wire::{ChangesQuery, Known, LookUp, LookedUp, MAX_CHANGES, PROTOCOL, Receipt};
use domain::sync::{Answer, Item};
use uuid::Uuid;

use crate::OfficeApi;
use crate::device::{Device, Transport};
use crate::ledger::{Ledger, Meant};

const PATIENCE: Duration = Duration::from_secs(20);

/// A journal by submission: the index of every row that has its id.
pub type Journal = BTreeMap<Uuid, Vec<RegistrationIndex>>;

/// Reads the whole journal.
///
/// # Errors
/// When the office does not answer.
pub async fn read_journal(origin: &str) -> Result<Journal> {
    let office = OfficeApi::sign_in_at(origin).await?;
    let mut journal = Journal::new();
    for row in office.journal().await? {
        let row: JournalRow = serde_json::from_value(row)?;
        journal.entry(row.id).or_default().push(row.index);
    }
    Ok(journal)
}

/// Judges the journal: everything acknowledged is in it once, nothing else, no ordinal missing.
#[must_use]
pub fn judge_journal(
    before: &Journal,
    after: &Journal,
    meant: &BTreeMap<Uuid, Meant>,
) -> Vec<String> {
    let mut breaches = Vec::new();
    for (id, meant) in meant.iter().filter(|(_, meant)| meant.acknowledged) {
        if !after.contains_key(id) {
            let by = &meant.by;
            breaches.push(format!(
                "LOST: {id} of {by} was acknowledged and is not registered"
            ));
        }
    }
    let mut ordinals: BTreeMap<i32, Vec<u32>> = BTreeMap::new();
    for (id, rows) in after {
        if rows.len() > 1 {
            breaches.push(format!("DOUBLE: {id} is registered {} times", rows.len()));
        }
        if !meant.contains_key(id) && !before.contains_key(id) {
            breaches.push(format!("FOREIGN: nobody sent {id}"));
        }
        for index in rows {
            ordinals.entry(index.year).or_default().push(index.ordinal);
        }
    }
    for (id, rows) in before {
        if after.get(id) != Some(rows) {
            breaches.push(format!("CHANGED: {id} was registered before the run"));
        }
    }
    for (year, mut given) in ordinals {
        given.sort_unstable();
        for (nth, ordinal) in (1_u32..).zip(&given) {
            if nth != *ordinal {
                breaches.push(format!(
                    "ORDINAL: in {year}, {ordinal} stands at place {nth}"
                ));
                break;
            }
        }
    }
    breaches
}

/// Judges a device: nothing waits, every receipt is what the server says, every case agrees.
///
/// # Errors
/// When device or server can't be asked.
pub async fn judge_device(origin: &str, device: &Device, ledger: &Ledger) -> Result<Vec<String>> {
    let name = device.name();
    let store = device.store()?;
    let stuck = |item: Item| format!("STUCK: {name} still has {item:?}");
    let mut breaches: Vec<String> = store.items()?.into_iter().map(stuck).collect();
    let (cases, meant) = (store.cases()?, ledger.meant());
    let of_this = |meant: &&Meant| meant.by == name && meant.acknowledged;
    let owed = meant.iter().filter(|(_, meant)| of_this(meant));
    let kept: BTreeSet<Uuid> = cases.iter().map(|case| case.id).collect();
    for (id, _) in owed.filter(|(id, _)| !kept.contains(id)) {
        breaches.push(format!(
            "LOST: {name} has nothing of {id}, of which it said it is saved"
        ));
    }
    let server = Transport::to(origin, PATIENCE)?;
    let client = reqwest::Client::new();
    for case in &cases {
        let Some(receipt) = &case.receipt else {
            breaches.push(format!("STUCK: {name} has no receipt of {}", case.id));
            continue;
        };
        let meant = meant.get(&case.id).context("a case nobody meant")?;
        breaches.extend(judge_receipt(&server, receipt, meant).await);
        let found = look_up(&client, origin, receipt, &case.code).await?;
        let theirs = found.case.context("the code opens nothing")?;
        if (theirs.id, &theirs.text) != (case.id, &meant.text) {
            breaches.push(format!("OTHER TEXT: № {} of {name}", receipt.index.text));
        }
    }
    breaches.extend(judge_news(origin, device).await?);
    Ok(breaches)
}

/// Pushed once more, the server must say again what it said.
async fn judge_receipt(server: &Transport, ours: &Receipt, meant: &Meant) -> Option<String> {
    let digest = Digest::of(&meant.body);
    let again = server.push(ours.id, &digest, meant.body.clone()).await;
    let Answer::Receipt(theirs) = again.answer else {
        return Some(format!(
            "LOST: {} is answered with {:?}",
            ours.id, again.answer
        ));
    };
    let plain = |receipt: &Receipt| Receipt {
        replayed: true,
        server_time: receipt.received_at,
        ..receipt.clone()
    };
    (!theirs.replayed || plain(ours) != plain(&theirs) || ours.digest != digest)
        .then(|| format!("OTHER RECEIPT: the device has {ours:?}, the server says {theirs:?}"))
}

async fn look_up(
    client: &reqwest::Client,
    origin: &str,
    receipt: &Receipt,
    code: &str,
) -> Result<LookedUp> {
    let query = LookUp {
        index: receipt.index.text.clone(),
        year: receipt.index.year,
        access_code: Some(code.to_owned()),
    };
    let asked = client
        .post(format!("{origin}/api/v1/look-ups"))
        .json(&query);
    Ok(asked.send().await?.error_for_status()?.json().await?)
}

/// Asked for everything, the server must tell what the device has.
///
/// # Errors
/// When device or server can't be asked.
pub(super) async fn judge_news(origin: &str, device: &Device) -> Result<Vec<String>> {
    let server = Transport::to(origin, PATIENCE)?;
    let (name, cases) = (device.name(), device.store()?.cases()?);
    let mut breaches = Vec::new();
    for part in cases.chunks(MAX_CHANGES) {
        let known = part.iter().map(|case| Known {
            id: case.id,
            access_code: case.code.clone(),
            cursor: 0,
        });
        let query = ChangesQuery {
            v: PROTOCOL,
            cases: known.collect(),
        };
        let changes = server.changes(&query).await?;
        for case in part {
            let theirs = changes.cases.iter().find(|view| view.id == case.id);
            if theirs.is_none() || theirs != case.view.as_ref() {
                let id = case.id;
                breaches.push(format!(
                    "DISAGREE: {name} has {:?} of {id}, the server {theirs:?}",
                    case.view
                ));
            }
        }
    }
    Ok(breaches)
}

#[cfg(test)]
mod tests {
    use domain::request::IndexTemplate;

    use super::*;

    fn id(nth: u128) -> Uuid {
        Uuid::from_u128(nth)
    }

    fn journal(rows: &[(u128, u32)]) -> Journal {
        let mut journal = Journal::new();
        for (nth, ordinal) in rows {
            let index = IndexTemplate::default().index(2026, *ordinal);
            journal.entry(id(*nth)).or_default().push(index);
        }
        journal
    }

    #[test]
    fn every_breach_of_the_journal_is_named() {
        let before = journal(&[(1, 1), (2, 2)]);
        let acknowledged = |acknowledged| Meant {
            acknowledged,
            ..Meant::default()
        };
        // 3 was acknowledged; 4 was under way when its device was killed.
        let meant = BTreeMap::from([(id(3), acknowledged(true)), (id(4), acknowledged(false))]);
        for (rows, found) in [
            (&[(1, 1), (2, 2), (3, 3)][..], None),
            (&[(1, 1), (2, 2), (4, 3), (3, 4)], None),
            (&[(1, 1), (2, 2)], Some("LOST")),
            (&[(1, 1), (2, 2), (4, 3)], Some("LOST")),
            (&[(1, 1), (2, 2), (3, 3), (3, 4)], Some("DOUBLE")),
            (&[(1, 1), (2, 2), (3, 3), (5, 4)], Some("FOREIGN")),
            (&[(1, 1), (2, 2), (3, 4)], Some("ORDINAL")),
            (&[(1, 1), (2, 2), (4, 3), (3, 3)], Some("ORDINAL")),
            (&[(1, 2), (2, 1), (3, 3)], Some("CHANGED")),
        ] {
            let breaches = judge_journal(&before, &journal(rows), &meant);
            match found {
                None => assert!(breaches.is_empty(), "{rows:?}: {breaches:?}"),
                Some(kind) => assert!(
                    breaches.iter().any(|breach| breach.starts_with(kind)),
                    "{rows:?}: {breaches:?}"
                ),
            }
        }
    }
}
