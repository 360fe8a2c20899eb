//! Open days: the list with a new one, and the page of one.

mod around;
mod day;
mod files;
mod form;
mod map;
mod month;
mod moved;
mod part;
pub(super) mod section;
mod sheets;
mod summary;

use chrono::NaiveDate;
use domain::open_day::{DayRow, DayStatus, survey_window, wednesday, words as names};
use leptos::prelude::*;

use super::parts;
use super::route::Route;
use super::store::{Load, Store};
use crate::text::{fill, format, language, open_day as words, t};

pub(super) use day::{heading, page};
pub(super) use part::{part, part_title};

/// Draws the list.
pub(super) fn list(store: Store) -> AnyView {
    let page = store.days;
    let state = move || match (page.load.get(), page.list.with(Option::is_some)) {
        (Load::Failed(error), _) => parts::failure(&error, move || store.load_days()),
        (Load::Loading, false) => parts::loading(),
        _ => ().into_any(),
    };
    let days = move || {
        let list = page.list.get()?;
        let rows: Vec<AnyView> = list.days.iter().map(row).collect();
        let shown = if rows.is_empty() {
            view! { <p class="empty">{t(words::NONE)}</p> }.into_any()
        } else {
            view! { <ul class="tiles">{rows}</ul> }.into_any()
        };
        let over: Vec<AnyView> = list
            .over
            .iter()
            .map(|of| {
                let text = format!("{}: {}", of.year, t(words::YEAR_OVER));
                view! { <p class="notice" data-tone="warn">{text}</p> }.into_any()
            })
            .collect();
        Some(view! { {year(list.year)} {over} {shown} })
    };
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::TITLE)}</h1>
            <p class="hint">{t(words::ABOUT)}</p>
            {state}
            {days}
            {new(store)}
        </main>
    }
    .into_any()
}

fn row(day: &DayRow) -> AnyView {
    view! {
        <li class="tile">
            <h2><a href=Route::OpenDay(day.id).path()>{day.theme.clone()}</a></h2>
            <p>{format::weekday_date(day.date)} " " {status(day.status)}</p>
            {unanswered(day)}
        </li>
    }
    .into_any()
}

/// Questions of visitors that wait for an answer.
fn unanswered(day: &DayRow) -> AnyView {
    if day.unanswered == 0 {
        return ().into_any();
    }
    let number = fill(words::UNANSWERED, &day.unanswered.to_string());
    let oldest = day.waits_days.unwrap_or(0).to_string();
    let oldest = fill(words::UNANSWERED_OLDEST, &oldest);
    view! { <p><strong>{format!("{number}, {oldest}")}</strong></p> }.into_any()
}

/// How far a day has come, as a tag.
pub(super) fn status(status: DayStatus) -> AnyView {
    let tone = match status {
        DayStatus::Preparing => "wait",
        DayStatus::Published => "busy",
        DayStatus::Held => "ok",
        DayStatus::Cancelled => "end",
    };
    view! { <span class="tag" data-tone=tone>{names::status(status, language())}</span> }.into_any()
}

/// How the year stands: a third day warns, too few remind.
fn year(year: domain::open_day::Year) -> AnyView {
    let warned = if year.over {
        Some(t(words::YEAR_OVER).to_owned())
    } else if year.remind {
        Some(fill(words::YEAR_FEW, &year.missing.to_string()))
    } else {
        None
    };
    let warned = warned.map(|text| view! { <p class="notice" data-tone="warn">{text}</p> });
    view! {
        <p>{fill(words::YEAR, &year.planned.to_string())}</p>
        {warned}
    }
    .into_any()
}

/// The form of a new day. Its date is judged while it is typed.
fn new(store: Store) -> AnyView {
    let page = store.days;
    let form = move || {
        store.holds_days().then(|| {
            let submit = move |event: leptos::ev::SubmitEvent| {
                event.prevent_default();
                store.plan_day();
            };
            view! {
                <section class="measure" aria-labelledby="new-title">
                    <h2 id="new-title">{t(words::NEW)}</h2>
                    {parts::errors(store)}
                    {failed(store)}
                    <form novalidate on:submit=submit>
                        {line(store, "theme", words::THEME, "text", page.theme)}
                        {line(store, "date", words::DATE, "date", page.date)}
                        {month::month(store, "date", page.date)}
                        <p class="hint" id="date-verdict" role="status">{move || verdict(&page.date.get())}</p>
                        <div class="actions"><button class="btn">{t(words::CREATE)}</button></div>
                    </form>
                </section>
            }
        })
    };
    form.into_any()
}

fn line(
    store: Store,
    id: &'static str,
    label: crate::text::Text,
    kind: &'static str,
    typed: RwSignal<String>,
) -> AnyView {
    view! {
        <div class=parts::field_class(store, id, "field")>
            <label for=id>{t(label)}</label>
            {parts::error(store, id)}
            <input
                id=id
                type=kind
                autocomplete="off"
                aria-describedby=parts::described_by(store, id, false)
                aria-invalid=move || parts::is_wrong(store, id).then_some("true")
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// Whether the date that is typed is possible, and why not.
fn verdict(typed: &str) -> String {
    match typed.parse::<NaiveDate>() {
        Err(_) => t(words::DATE_HINT).to_owned(),
        Ok(date) => match wednesday(date) {
            Err(which) => format!("{}.", names::prohibited(which, language())),
            Ok(()) => fill(
                words::DATE_FINE,
                &format::date(survey_window(date).opens_by),
            ),
        },
    }
}

/// Why what was sent was not recorded.
pub(super) fn failed(store: Store) -> AnyView {
    parts::not_done(store.days.sending)
}
