//! The device's outbox («черга надсилання») as a state machine without I/O.
//!
//! The shell around it (the app, or a simulation) feeds [`Input`]s and carries out the
//! [`Action`]s it gets back. Nothing here knows of IndexedDB, of HTTP or of the time: that is
//! what makes every order of crashes and losses testable.
//!
//! Rules that must hold whatever happens:
//! - an item leaves only after a receipt that echoes its id and digest was stored;
//! - one push at a time; an item that is refused is parked, and the others go on;
//! - nothing expires.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Digest;
use super::wire::{RECEIPT_MEDIA, Receipt};

/// The shortest ceiling of a back-off, in milliseconds.
pub const BACKOFF_BASE_MS: i64 = 2_000;
/// The longest back-off, in milliseconds: the queue drains within it once a path is up.
pub const BACKOFF_CAP_MS: i64 = 300_000;

/// A submission that waits to be sent. Its bytes lie beside it in the store and never change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The submission's id.
    pub id: Uuid,
    /// Digest of its bytes.
    pub digest: Digest,
    /// When it was queued by the device's clock, milliseconds since 1970, UTC; shows its age.
    pub queued_at: i64,
    /// Waiting, or parked.
    pub state: ItemState,
    /// Pushes that failed for this item.
    #[serde(default)]
    pub attempts: u32,
    /// Not to be pushed by a timer before this moment of the device's clock.
    #[serde(default)]
    pub not_before: i64,
    /// What went wrong last.
    #[serde(default)]
    pub trouble: Option<NoAnswer>,
}

/// Whether an item will be tried again by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// It will be pushed.
    Queued,
    /// The server refused it; a person must act. It is kept and can be exported.
    Parked(ParkReason),
}

/// Why an item is parked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParkReason {
    /// 409: the id is registered with other bytes.
    Conflict,
    /// 410: the council deleted the request.
    Gone,
    /// 413: larger than the server takes.
    TooLarge,
    /// 400, 415, 422 and other refusals of this very item.
    Rejected,
    /// The person sent it another way, by e-mail or on paper: pushed too, it would be there twice.
    TakenOut,
}

/// Why there was no usable answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoAnswer {
    /// No connection.
    Offline,
    /// The connection was accepted and nothing came in time.
    Timeout,
    /// Somebody else answered: a captive portal's page or a redirect.
    CaptivePortal,
    /// An answer that was cut short or is no receipt of this item.
    Garbled,
    /// 408, 425, 429: the server asks to wait.
    Busy,
    /// 5xx: the server failed.
    ServerError,
}

impl NoAnswer {
    /// Whether other items would fare the same: the line is at fault and not the item.
    const fn is_of_the_line(self) -> bool {
        !matches!(self, Self::ServerError)
    }
}

/// Why the whole queue waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    /// 401, 403.
    SignIn,
    /// 426: this app is too old.
    UpdateApp,
}

/// What came of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A receipt of some submission; the outbox checks of which.
    Receipt(Box<Receipt>),
    /// Nothing usable; with the wait the server asked for, in milliseconds.
    None(NoAnswer, Option<i64>),
    /// The whole queue waits.
    Pause(Pause),
    /// This item is parked.
    Park(ParkReason),
}

/// Reads an HTTP answer to a push: its status, its media type, the seconds of `Retry-After`, and
/// the body if it parsed as a receipt.
///
/// A success without our media type is somebody else's answer, never a receipt. So is any other
/// status without a problem document: proxies and portals answer 403 and 404 too.
#[must_use]
pub fn classify(
    status: u16,
    media: &str,
    retry_after: Option<u32>,
    receipt: Option<Receipt>,
) -> Answer {
    let wait = retry_after.map(|seconds| i64::from(seconds).saturating_mul(1_000));
    let media = media.split(';').next().unwrap_or_default().trim();
    let ours = media.eq_ignore_ascii_case(super::wire::PROBLEM_MEDIA);
    match status {
        200..=299 if media.eq_ignore_ascii_case(RECEIPT_MEDIA) => match receipt {
            Some(receipt) => Answer::Receipt(Box::new(receipt)),
            None => Answer::None(NoAnswer::Garbled, wait),
        },
        408 | 425 | 429 => Answer::None(NoAnswer::Busy, wait),
        500..=599 => Answer::None(NoAnswer::ServerError, wait),
        _ if !ours => Answer::None(NoAnswer::CaptivePortal, wait),
        401 | 403 => Answer::Pause(Pause::SignIn),
        426 => Answer::Pause(Pause::UpdateApp),
        409 => Answer::Park(ParkReason::Conflict),
        410 => Answer::Park(ParkReason::Gone),
        413 => Answer::Park(ParkReason::TooLarge),
        400..=499 => Answer::Park(ParkReason::Rejected),
        // Neither a receipt nor a refusal: our server never says so.
        _ => Answer::None(NoAnswer::CaptivePortal, wait),
    }
}

