//! The survey's page: its form while somebody answers, what became of the answers after.

mod acts;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::open_day::survey::{Channel, SurveyAnswer, check};
use domain::open_day::{VERSION, form as names, words};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, Event};

pub(super) use self::acts::{Act, act};
use super::form::{Form, body};
use super::shown::{self, Shown};
use super::{send, tell_other_tabs};
use crate::db::StorageError;
use crate::db::survey::{
    SurveyDraft, SurveyRecord, SurveyState, finish_survey, load_survey_draft, load_surveys,
    save_survey_fields,
};
use crate::extra::dom;
use crate::text::{citizen, fill, language, survey as say, t};
use crate::{device, json};

/// How long after the last key stroke a draft is stored.
const DEBOUNCE_MS: u32 = 350;
/// What stands before the site's name in the title of a page.
const BRAND: &str = " – ";
/// Stands where it is said how the draft stands, so that the button under it does not move.
const PENDING: &str = "\u{a0}";

/// A page with a survey, or with what became of one.
pub(super) struct Page {
    pub(super) host: Element,
    /// Says what changed to whoever can't see it.
    status: Option<Element>,
    form: Option<Form>,
    /// What the server says where there is nothing to answer.
    over: Option<Element>,
    hint: Option<Element>,
    note: Option<Element>,
    erase: Option<Element>,
    pub(super) day: Uuid,
    /// The first instant after the survey; 0 where the page does not say.
    ends: i64,
    title: String,
    /// Whether somebody else answers on this device now.
    another: Cell<bool>,
    busy: Cell<bool>,
    /// Whether the form goes out as a plain one, because nothing can be kept here.
    plain: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
    shown: RefCell<Option<Shown>>,
}

thread_local! {
    static PAGE: RefCell<Option<Rc<Page>>> = const { RefCell::new(None) };
}

/// Takes over the page's survey, if it has one.
pub(super) fn begin() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(page) = document.as_ref().and_then(Page::of) else {
        return;
    };
    let page = Rc::new(page);
    PAGE.set(Some(page.clone()));
    // Before anything is waited for: a storage may take its time, and somebody is answering already.
    page.take_over();
    spawn_local(async move {
        let (Ok(draft), Ok(records)) = (load_survey_draft(page.day).await, load_surveys().await)
        else {
            // A browser that keeps nothing is left with the plain page.
            return page.leave();
        };
        if let Some(form) = &page.form {
            let answered = records.iter().any(|record| record.day == page.day);
            if answered && draft.is_none() {
                // What a browser puts into a form again by itself was sent before.
                form.forget_found();
            }
        }
        page.show(false).await;
        // What was typed before this program came.
        drop(page.save().await);
    });
}

/// Shows what the device knows now.
pub(super) fn refresh() {
    if let Some(page) = PAGE.with_borrow(Clone::clone) {
        spawn_local(async move { page.show(false).await });
    }
}

impl Page {
    fn of(document: &Document) -> Option<Self> {
        let host = document.query_selector("[data-survey]").ok().flatten()?;
        let day = Uuid::try_parse(&host.get_attribute("data-survey")?).ok()?;
        let questions = host.get_attribute("data-questions");
        let questions = questions.and_then(|text| json::read(&text));
        let form = document.query_selector("form.question").ok().flatten();
        let form = questions
            .zip(form)
            .map(|(questions, form)| Form::new(form, questions));
        let ends = host.get_attribute("data-ends");
        let status = dom::el("p").attr("class", "sr").attr("role", "status").0;
        if let Some(status) = &status {
            let _ = host.after_with_node_1(status);
        }
        Some(
            Self {
                host,
                status,
                form,
                over: document.query_selector("#over").ok().flatten(),
                hint: dom::paragraph("hint", t(say::KEPT_HERE)).0,
                note: dom::paragraph("hint", PENDING).attr("id", "survey-note").0,
                erase: None,
                day,
                ends: ends.and_then(|ends| ends.parse().ok()).unwrap_or_default(),
                title: document.title(),
                another: Cell::new(false),
                busy: Cell::new(false),
                plain: Cell::new(false),
                timer: RefCell::default(),
                shown: RefCell::default(),
            }
            .with_controls(),
        )
    }

