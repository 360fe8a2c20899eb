//! A table of documents: looked at first, then taken in.

use domain::register::{ImportTold, words as names};
use leptos::prelude::*;

use super::{DutyPage, busy};
use crate::office::browser;
use crate::office::route::Route;
use crate::office::store::Store;
use crate::text::{duties as words, fill, language, t};

/// Draws the page.
pub(super) fn body(store: Store) -> AnyView {
    let back = Route::Duty(DutyPage::Documents).path();
    let form = move || {
        if store.keeps_register() {
            form(store)
        } else {
            view! { <p class="notice">{t(words::KEEPS)}</p> }.into_any()
        }
    };
    let told = move || store.duties.told.get().map(|told| shown(store, &told));
    view! {
        <p class="no-print"><a class="back" href=back>{t(words::BACK)}</a></p>
        {form}
        <div id="told" role="status">{told}</div>
    }
    .into_any()
}

fn form(store: Store) -> AnyView {
    let choose = move |event: web_sys::Event| {
        if let Some(file) = browser::files(&event).into_iter().next() {
            store.look_at_table(file);
        }
    };
    view! {
        <div class="measure no-print">
            <p class="hint" id="table-hint">{t(words::IMPORT_LEAD)}</p>
            <p>
                <a class="btn btn--second" href="/documents/register.csv" download="">{t(words::EXPORT)}</a>
            </p>
            <div class="field">
                <label for="table">{t(words::FILE)}</label>
                <input
                    id="table"
                    type="file"
                    accept=".csv,text/csv"
                    aria-describedby="table-hint"
                    on:change=choose
                />
            </div>
        </div>
    }
    .into_any()
}

fn shown(store: Store, told: &ImportTold) -> AnyView {
    if let Some(fault) = told.fault {
        let said = names::table_fault(fault, language());
        return view! { <p class="notice" data-tone="late">{said}</p> }.into_any();
    }
    let bad: Vec<AnyView> = told
        .bad
        .iter()
        .map(|line| {
            let all = line.problems.iter();
            let said: Vec<String> = all
                .map(|problem| names::document_problem(problem, language()))
                .collect();
            let number = fill(words::LINE, &line.line.to_string());
            view! { <li><strong>{number}</strong> ". " {said.join("; ")}</li> }.into_any()
        })
        .collect();
    let known = (told.known > 0).then(|| {
        view! { <p>{fill(words::KNOWN, &told.known.to_string())}</p> }
    });
    let wrong = (told.bad_count > 0).then(|| {
        view! {
            <h2>{fill(words::BAD, &told.bad_count.to_string())}</h2>
            <ul id="bad">{bad}</ul>
        }
    });
    view! {
        <section>
            <p>{fill(words::GOOD, &told.good.to_string())}</p>
            {known}
            {what_next(store, told)}
            {wrong}
        </section>
    }
    .into_any()
}

fn what_next(store: Store, told: &ImportTold) -> AnyView {
    if told.written > 0 {
        let said = fill(words::TAKEN, &told.written.to_string());
        return view! { <p class="notice" data-tone="ok">{said}</p> }.into_any();
    }
    let only_good = told.bad_count > 0;
    let new = told.good - told.known.min(told.good);
    let label = if only_good {
        words::TAKE_GOOD
    } else {
        words::TAKE_ALL
    };
    let button = (new > 0).then(|| {
        view! {
            <button
                type="button"
                class="btn"
                aria-busy=busy(store)
                on:click=move |_| store.take_table(only_good)
            >
                {fill(label, &new.to_string())}
            </button>
        }
    });
    view! { <p>{t(words::NOTHING_YET)}</p> <div class="actions">{button}</div> }.into_any()
}
