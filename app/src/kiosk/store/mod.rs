//! What the kiosk shows, and the acts that change it. Everything typed is here, in memory only.

mod door;
mod hall;

use std::collections::BTreeMap;

use domain::kiosk::{Idle, Kind, Screen, Visit, exit_hash};
use domain::open_day::PublicDay;
use domain::open_day::door::Door;
use domain::open_day::survey::Reply;
use domain::request::{Draft, Field, Language, Problem, check};
use domain::sync::kiosk::{Beat, PairingCode};
use domain::sync::wire::{LookUp, LookedUp};
use gloo::timers::callback::Interval;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

pub(super) use door::{AtDoor, AtDoorTold, Camera};
pub(super) use hall::Said;

use super::{browser, seal, send};
use crate::api::{self, ApiError};
use crate::db::kiosk::Home;
use crate::device;
use crate::route::Step;
use crate::store::Live;
use crate::text::{self, Text, citizen, kiosk as say, t};

/// How often the page looks whether anybody is there.
const TICK_MS: u32 = 1_000;

/// What the visitor takes away.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slip {
    /// What was submitted.
    pub(super) kind: Kind,
    /// Its id.
    pub(super) id: Uuid,
    /// Its access code, in groups; empty for what is nameless.
    pub(super) code: String,
    /// Where the visitor's phone follows it.
    pub(super) link: String,
    /// Whether the council has it.
    pub(super) arrived: bool,
    /// Its index or number then.
    pub(super) index: Option<String>,
}

/// What came of a look-up.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found {
    /// Nothing was asked.
    Nothing,
    /// Under way.
    Searching,
    /// This.
    Case(Box<LookedUp>),
    /// Nothing, for this reason.
    Failed(String),
}

/// The signals. Copied freely; they live as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Store {
    /// The language; everything is drawn anew when it changes.
    pub(super) language: Live<Language>,
    /// What is shown.
    pub(super) screen: Live<Screen>,
    /// Whether anybody is there.
    pub(super) idle: Live<Idle>,
    /// What this kiosk knows of itself; none until it is read.
    pub(super) home: Live<Option<Home>>,
    /// The code an officer is to enter.
    pub(super) pairing: Live<Option<PairingCode>>,
    /// Whether the server answered last.
    pub(super) reached: Live<bool>,
    /// How the kiosk is.
    pub(super) state: Live<Beat>,
    /// The request being written.
    pub(super) draft: Live<Draft>,
    /// The question of it that is asked.
    pub(super) step: Live<Step>,
    /// What is wrong with it.
    pub(super) problems: Live<Vec<Problem>>,
    /// Why it could not be kept.
    pub(super) failed: Live<Option<Text>>,
    /// What the visitor takes away.
    pub(super) slip: Live<Option<Slip>>,
    /// The index being looked up, and its year.
    pub(super) index: Live<String>,
    pub(super) year: Live<String>,
    /// What is wrong in a small form: the field and why.
    pub(super) wrong: Live<Vec<(&'static str, String)>>,
    /// What came of the look-up.
    pub(super) found: Live<Found>,
    /// The exit code being typed.
    pub(super) exit: Live<String>,
    /// The open days everybody may see, as they were when there last was a network.
    pub(super) days: Live<Vec<PublicDay>>,
    /// The day that is answered or asked about; as it was when the visitor began.
    pub(super) day: Live<Option<PublicDay>>,
    /// The floor plans of the day that is shown, as addresses that hold all of them.
    pub(super) plans: Live<Vec<(Uuid, String)>>,
    /// The question of the survey that is asked, from 0.
    pub(super) at: Live<usize>,
    /// What was answered.
    pub(super) replies: Live<BTreeMap<u8, Reply>>,
    /// The question, proposal or remark being written.
    pub(super) said: Live<Said>,
    /// The door this tablet stands at, with names if it has had a network since its start.
    pub(super) door: Live<Option<Door>>,
    /// What is shown and typed at the door.
    pub(super) at_door: AtDoor,
    visit: Live<Visit>,
    update: Live<bool>,
    sealing: Live<bool>,
}

