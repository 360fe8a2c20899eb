//! Simulated time: what happens when, to whom.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

use domain::sync::{Answer, BACKOFF_CAP_MS, Input, NoAnswer};

use crate::phone::{Crashed, Phone, Wish};
use crate::server::{Push, Reply, Server};
use crate::{Fault, Rng};

/// Monday, 23 November 2026, 09:00 in Kyiv, in milliseconds since 1970.
const BEGIN: i64 = 1_795_417_200_000;
const CHAOS_MS: i64 = 40 * 60_000;
/// How long the shell waits for an answer.
pub(crate) const TIMEOUT_MS: i64 = 30_000;
/// The largest step by which a time service sets a clock back; it may stretch a wait by as much.
const SMALL_JUMP_MS: i64 = 60_000;
const YEAR_MS: i64 = 365 * 86_400_000;

#[derive(Debug)]
pub(crate) enum Event {
    Submit(usize),
    Hint(usize),
    SendNow(usize),
    Timer {
        phone: usize,
        life: u64,
        nth: u64,
    },
    Kill(usize),
    Start(usize),
    ClockJump(usize),
    Arrive {
        phone: usize,
        life: u64,
        nth: u64,
        push: Push,
    },
    Answer {
        phone: usize,
        life: u64,
        nth: u64,
        push: Push,
        reply: Option<Reply>,
    },
    ServerStart,
    Heal,
}

/// What happened in a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) registered: u64,
    pub(crate) parked: u64,
    pub(crate) replays: u64,
    pub(crate) pushes: u64,
    pub(crate) lost: u64,
    pub(crate) phone_crashes: u64,
    pub(crate) server_crashes: u64,
    pub(crate) clock_jumps: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        self.registered += other.registered;
        self.parked += other.parked;
        self.replays += other.replays;
        self.pushes += other.pushes;
        self.lost += other.lost;
        self.phone_crashes += other.phone_crashes;
        self.server_crashes += other.server_crashes;
        self.clock_jumps += other.clock_jumps;
    }
}

/// What the world keeps for a phone beside the phone itself.
#[derive(Default)]
pub(crate) struct Line {
    /// The push under way and the timer set; older ones are nobody's.
    pub(crate) push: u64,
    pub(crate) timer: u64,
    pub(crate) poison: BTreeSet<uuid::Uuid>,
    pub(crate) recent: VecDeque<i64>,
}

pub(crate) struct World {
    pub(crate) rng: Rng,
    pub(crate) now: i64,
    pub(crate) calm: bool,
    events: BinaryHeap<Reverse<(i64, u64)>>,
    waiting: BTreeMap<u64, Event>,
    scheduled: u64,
    pub(crate) server: Server,
    pub(crate) phones: Vec<Phone>,
    pub(crate) lines: Vec<Line>,
    pub(crate) tally: Tally,
}

impl World {
    pub(crate) fn new(seed: u64, fault: Fault) -> Self {
        let mut rng = Rng(seed);
        let phones: Vec<Phone> = (0..u64::try_from(rng.within(1, 4)).unwrap())
            .map(|number| Phone::new(number, fault, rng.within(-YEAR_MS, YEAR_MS)))
            .collect();
        let lines = phones.iter().map(|_| Line::default()).collect();
        let mut world = Self {
            rng,
            now: BEGIN,
            calm: false,
            events: BinaryHeap::new(),
            waiting: BTreeMap::new(),
            scheduled: 0,
            server: Server::new(fault),
            phones,
            lines,
            tally: Tally::default(),
        };
        for phone in 0..world.phones.len() {
            world.at(0, Event::Start(phone));
            for _ in 0..world.rng.within(1, 6) {
                world.in_chaos(|| Event::Submit(phone));
            }
            for _ in 0..world.rng.within(0, 8) {
                world.in_chaos(|| Event::Hint(phone));
            }
            for _ in 0..world.rng.within(0, 3) {
                world.in_chaos(|| Event::SendNow(phone));
                world.in_chaos(|| Event::Kill(phone));
                world.in_chaos(|| Event::ClockJump(phone));
            }
        }
        world.at(CHAOS_MS, Event::Heal);
        world
    }

    pub(crate) fn at(&mut self, delay: i64, event: Event) {
        self.scheduled += 1;
        self.events
            .push(Reverse((self.now + delay, self.scheduled)));
        self.waiting.insert(self.scheduled, event);
    }

    fn in_chaos(&mut self, event: impl Fn() -> Event) {
        let delay = self.rng.within(1, CHAOS_MS - 1);
        self.at(delay, event());
    }

    /// Runs until every wait must be over, then judges.
    pub(crate) fn run(mut self) -> Result<Tally, String> {
        // One wait for an answer that never comes, one back-off, and the queue itself.
        let end = BEGIN + CHAOS_MS + TIMEOUT_MS + BACKOFF_CAP_MS + SMALL_JUMP_MS + 10_000;
        while let Some(Reverse((when, key))) = self.events.pop() {
            if when > end {
                break;
            }
            self.now = when;
            let event = self.waiting.remove(&key).unwrap();
            self.happen(event)?;
        }
        self.judge()?;
        self.tally.replays = self.server.replays;
        self.tally.registered = u64::try_from(self.server.registered.len()).unwrap();
        Ok(self.tally)
    }

