//! The pages of open days, which the organisational department works in.

use leptos::prelude::*;

use super::Pages;
use crate::office::browser::Key;
use crate::office::open_days;
use crate::office::route::{Program, Route};
use crate::office::store::Store;
use crate::text::{self, office as words, t};

/// Open days and what stands beside each.
pub(in crate::office) struct Days;

impl Pages for Days {
    const PROGRAM: Program = Program::Days;

    fn page(store: Store, page: &Route) -> AnyView {
        match page {
            Route::OpenDays => open_days::list(store),
            Route::OpenDay(id) => open_days::page(store, *id),
            Route::DayPart(id, part) => open_days::part(store, *id, *part),
            _ => ().into_any(),
        }
    }

    fn title(store: Store, page: &Route) -> String {
        match page {
            Route::OpenDays => t(text::open_day::TITLE).to_owned(),
            Route::OpenDay(id) => open_days::heading(store, *id),
            Route::DayPart(_, part) => t(open_days::part_title(*part)).to_owned(),
            _ => t(words::OFFICE).to_owned(),
        }
    }

    fn load(store: Store, page: Route, somebody: bool) {
        match page {
            Route::OpenDays if somebody => store.load_days(),
            Route::OpenDay(id) if somebody => store.load_day(id),
            Route::DayPart(id, part) if somebody => store.load_day_part(id, part),
            _ => {}
        }
    }

    fn pressed(store: Store, page: &Route, key: &Key) -> bool {
        match (page, key.code.as_str()) {
            (Route::DayPart(id, _), "Escape") => store.go(Route::OpenDay(*id)),
            (_, "Escape") => store.back_to_journal(),
            _ => return false,
        }
        true
    }

    fn dialogs(_store: Store) -> AnyView {
        ().into_any()
    }
}