impl Store {
    pub(super) fn new() -> Self {
        text::set_language(Language::Uk);
        Self {
            language: Live::new(Language::Uk),
            screen: Live::new(Screen::Welcome),
            idle: Live::new(Idle::Active),
            home: Live::new(None),
            pairing: Live::new(None),
            reached: Live::new(true),
            state: Live::new(Beat::default()),
            draft: Live::new(Draft::default()),
            step: Live::new(Step::Text),
            problems: Live::new(Vec::new()),
            failed: Live::new(None),
            slip: Live::new(None),
            index: Live::new(String::new()),
            year: Live::new(String::new()),
            wrong: Live::new(Vec::new()),
            found: Live::new(Found::Nothing),
            exit: Live::new(String::new()),
            days: Live::new(Vec::new()),
            day: Live::new(None),
            plans: Live::new(Vec::new()),
            at: Live::new(0),
            replies: Live::new(BTreeMap::new()),
            said: Live::new(Said::default()),
            door: Live::new(None),
            at_door: AtDoor::new(),
            visit: Live::new(Visit::new(Screen::Welcome, device::now_ms())),
            update: Live::new(false),
            sealing: Live::new(false),
        }
    }

    /// Begins to look after the visit, the clock and what waits.
    pub(super) fn begin(self) {
        browser::keep_history_short();
        browser::on_touch(move |pressed| {
            // While the page asks, only an answer counts: a key that closed the question would go
            // on to press what lies behind it.
            if pressed || !matches!(self.idle.get_untracked(), Idle::Warned(_)) {
                self.stay();
            }
        });
        browser::on_window("vr:update-ready", move || self.update.set(true));
        browser::on_window("online", move || send::soon(self));
        Interval::new(TICK_MS, move || self.tick()).forget();
        send::begin(self);
    }

    /// Somebody is there.
    pub(super) fn stay(self) {
        let now = device::now_ms();
        self.visit.update(|visit| visit.touch(now));
        self.tick();
    }

    fn tick(self) {
        let now = device::now_ms();
        let mut idle = Idle::Active;
        self.visit.update(|visit| idle = visit.idle(now));
        if idle == Idle::Over {
            return self.start_over();
        }
        self.idle.set_if_new(idle);
        if self.update.get_untracked() && self.visit.with_untracked(Visit::may_update) {
            self.update.set(false);
            device::dispatch("vr:apply-update");
        }
    }

    /// Ends the visit. Nothing of it is left.
    pub(super) fn start_over(self) {
        if self.duty().is_some() {
            // Loaded anew without a network, a door would lose its names.
            return self.back_to_door();
        }
        browser::begin_anew();
    }

    /// Goes to a screen.
    pub(super) fn go(self, screen: Screen) {
        let now = device::now_ms();
        self.visit.update(|visit| visit.go(screen, now));
        self.problems.set(Vec::new());
        self.wrong.set(Vec::new());
        self.failed.set(None);
        self.screen.set_if_new(screen);
    }

    /// Shows a screen that the kiosk's own state asks for, unless a visitor would be disturbed.
    pub(super) fn rest_on(self, screen: Screen) {
        if self.visit.with_untracked(Visit::may_update) || screen == Screen::Ended {
            self.go(screen);
        }
    }

    /// Switches to the other language, until the visit is over.
    pub(super) fn switch_language(self) {
        let other = match self.language.get_untracked() {
            Language::Uk => Language::En,
            Language::En => Language::Uk,
        };
        text::set_language(other);
        // At a door nobody's visit begins.
        let begun = self.screen.get_untracked() != Screen::Door;
        self.visit.update(|visit| visit.begun |= begun);
        self.language.set(other);
    }

    /// Whether requests are taken in.
    pub(super) fn serves(self) -> bool {
        self.home
            .with(|home| home.as_ref().is_some_and(Home::serves))
    }

    /// Goes to a question of the request.
    pub(super) fn ask(self, step: Step) {
        let screen = match step {
            Step::Check => Screen::Check,
            _ => Screen::Request,
        };
        let now = device::now_ms();
        self.visit.update(|visit| visit.go(screen, now));
        self.problems.set(Vec::new());
        self.step.set(step);
        // Another question of the same screen is drawn anew, too.
        self.screen.set(screen);
    }

    /// Goes on from a question, if it is answered well; from the last one, seals and keeps.
    pub(super) fn go_on(self) {
        let step = self.step.get_untracked();
        let found = self.draft.with_untracked(|draft| problems_of(draft, step));
        let clean = found.is_empty();
        self.problems.set(found);
        if !clean {
            return;
        }
        let whole = self
            .draft
            .with_untracked(|draft| problems_of(draft, Step::Check));
        match step.next() {
            Some(_) if whole.is_empty() => self.ask(Step::Check),
            Some(next) => self.ask(next),
            None => self.submit(),
        }
    }

