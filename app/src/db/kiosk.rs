//! What a kiosk keeps: what is sealed, its token, what the council told it, the open days everybody
//! may see, and of a door what names nobody. A database of its own, so that ending the kiosk deletes
//! all of it and nothing else.

use domain::kiosk::Order;
use domain::open_day::PublicDay;
use domain::open_day::door::Door;
use domain::sync::Digest;
use domain::sync::kiosk::BeatAnswer;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::StorageError;
use crate::json;

const NAME: &str = "vidkryta-rada-kiosk";
const VERSION: u8 = 1;
const SEALED: &str = "sealed";
const META: &str = "meta";
const HOME: &str = "home";
const DAYS: &str = "days";
const DOOR: &str = "door";
/// The ids of the floor plans that are kept; each picture stands under its own.
const PLANS: &str = "plans";

/// What a kiosk knows of itself and its council.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Home {
    /// The token it made for itself.
    pub token: String,
    /// What the council told last; none before an officer has taken it in.
    pub told: Option<BeatAnswer>,
}

impl Home {
    /// Whether it may serve visitors.
    #[must_use]
    pub fn serves(&self) -> bool {
        self.told
            .as_ref()
            .is_some_and(|told| told.order == Order::Serve)
    }
}

/// Something sealed that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SealedRecord {
    /// Its id.
    pub id: Uuid,
    /// The bytes that are sent, frozen.
    pub body: String,
    /// Their digest.
    pub digest: Digest,
    /// When it was sealed, by the tablet's clock.
    pub sealed_at: i64,
    /// Whether the server would not take it; it is kept and tried again.
    #[serde(default)]
    pub refused: bool,
}

async fn open() -> Result<Database, StorageError> {
    let opened = Database::open(NAME)
        .with_version(VERSION)
        .with_on_upgrade_needed(|_, database| {
            for store in [SEALED, META] {
                database.create_object_store(store).build()?;
            }
            Ok(())
        })
        .await?;
    Ok(opened)
}

fn begin<'a>(
    database: &'a Database,
    store: &str,
    mode: TransactionMode,
) -> Result<Transaction<'a>, StorageError> {
    let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    let asked = database.transaction([store]).with_mode(mode);
    Ok(asked.with_options(options).build()?)
}

async fn put(store: &str, key: &str, value: &impl Serialize) -> Result<(), StorageError> {
    let text = json::write(value).ok_or(StorageError::Failed)?;
    let database = open().await?;
    let transaction = begin(&database, store, TransactionMode::Readwrite)?;
    drop(
        transaction
            .object_store(store)?
            .put(text)
            .with_key(key)
            .primitive()?,
    );
    transaction.commit().await?;
    database.close();
    Ok(())
}

async fn get<T: serde::de::DeserializeOwned>(key: &str) -> Result<Option<T>, StorageError> {
    let database = open().await?;
    let transaction = begin(&database, META, TransactionMode::Readonly)?;
    let found: Option<String> = transaction
        .object_store(META)?
        .get(key)
        .primitive()?
        .await?;
    drop(transaction);
    database.close();
    Ok(found.and_then(|text| json::read(&text)))
}

/// What this kiosk knows; none on a new tablet.
///
/// # Errors
/// When the storage fails.
pub async fn load_home() -> Result<Option<Home>, StorageError> {
    get(HOME).await
}

/// The open days as they were when there last was a network.
///
/// # Errors
/// When the storage fails.
pub async fn load_days() -> Result<Vec<PublicDay>, StorageError> {
    Ok(get(DAYS).await?.unwrap_or_default())
}

/// Keeps the open days: everybody may see them.
///
/// # Errors
/// When the storage fails.
pub async fn save_days(days: &Vec<PublicDay>) -> Result<(), StorageError> {
    put(META, DAYS, days).await
}

fn plan_key(id: Uuid) -> String {
    format!("plan {id}")
}

