//! What the office's pages show, and the acts that change it. Pages call nothing else: neither the
//! API nor the browser's history.
//!
//! Everything typed lives here and not in the pages, so that a switch of language, an ended session
//! or a failed network redraws them without losing a letter. Memory only: it is personal data.

mod acts;
mod card;
mod control;
mod day_map;
mod day_parts;
mod duties;
mod intake;
mod journal;
mod journal_view;
mod kiosks;
mod letters;
mod mail;
mod open_days;
mod own;
mod papers;
mod people;
mod report;
mod session;
mod settings;
mod typed;

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::request::Language;
use domain::sync::AccessCode;
use domain::sync::control::ControlBoard;
use domain::sync::office::{Card, Counts, JournalRow, Me};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::program::Pages;
use super::route::{self, Filter, Route};
use super::{browser, keys};
use crate::api::ApiError;
use crate::device;
use crate::text::{self, Text};

use day_parts::DayParts;
use duties::DutiesPage;
use journal_view::ViewsPage;
use kiosks::KiosksPage;
use letters::LettersPage;
use mail::MailDesk;
use open_days::DaysPage;
use papers::PapersPage;
use people::PeoplePage;
use report::ReportPage;
use settings::SettingsPage;

pub use acts::CONFIRM;
pub use day_parts::{about_id, reply_id};
pub use duties::{TypedDocument, TypedFilter, TypedRules};
pub use mail::{TypedMailbox, field_id as mailbox_field_id};
pub use papers::{Adding, Chosen, Stop, name_of};
pub use people::{Panel, role_code};
pub use settings::{
    HOLIDAYS, LISTS, List, MARTIAL_LAW, MOVED, READINGS, REASON, TICKED, What, field_of, id_of,
};
pub use typed::{OTHER, Typed};

/// How often "time left" is counted anew.
const TICK: Duration = Duration::from_secs(20);
/// How long a toast stands.
const TOAST: Duration = Duration::from_secs(8);
/// The setting that switches the shortcuts off.
const KEYS: &str = "vr.office.keys";

/// Who uses the office.
#[derive(Debug, Clone, PartialEq)]
pub enum Session {
    /// Not known yet.
    Asking,
    /// Could not be found out.
    Unreachable(ApiError),
    /// Nobody is signed in.
    Out,
    /// Somebody was, until the server ended the session.
    Expired,
    /// This officer.
    In(Me),
}

/// How far a load has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Load {
    /// Under way.
    Loading,
    /// What is shown is whole.
    Ready,
    /// It failed; what was shown before still is.
    Failed(ApiError),
}

/// How far an act has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Sent {
    /// Nothing was sent.
    Not,
    /// Under way.
    Sending,
    /// The card has moved on; nothing was recorded.
    Changed,
    /// It was not recorded for this reason.
    Failed(ApiError),
}

