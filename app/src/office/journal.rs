//! The journal: tabs, search, class, and the table.

mod more;
mod views;

use domain::law::TermClass;
use domain::sync::journal_view::Column;
use domain::sync::office::{Counts, JournalRow, Show};
use leptos::prelude::*;

use super::route::{CLASSES, Filter, Route, TABS, class_name, class_named, tab_name};
use super::store::{Load, Store};
use super::{parts, report};
use crate::text::{format, journal_view as heads, law, office as words, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let behind = move || filter(store).slice.as_ref().map(report::above);
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::JOURNAL)}</h1>
            {behind}
            {tabs(store)}
            {filters(store)}
            {more::filters(store)}
            {views::views(store)}
            {state(store)}
            {table(store)}
            {next(store)}
            {files(store)}
        </main>
    }
    .into_any()
}

fn filter(store: Store) -> Filter {
    match store.route.get() {
        Route::Journal(filter) => filter,
        _ => Filter::default(),
    }
}

const fn count_of(counts: Counts, show: Show) -> Option<u64> {
    match show {
        Show::Open => Some(counts.open),
        Show::Overdue => Some(counts.overdue),
        Show::Today => Some(counts.today),
        Show::Unassigned => Some(counts.unassigned),
        Show::Closed | Show::All => None,
    }
}

fn tabs(store: Store) -> AnyView {
    let links: Vec<AnyView> = TABS
        .into_iter()
        .map(|show| {
            let path = move || {
                Filter {
                    show,
                    slice: None,
                    ..filter(store)
                }
                .path()
            };
            let current = move || {
                let shown = filter(store);
                (shown.show == show && shown.slice.is_none()).then_some("page")
            };
            let late = (show == Show::Overdue).then_some("late");
            let count = move || {
                count_of(store.counts.get(), show)
                    .map(|count| view! { " " <span class="count" data-tone=late>{count}</span> })
            };
            view! {
                <li>
                    <a href=path aria-current=current id=format!("tab-{}", tab_name(show))>
                        {words::tab(show)}
                        {count}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <nav aria-label=t(words::TABS)><ul class="tabs">{links}</ul></nav> }.into_any()
}

fn filters(store: Store) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.load_journal();
    };
    let choose = move |event: leptos::ev::Event| {
        store.narrow(class_named(&event_target_value(&event)));
    };
    let option = move |class: TermClass| {
        let chosen = move || filter(store).class == Some(class);
        view! { <option value=class_name(class) prop:selected=chosen>{law::class(class)}</option> }
            .into_any()
    };
    let busy = parts::busy(store.journal);
    view! {
        <form class="filters" role="search" on:submit=submit>
            <div class="field">
                <label for="search">{t(words::SEARCH)}</label>
                <p class="hint" id="search-hint">{t(words::SEARCH_HINT)}</p>
                <input
                    id="search"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="search-hint"
                    prop:value=store.search
                    on:input=move |event| store.search_for(event_target_value(&event))
                />
            </div>
            <div class="field">
                <label for="class">{t(words::CLASS)}</label>
                <select id="class" on:change=choose>
                    <option value="" prop:selected=move || filter(store).class.is_none()>
                        {t(words::CLASS_ANY)}
                    </option>
                    {CLASSES.into_iter().map(option).collect::<Vec<_>>()}
                </select>
            </div>
            <button class="btn btn--second" id="refresh" aria-busy=busy>{t(words::REFRESH)}</button>
        </form>
    }
    .into_any()
}

/// What the table can't say: how many, none, failed, loading.
fn state(store: Store) -> AnyView {
    let empty = Memo::new(move |_| store.rows.with(Vec::is_empty));
    let failed = move || match store.journal.get() {
        Load::Failed(error) => parts::failure(&error, move || store.load_journal()),
        Load::Loading if empty.get() => parts::loading(),
        Load::Ready if empty.get() => nothing(store),
        _ => ().into_any(),
    };
    let shown = move || match (store.journal.get(), empty.get()) {
        (Load::Ready, false) => {
            words::shown(store.rows.with(Vec::len), store.next.with(Option::is_some))
        }
        _ => String::new(),
    };
    view! {
        {failed}
        <p class="hint" role="status" id="shown">{shown}</p>
    }
    .into_any()
}

fn nothing(store: Store) -> AnyView {
    let searched = store.search.with(|search| !search.trim().is_empty());
    let narrowed = store.narrows();
    let text = match filter(store) {
        _ if searched => words::EMPTY_SEARCH,
        Filter {
            show: Show::Open,
            class: None,
            slice: None,
            ..
        } if !narrowed => words::EMPTY_OPEN,
        _ => words::EMPTY_TAB,
    };
    let clear = searched.then(|| {
        view! {
            <button type="button" class="btn btn--second" on:click=move |_| store.clear_search()>
                {t(words::CLEAR_SEARCH)}
            </button>
        }
    });
    view! { <div class="empty" role="status"><p>{t(text)}</p>{clear}</div> }.into_any()
}