    fn submit(self) {
        self.keep(Kind::Request);
    }

    /// Seals what was written and keeps it; shows what the visitor takes away, or why it failed.
    fn keep(self, kind: Kind) {
        // A second press while the first one is being kept would be a second submission.
        if self.sealing.get_untracked() {
            return;
        }
        self.sealing.set(true);
        spawn_local(async move {
            let kept = match kind {
                Kind::Request => seal::request(self).await,
                Kind::Survey => seal::survey(self).await,
                Kind::Question => seal::question(self).await,
            };
            match kept {
                Ok(slip) => {
                    self.draft.set(Draft::default());
                    self.replies.set(BTreeMap::new());
                    self.said.set(Said::default());
                    self.slip.set(Some(slip));
                    self.failed.set(None);
                    self.go(Screen::Done);
                    send::soon(self);
                }
                Err(why) => self.failed.set(Some(why)),
            }
            self.sealing.set(false);
        });
    }

    /// The council has something, under this index or number: the visitor may still stand here.
    pub(super) fn note_index(self, id: Uuid, index: Option<String>) {
        let stands = self
            .slip
            .with_untracked(|slip| slip.as_ref().is_some_and(|slip| slip.id == id));
        if stands {
            self.slip.update(|slip| {
                if let Some(slip) = slip {
                    slip.index = index;
                    slip.arrived = true;
                }
            });
        }
    }

    /// Looks a request up; the server is asked, and nothing of its answer is kept.
    pub(super) fn search(self) {
        let (index, year) = (self.index.get_untracked(), self.year.get_untracked());
        let mut wrong = Vec::new();
        if index.trim().is_empty() {
            wrong.push(("index", t(citizen::FIND_INDEX_MISSING).to_owned()));
        }
        let year = year.trim().parse::<i32>().ok();
        let year = year.filter(|year| (1991..=9999).contains(year));
        if year.is_none() {
            wrong.push(("year", t(citizen::FIND_YEAR_BAD).to_owned()));
        }
        let clean = wrong.is_empty();
        self.wrong.set(wrong);
        let (true, Some(year)) = (clean, year) else {
            return;
        };
        self.found.set(Found::Searching);
        spawn_local(async move {
            let query = LookUp {
                index,
                year,
                access_code: None,
            };
            self.found.set(match api::look_up(&query).await {
                Ok(found) => Found::Case(Box::new(found)),
                Err(ApiError::Problem(problem)) if problem.status == 404 => {
                    Found::Failed(t(citizen::FIND_NONE).into())
                }
                Err(ApiError::Problem(problem)) => {
                    Found::Failed(problem.detail.unwrap_or(problem.title))
                }
                Err(ApiError::NoAnswer(_)) => Found::Failed(t(say::NEEDS_NETWORK).into()),
            });
        });
    }

    /// Lets staff in who know the exit code.
    pub(super) fn try_exit(self) {
        let typed = self.exit.get_untracked();
        let told = self.home.get_untracked().and_then(|home| home.told);
        if told.is_some_and(|told| exit_hash(told.id, &typed) == told.exit_hash) {
            self.exit.set(String::new());
            self.go(Screen::Staff);
        } else {
            self.wrong
                .set(vec![("exit", t(say::LEAVE_WRONG).to_owned())]);
        }
    }

    /// Sends what waits, now.
    pub(super) fn send_now(self) {
        send::soon(self);
    }

    /// Takes an ended tablet up again, as a new one.
    pub(super) fn pair_anew(self) {
        send::pair_anew(self);
    }

    /// Leaves the kiosk for the council's site.
    pub(super) fn leave(self) {
        browser::go("/");
    }
}

/// The problems of the fields that a step asks for; all of them at the check.
fn problems_of(draft: &Draft, step: Step) -> Vec<Problem> {
    let any_hash = "0".repeat(64);
    let mut found = check(draft, 0, text::language(), &any_hash)
        .err()
        .unwrap_or_default();
    let fields: &[Field] = match step {
        Step::Text => &[Field::Text],
        Step::Urgency => &[Field::UrgencyReason],
        Step::Who => &[Field::Name],
        Step::Contact => &[Field::Email, Field::PostalAddress, Field::Phone],
        Step::Check => return found,
    };
    found.retain(|problem| fields.contains(&problem.field));
    found
}
