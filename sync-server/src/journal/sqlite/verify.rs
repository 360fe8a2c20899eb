//! Whether a journal is what was written into it: `verify`, and the look a start takes.

use std::collections::BTreeMap;
use std::path::Path;

use domain::law::TermClass;
use domain::request::{Event, normalise_index};
use domain::sync::Digest;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::chain::{self, Fixed, Head, Said, Written};
use super::rows::name_of;
use super::{cases, files, open};
use crate::journal::case::subject;
use crate::journal::{HolderId, JournalError};

/// The most flaws that are told; where there are more, one restores a backup anyway.
pub(super) const TOLD: usize = 100;
/// The most requests that are named for one block.
const NAMED: usize = 10;
/// How many of the last requests a start looks at.
const LATEST: u32 = 64;

/// A request as a clerk knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its index.
    pub index: String,
    /// Its year.
    pub year: i32,
}

/// What is wrong with a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// SQLite finds the file damaged.
    Database(String),
    /// The history of this block is not what was recorded; with requests in it.
    Block(u64, Vec<Named>),
    /// A block with this number is missing.
    NoBlock(u64),
    /// A request's text is not what was received.
    Text(Named),
    /// A request's columns say something else than its history.
    State(Named),
    /// A request can't be read.
    Unreadable(Named),
    /// A file that was received is not the one its submission names: its place in it.
    File(Named, u8),
    /// An ordinal of a year was left out or its sequence is wrong: year, ordinal.
    Ordinal(i32, u32),
    /// The noted link is not in the chain.
    Head(Head),
}

/// What came of looking through a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Requests in it.
    pub requests: u64,
    /// Events in it.
    pub events: u64,
    /// The last block, to be noted.
    pub head: Head,
    /// What is wrong, the first hundred.
    pub flaws: Vec<Flaw>,
}

/// Ordinals that were given out and lost with the journal that a backup replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// The information holder.
    pub holder: i64,
    /// The Kyiv year.
    pub year: i32,
    /// The first of them.
    pub from: u32,
    /// The last of them.
    pub to: u32,
}

/// What a block says beside its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Note {
    /// A backup took the place of a lost journal.
    Restored {
        /// When, milliseconds since 1970, UTC.
        at: i64,
        /// Ordinals that will not be given out again.
        lost: Vec<Lost>,
    },
}

/// Looks through the whole journal in this folder; the server may be running. `noted` is a link
/// somebody noted earlier.
///
/// # Errors
/// When the journal can't be read at all.
pub fn verify(folder: &Path, noted: Option<Head>) -> Result<Report, JournalError> {
    let connection = open::reader(folder)?;
    verify_connection(&connection, noted)
}

/// As [`verify`], of an open database.
pub(super) fn verify_connection(
    connection: &Connection,
    noted: Option<Head>,
) -> Result<Report, JournalError> {
    // One transaction, so that what is written meanwhile is not half seen.
    let transaction = connection.unchecked_transaction()?;
    let mut flaws = damages(&transaction)?;
    let (events, head) = history(&transaction, noted, &mut flaws)?;
    let requests = requests(&transaction, "ORDER BY seq", &mut flaws)?;
    files::check(&transaction, &mut flaws)?;
    ordinals(&transaction, &mut flaws)?;
    flaws.truncate(TOLD);
    Ok(Report {
        requests,
        events,
        head,
        flaws,
    })
}

