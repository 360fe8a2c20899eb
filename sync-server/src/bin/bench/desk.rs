//! What officers ask of a full journal: pages, searches, the report of a half-year.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use domain::kyiv;
use domain::law::TermClass;
use domain::report::{Figure, Period, Slice};
use domain::request::{Channel, RequesterType};
use domain::sync::office::{JournalQuery, Show};
use rusqlite::Connection;
use sync_server::clock::{Clock, SystemClock};
use sync_server::journal::Journal;
use sync_server::journal::sqlite::{FILE, SqliteJournal};
use sync_server::start::HOLDER;

use crate::line::Broken;

/// Each question is asked so often; the median counts.
const TIMES: usize = 9;
/// Requests that are still open in a council of this size.
const OPEN: i64 = 400;

/// Lets the requests of the past have ended, as in a journal of ten years: every row is spread over
/// channels, requesters, kinds, topics and results. Past the journal's own code, which would take
/// hours; the histories stay as they are.
pub(crate) fn let_them_end(folder: &Path) -> Result<(), Broken> {
    let connection = Connection::open(folder.join(FILE))?;
    connection.execute(
        "UPDATE requests SET
             channel = CASE seq % 10 WHEN 0 THEN 'post' WHEN 1 THEN 'in_person' WHEN 2 THEN 'app'
                 WHEN 3 THEN 'app' WHEN 4 THEN 'phone' ELSE 'email' END,
             requester_type = CASE seq % 7 WHEN 0 THEN 'media' WHEN 1 THEN 'legal_person'
                 WHEN 2 THEN 'association' ELSE 'person' END,
             info_kind = CASE seq % 11 WHEN 0 THEN NULL WHEN 1 THEN 'legal' WHEN 2 THEN 'tax'
                 WHEN 3 THEN 'person' WHEN 4 THEN 'environment' ELSE 'reference' END,
             topic = CASE seq % 13 WHEN 0 THEN NULL ELSE 'Тема ' || (seq % 40) END,
             class = CASE WHEN seq % 17 = 0 THEN 'extended' WHEN seq < 1000 THEN 'urgent'
                 ELSE class END,
             charged = char(10) || 'Відділ ' || (seq % 30) || char(10),
             executor = 'Відділ ' || (seq % 30),
             status = 'closed',
             outcome = CASE seq % 9 WHEN 0 THEN 'refused' WHEN 1 THEN 'forwarded'
                 WHEN 2 THEN 'answered_in_part' ELSE 'answered' END,
             ground = CASE seq % 9 WHEN 0 THEN 'not_held' END,
             closed_at = received_at + (seq % 9) * 86400000
         WHERE seq <= (SELECT max(seq) FROM requests) - ?1",
        [OPEN],
    )?;
    connection.execute_batch("ANALYZE")?;
    Ok(())
}

