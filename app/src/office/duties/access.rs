//! The page that is published on access: its fields, what is missing, how it will look, who changed
//! it when.

use domain::register::{AccessCard, AccessPage, ActLink, words as names};
use leptos::prelude::*;

use super::busy;
use super::field::{Field, Kind, field};
use crate::office::parts;
use crate::office::store::Store;
use crate::text::{duties as words, format, language, t};

/// The fields, in the order of the page.
pub(in crate::office) static LINES: [Field<AccessPage>; 10] = [
    Field {
        id: "access-position",
        label: || words::POSITION,
        hint: None,
        kind: Kind::Line("text"),
        get: |page| &page.position,
        set: |page, text| page.position = text,
    },
    Field {
        id: "access-name",
        label: || words::NAME,
        hint: None,
        kind: Kind::Line("text"),
        get: |page| &page.name,
        set: |page, text| page.name = text,
    },
    Field {
        id: "access-phone",
        label: || words::PHONE,
        hint: None,
        kind: Kind::Line("tel"),
        get: |page| &page.phone,
        set: |page, text| page.phone = text,
    },
    Field {
        id: "access-email",
        label: || words::EMAIL,
        hint: None,
        kind: Kind::Line("email"),
        get: |page| &page.email,
        set: |page, text| page.email = text,
    },
    Field {
        id: "access-hours",
        label: || words::HOURS,
        hint: None,
        kind: Kind::Line("text"),
        get: |page| &page.hours,
        set: |page, text| page.hours = text,
    },
    Field {
        id: "access-place",
        label: || words::PLACE,
        hint: Some(words::PLACE_HINT),
        kind: Kind::Area,
        get: |page| &page.place,
        set: |page, text| page.place = text,
    },
    Field {
        id: "access-forms",
        label: || words::FORMS,
        hint: Some(words::FORMS_HINT),
        kind: Kind::Area,
        get: |page| &page.forms,
        set: |page, text| page.forms = text,
    },
    Field {
        id: "access-request",
        label: || words::REQUEST,
        hint: None,
        kind: Kind::Area,
        get: |page| &page.request,
        set: |page, text| page.request = text,
    },
    Field {
        id: "access-appeal",
        label: || words::APPEAL,
        hint: None,
        kind: Kind::Area,
        get: |page| &page.appeal,
        set: |page, text| page.appeal = text,
    },
    Field {
        id: "access-rules",
        label: || words::RULES,
        hint: None,
        kind: Kind::Area,
        get: |page| &page.rules,
        set: |page, text| page.rules = text,
    },
];

/// How many of the fields are of the responsible officer.
const OF_OFFICER: usize = 5;

/// Draws the page.
pub(super) fn body(store: Store) -> AnyView {
    let duties = store.duties;
    let lacks = move || duties.access.get().map(|card| lacks(&card));
    let history = move || duties.access.get().map(|card| history(&card));
    let form = move || {
        if store.edits_access() {
            form(store)
        } else {
            view! { <p class="notice">{t(words::READ_ONLY)}</p> }.into_any()
        }
    };
    view! {
        <p class="hint">{t(words::ACCESS_LEAD)}</p>
        <p><a class="btn btn--second" href="/access" target="_blank">{t(words::PUBLIC_PAGE)}</a></p>
        {lacks}
        {form}
        {preview(store)}
        {history}
    }
    .into_any()
}

