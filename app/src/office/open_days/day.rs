//! One open day: what is missing, its sections, its survey, publishing, papers.

use domain::open_day::{DayCard, DayEvent, DayStatus, words as names};
use leptos::prelude::*;
use uuid::Uuid;

use super::section::Section;
use super::{around, failed, form, moved, part_title, status};
use crate::office::route::{DayPart, Route};
use crate::office::store::{Load, Store};
use crate::office::{api, browser, parts};
use crate::text::{fill, format, language, open_day as words, t};

/// What the page of a day is called: by its theme, once that is loaded.
pub(in crate::office) fn heading(store: Store, id: Uuid) -> String {
    let card = store.days.card.get().filter(|card| card.id == id);
    card.map_or_else(|| t(words::TITLE).to_owned(), |card| card.day.theme)
}

/// Draws one open day.
pub(in crate::office) fn page(store: Store, id: Uuid) -> AnyView {
    let days = store.days;
    let card = Memo::new(move |_| days.card.get().filter(|card| card.id == id));
    let is_there = Memo::new(move |_| card.with(Option::is_some));
    let state = move || match (days.load.get(), is_there.get()) {
        (Load::Failed(error), _) => parts::failure(&error, move || store.load_day(id)),
        (Load::Loading, false) => parts::loading(),
        _ => ().into_any(),
    };
    let head = move || card.get().map(|card| head(store, &card));
    // Drawn once a day: fields that are typed in must not be drawn anew under the typist.
    let body = move || is_there.get().then(|| body(store));
    view! {
        <main class="page" id="main">
            <p class="no-print"><a class="back" href=Route::OpenDays.path()>{t(words::BACK)}</a></p>
            <h1 tabindex="-1">{move || heading(store, id)}</h1>
            {state}
            {failed(store)}
            {head}
            {body}
        </main>
    }
    .into_any()
}

fn head(store: Store, card: &DayCard) -> AnyView {
    let day = &card.day;
    let window = format!(
        "{}{}",
        fill(words::SURVEY_WINDOW, &format::date(card.window.opens_by)),
        format::date(card.window.last_day)
    );
    let preparing = day.status == DayStatus::Preparing;
    let gaps: Vec<AnyView> = card
        .gaps
        .iter()
        .map(|gap| {
            let item = fill(words::ITEM, &gap.item().to_string());
            view! { <li>{names::gap(gap, language())} " " <small>{item}</small></li> }.into_any()
        })
        .collect();
    let missing = preparing.then(|| {
        let list = if gaps.is_empty() {
            view! { <p>{t(words::NO_GAPS)}</p> }.into_any()
        } else {
            view! { <ul id="gaps">{gaps}</ul> }.into_any()
        };
        view! { <section class="notice"><h2>{t(words::GAPS)}</h2>{list}</section> }
    });
    view! {
        <p>{format::weekday_date(day.date)} " " {status(day.status)}</p>
        {missing}
        {survey(store, card, window)}
        {acknowledged(store, card)}
        {confirmed(store, card)}
        {ends(store, card)}
        {moved::section(store, card)}
        {beside(card)}
        {papers(card)}
    }
    .into_any()
}

fn survey(store: Store, card: &DayCard, window: String) -> AnyView {
    let text = match card.day.survey.opened_on {
        Some(opened) => fill(words::SURVEY_IS_OPEN, &format::date(opened)),
        None => window,
    };
    let opened = card.day.survey.opened_on.is_some();
    let may = move || store.holds_days() && !opened;
    let button = move || {
        may().then(|| {
            let open = move |_| store.act_on_day(DayEvent::SurveyOpened, None);
            view! { <button type="button" class="btn btn--second" on:click=open>{t(words::OPEN_SURVEY)}</button> }
        })
    };
    view! { <p>{text}</p> {button} }.into_any()
}

fn acknowledged(store: Store, card: &DayCard) -> AnyView {
    let lines: Vec<AnyView> = card
        .day
        .units
        .iter()
        .map(|unit| {
            let name = unit.name.clone();
            let done = unit.acknowledged;
            let unit = name.clone();
            let button = move || {
                let unit = unit.clone();
                let label = format!("{}: {unit}", t(words::ACKNOWLEDGE));
                (store.holds_days() && !done).then(|| {
                    let note = move |_| {
                        let unit = unit.clone();
                        store.act_on_day(DayEvent::Acknowledged { unit }, None);
                    };
                    view! { <button type="button" class="btn btn--quiet" on:click=note>{label}</button> }
                })
            };
            let said = done.then(|| format!(": {}", t(words::ACKNOWLEDGED)));
            view! { <li>{name} {said} " " {button}</li> }.into_any()
        })
        .collect();
    (!lines.is_empty())
        .then(|| view! { <ul>{lines}</ul> })
        .into_any()
}

