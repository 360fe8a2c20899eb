//! Registrations: those of one commit are written in a few statements for all of them.

use std::collections::HashMap;

use chrono::Datelike;
use domain::kyiv;
use domain::request::{Status, normalise_index};
use futures_util::future::try_join4;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::desk::Desk;
use super::link::Client;
use crate::failpoint;
use crate::journal::register::{Prepared, first_event};
use crate::journal::rows::{Columns as _, REGISTERED, name_of, registered};
use crate::journal::{HolderId, JournalError, Pushed, Registered, search};

/// A push that waits for its registration.
pub(super) type Asked = (HolderId, Prepared);

/// What came of each push; one that is refused leaves the others alone.
pub(super) type Outcomes = Vec<Result<Pushed, JournalError>>;

/// Registers all of them.
///
/// # Errors
/// When a statement failed: nothing is registered then, and the transaction has to go back.
pub(super) async fn register<'a>(
    desk: &mut Desk,
    asked: impl IntoIterator<Item = &'a Asked> + Clone,
) -> Result<Outcomes, JournalError> {
    let mut known = known(desk, asked.clone()).await?;
    let (mut outcomes, mut rows) = (Vec::new(), Rows::default());
    for (holder, prepared) in asked {
        let key = (*holder, prepared.push.id);
        let outcome = match prepared.settled(known.get(&key).cloned()) {
            Some(settled) => Ok(settled),
            None => one(desk, *holder, prepared, &mut rows).await,
        };
        if let Ok(Pushed::New(registered)) = &outcome {
            known.insert(key, (**registered).clone());
        }
        outcomes.push(outcome);
    }
    if !rows.seq.is_empty() {
        rows.insert(desk).await?;
        failpoint::reach("registration.written");
    }
    Ok(outcomes)
}

async fn known(
    desk: &Desk,
    asked: impl IntoIterator<Item = &Asked>,
) -> Result<HashMap<(HolderId, Uuid), Registered>, JournalError> {
    let (holders, ids): (Vec<i64>, Vec<Uuid>) = asked
        .into_iter()
        .map(|(holder, prepared)| (holder.0, prepared.push.id))
        .unzip();
    let read = format!(
        "SELECT holder, {REGISTERED} FROM requests
         JOIN unnest($1::bigint[], $2::uuid[]) AS asked (holder, id) USING (holder, id)"
    );
    let read = desk.client.prepare_cached(&read).await?;
    let found = desk.client.query(&read, &[&holders, &ids]).await?;
    let found = found.iter().map(|row| {
        let known = registered(row)?;
        Ok(((HolderId(row.int("holder")?), known.id), known))
    });
    found.collect()
}

/// Works out one registration, to be written with the others.
async fn one<'a>(
    desk: &mut Desk,
    holder: HolderId,
    prepared: &'a Prepared,
    rows: &mut Rows<'a>,
) -> Result<Pushed, JournalError> {
    let settings = desk.settings(holder).await?;
    let now = desk.received_now();
    let received_at = prepared.received_at(now);
    let submission = &prepared.push.submission;
    let assessed = desk.assess(holder, &settings, submission, received_at)?;
    let year = kyiv::date(now).year();
    let ordinal = desk.next_ordinal(holder, year).await?;
    let registered = prepared.registered(&settings, &assessed, now, ordinal);
    let seq = desk.next_request();
    desk.recorded(first_event(holder, seq, &registered, &assessed));

    let index = &registered.index.text;
    rows.seq.push(seq);
    rows.holder.push(holder.0);
    rows.id.push(registered.id);
    rows.digest.push(prepared.push.digest.as_str());
    rows.submission.push(&prepared.push.bytes);
    rows.received_at.push(received_at.timestamp_millis());
    rows.at.push(now.timestamp_millis());
    let later = (now != received_at).then(|| now.timestamp_millis());
    rows.registered_at.push(later);
    rows.channel.push(name_of(submission.channel())?);
    rows.requester_type
        .push(name_of(submission.requester_type)?);
    rows.year.push(registered.index.year.into());
    rows.ordinal.push(registered.index.ordinal.into());
    rows.index_text.push(index.clone());
    rows.index_key.push(normalise_index(index));
    rows.class.push(assessed.class.clone());
    rows.ruling.push(assessed.ruling.clone());
    rows.notice_by.push(assessed.notice_by.clone());
    rows.deadline.push(assessed.deadline.clone());
    let ends_before = registered.term.deadline.ends_before();
    rows.ends_before.push(ends_before.timestamp_millis());
    rows.requester.push(&submission.name);
    rows.subject.push(&prepared.subject);
    rows.words.push(words(&submission.name, &submission.text));
    Ok(Pushed::New(Box::new(registered)))
}