/// What happens to the outbox. `now` is the device's clock in milliseconds since 1970 (UTC),
/// `jitter` a fresh random number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A submission was queued; its record is already stored.
    Added(Item),
    /// A timer fired.
    Timer {
        /// The device's clock.
        now: i64,
    },
    /// A sign that a path may be up: start, `online`, the page became visible, Background Sync.
    Hint {
        /// The device's clock.
        now: i64,
    },
    /// A person pressed "send now": pauses and waits are lifted.
    SendNow {
        /// The device's clock.
        now: i64,
    },
    /// A push came back, or did not.
    Answered {
        /// Which item.
        id: Uuid,
        /// With what.
        answer: Answer,
        /// The device's clock.
        now: i64,
        /// A random number.
        jitter: u32,
    },
    /// The receipt is durably stored and the item's record gone, in one transaction.
    ReceiptStored {
        /// Which item.
        id: Uuid,
        /// The device's clock.
        now: i64,
    },
    /// The receipt could not be stored; the record is still there and the server will replay.
    ReceiptNotStored {
        /// Which item.
        id: Uuid,
        /// The device's clock.
        now: i64,
        /// A random number.
        jitter: u32,
    },
    /// A person sent a waiting item another way: it stays, and is not pushed.
    TakenOut(Uuid),
    /// A person wants an item that was taken out to be pushed after all.
    PutBack {
        /// Which item.
        id: Uuid,
        /// The device's clock.
        now: i64,
    },
    /// A person removed a parked item.
    Removed(Uuid),
}

/// What the shell must do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Push this item's stored bytes and report back with [`Input::Answered`].
    Push(Uuid),
    /// Store the receipt and delete the item's record in one strictly durable transaction.
    Store(Box<Receipt>),
    /// Write the item's record.
    Save(Item),
    /// Come back with [`Input::Timer`] at this moment of the device's clock.
    WakeAt(i64),
}

/// The outbox of one device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outbox {
    items: Vec<Item>,
    in_flight: Option<Uuid>,
    paused: Option<Pause>,
    line: Line,
}

/// The state of the path to the server, forgotten at a restart on purpose: a start always tries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Line {
    failures: u32,
    not_before: i64,
    last_push: Option<i64>,
    server_asked: bool,
}

impl Outbox {
    /// The outbox as the store has it after a start.
    #[must_use]
    pub fn load(mut items: Vec<Item>) -> Self {
        items.sort_by_key(|item| (item.queued_at, item.id));
        Self {
            items,
            ..Self::default()
        }
    }

    /// Takes over what the store holds, because another tab may have changed it; what is known
    /// of the line stays. While an item is in flight nothing is taken over.
    pub fn refresh(&mut self, items: Vec<Item>) {
        if self.in_flight.is_none() {
            self.items = Self::load(items).items;
        }
    }

    /// What waits, oldest first.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The item that is being pushed.
    #[must_use]
    pub fn sending(&self) -> Option<Uuid> {
        self.in_flight
    }

    /// Why the whole queue waits, if it does.
    #[must_use]
    pub fn paused(&self) -> Option<Pause> {
        self.paused
    }

    /// Takes an input and says what to do.
    pub fn step(&mut self, input: Input) -> Vec<Action> {
        match input {
            Input::Added(item) => {
                if self.find(item.id).is_none() {
                    self.items.push(item);
                }
                Vec::new()
            }
            Input::Timer { now } => self.next(now),
            Input::Hint { now } => {
                let rested = self
                    .line
                    .last_push
                    .is_none_or(|at| now.abs_diff(at) >= BACKOFF_BASE_MS.unsigned_abs());
                if rested && !self.line.server_asked {
                    self.line.not_before = 0;
                }
                self.next(now)
            }
            Input::SendNow { now } => {
                self.paused = None;
                self.line.not_before = 0;
                self.items.iter_mut().for_each(|item| item.not_before = 0);
                self.next(now)
            }
            Input::Answered {
                id,
                answer,
                now,
                jitter,
            } => self.answered(id, answer, now, jitter),
            Input::ReceiptStored { id, now } => {
                self.items.retain(|item| item.id != id);
                self.land(id);
                self.next(now)
            }
            Input::ReceiptNotStored { id, now, jitter } => {
                self.land(id);
                self.fail(id, NoAnswer::ServerError, None, now, jitter)
            }
            // What is under way may be registered already; only its answer tells.
            Input::TakenOut(id) if self.in_flight == Some(id) => Vec::new(),
            Input::TakenOut(id) => self.set_state(
                id,
                ItemState::Queued,
                ItemState::Parked(ParkReason::TakenOut),
            ),
            Input::PutBack { id, now } => {
                let out = ItemState::Parked(ParkReason::TakenOut);
                let mut actions = self.set_state(id, out, ItemState::Queued);
                actions.extend(self.next(now));
                actions
            }
            Input::Removed(id) => {
                self.items
                    .retain(|item| item.id != id || item.state == ItemState::Queued);
                Vec::new()
            }
        }
    }

