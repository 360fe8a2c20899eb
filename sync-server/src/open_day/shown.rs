//! Photos, materials and floor plans of a day. Bytes stand beside their record, as those of papers do.

use chrono::{DateTime, Utc};
use domain::open_day::map::{check_marks, numbered};
use domain::open_day::{
    DayMap, FileEvent, FileSort, NewShown, OpenDay, PublicFile, ShownFile, ShownView, admit, show,
};
use domain::request::harmless_name;
use domain::sync::Digest;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Days, Fault, json};
use crate::journal::{Blob, JournalError, Officer, RecordKind, RecordWrite};

const KIND: RecordKind = RecordKind::DayFile;

/// A file that is sent, looked at by its content.
pub struct Sent {
    /// What is said of it.
    pub new: NewShown,
    /// Its media type.
    pub media: &'static str,
    /// Its digest.
    pub digest: Digest,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The id of a file's bytes: not its own, which its sender chose.
fn bytes_of(file: Uuid) -> Uuid {
    let digest = Sha256::new().chain_update("day file").chain_update(file);
    let mut id = [0; 16];
    id.copy_from_slice(&digest.finalize()[..16]);
    uuid::Builder::from_custom_bytes(id).into_uuid()
}

fn write(day: Uuid, file: &ShownFile, event: String) -> Result<RecordWrite, Fault> {
    Ok(RecordWrite {
        parent: day.to_string(),
        place: file.at.timestamp_millis(),
        body: json(file)?,
        event: Some(event),
        ..RecordWrite::default()
    })
}

impl Days<'_> {
    /// Puts a file to a day; the same one again is there already.
    ///
    /// # Errors
    /// When it is not taken, or other bytes are kept under its id.
    pub async fn put_file(self, day: Uuid, sent: Sent, by: &Officer) -> Result<(), Fault> {
        self.day(day).await?;
        let id = sent.new.id;
        let there = self.files(day).await?;
        if let Some(known) = there.iter().find(|(known, _)| *known == id) {
            return same(&known.1, &sent.digest);
        }
        let (size, about) = (sent.bytes.len() as u64, sent.new.about.trim().to_owned());
        let counted = |(_, file): &&(Uuid, ShownFile)| file.sort.counts_with(sent.new.sort);
        let there = there.iter().filter(counted).count();
        admit(sent.new.sort, sent.media, size, &about, there)?;
        let file = ShownFile {
            name: harmless_name(&sent.new.name),
            media: sent.media.to_owned(),
            size,
            digest: sent.digest,
            sort: sent.new.sort,
            about,
            at: DateTime::UNIX_EPOCH,
            confirmed_by: String::new(),
            marks: Vec::new(),
        };
        // Bytes first: a record without them would be a file nobody can open. An earlier try may
        // have left others under this id.
        let left = self.journal.blob(self.holder, bytes_of(id)).await?;
        if left.is_some_and(|left| Digest::of(&left) != file.digest) {
            self.journal.drop_blob(self.holder, bytes_of(id)).await?;
        }
        let blob = Blob {
            id: bytes_of(id),
            bytes: sent.bytes,
        };
        self.journal.put_blob(self.holder, blob).await?;
        let decide = move |known: Option<(ShownFile, u64)>, now: DateTime<Utc>| match known {
            Some((known, _)) => same(&known, &file.digest).map(|()| (None, ())),
            None => {
                let file = ShownFile { at: now, ..file };
                Ok((Some(write(day, &file, "\"added\"".to_owned())?), ()))
            }
        };
        self.change(KIND, id, Some(by), decide).await
    }

