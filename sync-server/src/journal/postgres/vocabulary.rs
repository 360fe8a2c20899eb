//! Every word that can be searched for, once: parts from the middle of words are looked for in it.
//!
//! It follows the registrations when somebody looks for such a part: written with each of them, it
//! would cost a push a look for every word.

use super::desk::Desk;
use super::link::Client;
use crate::journal::JournalError;
use crate::journal::forms::{MOST_INSIDE, Sought};

/// Requests whose words are learnt at a time: a push that comes meanwhile waits for them.
const SLICE: i64 = 2_000;

/// Whether requests were registered since it last learnt.
pub(super) async fn is_behind(client: &Client) -> Result<bool, JournalError> {
    let behind = "SELECT upto < coalesce((SELECT max(request) FROM words), 0) FROM learnt";
    let behind = client.prepare_cached(behind).await?;
    Ok(client.query_one(&behind, &[]).await?.try_get(0)?)
}

/// Learns the words of the next requests; whether there may be more.
pub(super) async fn learn(desk: &Desk) -> Result<bool, JournalError> {
    let client = &desk.client;
    // Read anew in this transaction: another server may have been quicker.
    let next = "SELECT upto, (SELECT max(request) FROM
             (SELECT request FROM words WHERE request > upto ORDER BY request LIMIT $1) AS next)
         FROM learnt";
    let next = client.query_one(next, &[&SLICE]).await?;
    let (upto, last): (i64, Option<i64>) = (next.try_get(0)?, next.try_get(1)?);
    let Some(last) = last else {
        return Ok(false);
    };
    let add = "INSERT INTO vocabulary
         SELECT DISTINCT unnest(tsvector_to_array(words)) FROM words
         WHERE request > $1 AND request <= $2
         ON CONFLICT DO NOTHING";
    client.execute(add, &[&upto, &last]).await?;
    client
        .execute("UPDATE learnt SET upto = $1", &[&last])
        .await?;
    Ok(true)
}

/// Finds the words that have typed parts inside.
pub(super) async fn look_inside(client: &Client, sought: &mut Sought) -> Result<(), JournalError> {
    let inside = format!(
        "SELECT word FROM vocabulary WHERE position($1 IN word) > 1 LIMIT {}",
        MOST_INSIDE + 1
    );
    let inside = client.prepare_cached(&inside).await?;
    for part in sought.parts() {
        let found = client.query(&inside, &[&part]).await?;
        let words: Result<Vec<String>, _> = found.iter().map(|row| row.try_get(0)).collect();
        sought.found_inside(&part, words?);
    }
    Ok(())
}

/// Takes the words of an erased request out, if no other request has them: they may be a name. Told
/// once the words of the request itself are gone.
pub(super) async fn forget(client: &Client, words: &[String]) -> Result<(), JournalError> {
    for word in words {
        // Letters and digits only. In the text of the question, so that it is planned for the word:
        // a frequent one is met at once without the index, a rare one by it.
        let others = format!("SELECT FROM words WHERE words @@ '{word}'::tsquery LIMIT 1");
        if client.query_opt(&others, &[]).await?.is_none() {
            let forget = "DELETE FROM vocabulary WHERE word = $1";
            client.execute(forget, &[word]).await?;
        }
    }
    Ok(())
}
