//! Photos and materials of a day: added with a description, shown to all once confirmed.

use domain::open_day::{FileEvent, FileSort, ShownView};
use leptos::prelude::*;
use uuid::Uuid;

use super::part::{failed, on_its_way, wrong};
use crate::office::store::{Store, about_id};
use crate::office::{api, browser, files};
use crate::text::{fill, open_day as words, t};

/// Draws the list and the form of the next files.
pub(super) fn body(store: Store, id: Uuid) -> AnyView {
    let page = store.day_parts;
    let list = move || {
        let mut all = page.files.get();
        // Floor plans have a page of their own.
        all.retain(|file| file.sort != FileSort::Map);
        if all.is_empty() {
            return view! { <p class="empty">{t(words::NO_FILES)}</p> }.into_any();
        }
        let lines: Vec<AnyView> = all.iter().map(|file| line(store, id, file)).collect();
        view! { <ul class="staff" id="shown">{lines}</ul> }.into_any()
    };
    let form = move || store.holds_days().then(|| add(store));
    view! {
        <p class="hint">{t(words::FILES_ABOUT)}</p>
        {failed(store)}
        {form}
        {list}
    }
    .into_any()
}

fn add(store: Store) -> AnyView {
    let page = store.day_parts;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.add_day_files();
    };
    let choose_sort = move |event| {
        page.sort.set(match event_target_value(&event).as_str() {
            "material" => FileSort::Material,
            _ => FileSort::Photo,
        });
    };
    let accept = move || match page.sort.get() {
        FileSort::Photo | FileSort::Map => "image/*",
        FileSort::Material => ".pdf,.docx,.xlsx,.odt,.ods,.txt,.jpg,.jpeg,.png,.webp",
    };
    let abouts = move || {
        let chosen = page.chosen.get();
        let fields = chosen
            .iter()
            .map(|(id, file)| about(store, *id, &file.name()));
        fields.collect::<Vec<_>>()
    };
    view! {
        <form class="measure" novalidate on:submit=submit>
            <div class="field">
                <label for="day-files-sort">{t(words::FILE_SORT)}</label>
                <select id="day-files-sort" on:change=choose_sort>
                    <option value="photo" selected=move || page.sort.get() == FileSort::Photo>
                        {t(words::SORT_PHOTO)}
                    </option>
                    <option value="material" selected=move || page.sort.get() == FileSort::Material>
                        {t(words::SORT_MATERIAL)}
                    </option>
                </select>
            </div>
            <div class="field">
                <label for="day-files">{t(words::FILE_CHOOSE)}</label>
                {wrong(store, "day-files")}
                <input
                    id="day-files"
                    type="file"
                    multiple=true
                    accept=accept
                    on:change=move |event| store.choose_day_files(browser::files(&event))
                />
            </div>
            <p class="hint" id="about-hint">{t(words::FILE_ABOUT_HINT)}</p>
            {abouts}
            {on_its_way(store)}
            <div class="actions"><button class="btn" id="day-files-add">{t(words::FILES_ADD)}</button></div>
        </form>
    }
    .into_any()
}

/// The field that describes a file.
fn about(store: Store, file: Uuid, name: &str) -> AnyView {
    let page = store.day_parts;
    let id = about_id(file);
    let input = move |event| {
        let text = event_target_value(&event);
        page.abouts.update(|all| drop(all.insert(file, text)));
    };
    view! {
        <div class="field">
            <label for=id.clone()>{fill(words::FILE_ABOUT, name)}</label>
            {wrong(store, id.clone())}
            <input
                id=id
                type="text"
                autocomplete="off"
                aria-describedby="about-hint"
                prop:value=move || page.about(file)
                on:input=input
            />
        </div>
    }
    .into_any()
}

fn line(store: Store, day: Uuid, file: &ShownView) -> AnyView {
    let id = file.id;
    let path = api::day_file(day, id);
    let picture = (file.sort == FileSort::Photo).then(|| {
        view! { <img class="thumb" src=path.clone() alt=file.about.clone() loading="lazy" /> }
    });
    let confirmed = !file.confirmed_by.is_empty();
    let (tone, state) = state(file);
    let said = file.about.clone();
    let acts = move || {
        store
            .holds_days()
            .then(|| acts(store, id, &said, confirmed))
    };
    view! {
        <li>
            <h2>{file.about.clone()}</h2>
            {picture}
            <p>
                <a href=path download="">{file.name.clone()}</a> " " <small>{files::size(file.size)}</small> " "
                <span class="tag" data-tone=tone>{state}</span>
            </p>
            {acts}
        </li>
    }
    .into_any()
}

/// Who sees a file, as a tag's tone and words.
pub(super) fn state(file: &ShownView) -> (&'static str, String) {
    if file.confirmed_by.is_empty() {
        ("wait", t(words::FILE_HIDDEN).to_owned())
    } else {
        ("ok", fill(words::FILE_SHOWN, &file.confirmed_by))
    }
}

/// What can be done with a file.
pub(super) fn acts(store: Store, id: Uuid, said: &str, confirmed: bool) -> AnyView {
    let page = store.day_parts;
    let field = format!("new-{}", about_id(id));
    let (label, event) = if confirmed {
        (words::FILE_HIDE, FileEvent::Hidden)
    } else {
        (words::FILE_CONFIRM, FileEvent::Confirmed)
    };
    let show = move |_| store.act_on_day_file(id, event.clone());
    let (kept, away) = (said.to_owned(), said.to_owned());
    let value = move || {
        let typed = page.about(id);
        if typed.is_empty() {
            kept.clone()
        } else {
            typed
        }
    };
    let describe = move |_| {
        let about = untrack(|| page.about(id));
        if !about.trim().is_empty() {
            store.act_on_day_file(id, FileEvent::Described { about });
        }
    };
    let input = move |event| {
        let text = event_target_value(&event);
        page.abouts.update(|all| drop(all.insert(id, text)));
    };
    view! {
        <div class="field">
            <label for=field.clone()>{fill(words::FILE_ABOUT, said)}</label>
            <input id=field type="text" autocomplete="off" prop:value=value on:input=input />
        </div>
        <div class="actions">
            <button type="button" class="btn" on:click=show>{fill(label, said)}</button>
            <button type="button" class="btn btn--second" on:click=describe>{fill(words::FILE_DESCRIBE, said)}</button>
            <button
                type="button"
                class="btn btn--quiet"
                on:click=move |_| store.take_day_file_away(id, &away)
            >
                {fill(words::FILE_AWAY, said)}
            </button>
        </div>
    }
    .into_any()
}
