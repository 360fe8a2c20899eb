//! Erasing a request's text, as SQLite keeps it.

use uuid::Uuid;

use super::cases::numbered_by_id;
use super::words;
use super::writer::Desk;
use crate::journal::erase::{Erased, Left};
use crate::journal::{CaseRecord, HolderId, JournalError, search};

/// Erases the text of the request it finds in this very transaction.
pub(super) fn erase(
    desk: &mut Desk<'_>,
    holder: HolderId,
    id: Uuid,
    reason: String,
) -> Result<Erased, JournalError> {
    let Some((seq, record)) = numbered_by_id(desk.connection, holder, id)? else {
        return Ok(Erased::Unknown);
    };
    let left = match Left::of(holder, &record, reason, desk.clock.now())? {
        Ok(left) => left,
        Err(not) => return Ok(not),
    };
    // Zeros over what is freed: whoever finds the file finds none of it.
    desk.connection.pragma_update(None, "secure_delete", true)?;
    let done = overwrite(desk, seq, &record, &left);
    desk.connection
        .pragma_update(None, "secure_delete", false)?;
    done?;
    desk.note(left.note)?;
    Ok(Erased::Done)
}

fn overwrite(
    desk: &Desk<'_>,
    seq: i64,
    record: &CaseRecord,
    left: &Left,
) -> Result<(), JournalError> {
    let connection = desk.connection;
    let upto: i64 = connection.query_row("SELECT upto FROM findable", [], |row| row.get(0))?;
    if seq <= upto {
        let submission = &record.submission;
        // The index of words has to be told what it was given.
        let words = search::words(&[&submission.name, &submission.text]);
        connection.execute_batch("INSERT INTO words (words, rank) VALUES ('secure-delete', 1)")?;
        connection.execute(
            "INSERT INTO words (words, rowid, word) VALUES ('delete', ?1, ?2)",
            (seq, &words),
        )?;
        words::forget(connection, &words)?;
    }
    connection.execute("DELETE FROM pieces WHERE request = ?1", [seq])?;
    connection.execute(
        "UPDATE requests SET submission = ?2, requester = ?3, subject = ?4, erased_at = ?5
         WHERE seq = ?1",
        (seq, &left.bytes, &left.requester, &left.subject, left.at),
    )?;
    Ok(())
}
