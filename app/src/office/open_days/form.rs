//! The fields of a section.

use domain::open_day::{Form, Office, words as names};
use leptos::prelude::*;

use super::section::{ANSWERS, Column, Kind, Section};
use crate::office::store::Store;
use crate::text::{fill, language, open_day as words, t};

/// A section: its fields, its rows, a button that adds a row, and one that saves.
pub(super) fn section(store: Store, section: Section) -> AnyView {
    let (columns, row_name) = section.rows();
    let once: Vec<AnyView> = (0..)
        .zip(section.once())
        .map(|(n, column)| field(store, section, None, n, column))
        .collect();
    let count = Memo::new(move |_| store.days.filled(section).rows.len());
    let rows = move || {
        (0..count.get())
            .map(|row| a_row(store, section, row))
            .collect::<Vec<_>>()
    };
    let add = (!columns.is_empty()).then(|| {
        let add = move |_| {
            store
                .days
                .change(section, |filled| filled.rows.push(vec![String::new(); columns.len()]));
        };
        view! {
            <button type="button" class="btn btn--second" id=format!("{}-add", section.id()) on:click=add>
                {fill(words::ADD, t(row_name))}
            </button>
        }
    });
    let id = section.id();
    let is_stale = Memo::new(move |_| store.days.stale.with(|all| all.contains(id)));
    let stale = move || {
        is_stale.get().then(|| {
            view! {
                <div class="notice" data-tone="late" role="alert" id=format!("{id}-stale")>
                    <p>{t(words::STALE)}</p>
                    <button
                        type="button"
                        class="btn btn--second"
                        on:click=move |_| store.days.take_theirs(section)
                    >
                        {t(words::TAKE_THEIRS)}
                    </button>
                </div>
            }
        })
    };
    view! {
        <section aria-labelledby=format!("{id}-title")>
            <h2 id=format!("{id}-title")>{t(section.title())}</h2>
            {stale}
            {once}
            {rows}
            <div class="actions">
                {add}
                <button
                    type="button"
                    class="btn"
                    id=format!("{id}-save")
                    on:click=move |_| store.save_section(section)
                >
                    {fill(words::SAVE, t(section.title()))}
                </button>
            </div>
        </section>
    }
    .into_any()
}

fn a_row(store: Store, section: Section, row: usize) -> AnyView {
    let (columns, name) = section.rows();
    let fields: Vec<AnyView> = (0..)
        .zip(columns)
        .map(|(n, column)| field(store, section, Some(row), n, column))
        .collect();
    let title = format!("{}{}", fill(words::NUMBERED, t(name)), row + 1);
    let remove = move |_| {
        store.days.change(section, |filled| {
            if row < filled.rows.len() {
                filled.rows.remove(row);
            }
        });
        store.focus(&format!("{}-add", section.id()));
    };
    let label = format!("{}: {title}", t(words::REMOVE));
    view! {
        <fieldset class="field">
            <legend>{title}</legend>
            {fields}
            <button type="button" class="btn btn--quiet" aria-label=label on:click=remove>
                {t(words::REMOVE)}
            </button>
        </fieldset>
    }
    .into_any()
}

fn field(
    store: Store,
    section: Section,
    row: Option<usize>,
    n: usize,
    column: &'static Column,
) -> AnyView {
    let (name, label, kind) = *column;
    let id = row.map_or_else(
        || format!("{}-{name}", section.id()),
        |row| format!("{}-{row}-{name}", section.id()),
    );
    let value = move || {
        let filled = store.days.filled(section);
        let of = row.map_or(Some(&filled.once), |row| filled.rows.get(row));
        of.and_then(|all| all.get(n)).cloned().unwrap_or_default()
    };
    let set = move |text: String| {
        store.days.change(section, |filled| {
            let of = row.map_or(Some(&mut filled.once), |row| filled.rows.get_mut(row));
            if let Some(all) = of {
                all.resize(all.len().max(n + 1), String::new());
                all[n] = text;
            }
        });
    };
    let input = match kind {
        Kind::Check => {
            let check = move |event| {
                set(if event_target_checked(&event) {
                    "1"
                } else {
                    ""
                }
                .to_owned())
            };
            return view! {
                <div class="choice">
                    <input type="checkbox" id=id.clone() prop:checked=move || !value().is_empty() on:change=check />
                    <label for=id>{t(label)}</label>
                </div>
            }
            .into_any();
        }
        Kind::Line => typed("text", id.clone(), value, set),
        Kind::Time => typed("time", id.clone(), value, set),
        Kind::Number => typed("number", id.clone(), value, set),
        Kind::Area => view! {
            <textarea
                id=id.clone()
                rows="4"
                prop:value=value
                on:input=move |event| set(event_target_value(&event))
            ></textarea>
        }
        .into_any(),
        Kind::Office | Kind::Form | Kind::Site | Kind::Unit | Kind::Answer => {
            select(store, kind, id.clone(), value, set)
        }
    };
    view! { <div class="field"><label for=id>{t(label)}</label>{input}</div> }.into_any()
}

fn typed(
    kind: &'static str,
    id: String,
    value: impl Fn() -> String + Copy + Send + Sync + 'static,
    set: impl Fn(String) + Copy + 'static,
) -> AnyView {
    view! {
        <input
            id=id
            type=kind
            autocomplete="off"
            prop:value=value
            on:input=move |event| set(event_target_value(&event))
        />
    }
    .into_any()
}

fn select(
    store: Store,
    kind: Kind,
    id: String,
    value: impl Fn() -> String + Copy + Send + Sync + 'static,
    set: impl Fn(String) + Copy + 'static,
) -> AnyView {
    let options = move || {
        choices(store, kind)
            .into_iter()
            .map(|(code, label)| {
                let chosen = code == value();
                view! { <option value=code selected=chosen>{label}</option> }.into_any()
            })
            .collect::<Vec<_>>()
    };
    view! {
        <select id=id on:change=move |event| set(event_target_value(&event))>{options}</select>
    }
    .into_any()
}

fn choices(store: Store, kind: Kind) -> Vec<(String, String)> {
    let numbered = |labels: Vec<&'static str>| {
        let labels = labels.into_iter().enumerate();
        labels
            .map(|(n, label)| (n.to_string(), label.to_owned()))
            .collect()
    };
    let named = |names: Vec<String>| {
        let none = (String::new(), "—".to_owned());
        let names = names.into_iter().map(|name| (name.clone(), name));
        std::iter::once(none).chain(names).collect()
    };
    let day = || store.days.card.get().map(|card| card.day);
    match kind {
        Kind::Office => numbered(Office::ALL.map(|one| names::office(one, language())).into()),
        Kind::Form => numbered(Form::ALL.map(|one| names::form(one, language())).into()),
        Kind::Answer => numbered(ANSWERS.map(t).into()),
        // A restricted place can't be chosen (item 14).
        Kind::Site => named(day().map_or_else(Vec::new, |day| {
            let open = day.sites.into_iter().filter(|site| !site.restricted);
            open.map(|site| site.name).collect()
        })),
        _ => named(day().map_or_else(Vec::new, |day| {
            day.units.into_iter().map(|unit| unit.name).collect()
        })),
    }
}
