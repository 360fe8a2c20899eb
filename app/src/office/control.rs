//! The control board: everything that waits for an answer, by who is charged with it.

use domain::request::{Charge, Stage};
use domain::sync::control::{ControlBoard, ControlGroup, ControlRow};
use leptos::prelude::*;

use super::parts;
use super::route::Route;
use super::store::{Load, Store};
use crate::text::{control as words, fill, format, office, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::TITLE)}</h1>
            <p class="hint">{t(words::LEAD)}</p>
            {state(store)}
            {move || store.board.with(|board| board.as_ref().map(|board| groups(store, board)))}
        </main>
    }
    .into_any()
}

fn state(store: Store) -> AnyView {
    let shown = move || match (store.board_load.get(), store.board.with(Option::is_some)) {
        (Load::Failed(error), _) => parts::failure(&error, move || store.load_board()),
        (Load::Loading, false) => parts::loading(),
        _ => ().into_any(),
    };
    shown.into_any()
}

fn groups(store: Store, board: &ControlBoard) -> AnyView {
    if board.groups.is_empty() {
        return view! { <p class="empty" role="status">{t(words::NOTHING)}</p> }.into_any();
    }
    let groups: Vec<AnyView> = board
        .groups
        .iter()
        .enumerate()
        .map(|(at, one)| group(store, at, one))
        .collect();
    let more = board
        .more
        .then(|| view! { <p class="notice">{t(words::MORE)}</p> });
    view! {
        <p class="no-print">
            <button type="button" class="btn btn--second" on:click=move |_| store.print()>
                {t(words::PRINT)}
            </button>
        </p>
        {groups}
        {more}
    }
    .into_any()
}

fn group(store: Store, at: usize, group: &ControlGroup) -> AnyView {
    let id = format!("executor-{at}");
    let name = match &group.executor {
        Some(executor) => executor.clone(),
        None => t(words::NOBODY).to_owned(),
    };
    let counts: Vec<AnyView> = Stage::PRESSING
        .into_iter()
        .filter_map(|stage| {
            let count = group.count(stage);
            (count > 0).then(|| {
                view! {
                    <li><span class="light" data-tone=tone(stage)>{words::stage(stage)} ": " {count}</span></li>
                }
                .into_any()
            })
        })
        .collect();
    let rows: Vec<AnyView> = group.rows.iter().map(|one| row(store, one)).collect();
    let heads = [office::INDEX, office::SUBJECT, office::DUE, words::STAGE];
    let charge = group.executor.is_some().then_some(words::CHARGE);
    let heads: Vec<AnyView> = heads
        .into_iter()
        .chain(charge)
        .map(|head| view! { <th role="columnheader" scope="col">{t(head)}</th> }.into_any())
        .collect();
    view! {
        <section class="control" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{name}</h2>
            <ul class="control__counts">{counts}</ul>
            <table class="table" role="table" aria-labelledby=id.clone()>
                <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row(store: Store, one: &ControlRow) -> AnyView {
    let row = &one.row;
    let now = store.now.get_untracked();
    view! {
        <tr role="row">
            <td role="cell" data-label=t(office::INDEX)>
                <a class="nowrap" href=Route::Card(row.id).path()>{row.index.text.clone()}</a>
            </td>
            <td role="cell" data-label=t(office::SUBJECT)>{row.subject.clone()}</td>
            <td role="cell" data-label=t(office::DUE)>
                <span class="nowrap">{format::short_deadline(row.term.deadline)}</span>
            </td>
            <td role="cell" data-label=t(words::STAGE)>
                <span class="light" data-tone=tone(one.stage)>
                    {standing(one, format::time_left(row.term.deadline, now))}
                </span>
            </td>
            {one.charge.as_ref().map(|charge| view! {
                <td role="cell" data-label=t(words::CHARGE)>{charged(store, charge)}</td>
            })}
        </tr>
    }
    .into_any()
}

/// How much time there is, and what of the term is over where that does not say it.
fn standing(one: &ControlRow, left: String) -> String {
    match one.stage {
        Stage::HalfTerm => format!("{left} · {}", words::stage(one.stage)),
        _ => left,
    }
}

/// How far the executor has come.
fn charged(store: Store, charge: &Charge) -> AnyView {
    if charge.prepared {
        return view! { <span class="tag" data-tone="ok">{t(words::PREPARED)}</span> }.into_any();
    }
    let today = domain::kyiv::date(store.now.get_untracked());
    match charge.control_by {
        Some(by) if by < today => {
            let text = fill(words::REPORT_LATE, &format::short_date(by));
            view! { <span class="light" data-tone="late">{text}</span> }.into_any()
        }
        Some(by) => fill(words::REPORT_BY, &format::short_date(by)).into_any(),
        None => t(words::WORKING).into_any(),
    }
}

const fn tone(stage: Stage) -> &'static str {
    match stage {
        Stage::Overdue => "late",
        Stage::LastDay | Stage::DayBefore => "warn",
        Stage::HalfTerm => "half",
        Stage::InTime => "ok",
    }
}
