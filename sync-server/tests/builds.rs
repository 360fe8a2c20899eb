//! Pages of other builds find their files, as long as somebody may still have such a page open.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail this way"
)]

mod common;

use chrono::TimeDelta;
use common::store::{EVERY_KIND, Kind, Store};
use common::*;
use sync_server::http::builds;
use sync_server::journal::HolderId;

const NAME: &str = "citizen/extra-0123456789abcdef.js";

async fn get(site: &Site, path: &str) -> client::Reply {
    site.send("GET", path, &[("accept-encoding", "identity")], "")
        .await
}

#[tokio::test]
async fn a_page_of_an_earlier_build_loads_what_it_first_wants_now() {
    for kind in EVERY_KIND {
        let site = Site::on(kind).await;
        let journal = site.running.journal();
        let now = noon();
        let put = |name: &'static str, at| {
            let bytes = b"export const old = true;".to_vec();
            builds::put(&*journal, HolderId(1), name, bytes, at)
        };
        put(NAME, now).await.unwrap();
        // Kept for browsers that take it so, and given to no other.
        put("kiosk/start-0123456789abcdef.js.gz", now)
            .await
            .unwrap();
        let old = get(&site, "/extra-0123456789abcdef.js").await;
        assert_eq!(
            (old.status, old.text().as_str()),
            (200, "export const old = true;")
        );
        assert_eq!(
            old.headers["content-type"],
            "text/javascript; charset=utf-8"
        );
        assert!(
            old.headers["cache-control"]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        for (path, encoding, status) in [
            ("/kiosk/start-0123456789abcdef.js", "gzip", 200),
            ("/kiosk/start-0123456789abcdef.js", "identity", 404),
            ("/extra-0123456789abcdee.js", "gzip", 404),
            ("/office/extra-0123456789abcdef.js", "gzip", 404),
            ("/extra-0123456789abcdef.js.gz", "gzip", 404),
            ("/../extra-0123456789abcdef.js", "identity", 404),
        ] {
            let reply = site
                .send("GET", path, &[("accept-encoding", encoding)], "")
                .await;
            assert_eq!(reply.status, status, "{path} {encoding}");
        }

        // A server that still had it yesterday keeps it for three months more, and no longer.
        let keep = |days| builds::keep(&*journal, HolderId(1), now + TimeDelta::days(days));
        keep(89).await.unwrap();
        assert_eq!(get(&site, "/extra-0123456789abcdef.js").await.status, 200);
        put(NAME, now + TimeDelta::days(89)).await.unwrap();
        keep(178).await.unwrap();
        assert_eq!(get(&site, "/extra-0123456789abcdef.js").await.status, 200);
        keep(180).await.unwrap();
        assert_eq!(get(&site, "/extra-0123456789abcdef.js").await.status, 404);
    }
}

/// While servers are replaced one after the other, each gives out what the other has.
#[tokio::test]
async fn two_servers_of_one_journal_have_each_others_files() {
    let store = Store::new(Kind::Postgres);
    let shared = store.shared();
    let first = Site::start_on(store, |_| {}).await;
    let second = Site::start_on(shared, |_| {}).await;
    let journal = first.running.journal();
    let bytes = b"export const fresh = true;".to_vec();
    builds::put(&*journal, HolderId(1), NAME, bytes, noon())
        .await
        .unwrap();
    let got = get(&second, "/extra-0123456789abcdef.js").await;
    assert_eq!(got.text(), "export const fresh = true;");
}
