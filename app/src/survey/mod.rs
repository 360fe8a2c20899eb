//! The third program: surveys of open days on a citizen's phone, with a network or without.
//!
//! The survey is a plain page of the server. Where scripts run, this program takes its form over: what
//! is typed is a draft on the device, "send" keeps the finished answer there in one transaction, and it
//! goes out as soon as there is a network. The page and this program are kept by a service worker of
//! their own (`public/days_sw.js`). The citizen's app loads this program too while an answer waits; it
//! only sends then. No framework, as in [`crate::extra`].

mod form;
mod page;
mod send;
mod shown;

use gloo::events::EventListener;
use web_sys::BroadcastChannel;

use crate::text;

/// The channel on which tabs tell each other that drafts or answers changed.
const CHANNEL: &str = "vr-survey";

thread_local! {
    static TABS: Option<BroadcastChannel> = BroadcastChannel::new(CHANNEL).ok();
}

/// Takes the page's survey over, if it has one, and sends what waits.
pub fn start() {
    text::speak_as_the_page();
    page::begin();
    TABS.with(|tabs| {
        if let Some(tabs) = tabs {
            EventListener::new(tabs, "message", |_| page::refresh()).forget();
        }
    });
    send::listen();
    send::pump();
}

fn tell_other_tabs() {
    TABS.with(|tabs| {
        if let Some(tabs) = tabs {
            let _ = tabs.post_message(&"changed".into());
        }
    });
}
