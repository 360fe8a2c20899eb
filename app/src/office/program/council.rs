//! The pages of what the council sets and keeps beside requests, which few officers open.

use leptos::prelude::*;

use super::Pages;
use crate::office::browser::Key;
use crate::office::route::{Program, Route};
use crate::office::store::Store;
use crate::office::{council, duties, kiosks, mail, people, settings};
use crate::text::{self, office as words, t};

/// The council's own: duties, people, rules, e-mail, kiosks.
pub(in crate::office) struct Council;

impl Pages for Council {
    const PROGRAM: Program = Program::Council;

    fn page(store: Store, page: &Route) -> AnyView {
        match page {
            Route::Council => council::page(store),
            Route::People => people::page(store),
            Route::Settings => settings::page(store),
            Route::Mail => mail::page(store),
            Route::Kiosks => kiosks::page(store),
            Route::Duty(page) => duties::page(store, *page),
            _ => ().into_any(),
        }
    }

    fn title(store: Store, page: &Route) -> String {
        let title = match page {
            Route::Council => words::COUNCIL,
            Route::People => text::people::TITLE,
            Route::Settings => text::settings::TITLE,
            Route::Mail => text::mail::TITLE,
            Route::Kiosks => text::kiosks::TITLE,
            Route::Duty(page) => return duties::heading(store, *page),
            _ => words::OFFICE,
        };
        t(title).to_owned()
    }

    fn load(store: Store, page: Route, somebody: bool) {
        if !somebody {
            return;
        }
        match page {
            Route::Duty(page) => store.load_duty(page),
            Route::People => store.load_people(),
            Route::Mail => store.load_mail(),
            Route::Kiosks => store.load_kiosks(),
            Route::Settings if untrack(|| store.sees_settings()) => store.load_settings(),
            _ => {}
        }
    }

    fn pressed(store: Store, _page: &Route, key: &Key) -> bool {
        let back = key.code == "Escape";
        if back {
            store.back_to_journal();
        }
        back
    }

    fn dialogs(_store: Store) -> AnyView {
        ().into_any()
    }
}