fn table(store: Store) -> AnyView {
    let some = Memo::new(move |_| store.rows.with(|rows| !rows.is_empty()));
    let columns = Memo::new(move |_| store.columns());
    let draw = move || {
        let shown = columns.get();
        let heads = shown.iter().map(|column| heads::column(*column));
        let heads: Vec<AnyView> = std::iter::once(t(words::INDEX))
            .chain(heads)
            .map(|head| view! { <th role="columnheader" scope="col">{head}</th> }.into_any())
            .collect();
        // The key is all of a row that can change, so that only changed rows are drawn anew.
        let key = |row: &JournalRow| {
            (
                row.id,
                row.status,
                row.outcome,
                row.executor.clone(),
                row.term.deadline,
            )
        };
        view! {
            <table class="table" role="table" id="journal">
                <caption class="sr">{t(words::OFFICE)}</caption>
                <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                <tbody role="rowgroup">
                    <For
                        each=move || store.rows.get()
                        key=key
                        children=move |one| row(store, &one, &shown)
                    />
                </tbody>
            </table>
        }
    };
    (move || some.get().then(draw)).into_any()
}

fn row(store: Store, row: &JournalRow, shown: &[Column]) -> AnyView {
    let id = row.id;
    let current = move || (store.row.get() == Some(id)).then_some("true");
    let urgent = (row.term.class != TermClass::Ordinary).then(|| {
        let tone = if row.term.class == TermClass::Urgent {
            "warn"
        } else {
            "busy"
        };
        view! { " " <span class="tag" data-tone=tone>{law::class(row.term.class)}</span> }
    });
    let cells: Vec<AnyView> = shown
        .iter()
        .map(|column| {
            view! {
                <td role="cell" data-label=heads::column(*column)>{cell(store, row, *column)}</td>
            }
            .into_any()
        })
        .collect();
    view! {
        <tr role="row" id=format!("row-{id}") aria-current=current>
            <td role="cell" data-label=t(words::INDEX)>
                <span>
                    <a href=Route::Card(id).path() on:focus=move |_| store.row.set(Some(id))>
                        {row.index.text.clone()}
                    </a>
                    {urgent}
                </span>
            </td>
            {cells}
        </tr>
    }
    .into_any()
}

/// What stands in a column of a row.
fn cell(store: Store, row: &JournalRow, column: Column) -> AnyView {
    match column {
        Column::Received => {
            let at = row.received_at;
            view! { <time datetime=format::machine(at)>{format::short_moment(at)}</time> }
                .into_any()
        }
        Column::Requester => row.requester.clone().into_any(),
        Column::RequesterType => words::requester(row.requester_type).into_any(),
        Column::Channel => t(super::card::channel(row.channel)).into_any(),
        Column::Subject => row.subject.clone().into_any(),
        Column::Executor => match &row.executor {
            Some(name) => name.clone().into_any(),
            None => view! { <span class="hint">{t(words::NOBODY)}</span> }.into_any(),
        },
        Column::Status => law::status(row.status, row.outcome).into_any(),
        Column::Due => view! {
            <span class="due">
                <span class="nowrap">{format::short_deadline(row.term.deadline)}</span>
                " "
                {parts::light(store, row)}
            </span>
        }
        .into_any(),
    }
}

fn next(store: Store) -> AnyView {
    let busy = parts::busy(store.journal);
    let button = move || {
        store.next.with(Option::is_some).then(|| {
            view! {
                <p>
                    <button
                        type="button"
                        class="btn btn--second"
                        id="more"
                        aria-busy=busy
                        on:click=move |_| store.load_more()
                    >
                        {t(words::MORE)}
                    </button>
                </p>
            }
        })
    };
    button.into_any()
}

/// The journal as a file, of everything that is found and not only of what is shown.
fn files(store: Store) -> AnyView {
    let busy = parts::busy(store.saving);
    let button = move |name: &'static str, label| {
        view! {
            <button
                type="button"
                class="btn btn--second"
                aria-busy=busy
                on:click=move |_| store.save_journal(name)
            >
                {t(label)}
            </button>
        }
        .into_any()
    };
    let failed = parts::not_done(store.saving);
    let some = Memo::new(move |_| store.rows.with(|rows| !rows.is_empty()));
    let draw = move || {
        some.get().then(|| {
            view! {
                <div class="bar no-print">
                    <span>{t(words::SAVE_JOURNAL)}</span>
                    {button("journal.xlsx", words::AS_XLSX)}
                    {button("journal.csv", words::AS_CSV)}
                    {button("journal.docx", words::AS_DOCX)}
                </div>
            }
        })
    };
    view! { {failed}{draw} }.into_any()
}
