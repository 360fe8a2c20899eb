//! Whether a journal is what was written into it, whatever database it is read from.
//!
//! A database hands its rows over in order; what is wrong with them is found here.

use std::collections::BTreeMap;

use domain::request::{Event, normalise_index};
use serde::{Deserialize, Serialize};

use super::case::subject;
use super::chain::{self, Fixed, Head, Said, Sum, Written};
use super::erase::{Erasure, Erasures};
use super::rows::{self, Columns, State};
use super::{Entry, HolderId, JournalError};

/// The most flaws that are told; where there are more, one restores a backup anyway.
pub(super) const TOLD: usize = 100;
/// The most requests that are named for one block.
const NAMED: usize = 10;
/// How many of the last requests a start looks at.
pub(super) const LATEST: u32 = 64;

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
    /// What a requester sent was erased.
    Erased(Erasure),
}

/// The outcome of the look a start takes.
pub(super) fn glanced(flaws: &[Flaw]) -> Result<(), JournalError> {
    match flaws.len() {
        0 => Ok(()),
        flaws => Err(JournalError::Unreadable(format!(
            "{flaws} things that were never written; see `sync-server verify`"
        ))),
    }
}

impl Named {
    /// The request of this row.
    pub(super) fn of(row: &impl Columns) -> Result<Self, JournalError> {
        Ok(Self {
            index: row.text("index_text")?,
            year: row.number("year")?,
        })
    }

    /// A request that is not there.
    pub(super) fn nobody() -> Self {
        Self {
            index: "?".into(),
            year: 0,
        }
    }
}

/// A walk along the chain.
pub(super) struct Walk {
    /// Link, note and link before, by number; those that were looked at are taken out.
    known: BTreeMap<u64, (Sum, Option<String>, Sum)>,
    number: u64,
    events: Vec<Written>,
    walked: Walked,
}

/// What came of it.
pub(super) struct Walked {
    /// Events met.
    pub(super) events: u64,
    /// The last block.
    pub(super) head: Head,
    /// What is wrong with the blocks themselves.
    pub(super) flaws: Vec<Flaw>,
    /// Blocks whose history is not what was recorded, with numbers of requests in them.
    pub(super) wrong: Vec<(u64, Vec<i64>)>,
}

impl Walk {
    /// Starts with all blocks in order: number, link and note. `noted` is a link somebody noted.
    pub(super) fn new(
        blocks: impl IntoIterator<Item = (u64, Vec<u8>, Option<String>)>,
        noted: Option<Head>,
    ) -> Self {
        let (mut known, mut head) = (BTreeMap::new(), Head::NONE);
        for (block, link, note) in blocks {
            // A link that is none can't be right, and is told as such.
            let link = link.try_into().unwrap_or([0xff; 32]);
            known.insert(block, (link, note, head.link));
            head = Head { block, link };
        }
        let mut flaws = Vec::new();
        if let Some(noted) = noted.filter(|noted| *noted != Head::NONE) {
            let there = known.get(&noted.block);
            if there.is_none_or(|block| block.0 != noted.link) {
                flaws.push(Flaw::Head(noted));
            }
        }
        let missing = (1..=head.block).filter(|number| !known.contains_key(number));
        flaws.extend(missing.take(TOLD).map(Flaw::NoBlock));
        Self {
            known,
            number: 0,
            events: Vec::new(),
            walked: Walked {
                events: 0,
                head,
                flaws,
                wrong: Vec::new(),
            },
        }
    }

    /// Takes the next event, in the order of blocks, requests and numbers.
    pub(super) fn event(&mut self, block: u64, written: Written) {
        if block != self.number {
            self.check();
            self.number = block;
        }
        self.walked.events += 1;
        self.events.push(written);
    }

    /// Ends the walk.
    pub(super) fn end(mut self) -> Walked {
        self.check();
        // What is left has no events: only a note may stand alone.
        let numbers: Vec<u64> = self.known.keys().copied().filter(|n| *n > 0).collect();
        for number in numbers {
            self.number = number;
            self.check();
        }
        self.walked
    }

    /// Looks at the block whose events are all there, and forgets them.
    fn check(&mut self) {
        let (number, events) = (self.number, std::mem::take(&mut self.events));
        if number == 0 && events.is_empty() {
            return;
        }
        let known = self.known.remove(&number);
        let right = known.is_some_and(|(link, note, before)| {
            let head = Head {
                block: number.saturating_sub(1),
                link: before,
            };
            head.next(note.as_deref(), &events).link == link
                && !(note.is_none() && events.is_empty())
        });
        if right || self.walked.wrong.len() >= TOLD {
            return;
        }
        let mut requests: Vec<i64> = events.iter().map(|event| event.request).collect();
        requests.dedup();
        requests.truncate(NAMED);
        self.walked.wrong.push((number, requests));
    }
}

/// The sum of an event as it follows from what is stored now. Without its request it has none
/// that could be right.
pub(super) fn written(
    event: &impl Columns,
    request: Option<&impl Columns>,
) -> Result<Written, JournalError> {
    Ok(Written {
        request: event.int("request")?,
        n: event.number("n")?,
        sum: request.map_or(Ok(Sum::default()), |request| sum(event, request))?,
    })
}

/// The columns of an event that are in its sum, and its place in the chain.
pub(super) const EVENT: &str = "block, request, n, holder, at, officer, actor, event, ruling";
/// The columns of a request that are in the sum of its first event.
pub(super) const FIXED: &str = "id, digest, received_at, year, ordinal, index_text,
    registered_class, registered_ruling, notice_by, ruling";

