//! One phone: a transactional store that survives, a memory that does not, and the shell around
//! the outbox that a crash may cut at every step.

use std::collections::BTreeMap;

use domain::request::{Draft, check};
use domain::sync::wire::Receipt;
use domain::sync::{Action, Answer, Digest, Input, Item, ItemState, Outbox, classify};
use uuid::Uuid;

use crate::server::{Push, Reply, forged_receipt};
use crate::{Fault, Rng};

/// What the shell wants of the world around it.
pub(crate) enum Wish {
    Send(Push),
    /// After so many milliseconds, by a clock that does not jump.
    WakeIn(i64),
}

/// The process is gone; its memory with it.
pub(crate) struct Crashed;

pub(crate) struct Phone {
    number: u64,
    fault: Fault,
    /// How far the device's clock is from the truth, in milliseconds.
    pub(crate) skew: i64,
    /// Counts starts: what an earlier process asked for is nobody's any more.
    pub(crate) life: u64,
    // The store.
    pub(crate) queue: BTreeMap<Uuid, (Item, Vec<u8>)>,
    pub(crate) receipts: BTreeMap<Uuid, Receipt>,
    // The memory.
    pub(crate) outbox: Option<Outbox>,
    /// The bytes of each submission that was committed, and whether the person was told.
    pub(crate) written: BTreeMap<Uuid, (Vec<u8>, bool)>,
}

impl Phone {
    pub(crate) fn new(number: u64, fault: Fault, skew: i64) -> Self {
        Self {
            number,
            fault,
            skew,
            life: 0,
            queue: BTreeMap::new(),
            receipts: BTreeMap::new(),
            outbox: None,
            written: BTreeMap::new(),
        }
    }

    pub(crate) fn crash(&mut self) {
        self.outbox = None;
    }

    pub(crate) fn start(
        &mut self,
        now: i64,
        rng: &mut Rng,
        calm: bool,
    ) -> Result<Vec<Wish>, Crashed> {
        self.life += 1;
        self.outbox = Some(Outbox::load(
            self.queue.values().map(|(item, _)| item.clone()).collect(),
        ));
        self.feed(
            Input::Hint {
                now: now + self.skew,
            },
            now,
            rng,
            calm,
        )
    }

    /// A person submits: one transaction, then the acknowledgement, then the outbox.
    pub(crate) fn submit(
        &mut self,
        poison: bool,
        now: i64,
        rng: &mut Rng,
        calm: bool,
    ) -> Result<Vec<Wish>, Crashed> {
        let nth = u64::try_from(self.written.len()).unwrap();
        let id = Uuid::from_u64_pair(self.number + 1, nth + 1);
        let bytes = text_of(self.number, nth, poison);
        let item = Item {
            id,
            digest: Digest::of(&bytes),
            queued_at: now + self.skew,
            state: ItemState::Queued,
            attempts: 0,
            not_before: 0,
            trouble: None,
        };
        if self.fault == Fault::AcknowledgesEarly {
            self.written.insert(id, (bytes.clone(), true));
        }
        step(rng, calm)?;
        self.queue.insert(id, (item.clone(), bytes.clone()));
        self.written.insert(id, (bytes, false));
        step(rng, calm)?;
        self.written.get_mut(&id).unwrap().1 = true;
        step(rng, calm)?;
        let mut wishes = self.feed(Input::Added(item), now, rng, calm)?;
        wishes.extend(self.feed(
            Input::Hint {
                now: now + self.skew,
            },
            now,
            rng,
            calm,
        )?);
        Ok(wishes)
    }

    pub(crate) fn answered(
        &mut self,
        id: Uuid,
        answer: Answer,
        now: i64,
        rng: &mut Rng,
        calm: bool,
    ) -> Result<Vec<Wish>, Crashed> {
        let jitter = rng.jitter();
        self.feed(
            Input::Answered {
                id,
                answer,
                now: now + self.skew,
                jitter,
            },
            now,
            rng,
            calm,
        )
    }

    /// Feeds the outbox and carries out what it says, until it says nothing more.
    pub(crate) fn feed(
        &mut self,
        input: Input,
        now: i64,
        rng: &mut Rng,
        calm: bool,
    ) -> Result<Vec<Wish>, Crashed> {
        let device = now + self.skew;
        let mut wishes = Vec::new();
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            let Some(outbox) = &mut self.outbox else {
                return Err(Crashed);
            };
            for action in outbox.step(input) {
                step(rng, calm)?;
                match action {
                    Action::Push(id) => wishes.push(Wish::Send(self.push(id))),
                    Action::WakeAt(at) => wishes.push(Wish::WakeIn((at - device).max(0))),
                    Action::Save(item) => self.save(item),
                    Action::Store(receipt) => {
                        let id = receipt.id;
                        let full = !calm && rng.percent(5);
                        inputs.push(if full {
                            let jitter = rng.jitter();
                            Input::ReceiptNotStored {
                                id,
                                now: device,
                                jitter,
                            }
                        } else {
                            self.store(*receipt, rng, calm)?;
                            Input::ReceiptStored { id, now: device }
                        });
                    }
                }
                step(rng, calm)?;
            }
        }
        Ok(wishes)
    }

    fn push(&mut self, id: Uuid) -> Push {
        // An item that is pushed is in the store, or the outbox is wrong.
        let (item, bytes) = self.queue.get(&id).unwrap();
        let mut push = Push {
            id,
            digest: item.digest.clone(),
            bytes: bytes.clone(),
        };
        if self.fault == Fault::DeletesBeforeAnswer {
            self.queue.remove(&id);
        }
        if self.fault == Fault::SerialisesAnew && self.life > 1 {
            push.bytes.push(b'\n');
            push.digest = Digest::of(&push.bytes);
        }
        push
    }

    fn save(&mut self, item: Item) {
        if let Some((stored, _)) = self.queue.get_mut(&item.id) {
            *stored = item;
        }
    }

    /// One transaction: the receipt in, the record out.
    fn store(&mut self, receipt: Receipt, rng: &mut Rng, calm: bool) -> Result<(), Crashed> {
        self.queue.remove(&receipt.id);
        if self.fault == Fault::StoresReceiptApart {
            step(rng, calm)?;
        }
        self.receipts.insert(receipt.id, receipt);
        Ok(())
    }

    /// What the shell makes of the bytes that came back.
    pub(crate) fn read(&self, reply: &Reply, asked: &Push) -> Answer {
        let receipt = serde_json::from_slice::<Receipt>(&reply.body).ok();
        if self.fault == Fault::BelievesAnyPage && reply.status == 200 {
            return Answer::Receipt(Box::new(forged_receipt(asked)));
        }
        classify(reply.status, reply.media, reply.retry_after, receipt)
    }
}

/// A point at which the process may be killed.
fn step(rng: &mut Rng, calm: bool) -> Result<(), Crashed> {
    if !calm && rng.percent(1) {
        Err(Crashed)
    } else {
        Ok(())
    }
}

fn text_of(phone: u64, nth: u64, poison: bool) -> Vec<u8> {
    let draft = Draft {
        name: "Громада «Криниця»".into(),
        email: "lyst@kryn.example".into(),
        text: format!("Скільки дерев посаджено в місті? {phone}/{nth}"),
        ..Draft::default()
    };
    let mut submission = check(&draft, 0, domain::request::Language::Uk, &"0".repeat(64)).unwrap();
    if poison {
        submission.access_code_hash = "не код".into();
    }
    serde_json::to_vec(&submission).unwrap()
}
