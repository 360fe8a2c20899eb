//! Papers of a request: records of [`RecordKind::Paper`] that belong to it, with their bytes beside
//! them. What is published of them is a record of its own, so that taking it back
//! leaves the paper as it is.

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::request::{
    Filed, MAX_PAPERS_EVER, Outcome, Paper, PaperDesk, PaperEvent, PaperRefused,
};
use domain::sync::Digest;
use domain::sync::paper::{CasePapers, PaperEntry, PaperMark, PaperView, PublishedAnswer};
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::journal::record::change;
use crate::journal::{
    Blob, CaseRecord, Decided, GONE, HolderId, Journal, JournalError, Officer, Record, RecordKind,
    RecordQuery, RecordWrite,
};

const KIND: RecordKind = RecordKind::Paper;
/// What publications belong to.
const PUBLISHED: &str = "published";
/// The published answers on one page.
pub const PAGE: usize = 50;

/// Where papers are kept.
#[derive(Clone, Copy)]
pub struct Cabinet<'a> {
    /// The journal.
    pub journal: &'a dyn Journal,
    /// Whose.
    pub holder: HolderId,
}

/// Why something was not done with a paper.
#[derive(Debug)]
pub enum NotDone {
    /// The journal could not do it.
    Journal(JournalError),
    /// The rules refuse it.
    Refused(PaperRefused),
    /// Under this id other bytes are kept, or those of another request.
    Taken,
}

impl From<JournalError> for NotDone {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<PaperRefused> for NotDone {
    fn from(refused: PaperRefused) -> Self {
        Self::Refused(refused)
    }
}

fn read<T: DeserializeOwned>(body: &str) -> Result<T, JournalError> {
    serde_json::from_str(body).map_err(|_| JournalError::Unreadable("a paper".into()))
}

fn json(value: &impl serde::Serialize) -> Result<String, JournalError> {
    serde_json::to_string(value).map_err(|_| JournalError::Unreadable("a paper".into()))
}

fn written(parent: Uuid, paper: &Paper, event: &PaperEvent) -> Result<RecordWrite, JournalError> {
    Ok(RecordWrite {
        parent: parent.to_string(),
        place: paper.at.timestamp_millis(),
        body: json(paper)?,
        event: Some(json(event)?),
        ..RecordWrite::default()
    })
}

/// The id of a paper's bytes. Not its own, which its sender chose: it might be that of bytes which
/// belong to something else.
fn bytes_of(paper: Uuid) -> Uuid {
    let digest = Sha256::new().chain_update("paper").chain_update(paper);
    let mut id = [0; 16];
    id.copy_from_slice(&digest.finalize()[..16]);
    uuid::Builder::from_custom_bytes(id).into_uuid()
}

fn key(paper: Uuid) -> String {
    format!("{PUBLISHED}/{paper}")
}

/// The rules for this case's papers, for this officer.
fn desk<'a>(record: &CaseRecord, officer: &Officer, papers: &'a [Filed]) -> PaperDesk<'a> {
    PaperDesk {
        role: officer.role,
        outcome: record.case.outcome.or_else(|| {
            // Closed without an outcome does not happen; if it did, nothing may go.
            (!record.case.is_open()).then_some(Outcome::Withdrawn)
        }),
        papers,
    }
}

