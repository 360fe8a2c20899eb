//! The drawn map of an open day: floor plans are added, and places of the programme are marked on
//! them. What is marked and not saved yet stays here whatever happens to the session.

use domain::open_day::map::WHOLE;
use domain::open_day::{FileEvent, FileSort, MAX_MAP_BYTES, MapMark, NewShown, ShownView};
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wasm_bindgen::JsValue;

use super::day_parts::{DayParts, Stopped};
use super::{Load, Store};
use crate::office::{api, browser};
use crate::text::{open_day as words, t};
use crate::{device, picture};

/// The sizes a plan is drawn in, the best first: its longest side in pixels, and how good a JPEG.
const DRAWN: [(f64, f64); 3] = [(1_600.0, 0.82), (1_600.0, 0.6), (1_100.0, 0.6)];

/// A mark that is pointed at: of which plan, and its place.
pub(super) type Pointed = Option<(Uuid, String)>;

impl DayParts {
    /// The floor plans of the day.
    #[must_use]
    pub fn maps(self) -> Vec<ShownView> {
        let mut maps = self.files.get();
        maps.retain(|file| file.sort == FileSort::Map);
        maps
    }

    /// The marks of a plan: as they were moved here, else as they are saved.
    fn marks_of(self, map: Uuid) -> Vec<MapMark> {
        if let Some(moved) = self.marks.with(|all| all.get(&map).cloned()) {
            return moved;
        }
        self.files.with(|files| {
            let found = files.iter().find(|file| file.id == map);
            found.map_or_else(Vec::new, |file| file.marks.clone())
        })
    }

    /// Where a place is marked on a plan, in thousandths from the left and from above.
    #[must_use]
    pub fn mark(self, map: Uuid, site: &str) -> Option<(u16, u16)> {
        let marks = self.marks_of(map);
        let mark = marks.iter().find(|mark| mark.site == site)?;
        Some((mark.x, mark.y))
    }

    /// Whether marks of this plan are not saved yet.
    #[must_use]
    pub fn is_moved(self, map: Uuid) -> bool {
        self.marks.with(|all| all.contains_key(&map))
    }

    /// Puts a place on a plan, or moves it there; beside the plan is its edge.
    pub fn put_mark(self, map: Uuid, site: &str, (x, y): (i32, i32)) {
        let inside = |at: i32| u16::try_from(at.clamp(0, WHOLE.into())).unwrap_or(WHOLE);
        let mark = MapMark {
            site: site.to_owned(),
            x: inside(x),
            y: inside(y),
        };
        let mut marks = untrack(|| self.marks_of(map));
        match marks.iter_mut().find(|known| known.site == site) {
            Some(known) if *known == mark => return,
            Some(known) => *known = mark,
            None => marks.push(mark),
        }
        self.marks.update(|all| drop(all.insert(map, marks)));
    }

    /// Takes a place off a plan.
    pub fn take_mark(self, map: Uuid, site: &str) {
        let mut marks = untrack(|| self.marks_of(map));
        marks.retain(|mark| mark.site != site);
        self.marks.update(|all| drop(all.insert(map, marks)));
        self.pointed.set(None);
    }

    /// Moves the mark that is pointed at, of this plan, to where somebody touched it.
    pub fn move_pointed(self, map: Uuid, to: (i32, i32)) {
        let pointed = self.pointed.get_untracked();
        if let Some((_, site)) = pointed.filter(|(of, _)| *of == map) {
            self.put_mark(map, &site, to);
        }
    }
}

impl Store {
    /// Notes the picture that was chosen, under an id of its own: sent twice, it is kept once.
    pub fn choose_day_map(self, files: Vec<web_sys::File>) {
        let page = self.day_parts;
        page.wrong.set(None);
        let first = files.into_iter().next();
        page.map_file
            .set(first.map(|file| (device::new_id(), file)));
    }

    /// Sends the chosen plan, drawn anew and small enough for a kiosk to keep.
    pub fn add_day_map(self) {
        let page = self.day_parts;
        let Some(day) = self.day_of_parts() else {
            return;
        };
        if page.on_its_way.with_untracked(Option::is_some) {
            return;
        }
        let wrong = |field: &str, what| {
            browser::focus(&format!("#{field}"));
            page.wrong.set(Some((field.to_owned(), t(what).to_owned())));
        };
        let Some((id, file)) = page.map_file.get_untracked() else {
            return wrong("map-file", words::MAP_MISSING);
        };
        let about = page.map_about.get_untracked().trim().to_owned();
        if about.is_empty() {
            return wrong("map-about", words::MAP_ABOUT_MISSING);
        }
        page.wrong.set(None);
        page.on_its_way.set(Some(file.name()));
        spawn_local(async move {
            let sent = send(day, id, &file, about).await;
            page.on_its_way.set(None);
            match sent {
                Ok(files) => {
                    page.files.set(files);
                    page.map_file.set(None);
                    page.map_about.set(String::new());
                    browser::clear_files("map-file");
                    page.sending.set(Load::Ready);
                    self.say(t(words::MAP_ADDED));
                    browser::focus(&format!("#plan-{}", id.simple()));
                }
                Err(stopped) => self.tell_stopped("map-file", stopped),
            }
        });
    }

    /// Saves the marks of a plan. One whose place has left the programme falls away: nobody sees it, and
    /// it could not be taken off by hand.
    pub fn save_marks(self, map: Uuid) {
        let mut marks = untrack(|| self.day_parts.marks_of(map));
        self.days.card.with_untracked(|card| {
            let programme = card.iter().flat_map(|card| &card.day.programme);
            let places: Vec<&str> = programme.map(|item| item.site.as_str()).collect();
            marks.retain(|mark| places.contains(&mark.site.as_str()));
        });
        self.act_on_day_file(map, FileEvent::Marked { marks });
    }
}

async fn send(
    day: Uuid,
    id: Uuid,
    file: &web_sys::File,
    about: String,
) -> Result<Vec<ShownView>, Stopped> {
    let name = file.name();
    let drawn = drawn(file).await;
    let drawn = drawn.ok_or_else(|| Stopped::Stubborn(name.clone()))?;
    let new = NewShown {
        id,
        name: picture::jpeg_name(&name),
        sort: FileSort::Map,
        about,
    };
    let sent = api::add_day_file(day, &new, &JsValue::from(drawn)).await;
    Ok(sent.map_err(Stopped::Failed)?.files)
}

/// The plan drawn anew: without what a camera or a scanner noted in it, and not too large.
async fn drawn(file: &web_sys::File) -> Option<Uint8Array> {
    let mut last = None;
    for (longest, quality) in DRAWN {
        let made = picture::drawn(file, longest, quality).await?;
        if u64::from(made.length()) <= MAX_MAP_BYTES {
            return Some(made);
        }
        last = Some(made);
    }
    last
}
