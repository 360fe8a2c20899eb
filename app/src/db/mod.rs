//! The only IndexedDB code: a thin room around indexed_db_futures.
//!
//! Values are JSON text, so a record reads back byte for byte as it was written. Nothing but
//! IndexedDB is awaited inside a transaction (anything else would commit it early), and nothing
//! is taken for saved before `commit()` came back well.

mod drafts;
pub mod files;
#[cfg(feature = "kiosk")]
pub mod kiosk;
mod outbox;
mod records;
mod replica;
pub mod survey;
pub mod transfer;

pub use drafts::{SaveOutcome, delete_draft, load_drafts, save_draft};
pub use outbox::{
    SubmitOutcome, complete, drop_parked, load_outbox, outgoing_body, save_item, submit,
};
pub use records::{AppealGlance, CaseGlance, CaseRecord, DraftRecord, OutboxRecord};
pub use replica::{delete_case, load_appeals, load_cases, load_glances, save_case, update_case};

use std::cell::{OnceCell, RefCell};

use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error, OpenDbError};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::json;

/// The database's name.
const NAME: &str = "vidkryta-rada";
/// The schema's version. Upgrades only add; a fixture of every released one is kept in tests.
const VERSION: u8 = 2;

/// The event that tells that another tab keeps the database from being upgraded.
pub const BLOCKED: &str = "vr:blocked";

/// An object store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// What is being written: a record per draft.
    Drafts,
    /// What waits to be sent, with its frozen bytes.
    Outbox,
    /// What the server confirmed.
    Receipts,
    /// The device's copy of its cases.
    Replica,
    /// What the device knows of the council and of itself.
    Meta,
    /// How far the files of a submission have come.
    Files,
    /// The bytes of files.
    Pieces,
}

const STORES: [Store; 7] = [
    Store::Drafts,
    Store::Outbox,
    Store::Receipts,
    Store::Replica,
    Store::Meta,
    Store::Files,
    Store::Pieces,
];

impl Store {
    const fn name(self) -> &'static str {
        match self {
            Self::Drafts => "drafts",
            Self::Outbox => "outbox",
            Self::Receipts => "receipts",
            Self::Replica => "replica",
            Self::Meta => "meta",
            Self::Files => "files",
            Self::Pieces => "chunks",
        }
    }
}

/// Why something could not be stored or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// This browser or this private window has no IndexedDB.
    #[error("this browser keeps no data")]
    Unavailable,
    /// The transaction was aborted; on a phone that means there is no room.
    #[error("no room on the device")]
    Full,
    /// An older version of the app is open in another tab and holds the database.
    #[error("an older version of the app is open")]
    Blocked,
    /// A newer version of the app has upgraded the database.
    #[error("a newer version of the app is open")]
    Newer,
    /// Anything else; the cause is in the browser's console.
    #[error("the browser's storage failed")]
    Failed,
}

impl From<Error> for StorageError {
    fn from(error: Error) -> Self {
        crate::device::warn(&error.to_string());
        match error {
            Error::MissingData(_) => Self::Full,
            Error::DomException(DomException::Other(cause)) => match cause.name().as_str() {
                "QuotaExceededError" => Self::Full,
                "VersionError" => Self::Newer,
                _ => Self::Failed,
            },
            _ => Self::Failed,
        }
    }
}

impl From<OpenDbError> for StorageError {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => error.into(),
            _ => Self::Unavailable,
        }
    }
}

thread_local! {
    static OPEN: RefCell<Option<Database>> = const { RefCell::new(None) };
}

async fn open() -> Result<Database, StorageError> {
    if let Some(open) = OPEN.with_borrow(Clone::clone) {
        return Ok(open);
    }
    let opened = Database::open(NAME)
        .with_version(VERSION)
        .with_on_upgrade_needed(|_, database| {
            let present: Vec<String> = database.object_store_names().collect();
            for store in STORES
                .iter()
                .filter(|store| !present.iter().any(|n| n == store.name()))
            {
                database.create_object_store(store.name()).build()?;
            }
            Ok(())
        })
        .with_on_blocked(|_| {
            // An old tab holds on to the old version; it is for a person to close it.
            crate::device::dispatch(BLOCKED);
            Ok(())
        })
        .await?;
    OPEN.set(Some(opened.clone()));
    watch(&opened);
    Ok(opened)
}

/// Closes the database; the next who needs it opens it again.
pub fn close() {
    if let Some(open) = OPEN.take() {
        open.close();
    }
}

/// Lets a newer version upgrade: an old tab that held its connection would block it for ever.
fn watch(database: &Database) {
    let Ok(mut changes) = database.version_changes() else {
        return;
    };
    let database = database.clone();
    wasm_bindgen_futures::spawn_local(async move {
        if changes.recv().await.is_some() {
            database.close();
        }
        OPEN.set(None);
    });
}

/// The database, and another connection to it for when the browser has closed the first: it does so
/// when site data is cleared and under pressure.
struct Connection {
    first: Database,
    again: OnceCell<Database>,
}

async fn database() -> Result<Connection, StorageError> {
    Ok(Connection {
        first: open().await?,
        again: OnceCell::new(),
    })
}

/// Begins a transaction. None is begun only to be given up: WebKit then may never begin the next
/// one over the same stores, and what is written in that is lost without an error.
async fn begin<'a>(
    connection: &'a Connection,
    stores: &[Store],
    mode: TransactionMode,
    durability: TransactionDurability,
) -> Result<Transaction<'a>, StorageError> {
    let names: Vec<&str> = stores.iter().map(|store| store.name()).collect();
    let on = |database: &'a Database| {
        let options = TransactionOptions::new().with_durability(durability);
        let asked = database.transaction(names.clone()).with_mode(mode);
        asked.with_options(options).build()
    };
    match on(&connection.first) {
        Err(Error::DomException(DomException::InvalidStateError(_))) => {
            OPEN.set(None);
            let again = open().await?;
            Ok(on(connection.again.get_or_init(|| again))?)
        }
        begun => Ok(begun?),
    }
}

