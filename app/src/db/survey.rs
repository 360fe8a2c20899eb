//! What a phone keeps of surveys of open days: what is being answered, and what is finished.
//!
//! Records of the `meta` store under keys of their own. So the schema's version stays, an older app
//! lives with them, and "erase everything on this device" takes them too.

use std::collections::BTreeMap;

use domain::open_day::Arrival;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Guard, Op, StorageError, Store, begin, database, get, put, write};
use crate::{device, json};

const DRAFT: &str = "survey/draft/";
/// The worker that sends without a page (`public/days_sw.js`) looks for it too.
const ANSWER: &str = "survey/answer/";

/// The fields of a form by their names; what is empty is left out.
pub type Fields = BTreeMap<String, String>;

/// Answers that are being written, one a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyDraft {
    /// Version of this record.
    pub v: u16,
    /// The id that the answer will have.
    pub id: Uuid,
    /// The open day.
    pub day: Uuid,
    /// What is written so far.
    pub fields: Fields,
}

/// Why the council did not take an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotTaken {
    /// The survey was over when it was finished, or the day was cancelled.
    Closed,
    /// There is no such day any more.
    NoDay,
    /// It does not fit the questionnaire that the council has.
    Unfitting,
    /// Another answer came under its id.
    Conflict,
    /// Anything else.
    Refused,
}

/// How far a finished answer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyState {
    /// It waits to be sent.
    Waiting,
    /// The council has it.
    Arrived {
        /// Where it stands to the survey's end.
        arrival: Arrival,
        /// Whether it is counted with the others.
        counted: bool,
    },
    /// The council did not take it.
    NotTaken {
        /// Why.
        why: NotTaken,
    },
}

/// An answer that was finished on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyRecord {
    /// Version of this record.
    pub v: u16,
    /// Its id.
    pub id: Uuid,
    /// The open day.
    pub day: Uuid,
    /// When it was finished: milliseconds since 1970, UTC, by the best clock there was.
    pub finished_at: i64,
    /// How far it has come.
    pub state: SurveyState,
    /// The bytes that are sent, frozen; empty once the council has them.
    pub body: String,
    /// The form it was made of, to mend it by if it is not taken; empty once the council has it.
    pub fields: Fields,
}

fn draft_key(day: Uuid) -> String {
    format!("{DRAFT}{day}")
}

fn answer_key(id: Uuid) -> String {
    format!("{ANSWER}{id}")
}

/// What is being answered of a day's survey.
///
/// # Errors
/// When the storage fails.
pub async fn load_survey_draft(day: Uuid) -> Result<Option<SurveyDraft>, StorageError> {
    get(Store::Meta, &draft_key(day)).await
}

/// Writes fields of a draft, in one transaction: two tabs fill in one form together. An empty value
/// takes its field out; a draft without fields is none.
///
/// # Errors
/// When the storage fails; nothing is then changed.
pub async fn save_survey_fields(
    day: Uuid,
    changed: &Fields,
) -> Result<Option<SurveyDraft>, StorageError> {
    let key = draft_key(day);
    let database = database().await?;
    let transaction = begin(
        &database,
        &[Store::Meta],
        TransactionMode::Readwrite,
        TransactionDurability::Relaxed,
    )
    .await?;
    let store = transaction.object_store(Store::Meta.name())?;
    let found: Option<String> = store.get(&key).primitive()?.await?;
    let found = found.and_then(|text| json::read(&text));
    let mut draft = found.unwrap_or_else(|| SurveyDraft {
        v: 1,
        id: device::new_id(),
        day,
        fields: Fields::new(),
    });
    for (name, value) in changed {
        if value.is_empty() {
            draft.fields.remove(name);
        } else {
            draft.fields.insert(name.clone(), value.clone());
        }
    }
    let draft = Some(draft).filter(|draft| !draft.fields.is_empty());
    match &draft {
        Some(draft) => {
            let text = json::write(draft).ok_or(StorageError::Failed)?;
            drop(store.put(text).with_key(key.as_str()).primitive()?);
        }
        None => drop(store.delete(key.as_str()).primitive()?),
    }
    transaction.commit().await?;
    Ok(draft)
}

/// Takes a draft off the device.
///
/// # Errors
/// When the storage fails.
pub async fn drop_survey_draft(day: Uuid) -> Result<(), StorageError> {
    let ops = [Op::Delete(Store::Meta, draft_key(day))];
    write(&ops, &[], TransactionDurability::Strict)
        .await
        .map(|_| ())
}