fn confirmed(store: Store, card: &DayCard) -> AnyView {
    let lines: Vec<AnyView> = (0..)
        .zip(&card.day.materials)
        .map(|(n, material)| {
            let title = material.title.clone();
            let by = material.confirmed_by.clone();
            let label = format!("{title}: {}", t(words::CONFIRM));
            let open = by.is_empty() && material.ready;
            let button = move || {
                let label = label.clone();
                (store.holds_days() && open).then(|| {
                    let event = move |_| {
                        let by = String::new();
                        store.act_on_day(DayEvent::MaterialConfirmed { n, by }, None);
                    };
                    view! { <button type="button" class="btn btn--quiet" on:click=event>{label}</button> }
                })
            };
            let said = (!by.is_empty()).then(|| fill(words::CONFIRMED, &by));
            view! { <li>{title} " " <span class="hint">{said}</span> {button}</li> }.into_any()
        })
        .collect();
    (!lines.is_empty())
        .then(|| view! { <ul>{lines}</ul> })
        .into_any()
}

/// Publishing, and what ends a day.
fn ends(store: Store, card: &DayCard) -> AnyView {
    let (status, ready) = (card.day.status, card.gaps.is_empty());
    let over = matches!(status, DayStatus::Held | DayStatus::Cancelled);
    if over {
        return view! { <p class="asked">{card.day.summary.clone()}</p> }.into_any();
    }
    let summary = move || store.days.text("summary");
    let buttons = move || {
        store.holds_days().then(|| {
            let publish = (status == DayStatus::Preparing && ready).then(|| {
                let publish = move |_| store.act_on_day(DayEvent::Published, None);
                view! { <button type="button" class="btn" id="publish" on:click=publish>{t(words::PUBLISH)}</button> }
            });
            let hold = (status == DayStatus::Published).then(|| {
                let hold = move |_| {
                    let summary = untrack(summary);
                    if browser::confirm(t(words::HOLD_ASK)) {
                    store.act_on_day(DayEvent::Held { summary }, None);
                    }
                };
                view! { <button type="button" class="btn" on:click=hold>{t(words::HOLD)}</button> }
            });
            let cancel = move |_| {
                let reason = untrack(summary);
                if browser::confirm(t(words::CANCEL_ASK)) {
                    store.act_on_day(DayEvent::Cancelled { reason }, None);
                }
            };
            view! {
                <div class="field measure">
                    <label for="summary">{t(words::SUMMARY)}</label>
                    <textarea
                        id="summary"
                        rows="3"
                        prop:value=summary
                        on:input=move |event| store.days.type_text("summary".to_owned(), event_target_value(&event))
                    ></textarea>
                </div>
                <div class="actions">
                    {publish}
                    {hold}
                    <button type="button" class="btn btn--second" on:click=cancel>{t(words::CANCEL_DAY)}</button>
                </div>
            }
        })
    };
    view! { <div class="no-print flow">{buttons}</div> }.into_any()
}

/// The pages beside the day.
fn beside(card: &DayCard) -> AnyView {
    let id = card.id;
    let link = |part: DayPart| {
        let path = Route::DayPart(id, part).path();
        view! { <a class="btn btn--second" href=path>{t(part_title(part))}</a> " " }.into_any()
    };
    let links: Vec<AnyView> = DayPart::ALL.map(link).into();
    view! { <div class="actions no-print">{links}</div> }.into_any()
}

fn papers(card: &DayCard) -> AnyView {
    let printed = [
        ("blank.html", words::BLANK_PRINT),
        ("programme.html", words::PROGRAMME_PRINT),
        ("acknowledgement.html", words::SIGNING_PRINT),
    ];
    let all = [
        ("plan.docx", words::PLAN_DOCX),
        ("blank.docx", words::BLANK_DOCX),
        ("summary.docx", words::SUMMARY_DOCX),
        ("event.ics", words::ICS),
        ("results.xlsx", words::RESULTS_XLSX),
        ("results.csv", words::RESULTS_CSV),
        ("participants.xlsx", words::PEOPLE_XLSX),
    ];
    let id = card.id;
    let lines: Vec<AnyView> = all
        .into_iter()
        .map(|(name, label)| {
            view! { <li><a href=api::day_paper(id, name) download="">{t(label)}</a></li> }
                .into_any()
        })
        .collect();
    let printed: Vec<AnyView> = printed
        .into_iter()
        .map(|(name, label)| {
            view! { <li><a href=api::day_paper(id, name) target="_blank">{t(label)}</a></li> }
                .into_any()
        })
        .collect();
    view! {
        <section class="no-print" aria-labelledby="papers-title">
            <h2 id="papers-title">{t(words::PAPERS)}</h2>
            <ul class="files">
                <li><a href=format!("/days/{id}") target="_blank">{t(words::PUBLIC_PAGE)}</a></li>
                {printed}
                {lines}
            </ul>
        </section>
    }
    .into_any()
}

fn body(store: Store) -> AnyView {
    let sections = move || {
        if store.holds_days() {
            let all: Vec<AnyView> = Section::ALL.map(|one| form::section(store, one)).into();
            view! { <div class="measure no-print">{all}</div> }.into_any()
        } else {
            let conduct = store.days.card.get().map(|card| card.day.conduct);
            view! {
                <p class="notice">{t(words::READ_ONLY)}</p>
                <section class="measure" aria-labelledby="conduct-title">
                    <h2 id="conduct-title">{t(words::CONDUCT)}</h2>
                    <p class="asked">{conduct}</p>
                </section>
            }
            .into_any()
        }
    };
    view! {
        {around::results(store)}
        {around::people(store)}
        {around::questions(store)}
        {sections}
    }
    .into_any()
}
