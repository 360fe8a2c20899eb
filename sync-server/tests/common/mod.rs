//! What the tests share: a real server on a real socket, and submissions.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used
)]

pub mod client;
pub mod cluster;
pub mod days;
pub mod office;
pub mod postbox;
pub mod store;
pub mod tus;

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use client::{Client, Reply};
use domain::request::{Language, RequesterType, Submission, UrgencyGround};
use domain::sync::wire::{PROBLEM_MEDIA, ProblemDetails, Receipt, SUBMISSION_MEDIA};
use domain::sync::{AccessCode, Digest};
use serde::de::DeserializeOwned;
use store::{Kind, Store};
use sync_server::clock::SetClock;
use sync_server::config::{Config, Rate};
use sync_server::journal::Push;
use sync_server::start::{self, Running};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use uuid::Uuid;

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A Tuesday noon in Kyiv.
pub fn noon() -> DateTime<Utc> {
    at("2026-11-24T10:00:00Z")
}

pub const NO_LIMIT: Rate = Rate {
    per_minute: 0,
    burst: 0,
};

/// A server with a clock that stands, in a folder or a database of its own.
pub struct Site {
    pub store: Store,
    pub clock: Arc<SetClock>,
    pub running: Running,
}

impl Site {
    pub async fn start() -> Self {
        Self::start_with(|_| ()).await
    }

    pub async fn on(kind: Kind) -> Self {
        Self::start_on(Store::new(kind), |_| ()).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::start_on(Store::new(Kind::Sqlite), change).await
    }

    pub async fn start_on(store: Store, change: impl FnOnce(&mut Config)) -> Self {
        let clock = Arc::new(SetClock::at(noon()));
        let mut config = Config::local(std::path::PathBuf::new());
        config.journal = store.place();
        config.limits.pushes = NO_LIMIT;
        config.limits.look_ups = NO_LIMIT;
        config.limits.sign_ins = NO_LIMIT;
        config.limits.uploads = NO_LIMIT;
        config.limits.parcels_per_hour = 0;
        change(&mut config);
        let running = start::serve(&config, clock.clone()).await.unwrap();
        Self {
            store,
            clock,
            running,
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.running.address
    }

    pub async fn client(&self) -> Client {
        Client::connect(self.address()).await.unwrap()
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> Reply {
        self.client()
            .await
            .send(method, path, headers, body.into())
            .await
            .unwrap()
    }

    pub async fn post(&self, path: &str, body: serde_json::Value) -> Reply {
        let headers = [
            ("content-type", "application/json"),
            ("accept-language", "en"),
        ];
        self.send("POST", path, &headers, body.to_string()).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], "").await
    }

    pub async fn put(&self, id: Uuid, body: &[u8]) -> Reply {
        put(&mut self.client().await, id, body).await.unwrap()
    }
}

/// The program, to be told what to do.
pub fn program() -> std::process::Command {
    std::process::Command::new(env!("CARGO_BIN_EXE_sync-server"))
}

/// The program as a council starts it, without limits of rate, and where it listens.
pub async fn start_program(folder: &Path) -> (Child, SocketAddr) {
    let mut serve = program();
    serve.arg("serve").arg("--data").arg(folder);
    started(serve).await
}

/// As [`start_program`], wherever the journal is.
pub async fn start_on(store: &Store) -> (Child, SocketAddr) {
    let mut serve = program();
    serve.arg("serve");
    store.tell(&mut serve);
    started(serve).await
}

/// As [`start_program`], by a command that says where the journal is and what else is set.
pub async fn started(serve: std::process::Command) -> (Child, SocketAddr) {
    let mut server = Command::from(serve)
        .args([
            "--listen",
            "127.0.0.1:0",
            "--push-rate",
            "0",
            "--upload-rate",
            "0",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let line = lines
        .next_line()
        .await
        .unwrap()
        .expect("a server that says where it is");
    let address = line
        .split("http://")
        .nth(1)
        .unwrap()
        .trim_end_matches('/')
        .parse()
        .unwrap();
    // What it says later must not fill the pipe.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    (server, address)
}

pub async fn put(client: &mut Client, id: Uuid, body: &[u8]) -> Result<Reply, client::Broken> {
    let digest = Digest::of(body);
    let headers = [
        ("content-type", SUBMISSION_MEDIA),
        ("content-digest", digest.as_str()),
        ("vr-protocol", "1"),
    ];
    client
        .send("PUT", &path_of(id), &headers, body.to_vec())
        .await
}

pub fn path_of(id: Uuid) -> String {
    format!("/api/v1/submissions/{id}")
}

pub fn json<T: DeserializeOwned>(reply: &Reply) -> T {
    let text = || format!("{}: {}", reply.status, String::from_utf8_lossy(&reply.body));
    serde_json::from_slice(&reply.body).unwrap_or_else(|error| panic!("{error}: {}", text()))
}

pub fn receipt(reply: &Reply) -> Receipt {
    assert!(matches!(reply.status, 200 | 201), "{reply:?}");
    json(reply)
}

/// Checks that this is a problem of this status, and gives it.
#[track_caller]
pub fn problem(reply: &Reply, status: u16) -> ProblemDetails {
    assert_eq!(
        reply.status,
        status,
        "{}",
        String::from_utf8_lossy(&reply.body)
    );
    assert_eq!(reply.headers["content-type"], PROBLEM_MEDIA);
    let details: ProblemDetails = json(reply);
    assert_eq!(details.status, status);
    assert!(!details.title.is_empty() && details.detail.is_some());
    details
}

pub fn code(n: u8) -> AccessCode {
    AccessCode::from_random([n; 26])
}

pub fn submission(text: &str) -> Submission {
    Submission {
        v: 1,
        requester_type: RequesterType::Person,
        name: "Верболіз Остап Лукич".into(),
        email: Some("ostap@poshta.example".into()),
        postal_address: None,
        phone: None,
        text: text.into(),
        urgency: None,
        urgency_reason: None,
        written_at: 1_700_000_000_000,
        language: Language::Uk,
        access_code_hash: code(7).hash(),
        attachments: Vec::new(),
        intake: None,
    }
}

pub fn urgent(text: &str) -> Submission {
    Submission {
        urgency: Some(UrgencyGround::Environment),
        urgency_reason: Some("Вода з криниці має запах.".into()),
        ..submission(text)
    }
}

pub fn bytes(submission: &Submission) -> Vec<u8> {
    serde_json::to_vec(submission).unwrap()
}

pub fn push(submission: Submission) -> Push {
    let bytes = bytes(&submission);
    Push {
        id: Uuid::now_v7(),
        digest: Digest::of(&bytes),
        bytes,
        submission,
        arrived: None,
    }
}
