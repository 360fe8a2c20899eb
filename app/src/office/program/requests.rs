//! The pages every officer works in: the journal, cards and what is done with requests.

use leptos::prelude::*;

use super::Pages;
use crate::office::act::ActKind;
use crate::office::browser::Key;
use crate::office::route::{Program, Route};
use crate::office::store::Store;
use crate::office::{acts, card, control, guide, help, intake, join, journal, letters, report};
use crate::text::{
    self, control as board, letters as templates, office as words, report as reports, t,
};

/// Requests: journal, cards, control, report, letters, the guide.
pub(in crate::office) struct Requests;

impl Pages for Requests {
    const PROGRAM: Program = Program::Requests;

    fn page(store: Store, page: &Route) -> AnyView {
        match page {
            Route::Journal(_) => journal::page(store),
            Route::Card(id) => card::page(store, *id),
            Route::Control => control::page(store),
            Route::Report(_) => report::page(store),
            Route::Letters => letters::page(store),
            Route::Join => join::page(store),
            Route::Intake => intake::page(store),
            Route::Help => help::page(store),
            _ => ().into_any(),
        }
    }

    fn title(store: Store, page: &Route) -> String {
        let title = match page {
            Route::Journal(_) => {
                let tab = match store.route.get() {
                    Route::Journal(filter) => words::tab(filter.show),
                    _ => "",
                };
                return format!("{tab} – {}", t(words::JOURNAL));
            }
            Route::Card(id) => return card::heading(store, *id),
            Route::Control => board::TITLE,
            Route::Report(_) => reports::TITLE,
            Route::Letters => templates::TITLE,
            Route::Join => text::people::JOIN,
            Route::Intake => ActKind::TakeIn.title(),
            Route::Help => guide::TITLE,
            _ => words::OFFICE,
        };
        t(title).to_owned()
    }

    fn load(store: Store, page: Route, somebody: bool) {
        match page {
            Route::Journal(filter) => {
                store.keep_filter(filter);
                if somebody {
                    store.load_views();
                    store.load_journal();
                }
            }
            Route::Join => store.open_link(),
            Route::Card(id) if somebody => store.open_card(id),
            Route::Control if somebody => store.load_board(),
            Route::Letters if somebody => store.load_letters(),
            Route::Report(period) if somebody => store.load_report(period),
            Route::Intake if somebody => store.begin_entry(),
            _ => {}
        }
    }

    fn pressed(store: Store, page: &Route, key: &Key) -> bool {
        match (page, key.code.as_str()) {
            (Route::Journal(_), "Slash") => store.focus("search"),
            (Route::Journal(_), _) if key.key == "/" => store.focus("search"),
            (Route::Journal(_), "KeyJ") => store.step(1),
            (Route::Journal(_), "KeyK") => store.step(-1),
            (Route::Journal(_), "KeyN") => store.go(Route::Intake),
            (Route::Journal(_), "KeyC") => store.go(Route::Control),
            (Route::Journal(_), "KeyZ") => store.go(Route::Report(None)),
            (Route::Card(_), "KeyA") => return store.open_form_here(ActKind::Assign),
            (Route::Card(_), "KeyO") => return store.open_form_here(ActKind::Answer),
            (Route::Card(_), "KeyR") => return store.open_form_here(ActKind::Refuse),
            (Route::Card(_), "KeyE") => return store.open_form_here(ActKind::Extend),
            (Route::Card(id), "Escape") => store.step_out(*id),
            (
                Route::Control | Route::Report(_) | Route::Letters | Route::Help | Route::Intake,
                "Escape",
            ) => store.back_to_journal(),
            _ => return false,
        }
        true
    }

    fn dialogs(store: Store) -> AnyView {
        let confirm = move || {
            store.language.track();
            acts::confirm_dialog(store)
        };
        confirm.into_any()
    }
}
