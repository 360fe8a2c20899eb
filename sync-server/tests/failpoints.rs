//! The server ends at the very moments that matter: what was written and not committed, what was
//! committed and not answered. Asked again, the next server has each thing once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]
#![cfg(debug_assertions)]

mod common;

use std::net::SocketAddr;

use common::client::{Broken, Client, Reply};
use common::store::{EVERY_KIND, Store};
use common::tus::{Phone, photo};
use common::{json, program, put, receipt, started, submission};
use domain::request::Status;
use domain::sync::office::Card;
use serde_json::{Value, json as j};
use sync_server::failpoint::VARIABLE;
use sync_server::journal::NewOfficer;
use sync_server::password;
use tokio::process::Child;
use uuid::Uuid;

const PASSWORD: &str = "kvitka-na-stoli";

/// A server on this journal that ends when it gets to a place, if one is named.
async fn start(store: &Store, end_at: Option<&str>) -> (Child, SocketAddr) {
    let mut serve = program();
    serve.arg("serve").env_remove(VARIABLE);
    if let Some(place) = end_at {
        serve.env(VARIABLE, place);
    }
    store.tell(&mut serve);
    started(serve).await
}

/// What is done at a server, which answers or breaks off.
async fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Vec<u8>,
) -> Result<Reply, Broken> {
    Client::connect(address)
        .await
        .unwrap()
        .send(method, path, headers, body)
        .await
}

/// Does it at a server that ends there, and again at the next one, whose answer this is.
async fn twice<T>(
    store: &Store,
    place: &str,
    mut deed: impl AsyncFnMut(SocketAddr) -> Result<T, Broken>,
) -> (Child, SocketAddr, T) {
    let (mut server, address) = start(store, Some(place)).await;
    assert!(deed(address).await.is_err(), "{place} was not reached");
    assert!(!server.wait().await.unwrap().success(), "{place}");
    let (server, address) = start(store, None).await;
    let answer = deed(address).await.unwrap();
    (server, address, answer)
}

async fn is_sound(store: &Store, requests: u64) {
    let report = store.place().verify(None).await.unwrap();
    assert_eq!(report.flaws, []);
    assert_eq!(report.requests, requests);
}

#[tokio::test]
async fn fault_4_and_5_the_server_ends_before_and_after_the_commit_of_a_registration() {
    for kind in EVERY_KIND {
        for (place, replayed) in [
            ("registration.written", false),
            ("registration.committed", true),
        ] {
            let store = Store::new(kind);
            let body = common::bytes(&submission("Скільки лип на Вишневій?"));
            let id = Uuid::now_v7();
            let push = async |address| {
                let mut client = Client::connect(address).await.unwrap();
                put(&mut client, id, &body).await
            };
            let (server, _, reply) = twice(&store, place, push).await;
            let told = receipt(&reply);
            assert_eq!(
                (told.index.ordinal, told.replayed),
                (1, replayed),
                "{place}"
            );
            drop(server);
            is_sound(&store, 1).await;
        }
    }
}

#[tokio::test]
async fn the_server_ends_before_and_after_the_commit_of_a_piece() {
    let file = photo(9_000);
    for kind in EVERY_KIND {
        for (place, there) in [("piece.written", 0), ("piece.committed", file.len())] {
            let store = Store::new(kind);
            let (mut server, address) = start(&store, None).await;
            let mut phone = Phone::register(address, &[("Двір.jpg", &file)]).await;
            phone.create(1, file.len()).await;
            server.start_kill().unwrap();
            server.wait().await.unwrap();

            let (mut server, address) = start(&store, Some(place)).await;
            phone.address = address;
            let sent = phone.try_piece(1, 0, &file, &[]).await;
            assert!(sent.is_err(), "{place} was not reached: {sent:?}");
            server.wait().await.unwrap();

            // What the next server says is there is there, and the rest goes on from it.
            let (server, address) = start(&store, None).await;
            phone.address = address;
            assert_eq!(phone.offset(1).await, there, "{place}");
            if there < file.len() {
                assert_eq!(phone.piece(1, there, &file[there..]).await.status, 204);
            }
            assert_eq!(phone.offset(1).await, file.len(), "{place}");
            drop(server);
            is_sound(&store, 1).await;
        }
    }
}

#[tokio::test]
async fn the_server_ends_before_and_after_the_commit_of_an_answer() {
    for kind in EVERY_KIND {
        for (place, status) in [("act.written", 200), ("act.committed", 409)] {
            let store = Store::new(kind);
            let (mut server, address) = start(&store, None).await;
            let id = Uuid::now_v7();
            let mut client = Client::connect(address).await.unwrap();
            let body = common::bytes(&submission("Копія договору"));
            receipt(&put(&mut client, id, &body).await.unwrap());
            server.start_kill().unwrap();
            server.wait().await.unwrap();
            clerk(&store).await;
            let (path, act) = (
                format!("/api/v1/office/requests/{id}/acts"),
                j!({"version": 1, "act": {"kind": "answer", "text": "Копію додано"}}),
            );
            let answer = async |address| {
                let cookie = signed_in(address).await;
                let headers = [
                    ("cookie", cookie.as_str()),
                    ("sec-fetch-site", "same-origin"),
                    ("content-type", "application/json"),
                ];
                ask(
                    address,
                    "POST",
                    &path,
                    &headers,
                    act.to_string().into_bytes(),
                )
                .await
            };
            let (server, address, reply) = twice(&store, place, answer).await;
            // Answered already, the clerk is told that the case has moved on.
            assert_eq!(reply.status, status, "{place}: {}", reply.text());
            let cookie = signed_in(address).await;
            let path = format!("/api/v1/office/requests/{id}");
            let headers = [("cookie", cookie.as_str())];
            let card = ask(address, "GET", &path, &headers, Vec::new()).await;
            let card: Card = json(&card.unwrap());
            assert_eq!((card.row.status, card.history.len()), (Status::Closed, 2));
            drop(server);
            is_sound(&store, 1).await;
        }
    }
}

async fn clerk(store: &Store) {
    let clock = std::sync::Arc::new(sync_server::clock::SystemClock);
    let journal = store.place().open(clock).await.unwrap();
    let officer = NewOfficer {
        login: "klerk".into(),
        name: "Зоряна Вигадана".into(),
        position: "спеціалістка".into(),
        role: domain::request::Role::ResponsibleOfficer,
        department: String::new(),
        password_hash: password::hash(PASSWORD).unwrap(),
    };
    let holder = sync_server::start::HOLDER;
    assert!(journal.add_officer(holder, officer).await.unwrap());
    journal.close().await;
}

async fn signed_in(address: SocketAddr) -> String {
    let body: Value = j!({"login": "klerk", "password": PASSWORD});
    let headers = [("content-type", "application/json")];
    let path = "/api/v1/office/session";
    let reply = ask(
        address,
        "POST",
        path,
        &headers,
        body.to_string().into_bytes(),
    )
    .await;
    common::office::cookie_of(&reply.unwrap())
}