fn sum(event: &impl Columns, request: &impl Columns) -> Result<Sum, JournalError> {
    let (actor, said) = (event.text("actor")?, event.maybe_text("event")?);
    let n = event.number("n")?;
    // An extension of earlier builds has its account with the request: there could be but one.
    let extends = said.as_deref().is_some_and(|said| {
        serde_json::from_str::<Event>(said).is_ok_and(|e| matches!(e, Event::Extended { .. }))
    });
    let ruling = match event.maybe_text("ruling")? {
        None if extends => request.maybe_text("ruling")?,
        own => own,
    };
    let said = Said {
        holder: HolderId(event.int("holder")?),
        id: request.id("id").unwrap_or_default(),
        n,
        at: event.int("at")?,
        officer: event.maybe_int("officer")?,
        actor: &actor,
        event: said.as_deref(),
        ruling: ruling.as_deref(),
    };
    if n != 1 {
        return Ok(chain::event(&said, None));
    }
    let notice_by = request.maybe_text("notice_by")?;
    let fixed = Fixed {
        digest: &request.text("digest")?,
        received_at: request.int("received_at")?,
        year: request.number("year")?,
        ordinal: request.number("ordinal")?,
        index: &request.text("index_text")?,
        assessment: chain::assessment(
            &request.text("registered_class")?,
            &request.text("registered_ruling")?,
            notice_by.as_deref(),
        ),
    };
    Ok(chain::event(&said, Some(&fixed)))
}

/// The columns [`request`] reads beside [`rows::CASE`] and [`rows::REGISTERED`].
pub(super) const STATE: &str = "holder, index_key, class, deadline, ends_before, status, executor,
    charged, version, requester, subject, closed_at, ground, deferred, forwarded_part,
    info_kind, topic";

/// Whether a request's text is what was received or what its erasure left, and its columns are what its history says.
pub(super) fn request(
    row: &impl Columns,
    history: Result<Vec<Entry>, JournalError>,
    erasures: &Erasures,
    flaws: &mut Vec<Flaw>,
) -> Result<(), JournalError> {
    if flaws.len() >= TOLD {
        return Ok(());
    }
    if !erasures.agree(row)? {
        flaws.push(Flaw::Text(Named::of(row)?));
    }
    match history.and_then(|history| agrees(row, history)) {
        Ok(true) => {}
        Ok(false) => flaws.push(Flaw::State(Named::of(row)?)),
        Err(_) => flaws.push(Flaw::Unreadable(Named::of(row)?)),
    }
    Ok(())
}

fn agrees(row: &impl Columns, history: Vec<Entry>) -> Result<bool, JournalError> {
    let record = rows::case(row, history)?;
    let term = &record.case.term;
    let sets_a_date = |entry: &Entry| {
        use Event::{CalendarMoved, Deferred, Extended, UrgencyJudged};
        let event = entry.event.as_ref();
        event.is_some_and(|event| {
            matches!(
                event,
                Extended { .. } | UrgencyJudged { .. } | Deferred { .. } | CalendarMoved { .. }
            )
        })
    };
    let moved = record.history.iter().any(sets_a_date);
    Ok(row.maybe_text("ruling")?.is_some() == moved
        && record.ruling.deadline == term.deadline
        && row.text("index_key")? == normalise_index(&row.text("index_text")?)
        && State::stored(row)? == State::of(&record.case)?
        && row.number::<u64>("version")? == record.version()
        && row.text("requester")? == record.submission.name
        && row.text("subject")? == subject(&record.submission))
}

/// Whether ordinals are 1, 2, 3 … in every year, but for those a restored backup had to leave out.
pub(super) struct Ordinals {
    lost: Vec<Lost>,
    expected: BTreeMap<(i64, i32), u32>,
    flaws: Vec<Flaw>,
}

impl Ordinals {
    /// Starts with the notes of all blocks.
    pub(super) fn new(notes: &[String]) -> Result<Self, JournalError> {
        let mut lost = Vec::new();
        for note in notes {
            if let Note::Restored { lost: more, .. } = rows::json(note)? {
                lost.extend(more);
            }
        }
        Ok(Self {
            lost,
            expected: BTreeMap::new(),
            flaws: Vec::new(),
        })
    }

    fn skip(&self, holder: i64, year: i32, mut next: u32) -> u32 {
        let here = |lost: &&Lost| lost.holder == holder && lost.year == year;
        let lost = || self.lost.iter().filter(here);
        while let Some(gap) = lost().find(|lost| lost.from == next) {
            next = gap.to + 1;
        }
        next
    }

    /// Takes the next request, in the order of holders, years and ordinals.
    pub(super) fn request(&mut self, holder: i64, year: i32, ordinal: u32) {
        let next = *self.expected.entry((holder, year)).or_insert(1);
        let wanted = self.skip(holder, year, next);
        if ordinal != wanted && self.flaws.len() < TOLD {
            self.flaws.push(Flaw::Ordinal(year, wanted));
        }
        self.expected.insert((holder, year), ordinal + 1);
    }

    /// Takes a sequence, after all requests.
    pub(super) fn sequence(&mut self, holder: i64, year: i32, next: u32) {
        let wanted = self.expected.remove(&(holder, year)).unwrap_or(1);
        if next != self.skip(holder, year, wanted) {
            self.flaws.push(Flaw::Ordinal(year, next));
        }
    }

    /// What was found; years that have requests and no sequence too.
    pub(super) fn end(mut self) -> Vec<Flaw> {
        let left = self.expected.into_iter();
        let left = left.map(|((_, year), next)| Flaw::Ordinal(year, next));
        self.flaws.extend(left);
        self.flaws
    }
}
