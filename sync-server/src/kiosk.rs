//! The kiosks as the journal keeps them: records of one kind, told apart by what they belong to.
//! The keys are one record, tablets that ask to be taken in are others, and become kiosks.

use chrono::{DateTime, Utc};
use domain::kiosk::{
    CODE_LETTERS, EXIT_DIGITS, Envelope, Key, KeyRing, Pairing, Tablet, Unsealed, WhySealed, open,
};
use domain::sync::Digest;
use domain::sync::kiosk::Beat;
use uuid::Uuid;

use crate::journal::record::change;
use crate::journal::{
    Decided, HolderId, Journal, JournalError, Officer, Record, RecordKind, RecordQuery, RecordWrite,
};
use crate::password;

/// The one record of the keys.
const KEYS: Uuid = Uuid::nil();
const KEYS_PARENT: &str = "keys";
const PAIRING: &str = "pairing";
const TABLET: &str = "tablet";
/// The most tablets that ask at a time: nobody has so many, and nobody shall fill the journal.
const MAX_PAIRINGS: usize = 50;
/// The most kiosks and things put aside that are listed.
const LISTED: usize = 500;

fn read<T: serde::de::DeserializeOwned>(record: &Record) -> Result<T, JournalError> {
    serde_json::from_str(&record.body).map_err(|error| JournalError::Unreadable(error.to_string()))
}

fn write(value: &impl serde::Serialize) -> RecordWrite {
    RecordWrite {
        body: serde_json::to_string(value).unwrap_or_default(),
        ..RecordWrite::default()
    }
}

fn random<const N: usize>() -> Result<[u8; N], JournalError> {
    password::random().map_err(|error| JournalError::Database(error.to_string()))
}

/// The server's keys; the first one is made when there is none.
///
/// # Errors
/// When the journal fails.
pub async fn keys(journal: &dyn Journal, holder: HolderId) -> Result<KeyRing, JournalError> {
    match journal.record(holder, RecordKind::Kiosk, KEYS).await? {
        Some(record) => read(&record),
        None => add_key(journal, holder, None, true).await,
    }
}

/// Adds a key, to which kiosks seal from their next contact on. The old ones stay.
///
/// # Errors
/// When the journal fails.
pub async fn change_key(
    journal: &dyn Journal,
    holder: HolderId,
    by: &Officer,
) -> Result<KeyRing, JournalError> {
    add_key(journal, holder, Some(by), false).await
}

async fn add_key(
    journal: &dyn Journal,
    holder: HolderId,
    by: Option<&Officer>,
    only_first: bool,
) -> Result<KeyRing, JournalError> {
    let seed = random()?;
    let decide = move |record: Option<&Record>, now: DateTime<Utc>| {
        let ring: Result<KeyRing, JournalError> =
            record.map_or_else(|| Ok(KeyRing::default()), read);
        let mut ring = match ring {
            Ok(ring) => ring,
            // Keys that can't be read are not written over.
            Err(error) => return (Decided::Leave, Err(error)),
        };
        // Of servers that start together, one makes the first key.
        if only_first && !ring.keys.is_empty() {
            return (Decided::Leave, Ok(ring));
        }
        ring.add(&seed, now);
        let id = ring.current().map(|key| key.id.clone());
        let event = serde_json::json!({ "key": id }).to_string();
        let made = RecordWrite {
            parent: KEYS_PARENT.into(),
            event: Some(event),
            ..write(&ring)
        };
        (Decided::Write(Box::new(made)), Ok(ring))
    };
    change(journal, holder, RecordKind::Kiosk, KEYS, by, decide)
        .await?
        .1
}

/// A tablet asks to be taken in: the code for its screen, or none when too many ask.
///
/// # Errors
/// When the journal fails.
pub async fn ask(
    journal: &dyn Journal,
    holder: HolderId,
    token_hash: String,
    now: DateTime<Utc>,
) -> Result<Option<String>, JournalError> {
    let query = RecordQuery {
        parent: Some(PAIRING.into()),
        limit: MAX_PAIRINGS,
        ..RecordQuery::default()
    };
    let mut asking = 0;
    for record in journal.records(holder, RecordKind::Kiosk, query).await? {
        if read::<Pairing>(&record)?.is_over(now) {
            let forget = |record: Option<&Record>, _| {
                // It may have become a kiosk meanwhile.
                let still = record.is_some_and(|record| record.parent == PAIRING);
                (
                    if still {
                        Decided::Delete
                    } else {
                        Decided::Leave
                    },
                    (),
                )
            };
            change(journal, holder, RecordKind::Kiosk, record.id, None, forget).await?;
        } else {
            asking += 1;
        }
    }
    if asking >= MAX_PAIRINGS {
        return Ok(None);
    }
    let code = Pairing::code(random::<CODE_LETTERS>()?);
    let key = Pairing::key(&code);
    let begin = move |_: Option<&Record>, now: DateTime<Utc>| {
        let pairing = Pairing::begun(token_hash, now);
        let begun = RecordWrite {
            key: Some(key),
            parent: PAIRING.into(),
            place: pairing.until,
            ..write(&pairing)
        };
        (Decided::Write(Box::new(begun)), ())
    };
    change(
        journal,
        holder,
        RecordKind::Kiosk,
        Uuid::now_v7(),
        None,
        begin,
    )
    .await?;
    Ok(Some(code))
}

