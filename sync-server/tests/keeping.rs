//! `sync-server verify`, `backup` and `restore`: a changed past is noticed, a copy is whole, and
//! what a restoration loses is said.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use common::{bytes, noon, push, put, receipt, start_program, submission};
use domain::request::ExtensionGround;
use domain::sync::office::OfficeAct;
use rusqlite::Connection;
use sync_server::clock::SetClock;
use sync_server::journal::sqlite::{FILE, SqliteJournal};
use sync_server::journal::{Acted, HolderSettings, Journal, NewOfficer, Pushed};
use sync_server::start::HOLDER;
use uuid::Uuid;

const REQUESTS: usize = 5;

/// A journal of five requests, of which the second was assigned and answered, the third extended.
async fn journal(folder: &Path) -> SqliteJournal {
    let journal = SqliteJournal::open(folder, Arc::new(SetClock::at(noon()))).unwrap();
    if journal.holder(HOLDER).await.unwrap().is_some() {
        return journal;
    }
    let settings = HolderSettings::new(Default::default());
    journal.put_holder(HOLDER, settings).await.unwrap();
    let officer = NewOfficer {
        login: "verba".into(),
        name: "Верба Злата Орестівна".into(),
        position: "спеціаліст".into(),
        password_hash: String::new(),
        role: domain::request::Role::ResponsibleOfficer,
        department: String::new(),
    };
    journal.put_officer(HOLDER, officer).await.unwrap();
    let (officer, _) = journal
        .officer_by_login(HOLDER, "verba".into())
        .await
        .unwrap()
        .unwrap();
    for n in 0..REQUESTS {
        let push = push(submission(&format!("Запит {n}")));
        let id = push.id;
        assert!(matches!(
            journal.register(HOLDER, push).await,
            Ok(Pushed::New(_))
        ));
        let acts = [
            OfficeAct::Assign {
                executor: "Відділ".into(),
                instruction: "Підготувати".into(),
            },
            OfficeAct::Answer {
                text: "Відповідь".into(),
                extent: domain::request::Extent::Whole,
                sending: domain::request::Sending::default(),
            },
        ];
        let extend = OfficeAct::Extend {
            ground: ExtensionGround::LargeVolume,
            reason: "Багато документів".into(),
            sending: domain::request::Sending::default(),
        };
        let acts: Vec<OfficeAct> = match n {
            1 => acts.into(),
            2 => vec![extend],
            _ => Vec::new(),
        };
        for (version, act) in (1..).zip(acts) {
            let acted = journal.act(HOLDER, id, version, act, officer.clone()).await;
            assert!(matches!(acted, Ok(Acted::Done(_))), "{acted:?}");
        }
    }
    journal
}

async fn written(folder: &Path) {
    journal(folder).await.close().await;
}

fn program(command: &str, folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sync-server"))
        .args([command, "--data"])
        .arg(folder)
        .args(more)
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    let both = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8(both).unwrap()
}

#[track_caller]
fn whole(output: &Output) -> String {
    assert!(output.status.success(), "{}", out(output));
    out(output)
}

/// The head that `verify` prints, as somebody notes it.
fn head(folder: &Path) -> String {
    let said = whole(&program("verify", folder, &["--lang", "en"]));
    said.trim().rsplit(' ').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_journal_as_it_was_written_is_whole_and_a_noted_head_stays_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let open = journal(folder.path()).await;
    let said = whole(&program("verify", folder.path(), &[]));
    assert!(
        said.contains("Журнал цілий. Запитів: 5, подій: 8."),
        "{said}"
    );
    let noted = head(folder.path());
    // Beside the open journal, which goes on.
    let more = open.register(HOLDER, push(submission("Ще один"))).await;
    assert!(matches!(more, Ok(Pushed::New(_))));
    open.close().await;
    whole(&program("verify", folder.path(), &["--noted", &noted]));
    assert_ne!(head(folder.path()), noted);

    let last = if noted.ends_with('0') { '1' } else { '0' };
    let other = format!("{}{last}", &noted[..noted.len() - 1]);
    let said = program("verify", folder.path(), &["--noted", &other]);
    assert_eq!(said.status.code(), Some(1));
    let bad = program("verify", folder.path(), &["--noted", "12"]);
    assert_eq!(bad.status.code(), Some(2), "{}", out(&bad));
}

