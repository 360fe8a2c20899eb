//! The drawn map of an open day: floor plans, and on them the places of the programme by numbers.
//! Marks are moved by pointer, by the arrow keys and by their numbers.

use domain::open_day::{DayCard, MapMark, ShownView, hall};
use leptos::prelude::*;
use uuid::Uuid;
use web_sys::{KeyboardEvent, MouseEvent, PointerEvent};

use super::files::{acts, state};
use super::part::{failed, on_its_way, wrong};
use crate::office::store::Store;
use crate::office::{api, browser, parts};
use crate::text::{Text, fill, open_day as words, t};

/// How far an arrow key moves a mark, in thousandths; with Shift.
const STEP: i32 = 10;
const STRIDE: i32 = 50;
/// Where a mark is put at first.
const MIDDLE: (i32, i32) = (500, 500);

/// Draws the plans and the form of the next one.
pub(super) fn body(store: Store, id: Uuid) -> AnyView {
    let page = store.day_parts;
    // Drawn anew when a plan comes, goes or is confirmed, not when a mark is moved or saved.
    let maps = Memo::new(move |_| {
        let mut maps = page.maps();
        for map in &mut maps {
            map.marks.clear();
        }
        maps
    });
    let places = Memo::new(move |_| {
        let card = store.days.card.get().filter(|card: &DayCard| card.id == id);
        card.map_or_else(Vec::new, |card| {
            let places = hall::places(&card.day.programme).into_iter();
            places.map(|(site, _)| site.to_owned()).collect::<Vec<_>>()
        })
    });
    let list = move || {
        let (maps, places) = (maps.get(), places.get());
        if maps.is_empty() {
            return view! { <p class="empty">{t(words::NO_MAPS)}</p> }.into_any();
        }
        let plans = maps.iter().map(|map| plan(store, id, map, &places));
        plans.collect::<Vec<_>>().into_any()
    };
    let none = move || {
        let empty = places.with(Vec::is_empty);
        empty.then(|| view! { <p class="notice">{t(words::MAP_NO_PLACES)}</p> })
    };
    let form = move || store.holds_days().then(|| add(store));
    view! {
        <p class="hint">{t(words::MAP_LEAD)}</p>
        {none}
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
        store.add_day_map();
    };
    view! {
        <form class="measure" novalidate on:submit=submit>
            <div class="field">
                <label for="map-file">{t(words::MAP_FILE)}</label>
                {wrong(store, "map-file")}
                <input
                    id="map-file"
                    type="file"
                    accept="image/*"
                    on:change=move |event| store.choose_day_map(browser::files(&event))
                />
            </div>
            <div class="field">
                <label for="map-about">{t(words::MAP_ABOUT)}</label>
                <p class="hint" id="map-about-hint">{t(words::MAP_ABOUT_HINT)}</p>
                {wrong(store, "map-about")}
                <input
                    id="map-about"
                    type="text"
                    autocomplete="off"
                    aria-describedby="map-about-hint"
                    prop:value=page.map_about
                    on:input=move |event| page.map_about.set(event_target_value(&event))
                />
            </div>
            {on_its_way(store)}
            <div class="actions"><button class="btn" id="day-files-add">{t(words::MAP_ADD)}</button></div>
        </form>
    }
    .into_any()
}