impl Cabinet<'_> {
    /// Every paper of a request, those that were taken away too, the first first.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn of(self, request: Uuid) -> Result<Vec<Filed>, JournalError> {
        let query = RecordQuery {
            parent: Some(request.to_string()),
            limit: MAX_PAPERS_EVER,
            ..RecordQuery::default()
        };
        let found = self.journal.records(self.holder, KIND, query).await?;
        let filed = |record: Record| {
            Ok(Filed {
                id: record.id,
                paper: read(&record.body)?,
            })
        };
        found.into_iter().map(filed).collect()
    }

    /// The papers that are there, with what is published of them, and their history.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn whole(self, request: Uuid) -> Result<CasePapers, JournalError> {
        let mut whole = CasePapers::default();
        for Filed { id, paper } in self.of(request).await? {
            let history = self.journal.record_history(self.holder, KIND, id).await?;
            for entry in history {
                whole.history.push(PaperEntry {
                    at: entry.at,
                    actor: entry.actor,
                    name: paper.name.clone(),
                    event: read(&entry.event)?,
                });
            }
            if !paper.taken_away {
                let published = self.publication(id).await?;
                whole.papers.push(PaperView {
                    id,
                    paper,
                    published: published.map(|(_, answer)| answer),
                });
            }
        }
        whole.history.sort_by_key(|entry| entry.at);
        Ok(whole)
    }

    /// A paper of this request that is there.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn paper(self, request: Uuid, id: Uuid) -> Result<Option<Paper>, JournalError> {
        let found = self.journal.record(self.holder, KIND, id).await?;
        let found = found.filter(|record| record.parent == request.to_string());
        let paper: Option<Paper> = found.map(|record| read(&record.body)).transpose()?;
        Ok(paper.filter(|paper| !paper.taken_away))
    }

    /// The bytes of a paper, as they were taken in.
    ///
    /// # Errors
    /// When the journal fails, or they are not those any more.
    pub async fn bytes(self, id: Uuid, digest: &Digest) -> Result<Vec<u8>, JournalError> {
        let found = self.journal.blob(self.holder, bytes_of(id)).await?;
        let found = found.filter(|bytes| Digest::of(bytes) == *digest);
        found.ok_or_else(|| JournalError::Unreadable("a paper's bytes".into()))
    }

    /// Puts a paper to a case; the same one again is there already.
    ///
    /// # Errors
    /// See [`NotDone`].
    pub async fn add(
        self,
        record: &CaseRecord,
        officer: &Officer,
        id: Uuid,
        paper: Paper,
        bytes: Vec<u8>,
    ) -> Result<(), NotDone> {
        let request = record.registered.id;
        let there = self.journal.record(self.holder, KIND, id).await?;
        if let Some(there) = there {
            return same(&there, request, &paper);
        }
        let papers = self.of(request).await?;
        desk(record, officer, &papers).add(id, &paper)?;
        // Bytes first: a record whose bytes are missing would be a paper nobody can open. What an
        // earlier try left under this id may be of a file that was changed since.
        let left = self.journal.blob(self.holder, bytes_of(id)).await?;
        if left.is_some_and(|left| Digest::of(&left) != paper.digest) {
            self.journal.drop_blob(self.holder, bytes_of(id)).await?;
        }
        let blob = Blob {
            id: bytes_of(id),
            bytes,
        };
        self.journal.put_blob(self.holder, blob).await?;
        let event = PaperEvent::Added {
            role: paper.role,
            to_requester: paper.to_requester,
        };
        let write = written(request, &paper, &event)?;
        let decide = move |there: Option<&Record>, now: DateTime<Utc>| match there {
            Some(there) => (Decided::Leave, same(there, request, &paper)),
            None => (Decided::Write(Box::new(dated(write, paper, now))), Ok(())),
        };
        let (_, answer) =
            change(self.journal, self.holder, KIND, id, Some(officer), decide).await?;
        answer
    }

    /// Says what a paper is.
    ///
    /// # Errors
    /// See [`NotDone`].
    pub async fn mark(
        self,
        record: &CaseRecord,
        officer: &Officer,
        id: Uuid,
        mark: PaperMark,
    ) -> Result<(), NotDone> {
        let papers = self.of(record.registered.id).await?;
        let published = self.publication(id).await?.is_some();
        desk(record, officer, &papers).mark(id, mark.role, mark.to_requester, published)?;
        let event = PaperEvent::Marked {
            role: mark.role,
            to_requester: mark.to_requester,
        };
        self.change(officer, record.registered.id, id, event, move |paper| {
            paper.role = mark.role;
            paper.to_requester = mark.to_requester;
        })
        .await
    }

    /// Takes a paper away; that it was there stays in the history.
    ///
    /// # Errors
    /// See [`NotDone`].
    pub async fn take_away(
        self,
        record: &CaseRecord,
        officer: &Officer,
        id: Uuid,
    ) -> Result<(), NotDone> {
        let papers = self.of(record.registered.id).await?;
        let published = self.publication(id).await?.is_some();
        desk(record, officer, &papers).take_away(id, published)?;
        let request = record.registered.id;
        self.change(officer, request, id, PaperEvent::TakenAway, |paper| {
            paper.taken_away = true;
        })
        .await?;
        Ok(self.journal.drop_blob(self.holder, bytes_of(id)).await?)
    }

    /// Takes away every paper of a request that is erased, but for what is published of it.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn empty(self, request: Uuid) -> Result<(), JournalError> {
        for Filed { id, .. } in self.of(request).await? {
            if self.publication(id).await?.is_some() {
                continue;
            }
            let decide = move |there: Option<&Record>, _| {
                let paper = there.and_then(|record| read::<Paper>(&record.body).ok());
                let Some(mut paper) = paper else {
                    return (Decided::Leave, ());
                };
                paper.taken_away = true;
                paper.name = GONE.into();
                match written(request, &paper, &PaperEvent::TakenAway) {
                    Ok(write) => (Decided::Write(Box::new(write)), ()),
                    Err(_) => (Decided::Leave, ()),
                }
            };
            change(self.journal, self.holder, KIND, id, None, decide).await?;
            self.journal.drop_blob(self.holder, bytes_of(id)).await?;
        }
        Ok(())
    }

    async fn change(
        self,
        officer: &Officer,
        request: Uuid,
        id: Uuid,
        event: PaperEvent,
        apply: impl FnOnce(&mut Paper) + Send + 'static,
    ) -> Result<(), NotDone> {
        let decide = move |there: Option<&Record>, _| {
            let there = there.filter(|record| record.parent == request.to_string());
            let paper = there.map(|record| read::<Paper>(&record.body));
            match paper {
                Some(Ok(mut paper)) if !paper.taken_away => {
                    let before = paper.clone();
                    apply(&mut paper);
                    if paper == before {
                        return (Decided::Leave, Ok(()));
                    }
                    match written(request, &paper, &event) {
                        Ok(write) => (Decided::Write(Box::new(write)), Ok(())),
                        Err(error) => (Decided::Leave, Err(NotDone::Journal(error))),
                    }
                }
                Some(Err(error)) => (Decided::Leave, Err(NotDone::Journal(error))),
                // Taken away by somebody else meanwhile.
                _ => (Decided::Leave, Err(PaperRefused::NoSuchPaper.into())),
            }
        };
        let (_, answer) =
            change(self.journal, self.holder, KIND, id, Some(officer), decide).await?;
        answer
    }

    /// As what a paper is published, with the publication's own id.
    async fn publication(self, id: Uuid) -> Result<Option<(Uuid, PublishedAnswer)>, JournalError> {
        let journal = self.journal;
        let found = journal.record_by_key(self.holder, KIND, key(id)).await?;
        let read = |record: Record| Ok((record.id, read(&record.body)?));
        found.map(read).transpose()
    }

    /// Publishes a redacted copy of an answer. A subject that changes replaces the one before.
    ///
    /// # Errors
    /// See [`NotDone`].
    pub async fn publish(
        self,
        record: &CaseRecord,
        officer: &Officer,
        id: Uuid,
        subject: &str,
        confirmed: bool,
    ) -> Result<(), NotDone> {
        let papers = self.of(record.registered.id).await?;
        desk(record, officer, &papers).publish(id, subject, confirmed)?;
        let paper = papers.into_iter().find(|filed| filed.id == id);
        let paper = paper.ok_or(PaperRefused::NoSuchPaper)?.paper;
        let before = self.publication(id).await?;
        let own = before.as_ref().map_or_else(Uuid::now_v7, |(own, _)| *own);
        let index = record.registered.index.text.clone();
        let answer = PublishedAnswer {
            paper: id,
            name: public_name(&index, &paper.name),
            index,
            subject: subject.trim().to_owned(),
            on: kyiv::date(paper.at),
            media: paper.media.clone(),
            size: paper.size,
        };
        let decide = move |there: Option<&Record>, now: DateTime<Utc>| {
            let place = there.map_or_else(|| now.timestamp_millis(), |record| record.place);
            let day = DateTime::from_timestamp_millis(place).unwrap_or(now);
            let answer = PublishedAnswer {
                on: kyiv::date(day),
                ..answer
            };
            match json(&answer) {
                Ok(body) => {
                    let write = RecordWrite {
                        key: Some(key(id)),
                        parent: PUBLISHED.into(),
                        place,
                        body,
                        ..RecordWrite::default()
                    };
                    (Decided::Write(Box::new(write)), Ok(()))
                }
                Err(error) => (Decided::Leave, Err(error)),
            }
        };
        let (_, answer) =
            change(self.journal, self.holder, KIND, own, Some(officer), decide).await?;
        answer?;
        let subject = subject.trim().to_owned();
        self.note(
            officer,
            record.registered.id,
            id,
            PaperEvent::Published { subject },
        )
        .await
    }

    /// Publishes a paper no more.
    ///
    /// # Errors
    /// See [`NotDone`].
    pub async fn withdraw(
        self,
        record: &CaseRecord,
        officer: &Officer,
        id: Uuid,
    ) -> Result<(), NotDone> {
        if !officer.role.may(domain::request::Deed::Publish) {
            return Err(PaperRefused::NotYours.into());
        }
        let request = record.registered.id;
        let there = self.paper(request, id).await?.is_some();
        let published = self.publication(id).await?.filter(|_| there);
        let (own, _) = published.ok_or(PaperRefused::NoSuchPaper)?;
        let delete = Box::new(|_: Option<&Record>, _| Decided::Delete);
        let by = Some(officer.clone());
        self.journal
            .change_record(self.holder, KIND, own, by, delete)
            .await?;
        self.note(officer, request, id, PaperEvent::Withdrawn).await
    }

    /// Adds to a paper's history without changing the paper.
    async fn note(
        self,
        officer: &Officer,
        request: Uuid,
        id: Uuid,
        event: PaperEvent,
    ) -> Result<(), NotDone> {
        let decide = move |there: Option<&Record>, _| {
            let paper = there.map(|record| read::<Paper>(&record.body));
            match paper.map(|paper| paper.and_then(|paper| written(request, &paper, &event))) {
                Some(Ok(write)) => (Decided::Write(Box::new(write)), Ok(())),
                Some(Err(error)) => (Decided::Leave, Err(NotDone::Journal(error))),
                None => (Decided::Leave, Err(PaperRefused::NoSuchPaper.into())),
            }
        };
        let (_, answer) =
            change(self.journal, self.holder, KIND, id, Some(officer), decide).await?;
        answer
    }

    /// A page of the published answers, the latest first, and where the next one starts.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn published(
        self,
        before: Option<i64>,
    ) -> Result<(Vec<PublishedAnswer>, Option<i64>), JournalError> {
        let query = RecordQuery {
            parent: Some(PUBLISHED.into()),
            before,
            descending: true,
            limit: PAGE + 1,
            ..RecordQuery::default()
        };
        let mut found = self.journal.records(self.holder, KIND, query).await?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let next = found.last().filter(|_| more).map(|last| last.place);
        let answers = found.iter().map(|record| read(&record.body));
        Ok((answers.collect::<Result<_, _>>()?, next))
    }

    /// A published answer with its bytes.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn published_file(
        self,
        id: Uuid,
    ) -> Result<Option<(PublishedAnswer, Vec<u8>)>, JournalError> {
        let Some((_, answer)) = self.publication(id).await? else {
            return Ok(None);
        };
        let record = self.journal.record(self.holder, KIND, id).await?;
        let Some(record) = record else {
            return Ok(None);
        };
        let paper: Paper = read(&record.body)?;
        let bytes = self.bytes(id, &paper.digest).await?;
        Ok(Some((answer, bytes)))
    }
}

/// Whether what is there under an id is this very paper.
fn same(there: &Record, request: Uuid, paper: &Paper) -> Result<(), NotDone> {
    let kept: Paper = read(&there.body)?;
    if there.parent == request.to_string() && kept.digest == paper.digest && !kept.taken_away {
        Ok(())
    } else {
        Err(NotDone::Taken)
    }
}

/// The write with the moment at which it is written.
fn dated(write: RecordWrite, mut paper: Paper, now: DateTime<Utc>) -> RecordWrite {
    paper.at = now;
    let body = json(&paper).unwrap_or_else(|_| write.body.clone());
    RecordWrite {
        place: now.timestamp_millis(),
        body,
        ..write
    }
}

/// The name of a published file: of the request's index, because the paper's own may name somebody.
fn public_name(index: &str, name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    format!("Відповідь {}.{ending}", index.replace('/', "-"))
}