    fn answered(&mut self, id: Uuid, answer: Answer, now: i64, jitter: u32) -> Vec<Action> {
        if self.in_flight != Some(id) {
            return Vec::new();
        }
        match answer {
            Answer::Receipt(receipt) => {
                let digest = self.find(id).map(|item| &item.digest);
                if receipt.id == id && digest == Some(&receipt.digest) {
                    self.line = Line {
                        last_push: Some(now),
                        ..Line::default()
                    };
                    return vec![Action::Store(receipt)];
                }
                self.land(id);
                self.fail(id, NoAnswer::Garbled, None, now, jitter)
            }
            Answer::None(reason, wait) => {
                self.land(id);
                self.fail(id, reason, wait, now, jitter)
            }
            Answer::Pause(pause) => {
                self.land(id);
                self.paused = Some(pause);
                Vec::new()
            }
            Answer::Park(reason) => {
                self.land(id);
                let mut actions = self.change(id, |item| item.state = ItemState::Parked(reason));
                actions.extend(self.next(now));
                actions
            }
        }
    }

    fn fail(
        &mut self,
        id: Uuid,
        reason: NoAnswer,
        wait: Option<i64>,
        now: i64,
        jitter: u32,
    ) -> Vec<Action> {
        let attempts = self.find(id).map_or(0, |item| item.attempts);
        let of_line = reason.is_of_the_line();
        let pause = backoff(
            if of_line {
                self.line.failures
            } else {
                attempts
            },
            wait,
            jitter,
        );
        if of_line {
            self.line.failures = self.line.failures.saturating_add(1);
            self.line.not_before = now.saturating_add(pause);
            self.line.server_asked = reason == NoAnswer::Busy;
        }
        let mut actions = self.change(id, |item| {
            item.attempts = item.attempts.saturating_add(1);
            item.trouble = Some(reason);
            if !of_line {
                item.not_before = now.saturating_add(pause);
            }
        });
        actions.extend(self.next(now));
        actions
    }

    /// Pushes the oldest item that may go, or says when to come back.
    ///
    /// Items that failed less often go first: a firewall on the way that swallows one text looks
    /// like a broken line, and the oldest item must not stand before the others for ever.
    fn next(&mut self, now: i64) -> Vec<Action> {
        if self.in_flight.is_some() || self.paused.is_some() {
            return Vec::new();
        }
        let waiting = || {
            self.items
                .iter()
                .filter(|item| item.state == ItemState::Queued)
        };
        // Each wait is judged by itself: a stale one, left by a clock that jumped, must not hide
        // the other, or a failing push would be repeated without a pause.
        let line = wait_left(self.line.not_before, now);
        let left = |item: &Item| wait_left(item.not_before, now).max(line);
        let due = waiting()
            .filter(|item| left(item) == 0)
            .min_by_key(|item| item.attempts);
        if let Some(item) = due {
            let id = item.id;
            self.in_flight = Some(id);
            self.line.last_push = Some(now);
            self.line.server_asked = false;
            return vec![Action::Push(id)];
        }
        let wake = waiting().map(left).min();
        wake.map(|left| Action::WakeAt(now.saturating_add(left)))
            .into_iter()
            .collect()
    }

    fn land(&mut self, id: Uuid) {
        if self.in_flight == Some(id) {
            self.in_flight = None;
        }
    }

    fn find(&self, id: Uuid) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    fn set_state(&mut self, id: Uuid, from: ItemState, to: ItemState) -> Vec<Action> {
        match self.find(id) {
            Some(item) if item.state == from => self.change(id, |item| item.state = to),
            _ => Vec::new(),
        }
    }

    fn change(&mut self, id: Uuid, change: impl FnOnce(&mut Item)) -> Vec<Action> {
        let Some(item) = self.items.iter_mut().find(|item| item.id == id) else {
            return Vec::new();
        };
        change(item);
        vec![Action::Save(item.clone())]
    }
}

/// Milliseconds still to wait, never more than the cap. A moment further away than any back-off
/// reaches was written by a clock that has jumped since, and counts as over.
fn wait_left(not_before: i64, now: i64) -> i64 {
    match not_before.saturating_sub(now) {
        left @ 1..=BACKOFF_CAP_MS => left,
        _ => 0,
    }
}

/// Full jitter: anywhere between nothing and a ceiling that doubles with each failure; never
/// sooner than the server asked, never longer than the cap.
#[must_use]
pub fn backoff(failures: u32, wait: Option<i64>, jitter: u32) -> i64 {
    let ceiling = (BACKOFF_BASE_MS << failures.min(8)).min(BACKOFF_CAP_MS);
    let drawn = i64::from(jitter) % ceiling + 1;
    drawn.max(wait.unwrap_or(0).clamp(0, BACKOFF_CAP_MS))
}
