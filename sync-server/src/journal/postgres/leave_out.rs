//! What follows a `pg_restore`: numbers given out since the copy are given to nobody else.

use std::sync::Arc;

use super::desk::{Desk, number};
use crate::clock::Clock;
use crate::journal::verify::Note;
use crate::journal::{DatabaseUrl, Head, HolderId, JournalError, Lost};

/// Leaves out the ordinals up to the last one of each year that was given out, and says so in the
/// chain. Servers may be running. Gives the chain's head and what was left out.
///
/// # Errors
/// When the database can't be used; nothing is changed then.
pub async fn leave_out(
    url: &DatabaseUrl,
    clock: Arc<dyn Clock>,
    holder: HolderId,
    last: &[(i32, u32)],
) -> Result<(Head, Vec<Lost>), JournalError> {
    let mut desk = Desk::open(url, clock).await?;
    desk.begin().await?;
    let mut lost = Vec::new();
    for (year, last) in last {
        let from = desk.next_ordinal(holder, *year).await?;
        if *last < from {
            continue;
        }
        let go_on = "INSERT INTO sequences (holder, year, next) VALUES ($1, $2, $3)
             ON CONFLICT (holder, year) DO UPDATE SET next = excluded.next";
        let next = number(u64::from(*last) + 1)?;
        desk.client
            .execute(go_on, &[&holder.0, &i64::from(*year), &next])
            .await?;
        lost.push(Lost {
            holder: holder.0,
            year: *year,
            from,
            to: *last,
        });
    }
    let note = Note::Restored {
        at: desk.now(None).timestamp_millis(),
        lost: lost.clone(),
    };
    let head = desk
        .close_block(Some(&serde_json::to_string(&note)?))
        .await?;
    desk.commit().await?;
    Ok((head, lost))
}
