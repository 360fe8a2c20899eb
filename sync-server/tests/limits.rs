//! The edges of the server: slow and crowding clients, and a stop under load.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::time::{Duration, Instant};

use common::client::Client;
use common::{Site, bytes, json, path_of, put, start_program, submission};
use domain::sync::Digest;
use domain::sync::wire::{ProblemDetails, SUBMISSION_MEDIA};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

/// A connection on which a push has sent its headers and the half of its body.
async fn half_a_push(site: &Site) -> (TcpStream, Vec<u8>) {
    let body = bytes(&submission("Скільки лавок у парку?"));
    let head = format!(
        "PUT {} HTTP/1.1\r\nhost: x\r\ncontent-type: {SUBMISSION_MEDIA}\r\nvr-protocol: 1\r\n\
         content-digest: {}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        path_of(Uuid::now_v7()),
        Digest::of(&body).as_str(),
        body.len()
    );
    let mut stream = TcpStream::connect(site.address()).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let (now, later) = body.split_at(body.len() / 2);
    stream.write_all(now).await.unwrap();
    (stream, later.to_vec())
}

async fn read_answer(mut stream: TcpStream) -> (u16, String) {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, body.to_owned())
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    let site = Site::start_with(|config| config.limits.request = Duration::from_millis(300)).await;
    let (stream, _) = half_a_push(&site).await;
    let (status, body) = read_answer(stream).await;
    let problem: ProblemDetails = serde_json::from_str(&body).unwrap();
    assert_eq!((status, problem.status), (408, 408));
    assert!(problem.detail.is_some());
}

#[tokio::test]
async fn headers_that_never_end_are_given_up() {
    let site = Site::start_with(|config| config.limits.headers = Duration::from_millis(300)).await;
    let mut stream = TcpStream::connect(site.address()).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost").await.unwrap();
    let began = Instant::now();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_full_house_says_come_back_and_keeps_who_is_in() {
    let site = Site::start_with(|config| config.limits.concurrent = 1).await;
    let (mut first, rest) = half_a_push(&site).await;
    // The first has its place as soon as its headers are read.
    let busy = loop {
        let reply = site.send("GET", "/healthz", &[], Vec::new()).await;
        if reply.status != 200 {
            break reply;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    let problem = common::problem(&busy, 503);
    assert!(problem.detail.is_some() && busy.headers.contains_key("retry-after"));
    first.write_all(&rest).await.unwrap();
    let (status, body) = read_answer(first).await;
    assert_eq!(status, 201, "{body}");
    assert_eq!(
        site.send("GET", "/healthz", &[], Vec::new()).await.status,
        200
    );
}

/// As `systemctl stop` does: what is under way is answered, what is answered is kept.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_under_load_answers_what_is_under_way() {
    let folder = tempfile::tempdir().unwrap();
    let (mut server, address) = start_program(folder.path()).await;
    let phones: Vec<_> = (0..8)
        .map(|_| {
            tokio::spawn(async move {
                let body = bytes(&submission("Скільки лавок у парку?"));
                let mut answered = Vec::new();
                let Ok(mut client) = Client::connect(address).await else {
                    return answered;
                };
                // Until the server takes no more; every answer that comes is a whole one.
                while let Ok(reply) = put(&mut client, Uuid::now_v7(), &body).await {
                    assert_eq!(reply.status, 201, "{reply:?}");
                    answered.push(json::<domain::sync::wire::Receipt>(&reply));
                }
                answered
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let id = server.id().unwrap().to_string();
    let began = Instant::now();
    let told = std::process::Command::new("kill")
        .args(["-TERM", &id])
        .status();
    assert!(told.unwrap().success());
    let ended = server.wait().await.unwrap();
    assert!(ended.success(), "{ended}");
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "it drags its feet"
    );

    let mut answered = 0;
    for phone in phones {
        answered += phone.await.unwrap().len();
    }
    assert!(answered > 8, "not under load: {answered}");
    // Nothing is left beside the database: a copy of that one file is a whole backup.
    let log = std::fs::metadata(folder.path().join("journal.sqlite3-wal"));
    assert_eq!(
        log.map_or(0, |log| log.len()),
        0,
        "the write-ahead log is left"
    );
    let journal =
        rusqlite::Connection::open(folder.path().join(sync_server::journal::sqlite::FILE));
    let journal = journal.unwrap();
    let rows: usize = journal
        .query_row("SELECT count(*) FROM requests", [], |row| row.get(0))
        .unwrap();
    assert_eq!(
        rows, answered,
        "an answer without a row, or a row without its answer"
    );
}