/// Asks everything and prints how long it took.
pub(crate) async fn questions(folder: &Path, word: &str) -> Result<(), Broken> {
    let journal = SqliteJournal::open(folder, Arc::new(SystemClock))?;
    let now = SystemClock.now();
    let half = Period::last_half_year(kyiv::date(now))?;
    let slice = |figure| {
        Some(Slice {
            period: half,
            figure,
        })
    };
    let ask = JournalQuery::default;
    let all = || JournalQuery {
        show: Show::All,
        ..ask()
    };
    let table = [
        ("under control", ask()),
        (
            "overdue",
            JournalQuery {
                show: Show::Overdue,
                ..ask()
            },
        ),
        (
            "closed",
            JournalQuery {
                show: Show::Closed,
                ..ask()
            },
        ),
        ("all", all()),
        (
            "all, of the 48-hour class, which a few old ones are",
            JournalQuery {
                class: Some(TermClass::Urgent),
                ..all()
            },
        ),
        (
            "a beginning that most have, of the 48-hour class",
            JournalQuery {
                class: Some(TermClass::Urgent),
                search: "шко".into(),
                ..all()
            },
        ),
        (
            "of the 48-hour class, by e-mail, from the media, in the half-year",
            JournalQuery {
                class: Some(TermClass::Urgent),
                channel: Some(Channel::Email),
                requester: Some(RequesterType::Media),
                from: Some(half.from()),
                to: Some(half.to()),
                ..all()
            },
        ),
        (
            "extended, by e-mail, from the media",
            JournalQuery {
                class: Some(TermClass::Extended),
                channel: Some(Channel::Email),
                requester: Some(RequesterType::Media),
                ..all()
            },
        ),
        (
            "all of one executor",
            JournalQuery {
                executor: Some("Відділ 7".into()),
                ..all()
            },
        ),
        (
            "all of an executor with nothing",
            JournalQuery {
                executor: Some("Відділ 99".into()),
                ..all()
            },
        ),
        (
            "search for a word",
            JournalQuery {
                search: word.into(),
                ..all()
            },
        ),
        (
            "search for a beginning that most have",
            JournalQuery {
                search: "шко".into(),
                ..all()
            },
        ),
        (
            "search for a word with all its forms",
            JournalQuery {
                search: "дорога".into(),
                ..all()
            },
        ),
        (
            "search for a short word with all its forms",
            JournalQuery {
                search: "рада".into(),
                ..all()
            },
        ),
        (
            "search for two words that many have",
            JournalQuery {
                search: "школа будівля".into(),
                ..all()
            },
        ),
        (
            "received by post",
            JournalQuery {
                channel: Some(Channel::Post),
                ..all()
            },
        ),
        (
            "received by fax, which none was",
            JournalQuery {
                channel: Some(Channel::Fax),
                ..all()
            },
        ),
        (
            "received by fax by one executor, which none was",
            JournalQuery {
                channel: Some(Channel::Fax),
                executor: Some("Відділ 7".into()),
                ..all()
            },
        ),
        (
            "from media in the half-year, of one executor",
            JournalQuery {
                requester: Some(RequesterType::Media),
                executor: Some("Відділ 7".into()),
                from: Some(half.from()),
                to: Some(half.to()),
                ..all()
            },
        ),
        (
            "received ten years ago",
            JournalQuery {
                to: half.from().checked_sub_months(chrono::Months::new(108)),
                ..all()
            },
        ),
        (
            "a beginning that most have, of one executor",
            JournalQuery {
                search: "шко".into(),
                executor: Some("Відділ 7".into()),
                ..all()
            },
        ),
        (
            "search for a part from the middle of words",
            JournalQuery {
                search: "исву".into(),
                ..all()
            },
        ),
        (
            "search for nothing there",
            JournalQuery {
                search: "ґудзик".into(),
                ..all()
            },
        ),
        (
            "behind a figure of the report",
            JournalQuery {
                slice: slice(Figure::Late),
                ..all()
            },
        ),
        (
            "behind a figure that is nothing",
            JournalQuery {
                slice: slice(Figure::Deferred),
                ..all()
            },
        ),
    ];
    let mut slowest = Duration::ZERO;
    let connection = Connection::open(folder.join(FILE))?;
    for (what, query) in table {
        let (took, rows) = page(&journal, &query).await?;
        slowest = slowest.max(took);
        let by_hand = match BY_HAND.iter().find(|(of, _)| *of == what) {
            Some((_, rest)) => {
                let by_hand = page_by_hand(&connection, rest)?;
                let ratio = took.as_secs_f64() / by_hand.as_secs_f64();
                format!("; by hand in SQL {:.1} ms, ratio {ratio:.2}", ms(by_hand))
            }
            None => String::new(),
        };
        println!("journal, {what}: {:.1} ms, {rows} rows{by_hand}", ms(took));
    }
    println!(
        "  slowest page of the journal: {:.1} ms (at most 100)",
        ms(slowest)
    );
    report(&journal, folder, half, now).await?;
    journal.close().await;
    Ok(())
}

/// The same pages as somebody would ask SQL for them; a page of the journal counts its tabs besides.
const BY_HAND: [(&str, &str); 7] = [
    (
        "under control",
        "status <> 'closed' ORDER BY ends_before, seq",
    ),
    (
        "closed",
        "status = 'closed' ORDER BY year DESC, ordinal DESC",
    ),
    ("all", "1 ORDER BY year DESC, ordinal DESC"),
    (
        "received by post",
        "channel = 'post' ORDER BY received_at DESC",
    ),
    (
        "all of one executor",
        "charged = char(10) || 'Відділ 7' || char(10) ORDER BY year DESC, ordinal DESC",
    ),
    (
        "search for a beginning that most have",
        "seq IN (SELECT rowid FROM words WHERE words MATCH 'шко*') ORDER BY year DESC, ordinal DESC",
    ),
    (
        "search for two words that many have",
        "seq IN (SELECT rowid FROM words WHERE words MATCH 'школа будівля')
         ORDER BY year DESC, ordinal DESC",
    ),
];