/// Puts a finished answer in the place of its draft: one strictly durable transaction. `false` when
/// another tab was quicker; nothing is then changed.
///
/// # Errors
/// When the storage fails; the draft is then still there.
pub async fn finish_survey(record: &SurveyRecord) -> Result<bool, StorageError> {
    let (draft, answer) = (draft_key(record.day), answer_key(record.id));
    let ops = [
        Op::Delete(Store::Meta, draft.clone()),
        put(Store::Meta, answer.clone(), record)?,
    ];
    let is_its_draft = |found: Option<&str>| {
        let found = found.and_then(json::read::<SurveyDraft>);
        found.is_some_and(|found| found.id == record.id)
    };
    let guard = |key, holds| Guard {
        store: Store::Meta,
        key,
        holds,
    };
    let guards = [
        guard(&draft, &is_its_draft),
        guard(&answer, &|found| found.is_none()),
    ];
    write(&ops, &guards, TransactionDurability::Strict).await
}

/// Everything finished on this device, in the order it was finished.
///
/// # Errors
/// When the storage fails.
pub async fn load_surveys() -> Result<Vec<SurveyRecord>, StorageError> {
    let names: Vec<String> = {
        let database = database().await?;
        let transaction = begin(
            &database,
            &[Store::Meta],
            TransactionMode::Readonly,
            TransactionDurability::Default,
        )
        .await?;
        let found = transaction
            .object_store(Store::Meta.name())?
            .get_all_keys::<String>()
            .primitive()?
            .await?;
        found.filter_map(Result::ok).collect()
    };
    let mut records: Vec<SurveyRecord> = Vec::new();
    for name in names.iter().filter(|name| name.starts_with(ANSWER)) {
        records.extend(get(Store::Meta, name).await?);
    }
    records.sort_by_key(|record| record.finished_at);
    Ok(records)
}

/// Notes what became of an answer that waited. Once the council has it, what was answered leaves the
/// device in the same transaction.
///
/// # Errors
/// When the storage fails; the answer is then sent again, and the council knows it.
pub async fn settle_survey(record: &SurveyRecord, state: SurveyState) -> Result<(), StorageError> {
    let arrived = matches!(state, SurveyState::Arrived { .. });
    let settled = SurveyRecord {
        state,
        body: String::new(),
        fields: if arrived {
            Fields::new()
        } else {
            record.fields.clone()
        },
        ..record.clone()
    };
    let key = answer_key(record.id);
    let ops = [put(Store::Meta, key.clone(), &settled)?];
    // Another tab may have settled it, and the person may have taken it off the device since.
    let waits = |found: Option<&str>| {
        let found = found.and_then(json::read::<SurveyRecord>);
        found.is_some_and(|found| found.state == SurveyState::Waiting)
    };
    let guard = Guard {
        store: Store::Meta,
        key: &key,
        holds: &waits,
    };
    write(&ops, &[guard], TransactionDurability::Strict)
        .await
        .map(|_| ())
}

/// Takes what is settled off the device.
///
/// # Errors
/// When the storage fails.
pub async fn drop_surveys(records: &[SurveyRecord]) -> Result<(), StorageError> {
    let settled = records
        .iter()
        .filter(|record| record.state != SurveyState::Waiting);
    let ops: Vec<Op> = settled
        .map(|record| Op::Delete(Store::Meta, answer_key(record.id)))
        .collect();
    if ops.is_empty() {
        return Ok(());
    }
    write(&ops, &[], TransactionDurability::Strict)
        .await
        .map(|_| ())
}

/// Makes a draft of an answer that was not taken, under a new id; `false` when something else is
/// being answered already, which stays.
///
/// # Errors
/// When the storage fails; nothing is then changed.
pub async fn mend_survey(record: &SurveyRecord) -> Result<bool, StorageError> {
    let key = draft_key(record.day);
    let draft = SurveyDraft {
        v: 1,
        id: device::new_id(),
        day: record.day,
        fields: record.fields.clone(),
    };
    let ops = [
        put(Store::Meta, key.clone(), &draft)?,
        Op::Delete(Store::Meta, answer_key(record.id)),
    ];
    let guard = Guard {
        store: Store::Meta,
        key: &key,
        holds: &|found| found.is_none(),
    };
    write(&ops, &[guard], TransactionDurability::Strict).await
}
