//! `sync-server officer` beside a running server.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use std::process::{Command, Output};

use common::Site;
use serde_json::json;

fn officer(site: &Site, login: &str, name: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sync-server"))
        .args(["officer", "--login", login, "--name", name])
        .args(["--position", "головний спеціаліст", "--data"])
        .arg(site.store.folder())
        .output()
        .unwrap()
}

fn password(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    text.split("password: ").nth(1).unwrap().trim().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_is_added_and_a_forgotten_password_replaced() {
    let site = Site::start().await;
    let sign_in = async |password: &str| {
        let body = json!({ "login": "verba", "password": password });
        site.post("/api/v1/office/session", body).await
    };
    let first = password(&officer(&site, "verba", "Верба Злата Орестівна"));
    let signed_in = sign_in(&first).await;
    assert_eq!(signed_in.status, 200, "{signed_in:?}");
    let cookie = signed_in.headers["set-cookie"].to_str().unwrap().to_owned();
    let cookie = cookie.split(';').next().unwrap();
    let me = async || {
        let headers = [("cookie", cookie)];
        site.send("GET", "/api/v1/office/me", &headers, Vec::new())
            .await
    };
    assert_eq!(me().await.status, 200);

    let second = password(&officer(&site, "verba", "Верба-Калинець Злата Орестівна"));
    assert_eq!(me().await.status, 401, "the old session lives on");
    assert_eq!(sign_in(&first).await.status, 401, "the old password opens");
    let signed_in = sign_in(&second).await;
    assert_eq!(signed_in.status, 200);
    let said = String::from_utf8_lossy(&signed_in.body).into_owned();
    assert!(said.contains("Верба-Калинець"), "{said}");
}

#[tokio::test]
async fn what_is_missing_is_said() {
    let site = Site::start().await;
    let refused = officer(&site, "verba", "  ");
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--name is empty"));
}
