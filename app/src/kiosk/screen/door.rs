//! The door of an open day: staff see who comes. Names are shown only while somebody is looked for.

use std::sync::Arc;

use chrono::DateTime;
use domain::open_day::door::{Door, DoorPerson, DoorSlot, Seen};
use domain::open_day::{Category, words};
use domain::sync::AccessCode;
use uuid::Uuid;

use super::super::scan;
use super::super::store::{AtDoorTold, Camera, Store};
use super::choice;
use super::programme::span;
use super::{button, form, heading_of, paragraph};
use crate::component::{El, Entry, Part, el, field, live};
use crate::text::{self, Text, fill, format, kiosk as say, t};

/// The fewest letters of a name that are looked for.
const LETTERS: usize = 2;
/// The most people that are shown at a time.
const SHOWN: usize = 12;

/// Who comes.
pub(super) fn show(store: Store) -> Part {
    let Some(duty) = store.duty() else {
        return Part::none();
    };
    let told = el("div").attr("role", "status").live(move || told(store));
    Part::from(heading_of(duty.theme))
        .add(paragraph(
            "lead",
            fill(say::GATE_LEAD, &format::weekday_date(duty.date)),
        ))
        .add(live(move || notices(store)))
        .add(told)
        .add(live(move || camera(store)))
        .add(search(store))
        .add(el("div").class("flow").live(move || found(store)))
        .add(live(move || slots(store)))
}

fn notice(tone: &'static str, text: String) -> El {
    el("div")
        .class("notice")
        .attr("data-tone", tone)
        .add(el("p").text(text))
}

/// What staff should know of the list.
fn notices(store: Store) -> Part {
    let reached = store.reached.get();
    store.door.with(|door| match door {
        None => notice("warn", t(say::GATE_LOADING).into()).into(),
        Some(door) => {
            let nameless =
                (!door.has_names()).then(|| notice("warn", t(say::GATE_NAMELESS).into()));
            let waits = (!reached).then(|| {
                notice(
                    "wait",
                    fill(say::GATE_WAITING, &door.deeds.len().to_string()),
                )
            });
            Part::from(nameless).add(waits)
        }
    })
}

/// What came of the last code or press.
fn told(store: Store) -> Part {
    let told = store.at_door.told.get();
    let of = |id| {
        store.door.with_untracked(|door| {
            let door = door.as_ref()?;
            let person = door.list.people.iter().find(|one| one.id == id)?;
            Some((name(person), time_of(door, person.slot)))
        })
    };
    // Only what was just noted here: who is here already may be no mistake of this hand.
    let mistake = match told {
        AtDoorTold::Booking(id, Seen::Awaited | Seen::Cancelled) | AtDoorTold::Walked(id, _) => {
            is_here(store, id).then(|| take_back(store, id, String::new()))
        }
        _ => None,
    };
    let (tone, text) = match told {
        AtDoorTold::Nothing => return Part::none(),
        AtDoorTold::Unknown => ("late", t(say::GATE_UNKNOWN).to_owned()),
        AtDoorTold::Full => ("late", t(say::GATE_FULL).to_owned()),
        AtDoorTold::NotKept => ("warn", t(say::GATE_NOT_KEPT).to_owned()),
        AtDoorTold::TakenBack => ("wait", t(say::GATE_TAKEN_BACK).to_owned()),
        AtDoorTold::Walked(_, slot) => {
            let time = store
                .door
                .with_untracked(|door| door.as_ref().map(|door| time_of(door, slot)));
            ("ok", fill(say::GATE_WALKED, &time.unwrap_or_default()))
        }
        AtDoorTold::Booking(id, seen) => {
            let (name, time) = of(id).unwrap_or_default();
            let (tone, what) = match seen {
                Seen::Awaited => ("ok", t(say::GATE_CAME).to_owned()),
                other => (tone(other), state(other)),
            };
            (tone, format!("{name}, {time}: {what}"))
        }
    };
    el("div")
        .class("panel")
        .attr("data-tone", tone)
        .add(el("p").class("told").text(text))
        .add(mistake)
        .into()
}

