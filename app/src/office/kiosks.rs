//! The page «Термінали»: tablets are taken in, looked at and ended here.

use chrono::DateTime;
use domain::kiosk::Order;
use domain::open_day::DoorDuty;
use domain::sync::kiosk::{AsideRow, KioskList, KioskRow};
use leptos::prelude::*;
use uuid::Uuid;

use super::parts;
use super::store::{Load, Store};
use crate::device;
use crate::text::{Text, fill, format, kiosks as words, t};

/// Draws the page.
pub(super) fn page(store: Store) -> AnyView {
    let page = store.kiosks;
    let form = move || {
        if store.manages_kiosks() {
            take_in(store)
        } else {
            view! { <p class="notice">{t(words::READ_ONLY)}</p> }.into_any()
        }
    };
    let state = move || match (page.load.get(), page.list.with(Option::is_some)) {
        (Load::Failed(error), _) => parts::failure(&error, move || store.load_kiosks()),
        (Load::Loading, false) => parts::loading(),
        _ => ().into_any(),
    };
    let list = move || page.list.get().map(|list| listed(store, list));
    view! {
        <main class="page" id="main">
            <h1 tabindex="-1">{t(words::TITLE)}</h1>
            {form}
            {state}
            {failed(store)}
            {list}
        </main>
    }
    .into_any()
}

fn failed(store: Store) -> AnyView {
    parts::not_done(store.kiosks.sending)
}

fn busy(store: Store) -> impl Fn() -> Option<&'static str> {
    parts::busy(store.kiosks.sending)
}