/// Which floor plans are kept.
///
/// # Errors
/// When the storage fails.
pub async fn plans() -> Result<Vec<Uuid>, StorageError> {
    Ok(get(PLANS).await?.unwrap_or_default())
}

/// A floor plan as an address that holds all of it, if it is kept.
///
/// # Errors
/// When the storage fails.
pub async fn load_plan(id: Uuid) -> Result<Option<String>, StorageError> {
    get(&plan_key(id)).await
}

/// Keeps a floor plan, one of these.
///
/// # Errors
/// When the storage fails; it is fetched again then.
pub async fn save_plan(id: Uuid, picture: &String, all: &Vec<Uuid>) -> Result<(), StorageError> {
    put(META, &plan_key(id), picture).await?;
    put(META, PLANS, all).await
}

/// Forgets floor plans, and keeps these.
///
/// # Errors
/// When the storage fails.
pub async fn drop_plans(gone: &[Uuid], kept: &Vec<Uuid>) -> Result<(), StorageError> {
    put(META, PLANS, kept).await?;
    delete(META, gone.iter().map(|id| plan_key(*id))).await
}

/// The door this tablet stands at, without names.
///
/// # Errors
/// When the storage fails.
pub async fn load_door() -> Result<Option<Door>, StorageError> {
    get(DOOR).await
}

/// Keeps a door, without names: they are in memory only.
///
/// # Errors
/// When the storage fails; nothing is kept then.
pub async fn save_door(door: &Door) -> Result<(), StorageError> {
    put(META, DOOR, &door.nameless()).await
}

/// Forgets the door.
///
/// # Errors
/// When the storage fails.
pub async fn drop_door() -> Result<(), StorageError> {
    delete(META, [DOOR.to_owned()]).await
}

/// Keeps what this kiosk knows.
///
/// # Errors
/// When the storage fails.
pub async fn save_home(home: &Home) -> Result<(), StorageError> {
    put(META, HOME, home).await
}

/// Keeps something sealed; it is on the disk when this returns.
///
/// # Errors
/// When the storage fails; nothing is kept then.
pub async fn keep(record: &SealedRecord) -> Result<(), StorageError> {
    put(SEALED, &record.id.to_string(), record).await
}

/// Everything that waits, in the order it was sealed.
///
/// # Errors
/// When the storage fails.
pub async fn waiting() -> Result<Vec<SealedRecord>, StorageError> {
    let database = open().await?;
    let transaction = begin(&database, SEALED, TransactionMode::Readonly)?;
    let found = transaction
        .object_store(SEALED)?
        .get_all::<String>()
        .primitive()?
        .await?;
    let texts: Vec<String> = found.filter_map(Result::ok).collect();
    drop(transaction);
    database.close();
    Ok(texts.iter().filter_map(|text| json::read(text)).collect())
}

/// Takes away what the server has confirmed, all of it at once.
///
/// # Errors
/// When the storage fails.
pub async fn forget(ids: &[Uuid]) -> Result<(), StorageError> {
    delete(SEALED, ids.iter().map(Uuid::to_string)).await
}

async fn delete(store: &str, keys: impl IntoIterator<Item = String>) -> Result<(), StorageError> {
    let database = open().await?;
    let transaction = begin(&database, store, TransactionMode::Readwrite)?;
    for key in keys {
        let store = transaction.object_store(store)?;
        drop(store.delete(key.as_str()).primitive()?);
    }
    transaction.commit().await?;
    database.close();
    Ok(())
}

/// Deletes everything but the word that this kiosk has ended.
///
/// # Errors
/// When the storage fails.
pub async fn erase(last: &Home) -> Result<(), StorageError> {
    for store in [SEALED, META] {
        let database = open().await?;
        let transaction = begin(&database, store, TransactionMode::Readwrite)?;
        drop(transaction.object_store(store)?.clear()?);
        transaction.commit().await?;
        database.close();
    }
    save_home(last).await
}
