//! The office, for the council's officers: three binaries of its own.
//!
//! | file | what lives there |
//! |---|---|
//! | `program` | the three programs: requests, what the council sets and keeps beside them, open days |
//! | `frame` | header, footer, which page is shown, title and focus |
//! | `sign_in`, `join`, `journal`, `card`, `acts`, `intake`, `control`, `report`, `letters`, `help` | the pages and their parts |
//! | `council`, `people`, `settings`, `mail`, `kiosks`, `open_days`, `duties` | what the council keeps beside requests |
//! | `act` | what can be done with a request: forms as data, rights, what they are made of |
//! | `forms`, `told` | drawing any form, and telling any event |
//! | `keys` | shortcuts and the dialog that lists them |
//! | `parts` | error summary, fields, lights |
//! | `store` | everything shown and typed, and the acts that change it |
//! | `route`, `api`, `download`, `browser` | the only addresses, and the only code that touches the document |
//! | `guide`, `guide_duties` | the clerk's guide |

pub mod act;
mod acts;
mod api;
mod browser;
mod card;
mod control;
mod council;
mod download;
mod duties;
mod files;
mod forms;
mod frame;
mod guide;
mod guide_duties;
mod help;
mod intake;
mod join;
mod journal;
mod keys;
mod kiosks;
mod letter_mail;
mod letters;
mod mail;
mod mailbox;
mod open_days;
mod papers;
mod parts;
mod people;
mod program;
mod report;
pub mod route;
mod settings;
mod sign_in;
pub mod store;
mod told;

/// Starts the program of requests in place of what `office.html` shows meanwhile.
pub fn start_requests() {
    start::<program::Requests>();
}

/// Starts the program of what stands beside requests in place of what `council.html` shows meanwhile.
pub fn start_council() {
    start::<program::Council>();
}

/// Starts the program of open days in place of what `days.html` shows meanwhile.
pub fn start_days() {
    start::<program::Days>();
}

fn start<P: program::Pages>() {
    crate::text::restore_language();
    if let Some(root) = browser::mount_point() {
        leptos::mount::mount_to(root, || frame::frame::<P>(store::Store::start::<P>())).forget();
    }
}