fn page_by_hand(connection: &Connection, rest: &str) -> Result<Duration, Broken> {
    let sql = format!(
        "SELECT id, index_text, received_at, requester, subject, class, deadline, status, outcome,
             executor, channel, requester_type
         FROM requests WHERE holder = ?1 AND {rest} LIMIT 50"
    );
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        let mut asked = connection.prepare_cached(&sql)?;
        let mut rows = asked.query([HOLDER.0])?;
        while let Some(row) = rows.next()? {
            row.get::<_, String>(1)?;
        }
        times.push(began.elapsed());
    }
    Ok(median(times))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

async fn page(journal: &SqliteJournal, query: &JournalQuery) -> Result<(Duration, usize), Broken> {
    let (mut times, mut rows) = (Vec::new(), 0);
    for _ in 0..TIMES {
        let began = Instant::now();
        rows = journal.page(HOLDER, query.clone(), None).await?.rows.len();
        times.push(began.elapsed());
    }
    Ok((median(times), rows))
}

async fn report(
    journal: &SqliteJournal,
    folder: &Path,
    half: Period,
    now: DateTime<Utc>,
) -> Result<(), Broken> {
    let periods = vec![half, half.earlier(1)?, half.earlier(2)?];
    let connection = Connection::open(folder.join(FILE))?;
    let (mut ours, mut by_hand) = (Vec::new(), Vec::new());
    let (mut counted, mut wanted) = (0, 0);
    for _ in 0..TIMES {
        let began = Instant::now();
        let figures = journal.figures(HOLDER, periods.clone()).await?;
        ours.push(began.elapsed());
        counted = figures.iter().map(|one| one.of(&Figure::Total)).sum();
        let began = Instant::now();
        wanted = 0;
        for period in &periods {
            wanted += by_hand_in_sql(&connection, *period, now)?;
        }
        by_hand.push(began.elapsed());
    }
    if counted != wanted {
        return Err(format!("the report counts {counted}, SQL {wanted}").into());
    }
    let (ours, by_hand) = (median(ours), median(by_hand));
    println!(
        "report of a half-year and two years before, {counted} requests: {:.1} ms (at most 300); \
         grouped by hand in SQL: {:.1} ms; ratio {:.2}",
        ms(ours),
        ms(by_hand),
        ours.as_secs_f64() / by_hand.as_secs_f64()
    );
    Ok(())
}

/// The same tables as somebody would ask for them: one grouping, and the median of days apart.
fn by_hand_in_sql(
    connection: &Connection,
    period: Period,
    now: DateTime<Utc>,
) -> Result<u64, Broken> {
    let from = kyiv::start_of_day(period.from()).timestamp_millis();
    let to = period.to().succ_opt().ok_or("no day after")?;
    let to = kyiv::start_of_day(to).timestamp_millis();
    let mut grouped = connection.prepare_cached(
        "SELECT channel, requester_type, info_kind, topic, outcome, ground, class, deferred,
             forwarded_part, coalesce(closed_at, ?4) >= ends_before AS late, count(*)
         FROM requests WHERE holder = ?1 AND received_at >= ?2 AND received_at < ?3
         GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
    )?;
    let mut rows = grouped.query((HOLDER.0, from, to, now.timestamp_millis()))?;
    let mut all = 0;
    while let Some(row) = rows.next()? {
        all += row.get::<_, u64>(10)?;
    }
    let mut days = connection.prepare_cached(
        "SELECT (closed_at - received_at) / 86400000, count(*) FROM requests
         WHERE holder = ?1 AND received_at >= ?2 AND received_at < ?3 AND outcome <> 'withdrawn'
         GROUP BY 1 ORDER BY 1",
    )?;
    let mut rows = days.query((HOLDER.0, from, to))?;
    while rows.next()?.is_some() {}
    Ok(all)
}