/// A plan: the picture with its marks, and the places beside it.
fn plan(store: Store, day: Uuid, map: &ShownView, places: &[String]) -> AnyView {
    let (id, page) = (map.id, store.day_parts);
    let may = store.holds_days();
    let marks: Vec<AnyView> = (1..)
        .zip(places)
        .map(|(n, site)| {
            if may {
                mark(store, id, n, site)
            } else {
                still(store, id, n, site)
            }
        })
        .collect();
    let touch = move |event: MouseEvent| {
        if let Some(to) = browser::place_in(&event) {
            page.move_pointed(id, to);
        }
    };
    let heading = format!("plan-{}", id.simple());
    let titled = heading.clone();
    let confirmed = !map.confirmed_by.is_empty();
    let (tone, told) = state(map);
    let rows: Vec<AnyView> = (1..)
        .zip(places)
        .map(|(n, site)| {
            if may {
                row(store, id, n, site)
            } else {
                view! { <li><b>{site.clone()}</b></li> }.into_any()
            }
        })
        .collect();
    let keys = may.then(|| {
        view! { <p class="hint" id=format!("keys-{}", id.simple())>{t(words::MAP_KEYS)}</p> }
    });
    let said = map.about.clone();
    let edit = may.then(|| {
        let unsaved = move || {
            page.is_moved(id)
                .then(|| view! { <p class="notice" data-tone="warn">{t(words::MAP_UNSAVED)}</p> })
        };
        let save = fill(words::MAP_SAVE, &said);
        view! {
            {unsaved}
            <div class="actions">
                <button
                    type="button"
                    class="btn"
                    aria-busy=parts::busy(page.sending)
                    on:click=move |_| store.save_marks(id)
                >
                    {save}
                </button>
            </div>
            {acts(store, id, &said, confirmed)}
        }
    });
    view! {
        <section class="plan" aria-labelledby=heading>
            <h2 id=titled tabindex="-1">{map.about.clone()}</h2>
            <p><span class="tag" data-tone=tone>{told}</span></p>
            <figure class="map">
                <div class="map__in" on:click=touch>
                    <img src=api::day_file(day, id) alt=t(words::MAP_ALT) draggable="false" />
                    {marks}
                </div>
            </figure>
            {keys}
            <ol class="places places--edit">{rows}</ol>
            {edit}
        </section>
    }
    .into_any()
}

fn mark_id(map: Uuid, n: usize) -> String {
    format!("mark-{}-{n}", map.simple())
}

/// A mark for who may not move it.
fn still(store: Store, map: Uuid, n: usize, site: &str) -> AnyView {
    let at = store.day_parts.mark(map, site);
    at.map(|(x, y)| {
        view! {
            <span class="map__mark" style:left=MapMark::percent(x) style:top=MapMark::percent(y)>
                {n}
            </span>
        }
    })
    .into_any()
}

/// A mark that is moved: dragged, by arrow keys, or to where the plan is touched next.
fn mark(store: Store, map: Uuid, n: usize, site: &str) -> AnyView {
    let page = store.day_parts;
    let site = StoredValue::new(site.to_owned());
    let at = Memo::new(move |_| site.with_value(|site| page.mark(map, site)));
    let left = move || at.get().map(|(x, _)| MapMark::percent(x));
    let top = move || at.get().map(|(_, y)| MapMark::percent(y));
    let point = move || page.pointed.set(Some((map, site.get_value())));
    let is_pointed = move || {
        let pointed = page.pointed.get();
        pointed.is_some_and(|(of, one)| of == map && one == site.get_value())
    };
    let keys = move |event: KeyboardEvent| {
        let step = if event.shift_key() { STRIDE } else { STEP };
        let (dx, dy) = match event.key().as_str() {
            "ArrowLeft" => (-step, 0),
            "ArrowRight" => (step, 0),
            "ArrowUp" => (0, -step),
            "ArrowDown" => (0, step),
            _ => return,
        };
        event.prevent_default();
        if let Some((x, y)) = at.get_untracked() {
            let to = (i32::from(x) + dx, i32::from(y) + dy);
            site.with_value(|site| page.put_mark(map, site, to));
        }
    };
    let grab = move |event: PointerEvent| {
        browser::capture(&event);
        page.dragged.set(true);
        point();
    };
    let drag = move |event: PointerEvent| {
        if page.dragged.get_untracked()
            && let Some(to) = browser::place_in(&event)
        {
            site.with_value(|site| page.put_mark(map, site, to));
        }
    };
    let label = format!("{n}. {}", site.get_value());
    view! {
        <button
            type="button"
            class="map__mark"
            id=mark_id(map, n)
            hidden=move || at.get().is_none()
            style:left=move || left().unwrap_or_default()
            style:top=move || top().unwrap_or_default()
            aria-label=label
            aria-describedby=format!("keys-{}", map.simple())
            aria-pressed=move || is_pointed().to_string()
            on:focus=move |_| point()
            on:keydown=keys
            on:pointerdown=grab
            on:pointermove=drag
            on:pointerup=move |_| page.dragged.set(false)
            on:pointercancel=move |_| page.dragged.set(false)
            on:click=move |event: MouseEvent| event.stop_propagation()
        >
            {n}
        </button>
    }
    .into_any()
}

