//! What the app's `sync` room does in a tab, without a browser: carries out what the outbox says.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use anyhow::{Context as _, Result, anyhow};
use domain::request::{Draft, Language, check};
use domain::sync::wire::{ChangesQuery, Known, MAX_CHANGES, PROTOCOL, Receipt};
use domain::sync::{AccessCode, Action, Answer, Digest, Input, Item, ItemState, NoAnswer, Outbox};
use tokio::sync::mpsc;
use tokio::time::Instant;
use uuid::Uuid;

use super::store::{Store, breath};
use super::transport::Transport;
use crate::chance::Chance;
use crate::ledger::{Ledger, Meant};

/// What a person or the system asks of a running device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Writes and submits a request.
    Submit,
    /// A sign that a path may be up.
    Hint,
    /// A person presses "send now".
    SendNow,
    /// Asks for news.
    Pull,
}

/// One tab of a device.
pub(super) struct Shell {
    pub(super) name: String,
    pub(super) store: Store,
    pub(super) transport: Transport,
    pub(super) ledger: Arc<Ledger>,
    pub(super) chance: Chance,
    /// How far this start's clock is from the truth, in milliseconds.
    pub(super) skew: i64,
    pub(super) outbox: Outbox,
    pub(super) wake: Option<Instant>,
}

impl Shell {
    /// Runs until it is aborted. An error of the store is a breach: its disk is sound.
    pub(super) async fn run(mut self, mut orders: mpsc::Receiver<Order>) {
        let (name, ledger) = (self.name.clone(), self.ledger.clone());
        let ended = async {
            self.begin(Input::Hint { now: self.now() }).await?;
            loop {
                let wake = self
                    .wake
                    .unwrap_or_else(|| Instant::now() + Duration::from_secs(600));
                tokio::select! {
                    order = orders.recv() => match order {
                        Some(order) => self.obey(order).await?,
                        None => return Ok::<_, anyhow::Error>(()),
                    },
                    () = tokio::time::sleep_until(wake) => {
                        self.wake = None;
                        self.begin(Input::Timer { now: self.now() }).await?;
                    }
                }
            }
        };
        if let Err(error) = ended.await {
            ledger.breach(format!("{name}: {error:#}"));
        }
    }

    async fn obey(&mut self, order: Order) -> Result<()> {
        match order {
            Order::Submit => self.submit().await,
            Order::Hint => self.begin(Input::Hint { now: self.now() }).await,
            Order::SendNow => self.begin(Input::SendNow { now: self.now() }).await,
            Order::Pull => self.pull().await,
        }
    }

    /// The device's clock: right, or off by up to a year, and another after each start.
    fn now(&self) -> i64 {
        let truth = UNIX_EPOCH.elapsed().unwrap_or_default().as_millis();
        i64::try_from(truth).unwrap_or_default() + self.skew
    }

    async fn submit(&mut self) -> Result<()> {
        let now = self.now();
        let millis = u64::try_from(now)?;
        let id =
            uuid::Builder::from_unix_timestamp_millis(millis, &self.chance.bytes()).into_uuid();
        let code = AccessCode::from_random(self.chance.bytes());
        let text = format!(
            "Скільки дерев висаджено на вулиці Вишневій? Позначка {}. {}",
            id.simple(),
            "Прошу подати за роками. ".repeat(usize::try_from(self.chance.within(0, 40))?),
        );
        let draft = Draft {
            name: "Громада «Криниця»".into(),
            email: "lyst@krynytsia.example".into(),
            text,
            ..Draft::default()
        };
        let submission = check(&draft, now, Language::Uk, &code.hash())
            .map_err(|problems| anyhow!("{problems:?}"))?;
        let body = serde_json::to_vec(&submission)?;
        let item = Item {
            id,
            digest: Digest::of(&body),
            queued_at: now,
            state: ItemState::Queued,
            attempts: 0,
            not_before: 0,
            trouble: None,
        };
        let meant = Meant {
            by: self.name.clone(),
            body: body.clone(),
            code: Some(code.as_str().to_owned()),
            text: submission.text,
            acknowledged: false,
        };
        self.ledger.means(id, meant);
        self.store
            .submit(&item, &body, code.as_str(), &mut self.chance)
            .await?;
        breath(&mut self.chance).await;
        self.ledger.acknowledged(id);
        self.outbox.step(Input::Added(item));
        self.begin(Input::Hint { now: self.now() }).await
    }

