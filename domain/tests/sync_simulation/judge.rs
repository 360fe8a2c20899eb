//! What must hold at every moment and at the end of a run.

use std::collections::BTreeSet;

use domain::sync::wire::Receipt;
use domain::sync::{Digest, ItemState};

use crate::world::World;

impl World {
    /// At every moment: what the person was told is safe is in the store, byte for byte.
    pub(crate) fn check_kept(&self, at: usize) -> Result<(), String> {
        let phone = &self.phones[at];
        for (id, (bytes, told)) in &phone.written {
            let kept = phone.queue.get(id).is_some_and(|(_, kept)| kept == bytes)
                || phone.receipts.contains_key(id);
            if *told && !kept {
                return Err(format!(
                    "phone {at} lost {id}, of which it had said it is saved"
                ));
            }
        }
        Ok(())
    }

    pub(crate) fn judge(&mut self) -> Result<(), String> {
        let mut ids = BTreeSet::new();
        let mut owed = 0;
        for (nth, receipt) in self.server.registered.iter().enumerate() {
            if usize::try_from(receipt.index.ordinal).unwrap() != nth + 1 {
                return Err(format!(
                    "number {} stands at place {}",
                    receipt.index.text,
                    nth + 1
                ));
            }
            if !ids.insert(receipt.id) {
                return Err(format!("{} is registered twice", receipt.id));
            }
        }
        for at in 0..self.phones.len() {
            self.check_kept(at)?;
            let (phone, line) = (&self.phones[at], &self.lines[at]);
            for (id, (item, _)) in &phone.queue {
                match item.state {
                    ItemState::Parked(_) if line.poison.contains(id) => self.tally.parked += 1,
                    state => return Err(format!("phone {at} still has {id}: {state:?}, {item:?}")),
                }
            }
            let outbox = phone.outbox.as_ref().ok_or(format!("phone {at} is off"))?;
            let remembered: Vec<_> = outbox.items().iter().map(|item| item.id).collect();
            if outbox.sending().is_some() || remembered.len() != phone.queue.len() {
                return Err(format!("phone {at} remembers {remembered:?}"));
            }
            for (id, (bytes, _)) in phone.written.iter() {
                if line.poison.contains(id) {
                    if !phone.queue.contains_key(id) {
                        return Err(format!("phone {at} dropped the refused {id}"));
                    }
                    continue;
                }
                owed += 1;
                let theirs = self
                    .server
                    .registered
                    .iter()
                    .find(|receipt| receipt.id == *id);
                let ours = phone.receipts.get(id);
                match (ours, theirs) {
                    (Some(ours), Some(theirs)) if same(ours, theirs) => {}
                    _ => return Err(format!("phone {at}, {id}: {ours:?} is not {theirs:?}")),
                }
                if theirs.is_some_and(|one| one.digest != Digest::of(bytes)) {
                    return Err(format!("{id} is registered with other bytes"));
                }
            }
        }
        if owed != self.server.registered.len() {
            return Err(format!(
                "{owed} written, {} registered",
                self.server.registered.len()
            ));
        }
        Ok(())
    }
}

/// The same registration, whether it was told at once or replayed.
fn same(ours: &Receipt, theirs: &Receipt) -> bool {
    let plain = |receipt: &Receipt| Receipt {
        replayed: false,
        server_time: receipt.received_at,
        ..receipt.clone()
    };
    plain(ours) == plain(theirs)
}