/// A field's id and what is wrong with it.
pub type FieldError = (&'static str, Text);

/// The signals. Copied freely; made once and never disposed of.
#[derive(Clone, Copy)]
pub struct Store {
    /// The language of the interface; everything is drawn anew when it changes.
    pub language: RwSignal<Language>,
    /// The page.
    pub route: RwSignal<Route>,
    /// Who is signed in.
    pub session: RwSignal<Session>,
    /// The server's clock, carried on by the device's between answers.
    pub now: RwSignal<DateTime<Utc>>,
    /// What was just done.
    pub toast: RwSignal<String>,
    /// What is wrong in the form that was last submitted.
    pub errors: RwSignal<Vec<FieldError>>,
    /// Whether the shortcuts work.
    pub keys_on: RwSignal<bool>,

    /// The login being typed.
    pub login: RwSignal<String>,
    /// The password being typed.
    pub password: RwSignal<String>,
    /// The code of the second factor being typed.
    pub code_typed: RwSignal<String>,
    /// Whether the server asked for it.
    pub asks_code: RwSignal<bool>,
    /// How far signing in has come.
    pub entering: RwSignal<Load>,

    /// The search text.
    pub search: RwSignal<String>,
    /// Only what this department or person is charged with is shown in the journal.
    pub executor: RwSignal<Option<String>>,
    /// The journal's rows so far.
    pub rows: RwSignal<Vec<JournalRow>>,
    /// Where the next page starts.
    pub next: RwSignal<Option<String>>,
    /// The numbers on the tabs.
    pub counts: RwSignal<Counts>,
    /// How far loading the journal has come.
    pub journal: RwSignal<Load>,
    /// How far saving the journal as a file has come.
    pub saving: RwSignal<Load>,
    /// The row that `j` and `k` stand on.
    pub row: RwSignal<Option<Uuid>>,

    /// The control board, once loaded.
    pub board: RwSignal<Option<ControlBoard>>,
    /// How far loading the board has come.
    pub board_load: RwSignal<Load>,

    /// The report.
    pub report: ReportPage,
    /// The templates of letters.
    pub letters: LettersPage,
    /// The papers of the card.
    pub papers: PapersPage,
    /// The staff, and one's own ways in.
    pub people: PeoplePage,
    /// E-mail.
    pub mail: MailDesk,
    /// Open days.
    pub days: DaysPage,
    /// What stands beside an open day.
    pub day_parts: DayParts,
    /// Access, documents, the place to work with them.
    pub duties: DutiesPage,
    /// The kiosks.
    pub kiosks: KiosksPage,
    /// The council's settings.
    pub settings: SettingsPage,
    /// The officer's own columns and views of the journal.
    pub views: ViewsPage,

    /// The card, once loaded.
    pub card: RwSignal<Option<Card>>,
    /// How far loading the card has come.
    pub card_load: RwSignal<Load>,
    /// How far the act has come.
    pub sent: RwSignal<Sent>,
    /// What was typed and not sent, by request.
    pub typed: RwSignal<HashMap<Uuid, Typed>>,

    /// The request being entered: its id and its access code, made when the form is opened.
    pub entry: RwSignal<Option<(Uuid, AccessCode)>>,
    /// The code of the request that was entered last, to be given to its requester.
    pub code: RwSignal<Option<(Uuid, String)>>,

    /// Server's clock minus device's, milliseconds.
    skew: RwSignal<i64>,
    /// Counts the journal's questions, so that a late answer to an old one is dropped.
    asked: RwSignal<u32>,
    /// Counts the toasts, so that an old one's end does not clear a new one.
    toasts: RwSignal<u32>,
    /// Who typed what is in `typed`.
    typist: RwSignal<Option<(String, String)>>,
    /// The journal page one came from.
    last_filter: RwSignal<Filter>,
}

impl Store {
    /// The store, following the address bar, the keys and the clock.
    #[must_use]
    pub(in crate::office) fn start<P: Pages>() -> Self {
        let store = Self {
            language: RwSignal::new(text::language()),
            route: RwSignal::new(route::current()),
            session: RwSignal::new(Session::Asking),
            now: RwSignal::new(device::now()),
            toast: RwSignal::new(String::new()),
            errors: RwSignal::new(Vec::new()),
            keys_on: RwSignal::new(browser::setting(KEYS).as_deref() != Some("off")),
            login: RwSignal::new(String::new()),
            password: RwSignal::new(String::new()),
            code_typed: RwSignal::new(String::new()),
            asks_code: RwSignal::new(false),
            entering: RwSignal::new(Load::Ready),
            search: RwSignal::new(String::new()),
            executor: RwSignal::new(None),
            rows: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            counts: RwSignal::new(Counts::default()),
            journal: RwSignal::new(Load::Loading),
            saving: RwSignal::new(Load::Ready),
            row: RwSignal::new(None),
            board: RwSignal::new(None),
            board_load: RwSignal::new(Load::Loading),
            report: ReportPage::new(),
            letters: LettersPage::new(),
            papers: PapersPage::new(),
            people: PeoplePage::new(),
            mail: MailDesk::new(),
            days: DaysPage::new(),
            day_parts: DayParts::new(),
            duties: DutiesPage::new(),
            kiosks: KiosksPage::new(),
            settings: SettingsPage::new(),
            views: ViewsPage::new(),
            card: RwSignal::new(None),
            card_load: RwSignal::new(Load::Loading),
            sent: RwSignal::new(Sent::Not),
            typed: RwSignal::new(HashMap::new()),
            entry: RwSignal::new(None),
            code: RwSignal::new(None),
            skew: RwSignal::new(0),
            asked: RwSignal::new(0),
            toasts: RwSignal::new(0),
            typist: RwSignal::new(None),
            last_filter: RwSignal::new(journal::last_filter()),
        };
        route::follow(store.route);
        browser::on_key(move |key| keys::pressed::<P>(store, key));
        browser::ask_before_leaving(move || store.has_unsent());
        set_interval(move || store.tick(), TICK);
        browser::on_return(move || store.come_back());
        store.load_what_is_shown::<P>();
        store.find_out_who();
        store
    }

    /// Loads what the page needs, whenever the page changes or somebody signs in.
    fn load_what_is_shown<P: Pages>(self) {
        let somebody = Memo::new(move |_| matches!(self.session.get(), Session::In(_)));
        Effect::new(move |_| {
            let (route, somebody) = (self.route.get(), somebody.get());
            self.errors.set(Vec::new());
            P::load(self, route, somebody);
        });
    }

    /// Goes to a page.
    pub fn go(self, to: Route) {
        route::go(self.route, to, false);
    }

    /// The journal as it was left.
    #[must_use]
    pub fn journal_route(self) -> Route {
        Route::Journal(self.last_filter.get())
    }

    /// Goes back to the journal as it was left.
    pub fn back_to_journal(self) {
        self.go(Route::Journal(self.last_filter.get_untracked()));
    }

    /// The page was left for another program and comes back as it was: somebody may have signed out
    /// there, or switched the language.
    fn come_back(self) {
        text::restore_language();
        self.language.set(text::language());
        if matches!(self.session.get_untracked(), Session::In(_)) {
            self.find_out_again();
        }
    }

    /// Switches to the other language.
    pub fn switch_language(self) {
        let other = match self.language.get_untracked() {
            Language::Uk => Language::En,
            Language::En => Language::Uk,
        };
        text::set_language(other);
        self.language.set(other);
    }

    /// Switches the shortcuts on or off, for the next visit too.
    pub fn set_keys(self, on: bool) {
        browser::keep_setting(KEYS, if on { "on" } else { "off" });
        self.keys_on.set(on);
    }

    /// Moves the focus to the element of this id.
    pub fn focus(self, id: &str) {
        browser::focus(&format!("#{id}"));
    }

    /// Moves the focus to the page's heading, so that the new page is announced.
    pub fn focus_heading(self) {
        browser::focus("main h1");
    }

    /// Sets the window's title.
    pub fn title(self, title: &str) {
        browser::set_title(title);
    }

    /// Whether the form that was last submitted has errors.
    #[must_use]
    pub fn is_in_error(self) -> bool {
        let failed = matches!(self.entering.get(), Load::Failed(_))
            || matches!(self.people.sending.get(), Load::Failed(_));
        failed || self.errors.with(|errors| !errors.is_empty())
    }

    /// Opens the list of shortcuts.
    pub fn show_keys(self) {
        browser::open_dialog(keys::DIALOG);
    }

    /// Closes the list of shortcuts.
    pub fn hide_keys(self) {
        browser::close_dialog(keys::DIALOG);
    }

    /// Says what was done.
    pub fn say(self, what: &str) {
        self.toast.set(what.to_owned());
        let number = self.toasts.get_untracked().wrapping_add(1);
        self.toasts.set(number);
        set_timeout(
            move || {
                if self.toasts.get_untracked() == number {
                    self.toast.set(String::new());
                }
            },
            TOAST,
        );
    }

    /// Shows what is wrong in a form and moves the focus to its summary.
    fn point_out(self, errors: Vec<FieldError>) {
        self.errors.set(errors);
        browser::focus(".errors");
    }

    fn set_clock(self, server: DateTime<Utc>) {
        self.skew.set(server.timestamp_millis() - device::now_ms());
        self.now.set(server);
    }

    /// The same, from an answer that may tell no time.
    fn set_server_clock(self, server: Option<DateTime<Utc>>) {
        if let Some(server) = server {
            self.set_clock(server);
        }
    }

    fn tick(self) {
        let millis = device::now_ms() + self.skew.get_untracked();
        self.now
            .set(DateTime::from_timestamp_millis(millis).unwrap_or_default());
    }

    /// Sends something, unless what was sent before is still on its way; whether it is sent. What
    /// was typed stays whatever comes of it.
    fn send_one<T: 'static>(
        self,
        sending: RwSignal<Load>,
        send: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) -> bool {
        let free = sending.get_untracked() != Load::Loading;
        if free {
            self.follow(sending, send, then, |_| {});
        }
        free
    }

    /// Sends something and keeps `sending` at how far that has come; an ended session is no failure
    /// of it.
    fn follow<T: 'static>(
        self,
        sending: RwSignal<Load>,
        send: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
        failed: impl FnOnce(&ApiError) + 'static,
    ) {
        sending.set(Load::Loading);
        spawn_local(async move {
            match send.await {
                Ok(found) => {
                    sending.set(Load::Ready);
                    then(found);
                }
                Err(error) if self.is_expiry(&error) => sending.set(Load::Ready),
                Err(error) => {
                    failed(&error);
                    sending.set(Load::Failed(error));
                }
            }
        });
    }

    /// Whether the error only says that nobody is signed in any more; then the sign-in page comes
    /// over what is shown.
    fn is_expiry(self, error: &ApiError) -> bool {
        let expired = matches!(error, ApiError::Problem(problem) if problem.status == 401);
        if expired {
            self.session.set(Session::Expired);
        }
        expired
    }
}