/// What somebody who has the file may do to it, and what must be said then.
const CHANGES: &[(&str, &str)] = &[
    (
        "UPDATE events SET ruling = json_set(ruling, '$.account', json('[]')) WHERE request = 3 AND ruling IS NOT NULL",
        "block 6: the history was changed; requests in it: № 3/02-19",
    ),
    (
        "UPDATE events SET ruling = NULL WHERE request = 3",
        "№ 3/02-19 (2026): the state",
    ),
    (
        "UPDATE requests SET index_key = '44/02-19' WHERE seq = 4",
        "№ 4/02-19 (2026): the state",
    ),
    (
        "UPDATE events SET at = at - 86400000 WHERE request = 2 AND n = 3",
        "block 4: the history was changed; requests in it: № 2/02-19",
    ),
    (
        "UPDATE events SET actor = 'Інша Особа' WHERE request = 2 AND n = 2",
        "block 3: the history",
    ),
    (
        "UPDATE events SET event = replace(event, 'Відповідь', 'Інша') WHERE n = 3",
        "block 4: the history",
    ),
    (
        "DELETE FROM events WHERE request = 2 AND n = 3",
        "№ 2/02-19 (2026): the state",
    ),
    (
        "UPDATE requests SET received_at = received_at + 1 WHERE seq = 1",
        "block 1: the history",
    ),
    (
        "UPDATE requests SET registered_ruling = replace(registered_ruling, '2026-12-01', '2026-12-08'), deadline = replace(deadline, '2026-12-01', '2026-12-08') WHERE seq = 3",
        "block 5: the history",
    ),
    (
        "UPDATE requests SET submission = replace(submission, 'Запит 3', 'Запит 9') WHERE seq = 4",
        "№ 4/02-19 (2026): the text",
    ),
    (
        "UPDATE requests SET subject = 'інше' WHERE seq = 4",
        "№ 4/02-19 (2026): the state",
    ),
    (
        "UPDATE requests SET status = 'closed' WHERE seq = 5",
        "№ 5/02-19 (2026): the state",
    ),
    (
        "UPDATE requests SET submission = 'x' WHERE seq = 5",
        "№ 5/02-19 (2026): can't be read",
    ),
    (
        "DELETE FROM events WHERE request = 5; DELETE FROM requests WHERE seq = 5",
        "year 2026: the ordinals are wrong near 6",
    ),
    (
        "UPDATE requests SET ordinal = 9 WHERE seq = 5",
        "year 2026: the ordinals are wrong near 5",
    ),
    (
        "DELETE FROM sequences",
        "year 2026: the ordinals are wrong near 6",
    ),
    ("DELETE FROM blocks WHERE block = 3", "block 3 is missing"),
    ("DELETE FROM blocks WHERE block = 8", "block 8: the history"),
    (
        "UPDATE blocks SET link = x'00' WHERE block = 2",
        "block 2: the history",
    ),
    (
        "UPDATE blocks SET note = '{\"restored\":{\"at\":1,\"lost\":[]}}' WHERE block = 2",
        "block 2: the history",
    ),
    (
        "INSERT INTO blocks VALUES (9, zeroblob(32), NULL)",
        "block 9: the history",
    ),
];

#[tokio::test]
async fn every_quiet_change_of_the_past_is_noticed() {
    let original = tempfile::tempdir().unwrap();
    written(original.path()).await;
    for (change, said) in CHANGES {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(original.path().join(FILE), folder.path().join(FILE)).unwrap();
        let connection = Connection::open(folder.path().join(FILE)).unwrap();
        connection
            .execute_batch(
                "PRAGMA foreign_keys = OFF;
                 DROP TRIGGER events_are_not_changed; DROP TRIGGER events_are_not_deleted;
                 DROP TRIGGER blocks_are_not_changed; DROP TRIGGER blocks_are_not_deleted;",
            )
            .unwrap();
        // The text columns are blobs where `replace` makes text of them.
        let change = change.replace(
            "replace(submission,",
            "CAST(replace(CAST(submission AS TEXT),",
        );
        let change = match change.contains("CAST(replace") {
            true => change.replace("'Запит 9')", "'Запит 9') AS BLOB)"),
            false => change.replace("submission = 'x'", "submission = x'78'"),
        };
        connection.execute_batch(&change).unwrap();
        drop(connection);
        let found = program("verify", folder.path(), &["--lang", "en"]);
        assert_eq!(found.status.code(), Some(1), "{change}: {}", out(&found));
        assert!(out(&found).contains(said), "{change}: {}", out(&found));
    }
}