    fn happen(&mut self, event: Event) -> Result<(), String> {
        let (now, calm) = (self.now, self.calm);
        match event {
            Event::Submit(at) => {
                if self.phones[at].outbox.is_none() {
                    self.at(5_000, Event::Submit(at));
                    return Ok(());
                }
                let poison = self.rng.percent(8);
                let before: BTreeSet<_> = self.phones[at].written.keys().copied().collect();
                let wishes = self.phones[at].submit(poison, now, &mut self.rng, calm);
                let phone = &self.phones[at];
                let new = phone
                    .written
                    .keys()
                    .filter(|id| poison && !before.contains(id));
                self.lines[at].poison.extend(new);
                self.carry_out(at, wishes)
            }
            Event::Hint(at) => {
                let device = now + self.phones[at].skew;
                self.feed(at, Input::Hint { now: device })
            }
            Event::SendNow(at) => {
                let device = now + self.phones[at].skew;
                self.feed(at, Input::SendNow { now: device })
            }
            Event::Timer { phone, life, nth } => {
                if self.phones[phone].life != life || self.lines[phone].timer != nth {
                    return Ok(());
                }
                let device = now + self.phones[phone].skew;
                self.feed(phone, Input::Timer { now: device })
            }
            Event::Kill(at) => self.carry_out(at, Err(Crashed)),
            Event::Start(at) => {
                if self.phones[at].outbox.is_some() {
                    return Ok(());
                }
                let wishes = self.phones[at].start(now, &mut self.rng, calm);
                self.carry_out(at, wishes)
            }
            Event::ClockJump(at) => {
                self.tally.clock_jumps += 1;
                let jump = match self.rng.within(0, 2) {
                    0 => YEAR_MS,
                    1 => -YEAR_MS,
                    _ => self.rng.within(-SMALL_JUMP_MS, SMALL_JUMP_MS),
                };
                self.phones[at].skew += jump;
                Ok(())
            }
            Event::Arrive {
                phone,
                life,
                nth,
                push,
            } => {
                self.arrive(phone, life, nth, push);
                Ok(())
            }
            Event::Answer {
                phone,
                life,
                nth,
                push,
                reply,
            } => {
                if self.phones[phone].life != life || self.lines[phone].push != nth {
                    return Ok(());
                }
                self.lines[phone].push += 1;
                let answer = match reply {
                    Some(reply) => self.phones[phone].read(&reply, &push),
                    None if self.server.up => Answer::None(NoAnswer::Timeout, None),
                    None => Answer::None(NoAnswer::Offline, None),
                };
                let wishes = self.phones[phone].answered(push.id, answer, now, &mut self.rng, calm);
                self.carry_out(phone, wishes)
            }
            Event::ServerStart => {
                self.server.up = true;
                Ok(())
            }
            Event::Heal => self.heal(),
        }
    }

    /// The network is whole, the server is up, every phone is on. No phone is told so: a running
    /// one must find out by itself.
    fn heal(&mut self) -> Result<(), String> {
        self.calm = true;
        self.server.up = true;
        for at in 0..self.phones.len() {
            self.happen(Event::Start(at))?;
            let paused = self.phones[at]
                .outbox
                .as_ref()
                .is_some_and(|o| o.paused().is_some());
            if paused {
                // What waits for a person is shown to one.
                self.happen(Event::SendNow(at))?;
            }
        }
        Ok(())
    }

    fn feed(&mut self, at: usize, input: Input) -> Result<(), String> {
        if self.phones[at].outbox.is_none() {
            return Ok(());
        }
        let wishes = self.phones[at].feed(input, self.now, &mut self.rng, self.calm);
        self.carry_out(at, wishes)
    }

    fn carry_out(&mut self, at: usize, wishes: Result<Vec<Wish>, Crashed>) -> Result<(), String> {
        match wishes {
            Err(Crashed) => {
                self.tally.phone_crashes += 1;
                self.phones[at].crash();
                let pause = self.rng.within(100, 240_000);
                self.at(pause, Event::Start(at));
            }
            Ok(wishes) => {
                for wish in wishes {
                    match wish {
                        Wish::Send(push) => self.send(at, push)?,
                        Wish::WakeIn(delay) => {
                            if delay > BACKOFF_CAP_MS {
                                return Err(format!("phone {at} sleeps for {delay} ms"));
                            }
                            self.lines[at].timer += 1;
                            let (life, nth) = (self.phones[at].life, self.lines[at].timer);
                            self.at(
                                delay,
                                Event::Timer {
                                    phone: at,
                                    life,
                                    nth,
                                },
                            );
                        }
                    }
                }
            }
        }
        self.check_kept(at)
    }
}
