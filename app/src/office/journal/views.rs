//! An officer's own views of the journal, and its columns.

use domain::sync::journal_view::{Column, LONGEST_VIEW_NAME, SavedView};
use leptos::prelude::*;

use crate::office::parts;
use crate::office::store::Store;
use crate::text::{fill, journal_view as words, t};

/// The views as buttons, where there are some, and what is behind «Подання і стовпці».
pub(super) fn views(store: Store) -> AnyView {
    let saved = Memo::new(move |_| store.views.desk.with(|desk| desk.views.clone()));
    let buttons = move || {
        let all = saved.get();
        (!all.is_empty()).then(|| {
            let buttons: Vec<AnyView> = all.into_iter().map(|one| button(store, one)).collect();
            view! {
                <div class="bar no-print" role="group" aria-label=t(words::MINE) id="my-views">
                    {buttons}
                </div>
            }
        })
    };
    view! {
        {buttons}
        <details id="views" class="no-print">
            <summary>{t(words::TITLE)}</summary>
            <div class="views">{columns(store)} {keep(store)} {list(store, saved)}</div>
        </details>
    }
    .into_any()
}

fn button(store: Store, saved: SavedView) -> AnyView {
    let (name, of) = (saved.view.name.clone(), saved.view.clone());
    let pressed = move || if store.is_shown(&of) { "true" } else { "false" };
    view! {
        <button
            type="button"
            class="btn btn--second"
            aria-pressed=pressed
            on:click=move |_| store.open_view(&saved)
        >
            {name}
        </button>
    }
    .into_any()
}

fn columns(store: Store) -> AnyView {
    let choice = move |column: Column| {
        let id = format!("column-{}", column as u8);
        let shown = move || store.columns().contains(&column);
        let choose = move |event: leptos::ev::Event| {
            store.show_column(column, event_target_checked(&event));
        };
        view! {
            <div class="choice">
                <input type="checkbox" id=id.clone() prop:checked=shown on:change=choose/>
                <label for=id>{words::column(column)}</label>
            </div>
        }
        .into_any()
    };
    view! {
        <fieldset id="columns">
            <legend>{t(words::COLUMNS)}</legend>
            <p class="hint">{t(words::COLUMNS_HINT)}</p>
            <div class="choices">{Column::ALL.map(choice).into_iter().collect::<Vec<_>>()}</div>
        </fieldset>
    }
    .into_any()
}

fn keep(store: Store) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.keep_view();
    };
    let id = "view-name";
    let wrong = move || parts::is_wrong(store, id).then_some("true");
    let busy = parts::busy(store.views.sending);
    view! {
        <form on:submit=submit novalidate=true>
            <div class=parts::field_class(store, id, "field")>
                <label for=id>{t(words::NAME)}</label>
                <p class="hint" id="view-name-hint">{t(words::NAME_HINT)}</p>
                {parts::error(store, id)}
                <input
                    id=id
                    autocomplete="off"
                    maxlength=LONGEST_VIEW_NAME
                    aria-describedby=parts::described_by(store, id, true)
                    aria-invalid=wrong
                    prop:value=store.views.name
                    on:input=move |event| store.views.name.set(event_target_value(&event))
                />
            </div>
            {parts::not_done(store.views.sending)}
            <button class="btn btn--second" aria-busy=busy>{t(words::KEEP)}</button>
        </form>
    }
    .into_any()
}

fn list(store: Store, saved: Memo<Vec<SavedView>>) -> AnyView {
    let row = move |saved: SavedView| {
        let label = fill(words::FORGET, &saved.view.name);
        view! {
            <li>
                <button
                    type="button"
                    class="btn btn--quiet"
                    on:click=move |_| store.forget_view(saved.id)
                >
                    {label}
                </button>
            </li>
        }
        .into_any()
    };
    let rows = move || match saved.get() {
        all if all.is_empty() => view! { <p class="hint">{t(words::NONE)}</p> }.into_any(),
        all => {
            let rows: Vec<AnyView> = all.into_iter().map(row).collect();
            view! { <ul class="bare">{rows}</ul> }.into_any()
        }
    };
    rows.into_any()
}