#[tokio::test]
async fn a_chain_written_anew_is_noticed_by_who_noted_its_head() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    written(folder.path()).await;
    let noted = head(folder.path());
    // The same requests, other ids: a whole journal, and not the one that was noted.
    written(other.path()).await;
    whole(&program("verify", other.path(), &[]));
    let found = program("verify", other.path(), &["--noted", &noted]);
    assert!(out(&found).contains("немає"), "{}", out(&found));
}

#[tokio::test]
async fn a_server_does_not_start_on_a_journal_somebody_changed() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path()).await;
    Connection::open(folder.path().join(FILE))
        .unwrap()
        .execute("UPDATE requests SET status = 'closed' WHERE seq = 5", [])
        .unwrap();
    let started = program("serve", folder.path(), &["--listen", "127.0.0.1:0"]);
    assert!(!started.status.success());
    assert!(
        out(&started).contains("sync-server verify"),
        "{}",
        out(&started)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_made_while_the_server_works_and_restores_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (mut server, address) = start_program(folder.path()).await;
    let load = tokio::spawn(async move {
        let mut client = common::client::Client::connect(address).await.unwrap();
        let mut acknowledged = Vec::new();
        for n in 0..400 {
            let (id, body) = (
                Uuid::now_v7(),
                bytes(&submission(&format!("Під час копії {n}"))),
            );
            let Ok(reply) = put(&mut client, id, &body).await else {
                break;
            };
            acknowledged.push(receipt(&reply));
        }
        acknowledged
    });
    let copies = tempfile::tempdir().unwrap();
    let copy = |n: usize| copies.path().join(format!("{n}.sqlite3"));
    for n in 0..5 {
        let to = copy(n);
        whole(&program(
            "backup",
            folder.path(),
            &["--to", to.to_str().unwrap()],
        ));
    }
    let again = program(
        "backup",
        folder.path(),
        &["--to", copy(0).to_str().unwrap()],
    );
    assert!(
        !again.status.success() && out(&again).contains("вже є"),
        "{}",
        out(&again)
    );

    // A running server keeps its journal.
    let from = copy(4);
    let from = ["--from", from.to_str().unwrap(), "--replace"];
    let refused = program("restore", folder.path(), &from);
    assert!(out(&refused).contains("зупиніть"), "{}", out(&refused));
    let acknowledged = load.await.unwrap();
    server.kill().await.unwrap();

    // Beside it, on another machine, where nobody can look at the lost journal.
    let elsewhere = tempfile::tempdir().unwrap();
    let unknown = program("restore", elsewhere.path(), &from[..2]);
    assert!(
        out(&unknown).contains("--nothing-lost"),
        "{}",
        out(&unknown)
    );
    let last = acknowledged.last().unwrap().index.clone();
    let told = format!("{}:{}", last.year, last.ordinal);
    let more = [&from[..2], &["--last", &told]].concat();
    let said = whole(&program("restore", elsewhere.path(), &more));
    assert!(said.contains(&format!("–{}", last.ordinal)), "{said}");

    let (mut server, address) = start_program(elsewhere.path()).await;
    let mut client = common::client::Client::connect(address).await.unwrap();
    let body = bytes(&submission("Після відновлення"));
    let next = receipt(&put(&mut client, Uuid::now_v7(), &body).await.unwrap());
    assert_eq!(
        next.index.ordinal,
        last.ordinal + 1,
        "an ordinal was given out twice"
    );
    server.kill().await.unwrap();
    whole(&program("verify", elsewhere.path(), &[]));
}

#[tokio::test]
async fn yesterdays_backup_gives_no_ordinal_twice_and_says_what_was_lost() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path()).await;
    let copy = folder.path().join("yesterday.sqlite3");
    let to = copy.to_str().unwrap();
    let noted = head(folder.path());
    whole(&program("backup", folder.path(), &["--to", to]));
    let today = journal(folder.path()).await;
    for n in 0..3 {
        let pushed = today
            .register(HOLDER, push(submission(&format!("Сьогодні {n}"))))
            .await;
        assert!(matches!(pushed, Ok(Pushed::New(_))));
    }
    today.close().await;

    let refused = program("restore", folder.path(), &["--from", to]);
    assert!(out(&refused).contains("--replace"), "{}", out(&refused));
    let said = whole(&program(
        "restore",
        folder.path(),
        &["--from", to, "--replace"],
    ));
    assert!(said.contains("номерами 6–8"), "{said}");
    let said = whole(&program("verify", folder.path(), &["--noted", &noted]));
    assert!(said.contains("Запитів: 5"), "{said}");
    let kept = std::fs::read_dir(folder.path()).unwrap();
    let kept = kept.filter(|file| {
        let name = file.as_ref().unwrap().file_name().into_string().unwrap();
        name.contains(".replaced-")
    });
    assert_eq!(kept.count(), 1, "the replaced journal is gone");

    let restored = journal(folder.path()).await;
    let pushed = restored.register(HOLDER, push(submission("Завтра"))).await;
    let Ok(Pushed::New(registered)) = pushed else {
        panic!("{pushed:?}");
    };
    assert_eq!(registered.index.ordinal, 9);
    restored.close().await;
    whole(&program("verify", folder.path(), &["--noted", &noted]));
}

