//! Every migration, on a database with rows in it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::sync::Arc;

use common::{bytes, noon, push, submission};
use domain::sync::Digest;
use domain::sync::office::{JournalQuery, Show};
use rusqlite::Connection;
use sync_server::clock::SetClock;
use sync_server::journal::sqlite::migrations::{VERSION, migrate, migrate_to};
use sync_server::journal::sqlite::{FILE, SqliteJournal};
use sync_server::journal::{HolderId, HolderSettings, Journal, JournalError};

const HOLDER: HolderId = HolderId(1);

/// A journal as a build of version 1 left it: without search.
fn version_1(folder: &std::path::Path) -> uuid::Uuid {
    let mut connection = Connection::open(folder.join(FILE)).unwrap();
    migrate_to(&mut connection, 1).unwrap();
    let settings = serde_json::to_string(&HolderSettings::new(Default::default())).unwrap();
    connection
        .execute("INSERT INTO holders VALUES (1, ?1)", [settings])
        .unwrap();
    connection
        .execute("INSERT INTO sequences VALUES (1, 2026, 2)", [])
        .unwrap();
    let id = uuid::Uuid::now_v7();
    let received = bytes(&submission("Кошторис ремонту мосту"));
    let ruling =
        r#"{"deadline":{"day":"2026-12-01"},"citation":{"article":20,"part":1},"account":[]}"#;
    connection
        .execute(
            "INSERT INTO requests (holder, id, digest, submission, received_at, year, ordinal,
                 index_text, index_key, registered_class, registered_ruling, class, deadline,
                 ends_before, status, version, requester, subject)
             VALUES (1, ?1, ?5, ?2, ?3, 2026, 1, '1/02-19', '1/02-19', 'ordinary', ?4,
                 'ordinary', '{\"day\":\"2026-12-01\"}', 1796162400000, 'registered', 1, ?6,
                 'Кошторис ремонту мосту')",
            rusqlite::params![
                id.as_bytes().as_slice(),
                received,
                noon().timestamp_millis(),
                ruling,
                Digest::of(&received).as_str(),
                submission("").name,
            ],
        )
        .unwrap();
    connection
        .execute(
            "INSERT INTO events (request, n, holder, at, actor) VALUES (1, 1, 1, 5, '')",
            [],
        )
        .unwrap();
    id
}

#[tokio::test]
async fn what_was_registered_before_search_can_be_found_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let id = version_1(folder.path());
    let journal = SqliteJournal::open(folder.path(), Arc::new(SetClock::at(noon()))).unwrap();
    let query = JournalQuery {
        show: Show::All,
        search: "кошторис мос".into(),
        ..JournalQuery::default()
    };
    let page = journal.page(HOLDER, query, None).await.unwrap();
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    journal
        .register(HOLDER, push(submission("Другий")))
        .await
        .unwrap();
    assert!(
        journal
            .by_index(HOLDER, 2026, "2/02-19".into())
            .await
            .unwrap()
            .is_some()
    );
    journal.close().await;
}

#[test]
fn a_migrated_database_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    version_1(folder.path());
    let mut connection = Connection::open(folder.path().join(FILE)).unwrap();
    migrate(&mut connection).unwrap();
    migrate(&mut connection).unwrap();
    let version: usize = connection
        .query_row("PRAGMA user_version", [], |r| r.get(0))
        .unwrap();
    assert_eq!(version, VERSION);
    let check: String = connection
        .query_row("PRAGMA integrity_check", [], |r| r.get(0))
        .unwrap();
    assert_eq!(check, "ok");
}

#[test]
fn a_database_of_a_newer_build_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut connection = Connection::open(folder.path().join(FILE)).unwrap();
    migrate(&mut connection).unwrap();
    connection
        .execute_batch(&format!("PRAGMA user_version = {}", VERSION + 1))
        .unwrap();
    assert!(matches!(
        migrate(&mut connection),
        Err(JournalError::Database(_))
    ));
}

#[test]
fn the_history_cannot_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    version_1(folder.path());
    let connection = Connection::open(folder.path().join(FILE)).unwrap();
    assert!(
        connection
            .execute("UPDATE events SET actor = 'x'", [])
            .is_err()
    );
    assert!(connection.execute("DELETE FROM events", []).is_err());
    let kept: i64 = connection
        .query_row("SELECT count(*) FROM events", [], |r| r.get(0))
        .unwrap();
    assert_eq!(kept, 1);
}