/// What a start looks at, in a moment: the sequences of every year and the last requests.
pub(super) fn glance(connection: &Connection) -> Result<(), JournalError> {
    let mut flaws = Vec::new();
    let latest = format!("ORDER BY seq DESC LIMIT {LATEST}");
    requests(connection, &latest, &mut flaws)?;
    let mut sequences = connection.prepare(
        "SELECT s.year, s.next,
             (SELECT max(ordinal) FROM requests r WHERE r.holder = s.holder AND r.year = s.year)
         FROM sequences s",
    )?;
    let mut rows = sequences.query([])?;
    while let Some(row) = rows.next()? {
        let (year, next, last): (i32, u32, Option<u32>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if last.unwrap_or(0) >= next {
            flaws.push(Flaw::Ordinal(year, next));
        }
    }
    match flaws.len() {
        0 => Ok(()),
        flaws => Err(JournalError::Unreadable(format!(
            "{flaws} things that were never written; see `sync-server verify`"
        ))),
    }
}

fn damages(connection: &Connection) -> Result<Vec<Flaw>, JournalError> {
    let mut check = connection.prepare("PRAGMA integrity_check(20)")?;
    let said = check.query_map([], |row| row.get::<_, String>(0))?;
    let said = said.collect::<Result<Vec<_>, _>>()?;
    let bad = said.into_iter().filter(|line| line != "ok");
    Ok(bad.map(Flaw::Database).collect())
}

/// The events of one block, as they are read back.
#[derive(Default)]
struct Block {
    number: u64,
    events: Vec<Written>,
}

fn history(
    connection: &Connection,
    noted: Option<Head>,
    flaws: &mut Vec<Flaw>,
) -> Result<(u64, Head), JournalError> {
    let mut known = blocks(connection)?;
    let head = Head::of(connection)?;
    if let Some(noted) = noted
        && noted != Head::NONE
        && known
            .get(&noted.block)
            .is_none_or(|block| block.0 != noted.link)
    {
        flaws.push(Flaw::Head(noted));
    }
    let missing = (1..=head.block).filter(|number| !known.contains_key(number));
    flaws.extend(missing.take(TOLD).map(Flaw::NoBlock));

    let (mut count, mut block) = (0, Block::default());
    each_event(connection, |number, written| {
        if number != block.number {
            check_block(connection, &mut known, &block, flaws)?;
            block = Block {
                number,
                events: Vec::new(),
            };
        }
        count += 1;
        block.events.push(written);
        Ok(())
    })?;
    check_block(connection, &mut known, &block, flaws)?;
    // What is left has no events: only a note may stand alone.
    let numbers: Vec<u64> = known.keys().copied().filter(|number| *number > 0).collect();
    for number in numbers {
        let alone = Block {
            number,
            events: Vec::new(),
        };
        check_block(connection, &mut known, &alone, flaws)?;
    }
    Ok((count, head))
}

/// Link, note and link before, by number; those that were looked at are taken out.
type Blocks = BTreeMap<u64, (chain::Sum, Option<String>, chain::Sum)>;

fn blocks(connection: &Connection) -> Result<Blocks, JournalError> {
    let mut statement =
        connection.prepare("SELECT block, link, note FROM blocks ORDER BY block")?;
    let mut rows = statement.query([])?;
    let (mut found, mut before) = (Blocks::new(), Head::NONE.link);
    while let Some(row) = rows.next()? {
        let link: Vec<u8> = row.get(1)?;
        // A link that is none can't be right, and is told as such.
        let link = link.try_into().unwrap_or([0xff; 32]);
        found.insert(row.get(0)?, (link, row.get(2)?, before));
        before = link;
    }
    Ok(found)
}

fn check_block(
    connection: &Connection,
    known: &mut Blocks,
    block: &Block,
    flaws: &mut Vec<Flaw>,
) -> Result<(), JournalError> {
    if block.number == 0 && block.events.is_empty() {
        return Ok(());
    }
    let right = known
        .remove(&block.number)
        .is_some_and(|(link, note, before)| {
            let head = Head {
                block: block.number.saturating_sub(1),
                link: before,
            };
            head.next(note.as_deref(), &block.events).link == link
                && !(note.is_none() && block.events.is_empty())
        });
    if right || flaws.len() >= TOLD {
        return Ok(());
    }
    let mut named = Vec::new();
    for event in &block.events {
        let name = name(connection, event.request)?;
        if named.len() < NAMED && !named.contains(&name) {
            named.push(name);
        }
    }
    flaws.push(Flaw::Block(block.number, named));
    Ok(())
}

pub(super) fn name(connection: &Connection, request: i64) -> Result<Named, JournalError> {
    let found = connection
        .prepare_cached("SELECT index_text, year FROM requests WHERE seq = ?1")?
        .query_row([request], named)
        .optional()?;
    Ok(found.unwrap_or(Named {
        index: "?".into(),
        year: 0,
    }))
}

fn named(row: &Row<'_>) -> rusqlite::Result<Named> {
    Ok(Named {
        index: row.get("index_text")?,
        year: row.get("year")?,
    })
}

/// Every event with its block and its sum as it follows from what is stored now, in the chain's
/// order.
pub(super) fn each_event(
    connection: &Connection,
    mut tell: impl FnMut(u64, Written) -> Result<(), JournalError>,
) -> Result<(), JournalError> {
    let mut events = connection.prepare(
        "SELECT block, request, n, holder, at, officer, actor, event
         FROM events ORDER BY block, request, n",
    )?;
    let mut request = connection.prepare(
        "SELECT id, digest, received_at, year, ordinal, index_text, registered_class,
             registered_ruling, notice_by, ruling
         FROM requests WHERE seq = ?1",
    )?;
    let mut rows = events.query([])?;
    while let Some(row) = rows.next()? {
        let written = Written {
            request: row.get("request")?,
            n: row.get("n")?,
            sum: [0; 32],
        };
        let sum = request
            .query_row([written.request], |request| sum(row, request))
            .optional()?;
        // An event without its request has no sum that could be right.
        let sum = sum.unwrap_or_default();
        tell(row.get("block")?, Written { sum, ..written })?;
    }
    Ok(())
}

fn sum(event: &Row<'_>, request: &Row<'_>) -> rusqlite::Result<chain::Sum> {
    let id: Vec<u8> = request.get("id")?;
    let text = |row: &Row<'_>, name| row.get::<_, String>(name);
    let (actor, said) = (
        text(event, "actor")?,
        event.get::<_, Option<String>>("event")?,
    );
    let n: u64 = event.get("n")?;
    // Only an extension sets a new date, and there is at most one.
    let extends = said.as_deref().is_some_and(|said| {
        serde_json::from_str::<Event>(said).is_ok_and(|e| matches!(e, Event::Extended { .. }))
    });
    let ruling: Option<String> = request.get("ruling")?;
    let said = Said {
        holder: HolderId(event.get("holder")?),
        id: Uuid::from_slice(&id).unwrap_or_default(),
        n,
        at: event.get("at")?,
        officer: event.get("officer")?,
        actor: &actor,
        event: said.as_deref(),
        ruling: ruling.as_deref().filter(|_| extends),
    };
    if n != 1 {
        return Ok(chain::event(&said, None));
    }
    let notice_by: Option<String> = request.get("notice_by")?;
    let fixed = Fixed {
        digest: &text(request, "digest")?,
        received_at: request.get("received_at")?,
        year: request.get("year")?,
        ordinal: request.get("ordinal")?,
        index: &text(request, "index_text")?,
        assessment: chain::assessment(
            &text(request, "registered_class")?,
            &text(request, "registered_ruling")?,
            notice_by.as_deref(),
        ),
    };
    Ok(chain::event(&said, Some(&fixed)))
}

/// Whether each request's text is what was received, and its columns are what its history says.
fn requests(
    connection: &Connection,
    which: &str,
    flaws: &mut Vec<Flaw>,
) -> Result<u64, JournalError> {
    let mut statement = connection.prepare(&format!(
        "SELECT holder, id, digest, submission, index_text, index_key, year, ruling, class, deadline, ends_before,
             status, outcome, executor, version, requester, subject
         FROM requests {which}"
    ))?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        if flaws.len() >= TOLD {
            continue;
        }
        let (digest, bytes): (String, Vec<u8>) = (row.get("digest")?, row.get("submission")?);
        if Digest::of(&bytes).as_str() != digest {
            flaws.push(Flaw::Text(named(row)?));
        }
        match agrees(connection, row) {
            Ok(true) => {}
            Ok(false) => flaws.push(Flaw::State(named(row)?)),
            Err(_) => flaws.push(Flaw::Unreadable(named(row)?)),
        }
    }
    Ok(count)
}

