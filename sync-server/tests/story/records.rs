//! Records: changed by what is there, found by words and place, with a history that stays.

use std::sync::Arc;

use sync_server::journal::record::change;
use sync_server::journal::{
    Blob, Decided, Journal, Officer, Record, RecordKind, RecordQuery, RecordWrite,
};
use uuid::Uuid;

use super::{HERE, THERE};

const KIND: RecordKind = RecordKind::Paper;

fn write(body: &str) -> RecordWrite {
    RecordWrite {
        body: body.into(),
        event: Some(format!("\"{body}\"")),
        ..RecordWrite::default()
    }
}

async fn put(journal: &dyn Journal, id: Uuid, write: RecordWrite) -> Option<Record> {
    let decide = Box::new(move |_: Option<&Record>, _| Decided::Write(Box::new(write)));
    journal
        .change_record(HERE, KIND, id, None, decide)
        .await
        .unwrap()
}

async fn list(journal: &dyn Journal, query: RecordQuery) -> Vec<String> {
    let found = journal.records(HERE, KIND, query).await.unwrap();
    found.into_iter().map(|record| record.body).collect()
}

pub async fn records_are_kept(journal: &Arc<dyn Journal>, clerk: &Officer) {
    a_crowd_counts_without_losing_one(journal).await;
    found_by_words_place_and_parent(&**journal).await;
    a_history_outlives_its_record(&**journal, clerk).await;
    bytes_are_kept(&**journal).await;
}

/// Fifty who each add one to what is there.
async fn a_crowd_counts_without_losing_one(journal: &Arc<dyn Journal>) {
    let id = Uuid::now_v7();
    let crowd: Vec<_> = (0..50)
        .map(|_| {
            let journal = journal.clone();
            tokio::spawn(async move {
                let add = |record: Option<&Record>, _| {
                    let count = record.map_or(0, |record| record.body.parse::<u32>().unwrap()) + 1;
                    (Decided::Write(Box::new(write(&count.to_string()))), count)
                };
                change(&*journal, HERE, RecordKind::OpenDay, id, None, add)
                    .await
                    .unwrap()
                    .1
            })
        })
        .collect();
    let mut counts = Vec::new();
    for one in crowd {
        counts.push(one.await.unwrap());
    }
    counts.sort_unstable();
    assert_eq!(counts, (1..=50).collect::<Vec<u32>>());
    let kept = journal
        .record(HERE, RecordKind::OpenDay, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((kept.version, kept.body.as_str()), (50, "50"));
    assert_eq!(
        journal
            .record(THERE, RecordKind::OpenDay, id)
            .await
            .unwrap(),
        None
    );
    assert_eq!(journal.record(HERE, KIND, id).await.unwrap(), None);
}

async fn found_by_words_place_and_parent(journal: &dyn Journal) {
    let ids: Vec<Uuid> = (0..5).map(|_| Uuid::now_v7()).collect();
    for (n, id) in ids.iter().enumerate() {
        let found_by = vec![format!("Рішення виконкому про об’єкт {n}"), "копія".into()];
        let written = RecordWrite {
            key: Some(format!("key {n}")),
            parent: ["рік", "інший"][n % 2].into(),
            place: 10 * n as i64,
            found_by,
            ..write(&n.to_string())
        };
        put(journal, *id, written).await;
    }
    let search = |search: &str| RecordQuery {
        search: search.into(),
        ..RecordQuery::default()
    };
    for (query, found) in [
        (RecordQuery::default(), "01234"),
        (
            RecordQuery {
                descending: true,
                limit: 2,
                ..RecordQuery::default()
            },
            "43",
        ),
        (
            RecordQuery {
                descending: true,
                after: Some((30, ids[3])),
                ..RecordQuery::default()
            },
            "210",
        ),
        (
            RecordQuery {
                parent: Some("рік".into()),
                ..RecordQuery::default()
            },
            "024",
        ),
        (
            RecordQuery {
                from: Some(10),
                before: Some(30),
                ..RecordQuery::default()
            },
            "12",
        ),
        (search("об'єкт ріш"), "01234"),
        (search("КОПІ 3"), "3"),
        (search("немає"), ""),
    ] {
        assert_eq!(
            list(journal, query.clone()).await.concat(),
            found,
            "{query:?}"
        );
    }
    let by_key = journal
        .record_by_key(HERE, KIND, "key 2".into())
        .await
        .unwrap();
    assert_eq!(by_key.unwrap().id, ids[2]);
    let taken = RecordWrite {
        key: Some("key 2".into()),
        ..write("double")
    };
    let decide = Box::new(move |_: Option<&Record>, _| Decided::Write(Box::new(taken)));
    let refused = journal
        .change_record(HERE, KIND, ids[3], None, decide)
        .await;
    assert!(refused.is_err(), "two records with one key");
    let again = RecordWrite {
        found_by: vec!["іншими словами".into()],
        ..write("9")
    };
    assert_eq!(put(journal, ids[3], again).await.unwrap().version, 2);
    assert_eq!(list(journal, search("словами")).await, ["9"]);
    assert_eq!(list(journal, search("виконк 3")).await.len(), 0);
}

async fn a_history_outlives_its_record(journal: &dyn Journal, clerk: &Officer) {
    let id = Uuid::now_v7();
    put(journal, id, write("first")).await;
    let second = write("second");
    let decide = Box::new(move |_: Option<&Record>, _| Decided::Write(Box::new(second)));
    let by = Some(clerk.clone());
    journal
        .change_record(HERE, KIND, id, by, decide)
        .await
        .unwrap();
    let gone = journal
        .change_record(HERE, KIND, id, None, Box::new(|_, _| Decided::Delete))
        .await;
    assert_eq!(gone.unwrap(), None);
    let history = journal.record_history(HERE, KIND, id).await.unwrap();
    let told: Vec<_> = history
        .iter()
        .map(|entry| (entry.n, entry.actor.as_str(), entry.event.as_str()))
        .collect();
    assert_eq!(
        told,
        [(1, "", "\"first\""), (2, clerk.name.as_str(), "\"second\"")]
    );
}

async fn bytes_are_kept(journal: &dyn Journal) {
    let id = Uuid::now_v7();
    for bytes in [vec![0, 159, 146, 150], vec![1]] {
        journal.put_blob(HERE, Blob { id, bytes }).await.unwrap();
    }
    assert_eq!(
        journal.blob(HERE, id).await.unwrap().unwrap(),
        [0, 159, 146, 150]
    );
    assert_eq!(journal.blob(THERE, id).await.unwrap(), None);
    journal.drop_blob(HERE, id).await.unwrap();
    assert_eq!(journal.blob(HERE, id).await.unwrap(), None);
}