/// The ordinal the next request of the year gets.
pub(super) async fn next(
    client: &Client,
    holder: HolderId,
    year: i32,
) -> Result<u32, JournalError> {
    let read = "SELECT next FROM sequences WHERE holder = $1 AND year = $2";
    let read = client.prepare_cached(read).await?;
    let found = client
        .query_opt(&read, &[&holder.0, &i64::from(year)])
        .await?;
    found.map_or(Ok(1), |row| row.number("next"))
}

/// Every index given in a year, as it is looked up.
pub(super) async fn given(
    client: &Client,
    holder: HolderId,
    year: i32,
) -> Result<Vec<String>, JournalError> {
    let read = "SELECT index_key FROM requests WHERE holder = $1 AND year = $2";
    let read = client.prepare_cached(read).await?;
    let found = client.query(&read, &[&holder.0, &i64::from(year)]).await?;
    found.iter().map(|row| row.text("index_key")).collect()
}

/// The words of a request with a space between.
pub(super) fn words(name: &str, text: &str) -> String {
    let mut words = search::words(&[name, text]);
    words.truncate(words.trim_end().len());
    words
}

/// Columns of many new requests.
#[derive(Default)]
struct Rows<'a> {
    seq: Vec<i64>,
    holder: Vec<i64>,
    id: Vec<Uuid>,
    digest: Vec<&'a str>,
    submission: Vec<&'a [u8]>,
    received_at: Vec<i64>,
    /// When each was registered.
    at: Vec<i64>,
    /// The same, where it is not the moment of receipt.
    registered_at: Vec<Option<i64>>,
    channel: Vec<String>,
    requester_type: Vec<String>,
    year: Vec<i64>,
    ordinal: Vec<i64>,
    index_text: Vec<String>,
    index_key: Vec<String>,
    class: Vec<String>,
    ruling: Vec<String>,
    notice_by: Vec<Option<String>>,
    deadline: Vec<String>,
    ends_before: Vec<i64>,
    requester: Vec<&'a str>,
    subject: Vec<&'a str>,
    words: Vec<String>,
}

const REQUESTS: &str = "INSERT INTO requests
        (seq, holder, id, digest, submission, received_at, year, ordinal, index_text, index_key,
         registered_class, registered_ruling, notice_by, class, deadline, ends_before, status,
         version, requester, subject, registered_at, channel, requester_type)
    SELECT seq, holder, id, digest, submission, received_at, year, ordinal, index_text, index_key,
         class, ruling, notice_by, class, deadline, ends_before, $17, 1, requester, subject,
         registered_at, channel, requester_type
    FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::text[], $5::bytea[], $6::bigint[],
         $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::text[], $12::text[],
         $13::text[], $14::text[], $15::bigint[], $16::text[], $18::text[], $19::bigint[],
         $20::text[], $21::text[])
         AS new (seq, holder, id, digest, submission, received_at, year, ordinal, index_text,
         index_key, class, ruling, notice_by, deadline, ends_before, requester, subject,
         registered_at, channel, requester_type)";

const EVENTS: &str = "INSERT INTO events (request, n, holder, at, actor, block)
    SELECT request, 1, holder, at, '', $4
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS new (request, holder, at)";

const WORDS: &str = "INSERT INTO words (request, words)
    SELECT request, array_to_tsvector(string_to_array(words, ' '))
    FROM unnest($1::bigint[], $2::text[]) AS new (request, words)";

const SEQUENCES: &str = "INSERT INTO sequences (holder, year, next)
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
    ON CONFLICT (holder, year) DO UPDATE SET next = excluded.next";

impl Rows<'_> {
    /// Sends all statements before it waits for the first of them.
    async fn insert(&self, desk: &Desk) -> Result<(), JournalError> {
        let client = &desk.client;
        let status = name_of(Status::Registered)?;
        let block = desk.block()?;
        let (mut holders, mut years, mut nexts) = (Vec::new(), Vec::new(), Vec::new());
        for (holder, year, next) in desk.sequences() {
            holders.push(holder.0);
            years.push(i64::from(year));
            nexts.push(i64::from(next));
        }
        let requests = client.prepare_cached(REQUESTS).await?;
        let events = client.prepare_cached(EVENTS).await?;
        let words = client.prepare_cached(WORDS).await?;
        let sequences = client.prepare_cached(SEQUENCES).await?;
        let columns: [&(dyn ToSql + Sync); 21] = [
            &self.seq,
            &self.holder,
            &self.id,
            &self.digest,
            &self.submission,
            &self.received_at,
            &self.year,
            &self.ordinal,
            &self.index_text,
            &self.index_key,
            &self.class,
            &self.ruling,
            &self.notice_by,
            &self.deadline,
            &self.ends_before,
            &self.requester,
            &status,
            &self.subject,
            &self.registered_at,
            &self.channel,
            &self.requester_type,
        ];
        try_join4(
            client.execute(&requests, &columns),
            client.execute(&events, &[&self.seq, &self.holder, &self.at, &block]),
            client.execute(&words, &[&self.seq, &self.words]),
            client.execute(&sequences, &[&holders, &years, &nexts]),
        )
        .await?;
        Ok(())
    }
}
