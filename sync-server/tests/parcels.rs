//! What one device leaves for another: kept for a day, given to who knows its name, and nothing
//! else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use chrono::TimeDelta;
use common::*;

const NAME: &str = "0123456789abcdef0123456789abcdef";

fn path(name: &str) -> String {
    format!("/api/v1/parcels/{name}")
}

#[tokio::test]
async fn a_parcel_is_kept_until_it_is_dropped() {
    let site = Site::start().await;
    assert_eq!(site.send("GET", &path(NAME), &[], "").await.status, 404);
    assert_eq!(
        site.send("PUT", &path(NAME), &[], "c2VhbGVk").await.status,
        204
    );
    // Whoever comes second under this name changes nothing.
    assert_eq!(
        site.send("PUT", &path(NAME), &[], "b3RoZXI=").await.status,
        204
    );
    for _ in 0..2 {
        let reply = site.send("GET", &path(NAME), &[], "").await;
        assert_eq!(
            (reply.status, reply.body.as_ref()),
            (200, b"c2VhbGVk".as_slice())
        );
        assert_eq!(reply.headers["cache-control"], "no-store");
    }
    for _ in 0..2 {
        assert_eq!(site.send("DELETE", &path(NAME), &[], "").await.status, 204);
    }
    problem(&site.send("GET", &path(NAME), &[], "").await, 404);
}

#[tokio::test]
async fn after_a_day_it_is_gone() {
    let site = Site::start().await;
    site.send("PUT", &path(NAME), &[], "c2VhbGVk").await;
    site.clock
        .set(noon() + TimeDelta::hours(24) - TimeDelta::seconds(1));
    assert_eq!(site.send("GET", &path(NAME), &[], "").await.status, 200);
    site.clock.set(noon() + TimeDelta::hours(24));
    problem(&site.send("GET", &path(NAME), &[], "").await, 404);
}

#[tokio::test]
async fn what_is_no_parcel_is_refused() {
    let site = Site::start().await;
    let long = "A".repeat(1024 * 1024 + 1);
    let table: [(&str, &str, u16); 6] = [
        ("0123", "c2VhbGVk", 404),
        ("0123456789ABCDEF0123456789abcdef", "c2VhbGVk", 404),
        ("..%2f..%2fetc%2fpasswd0123456789", "c2VhbGVk", 404),
        (NAME, "", 400),
        (NAME, "<script>", 400),
        (NAME, &long, 413),
    ];
    for (name, body, status) in table {
        problem(&site.send("PUT", &path(name), &[], body).await, status);
    }
}

#[tokio::test]
async fn one_address_leaves_only_so_many() {
    let site = Site::start_with(|config| config.limits.parcels_per_hour = 2).await;
    for n in 0..3 {
        let name = format!("{n:032x}");
        let answer = site.send("PUT", &path(&name), &[], "c2VhbGVk").await;
        if n < 2 {
            assert_eq!(answer.status, 204);
        } else {
            problem(&answer, 429);
            assert!(answer.headers.contains_key("retry-after"));
        }
    }
    // Fetching is not held up by it.
    let first = path(&format!("{:032x}", 0));
    assert_eq!(site.send("GET", &first, &[], "").await.status, 200);
}

#[tokio::test]
async fn there_is_room_for_so_many_and_room_again_a_day_later() {
    let site = Site::start().await;
    let put = async |n: i64| {
        let name = format!("{n:032x}");
        site.send("PUT", &path(&name), &[], "c2VhbGVk").await
    };
    for n in 0..sync_server::journal::MAX_PARCELS {
        assert_eq!(put(n).await.status, 204, "{n}");
    }
    problem(&put(2_000).await, 503);
    site.clock.set(noon() + TimeDelta::hours(24));
    assert_eq!(put(2_000).await.status, 204);
}
