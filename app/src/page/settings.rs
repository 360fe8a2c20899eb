//! Settings of this device: language, storage, my data.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::device;
use crate::store::Store;
use crate::text::{citizen as say, fill, t};

/// Shows what this device keeps, and how to take it out or away.
pub(super) fn page(store: Store) -> AnyView {
    view! {
        <h1 tabindex="-1">{t(say::SETTINGS_TITLE)}</h1>
        <h2>{t(say::SET_LANGUAGE)}</h2>
        <p><button class="btn btn--second" type="button" on:click=move |_| store.switch_language()>
            {t(say::OTHER_LANGUAGE)}
        </button></p>
        <h2>{t(say::SET_STORAGE)}</h2>
        {move || counts(store)}
        {move || promise(store)}
        <p class="hint">{t(say::EXPORT_HINT)}</p>
        <p><button class="btn btn--second" type="button" on:click=move |_| store.export()>
            {t(say::EXPORT)}
        </button></p>
        {erase(store)}
        <p class="hint">{format!("v{}", env!("CARGO_PKG_VERSION"))}</p>
    }
    .into_any()
}

fn counts(store: Store) -> AnyView {
    let count = |text, number: usize| fill(text, &number.to_string());
    view! {
        <p>
            {count(say::SET_COUNTS, store.drafts.with(Vec::len))} " "
            {count(say::SET_COUNTS_CASES, store.cases.with(Vec::len))} " "
            {count(say::SET_COUNTS_QUEUE, store.queue.with(|queue| queue.items.len()))}
        </p>
    }
    .into_any()
}

fn promise(store: Store) -> AnyView {
    let text = match store.storage.get().persisted {
        Some(true) => say::SET_PERSISTED,
        Some(false) => say::SET_NOT_PERSISTED,
        None => say::SET_UNKNOWN,
    };
    let ask = move |_| {
        spawn_local(async move {
            let kept = device::persist().await;
            store.storage.update(|storage| storage.persisted = Some(kept));
        });
    };
    view! {
        <p>{t(text)}</p>
        {(store.storage.get().persisted == Some(false)).then(|| view! {
            <p><button class="btn btn--second" type="button" on:click=ask>{t(say::SET_KEEP)}</button></p>
        })}
    }
    .into_any()
}

fn erase(store: Store) -> AnyView {
    let asked = RwSignal::new(false);
    let shown = move || {
        if asked.get() {
            view! {
                <div class="notice" data-tone="late">
                    <p>{t(say::ERASE_ASK)}</p>
                    <div class="actions">
                        <button class="btn btn--danger" type="button" on:click=move |_| store.erase()>
                            {t(say::ERASE_YES)}
                        </button>
                        <button class="btn btn--second" type="button" on:click=move |_| asked.set(false)>
                            {t(say::CANCEL)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! {
                <p><button class="btn btn--danger" type="button" on:click=move |_| asked.set(true)>
                    {t(say::ERASE)}
                </button></p>
            }
            .into_any()
        }
    };
    view! { <div role="status">{shown}</div> }.into_any()
}