fn agrees(connection: &Connection, row: &Row<'_>) -> Result<bool, JournalError> {
    let id: Vec<u8> = row.get("id")?;
    let id = Uuid::from_slice(&id).map_err(|_| JournalError::Unreadable("an id".into()))?;
    let record = cases::by_id(connection, HolderId(row.get("holder")?), id)?;
    let record = record.ok_or_else(|| JournalError::Unreadable("a request".into()))?;
    let case = &record.case;
    let text = |name| row.get::<_, String>(name);
    let maybe = |name| row.get::<_, Option<String>>(name);
    let extended = case.term.class == TermClass::Extended;
    Ok(maybe("ruling")?.is_some() == extended
        && record.ruling.deadline == case.term.deadline
        && text("index_key")? == normalise_index(&text("index_text")?)
        && text("class")? == name_of(case.term.class)?
        && text("deadline")? == serde_json::to_string(&case.term.deadline)?
        && row.get::<_, i64>("ends_before")? == case.term.deadline.ends_before().timestamp_millis()
        && text("status")? == name_of(case.status)?
        && maybe("outcome")? == case.outcome.map(name_of).transpose()?
        && maybe("executor")? == case.executor
        && row.get::<_, u64>("version")? == record.version()
        && text("requester")? == record.submission.name
        && text("subject")? == subject(&record.submission))
}

