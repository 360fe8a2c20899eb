//! Files under bad luck: cut, damaged, raced and killed uploads end with the whole file or a clear
//! word, and what was acknowledged is never asked for again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]
#![allow(clippy::print_stdout, reason = "the seed and what came of it")]

mod common;

use std::path::Path;
use std::time::Duration;

use base64ct::{Base64, Encoding};
use common::tus::{Phone, offset, photo};
use common::{Site, program, start_program};
use domain::request::Arrival;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use sync_server::journal::Flaw;
use sync_server::journal::sqlite::{FILE, verify};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection on which a piece has been announced and this much of it sent.
async fn part_of_a_piece(phone: &Phone, at: usize, announced: usize, sent: &[u8]) -> TcpStream {
    part_of_file(phone, 1, at, announced, sent).await
}

async fn part_of_file(phone: &Phone, n: u8, at: usize, announced: usize, sent: &[u8]) -> TcpStream {
    let head = format!(
        "PATCH {} HTTP/1.1\r\nhost: x\r\ntus-resumable: 1.0.0\r\nauthorization: Bearer {}\r\n\
         content-type: application/offset+octet-stream\r\nupload-offset: {at}\r\n\
         content-length: {announced}\r\n\r\n",
        phone.path(n),
        phone.code
    );
    let mut stream = TcpStream::connect(phone.address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(sent).await.unwrap();
    stream.flush().await.unwrap();
    stream
}

/// Waits until the server has noticed the cut.
async fn comes_to(phone: &Phone, expected: usize) {
    for _ in 0..1_000 {
        if phone.offset(1).await == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{} instead of {expected}", phone.offset(1).await);
}

#[tokio::test]
async fn cut_in_the_middle_of_a_piece_all_that_came_is_kept() {
    let site = Site::start().await;
    let file = photo(1_000_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    let mut at = 0;
    for sent in [1, 300_000, 77, 0, 262_144] {
        drop(part_of_a_piece(&phone, at, file.len() - at, &file[at..at + sent]).await);
        at += sent;
        comes_to(&phone, at).await;
    }
    phone.send_rest(1, &file, 128 * 1024).await;
}

#[tokio::test]
async fn fault_17_cut_at_99_percent_it_goes_on_there() {
    let site = Site::start().await;
    let file = photo(5_000_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    let came = file.len() / 100 * 99;
    drop(part_of_a_piece(&phone, 0, file.len(), &file[..came]).await);
    comes_to(&phone, came).await;
    let reply = phone.piece(1, came, &file[came..]).await;
    assert_eq!((reply.status, offset(&reply)), (204, file.len()));
    let case = phone.case().await;
    assert_eq!(case.attachments[0].arrival, Some(Arrival::Received));
}

fn sha256(bytes: &[u8]) -> String {
    format!("sha256 {}", Base64::encode_string(&Sha256::digest(bytes)))
}

#[tokio::test]
async fn fault_18_a_damaged_piece_is_refused_whole_and_sent_again() {
    let site = Site::start().await;
    let file = photo(300_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    let (first, rest) = file.split_at(128 * 1024);
    let sum = sha256(first);
    let mut damaged = first.to_vec();
    damaged[70_000] ^= 1;
    let reply = phone
        .piece_with(1, 0, &damaged, &[("upload-checksum", &sum)])
        .await;
    assert_eq!(common::problem(&reply, 460).kind, "/problems/piece-damaged");
    assert_eq!(phone.offset(1).await, 0);
    let reply = phone
        .piece_with(1, 0, first, &[("upload-checksum", &sum)])
        .await;
    assert_eq!((reply.status, offset(&reply)), (204, first.len()));
    let sha1 = format!("sha1 {}", Base64::encode_string(&sha1::Sha1::digest(rest)));
    let reply = phone
        .piece_with(1, first.len(), rest, &[("upload-checksum", &sha1)])
        .await;
    assert_eq!((reply.status, offset(&reply)), (204, file.len()));
}

#[tokio::test]
async fn with_a_checksum_it_is_all_or_nothing() {
    let site = Site::start().await;
    let file = photo(2_000_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    let large = &file[..1024 * 1024 + 1];
    let reply = phone
        .piece_with(1, 0, large, &[("upload-checksum", &sha256(large))])
        .await;
    assert_eq!(
        common::problem(&reply, 413).kind,
        "/problems/piece-too-large"
    );
    let largest = &file[..1024 * 1024];
    let sum = sha256(largest);
    let reply = phone
        .piece_with(1, 0, largest, &[("upload-checksum", &sum)])
        .await;
    assert_eq!((reply.status, offset(&reply)), (204, largest.len()));
    // Cut, it leaves nothing.
    let at = largest.len();
    let piece = &file[at..at + 500_000];
    let head = format!(
        "PATCH {} HTTP/1.1\r\nhost: x\r\ntus-resumable: 1.0.0\r\nauthorization: Bearer {}\r\n\
         content-type: application/offset+octet-stream\r\nupload-offset: {at}\r\n\
         upload-checksum: {}\r\ncontent-length: {}\r\n\r\n",
        phone.path(1),
        phone.code,
        sha256(piece),
        piece.len()
    );
    let mut stream = TcpStream::connect(phone.address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&piece[..499_999]).await.unwrap();
    stream.shutdown().await.unwrap();
    let _ = stream.read_to_end(&mut Vec::new()).await;
    assert_eq!(phone.offset(1).await, at);
    phone.send_rest(1, &file, 500_000).await;
}

#[tokio::test]
async fn fault_19_a_wrong_offset_is_refused_and_the_right_one_is_asked_for() {
    let site = Site::start().await;
    let file = photo(300_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    phone.piece(1, 0, &file[..100_000]).await;
    for at in [0, 99_999, 100_001, 300_000] {
        let end = file.len().min(at + 100_000);
        let reply = phone.piece(1, at, &file[at..end]).await;
        assert_eq!(common::problem(&reply, 409).kind, "/problems/wrong-offset");
        assert_eq!(phone.offset(1).await, 100_000);
    }
    phone.send_rest(1, &file, 100_000).await;
}

#[tokio::test]
async fn a_file_that_is_another_one_begins_anew() {
    let site = Site::start().await;
    let file = photo(600_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    let mut other = file.clone();
    other[1_000] ^= 1;
    phone.piece(1, 0, &other[..300_000]).await;
    let reply = phone.piece(1, 300_000, &other[300_000..]).await;
    assert_eq!(common::problem(&reply, 460).kind, "/problems/file-damaged");
    let case = phone.case().await;
    assert_eq!((case.cursor, case.attachments[0].arrival), (1, None));
    assert_eq!(phone.offset(1).await, 0);
    phone.send_rest(1, &file, 300_000).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_pieces_that_race_one_wins_and_no_byte_is_doubled() {
    let site = Site::start().await;
    let file = photo(1_200_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    for at in (0..file.len()).step_by(200_000) {
        let racing: Vec<_> = (0..8)
            .map(|_| {
                let (phone, piece) = (phone.clone(), file[at..at + 200_000].to_vec());
                tokio::spawn(async move { phone.piece(1, at, &piece).await.status })
            })
            .collect();
        let mut won = 0;
        for racer in racing {
            match racer.await.unwrap() {
                204 => won += 1,
                status => assert_eq!(status, 409),
            }
        }
        assert_eq!((won, phone.offset(1).await), (1, at + 200_000));
    }
    let case = phone.case().await;
    assert_eq!(
        (case.cursor, case.attachments[0].arrival),
        (2, Some(Arrival::Received))
    );
}

#[tokio::test]
async fn a_slow_phone_is_waited_for_and_a_silent_one_is_not() {
    let site = Site::start_with(|config| config.limits.request = Duration::from_millis(400)).await;
    let file = photo(20_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    // Three times as long as any other request may take.
    let mut stream = part_of_a_piece(&phone, 0, 19_000, &[]).await;
    for part in file[..19_000].chunks(1_000) {
        tokio::time::sleep(Duration::from_millis(65)).await;
        stream.write_all(part).await.unwrap();
    }
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 204");

    let mut stream = part_of_a_piece(&phone, 19_000, 1_000, &file[19_000..19_100]).await;
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
    assert_eq!(phone.offset(1).await, 19_100, "what came is kept");
    // A few bytes now and then only hold a place.
    let mut stream = part_of_a_piece(&phone, 19_100, 900, &[]).await;
    let trickle = async {
        for byte in &file[19_100..20_000] {
            tokio::time::sleep(Duration::from_millis(100)).await;
            if stream.write_all(&[*byte]).await.is_err() {
                return;
            }
        }
    };
    let cut = async {
        while phone.offset(1).await == 19_100 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), async {
        tokio::select! { () = trickle => {}, () = cut => {} }
    })
    .await
    .unwrap();
    phone.send_rest(1, &file, 1_000).await;
}

#[tokio::test]
async fn when_all_places_are_taken_the_others_are_told_to_come_back() {
    let site = Site::start_with(|config| config.limits.uploads_at_once = 1).await;
    let file = photo(600_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    let held = part_of_a_piece(&phone, 0, file.len(), &file[..300_000]).await;
    while phone.offset(1).await == 0 {}
    let other = Phone::register(site.address(), &[("c.jpg", &file)]).await;
    let busy = other.piece(1, 0, b"").await;
    common::problem(&busy, 503);
    assert!(busy.headers.contains_key("retry-after"));
    // Registration is not held up by it.
    Phone::register(site.address(), &[("b.jpg", &file)]).await;
    drop(held);
    comes_to(&phone, 300_000).await;
    phone.send_rest(1, &file, 300_000).await;
}

#[tokio::test]
async fn one_address_leaves_places_for_the_others() {
    const PROXY: &str = "x-forwarded-for";
    let site = Site::start_with(|config| {
        config.limits.uploads_at_once = 8;
        config.trusted_proxy_header = Some(PROXY.into());
    });
    let site = site.await;
    let file = photo(600_000);
    let names = ["a.jpg", "b.jpg", "c.jpg"];
    let files: Vec<_> = names.iter().map(|name| (*name, &file[..])).collect();
    let phone = Phone::register(site.address(), &files).await;
    let mut held = Vec::new();
    for n in 1..=2 {
        held.push(part_of_file(&phone, n, 0, file.len(), &file[..300_000]).await);
        while phone.offset(n).await == 0 {}
    }
    common::problem(&phone.piece(3, 0, b"").await, 503);
    let elsewhere = phone.piece_with(3, 0, b"", &[(PROXY, "192.0.2.1")]).await;
    assert_eq!(elsewhere.status, 204);
}

#[tokio::test]
async fn who_comes_back_takes_the_place_of_his_dead_line() {
    let site = Site::start_with(|config| config.limits.uploads_at_once = 1).await;
    let file = photo(600_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    let held = part_of_a_piece(&phone, 0, file.len(), &file[..300_000]).await;
    while phone.offset(1).await == 0 {}
    phone.send_rest(1, &file, phone.offset(1).await).await;
    drop(held);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_in_the_middle_again_and_again_no_acknowledged_byte_is_lost() {
    const PIECE: usize = 64 * 1024;
    let seed = std::time::UNIX_EPOCH.elapsed().unwrap().as_micros() as u64;
    println!("seed {seed}");
    let folder = tempfile::tempdir().unwrap();
    let file = photo(8_000_000);
    let (mut server, address) = start_program(folder.path()).await;
    let mut phone = Phone::register(address, &[("a.jpg", &file)]).await;
    let mut random = seed;
    let (mut acknowledged, mut kills) = (0, 0);
    while acknowledged < file.len() {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let life = Duration::from_micros(5_000 + (random >> 33) % 60_000);
        let stop = tokio::time::sleep(life);
        tokio::pin!(stop);
        loop {
            let end = file.len().min(acknowledged + PIECE);
            let piece = phone.try_piece(1, acknowledged, &file[acknowledged..end], &[]);
            tokio::select! {
                reply = piece => match reply.unwrap() {
                    reply if reply.status == 204 => acknowledged = offset(&reply),
                    other => panic!("{other:?}"),
                },
                () = &mut stop => break,
            }
            if acknowledged == file.len() {
                break;
            }
        }
        server.start_kill().unwrap();
        server.wait().await.unwrap();
        kills += 1;
        let address;
        (server, address) = start_program(folder.path()).await;
        phone.address = address;
        let kept = phone.offset(1).await;
        assert!(
            kept >= acknowledged,
            "{kept} of {acknowledged} acknowledged"
        );
        assert!(kept <= acknowledged + PIECE);
        acknowledged = kept;
    }
    println!("{kills} kills");
    assert!(kills > 3, "never in the middle");
    let case = phone.case().await;
    assert_eq!(case.attachments[0].arrival, Some(Arrival::Received));
    drop(server);
    assert_eq!(verify(folder.path(), None).unwrap().flaws, []);
}

#[tokio::test]
async fn verify_notices_a_flipped_bit_in_a_photo() {
    let site = Site::start().await;
    let file = photo(600_000);
    let phone = Phone::register(site.address(), &[("a.jpg", &file), ("b.jpg", &file)]).await;
    phone.send_rest(1, &file, 128 * 1024).await;
    // Of one that is waited for nothing is said.
    phone.piece(2, 0, &file[..1_000]).await;
    let (store, running) = (site.store, site.running);
    running.stop().await;
    assert_eq!(verify(store.folder(), None).unwrap().flaws, []);
    let journal = Connection::open(store.folder().join(FILE)).unwrap();
    let changes = [
        "UPDATE pieces SET bytes = CAST(substr(bytes, 1, 99) || x'00' || substr(bytes, 101) AS BLOB)
         WHERE piece = 2",
        "DELETE FROM pieces WHERE piece = 3",
    ];
    for change in changes {
        assert_eq!(journal.execute(change, []).unwrap(), 1);
        let flaws = verify(store.folder(), None).unwrap().flaws;
        assert!(matches!(&flaws[..], [Flaw::File(_, 1)]), "{flaws:?}");
    }
}

/// Runs a command of the program on a journal, which must do it.
fn done(command: &str, folder: &Path, more: &[&str]) -> String {
    let mut run = program();
    run.arg(command).arg("--data").arg(folder).args(more);
    let output = run.output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "{said}");
    said
}

/// Yesterday's backup knows one file whole, one by half, one not at all. What came later is waited
/// for anew, the device hears so, and sends it again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn restore_with_attached_files() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("yesterday.sqlite3");
    let to = copy.to_str().unwrap();
    let file = photo(600_000);
    let (mut server, address) = start_program(folder.path()).await;
    let names = ["whole.jpg", "half.jpg", "none.jpg"];
    let files: Vec<_> = names.iter().map(|name| (*name, &file[..])).collect();
    let mut phone = Phone::register(address, &files).await;
    phone.send_rest(1, &file, 200_000).await;
    phone.piece(2, 0, &file[..300_000]).await;
    done("backup", folder.path(), &["--to", to]);
    for n in [2, 3] {
        phone.send_rest(n, &file, 200_000).await;
    }
    let before = phone.case().await;
    let received = |case: &domain::sync::wire::CaseView| -> Vec<bool> {
        let arrived = case.attachments.iter().map(|file| file.arrival);
        arrived
            .map(|arrival| arrival == Some(Arrival::Received))
            .collect()
    };
    assert_eq!(received(&before), [true, true, true]);
    server.kill().await.unwrap();
    server.wait().await.unwrap();
    done("restore", folder.path(), &["--from", to, "--replace"]);

    let address;
    (server, address) = start_program(folder.path()).await;
    phone.address = address;
    // The device asks for what is newer than what it knows, and what it knows is newer.
    let news = phone.news(before.cursor).await.expect("news");
    assert!(news.cursor < before.cursor);
    assert_eq!(received(&news), [true, false, false]);
    for (n, kept) in [(1, 600_000), (2, 300_000), (3, 0)] {
        assert_eq!(phone.offset(n).await, kept, "file {n}");
    }
    for n in [2, 3] {
        phone.send_rest(n, &file, 200_000).await;
    }
    assert_eq!(received(&phone.case().await), [true, true, true]);
    server.kill().await.unwrap();
    server.wait().await.unwrap();
    done("verify", folder.path(), &[]);
}
