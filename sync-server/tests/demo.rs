//! The invented council.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use common::*;
use domain::sync::office::JournalPage;
use serde_json::json as j;
use sync_server::start::Account;

async fn sign_in(site: &Site, account: &Account) -> String {
    let body = j!({"login": account.login, "password": account.password});
    let reply = site.post("/api/v1/office/session", body).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_demo_is_a_council_at_work() {
    let site = Site::start_with(|config| config.demo = true).await;
    let account = site.running.account.clone().unwrap();
    assert_eq!(account.login, "clerk");
    let cookie = sign_in(&site, &account).await;
    let ask = |show: &'static str| {
        let (site, cookie) = (&site, &cookie);
        async move {
            let headers = [
                ("cookie", cookie.as_str()),
                ("content-type", "application/json"),
            ];
            let query = j!({"show": show}).to_string();
            json::<JournalPage>(
                &site
                    .send("POST", "/api/v1/office/journal", &headers, query)
                    .await,
            )
        }
    };
    let page = ask("all").await;
    assert_eq!(page.rows.len(), 50);
    assert!(page.next.is_some());
    let counts = page.counts;
    assert!(
        counts.open >= 10 && counts.overdue >= 2 && counts.today >= 1,
        "{counts:?}"
    );
    assert!(ask("closed").await.rows.len() >= 40);
    assert_eq!(ask("overdue").await.rows.len() as u64, counts.overdue);
    assert_eq!(ask("today").await.rows.len() as u64, counts.today);
}