    /// Takes over what the store has, then feeds the outbox until it says nothing more.
    async fn begin(&mut self, input: Input) -> Result<()> {
        self.outbox.refresh(self.store.items()?);
        let mut actions: VecDeque<Action> = self.outbox.step(input).into();
        while let Some(action) = actions.pop_front() {
            breath(&mut self.chance).await;
            if let Some(input) = self.carry_out(action).await? {
                actions.extend(self.outbox.step(input));
            }
        }
        Ok(())
    }

    async fn carry_out(&mut self, action: Action) -> Result<Option<Input>> {
        match action {
            Action::Push(id) => self.push(id).await.map(Some),
            Action::Store(receipt) => self.store_receipt(*receipt).await.map(Some),
            Action::Save(item) => {
                if let ItemState::Parked(reason) = item.state {
                    self.ledger
                        .breach(format!("{}: {} was parked: {reason:?}", self.name, item.id));
                }
                self.store.save(&item).await?;
                Ok(None)
            }
            Action::WakeAt(at) => {
                let wait = u64::try_from(at - self.now()).unwrap_or_default();
                self.wake = Some(Instant::now() + Duration::from_millis(wait));
                Ok(None)
            }
        }
    }

    async fn push(&mut self, id: Uuid) -> Result<Input> {
        let Some(body) = self.store.body(id)? else {
            // Another tab has sent it.
            let now = self.now();
            return Ok(Input::ReceiptStored { id, now });
        };
        let item = self.outbox.items().iter().find(|item| item.id == id);
        let item = item.context("the outbox pushes what it does not have")?;
        let (digest, first) = (item.digest.clone(), item.attempts == 0);
        self.ledger.count("pushes");
        if !first {
            self.ledger.count("pushes after a failure");
        }
        let reply = self.transport.push(id, &digest, body).await;
        self.note(id, reply.status, &reply.answer);
        Ok(Input::Answered {
            id,
            answer: reply.answer,
            now: self.now(),
            jitter: self.chance.jitter(),
        })
    }

    fn note(&self, id: Uuid, status: Option<u16>, answer: &Answer) {
        let name = &self.name;
        if let Some(status @ 500..) = status
            && status != 503
        {
            self.ledger.breach(format!("{name}: {status} for {id}"));
        }
        self.ledger.count(match answer {
            Answer::Receipt(receipt) if receipt.replayed => "receipts, replayed",
            Answer::Receipt(_) => "receipts, new",
            Answer::None(NoAnswer::Offline, _) => "no answer: no connection",
            Answer::None(NoAnswer::Timeout, _) => "no answer: time-out",
            Answer::None(NoAnswer::CaptivePortal, _) => "no answer: portal",
            Answer::None(NoAnswer::Garbled, _) => "no answer: cut short",
            Answer::None(NoAnswer::Busy, _) => "told to wait (429)",
            Answer::None(NoAnswer::ServerError, _) => "told to come back (503)",
            Answer::Pause(_) | Answer::Park(_) => "refused",
        });
        if matches!(answer, Answer::Pause(_)) {
            self.ledger.breach(format!("{name}: {answer:?} for {id}"));
        }
    }

    async fn store_receipt(&mut self, receipt: Receipt) -> Result<Input> {
        let id = receipt.id;
        // A full disk, now and then; the record must still be there.
        if self.chance.percent(3) {
            self.ledger.count("receipts that could not be stored");
            return Ok(Input::ReceiptNotStored {
                id,
                now: self.now(),
                jitter: self.chance.jitter(),
            });
        }
        self.store.complete(&receipt, &mut self.chance).await?;
        let now = self.now();
        Ok(Input::ReceiptStored { id, now })
    }

    /// Asks for news of every registered case; what does not come is asked for again later.
    async fn pull(&mut self) -> Result<()> {
        let mut known = Vec::new();
        for case in self.store.cases()? {
            if case.receipt.is_some() {
                known.push(Known {
                    id: case.id,
                    access_code: case.code,
                    cursor: case.view.map_or(0, |view| view.cursor),
                });
            }
        }
        for cases in known.chunks(MAX_CHANGES) {
            let cases = cases.to_vec();
            let Ok(changes) = self
                .transport
                .changes(&ChangesQuery { v: PROTOCOL, cases })
                .await
            else {
                self.ledger.count("news that did not come");
                return Ok(());
            };
            self.ledger.count("news asked for");
            for lost in changes.unknown {
                let name = &self.name;
                self.ledger
                    .breach(format!("{name}: the server knows nothing of {lost}"));
            }
            for view in changes.cases {
                breath(&mut self.chance).await;
                self.store.keep(&view).await?;
            }
        }
        Ok(())
    }
}