    /// Records what an officer does with a file.
    ///
    /// # Errors
    /// When there is none, or its new description or marks are none.
    pub async fn act_on_file(
        self,
        day: Uuid,
        id: Uuid,
        event: FileEvent,
        by: &Officer,
    ) -> Result<(), Fault> {
        let files = self.files(day).await?;
        if !files.iter().any(|(known, _)| *known == id) {
            return Err(Fault::Unknown);
        }
        if event == FileEvent::TakenAway {
            self.delete(KIND, id, by).await?;
            return Ok(self.journal.drop_blob(self.holder, bytes_of(id)).await?);
        }
        if let FileEvent::Marked { marks } = &event {
            check_marks(&self.day(day).await?.0, marks)?;
        }
        let name = by.name.clone();
        let decide = move |known: Option<(ShownFile, u64)>, _| {
            let (file, _) = known.ok_or(Fault::Unknown)?;
            let next = show(&file, &event, &name)?.ok_or(Fault::Unknown)?;
            Ok((Some(write(day, &next, json(&event)?)?), ()))
        };
        self.change(KIND, id, Some(by), decide).await
    }

    /// The files of a day, as the office sees them.
    ///
    /// # Errors
    /// When there is no such day.
    pub async fn shown(self, day: Uuid) -> Result<Vec<ShownView>, Fault> {
        self.day(day).await?;
        let view = |(id, file): (Uuid, ShownFile)| ShownView {
            id,
            name: file.name,
            size: file.size,
            sort: file.sort,
            about: file.about,
            confirmed_by: file.confirmed_by,
            marks: file.marks,
        };
        Ok(self.files(day).await?.into_iter().map(view).collect())
    }

    /// The confirmed photos and materials of a day, photos first.
    pub(super) async fn public_files(self, day: Uuid) -> Result<Vec<PublicFile>, Fault> {
        let mut files = self.files(day).await?;
        files.retain(|(_, file)| !file.confirmed_by.is_empty() && file.sort != FileSort::Map);
        files.sort_by_key(|(_, file)| file.sort != FileSort::Photo);
        let view = |(id, file): (Uuid, ShownFile)| PublicFile {
            id,
            name: file.name,
            size: file.size,
            sort: file.sort,
            about: file.about,
        };
        Ok(files.into_iter().map(view).collect())
    }

    /// The confirmed floor plans of a day, with those of their marks that its programme has still.
    ///
    /// # Errors
    /// When the journal fails.
    pub async fn maps(self, id: Uuid, day: &OpenDay) -> Result<Vec<DayMap>, Fault> {
        let mut files = self.files(id).await?;
        files.retain(|(_, file)| !file.confirmed_by.is_empty() && file.sort == FileSort::Map);
        let map = |(id, file): (Uuid, ShownFile)| DayMap {
            id,
            marks: numbered(&day.programme, &file.marks)
                .into_iter()
                .map(|one| one.mark.clone())
                .collect(),
            about: file.about,
        };
        Ok(files.into_iter().map(map).collect())
    }

    /// A file with its bytes: for the office any, for everybody a confirmed one of a public day.
    ///
    /// # Errors
    /// When there is none for this asker, or its bytes are not those any more.
    pub async fn file(
        self,
        day: Uuid,
        id: Uuid,
        for_all: bool,
    ) -> Result<(ShownFile, Vec<u8>), Fault> {
        let (found, _) = self.day(day).await?;
        let record = self.journal.record(self.holder, KIND, id).await?;
        let record = record.filter(|record| record.parent == day.to_string());
        let file: ShownFile = super::read(&record.ok_or(Fault::Unknown)?)?;
        if for_all && (file.confirmed_by.is_empty() || !found.is_public()) {
            return Err(Fault::Unknown);
        }
        let bytes = self.journal.blob(self.holder, bytes_of(id)).await?;
        let bytes = bytes.filter(|bytes| Digest::of(bytes) == file.digest);
        let bytes = bytes.ok_or_else(|| JournalError::Unreadable("a day's file".into()))?;
        Ok((file, bytes))
    }

    async fn files(self, day: Uuid) -> Result<Vec<(Uuid, ShownFile)>, Fault> {
        let all = self.all(KIND, day.to_string()).await?;
        Ok(all.into_iter().map(|(id, _, file)| (id, file)).collect())
    }
}

fn same(known: &ShownFile, digest: &Digest) -> Result<(), Fault> {
    if known.digest == *digest {
        Ok(())
    } else {
        Err(Fault::Conflict)
    }
}