/// Takes in the tablet that shows this code; false when none does.
///
/// # Errors
/// When the journal fails.
pub async fn take_in(
    journal: &dyn Journal,
    holder: HolderId,
    code: &str,
    name: String,
    by: &Officer,
) -> Result<bool, JournalError> {
    let key = Pairing::key(code);
    let Some(found) = journal
        .record_by_key(holder, RecordKind::Kiosk, key)
        .await?
    else {
        return Ok(false);
    };
    let exit_code: String = random::<EXIT_DIGITS>()?
        .iter()
        .map(|byte| char::from(b'0' + byte % 10))
        .collect();
    let officer = by.name.clone();
    let decide = move |record: Option<&Record>, now: DateTime<Utc>| {
        let asking = record.filter(|record| record.parent == PAIRING);
        let pairing = asking.and_then(|record| read::<Pairing>(record).ok());
        let Some(pairing) = pairing.filter(|pairing| !pairing.is_over(now)) else {
            return (Decided::Leave, false);
        };
        let tablet = Tablet {
            name,
            token_hash: pairing.token_hash,
            exit_code,
            order: domain::kiosk::Order::Serve,
            paired_at: now.timestamp_millis(),
            paired_by: officer,
            seen_at: None,
            told: None,
            door: None,
        };
        let event = serde_json::json!({ "taken_in": tablet.name }).to_string();
        (Decided::Write(Box::new(stand(&tablet, Some(event)))), true)
    };
    Ok(change(
        journal,
        holder,
        RecordKind::Kiosk,
        found.id,
        Some(by),
        decide,
    )
    .await?
    .1)
}

fn stand(tablet: &Tablet, event: Option<String>) -> RecordWrite {
    RecordWrite {
        key: Some(tablet.key()),
        parent: TABLET.into(),
        place: tablet.paired_at,
        event,
        ..write(tablet)
    }
}

/// The kiosk with this token.
///
/// # Errors
/// When the journal fails.
pub async fn by_token(
    journal: &dyn Journal,
    holder: HolderId,
    token: &str,
) -> Result<Option<(Uuid, Tablet)>, JournalError> {
    let key = format!("token:{}", domain::kiosk::token_hash(token));
    let found = journal
        .record_by_key(holder, RecordKind::Kiosk, key)
        .await?;
    found
        .map(|record| Ok((record.id, read(&record)?)))
        .transpose()
}

/// Changes a kiosk; none when there is none. What happened stands in its history, if it is said.
async fn alter(
    journal: &dyn Journal,
    holder: HolderId,
    id: Uuid,
    by: Option<&Officer>,
    event: Option<String>,
    alter: impl FnOnce(&mut Tablet, DateTime<Utc>) + Send + 'static,
) -> Result<Option<Tablet>, JournalError> {
    let decide = move |record: Option<&Record>, now: DateTime<Utc>| {
        let kiosk = record.filter(|record| record.parent == TABLET);
        let Some(mut tablet) = kiosk.and_then(|record| read::<Tablet>(record).ok()) else {
            return (Decided::Leave, None);
        };
        alter(&mut tablet, now);
        (
            Decided::Write(Box::new(stand(&tablet, event))),
            Some(tablet),
        )
    };
    Ok(change(journal, holder, RecordKind::Kiosk, id, by, decide)
        .await?
        .1)
}

/// A kiosk tells how it is.
///
/// # Errors
/// When the journal fails.
pub async fn beat(
    journal: &dyn Journal,
    holder: HolderId,
    id: Uuid,
    beat: Beat,
) -> Result<Option<Tablet>, JournalError> {
    alter(journal, holder, id, None, None, move |tablet, now| {
        tablet.beat(beat, now)
    })
    .await
}

/// The council ends a kiosk; none when there is none.
///
/// # Errors
/// When the journal fails.
pub async fn end(
    journal: &dyn Journal,
    holder: HolderId,
    id: Uuid,
    at_once: bool,
    by: &Officer,
) -> Result<Option<Tablet>, JournalError> {
    let event = serde_json::json!({ "ended": { "at_once": at_once } }).to_string();
    let end = move |tablet: &mut Tablet, _| tablet.end(at_once);
    alter(journal, holder, id, Some(by), Some(event), end).await
}

/// Puts a kiosk at the door of an open day, or gives it back to the visitors; none when there is none.
///
/// # Errors
/// When the journal fails.
pub async fn put_at_door(
    journal: &dyn Journal,
    holder: HolderId,
    id: Uuid,
    day: Option<Uuid>,
    by: &Officer,
) -> Result<Option<Tablet>, JournalError> {
    let event = serde_json::json!({ "door": day }).to_string();
    let put = move |tablet: &mut Tablet, _| tablet.door = day;
    alter(journal, holder, id, Some(by), Some(event), put).await
}