/// A change of one record.
pub enum Op {
    /// Write it.
    Put(Store, String, JsValue),
    /// Delete it.
    Delete(Store, String),
}

/// The change that writes a value as JSON.
fn put(store: Store, key: String, value: &impl Serialize) -> Result<Op, StorageError> {
    let text = json::write(value).ok_or(StorageError::Failed)?;
    Ok(Op::Put(store, key, text.into()))
}

/// A condition on a record, checked in the transaction that writes.
pub struct Guard<'a> {
    store: Store,
    key: &'a str,
    holds: &'a dyn Fn(Option<&str>) -> bool,
}

/// Carries out all the changes or none, if the guards hold; whether they did.
async fn write(
    ops: &[Op],
    guards: &[Guard<'_>],
    durability: TransactionDurability,
) -> Result<bool, StorageError> {
    let mut stores: Vec<Store> = Vec::new();
    let touched = ops.iter().map(|op| match op {
        Op::Put(store, ..) | Op::Delete(store, _) => *store,
    });
    for store in touched.chain(guards.iter().map(|guard| guard.store)) {
        if !stores.contains(&store) {
            stores.push(store);
        }
    }
    let database = database().await?;
    let transaction = begin(&database, &stores, TransactionMode::Readwrite, durability).await?;
    for guard in guards {
        let store = transaction.object_store(guard.store.name())?;
        let found: Option<String> = store.get(guard.key).primitive()?.await?;
        if !(guard.holds)(found.as_deref()) {
            transaction.abort().await?;
            return Ok(false);
        }
    }
    // The requests go out when they are built; what came of them is what came of the commit.
    for op in ops {
        match op {
            Op::Put(store, key, value) => {
                let store = transaction.object_store(store.name())?;
                drop(store.put(value).with_key(key.as_str()).primitive()?);
            }
            Op::Delete(store, key) => {
                let store = transaction.object_store(store.name())?;
                drop(store.delete(key.as_str()).primitive()?);
            }
        }
    }
    transaction.commit().await?;
    Ok(true)
}

async fn texts(store: Store) -> Result<Vec<String>, StorageError> {
    let database = database().await?;
    let transaction = begin(
        &database,
        &[store],
        TransactionMode::Readonly,
        TransactionDurability::Default,
    )
    .await?;
    let found = transaction
        .object_store(store.name())?
        .get_all::<String>()
        .primitive()?
        .await?;
    Ok(found.filter_map(Result::ok).collect())
}

/// Reads every record of a store. A record this build can't read is left where it is.
async fn all<T: DeserializeOwned>(store: Store) -> Result<Vec<T>, StorageError> {
    let texts = texts(store).await?;
    Ok(texts.iter().filter_map(|text| json::read(text)).collect())
}

/// Reads one record.
async fn get<T: DeserializeOwned>(store: Store, key: &str) -> Result<Option<T>, StorageError> {
    let database = database().await?;
    let transaction = begin(
        &database,
        &[store],
        TransactionMode::Readonly,
        TransactionDurability::Default,
    )
    .await?;
    let found: Option<String> = transaction
        .object_store(store.name())?
        .get(key)
        .primitive()?
        .await?;
    Ok(found.and_then(|text| json::read(&text)))
}

/// Reads one value of the `meta` store.
///
/// # Errors
/// When the storage fails.
pub async fn load_meta<T: DeserializeOwned>(key: &str) -> Result<Option<T>, StorageError> {
    get(Store::Meta, key).await
}

/// Writes one value of the `meta` store.
///
/// # Errors
/// When the storage fails.
pub async fn save_meta(key: &str, value: &impl Serialize) -> Result<(), StorageError> {
    let ops = [put(Store::Meta, key.into(), value)?];
    write(&ops, &[], TransactionDurability::Relaxed)
        .await
        .map(|_| ())
}

/// Deletes everything this app keeps on the device.
///
/// # Errors
/// When the storage fails.
pub async fn erase() -> Result<(), StorageError> {
    let database = database().await?;
    let transaction = begin(
        &database,
        &STORES,
        TransactionMode::Readwrite,
        TransactionDurability::Strict,
    )
    .await?;
    for store in STORES {
        drop(transaction.object_store(store.name())?.clear()?);
    }
    Ok(transaction.commit().await?)
}

/// Everything this app keeps, as one JSON text: `{"store": [records…]}`. A draft that could not be
/// stored goes with it as `unsaved`, even when nothing else can be read: the file is its way out.
///
/// # Errors
/// When the storage fails and there is no such draft.
pub async fn export(unsaved: Option<DraftRecord>) -> Result<String, StorageError> {
    let (mut parts, mut failed) = (Vec::new(), None);
    for store in [
        Store::Drafts,
        Store::Outbox,
        Store::Receipts,
        Store::Replica,
    ] {
        match texts(store).await {
            Ok(texts) => parts.push(format!("\"{}\":[{}]", store.name(), texts.join(","))),
            Err(error) => failed = Some(error),
        }
    }
    match (unsaved.and_then(|draft| json::write(&draft)), failed) {
        (Some(draft), _) => parts.push(format!("\"unsaved\":[{draft}]")),
        (None, Some(error)) => return Err(error),
        (None, None) => {}
    }
    Ok(format!(
        "{{\"vidkryta_rada\":{VERSION},{}}}",
        parts.join(",")
    ))
}
