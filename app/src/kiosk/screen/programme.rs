//! The programme of the next open day and where its parts are, as the council wrote them.

use chrono::NaiveTime;
use domain::kiosk::Screen;
use domain::open_day::map::{MapMark, Numbered, numbered};
use domain::open_day::{DayMap, ProgrammeItem, PublicDay, hall, words};

use super::super::browser;
use super::super::store::Store;
use super::{button, heading_of, paragraph};
use crate::component::{El, Part, el, live};
use crate::device;
use crate::text::{self, citizen as ask, format, kiosk as say, t};

const QR: &str = "day-qr";

/// The programme.
pub(super) fn show(store: Store) -> Part {
    let Some(day) = store.day.get_untracked() else {
        return Part::none();
    };
    let back = button("back", ask::BACK, move || store.go(Screen::Welcome));
    browser::draw_qr(QR, format!("{}/days/{}", device::origin(), day.id));
    let parts: Vec<El> = day.programme.iter().map(part).collect();
    let places = hall::places(&day.programme).into_iter();
    let places: Vec<El> = places.map(|(site, parts)| place(site, &parts)).collect();
    // By the numbers on the plans, where there are any.
    let places = el("ol").class("places").add(places);
    let mapped = day.clone();
    let slots: Vec<El> = day
        .slots
        .iter()
        .map(|slot| el("li").text(span(slot.starts, slot.ends)))
        .collect();
    let slots = (!slots.is_empty())
        .then(|| Part::from(el("h2").text(t(say::DAY_SLOTS))).add(el("ul").add(slots)));
    let qr = el("div")
        .class("qr")
        .id(QR)
        .attr("role", "img")
        .attr("aria-label", t(say::DAY_QR_LABEL));
    Part::from(back)
        .add(heading_of(day.theme))
        .add(paragraph("lead", format::weekday_date(day.date)))
        .add(el("ol").class("parts").add(parts))
        .add(el("h2").text(t(say::DAY_WHERE)))
        .add(live(move || plans(store, &mapped)))
        .add(places)
        .add(slots)
        .add(el("h2").text(t(say::DAY_CONDUCT)))
        .add(paragraph("typed", day.conduct))
        .add(el("h2").text(t(say::DAY_QR)))
        .add(qr)
}

/// «10:00–10:30».
pub(super) fn span(from: NaiveTime, to: NaiveTime) -> String {
    use chrono::Timelike;
    let time = |time: NaiveTime| format!("{:02}:{:02}", time.hour(), time.minute());
    format!("{}–{}", time(from), time(to))
}

fn part(item: &ProgrammeItem) -> El {
    let form = words::form(item.form, text::language());
    let chair = item.chair.name.trim();
    let chair = (!chair.is_empty()).then(|| format!("{}: {chair}", t(say::DAY_CHAIR)));
    let rest = [Some(item.site.clone()), Some(item.unit.clone()), chair];
    let rest: Vec<String> = rest
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    el("li")
        .add(el("strong").text(span(item.starts, item.ends)))
        .add(el("span").text(format!("{form}: {}", item.title)))
        .add(el("span").class("hint").text(rest.join(" · ")))
}

fn place(site: &str, parts: &[&ProgrammeItem]) -> El {
    let row = |item: &&ProgrammeItem| {
        el("p").text(format!("{} {}", span(item.starts, item.ends), item.title))
    };
    let rows: Vec<El> = parts.iter().map(row).collect();
    el("li").add(el("strong").text(site)).add(rows)
}

/// The floor plans that this kiosk has kept.
fn plans(store: Store, day: &PublicDay) -> Part {
    let kept = store.plans.get();
    let plans: Vec<El> = day
        .maps
        .iter()
        .filter_map(|map| {
            let (_, picture) = kept.iter().find(|(id, _)| *id == map.id)?;
            Some(plan(map, picture.clone(), &day.programme))
        })
        .collect();
    plans.into()
}

fn plan(map: &DayMap, picture: String, programme: &[ProgrammeItem]) -> El {
    let mark = |one: Numbered<'_>| {
        el("span")
            .class("map__mark")
            .style("left", MapMark::percent(one.mark.x))
            .style("top", MapMark::percent(one.mark.y))
            .text(one.n.to_string())
    };
    let marks: Vec<El> = numbered(programme, &map.marks)
        .into_iter()
        .map(mark)
        .collect();
    let picture = el("img")
        .attr("src", picture)
        .attr("alt", t(say::DAY_MAP_ALT));
    // The list under it says all of this in words.
    let marks = el("div").attr("aria-hidden", "true").add(marks);
    el("figure")
        .class("map")
        .add(el("div").class("map__in").add(picture).add(marks))
        .add(el("figcaption").text(map.about.clone()))
}
