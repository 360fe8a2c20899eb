//! What a change would do and did, its reason, and somebody else's change in between.

use domain::sync::settings::Moved;
use leptos::prelude::*;

use super::field::field;
use crate::office::parts;
use crate::office::route::Route;
use crate::office::store::{REASON, Store};
use crate::text::{fill, format, settings as words, t};

fn busy(store: Store) -> impl Fn() -> Option<&'static str> {
    parts::busy(store.settings.sending)
}

/// What ends the form.
pub(super) fn buttons(store: Store) -> AnyView {
    view! {
        {failed(store)}
        <div class="actions">
            <button class="btn" id="preview" aria-busy=busy(store)>{t(words::PREVIEW)}</button>
            <button
                type="button"
                class="btn btn--quiet"
                id="undo"
                on:click=move |_| store.undo_settings()
            >
                {t(words::UNDO)}
            </button>
        </div>
    }
    .into_any()
}

/// Beside the button that was pressed last.
fn failed(store: Store) -> AnyView {
    parts::not_done(store.settings.sending)
}

/// Somebody else was faster.
pub(super) fn stale(store: Store) -> AnyView {
    let shown = move || {
        store.settings.stale.get().then(|| {
            view! {
                <div class="notice" data-tone="late" role="alert">
                    <h2 id="stale-title" tabindex="-1">{t(words::STALE)}</h2>
                    <p>{t(words::STALE_WHY)}</p>
                    <button
                        type="button"
                        class="btn btn--second"
                        id="take-theirs"
                        aria-busy=busy(store)
                        on:click=move |_| store.take_their_settings()
                    >
                        {t(words::TAKE_THEIRS)}
                    </button>
                </div>
            }
        })
    };
    shown.into_any()
}

/// What the last change did.
pub(super) fn done(store: Store) -> AnyView {
    let shown = move || {
        let moved = store.settings.done.get()?;
        let said = if moved.is_empty() {
            t(words::NONE_MOVED).to_owned()
        } else {
            fill(words::HAVE_MOVED, &moved.len().to_string())
        };
        Some(view! {
            <section class="notice" data-tone="ok" aria-labelledby="done-title">
                <h2 id="done-title" tabindex="-1">{t(words::APPLIED)}</h2>
                <p>{said}</p>
                {table(&moved)}
            </section>
        })
    };
    shown.into_any()
}

/// What a change would do, and why it is made.
pub(super) fn preview(store: Store) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.apply_settings();
    };
    let shown = move || {
        let moved = store.settings.preview.get()?;
        let said = if moved.is_empty() {
            t(words::NOTHING_MOVES).to_owned()
        } else {
            fill(words::WILL_MOVE, &moved.len().to_string())
        };
        let reason = field(REASON, words::REASON, Some(words::REASON_HINT));
        Some(view! {
            <section aria-labelledby="preview-title" id="preview-shown">
                <h2 id="preview-title" tabindex="-1">{t(words::PREVIEW_TITLE)}</h2>
                <p>{said}</p>
                {table(&moved)}
                <form class="act flow" novalidate on:submit=submit>
                    {reason.area(store, "3")}
                    {failed(store)}
                    <div class="actions">
                        <button class="btn" id="apply" aria-busy=busy(store)>{t(words::APPLY)}</button>
                    </div>
                </form>
            </section>
        })
    };
    shown.into_any()
}

fn table(moved: &[Moved]) -> Option<AnyView> {
    let row = |one: &Moved| {
        view! {
            <tr role="row">
                <td role="cell" data-label=t(words::REQUEST)>
                    <a class="nowrap" href=Route::Card(one.id).path()>{one.index.clone()}</a>
                </td>
                <td role="cell" data-label=t(words::BEFORE)><span>{format::deadline(one.from)}</span></td>
                <td role="cell" data-label=t(words::AFTER)><span>{format::deadline(one.to)}</span></td>
            </tr>
        }
        .into_any()
    };
    let heads = [words::REQUEST, words::BEFORE, words::AFTER]
        .map(|head| view! { <th role="columnheader" scope="col">{t(head)}</th> });
    let rows: Vec<AnyView> = moved.iter().map(row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <table class="table" role="table">
                <thead role="rowgroup"><tr role="row">{Vec::from(heads)}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        }
        .into_any()
    })
}
