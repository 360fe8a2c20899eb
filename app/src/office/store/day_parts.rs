//! What stands on pages of its own beside an open day: sheets of paper, photos and materials, the
//! summary.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::kyiv;
use domain::open_day::{
    DayCard, DaySummary, FileEvent, FileSort, MAX_SHEET, MapMark, NewShown, PaperSheet, Sheets,
    ShownView, in_time, read_typed, survey_window, words as names,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wasm_bindgen::JsValue;

use super::day_map::Pointed;
use super::{Load, Store};
use crate::api::ApiError;
use crate::office::route::DayPart;
use crate::office::{api, browser, parts};
use crate::text::{fill, language, open_day as words, t};
use crate::{device, picture};

/// What these pages show, and what is typed there.
#[derive(Clone, Copy)]
pub struct DayParts {
    /// How far loading has come.
    pub load: RwSignal<Load>,
    /// How far what was sent has come.
    pub sending: RwSignal<Load>,
    /// Which field is wrong, by its id, and why.
    pub wrong: RwSignal<Option<(String, String)>>,
    /// The sheets that are typed in.
    pub sheets: RwSignal<Option<Sheets>>,
    /// The number of the sheet being typed.
    pub number: RwSignal<String>,
    /// When the council got it.
    pub received: RwSignal<String>,
    /// What is typed, by question.
    pub replies: RwSignal<BTreeMap<usize, String>>,
    /// The summary.
    pub summary: RwSignal<Option<DaySummary>>,
    /// The photos and materials.
    pub files: RwSignal<Vec<ShownView>>,
    /// What the next files are.
    pub sort: RwSignal<FileSort>,
    /// The files that are chosen, each with the id it is sent under.
    pub chosen: RwSignal<Vec<(Uuid, web_sys::File)>, LocalStorage>,
    /// Descriptions that are typed, by file.
    pub abouts: RwSignal<BTreeMap<Uuid, String>>,
    /// The file that is on its way.
    pub on_its_way: RwSignal<Option<String>>,
    /// The picture of a plan that is chosen, with the id it is sent under.
    pub map_file: RwSignal<Option<(Uuid, web_sys::File)>, LocalStorage>,
    /// What is drawn on it.
    pub map_about: RwSignal<String>,
    /// Marks that were moved and are not saved yet, by plan.
    pub marks: RwSignal<BTreeMap<Uuid, Vec<MapMark>>>,
    /// The mark that is pointed at.
    pub pointed: RwSignal<Pointed>,
    /// Whether it is being dragged.
    pub dragged: RwSignal<bool>,
    /// Whose day this is of.
    day: RwSignal<Option<Uuid>>,
}

impl DayParts {
    pub(super) fn new() -> Self {
        Self {
            load: RwSignal::new(Load::Loading),
            sending: RwSignal::new(Load::Ready),
            wrong: RwSignal::new(None),
            sheets: RwSignal::new(None),
            number: RwSignal::new(String::new()),
            received: RwSignal::new(String::new()),
            replies: RwSignal::new(BTreeMap::new()),
            summary: RwSignal::new(None),
            files: RwSignal::new(Vec::new()),
            sort: RwSignal::new(FileSort::Photo),
            chosen: RwSignal::new_local(Vec::new()),
            abouts: RwSignal::new(BTreeMap::new()),
            on_its_way: RwSignal::new(None),
            map_file: RwSignal::new_local(None),
            map_about: RwSignal::new(String::new()),
            marks: RwSignal::new(BTreeMap::new()),
            pointed: RwSignal::new(None),
            dragged: RwSignal::new(false),
            day: RwSignal::new(None),
        }
    }

    /// What is typed for a question of the sheet.
    #[must_use]
    pub fn reply(self, n: usize) -> String {
        self.replies
            .with(|all| all.get(&n).cloned().unwrap_or_default())
    }

    /// What is typed to describe a file.
    #[must_use]
    pub fn about(self, file: Uuid) -> String {
        self.abouts
            .with(|all| all.get(&file).cloned().unwrap_or_default())
    }

    /// Whether something is typed or chosen and not sent.
    pub(super) fn is_touched(self) -> bool {
        let replies = self
            .replies
            .with_untracked(|all| all.values().any(|reply| !reply.is_empty()));
        let chosen = self.chosen.with_untracked(|chosen| !chosen.is_empty());
        let plan = self.map_file.with_untracked(Option::is_some);
        let marks = self.marks.with_untracked(|marks| !marks.is_empty());
        replies || chosen || plan || marks
    }

    /// Forgets what belongs to another day.
    pub(super) fn forget(self) {
        self.sheets.set(None);
        self.number.set(String::new());
        self.received.set(String::new());
        self.replies.update(BTreeMap::clear);
        self.summary.set(None);
        self.files.set(Vec::new());
        self.chosen.set(Vec::new());
        self.abouts.update(BTreeMap::clear);
        self.map_file.set(None);
        self.map_about.set(String::new());
        self.marks.update(BTreeMap::clear);
        self.pointed.set(None);
        self.wrong.set(None);
        self.day.set(None);
    }

    fn take_sheets(self, sheets: Sheets) {
        if self.number.with_untracked(String::is_empty) {
            self.number.set(sheets.next.to_string());
        }
        self.sheets.set(Some(sheets));
    }
}

/// The id of a question's field.
#[must_use]
pub fn reply_id(n: usize) -> String {
    format!("reply-{n}")
}

impl Store {
    /// Loads a page beside a day, and the day; what is typed for the same day stays.
    pub fn load_day_part(self, id: Uuid, part: DayPart) {
        let page = self.day_parts;
        if page.day.get_untracked() != Some(id) {
            page.forget();
            page.day.set(Some(id));
        }
        self.load_day(id);
        page.load.set(Load::Loading);
        page.sending.set(Load::Ready);
        page.wrong.set(None);
        spawn_local(async move {
            let loaded = match part {
                DayPart::Sheets => api::sheets(id).await.map(|found| page.take_sheets(found)),
                DayPart::Files | DayPart::Map => api::day_files(id)
                    .await
                    .map(|found| page.files.set(found.files)),
                DayPart::Summary => api::day_summary(id)
                    .await
                    .map(|found| page.summary.set(Some(found))),
            };
            match loaded {
                Ok(()) => page.load.set(Load::Ready),
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => page.load.set(Load::Failed(error)),
            }
        });
    }

    /// The day a sheet is received on when nothing else is said: today, or the survey's last day.
    #[must_use]
    pub fn usual_receipt(self, card: &DayCard) -> NaiveDate {
        let today = kyiv::date(self.now.get_untracked());
        today.min(survey_window(card.day.date).last_day)
    }

    /// Saves the sheet that is typed, and makes room for the next.
    pub fn save_sheet(self) {
        let page = self.day_parts;
        let Some(card) = self.days.card.get_untracked() else {
            return;
        };
        let (n, sheet) = match self.read_sheet(&card) {
            Ok(read) => read,
            Err((field, why)) => {
                browser::focus(&format!("#{field}"));
                return page.wrong.set(Some((field, why)));
            }
        };
        page.wrong.set(None);
        let id = card.id;
        self.send_part(
            async move { api::type_sheet(id, n, &sheet).await },
            move |sheets: Sheets| {
                page.number.set(sheets.next.to_string());
                page.sheets.set(Some(sheets));
                page.replies.update(BTreeMap::clear);
                self.say(&fill(words::SHEET_SAVED, &n.to_string()));
                browser::focus(&format!("#{}", reply_id(0)));
            },
        );
    }

    /// The sheet that is typed, or the first field that is wrong and why.
    fn read_sheet(self, card: &DayCard) -> Result<(u32, PaperSheet), (String, String)> {
        let page = self.day_parts;
        let wrong = |field: &str, why: String| (field.to_owned(), why);
        let number = page.number.with_untracked(|text| text.trim().parse().ok());
        let n = number
            .filter(|n| (1..=MAX_SHEET).contains(n))
            .ok_or_else(|| wrong("sheet-number", t(words::SHEET_NUMBER_WRONG).to_owned()))?;
        let typed = page.received.get_untracked();
        let received_on = if typed.is_empty() {
            self.usual_receipt(card)
        } else {
            let none = |_| wrong("sheet-received", t(words::SHEET_DATE_WRONG).to_owned());
            typed.parse().map_err(none)?
        };
        let today = kyiv::date(self.now.get_untracked());
        let opened = card.day.survey.opened_on.unwrap_or(today);
        in_time(card.day.date, opened, received_on, today)
            .map_err(|why| wrong("sheet-received", names::sheet_refused(why, language())))?;
        let mut replies = BTreeMap::new();
        for (n, question) in card.day.survey.questions.iter().enumerate() {
            let text = page
                .replies
                .with_untracked(|all| all.get(&n).cloned().unwrap_or_default());
            let reply = read_typed(&question.answer, &text)
                .map_err(|_| wrong(&reply_id(n), t(words::REPLY_WRONG).to_owned()))?;
            if let (Some(reply), Ok(n)) = (reply, u8::try_from(n)) {
                replies.insert(n, reply);
            }
        }
        if replies.is_empty() {
            return Err(wrong(&reply_id(0), t(words::SHEET_EMPTY).to_owned()));
        }
        Ok((
            n,
            PaperSheet {
                received_on,
                replies,
            },
        ))
    }

    /// Takes a sheet out of the results, after a question.
    pub fn take_sheet_out(self, n: u32) {
        let page = self.day_parts;
        let asked = fill(words::SHEET_OUT_ASK, &n.to_string());
        let Some(id) = page
            .day
            .get_untracked()
            .filter(|_| browser::confirm(&asked))
        else {
            return;
        };
        self.send_part(
            async move {
                api::take_sheet_out(id, n).await?;
                api::sheets(id).await
            },
            move |sheets: Sheets| {
                page.number.set(sheets.next.to_string());
                page.sheets.set(Some(sheets));
                self.say(t(words::SAVED));
                browser::focus(&format!("#{}", reply_id(0)));
            },
        );
    }

    /// Notes the files that were chosen, each under an id of its own: sent twice, it is kept once.
    pub fn choose_day_files(self, files: Vec<web_sys::File>) {
        let page = self.day_parts;
        page.wrong.set(None);
        let files = files.into_iter().map(|file| (device::new_id(), file));
        page.chosen.set(files.collect());
    }

    /// Sends the chosen files, one after the other; each needs a description.
    pub fn add_day_files(self) {
        let page = self.day_parts;
        let Some(id) = page.day.get_untracked() else {
            return;
        };
        if page.on_its_way.with_untracked(Option::is_some) {
            return;
        }
        let wrong = |field: String, what| {
            browser::focus(&format!("#{field}"));
            page.wrong.set(Some((field, t(what).to_owned())));
        };
        let chosen: Vec<Uuid> = page
            .chosen
            .with_untracked(|all| all.iter().map(|(id, _)| *id).collect());
        if chosen.is_empty() {
            return wrong("day-files".to_owned(), words::FILES_MISSING);
        }
        let is_silent = |file: &&Uuid| untrack(|| page.about(**file)).trim().is_empty();
        if let Some(silent) = chosen.iter().find(is_silent) {
            return wrong(about_id(*silent), words::ABOUT_MISSING);
        }
        page.wrong.set(None);
        spawn_local(async move {
            let failed = self.send_day_files(id).await.err();
            page.on_its_way.set(None);
            match failed {
                None => {
                    browser::clear_files("day-files");
                    page.sending.set(Load::Ready);
                    self.say(t(words::FILE_ADDED));
                    browser::focus("#day-files-add");
                }
                Some(stopped) => self.tell_stopped("day-files", stopped),
            }
        });
    }

    async fn send_day_files(self, id: Uuid) -> Result<(), Stopped> {
        let page = self.day_parts;
        while let Some((file_id, file)) = page.chosen.with_untracked(|all| all.first().cloned()) {
            let name = file.name();
            page.on_its_way.set(Some(name.clone()));
            let sort = page.sort.get_untracked();
            let (name, bytes) = match sort {
                FileSort::Material => (name, JsValue::from(file)),
                // Drawn anew, it is smaller, and place and time of the shot are gone.
                FileSort::Photo | FileSort::Map => {
                    let made = picture::smaller(&file).await;
                    let made = made.ok_or(Stopped::Stubborn(name.clone()))?;
                    (picture::jpeg_name(&name), JsValue::from(made))
                }
            };
            let new = NewShown {
                id: file_id,
                name,
                sort,
                about: untrack(|| page.about(file_id)).trim().to_owned(),
            };
            let found = api::add_day_file(id, &new, &bytes).await;
            page.files.set(found.map_err(Stopped::Failed)?.files);
            page.chosen
                .update(|all| all.retain(|(known, _)| *known != file_id));
            page.abouts.update(|all| drop(all.remove(&file_id)));
        }
        Ok(())
    }

    /// Says at this field, or above the page, why not all was sent.
    pub(super) fn tell_stopped(self, field: &str, stopped: Stopped) {
        let page = self.day_parts;
        match stopped {
            Stopped::Stubborn(name) => {
                let why = fill(words::FILE_STUBBORN, &name);
                page.wrong.set(Some((field.to_owned(), why)));
            }
            Stopped::Failed(error) if self.is_expiry(&error) => {}
            Stopped::Failed(error) => page.sending.set(Load::Failed(error)),
        }
    }

    /// The day these pages are of.
    pub(super) fn day_of_parts(self) -> Option<Uuid> {
        self.day_parts.day.get_untracked()
    }

    /// Confirms, hides, describes a file or takes it away.
    pub fn act_on_day_file(self, file: Uuid, event: FileEvent) {
        let page = self.day_parts;
        let Some(id) = page.day.get_untracked() else {
            return;
        };
        // Marks that are not saved outlive a new description.
        let marked = matches!(event, FileEvent::Marked { .. } | FileEvent::TakenAway);
        self.send_part(
            async move { api::act_on_day_file(id, file, &event).await },
            move |found: domain::open_day::ShownFiles| {
                page.files.set(found.files);
                if marked {
                    page.marks.update(|all| drop(all.remove(&file)));
                }
                page.abouts.update(|all| drop(all.remove(&file)));
                self.say(t(words::SAVED));
            },
        );
    }

    /// Takes a file away, after a question.
    pub fn take_day_file_away(self, file: Uuid, about: &str) {
        if browser::confirm(&fill(words::FILE_AWAY_ASK, about)) {
            self.act_on_day_file(file, FileEvent::TakenAway);
            browser::focus("#day-files-add");
        }
    }

    /// Sends one thing at a time; what was typed stays whatever comes of it.
    fn send_part<T: 'static>(
        self,
        send: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        let sending = self.day_parts.sending;
        if sending.get_untracked() == Load::Loading {
            return self.say(t(words::BUSY));
        }
        self.follow(sending, send, then, move |error| {
            self.say(&parts::explain(error));
        });
    }
}

/// The id of the field that describes a file.
#[must_use]
pub fn about_id(file: Uuid) -> String {
    format!("about-{}", file.simple())
}

/// Why the chosen files were not all sent.
pub(super) enum Stopped {
    /// The browser can't read this photo.
    Stubborn(String),
    /// The server did not take it, or was not reached.
    Failed(ApiError),
}