/// Whether somebody is noted as here.
fn is_here(store: Store, id: Uuid) -> bool {
    store.door.with_untracked(|door| {
        let Some(door) = door else { return false };
        let mut people = door.list.people.iter();
        let named = people.find(|one| one.id == id);
        named.is_some_and(|one| matches!(door.seen(one), Seen::Here(_)))
            || door.walked().iter().any(|(walked, ..)| *walked == id)
    })
}

/// The button that takes a check-in back; whose, for who does not see what stands beside it.
fn take_back(store: Store, id: Uuid, whose: String) -> El {
    let whose = (!whose.is_empty()).then(|| el("span").class("sr").text(format!(": {whose}")));
    button("btn btn--second", say::GATE_TAKE_BACK, move || {
        store.take_back(id);
    })
    .add(whose)
}

const fn tone(seen: Seen) -> &'static str {
    match seen {
        Seen::Awaited => "wait",
        Seen::Here(_) => "ok",
        Seen::Cancelled | Seen::Waits => "late",
    }
}

fn state(seen: Seen) -> String {
    match seen {
        Seen::Awaited => t(say::GATE_AWAITED).to_owned(),
        Seen::Cancelled => t(say::GATE_CANCELLED).to_owned(),
        Seen::Waits => t(say::GATE_WAITS).to_owned(),
        Seen::Here(at) => {
            let at = DateTime::from_timestamp_millis(at).unwrap_or_default();
            fill(say::GATE_HERE, &format::time(at))
        }
    }
}

fn name(person: &DoorPerson) -> String {
    if person.name.is_empty() {
        t(say::GATE_NAMELESS_PERSON).to_owned()
    } else {
        person.name.clone()
    }
}

fn time_of(door: &Door, slot: u16) -> String {
    let slot = door.list.slots.iter().find(|one| one.n == slot);
    slot.map(|slot| span(slot.starts, slot.ends))
        .unwrap_or_default()
}

fn camera(store: Store) -> Part {
    let press = |text: Text, next: Camera| {
        let press = move || {
            store.at_door.camera.set(next);
            if next == Camera::On {
                scan::begin(store);
            }
        };
        el("div")
            .class("actions")
            .add(button("btn", text, press).id("scan"))
    };
    match store.at_door.camera.get() {
        Camera::None => notice("warn", t(say::GATE_NO_CAMERA).into()).into(),
        Camera::Off => press(say::GATE_SCAN, Camera::On).into(),
        Camera::On => {
            let picture = el("canvas")
                .id(scan::PICTURE)
                .class("scan")
                .attr("role", "img")
                .attr("aria-label", t(say::GATE_SCAN_LABEL));
            Part::from(picture).add(press(say::GATE_SCAN_END, Camera::Off))
        }
    }
}

fn search(store: Store) -> El {
    let submit = move || {
        let typed = store.at_door.words.get_untracked();
        if AccessCode::parse(&typed).is_some() {
            store.show_code(&typed);
        }
    };
    form(submit).live(move || {
        // Empty for the next person.
        store.at_door.next.track();
        let entry = Entry {
            id: "find",
            label: t(say::GATE_FIND).into(),
            hint: t(say::GATE_FIND_HINT),
            optional: false,
            kind: "text",
            autocomplete: "off",
            limit: 0,
            value: String::new(),
            error: Arc::new(|| None),
        };
        field(entry, move |typed| store.at_door.words.set(typed)).into()
    })
}

fn found(store: Store) -> Part {
    let words = store.at_door.words.get();
    if words.trim().chars().count() < LETTERS {
        return Part::none();
    }
    store.door.with(|door| {
        let Some(door) = door else {
            return Part::none();
        };
        let people = match AccessCode::parse(&words) {
            Some(code) => door.by_code(&code).into_iter().collect(),
            None => door.by_name(&words),
        };
        if people.is_empty() {
            return paragraph("hint", t(say::GATE_NONE)).into();
        }
        let rows = people.into_iter().take(SHOWN);
        let rows: Vec<El> = rows.map(|one| row(store, door, one)).collect();
        el("ul").class("people").add(rows).into()
    })
}

