//! The survey of an open day, and what a visitor wants to say to a deputy mayor.

use domain::kiosk::{Kind, Screen};
use domain::open_day::question::Concern;
use domain::open_day::survey::{Asked, MAX_ANSWER, Reply, SurveyQuestion};
use domain::open_day::{PublicDay, hall, question};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

use super::Store;
use crate::db::kiosk as db;
use crate::device;
use crate::text::{Text, kiosk as say, t};

/// A question, proposal or remark as it is written.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::kiosk) struct Said {
    /// What it is.
    pub(in crate::kiosk) concern: Concern,
    /// The text.
    pub(in crate::kiosk) text: String,
    /// Who says it; may be empty.
    pub(in crate::kiosk) name: String,
    /// Phone or e-mail; may be empty.
    pub(in crate::kiosk) contact: String,
}

/// The id of what answers a question first: where its error leads.
const fn first_field(asked: &Asked) -> &'static str {
    match asked {
        Asked::Text => "reply",
        _ => "reply-0",
    }
}

impl Store {
    /// The day for one of the kiosk's offers, followed.
    pub(in crate::kiosk) fn offer(
        self,
        find: fn(&[PublicDay], chrono::DateTime<chrono::Utc>) -> Option<&PublicDay>,
    ) -> Option<PublicDay> {
        self.days.with(|days| find(days, device::now()).cloned())
    }

    /// Begins the survey that is open now.
    pub(in crate::kiosk) fn begin_survey(self) {
        let day = self.offer(hall::survey);
        if day.is_some() {
            self.day.set(day);
            self.ask_survey(0);
        }
    }

    /// Begins a question, proposal or remark.
    pub(in crate::kiosk) fn begin_question(self) {
        let day = self.offer(hall::questions);
        if day.is_some() {
            self.day.set(day);
            self.go(Screen::Question);
        }
    }

    /// Shows the programme of the next day.
    pub(in crate::kiosk) fn show_programme(self) {
        let day = self.offer(hall::programme);
        if let Some(shown) = &day {
            self.show_plans(shown);
            self.day.set(day);
            self.go(Screen::Programme);
        }
    }

    /// Reads the day's floor plans from the disk; one that was not fetched yet is not there.
    fn show_plans(self, day: &PublicDay) {
        let ids: Vec<Uuid> = day.maps.iter().map(|map| map.id).collect();
        self.plans.set(Vec::new());
        spawn_local(async move {
            let mut plans = Vec::new();
            for id in ids {
                if let Ok(Some(picture)) = db::load_plan(id).await {
                    plans.push((id, picture));
                }
            }
            self.plans.set(plans);
        });
    }

    /// Goes to a question of the survey.
    pub(in crate::kiosk) fn ask_survey(self, at: usize) {
        let now = device::now_ms();
        self.visit.update(|visit| visit.go(Screen::Survey, now));
        self.wrong.set(Vec::new());
        self.failed.set(None);
        self.at.set(at);
        // Another question of the same screen is drawn anew, too.
        self.screen.set(Screen::Survey);
    }

    /// Answers the question that is asked, or leaves it open.
    pub(in crate::kiosk) fn reply(self, reply: Option<Reply>) {
        let Ok(n) = u8::try_from(self.at.get_untracked()) else {
            return;
        };
        self.replies.update(|replies| {
            match reply {
                Some(reply) => drop(replies.insert(n, reply)),
                None => drop(replies.remove(&n)),
            };
        });
    }

    /// What was replied to the question that is asked.
    pub(in crate::kiosk) fn replied(self) -> Option<Reply> {
        let n = u8::try_from(self.at.get_untracked()).ok()?;
        self.replies
            .with_untracked(|replies| replies.get(&n).cloned())
    }

    /// Chooses one of several, or takes the choice back; in their order for themes, each once.
    pub(in crate::kiosk) fn toggle(self, option: u8, ranked: bool) {
        let mut chosen = match self.replied() {
            Some(Reply::Multiple(chosen) | Reply::Themes(chosen)) => chosen,
            _ => Vec::new(),
        };
        match chosen.iter().position(|one| *one == option) {
            Some(at) => drop(chosen.remove(at)),
            None => chosen.push(option),
        }
        self.reply(match (chosen.is_empty(), ranked) {
            (true, _) => None,
            (false, true) => Some(Reply::Themes(chosen)),
            (false, false) => {
                chosen.sort_unstable();
                Some(Reply::Multiple(chosen))
            }
        });
    }

    /// Goes on from a question of the survey; from the last one, seals and keeps the answer.
    pub(in crate::kiosk) fn survey_goes_on(self) {
        let at = self.at.get_untracked();
        let survey = self
            .day
            .with_untracked(|day| day.as_ref().map(|day| day.survey.clone()));
        let survey = survey.unwrap_or_default();
        let Some(question) = survey.get(at) else {
            return self.go(Screen::Welcome);
        };
        if let Some(problem) = self.problem_of(question, at + 1 == survey.len()) {
            return self
                .wrong
                .set(vec![(first_field(&question.answer), t(problem).into())]);
        }
        if at + 1 < survey.len() {
            self.ask_survey(at + 1);
        } else {
            self.keep(Kind::Survey);
        }
    }

    fn problem_of(self, question: &SurveyQuestion, is_last: bool) -> Option<Text> {
        if let (Asked::Text, Some(Reply::Text(text))) = (&question.answer, self.replied())
            && text.chars().count() > MAX_ANSWER
        {
            return Some(say::SURVEY_LONG);
        }
        let empty = self.replies.with_untracked(|replies| replies.is_empty());
        (is_last && empty).then_some(say::SURVEY_EMPTY)
    }

    /// Seals and keeps the question, proposal or remark, if it is all right.
    pub(in crate::kiosk) fn say_it(self) {
        let said = self.said.get_untracked();
        let long = |text: &str, most: usize| text.trim().chars().count() > most;
        let mut wrong: Vec<(&'static str, Text)> = Vec::new();
        if said.text.trim().is_empty() {
            wrong.push(("text", say::ASK_TEXT_MISSING));
        } else if long(&said.text, question::MAX_TEXT) {
            wrong.push(("text", say::ASK_TEXT_LONG));
        }
        for (id, text) in [("name", &said.name), ("contact", &said.contact)] {
            if long(text, question::MAX_NAME) {
                wrong.push((id, say::ASK_SHORTER));
            }
        }
        let clean = wrong.is_empty();
        let told = wrong.into_iter().map(|(id, text)| (id, t(text).to_owned()));
        self.wrong.set(told.collect());
        if clean {
            self.keep(Kind::Question);
        }
    }
}