    /// Puts the words about the draft and the button that erases it beside the form's own button.
    fn with_controls(mut self) -> Self {
        let Some(form) = &self.form else { return self };
        let Ok(Some(actions)) = form.element.query_selector(".actions") else {
            return self;
        };
        for node in self.hint.iter().chain(&self.note) {
            let _ = form.element.insert_before(node, Some(&actions));
        }
        self.erase = dom::button("btn btn--quiet", t(say::ERASE), || on_page(Page::erase))
            .attr("id", "erase")
            .attr("hidden", "hidden")
            .0;
        if let Some(erase) = &self.erase {
            let _ = actions.append_child(erase);
        }
        self
    }

    /// Gives the form back to the server: it is sent as a plain one.
    fn leave(&self) {
        PAGE.set(None);
        for node in [&self.hint, &self.note, &self.erase].into_iter().flatten() {
            node.remove();
        }
    }

    fn take_over(self: &Rc<Self>) {
        let Some(form) = &self.form else { return };
        for event in ["input", "change"] {
            EventListener::new(&form.element, event, typed).forget();
        }
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&form.element, "submit", options, |event| {
            on_page_with(event, Page::submit);
        })
        .forget();
        let Some(window) = web_sys::window() else {
            return;
        };
        EventListener::new(&window, "pagehide", |_| save_now()).forget();
        if let Some(document) = window.document() {
            EventListener::new(&document, "visibilitychange", |_| save_now()).forget();
        }
    }

    /// Stores what was changed since the last time; the draft as it stands then.
    async fn save(&self) -> Result<Option<SurveyDraft>, StorageError> {
        let Some(form) = &self.form else {
            return Ok(None);
        };
        let changed = form.take_changed();
        if changed.is_empty() {
            return load_survey_draft(self.day).await;
        }
        match save_survey_fields(self.day, &changed).await {
            Ok(draft) => {
                form.stored();
                // Not while more was typed meanwhile.
                let all = draft.is_some() && form.is_stored();
                self.say_of_draft(if all { t(say::SAVED) } else { PENDING });
                self.offer_erasing(draft.is_some());
                tell_other_tabs();
                Ok(draft)
            }
            Err(error) => {
                form.note_again(changed);
                let why = t(citizen::storage_error(error));
                self.say_of_draft(&fill(say::NOT_SAVED, why));
                Err(error)
            }
        }
    }

    /// Says how the draft stands; nothing while something typed is not stored yet.
    fn say_of_draft(&self, words: &str) {
        if let Some(note) = &self.note {
            note.set_text_content(Some(words));
        }
        // Aloud only once in a row: it is stored after every pause in typing.
        if words != PENDING {
            self.say_aloud(words);
        }
    }

    fn say_aloud(&self, words: &str) {
        if let Some(status) = &self.status
            && status.text_content().unwrap_or_default() != words
        {
            status.set_text_content(Some(words));
        }
    }

    fn offer_erasing(&self, there: bool) {
        if let Some(erase) = &self.erase {
            let _ = erase.toggle_attribute_with_force("hidden", !there);
        }
    }

    fn submit(self: Rc<Self>, event: &Event) {
        if self.plain.get() {
            return;
        }
        event.prevent_default();
        if self.busy.replace(true) {
            return;
        }
        spawn_local(async move {
            self.timer.take();
            self.finish().await;
            self.busy.set(false);
        });
    }

    /// Keeps what stands in the form as a finished answer.
    async fn finish(&self) {
        let Some(form) = &self.form else { return };
        let draft = self.save().await;
        let fields = form.values();
        let answer = SurveyAnswer {
            v: VERSION,
            channel: Channel::Web,
            finished_at: device::now().timestamp_millis(),
            replies: names::replies(&form.questions, &|name| fields.get(name).cloned()),
        };
        if let Err(problem) = check(&form.questions, &answer) {
            let place = form.place_of(problem);
            return self.show_problem(&place, words::answer_problem(problem, language()));
        }
        let kept = match (draft, body(&answer)) {
            (Ok(Some(draft)), Some(body)) => {
                let record = SurveyRecord {
                    v: 1,
                    id: draft.id,
                    day: self.day,
                    finished_at: answer.finished_at,
                    state: SurveyState::Waiting,
                    body,
                    fields,
                };
                // Noted before: killed in between, the next page that is opened looks in vain once.
                device::note_survey(true);
                finish_survey(&record).await
            }
            // Another tab has sent it or taken it away.
            (Ok(_), _) => Ok(false),
            (Err(error), _) => Err(error),
        };
        match kept {
            Ok(_) => {
                form.clear();
                form.show_problem("", None);
                self.another.set(false);
                tell_other_tabs();
                self.show(true).await;
                send::send_now();
                device::request_background_sync().await;
                device::persist().await;
            }
            Err(error) => {
                // The plain form still works where there is a network.
                self.plain.set(true);
                let why = t(citizen::storage_error(error));
                let place = form.place_of(domain::open_day::survey::AnswerProblem::Empty);
                self.show_problem(&place, &fill(say::NOT_KEPT, why));
            }
        }
    }

    fn show_problem(&self, place: &str, words: &str) {
        if let Some(form) = &self.form {
            form.show_problem(t(say::CHECK), Some((place, words)));
            self.retitle(true);
        }
    }

    /// The window's title says what the page is about now; `wrong` when the form has a mistake.
    fn retitle(&self, wrong: bool) {
        let Some(document) = self.host.owner_document() else {
            return;
        };
        let plain = self.title.trim_start_matches(t(say::ERROR_PREFIX));
        let heading = self.shown.borrow().as_ref().and_then(shown::heading);
        let brand = plain.rsplit_once(BRAND).map_or("", |(_, brand)| brand);
        document.set_title(&match (wrong, heading) {
            (true, _) => format!("{}{plain}", t(say::ERROR_PREFIX)),
            (false, Some(heading)) => format!("{heading}{BRAND}{brand}"),
            (false, None) => plain.to_owned(),
        });
    }

    /// Shows the form, or what became of the answers; `focus` for what the person has just done.
    pub(super) async fn show(&self, focus: bool) {
        let (Ok(records), Ok(draft)) = (load_surveys().await, load_survey_draft(self.day).await)
        else {
            return;
        };
        let latest = records
            .into_iter()
            .rev()
            .find(|record| record.day == self.day);
        let writes =
            self.form.is_some() && (latest.is_none() || draft.is_some() || self.another.get());
        if let Some(form) = &self.form {
            let _ = form.element.toggle_attribute_with_force("hidden", !writes);
            form.fill(
                &draft
                    .as_ref()
                    .map(|draft| draft.fields.clone())
                    .unwrap_or_default(),
            );
            self.offer_erasing(draft.is_some());
        }
        let shown = Shown {
            writes,
            latest,
            left: self.form.is_none() && draft.is_some(),
            sending: send::is_sending(),
            trouble: send::trouble(),
            over: writes && self.ends > 0 && device::now_ms() >= self.ends,
        };
        if self.shown.borrow().as_ref() != Some(&shown) {
            if !focus {
                self.say_aloud(&shown::heard(&shown));
            }
            shown::draw(&self.host, &shown, self.form.is_some());
            if let Some(over) = &self.over {
                // What became of the person's own answer says more.
                let hides = shown::heading(&shown).is_some();
                let _ = over.toggle_attribute_with_force("hidden", hides);
            }
            self.shown.replace(Some(shown));
            self.retitle(false);
        }
        if focus {
            self.focus_heading();
        }
    }

    fn focus_heading(&self) {
        let heading = |of: &Element, selector: &str| of.query_selector(selector).ok().flatten();
        let form = self.form.as_ref().map(|form| &form.element);
        let heading = heading(&self.host, ".panel h1")
            .or_else(|| heading(form.or(self.over.as_ref())?, "h1"));
        if let Some(heading) = &heading {
            let _ = heading.set_attribute("tabindex", "-1");
        }
        dom::focus(heading);
    }
}

fn on_page(act: impl FnOnce(Rc<Page>)) {
    if let Some(page) = PAGE.with_borrow(Clone::clone) {
        act(page);
    }
}

fn on_page_with(event: &Event, act: impl FnOnce(Rc<Page>, &Event)) {
    on_page(|page| act(page, event));
}

fn typed(event: &Event) {
    on_page(|page| {
        let Some(form) = &page.form else { return };
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let Some(name) = target.and_then(|target| target.get_attribute("name")) else {
            return;
        };
        form.note(name);
        page.say_of_draft(PENDING);
        let later = page.clone();
        page.timer.replace(Some(Timeout::new(DEBOUNCE_MS, move || {
            spawn_local(async move { drop(later.save().await) });
        })));
    });
}

fn save_now() {
    on_page(|page| {
        page.timer.take();
        spawn_local(async move { drop(page.save().await) });
    });
}