/// A place in the list beside the plan: put there and taken off, and where it is by numbers.
fn row(store: Store, map: Uuid, n: usize, site: &str) -> AnyView {
    let page = store.day_parts;
    let name = site.to_owned();
    let site = StoredValue::new(site.to_owned());
    let at = Memo::new(move |_| site.with_value(|site| page.mark(map, site)));
    let is_there = Memo::new(move |_| at.get().is_some());
    let draw = move || {
        if is_there.get() {
            let take = move |_| {
                site.with_value(|site| page.take_mark(map, site));
                browser::focus(&format!("#put-{}", mark_id(map, n)));
            };
            let label = fill(words::MAP_TAKE, &site.get_value());
            view! {
                {number(store, (map, n), site, words::MAP_X, true)}
                {number(store, (map, n), site, words::MAP_Y, false)}
                <button type="button" class="btn btn--quiet" aria-label=label on:click=take>
                    {t(words::MAP_TAKE_SHORT)}
                </button>
            }
            .into_any()
        } else {
            let put = move |_| {
                site.with_value(|site| page.put_mark(map, site, MIDDLE));
                page.pointed.set(Some((map, site.get_value())));
                browser::focus(&format!("#{}", mark_id(map, n)));
            };
            let label = fill(words::MAP_PUT, &site.get_value());
            view! {
                <button
                    type="button"
                    class="btn btn--second"
                    id=format!("put-{}", mark_id(map, n))
                    aria-label=label
                    on:click=put
                >
                    {t(words::MAP_PUT_SHORT)}
                </button>
            }
            .into_any()
        }
    };
    view! { <li><b>{name}</b> <div class="map__at">{draw}</div></li> }.into_any()
}

/// How far a mark is from an edge, in percent.
fn number(
    store: Store,
    (map, n): (Uuid, usize),
    site: StoredValue<String>,
    label: Text,
    across: bool,
) -> AnyView {
    let page = store.day_parts;
    let id = format!("{}-{}", mark_id(map, n), if across { "x" } else { "y" });
    let now = move || site.with_value(|site| page.mark(map, site));
    let value = move || {
        let (x, y) = now().unwrap_or_default();
        let at = if across { x } else { y };
        format!("{}.{}", at / 10, at % 10)
    };
    let changed = move |event| {
        let typed = event_target_value(&event).trim().replace(',', ".");
        let Ok(percent) = typed.parse::<f64>() else {
            return store.say(t(words::MAP_NUMBER));
        };
        let (x, y) = untrack(now).unwrap_or_default();
        let typed = (percent.clamp(0.0, 100.0) * 10.0).round() as i32;
        let to = if across {
            (typed, i32::from(y))
        } else {
            (i32::from(x), typed)
        };
        site.with_value(|site| page.put_mark(map, site, to));
    };
    view! {
        <span class="map__number">
            <label for=id.clone()>{t(label)} <span class="sr">": " {site.get_value()}</span></label>
            <input id=id type="number" min="0" max="100" step="0.1" prop:value=value on:change=changed />
        </span>
    }
    .into_any()
}
