//! Looking through a journal in PostgreSQL: `verify`, and the look a start takes.

use std::collections::HashMap;

use tokio_postgres::Row;

use super::cases::{histories, numbers};
use super::link::{Client, PATIENT, connect};
use super::{files, migrations};
use crate::journal::erase::Erasures;
use crate::journal::rows::{CASE, Columns as _, REGISTERED};
use crate::journal::verify::{
    self, EVENT, FIXED, Flaw, LATEST, Named, Ordinals, Report, STATE, TOLD, Walk, Walked, glanced,
    written,
};
use crate::journal::{DatabaseUrl, Head, JournalError};

/// Rows that are in memory at once.
const SLICE: usize = 500;
const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Looks through the whole journal in this database; servers may be running. `noted` is a link
/// somebody noted earlier.
///
/// # Errors
/// When the journal can't be read at all.
pub async fn verify(url: &DatabaseUrl, noted: Option<Head>) -> Result<Report, JournalError> {
    let client = connect(url, PATIENT).await?;
    // One transaction, so that what is written meanwhile is not half seen.
    client.batch_execute(SNAPSHOT).await?;
    look_through(&client, noted).await
}

/// Whether there is a journal in this database.
///
/// # Errors
/// When it can't be reached.
pub async fn exists(url: &DatabaseUrl) -> Result<bool, JournalError> {
    migrations::exists(&connect(url, "").await?).await
}

/// As [`verify`], inside a transaction.
pub(super) async fn look_through(
    client: &Client,
    noted: Option<Head>,
) -> Result<Report, JournalError> {
    let Walked {
        events,
        head,
        mut flaws,
        wrong,
    } = history(client, noted).await?;
    for (block, requests) in wrong {
        flaws.push(Flaw::Block(block, names(client, &requests).await?));
    }
    let notes = notes(client).await?;
    let erasures = Erasures::of(&notes)?;
    let requests = requests(client, "ORDER BY seq", &erasures, &mut flaws).await?;
    files::check(client, &mut flaws).await?;
    flaws.extend(ordinals(client, &notes).await?);
    flaws.truncate(TOLD);
    Ok(Report {
        requests,
        events,
        head,
        flaws,
    })
}

/// What a start looks at, in a moment: the sequences of every year and the last requests.
pub(super) async fn glance(client: &Client) -> Result<(), JournalError> {
    client.batch_execute(SNAPSHOT).await?;
    let mut flaws = Vec::new();
    let latest = format!("ORDER BY seq DESC LIMIT {LATEST}");
    let erasures = Erasures::of(&notes(client).await?)?;
    requests(client, &latest, &erasures, &mut flaws).await?;
    let sequences = "SELECT s.year, s.next, (SELECT coalesce(max(ordinal), 0) FROM requests r
             WHERE r.holder = s.holder AND r.year = s.year) AS last
         FROM sequences s";
    for row in client.query(sequences, &[]).await? {
        if row.int("last")? >= row.int("next")? {
            flaws.push(Flaw::Ordinal(row.number("year")?, row.number("next")?));
        }
    }
    client.batch_execute("COMMIT").await?;
    glanced(&flaws)
}

/// The rows of a question, some at a time.
struct Slices<'a> {
    client: &'a Client,
    name: &'static str,
}

impl<'a> Slices<'a> {
    async fn of(
        client: &'a Client,
        name: &'static str,
        question: &str,
    ) -> Result<Self, JournalError> {
        let declare = format!("DECLARE {name} NO SCROLL CURSOR FOR {question}");
        client.batch_execute(&declare).await?;
        Ok(Self { client, name })
    }

    /// The next rows; none at the end.
    async fn next(&self) -> Result<Vec<Row>, JournalError> {
        let fetch = format!("FETCH {SLICE} FROM {}", self.name);
        let rows = self.client.query(&fetch, &[]).await?;
        if rows.is_empty() {
            let close = format!("CLOSE {}", self.name);
            self.client.batch_execute(&close).await?;
        }
        Ok(rows)
    }
}

