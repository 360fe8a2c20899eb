//! What the office's and the public pages of the council's duties share: how a fault is told.

use domain::register::{LINE, words};
use domain::request::Language;

use super::AppState;
use super::problem::Problem;
use super::problem_text::Kind;
use crate::duties::{Duties, Fault};

pub(super) fn duties(app: &AppState) -> Duties<'_> {
    Duties::of(&*app.journal, app.holder)
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Journal(error) => error.into(),
            Fault::Unknown => Kind::NotFound.into(),
            Fault::Stale => Kind::ChangedMeanwhile.into(),
            Fault::Access(problems) => said(Kind::WrongAccess, &problems, |one, language| {
                format!("{}: {}", one.at, words::access_fault(one.what, language))
            }),
            Fault::Document(problems) => {
                said(Kind::WrongDocument, &problems, words::document_problem)
            }
            Fault::NoReason => Self::from(Kind::WrongDocument).saying(
                format!("Напишіть причину одним рядком, до {LINE} знаків."),
                format!("Write the reason on one line of up to {LINE} characters."),
            ),
            Fault::TakenOut => Self::from(Kind::WrongDocument).saying(
                "Запис вилучено з реєстру. Спершу поверніть його, тоді змінюйте.".to_owned(),
                "The entry was taken out of the register. Put it back first, then change it."
                    .to_owned(),
            ),
            Fault::Rules(wrong) => said(Kind::WrongVisitRules, &wrong, |one, language| {
                words::rules_fault(*one, language)
            }),
            Fault::Visit(why) => said(Kind::VisitRefused, &[why], |why, language| {
                words::visit_refused(*why, language).to_owned()
            }),
        }
    }
}

/// A problem that says all that is wrong, each in a sentence.
fn said<T>(kind: Kind, all: &[T], say: impl Fn(&T, Language) -> String) -> Problem {
    let in_words = |language| {
        let sentences: Vec<String> = all.iter().map(|one| say(one, language)).collect();
        let text = sentences.join("; ");
        if text.ends_with('.') {
            text
        } else {
            format!("{text}.")
        }
    };
    Problem::from(kind).saying(in_words(Language::Uk), in_words(Language::En))
}