#[tokio::test]
async fn a_damaged_backup_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path()).await;
    let copy = folder.path().join("copy.sqlite3");
    let to = copy.to_str().unwrap();
    whole(&program("backup", folder.path(), &["--to", to]));
    let before = std::fs::read(folder.path().join(FILE)).unwrap();
    let good = std::fs::read(&copy).unwrap();
    let mut flipped = good.clone();
    let at = flipped
        .windows(4)
        .position(|part| part == "Злат".as_bytes()[..4].to_vec())
        .unwrap();
    let page = at / 4096 * 4096;
    flipped[page..page + 64].fill(0xa5);
    for damaged in [&flipped[..], &good[..good.len() / 2], b"no database", b""] {
        std::fs::write(&copy, damaged).unwrap();
        let refused = program("restore", folder.path(), &["--from", to, "--replace"]);
        assert!(!refused.status.success(), "{}", out(&refused));
        assert_eq!(std::fs::read(folder.path().join(FILE)).unwrap(), before);
    }
}

/// A log that a killed server left would be played into the backup.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_server_left_beside_does_not_get_into_the_backup() {
    let folder = tempfile::tempdir().unwrap();
    let (mut server, address) = start_program(folder.path()).await;
    let mut client = common::client::Client::connect(address).await.unwrap();
    let mut last = 0;
    let copy = folder.path().join("copy.sqlite3");
    for n in 0..600 {
        let body = bytes(&submission(&format!("Запит {n} {}", "ї".repeat(3_000))));
        let reply = put(&mut client, Uuid::now_v7(), &body).await.unwrap();
        last = receipt(&reply).index.ordinal;
        if n == 300 {
            whole(&program(
                "backup",
                folder.path(),
                &["--to", copy.to_str().unwrap()],
            ));
        }
    }
    server.kill().await.unwrap();
    assert!(
        folder.path().join(format!("{FILE}-wal")).exists(),
        "the test proves nothing"
    );
    std::fs::rename(folder.path().join(FILE), folder.path().join("gone")).unwrap();

    let told = format!("2026:{last}");
    let more = ["--from", copy.to_str().unwrap(), "--last", &told];
    let said = whole(&program("restore", folder.path(), &more));
    assert!(said.contains("номерами 302–600"), "{said}");
    let said = whole(&program("verify", folder.path(), &[]));
    assert!(said.contains("Запитів: 301"), "{said}");
    let (mut server, address) = start_program(folder.path()).await;
    let mut client = common::client::Client::connect(address).await.unwrap();
    let body = bytes(&submission("Після відновлення"));
    let next = receipt(&put(&mut client, Uuid::now_v7(), &body).await.unwrap());
    assert_eq!(next.index.ordinal, last + 1);
    server.kill().await.unwrap();
}

/// A journal that was begun anew tells nothing of what was given out before it.
#[tokio::test]
async fn a_journal_begun_anew_after_the_loss_is_not_taken_for_the_lost_one() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    written(first.path()).await;
    let copy = first.path().join("copy.sqlite3");
    let to = copy.to_str().unwrap();
    whole(&program("backup", first.path(), &["--to", to]));
    written(second.path()).await;
    let replace = ["--from", to, "--replace"];
    let refused = program("restore", second.path(), &replace);
    assert!(
        out(&refused).contains("--nothing-lost"),
        "{}",
        out(&refused)
    );
    let told = [&replace[..], &["--last", "2026:12"]].concat();
    let said = whole(&program("restore", second.path(), &told));
    assert!(
        said.contains("номерами 6–12") && said.contains("його запитів (5)"),
        "{said}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_on_the_machine_can_read_the_journal() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let open = journal(&data).await;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    for ending in ["", "-wal", "-shm"] {
        assert_eq!(
            mode(&data.join(format!("{FILE}{ending}"))),
            0o600,
            "{ending}"
        );
    }
    open.close().await;
}

