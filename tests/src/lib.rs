//! Stories in a real browser against the real server: the harness.
//!
//! | module | what it gives |
//! |---|---|
//! | [`tools`] | where server, browser, driver and axe are |
//! | [`Server`] | the real binary in a folder of its own; "offline" is this process stopped |
//! | [`Proxy`] | what can stand between app and server: captive portals, cut replies, a new build |
//! | [`line`] | the line itself, below HTTP: slow, lossy, cut, reset, silent, from a seed |
//! | [`device`], [`ledger`] | the app's outbox without a browser, and what it said is safe |
//! | [`torture`] | everything at once, and the judge |
//! | [`Browser`] | a browser with a profile that survives quitting, killing and starting again |
//! | [`Engine`] | Chromium, Firefox or WebKitGTK |
//! | [`page`] | finding and doing things as a person does: by words, labels and roles |
//! | [`citizen`], [`clerk`] | the journeys, step by step |
//! | [`hall`] | an open day that is ready, kiosks that are taken in |
//! | [`open_days`] | open days as stories prepare them |
//! | [`Audit`], [`Walk`] | axe, reflow, targets, headings, gathered over many states |
//! | [`words`] | what the pages say, in both languages |

mod audit;
mod browser;
pub mod chance;
pub mod citizen;
pub mod clerk;
/// The one the server's own tests start.
#[path = "../../sync-server/tests/common/cluster.rs"]
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "shared with tests that use and say more"
)]
mod cluster;
pub mod device;
mod engine;
pub mod hall;
pub mod keyboard;
pub mod ledger;
pub mod line;
mod office_api;
pub mod open_days;
mod page;
pub mod papers;
/// The one the server's own tests start.
#[path = "../../sync-server/tests/common/postbox.rs"]
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "shared with tests that use and say more"
)]
mod postbox;
mod proxy;
mod server;
mod small_disk;
mod story;
pub mod tools;
pub mod torture;
mod walk;
pub mod words;

pub use audit::Audit;
pub use browser::{Browser, DESKTOP, NARROW, PHONE, TABLET, Viewport, WIDE_PHONE};
pub use engine::Engine;
pub use office_api::OfficeApi;
pub use page::Kind;
pub use postbox::Postbox;
pub use proxy::{Fault, Proxy};
pub use server::Server;
pub use small_disk::SmallDisk;
pub use story::Story;
pub use walk::Walk;

/// A story told to every engine: a test named `on_chromium`, `on_firefox` and `on_webkit` each, in a
/// module of the story's name.
#[macro_export]
macro_rules! on_every_engine {
    ($(#[$about:meta])* $name:ident, $tell:path) => {
        $(#[$about])*
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread")]
            async fn on_chromium() -> anyhow::Result<()> {
                $tell($crate::Engine::Chromium).await
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn on_firefox() -> anyhow::Result<()> {
                $tell($crate::Engine::Firefox).await
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn on_webkit() -> anyhow::Result<()> {
                $tell($crate::Engine::WebKit).await
            }
        }
    };
}
