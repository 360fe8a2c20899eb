//! The full-text table.
//!
//! Words go in many requests at a time: FTS5 writes a segment for every commit and merges them
//! ever after, which for the few requests of one commit costs more than all the rest of it. So
//! they follow their registrations in commits of their own: in a quiet moment, and before any
//! search. They are read back from the journal, so nothing waits in memory however far they are
//! behind, and a kill between the two is no case of its own.
//!
//! FTS5 finds words by their beginnings. Parts from their middle are looked for in the vocabulary, a
//! table of every word once, and the words that have them are asked of FTS5.

use std::collections::BTreeSet;

use domain::request::Submission;
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::writer::run;
use crate::journal::forms::{Form, MOST_INSIDE, Sought};
use crate::journal::{JournalError, search};

/// Requests of one commit: a push that comes meanwhile waits some 20 ms for them.
const SLICE: usize = 500;

/// Told when what it waits for can be found.
pub(super) type Finder = oneshot::Sender<Result<(), JournalError>>;

/// How far the words are behind the registrations, and who waits for them.
#[derive(Default)]
pub(super) struct Words {
    upto: i64,
    registered: i64,
    finders: Vec<(i64, Finder)>,
    /// The last try failed: the next one waits for something to happen.
    rests: bool,
}

impl Words {
    /// Reads how far they are.
    pub(super) fn of(connection: &Connection) -> Result<Self, JournalError> {
        let (upto, registered) = connection.query_row(
            "SELECT upto, (SELECT coalesce(max(seq), 0) FROM requests) FROM findable",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(Self {
            upto,
            registered,
            ..Self::default()
        })
    }

    /// A request was registered, and that is committed.
    pub(super) fn registered(&mut self, seq: i64) {
        self.registered = self.registered.max(seq);
        self.rests = false;
    }

    /// Somebody is about to search for what is registered now.
    pub(super) fn wanted(&mut self, finder: Finder) {
        self.rests = false;
        if self.upto >= self.registered {
            let _ = finder.send(Ok(()));
        } else {
            self.finders.push((self.registered, finder));
        }
    }

    pub(super) fn are_wanted(&self) -> bool {
        !self.finders.is_empty()
    }

    pub(super) fn are_behind(&self) -> bool {
        self.upto < self.registered && !self.rests
    }

    /// Writes the words of the next requests, and tells who waited for them.
    pub(super) fn write_slice(&mut self, connection: &Connection) {
        match write_slice(connection) {
            Ok(Some(last)) => self.upto = last,
            // A registration that was rolled back left a number without a request.
            Ok(None) => self.upto = self.registered,
            Err(error) => {
                tracing::error!(%error, "what was registered last can't be found yet");
                self.rests = true;
                for (_, finder) in self.finders.drain(..) {
                    let _ = finder.send(Err(error.clone()));
                }
            }
        }
        let upto = self.upto;
        for (_, finder) in self.finders.extract_if(.., |(wanted, _)| *wanted <= upto) {
            let _ = finder.send(Ok(()));
        }
    }
}

/// The number of the last request whose words were written; none if there was no more.
fn write_slice(connection: &Connection) -> Result<Option<i64>, JournalError> {
    run(connection, "BEGIN IMMEDIATE")?;
    let done = insert(connection).and_then(|last| {
        run(connection, "COMMIT")?;
        Ok(last)
    });
    if done.is_err() && !connection.is_autocommit() {
        let _ = run(connection, "ROLLBACK");
    }
    done
}

fn insert(connection: &Connection) -> Result<Option<i64>, JournalError> {
    // Read anew in this transaction: another process with this journal may have been quicker.
    let mut upto = connection.prepare_cached("SELECT upto FROM findable")?;
    let upto: i64 = upto.query_row([], |row| row.get(0))?;
    let mut requests = connection.prepare_cached(
        "SELECT seq, submission FROM requests WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    )?;
    let mut insert =
        connection.prepare_cached("INSERT INTO words (rowid, word) VALUES (?1, ?2)")?;
    let mut last = None;
    let mut words = BTreeSet::new();
    let mut rows = requests.query((upto, SLICE))?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let submission: Submission = serde_json::from_slice(&row.get::<_, Vec<u8>>(1)?)?;
        let said = search::words(&[&submission.name, &submission.text]);
        insert.execute((seq, &said))?;
        words.extend(said.split_whitespace().map(str::to_owned));
        last = Some(seq);
    }
    let mut learn = connection.prepare_cached("INSERT OR IGNORE INTO vocabulary VALUES (?1)")?;
    for word in words {
        learn.execute([word])?;
    }
    if let Some(last) = last {
        connection
            .prepare_cached("UPDATE findable SET upto = ?1")?
            .execute([last])?;
    }
    Ok(last)
}

/// Takes the words of an erased request out of the vocabulary, if no other request has them: they
/// may be a name.
pub(super) fn forget(connection: &Connection, words: &str) -> Result<(), JournalError> {
    let mut others = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM words WHERE words MATCH ?1 LIMIT 1)")?;
    let mut forget = connection.prepare_cached("DELETE FROM vocabulary WHERE word = ?1")?;
    for word in words.split_whitespace() {
        let others: bool = others.query_row([format!("\"{word}\"")], |row| row.get(0))?;
        if !others {
            forget.execute([word])?;
        }
    }
    Ok(())
}

/// Finds the words that have typed parts inside.
pub(super) fn look_inside(
    connection: &Connection,
    sought: &mut Sought,
) -> Result<(), JournalError> {
    let mut inside = connection
        .prepare_cached("SELECT word FROM vocabulary WHERE instr(word, ?1) > 1 LIMIT ?2")?;
    for part in sought.parts() {
        let words = inside.query_map((&part, MOST_INSIDE + 1), |row| row.get(0))?;
        sought.found_inside(&part, words.collect::<Result<_, _>>()?);
    }
    Ok(())
}

/// What FTS5 is asked for: some form of every word must be met. They are letters and digits only,
/// so that nothing in them can be an operator.
pub(super) fn question(sought: &Sought) -> String {
    let one = |form| match form {
        Form::Beginning(stem) => format!("\"{stem}\"*"),
        Form::Whole(word) => format!("\"{word}\""),
    };
    sought.told(one, " OR ", " AND ")
}
