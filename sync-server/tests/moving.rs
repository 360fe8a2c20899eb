//! `sync-server move-to-postgres`: a whole journal, or nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::process::Output;
use std::sync::Arc;

use common::store::{Kind, Store};
use common::{at, bytes, noon, program, push, put, receipt, start_on, start_program, submission};
use domain::request::ExtensionGround;
use domain::sync::office::{JournalQuery, OfficeAct, Show};
use rusqlite::Connection;
use sync_server::clock::SetClock;
use sync_server::journal::sqlite::FILE;
use sync_server::journal::{Acted, Erased, HolderSettings, NewOfficer, Pushed};
use sync_server::start::HOLDER;
use uuid::Uuid;

/// More than is in memory at once.
const REQUESTS: usize = 1_200;

/// Fills a journal over two years, with acts of an officer.
async fn filled() -> Store {
    let store = Store::new(Kind::Sqlite);
    let clock = Arc::new(SetClock::at(at("2026-12-31T21:00:00Z")));
    let journal = store.place().open(clock.clone()).await.unwrap();
    let settings = HolderSettings::new(Default::default());
    journal.put_holder(HOLDER, settings).await.unwrap();
    let officer = NewOfficer {
        login: "verba".into(),
        name: "Верба Злата Орестівна".into(),
        position: "спеціаліст".into(),
        password_hash: "hash".into(),
        role: domain::request::Role::ResponsibleOfficer,
        department: String::new(),
    };
    journal.put_officer(HOLDER, officer).await.unwrap();
    let known = journal.officer_by_login(HOLDER, "verba".into()).await;
    let (officer, _) = known.unwrap().unwrap();
    for year in [0, 1] {
        let pushes: Vec<_> = (0..REQUESTS / 2)
            .map(|n| {
                let one = push(submission(&format!(
                    "Кошторис {n} ремонту 'мосту' \\ {year}"
                )));
                let journal = journal.clone();
                tokio::spawn(async move { journal.register(HOLDER, one).await.unwrap() })
            })
            .collect();
        for (n, pushed) in pushes.into_iter().enumerate() {
            let Pushed::New(registered) = pushed.await.unwrap() else {
                panic!("registered before");
            };
            let act = match n % 100 {
                1 => OfficeAct::Assign {
                    executor: "Відділ".into(),
                    instruction: "Підготувати".into(),
                },
                2 => OfficeAct::Extend {
                    ground: ExtensionGround::LargeVolume,
                    reason: "Багато документів".into(),
                    sending: domain::request::Sending::default(),
                },
                3 => OfficeAct::Answer {
                    text: "Відповідь".into(),
                    extent: domain::request::Extent::Whole,
                    sending: domain::request::Sending::default(),
                },
                _ => continue,
            };
            let acted = journal.act(HOLDER, registered.id, 1, act, officer.clone());
            assert!(matches!(acted.await, Ok(Acted::Done(_))));
            if n % 500 == 3 {
                let erased = journal.erase(HOLDER, registered.id, "Строк".into());
                assert_eq!(erased.await, Ok(Erased::Done));
            }
        }
        clock.set(at("2027-01-04T09:00:00Z"));
    }
    journal.close().await;
    store
}

fn moved(from: &Store, to: &Store) -> Output {
    let mut command = program();
    command.args(["move-to-postgres", "--lang", "en", "--from"]);
    command.arg(from.folder()).env("DATABASE_URL", to.url());
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), &output.stderr].concat();
    let said = String::from_utf8(both).unwrap();
    assert!(!said.contains(common::cluster::PASSWORD), "{said}");
    said
}

#[track_caller]
fn refused(output: &Output, why: &str) {
    let said = said(output);
    assert!(!output.status.success() && said.contains(why), "{said}");
}

