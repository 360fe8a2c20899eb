//! Open days: the list, one of them, what is typed there, and everything sent from there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::open_day::question::QuestionEvent;
use domain::open_day::{
    BecomeRequest, Category, DayAsk, DayCard, DayEvent, DayList, NewDay, OfficeQuestion,
    Participant, PlaceAsk, QuestionAsk, SurveyResults, wednesday,
};
use domain::request::Deed;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::{Load, Store};
use crate::api::ApiError;
use crate::device;
use crate::office::open_days::section::{Filled, Section, event, filled};
use crate::office::route::Route;
use crate::office::{api, browser};
use crate::text::{open_day as words, t};

/// What the pages of open days show, and what is typed there.
#[derive(Clone, Copy)]
pub struct DaysPage {
    /// The days, once loaded.
    pub list: RwSignal<Option<DayList>>,
    /// How far loading has come.
    pub load: RwSignal<Load>,
    /// How far what was sent has come.
    pub sending: RwSignal<Load>,
    /// The new day's theme.
    pub theme: RwSignal<String>,
    /// The new day's date.
    pub date: RwSignal<String>,
    /// The date a day is to be moved to.
    pub new_date: RwSignal<String>,
    /// The day, once loaded.
    pub card: RwSignal<Option<DayCard>>,
    /// What stands in the sections, by their ids.
    pub(in crate::office) typed: RwSignal<BTreeMap<&'static str, Filled>>,
    /// The sections a colleague has changed under what is typed there.
    pub(in crate::office) stale: RwSignal<BTreeSet<&'static str>>,
    /// Other texts, by their field's id.
    pub texts: RwSignal<BTreeMap<String, String>>,
    /// The survey's results.
    pub results: RwSignal<Option<SurveyResults>>,
    /// Who wants to come.
    pub people: RwSignal<Vec<Participant>>,
    /// What was asked.
    pub questions: RwSignal<Vec<OfficeQuestion>>,
    /// The id of the day being made, so that it is made once.
    new_id: RwSignal<Option<Uuid>>,
}

impl DaysPage {
    pub(super) fn new() -> Self {
        Self {
            list: RwSignal::new(None),
            load: RwSignal::new(Load::Loading),
            sending: RwSignal::new(Load::Ready),
            theme: RwSignal::new(String::new()),
            date: RwSignal::new(String::new()),
            new_date: RwSignal::new(String::new()),
            card: RwSignal::new(None),
            typed: RwSignal::new(BTreeMap::new()),
            stale: RwSignal::new(BTreeSet::new()),
            texts: RwSignal::new(BTreeMap::new()),
            results: RwSignal::new(None),
            people: RwSignal::new(Vec::new()),
            questions: RwSignal::new(Vec::new()),
            new_id: RwSignal::new(None),
        }
    }

    /// What was typed into a field of this id.
    #[must_use]
    pub fn text(self, id: &str) -> String {
        self.texts
            .with(|all| all.get(id).cloned().unwrap_or_default())
    }

    /// Puts this into the field of this id.
    pub fn type_text(self, id: String, text: String) {
        self.texts.update(|all| drop(all.insert(id, text)));
    }

    /// Who is let in without a booking (item 9); citizens unless something else is chosen.
    #[must_use]
    pub fn walk_in_category(self) -> Category {
        Category::named(&self.text("walk-category")).unwrap_or_default()
    }

    /// What stands in a section.
    #[must_use]
    pub(in crate::office) fn filled(self, section: Section) -> Filled {
        self.typed
            .with(|all| all.get(section.id()).cloned().unwrap_or_default())
    }

    /// Changes what stands in a section.
    pub(in crate::office) fn change(self, section: Section, change: impl FnOnce(&mut Filled)) {
        self.typed
            .update(|all| change(all.entry(section.id()).or_default()));
    }

    /// Whether something is typed and not sent.
    pub(super) fn is_touched(self) -> bool {
        let is_typed =
            |(id, text): (&String, &String)| id != "walk-category" && !text.trim().is_empty();
        let texts = self.texts.with_untracked(|all| all.iter().any(is_typed));
        let new = [self.theme, self.date, self.new_date];
        let new = new
            .iter()
            .any(|text| text.with_untracked(|text| !text.is_empty()));
        let sections = self.card.with_untracked(|card| {
            let card = card.as_ref()?;
            let differs = |section: &Section| {
                let kept = filled(*section, &card.day);
                self.typed
                    .with_untracked(|all| all.get(section.id()).is_some_and(|typed| *typed != kept))
            };
            Section::ALL.iter().find(|one| differs(one)).copied()
        });
        texts || new || sections.is_some()
    }

