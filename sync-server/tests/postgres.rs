//! What is particular to a journal in PostgreSQL: a database that goes away and comes back, several
//! servers, tampering past the server, and the commands.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::process::{Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::cluster::PASSWORD;
use common::store::{Kind, Store, own};
use common::*;
use domain::request::ExtensionGround;
use domain::sync::office::{JournalQuery, OfficeAct, Show};
use sync_server::clock::SetClock;
use sync_server::journal::postgres::migrations::VERSION;
use sync_server::journal::{
    Acted, HolderSettings, Journal, JournalError, NewOfficer, Officer, Push, Pushed,
};
use sync_server::start::HOLDER;
use uuid::Uuid;

fn clock() -> Arc<SetClock> {
    Arc::new(SetClock::at(noon()))
}

async fn open(store: &Store) -> Arc<dyn Journal> {
    store.place().open(clock()).await.unwrap()
}

/// A journal with a council.
async fn council(store: &Store) -> Arc<dyn Journal> {
    let journal = open(store).await;
    let settings = HolderSettings::new(Default::default());
    journal.put_holder(HOLDER, settings).await.unwrap();
    journal
}

async fn ordinal(journal: &dyn Journal, push: Push) -> u32 {
    match journal.register(HOLDER, push).await {
        Ok(Pushed::New(registered)) => registered.index.ordinal,
        other => panic!("{other:?}"),
    }
}

fn run(store: &Store, arguments: &[&str]) -> Output {
    let mut command = program();
    command.args(arguments);
    store.tell(&mut command);
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), &output.stderr].concat();
    let said = String::from_utf8(both).unwrap();
    assert!(!said.contains(PASSWORD), "the password: {said}");
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_away_clients_are_told_to_come_back() {
    let cluster = own();
    let site = Site::start_on(Store::on(cluster.clone()), |_| ()).await;
    let body = bytes(&submission("Кошторис"));
    assert_eq!(
        receipt(&site.put(Uuid::now_v7(), &body).await)
            .index
            .ordinal,
        1
    );
    cluster.crash();
    let id = Uuid::now_v7();
    for _ in 0..3 {
        let began = Instant::now();
        let reply = site.put(id, &body).await;
        problem(&reply, 503);
        assert!(reply.headers.contains_key("retry-after"));
        problem(&site.send("GET", "/healthz", &[], "").await, 503);
        let look_up = serde_json::json!({ "index": "1/02-19", "year": 2026 });
        problem(&site.post("/api/v1/look-ups", look_up).await, 503);
        assert!(
            began.elapsed() < Duration::from_secs(15),
            "{:?}",
            began.elapsed()
        );
    }
    cluster.go_on().unwrap();
    // Without a start of the server, at the first try or soon after.
    let began = Instant::now();
    let reply = loop {
        let reply = site.put(id, &body).await;
        if reply.status != 503 || began.elapsed() > Duration::from_secs(10) {
            break reply;
        }
    };
    assert_eq!(receipt(&reply).index.ordinal, 2);
    assert_eq!(site.send("GET", "/healthz", &[], "").await.status, 200);
}