/// What somebody who has the file may do to what an erasure left, and what must be said then.
const CHANGES_OF_ERASED: &[(&str, &str)] = &[
    (
        "UPDATE requests SET erased_at = NULL WHERE seq = 2",
        "№ 2/02-19 (2026): the text",
    ),
    (
        "UPDATE requests SET erased_at = 1 WHERE seq = 3",
        "№ 3/02-19 (2026): the text",
    ),
    (
        "UPDATE requests SET submission =
             CAST(replace(CAST(submission AS TEXT), 'Строк', 'Ніхто') AS BLOB) WHERE seq = 2",
        "№ 2/02-19 (2026): the text",
    ),
    (
        "DROP TRIGGER blocks_are_not_changed;
         UPDATE blocks SET note = replace(note, 'Строк', 'Ніхто') WHERE note IS NOT NULL",
        "the history was changed",
    ),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_erased_is_in_no_file_any_more_and_nothing_else_can_stand_there() {
    let folder = tempfile::tempdir().unwrap();
    let open = journal(folder.path()).await;
    let mut named = submission("Перелік Незабутніх Фонтанів");
    named.name = "Стиральна Меланія".into();
    let (named, body) = (push(named.clone()), bytes(&named));
    let registered = open.register(HOLDER, named.clone()).await;
    assert!(matches!(registered, Ok(Pushed::New(_))));
    open.close().await;
    let erase = |index: &str, more: &[&str]| {
        let asked = [
            &[
                "--index",
                index,
                "--year",
                "2026",
                "--reason",
                "Строк зберігання",
            ],
            more,
        ];
        program("erase", folder.path(), &asked.concat())
    };
    for (index, said) in [("6/02-19", "ще не закрито"), ("9/02-19", "немає запиту")]
    {
        let refused = erase(index, &[]);
        assert!(
            !refused.status.success() && out(&refused).contains(said),
            "{}",
            out(&refused)
        );
    }
    let empty = program(
        "erase",
        folder.path(),
        &["--index", "2/02-19", "--reason", " "],
    );
    assert!(!empty.status.success(), "{}", out(&empty));
    let noted = head(folder.path());

    // Answered beside a running server, and erased beside it.
    let (mut server, address) = start_program(folder.path()).await;
    let beside = journal(folder.path()).await;
    let (officer, _) = beside
        .officer_by_login(HOLDER, "verba".into())
        .await
        .unwrap()
        .unwrap();
    let answer = OfficeAct::Answer {
        text: "Надано".into(),
        extent: domain::request::Extent::Whole,
        sending: domain::request::Sending::default(),
    };
    let acted = beside.act(HOLDER, named.id, 1, answer, officer).await;
    assert!(matches!(acted, Ok(Acted::Done(_))), "{acted:?}");
    beside.close().await;
    for index in ["6/02-19", "2/02-19"] {
        let said = whole(&erase(index, &[]));
        assert!(said.contains("Резервні копії"), "{said}");
    }
    let again = erase("2/02-19", &["--lang", "en"]);
    assert!(out(&again).contains("erased before"), "{}", out(&again));
    let mut client = common::client::Client::connect(address).await.unwrap();
    let gone = put(&mut client, named.id, &body).await.unwrap();
    assert_eq!(gone.status, 410);
    let problem = String::from_utf8(gone.body.to_vec()).unwrap();
    assert!(problem.contains("№ 6/02-19: Відповідь надано"), "{problem}");
    // A new registration goes on after the erasures' blocks.
    let reply = put(&mut client, Uuid::now_v7(), &bytes(&submission("Далі"))).await;
    assert_eq!(receipt(&reply.unwrap()).index.text, "7/02-19");
    server.kill().await.unwrap();
    journal(folder.path()).await.close().await;

    whole(&program("verify", folder.path(), &["--noted", &noted]));
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        let Ok(kept) = std::fs::read(&path) else {
            continue;
        };
        for gone in [
            "Стиральна",
            "Незабутніх",
            "незабутніх",
            "стиральна",
            "незабут",
            "стирал",
        ] {
            let found = kept.windows(gone.len()).any(|part| part == gone.as_bytes());
            assert!(!found, "{gone} is in {}", path.display());
        }
    }
    for (change, said) in CHANGES_OF_ERASED {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(folder.path().join(FILE), copy.path().join(FILE)).unwrap();
        Connection::open(copy.path().join(FILE))
            .unwrap()
            .execute_batch(change)
            .unwrap();
        let found = program("verify", copy.path(), &["--lang", "en"]);
        assert_eq!(found.status.code(), Some(1), "{change}: {}", out(&found));
        assert!(out(&found).contains(said), "{change}: {}", out(&found));
    }
}
