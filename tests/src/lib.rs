//! Stories in a real browser against the real server: the harness.
//!
//! | module | what it gives |
//! |---|---|
//! | [`tools`] | where server, browser, driver and axe are |
//! | [`Server`] | the real binary in a folder of its own; "offline" is this process stopped |
//! | [`Proxy`] | what can stand between app and server: captive portals, cut replies, a new build |
//! | [`Browser`] | Chromium with a profile that survives quitting, killing and starting again |
//! | [`page`] | finding and doing things as a person does: by words, labels and roles |
//! | [`citizen`], [`clerk`] | the journeys, step by step |
//! | [`Audit`], [`Walk`] | axe, reflow, targets, headings, gathered over many states |
//! | [`words`] | what the pages say, in both languages |

mod audit;
mod browser;
pub mod citizen;
pub mod clerk;
pub mod keyboard;
mod office_api;
pub mod page;
mod proxy;
mod server;
mod small_disk;
mod story;
pub mod tools;
mod walk;
pub mod words;

pub use audit::Audit;
pub use browser::{Browser, DESKTOP, NARROW, PHONE, TABLET, Viewport, WIDE_PHONE};
pub use office_api::OfficeApi;
pub use page::Kind;
pub use proxy::{Fault, Proxy};
pub use server::Server;
pub use small_disk::SmallDisk;
pub use story::Story;
pub use walk::Walk;
