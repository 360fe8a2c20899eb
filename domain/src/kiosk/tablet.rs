//! What the council keeps of a kiosk, and what becomes of it.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Envelope;
use crate::sync::kiosk::Beat;

/// How long the code on a tablet's screen can be entered in the office.
pub const PAIRING_MINUTES: i64 = 10;
/// Letters of that code: 40 bits of chance for ten minutes.
pub const CODE_LETTERS: usize = 8;
/// Digits of the code that leaves the kiosk.
pub const EXIT_DIGITS: usize = 6;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// What the server keeps of a tablet's token.
#[must_use]
pub fn token_hash(token: &str) -> String {
    hex(&format!("kiosk token:{token}"))
}

/// What a tablet keeps of the code that leaves the kiosk.
#[must_use]
pub fn exit_hash(kiosk: Uuid, code: &str) -> String {
    hex(&format!("kiosk exit:{kiosk}:{}", code.trim()))
}

/// The code of a pairing as a person types it: any case, spaces and dashes anywhere, O for 0, I or
/// L for 1. `None` when it can't be one.
#[must_use]
pub fn read_code(typed: &str) -> Option<String> {
    let letters = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—'));
    let code: String = letters
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    let known = |c: char| c.is_ascii() && ALPHABET.contains(&(c as u8));
    (code.len() == CODE_LETTERS && code.chars().all(known)).then_some(code)
}

/// A tablet that asks to be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairing {
    /// Of the token that the tablet made for itself.
    pub token_hash: String,
    /// Until when its code can be entered, milliseconds since 1970.
    pub until: i64,
}

impl Pairing {
    /// A pairing that begins now.
    #[must_use]
    pub fn begun(token_hash: String, now: DateTime<Utc>) -> Self {
        let until = now + TimeDelta::minutes(PAIRING_MINUTES);
        Self {
            token_hash,
            until: until.timestamp_millis(),
        }
    }

    /// Whether its time is over.
    #[must_use]
    pub const fn is_over(&self, now: DateTime<Utc>) -> bool {
        now.timestamp_millis() >= self.until
    }

    /// The code of these random bytes.
    #[must_use]
    pub fn code(random: [u8; CODE_LETTERS]) -> String {
        let letter = |byte: u8| char::from(ALPHABET[usize::from(byte & 31)]);
        random.into_iter().map(letter).collect()
    }

    /// How the server looks a code up: only its hash is kept.
    #[must_use]
    pub fn key(code: &str) -> String {
        format!("code:{}", hex(&format!("kiosk code:{code}")))
    }
}

/// What a kiosk is to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = KioskOrder))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Serve visitors.
    #[default]
    Serve,
    /// Take in nobody any more, hand over what waits, then end.
    Deliver,
    /// Wipe everything and end. Nothing of it is taken in any more.
    End,
}

/// A kiosk of the council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tablet {
    /// How the staff call it.
    pub name: String,
    /// Of its token.
    pub token_hash: String,
    /// The code that leaves the kiosk.
    pub exit_code: String,
    /// What it is to do.
    #[serde(default)]
    pub order: Order,
    /// When it was taken in, milliseconds since 1970.
    pub paired_at: i64,
    /// By whom.
    pub paired_by: String,
    /// When it last was heard of.
    #[serde(default)]
    pub seen_at: Option<i64>,
    /// What it told then.
    #[serde(default)]
    pub told: Option<Beat>,
    /// The open day at whose door it stands; none for one that serves visitors.
    #[serde(default)]
    pub door: Option<Uuid>,
}

impl Tablet {
    /// How the server looks it up.
    #[must_use]
    pub fn key(&self) -> String {
        format!("token:{}", self.token_hash)
    }

    /// It tells how it is. One that handed over everything it was to hand over has ended.
    pub fn beat(&mut self, beat: Beat, now: DateTime<Utc>) {
        if self.order == Order::Deliver && beat.waiting == 0 {
            self.order = Order::End;
        }
        self.seen_at = Some(now.timestamp_millis());
        self.told = Some(beat);
    }

    /// The council ends it: at once, or when it has handed over what waits. An end is for good.
    pub const fn end(&mut self, at_once: bool) {
        self.order = match (self.order, at_once) {
            (Order::End, _) | (_, true) => Order::End,
            (_, false) => Order::Deliver,
        };
    }
}

/// A key of the server.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Its id.
    pub id: String,
    /// Opens.
    pub private: String,
    /// Seals.
    pub public: String,
    /// When it was made, milliseconds since 1970.
    pub made_at: i64,
}

impl std::fmt::Debug for Key {
    /// Never the private key: debug output ends in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Every key of the server, the oldest first. None is ever taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRing {
    /// The keys.
    pub keys: Vec<Key>,
}

impl KeyRing {
    /// The key to seal to.
    #[must_use]
    pub fn current(&self) -> Option<&Key> {
        self.keys.last()
    }

    /// The key of this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.id == id)
    }

    /// Takes over the keys of another ring that this one lacks, behind its own: which key is sealed to
    /// stays as it is, if there is one. How many they were.
    pub fn take_over(&mut self, others: Self) -> usize {
        let missing = |key: &Key| self.find(&key.id).is_none();
        let mut keys: Vec<Key> = others.keys.into_iter().filter(missing).collect();
        let taken = keys.len();
        keys.append(&mut self.keys);
        self.keys = keys;
        taken
    }

    /// With a new key of these random bytes, which is the current one from now on.
    #[cfg(feature = "seal")]
    pub fn add(&mut self, random: &[u8; 32], now: DateTime<Utc>) {
        let pair = super::pair(random);
        self.keys.push(Key {
            id: format!("k{}-{}", self.keys.len() + 1, &hex(&pair.public)[..8]),
            private: pair.private,
            public: pair.public,
            made_at: now.timestamp_millis(),
        });
    }
}

/// Why something sealed could not be taken in as what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhySealed {
    /// The server does not have the key it names.
    UnknownKey,
    /// The key does not open it.
    DoesNotOpen,
    /// This server does not know such things.
    UnknownKind,
    /// What is in it does not pass the check.
    Invalid,
    /// Something else is registered under its id.
    Conflict,
    /// It came for an open day that does not take it: unknown, over, or its survey ended before.
    Closed,
}

/// What is kept of something sealed that could not be taken in: all of it, so that nothing is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsealed {
    /// As it came.
    pub envelope: Envelope,
    /// The digest of the bytes it came in.
    pub digest: crate::sync::Digest,
    /// The kiosk it came from.
    pub kiosk: Uuid,
    /// That kiosk's name then.
    pub kiosk_name: String,
    /// When it came, milliseconds since 1970.
    pub received_at: i64,
    /// Why it was not taken in.
    pub why: WhySealed,
}
