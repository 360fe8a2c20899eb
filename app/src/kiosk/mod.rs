//! The kiosk: a tablet on a table in the hall.
//!
//! What a visitor types lives in this page's memory and nowhere else. At the moment of submit it is
//! sealed to the server's key, and only then kept. There is one address and no history; a visit ends
//! by loading the page anew, which leaves nothing of it.
//!
//! | room | what lives there |
//! |---|---|
//! | `store` | the signals, and the acts that change them |
//! | `seal` | sealing what was written, and keeping it |
//! | `send` | sending, telling the council how the kiosk is, fetching the open days |
//! | `scan` | the camera at a door, which looks for QR codes |
//! | `browser` | what the page needs of the browser |
//! | `frame` | what stands around every screen, and the question whether anybody is there |
//! | `screen` | one file a screen |
//! | `follow` | the page on which a visitor's own phone follows a request |

mod browser;
mod follow;
mod frame;
mod scan;
mod screen;
mod seal;
mod send;
mod store;

use crate::text;

/// Takes the place of the shell that the page has drawn already.
pub fn start() {
    let Some(place) = browser::mount_point() else {
        return;
    };
    if let Some(fragment) = browser::followed() {
        text::restore_language();
        leptos::mount::mount_to(place, move || follow::page(&fragment)).forget();
        return;
    }
    let store = store::Store::new();
    store.begin();
    leptos::mount::mount_to(place, move || frame::frame(store)).forget();
}
