//! Erasing a request's text, as PostgreSQL keeps it. The old row goes with the next vacuum.

use futures_util::future::try_join3;
use uuid::Uuid;

use super::cases::numbered_by_id;
use super::desk::Desk;
use super::vocabulary;
use crate::journal::erase::{Erased, Left};
use crate::journal::{HolderId, JournalError};

/// Erases the text of the request it finds in this very transaction.
pub(super) async fn erase(
    desk: &mut Desk,
    holder: HolderId,
    id: Uuid,
    reason: String,
) -> Result<Erased, JournalError> {
    // A text of PostgreSQL holds no NUL.
    let reason = reason.replace('\0', "");
    let Some((seq, record)) = numbered_by_id(&desk.client, holder, id).await? else {
        return Ok(Erased::Unknown);
    };
    let left = match Left::of(holder, &record, reason, desk.now(None))? {
        Ok(left) => left,
        Err(not) => return Ok(not),
    };
    let client = &desk.client;
    let update = "UPDATE requests SET submission = $2, requester = $3, subject = $4, erased_at = $5
         WHERE seq = $1";
    let said = "DELETE FROM words WHERE request = $1 RETURNING tsvector_to_array(words)";
    let (said, _, _) = try_join3(
        client.query_opt(said, &[&seq]),
        client.execute("DELETE FROM pieces WHERE request = $1", &[&seq]),
        client.execute(
            update,
            &[&seq, &left.bytes, &left.requester, &left.subject, &left.at],
        ),
    )
    .await?;
    if let Some(said) = said {
        vocabulary::forget(client, &said.try_get::<_, Vec<String>>(0)?).await?;
    }
    desk.note(left.note)?;
    Ok(Erased::Done)
}
