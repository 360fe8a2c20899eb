//! The network between the phones and the server: it loses, doubles, delays, cuts and forges.

use domain::sync::wire::{RECEIPT_MEDIA, Receipt};

use crate::server::{Handled, Push, Reply};
use crate::world::{Event, TIMEOUT_MS, World};

impl World {
    pub(crate) fn send(&mut self, at: usize, push: Push) -> Result<(), String> {
        self.tally.pushes += 1;
        let line = &mut self.lines[at];
        line.push += 1;
        line.recent.push_back(self.now);
        while line
            .recent
            .front()
            .is_some_and(|first| self.now - first > 10_000)
        {
            line.recent.pop_front();
        }
        // Six items, a few restarts, short first back-offs: more than this is a storm.
        if line.recent.len() > 60 {
            return Err(format!(
                "phone {at} pushed {} times in ten seconds",
                line.recent.len()
            ));
        }
        let (life, nth) = (self.phones[at].life, line.push);
        let lost = Event::Answer {
            phone: at,
            life,
            nth,
            push: push.clone(),
            reply: None,
        };
        let delay = if self.calm {
            self.rng.within(10, 100)
        } else {
            self.rng.within(10, 20_000)
        };
        match if self.calm {
            99
        } else {
            self.rng.within(0, 99)
        } {
            0..=9 => {
                self.tally.lost += 1;
                self.at(TIMEOUT_MS, lost);
            }
            10..=14 => {
                let reply = Some(forged(at, self.rng.within(0, 4)));
                self.at(
                    delay,
                    Event::Answer {
                        phone: at,
                        life,
                        nth,
                        push,
                        reply,
                    },
                );
            }
            15..=19 => {
                // Doubled, and the double may come long after everything else.
                let late = self.rng.within(10, 600_000);
                self.at(
                    late,
                    Event::Arrive {
                        phone: at,
                        life,
                        nth,
                        push: push.clone(),
                    },
                );
                self.at(
                    delay,
                    Event::Arrive {
                        phone: at,
                        life,
                        nth,
                        push,
                    },
                );
                self.at(TIMEOUT_MS, lost);
            }
            _ => {
                self.at(
                    delay,
                    Event::Arrive {
                        phone: at,
                        life,
                        nth,
                        push,
                    },
                );
                self.at(TIMEOUT_MS, lost);
            }
        }
        Ok(())
    }

    pub(crate) fn arrive(&mut self, phone: usize, life: u64, nth: u64, push: Push) {
        let answer = |reply| Event::Answer {
            phone,
            life,
            nth,
            push: push.clone(),
            reply,
        };
        if !self.server.up {
            self.at(10, answer(None));
            return;
        }
        match self
            .server
            .handle(&push, self.now, &mut self.rng, self.calm)
        {
            Handled::Crashed => {
                self.tally.server_crashes += 1;
                self.server.up = false;
                let pause = self.rng.within(100, 120_000);
                self.at(pause, Event::ServerStart);
            }
            Handled::Reply(mut reply) => {
                if !self.calm {
                    match self.rng.within(0, 99) {
                        0..=7 => {
                            self.tally.lost += 1;
                            return;
                        }
                        8..=11 => reply.body.truncate(reply.body.len() / 2),
                        12..=13 => {
                            // A proxy gives somebody else's answer.
                            let other = self.rng.next();
                            if let Some(receipt) = pick(&self.server.registered, other) {
                                reply.body = serde_json::to_vec(receipt).unwrap();
                            }
                        }
                        _ => {}
                    }
                }
                let delay = if self.calm {
                    self.rng.within(10, 100)
                } else {
                    self.rng.within(10, 15_000)
                };
                self.at(delay, answer(Some(reply)));
            }
        }
    }
}

fn pick(receipts: &[Receipt], random: u64) -> Option<&Receipt> {
    let count = u64::try_from(receipts.len()).unwrap();
    let at = random.checked_rem(count)?;
    receipts.get(usize::try_from(at).unwrap())
}

/// What captive portals and proxies answer in the server's place.
fn forged(phone: usize, kind: i64) -> Reply {
    let page = |status, media| Reply {
        body: format!("<html>Увійдіть у мережу {phone}</html>").into_bytes(),
        ..Reply::bare(status, media, None)
    };
    match kind {
        0 => page(200, "text/html; charset=utf-8"),
        1 => page(302, "text/html"),
        2 => page(403, "text/html"),
        3 => page(511, "text/html"),
        // A portal that copies the media type asked for.
        _ => page(200, RECEIPT_MEDIA),
    }
}