/// Rows in the tables that a move fills.
async fn rows(store: &Store) -> i64 {
    let count = "SELECT (SELECT count(*) FROM holders) + (SELECT count(*) FROM requests)
         + (SELECT count(*) FROM events) + (SELECT count(*) FROM blocks)
         + (SELECT count(*) FROM words) + (SELECT count(*) FROM sequences)";
    store
        .sql()
        .await
        .query_one(count, &[])
        .await
        .unwrap()
        .get(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moved_journal_is_the_same_and_goes_on() {
    let (from, to) = (filled().await, Store::new(Kind::Postgres));
    let report = from.place().verify(None).await.unwrap();
    let said = said(&moved(&from, &to));
    assert!(said.contains("Requests: 1200, events: 1236."), "{said}");
    assert!(
        said.contains(&report.head.to_string()),
        "another head: {said}"
    );
    assert_eq!(to.place().verify(Some(report.head)).await.unwrap(), report);

    // Nothing is left that a server could start on by mistake.
    assert!(!from.folder().join(FILE).exists());
    refused(&moved(&from, &to), "");

    let journal = to
        .place()
        .open(Arc::new(SetClock::at(noon())))
        .await
        .unwrap();
    let known = journal
        .officer_by_login(HOLDER, "verba".into())
        .await
        .unwrap();
    assert_eq!(known.unwrap().1, "hash");
    let more = NewOfficer {
        login: "kalyna".into(),
        name: "Калина".into(),
        position: "спеціаліст".into(),
        password_hash: String::new(),
        role: domain::request::Role::ResponsibleOfficer,
        department: String::new(),
    };
    assert!(journal.add_officer(HOLDER, more).await.unwrap());
    let query = JournalQuery {
        show: Show::All,
        search: "кошторис 17 мост".into(),
        ..JournalQuery::default()
    };
    let found = journal.page(HOLDER, query, None).await.unwrap();
    assert_eq!(found.rows.len(), 22, "17 and 170 to 179, in two years");
    journal.close().await;

    let (mut server, address) = start_on(&to).await;
    let mut client = common::client::Client::connect(address).await.unwrap();
    let body = bytes(&submission("Після перенесення"));
    let next = receipt(&put(&mut client, Uuid::now_v7(), &body).await.unwrap());
    let sql = to.sql().await;
    let last = "SELECT count(*) FROM requests WHERE year = $1";
    let last: i64 = sql
        .query_one(last, &[&i64::from(next.index.year)])
        .await
        .unwrap()
        .get(0);
    assert_eq!(i64::from(next.index.ordinal), last, "a gap after the move");
    server.kill().await.unwrap();
    let after = to.place().verify(Some(report.head)).await.unwrap();
    assert_eq!(
        (after.flaws, after.requests),
        (Vec::new(), report.requests + 1)
    );
}

#[tokio::test]
async fn a_journal_somebody_changed_is_not_moved() {
    let (from, to) = (filled().await, Store::new(Kind::Postgres));
    Connection::open(from.folder().join(FILE))
        .unwrap()
        .execute("UPDATE requests SET subject = 'інше' WHERE seq = 7", [])
        .unwrap();
    refused(&moved(&from, &to), "the state is not what the history says");
    assert!(from.folder().join(FILE).exists());
    let made = "SELECT to_regclass('requests') IS NOT NULL";
    let made: bool = to.sql().await.query_one(made, &[]).await.unwrap().get(0);
    assert!(!made, "something was made in the database");
}

#[tokio::test]
async fn a_database_that_is_not_empty_takes_no_journal() {
    let (from, to) = (filled().await, Store::new(Kind::Postgres));
    let journal = to
        .place()
        .open(Arc::new(SetClock::at(noon())))
        .await
        .unwrap();
    let settings = HolderSettings::new(Default::default());
    journal.put_holder(HOLDER, settings).await.unwrap();
    journal.close().await;
    refused(&moved(&from, &to), "not empty");
    assert_eq!(rows(&to).await, 1);
    assert!(from.folder().join(FILE).exists());
}

#[tokio::test]
async fn a_journal_in_use_is_not_moved() {
    let (from, to) = (filled().await, Store::new(Kind::Postgres));
    let (mut server, _) = start_program(from.folder()).await;
    refused(&moved(&from, &to), "Stop it first");
    server.kill().await.unwrap();
    assert!(moved(&from, &to).status.success());
}

/// What arrives is looked at before it is kept.
#[tokio::test]
async fn what_does_not_arrive_as_it_was_sent_is_not_kept() {
    let (from, to) = (filled().await, Store::new(Kind::Postgres));
    let journal = to
        .place()
        .open(Arc::new(SetClock::at(noon())))
        .await
        .unwrap();
    journal.close().await;
    let change = "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN NEW.actor := 'Інша Особа'; RETURN NEW; END $$;
         CREATE TRIGGER spoil BEFORE INSERT ON events FOR EACH ROW WHEN (NEW.request = 3)
         EXECUTE FUNCTION spoil();";
    to.sql().await.batch_execute(change).await.unwrap();
    refused(&moved(&from, &to), "What arrived is not what was sent");
    assert_eq!(rows(&to).await, 0);
    assert!(from.folder().join(FILE).exists());
}