    /// Forgets what somebody else typed or saw.
    pub(super) fn forget(self) {
        self.typed.update(BTreeMap::clear);
        self.stale.update(BTreeSet::clear);
        self.texts.update(BTreeMap::clear);
        self.theme.set(String::new());
        self.date.set(String::new());
        self.new_date.set(String::new());
        self.card.set(None);
        self.people.set(Vec::new());
        self.questions.set(Vec::new());
    }

    fn put_in(self, section: Section, card: &DayCard) {
        self.typed
            .update(|all| drop(all.insert(section.id(), filled(section, &card.day))));
        self.stale.update(|all| {
            all.remove(section.id());
        });
    }

    /// Takes a newer state of the day: what nobody typed in follows it; where a colleague changed
    /// what is being typed, the typed stays and that is said.
    fn catch_up(self, card: &DayCard) {
        let before = self.card.get_untracked();
        let before = before.filter(|before| before.id == card.id);
        for section in Section::ALL {
            let new = filled(section, &card.day);
            let old = before.as_ref().map(|card| filled(section, &card.day));
            let typed = self
                .typed
                .with_untracked(|all| all.get(section.id()).cloned());
            if typed.is_none() || typed == old || typed.as_ref() == Some(&new) {
                self.put_in(section, card);
            } else if old.as_ref() != Some(&new) {
                self.stale.update(|all| {
                    all.insert(section.id());
                });
            }
        }
    }

    /// Gives up what is typed in a section for what a colleague has saved.
    pub(in crate::office) fn take_theirs(self, section: Section) {
        if let Some(card) = self.card.get_untracked() {
            self.put_in(section, &card);
        }
    }
}

impl Store {
    /// Whether the officer prepares and holds open days.
    #[must_use]
    pub fn holds_days(self) -> bool {
        self.me().is_some_and(|me| me.role.may(Deed::HoldOpenDays))
    }

    /// Whether the officer registers requests.
    #[must_use]
    pub fn takes_in(self) -> bool {
        self.me().is_some_and(|me| me.role.may(Deed::TakeIn))
    }

    /// Whether the officer answers visitors.
    #[must_use]
    pub fn answers_visitors(self) -> bool {
        self.me()
            .is_some_and(|me| me.role.may(Deed::AnswerVisitors))
    }

    /// Loads the list.
    pub fn load_days(self) {
        let page = self.days;
        page.load.set(Load::Loading);
        page.sending.set(Load::Ready);
        spawn_local(async move {
            match api::days().await {
                Ok(list) => {
                    self.set_server_clock(list.server_time);
                    page.list.set(Some(list));
                    page.load.set(Load::Ready);
                }
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => page.load.set(Load::Failed(error)),
            }
        });
    }

    /// Loads a day; what is typed for the same day stays.
    pub fn load_day(self, id: Uuid) {
        let page = self.days;
        let other = page
            .card
            .with_untracked(|card| card.as_ref().map(|card| card.id) != Some(id));
        if other {
            page.card.set(None);
            page.new_date.set(String::new());
            page.results.set(None);
            page.people.set(Vec::new());
            page.questions.set(Vec::new());
        }
        page.load.set(Load::Loading);
        page.sending.set(Load::Ready);
        spawn_local(async move {
            match api::day(id).await {
                Ok(card) => {
                    self.set_server_clock(card.server_time);
                    if other {
                        page.texts.update(BTreeMap::clear);
                        page.typed.update(BTreeMap::clear);
                    }
                    page.catch_up(&card);
                    page.card.set(Some(card));
                    page.load.set(Load::Ready);
                    self.load_around(id).await;
                }
                Err(error) if self.is_expiry(&error) => {}
                Err(error) => page.load.set(Load::Failed(error)),
            }
        });
    }

    /// What stands beside the day; without it the page shows the day alone.
    async fn load_around(self, id: Uuid) {
        if let Ok(results) = api::day_results(id).await {
            self.days.results.set(Some(results));
        }
        if let Ok(found) = api::day_questions(id).await {
            self.days.questions.set(found.questions);
        }
        if self.holds_days()
            && let Ok(found) = api::day_people(id).await
        {
            self.days.people.set(found.people);
        }
    }

    /// Plans the day that is typed.
    pub fn plan_day(self) {
        let page = self.days;
        let theme = page.theme.get_untracked().trim().to_owned();
        let date = page.date.get_untracked().parse::<NaiveDate>().ok();
        let mut errors = Vec::new();
        if theme.is_empty() {
            errors.push(("theme", words::THEME_MISSING));
        }
        match date.map(wednesday) {
            None => errors.push(("date", words::DATE_MISSING)),
            Some(Err(_)) => errors.push(("date", words::DATE_WRONG)),
            Some(Ok(())) => {}
        }
        let Some(date) = date.filter(|_| errors.is_empty()) else {
            return self.point_out(errors);
        };
        self.errors.set(Vec::new());
        let id = page.new_id.get_untracked().unwrap_or_else(device::new_id);
        page.new_id.set(Some(id));
        self.send_of_days(
            async move { api::begin_day(&NewDay { id, theme, date }).await },
            move |card: DayCard| {
                page.theme.set(String::new());
                page.date.set(String::new());
                page.new_id.set(None);
                self.say(t(words::CREATED));
                self.go(Route::OpenDay(card.id));
            },
        );
    }