/// Every kiosk, the latest first.
///
/// # Errors
/// When the journal fails.
pub async fn list(
    journal: &dyn Journal,
    holder: HolderId,
) -> Result<Vec<(Uuid, Tablet)>, JournalError> {
    let query = RecordQuery {
        parent: Some(TABLET.into()),
        descending: true,
        limit: LISTED,
        ..RecordQuery::default()
    };
    let found = journal.records(holder, RecordKind::Kiosk, query).await?;
    found
        .iter()
        .map(|record| Ok((record.id, read(record)?)))
        .collect()
}

/// What is in an envelope, or why that can't be said.
///
/// # Errors
/// The reason for putting it aside.
pub fn opened(keys: &KeyRing, envelope: &Envelope) -> Result<Vec<u8>, WhySealed> {
    let key: &Key = keys.find(&envelope.key).ok_or(WhySealed::UnknownKey)?;
    open(&key.private, envelope).ok_or(WhySealed::DoesNotOpen)
}

/// The record of something put aside: it belongs to its kiosk and stands by its receipt.
fn write_aside(aside: &Unsealed) -> RecordWrite {
    let event = serde_json::json!({ "put_aside": aside.why }).to_string();
    RecordWrite {
        parent: aside.kiosk.to_string(),
        place: aside.received_at,
        event: Some(event),
        ..write(aside)
    }
}

/// Keeps something sealed that can't be taken in. The digest of what is kept under its id: another
/// one means that nothing was kept now.
///
/// # Errors
/// When the journal fails.
pub async fn put_aside(
    journal: &dyn Journal,
    holder: HolderId,
    envelope: Envelope,
    digest: Digest,
    from: (Uuid, String),
    why: WhySealed,
) -> Result<Digest, JournalError> {
    let id = envelope.id;
    let decide = move |record: Option<&Record>, now: DateTime<Utc>| {
        if let Some(kept) = record {
            return (
                Decided::Leave,
                read::<Unsealed>(kept).map(|kept| kept.digest),
            );
        }
        let received_at = now.timestamp_millis();
        let aside = Unsealed {
            envelope,
            digest: digest.clone(),
            kiosk: from.0,
            kiosk_name: from.1,
            received_at,
            why,
        };
        (Decided::Write(Box::new(write_aside(&aside))), Ok(digest))
    };
    change(journal, holder, RecordKind::Sealed, id, None, decide)
        .await?
        .1
}

/// What was put aside, the latest first.
///
/// # Errors
/// When the journal fails.
pub async fn aside(journal: &dyn Journal, holder: HolderId) -> Result<Vec<Unsealed>, JournalError> {
    let query = RecordQuery {
        descending: true,
        limit: LISTED,
        ..RecordQuery::default()
    };
    let found = journal.records(holder, RecordKind::Sealed, query).await?;
    found.iter().map(read).collect()
}

/// Forgets something that was put aside: it is taken in.
///
/// # Errors
/// When the journal fails.
pub async fn no_longer_aside(
    journal: &dyn Journal,
    holder: HolderId,
    id: Uuid,
) -> Result<(), JournalError> {
    let forget = |_: Option<&Record>, _| (Decided::Delete, ());
    change(journal, holder, RecordKind::Sealed, id, None, forget).await?;
    Ok(())
}

/// Notes why something is put aside still.
///
/// # Errors
/// When the journal fails.
pub async fn aside_because(
    journal: &dyn Journal,
    holder: HolderId,
    id: Uuid,
    why: WhySealed,
) -> Result<(), JournalError> {
    let decide = move |record: Option<&Record>, _| {
        // Somebody may have taken it in meanwhile.
        let Some(Ok(aside)) = record.map(read::<Unsealed>) else {
            return (Decided::Leave, ());
        };
        let kept = write_aside(&Unsealed { why, ..aside });
        (Decided::Write(Box::new(kept)), ())
    };
    change(journal, holder, RecordKind::Sealed, id, None, decide).await?;
    Ok(())
}

/// Takes over the keys that another journal has and this one lacks: its own stays the one to seal to.
/// How many they were.
///
/// # Errors
/// When the journal fails.
pub async fn take_keys(
    journal: &dyn Journal,
    holder: HolderId,
    others: KeyRing,
) -> Result<usize, JournalError> {
    let decide = move |record: Option<&Record>, _| {
        let ring: Result<KeyRing, JournalError> =
            record.map_or_else(|| Ok(KeyRing::default()), read);
        let mut ring = match ring {
            Ok(ring) => ring,
            Err(error) => return (Decided::Leave, Err(error)),
        };
        let taken = ring.take_over(others);
        if taken == 0 {
            return (Decided::Leave, Ok(0));
        }
        let event = serde_json::json!({ "keys_taken_over": taken }).to_string();
        let made = RecordWrite {
            parent: KEYS_PARENT.into(),
            event: Some(event),
            ..write(&ring)
        };
        (Decided::Write(Box::new(made)), Ok(taken))
    };
    change(journal, holder, RecordKind::Kiosk, KEYS, None, decide)
        .await?
        .1
}
