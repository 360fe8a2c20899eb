//! A tus client that others wrote talks to this server: tus-js-client, in Node.js.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::env;
use std::path::PathBuf;

use common::Site;
use common::tus::{BASE, Phone, photo};
use domain::request::Arrival;
use serde_json::{Value, json as j};
use tokio::process::Command;

/// The client's folder; `cargo xtask test` names it.
fn client() -> PathBuf {
    let usual = "../target/tools/node/node_modules/tus-js-client";
    let usual = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(usual);
    let client = env::var_os("TUS_JS_CLIENT").map_or(usual, PathBuf::from);
    assert!(
        client.join("package.json").exists(),
        "tus-js-client is not in {client:?}: `cargo xtask test` installs it"
    );
    client
}

const SIZE: usize = 3_000_000;

/// A file of 3 MB sent this way; what the client tells, and what became of the file.
async fn send(way: &str) -> (Value, Option<Arrival>) {
    let site = Site::start().await;
    let file = photo(SIZE);
    let phone = Phone::register(site.address(), &[("a.jpg", &file)]).await;
    let path = site.store.folder().join("a.jpg");
    std::fs::write(&path, &file).unwrap();
    let asked = j!({
        "client": client(),
        "endpoint": format!("http://{}{BASE}", site.address()),
        "code": phone.code,
        "submission": phone.id,
        "file": path,
        "way": way,
    });
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/tus_client.cjs");
    let node = Command::new("node")
        .arg(script)
        .arg(asked.to_string())
        .kill_on_drop(true)
        .output();
    let output = node
        .await
        .expect("Node.js is not on PATH: `cargo xtask test` installs it");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{way}: {error}");
    let told = serde_json::from_slice(&output.stdout).unwrap();
    let arrival = phone.case().await.attachments[0].arrival;
    (told, arrival)
}

#[tokio::test]
async fn it_sends_a_file_in_pieces() {
    let (told, arrival) = send("pieces").await;
    assert_eq!(arrival, Some(Arrival::Received));
    assert_eq!(told["acknowledged"].as_array().unwrap().len(), 12);
}

#[tokio::test]
async fn it_sends_a_file_whole() {
    let (told, arrival) = send("whole").await;
    assert_eq!(arrival, Some(Arrival::Received));
    assert_eq!(told["acknowledged"], j!([SIZE]));
}

#[tokio::test]
async fn it_sends_a_file_where_proxies_know_few_methods() {
    let (told, arrival) = send("by another name").await;
    assert_eq!(arrival, Some(Arrival::Received));
    assert_eq!(told["acknowledged"].as_array().unwrap().len(), 12);
}

#[tokio::test]
async fn it_goes_on_where_it_broke_off() {
    let (told, arrival) = send("resumed").await;
    assert_eq!(arrival, Some(Arrival::Received));
    let last = told["before"].as_array().unwrap().last().unwrap();
    let next = told["acknowledged"][0].as_u64().unwrap();
    assert!(last.as_u64().unwrap() < next, "{told}");
    assert!(told["before"].as_array().unwrap().len() < 12, "{told}");
}

#[tokio::test]
async fn it_takes_a_file_back() {
    let (_, arrival) = send("taken back").await;
    assert_eq!(arrival, Some(Arrival::Withdrawn));
}

#[tokio::test]
async fn it_understands_a_refusal() {
    let (told, arrival) = send("refused").await;
    assert_eq!((&told["status"], arrival), (&j!(403), None));
}