/// Cuts whoever has committed and waits for a standby before it says so; how many they were.
async fn committed_and_unanswered(sql: &tokio_postgres::Client) -> i64 {
    let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
         WHERE wait_event = 'SyncRep' AND backend_type = 'client backend'";
    let began = Instant::now();
    loop {
        let cut: i64 = sql.query_one(cut, &[]).await.unwrap().get(0);
        if cut > 0 || began.elapsed() > Duration::from_secs(10) {
            return cut;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A commit whose acknowledgement was lost is found when the client comes again. A standby that
/// is not there holds the acknowledgement up after the commit is on the disk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_acknowledgement_is_a_replay() {
    let store = Store::on(own());
    let journal = council(&store).await;
    let sql = store.sql().await;
    for change in [
        "ALTER SYSTEM SET synchronous_standby_names = 'nobody'",
        "SELECT pg_reload_conf()",
    ] {
        sql.batch_execute(change).await.unwrap();
    }
    let one = push(submission("Запит"));
    let first = {
        let (journal, one) = (journal.clone(), one.clone());
        tokio::spawn(async move { journal.register(HOLDER, one).await })
    };
    assert_eq!(committed_and_unanswered(&sql).await, 1);
    let first = first.await.unwrap();
    assert!(matches!(first, Err(JournalError::Database(_))), "{first:?}");
    for change in [
        "ALTER SYSTEM RESET synchronous_standby_names",
        "SELECT pg_reload_conf()",
    ] {
        sql.batch_execute(change).await.unwrap();
    }
    let again = journal.register(HOLDER, one).await;
    assert!(matches!(again, Ok(Pushed::Replayed(known)) if known.index.ordinal == 1));
    assert_eq!(ordinal(&*journal, push(submission("Інший"))).await, 2);
    journal.close().await;
    assert_eq!(store.place().verify(None).await.unwrap().flaws, []);
}

/// Connections that somebody cuts while nothing is under way are made anew without a word.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn idle_connections_may_be_cut() {
    let store = Store::new(Kind::Postgres);
    let journal = council(&store).await;
    let sql = store.sql().await;
    for n in 1..5 {
        let cut = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()";
        sql.execute(cut, &[]).await.unwrap();
        assert_eq!(ordinal(&*journal, push(submission("Запит"))).await, n);
    }
    journal.close().await;
}

/// A server that froze with its turn does not hold up the others for long.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_keeps_the_turn_is_cut_off() {
    let store = Store::new(Kind::Postgres);
    let journal = council(&store).await;
    let frozen = store.sql().await;
    let take = "SET idle_in_transaction_session_timeout = '10s';
         BEGIN; SELECT settings FROM turn FOR UPDATE";
    frozen.batch_execute(take).await.unwrap();
    let began = Instant::now();
    let one = push(submission("Запит"));
    let tried = journal.register(HOLDER, one.clone()).await;
    assert!(matches!(tried, Err(JournalError::Database(_))), "{tried:?}");
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{:?}",
        began.elapsed()
    );
    // What needs no turn goes on meanwhile.
    assert!(!journal.has_officers(HOLDER).await.unwrap());
    drop(frozen);
    assert_eq!(ordinal(&*journal, one).await, 1);
    journal.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_share_settings_and_one_chain_of_moments() {
    let store = Store::new(Kind::Postgres);
    let (here, there) = (council(&store).await, open(&store).await);
    assert_eq!(ordinal(&*here, push(submission("Перший"))).await, 1);
    assert_eq!(ordinal(&*there, push(submission("Другий"))).await, 2);
    let mut settings = here.holder(HOLDER).await.unwrap().unwrap();
    settings.index.nomenclature = "05-05".into();
    here.put_holder(HOLDER, settings).await.unwrap();
    let third = there.register(HOLDER, push(submission("Третій"))).await;
    assert!(matches!(third, Ok(Pushed::New(new)) if new.index.text == "3/05-05"));

    // A server whose clock is three seconds behind dates nothing before what stands there already.
    let behind = Arc::new(SetClock::at(noon() - chrono::TimeDelta::seconds(3)));
    let behind = store.place().open(behind).await.unwrap();
    let fourth = behind.register(HOLDER, push(submission("Четвертий"))).await;
    assert!(matches!(fourth, Ok(Pushed::New(new)) if new.received_at == noon()));
    for journal in [here, there, behind] {
        journal.close().await;
    }
    assert_eq!(store.place().verify(None).await.unwrap().flaws, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn servers_that_start_together_make_one_journal_and_one_account() {
    let store = Store::new(Kind::Postgres);
    let starting: Vec<_> = (0..4)
        .map(|_| {
            let mut config = sync_server::config::Config::local("".into());
            config.journal = store.place();
            tokio::spawn(async move { sync_server::start::serve(&config, clock()).await.unwrap() })
        })
        .collect();
    let mut accounts = 0;
    for one in starting {
        let running = one.await.unwrap();
        accounts += usize::from(running.account.is_some());
        running.stop().await;
    }
    assert_eq!(accounts, 1, "each prints a password, and one of them opens");
}

#[tokio::test]
async fn a_database_of_a_newer_build_is_left_alone() {
    let store = Store::new(Kind::Postgres);
    open(&store).await.close().await;
    let newer = format!("UPDATE journal_version SET version = {}", VERSION + 1);
    store.sql().await.batch_execute(&newer).await.unwrap();
    let refused = run(&store, &["serve", "--listen", "127.0.0.1:0"]);
    let said = said(&refused);
    assert!(
        !refused.status.success() && said.contains("made by a newer build"),
        "{said}"
    );
}

#[tokio::test]
async fn the_history_cannot_be_changed() {
    let store = Store::new(Kind::Postgres);
    let journal = council(&store).await;
    ordinal(&*journal, push(submission("Запит"))).await;
    let sql = store.sql().await;
    for change in [
        "UPDATE events SET actor = 'x'",
        "DELETE FROM events",
        "TRUNCATE events",
        "UPDATE blocks SET link = ''",
        "DELETE FROM blocks",
        "TRUNCATE blocks",
    ] {
        let refused = sql.batch_execute(change).await.unwrap_err();
        let said = refused.as_db_error().unwrap().message().to_owned();
        assert_eq!(said, "the history is only added to", "{change}");
    }
    journal.close().await;
}

/// Whatever the database's own default is, an acknowledged request is on the disk.
#[tokio::test]
async fn a_commit_waits_for_the_disk() {
    let store = Store::new(Kind::Postgres);
    let sql = store.sql().await;
    let lax = "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off',
             current_database()); END $$;
         CREATE TABLE noted (setting text);";
    sql.batch_execute(lax).await.unwrap();
    let journal = council(&store).await;
    let note = "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN INSERT INTO noted VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;
         CREATE TRIGGER note BEFORE INSERT ON blocks FOR EACH ROW EXECUTE FUNCTION note();
         CREATE TRIGGER note BEFORE INSERT ON officers FOR EACH ROW EXECUTE FUNCTION note();";
    sql.batch_execute(note).await.unwrap();
    ordinal(&*journal, push(submission("Запит"))).await;
    let officer = NewOfficer {
        login: "verba".into(),
        name: "Верба".into(),
        position: "спеціаліст".into(),
        password_hash: String::new(),
        role: domain::request::Role::ResponsibleOfficer,
        department: String::new(),
    };
    journal.put_officer(HOLDER, officer).await.unwrap();
    let noted = sql.query("SELECT setting FROM noted", &[]).await.unwrap();
    let noted: Vec<String> = noted.iter().map(|row| row.get(0)).collect();
    assert_eq!(noted, ["on", "on"]);
    journal.close().await;
}

/// What no text of PostgreSQL can hold is refused and not a failure.
#[tokio::test]
async fn a_nul_is_refused() {
    let store = Store::new(Kind::Postgres);
    let journal = council(&store).await;
    let one = push(submission("Запит"));
    let id = one.id;
    ordinal(&*journal, one).await;
    let nobody = journal.officer_by_login(HOLDER, "x\0".into()).await;
    assert_eq!(nobody, Ok(None));
    let officer = Officer {
        id: 1,
        name: "Верба".into(),
        position: "спеціаліст".into(),
        role: domain::request::Role::ResponsibleOfficer,
        department: String::new(),
    };
    let assign = OfficeAct::Assign {
        executor: "Відділ\0".into(),
        instruction: String::new(),
    };
    let acted = journal.act(HOLDER, id, 1, assign, officer).await;
    assert!(matches!(acted, Ok(Acted::Refused(_))), "{acted:?}");
    let query = JournalQuery {
        show: Show::All,
        search: "за\0пит".into(),
        ..JournalQuery::default()
    };
    journal.page(HOLDER, query, None).await.unwrap();
    journal.close().await;
}

/// What somebody who has the database may do to it, and what must be said then.
const CHANGES: &[(&str, &str)] = &[
    (
        "UPDATE requests SET subject = 'інше' WHERE seq = 4",
        "№ 4/02-19 (2026): the state",
    ),
    (
        "UPDATE requests SET received_at = received_at + 1 WHERE seq = 1",
        "block 1: the history",
    ),
    (
        "UPDATE requests SET submission = convert_to('x', 'UTF8') WHERE seq = 5",
        "№ 5/02-19 (2026): can't be read",
    ),
    (
        "UPDATE events SET actor = 'Інша Особа' WHERE request = 2 AND n = 2",
        "requests in it: № 2/02-19",
    ),
    (
        "DELETE FROM events WHERE request = 2 AND n = 2",
        "№ 2/02-19 (2026): the state",
    ),
    ("DELETE FROM blocks WHERE block = 3", "block 3 is missing"),
    (
        "UPDATE sequences SET next = 4",
        "year 2026: the ordinals are wrong near 4",
    ),
    (
        "DELETE FROM words WHERE request = 5; DELETE FROM events WHERE request = 5;
         DELETE FROM requests WHERE seq = 5",
        "year 2026: the ordinals are wrong near 6",
    ),
];

#[tokio::test]
async fn every_quiet_change_of_the_past_is_noticed() {
    for (change, flaw) in CHANGES {
        let store = Store::new(Kind::Postgres);
        let journal = council(&store).await;
        for n in 0..5 {
            let one = push(submission(&format!("Запит {n}")));
            let id = one.id;
            ordinal(&*journal, one).await;
            if n == 1 {
                let officer = NewOfficer {
                    login: "verba".into(),
                    name: "Верба".into(),
                    position: "спеціаліст".into(),
                    password_hash: String::new(),
                    role: domain::request::Role::ResponsibleOfficer,
                    department: String::new(),
                };
                journal.put_officer(HOLDER, officer).await.unwrap();
                let found = journal.officer_by_login(HOLDER, "verba".into()).await;
                let extend = OfficeAct::Extend {
                    ground: ExtensionGround::LargeVolume,
                    reason: "Багато".into(),
                    sending: domain::request::Sending::default(),
                };
                let officer = found.unwrap().unwrap().0;
                let acted = journal.act(HOLDER, id, 1, extend, officer).await;
                assert!(matches!(acted, Ok(Acted::Done(_))));
            }
        }
        journal.close().await;
        let whole = run(&store, &["verify", "--lang", "en"]);
        assert!(whole.status.success(), "{}", said(&whole));
        let past_the_triggers = format!("SET session_replication_role = replica; {change}");
        store
            .sql()
            .await
            .batch_execute(&past_the_triggers)
            .await
            .unwrap();
        let found = run(&store, &["verify", "--lang", "en"]);
        let found_said = said(&found);
        assert_eq!(found.status.code(), Some(1), "{change}: {found_said}");
        assert!(found_said.contains(flaw), "{change}: {found_said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_beside_a_running_server() {
    let store = Store::new(Kind::Postgres);
    let officer = [
        "officer",
        "--login",
        "verba",
        "--name",
        "Верба",
        "--position",
        "спеціаліст",
    ];
    let early = run(&store, &officer);
    assert!(
        said(&early).contains("start the server once"),
        "{}",
        said(&early)
    );

    let (mut server, _) = start_on(&store).await;
    assert!(said(&run(&store, &officer)).contains("password: "));
    assert!(said(&run(&store, &["council"])).contains("nomenclature"));
    let verified = run(&store, &["verify", "--lang", "en"]);
    assert!(
        said(&verified).contains("The journal is whole."),
        "{}",
        said(&verified)
    );
    for arguments in [
        &["backup", "--to", "copy"][..],
        &["restore", "--from", "copy"][..],
    ] {
        let refused = run(&store, &[arguments, &["--lang", "en"]].concat());
        let said = said(&refused);
        assert!(!refused.status.success(), "{said}");
        assert!(
            said.contains("pg_dump") && said.contains("verify"),
            "{said}"
        );
    }
    server.kill().await.unwrap();
}

#[tokio::test]
async fn a_copy_that_was_put_back_gives_no_ordinal_twice() {
    let store = Store::new(Kind::Postgres);
    let journal = council(&store).await;
    assert_eq!(ordinal(&*journal, push(submission("До копії"))).await, 1);
    let noted = store.place().verify(None).await.unwrap().head;
    let put_back = run(&store, &["restore", "--last", "2026:5", "--lang", "en"]);
    assert!(said(&put_back).contains("2–5"), "{}", said(&put_back));
    assert_eq!(ordinal(&*journal, push(submission("Після копії"))).await, 6);
    let report = store.place().verify(Some(noted)).await.unwrap();
    assert_eq!(report.flaws, []);
    journal.close().await;
}

/// Neither in the help, nor in what is said about an address that leads nowhere.
#[tokio::test]
async fn the_password_is_never_said() {
    let wrong = [
        "postgres://rada:tayemnytsia@127.0.0.1:1/rada",
        "postgres://rada:tayemnytsia@127.0.0.1:port/rada",
        "rada:tayemnytsia",
        "postgres://rada:tayemnytsia@127.0.0.1:1/rada?sslmode=none",
    ];
    for url in wrong {
        for arguments in [
            &["serve", "--listen", "127.0.0.1:0"][..],
            &["verify"],
            &["serve", "--help"],
            &["move-to-postgres", "--help"],
            &["move-to-postgres", "--from", "/nowhere"],
        ] {
            let mut command = program();
            command
                .args(arguments)
                .env("DATABASE_URL", url)
                .env("VR_LOG", "debug");
            let output = command.stdin(Stdio::null()).output().unwrap();
            assert!(!said(&output).is_empty());
        }
    }
}

#[tokio::test]
async fn the_demo_fills_a_database_once() {
    let store = Store::new(Kind::Postgres);
    for _ in 0..2 {
        let mut config = sync_server::config::Config::local("".into());
        config.journal = store.place();
        config.demo = true;
        let running = sync_server::start::serve(&config, clock()).await.unwrap();
        assert!(running.account.is_some());
        let query = JournalQuery {
            show: Show::All,
            ..JournalQuery::default()
        };
        let page = running.journal().page(HOLDER, query, None).await.unwrap();
        assert!(page.counts.open > 5 && page.rows.len() > 20);
        running.stop().await;
    }
    assert_eq!(store.place().verify(None).await.unwrap().flaws, []);
}
