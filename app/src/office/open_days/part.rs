//! The pages beside an open day: what stands around each, and what is wrong there.

use domain::open_day::DayCard;
use leptos::prelude::*;
use uuid::Uuid;

use super::{files, map, sheets, summary};
use crate::office::parts;
use crate::office::route::{DayPart, Route};
use crate::office::store::{Load, Store};
use crate::text::{Text, fill, format, open_day as words, t};

/// What a page is called.
#[must_use]
pub(in crate::office) const fn part_title(part: DayPart) -> Text {
    match part {
        DayPart::Sheets => words::SHEETS,
        DayPart::Files => words::FILES,
        DayPart::Map => words::MAP,
        DayPart::Summary => words::DAY_SUMMARY,
    }
}

/// Draws a page beside an open day.
pub(in crate::office) fn part(store: Store, id: Uuid, part: DayPart) -> AnyView {
    let page = store.day_parts;
    let state = move || match (page.load.get(), store.days.load.get()) {
        (Load::Failed(error), _) | (_, Load::Failed(error)) => {
            parts::failure(&error, move || store.load_day_part(id, part))
        }
        (Load::Loading, _) => parts::loading(),
        _ => ().into_any(),
    };
    let theme = move || {
        let card = store
            .days
            .card
            .get()
            .filter(|card: &DayCard| card.id == id)?;
        Some(format!(
            "{}, {}",
            card.day.theme,
            format::date(card.day.date)
        ))
    };
    let body = match part {
        DayPart::Sheets => sheets::body(store, id),
        DayPart::Files => files::body(store, id),
        DayPart::Map => map::body(store, id),
        DayPart::Summary => summary::body(store, id),
    };
    view! {
        <main class="page" id="main">
            <p class="no-print"><a class="back" href=Route::OpenDay(id).path()>{t(words::BACK_TO_DAY)}</a></p>
            <h1 tabindex="-1">{t(part_title(part))}</h1>
            <p>{theme}</p>
            {state}
            {body}
        </main>
    }
    .into_any()
}

/// Why what was sent was not recorded.
pub(super) fn failed(store: Store) -> AnyView {
    parts::not_done(store.day_parts.sending)
}

/// Which file is on its way.
pub(super) fn on_its_way(store: Store) -> AnyView {
    let way = move || {
        let name = store.day_parts.on_its_way.get();
        name.map(|name| fill(words::FILE_SENDING, &name))
    };
    view! { <p role="status">{way}</p> }.into_any()
}

/// What is wrong with the field of this id.
pub(super) fn wrong(store: Store, id: impl Into<String>) -> AnyView {
    let id = id.into();
    let draw = move || {
        let wrong = store
            .day_parts
            .wrong
            .get()
            .filter(|(field, _)| *field == id);
        wrong.map(|(field, why)| {
            view! { <p class="error" role="alert" id=format!("{field}-error")>{why}</p> }
        })
    };
    draw.into_any()
}
