//! The queue: mails as records. A record belongs to its state and is sorted by when it is due, or
//! came to its end.

use chrono::{DateTime, Utc};
use domain::mail::{About, Failure, Mail, MailState};
use domain::request::LetterKind;
use domain::sync::mail::{MailRow, Order};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::journal::record::change;
use crate::journal::{
    Blob, CaseRecord, Decided, HolderId, Journal, JournalError, Officer, Record, RecordKind,
    RecordQuery, RecordWrite,
};

const KIND: RecordKind = RecordKind::Mail;
/// How many of each state are shown.
const SHOWN: usize = 50;

/// Whose queue.
#[derive(Clone, Copy)]
pub struct Queue<'a> {
    /// Where it is kept.
    pub journal: &'a dyn Journal,
    /// Of which council.
    pub holder: HolderId,
}

/// What an officer's word came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ordered {
    /// It is done.
    Done(MailRow),
    /// No such mail.
    Unknown,
    /// It is being sent, or was.
    TooLate,
}

/// The id of what has this key: whoever queues the same again finds it there.
#[must_use]
pub fn id_of(key: &str) -> Uuid {
    let digest = Sha256::digest(key);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The ids of the mails that its events may have given rise to, in their order.
pub fn letters_of(request: &CaseRecord) -> impl Iterator<Item = Uuid> {
    let id = request.registered.id;
    let history = (1_usize..).zip(&request.history);
    history.flat_map(move |(n, entry)| {
        let letters = LetterKind::of(entry.event.as_ref()).iter();
        letters.filter_map(move |letter| {
            let about = About::Letter {
                request: id,
                index: String::new(),
                n,
                letter: *letter,
            };
            about.key().map(|key| id_of(&key))
        })
    })
}

fn read(record: &Record) -> Result<Mail, JournalError> {
    Ok(serde_json::from_str(&record.body)?)
}

/// Without a name or an address: those stand in the record and not in its history.
fn write(mail: &Mail, what: &str) -> Decided {
    let reason = mail.failure.as_ref().map(|failure| failure.reason);
    let event = json!({ "kind": what, "tries": mail.tries, "reason": reason });
    match serde_json::to_string(mail) {
        Ok(body) => Decided::Write(Box::new(RecordWrite {
            key: mail.about.key(),
            parent: mail.state.code().into(),
            place: mail.at.timestamp_millis(),
            body,
            event: Some(event.to_string()),
            ..RecordWrite::default()
        })),
        Err(_) => Decided::Leave,
    }
}

impl Queue<'_> {
    /// Queues a mail with its file. What is queued or was sent under its key stays as it is; what
    /// was given up or taken back begins anew, as it is written now.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn put(
        self,
        mut mail: Mail,
        file: Option<(String, Vec<u8>)>,
        by: Option<&Officer>,
    ) -> Result<MailRow, JournalError> {
        let key = mail.about.key();
        let id = key.map_or_else(Uuid::now_v7, |key| id_of(&key));
        let bytes = file.map(|(name, bytes)| {
            let blob = Uuid::now_v7();
            mail.enclosed = Some(domain::mail::Enclosed { blob, name });
            Blob { id: blob, bytes }
        });
        let blob = bytes.as_ref().map(|blob| blob.id);
        if let Some(bytes) = bytes {
            self.journal.put_blob(self.holder, bytes).await?;
        }
        let decide = move |there: Option<&Record>, _| {
            let before = there.and_then(|record| read(record).ok());
            match before {
                Some(before) if matches!(before.state, MailState::Waiting | MailState::Sent) => {
                    (Decided::Leave, None)
                }
                before => {
                    let old = before.and_then(|before| before.enclosed);
                    (write(&mail, "queued"), Some(old.map(|old| old.blob)))
                }
            }
        };
        let (record, written) = change(self.journal, self.holder, KIND, id, by, decide).await?;
        // The bytes nobody names now.
        let unused = match written {
            Some(old) => old,
            None => blob,
        };
        if let Some(unused) = unused {
            self.journal.drop_blob(self.holder, unused).await?;
        }
        let record = record.ok_or_else(|| JournalError::Unreadable("a mail".into()))?;
        Ok(MailRow::of(id, read(&record)?))
    }

    /// The mail of this id.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn get(self, id: Uuid) -> Result<Option<MailRow>, JournalError> {
        let record = self.journal.record(self.holder, KIND, id).await?;
        let row = |record: Record| Ok(MailRow::of(id, read(&record)?));
        record.map(row).transpose()
    }

    /// Mails in this state, as the page shows them.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn list(self, state: MailState) -> Result<Vec<MailRow>, JournalError> {
        let query = RecordQuery {
            parent: Some(state.code().into()),
            descending: state != MailState::Waiting,
            limit: SHOWN,
            ..RecordQuery::default()
        };
        let found = self.journal.records(self.holder, KIND, query).await?;
        let row = |record: &Record| Ok(MailRow::of(record.id, read(record)?));
        found.iter().map(row).collect()
    }

    /// The ids of what is due at this moment.
    pub(super) async fn due(self, now: DateTime<Utc>) -> Result<Vec<Uuid>, JournalError> {
        let query = RecordQuery {
            parent: Some(MailState::Waiting.code().into()),
            before: Some(now.timestamp_millis() + 1),
            limit: SHOWN,
            ..RecordQuery::default()
        };
        let found = self.journal.records(self.holder, KIND, query).await?;
        Ok(found.iter().map(|record| record.id).collect())
    }

    /// Forgets every letter of a request; false, and nothing is forgotten, while one of them waits.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn forget(self, request: &CaseRecord) -> Result<bool, JournalError> {
        let mut found = Vec::new();
        for id in letters_of(request) {
            if let Some(record) = self.journal.record(self.holder, KIND, id).await? {
                found.push((id, read(&record)?));
            }
        }
        if found
            .iter()
            .any(|(_, mail)| mail.state == MailState::Waiting)
        {
            return Ok(false);
        }
        for (id, mail) in found {
            let decide = |_: Option<&Record>, _| (Decided::Delete, ());
            change(self.journal, self.holder, KIND, id, None, decide).await?;
            if let Some(enclosed) = mail.enclosed {
                self.journal.drop_blob(self.holder, enclosed.blob).await?;
            }
        }
        Ok(true)
    }

    /// Takes a mail for an attempt, unless somebody else was quicker.
    pub(super) async fn take(self, id: Uuid) -> Result<Option<Taken>, JournalError> {
        let decide = |record: Option<&Record>, now| {
            let mail = record.and_then(|record| read(record).ok());
            match mail.and_then(|mail| mail.take(now)) {
                Some(mail) => (write(&mail, "taken"), Some(mail)),
                None => (Decided::Leave, None),
            }
        };
        let (record, mail) = change(self.journal, self.holder, KIND, id, None, decide).await?;
        let taken = record.zip(mail);
        Ok(taken.map(|(record, mail)| Taken {
            id,
            version: record.version,
            mail,
        }))
    }

    /// Notes what an attempt came to. A failure counts only while the mail is still held by it;
    /// that it was sent always does.
    pub(super) async fn finish(
        self,
        taken: &Taken,
        outcome: Result<(), Failure>,
        chance: u16,
    ) -> Result<(), JournalError> {
        let version = taken.version;
        let decide = move |record: Option<&Record>, now| {
            let mail = record.and_then(|record| Some((record.version, read(record).ok()?)));
            let decided = match (mail, outcome) {
                (Some((_, mail)), Ok(())) => write(&mail.sent(now), "sent"),
                (Some((at, mail)), Err(failure)) if at == version => {
                    write(&mail.failed(failure, now, chance), "failed")
                }
                _ => Decided::Leave,
            };
            (decided, ())
        };
        change(self.journal, self.holder, KIND, taken.id, None, decide).await?;
        Ok(())
    }

    /// Does with a mail what an officer says.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn order(
        self,
        id: Uuid,
        order: Order,
        by: &Officer,
    ) -> Result<Ordered, JournalError> {
        let decide = move |record: Option<&Record>, now| {
            let Some(mail) = record.and_then(|record| read(record).ok()) else {
                return (Decided::Leave, Ordered::Unknown);
            };
            let (next, what) = match order {
                Order::Retry => (mail.again(now), "again"),
                Order::Cancel => (mail.cancelled(now), "cancelled"),
            };
            match next {
                Some(mail) => (write(&mail, what), Ordered::Done(MailRow::of(id, mail))),
                None => (Decided::Leave, Ordered::TooLate),
            }
        };
        let done = change(self.journal, self.holder, KIND, id, Some(by), decide).await?;
        Ok(done.1)
    }
}

/// A mail that is held for an attempt.
pub(super) struct Taken {
    /// Its id.
    pub(super) id: Uuid,
    /// The version of its record while it is held.
    pub(super) version: u64,
    /// The mail.
    pub(super) mail: Mail,
}