/// The form that takes a tablet in.
fn take_in(store: Store) -> AnyView {
    let page = store.kiosks;
    let address = format!("{}/kiosk/", device::origin());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        store.take_kiosk_in();
    };
    view! {
        <form class="measure" novalidate on:submit=submit>
            <p class="hint">{fill(words::LEAD, &address)}</p>
            {parts::errors(store)}
            {field(store, "kiosk-code", words::CODE, words::CODE_HINT, page.code)}
            {field(store, "kiosk-name", words::NAME, words::NAME_HINT, page.name)}
            <div class="actions">
                <button class="btn" aria-busy=busy(store)>{t(words::TAKE_IN)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn field(
    store: Store,
    id: &'static str,
    label: Text,
    hint: Text,
    value: RwSignal<String>,
) -> AnyView {
    let wrong = move || parts::is_wrong(store, id).then_some("true");
    view! {
        <div class=parts::field_class(store, id, "field")>
            <label for=id>{t(label)}</label>
            <p class="hint" id=format!("{id}-hint")>{t(hint)}</p>
            {parts::error(store, id)}
            <input
                id=id
                type="text"
                autocomplete="off"
                aria-describedby=parts::described_by(store, id, true)
                aria-invalid=wrong
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

fn listed(store: Store, list: KioskList) -> AnyView {
    let none = list.kiosks.is_empty();
    let doors = list.doors;
    let kiosks: Vec<AnyView> = list
        .kiosks
        .into_iter()
        .map(|kiosk| row(store, kiosk, &doors))
        .collect();
    let aside = (!list.aside.is_empty()).then(|| put_aside(store, list.aside));
    let key = store.manages_kiosks().then(|| key(store, &list.key));
    view! {
        <section aria-labelledby="kiosks-title">
            <h2 id="kiosks-title">{t(words::LIST)}</h2>
            {none.then(|| view! { <p class="hint">{t(words::NONE)}</p> })}
            {kiosks}
        </section>
        {aside}
        {key}
    }
    .into_any()
}

fn moment(millis: i64) -> String {
    let at = DateTime::from_timestamp_millis(millis);
    at.map(format::moment).unwrap_or_default()
}

/// One kiosk: how it is, and its end.
fn row(store: Store, kiosk: KioskRow, doors: &[DoorDuty]) -> AnyView {
    let told = kiosk.told.clone().unwrap_or_default();
    let tone = match (kiosk.order, kiosk.seen_at.is_some()) {
        (Order::End, _) => "end",
        (Order::Deliver, _) => "warn",
        (Order::Serve, true) => "ok",
        (Order::Serve, false) => "wait",
    };
    let refused = (told.refused > 0).then(|| fill(words::REFUSED, &told.refused.to_string()));
    let waiting = match refused {
        Some(refused) => format!("{} ({refused})", told.waiting),
        None => told.waiting.to_string(),
    };
    let room = told
        .room
        .map(|bytes| fill(words::ROOM_MB, &(bytes / 1_048_576).to_string()));
    let kept = (kiosk.seen_at.is_some() && !told.persisted).then(|| t(words::NOT_PERSISTED));
    let room: Vec<String> = room.into_iter().chain(kept.map(str::to_owned)).collect();
    let seen = kiosk.seen_at.map_or(t(words::NEVER).to_owned(), moment);
    let exit = kiosk.exit_code.clone().map(|code| fact(words::EXIT, code));
    let ends = (store.manages_kiosks() && kiosk.order != Order::End).then(|| ends(store, &kiosk));
    let serves = match &kiosk.door {
        Some(duty) => fill(words::SERVES_DOOR, &named(duty)),
        None => t(words::SERVES_VISITORS).to_owned(),
    };
    let moves = (store.puts_at_doors() && kiosk.order == Order::Serve)
        .then(|| service(store, &kiosk, doors));
    view! {
        <article class="template" data-kiosk=kiosk.name.clone()>
            <h3>{kiosk.name.clone()} " " <span class="tag" data-tone=tone>{t(words::order(kiosk.order))}</span></h3>
            <dl class="summary">
                {fact(words::SERVES, serves)}
                {fact(words::SEEN, seen)}
                {fact(words::WAITING, waiting)}
                {fact(words::VERSION, told.version)}
                {fact(words::ROOM, room.join(", "))}
                {exit}
            </dl>
            {moves}
            {ends}
        </article>
    }
    .into_any()
}

fn fact(term: Text, value: String) -> AnyView {
    view! { <div><dt>{t(term)}</dt><dd>{value}</dd></div> }.into_any()
}

fn named(duty: &DoorDuty) -> String {
    format!("{}, {}", duty.theme, format::date(duty.date))
}

/// The doors a kiosk can be put at, each asked once more: it is told names there. And the way back.
fn service(store: Store, kiosk: &KioskRow, doors: &[DoorDuty]) -> AnyView {
    let (id, name) = (kiosk.id, kiosk.name.clone());
    if kiosk.door.is_some() {
        let label = format!("{}: {name}", t(words::TO_VISITORS));
        return view! {
            <div class="actions">
                <button
                    type="button"
                    class="btn btn--second"
                    aria-label=label
                    aria-busy=busy(store)
                    on:click=move |_| store.put_at_door(id, None)
                >
                    {t(words::TO_VISITORS)}
                </button>
            </div>
        }
        .into_any();
    }
    let (to_door, doors) = (store.kiosks.to_door, doors.to_vec());
    let asked = move || match to_door.get().filter(|(asked, _)| *asked == id) {
        Some((_, day)) => ask_door(store, (id, day), &name),
        None => {
            let buttons: Vec<AnyView> = doors
                .iter()
                .map(|duty| {
                    let (day, text) = (duty.day, fill(words::TO_DOOR, &named(duty)));
                    let label = format!("{text}: {name}");
                    view! {
                        <button
                            type="button"
                            class="btn btn--second"
                            aria-label=label
                            on:click=move |_| to_door.set(Some((id, day)))
                        >
                            {text.clone()}
                        </button>
                    }
                    .into_any()
                })
                .collect();
            view! { <div class="actions">{buttons}</div> }.into_any()
        }
    };
    asked.into_any()
}

fn ask_door(store: Store, (id, day): (Uuid, Uuid), name: &str) -> AnyView {
    let cancel = move |_| store.kiosks.to_door.set(None);
    view! {
        <div class="notice" data-tone="warn" role="status">
            <p><strong>{fill(words::ASK_DOOR, name)}</strong> " " {t(words::TO_DOOR_WHAT)}</p>
            <div class="actions">
                <button
                    type="button"
                    class="btn"
                    aria-busy=busy(store)
                    on:click=move |_| store.put_at_door(id, Some(day))
                >
                    {t(words::YES_DOOR)}
                </button>
                <button type="button" class="btn btn--second" on:click=cancel>
                    {t(words::CANCEL)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// The two ends of a kiosk, each asked once more.
fn ends(store: Store, kiosk: &KioskRow) -> AnyView {
    let (id, name) = (kiosk.id, kiosk.name.clone());
    let waiting = kiosk.told.as_ref().map_or(0, |told| told.waiting);
    let ending = store.kiosks.ending;
    let asked = move || match ending.get().filter(|(asked, _)| *asked == id) {
        None => {
            let button = |text: Text, at_once: bool| {
                let label = format!("{}: {name}", t(text));
                view! {
                    <button
                        type="button"
                        class="btn btn--second"
                        aria-label=label
                        on:click=move |_| ending.set(Some((id, at_once)))
                    >
                        {t(text)}
                    </button>
                }
            };
            view! { <div class="actions">{button(words::END, false)} {button(words::END_NOW, true)}</div> }
                .into_any()
        }
        Some((_, at_once)) => {
            let what = if at_once {
                fill(words::END_NOW_WHAT, &waiting.to_string())
            } else {
                t(words::END_WHAT).to_owned()
            };
            view! {
                <div class="notice" data-tone="warn" role="status">
                    <p><strong>{fill(words::ASK_END, &name)}</strong> " " {what}</p>
                    <div class="actions">
                        <button
                            type="button"
                            class="btn btn--danger"
                            aria-busy=busy(store)
                            on:click=move |_| store.end_kiosk()
                        >
                            {t(words::YES)}
                        </button>
                        <button type="button" class="btn btn--second" on:click=move |_| ending.set(None)>
                            {t(words::CANCEL)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        }
    };
    asked.into_any()
}

/// What came from kiosks and could not be taken in.
fn put_aside(store: Store, rows: Vec<AsideRow>) -> AnyView {
    let title = fill(words::ASIDE_COUNT, &rows.len().to_string());
    let again = store.manages_kiosks().then(|| {
        view! {
            <div class="actions">
                <button
                    type="button"
                    class="btn btn--second"
                    id="try-aside"
                    aria-busy=busy(store)
                    on:click=move |_| store.try_aside()
                >
                    {t(words::ASIDE_AGAIN)}
                </button>
            </div>
        }
    });
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|row| {
            let cell = |label: Text, text: String| {
                view! { <td role="cell" data-label=t(label)>{text}</td> }.into_any()
            };
            view! {
                <tr role="row">
                    {cell(words::RECEIVED, moment(row.received_at))}
                    {cell(words::FROM, row.kiosk_name)}
                    {cell(words::WHY, t(words::why(row.why)).to_owned())}
                    {cell(words::MARK, row.id.to_string())}
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads: Vec<AnyView> = [words::RECEIVED, words::FROM, words::WHY, words::MARK]
        .into_iter()
        .map(|head| view! { <th role="columnheader" scope="col">{t(head)}</th> }.into_any())
        .collect();
    view! {
        <section aria-labelledby="aside-title" id="aside">
            <h2 id="aside-title">{title}</h2>
            <p class="hint">{t(words::ASIDE_LEAD)}</p>
            <table class="table" role="table">
                <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            {again}
        </section>
    }
    .into_any()
}

fn key(store: Store, current: &str) -> AnyView {
    view! {
        <section aria-labelledby="key-title">
            <h2 id="key-title">{t(words::KEY)}</h2>
            <p class="hint">{fill(words::KEY_NOW, current)}</p>
            <button
                type="button"
                class="btn btn--second"
                id="new-key"
                aria-busy=busy(store)
                on:click=move |_| store.change_kiosk_key()
            >
                {t(words::KEY_NEW)}
            </button>
        </section>
    }
    .into_any()
}