fn lacks(card: &AccessCard) -> AnyView {
    if card.lacks.is_empty() {
        return view! { <p class="notice" data-tone="ok">{t(words::LACKS_NONE)}</p> }.into_any();
    }
    let lines: Vec<AnyView> = card
        .lacks
        .iter()
        .map(|duty| {
            view! {
                <li>{names::duty(*duty, language())} " " <small lang="uk">{duty.article()}</small></li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="notice" data-tone="warn">
            <h2>{t(words::LACKS)}</h2>
            <ul id="lacks">{lines}</ul>
        </section>
    }
    .into_any()
}

fn form(store: Store) -> AnyView {
    let typed = store.duties.access_typed;
    let draw = |lines: &'static [Field<AccessPage>]| -> Vec<AnyView> {
        lines.iter().map(|line| field(store, line, typed)).collect()
    };
    let (officer, texts) = LINES.split_at(OF_OFFICER);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.save_access();
    };
    view! {
        <form class="measure no-print" novalidate on:submit=submit>
            {parts::errors(store)}
            <h2>{t(words::OFFICER)}</h2>
            {draw(officer)}
            <h2>{t(words::TEXTS)}</h2>
            {draw(texts)}
            <h2>{t(words::ACTS)}</h2>
            {acts(store)}
            <div class="actions">
                <button class="btn" aria-busy=busy(store)>{t(words::SAVE)}</button>
                <button type="button" class="btn btn--quiet" on:click=move |_| store.discard_access()>
                    {t(words::DISCARD)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn acts(store: Store) -> AnyView {
    let typed = store.duties.access_typed;
    // Drawn anew only when a link is added or removed, never under the typist.
    let count = Memo::new(move |_| typed.with(|page| page.acts.len()));
    let rows = move || -> Vec<AnyView> { (0..count.get()).map(|n| act(store, n)).collect() };
    let add = move |_| {
        typed.update(|page| page.acts.push(ActLink::default()));
    };
    view! {
        {rows}
        <p>
            <button type="button" class="btn btn--second" id="act-add" on:click=add>
                {t(words::ADD_ACT)}
            </button>
        </p>
    }
    .into_any()
}

fn act(store: Store, n: usize) -> AnyView {
    let typed = store.duties.access_typed;
    let get = move |of: fn(&ActLink) -> &str| {
        move || typed.with(|page| page.acts.get(n).map(|act| of(act).to_owned()))
    };
    let set = move |of: fn(&mut ActLink) -> &mut String| {
        move |event| {
            typed.update(|page| {
                if let Some(act) = page.acts.get_mut(n) {
                    *of(act) = event_target_value(&event);
                }
            });
        }
    };
    let remove = move |_| {
        typed.update(|page| {
            if n < page.acts.len() {
                page.acts.remove(n);
            }
        });
        store.focus("act-add");
    };
    let name = format!("{} {}", t(words::ACT), n + 1);
    let label = format!("{}: {name}", t(words::REMOVE));
    let (title, url) = (format!("act-{n}-title"), format!("act-{n}-url"));
    view! {
        <fieldset class="field">
            <legend>{name}</legend>
            <div class="field">
                <label for=title.clone()>{t(words::ACT_TITLE)}</label>
                <input
                    id=title
                    type="text"
                    autocomplete="off"
                    prop:value=get(|act| &act.title)
                    on:input=set(|act| &mut act.title)
                />
            </div>
            <div class="field">
                <label for=url.clone()>{t(words::ACT_URL)}</label>
                <input
                    id=url
                    type="url"
                    autocomplete="off"
                    prop:value=get(|act| &act.url)
                    on:input=set(|act| &mut act.url)
                />
            </div>
            <button type="button" class="btn btn--quiet" aria-label=label on:click=remove>
                {t(words::REMOVE)}
            </button>
        </fieldset>
    }
    .into_any()
}

/// What is typed, as everybody will see it; what is empty is not there.
fn preview(store: Store) -> AnyView {
    let shown = move || {
        let page = store.duties.access_typed.get();
        let parts: Vec<AnyView> = LINES
            .iter()
            .filter(|line| !(line.get)(&page).trim().is_empty())
            .map(|line| {
                let text = (line.get)(&page).to_owned();
                view! { <div><dt>{t((line.label)())}</dt><dd>{text}</dd></div> }.into_any()
            })
            .collect();
        let acts: Vec<AnyView> = page
            .acts
            .iter()
            .map(|act| view! { <li>{act.title.clone()}</li> }.into_any())
            .collect();
        if parts.is_empty() && acts.is_empty() {
            return view! { <p class="hint">{t(words::PREVIEW_EMPTY)}</p> }.into_any();
        }
        view! { <dl class="summary" id="preview">{parts}</dl> <ul>{acts}</ul> }.into_any()
    };
    view! { <section class="no-print"><h2>{t(words::PREVIEW)}</h2>{shown}</section> }.into_any()
}

fn history(card: &AccessCard) -> AnyView {
    let lines: Vec<AnyView> = card
        .history
        .iter()
        .map(|entry| {
            let parts: Vec<&str> = entry
                .parts
                .iter()
                .map(|part| names::part(*part, language()))
                .collect();
            view! {
                <li>
                    {format::moment(entry.at)} ", " {entry.actor.clone()} ": " {parts.join(", ")}
                </li>
            }
            .into_any()
        })
        .collect();
    (!lines.is_empty())
        .then(|| view! { <section><h2>{t(words::HISTORY)}</h2><ul id="history">{lines}</ul></section> })
        .into_any()
}
