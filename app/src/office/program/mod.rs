//! The programs the office is made of: an officer downloads the pages they open and not the others.
//!
//! Each is a binary of its own. What stands around the pages, signing in and the store are the same
//! in all; which pages are compiled in follows from the [`Pages`] a binary starts with, and the
//! linker leaves out what nothing leads to. Between two programs a link is followed by the browser.

mod council;
mod days;
mod requests;

use leptos::prelude::*;

use super::browser::Key;
use super::route::{Program, Route};
use super::store::Store;

pub(super) use council::Council;
pub(super) use days::Days;
pub(super) use requests::Requests;

/// The pages of a program.
pub(super) trait Pages: 'static {
    /// Which program it is.
    const PROGRAM: Program;

    /// Draws a page. Filters of the address are left to the store.
    fn page(store: Store, page: &Route) -> AnyView;

    /// What the page is called in the window's title.
    fn title(store: Store, page: &Route) -> String;

    /// Loads what the page needs; `somebody` tells whether an officer is signed in.
    fn load(store: Store, page: Route, somebody: bool);

    /// Does what a key stands for on the page; whether it stands for anything.
    fn pressed(store: Store, page: &Route, key: &Key) -> bool;

    /// Dialogs of its own, outside of what is drawn anew.
    fn dialogs(store: Store) -> AnyView;
}
