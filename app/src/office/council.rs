//! Everything the council sets and keeps beside requests, as a list of pages.

use leptos::prelude::*;

use super::duties::DutyPage;
use super::route::Route;
use super::store::Store;
use crate::text::{Text, duties, kiosks, letters, mail, office as words, people, settings, t};

/// The pages, their names and what is there.
const PAGES: [(Route, Text, Text); 8] = [
    (
        Route::Duty(DutyPage::Access),
        duties::ACCESS,
        duties::ACCESS_ABOUT,
    ),
    (
        Route::Duty(DutyPage::Documents),
        duties::DOCUMENTS,
        duties::DOCUMENTS_ABOUT,
    ),
    (
        Route::Duty(DutyPage::Visits),
        duties::VISITS,
        duties::VISITS_ABOUT,
    ),
    (Route::People, people::TITLE, people::ABOUT),
    (Route::Settings, settings::TITLE, settings::ABOUT),
    (Route::Letters, letters::TITLE, letters::ABOUT),
    (Route::Mail, mail::TITLE, mail::ABOUT),
    (Route::Kiosks, kiosks::TITLE, kiosks::ABOUT),
];

/// Draws the page.
pub(super) fn page(_store: Store) -> AnyView {
    let cards: Vec<AnyView> = PAGES
        .iter()
        .map(|(route, title, about)| {
            view! {
                <li class="tile">
                    <h2><a href=route.path()>{t(*title)}</a></h2>
                    <p class="hint">{t(*about)}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::COUNCIL)}</h1>
            <ul class="tiles">{cards}</ul>
        </main>
    }
    .into_any()
}
