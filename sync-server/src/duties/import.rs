//! A table of documents is taken into the register.

use std::collections::HashMap;

use domain::kyiv;
use domain::register::table::{self, Read, TableFault};
use domain::register::{Document, ImportAsk, ImportTold};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::documents::write;
use super::{Duties, Fault};
use crate::clock::Clock;
use crate::journal::{JournalError, Officer, RecordKind};

/// Entries of one part: none may take longer than a request may.
const PART: usize = 500;
/// Entries written at the same time: as many as the writer commits together.
const AT_ONCE: usize = 256;
/// The most bad lines that are told.
const TOLD: usize = 1_000;

impl Duties<'_> {
    /// Looks at a table, and writes a part of its entries if that is asked: of all, or of the good
    /// ones if whoever asks said so. Taken in again, or after a break, the same table adds only
    /// what is missing.
    ///
    /// # Errors
    /// When the journal fails; what was written until then stays, and the next try goes on.
    pub async fn import(
        self,
        asked: ImportAsk,
        clock: &dyn Clock,
        by: &Officer,
    ) -> Result<ImportTold, Fault> {
        let read = match lines(&asked.text)
            .and_then(|(headings, lines)| table::read(&headings, lines, kyiv::date(clock.now())))
        {
            Ok(read) => read,
            Err(fault) => return Ok(unreadable(fault)),
        };
        let Read { good, mut bad } = read;
        let mut entries = with_ids(good.into_iter().map(|(_, document)| document));
        let bad_count = count(bad.len());
        bad.truncate(TOLD);
        let mut told = ImportTold {
            fault: None,
            good: count(entries.len()),
            known: 0,
            bad,
            bad_count,
            written: 0,
            next: None,
        };
        if asked.write && (told.bad_count == 0 || asked.only_good) {
            let from = entries.len().min(asked.from as usize);
            let part = entries.split_off(from);
            let (all, part) = (part.len(), part.into_iter().take(PART));
            let written = self.write_all(part.collect(), by).await?;
            told.next = (all > PART).then(|| count(from + PART));
            told.written = count(written.iter().filter(|new| **new).count());
            told.known = count(written.len()) - told.written;
        } else {
            told.known = count(self.known(&entries).await?);
        }
        Ok(told)
    }

    async fn write_all(
        self,
        entries: Vec<(Uuid, Document)>,
        by: &Officer,
    ) -> Result<Vec<bool>, Fault> {
        let one = |(id, document): (Uuid, Document)| async move {
            let decide = move |known: Option<(Document, u64)>, _| {
                if known.is_some() {
                    return Ok((None, false));
                }
                Ok((Some(write(&document, true)?), true))
            };
            let what = (RecordKind::Document, id);
            self.change(what, Some(by), decide).await
        };
        stream::iter(entries)
            .map(one)
            .buffer_unordered(AT_ONCE)
            .try_collect()
            .await
    }

    async fn known(self, entries: &[(Uuid, Document)]) -> Result<usize, JournalError> {
        let one = |id: Uuid| async move {
            let kind = RecordKind::Document;
            let found = self.journal.record(self.holder, kind, id).await?;
            Ok::<_, JournalError>(found.is_some())
        };
        let ids: Vec<Uuid> = entries.iter().map(|(id, _)| *id).collect();
        let found: Vec<bool> = stream::iter(ids)
            .map(one)
            .buffer_unordered(AT_ONCE)
            .try_collect()
            .await?;
        Ok(found.into_iter().filter(|known| *known).count())
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn unreadable(fault: TableFault) -> ImportTold {
    ImportTold {
        fault: Some(fault),
        good: 0,
        known: 0,
        bad: Vec::new(),
        bad_count: 0,
        written: 0,
        next: None,
    }
}

/// Each entry with an id made of what it says, so that the same table is never taken in twice.
fn with_ids(documents: impl Iterator<Item = Document>) -> Vec<(Uuid, Document)> {
    let mut entries = HashMap::new();
    let mut order = Vec::new();
    for document in documents {
        let said = serde_json::to_vec(&document).unwrap_or_default();
        let digest = Sha256::digest(&said);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        let id = uuid::Builder::from_custom_bytes(bytes).into_uuid();
        if entries.insert(id, ()).is_none() {
            order.push((id, document));
        }
    }
    order
}

type Lines = (Vec<String>, Vec<(u32, Vec<String>)>);

/// Headings and numbered lines. Spreadsheets write commas or semicolons, by the country they are set to.
fn lines(text: &str) -> Result<Lines, TableFault> {
    // What was no UTF-8 has become this sign on its way.
    if text.contains('\u{fffd}') {
        return Err(TableFault::Unreadable);
    }
    // The reader counts a line when it has passed the last sign of its end.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let first = text.lines().next().unwrap_or_default();
    let many = |sign: char| first.matches(sign).count();
    let delimiter = if many(';') > many(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|_| TableFault::Unreadable)?;
        let line = row.position().map_or(0, |at| at.line());
        let cells = row.iter().map(str::to_owned).collect();
        rows.push((u32::try_from(line).unwrap_or(u32::MAX), cells));
        if rows.len() > table::LINES + 1 {
            return Err(TableFault::TooLong);
        }
    }
    let mut rows = rows.into_iter();
    let (_, headings) = rows.next().ok_or(TableFault::Unreadable)?;
    Ok((headings, rows.collect()))
}