fn row(store: Store, door: &Door, person: &DoorPerson) -> El {
    use domain::open_day::places::Standing;
    let seen = door.seen(person);
    let (id, name) = (person.id, name(person));
    // Who cancelled after the list was taken has their place still.
    let kept = seen == Seen::Cancelled && person.standing == Standing::Kept;
    let may = (seen == Seen::Awaited || kept).then(|| {
        let text = if kept {
            say::GATE_COME_ANYWAY
        } else {
            say::GATE_COME
        };
        button("btn", text, move || store.come(id))
            .add(el("span").class("sr").text(format!(": {name}")))
    });
    let mistake = matches!(seen, Seen::Here(_)).then(|| take_back(store, id, name.clone()));
    el("li")
        .add(el("strong").text(name.clone()))
        .add(el("span").text(format!(" {} ", time_of(door, person.slot))))
        .add(
            el("span")
                .class("tag")
                .attr("data-tone", tone(seen))
                .text(state(seen)),
        )
        .add(may)
        .add(mistake)
}

/// The slots: who has come, and whom this door may let in without a booking.
fn slots(store: Store) -> Part {
    let category = store.at_door.category.get_untracked();
    store.door.with(|door| {
        let Some(door) = door else {
            return Part::none();
        };
        let lends = door.list.slots.iter().any(|slot| slot.lent > 0);
        let rows: Vec<El> = door
            .list
            .slots
            .iter()
            .map(|slot| slot_row(door, slot))
            .collect();
        let walk = lends.then(|| {
            let rows = door.list.slots.iter().filter(|slot| door.left(slot.n) > 0);
            let rows: Vec<El> = rows.map(|slot| let_in(store, slot)).collect();
            Part::from(el("h2").text(t(say::GATE_WALK)))
                .add(categories(store, category))
                .add(if rows.is_empty() {
                    Part::from(paragraph("notice", t(say::GATE_FULL)))
                } else {
                    el("div").class("actions").add(rows).into()
                })
        });
        Part::from(el("h2").text(t(say::GATE_SLOTS)))
            .add(el("dl").class("summary").add(rows))
            .add(walk)
            .add(walked(store, door))
    })
}

/// Who was let in without a booking last: they have no name to be found by.
fn walked(store: Store, door: &Door) -> Part {
    let all = door.walked();
    if all.is_empty() {
        return Part::none();
    }
    let row = |(id, slot, at): &(Uuid, u16, i64)| {
        let at = DateTime::from_timestamp_millis(*at).unwrap_or_default();
        let (time, slot) = (format::time(at), time_of(door, *slot));
        el("li")
            .add(el("strong").text(time.clone()))
            .add(el("span").text(slot))
            .add(take_back(store, *id, time))
    };
    let rows: Vec<El> = all.iter().take(SHOWN).map(row).collect();
    let list = el("ul").class("people").id("walked").add(rows);
    Part::from(el("h2").text(t(say::GATE_WALKED_LIST))).add(list)
}

fn slot_row(door: &Door, slot: &DoorSlot) -> El {
    let came = fill(say::GATE_SLOT_CAME, &door.came(slot.n).to_string());
    let came = came.replacen("{}", &slot.places.to_string(), 1);
    let left = fill(say::GATE_LEFT, &door.left(slot.n).to_string());
    el("div")
        .add(el("dt").text(span(slot.starts, slot.ends)))
        .add(el("dd").text(format!("{came}; {left}")))
}

fn let_in(store: Store, slot: &DoorSlot) -> El {
    let n = slot.n;
    el("button")
        .class("btn btn--second")
        .attr("type", "button")
        .click(move || store.walk_in(n))
        .text(fill(say::GATE_WALK_IN, &span(slot.starts, slot.ends)))
}

fn categories(store: Store, chosen: Category) -> El {
    let options: Vec<El> = Category::ALL
        .map(|one| {
            el("option")
                .maybe("selected", (one == chosen).then_some(""))
                .text(words::category(one, text::language()))
        })
        .into();
    let pick = move |event: web_sys::Event| {
        let picked = choice::picked(&event).and_then(|at| Category::ALL.get(at).copied());
        if let Some(category) = picked {
            store.at_door.category.set(category);
        }
    };
    el("div")
        .class("field")
        .add(
            el("label")
                .attr("for", "category")
                .text(t(say::GATE_CATEGORY)),
        )
        .add(el("select").id("category").on("change", pick).add(options))
}