    /// Saves a section.
    pub(in crate::office) fn save_section(self, section: Section) {
        let typed = self
            .days
            .typed
            .with_untracked(|all| all.get(section.id()).cloned());
        match event(section, &typed.unwrap_or_default()) {
            Some(event) => self.act_on_day(event, Some(section)),
            None => self.say(t(words::INCOMPLETE)),
        }
    }

    /// Records what is done with the day.
    pub(in crate::office) fn act_on_day(self, event: DayEvent, section: Option<Section>) {
        let page = self.days;
        let Some((id, version)) = page
            .card
            .with_untracked(|card| card.as_ref().map(|card| (card.id, card.version)))
        else {
            return;
        };
        let ask = DayAsk { version, event };
        self.send_of_days(
            async move { self.or_catch_up(id, api::act_on_day(id, &ask).await).await },
            move |card: DayCard| {
                if let Some(section) = section {
                    page.put_in(section, &card);
                }
                page.card.set(Some(card));
                self.say(t(words::SAVED));
            },
        );
    }

    /// When a colleague was faster, loads what the day is now beside what is typed.
    async fn or_catch_up(
        self,
        id: Uuid,
        acted: Result<DayCard, ApiError>,
    ) -> Result<DayCard, ApiError> {
        let is_stale = matches!(&acted, Err(ApiError::Problem(problem)) if problem.status == 409);
        if is_stale && let Ok(card) = api::day(id).await {
            self.days.catch_up(&card);
            self.days.card.set(Some(card));
        }
        acted
    }

    /// Gives the day another date.
    pub fn move_day(self, date: NaiveDate) {
        let page = self.days;
        let Some((id, version)) = page
            .card
            .with_untracked(|card| card.as_ref().map(|card| (card.id, card.version)))
        else {
            return;
        };
        let event = DayEvent::Dated { date };
        let ask = DayAsk { version, event };
        self.send_of_days(
            async move { api::act_on_day(id, &ask).await },
            move |card: DayCard| {
                // The plan's week goes with the date.
                page.put_in(Section::Plan, &card);
                page.card.set(Some(card));
                page.new_date.set(String::new());
                self.say(t(words::MOVED));
            },
        );
    }

    /// Lets somebody in, with a booking or without.
    pub fn at_the_door(self, ask: PlaceAsk) {
        let Some(id) = self.day_id() else { return };
        let page = self.days;
        let pressed = match &ask {
            PlaceAsk::WalkIn { slot, .. } => format!("walk-{slot}"),
            PlaceAsk::CheckIn { id } | PlaceAsk::TakeBack { id } | PlaceAsk::Cancel { id } => {
                format!("came-{id}")
            }
            PlaceAsk::TakeList { .. } => return,
        };
        self.send_of_days(
            async move { api::at_the_door(id, &ask).await },
            move |found: domain::open_day::Participants| {
                page.people.set(found.people);
                self.say(t(words::SAVED));
                // The list is drawn anew, and with it the button that was pressed.
                browser::focus_or(&format!("#{pressed}"), "#people-list-title");
            },
        );
    }

    /// Lets somebody in who has not booked.
    pub fn walk_in(self, slot: u16) {
        self.at_the_door(PlaceAsk::WalkIn {
            id: device::new_id(),
            slot,
            category: self.days.walk_in_category(),
            name: String::new(),
            door: None,
        });
    }

    /// Records what is done with a question.
    pub fn act_on_question(self, id: Uuid, version: u64, event: QuestionEvent) {
        let ask = QuestionAsk { version, event };
        self.send_of_days(
            async move { api::act_on_question(id, &ask).await },
            move |question| self.put_question(question),
        );
    }

    /// Makes a request of a question.
    pub fn question_into_request(self, id: Uuid, with: BecomeRequest) {
        self.send_of_days(
            async move { api::question_into_request(id, &with).await },
            move |question| self.put_question(question),
        );
    }

    fn put_question(self, new: OfficeQuestion) {
        self.days.questions.update(|all| {
            if let Some(old) = all.iter_mut().find(|one| one.id == new.id) {
                *old = new;
            }
        });
        self.say(t(words::SAVED));
    }

    fn day_id(self) -> Option<Uuid> {
        self.days
            .card
            .with_untracked(|card| card.as_ref().map(|card| card.id))
    }

    /// Sends one thing at a time; what was typed stays whatever comes of it.
    fn send_of_days<T: 'static>(
        self,
        send: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if !self.send_one(self.days.sending, send, then) {
            self.say(t(words::BUSY));
        }
    }
}
