//! Every migration, on a database with rows in it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::sync::Arc;

use common::store::{EVERY_KIND, Store};
use common::{bytes, noon, push, submission};
use domain::request::{AppealResult, Appellate, RefusalGround, Role, Sending};
use domain::sync::Digest;
use domain::sync::office::{JournalQuery, OfficeAct, Show};
use rusqlite::Connection;
use sync_server::clock::SetClock;
use sync_server::journal::sqlite::migrations::{VERSION, migrate, migrate_to};
use sync_server::journal::sqlite::{FILE, SqliteJournal};
use sync_server::journal::{
    Acted, HolderId, HolderSettings, Journal, JournalError, NewOfficer, Pushed,
};

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

/// What a journal of the version before could not tell of its requests is read off their history.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_reports_count_by_is_filled_in_from_the_history() {
    for kind in EVERY_KIND {
        let store = Store::new(kind);
        let place = store.place();
        let journal = place.open(Arc::new(SetClock::at(noon()))).await.unwrap();
        let ended = with_acts(&*journal).await;
        journal.close().await;
        before_reports(&store).await;
        let journal = place.open(Arc::new(SetClock::at(noon()))).await.unwrap();
        let record = journal.cases(HOLDER, vec![ended]).await.unwrap().pop();
        assert_eq!(record.unwrap().case.closed_at, Some(noon()));
        journal.close().await;
        // It compares every column with what the history says.
        assert_eq!(place.verify(None).await.unwrap().flaws, [], "{kind:?}");
    }
}

/// A request of every kind that the step has to tell apart; the one that was refused.
async fn with_acts(journal: &dyn Journal) -> uuid::Uuid {
    let settings = HolderSettings::new(Default::default());
    journal.put_holder(HOLDER, settings).await.unwrap();
    let clerk = NewOfficer {
        login: "clerk".into(),
        name: "Довгаль Мирослава Остапівна".into(),
        position: "спеціаліст".into(),
        password_hash: String::new(),
        role: Role::ResponsibleOfficer,
        department: String::new(),
    };
    journal.add_officer(HOLDER, clerk).await.unwrap();
    let clerk = journal.officer_by_login(HOLDER, "clerk".into()).await;
    let (clerk, _) = clerk.unwrap().unwrap();
    let sending = Sending::default;
    let refuse = || OfficeAct::Refuse {
        ground: RefusalGround::NotHeld,
        reason: "Не володіємо".into(),
        test: None,
        remainder: None,
        sending: sending(),
    };
    let forward = |part: Option<&str>| OfficeAct::Forward {
        holder: "Обласна рада".into(),
        address: String::new(),
        part: part.map(str::to_owned),
        sending: sending(),
    };
    let defer = OfficeAct::Defer {
        reason: "Обстріл".into(),
        until: "2027-01-11".parse().unwrap(),
        sending: sending(),
    };
    let appeal = OfficeAct::Appeal {
        to: Appellate::Head,
        about: "Відмова".into(),
        dated: None,
        answer_by: None,
    };
    let upheld = OfficeAct::DecideAppeal {
        result: AppealResult::Upheld,
        text: "Надати".into(),
    };
    let mut refused = None;
    for acts in [
        vec![refuse()],
        vec![forward(Some("про дороги")), refuse()],
        vec![forward(None)],
        vec![defer],
        vec![refuse(), appeal, upheld],
        vec![],
    ] {
        let Pushed::New(new) = journal
            .register(HOLDER, push(submission("Запит")))
            .await
            .unwrap()
        else {
            panic!("registered before");
        };
        refused = refused.or(Some(new.id));
        for (version, act) in (1..).zip(acts) {
            let acted = journal
                .act(HOLDER, new.id, version, act, clerk.clone())
                .await;
            assert!(matches!(acted, Ok(Acted::Done(_))), "{acted:?}");
        }
    }
    refused.unwrap()
}

/// Takes back what the step of the reports and those after it added.
async fn before_reports(store: &Store) {
    let columns = [
        "closed_at",
        "ground",
        "deferred",
        "forwarded_part",
        "info_kind",
        "topic",
        "erased_at",
    ];
    let drop = columns.map(|column| format!("ALTER TABLE requests DROP COLUMN {column};"));
    let back = format!(
        "DROP TABLE vocabulary; DROP TABLE record_words; DROP TABLE record_events; DROP TABLE records; DROP TABLE blobs;
         DROP INDEX blocks_noted; DROP INDEX requests_report;
         DROP INDEX requests_class; DROP INDEX requests_channel; DROP INDEX requests_requester; DROP INDEX requests_charged; {} DROP TABLE publications;",
        drop.concat()
    );
    match store {
        Store::Folder(folder) => {
            let connection = Connection::open(folder.path().join(FILE)).unwrap();
            let back = format!("{back} PRAGMA user_version = 6;");
            connection.execute_batch(&back).unwrap();
        }
        Store::Database(..) => {
            let back = format!("{back} DROP TABLE learnt; UPDATE journal_version SET version = 3;");
            store.sql().await.batch_execute(&back).await.unwrap();
        }
    }
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