/// Ordinals are 1, 2, 3 … in every year, but for those a restored backup had to leave out.
fn ordinals(connection: &Connection, flaws: &mut Vec<Flaw>) -> Result<(), JournalError> {
    let lost = lost(connection)?;
    let mut statement =
        connection.prepare("SELECT holder, year, ordinal FROM requests ORDER BY 1, 2, 3")?;
    let mut rows = statement.query([])?;
    let mut expected: BTreeMap<(i64, i32), u32> = BTreeMap::new();
    let skip = |holder, year, mut next| {
        let here = |lost: &&Lost| lost.holder == holder && lost.year == year;
        while let Some(gap) = lost.iter().filter(here).find(|lost| lost.from == next) {
            next = gap.to + 1;
        }
        next
    };
    while let Some(row) = rows.next()? {
        let (holder, year, ordinal): (i64, i32, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let next = expected.entry((holder, year)).or_insert(1);
        let wanted = skip(holder, year, *next);
        if ordinal != wanted {
            flaws.push(Flaw::Ordinal(year, wanted));
        }
        *next = ordinal + 1;
    }
    let mut statement = connection.prepare("SELECT holder, year, next FROM sequences")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (holder, year, next): (i64, i32, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let wanted = expected.remove(&(holder, year)).unwrap_or(1);
        let wanted = skip(holder, year, wanted);
        if next != wanted {
            flaws.push(Flaw::Ordinal(year, next));
        }
    }
    flaws.extend(
        expected
            .into_iter()
            .map(|((_, year), next)| Flaw::Ordinal(year, next)),
    );
    Ok(())
}

/// What restored backups left out.
pub(super) fn lost(connection: &Connection) -> Result<Vec<Lost>, JournalError> {
    let mut statement =
        connection.prepare("SELECT note FROM blocks WHERE note IS NOT NULL ORDER BY block")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let Note::Restored { lost, .. } = serde_json::from_str(&row.get::<_, String>(0)?)?;
        found.extend(lost);
    }
    Ok(found)
}