async fn history(client: &Client, noted: Option<Head>) -> Result<Walked, JournalError> {
    let blocks = "SELECT block, link, note FROM blocks ORDER BY block";
    let blocks = client.query(blocks, &[]).await?;
    let blocks = blocks.iter().map(|row| {
        let (block, link) = (row.number("block")?, row.bytes("link")?);
        Ok((block, link, row.maybe_text("note")?))
    });
    let mut walk = Walk::new(blocks.collect::<Result<Vec<_>, JournalError>>()?, noted);
    let question = format!("SELECT {EVENT} FROM events ORDER BY block, request, n");
    let events = Slices::of(client, "history", &question).await?;
    let request = format!("SELECT seq, {FIXED} FROM requests WHERE seq = ANY($1)");
    let request = client.prepare_cached(&request).await?;
    loop {
        let slice = events.next().await?;
        if slice.is_empty() {
            return Ok(walk.end());
        }
        let wanted = numbers(&slice, "request")?;
        let found = client.query(&request, &[&wanted]).await?;
        let seqs = numbers(&found, "seq")?;
        let by_number: HashMap<i64, &Row> = seqs.into_iter().zip(&found).collect();
        for row in &slice {
            let request = by_number.get(&row.int("request")?).copied();
            walk.event(row.number("block")?, written(row, request)?);
        }
    }
}

async fn names(client: &Client, requests: &[i64]) -> Result<Vec<Named>, JournalError> {
    let read = "SELECT index_text, year FROM requests WHERE seq = ANY($1) ORDER BY seq";
    let found = client.query(read, &[&requests]).await?;
    let mut names: Vec<Named> = found.iter().map(Named::of).collect::<Result<_, _>>()?;
    if names.len() < requests.len() {
        names.push(Named::nobody());
    }
    Ok(names)
}

/// Looks at these requests; how many they are.
async fn requests(
    client: &Client,
    which: &str,
    erasures: &Erasures,
    flaws: &mut Vec<Flaw>,
) -> Result<u64, JournalError> {
    let question = format!("SELECT {CASE}, {REGISTERED}, {STATE} FROM requests {which}");
    let requests = Slices::of(client, "looked_at", &question).await?;
    let mut count = 0;
    loop {
        let slice = requests.next().await?;
        if slice.is_empty() {
            return Ok(count);
        }
        count += slice.len() as u64;
        let seqs = numbers(&slice, "seq")?;
        let mut histories = histories(client, &seqs).await?;
        for (row, seq) in slice.iter().zip(&seqs) {
            let history = histories.remove(seq).unwrap_or(Ok(Vec::new()));
            verify::request(row, history, erasures, flaws)?;
        }
    }
}

/// What blocks say beside their events.
async fn notes(client: &Client) -> Result<Vec<String>, JournalError> {
    let notes = "SELECT note FROM blocks WHERE note IS NOT NULL ORDER BY block";
    let notes = client.query(notes, &[]).await?;
    notes.iter().map(|row| row.text("note")).collect()
}

async fn ordinals(client: &Client, notes: &[String]) -> Result<Vec<Flaw>, JournalError> {
    let mut ordinals = Ordinals::new(notes)?;
    let question = "SELECT holder, year, ordinal FROM requests ORDER BY 1, 2, 3";
    let given = Slices::of(client, "given", question).await?;
    loop {
        let slice = given.next().await?;
        if slice.is_empty() {
            break;
        }
        for row in &slice {
            let (holder, year) = (row.int("holder")?, row.number("year")?);
            ordinals.request(holder, year, row.number("ordinal")?);
        }
    }
    let sequences = "SELECT holder, year, next FROM sequences";
    for row in client.query(sequences, &[]).await? {
        let (holder, year) = (row.int("holder")?, row.number("year")?);
        ordinals.sequence(holder, year, row.number("next")?);
    }
    Ok(ordinals.end())
}
